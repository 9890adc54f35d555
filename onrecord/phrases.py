"""What can be counted: the words of a table, its lemmas and its phrases of two to five words, each as a sparse matrix.

Separate from the table because finding the phrases takes longer than everything else the table holds together; it is
done once a table, when phrases are first asked for, so that a click is one product of a mask and a matrix.

A phrase is two to five words in a row inside one sentence, said at least twice in the whole table. Stage directions
and commas between its words do not part them. Phrases overlap, so their counts must not be added up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import scipy.sparse as sp

from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, StrArray, read_only

Unit = Literal["words", "lemmas", "phrases"]
LONGEST = 5


@dataclass(frozen=True, eq=False)
class Inventory:
    """P things that can be counted, and how often each of S sentences holds each of them."""

    vocabulary: StrArray
    words: Int32Array
    """Codes of the words of each thing: P × 5, -1 where it has fewer; the shorter first, then ascending."""
    counts: sp.csr_matrix
    """S × P, int32; a cell may be stored in several parts, which add up."""
    total: Int64Array
    """How often each thing is said in the whole table."""
    parts: Int32Array
    """P × 2: which things a phrase without its last word and without its first word are, -1 for words."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def n_words(self) -> Int64Array:
        """Number of words of each thing."""
        return read_only(np.count_nonzero(self.words >= 0, axis=1))

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {term: code for code, term in enumerate(self.vocabulary)}

    @cached_property
    def shown(self) -> BoolArray:
        """What a list may show when stop words count: all but phrases never said but inside one longer phrase."""
        return read_only(~self._inside(np.ones(len(self), np.bool_)))

    def telling(self, without: frozenset[str]) -> BoolArray:
        """What a list may show when the terms ``without`` are left out: neither the first nor the last word is one."""
        if not without:
            return self.shown
        left_out = np.zeros(self.vocabulary.size, np.bool_)
        left_out[[self._codes[term] for term in without if term in self._codes]] = True
        last = self.words[np.arange(len(self)), self.n_words - 1]
        ends = ~(left_out[self.words[:, 0]] | left_out[last])
        return read_only(ends & ~self._inside(ends))

    def _inside(self, allowed: BoolArray) -> BoolArray:
        """Which things are said only inside one of the allowed longer ones."""
        inside = np.zeros(len(self), np.bool_)
        for part in self.parts.T:
            longer = np.flatnonzero(allowed & (part >= 0))
            inside[part[longer][self.total[part[longer]] == self.total[longer]]] = True
        return inside

    @cached_property
    def sentences(self) -> tuple[Int32Array, Int32Array]:
        """The sentences that hold each thing, ascending, one after the other, and where each thing's begin (P + 1)."""
        return read_only(self.columns.indices), read_only(self.columns.indptr)

    @cached_property
    def columns(self) -> sp.csc_matrix:
        """``counts`` by thing: S × P. A thing's sentences ascend; one stored in several parts stands repeatedly."""
        return self.counts.tocsc()

    def index(self, words: Sequence[int]) -> int:
        """Which thing is made of these words (codes); -1 when none is."""
        if not words or len(words) > self.words.shape[1] or min(words) < 0:
            return -1
        wanted = [*words, *[-1] * LONGEST][: self.words.shape[1]]
        first, last = np.searchsorted(self.n_words, [len(words), len(words) + 1]).tolist()
        at = bisect_left(range(last), wanted, lo=first, key=lambda i: self.words[i].tolist())
        return at if at < last and self.words[at].tolist() == wanted else -1

    def count(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in the sentences of ``mask``."""
        counted: Int64Array = np.asarray(mask.astype(np.int32) @ self.counts).astype(np.int64)
        return counted

    def text(self, things: Int64Array) -> list[str]:
        """The things as text: terms with a space between."""
        return [" ".join(self.vocabulary[word] for word in words if word >= 0) for words in self.words[things].tolist()]


def inventory(table: TurnTable, unit: Unit, language: str = "") -> Inventory:  # noqa: ARG001 lemmas come with the languages
    """The words, the lemmas (of ``language``, "" for the one detected) or the phrases of ``table``.

    Made at the first call and kept as long as the table.
    """
    kept = _KEPT.setdefault(table, {})
    if unit not in kept:
        kept[unit] = _phrases(table) if unit == "phrases" else _words(table)
    return kept[unit]


_KEPT: WeakKeyDictionary[TurnTable, dict[str, Inventory]] = WeakKeyDictionary()


def _words(table: TurnTable) -> Inventory:
    size = table.vocabulary.size
    words = np.full((size, LONGEST), -1, np.int32)
    words[:, 0] = np.arange(size)
    total = np.bincount(table.token_term, minlength=size)
    none = np.full((size, 2), -1, np.int32)
    return Inventory(table.vocabulary, read_only(words), table.terms, read_only(total), read_only(none))


def _phrases(table: TurnTable) -> Inventory:
    size = max(table.vocabulary.size, 1)
    term, sentence = table.token_term.astype(np.int64), table.token_sentence
    n = term.size
    # The phrase of the length before that begins at each word: its number among those of that length, else -1.
    shorter_at, shorter, first_of_length = term, np.arange(size), 0
    words: list[Int32Array] = []
    parts: list[Int32Array] = []
    totals: list[Int64Array] = []
    rows: list[Int32Array] = []
    columns: list[Int64Array] = []
    found = 0
    for length in range(2, LONGEST + 1):
        # A phrase is a frequent shorter one and a word more, one exact 64-bit number: it cannot be said twice unless
        # what is left of it without its first and without its last word is.
        begin = np.flatnonzero((shorter_at[: n - 1] >= 0) & (shorter_at[1:] >= 0))
        begin = begin[begin + length <= n]
        begin = begin[sentence[begin] == sentence[begin + length - 1]]
        key, count, of = _repeated(shorter_at[begin] * size + term[begin + length - 1])
        head, last = np.divmod(key, size)
        spelled = np.full((key.size, LONGEST), -1, np.int32)
        spelled[:, : length - 1] = words[-1][head, : length - 1] if words else shorter[head, None]
        spelled[:, length - 1] = last
        kept = of >= 0
        begin, of = begin[kept], of[kept]
        tail = np.zeros(key.size, np.int64)
        tail[of] = shorter_at[begin + 1]
        both = np.full((key.size, 2), -1, np.int32)
        if length > 2:
            both[:, 0], both[:, 1] = head + first_of_length, tail + first_of_length
        words.append(spelled)
        totals.append(count)
        parts.append(both)
        rows.append(sentence[begin])
        columns.append(of + found)
        shorter_at = np.full(n, -1, np.int64)
        shorter_at[begin] = of
        first_of_length, found = found, found + key.size
    counts = sp.coo_matrix(
        (np.ones(sum(row.size for row in rows), np.int32), (np.concatenate(rows), np.concatenate(columns))),
        shape=(table.sentence_turn.size, found),
    ).tocsr()
    return Inventory(
        table.vocabulary,
        read_only(np.concatenate(words)),
        counts,
        read_only(np.concatenate(totals)),
        read_only(np.concatenate(parts)),
    )


def _repeated(key: Int64Array) -> tuple[Int64Array, Int64Array, Int64Array]:
    """The keys that occur at least twice, ascending; how often; and for each element which of them it is, else -1."""
    order = np.argsort(key)
    ordered = key[order]
    first = np.ones(key.size, np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    group = np.cumsum(first) - 1
    count = np.bincount(group) if key.size else np.zeros(0, np.int64)
    often = count >= 2
    number = np.where(often, np.cumsum(often) - 1, -1)
    of = np.empty(key.size, np.int64)
    of[order] = number[group]
    return ordered[first][often], count[often], of


def codes_of(table: TurnTable, unit: Unit, terms: Sequence[str]) -> Int64Array:
    """Index of each term in the inventory of ``unit``; -1 where it holds no such term."""
    things, words = inventory(table, unit), table.term_codes
    return np.array([things.index([words.get(word, -1) for word in term.split()]) for term in terms], np.int64)
