"""Intervals of proportions and p values of many tests: SciPy and published tables as oracles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from onrecord.intervals import normal_quantile, wilson
from onrecord.significance import adjusted, fdr, holm


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_is_scipys(count, total, confidence):
    """The interval is the one that SciPy gives for a binomial proportion."""
    count = min(count, total)
    expected = binomtest(count, total).proportion_ci(confidence, method="wilson")
    low, high = wilson(count, total, confidence)
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= low <= count / total <= high <= 1


def test_wilson_as_published():
    """The four examples of Newcombe 1998 (Statistics in Medicine 17:857-872, table I, method 3)."""
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low == pytest.approx([0.2553, 0.0624, 0, 0.0061], abs=6e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.1611, 0.1718], abs=6e-5)


def test_nothing_of_nothing_is_unknown():
    """A share of no words is missing, beside others that are not."""
    low, high = wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()
    assert wilson(np.arange(3), 5)[0].shape == (3,)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_is_a_probability(confidence):
    """A confidence in percent, or none at all, is refused."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)
    assert normal_quantile() == pytest.approx(1.959964, abs=1e-6)


P = st.lists(st.floats(0, 1), max_size=30).map(np.array)


@given(P)
def test_fdr_is_scipys(p):
    """Benjamini and Hochberg's adjustment equals SciPy's."""
    assert fdr(p) == pytest.approx(false_discovery_control(p) if p.size else p)


@given(P)
def test_holm_is_the_step_down_procedure(p):
    """At any threshold, what the adjusted values reject is what Holm's procedure rejects step by step."""
    answer = holm(p)
    for threshold in (0.001, 0.05, 0.3):
        rejected = set()
        for step, i in enumerate(sorted(range(p.size), key=lambda i: p[i])):
            if p[i] * (p.size - step) > threshold:
                break
            rejected.add(i)
        assert set(np.flatnonzero(answer <= threshold)) == rejected
    assert (answer >= fdr(p) - 1e-15).all()  # stricter than the false discovery rate
    assert (answer <= np.minimum(p * p.size, 1) + 1e-15).all()  # and never stricter than Bonferroni's


def test_adjusted_by_hand():
    """Three tests: Holm multiplies by 3, 2 and 1, the false discovery rate by 3, 1.5 and 1; none leaves them."""
    p = np.array([0.04, 0.01, 0.03])
    assert adjusted(p, "holm") == pytest.approx([0.06, 0.03, 0.06])
    assert adjusted(p, "fdr") == pytest.approx([0.04, 0.03, 0.04])
    assert adjusted(p, "none").tolist() == p.tolist()
