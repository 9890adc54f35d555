"""A matrix made of known factors gives them back, and the answer is one and repeatable."""

import numpy as np
import pytest
import scipy.sparse as sp

from onrecord.factorisation import factorised, weights


def planted():
    """40 documents of three kinds over 12 terms, four terms a kind, with a little of everything."""
    chance = np.random.default_rng(3)
    h = np.kron(np.eye(3), np.ones(4)) + 0.01
    w = np.eye(3)[chance.integers(0, 3, 40)] * chance.uniform(1, 3, (40, 1))
    return sp.csr_array(w @ h), w


def test_factors_that_were_put_in_come_out():
    """Each document leads on the kind it was made of, and the product is the matrix."""
    matrix, made_of = planted()
    w, h = factorised(matrix, 3)
    assert np.linalg.norm(w @ h - matrix.toarray()) < 0.02 * np.linalg.norm(matrix.toarray())
    assert (w >= 0).all()
    assert (h >= 0).all()
    groups = {tuple(np.flatnonzero(made_of[:, kind])) for kind in range(3)}
    assert {tuple(np.flatnonzero(w.argmax(axis=1) == at)) for at in range(3)} == groups


def test_one_matrix_has_one_answer_and_another_start_the_same_factors():
    matrix, _ = planted()
    (w, h), (again_w, again_h) = factorised(matrix, 3), factorised(matrix, 3)
    assert np.array_equal(w, again_w)
    assert np.array_equal(h, again_h)
    other, _ = factorised(matrix, 3, seed=9)
    assert np.array_equal(w.argmax(axis=1), other.argmax(axis=1))


def test_weights_of_the_same_documents_are_those_that_were_found():
    matrix, _ = planted()
    w, h = factorised(matrix, 3)
    assert np.allclose(weights(matrix, h), w, atol=0.05 * w.max())


@pytest.mark.parametrize("n", [0, 12, 40, 99])
def test_more_factors_than_the_matrix_has_room_for_are_refused(n):
    with pytest.raises(ValueError, match=f"has no {n} factors"):
        factorised(planted()[0], n)
