"""Whose words are an interpreter's rendering, where the text says so: "(via interpreter)", "(spoke in Russian)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.model import Segment, Turn
from onrecord.wordlists import lines


def marked(text: str, turns: Sequence[Turn], segments: Sequence[Segment]) -> tuple[Turn, ...]:
    """``turns`` with ``via_interpreter`` set where the note in the label or the first remark after it says so.

    A remark later in the turn says nothing about how it began and does not count.
    """
    openings: dict[int | None, int] = {}
    for at, segment in enumerate(segments):
        if segment.turn not in openings:
            openings[segment.turn] = at
    return tuple(
        turn._replace(via_interpreter=True)
        if _is_interpreted(turn.note) or _is_interpreted(_first_remark(text, segments, openings.get(number, 0)))
        else turn
        for number, turn in enumerate(turns)
    )


def _first_remark(text: str, segments: Sequence[Segment], at: int) -> str:
    """The stage direction right after segment ``at``, which opens the turn, without its brackets."""
    for segment in segments[at + 1 : at + 3]:
        if segment.kind == "stage":
            return text[segment.start : segment.end].strip("()[] .")
        if segment.kind != "space":
            break
    return ""


def _is_interpreted(note: str) -> bool:
    return bool(note) and bool(_pattern().match(note))


@cache
def _pattern() -> re.Pattern[str]:
    stems = (re.escape(line.rstrip("*")) + ("" if line.endswith("*") else r"(?!\w)") for line in lines("interpreting"))
    return re.compile(r"[\s(\[]*(?:" + "|".join(stems) + ")", re.IGNORECASE)
