"""Words near one another: what stands around the places of a word, and all pairs of words that are met together.

Two words are together within a window of w if at most w − 1 words stand between them in one sentence (surface
co-occurrence; Evert 2008, "Corpora and collocations", § 3), and, for a window of 0, if one sentence holds both
(textual co-occurrence).

What is counted is exact, so that the cells of a two-by-two table add up, sentence edges and overlapping windows
included:

* within a window, the chances are all ordered pairs of two places of words at most w apart in one sentence. A word has
  as many chances as places stand around its own; two words are together once for each pair of their places, so one
  place may take part several times. Far from edges this is Evert's E = f₁·f₂·2w/N;
* in a sentence, the chances are the selected sentences with a word; two words are together at most once in each.

A word is not its own neighbour, and a place that belongs to the searched word or phrase is none of its neighbours.

Separate from the statistic because the places of a pair must be those that were counted: they are found here by the
same steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.kept import KEPT
from onrecord.phrases import inventory
from onrecord.queries import find
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, fold, read_only

_PAIRS = 1 << 24
"""Pairs of places held in memory at once: 128 MB of keys."""
_LONG_SENTENCE = 500
"""A sentence of more different words is none, and the pairs of thousands of words would take minutes."""


def chances(table: TurnTable, mask: BoolArray, window: int) -> tuple[Int64Array, int]:
    """How many chances each term has in the sentences of ``mask`` (V values), and how many there are."""
    size = table.vocabulary.size
    if not window:
        again = _repeats(table)
        again = again[mask[table.token_sentence[again]]]
        of_term = inventory(table, "words").count(mask) - np.bincount(table.token_term[again], minlength=size)
        return of_term, int(np.count_nonzero(table.sentence_words[mask]))
    words = table.sentence_words[mask]
    length = np.repeat(words, words)
    before = np.arange(length.size, dtype=np.int32) - np.repeat(np.cumsum(words, dtype=np.int32) - words, words)
    around = np.minimum(before, window) + np.minimum(length - 1 - before, window)
    term = table.token_term[np.repeat(mask, table.sentence_words)]
    of_term = np.bincount(term, weights=around, minlength=size).astype(np.int64)
    return of_term, int(of_term.sum())


def _repeats(table: TurnTable) -> Int32Array:
    """Places of words that their sentence has said before, ascending."""
    return KEPT.get((table.words_key, "repeats"), lambda: _found_repeats(table))


def _found_repeats(table: TurnTable) -> Int32Array:
    order, bounds = table.postings
    sentence = table.token_sentence[order]
    is_again = np.zeros(sentence.size, np.bool_)
    np.equal(sentence[1:], sentence[:-1], out=is_again[1:])
    is_again[bounds[:-1]] = False
    return read_only(np.sort(order[is_again]))


def chances_of(table: TurnTable, first: Int64Array, length: int, window: int) -> int:
    """How many chances a word or phrase of ``length`` words has that begins at the places ``first``."""
    sentence = table.token_sentence[first]
    if not window:
        return int(np.count_nonzero(np.diff(sentence, prepend=-1)))
    before = first - table.sentence_offset[sentence]
    after = table.sentence_offset[sentence + 1] - first - length
    return int((np.minimum(before, window) + np.minimum(after, window)).sum())


def around(
    table: TurnTable, first: Int64Array, length: int, window: int, terms: BoolArray | None = None
) -> Iterator[tuple[Int64Array, Int64Array]]:
    """What stands around the places ``first`` (ascending) of a word or phrase of ``length`` words, in several parts:
    pairs of an index into ``first`` and the place of a neighbour, of ``terms`` (bool, V) only if they are given.

    Within a window each pair of places is there once; in a sentence (window 0) each neighbouring term is there once,
    with its first place and the first of the phrase.
    """
    own = np.zeros(table.token_term.size, np.bool_)
    for step in range(length):
        own[first + step] = True
    sentence = table.token_sentence[first]
    if not window:
        yield _in_sentences(table, sentence, own, terms)
        return
    opens, closes = table.sentence_offset[sentence], table.sentence_offset[sentence + 1]
    for step in range(1, window + 1):
        sides = ((first - step, first - step >= opens), (first + length - 1 + step, first + length - 1 + step < closes))
        for at, inside in sides:
            which = np.flatnonzero(inside)
            which = which[~own[at[which]]]
            if terms is not None:
                which = which[terms[table.token_term[at[which]]]]
            yield which, at[which]
        if not (sides[0][1].any() or sides[1][1].any()):
            return


def _in_sentences(
    table: TurnTable, sentence: Int32Array, own: BoolArray, terms: BoolArray | None
) -> tuple[Int64Array, Int64Array]:
    which = np.flatnonzero(np.diff(sentence, prepend=-1))  # the sentences ascend, as the places do
    sentences = sentence[which]
    words = table.sentence_words[sentences]
    ends = np.cumsum(words, dtype=np.int64)
    at = np.arange(ends[-1] if ends.size else 0) + np.repeat(table.sentence_offset[sentences] - (ends - words), words)
    which = np.repeat(which, words)
    kept = ~own.take(at)
    if terms is not None:
        kept &= terms.take(table.token_term.take(at))
    at, which = at.compress(kept), which.compress(kept)
    # The first place of a term is the one before which the sentence does not say it, unless that is in the phrase.
    is_first = np.ones(own.size, np.bool_)
    is_first[_repeats(table)] = False
    in_phrase = np.zeros(table.vocabulary.size, np.bool_)
    in_phrase[table.token_term[own]] = True
    is_in_phrase = in_phrase.take(table.token_term.take(at))
    plain = np.flatnonzero(is_first.take(at) & ~is_in_phrase)
    few = np.flatnonzero(is_in_phrase)
    key = which[few] * max(table.vocabulary.size, 1) + table.token_term[at[few]]
    chosen = np.concatenate([plain, few[np.unique(key, return_index=True)[1]]])
    return which[chosen], at[chosen]


def pairs(
    table: TurnTable, mask: BoolArray, window: int, terms: BoolArray, least: int
) -> tuple[Int64Array, Int64Array, Int64Array]:
    """All pairs of two of the ``terms`` (bool, V) that are together at least ``least`` times in the sentences of
    ``mask``: both codes, the lower first, and how often they are together; ascending.

    Terms said less often than ``least`` can be left out beforehand by whoever knows their counts.
    """
    chosen = mask[table.token_sentence] & terms[table.token_term]
    if not window:
        chosen[_repeats(table)] = False
    at = np.flatnonzero(chosen)
    term, sentence = table.token_term[at].astype(np.int64), table.token_sentence[at]
    if window:
        most = at.size * window
    else:
        per_sentence = np.bincount(sentence, minlength=1).astype(np.int64)
        most = int((per_sentence * (per_sentence - 1)).sum() // 2)
        long = per_sentence[per_sentence > _LONG_SENTENCE]
        if int((long * (long - 1)).sum() // 2) > _PAIRS:
            raise ValueError("Sentences of hundreds of words, as of a text without full stops; take a window of words.")
    size = max(table.vocabulary.size, 1)
    parts = -(-most // _PAIRS)
    found = [np.zeros((2, 0), np.int64)]
    for part in range(parts):
        keys = []
        near = np.arange(term.size)
        for step in range(1, term.size):
            # What is too far off now is so for every longer step as well.
            near = near[near + step < term.size]
            near = near[sentence[near + step] == sentence[near]]
            if window:
                near = near[at[near + step] - at[near] <= window]
            if not near.size:
                break
            one, other = term[near], term[near + step]
            counted = one != other
            if parts > 1:
                counted &= (one + other) % parts == part
            one, other = one[counted], other[counted]
            keys.append(np.minimum(one, other) * size + np.maximum(one, other))
        key = np.concatenate([np.zeros(0, np.int64), *keys])
        key.sort()
        begins = np.flatnonzero(np.diff(key, prepend=-1))
        count = np.diff(begins, append=key.size)
        often = count >= least
        found.append(np.stack([key[begins[often]], count[often]]))
    key, count = np.concatenate(found, axis=1)
    order = np.argsort(key)
    low, high = np.divmod(key[order], size)
    return low, high, count[order]


def places(table: TurnTable, mask: BoolArray, term: str) -> tuple[Int64Array, int]:
    """First words of ``term`` (found as by ``queries.find``) in the sentences of ``mask``, and its length in words."""
    first, length = find(table, term)
    return first[mask[table.token_sentence[first]]], length


def all_around(
    table: TurnTable, first: Int64Array, length: int, window: int, terms: BoolArray
) -> tuple[Int64Array, Int64Array]:
    """``around`` in one."""
    none = np.zeros(0, np.int64)
    which, at = zip((none, none), *around(table, first, length, window, terms), strict=True)
    return np.concatenate(which), np.concatenate(at)


class PairPlaces(NamedTuple):
    """Where two words are together: sentences of the table, and characters in the text of the sentence's transcript."""

    sentence: Int64Array
    start: Int64Array
    end: Int64Array
    collocate_start: Int64Array
    collocate_end: Int64Array


def pair_places(table: TurnTable, mask: BoolArray, term: str, collocate: str, window: int) -> PairPlaces:
    """Where ``term`` (found as by ``queries.find``) and the word ``collocate`` are together in the sentences of
    ``mask``: as many places as the ``count`` of their row in ``collocations``, in the order of the text.

    Within a window there is one for each pair of their places; in a sentence (window 0) one for each sentence, the
    first place of each.
    """
    first, length = places(table, mask, term)
    wanted = np.zeros(table.vocabulary.size, np.bool_)
    wanted[[table.term_codes[word] for word in fold([collocate]) if word in table.term_codes]] = True
    which, at = all_around(table, first, length, window, wanted)
    order = np.lexsort((at, which))
    begin, at = first[which[order]], at[order]
    last = begin + max(length, 1) - 1
    columns = (table.token_sentence[at], table.token_start[begin], table.token_end[last])
    return PairPlaces(*(c.astype(np.int64) for c in (*columns, table.token_start[at], table.token_end[at])))
