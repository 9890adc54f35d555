"""What was found in a text: by the library, or by the pattern a user would write instead."""

import re
from typing import NamedTuple

import onrecord
from benchmarks.accuracy.gold import bare
from onrecord.errors import ReadError

_GROUPS = {"speech": "speech", "stage": "stage", "interjection": "stage", "label": "label", "space": ""}


class FoundTurn(NamedTuple):
    start: int
    label: str
    speaker: str
    confidence: float


class Found(NamedTuple):
    """A reading in the terms of the gold."""

    turns: list[FoundTurn]
    pieces: list[tuple[int, int, str, str]]
    """Start, end, group ("speech", "label", "stage", "printed", "" for space) and speaker."""
    is_doubtful: bool = False
    refusal: str = ""


def by_onrecord(gold):
    """What ``onrecord.read`` makes of the gold's bytes; nothing where it refuses them, None where its text is another
    (a page that was saved as text), so that offsets cannot be compared.
    """
    try:
        transcript = onrecord.read(gold.data, name=gold.name)
    except ReadError as refusal:
        return Found([], [], refusal=str(refusal))
    if transcript.text != gold.text:
        return None
    names = [bare(t.label).casefold() if gold.by_label else f"{t.speaker} {transcript.speakers[t.speaker].name}"
             for t in transcript.turns]  # fmt: skip
    labelled = [pair for pair in zip(transcript.turns, names, strict=True) if transcript.has_labels and pair[0].label]
    turns = [FoundTurn(_name_at(gold.text, turn), bare(turn.label), name, turn.confidence) for turn, name in labelled]
    pieces = [(s.start, s.end, _GROUPS.get(s.kind, "printed"), "" if s.turn is None else names[s.turn])
              for s in transcript.segments]  # fmt: skip
    return Found(turns, pieces, transcript.is_doubtful)


def _name_at(text, turn):
    """Where the turn's name is printed."""
    pattern = re.compile(r"\s+".join(map(re.escape, turn.label.split())))
    found = pattern.search(text, turn.start, turn.start + 400)
    return found.start() if found else turn.start


def by_pattern(pattern):
    """A reader that starts a turn wherever ``pattern`` matches: group 1 is the name, the rest is speech."""

    def read(gold):
        marks = list(pattern.finditer(gold.text))
        turns = [FoundTurn(m.start(1), bare(m[1]), m[1].strip().casefold(), 1.0) for m in marks]
        ends = [*(mark.start() for mark in marks[1:]), len(gold.text)][: len(marks)]
        pieces = [(0, marks[0].start() if marks else len(gold.text), "printed", "")]
        for mark, end, turn in zip(marks, ends, turns, strict=True):
            pieces += [(mark.start(), mark.end(), "label", ""), (mark.end(), end, "speech", turn.speaker)]
        return Found(turns, pieces)

    return read


NAME_AND_COLON = re.compile(r"^[ \t]*((?:[A-ZÀ-ÖØ-Þ][\w.'’-]*[ \t]+){0,4}[A-ZÀ-ÖØ-Þ][\w.'’-]*):", re.MULTILINE)
"""What a user writes first: up to five capitalised words and a colon at the start of a line."""

WITHIN_63 = re.compile(r"^[ \t]*([^\s:][^:\n]{0,61}):", re.MULTILINE)
"""MAXQDA's rule for focus groups: a speaker is what stands before a colon within the first 63 characters of a
paragraph."""

READERS = {
    "On Record": by_onrecord,
    "NAME: regex": by_pattern(NAME_AND_COLON),
    "63 characters": by_pattern(WITHIN_63),
}
