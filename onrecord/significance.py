"""Many tests at once: p values adjusted for how many there are.

Separate from the tests because the adjustment knows nothing of them: it takes all their p values, not only those shown.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Float64Array = npt.NDArray[np.float64]
Correction = Literal["holm", "fdr", "none"]


def adjusted(p: Float64Array, correction: Correction) -> Float64Array:
    """The p values (any number of them, one dimension) adjusted by ``holm``, by ``fdr`` or not at all."""
    return holm(p) if correction == "holm" else fdr(p) if correction == "fdr" else p


def holm(p: Float64Array) -> Float64Array:
    """P values adjusted so that the chance of even one false finding among them stays below the threshold.

    The smallest of m is multiplied by m, the next by m − 1 and so on; none is smaller than one before it or larger
    than 1. Never weaker than Bonferroni's and holds for tests that depend on one another. Holm 1979, "A simple
    sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6:65-70.
    """
    order = np.argsort(p)
    steps = p[order] * np.arange(p.size, 0, -1)
    return _placed(np.maximum.accumulate(steps), order)


def fdr(p: Float64Array) -> Float64Array:
    """P values adjusted so that of the findings below the threshold the expected part that is false stays below it.

    The i-th smallest of m is multiplied by m/i; none is larger than one after it or than 1. Benjamini & Hochberg 1995,
    "Controlling the false discovery rate", JRSS B 57:289-300. It assumes tests that are independent or rise and fall
    together.
    """
    order = np.argsort(p)
    steps = p[order] * (p.size / np.arange(1, p.size + 1))  # the last exactly itself
    return _placed(np.minimum.accumulate(steps[::-1])[::-1], order)


def _placed(steps: Float64Array, order: npt.NDArray[np.int64]) -> Float64Array:
    answer = np.empty_like(steps)
    answer[order] = np.minimum(steps, 1)
    return answer
