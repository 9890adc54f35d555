"""Phrases of a given length: all runs of so many words inside one sentence that are said at least twice in the table.

Separate from the inventories because this is the slow part, a sort of every place of the text. It goes up from pairs:
a run of three can only be said twice if both pairs in it are, so each length has fewer places to look at, and each is
a number of the length before and one word more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.occurrences import Offsets, narrow
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

UInt64Array = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Grams:
    """P phrases of one length, in the order of the codes of their words. The arrays are read-only."""

    length: int
    head: Int32Array
    """Which of the phrases of the length before (or which word) each is without its last word."""
    tail: Int32Array
    """The same without its first word."""
    bounds: Offsets
    """First of ``sentence`` of each, and their number at the end: P + 1 values. Each is said at least twice."""
    begins: BoolArray
    """For each word of the table, whether one of the phrases begins with it."""
    phrase: Int32Array
    """Which one, for each of those words in turn."""
    sentence: Int32Array
    """The sentence of each place that says a phrase, ascending, one phrase after the other."""

    def at(self) -> Int32Array:
        """Number of the phrase that begins at each word; -1 where none does."""
        at = np.full(self.begins.size, -1, np.int32)
        at[self.begins] = self.phrase
        return at


def grams(table: TurnTable, shorter: Grams | None = None) -> Grams:
    """The phrases said at least twice of one word more than those of ``shorter``; with none, of two words."""
    term, size = table.token_term, max(table.vocabulary.size, 1)
    if shorter is None:
        at, length, n_shorter = term, 2, size
        follows = table.token_sentence[1:] == table.token_sentence[:-1]
    else:
        at, length, n_shorter = shorter.at(), shorter.length + 1, shorter.head.size
        follows = (at[:-1] >= 0) & (at[1:] >= 0)  # two that overlap stand in one sentence
        follows = follows[: max(term.size - length + 1, 0)]
    key = np.multiply(at[: follows.size][follows], size, dtype=np.int64).view(np.uint64)  # no copy: nothing is negative
    np.add(key, term[length - 1 :][follows], out=key, casting="unsafe")
    key, place = _sorted(key, np.flatnonzero(follows), n_shorter * size)
    edge = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1], [True]])) if key.size else np.zeros(1, np.int64)
    count = np.diff(edge)
    often = count >= 2
    head = (key[edge[:-1][often]] // np.uint64(size)).astype(np.int32)
    place, count = place[np.repeat(often, count)], count[often]
    now = np.full(term.size, -1, np.int32)
    now[place] = np.repeat(np.arange(count.size, dtype=np.int32), count)
    begins = now >= 0
    bounds = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    tail = at[place[bounds[:-1]] + 1]
    phrase, sentence = now[begins], table.token_sentence[place]
    head, tail, phrase, sentence = map(read_only, (head, tail, phrase, sentence))
    return Grams(length, head, tail, narrow(bounds), read_only(begins), phrase, sentence)


def _sorted(key: UInt64Array, place: Int64Array, limit: int) -> tuple[UInt64Array, Int32Array]:
    """Keys below ``limit`` and their places (ascending), ordered by key and then place."""
    bits = int(place[-1]).bit_length() if place.size else 0
    if limit.bit_length() + bits > 64:
        order = np.argsort(key, kind="stable")
        return key[order], place[order].astype(np.int32)
    # Plain numbers sort several times as fast as an order of them is found.
    key <<= np.uint64(bits)
    key |= place.view(np.uint64)
    key.sort()
    place_of = (key & np.uint64((1 << bits) - 1)).astype(np.int32)
    key >>= np.uint64(bits)
    return key, place_of
