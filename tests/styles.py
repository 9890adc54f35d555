"""Mini-transcripts of many styles with the right reading marked in the text itself.

In ``cases/styles-*.txt`` each case opens with ``=== name``. A printed label stands in ``⟦ ⟧``, whatever nobody said in
``⟨ ⟩``; without these marks the case is the text to read. A case without a label is no transcript. ``⟦=Question⟧``
opens a turn before which no label is printed: the name is to be told by the layout.
"""

import html
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from onrecord.speech import speech_text

_CASE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_LABEL = re.compile("⟦=?([^⟦⟧]*)⟧")
_MARKS = re.compile("⟦=[^⟦⟧]*⟧|[⟦⟧⟨⟩]")
_WORD = re.compile(r"\w+")


class StyleCase(NamedTuple):
    """One text and how it should be read."""

    name: str
    text: str
    turns: list[tuple[str, list[str]]]
    """Label and words of each turn."""


def style_cases():
    """Every case of every file, in order."""
    found = []
    for path in sorted((Path(__file__).parent / "cases").glob("styles-*.txt")):
        parts = _CASE.split(path.read_text(encoding="utf-8"))[1:]
        found += [_case(name, marked) for name, marked in zip(parts[::2], parts[1::2], strict=True)]
    return found


def plain_cases(file_name):
    """Name -> text of the cases of a file without marks."""
    parts = _CASE.split((Path(__file__).parent / "cases" / file_name).read_text(encoding="utf-8"))[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _case(name, marked):
    pieces = _LABEL.split(marked)[1:]
    said = [html.unescape(re.sub("⟨[^⟨⟩]*⟩", " ", piece)) for piece in pieces[1::2]]
    turns = [(label, _WORD.findall(text)) for label, text in zip(pieces[::2], said, strict=True)]
    return StyleCase(name, _MARKS.sub("", marked), turns)


def found_turns(transcript):
    """Label and words of each turn as read; none without labels."""
    if not transcript.has_labels:
        return []
    return [(turn.label, _WORD.findall(speech_text(transcript, at))) for at, turn in enumerate(transcript.turns)]


def plain(label):
    """A label without emphasis, brackets and notes, for comparing."""
    label = html.unescape(re.sub("[⟨⟩]", "", label))
    return " ".join(_WORD.findall(label.casefold()))


def same_label(found, expected):
    """Whether the label is the one printed, or its name without what stands around it (party, office, number)."""
    one, other = plain(found), plain(expected)
    return one == other or (len(one) > 2 and re.search(rf"\b{re.escape(one)}\b", other) is not None)


def score(found, expected):
    """How many of the expected labels and turns were found right, and whether all of the reading is right."""
    wanted = list(dict.fromkeys(plain(label) for label, _ in expected))
    names = {plain(label) for label, _ in found}
    labels = sum(any(same_label(name, want) for name in names) for want in wanted)
    keys = [next((w for w in wanted if same_label(label, w) and plain(label) == w), None)
            or next((w for w in wanted if same_label(label, w)), plain(label)) for label, _ in found]  # fmt: skip
    order = [plain(label) for label, _ in expected]
    right = 0
    for block in SequenceMatcher(None, keys, order, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            right += found[block.a + step][1] == expected[block.b + step][1]
    return labels, len(wanted), right, len(order), right == len(order) == len(found)
