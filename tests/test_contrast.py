"""Two texts compared by their counts of a term: SciPy, published examples and plain loops as oracles."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact, power_divergence

from onrecord import contrast
from onrecord.fisher import fisher


def arrays(*values):
    return tuple(np.array([value]) for value in values)


@st.composite
def tables(draw):
    """Counts a and b of a term and sizes c and d of two texts, with a word of the term and one of another."""
    c, d = draw(st.integers(1, 3000)), draw(st.integers(1, 3000))
    a, b = draw(st.integers(0, min(c, 60))), draw(st.integers(0, min(d, 60)))
    assume(0 < a + b < c + d)
    return a, b, c, d


@pytest.mark.parametrize(
    ("both", "first_only", "second_only", "neither", "score"),
    [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
        (31, 23, 139, 31584, 256.84),
        (10, 0, 3, 31764, 167.23),
        (76, 104, 2476, 29121, 157.21),
    ],
)
def test_log_likelihood_as_published(both, first_only, second_only, neither, score):
    """The five strongest pairs of Dunning 1993 (Computational Linguistics 19:61-74, table 2) have his scores."""
    found = contrast.g2_4(*arrays(both, second_only), both + first_only, second_only + neither)
    assert found == pytest.approx(score, abs=0.005)


def test_log_ratio_as_published():
    """Hardie's own example: a rate of 0.0006 against 0.0002 is three times as high, which is 1.58 binary points."""
    assert contrast.log_ratio(*arrays(6, 2), 10_000, 10_000).value == pytest.approx(math.log2(3))
    assert contrast.log_ratio(*arrays(8, 0), 1000, 1000).value == pytest.approx(4)  # 8 against 0.5


@given(tables())
def test_chi2_and_log_likelihood_are_scipys(numbers):
    """χ² without Yates' correction, and both log-likelihoods, are those of SciPy, and so are the expected counts."""
    a, b, c, d = numbers
    observed = [[a, b], [c - a, d - b]]
    chi2, _, _, expected = chi2_contingency(observed, correction=False)
    assert contrast.chi2(*arrays(a, b), c, d) == pytest.approx(chi2)
    first, second = contrast.expected(*arrays(a, b), c, d)
    assert (first[0], second[0]) == pytest.approx(tuple(expected[0]))
    g2_4 = chi2_contingency(observed, correction=False, lambda_="log-likelihood").statistic
    assert contrast.g2_4(*arrays(a, b), c, d) == pytest.approx(g2_4, abs=1e-9)
    g2 = power_divergence([a, b], expected[0], lambda_="log-likelihood").statistic
    assert contrast.g2(*arrays(a, b), c, d) == pytest.approx(g2, abs=1e-9)
    assert contrast.is_sparse(*arrays(a, b), c, d)[0] == (expected.min() < 5 - 1e-12)


@given(tables())
def test_fisher_is_scipys(numbers):
    """Fisher's exact p is SciPy's, for any table."""
    a, b, c, d = numbers
    expected = fisher_exact([[a, b], [c - a, d - b]]).pvalue
    assert fisher([a], [b], c, d) == pytest.approx(expected, rel=1e-9, abs=1e-290)


def test_fisher_of_many_and_of_far_tables():
    """Many tables at once give what each gives alone; a split that no number can express is 0."""
    a, b = np.array([3, 0, 3, 400, 7]), np.array([1, 9, 1, 380, 0])
    together = fisher(a, b, 5000, 9000)
    assert together == pytest.approx([fisher([x], [y], 5000, 9000)[0] for x, y in zip(a, b, strict=True)], rel=1e-12)
    assert together[3] == pytest.approx(fisher_exact([[400, 380], [4600, 8620]]).pvalue, rel=1e-9)
    assert fisher([100_000], [0], 1_000_000, 1_000_000) == [0]
    assert fisher([], [], 10, 10).size == 0


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8), st.integers(0, 500))
def test_log_odds_are_fightin_words(counts, more):
    """The log-odds ratio, its error and its prior are those of a plain reading of Monroe et al., term by term."""
    assume(all(x + y for x, y in counts))
    c, d = sum(x for x, _ in counts) + more + 1, sum(y for _, y in counts) + 7
    a0 = min(c, d)
    effect, prior = contrast.log_odds(*map(np.array, zip(*counts, strict=True)), c, d)
    for row, (x, y) in enumerate(counts):
        alpha = a0 * (x + y) / (c + d)
        odds_first = (x + alpha) / (c + a0 - x - alpha)
        odds_second = (y + alpha) / (d + a0 - y - alpha)
        assert prior[row] == pytest.approx(alpha)
        assert effect.value[row] == pytest.approx(math.log(odds_first) - math.log(odds_second), abs=1e-9)
        assert effect.error[row] == pytest.approx(math.sqrt(1 / (x + alpha) + 1 / (y + alpha)))
        assert effect.high[row] - effect.value[row] == pytest.approx(1.959964 * effect.error[row])


@given(tables())
def test_a_prior_only_ever_makes_differences_smaller(numbers):
    """The log-odds ratio with the prior lies between none and the plain one, on the same side as the other measures."""
    a, b, c, d = numbers
    value = contrast.log_odds(*arrays(a, b), c, d)[0].value[0]
    assert value * (a * d - b * c) >= -1e-9
    if 0 < a < c and 0 < b < d:
        plain = math.log(a / (c - a)) - math.log(b / (d - b))
        assert abs(value) <= abs(plain) + 1e-9


@given(tables())
def test_sides_can_be_exchanged(numbers):
    """With the two texts exchanged, effects change their sign and tests stay as they are."""
    a, b, c, d = numbers
    for measure in (contrast.g2, contrast.g2_4, contrast.chi2, fisher):
        assert measure(*arrays(a, b), c, d) == pytest.approx(measure(*arrays(b, a), d, c), abs=1e-9)
    for effect in (contrast.log_ratio, lambda *n: contrast.log_odds(*n)[0]):
        one, other = effect(*arrays(a, b), c, d), effect(*arrays(b, a), d, c)
        assert one.value == pytest.approx(-other.value, abs=1e-9)
        assert one.low == pytest.approx(-other.high, abs=1e-9)
