"""Measures of how strongly two words go together: NLTK's, and what their authors printed."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from onrecord import association


@st.composite
def tables(draw):
    """Counts of a table that is possible: both, first, second and all."""
    both, first, second, neither = (draw(st.integers(0, 500)) for _ in range(4))
    assume(both + first and both + second)
    return both, both + first, both + second, both + first + second + neither


def scored(measure, both, first, second, total):
    return float(measure(np.array([both]), np.array([first]), np.array([second]), total)[0])


@given(tables())
def test_measures_are_nltks(numbers):
    """Where NLTK has a measure ours is the same."""
    both, first, second, total = numbers
    given_to_nltk = (both, (first, second), total)
    ours = {name: scored(getattr(association, name), *numbers) for name in ("mi", "t", "dice", "log_likelihood")}
    assert ours["dice"] == pytest.approx(BigramAssocMeasures.dice(*given_to_nltk), abs=1e-9)
    assert ours["log_likelihood"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(*given_to_nltk), abs=1e-9)
    if both:
        assert ours["mi"] == pytest.approx(BigramAssocMeasures.pmi(*given_to_nltk), abs=1e-9)
        assert ours["t"] == pytest.approx(BigramAssocMeasures.student_t(*given_to_nltk), abs=1e-9)
    else:
        assert math.isnan(ours["mi"])
        assert math.isnan(ours["t"])


def test_delta_p_as_published():
    """ "of course" in Gries 2013: ΔP of course given of is 0.032, of of given course 0.697."""
    assert scored(association.delta_p, 5610, 174_548, 7867, 10_409_858) == pytest.approx(0.032, abs=5e-4)
    assert scored(association.delta_p, 5610, 7867, 174_548, 10_409_858) == pytest.approx(0.697, abs=5e-4)


def test_log_dice_as_published():
    """Rychlý 2008: at most 14, 0 for one meeting in 16,000 uses of each word, and a point more is twice as often."""
    assert scored(association.log_dice, 7, 7, 7, 100) == 14
    assert scored(association.log_dice, 1, 2**14, 2**14, 10**6) == 0
    assert scored(association.log_dice, 6, 50, 70, 10**4) - scored(association.log_dice, 3, 50, 70, 10**4) == 1


def test_by_hand():
    """8 meetings of words of 20 and 10 chances in 100: 2 are expected."""
    numbers = (8, 20, 10, 100)
    assert association.expected(np.array([20]), np.array([10]), 100) == [2]
    assert scored(association.mi, *numbers) == 2
    assert scored(association.mi3, *numbers) == 8  # log₂(512/2)
    assert scored(association.z, *numbers) == pytest.approx(6 / math.sqrt(2))
    assert scored(association.delta_p, *numbers) == pytest.approx(8 / 20 - 2 / 80)


@given(tables())
def test_symmetry_and_bounds(numbers):
    """All measures but ΔP are the same for both orders; ΔP lies between −1 and 1, and is 0 where chance is met."""
    both, first, second, total = numbers
    for name in ("mi", "mi3", "t", "z", "dice", "log_dice", "log_likelihood"):
        measure = getattr(association, name)
        exchanged = scored(measure, both, second, first, total)
        assert scored(measure, *numbers) == pytest.approx(exchanged, abs=1e-9, nan_ok=True)
    forward = scored(association.delta_p, *numbers)
    assert math.isnan(forward) == (first == total)
    if first < total:
        assert -1 <= forward <= 1
        assert (forward > 1e-12) <= (both * total > first * second)
