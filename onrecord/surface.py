"""How the words of a table look in the source: capitals, what follows them, what is joined.

Separate from the tokens because only mentions need it: terms are folded, and a name is known by its capitals.
Everything is read off the code points at the tokens' offsets, one numpy look-up a transcript.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.table import TurnTable

_BREAKS = ',;:!?()[]{}"“”„«»—–…|\\*'
_SIGNS = "/%$€£"
APART, DOTTED, JOINED = range(3)
_TABLE_SIZE = 0x2000
_SHOUTED_SHARE = 0.6
_RARE_SHARE = 0.005


@dataclass(frozen=True, eq=False)
class Surface:
    """One entry a token. ``after`` and ``before`` are the code points beside it in the source, 0 at its edges."""

    capital: BoolArray
    """The first character is a capital letter."""
    upper: BoolArray
    """The first two letters are capitals: an acronym, or shouting."""
    after: npt.NDArray[np.uint32]
    beyond: npt.NDArray[np.uint32]
    """The code point after that one: the dash of " — "."""
    before: npt.NDArray[np.uint32]
    initial: BoolArray
    """The first word of its sentence."""
    final: BoolArray
    """The last word of its sentence."""
    lower_case: BoolArray
    """In a transcript that hardly uses capitals: they say nothing there."""
    shouted: BoolArray
    """In a sentence set in capitals: they say nothing there either."""

    @cached_property
    def broken(self) -> BoolArray:
        """A comma, a bracket, a dash or the end of the sentence follows: no name goes on from here."""
        marks = np.array([ord(mark) for mark in _BREAKS], np.uint32)
        opened = np.zeros(self.before.size, np.bool_)
        opened[:-1] = np.isin(self.before[1:], marks)
        dashed = (self.after == ord(" ")) & (self.beyond == ord("-"))  # "Senator - wait"
        opened |= np.isin(self.after, marks) | np.isin(self.beyond, marks) | dashed | self.final
        return opened

    @cached_property
    def joint(self) -> bytes:
        """What is between each word and the next in its sentence: ``JOINED`` by space, ``DOTTED``, or ``APART``."""
        apart = self.final | self.broken | np.isin(self.after, np.array([ord(mark) for mark in _SIGNS], np.uint32))
        return np.where(apart, APART, np.where(self.after == ord("."), DOTTED, JOINED)).astype(np.uint8).tobytes()

    @cached_property
    def telling(self) -> BoolArray:
        """The first letter's case tells something."""
        return ~self.lower_case & ~self.shouted


def surface_of(table: TurnTable) -> Surface:
    """The looks of every token of the table."""
    n = table.token_term.size
    capital, upper = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    after, beyond, before = (np.zeros(n, np.uint32) for _ in range(3))
    offset = table.sentence_offset
    lower_case = np.zeros(n, np.bool_)
    initial = np.zeros(n + 1, np.bool_)
    initial[offset[:-1]] = True
    final = np.zeros(n + 1, np.bool_)
    final[offset[1:] - 1] = True
    initial, final = initial[:n], final[:n]
    for number, tokens in token_ranges(table):
        text = np.frombuffer(table.transcripts[number].text.encode("utf-32-le", "surrogatepass"), np.uint32)
        start, end = table.token_start[tokens], table.token_end[tokens]
        capital[tokens] = _is_upper(text[start])
        second = np.minimum(start + 1, text.size - 1)
        second = np.where(text[second] == ord("."), np.minimum(start + 2, text.size - 1), second)
        upper[tokens] = capital[tokens] & _is_upper(text[second]) & (second < end)
        after[tokens] = np.where(end < text.size, text[np.minimum(end, text.size - 1)], 0)
        beyond[tokens] = np.where(end + 1 < text.size, text[np.minimum(end + 1, text.size - 1)], 0)
        before[tokens] = np.where(start > 0, text[start - 1], 0)
        lower_case[tokens] = capital[tokens].mean() < _RARE_SHARE
    words = np.diff(offset)
    n_upper = np.add.reduceat(np.append(upper, False).astype(np.int64), offset[:-1]) if words.size else words
    n_upper = np.where(words > 0, n_upper, 0)
    loud = (words > 3) & (n_upper > _SHOUTED_SHARE * words)
    return Surface(capital, upper, after, beyond, before, initial, final, lower_case, np.repeat(loud, words))


def token_ranges(table: TurnTable) -> Iterator[tuple[int, slice]]:
    """Each transcript's number with the slice of its tokens, in order; transcripts without words are left out."""
    transcript = table.turn_transcript[table.sentence_turn]
    edges = np.flatnonzero(np.diff(transcript)) + 1
    begins: Int64Array = np.concatenate([[0], edges]).astype(np.int64)
    ends = np.append(edges, transcript.size)
    for begin, end in zip(begins, ends, strict=True):
        first, last = table.sentence_offset[begin], table.sentence_offset[end]
        if last > first:
            yield int(transcript[begin]), slice(int(first), int(last))


@cache
def _upper_table() -> BoolArray:
    return np.array([chr(code).isupper() for code in range(_TABLE_SIZE)], np.bool_)


def _is_upper(code_points: npt.NDArray[np.uint32]) -> BoolArray:
    return _upper_table()[np.minimum(code_points, _TABLE_SIZE - 1)]
