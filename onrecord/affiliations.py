"""Bodies for whom somebody works: "a professor at Ellery", "a data scientist with Northwind".

Separate from ``institutions`` because nothing in the name itself tells: the words before it do, so that these
mentions are inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import given_names, institution_words, title_words, word_sets
from onrecord.sentence_languages import ENGLISH
from onrecord.surface import JOINED
from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_LONGEST = 4


def find_affiliations(
    table: TurnTable, surface: Surface, languages: Int64Array, listed: BoolArray
) -> Iterator[tuple[int, int]]:
    """First and last word of each name behind a role and "at", in order; English only.

    ``listed`` marks words of listed names, with one entry more than there are words: they are found without this rule.
    """
    roles, at, at_media, media, never = _words()
    codes = table.term_codes
    is_role = np.zeros(table.vocabulary.size, np.bool_)
    is_role[[codes[word] for word in roles | media if word in codes]] = True
    begins = np.array([term[:1].isalpha() for term in table.vocabulary], np.bool_)
    capital = surface.capital & surface.telling & begins[table.token_term] & ~listed[:-1]
    barred = never | title_words() | given_names()
    for role in np.flatnonzero(is_role[table.token_term] & (languages[table.token_sentence] == ENGLISH)).tolist():
        if surface.final[role] or surface.final[role + 1] or surface.broken[role] or surface.broken[role + 1]:
            continue
        word, said = (str(table.vocabulary[table.token_term[i]]) for i in (role + 1, role))
        if not (word in at and said in roles) and not (word in at_media and said in media):
            continue
        first = last = role + 2
        while last < capital.size and capital[last] and last - first < _LONGEST:
            last += 1
            if surface.joint[last - 1] != JOINED:
                break
        if last > first and surface.joint[last - 1] == JOINED and surface.capital[last]:
            continue  # a longer name, part of which is listed
        term = str(table.vocabulary[table.token_term[first]])
        if last > first and term not in barred and not (last - first == 1 and term in institution_words()):
            yield first, last - 1


@cache
def _words() -> tuple[frozenset[str], ...]:
    lists = word_sets("affiliations.txt")
    return tuple(lists[name] for name in ("roles", "at", "at_media", "media_roles", "never"))
