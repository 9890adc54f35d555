"""Cues: where the numbered and timed stretches of captions stand in a file.

WebVTT and SRT differ in their frame and agree in this: a line with two times and an arrow, perhaps a number or name
over it, and text under it to the next. Only the timing is looked for, so that lost blank lines, lost numbers and lines
run together cost no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.labels.view import SHIFT
from onrecord.marks import Mark

_TIME = r"(?:(?:(\d{1,3})[ ]?:[ ]?)?(\d{1,2})[ ]?:[ ]?(\d{1,2})(?:[ ]?[.,][ ]?(\d{1,3})\d{0,6})?)"
"""Hours may be missing, and noughts; translation programs set blanks around the marks."""
_SETTING = r"(?:align|position|line|size|vertical|region|[XY][12]|[ADLST]):[^\s]{1,60}"
_COMMA = r"(?<=\.\d{3}),(?=\d{1,3}:\d\d:\d\d\.\d{3}[ \t]*(?:\n|\Z))"
"""Between two times alone on their line, as YouTube's SBV has them."""
TIMING = re.compile(rf"\n[ \t]*+(?P<mark>{_TIME}(?:[ \t]*-{{1,3}}>[ \t]*|{_COMMA}){_TIME}(?!\d)(?:[ \t]+{_SETTING})*)")
"""The timing line of a cue, in a matching view."""
_NUMBER = re.compile(r"\d{1,9}")
_IDENTIFIER = re.compile(r"[\w/.:{}-]*\d[\w/.:{}-]*")
_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000


class Cue(NamedTuple):
    """A cue; offsets are characters of the text."""

    start: int
    """Where its number, or else its timing, begins."""
    head: tuple[Mark, ...]
    """Its number and its timing."""
    body: int
    """Where its text begins; it ends where the next cue starts."""
    start_ms: int
    """Milliseconds from the beginning of the recording, also past midnight of a clock of 24 hours."""
    end_ms: int | None
    """None where the cue ends before it starts."""


def cues_in(view: str, *, has_names: bool = False) -> list[Cue]:
    """The cues behind ``view``, a matching view, in the order of the file; with ``has_names`` lines of any text over a
    timing are the cue's name, else only numbers are.
    """
    cues: list[Cue] = []
    days = before = 0
    body = 1
    for found in TIMING.finditer(view):
        start, stop = found.span("mark")
        line_end = found.start()
        line = view.rfind("\n", 0, line_end) + 1
        name = view[line:line_end].strip(" \t")
        head = [Mark(start - SHIFT, stop - SHIFT, "timestamp")]
        if line >= body and _is_name(view, name, line, body, has_names=has_names):
            start = view.index(name, line)
            head.insert(0, Mark(start - SHIFT, start + len(name) - SHIFT, "furniture"))
        times = found.groups()
        begin, end = _milliseconds(*times[1:5]), _milliseconds(*times[5:])
        if begin < _HOUR_MS and before % _DAY_MS >= _DAY_MS - _HOUR_MS:
            days += 1
        before = begin
        end += _DAY_MS * (end < _HOUR_MS and begin >= _DAY_MS - _HOUR_MS)
        shift = days * _DAY_MS
        cues.append(
            Cue(
                start - SHIFT,
                tuple(head),
                stop - SHIFT,
                begin + shift,
                end + shift if end >= begin else None,
            )
        )
        body = stop
    return cues


def stops(cues: Sequence[Cue], end: int) -> list[int]:
    """Where the text of each cue ends."""
    return [cue.start for cue in cues[1:]] + [end]


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _is_name(view: str, name: str, line: int, body: int, *, has_names: bool) -> bool:
    """Whether ``name``, the line before a timing, is the cue's: a number, or after a blank line what is no word of the
    cue before, whose text begins at ``body``.
    """
    if _NUMBER.fullmatch(name):
        return True
    if not has_names or not name or view[view.rfind("\n", 0, line - 1) + 1 : line].strip():
        return False
    return bool(_IDENTIFIER.fullmatch(name)) or not body > 1 or bool(view[body:line].strip())
