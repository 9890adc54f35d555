"""A stretch of text known not to be speech, as the rules that look for such stretches hand it on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import SegmentKind

_BLANKS_MOST = 200


class Mark(NamedTuple):
    """A stretch known not to be speech, in characters of the text."""

    start: int
    end: int
    kind: SegmentKind
    by: str = ""
    """As in ``model.Segment``."""


def found_at(pattern: re.Pattern[str], view: str, signs: str) -> Iterator[re.Match[str]]:
    """As ``pattern.finditer(view)``, for a pattern that opens with one of ``signs``: to look for one sign after the
    other takes a tenth of the time that a class of them takes.
    """
    places = sorted(at.start() for sign in signs if sign in view for at in re.finditer(re.escape(sign), view))
    end = 0
    for at in places:
        if at >= end and (found := pattern.match(view, at)):
            yield found
            end = found.end()


def opens_speech(view: str, at: int, ends: Sequence[int]) -> bool:
    """Whether nothing but blanks stands between the last of the labels' ``ends`` up to ``at`` and ``at`` itself."""
    before = bisect_right(ends, at) - 1
    return before >= 0 and at - ends[before] < _BLANKS_MOST and not view[ends[before] : at].strip()
