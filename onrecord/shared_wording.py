"""Wording that two speakers share, before anything is left out: stretches word for word, and families of near ones.

Separate from the echoes chosen among them, and from the wording itself, which knows no speakers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.information import information
from onrecord.near_wording import LEAST_CONTENT, near_wording
from onrecord.table import Float64Array, TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array
from onrecord.wording import spread, wording

USES_LEFT_OUT = 2
"""Of each speaker, when it is asked how often the words of a stretch go together: what two say again and again is the
name of their subject."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """E stretches said by two speakers or more, each with its places in the order of the text."""

    similarity: Float64Array
    """1, or of the two places of a near one that are shown: the first and its ``partner``."""
    bits: Float64Array
    """Information of the words that these have in common."""
    n_content: Int64Array
    """Different content words among them."""
    partner: Int64Array
    """Which place is likest to the first; -1 where all are alike."""
    count: Int64Array
    """Number of places."""
    first: Int64Array
    """Position of the first word of each place."""
    last: Int64Array
    """Position of its last word."""


def exactly_shared(table: TurnTable, words: int, content: BoolArray, counts: Float64Array) -> Shared:
    """Stretches of at least ``words`` words, a content word among them, that two speakers say word for word."""
    found = wording(table, words)
    place = found.place.astype(np.int64)
    speaker = table.sentence_speaker[table.token_sentence[place]]
    begin, count = found.bounds[:-1].astype(np.int64), np.diff(found.bounds).astype(np.int64)
    shared = np.zeros(0, np.int64)
    if place.size:
        is_shared = np.minimum.reduceat(speaker, begin) != np.maximum.reduceat(speaker, begin)
        shared = np.flatnonzero(is_shared)
    times = count[shared]
    n_speakers = n_different(*_of_each(begin[shared], times, speaker), shared.size)
    one = place[begin[shared]]
    of, at = spread(one, found.n_words[shared].astype(np.int64))
    left_out = np.minimum(times, USES_LEFT_OUT * n_speakers)
    bits = _summed(of, counts[at] * information(table, at, left_out[of], at == one[of]), one.size)
    n_content = n_different(of, table.token_term[at], one.size, content[table.token_term[at]])
    telling = (n_content > 0) & (bits > 0)
    shared, times = shared[telling], times[telling]
    which, number = spread(begin[shared].astype(np.int64), times)
    last = place[number] + found.n_words[shared][which] - 1
    alike, none = np.ones(shared.size), np.full(shared.size, -1)
    return Shared(alike, bits[telling], n_content[telling], none, times, place[number], last)


def nearly_shared(table: TurnTable, content: BoolArray, counts: Float64Array) -> Shared:
    """Stretches of which two speakers share most words, ``LEAST_CONTENT`` different content words among them."""
    found = near_wording(table)
    speaker, sentence = table.sentence_speaker, table.token_sentence
    keep = speaker[sentence[found.begin]] != speaker[sentence[found.later_begin]]
    first, last = _sides(found.begin, found.later_begin, keep), _sides(found.end, found.later_end, keep) - 1
    n, term = first.shape[1], table.token_term
    of, at = spread(first[0], last[0] - first[0] + 1)
    later_of, later_at = spread(first[1], last[1] - first[1] + 1)
    size = table.vocabulary.size
    both = np.isin(of * size + term[at], later_of * size + term[later_at])
    of, at = of[both], at[both]
    bits = _summed(of, counts[at] * information(table, at, np.full(at.size, 2), at == first[0][of]), n)
    n_content = n_different(of, term[at], n, content[term[at]])
    telling = (n_content >= LEAST_CONTENT) & (bits > 0)
    return _families(
        first[:, telling], last[:, telling], found.similarity[keep][telling], bits[telling], n_content[telling]
    )


def n_different(group: Int64Array, value: Int32Array, n_groups: int, keep: BoolArray | None = None) -> Int64Array:
    """How many different values each group has, of those to ``keep``."""
    key = group.astype(np.int64) << 32 | value
    key = np.sort(key if keep is None else key[keep])
    return np.bincount(key[np.flatnonzero(np.diff(key, prepend=-1))] >> 32, minlength=n_groups)


def _families(
    first: Int64Array, last: Int64Array, similarity: Float64Array, bits: Float64Array, n_content: Int64Array
) -> Shared:
    """Pairs (2 × n) that have a stretch in common made one: three who say nearly the same are no three echoes."""
    import scipy.sparse as sp  # noqa: PLC0415 slow to import
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 as above

    n = similarity.size
    if not n:
        none = np.zeros(0, np.int64)
        return Shared(similarity, bits, none, none, none, none, none)
    first, last = first.ravel(), last.ravel()
    order = np.argsort(first, kind="stable")
    opens = np.concatenate([[True], first[order][1:] > np.maximum.accumulate(last[order])[:-1]])
    place = np.empty(2 * n, np.int64)  # stretches that overlap are one place
    place[order] = np.cumsum(opens) - 1
    n_places = int(opens.sum())
    pairs = sp.csr_matrix((np.ones(n, np.int8), (place[:n], place[n:])), shape=(n_places, n_places))
    n_families, family = connected_components(pairs, directed=False)
    # Each place as the best of its pairs has it, but for the two that are shown: the first and its best partner.
    worst_first = np.argsort(np.tile(bits * similarity, 2), kind="stable")
    best = np.empty(n_places, np.int64)
    best[place[worst_first]] = worst_first
    earliest = np.empty(n_families, np.int64)
    earliest[family[::-1]] = np.arange(n_places)[::-1]
    shown = best[earliest]
    other = (shown + n) % (2 * n)
    best[place[other]] = other
    order = np.argsort(family, kind="stable")
    count = np.bincount(family, minlength=n_families)
    number = np.empty(n_places, np.int64)  # within the family
    number[order] = np.arange(n_places) - np.repeat(np.cumsum(count) - count, count)
    pair = shown % n
    spans = best[order]
    return Shared(similarity[pair], bits[pair], n_content[pair], number[place[other]], count, first[spans], last[spans])


def _of_each(begin: Int64Array, count: Int64Array, values: Int32Array) -> tuple[Int64Array, Int32Array]:
    which, number = spread(begin, count)
    return which, values[number]


def _sides(earlier: Int64Array, later: Int64Array, keep: BoolArray) -> Int64Array:
    return np.stack((earlier[keep], later[keep]))


def _summed(group: Int64Array, value: Float64Array, n_groups: int) -> Float64Array:
    return np.bincount(group, weights=value, minlength=n_groups).astype(np.float64)
