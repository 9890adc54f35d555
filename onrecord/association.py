"""How strongly two words go together: the field's measures over the counts of a two-by-two table.

Separate from the collocations of a selection because they are formulas over plain arrays, to be held against other
programs. The counts are named as in NLTK: of ``n_xx`` chances, ``n_ix`` have the first word, ``n_xi`` the second and
``n_ii`` both; E = n_ix·n_xi/n_xx is how many would have both by chance. A measure that divides by nothing is missing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from onrecord.intervals import Float64Array

Counts = npt.NDArray[np.int64]


def expected(n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """E, how often both would be met by chance."""
    return _ratio(n_ix * np.asarray(n_xi, np.float64), n_xx)


def mi(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """Mutual information log₂(O/E) (Church & Hanks 1990); NLTK's ``pmi``. Rare words score highest."""
    return _log2(_ratio(n_ii, expected(n_ix, n_xi, n_xx)))


def mi3(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """Cubic mutual information log₂(O³/E) (Daille 1994), which favours rare words less."""
    return _log2(_ratio(np.asarray(n_ii, np.float64) ** 3, expected(n_ix, n_xi, n_xx)))


def t(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """T score (O − E)/√O (Church, Gale, Hanks & Hindle 1991); NLTK's ``student_t``. Frequent words score highest."""
    return _ratio(n_ii - expected(n_ix, n_xi, n_xx), np.sqrt(n_ii))


def z(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """Z score (O − E)/√E (Berry-Rogghe 1973, in Evert's form without the variance's small correction)."""
    chance = expected(n_ix, n_xi, n_xx)
    return _ratio(n_ii - chance, np.sqrt(chance))


def dice(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:  # noqa: ARG001 all measures take all counts
    """Dice coefficient 2·O/(n_ix + n_xi), from 0 to 1 (Dice 1945); NLTK's ``dice``."""
    return _ratio(2 * np.asarray(n_ii), n_ix + np.asarray(n_xi))


def log_dice(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """LogDice 14 + log₂ Dice (Rychlý 2008): 14 at most, a point more is twice as often, whatever the text's size."""
    return 14 + _log2(dice(n_ii, n_ix, n_xi, n_xx))


def log_likelihood(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """G² = 2·Σ O·ln(O/E) over the four cells (Dunning 1993); NLTK's ``likelihood_ratio``.

    It grows with the amount of text, and words that avoid each other score as well.
    """
    total = np.asarray(n_xx, np.float64)
    score = np.zeros(())
    for seen, first, second in (
        (n_ii, n_ix, n_xi),
        (n_ix - n_ii, n_ix, total - n_xi),
        (n_xi - n_ii, total - n_ix, n_xi),
        (total - n_ix - n_xi + n_ii, total - n_ix, total - n_xi),
    ):
        chance = np.asarray(first, np.float64) * second / total
        score = score + xlogy(seen, np.divide(seen, chance, out=np.ones_like(chance), where=chance > 0))
    return np.maximum(2 * score, 0)  # rounding may leave a hair below 0


def delta_p(n_ii: Counts, n_ix: Counts, n_xi: Counts, n_xx: Counts | int) -> Float64Array:
    """ΔP of the second word given the first: n_ii/n_ix − (n_xi − n_ii)/(n_xx − n_ix), from −1 to 1 (Gries 2013).

    With ``n_ix`` and ``n_xi`` exchanged it is that of the first given the second.
    """
    return _ratio(n_ii, n_ix) - _ratio(n_xi - np.asarray(n_ii), n_xx - np.asarray(n_ix))


def _ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> Float64Array:
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    ratio: Float64Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return ratio


def _log2(value: Float64Array) -> Float64Array:
    """The logarithm; missing for words that are never together."""
    logarithm: Float64Array = np.log2(value, out=np.full(value.shape, np.nan), where=value > 0)
    return logarithm
