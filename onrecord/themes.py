"""Themes: what a text is about by its own words, found without a lexicon.

Separate from the topics because no list says what to look for: words that are used in the same stretches of talk make a
theme. They are factors of the stretches' TF-IDF; a sentence is on a theme of its stretch if it holds some of that
theme's words, which are what the reader can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from onrecord.factorisation import Float64Array, factorised, weights
from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.stretches import Documents, documents_of
from onrecord.tokens import BoolArray, Int64Array, read_only
from onrecord.topics import Topics

if TYPE_CHECKING:
    from onrecord.table import TurnTable

FEWEST_WORDS = 3_000
"""In fewer words there are some thirty stretches, and themes are what happened to be said twice."""
FEWEST_THEMES, MOST_THEMES = 3, 12
LISTED_TERMS, KEY_TERMS = 10, 30
"""Terms that a theme is shown by and its coherence is measured on; terms that give a sentence the theme."""
NAMING_TERMS = 2
"""Terms that a theme is called by where no topic is clearly its own: more are cut off beside a figure."""

_LEAST_PART = 0.2
"""A theme is in a stretch when its part there is so much of the leading one's."""
_CLEAR_SHARE, _CLEAR_LIFT = 0.4, 2.0
"""A theme is called as a topic that so many of its sentences have, and so many times as many as all sentences."""


@dataclass(frozen=True, eq=False)
class Themes:
    """The themes of a table, the one with the most sentences first. Tuples run over themes."""

    found: Topics
    """The sentences of each theme, with the words that gave them: like a topic's, but that a sentence has at most one.
    ``found.names`` are the themes' names."""
    terms: tuple[tuple[str, ...], ...]
    """The leading ``LISTED_TERMS`` terms of each theme."""
    coherence: tuple[float, ...]
    """Mean NPMI of each two of these terms over the stretches: 1 always together, 0 by chance, -1 never."""
    note: str = ""
    """Why there are none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the themes."""
        return self.found.names

    @property
    def keys(self) -> tuple[str, ...]:
        """What each theme is known by whatever it is called: its listed terms."""
        return tuple(", ".join(terms) for terms in self.terms)

    def sentences_of(self, name: str) -> BoolArray:
        """Which sentences are on the theme ``name``; none for a name that no theme has."""
        return self.found.sentences_of(name)

    def named(self, topics: Topics, renamed: Mapping[str, str] | None = None) -> Themes:
        """The same themes, called as the topic of the lexicon that is clearly theirs, else by their first two terms;
        one whose key is in ``renamed`` as that says.
        """
        counts = (self.found.matrix.astype(np.int64).T @ topics.matrix.astype(np.int64)).toarray()
        own = np.bincount(self.found.matrix.indices, minlength=len(self.terms))
        share = counts / np.maximum(own, 1)[:, None]
        everywhere = np.bincount(topics.matrix.indices, minlength=len(topics.names)) / max(topics.n_sentences, 1)
        share[share < np.maximum(_CLEAR_SHARE, _CLEAR_LIFT * everywhere)] = 0
        names = []
        for key, terms, of in zip(self.keys, self.terms, share, strict=True):
            plain = topics.names[int(of.argmax())] if of.any() else ", ".join(terms[:NAMING_TERMS])
            names.append((renamed or {}).get(key, plain))
        names = [
            name if names.count(name) == 1 else f"{name}: {of[0]}" for name, of in zip(names, self.terms, strict=True)
        ]
        return replace(self, found=replace(self.found, names=_unlike(names)))


def find_themes(table: TurnTable, *, n: int | None = None, language: str = "") -> Themes:
    """The themes of a table: ``n`` of them, or √(stretches/2) between 3 and 12 (the rule of thumb of Mardia, Kent &
    Bibby 1979, Multivariate Analysis, p. 365), from words that are not stop words of ``language`` (a code; "" for the
    one detected). None below ``FEWEST_WORDS``: the note says so.

    Found at the first call and kept for all tables in which the same is said. One text always has the same themes; of a
    long one every so-manieth stretch is looked at and the rest sorted into what was found. Themes are words that
    come together, and what they mean is the reader's to say; other numbers of themes cut the same talk otherwise.
    """
    language = language or detected(table)
    return KEPT.get((table.words_key, "themes", n, language), lambda: _found(table, n, language))


