"""Alignment of words: which words of one stretch are those of another, in order, and where the two differ.

Separate from what is aligned, since echoes and quotations both are. Many pairs are aligned at once, one numpy step a
word, by Smith–Waterman's recursion: a pair of equal words scores ``match``, a pair of different ones and a word without
partner −1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from onrecord.tokens import BoolArray, Int32Array, Int64Array

Kind = Literal["local", "fitting", "whole"]
"""What of the two stretches is aligned: the best-scoring part of both (Smith & Waterman 1981), all of the first with
the part of the second that fits it best, or all of both (Needleman & Wunsch 1970)."""
Change = Literal["same", "left out", "added", "replaced"]

PAD, OTHER_PAD = -1, -2
"""Fill the rows of shorter stretches: equal to nothing, not even to each other."""

_CELLS = 1 << 18
"""Of one batch, so that it stays in the processor's cache."""

_Scores = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Alignments:
    """P alignments: words ``begin`` to ``end`` (half-open) of each stretch are aligned, ``same`` of them equal."""

    begin: Int64Array
    end: Int64Array
    other_begin: Int64Array
    other_end: Int64Array
    same: Int64Array


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``begin`` to ``end`` of the first stretch for words ``other_begin`` to ``other_end`` of the second."""

    change: Change
    """From the second stretch to the first: words "left out" are in the second only, "added" ones in the first only."""
    begin: int
    end: int
    other_begin: int
    other_end: int


def align(first: Int32Array, second: Int32Array, kind: Kind = "local", match: int = 1) -> Alignments:
    """Each row of ``first`` (P × n words) aligned with that row of ``second`` (P × m).

    Only of a local alignment may ``first`` be padded, and only of a local or fitting one ``second``.
    """
    score = _scores(first, second, kind, match)
    row, column = _ends(score, kind)
    end, other_end, same = row.copy(), column.copy(), np.zeros(row.size, np.int64)
    for going, equal in _back(score, first, second, row, column, kind, match):
        same[going] += equal
    return Alignments(row, end, column, other_end, same)


def align_ranges(
    words: Int32Array, begin: Int64Array, end: Int64Array, other_begin: Int64Array, other_end: Int64Array
) -> Alignments:
    """Local alignments of stretches of ``words`` with others of them, all as positions in ``words``."""
    n, m = end - begin, other_end - other_begin
    found = Alignments(*(np.zeros(n.size, np.int64) for _ in range(5)))
    order = np.argsort(np.maximum(n, m), kind="stable")  # stretches of about one length waste little padding
    done = 0
    while done < order.size:
        longest = int(max(n[order[done]], m[order[done]])) + 8
        batch = order[done : done + max(_CELLS // longest**2, 1)]
        done += batch.size
        rows = _rows(words, begin[batch], n[batch], PAD), _rows(words, other_begin[batch], m[batch], OTHER_PAD)
        got = align(*rows)
        found.begin[batch], found.end[batch] = begin[batch] + got.begin, begin[batch] + got.end
        found.other_begin[batch] = other_begin[batch] + got.other_begin
        found.other_end[batch] = other_begin[batch] + got.other_end
        found.same[batch] = got.same
    return found


def runs(first: Int32Array, second: Int32Array, match: int = 2) -> list[Run]:
    """How ``first`` comes from ``second``: runs in order that cover both, changes beside each other made one."""
    if not (first.size and second.size):
        change = _change(False, first.size, second.size)
        return [Run(change, 0, first.size, 0, second.size)] if first.size or second.size else []
    steps = _steps(first.tolist(), second.tolist(), match)
    found: list[Run] = []
    begin, other_begin = 0, 0
    for (end, other_end, is_same), following in zip(steps, [*steps[1:], None], strict=True):
        if following is None or following[2] != is_same:
            change = _change(is_same, end - begin, other_end - other_begin)
            found.append(Run(change, begin, end, other_begin, other_end))
            begin, other_begin = end, other_end
    return found


def _steps(first: list[int], second: list[int], match: int) -> list[tuple[int, int, bool]]:
    """The best way through all of both: after each step so many words of each, and whether it was a pair of equals."""
    score = _scores(np.array([first], np.int32), np.array([second], np.int32), "whole", match)[:, 0].tolist()
    i, j = len(first), len(second)
    steps = []
    while i or j:
        alike = i > 0 and j > 0 and first[i - 1] == second[j - 1]
        diagonal = i > 0 and j > 0 and score[i][j] == score[i - 1][j - 1] + (match if alike else -1)
        steps.append((i, j, alike and diagonal))
        up = not diagonal and i > 0 and score[i][j] == score[i - 1][j] - 1
        i, j = i - (diagonal or up), j - (not up)
    return steps[::-1]


def marked(found: Sequence[Run], first: Sequence[str], second: Sequence[str]) -> str:
    """The words of both with what differs marked: "we [-will-] {+shall+} stay", "-" of the second, "+" of the first."""
    parts = []
    for run in found:
        if run.change == "same":
            parts.append(" ".join(first[run.begin : run.end]))
            continue
        if run.other_begin < run.other_end:
            parts.append(f"[-{' '.join(second[run.other_begin : run.other_end])}-]")
        if run.begin < run.end:
            parts.append(f"{{+{' '.join(first[run.begin : run.end])}+}}")
    return " ".join(parts)


def _change(is_same: bool, n_first: int, n_second: int) -> Change:
    if is_same:
        return "same"
    if n_first and n_second:
        return "replaced"
    return "added" if n_first else "left out"


def _scores(first: Int32Array, second: Int32Array, kind: Kind, match: int) -> _Scores:
    """Best score of each pair of beginnings: (n + 1) × P × (m + 1)."""
    n, size, m = first.shape[1], *second.shape
    across = np.arange(m + 1, dtype=np.int16)
    score = np.zeros((n + 1, size, m + 1), np.int16)
    if kind == "whole":
        score[0] = -across
    for i in range(n):
        row, above = score[i + 1], score[i]
        pair = np.where(first[:, i : i + 1] == second, np.int16(match), np.int16(-1))
        np.maximum(above[:, :-1] + pair, above[:, 1:] - 1, out=row[:, 1:])
        if kind == "local":
            np.maximum(row, 0, out=row)
        else:
            row[:, 0] = -i - 1
        # A word of the second without partner costs 1: the best to the left, less the distance.
        row += across
        np.maximum.accumulate(row, axis=1, out=row)
        row -= across
    return score


def _ends(score: _Scores, kind: Kind) -> tuple[Int64Array, Int64Array]:
    """Where each alignment ends: so many words of the first and of the second."""
    n, size, m = score.shape[0] - 1, score.shape[1], score.shape[2] - 1
    if kind == "whole":
        return np.full(size, n), np.full(size, m)
    if kind == "fitting":
        return np.full(size, n), score[n].argmax(axis=1)
    best = score.transpose(1, 0, 2).reshape(size, -1).argmax(axis=1)
    return np.asarray(best // (m + 1)), np.asarray(best % (m + 1))


def _back(
    score: _Scores, first: Int32Array, second: Int32Array, row: Int64Array, column: Int64Array, kind: Kind, match: int
) -> Iterator[tuple[Int64Array, BoolArray]]:
    """From the ends to the beginnings, moving ``row`` and ``column``: at each step which alignments went on, and which
    of them over a pair of equal words.
    """
    going = np.arange(row.size)
    while True:
        i, j = row[going], column[going]
        on = {"local": score[i, going, j] > 0, "fitting": i > 0, "whole": (i > 0) | (j > 0)}[kind]
        if not on.all():
            going, i, j = going[on], i[on], j[on]
        if not going.size:
            return
        here = score[i, going, j]
        inside = (i > 0) & (j > 0)
        alike = first[going, i - 1] == second[going, j - 1]
        diagonal = inside & (here == score[i - 1, going, j - 1] + np.where(alike, match, -1))
        up = ~diagonal & (i > 0) & (here == score[i - 1, going, j] - 1)
        row[going] = i - (diagonal | up)
        column[going] = j - ~up
        yield going, diagonal & alike


def _rows(words: Int32Array, begin: Int64Array, size: Int64Array, pad: int) -> Int32Array:
    """One stretch a row, padded on the right."""
    across = np.arange(int(size.max(initial=0)))
    at = np.minimum(begin[:, None] + across, words.size - 1)
    return np.where(across < size[:, None], words[at], np.int32(pad))
