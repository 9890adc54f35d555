"""What words tell where they stand: which are content words, and how many bits each gives after the word before it.

Separate from what is weighed by it. "States" says much, but nothing after "united": what always goes together is one
thing, and two who name it share a thing, no wording.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from onrecord.datafiles import data_path
from onrecord.grams import grams
from onrecord.kept import KEPT
from onrecord.languages import detected, stop_words
from onrecord.lemmas import capitalised
from onrecord.phrase_matcher import PhraseMatcher
from onrecord.surface import surface_of
from onrecord.table import Float64Array, TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, fold, read_only
from onrecord.wording import spread

NAME = 0.25
"""What a word counts that has a capital inside its sentence, or mostly has one inside others: who names the same thing
as somebody else need not have heard him. Not in German, where every noun has one."""


def content_terms(table: TurnTable, without: frozenset[str] = frozenset()) -> BoolArray:
    """Which terms are content words: no numbers, no stop words of the text's language and none of ``without``.

    In a language without a list, words said more than five times that make up more than a 250th of the text are taken
    for stop words.
    """
    content = np.fromiter((not term[0].isdecimal() for term in table.vocabulary), np.bool_, table.vocabulary.size)
    language = detected(table)
    if not language:
        count = np.bincount(table.token_term, minlength=content.size)
        content &= (count <= 5) | (count * 250 <= table.token_term.size)
    content[[table.term_codes[word] for word in stop_words(language) | without if word in table.term_codes]] = False
    return content


def counts(table: TurnTable, content: BoolArray) -> Float64Array:
    """What each word of the text counts, from 0 to 1: nothing if it is no content word or stands in a listed formula
    (``data/formulae``), ``NAME`` if it is part of a name.
    """
    language = detected(table)
    worth = content[table.token_term].astype(np.float64)
    if language != "de":
        worth[KEPT.get((table.words_key, "names"), lambda: _names(table))] *= NAME
    formulae = KEPT.get((table.words_key, "formulae"), lambda: _formulae(language).find(table))
    worth[spread(formulae.first, formulae.n_tokens)[1]] = 0
    return worth


def information(table: TurnTable, place: Int64Array, left_out: Int64Array, opens: BoolArray) -> Float64Array:
    """Bits of the word at each ``place`` (positions), as part of a stretch.

    The smaller of log₂(N/f), of a word said f times among N, and −log₂ p with p = (c − k + f/N)/(b − k + 1), where c is
    how often the word follows the one before it, b how often that one is said, and k how many places are ``left_out``:
    a stretch's own do not tell how its words go together elsewhere. Where it ``opens``, the word before is not asked.
    """
    total = table.token_term.size
    count = np.bincount(table.token_term, minlength=table.vocabulary.size)
    uses, before = count[table.token_term[place]], count[table.token_term[place - 1]]
    together = KEPT.get((table.words_key, "together"), lambda: _together(table))[place]
    chance = (np.maximum(together - left_out, 0) + uses / total) / (np.maximum(before - left_out, 0) + 1)
    alone = np.log2(total / uses)
    return np.where(opens, alone, np.minimum(alone, -np.log2(chance)))


def _together(table: TurnTable) -> Int32Array:
    """How often each word of the text stands behind the one before it, in one sentence; 1 where only here."""
    pairs = grams(table)
    count = np.append(np.diff(pairs.bounds), 1).astype(np.int32)  # the last is that of pairs said once, numbered -1
    found = np.ones(table.token_term.size, np.int32)
    found[1:] = count[pairs.at()[:-1]]
    return read_only(found)


def _names(table: TurnTable) -> BoolArray:
    """Which words of the text are parts of names."""
    surface = surface_of(table)
    return read_only(capitalised(table)[table.token_term] | (surface.capital & surface.telling & ~surface.initial))


@cache
def _formulae(language: str) -> PhraseMatcher:
    path = data_path("formulae") / f"{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if language and path.exists() else []
    phrases = [line.partition("#")[0].split() for line in lines]
    return PhraseMatcher([fold(phrase) for phrase in phrases if phrase])
