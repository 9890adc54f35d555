"""Mini-transcripts with the right reading marked: ``⟦label⟧``, ``⟨said by nobody⟩``, each after ``=== name``.

The marks were set when the text was written, before the parser ran. A case without a label is no transcript.
``⟦=name⟧`` opens a turn before which nothing is printed.
"""

import html
import re

from benchmarks.accuracy.gold import Gold, GoldTurn, bare

_BEFORE_NAME = re.compile(r"[\W_]*(?:\d+\.\s+)?")
_CLOSING = {"[": "]", "(": ")", "（": "）", "【": "】", "«": "»"}
_CASE = re.compile(r"^=== (.+)\n", re.MULTILINE)


def marked(path):
    """Every case of the file; ``turns`` is empty where the case is no transcript."""
    parts = _CASE.split(path.read_text(encoding="utf-8"))[1:]
    return [gold_of(name, path.stem, text) for name, text in zip(parts[::2], parts[1::2], strict=True)]


def gold_of(name, genre, text):
    """The gold in one marked text. What precedes the first label is unknown unless marked."""
    plain, turns, speech, unsaid, opened = [], [], [], [], {}
    length = said_from = 0
    speaker = None
    for at, piece in enumerate(re.split("([⟦⟧⟨⟩])", text)):
        if at % 2 == 0:
            plain.append(piece)
            length += len(piece)
            continue
        if piece in "⟦⟨":
            opened[piece] = length
            if speaker is not None and "⟨" not in opened.keys() - {piece}:
                speech.append((said_from, length, speaker))
        elif piece == "⟧":
            start = opened.pop("⟦")
            printed = "".join(plain)[start:length]
            before = _BEFORE_NAME.match(printed).end()
            closing = _CLOSING.get(printed[before - 1 : before], "")
            label = bare(html.unescape(printed[before:].rstrip(" :：*_").removesuffix(closing)))
            speaker = label.casefold()
            if printed.startswith("="):
                del plain[-1]
                length, before = start, 0
            turns.append(GoldTurn(start + before, label, speaker))
        else:
            unsaid.append((opened.pop("⟨"), length, "any"))
        said_from = length
    if speaker is not None:
        speech.append((said_from, length, speaker))
    whole = "".join(plain)
    return Gold(name, genre, whole.encode(), whole, turns, speech, unsaid, by_label=True)
