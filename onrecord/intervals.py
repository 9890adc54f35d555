"""How sure a share or a rate is: the interval of a proportion.

Separate from the statistics because each of them that gives a rate gives its interval too.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Float64Array = npt.NDArray[np.float64]

CONFIDENCE = 0.95


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """How many standard deviations to each side of the mean hold ``confidence`` of a normal distribution: 1.96 for
    0.95.

    Raises ValueError for a confidence that is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    return float(ndtri((1 + confidence) / 2))


def wilson(
    count: npt.ArrayLike, total: npt.ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Float64Array, Float64Array]:
    """Lowest and highest share that ``count`` of ``total`` is compatible with (Wilson's score interval).

    ``count`` and ``total`` are numbers or arrays that broadcast; the two answers have their common shape and lie
    between 0 and 1. Missing where ``total`` is 0. Raises ValueError for a confidence that is not between 0 and 1.

    With p = count/total, n = total and z = 1.96 (for 0.95):
    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Wilson 1927, "Probable inference, the law of succession, and
    statistical inference", JASA 22:209-212; chosen as Brown, Cai & DasGupta 2001 advise for small n.

    It takes each word as drawn independently. Words of running speech come in clusters, so that the true uncertainty
    is larger.
    """
    z = normal_quantile(confidence)
    k, n = np.broadcast_arrays(np.asarray(count, np.float64), np.asarray(total, np.float64))
    n = np.where(n > 0, n, np.nan)
    share = k / n
    middle = share + z * z / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At none and at all the ends are exactly 0 and 1, which rounding can miss by a hair.
    low = np.where(k == 0, 0.0, (middle - half) / scale)
    high = np.where(k == n, 1.0, (middle + half) / scale)
    unknown = np.isnan(n)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
