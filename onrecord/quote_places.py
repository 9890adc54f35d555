"""Where the words of a quotation may stand in a table: every place that says exactly these, and the likeliest others.

Separate from the verdict because it only looks: by the places of the rarest words, never through the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.kept import KEPT
from onrecord.quotations import Piece, QuotedWord, pieces_of, without_ligatures
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int64Array

_VARIANTS = 16
"""Ways to write the hyphens of a quotation that are tried: "long-term" is found by "long term"."""
_LOOKED_UP = 300_000
"""Places of the rarest words that are looked at for passages like a quotation, if one word has no more."""
_CELLS = 600_000
"""Words of a quotation times words of all the passages that it is compared with."""
_MOST_PASSAGES = 24
_SHIFT = (8, 64)
"""Words that a passage may be longer or shorter than the quotation: half of it, within these bounds."""


class QuotePlaces:
    """The places of words in the sentences of ``mask`` (bool, S; None for all)."""

    def __init__(self, table: TurnTable, mask: BoolArray | None = None) -> None:
        self.table = table
        self._mask = None if mask is None or mask.all() else mask
        self._plain, self._with_ligatures = KEPT.get((table.words_key, "ligatures"), lambda: _ligatures(table))

    def code(self, term: str) -> int:
        """Index of a term in the vocabulary; -1 when it is not said. Of terms that differ by a ligature the plain."""
        return self.table.term_codes.get(term, self._plain.get(term, -1))

    def count(self, code: int) -> int:
        """How often the term of this code is said; 0 for -1."""
        if code < 0:
            return 0
        offset = self.table.postings[1]
        return sum(int(offset[c + 1] - offset[c]) for c in self._alike(code))

    def bits(self, term: str) -> float:
        """How much a term tells: log₂(N/f), of one that is not said as if said once."""
        return float(np.log2(max(self.table.token_term.size, 1) / max(self.count(self.code(term)), 1)))

    def exact(self, words: Sequence[QuotedWord]) -> tuple[Int64Array, Int64Array]:
        """First and last position of every place where these words are said in a row, in the order of the text.

        Stage directions, punctuation, sentences and turns between them do not matter, nor whether a hyphen joins two.
        """
        wanted = [piece.word for word in words for piece in word.pieces]
        firsts, lasts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for terms in _variants([word.term for word in words], self.table.term_codes):
            codes = [self.code(term) for term in terms]
            if min(codes) < 0:
                continue
            first = self._in_a_row(codes)
            first = first[self._is_selected(first, len(codes))]
            plain = wanted == terms and not any(term[0].isdecimal() for term in terms)
            doubtful = self._doubtful(first, terms) if plain else np.ones(first.size, np.bool_)
            right = ~doubtful
            for number in np.flatnonzero(doubtful).tolist():
                said = self.said(int(first[number]), int(first[number]) + len(codes))
                right[number] = [piece.word for piece in said] == wanted
            firsts.append(first[right])
            lasts.append(first[right] + len(codes) - 1)
        first, at = np.unique(np.concatenate(firsts), return_index=True)
        return first, np.concatenate(lasts)[at]

    def passages(self, words: Sequence[QuotedWord]) -> list[tuple[int, int]]:
        """Ranges of positions (half-open) that hold most of what these words tell in order; likeliest first."""
        table, n = self.table, len(words)
        codes = [self.code(word.term) for word in words]
        ranked = sorted((self.count(code), i) for i, code in enumerate(codes) if code >= 0)
        diagonals, weights, looked_up = [np.zeros(0, np.int64)], [np.zeros(0)], 0
        for count, i in ranked:
            if looked_up and looked_up + count > _LOOKED_UP:
                break
            looked_up += count
            place = self._places(codes[i])
            place = place[self._is_selected(place, 1)] if self._mask is not None else place
            diagonals.append(place - i)
            weights.append(np.full(place.size, np.log2(table.token_term.size / count) + 0.1))
        shift = int(np.clip(n // 2, *_SHIFT))
        bucket = (np.concatenate(diagonals) + n) // shift
        if not bucket.size:
            return []
        votes = np.bincount(bucket, weights=np.concatenate(weights))
        votes[:-1] += votes[1:]  # a passage may lie on both sides of an edge
        size = n + 4 * shift
        most = int(np.clip(_CELLS // (n * size), 1, _MOST_PASSAGES))
        best = np.argpartition(-votes, min(3 * most, votes.size - 1))[: 3 * most]
        best = best[np.lexsort((best, -votes[best]))]
        chosen: list[int] = []
        for number in best[votes[best] > 0].tolist():
            if all(abs(number - other) > 1 for other in chosen):
                chosen.append(number)
        begins = [number * shift - n - shift for number in chosen[:most]]
        return [(max(begin, 0), min(begin + size, table.token_term.size)) for begin in begins]

    def said(self, begin: int, end: int) -> list[Piece]:
        """The words at positions ``begin`` to ``end`` (half-open) in pieces, numbered by their positions."""
        table = self.table
        of = table.turn_transcript[table.sentence_turn[table.token_sentence[begin:end]]].tolist()
        columns = (table.token_start[begin:end].tolist(), table.token_end[begin:end].tolist())
        terms = table.vocabulary[table.token_term[begin:end]].tolist()
        return [
            piece
            for number, transcript, start, stop, term in zip(range(begin, end), of, *columns, terms, strict=True)
            for piece in pieces_of(table.transcripts[transcript].text, number, start, stop, term)
        ]

    def is_selected(self, first: int, last: int) -> bool:
        """Whether all sentences from one position to another are selected."""
        if self._mask is None:
            return True
        sentence = self.table.token_sentence
        return bool(self._mask[sentence[first] : sentence[last] + 1].all())

    def _is_selected(self, first: Int64Array, n_words: int) -> BoolArray:
        if self._mask is None:
            return np.ones(first.size, np.bool_)
        sentence = self.table.token_sentence
        return np.asarray(self._mask[sentence[first]] & self._mask[sentence[first + n_words - 1]])

    def _in_a_row(self, codes: Sequence[int]) -> Int64Array:
        rarest = min(range(len(codes)), key=lambda i: self.count(codes[i]))
        first = self._places(codes[rarest]) - rarest
        first = first[(first >= 0) & (first + len(codes) <= self.table.token_term.size)]
        for i, code in enumerate(codes):
            if i != rarest and first.size:
                first = first[np.isin(self.table.token_term[first + i], self._alike(code))]
        return first

    def _doubtful(self, first: Int64Array, terms: Sequence[str]) -> BoolArray:
        """Where a word is written with more or fewer characters than its term has: it may be a possessive."""
        doubtful = np.zeros(first.size, np.bool_)
        for i, term in enumerate(terms):
            doubtful |= self.table.token_end[first + i] - self.table.token_start[first + i] != len(term)
        return doubtful

    def _places(self, code: int) -> Int64Array:
        order, offset = self.table.postings
        slices = [order[offset[c] : offset[c + 1]] for c in self._alike(code)]
        return np.sort(np.concatenate(slices)).astype(np.int64)

    def _alike(self, code: int) -> list[int]:
        return [code, *self._with_ligatures.get(code, ())]


def _variants(terms: list[str], known: dict[str, int]) -> Iterator[list[str]]:
    """The terms as they are, then with hyphens taken out and with those put in that the text has."""
    ways: list[list[str]] = [[]]
    at: list[int] = [0]
    done: list[list[str]] = []
    while ways and len(done) < _VARIANTS:
        way, i = ways.pop(), at.pop()
        if i == len(terms):
            done.append(way)
            continue
        options = []
        if i + 1 < len(terms) and f"{terms[i]}-{terms[i + 1]}" in known:
            options.append(([f"{terms[i]}-{terms[i + 1]}"], i + 2))
        if "-" in terms[i]:
            options.append(([piece for piece in terms[i].split("-") if piece], i + 1))
        options.append(([terms[i]], i + 1))
        for words, following in options:
            ways.append([*way, *words])
            at.append(following)
    yield from done


def _ligatures(table: TurnTable) -> tuple[dict[str, int], dict[int, list[int]]]:
    """Plain term → code, where only a form with a ligature is said; code → those of the same with ligatures."""
    plain: dict[str, int] = {}
    alike: dict[int, list[int]] = {}
    if without_ligatures("".join(table.vocabulary)) != "".join(table.vocabulary):
        for code, term in enumerate(table.vocabulary):
            apart = without_ligatures(term)
            if apart != term:
                known = table.term_codes.get(apart, plain.setdefault(apart, code))
                if known != code:
                    alike.setdefault(known, []).append(code)
    return plain, alike
