"""The speaker-label grammar of plain text: text in, labels with their places out.

``view`` makes the text plain, ``candidates`` finds what could be a label, ``line`` looks at it, ``shapes`` judges the
words, ``scoring`` weighs them against the whole document, ``induced`` goes by repetition where that finds nothing,
``unnamed`` by layout where no name is printed, ``template`` by what a person says of the labels, ``missed`` lists what
may have been overlooked; this file puts them together and finds the labels that stand inside paragraphs. Nothing here
decides who the speakers are (``speakers``) or what the rest of the text is (``segments``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord import timecode
from onrecord.labels.candidates import candidates
from onrecord.labels.codes import without_prejudice
from onrecord.labels.confidence import INDUCED_MOST, label_confidence, transcript_confidence
from onrecord.labels.induced import induced
from onrecord.labels.label import Candidate, Label, drained
from onrecord.labels.missed import Missed, missed_in, missed_labels
from onrecord.labels.scoring import accepted
from onrecord.labels.shapes import Judge, Shape
from onrecord.labels.template import Pattern, described, described_in, in_words, templated
from onrecord.labels.unnamed import unnamed
from onrecord.labels.view import SHIFT, matching_view, without_line_numbers
from onrecord.model import DOUBTFUL_BELOW

__all__ = [
    "Label",
    "Missed",
    "Pattern",
    "Reading",
    "described",
    "described_in",
    "find_labels",
    "in_words",
    "labels_in",
    "matching_view",
    "missed_in",
    "missed_labels",
    "templated",
]

_LINES = re.compile(r"\n[ \t]*+[^\s]")
_COLON, _ANY_COLON = re.compile(":"), re.compile("[:：]")
_SENTENCE_END = re.compile(r"(?<=[.?!)\]”\"—…])[ ]{1,3}")
_SEMICOLON = re.compile(r";(?=[ \t])")
_MID_REACH = 70
_FEW, _SPARSE = 40, 8
"""So few labels, and so few among the lines, that a shape of the text's own may tell more."""
_INSIDE, _MISTYPED = 0.9, 0.8
"""Confidence of labels within a paragraph and before a wrong sign."""


class Reading(NamedTuple):
    """The labels of a text, and how likely it is, from 0 to 1, that it is a transcript."""

    labels: list[Label]
    confidence: float


def find_labels(text: str) -> list[Label]:
    """The speaker labels of ``text`` in order; none overlaps another."""
    return labels_in(matching_view(text)).labels


def labels_in(view: str, start: int = 0) -> Reading:
    """As ``find_labels``, for a text of which ``view`` is the matching view, from character ``start`` on."""
    judge = Judge()
    view = without_line_numbers(view)
    n_lines = len(_LINES.findall(view))
    found = [c for c in candidates(view, judge) if c.start >= start + SHIFT]
    without_prejudice(found, view)
    kept = accepted(found, view, n_lines)
    most, confidence = 1.0, transcript_confidence(kept, view, start)
    is_sparse = len(kept) < _FEW and _SPARSE * len(kept) < n_lines
    if confidence < DOUBTFUL_BELOW or is_sparse:
        repeated = induced(view, start + SHIFT, n_lines, judge)
        if len(repeated) > (3 if is_sparse else 2) * len(kept):
            kept, most = repeated, INDUCED_MOST
            confidence = min(most, transcript_confidence(kept, view, start))
    if confidence < DOUBTFUL_BELOW and len(found_unnamed := unnamed(view, start).labels) > len(kept):
        return Reading(found_unnamed, found_unnamed[0].confidence)
    known = {c.shape.name: c.shape for c in kept if c.family == "colon" and len(c.shape.key) > 1}
    del found
    marks = _labels_of(kept, most)
    if known:
        marks += [*_mistyped(view, known, start + SHIFT), *_inside_paragraphs(view, known, marks, start + SHIFT)]
    marks.sort(key=lambda mark: mark.start)
    return Reading(_disjoint_labels(marks), confidence)


def _labels_of(kept: list[Candidate], most: float) -> list[Label]:
    return [
        Label(
            c.start - SHIFT, c.end - SHIFT, c.shape.name, c.shape.note,
            timecode.milliseconds(c.stamp) if c.stamp else None, c.is_alone,
            min(most, label_confidence(c.margin)),
        )
        for c in drained(kept)
    ]  # fmt: skip


def _inside_paragraphs(view: str, known: Mapping[str, Shape], labels: Sequence[Label], start_at: int) -> list[Label]:
    """Labels after a sentence end, of names ``known`` as labels elsewhere: "Go on. SANDERS: Thank you."."""
    starts = [label.start + SHIFT for label in labels]
    ends = [label.end + SHIFT for label in labels]
    last_characters = {name[-1] for name in known}
    before = last_characters.union(" *_")
    found: list[Label] = []
    for colon in (_ANY_COLON if "：" in view else _COLON).finditer(view, start_at):
        at = colon.start()
        if view[at - 1] not in before:
            continue
        low = max(start_at, at - _MID_REACH)
        if view[low:at].rstrip(" *_")[-1:] not in last_characters:
            continue
        after = bisect_left(starts, at) - 1
        if after >= 0 and ends[after] > at:
            continue  # the colon of a label
        for opening in reversed(list(_SENTENCE_END.finditer(view, low, at))):
            shape = known.get(view[opening.end() : at].strip(" *_"))
            if shape:
                start = opening.end()
                if after < 0 or ends[after] <= start:
                    found.append(Label(start - SHIFT, at + 1 - SHIFT, shape.name, shape.note, None, False, _INSIDE))
                break
    return found


def _mistyped(view: str, known: Mapping[str, Shape], start_at: int) -> list[Label]:
    """Labels before a semicolon, of names ``known`` as labels elsewhere: "MS. LANE; I did."."""
    found: list[Label] = []
    before = start_at - 1
    for semicolon in _SEMICOLON.finditer(view, start_at):
        at = semicolon.start()
        line = view.rfind("\n", before, at)
        before = at
        name = view[line + 1 : at].lstrip(" \t") if line >= 0 else ""
        if shape := known.get(name):
            found.append(Label(at - len(name) - SHIFT, at + 1 - SHIFT, shape.name, shape.note, None, False, _MISTYPED))
    return found


def _disjoint_labels(marks: list[Label]) -> list[Label]:
    kept: list[Label] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
