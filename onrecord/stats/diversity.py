"""How varied each speaker's words are, by a measure that does not shrink as the speaker talks on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray, Int32Array, Int64Array

COLUMNS = ("speaker", "words", "terms", "window", "windows", "terms_per_window", "mattr")

METHODS = {
    "mattr": Method(
        title="Moving-average type/token ratio (MATTR)",
        formula="The number of different words in every window of w words in a row, averaged over the n − w + 1 "
        "windows of a speaker's n words and divided by w.",
        worked="{terms_per_window:.2f} different words on average in {windows} windows of {window} words: "
        "{terms_per_window:.2f}/{window} = {mattr:.3f}",
        source="Covington & McFall 2010, Journal of Quantitative Linguistics 17:94–100",
        cautions=(
            "Compare values of the same window only: a longer one gives a lower value.",
            "Missing for who says fewer words than one window; close to that it rests on a few windows.",
            "The plain ratio of different words to all words falls with every word said: never compare it.",
            "Different forms (go, goes, went) are different words, so languages do not compare.",
            "A speaker's selected words form one sequence: what others say in between does not end a window.",
        ),
    ),
}


def diversity(table: TurnTable, mask: BoolArray, *, window: int = 50) -> pd.DataFrame:
    """One row for every speaker of the table, in its order: how varied the words in the sentences of ``mask`` (bool, S)
    are.

    * ``words``, ``terms``: all words and different words. Their ratio depends on how much was said, so it is not given;
    * ``mattr``: share of different words in ``window`` words in a row, averaged over all ``windows`` of the speaker's
      words (Covington & McFall 2010); 1 when no word recurs. ``terms_per_window`` is the same as a number of words.
      Missing for who says fewer than ``window`` words.

    The speaker's selected words in order form one sequence; turns do not end a window. Raises ValueError for a window
    of no words. A longer window gives a lower value; word forms are not grouped.
    """
    if window < 1:
        raise ValueError("A window holds at least one word.")
    n_speakers = len(table.speakers)
    chosen = np.flatnonzero(mask)
    chosen = chosen[np.argsort(table.sentence_speaker[chosen], kind="stable")]  # each speaker's stay in order
    edges = np.searchsorted(table.sentence_speaker[chosen], np.arange(n_speakers + 1)).tolist()
    words, terms, distinct = np.zeros(n_speakers, np.int64), np.zeros(n_speakers, np.int64), np.zeros(n_speakers)
    # A loop over speakers, because what one of them says fits into the processor's cache.
    for speaker, (first, last) in enumerate(pairwise(edges)):
        said = _terms(table, chosen[first:last])
        place, previous = _recurrences(said)
        words[speaker] = said.size
        terms[speaker] = np.count_nonzero(previous < 0)
        distinct[speaker] = _per_window(place, previous, window)
    windows = np.maximum(words - window + 1, 0)
    return pd.DataFrame(
        {
            "speaker": text_column(speaker.name for speaker in table.speakers),
            "words": words,
            "terms": terms,
            "window": np.full(n_speakers, window, np.int64),
            "windows": windows,
            "terms_per_window": distinct,
            "mattr": distinct / window,
        }
    )


def _terms(table: TurnTable, sentences: Int64Array) -> Int32Array:
    """The terms of the words of these sentences, end to end."""
    length = table.sentence_words[sentences]
    shift = table.sentence_offset[sentences] - (np.cumsum(length) - length)
    terms: Int32Array = table.token_term[np.repeat(shift, length) + np.arange(int(length.sum()))]
    return terms


def _recurrences(term: Int32Array) -> tuple[Int32Array, Int32Array]:
    """All places in order of their term, and for each the place before it that has the same term, -1 where none has."""
    # One number for term and place: numpy sorts numbers several times faster than it finds out their order.
    key = np.sort((term.astype(np.int64) << 32) | np.arange(term.size))
    place = (key & 0xFFFFFFFF).astype(np.int32)
    previous = np.full(term.size, -1, np.int32)
    np.copyto(previous[1:], place[:-1], where=(key[1:] ^ key[:-1]) < 1 << 32)
    return place, previous


def _per_window(place: Int32Array, previous: Int32Array, window: int) -> float:
    """Mean number of different terms in a window, given every word's place and the one before with the same term."""
    windows = place.size - window + 1
    if windows < 1:
        return np.nan
    # A window counts a term at its first word in it. A word is that in the windows that begin after the same term
    # before it, at the earliest so that it is their last word, at the latest with it or with the last window.
    earliest = np.maximum(np.maximum(previous, place - window) + 1, 0)
    latest = np.minimum(place, windows - 1)
    return float(np.maximum(latest - earliest + 1, 0).sum(dtype=np.int64)) / windows
