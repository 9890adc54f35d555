"""Lines that look like labels and were not taken for any: what a person may want to look at.

Reads the whole text once more, so it is asked for when somebody looks, not with every reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.labels.candidates import candidates
from onrecord.labels.label import Label, labels_of
from onrecord.labels.patterns import ABBREVIATION
from onrecord.labels.shapes import Judge, key_of
from onrecord.labels.view import SHIFT, matching_view
from onrecord.model import Transcript
from onrecord.wordlists import words

_ENOUGH = 1.5
"""Points of a line by itself from which on it is worth a look."""
_NEAR_ENOUGH = 5
"""Letters a name must have before another, one letter apart, is taken for a slip of it."""
_KNOWN_POINTS, _SLIP_POINTS = 6.0, 5.0
_WORD = r"[^\s.,:;!?()\[\]<>=|*“”\"]{1,24}"
_NAMED = re.compile(
    rf"\n[ \t*_\[(<>]*+(?P<name>(?:{ABBREVIATION}|{_WORD})(?:[ ]{{1,2}}(?:{ABBREVIATION}|{_WORD})){{0,4}}?)"
    r"(?P<sign>[ ]{0,2}(?:[:;.=>|)\]*–—-]{1,3}(?=\s)|(?=\n)))"
)


class Missed(NamedTuple):
    """A line that may open with a label; ``start`` and ``end`` are characters of the text."""

    start: int
    end: int
    name: str
    score: float
    """More is likelier; comparable only within one text."""
    why: str


def missed_labels(view: str, labels: Sequence[Label], start: int = 0, most: int = 200) -> list[Missed]:
    """The likeliest ``most`` lines of ``view`` from ``start`` on that are no label yet, in their order.

    ``labels`` are those that were found. A line may be listed though it is none: that is for a person to say.
    """
    taken = [label.start for label in labels]
    found: dict[int, Missed] = {}
    for line in [*_slips(view, labels, start), *_rejected(view, start)]:
        at = bisect_left(taken, line.end) - 1
        if at < 0 or labels[at].end <= line.start:
            found.setdefault(line.start, line)
    likeliest = sorted(found.values(), key=lambda line: -line.score)[:most]
    return sorted(likeliest)


def missed_in(transcript: Transcript, most: int = 200) -> list[Missed]:
    """As ``missed_labels``, for what ``transcript`` has now: labels, times and furniture are left out."""
    found = missed_labels(matching_view(transcript.text), labels_of(transcript), most=most)
    starts = [segment.start for segment in transcript.segments]
    kinds = (transcript.segments[bisect_right(starts, line.start) - 1].kind for line in found)
    return [line for line, kind in zip(found, kinds, strict=True) if kind not in {"timestamp", "furniture"}]


def _rejected(view: str, start: int) -> Iterator[Missed]:
    """Candidates by their own looks; the document spoke against them or for none."""
    stop = words("stop_heads")
    for c in candidates(view, Judge()):
        if c.start >= start + SHIFT and c.score >= _ENOUGH and c.shape.key.split(" ", 1)[0] not in stop:
            why = "printed like a speaker's name, but nothing else in the text says that it is one"
            yield Missed(c.start - SHIFT, c.end - SHIFT, c.shape.name, c.score, why)


def _slips(view: str, labels: Sequence[Label], start: int) -> Iterator[Missed]:
    """Lines that open with the name of a speaker, or one letter beside it, before another sign than usual."""
    known = {key_of(label.name): label.name for label in labels if len(label.name) > 1}
    near = {variant: name for key, name in known.items() if len(key) >= _NEAR_ENOUGH for variant in _one_less(key)}
    for found in _NAMED.finditer(view, start) if known else ():
        key = key_of(found["name"])
        place = (found.start("name") - SHIFT, found.end() - SHIFT, found["name"])
        if key in known:
            sign = found["sign"].strip()
            before = f"before “{sign}”" if sign else "on a line of its own"
            yield Missed(*place, _KNOWN_POINTS, f"the name of a speaker, {before}")
        elif len(key) >= _NEAR_ENOUGH and (name := _slip_of(key, known, near)):
            yield Missed(*place, _SLIP_POINTS, f"one letter beside “{name}”")


def _slip_of(key: str, known: dict[str, str], near: dict[str, str]) -> str:
    """The known name that is one letter more, less or other than ``key``; empty for none."""
    if key in near:
        return near[key]
    variants = _one_less(key)
    return next((known[v] for v in variants if v in known), "") or next((near[v] for v in variants if v in near), "")


def _one_less(key: str) -> list[str]:
    """``key`` without each one of its letters."""
    return [key[:at] + key[at + 1 :] for at in range(len(key))]
