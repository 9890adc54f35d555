"""What can be counted: the words of a table, its lemmas and its phrases of two to five words.

Separate from the table because finding the phrases takes longer than everything else the table holds together; it is
done once a text, when phrases are first asked for, so that a click is one sum over sentences.

A phrase is two to five words in a row inside one sentence, said at least twice in the whole table. Stage directions
and commas between its words do not part them. Phrases overlap, so their counts must not be added up.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from onrecord.grams import Grams, grams
from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.lemmas import lemmas
from onrecord.occurrences import Occurrences, narrow
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
    head: Int32Array
    """Which thing a phrase without its last word is; of pairs and words, the code of the first word. The things are in
    the order of their length, then of the codes of their words."""
    tail: Int32Array
    """Which thing a phrase without its first word is; of pairs and words, the code of the last word."""
    blocks: tuple[Occurrences, ...]
    """Where the things are said, those of one length after the other."""
    shortest: int = 1
    """Words of the things in the first of the blocks; one more in each that follows."""
    spelling: str = "{}"
    """What is searched to find a thing, its text in place of the braces."""

    def __len__(self) -> int:
        return self.head.size

    @cached_property
    def n_words(self) -> npt.NDArray[np.int8]:
        """Number of words of each thing."""
        lengths = np.arange(self.shortest, self.shortest + len(self.blocks), dtype=np.int8)
        return read_only(np.repeat(lengths, [block.bounds.size - 1 for block in self.blocks]))

    def words(self, things: Int64Array) -> Int32Array:
        """Codes of the words of some things: n × 5, -1 where one has fewer."""
        words = np.full((things.size, LONGEST), -1, np.int32)
        rest, n_words = things, self.n_words[things]
        for length in range(LONGEST, 1, -1):
            longer = n_words >= length
            words[longer, length - 1] = self._last(rest[longer])
            rest = np.where(longer & (length > 2), self.head[rest], rest)
        words[:, 0] = self.head[rest]
        return words

    def _first(self, things: Int64Array) -> Int32Array:
        """Code of the first word of each."""
        return self._followed(self.head, things)

    def _last(self, things: Int64Array) -> Int32Array:
        """Code of the last word of each."""
        return self._followed(self.tail, things)

    def _followed(self, part: Int32Array, things: Int64Array) -> Int32Array:
        n_words = self.n_words[things]
        for length in range(LONGEST, 2, -1):
            things = np.where(n_words >= length, part[things], things)
        return part[things]

    @cached_property
    def codes(self) -> dict[str, int]:
        """Term → index into the vocabulary."""
        return {term: code for code, term in enumerate(self.vocabulary)}

    @property
    def total(self) -> Int64Array:
        """How often each thing is said in the whole table."""
        return np.concatenate([block.total for block in self.blocks])

    def telling(self, without: frozenset[str]) -> BoolArray:
        """What a list may show when the terms ``without`` are left out.

        Neither the first nor the last word is one of them, and the thing is not only ever said inside one longer one
        that may be shown.
        """
        return KEPT.get((self.key, "telling", without), lambda: read_only(self._telling(without)))

    def _telling(self, without: frozenset[str]) -> BoolArray:
        left_out = np.zeros(self.vocabulary.size, np.bool_)
        left_out[[self.codes[term] for term in without if term in self.codes]] = True
        things, total = np.arange(len(self)), self.total
        allowed = ~(left_out[self._first(things)] | left_out[self._last(things)])
        inside = np.zeros(len(self), np.bool_)
        longer = things[allowed & (self.n_words > 2)]
        for part in (self.head, self.tail):
            inside[part[longer][total[part[longer]] == total[longer]]] = True
        telling: BoolArray = allowed & ~inside
        return telling

    def index(self, words: Sequence[int]) -> int:
        """Which thing is made of these words (codes); -1 when none is."""
        first, last = np.searchsorted(self.n_words, [len(words), len(words) + 1]).tolist()
        if first == last or min(words) < 0:
            return -1
        head = words[0] if len(words) <= 2 else self.index(words[:-1])
        begin, end = (first + np.searchsorted(self.head[first:last], [head, head + 1])).tolist()
        ends = self._last(np.arange(begin, end))
        at = int(np.searchsorted(ends, words[-1]))
        return begin + at if at < ends.size and ends[at] == words[-1] else -1

    def count(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in the sentences of ``mask`` (bool, S)."""
        return np.concatenate([block.count(mask) for block in self.blocks])

    def sentences_of(self, thing: int) -> Int32Array:
        """The sentences that say a thing, ascending, once for each time they do."""
        for block in self.blocks:
            size = block.bounds.size - 1
            if thing < size:
                return block.sentences_of(thing)
            thing -= size
        raise IndexError(f"there are only {len(self)} things")

    def text(self, things: Int64Array) -> list[str]:
        """The things as text: terms with a space between."""
        return [" ".join(self.vocabulary[word] for word in words if word >= 0) for words in self.words(things).tolist()]

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
        narrow(table.sentence_offset),
        read_only(table.token_sentence[order]),
        bounds,
        table.sentence_speaker,
    )
    words = read_only(np.arange(table.vocabulary.size, dtype=np.int32))
    return Inventory(key, table.vocabulary, words, words, (said,))


def _lemmas(key: Hashable, table: TurnTable, language: str) -> Inventory:
    grouped = lemmas(table, language)
    lemma = grouped.term_lemma[table.token_term]
    row = sp.csr_matrix((table.token_sentence, lemma, [0, lemma.size]), shape=(1, len(grouped)))
    columns = row.tocsc()  # a counting sort, as for the postings of terms
    said = Occurrences(
        read_only(lemma),
        narrow(table.sentence_offset),
        read_only(columns.data),
        read_only(columns.indptr),
        table.sentence_speaker,
    )
    spelling = "[{}]" if language == detected(table) else f"[{language}:{{}}]"
    words = read_only(np.arange(len(grouped), dtype=np.int32))
    return Inventory(key, grouped.names, words, words, (said,), spelling=spelling)


def _phrases(key: Hashable, table: TurnTable) -> Inventory:
    heads, tails, blocks = [], [], []
    before, found = 0, 0  # where the phrases one word shorter begin; words are no part of the inventory
    made: Grams | None = None
    for _ in range(2, LONGEST + 1):
        made = grams(table, made)
        heads.append(made.head + np.int32(before))
        tails.append(made.tail + np.int32(before))
        so_far = np.concatenate([[0], np.cumsum(made.begins, dtype=np.int64)])
        blocks.append(
            Occurrences(
                made.phrase, narrow(so_far[table.sentence_offset]), made.sentence, made.bounds, table.sentence_speaker
            )
        )
        before, found = found, found + made.head.size
    head, tail = (read_only(np.concatenate(parts)) for parts in (heads, tails))
    return Inventory(key, table.vocabulary, head, tail, tuple(blocks), shortest=2)
