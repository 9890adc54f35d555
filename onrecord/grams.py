"""Phrases of a given length: all runs of so many words inside one sentence that are said at least twice in the table.

Separate from the inventories because this is the slow part, a sort of every place of the text. It goes up from pairs:
a run of three can only be said twice if both pairs in it are, so each length has fewer places to look at, and each is
a number of the length before and one word more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from onrecord.kept import KEPT
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

UInt64Array = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Grams:
    """P phrases of one length, in the order of the codes of their words. The arrays are read-only."""

    words: Int32Array
    """Codes of the words of each: P × length."""
    head: Int32Array
    """Which of the phrases of the length before (or which word) each is without its last word."""
    tail: Int32Array
    """The same without its first word."""
    total: Int64Array
    """How often each is said, at least twice."""
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


def grams(table: TurnTable, length: int) -> Grams:
    """The phrases of ``length`` words (from 2 on) said at least twice; those shorter are found on the way, and kept."""
    return KEPT.get((table.words_key, "grams", length), partial(_grams, table, length))


def _grams(table: TurnTable, length: int) -> Grams:
    term, size = table.token_term, max(table.vocabulary.size, 1)
    if length == 2:
        at, words = term, np.arange(size, dtype=np.int32)[:, None]
        follows = table.token_sentence[1:] == table.token_sentence[:-1]
    else:
        shorter = grams(table, length - 1)
        at, words = shorter.at(), shorter.words
        follows = (at[:-1] >= 0) & (at[1:] >= 0)  # two that overlap stand in one sentence
        follows = follows[: max(term.size - length + 1, 0)]
    key = at[: follows.size][follows].astype(np.uint64)
    key *= np.uint64(size)
    key += term[length - 1 :][follows].astype(np.uint64)
    key, place = _sorted(key, np.flatnonzero(follows), len(words) * size)
    edge = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1], [True]])) if key.size else np.zeros(1, np.int64)
    count = np.diff(edge)
    often = count >= 2
    head, last = np.divmod(key[edge[:-1][often]], np.uint64(size))
    place, count = place[np.repeat(often, count)], count[often]
    now = np.full(term.size, -1, np.int32)
    now[place] = np.repeat(np.arange(count.size, dtype=np.int32), count)
    begins = now >= 0
    first = place[np.cumsum(count) - count]
    columns = (
        np.concatenate([words[head], last[:, None].astype(np.int32)], axis=1),
        head.astype(np.int32),
        at[first + 1],
        count,
        begins,
        now[begins],
        table.token_sentence[place],
    )
    return Grams(*map(read_only, columns))


def _sorted(key: UInt64Array, place: Int64Array, limit: int) -> tuple[UInt64Array, Int32Array]:
    """Keys below ``limit`` and their places (ascending), ordered by key and then place."""
    bits = int(place[-1]).bit_length() if place.size else 0
    if limit.bit_length() + bits > 64:
        order = np.argsort(key, kind="stable")
        return key[order], place[order].astype(np.int32)
    # Plain numbers sort several times as fast as an order of them is found.
    key <<= np.uint64(bits)
    key |= place.astype(np.uint64)
    key.sort()
    place_of = (key & np.uint64((1 << bits) - 1)).astype(np.int32)
    key >>= np.uint64(bits)
    return key, place_of
