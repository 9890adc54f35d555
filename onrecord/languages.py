"""Languages whose words are known well enough to be left out or grouped, and which of them a text is in.

Separate from the words because a word is cut the same way in every language; what says little is a list's business.
The same lists tell the language: half of all that is said are function words, and no two languages share many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.datafiles import data_path
from onrecord.kept import KEPT
from onrecord.tokens import fold

if TYPE_CHECKING:
    from onrecord.table import TurnTable

LANGUAGES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "uk": "Ukrainian",
    "ru": "Russian",
}
"""Code (ISO 639-1) → name, of the languages that have a list of stop words."""
_LISTS = {"en": ("en", "briefing")}

FEWEST_WORDS = 10
"""In fewer words chance decides. Of ten words of real Catalan debate one stretch in twelve is taken for Spanish, of
fifty one in a hundred."""
LEAST_SHARE = 0.4
"""A text is in a language when its list holds so many of the words: of real talk it held 0.44 to 0.78 …"""
LEAST_RATIO = 2.0
"""… and so many times as many as any other list: a Catalan text holds 0.28 Spanish words, but also 0.22 French ones."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """Terms of ``language`` (a code) that say how people speak rather than what about; none for an unknown one."""
    if language not in LANGUAGES:
        return frozenset()
    return frozenset(fold([word for name in _LISTS.get(language, (language,)) for word in _words(name)]))


def detected(table: TurnTable) -> str:
    """Code of the language that ``table`` is in; "" where none of ``LANGUAGES`` fits.

    It fits when the table has ``FEWEST_WORDS``, the list of stop words holds ``LEAST_SHARE`` of them, and
    ``LEAST_RATIO`` times as many as every other list. A text half in one language and half in another is in none; one
    with a few quotations in another is in its own. Galician and Asturian are so close to Spanish that up to a hundred
    words of them can be taken for it.
    """
    found = shares(table)
    best, second = sorted(found, key=lambda code: -found[code])[:2]
    fits = found[best] >= LEAST_SHARE and found[best] >= LEAST_RATIO * found[second]
    return best if fits and table.token_term.size >= FEWEST_WORDS else ""


def shares(table: TurnTable) -> dict[str, float]:
    """Code of each language → share (0–1) of the table's words that are in its list of stop words; NaN of no words.

    The shares do not add up to 1: one word can be in several lists ("in", "a") or in none. Counted over the vocabulary
    at the first call, and kept for all tables in which the same is said.
    """
    return dict(KEPT.get((table.words_key, "shares"), lambda: _shares(table)))


def _shares(table: TurnTable) -> dict[str, float]:
    count = np.bincount(table.token_term, minlength=table.vocabulary.size)
    total, codes = table.token_term.size, table.term_codes
    listed = {code: [codes[word] for word in stop_words(code) if word in codes] for code in LANGUAGES}
    return {code: float(count[words].sum()) / total if total else math.nan for code, words in listed.items()}


def _words(name: str) -> Iterator[str]:
    for line in data_path("stopwords", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        yield from line.partition("#")[0].split()
