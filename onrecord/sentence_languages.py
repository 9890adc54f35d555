"""The language of every sentence, for rules that read words of one language only: names of countries, dates, figures.

Separate from ``languages``, which names the one language of a whole table and is careful to say none: here a
parliament may change its language from turn to turn, and a rule must pick the likeliest one for each sentence.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.datafiles import data_path
from onrecord.kept import KEPT
from onrecord.languages import LANGUAGES, stop_words
from onrecord.tokens import fold, read_only

if TYPE_CHECKING:
    from onrecord.table import Float64Array, TurnTable
    from onrecord.tokens import BoolArray

OTHERS = ("pt", "it", "nl", "pl", "tr", "ca")
"""Languages without a list of stop words, known by a few words each (``data/gazetteers/function-words.txt``)."""
CODES = (*LANGUAGES, *OTHERS)
"""Languages by code (ISO 639-1); the index is the value of ``sentence_languages``."""
ENGLISH = CODES.index("en")

_NEIGHBOURS = 4
_FEWEST = 12
_LEAST_SHARE = 0.15
"""Turkish and Polish say with endings what others say with words of their own."""
_LEAST_SHARE_OF_ALL = 0.05
_LEAST_RATIO = 1.6


def sentence_languages(table: TurnTable) -> npt.NDArray[np.int8]:
    """Index into ``CODES`` for each sentence (int8, S): that of the words around it, else that of its transcript.

    Eight sentences around decide where they hold twelve words or more, of which one in seven is a function word of one
    language and clearly fewer of any other. A transcript in none of the languages counts as English, whose forms are
    the most international. Kept for all tables in which the same is said.
    """
    return KEPT.get((table.words_key, "sentence languages"), lambda: _sentence_languages(table))


def _sentence_languages(table: TurnTable) -> npt.NDArray[np.int8]:
    n = table.sentence_turn.size
    if not n:
        return read_only(np.zeros(0, np.int8))
    transcript = table.turn_transcript[table.sentence_turn]
    edges = np.concatenate([[0], np.flatnonzero(np.diff(transcript)) + 1, [n]])
    low, high = edges[:-1].repeat(np.diff(edges)), edges[1:].repeat(np.diff(edges))
    at = np.arange(n)
    low, high = np.maximum(at - _NEIGHBOURS, low), np.minimum(at + _NEIGHBOURS + 1, high)
    words = np.concatenate([[0], table.sentence_offset[1:]])
    best, second, language = np.zeros(n), np.zeros(n), np.zeros(n, np.int8)
    of_text = np.zeros((len(CODES), edges.size - 1))
    for code in range(len(CODES)):  # one language at a time, so that a long table needs no matrix of all
        count = np.concatenate([[0], np.cumsum(_known(code, table)[table.token_term])])[table.sentence_offset]
        of_text[code] = np.diff(count[edges])
        here = (count[high] - count[low]).astype(np.float64)
        better = here > best
        second = np.maximum(np.where(better, best, here), second)
        best[better], language[better] = here[better], code
    around = words[high] - words[low]
    clear = (around >= _FEWEST) & (best >= _LEAST_SHARE * around) & (best >= _LEAST_RATIO * second)
    return read_only(np.where(clear, language, _whole(of_text, np.diff(words[edges])).repeat(np.diff(edges))))


def _whole(counts: Float64Array, n_words: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
    """The language of each transcript, English where none fits or a few words are shared with it."""
    most = counts.max(axis=0)
    fits = (most >= _LEAST_SHARE_OF_ALL * n_words) & (most >= _LEAST_RATIO * counts[ENGLISH])
    return np.where(fits, counts.argmax(axis=0), ENGLISH).astype(np.int8)


def _known(code: int, table: TurnTable) -> BoolArray:
    """Which terms of the vocabulary are function words of a language."""
    known = np.zeros(table.vocabulary.size, np.bool_)
    codes = table.term_codes
    known[[codes[word] for word in function_words(CODES[code]) if word in codes]] = True
    return known


@cache
def function_words(language: str) -> frozenset[str]:
    """Terms that tell a language."""
    return stop_words(language) if language in LANGUAGES else _listed()[language]


@cache
def _listed() -> dict[str, frozenset[str]]:
    listed = {}
    for line in data_path("gazetteers", "function-words.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            code, _, words = line.partition("|")
            listed[code.strip()] = frozenset(fold(words.split()))
    return listed
