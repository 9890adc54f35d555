"""Every place where a word or phrase is said, with what stands around it (KWIC), in the order of what stands there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from onrecord.kept import KEPT
from onrecord.queries import find
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

COLUMNS = ("transcript", "turn", "speaker", "sentence", "start", "end", "left", "match", "right")
Sort = Literal["text", "left", "right", "speaker"]
SORTED_WORDS = 3
"""How many of the words beside a place its rank goes by; equal ones stay in the order of the text."""

_LINE_BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def concordance(
    table: TurnTable,
    mask: BoolArray,
    term: str,
    *,
    sort: Sort = "text",
    context: int = 60,
    limit: int | None = None,
    skip: int = 0,
) -> pd.DataFrame:
    """One row for each time ``term`` is said in the sentences of ``mask`` (bool, S).

    A term is what ``onrecord.queries`` reads: words in a row, with wildcards and lemmas. ``start`` and ``end`` are
    its characters in the text of ``transcript``, ``sentence`` its sentence in the table, ``turn`` its turn within the
    transcript. ``left`` and ``right`` are up to ``context`` characters around it within its turn, exactly as in the
    source with stage directions, but with spaces for line breaks; ``match`` is the source too, so it may differ from
    ``term`` in capitals.

    ``sort`` "left" goes by the first word to the left, then the second and the third, within the turn; "right"
    likewise; "speaker" by name; "text", and rows alike in this, by the order of the text. At most ``limit`` rows after
    the first ``skip``. The columns are those of ``COLUMNS``; nothing found gives no row.
    """
    found = places(table, mask, term).sorted(sort)
    return found.lines(skip, len(found) if limit is None else skip + limit, context=context)


@dataclass(frozen=True, eq=False)
class Places:
    """Stretches of words in a table, in an order, whose lines are made when they come into sight."""

    table: TurnTable
    first: Int64Array
    """Position of each one's first word."""
    last: Int64Array
    """Position of each one's last word, which is in the same sentence."""

    def __len__(self) -> int:
        return self.first.size

    def sorted(self, sort: Sort) -> Places:
        """The same places, now in the order of the text, in another order; see ``concordance``."""
        if sort == "text":
            return self
        if sort == "speaker":
            order = np.argsort(self._by_name()[self.table.sentence_speaker[self._sentence()]], kind="stable")
        else:
            order = self._by_neighbours(-1 if sort == "left" else 1)
        return Places(self.table, read_only(self.first[order]), read_only(self.last[order]))

    def lines(self, begin: int, end: int, *, context: int = 60) -> pd.DataFrame:
        """The rows of places ``begin`` to ``end`` (half-open), with the columns of ``COLUMNS``."""
        table, first, last = self.table, self.first[begin:end], self.last[begin:end]
        sentence = table.token_sentence[first]
        turn = table.sentence_turn[sentence]
        start, stop = table.token_start[first], table.token_end[last]
        # What a turn holds besides its label and whatever follows it: from its first sentence to the end of its last.
        opens = table.sentence_start[table.turn_offset[turn]]
        closes = table.sentence_end[table.turn_offset[turn + 1] - 1]
        source = table.turn_transcript[turn]
        left, match, right = [], [], []
        columns = (source, opens, start, stop, closes)
        for number, lowest, a, b, highest in zip(*(column.tolist() for column in columns), strict=True):
            text = table.transcripts[number].text
            left.append(text[max(lowest, a - context) : a].translate(_LINE_BREAKS))
            match.append(text[a:b].translate(_LINE_BREAKS))
            right.append(text[b : min(highest, b + context)].translate(_LINE_BREAKS))
        return pd.DataFrame(
            {
                "transcript": text_column(table.transcripts[number].name for number in source.tolist()),
                "turn": table.turn_number[turn].astype(np.int64),
                "speaker": text_column(table.speakers[code].name for code in table.turn_speaker[turn].tolist()),
                "sentence": sentence.astype(np.int64),
                "start": start.astype(np.int64),
                "end": stop.astype(np.int64),
                "left": text_column(left),
                "match": text_column(match),
                "right": text_column(right),
            }
        )

    def _sentence(self) -> Int32Array:
        return self.table.token_sentence[self.first]

    def _by_name(self) -> Int64Array:
        """Rank of each speaker's name."""
        return _ranks([speaker.name for speaker in self.table.speakers])

    def _by_neighbours(self, step: int) -> npt.NDArray[np.intp]:
        """The order by the words before (-1) or after (1) each place."""
        table = self.table
        rank = KEPT.get((table.words_key, "ranks"), lambda: _ranks(table.vocabulary.tolist()))
        turn = table.sentence_turn[self._sentence()]
        edge = table.turn_offset[turn] if step < 0 else table.turn_offset[turn + 1]
        edge = table.sentence_offset[edge]
        keys = []
        for distance in range(1, SORTED_WORDS + 1):
            at = (self.first if step < 0 else self.last) + step * distance
            beyond = at < edge if step < 0 else at >= edge
            key = rank[table.token_term[np.where(beyond, 0, at)]] + 1
            key[beyond] = 0  # the turn ends here: before every word
            keys.append(key)
        size = table.vocabulary.size + 1
        if size**SORTED_WORDS >= 1 << 63:
            return np.lexsort(keys[::-1])
        packed = keys[0]
        for key in keys[1:]:
            packed = packed * size + key
        return np.argsort(packed, kind="stable")


def places(table: TurnTable, mask: BoolArray, query: str) -> Places:
    """Where ``query`` is said in the sentences of ``mask``, in the order of the text."""
    first, length = find(table, query)
    first = first[mask[table.token_sentence[first]]]
    return Places(table, read_only(first), read_only(first + max(length, 1) - 1))


def places_of(table: TurnTable, sentence: Int32Array, start: Int32Array, end: Int32Array) -> Places:
    """The words in which spans of characters lie, as topics and mentions have them, in the order of the text.

    ``start`` and ``end`` are characters in the text of the sentence's transcript. A span that touches no word of its
    sentence has no place.
    """
    first = _first_word(table, table.token_end, sentence, start + 1)  # the first that ends after the span begins
    last = _first_word(table, table.token_start, sentence, end) - 1  # the last that begins before the span ends
    order = np.lexsort((last, first))
    order = order[(first <= last)[order]]
    return Places(table, read_only(first[order]), read_only(last[order]))


def _first_word(table: TurnTable, column: Int32Array, sentence: Int32Array, wanted: Int32Array) -> Int64Array:
    """In each sentence the first word whose value in an ascending column is at least ``wanted``; else one past it."""
    low, high = table.sentence_offset[sentence], table.sentence_offset[sentence.astype(np.int64) + 1]
    while (low < high).any():  # all spans are halved at once
        middle = (low + high) // 2
        open_ = low < high
        below = open_ & (column[np.where(open_, middle, 0)] < wanted)
        low = np.where(below, middle + 1, low)
        high = np.where(open_ & ~below, middle, high)
    return low


def _ranks(names: list[str]) -> Int64Array:
    """Place of each name in the alphabet: without capitals, an accented letter beside the plain one."""
    plain = unicodedata.normalize("NFD", "\n".join(names).casefold())
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    keys = plain.split("\n") if names else []
    rank = np.empty(len(names), np.int64)
    rank[sorted(range(len(names)), key=lambda i: (keys[i], names[i]))] = np.arange(len(names))
    return read_only(rank)
