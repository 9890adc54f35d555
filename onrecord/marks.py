"""A stretch of text known not to be speech, as the rules that look for such stretches hand it on."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model import SegmentKind


class Mark(NamedTuple):
    """A stretch known not to be speech, in characters of the text."""

    start: int
    end: int
    kind: SegmentKind
    by: str = ""
    """As in ``model.Segment``."""
