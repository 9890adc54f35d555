"""Two texts compared by how often each says a term: effect sizes and tests of a two-by-two table.

Separate from the keyness of a selection because they are the field's formulas over plain arrays, to be held against
other programs. Everywhere a and b are the counts of a term in the first and in the second text, c and d the words of
the two, N = c + d, and E₁ = c·(a + b)/N and E₂ = d·(a + b)/N the counts expected were its rate the same in both.

    |            | first | second |
    | term       | a     | b      |
    | other words| c − a | d − b  |
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from onrecord.intervals import Float64Array, normal_quantile

Int64Array = npt.NDArray[np.int64]

HALF = 0.5
"""What stands for a count of 0 where a ratio needs one."""


class Effect(NamedTuple):
    """An effect size with its interval and its standard error."""

    value: Float64Array
    low: Float64Array
    high: Float64Array
    error: Float64Array


def expected(a: Int64Array, b: Int64Array, c: int, d: int) -> tuple[Float64Array, Float64Array]:
    """E₁ and E₂."""
    share = (a + b) / (c + d)
    return c * share, d * share


def is_sparse(a: Int64Array, b: Int64Array, c: int, d: int) -> npt.NDArray[np.bool_]:
    """Whether one of the four cells is expected to be below 5, where χ² does not describe chi2, g2 and g2_4 well.

    Cochran 1954, "Some methods for strengthening the common χ² tests", Biometrics 10:417-451.
    """
    smaller = min(c, d) / (c + d)
    sparse: npt.NDArray[np.bool_] = np.minimum(a + b, c + d - a - b) * smaller < 5
    return sparse


def g2(a: Int64Array, b: Int64Array, c: int, d: int) -> Float64Array:
    """Log-likelihood of two terms, 2·[a·ln(a/E₁) + b·ln(b/E₂)] (Rayson & Garside 2000; UCREL's calculator)."""
    e1, e2 = expected(a, b, c, d)
    return _not_negative(2 * (_part(a, e1) + _part(b, e2)))


def g2_4(a: Int64Array, b: Int64Array, c: int, d: int) -> Float64Array:
    """Log-likelihood of all four cells, 2·Σ O·ln(O/E) (Dunning 1993; AntConc's default)."""
    e1, e2 = expected(a, b, c, d)
    return _not_negative(2 * (_part(a, e1) + _part(b, e2) + _part(c - a, c - e1) + _part(d - b, d - e2)))


def chi2(a: Int64Array, b: Int64Array, c: int, d: int) -> Float64Array:
    """Pearson's χ² of the four cells, without Yates' correction: Σ (O − E)²/E = N·(a·d − b·c)² / (…)."""
    n, total = (a + b).astype(np.float64), float(c) + d
    with np.errstate(divide="ignore", invalid="ignore"):
        square = total * (a * float(d) - b * float(c)) ** 2 / (n * (total - n) * c * d)
    return np.where((n > 0) & (n < total), square, np.nan)


def prior_words(c: int, d: int) -> int:
    """α₀, how many words the prior of ``log_odds`` is worth: as many as the shorter of the two texts has."""
    return min(c, d)


def log_odds(a: Int64Array, b: Int64Array, c: int, d: int) -> tuple[Effect, Float64Array]:
    """Log-odds ratio with an informative Dirichlet prior ("Fightin' Words"), and the prior α_w of each term.

    δ = ln[(a + α_w)/(c + α₀ − a − α_w)] − ln[(b + α_w)/(d + α₀ − b − α_w)], its standard error
    √(1/(a + α_w) + 1/(b + α_w)), α_w = α₀·(a + b)/N. Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political
    Analysis 16:372-403. They leave α₀ open: the larger, the more is every term drawn towards no difference. Here
    α₀ is the length of the shorter text, so that a prior never outweighs what either side said, however long the two
    are, and a term that one side never says still gets a finite ratio. Half of what the shorter text shows is thus
    discounted, and δ/error, the z score, is smaller than without a prior.
    """
    a0 = prior_words(c, d)
    prior = a0 * (a + b) / (c + d)
    first, second = a + prior, b + prior
    with np.errstate(invalid="ignore"):  # a term that is all of both texts: missing
        value = _log_odds_of(first, c + a0) - _log_odds_of(second, d + a0)
    error = _root(_inverse(first) + _inverse(second))
    return _with_interval(value, error), prior


def log_ratio(a: Int64Array, b: Int64Array, c: int, d: int) -> Effect:
    """Binary logarithm of the ratio of the two rates, log₂[(a/c)/(b/d)], with 0.5 for a count of 0.

    Each point more is twice the ratio. Hardie 2014, "Log Ratio: an informal introduction". Its interval is
    ± 1.96·√(1/a − 1/c + 1/b − 1/d)/ln 2 (Katz, Baptista, Azen & Pike 1978, Biometrics 34:469-474), rough for counts
    below 5 and made up where a count is 0.
    """
    first, second = np.where(a > 0, a, HALF), np.where(b > 0, b, HALF)
    value = np.log2(first / c) - np.log2(second / d)
    error = _root(1 / first - 1 / c + 1 / second - 1 / d) / np.log(2)
    return _with_interval(value, error)


def _with_interval(value: Float64Array, error: Float64Array) -> Effect:
    half = normal_quantile() * error
    return Effect(value, value - half, value + half, error)


def _part(seen: npt.NDArray[np.number], chance: Float64Array) -> Float64Array:
    """O·ln(O/E), which is 0 where nothing was seen."""
    ratio = np.divide(seen, chance, out=np.ones(np.shape(chance)), where=chance > 0)
    part: Float64Array = xlogy(seen.astype(np.float64), ratio)
    return part


def _not_negative(value: Float64Array) -> Float64Array:
    return np.maximum(value, 0)  # rounding may leave a hair below 0 where both rates are the same


def _log_odds_of(part: Float64Array, whole: int) -> Float64Array:
    with np.errstate(divide="ignore"):
        odds: Float64Array = np.log(part) - np.log(whole - part)
    return odds


def _inverse(value: Float64Array) -> Float64Array:
    with np.errstate(divide="ignore"):
        return 1 / value


def _root(value: Float64Array) -> Float64Array:
    return np.sqrt(np.maximum(value, 0))
