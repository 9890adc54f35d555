"""Wording said more than once: stretches of the same words, each as long as it can be.

Separate from the phrases that are counted, because those have at most five words and overlap: of nine words said twice
they make six phrases of four. Here the nine are one stretch. It knows nothing of speakers, so it is found once a text;
``onrecord.echoes`` asks who said what first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.grams import Grams, grams
from onrecord.kept import KEPT
from onrecord.occurrences import Offsets, narrow
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

COMPARED = 8
"""Each place of the same words is compared with so many before it. Words said so often that a longer stretch shared by
two of their places hides between these are formulae."""

LONGEST = 250
"""Words after which a stretch is cut: nobody takes up more, and a text of one word would take for ever."""


@dataclass(frozen=True, eq=False)
class Wording:
    """P stretches of words, in no promised order. The arrays are read-only.

    A stretch is inside one sentence: the mark between two sentences seldom stands inside what is taken up, and a
    sentence is what a selection keeps. It is said at least twice, and at two places the words around it differ.
    """

    n_words: Int32Array
    bounds: Offsets
    """First of ``place`` of each stretch, and their number at the end: P + 1 values."""
    place: Int32Array
    """Position of the first word of every place where it is said, ascending, one stretch after the other."""

    def __len__(self) -> int:
        return self.n_words.size


def wording(table: TurnTable, words: int = 4) -> Wording:
    """All stretches of at least ``words`` words that are said at least twice in the table.

    Found at the first call, and kept for all tables in which the same is said. Raises ValueError for fewer than 2.
    """
    if words < 2:
        raise ValueError(f"shared wording has 2 words or more, not {words}")
    return KEPT.get((table.words_key, "wording", words), lambda: _found(table, words))


def spread(begin: Int64Array, count: Int64Array) -> tuple[Int64Array, Int64Array]:
    """For ranges of ``count`` numbers from ``begin`` on: the range of each number, and the numbers, end to end."""
    which = np.repeat(np.arange(count.size), count)
    return which, np.arange(which.size) + np.repeat(begin - (np.cumsum(count) - count), count)


def _found(table: TurnTable, words: int) -> Wording:
    made = grams(table)
    for _ in range(words - 2):
        made = grams(table, made)
    at = np.append(made.at(), np.int32(-1))  # one beyond the last word, which is also one before the first
    place = np.flatnonzero(made.begins)[np.argsort(made.phrase, kind="stable")].astype(np.int32)
    first, second = _pairs(table, made, at, place)
    begin, length = _different(at, first, second, made.head.size, words)
    return _placed(made, at, place, begin, length, words)


def _pairs(table: TurnTable, made: Grams, at: Int32Array, place: Int32Array) -> tuple[Int64Array, Int64Array]:
    """Pairs of places in two sentences from which on the same words are said, and before which others are."""
    bounds = made.bounds.astype(np.int64)
    gram = np.repeat(np.arange(made.head.size, dtype=np.int32), np.diff(bounds))
    rank = np.zeros(at.size, np.int32)
    rank[place] = np.arange(place.size)  # those of one gram stand together
    sentence = table.token_sentence
    found = [np.zeros(0, np.int64)]
    for lag in range(1, COMPARED + 1):
        again = np.flatnonzero(gram[lag:] == gram[:-lag])
        first, second = place[again], place[again + lag]
        before = at[first - 1]
        alike = (before >= 0) & (before == at[second - 1])
        # Where the places one word earlier are compared as well, the stretch begins there.
        compared = rank[second - 1] - rank[first - 1] <= COMPARED
        begins = ~(alike & compared) & (sentence[first] != sentence[second])
        first, second, alike = first[begins], second[begins], alike[begins]
        left = np.flatnonzero(alike)
        while left.size:
            first[left] -= 1
            second[left] -= 1
            before = at[first[left] - 1]
            left = left[(before >= 0) & (before == at[second[left] - 1])]
        found.append(first.astype(np.int64) * at.size + second)
    pair = np.concatenate(found)
    pair.sort()  # np.unique would hash, which takes several times as long
    return np.divmod(pair[np.diff(pair, prepend=-1) > 0], at.size)


def _different(
    at: Int32Array, first: Int64Array, second: Int64Array, n_grams: int, words: int
) -> tuple[Int64Array, Int64Array]:
    """Begin (at one of its places) and number of words of each stretch that pairs of places share, once each."""
    length = np.full(first.size, words)
    name = at[first].astype(np.int64)  # of the stretch as far as it has been followed
    n_names, step = n_grams, 0
    going = np.arange(first.size)
    while going.size:
        step += 1
        ends = at[np.minimum(first[going] + step, at.size - 1)]
        goes_on = (ends >= 0) & (ends == at[np.minimum(second[going] + step, at.size - 1)])
        going, ends = going[goes_on], ends[goes_on]
        kinds, number = np.unique(name[going] * n_grams + ends, return_inverse=True)
        name[going] = n_names + number
        n_names += kinds.size
        length[going] += 1
        going = going[length[going] < LONGEST]
    one = np.unique(name, return_index=True)[1]
    return first[one], length[one]


def _placed(
    made: Grams, at: Int32Array, place: Int32Array, begin: Int64Array, length: Int64Array, words: int
) -> Wording:
    """All places of the stretches: those of the rarest gram in each, where the other grams stand around it."""
    count = np.diff(made.bounds).astype(np.int64)
    rarest = at[begin].astype(np.int64)
    shift = np.zeros(begin.size, np.int64)
    longer, step = np.flatnonzero(length > words), 0
    while longer.size:
        step += 1
        gram = at[begin[longer] + step]
        rarer = count[gram] < count[rarest[longer]]
        rarest[longer[rarer]], shift[longer[rarer]] = gram[rarer], step
        longer = longer[length[longer] > words + step]
    which, number = spread(made.bounds[rarest].astype(np.int64), count[rarest])
    start = place[number] - shift[which]
    is_place: BoolArray = start >= 0
    going, step = np.flatnonzero(is_place & (length[which] > words)), 0
    while going.size:
        whole = at[start[going] + step] == at[begin[which[going]] + step]
        is_place[going[~whole]] = False
        going = going[whole]
        step += 1
        going = going[length[which[going]] >= words + step]
    which, start = which[is_place], start[is_place]
    bounds = np.searchsorted(which, np.arange(begin.size + 1))
    return Wording(
        read_only(length.astype(np.int32)), narrow(bounds.astype(np.int64)), read_only(start.astype(np.int32))
    )
