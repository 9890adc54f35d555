"""What is said in which sentence, and how often each thing is said under any mask of the sentences.

Separate from what the things are (words, lemmas, phrases), because a count under a mask is what everything else is
made of and has to be there before a person notices waiting. Three ideas keep it there:

* only the sentences of the mask are looked at, or, where that is more than half, only the others;
* nothing is added up before it is asked for: a thing said twice in a sentence is stored twice, and sentences that
  follow one another are read as one;
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

Offsets = npt.NDArray[np.signedinteger]

_FEW = 8
"""Up to an eighth of all places, adding them up takes no longer than finding out which cells are whole."""


@dataclass(frozen=True, eq=False)
class Occurrences:
    """K places in S sentences where one of P things is said. The arrays are read-only."""

    thing: Int32Array
    """Which thing each place is, in the order of the text."""
    offset: Offsets
    """First place of each sentence, and K at the end: S + 1 values."""
    sentence: Int32Array
    """The sentence of each place, ascending, one thing after the other."""
    bounds: Offsets
    """First of ``sentence`` of each thing, and K at the end: P + 1 values."""
    cell: Int32Array
    """For each sentence the number of the cell it is added up in; any partition gives the same counts."""

    CUBE_FROM_PLACES: ClassVar[int] = 10_000_000

    @property
    def total(self) -> Int64Array:
        """How often each thing is said."""
        return np.diff(self.bounds).astype(np.int64)

    def sentences_of(self, thing: int) -> Int32Array:
        """The sentences that say a thing, ascending, once for each time they do."""
        return self.sentence[self.bounds[thing] : self.bounds[thing + 1]]

    def count(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in the sentences of ``mask`` (bool, S)."""
        selected = _n_places(self._edges(mask))
        if 2 * selected > self.thing.size:
            return self.total - self._sum(~mask, self.thing.size - selected)
        return self._sum(mask, selected)

    def _sum(self, mask: BoolArray, selected: int) -> Int64Array:
        if self.thing.size < self.CUBE_FROM_PLACES or selected * _FEW <= self.thing.size:
            return self._added(mask)
        whole = np.bincount(self.cell[~mask], minlength=self._cube.shape[0]) == 0
        cells = np.asarray(whole.astype(np.int32) @ self._cube).astype(np.int64)
        return cells + self._added(mask & ~whole[self.cell])

    def _added(self, mask: BoolArray) -> Int64Array:
        """How often each thing is said in some sentences, by looking at each place in them."""
        edges, size = self._edges(mask), self.bounds.size - 1
        # Sentences that follow one another are one row, and what lies between such rows is another. The values of the
        # matrix are never read: any bytes will do, if there is one for each place.
        offset = np.concatenate([[0], edges, [self.thing.size]]).astype(self.offset.dtype)
        rows = sp.csr_matrix((self.thing.view(np.int8)[: self.thing.size], self.thing, offset), (offset.size - 1, size))
        place = rows[1::2].indices
        one_row = sp.csr_matrix((np.ones(place.size, np.int32), place, [0, place.size]), shape=(1, size))
        return np.asarray(np.ones(1, np.int32) @ one_row).astype(np.int64)

    def _edges(self, mask: BoolArray) -> Offsets:
        """Where the places of sentences of ``mask`` that follow one another begin and end."""
        return self.offset[np.flatnonzero(np.diff(mask, prepend=False, append=False))]

    @cached_property
    def _cube(self) -> sp.csr_matrix:
        """Cells × P: the sentences of each cell added up."""
        size = self.cell.size
        shape = (int(self.cell.max(initial=-1)) + 1, size)
        cells = sp.csr_matrix((np.ones(size, np.int32), (self.cell, np.arange(size))), shape=shape)
        ones = np.ones(self.thing.size, np.int8)
        return sp.csr_matrix(cells @ sp.csr_matrix((ones, self.thing, self.offset), (size, self.bounds.size - 1)))


def _n_places(edges: Offsets) -> int:
    return int((edges[1::2] - edges[::2]).sum(dtype=np.int64))


def narrow(offsets: Int64Array) -> Offsets:
    """Ascending numbers in half the bytes where they fit, which scipy would otherwise make of them at every use."""
    fits = not offsets.size or offsets[-1] <= np.iinfo(np.int32).max
    return read_only(offsets.astype(np.int32) if fits else offsets)
