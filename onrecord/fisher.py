"""Fisher's exact test for very many tables at once.

Separate from the other tests because it is the only one that adds up chances one by one; SciPy's does one table at a
time, and the words of a long text are a hundred thousand tables.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from onrecord.intervals import Float64Array

Int64Array = npt.NDArray[np.int64]

_CELLS = 1 << 18
"""Chances held in memory at once: a few megabytes, which also stay in the processor's cache."""
_SAME = 1e-7
"""Two chances that differ by less than this part are equal but for rounding; R's ``fisher.test`` has the same."""
_NEGLIGIBLE = 46.0
"""A chance e⁻⁴⁶ times another, 10⁻²⁰, no longer changes a sum."""

_TINY = 1e-12
"""What keeps a logarithm or a division from 0 where any number does."""


def fisher(count: npt.ArrayLike, other_count: npt.ArrayLike, words: int, other_words: int) -> Float64Array:
    """Chance (p, two-sided) of a split at least as unlikely as ``count`` : ``other_count`` (whole numbers, n of each),
    were their sum dealt at random to two texts of ``words`` and ``other_words``.

    The sum of the hypergeometric chances of all splits that are no likelier than the one seen, as in
    ``scipy.stats.fisher_exact`` and R's ``fisher.test``. Fisher 1934, Statistical Methods for Research Workers, 5th
    ed., § 21.02. Exact for words drawn independently, however few; words of running speech are not. Right to nine
    digits in short texts and to seven in texts of ten million words; a p too small for a number is 0.
    """
    a, b = (np.atleast_1d(np.asarray(value, np.int64)) for value in (count, other_count))
    # Rare words share few splits, each of which is dealt once.
    key, back = np.unique(a * (other_words + 1) + b, return_inverse=True)
    a, b = key // (other_words + 1), key % (other_words + 1)
    # The text that has more than its part is the first one, so that the split seen is always in the upper tail.
    is_first = a * other_words >= b * words
    first, second = np.where(is_first, words, other_words), np.where(is_first, other_words, words)
    deal = _Deal(np.where(is_first, a, b), a + b, first, second)
    p = deal.tail()
    opposite = deal.opposite()
    # Seen from the other text, the lower tail is an upper one; there may be none.
    there = np.flatnonzero(opposite >= np.maximum(0, deal.drawn - deal.second))
    mirrored = _Deal(deal.drawn - opposite, deal.drawn, deal.second, deal.first)
    p[there] += mirrored.of(there).tail()
    return np.minimum(p, 1)[back]


class _Deal(NamedTuple):
    """``drawn`` uses dealt to the words of a first and a second text, ``seen`` of them to the first."""

    seen: Int64Array
    drawn: Int64Array
    first: Int64Array
    second: Int64Array

    def of(self, rows: Int64Array) -> _Deal:
        return _Deal(*(column[rows] for column in self))

    def log_chance(self, split: Int64Array) -> Float64Array:
        """Logarithm of the chance that the first text gets ``split`` of the uses."""
        n, c, d = self.drawn, self.first, self.second
        chance: Float64Array = _log_ways(c, split) + _log_ways(d, n - split) - _log_ways(c + d, n)
        return chance

    def opposite(self) -> Int64Array:
        """The largest split below what is expected that is no likelier than the one seen; one less than the smallest
        split possible where there is none.
        """
        own = self.log_chance(self.seen) + _SAME
        low: Int64Array = np.maximum(0, self.drawn - self.second) - 1
        likeliest = (self.drawn + 1) * (self.first + 1) // (self.first + self.second + 2)
        high = np.minimum(likeliest, self.seen - 1)
        while (low < high).any():  # chances rise up to the likeliest split
            middle = (low + high + 1) // 2
            is_unlikely = self.log_chance(middle) <= own
            low, high = np.where(is_unlikely, middle, low), np.where(is_unlikely, high, middle - 1)
        return np.asarray(low, np.int64)

    def tail(self) -> Float64Array:
        """Chance that the first text gets as many of the uses as seen, or more."""
        most = np.minimum(self.drawn, self.first) - self.seen
        # Chances fall ever faster, at least as by the first step; ten standard deviations are always enough.
        fall = -np.log(np.clip(self.step(np.zeros(1, np.int64))[:, 0], _TINY, 1 - _TINY))
        share = self.first / (self.first + self.second)
        deviation = np.sqrt(self.drawn * share * (1 - share))
        enough = np.minimum(_NEGLIGIBLE / np.maximum(fall, _TINY), 10 * deviation + 30)
        length = np.minimum(most, np.ceil(enough)).astype(np.int64)
        total = np.ones(self.seen.size)
        order = np.argsort(length)
        done = 0
        while done < order.size:
            # As many tables as fit, all as long as the longest of them: lengths ascend, so that little is wasted.
            fitting = np.searchsorted(length[order[done:]] * np.arange(1, order.size - done + 1), _CELLS, side="right")
            rows = order[done : done + max(int(fitting), 1)]
            steps = self.of(rows).step(np.arange(length[rows[-1]]))
            total[rows] += np.cumprod(np.maximum(steps, 0), axis=1).sum(axis=1)
            done += rows.size
        tail: Float64Array = np.exp(self.log_chance(self.seen)) * total
        return tail

    def step(self, beyond: Int64Array) -> Float64Array:
        """How many times as likely one use more is, so far beyond what was seen: n × length of ``beyond``."""
        split = (self.seen[:, None] + beyond).astype(np.float64)
        n, c, d = self.drawn[:, None], self.first[:, None], self.second[:, None]
        return (n - split) * np.maximum(c - split, 0) / ((split + 1) * (d - n + split + 1))


def _log_ways(of: Int64Array, taken: Int64Array) -> Float64Array:
    """Logarithm of the number of ways to take some of so many."""
    ways: Float64Array = gammaln(of + 1) - gammaln(taken + 1) - gammaln(of - taken + 1)
    return ways
