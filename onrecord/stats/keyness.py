"""Which terms tell a selection from the rest, or from another selection: key words, with the evidence for each."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import erfc

from onrecord import contrast
from onrecord.fisher import fisher
from onrecord.intervals import wilson
from onrecord.methods import Method
from onrecord.phrases import Inventory, Unit, inventory
from onrecord.significance import Correction, adjusted
from onrecord.stats.reach import reach
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array, StrArray

Measure = Literal["log_odds", "g2", "g2_4", "chi2", "fisher", "log_ratio"]

COLUMNS = (
    "term", "n_words", "side", "count", "reference_count", "words", "reference_words",
    "per_1000", "per_1000_low", "per_1000_high", "reference_per_1000", "reference_per_1000_low",
    "reference_per_1000_high", "expected", "reference_expected",
    "log_odds", "log_odds_low", "log_odds_high", "z", "prior", "prior_words",
    "g2", "g2_4", "chi2", "fisher_p", "log_ratio", "log_ratio_low", "log_ratio_high",
    "test", "p", "p_adjusted", "p_rank", "compared", "enough", "smallest_p",
    "turns", "speakers", "reference_turns", "reference_speakers",
)  # fmt: skip

TELLING_P = 0.01
"""The p value that a term must be able to reach at all for its difference to be worth reading."""
COMMON_PER_1000 = 10
"""The rate of what a text is about: few nouns and names are commoner even in a speech on nothing else."""

_SMALLEST = np.finfo(np.float64).tiny

_INDEPENDENT = (
    "It takes each word as drawn independently. Words come in clusters, so p is too small: look at turns and speakers "
    "(Lijffijt et al. 2016, Digital Scholarship in the Humanities 31:374–397)."
)
_GROWS = "It grows with the amount of text and tells how sure a difference is, not how large."
_NO_SIGN = "It has no sign: the side of the row says who says it more."

METHODS = {
    "per_1000": Method(
        title="Rate per 1,000 words on both sides, with 95 % intervals",
        formula="1000·a/c and 1000·b/d, where a and b are how often the two sides say the term, c and d all their "
        "words. The intervals are Wilson's.",
        worked="1000·{count}/{words} = {per_1000:.2f} ({per_1000_low:.2f} to {per_1000_high:.2f}) against "
        "1000·{reference_count}/{reference_words} = {reference_per_1000:.2f} "
        "({reference_per_1000_low:.2f} to {reference_per_1000_high:.2f})",
        source="Wilson 1927, Journal of the American Statistical Association 22:209–212",
        cautions=(
            "The intervals take each word as drawn independently; words come in clusters, so they are too narrow.",
            "Stop words left out of the list still count among the words.",
        ),
    ),
    "log_odds": Method(
        title="Log-odds ratio with an informative prior",
        formula="δ = ln[(a + α)/(c + α₀ − a − α)] − ln[(b + α)/(d + α₀ − b − α)], with α = α₀·(a + b)/(c + d) and "
        "α₀ the words of the shorter side; 95 % interval δ ± 1.96·√(1/(a + α) + 1/(b + α)).",
        worked="ln[({count} + {prior:.3f})/({words} + {prior_words} − {count} − {prior:.3f})] − "
        "ln[({reference_count} + {prior:.3f})/"
        "({reference_words} + {prior_words} − {reference_count} − {prior:.3f})] "
        "= {log_odds:.3f}, from {log_odds_low:.3f} to {log_odds_high:.3f}",
        source="Monroe, Colaresi & Quinn 2008, Political Analysis 16:372–403. They leave α₀ open; our "
        "choice is the length of the shorter side, so that a prior never outweighs what a side said",
        cautions=("The prior draws every term towards no difference: ratios are larger than shown.", _INDEPENDENT),
    ),
    "z": Method(
        title="z score of the log-odds ratio",
        formula="z = δ/√(1/(a + α) + 1/(b + α)).",
        worked="{log_odds:.3f}/√(1/({count} + {prior:.3f}) + 1/({reference_count} + {prior:.3f})) = {z:.2f}",
        source="Monroe, Colaresi & Quinn 2008, Political Analysis 16:372–403",
        cautions=(
            "It ranks. It is of the shrunken ratio, so no p value is taken from it: it would be far too cautious.",
            _GROWS,
            _INDEPENDENT,
        ),
    ),
    "g2": Method(
        title="Log-likelihood G², two terms",
        formula="G² = 2·[a·ln(a/E₁) + b·ln(b/E₂)], with E₁ = c·(a + b)/(c + d) and E₂ = d·(a + b)/(c + d); a count of "
        "0 adds 0.",
        worked="2·[{count}·ln({count}/{expected:.4g}) + "
        "{reference_count}·ln({reference_count}/{reference_expected:.4g})] = {g2:.2f}",
        source="Rayson & Garside 2000, ACL workshop on Comparing Corpora, 1–6; as UCREL's calculator has it",
        cautions=(_GROWS, _NO_SIGN, _INDEPENDENT),
    ),
    "g2_4": Method(
        title="Log-likelihood G², four terms",
        formula="G² = 2·Σ O·ln(O/E) over the term and all other words of both sides; AntConc's default.",
        worked="2·[{count}·ln({count}/{expected:.4g}) + "
        "{reference_count}·ln({reference_count}/{reference_expected:.4g}) + "
        "({words} − {count})·ln(({words} − {count})/({words} − {expected:.4g})) + "
        "({reference_words} − {reference_count})·ln(({reference_words} − {reference_count})/"
        "({reference_words} − {reference_expected:.4g}))] = {g2_4:.2f}",
        source="Dunning 1993, Computational Linguistics 19:61–74",
        cautions=(_GROWS, _NO_SIGN, _INDEPENDENT),
    ),
    "chi2": Method(
        title="Pearson's χ², without Yates' correction",
        formula="χ² = N·[a·(d − b) − b·(c − a)]²/[(a + b)·(N − a − b)·c·d] with N = c + d.",
        worked="({words} + {reference_words})·[{count}·({reference_words} − {reference_count}) − "
        "{reference_count}·({words} − {count})]²/[({count} + {reference_count})·"
        "({words} + {reference_words} − {count} − {reference_count})·{words}·{reference_words}] = {chi2:.2f}",
        source="Pearson 1900, Philosophical Magazine 50:157–175",
        cautions=(
            "Where a count is expected below 5 it is too large for rare terms; p is then Fisher's.",
            _GROWS,
            _NO_SIGN,
            _INDEPENDENT,
        ),
    ),
    "fisher_p": Method(
        title="Fisher's exact test, two-sided",
        formula="The sum of the chances of all ways to deal the term's uses to c and d words that are no likelier than "
        "the one seen.",
        worked="{count} : {reference_count} of {words} : {reference_words} words, p = {fisher_p:.3g}",
        source="Fisher 1934, Statistical Methods for Research Workers, 5th ed., § 21.02; as scipy.stats.fisher_exact",
        cautions=(_INDEPENDENT,),
    ),
    "log_ratio": Method(
        title="Log Ratio",
        formula="log₂[(a/c)/(b/d)], with 0.5 for a count of 0: each point more is twice the ratio. 95 % interval "
        "± 1.96·√(1/a − 1/c + 1/b − 1/d)/ln 2.",
        worked="log₂[({count}/{words})/({reference_count}/{reference_words})] = {log_ratio:.2f}, "
        "from {log_ratio_low:.2f} to {log_ratio_high:.2f} (0.5 for a count of 0)",
        source="Hardie 2014, Log Ratio: an informal introduction; interval Katz, Baptista, Azen & Pike 1978, "
        "Biometrics 34:469–474",
        cautions=(
            "It tells how large a difference is, not how sure: words said once score high.",
            "With a count of 0 it and its interval rest on the made-up 0.5.",
            "A list by it is ranked by the end of the interval that is nearest to 0, so that chance finds stand low.",
        ),
    ),
    "p": Method(
        title="p value",
        formula="The chance of a difference at least as large, were the rate the same on both sides. It is that of the "
        "chosen measure: by χ² with one degree of freedom for G² and χ², Fisher's where a cell is expected below 5. "
        "The log-odds ratio and Log Ratio, which say how large a difference is, take that of G² with four terms.",
        worked="p = {p:.3g} ({test})",
        source="Cochran 1954, Biometrics 10:417–451 (expectations below 5)",
        cautions=("It is not the chance that there is no difference, and not how large it is.", _INDEPENDENT),
    ),
    "p_adjusted": Method(
        title="p value adjusted for the number of terms",
        formula="Holm: the k-th smallest of m p values times m − k + 1, none smaller than the one before it. False "
        "discovery rate: times m/k, none larger than the one after it. At most 1. m counts all terms that either side "
        "says but those left out of the list.",
        worked="p = {p:.3g}, number {p_rank} of {compared}: {p_adjusted:.3g}",
        source="Holm 1979, Scandinavian Journal of Statistics 6:65–70; Benjamini & Hochberg 1995, Journal of the Royal "
        "Statistical Society B 57:289–300",
        cautions=(
            "Another list (other stop words, phrases for words) makes another m and other values.",
            "Holm bounds the chance of even one false finding; the false discovery rate bounds their part of all.",
        ),
    ),
    "enough": Method(
        title="Enough text to say",
        formula="Whether a term of so many uses could reach p < 0.01 at all: Fisher's p, were as many of them as can "
        "be on the side that says it more.",
        worked="{count} + {reference_count} uses can at most reach p = {smallest_p:.3g}",
        source="Tarone 1990, Biometrics 46:515–522 (the smallest p attainable)",
        cautions=("Enough to tell is not told: read p_adjusted and the intervals.",),
    ),
}


def keyness(
    table: TurnTable,
    mask: BoolArray,
    *,
    reference: BoolArray | None = None,
    unit: Unit = "words",
    language: str = "",
    measure: Measure = "log_odds",
    without: frozenset[str] = frozenset(),
    correction: Correction = "holm",
    limit: int | None = 50,
) -> pd.DataFrame:
    """The terms that tell the sentences of ``mask`` (bool, S) from those of ``reference`` (bool, S; None for all
    others) the most: up to ``limit`` of each ``side``, "target" then "reference", the strongest first.

    A sentence in both is the target's and left out of the reference: no word may be on both sides of a comparison.
    ``unit`` and ``without`` are those of ``frequency``. A term said at the same rate on both sides is on neither.

    * ``count``, ``words``, ``per_1000`` and, with ``reference_`` before them, the same of the reference: uses, all
      words (those left out of the list too) and uses per 1,000 words with Wilson's 95 % interval; ``expected`` uses,
      were the rate the same;
    * ``log_odds`` (natural logarithm, 95 % interval), its ``z``, and its ``prior``: α_w of ``prior_words`` α₀;
    * ``g2`` (two terms), ``g2_4``, ``chi2`` (without Yates' correction), ``fisher_p``, ``log_ratio`` (binary
      logarithm, 95 % interval): the other measures, see ``onrecord.contrast``. ``g2``, ``g2_4`` and ``chi2`` have no
      sign; ``side`` has it;
    * ``p`` by ``test`` ("g2", "g2_4", "chi2" or "fisher": the measure's own, that of G² with four terms for the
      log-odds ratio and Log Ratio, but Fisher's where one of the four
      cells is expected below 5); ``p_adjusted`` by ``correction`` for all ``compared`` terms said on either side, of
      which it is number ``p_rank``;
    * ``enough``: whether a term with so few uses could reach p < 0.01 at all, were they all on its side:
      ``smallest_p``;
    * ``turns``, ``speakers``, ``reference_turns``, ``reference_speakers``: how many say it. The tests take words as
      drawn independently and do not see that a key word may be one turn's.

    The strongest are those of the largest |z|, ``g2``, ``g2_4`` or ``chi2``, of the smallest Fisher's p, or of the
    ``log_ratio`` whose interval stays farthest from 0. The columns are those of ``COLUMNS``; a selection with nothing
    to compare it with, or without words, gives no row.
    """
    others = ~mask if reference is None else reference & ~mask
    things = inventory(table, unit, language)
    a = things.count(mask)
    b = things.total - a if reference is None else things.count(others)
    c, d = int(table.sentence_words[mask].sum()), int(table.sentence_words[others].sum())
    said = np.flatnonzero((a + b > 0) & things.telling(without)) if c and d else np.zeros(0, np.int64)
    a, b = a[said], b[said]
    strength, p, test = _tested(measure, a, b, c, d)
    # Which rate is higher, in whole numbers, so that all measures agree on it.
    lean = np.sign(a * d - b * c)
    shown = np.concatenate([_strongest(np.flatnonzero(lean == side), strength, limit) for side in (1, -1)])
    ranks = np.empty(p.size, np.int64)
    ranks[np.argsort(p, kind="stable")] = np.arange(1, p.size + 1)
    decided = {
        "test": text_column(test[shown]),
        "p": p[shown],
        "p_adjusted": adjusted(p, correction)[shown],
        "p_rank": ranks[shown],
        "compared": np.full(shown.size, said.size, np.int64),
    }
    masks = (mask, others)
    return _frame(table, masks, things, said[shown], (a[shown], b[shown], c, d), lean[shown] > 0, decided)


def enough_text(words: int, reference_words: int) -> bool:
    """Whether two texts of so many words are long enough to be told apart by their words.

    They are if the commonest sort of topical term, one said 10 times in 1,000 words by one side and never by the
    other, would reach p < 0.01 in Fisher's exact test, whichever side says it. The rate is our own choice, the idea
    to ask for the smallest p that can be reached Tarone's (1990). Two equally long texts need 800 words each.
    """
    if not words or not reference_words:
        return False
    first, second = (COMMON_PER_1000 * n // 1000 for n in (words, reference_words))
    p = fisher([first, 0], [0, second], words, reference_words)
    return bool((p < TELLING_P).all())


def _tested(
    measure: Measure, a: Int64Array, b: Int64Array, c: int, d: int
) -> tuple[Float64Array, Float64Array, StrArray]:
    """How strongly each term tells the sides apart by the measure, its p value, and the test that it is from."""
    if not a.size:
        return np.zeros(0), np.zeros(0), np.zeros(0, object)
    if measure == "fisher":
        p = fisher(a, b, c, d)
        # Below the smallest number a p is 0, and only another measure tells such terms apart.
        strength = np.where(p > 0, -np.log(np.maximum(p, _SMALLEST)), 1000 + contrast.g2_4(a, b, c, d))
        return strength, p, np.full(a.size, "fisher", object)
    # These two measure how large a difference is, the one shrunken by a prior: how sure it is a test of counts says.
    test = "g2_4" if measure in ("log_odds", "log_ratio") else measure
    score = {"g2": contrast.g2, "g2_4": contrast.g2_4, "chi2": contrast.chi2}[test](a, b, c, d)
    p = erfc(np.sqrt(score / 2))  # χ² with one degree of freedom; chdtrc takes forty times as long
    sparse = contrast.is_sparse(a, b, c, d)
    p[sparse] = fisher(a[sparse], b[sparse], c, d)
    if measure == "log_odds":
        effect, _ = contrast.log_odds(a, b, c, d)
        score = _ratio(np.abs(effect.value), effect.error)
    elif measure == "log_ratio":
        effect = contrast.log_ratio(a, b, c, d)
        score = np.where(effect.value > 0, effect.low, -effect.high)
    return score, p, np.where(sparse, "fisher", test).astype(object)


def _strongest(of: Int64Array, strength: Float64Array, limit: int | None) -> Int64Array:
    """At most ``limit`` of the terms, the strongest first; equals in the order of the inventory."""
    if limit is not None and limit < of.size:
        least = np.partition(strength[of], of.size - limit)[of.size - limit] if limit > 0 else np.inf
        of = of[strength[of] >= least]
    return of[np.argsort(-strength[of], kind="stable")][:limit]


def _frame(
    table: TurnTable,
    masks: tuple[BoolArray, BoolArray],
    things: Inventory,
    code: Int64Array,
    counts: tuple[Int64Array, Int64Array, int, int],
    is_target: BoolArray,
    decided: dict[str, object],
) -> pd.DataFrame:
    a, b, c, d = counts
    nothing = not code.size
    c, d = (1, 1) if nothing else (c, d)  # any sizes: no row is computed of them
    odds, prior = contrast.log_odds(a, b, c, d)
    ratio = contrast.log_ratio(a, b, c, d)
    first, second = contrast.expected(a, b, c, d)
    most = np.where(is_target, np.minimum(a + b, c), a + b - np.minimum(a + b, d))
    # One call for both, which has a cost of its own however few the terms.
    exact = fisher(np.concatenate([a, most]), np.concatenate([b, a + b - most]), c, d)
    fisher_p, smallest = exact[: code.size], exact[code.size :]
    columns: dict[str, object] = {
        "term": text_column(things.text(code)),
        "n_words": things.n_words[code].astype(np.int64) if len(things) else code,
        "side": text_column(np.where(is_target, "target", "reference").tolist()),
        "count": a,
        "reference_count": b,
        "words": np.full(code.size, c, np.int64),
        "reference_words": np.full(code.size, d, np.int64),
        "expected": first,
        "reference_expected": second,
        "log_odds": odds.value,
        "log_odds_low": odds.low,
        "log_odds_high": odds.high,
        "z": _ratio(odds.value, odds.error),
        "prior": prior,
        "prior_words": np.full(code.size, contrast.prior_words(c, d), np.int64),
        "g2": contrast.g2(a, b, c, d),
        "g2_4": contrast.g2_4(a, b, c, d),
        "chi2": contrast.chi2(a, b, c, d),
        "fisher_p": fisher_p,
        "log_ratio": ratio.value,
        "log_ratio_low": ratio.low,
        "log_ratio_high": ratio.high,
        "smallest_p": smallest,
        "enough": smallest < TELLING_P,
        **decided,
    }
    reached = reach(table, masks, things, code)
    for name, count, words, (turns, speakers) in (("", a, c, reached[0]), ("reference_", b, d, reached[1])):
        low, high = wilson(count, words)
        columns[f"{name}per_1000"] = 1000 * count / words
        columns[f"{name}per_1000_low"], columns[f"{name}per_1000_high"] = 1000 * low, 1000 * high
        columns[f"{name}turns"], columns[f"{name}speakers"] = turns, speakers
    return pd.DataFrame({name: columns[name] for name in COLUMNS})


def _ratio(value: Float64Array, error: Float64Array) -> Float64Array:
    """``value / error``; missing where the error is unknown."""
    ratio: Float64Array = np.divide(value, error, out=np.full(value.shape, np.nan), where=error > 0)
    return ratio
