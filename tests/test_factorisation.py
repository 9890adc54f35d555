"""Non-negative matrix factorisation: never negative, at an optimum, one answer, started as published."""

from itertools import pairwise

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import factorisation
from onrecord.factorisation import factorised, weights


def planted(n_documents=40, n_themes=3, words=6, seed=1):
    """A matrix that is exactly W·H: each theme with words of its own."""
    chance = np.random.default_rng(seed)
    h = np.kron(np.eye(n_themes), np.ones(words)) * chance.uniform(0.5, 1.5, n_themes * words)
    w = chance.uniform(0.1, 1, (n_documents, n_themes)) * (chance.random((n_documents, n_themes)) < 0.5)
    return w, h, sp.csr_array(w @ h)


def loss(matrix, w, h):
    return float(((matrix.toarray() - w @ h) ** 2).sum())


def test_factors_that_were_put_in_come_out():
    """Of a matrix that is W·H with words of their own, H is found again up to order and scale, and so is the matrix."""
    _, planted_h, matrix = planted()
    w, h = factorised(matrix, 3)
    assert loss(matrix, w, h) < 1e-3 * float(matrix.power(2).sum())
    alike = (h / np.linalg.norm(h, axis=1)[:, None]) @ (planted_h / np.linalg.norm(planted_h, axis=1)[:, None]).T
    assert np.sort(alike.max(axis=0)).tolist() == pytest.approx([1, 1, 1], abs=0.01)
    assert sorted(alike.argmax(axis=1).tolist()) == [0, 1, 2]


MATRICES = st.integers(0, 10_000).map(
    lambda seed: sp.random_array((12, 9), density=0.5, format="csr", rng=np.random.default_rng(seed))
)


@settings(max_examples=40, deadline=None)
@given(MATRICES, st.integers(1, 4))
def test_factors_are_never_negative_and_the_slope_is_flat(matrix, n):
    """At the end no entry can fall, and none that is 0 would gain by rising: Karush-Kuhn-Tucker, within tolerance."""
    w, h = factorised(matrix, n)
    assert np.isfinite(w).all()
    assert np.isfinite(h).all()
    assert w.min(initial=0) >= 0
    assert h.min(initial=0) >= 0
    for side, slope in ((h, w.T @ (w @ h - matrix)), (w, (w @ h - matrix) @ h.T)):
        left = np.abs(np.where(side > 0, slope, np.minimum(slope, 0))).sum()
        assert left <= 0.1 * np.abs(matrix).sum()


@settings(max_examples=20, deadline=None)
@given(MATRICES)
def test_more_rounds_never_make_it_worse(matrix):
    """Coordinate descent goes down: the squared error after more rounds is no greater."""
    errors = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(factorisation, "TOLERANCE", 0.0)
        for rounds in (1, 2, 5, 20, 60):
            patch.setattr(factorisation, "MOST_ROUNDS", rounds)
            errors.append(loss(matrix, *factorised(matrix, 3)))
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(errors))


def test_the_start_is_that_of_the_paper():
    """NNDSVDa by the letter of Boutsidis & Gallopoulos, over the dense singular vectors of NumPy."""
    matrix = sp.random_array((9, 7), density=0.6, format="csr", rng=np.random.default_rng(3))
    left, scale, right = np.linalg.svd(matrix.toarray())
    w, h = np.zeros((9, 3)), np.zeros((3, 7))
    for j in range(3):
        x, y = left[:, j], right[j]
        x_up, y_up, x_down, y_down = np.maximum(x, 0), np.maximum(y, 0), np.maximum(-x, 0), np.maximum(-y, 0)
        up = np.linalg.norm(x_up) * np.linalg.norm(y_up)
        down = np.linalg.norm(x_down) * np.linalg.norm(y_down)
        u, v, sigma = (x_up, y_up, up) if up > down else (x_down, y_down, down)
        w[:, j] = np.sqrt(scale[j] * sigma) * u / np.linalg.norm(u)
        h[j] = np.sqrt(scale[j] * sigma) * v / np.linalg.norm(v)
    w[w == 0], h[h == 0] = matrix.toarray().mean(), matrix.toarray().mean()
    ours_w, ours_h = factorisation._start(matrix, 3, 0)
    assert pytest.approx(w, abs=1e-9) == ours_w.T
    assert ours_h == pytest.approx(h, abs=1e-9)


def test_one_matrix_has_one_answer_and_another_start_the_same_factors():
    matrix = planted(seed=4)[2]
    first, again, other = factorised(matrix, 3), factorised(matrix, 3), factorised(matrix, 3, seed=9)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert first[1] == pytest.approx(other[1], abs=1e-3)


def test_weights_of_the_same_documents_are_those_that_were_found():
    _, _, matrix = planted()
    w, h = factorised(matrix, 3)
    assert weights(matrix, h) == pytest.approx(w, abs=0.02)
    assert weights(matrix[:5], h) == pytest.approx(w[:5], abs=0.02)


@pytest.mark.parametrize("n", [0, -1, 4, 9])
def test_more_factors_than_the_matrix_has_room_for_are_refused(n):
    with pytest.raises(ValueError, match=f"no {n} factors"):
        factorised(sp.csr_array(np.ones((4, 9))), n)
