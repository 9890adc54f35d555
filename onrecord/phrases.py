"""What can be counted: the words of a table, its lemmas and its phrases of two to five words.

Separate from the table because finding the phrases takes longer than everything else the table holds together; it is
done once a text, when phrases are first asked for, so that a click is one sum over sentences.

A phrase is two to five words in a row inside one sentence, said at least twice in the whole table. Stage directions
and commas between its words do not part them. Phrases overlap, so their counts must not be added up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import scipy.sparse as sp

from onrecord.grams import grams
from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.lemmas import lemmas
from onrecord.occurrences import Occurrences
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, StrArray, read_only

Unit = Literal["words", "lemmas", "phrases"]
LONGEST = 5


@dataclass(frozen=True, eq=False)
class Inventory:
    """P things that can be counted. The arrays are read-only."""

    key: Hashable
    """What it is kept under."""
    vocabulary: StrArray
    """Terms; of lemmas, their names."""
    words: Int32Array
    """Codes of the words of each thing: P × 5, -1 where it has fewer; the shorter first, then ascending."""
    parts: Int32Array
    """P × 2: which things a phrase without its last word and without its first word are, -1 for words."""
    blocks: tuple[Occurrences, ...]
    """Where the things are said, those of one length after the other."""
    spelling: str = "{}"
    """What is searched to find a thing, its text in place of the braces."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def n_words(self) -> Int64Array:
        """Number of words of each thing."""
        return read_only(np.count_nonzero(self.words >= 0, axis=1))

    @cached_property
    def codes(self) -> dict[str, int]:
        """Term → index into the vocabulary."""
        return {term: code for code, term in enumerate(self.vocabulary)}

    @cached_property
    def total(self) -> Int64Array:
        """How often each thing is said in the whole table."""
        return read_only(np.concatenate([block.total for block in self.blocks]))

    def telling(self, without: frozenset[str]) -> BoolArray:
        """What a list may show when the terms ``without`` are left out.

        Neither the first nor the last word is one of them, and the thing is not only ever said inside one longer one
        that may be shown.
        """
        return KEPT.get((self.key, "telling", without), lambda: read_only(self._telling(without)))

    def _telling(self, without: frozenset[str]) -> BoolArray:
        left_out = np.zeros(self.vocabulary.size, np.bool_)
        left_out[[self.codes[term] for term in without if term in self.codes]] = True
        last = self.words[np.arange(len(self)), self.n_words - 1]
        allowed = ~(left_out[self.words[:, 0]] | left_out[last])
        inside = np.zeros(len(self), np.bool_)
        for part in self.parts.T:
            longer = np.flatnonzero(allowed & (part >= 0))
            inside[part[longer][self.total[part[longer]] == self.total[longer]]] = True
        telling: BoolArray = allowed & ~inside
        return telling

    def index(self, words: Sequence[int]) -> int:
        """Which thing is made of these words (codes); -1 when none is."""
        if not words or len(words) > self.words.shape[1] or min(words) < 0:
            return -1
        wanted = [*words, *[-1] * LONGEST][: self.words.shape[1]]
        first, last = np.searchsorted(self.n_words, [len(words), len(words) + 1]).tolist()
        at = bisect_left(range(last), wanted, lo=first, key=lambda i: self.words[i].tolist())
        return at if at < last and self.words[at].tolist() == wanted else -1

    def count(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in the sentences of ``mask`` (bool, S)."""
        return np.concatenate([block.count(mask) for block in self.blocks])

    def sentences_of(self, thing: int) -> Int32Array:
        """The sentences that say a thing, ascending, once for each time they do."""
        for block in self.blocks:
            if thing < block.total.size:
                return block.sentences_of(thing)
            thing -= block.total.size
        raise IndexError(f"there are only {len(self)} things")

    def text(self, things: Int64Array) -> list[str]:
        """The things as text: terms with a space between."""
        return [" ".join(self.vocabulary[word] for word in words if word >= 0) for words in self.words[things].tolist()]

    def queries(self, things: Int64Array) -> list[str]:
        """What ``onrecord.queries`` finds exactly these with: "war", "prime minister", "[go]"."""
        return [self.spelling.format(text) for text in self.text(things)]


def inventory(table: TurnTable, unit: Unit, language: str = "") -> Inventory:
    """The words, the lemmas (of ``language``, "" for the one detected) or the phrases of ``table``.

    Made at the first call, and kept for all tables in which the same is said.
    """
    chosen = (language or detected(table)) if unit == "lemmas" else ""
    key = (table.words_key, unit, chosen)
    if unit == "lemmas":
        return KEPT.get(key, lambda: _lemmas(key, table, chosen))
    return KEPT.get(key, lambda: (_phrases if unit == "phrases" else _words)(key, table))


def codes_of(table: TurnTable, unit: Unit, terms: Sequence[str], language: str = "") -> Int64Array:
    """Index of each term in the inventory of ``unit``; -1 where it holds no such term."""
    things = inventory(table, unit, language)
    if unit == "lemmas":
        grouped = lemmas(table, language)
        return np.array([grouped.code_of(term) for term in terms], np.int64)
    words = table.term_codes
    return np.array([things.index([words.get(word, -1) for word in term.split()]) for term in terms], np.int64)


def _words(key: Hashable, table: TurnTable) -> Inventory:
    order, bounds = table.postings
    said = Occurrences(
        table.token_term,
        table.sentence_offset,
        read_only(table.token_sentence[order]),
        read_only(bounds.astype(np.int64)),
        table.sentence_speaker,
    )
    return Inventory(key, table.vocabulary, *_single(table.vocabulary.size), (said,))


def _lemmas(key: Hashable, table: TurnTable, language: str) -> Inventory:
    grouped = lemmas(table, language)
    lemma = grouped.term_lemma[table.token_term]
    row = sp.csr_matrix((table.token_sentence, lemma, [0, lemma.size]), shape=(1, len(grouped)))
    columns = row.tocsc()  # a counting sort, as for the postings of terms
    said = Occurrences(
        read_only(lemma),
        table.sentence_offset,
        read_only(columns.data),
        read_only(columns.indptr.astype(np.int64)),
        table.sentence_speaker,
    )
    spelling = "[{}]" if language == detected(table) else f"[{language}:{{}}]"
    return Inventory(key, grouped.names, *_single(len(grouped)), (said,), spelling)


def _single(size: int) -> tuple[Int32Array, Int32Array]:
    """Words and parts of things of one word each."""
    words = np.full((size, LONGEST), -1, np.int32)
    words[:, 0] = np.arange(size)
    return read_only(words), read_only(np.full((size, 2), -1, np.int32))


def _phrases(key: Hashable, table: TurnTable) -> Inventory:
    words, parts, blocks = [], [], []
    before, found = -1, 0  # where the phrases one word shorter begin; words are no part of the inventory
    for length in range(2, LONGEST + 1):
        made = grams(table, length)
        size = made.total.size
        padded = np.full((size, LONGEST), -1, np.int32)
        padded[:, :length] = made.words
        words.append(padded)
        both = np.stack([made.head, made.tail], axis=1)
        parts.append(both + np.int32(before) if before >= 0 else np.full_like(both, -1))
        so_far = np.concatenate([[0], np.cumsum(made.begins, dtype=np.int64)])
        blocks.append(
            Occurrences(
                made.phrase,
                read_only(so_far[table.sentence_offset]),
                made.sentence,
                read_only(np.concatenate([[0], np.cumsum(made.total)]).astype(np.int64)),
                table.sentence_speaker,
            )
        )
        before, found = found, found + size
    return Inventory(
        key, table.vocabulary, read_only(np.concatenate(words)), read_only(np.concatenate(parts)), tuple(blocks)
    )
