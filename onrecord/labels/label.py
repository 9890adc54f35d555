"""What the grammar hands out: a speaker label at its place."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import Transcript


class Label(NamedTuple):
    """A speaker label at its place in the text."""

    start: int
    end: int
    """Past the colon and a timestamp, before the speech."""
    name: str
    """As printed, without colon, note and timestamp."""
    note: str
    start_ms: int | None
    is_alone: bool
    """Whether the label has its line to itself."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that this is a label; 1 where a person gave the pattern."""


def labels_of(transcript: Transcript) -> list[Label]:
    """The labels as ``transcript`` has them now, corrections and all, in order."""
    text, turns = transcript.text, transcript.turns
    return [
        Label(
            s.start, s.end, turns[s.turn].label, turns[s.turn].note, turns[s.turn].start_ms,
            not text[s.end : s.end + 2].strip(" \t") or text[s.end : s.end + 2].lstrip(" \t")[0] in "\r\n",
            turns[s.turn].confidence,
        )
        for s in transcript.segments
        if s.kind == "label" and s.turn is not None
    ]  # fmt: skip
