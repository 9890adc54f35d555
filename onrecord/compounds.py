"""Names inside hyphened words: "Moscow-backed", "NDP-Liberal".

Separate from ``gazetteer``, which finds whole words: here a mention is a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.gazetteer import NONE, Gazetteer
from onrecord.tokens import Int64Array

if TYPE_CHECKING:
    from onrecord.table import TurnTable


class Part(NamedTuple):
    """A form inside the word at ``token``: its number, and the characters left out before and behind it."""

    token: int
    form: int
    skipped: int
    cut: int


def find_parts(table: TurnTable, gazetteer: Gazetteer, languages: Int64Array) -> Iterator[Part]:
    """All single-word forms that are a part of a hyphened word and written as names, in order."""
    parts_of: dict[int, list[tuple[int, int]]] = {}
    for code, term in enumerate(table.vocabulary.tolist()):
        if "-" in term and term not in gazetteer.single:
            parts = list(_parts(term, gazetteer))
            if parts:
                parts_of[code] = parts
    if not parts_of:
        return
    for token in np.flatnonzero(np.isin(table.token_term, list(parts_of))).tolist():
        code = int(table.token_term[token])
        start, end = int(table.token_start[token]), int(table.token_end[token])
        length = len(table.vocabulary[code])
        if end - start != length:  # a possessive, or letters that changed their number
            continue
        text = table.transcripts[table.turn_transcript[table.sentence_turn[table.token_sentence[token]]]].text[
            start:end
        ]
        for offset, number in parts_of[code]:
            form = gazetteer.forms[number]
            size = len(gazetteer.words[number][0])
            written = text[offset : offset + size]
            fits = form.language in (NONE, languages[table.token_sentence[token]])
            if fits and written[:1].isupper() and (not form.text[1:2].isupper() or written.isupper()):
                yield Part(token, number, offset, length - offset - size)


def _parts(term: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Offset and form of each part that is one."""
    words = term.split("-")
    if " ".join(words) in gazetteer.shields or _NO_COUNTRY.intersection(words):
        return
    offset = 0
    for word in words:
        if word in gazetteer.single:
            yield offset, gazetteer.single[word]
        offset += len(word) + 1


_NO_COUNTRY = frozenset([
    "american", "americans", "african", "latin", "native", "speaking", "language", "speaker", "speakers", "licensed",
    "city", "county", "street", "park", "upon", "on", "next", "le", "la", "du", "de", "sur",
    "nord", "sud", "est", "ouest", "centre", "north", "south", "east", "west", "northeast", "northwest",
])  # fmt: skip
