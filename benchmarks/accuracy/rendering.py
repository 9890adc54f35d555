"""A deterministic writer: conversations as plain text in the label styles people meet.

It knows nothing of the parser.
"""

import re
import textwrap

from benchmarks.accuracy.conversations import Conversation, Part, Said
from benchmarks.accuracy.gold import Gold, GoldTurn, bare, outside_brackets

_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_TITLED = re.compile(r"(Mr|Mrs|Ms|Hon|Dr)\.? (.+)")
_WIDTH, _WORDS_PER_SECOND, _SENTENCES = 72, 2.5, 3


def renderings(conversation):
    """The conversation as a gold in every style its names allow."""
    for style, (opening, is_split, is_wrapped) in _STYLES.items():
        names = _names(conversation, style)
        if names:
            yield rendered(conversation, style, names, opening, is_split=is_split, is_wrapped=is_wrapped)


def rendered(conversation, style, names, opening, *, is_split, is_wrapped):
    """``opening`` holds {name} once, {clock} where a time goes; the speech follows it."""
    text, turns, speech, unsaid, seconds = "", [], [], [], 0.0
    for turn in conversation.turns:
        at = len(text)
        if turn.label:
            name = names[turn.label]
            clock = f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
            text += opening.format(name=name, clock=clock)
            turns.append(GoldTurn(at + opening.index("{"), bare(name), turn.speaker))
        parts = _split(turn.parts) if is_split else _together(turn.parts)
        for number, part in enumerate(parts):
            start = len(text)
            if part.kind == "speech" and is_wrapped:
                used = 0 if number else start - text.rfind("\n") - 1
                lines = textwrap.wrap("x" * used + part.text, _WIDTH, break_long_words=False, break_on_hyphens=False)
                text += "\n".join(lines)[used:]
            else:
                text += part.text
            if part.kind == "speech":
                speech += [(*span, turn.speaker) for span in outside_brackets(text, start, len(text))]
            else:
                unsaid.append((start, len(text), part.kind))
            text += "\n\n"
            seconds += len(part.text.split()) / _WORDS_PER_SECOND
    return Gold(f"{conversation.name}, {style}", conversation.genre, text.encode(), text, turns, speech, unsaid,
                rendered_in=style)  # fmt: skip


def with_lines(conversation, lines, every):
    """The conversation with a line that nobody said after every ``every`` turns."""
    turns, left = [], list(lines)
    for number, turn in enumerate(conversation.turns, start=1):
        turns.append(turn)
        if number % every == 0 and left:
            turns.append(Said("", "", [left.pop(0)]))
    return Conversation(conversation.name, conversation.genre, turns)


_STYLES = {
    "name and colon": ("{name}: ", False, False),
    "capitals, wrapped": ("{name}: ", False, True),
    "line of its own": ("{name}\n", False, False),
    "line of its own, colon": ("{name}:\n", True, False),
    "brackets and time": ("[{name}] [{clock}] ", False, False),
    "name, time, line": ("{name}  {clock}\n", True, False),
    "bold": ("**{name}:** ", True, False),
    "paragraphs": ("{name}: ", True, False),
    "dot, wrapped": ("  {name}. ", True, True),
}


def _names(conversation, style):
    """Label as given -> as printed in this style; nothing when the names do not allow it."""
    labels = list(dict.fromkeys(turn.label for turn in conversation.turns if turn.label))
    if style.startswith("capitals"):
        return {label: label.upper() for label in labels}
    if not style.startswith("dot"):
        return {label: label for label in labels}
    short = {label: _dotted(bare(label)) for label in labels}
    people = {(printed, bare(label)) for label, printed in short.items()}
    if None in short.values() or len(people) != len(set(short.values())):
        return {}
    return short


def _dotted(label):
    titled = _TITLED.fullmatch(label)
    if titled:
        return f"{titled[1]}. {titled[2].rpartition(' ')[2].upper()}"
    return f"The {label[4:].upper()}" if label.startswith("The ") else None


def _together(parts):
    """Speech that follows on speech as one paragraph."""
    joined = []
    for part in parts:
        if joined and part.kind == joined[-1].kind == "speech":
            joined[-1] = Part(f"{joined[-1].text} {part.text}")
        else:
            joined.append(part)
    return joined


def _split(parts):
    """Speech in paragraphs of a few sentences."""
    for part in parts:
        sentences = _SENTENCE.split(part.text) if part.kind == "speech" else [part.text]
        for at in range(0, len(sentences), _SENTENCES):
            yield Part(" ".join(sentences[at : at + _SENTENCES]), part.kind)
