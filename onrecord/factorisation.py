"""Non-negative matrix factorisation: documents × terms as documents × themes times themes × terms.

Separate from the themes because it is arithmetic on a matrix, to be held against other programs. Our own, since
scikit-learn takes three seconds to be imported for what are two dozen lines on top of SciPy; same start, same steps.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Float64Array = npt.NDArray[np.float64]

TOLERANCE = 1e-3
"""Done when what can still be gained is so small a part of what could be at the start."""
MOST_ROUNDS = 200
_ZERO = 1e-6


def factorised(matrix: sp.csr_array, n: int, *, seed: int = 0) -> tuple[Float64Array, Float64Array]:
    """W (documents × n) and H (n × terms), none negative, so that W·H is close to ``matrix`` in squared error.

    Started by NNDSVDa and brought down by coordinate descent, so that one matrix always has one answer; ``seed`` moves
    the vector that the singular vectors are searched from, which should change nothing that matters. ``n`` must be
    below both sides of the matrix, or ValueError is raised. The answer is a local optimum: another start has another.

    Boutsidis & Gallopoulos 2008, "SVD based initialization", Pattern Recognition 41:1350-1362; Cichocki & Phan 2009,
    "Fast local algorithms for large scale nonnegative matrix and tensor factorizations", IEICE Trans. E92-A:708-721.
    """
    if not 0 < n < min(matrix.shape):
        raise ValueError(f"a matrix of {matrix.shape[0]} × {matrix.shape[1]} has no {n} factors")
    w, h = _start(matrix, n, seed)
    by_term = matrix.T.tocsr()
    _descend(lambda: _step(w, matrix @ h.T, h) + _step(h, by_term @ w.T, w))
    return w.T, h


def weights(matrix: sp.csr_array, h: Float64Array) -> Float64Array:
    """W for other documents, H staying as it is: the same descent on W alone, which has one optimum where rows of H are
    independent.
    """
    product: Float64Array = matrix @ h.T
    w: Float64Array = np.ascontiguousarray(product.T) / np.maximum((h**2).sum(axis=1), _ZERO)[:, None]
    _descend(lambda: _step(w, product, h))
    return np.asarray(w.T)


def _descend(step: Callable[[], float]) -> None:
    at_first = step()
    for _ in range(MOST_ROUNDS - 1):
        if step() <= TOLERANCE * at_first:
            break


def _start(matrix: sp.csr_array, n: int, seed: int) -> tuple[Float64Array, Float64Array]:
    """Wᵀ and H by NNDSVDa: of each pair of singular vectors the stronger of its positive and its negative half; zeros
    become the matrix's mean.
    """
    from scipy.sparse.linalg import LinearOperator, eigsh  # noqa: PLC0415 only themes need it

    by_term, size = matrix.T.tocsr(), matrix.shape[0]
    squared = LinearOperator((size, size), matvec=lambda v: matrix @ (by_term @ v), dtype=np.float64)
    first = np.random.default_rng(seed).uniform(0.5, 1.5, size)
    value, left = eigsh(squared, k=n, v0=first)
    scale = np.sqrt(np.maximum(value, 0))
    right = (by_term @ left / np.maximum(scale, _ZERO)).T
    w, h = np.zeros((n, matrix.shape[0])), np.zeros((n, matrix.shape[1]))
    for to, at in enumerate(np.argsort(-scale)):
        halves = [(np.maximum(sign * left[:, at], 0), np.maximum(sign * right[at], 0)) for sign in (1, -1)]
        sizes = [(np.linalg.norm(u), np.linalg.norm(v)) for u, v in halves]
        (u, v), (size_u, size_v) = max(zip(halves, sizes, strict=True), key=lambda each: each[1][0] * each[1][1])
        w[to] = np.sqrt(scale[at] * size_v / max(size_u, _ZERO)) * u
        h[to] = np.sqrt(scale[at] * size_u / max(size_v, _ZERO)) * v
    mean = matrix.sum() / (matrix.shape[0] * matrix.shape[1])
    w[w < _ZERO] = mean
    h[h < _ZERO] = mean
    return w, h


def _step(side: Float64Array, product: Float64Array, other: Float64Array) -> float:
    """One round of coordinate descent over the rows of one side, in place; how far from its optimum it was."""
    gram, product, left = other @ other.T, np.ascontiguousarray(product.T), 0.0
    for at, row in enumerate(side):
        slope = gram[at] @ side - product[at]
        left += float(np.abs(slope[(row > 0) | (slope < 0)]).sum())
        np.maximum(row - slope / max(gram[at, at], _ZERO), 0, out=row)
    return left
