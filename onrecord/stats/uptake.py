"""Who takes up what was just said: how much of each speaker's words come from the turn before, and from the own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from onrecord.methods import Method
from onrecord.recurrence import turn_counts, unit, weighted
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = (
    "speaker", "turns", "content_words", "taken_up", "share_taken_up", "similarity", "similarity_by_chance",
    "own_turns", "own_similarity",
)  # fmt: skip

_COSINE = "Cosine of the content words weighted by TF-IDF, as in the statistic `recurrence`, with each turn by itself."
_SOURCE = (
    "after Angus, Smith & Wiles 2012, IEEE Transactions on Visualization and Computer Graphics 18:988–997, who sum the "
    "cells of a recurrence plot beside its diagonal; the shares are our own"
)
_CAUTIONS = (
    "Who answers a question takes up its words: roles differ more than people.",
    "Short turns share few words; a word said by chance in both counts as taken up.",
)

METHODS = {
    "share_taken_up": Method(
        title="Share of a speaker's content words that were said in the turn before",
        formula="u/n, where n is how many content words the speaker's turns have that follow another's turn, and u how "
        "many of these the turn before, by somebody else, has as well. Turns without a content word are passed over.",
        worked="{taken_up}/{content_words} = {share_taken_up:.3f}, over {turns} turns",
        source=_SOURCE,
        cautions=_CAUTIONS,
    ),
    "similarity": Method(
        title="Recurrence of the turn before, beside that of any turn of others",
        formula=f"{_COSINE} The mean over the speaker's turns of the cosine with the last turn before by someone else; "
        "by chance: of the mean cosine with all turns of others in the same transcript.",
        worked="over {turns} turns {similarity:.3f}, by chance {similarity_by_chance:.3f}",
        source=_SOURCE,
        cautions=(*_CAUTIONS, "What is near in time is near in subject: more than by chance is no proof of an answer."),
    ),
    "own_similarity": Method(
        title="Recurrence of the speaker's own turn before",
        formula=f"{_COSINE} The mean over the speaker's turns of the cosine with the speaker's own turn before.",
        worked="over {own_turns} turns {own_similarity:.3f}",
        source=_SOURCE,
        cautions=_CAUTIONS,
    ),
}


def uptake(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for each speaker with a content word in the sentences of ``mask`` (bool, S), in their order.

    * ``turns``: turns with a selected content word that have one by somebody else before them in the transcript, with
      ``content_words`` in them, of which ``taken_up`` are said in that turn before; ``share_taken_up`` of them;
    * ``similarity``: mean cosine with that turn; ``similarity_by_chance``: with all turns of others in the transcript;
    * ``own_similarity``: with the speaker's own turn before, over ``own_turns``.

    Means and shares of nothing are missing. Words are compared, not meanings. The sentences behind a row are the
    speaker's.
    """
    turn, counts = turn_counts(table, mask)
    speaker = table.turn_speaker[turn].astype(np.int64)
    transcript = table.turn_transcript[turn].astype(np.int64)
    vectors = unit(weighted(counts))
    before, own_before = _before(speaker, transcript), _own_before(speaker, transcript)
    n_words = np.asarray(counts.sum(axis=1), np.float64).ravel()
    said_before = _rows(counts, before)
    said_before.data[:] = 1
    taken_up = np.asarray(counts.multiply(said_before).sum(axis=1), np.float64).ravel()
    similarity, own = _cosines(vectors, before), _cosines(vectors, own_before)
    by_chance = np.where(before >= 0, _with_others(vectors, speaker, transcript), np.nan)
    speaking = np.unique(speaker)
    row = np.searchsorted(speaking, speaker)

    def total(values: Float64Array, of: BoolArray) -> Float64Array:
        return np.bincount(row[of], weights=values[of], minlength=speaking.size).astype(np.float64)

    one = np.ones(row.size, np.float64)
    follows, again = before >= 0, own_before >= 0
    turns, own_turns = total(one, follows), total(one, again)
    content_words, taken = total(n_words, follows), total(taken_up, follows)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {
                "speaker": text_column(table.speakers[code].name for code in speaking.tolist()),
                "turns": turns.astype(np.int64),
                "content_words": content_words.astype(np.int64),
                "taken_up": taken.astype(np.int64),
                "share_taken_up": taken / content_words,
                "similarity": total(similarity, follows) / turns,
                "similarity_by_chance": total(by_chance, follows) / turns,
                "own_turns": own_turns.astype(np.int64),
                "own_similarity": total(own, again) / own_turns,
            },
            columns=list(COLUMNS),
        )


def _before(speaker: Int64Array, transcript: Int64Array) -> Int64Array:
    """For each turn the last one before it by somebody else in the transcript; -1 where there is none."""
    changes = np.diff(speaker, prepend=-1) != 0
    changes |= np.diff(transcript, prepend=-1) != 0
    begin = np.maximum.accumulate(np.where(changes, np.arange(speaker.size), 0))  # of the speaker's turns in a row
    same = np.flatnonzero(begin > 0)
    found = np.full(speaker.size, -1)
    found[same] = np.where(transcript[begin[same] - 1] == transcript[same], begin[same] - 1, -1)
    return found


def _own_before(speaker: Int64Array, transcript: Int64Array) -> Int64Array:
    """For each turn the one before it by the same speaker in the transcript; -1 where there is none."""
    order = np.lexsort((np.arange(speaker.size), speaker, transcript))
    found = np.full(speaker.size, -1)
    alike = (speaker[order[1:]] == speaker[order[:-1]]) & (transcript[order[1:]] == transcript[order[:-1]])
    found[order[1:][alike]] = order[:-1][alike]
    return found


def _rows(matrix: sp.csr_matrix, number: Int64Array) -> sp.csr_matrix:
    """The rows of these numbers; one of nothing for -1."""
    taken = np.flatnonzero(number >= 0)
    shape = (number.size, matrix.shape[0])
    chooses = sp.csr_matrix((np.ones(taken.size), (taken, number[taken])), shape=shape)
    return sp.csr_matrix(chooses @ matrix)


def _cosines(vectors: sp.csr_matrix, number: Int64Array) -> Float64Array:
    return np.asarray(vectors.multiply(_rows(vectors, number)).sum(axis=1)).ravel()


def _with_others(vectors: sp.csr_matrix, speaker: Int64Array, transcript: Int64Array) -> Float64Array:
    """Mean cosine of each turn with those of all other speakers in its transcript; NaN where there are none."""
    found = np.full(speaker.size, np.nan)
    edges = np.flatnonzero(np.diff(transcript, prepend=-1, append=-1))
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        here = vectors[begin:end]
        codes, mine = np.unique(speaker[begin:end], return_inverse=True)
        by_speaker = sp.csr_matrix((np.ones(mine.size), (mine, np.arange(mine.size))), shape=(codes.size, mine.size))
        products = np.asarray((here @ (by_speaker @ here).T).todense())  # turns × speakers: sums of cosines
        others = mine.size - np.bincount(mine)[mine]
        total = products.sum(axis=1) - products[np.arange(mine.size), mine]
        np.divide(total, others, out=found[begin:end], where=others > 0)
    return found
