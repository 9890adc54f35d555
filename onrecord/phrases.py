"""What can be counted: the words of a table, and its phrases of two and three words, each as one sparse matrix.

Separate from the table because finding the phrases takes longer than everything else the table holds together; it is
done once a table, when phrases are first asked for, so that a click is one product of a mask and a matrix.

A phrase is two or three words in a row inside one sentence, said at least twice in the whole table. Stage directions
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
from onrecord.tokens import BoolArray, Int32Array, Int64Array, StrArray, read_only, stop_words

Unit = Literal["words", "phrases"]


@dataclass(frozen=True, eq=False)
class Inventory:
    """P things that can be counted, and how often each of S sentences holds each of them."""

    vocabulary: StrArray
    words: Int32Array
    """Codes of the words of each thing: P × 3, -1 where it has fewer; the shorter first, then ascending."""
    counts: sp.csr_matrix
    """S × P, int32."""
    shown: BoolArray
    """What a list may show when stop words count: all but phrases that are only a part of an equally frequent one."""
    telling: BoolArray
    """The same when stop words are left out: neither the first nor the last word is one."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def n_words(self) -> Int64Array:
        """Number of words of each thing."""
        return read_only(np.count_nonzero(self.words >= 0, axis=1))

    @cached_property
    def sentences(self) -> tuple[Int32Array, Int32Array]:
        """The sentences that hold each thing, ascending, one after the other, and where each thing's begin (P + 1)."""
        columns = self.counts.tocsc()
        return read_only(columns.indices), read_only(columns.indptr)

    def index(self, words: Sequence[int]) -> int:
        """Which thing is made of these words (codes); -1 when none is."""
        if not words or len(words) > self.words.shape[1] or min(words) < 0:
            return -1
        wanted = [*words, -1, -1][: self.words.shape[1]]
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


def inventory(table: TurnTable, unit: Unit) -> Inventory:
    """The words or the phrases of ``table``, made at the first call and kept as long as the table."""
    kept = _KEPT.setdefault(table, {})
    if unit not in kept:
        kept[unit] = _words(table) if unit == "words" else _phrases(table)
    return kept[unit]


_KEPT: WeakKeyDictionary[TurnTable, dict[str, Inventory]] = WeakKeyDictionary()


def _words(table: TurnTable) -> Inventory:
    size = table.vocabulary.size
    words = np.full((size, 3), -1, np.int32)
    words[:, 0] = np.arange(size)
    return Inventory(
        table.vocabulary, read_only(words), table.terms, read_only(np.ones(size, np.bool_)), read_only(~_is_stop(table))
    )


def _phrases(table: TurnTable) -> Inventory:
    size = max(table.vocabulary.size, 1)
    term = table.token_term.astype(np.int64)
    sentence = table.token_sentence
    # A pair is one exact 64-bit number; a phrase of three is a frequent pair and a word, since it cannot be said
    # twice unless its pairs are.
    first = np.flatnonzero(sentence[1:] == sentence[:-1])
    pair, pair_count, pair_of = _repeated(term[first] * size + term[first + 1])
    pair_at = np.full(term.size + 1, -1, np.int64)
    pair_at[first] = pair_of
    start = np.flatnonzero((pair_at[:-1] >= 0) & (pair_at[1:] >= 0))
    triple, triple_count, triple_of = _repeated(pair_at[start] * size + term[np.minimum(start + 2, term.size - 1)])

    n_pairs = pair.size
    words = np.full((n_pairs + triple.size, 3), -1, np.int32)
    words[:n_pairs, 0], words[:n_pairs, 1] = np.divmod(pair, size)
    head, words[n_pairs:, 2] = np.divmod(triple, size)
    words[n_pairs:, :2] = words[head, :2]

    at_pair, at_triple = pair_of >= 0, triple_of >= 0
    rows = np.concatenate([sentence[first[at_pair]], sentence[start[at_triple]]])
    columns = np.concatenate([pair_of[at_pair], triple_of[at_triple] + n_pairs])
    counts = sp.coo_matrix(
        (np.ones(rows.size, np.int32), (rows, columns)), shape=(table.sentence_turn.size, len(words))
    ).tocsr()

    stop = _is_stop(table)
    last = np.where(words[:, 2] >= 0, words[:, 2], words[:, 1])
    telling = ~(stop[words[:, 0]] | stop[last])
    tail = pair_at[start + 1][at_triple]  # the pair that a triple ends with
    tail_of = np.zeros(triple.size, np.int64)
    tail_of[triple_of[at_triple]] = tail
    shown = ~_swallowed(len(words), head, tail_of, pair_count, triple_count)
    swallowing = telling[n_pairs:]
    told = ~_swallowed(len(words), head[swallowing], tail_of[swallowing], pair_count, triple_count[swallowing])
    return Inventory(table.vocabulary, read_only(words), counts, read_only(shown), read_only(telling & told))


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


def _swallowed(
    size: int, head: Int64Array, tail: Int64Array, pair_count: Int64Array, triple_count: Int64Array
) -> BoolArray:
    """Which things are pairs never said but inside one of these triples."""
    inside = np.zeros(size, np.bool_)
    for pair in (head, tail):
        inside[pair[pair_count[pair] == triple_count]] = True
    return inside


def _is_stop(table: TurnTable) -> BoolArray:
    stop = stop_words()
    return np.fromiter((term in stop for term in table.vocabulary), np.bool_, table.vocabulary.size)


def codes_of(table: TurnTable, unit: Unit, terms: Sequence[str]) -> Int64Array:
    """Index of each term in the inventory of ``unit``; -1 where it holds no such term."""
    things, words = inventory(table, unit), table.term_codes
    return np.array([things.index([words.get(word, -1) for word in term.split()]) for term in terms], np.int64)
