"""Wording said twice with differences: pairs of stretches that share most of their words, in order.

Separate from ``wording``, whose stretches are the same word for word. Sentences are compared when they share two pairs
of content words next to each other (stop words, or one content word, may stand between the two), and then aligned.
It knows nothing of speakers, so it is found once a text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.alignment import align_ranges
from onrecord.information import content_terms
from onrecord.kept import KEPT
from onrecord.table import Float64Array, TurnTable
from onrecord.tokens import BoolArray, Int64Array, read_only
from onrecord.wording import COMPARED

LEAST_WORDS = 6
"""Of each of the two stretches: of five words one is too easily another."""
LEAST_SIMILARITY = 0.7
LEAST_CONTENT = 3
"""Content words that both stretches have."""

_AROUND = 12
"""Words around the content words shared in which the rest of a stretch is looked for …"""
_LONGEST = 64
"""… and most words of a stretch: the work grows with the square."""


@dataclass(frozen=True, eq=False)
class NearWording:
    """P pairs of stretches of words, each inside one sentence, the earlier one first. The arrays are read-only."""

    begin: Int64Array
    """Position of the first word of the earlier stretch; ``end`` is one past its last."""
    end: Int64Array
    later_begin: Int64Array
    later_end: Int64Array
    same: Int64Array
    """Words that both have, in order."""

    def __len__(self) -> int:
        return self.begin.size

    @property
    def similarity(self) -> Float64Array:
        """2·same / (words of both), from ``LEAST_SIMILARITY`` to below 1."""
        return 2 * self.same / (self.end - self.begin + self.later_end - self.later_begin)


def near_wording(table: TurnTable) -> NearWording:
    """Pairs of stretches of at least ``LEAST_WORDS`` words that share most of their words in order, but not all.

    Of two sentences at most one pair. Found at the first call, and kept for all tables in which the same is said.
    """
    return KEPT.get((table.words_key, "near wording"), lambda: _found(table))


def _found(table: TurnTable) -> NearWording:
    content = content_terms(table)
    begin, end, later_begin, later_end = _candidates(table, content)
    got = align_ranges(table.token_term, begin, end, later_begin, later_end)
    n, m = got.end - got.begin, got.other_end - got.other_begin
    keep = (np.minimum(n, m) >= LEAST_WORDS) & (2 * got.same >= LEAST_SIMILARITY * (n + m)) & (2 * got.same < n + m)
    columns = (got.begin, got.end, got.other_begin, got.other_end, got.same)
    return NearWording(*(read_only(column[keep]) for column in columns))


def _candidates(table: TurnTable, content: BoolArray) -> tuple[Int64Array, Int64Array, Int64Array, Int64Array]:
    """Where to align: begin and end of stretches of sentences that share two pairs of content words."""
    key, first, last = _content_pairs(table, content)
    sentence = table.token_sentence[first].astype(np.int64)
    one, other = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for lag in range(1, COMPARED + 1):
        again = np.flatnonzero((key[lag:] == key[:-lag]) & (sentence[lag:] != sentence[:-lag]))
        one.append(again)
        other.append(again + lag)
    here, there = np.concatenate(one), np.concatenate(other)
    pair = sentence[here] * table.sentence_turn.size + sentence[there]
    order = np.argsort(pair, kind="stable")
    here, there, pair = here[order], there[order], pair[order]
    edge = np.flatnonzero(np.diff(pair, prepend=-1))
    often = np.diff(edge, append=pair.size) >= 2
    if not edge.size:
        return (np.zeros(0, np.int64),) * 4
    columns = []
    for place in (here, there):
        of = sentence[place[edge]]
        begin = np.maximum(np.minimum.reduceat(first[place], edge) - _AROUND, table.sentence_offset[of])
        end = np.minimum(np.maximum.reduceat(last[place], edge) + _AROUND + 1, table.sentence_offset[of + 1])
        columns += [begin[often], np.minimum(end, begin + _LONGEST)[often]]
    begin, end, later_begin, later_end = columns
    long = np.minimum(end - begin, later_end - later_begin) >= LEAST_WORDS
    return begin[long], end[long], later_begin[long], later_end[long]


def _content_pairs(table: TurnTable, content: BoolArray) -> tuple[Int64Array, Int64Array, Int64Array]:
    """Pairs of content words in one sentence with at most one between them: which pair, first and last position.

    Places of one pair stand together, in the order of the text.
    """
    place = np.flatnonzero(content[table.token_term])
    term, sentence = table.token_term[place].astype(np.int64), table.token_sentence[place]
    keys, firsts, lasts = [], [], []
    for step in (1, 2):
        inside = np.flatnonzero(sentence[step:] == sentence[:-step])
        keys.append(term[inside] * table.vocabulary.size + term[inside + step])
        firsts.append(place[inside])
        lasts.append(place[inside + step])
    key, first, last = (np.concatenate(column) for column in (keys, firsts, lasts))
    order = np.lexsort((first, key))
    return key[order], first[order], last[order]
