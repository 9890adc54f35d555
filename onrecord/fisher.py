"""Fisher's exact test for very many tables at once.

Separate from the other tests because it is the only one that adds up chances one by one; SciPy's does one table at a
time, and the words of a long text are a hundred thousand tables.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from onrecord.intervals import Float64Array

Int64Array = npt.NDArray[np.int64]

_CELLS = 1 << 18
"""Chances held in memory at once: a few megabytes, which also stay in the processor's cache."""
_SMALLEST_LOG = -746
"""The logarithm below which a number is 0."""
_SAME = 1e-9
"""Two chances that differ by less than this part are equal but for rounding."""


def fisher(count: npt.ArrayLike, other_count: npt.ArrayLike, words: int, other_words: int) -> Float64Array:
    """Chance (p, two-sided) of a split at least as unlikely as ``count`` : ``other_count`` (whole numbers, n of each),
    were their sum dealt at random to two texts of ``words`` and ``other_words``.

    The sum of the hypergeometric chances of all splits that are no likelier than the one seen, as in
    ``scipy.stats.fisher_exact`` and R's ``fisher.test``. Fisher 1934, Statistical Methods for Research Workers, 5th
    ed., § 21.02. Exact for words drawn independently, however few; words of running speech are not.

    Splits more than ten standard deviations beyond the one seen are left out: together they add less than one part in
    10²⁰. A p too small for a floating point number is 0.
    """
    a, b = (np.atleast_1d(np.asarray(value, np.int64)) for value in (count, other_count))
    if not a.size:
        return np.zeros(0)
    total = words + other_words
    # Rare words share few splits, each of which is dealt once.
    key, back = np.unique(a * (other_words + 1) + b, return_inverse=True)
    seen, drawn = key // (other_words + 1), key // (other_words + 1) + key % (other_words + 1)
    mean = drawn * (words / total)
    deviation = np.sqrt(mean * (other_words / total) * (1 - drawn / total))
    reach = np.abs(seen - mean) + 10 * deviation + 30
    low = np.maximum(np.maximum(0, drawn - other_words), np.floor(mean - reach)).astype(np.int64)
    high = np.minimum(np.minimum(drawn, words), np.ceil(mean + reach)).astype(np.int64)
    width = high - low + 1
    p = np.zeros(drawn.size)
    order = np.argsort(width)
    order = order[~_is_nothing(seen, drawn, words / total)[order]]
    done = 0
    while done < order.size:
        # As many tables as fit, all as wide as the widest of them: widths ascend, so that little is wasted.
        fitting = np.searchsorted(width[order[done:]] * np.arange(1, order.size - done + 1), _CELLS, side="right")
        rows = order[done : done + max(int(fitting), 1)]
        p[rows] = _block(seen[rows], drawn[rows], low[rows], high[rows], words, other_words)
        done += rows.size
    return p[back]


def _is_nothing(seen: Int64Array, drawn: Int64Array, share: float) -> npt.NDArray[np.bool_]:
    """Which splits are so far from even that p is smaller than any floating point number.

    The chance of a split is at most exp(−n·KL(seen share, share)) (Hoeffding 1963, JASA 58:13-30, § 6 for drawing
    without replacement), and p at most n + 1 times that.
    """
    rest = drawn - seen
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = xlogy(seen, seen / (drawn * share)) + xlogy(rest, rest / (drawn * (1 - share)))
    nothing: npt.NDArray[np.bool_] = np.log(drawn + 1) - distance < _SMALLEST_LOG
    return nothing


def _block(
    seen: Int64Array, drawn: Int64Array, low: Int64Array, high: Int64Array, words: int, other_words: int
) -> Float64Array:
    split = low[:, None] + np.arange(int((high - low).max()) + 1)
    outside = split > high[:, None]
    k = split[:, 1:].astype(np.float64)
    n = drawn[:, None].astype(np.float64)
    logs = np.zeros(split.shape)
    # Each chance by the one before it, so that none of the huge factorials is ever formed.
    with np.errstate(divide="ignore", invalid="ignore"):  # past the highest split, where nothing is asked
        step = np.log((n - k + 1) * (words - k + 1) / (k * (other_words - n + k)))
    np.cumsum(step, axis=1, out=logs[:, 1:])
    logs[outside] = -np.inf
    logs -= logs.max(axis=1, keepdims=True)
    chance = np.exp(logs)
    own = logs[np.arange(seen.size), seen - low]
    unlikely = np.where(logs <= own[:, None] + _SAME, chance, 0).sum(axis=1)
    p: Float64Array = np.minimum(unlikely / chance.sum(axis=1), 1)
    return p
