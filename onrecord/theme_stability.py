"""How firm themes are: found again in parts of the text, or not.

Separate from the themes because it takes as long as finding them several times over, so it is asked for apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.factorisation import factorised
from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.stretches import documents_of
from onrecord.themes import LISTED_TERMS, find_themes, how_many, leading_themes
from onrecord.tokens import Int64Array

if TYPE_CHECKING:
    from onrecord.table import TurnTable


@dataclass(frozen=True, slots=True)
class Stability:
    """How far themes come again when a fifth of the stretches is left out and the search starts elsewhere."""

    agreement: tuple[float, ...]
    """Of each run, the adjusted Rand index of its stretches' leading themes with those of all: 1 the same, 0 chance."""
    found_again: tuple[int, ...]
    """Of each theme, in how many runs one has at least half of its listed terms."""


def theme_stability(table: TurnTable, *, n: int | None = None, language: str = "", runs: int = 5) -> Stability:
    """How far the themes of ``find_themes`` come again: each run leaves out another fifth of the stretches.

    Takes ``runs`` times as long as finding them; kept like them. Nothing where there are no themes.
    """
    language = language or detected(table)
    key = (table.words_key, "stability", n, language, runs)
    return KEPT.get(key, lambda: _measured(table, n, language, runs))


def _measured(table: TurnTable, n: int | None, language: str, runs: int) -> Stability:
    themes = find_themes(table, n=n, language=language)
    if themes.note:
        return Stability((), ())
    documents = documents_of(table, language)
    sample, n = documents.matrix[documents.sample], n or how_many(documents)
    lead = leading_themes(*factorised(sample, n))
    agreement, again = [], [0] * len(themes.terms)
    chance = np.random.default_rng(0)
    for run in range(runs):
        kept = np.sort(chance.choice(sample.shape[0], sample.shape[0] * 4 // 5, replace=False))
        w, h = factorised(sample[kept], n, seed=run + 1)
        agreement.append(adjusted_rand(lead[kept], leading_themes(w, h)))
        leading = documents.terms[np.argsort(-h, axis=1, kind="stable")[:, :LISTED_TERMS]]
        found = [set(table.vocabulary[terms]) for terms in leading]
        for at, terms in enumerate(themes.terms):
            again[at] += any(2 * len(other & set(terms)) >= len(terms) for other in found)
    return Stability(tuple(agreement), tuple(again))


def adjusted_rand(first: Int64Array, second: Int64Array) -> float:
    """How alike two sortings of the same things are: 1 the same whatever the sorts are called, 0 as by chance.

    (Σ C(nᵢⱼ,2) − E) / (½(Σ C(aᵢ,2) + Σ C(bⱼ,2)) − E), E = ΣC(aᵢ,2)·ΣC(bⱼ,2) / C(n,2). Hubert & Arabie 1985, Journal of
    Classification 2:193-218. 1 where both put everything together, or nothing.
    """
    _, a = np.unique(first, return_inverse=True)
    _, b = np.unique(second, return_inverse=True)
    cells = np.unique(a * (int(b.max(initial=0)) + 1) + b, return_counts=True)[1]
    both, of_a, of_b = (float((c * (c - 1) / 2).sum()) for c in (cells, np.bincount(a), np.bincount(b)))
    pairs = a.size * (a.size - 1) / 2
    expected = of_a * of_b / pairs if pairs else 0.0
    most = (of_a + of_b) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
