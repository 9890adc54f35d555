"""Which of the commonest terms are said together in a sentence more often than chance would have it: the links of a
network, drawn by ``onrecord.term_map``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from onrecord import association
from onrecord.fisher import fisher
from onrecord.methods import Method
from onrecord.phrases import Inventory, Unit, inventory
from onrecord.significance import fdr
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = (
    "term", "other", "together", "term_sentences", "other_sentences", "sentences", "expected", "association", "p",
    "p_adjusted", "compared",
)  # fmt: skip

FALSE_LINKS = 0.05
"""Of the links so large a part, at most, is expected to be chance."""

_SENTENCES = "c sentences have both terms, wᵢ the one and wⱼ the other, of S sentences."

METHODS = {
    "expected": Method(
        title="Expected by chance",
        formula=f"wᵢ·wⱼ/S. {_SENTENCES}",
        worked="{term_sentences}·{other_sentences}/{sentences} = {expected:.3g}",
        source="van Eck & Waltman 2009, Journal of the American Society for Information Science and Technology "
        "60:1635–1651",
        cautions=("A long sentence has more room for both terms.",),
    ),
    "association": Method(
        title="Association strength",
        formula=f"S·c/(wᵢ·wⱼ): how many times as often as by chance. {_SENTENCES} Of the usual measures it is the one "
        "that takes the terms' own frequency out of the count of meetings; cosine, Dice and Jaccard leave it in.",
        worked="{sentences}·{together}/({term_sentences}·{other_sentences}) = {association:.2f}",
        source="van Eck & Waltman 2009, Journal of the American Society for Information Science and Technology "
        "60:1635–1651 (without their constant); the ratio of observed and expected, as MI without its logarithm",
        cautions=(
            "Rarer terms reach higher values: read how often they are together.",
            "Two words of one name or set phrase are together whatever is said of it.",
        ),
    ),
    "p_adjusted": Method(
        title="p value adjusted for the number of pairs",
        formula="Fisher's exact test (two-sided) of c, wᵢ, wⱼ and S; then the false discovery rate over all pairs of "
        "the terms compared: the k-th smallest of m p values times m/k, none larger than the one after it. A link has "
        "less than 0.05, so that at most one link in twenty is expected to be chance.",
        worked="p = {p:.3g}; among {compared} pairs: {p_adjusted:.3g}",
        source="Fisher 1934, Statistical Methods for Research Workers, 5th ed., § 21.02; Benjamini & Hochberg 1995, "
        "Journal of the Royal Statistical Society B 57:289–300",
        cautions=("It takes sentences as independent; one speech on one matter has many alike, so p is too small.",),
    ),
}


def term_network(
    table: TurnTable,
    mask: BoolArray,
    *,
    unit: Unit = "words",
    language: str = "",
    without: frozenset[str] = frozenset(),
    terms: int = 40,
    least: int = 3,
    limit: int | None = 80,
) -> pd.DataFrame:
    """The links among the ``terms`` terms said most often in the sentences of ``mask`` (bool, S), the strongest first,
    at most ``limit``.

    ``unit`` and ``without`` are those of ``frequency``. Two terms are linked if at least ``least`` sentences have both,
    more than by chance, and chance would so rarely give as many that the adjusted p value is below ``FALSE_LINKS``.
    Phrases that share a word are never linked: they are often one stretch of text.

    * ``term``, ``other``: the one said more often first; ``together``: selected sentences with both;
    * ``term_sentences``, ``other_sentences``, ``sentences``: those with the one, with the other, and all with a word;
    * ``expected``, ``association``: how many would have both by chance, and how many times as many do;
    * ``p``, ``p_adjusted`` among all pairs ``compared``.

    A term without a link is in no row. The sentences behind a row are those that have both terms.
    """
    things = inventory(table, unit, language)
    code = _commonest(things, mask, without, terms)
    said = _sentences(things, mask, code)
    total = int(np.count_nonzero(table.sentence_words[mask]))
    counts = (said @ said.T).toarray()
    one, other = np.triu_indices(code.size, 1)
    apart = ~_overlap(things, code)[one, other]
    one, other = one[apart], other[apart]
    together, alone = counts[one, other], counts.diagonal()
    p = np.ones(one.size)
    for node in range(code.size):  # at most as many as there are terms
        pairs = np.flatnonzero(one == node)
        if pairs.size:
            seen, of = together[pairs], alone[other[pairs]]
            p[pairs] = fisher(seen, of - seen, int(alone[node]), total - int(alone[node]))
    chance = association.expected(alone[one], alone[other], total)
    adjusted = fdr(p)
    linked = np.flatnonzero((together >= max(least, 1)) & (together > chance) & (adjusted < FALSE_LINKS))
    strength = together[linked] / chance[linked]
    order = linked[np.lexsort((linked, -together[linked], -strength))][:limit]
    names = things.text(code)
    return pd.DataFrame(
        {
            "term": text_column(names[node] for node in one[order].tolist()),
            "other": text_column(names[node] for node in other[order].tolist()),
            "together": together[order],
            "term_sentences": alone[one[order]],
            "other_sentences": alone[other[order]],
            "sentences": np.full(order.size, total, np.int64),
            "expected": chance[order],
            "association": together[order] / chance[order],
            "p": p[order],
            "p_adjusted": adjusted[order],
            "compared": np.full(order.size, one.size, np.int64),
        }
    )


def _commonest(things: Inventory, mask: BoolArray, without: frozenset[str], n: int) -> Int64Array:
    """The things said most often, as ``frequency`` lists them."""
    count = things.count(mask)
    said = np.flatnonzero((count > 0) & things.telling(without))
    if n < said.size:
        said = said[count[said] >= -np.partition(-count[said], max(n - 1, 0))[max(n - 1, 0)]]
    return said[np.argsort(-count[said], kind="stable")][:n]


def _sentences(things: Inventory, mask: BoolArray, code: Int64Array) -> sp.csr_array:
    """Things × sentences: 1 where a selected sentence has the thing."""
    rows = []
    for thing in code.tolist():
        sentence = things.sentences_of(thing)
        sentence = sentence[mask[sentence]]
        rows.append(sentence[np.flatnonzero(np.diff(sentence, prepend=-1))])
    bounds = np.cumsum([0, *(row.size for row in rows)])
    places = np.concatenate([np.zeros(0, np.int64), *rows]).astype(np.int64)
    return sp.csr_array((np.ones(places.size, np.int64), places, bounds), shape=(code.size, mask.size))


def _overlap(things: Inventory, code: Int64Array) -> BoolArray:
    """Which of the things share a word."""
    words = things.words(code)
    said = sp.csr_array(
        (np.ones(words.size, np.int64), (np.repeat(np.arange(code.size), words.shape[1]), words.ravel() + 1)),
        shape=(code.size, int(words.max(initial=-1)) + 2),
    )
    said = said[:, 1:]  # without the places that shorter phrases do not have
    share: BoolArray = (said @ said.T).toarray() > 0
    return share