def _found(table: TurnTable, n: int | None, language: str) -> Themes:
    n_words = table.token_term.size
    if n_words < FEWEST_WORDS:
        return _none(table, f"Too little text: themes need {FEWEST_WORDS:,} words, and here are {n_words:,}.")
    documents = documents_of(table, language)
    n = n or how_many(documents)
    if n >= min(documents.sample.size, documents.terms.size):
        return _none(table, "Too few words are said in several places for themes to be found.")
    _, h = factorised(documents.matrix[documents.sample], n)
    part = weights(documents.matrix, h) * np.linalg.norm(h, axis=1)
    ranked = [of[h[at, of] > 0] for at, of in enumerate(np.argsort(-h, axis=1, kind="stable"))]
    sentence, theme, token = _placed(table, documents, part, h, [of[:KEY_TERMS] for of in ranked])
    size = np.bincount(theme[np.unique(sentence, return_index=True)[1]], minlength=n)
    order = np.argsort(-size, kind="stable")[: np.count_nonzero(size)]  # one without a sentence is none
    terms = [tuple(table.vocabulary[documents.terms[ranked[at][:LISTED_TERMS]]].tolist()) for at in order]
    coherence = tuple(_coherence(documents.matrix[:, ranked[at][:LISTED_TERMS]]) for at in order)
    names = _unlike([", ".join(listed[:NAMING_TERMS]) for listed in terms])
    place = np.empty(n, np.int64)
    place[order] = np.arange(order.size)
    entries, entry = np.unique(place[theme] * table.vocabulary.size + table.token_term[token], return_inverse=True)
    of, word = np.divmod(entries, table.vocabulary.size)
    found = Topics(
        names=names,
        descriptions=tuple(", ".join(listed) for listed in terms),
        entries=tuple((names[o], w) for o, w in zip(of.tolist(), table.vocabulary[word].tolist(), strict=True)),
        hit_sentence=read_only(sentence.astype(np.int32)),
        hit_topic=read_only(place[theme].astype(np.int32)),
        hit_entry=read_only(entry.astype(np.int32)),
        hit_start=read_only(table.token_start[token]),
        hit_end=read_only(table.token_end[token]),
        n_sentences=table.sentence_turn.size,
    )
    return Themes(found, tuple(terms), coherence)


def how_many(documents: Documents) -> int:
    """How many themes a text has by the rule of thumb."""
    return int(np.clip(round(np.sqrt(documents.sample.size / 2)), FEWEST_THEMES, MOST_THEMES))


def leading_themes(w: Float64Array, h: Float64Array) -> Int64Array:
    """The theme with the greatest part in each stretch; -1 where none has any."""
    part = w * np.linalg.norm(h, axis=1)
    return np.where(part.max(axis=1) > 0, part.argmax(axis=1), -1)


def _placed(
    table: TurnTable, documents: Documents, part: Float64Array, h: Float64Array, keys: list[Int64Array]
) -> tuple[Int64Array, Int64Array, Int64Array]:
    """Sentence, theme and token of each place where a sentence holds a key term of its theme, in the order of the text.

    Of the themes that are in its stretch, a sentence has that whose key terms weigh most in it.
    """
    column = np.full(table.vocabulary.size, documents.terms.size)
    column[documents.terms] = np.arange(documents.terms.size)
    present = (part >= _LEAST_PART * part.max(axis=1, keepdims=True)) & (part > 0)
    weighed = np.zeros((table.sentence_turn.size, len(keys)))
    found = []
    for theme, of in enumerate(keys):
        weight = np.zeros(documents.terms.size + 1)
        weight[of] = h[theme, of]
        token = np.flatnonzero(weight[column][table.token_term])
        sentence = table.token_sentence[token]
        inside = present[documents.block[sentence], theme]
        token, sentence = token[inside], sentence[inside]
        in_sentence = np.bincount(sentence, weight[column[table.token_term[token]]], minlength=weighed.shape[0])
        weighed[:, theme] = in_sentence * part[documents.block, theme]
        found.append(token)
    best = weighed.argmax(axis=1)
    token = np.concatenate([at[best[table.token_sentence[at]] == theme] for theme, at in enumerate(found)])
    token.sort()
    placed = table.token_sentence[token].astype(np.int64)
    return placed, best[placed], token


def _coherence(matrix: sp.csr_array) -> float:
    """Mean NPMI of each two terms (columns), a stretch (row) being where they meet; NaN of fewer than two."""
    holds = (matrix > 0).astype(np.float64)
    together = (holds.T @ holds).toarray()
    alone = np.diag(together)
    first, second = np.triu_indices(alone.size, 1)
    pairs = npmi(together[first, second], alone[first], alone[second], matrix.shape[0])
    return float(pairs.mean()) if pairs.size else float("nan")


def npmi(together: Float64Array, first: Float64Array, second: Float64Array, total: int) -> Float64Array:
    """Normalised pointwise mutual information of two things that are in ``first`` and ``second`` of ``total`` places,
    and in ``together`` at once: ln(p₁₂/(p₁·p₂)) / −ln p₁₂; −1 where they never meet, 1 where both are in every place.

    Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction", GSCL.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = together / total
        value = np.log(p * total * total / (first * second)) / -np.log(p)
    return np.where(together == 0, -1.0, np.where(together == total, 1.0, value))


def _unlike(names: list[str]) -> tuple[str, ...]:
    """The names, a repeated one with its number."""
    return tuple(
        f"{name} ({names[: at + 1].count(name)})" if name in names[:at] else name for at, name in enumerate(names)
    )


def _none(table: TurnTable, note: str) -> Themes:
    none = read_only(np.zeros(0, np.int32))
    return Themes(Topics((), (), (), none, none, none, none, none, table.sentence_turn.size), (), (), note)
