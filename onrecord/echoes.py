"""Echoes: wording that two speakers share, who said it first and who took it up.

Separate from the wording found in a text, because that stays when a speaker is renamed, and this does not. Sharing is
not borrowing: both may quote a third.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.information import content_terms, counts
from onrecord.kept import of_table
from onrecord.shared_wording import exactly_shared, n_different, nearly_shared
from onrecord.table import Float64Array, TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only
from onrecord.wording import spread

KINDS = ("exact", "near", "formula")
"""Word for word; most of the words in order; said by so many, or by the chair alone, that nobody takes it up from
anybody. Index: ``Echoes.kind``."""

LEAST_SPEAKERS = 5
SHARE_OF_SPEAKERS = 0.25
"""A formula is said by so many speakers, and by such a share of all who speak."""
_PRESIDING = frozenset({"chair", "clerk"})
"""Roles whose holders read the same formulae."""

LEAST_WEIGHT_OF_ONE = 6.0
"""Bits of an echo with one content word; with two or more it is enough to have any. Below it nearly all are turns of
phrase ("at the end of the"), above it words thrown back at once ("why have you relaxed")."""
LEAST_WEIGHT_OF_CHAIR = 6.0
"""The same of what who presides says too: it is likelier the procedure's wording than anybody's."""
TIMES_OF_CHAIR = 3
"""Said so often by who presides, it is a formula."""
FAR, LEAST_WEIGHT_FAR = 1000, 3.0
"""The same of an echo with two content words that is taken up so many words later ("a role to play")."""


@dataclass(frozen=True, eq=False)
class Echoes:
    """E echoes, the one of most weight first and formulae last, and their places. The arrays are read-only."""

    speakers: tuple[str, ...]
    """Names, in the order of their codes."""
    kind: npt.NDArray[np.int8]
    n_words: Int64Array
    """Of the first place."""
    similarity: Float64Array
    """1 of exact ones; of near ones 2·(words in common)/(words of both), of the first place and ``repeat``."""
    bits: Float64Array
    """Information of the words in common, see ``onrecord.information``."""
    distance: Int64Array
    """Words between the first place and ``repeat``."""
    weight: Float64Array
    """``similarity`` · ``bits`` − log₂(1 + ``distance``): how much more it says than chance brings so soon."""
    repeat: Int64Array
    """The place (index) that takes it up: the first by another speaker; of near ones, the likest to the first place."""
    bounds: Int64Array
    """First place of each echo, which is where it was said first, and the number of places at the end: E + 1 values."""
    sentence: Int32Array
    start: Int32Array
    """Half-open character offsets of each place in the text of its sentence's transcript, as ``end``."""
    end: Int32Array
    speaker: Int32Array
    first: Int64Array
    """Position of the first word of each place."""
    last: Int64Array
    n_sentences: int

    def __len__(self) -> int:
        return self.kind.size

    def sentences_of_pair(self, one: str, other: str) -> BoolArray:
        """Which sentences hold what ``one`` (a name) said first and ``other`` took up; formulae are no echoes."""
        mask = np.zeros(self.n_sentences, np.bool_)
        mask[self.hits_of_pair(one, other)[0]] = True
        return mask

    def hits_of_pair(self, one: str, other: str) -> tuple[Int32Array, Int32Array, Int32Array]:
        """Sentence, start and end of these, sorted: the first places and all by ``other``."""
        which = np.repeat(np.arange(len(self)), np.diff(self.bounds))
        is_first = np.zeros(which.size, np.bool_)
        is_first[self.bounds[:-1]] = True
        names = np.array(self.speakers, object)[self.speaker] if which.size else np.zeros(0, object)
        is_repeat = ~is_first & (names == other)
        taken_up = np.zeros(len(self), np.bool_)
        taken_up[which[is_repeat]] = True
        taken_up &= (names[self.bounds[:-1]] == one) & (self.kind != KINDS.index("formula")) & (one != other)
        at = np.flatnonzero(taken_up[which] & (is_first | is_repeat))
        at = at[np.lexsort((self.end[at], self.start[at], self.sentence[at]))]
        return self.sentence[at], self.start[at], self.end[at]


