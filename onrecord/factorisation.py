"""Non-negative matrix factorisation: documents × terms as documents × themes times themes × terms, by scikit-learn.

Separate from the themes because it is arithmetic on a matrix, and the one place that knows whose.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Float64Array = npt.NDArray[np.float64]

TOLERANCE = 1e-3
MOST_ROUNDS = 200


def load() -> None:
    """Import scikit-learn, for whoever would rather wait for it now."""
    import sklearn.decomposition  # noqa: F401, PLC0415 as below


def factorised(matrix: sp.csr_array, n: int, *, seed: int = 0) -> tuple[Float64Array, Float64Array]:
    """W (documents × n) and H (n × terms), none negative, so that W·H is close to ``matrix`` in squared error.

    Started by NNDSVDa and brought down by coordinate descent, so that one matrix always has one answer; ``seed`` moves
    the vector that the singular vectors are searched from, which should change nothing that matters. ``n`` must be
    below both sides of the matrix, or ValueError is raised. The answer is a local optimum: another start has another.

    Boutsidis & Gallopoulos 2008, "SVD based initialization", Pattern Recognition 41:1350-1362; Cichocki & Phan 2009,
    "Fast local algorithms for large scale nonnegative matrix and tensor factorizations", IEICE Trans. E92-A:708-721.
    """
    from sklearn.decomposition import NMF  # noqa: PLC0415 seconds to import, and only themes need it

    if not 0 < n < min(matrix.shape):
        raise ValueError(f"a matrix of {matrix.shape[0]} × {matrix.shape[1]} has no {n} factors")
    model = NMF(n, **_SETTINGS, init="nndsvda", random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that rounds ran out: what is gained after so many is too small to be seen
        w = model.fit_transform(matrix)
    return np.asarray(w, np.float64), np.asarray(model.components_, np.float64)


def weights(matrix: sp.csr_array, h: Float64Array) -> Float64Array:
    """W for other documents, H staying as it is: the same descent on W alone."""
    from sklearn.decomposition import non_negative_factorization  # noqa: PLC0415 as above

    w, _, _ = non_negative_factorization(matrix, H=h, n_components=len(h), update_H=False, **_SETTINGS)
    return np.asarray(w, np.float64)


_SETTINGS: dict[str, Any] = {"solver": "cd", "tol": TOLERANCE, "max_iter": MOST_ROUNDS}
