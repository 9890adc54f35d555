"""Golds that others made of real files: passages copied out or parsed by them, placed in the file by their words."""

import csv
import json
import re
from difflib import SequenceMatcher

from benchmarks.accuracy.conversations import Part
from benchmarks.accuracy.gold import WORD, Gold, GoldTurn, Words, bare, outside_brackets

_MARKUP = (r"\[\[Page [^\]\n]*\]\]", r"<[^<>\n]*>", r"&\w+;")
_LONGEST_LABEL = 60
_NEARLY_ALL, _RUN = 0.8, 4


def independent(folder):
    """Every gold of this kind whose files are below ``folder``."""
    for path in sorted(folder.glob("**/*.htm")):
        parsed = path.with_suffix(".json")
        if parsed.exists() and path.name.startswith("CREC"):
            yield congressional(path, json.loads(parsed.read_text(encoding="utf-8")))
    for copies in sorted(folder.glob("**/gold_*")):
        path = copies.parent / copies.name.removeprefix("gold_")
        if path.is_file():
            yield copied_out(path, sorted(copies.iterdir()))
    for path in sorted(folder.glob("**/*_corrected.vtt")):
        yield captioned(path)
    reactions = next(folder.glob("**/crowd_reactions.csv"), None)
    if reactions:
        lines = reaction_lines(reactions)
        for path in sorted(reactions.parent.glob("*")):
            if path.is_file() and path.suffix != ".csv":
                yield with_reactions(path, lines)


def captioned(path):
    """A meeting's WebVTT corrected by hand, in which every cue opens with its speaker: neighbouring cues of one are a
    turn. Numbers, timings and the names themselves are nobody's words."""
    text = _text(path)
    turns, speech, unsaid, at = [], [], [], 0
    for cue in re.finditer(r"-->[^\n]*\n(?P<name>[^\n:]{1,60}): (?P<said>[^\n]+)", text):
        name = cue["name"].strip()
        if not turns or turns[-1].label != bare(name):
            turns.append(GoldTurn(cue.start("name"), bare(name), bare(name)))
        unsaid.append((at, cue.start("said"), "any"))
        speech.append((*cue.span("said"), bare(name)))
        at = cue.end("said")
    return Gold(path.name, "meeting captions", path.read_bytes(), text, turns, speech, unsaid)


def congressional(path, parsed):
    """A page of the Record and the ``congressional-record`` parse of it: items of speech, each opening with its label
    unless it goes on, and items of the recorder."""
    text = _text(path)
    words = Words(text, _MARKUP)
    turns, speech, unsaid, at, unplaced = [], [], [], 0, 0
    for item in parsed["content"]:
        place = words.find(item["text"], at)
        if place is None:
            unplaced += len(item["text"].split())
            continue
        first, at = place
        start, end = words.spans[first][0], words.spans[at - 1][1]
        if item["kind"] != "speech":
            unsaid.append((start, end, "any"))
            continue
        speaker = item["speaker"]
        opening = words.find(speaker, first)
        if opening and opening[0] == first:
            turns.append(GoldTurn(start, bare(speaker), speaker))
            start = words.spans[opening[1] - 1][1]
        speech.append((start, end, speaker))
    unsaid += [(found.start(), found.end(), "any") for found in re.finditer(_MARKUP[0], text)]
    return Gold(path.name, "congress", path.read_bytes(), text, turns, speech, unsaid, unplaced=unplaced)


def copied_out(path, copies):
    """One person's paragraphs in each file of ``copies``. What precedes such a paragraph in its line is the label.

    A line holds a paragraph when its words are the paragraph's, with the person's name before them or nothing; both
    stand in one order, so that a "Thank you." of somebody else is not taken for theirs. The copiers also joined what an
    interruption had cut: between two paragraphs placed, a line is theirs when its words are nearly all among those
    copied, in order.
    """
    text = _text(path)
    lines = [(line.start(), line.end(), line[0]) for line in re.finditer(r"[^\n]+", text)]
    turns, speech, unplaced = [], [], 0
    for copy in copies:
        speaker = copy.name.removeprefix(f"{path.name}_")
        paragraphs = [_spelled(line) for line in copy.read_text(encoding="utf-8-sig").splitlines() if _spelled(line)]
        heads = [_own_label(line, speaker) for *_, line in lines]
        bodies = [_spelled(line[len(head) :]) for (*_, line), head in zip(lines, heads, strict=True)]
        placed = 0
        for at in _copied_lines(paragraphs, bodies):
            start, end, _line = lines[at]
            speech += [(*span, speaker) for span in outside_brackets(text, start + len(heads[at]), end)]
            placed += len(bodies[at].split())
            if heads[at]:
                turns.append(GoldTurn(start, bare(heads[at]), speaker))
        unplaced += max(0, sum(len(paragraph.split()) for paragraph in paragraphs) - placed)
    return Gold(path.name, "debate", path.read_bytes(), text, sorted(turns), speech, [], is_whole=False,
                unplaced=unplaced)  # fmt: skip


def _copied_lines(paragraphs, bodies):
    """Numbers of the lines whose words were copied."""
    line = paragraph = 0
    for block in SequenceMatcher(None, paragraphs, bodies, autojunk=False).get_matching_blocks():
        left = " ".join(paragraphs[paragraph : block.a]).split()
        for at in range(line, block.b) if left else ():
            words = bodies[at].split()
            blocks = SequenceMatcher(None, words, left, autojunk=False).get_matching_blocks()
            if (
                words
                and sum(b.size for b in blocks) >= _NEARLY_ALL * len(words)
                and max(b.size for b in blocks) >= min(len(words), _RUN)
            ):
                yield at
        yield from range(block.b, block.b + block.size)
        paragraph, line = block.a + block.size, block.b + block.size


def _own_label(line, speaker):
    """What stands before the first colon if it names ``speaker``, with the colon."""
    head, colon, _ = line.partition(":")
    named = speaker.casefold() in re.sub(r"\W", "", head).casefold()
    return head + colon if colon and len(head) <= _LONGEST_LABEL and named else ""


def _spelled(passage):
    return " ".join(WORD.findall(passage))


def with_reactions(path, lines):
    """The places of listed crowd reactions, with or without a time inside the brackets; nothing else is known."""
    text = _text(path)
    inner = "|".join(sorted({re.escape(line.strip("()[]. ")) for line in lines}))
    found = re.finditer(rf"[(\[](?:{inner})\.?(?: [\d:]+)?[)\]]\.?", text, re.IGNORECASE)
    unsaid = [(match.start(), match.end(), "stage") for match in found]
    return Gold(f"{path.name}, crowd", "debate", path.read_bytes(), text, [], [], unsaid, is_whole=False)


def reaction_lines(path):
    """The listed reactions, as printed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(dict.fromkeys(row[0] for row in list(csv.reader(file))[1:] if row))


def unsaid_lines(folder):
    """Parts for ``rendering.with_lines``: listed meta lines and crowd reactions by turns; empty without the lists."""
    meta, crowd = (next(folder.glob(f"**/{name}.csv"), None) for name in ("other_meta_lines", "crowd_reactions"))
    if not (meta and crowd):
        return []
    pairs = zip([Part(line, "printed") for line in reaction_lines(meta)],
                [Part(line, "stage") for line in reaction_lines(crowd)], strict=False)  # fmt: skip
    return [part for pair in pairs for part in pair]


def _text(path):
    return path.read_bytes().decode("utf-8-sig")