def find_echoes(table: TurnTable, *, words: int = 4, without: frozenset[str] = frozenset()) -> Echoes:
    """The echoes of a table, each inside one sentence: at least ``words`` words said by two speakers, or at least six
    (``near_wording.LEAST_WORDS``) most of which they share in order.

    They hold content words (``information.content_terms``, none of ``without``) that weigh more than chance. Of
    stretches that overlap the more telling stays: one that has more than half of its places inside such others is left
    out. Depends on who speaks. Raises ValueError for fewer than 2 words.
    """
    content = content_terms(table, without)
    of_words = counts(table, content)
    parts = (exactly_shared(table, words, content, of_words), nearly_shared(table, content, of_words))
    similarity, bits, n_content, partner, count, first, last = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("similarity", "bits", "n_content", "partner", "count", "first", "last")
    )
    kind = np.repeat(np.arange(len(parts), dtype=np.int8), [part.count.size for part in parts])
    begin = np.cumsum(count) - count
    speaker = table.sentence_speaker[table.token_sentence[first]]
    repeat = np.where(partner >= 0, begin + partner, _first_other(begin, count, speaker))
    distance = first[repeat] - last[begin] - 1
    weight = similarity * bits - np.log2(1 + distance)
    kind[_is_formula(table, np.repeat(np.arange(count.size), count), speaker, count.size)] = KINDS.index("formula")
    least = np.where(n_content > 1, 0.0, LEAST_WEIGHT_OF_ONE)
    least = np.maximum(least, np.where((n_content == 2) & (distance > FAR), LEAST_WEIGHT_FAR, 0.0))
    by_chair = _by_chair(table, np.repeat(np.arange(count.size), count), speaker, count.size)
    enough = np.flatnonzero(weight > np.maximum(least, np.where(by_chair > 0, LEAST_WEIGHT_OF_CHAIR, 0.0)))
    n_words = last[begin] - first[begin] + 1
    ranked = enough[np.lexsort((first[begin[enough]], -n_words[enough], -bits[enough]))]
    which, place = spread(begin[ranked], count[ranked])
    apart = ranked[_apart(table.token_term.size, which, first[place], last[place], ranked.size)]
    shown = apart[np.lexsort((first[begin[apart]], -weight[apart], kind[apart] == KINDS.index("formula")))]
    place = spread(begin[shown], count[shown])[1]
    bounds = np.concatenate([[0], np.cumsum(count[shown])])
    sentence = table.token_sentence[first[place]]
    return Echoes(
        speakers=tuple(person.name for person in table.speakers),
        kind=read_only(kind[shown]),
        n_words=read_only(n_words[shown]),
        similarity=read_only(similarity[shown]),
        bits=read_only(bits[shown]),
        distance=read_only(distance[shown]),
        weight=read_only(weight[shown]),
        repeat=read_only(bounds[:-1] + (repeat - begin)[shown]),
        bounds=read_only(bounds),
        sentence=read_only(sentence),
        start=read_only(table.token_start[first[place]]),
        end=read_only(table.token_end[last[place]]),
        speaker=read_only(speaker[place]),
        first=read_only(first[place]),
        last=read_only(last[place]),
        n_sentences=table.sentence_turn.size,
    )


def echoes_of(table: TurnTable) -> Echoes:
    """``find_echoes`` of four words or more; found at the first call, and kept with the table."""
    return of_table(table, "echoes", lambda: find_echoes(table))


def _first_other(begin: Int64Array, count: Int64Array, speaker: Int32Array) -> Int64Array:
    """The first place of each by somebody else than its first place."""
    others = np.flatnonzero(speaker != np.repeat(speaker[begin], count))
    which = np.repeat(np.arange(count.size), count)[others]
    found = begin.copy()
    found[which[::-1]] = others[::-1]  # of several the last one written stays
    return found


def _is_formula(table: TurnTable, which: Int64Array, speaker: Int32Array, n_echoes: int) -> BoolArray:
    speaking = np.unique(table.sentence_speaker[table.sentence_words > 0]).size
    by_many = n_different(which, speaker, n_echoes) >= max(LEAST_SPEAKERS, SHARE_OF_SPEAKERS * speaking)
    by_chair = _by_chair(table, which, speaker, n_echoes)
    return np.asarray(by_many | (by_chair >= TIMES_OF_CHAIR) | (by_chair == np.bincount(which, minlength=n_echoes)))


def _by_chair(table: TurnTable, which: Int64Array, speaker: Int32Array, n_echoes: int) -> Int64Array:
    """How many places of each are said by who presides."""
    presides = np.array([person.role in _PRESIDING for person in table.speakers] or [False], np.bool_)
    return np.bincount(which[presides[speaker]], minlength=n_echoes)


def _apart(n_words: int, which: Int64Array, first: Int64Array, last: Int64Array, n_echoes: int) -> BoolArray:
    """Which echoes, the best first, do not have more than half of their places inside better ones that stay.

    A place is inside others when these cover more than half of its words.
    """
    place, at = spread(first, last - first + 1)
    of = which[place]
    n_places = np.bincount(which, minlength=n_echoes)

    def is_inside(others: BoolArray) -> BoolArray:
        best = np.full(n_words, n_echoes)  # for each word of the text
        words = np.flatnonzero(others[of])[::-1]
        best[at[words]] = of[words]  # of several the last one written stays
        covered = np.bincount(place, weights=best[at] < of, minlength=which.size)
        inside = 2 * covered > last - first + 1
        return np.asarray(2 * np.bincount(which, weights=inside, minlength=n_echoes) > n_places)

    stays, is_open = np.zeros(n_echoes, np.bool_), np.ones(n_echoes, np.bool_)
    while is_open.any():  # the best open one is settled in every round, and with it most others
        stays |= is_open & ~is_inside(stays | is_open)
        is_open &= ~stays
        is_open &= ~is_inside(stays)
    return stays
