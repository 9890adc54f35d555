"""What a person searches: words in a row, with wildcards and lemmas among them, and where it is said.

Separate from the table because it is a small language. A query is words with spaces between them:

* ``ukraine``, ``Prime, minister's``: words, whatever their capitals, possessives and punctuation;
* ``negotiat*``, ``*ship``, ``wom?n``: ``*`` stands for any number of characters, ``?`` for one;
* ``prime * of``: ``*`` alone stands for any one word;
* ``[go]``, ``[fr:aller]``: every form of a lemma, of the language of the text or of one that is named.

What is none of these ("[", "[]") is taken as it would be in a text: as the words in it, if there are any. Everything
that does not depend on places runs over the vocabulary, which is a hundred times shorter than the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np

from onrecord.kept import KEPT
from onrecord.lemmas import lemmas
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, Int64Array, fold, read_only, tokenize

_LEMMA = re.compile(r"\[(?:([a-z]{2,3}):)?([^\[\]*?:]+)\]")
_WILD = re.compile(r"[*?]+")
_LONGEST_PATTERN = 100
"""Characters of a word with wildcards; the bound keeps the search linear in the vocabulary."""
_DENSE = 4
"""From a quarter of all words on, looking at each of them is faster than sorting the places of many terms."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query."""

    kind: Literal["term", "pattern", "lemma", "any"]
    text: str = ""
    """Folded as terms are; empty for any word."""
    language: str = ""
    """Of a lemma; empty for the one detected."""


def parsed(query: str) -> tuple[QueryWord, ...]:
    """The words of ``query``, one for each word that a place where it is said has."""
    words: list[QueryWord] = []
    for piece in query.split():
        bare = _bare(piece)
        lemma = _LEMMA.fullmatch(bare)
        if lemma and len(tokenize(lemma[2])) == 1:
            words.append(QueryWord("lemma", fold([lemma[2]])[0], lemma[1] or ""))
        elif _WILD.search(bare) and len(bare) <= _LONGEST_PATTERN:
            # "?" before "*", so that every "*" is followed by a letter to look for.
            pattern = _WILD.sub(lambda run: "?" * run[0].count("?") + "*" * ("*" in run[0]), fold([bare])[0])
            words.append(QueryWord("any") if pattern in {"*", "?*"} else QueryWord("pattern", pattern))
        else:
            found = tokenize(piece)
            words += [QueryWord("term", term) for term in found.vocabulary[found.term]]
    return tuple(words)


def find(table: TurnTable, query: str) -> tuple[Int64Array, int]:
    """Where ``query`` is said: positions of its first words in ascending order (int64), and its length in words.

    Its words must follow one another inside one sentence; stage directions and punctuation between them do not
    matter. A query of unknown words, or of nothing but ``*``, is nowhere; one without words is 0 words long.
    """
    words = parsed(query)
    length = len(words)
    codes = {i: codes_of(table, word) for i, word in enumerate(words) if word.kind != "any"}
    nowhere = read_only(np.zeros(0, np.int64))
    if not codes or not all(known.size for known in codes.values()):
        return nowhere, length
    rarest, *others = sorted(codes, key=lambda i: _n_places(table, codes[i]))
    first = _places(table, codes[rarest]) - rarest
    first = first[(first >= 0) & (first + length <= table.token_term.size)]
    for i in others:
        first = first[_is_one_of(table, table.token_term[first + i], codes[i])]
    if length > 1:
        sentence = table.token_sentence
        first = first[sentence[first] == sentence[first + length - 1]]
    return read_only(first), length


def codes_of(table: TurnTable, word: QueryWord) -> Int64Array:
    """The terms of ``table`` that a word of a query stands for, ascending."""
    if word.kind == "term":
        code = table.term_codes.get(word.text, -1)
        return np.array([code] if code >= 0 else [], np.int64)
    if word.kind == "lemma":
        return _forms(table, word.text, word.language)
    if word.kind == "pattern":
        spelled, begins = KEPT.get((table.words_key, "spelled"), lambda: _spelled(table))
        at = [match.start() for match in _compiled(word.text).finditer(spelled)]
        return np.searchsorted(begins, np.array(at, np.int64))
    return np.arange(table.vocabulary.size)


def _bare(piece: str) -> str:
    """The piece without the punctuation around it."""
    inside = [i for i, sign in enumerate(piece) if sign in "*?[]" or unicodedata.category(sign)[0] in "LMN"]
    return piece[inside[0] : inside[-1] + 1] if inside else ""


def _forms(table: TurnTable, lemma: str, language: str) -> Int64Array:
    known = lemmas(table, language)
    code = known.code_of(lemma)
    return np.sort(known.forms(code)).astype(np.int64) if code >= 0 else np.zeros(0, np.int64)


def _spelled(table: TurnTable) -> tuple[str, Int64Array]:
    """All terms in one string, a line break before each, and where each line break stands."""
    terms = table.vocabulary.tolist()
    begins = np.cumsum([0, *(len(term) + 1 for term in terms)])[:-1]
    return "\n" + "\n".join(terms) + "\n", read_only(begins.astype(np.int64))


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a search in the string of all terms.

    A part after ``*`` is looked for at its first place and, once found, not looked for again (an atomic group): if any
    place leads to a match that one does, and time cannot explode.
    """
    opening, *parts = (
        "".join("[^\n]" if sign == "?" else re.escape(sign) for sign in part) for part in pattern.split("*")
    )
    middle = "".join(rf"(?>[^\n]*?{part})" for part in parts[:-1])
    closing = rf"[^\n]*{parts[-1]}" if parts else ""
    return re.compile(rf"\n{opening}{middle}{closing}(?=\n)")


def _n_places(table: TurnTable, codes: Int64Array) -> int:
    offset = table.postings[1]
    return int((offset[codes + 1] - offset[codes]).sum())


def _places(table: TurnTable, codes: Int64Array) -> Int64Array:
    """Positions of the words of these terms, ascending."""
    order, offset = table.postings
    if codes.size > 1 and _n_places(table, codes) * _DENSE > table.token_term.size:
        return np.flatnonzero(_is_one_of(table, table.token_term, codes))
    slices = [order[offset[code] : offset[code + 1]] for code in codes.tolist()]
    return np.sort(np.concatenate(slices)).astype(np.int64) if len(slices) > 1 else slices[0].astype(np.int64)


def _is_one_of(table: TurnTable, term: Int32Array, codes: Int64Array) -> BoolArray:
    wanted = np.zeros(table.vocabulary.size, np.bool_)
    wanted[codes] = True
    found: BoolArray = wanted[term] if codes.size > 1 else term == codes[0]
    return found
