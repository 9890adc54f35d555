"""A speaker label at its place, which the grammar hands out, and a candidate, of which it makes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from onrecord.labels.shapes import Shape
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


Item = TypeVar("Item")
Family = Literal["colon", "qa", "bracket", "stamped", "dot", "dash", "own", "tab", "bold"]


@dataclass(slots=True)
class Candidate:
    """A string that could be a label, at its place in the view."""

    start: int
    end: int
    shape: Shape
    family: Family
    score: float
    stamp: str
    is_alone: bool
    """Whether nothing but the label stands on its line."""
    is_emphasised: bool
    is_heading: bool
    """Whether the line is a Markdown heading."""
    is_bulleted: bool
    runs_on: bool
    """Whether the line before is not blank and ends no sentence."""
    goes_lower: bool = False
    """Whether what follows the label begins with a small letter."""
    is_below_stamp: bool = False
    """Whether the time is that of the line above."""
    margin: float = 0.0
    """Points over what was needed, once the whole document has spoken."""

    @property
    def style(self) -> tuple[str, str, bool, bool]:
        """What the labels of one transcript have in common."""
        case = "" if self.is_emphasised else self.shape.case
        return (self.family, case, self.is_alone, self.is_emphasised)


def drained(items: list[Item]) -> Iterator[Item]:
    """Each of ``items`` in order, let go of once it was used: what is made of them has their room. Empties the list."""
    items.reverse()
    while items:
        yield items.pop()


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
