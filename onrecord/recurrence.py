"""Recurrence: which turns of a talk are about the same things, by the content words that they share.

Each turn, or of a long talk each stretch of turns, is a vector of weighted words, and two are as alike as the angle
between them is small. Separate from the statistics because the figure needs the whole matrix and a table only its
largest cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from onrecord.information import content_terms
from onrecord.table import Float64Array, TurnTable
from onrecord.tokens import BoolArray, Int64Array, read_only

MOST_STRETCHES = 150
"""Rows of the matrix: more could not be told apart in a figure."""


@dataclass(frozen=True, eq=False)
class Stretches:
    """R turns, or stretches of turns that follow one another, with their words as vectors. The arrays are read-only."""

    first_turn: Int64Array
    """Index in the table; of a single turn the same as ``last_turn``."""
    last_turn: Int64Array
    speaker: Int64Array
    """Code of who says most of the words."""
    n_words: Int64Array
    """Selected content words."""
    weights: sp.csr_matrix
    """R × V: TF-IDF of each term, see ``weighted``; not scaled to the length of the stretch."""

    def __len__(self) -> int:
        return self.first_turn.size

    @property
    def norms(self) -> Float64Array:
        """Length of each vector."""
        return lengths(self.weights)


def recurrence_matrix(table: TurnTable, mask: BoolArray) -> tuple[Stretches, npt.NDArray[np.float32]]:
    """The stretches of the sentences of ``mask`` (bool, S), and how alike each two are: R × R cosines from 0 to 1.

    Up to ``MOST_STRETCHES`` turns with a selected content word are a stretch each; of more, turns that follow one
    another are joined into so many stretches of about as many content words. Alike means: the same words, not the same
    meaning; who answers with a synonym is not alike.
    """
    stretches = stretches_of(table, mask)
    scaled = unit(stretches.weights)
    return stretches, read_only(np.asarray((scaled @ scaled.T).todense(), np.float32))


def stretches_of(table: TurnTable, mask: BoolArray) -> Stretches:
    """The stretches of ``recurrence_matrix``."""
    turn, counts = turn_counts(table, mask)
    n_words = np.asarray(counts.sum(axis=1)).ravel().astype(np.int64)
    group = np.arange(turn.size)
    if turn.size > MOST_STRETCHES:  # by the middle of each turn, so that a long one does not drag the next along
        middle = np.cumsum(n_words) - n_words / 2
        group = np.unique((middle * MOST_STRETCHES / n_words.sum()).astype(np.int64), return_inverse=True)[1]
    n_groups = int(group.max(initial=-1)) + 1
    joined = sp.csr_matrix((np.ones(turn.size), (group, np.arange(turn.size))), shape=(n_groups, turn.size))
    by_speaker = sp.csr_matrix(
        (n_words, (group, table.turn_speaker[turn])), shape=(n_groups, max(len(table.speakers), 1))
    )
    edge = np.searchsorted(group, np.arange(n_groups + 1))
    return Stretches(
        first_turn=read_only(turn[edge[:-1]]),
        last_turn=read_only(turn[edge[1:] - 1]),
        speaker=read_only(np.asarray(by_speaker.argmax(axis=1)).ravel().astype(np.int64)),
        n_words=read_only(np.add.reduceat(n_words, edge[:-1]) if n_groups else n_words),
        weights=weighted(sp.csr_matrix(joined @ counts)),
    )


def turn_counts(table: TurnTable, mask: BoolArray) -> tuple[Int64Array, sp.csr_matrix]:
    """The turns with a content word in the sentences of ``mask``, and how often each says each term (turns × V)."""
    content = content_terms(table)
    place = np.flatnonzero(content[table.token_term] & mask[table.token_sentence])
    turn = table.sentence_turn[table.token_sentence[place]].astype(np.int64)
    opens = np.flatnonzero(np.diff(turn, prepend=-1))
    ends = np.append(opens, place.size)
    values = (np.ones(place.size, np.float64), table.token_term[place], ends)
    counts = sp.csr_matrix(values, shape=(opens.size, table.vocabulary.size))
    counts.sum_duplicates()
    return turn[opens], counts


def weighted(counts: sp.csr_matrix) -> sp.csr_matrix:
    """TF-IDF: f·(ln((1 + R)/(1 + r)) + 1) for a term said f times in one of R rows and at all in r of them."""
    rows_with = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((1 + counts.shape[0]) / (1 + rows_with)) + 1
    return sp.csr_matrix((counts.data * rarity[counts.indices], counts.indices, counts.indptr), shape=counts.shape)


def unit(weights: sp.csr_matrix) -> sp.csr_matrix:
    """The rows scaled to length 1; one of nothing stays nothing."""
    length = lengths(weights)
    scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    return sp.csr_matrix(sp.diags(scale) @ weights)


def lengths(weights: sp.csr_matrix) -> Float64Array:
    """The length of each row as a vector."""
    return np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1), np.float64).ravel())
