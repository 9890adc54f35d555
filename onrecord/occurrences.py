"""What is said in which sentence, and how often each thing is said under any mask of the sentences.

Separate from what the things are (words, lemmas, phrases), because a count under a mask is what everything else is
made of and has to be there before a person notices waiting. Three ideas keep it there:

* only the sentences of the mask are looked at, or, where that is more than half, only the others;
* nothing is added up before it is asked for: a thing said twice in a sentence is stored twice;
* in a large text the sentences of one speaker are added up beforehand (the cells of a cube). A speaker who is selected
  whole is one row instead of thousands. Cells by transcript or topic as well were measured and do not pay: they are
  many, and selections of single topics and transcripts are few places anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

_FEW = 8
"""Up to an eighth of all places, adding them up takes no longer than finding out which cells are whole."""


@dataclass(frozen=True, eq=False)
class Occurrences:
    """K places in S sentences where one of P things is said. The arrays are read-only."""

    thing: Int32Array
    """Which thing each place is, in the order of the text."""
    offset: Int64Array
    """First place of each sentence, and K at the end: S + 1 values."""
    sentence: Int32Array
    """The sentence of each place, ascending, one thing after the other."""
    bounds: Int64Array
    """First of ``sentence`` of each thing, and K at the end: P + 1 values."""
    cell: Int32Array
    """For each sentence the number of the cell it is added up in; any partition gives the same counts."""

    CUBE_FROM_PLACES: ClassVar[int] = 10_000_000

    @cached_property
    def total(self) -> Int64Array:
        """How often each thing is said."""
        return read_only(np.diff(self.bounds))

    def sentences_of(self, thing: int) -> Int32Array:
        """The sentences that say a thing, ascending, once for each time they do."""
        return self.sentence[self.bounds[thing] : self.bounds[thing + 1]]

    def count(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in the sentences of ``mask`` (bool, S)."""
        selected = int(self._n_places @ mask)
        if 2 * selected > self.thing.size:
            return self.total - self._sum(~mask, self.thing.size - selected)
        return self._sum(mask, selected)

    def _sum(self, mask: BoolArray, selected: int) -> Int64Array:
        if self.thing.size < self.CUBE_FROM_PLACES or selected * _FEW <= self.thing.size:
            return _added(self._places, mask)
        whole = np.bincount(self.cell[~mask], minlength=self._cube.shape[0]) == 0
        return _added(self._cube, whole) + _added(self._places, mask & ~whole[self.cell])

    @cached_property
    def _n_places(self) -> Int64Array:
        """Places in each sentence."""
        return np.diff(self.offset)

    @cached_property
    def _places(self) -> sp.csr_matrix:
        """S × P, with a stored 1 for every place."""
        ones = np.ones(self.thing.size, np.int8)
        fits = self.thing.size < np.iinfo(np.int32).max  # scipy would copy the things to the width of the offset
        offset: npt.NDArray[np.signedinteger] = self.offset.astype(np.int32) if fits else self.offset
        return sp.csr_matrix((ones, self.thing, offset), shape=(offset.size - 1, self.total.size))

    @cached_property
    def _cube(self) -> sp.csr_matrix:
        """Cells × P: the sentences of each cell added up."""
        size = self.cell.size
        shape = (int(self.cell.max(initial=-1)) + 1, size)
        cells = sp.csr_matrix((np.ones(size, np.int32), (self.cell, np.arange(size))), shape=shape)
        return sp.csr_matrix(cells @ self._places)


def _added(matrix: sp.csr_matrix, rows: BoolArray) -> Int64Array:
    """The sum of some rows."""
    some = matrix[np.flatnonzero(rows)]
    if some.dtype != np.int32:  # places; scipy's own change of type would first add up what is stored twice
        some = sp.csr_matrix((np.ones(some.nnz, np.int32), some.indices, some.indptr), shape=some.shape)
    return np.asarray(np.ones(some.shape[0], np.int32) @ some).astype(np.int64)
