"""Places by the pattern of their names: "Harrow County", "Fort Ellery", "the city of Homs", "in Newport, Vermont".

Separate from ``gazetteer`` because these names are in no list: a word beside them tells that they are places. Only
English patterns are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.name_lists import rows, word_sets
from onrecord.sentence_languages import ENGLISH
from onrecord.tokens import BoolArray, Int64Array
from onrecord.word_row import WordRow

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_LONGEST = 3
_AS_LISTED = frozenset(["province", "oblast"])
"""What may stand behind the name of a listed place and changes nothing: "Gauteng Province"."""


class Place(NamedTuple):
    """A place from token ``first`` to ``last``; ``name`` is empty where it is as printed."""

    first: int
    last: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """``data/gazetteers/place-words.toml`` says what each field is for."""

    after: frozenset[str]
    before: frozenset[str]
    of: frozenset[str]
    where: frozenset[str]
    never: frozenset[str]
    not_last: frozenset[str]
    states: Mapping[str, str]


def find_places(
    table: TurnTable, surface: Surface, languages: Int64Array, lands: BoolArray, others: BoolArray
) -> Iterator[Place]:
    """Every place whose name follows a pattern, in no promised order.

    ``lands`` marks words of listed countries and places, ``others`` words of anything else that is listed; both have
    one entry more than there are words.
    """
    finder = _Finder(table, surface, lands, others)
    for at in np.flatnonzero(finder.marks & (languages[table.token_sentence] == ENGLISH)).tolist():
        yield from finder.places(at)


class _Finder(WordRow):
    def __init__(self, table: TurnTable, surface: Surface, lands: BoolArray, others: BoolArray) -> None:
        super().__init__(table, surface)
        self.lands, self.others = lands, others
        self.words = _place_words()
        begins = np.array([term[:1].isalpha() for term in table.vocabulary], np.bool_)
        self.capital = surface.capital & surface.telling & begins[table.token_term]
        words = self.words
        self.sizes: dict[str, set[int]] = defaultdict(set)
        for text in words.after | words.before:
            self.sizes[text.split()[0]].add(len(text.split()))
        codes = table.term_codes
        marks = np.zeros(table.vocabulary.size, np.bool_)
        for term in words.of | set(self.sizes) | set(words.states):
            if term in codes:
                marks[codes[term]] = True
        self.marks = marks[table.token_term]
        after_comma = np.zeros(table.token_term.size, np.bool_)
        after_comma[1:] = (surface.after[:-1] == ord(",")) & ~surface.final[:-1]
        self.marks |= after_comma & lands[:-1] & self.capital

    def joined(self, at: int) -> bool:
        """Whether the next word follows with only a space between, or the full stop of "St."."""
        return super().joined(at) or (self.dotted(at) and self.term(at) in ("st", "ft", "mt"))

    def places(self, at: int) -> Iterator[Place]:
        """What the word at ``at`` tells."""
        term = self.term(at)
        if self.lands[at] and self._is_behind_comma(at):
            yield from self._town(at)
        elif term in self.words.states and self.surface.upper[at] and self._is_behind_comma(at):
            if not self.surface.initial[at - 1] and self.capital[at - 1]:
                yield Place(at, at, self.words.states[term])
                yield from self._town(at)
        elif term in self.words.of and self.joined(at) and self.term(at + 1) == "of" and self.joined(at + 1):
            last = self._run(at + 2)
            if last and not self.lands[at + 2]:
                yield Place(at + 2, last)
        else:
            yield from self._named(at, term)

    def _named(self, at: int, term: str) -> Iterator[Place]:
        """Such as "Harrow County", "Fort Ellery" and "Ellery Air Force Base"."""
        if not self.capital[at]:
            return
        size = self._size(at, term)
        if self._is_one(at, size, self.words.after):
            first = at
            while at - first < _LONGEST and self.joined(first - 1) and self._belongs(first - 1):
                first -= 1
            if first < at:
                listed = term in _AS_LISTED and bool(self.lands[first:at].all())
                yield Place(first, at + size - 1, self.printed(first, at - 1) if listed else "")
                return
        if self._is_one(at, size, self.words.before) and self.joined(at + size - 1):
            last = self._run(at + size)
            goes_on = last and self.joined(last) and self.capital[last + 1]
            if last and not goes_on and self.term(last) not in self.words.not_last and not self._is_of_town(last):
                yield Place(at, last)

    def _is_of_town(self, last: int) -> bool:
        """Whether the ending makes an adjective of a town that is named too: "St. Vitaler" beside "St. Vital"."""
        return self.term(last).endswith("er") and self.term(last)[:-2] in self.table.term_codes

    def _size(self, at: int, term: str) -> int:
        """How many words the kind of place at ``at`` has: three in "Air Force Base"."""
        kinds = self.words.after | self.words.before
        return next((n for n in sorted(self.sizes[term], reverse=True) if self._is_one(at, n, kinds)), 1)

    def _is_one(self, at: int, size: int, kinds: frozenset[str]) -> bool:
        if at + size > self.capital.size or not all(self.joined(i) for i in range(at, at + size - 1)):
            return False
        return " ".join(self.term(i) for i in range(at, at + size)) in kinds

    def _belongs(self, at: int) -> bool:
        """Whether a capitalised word can be part of a place's name."""
        if not self.capital[at] or self.surface.upper[at] or self.others[at] or self.term(at) in self.words.never:
            return False
        own = int(self.table.token_end[at] - self.table.token_start[at]) - len(self.term(at)) > 1
        return not own and not self.surface.initial[at]

    def _run(self, first: int) -> int | None:
        """The last of the capitalised words from ``first`` on."""
        if first >= self.capital.size or not self._belongs(first):
            return None
        last = first
        while last - first < _LONGEST - 1 and self.joined(last) and self._belongs(last + 1):
            last += 1
        return last

    def _is_behind_comma(self, at: int) -> bool:
        return at > 0 and bool(self.surface.after[at - 1] == ord(",")) and not self.surface.final[at - 1]

    def _town(self, at: int) -> Iterator[Place]:
        """The town before ", Vermont": capitalised words behind "in" or its like."""
        last = first = at - 1
        if last < 1 or self.lands[last] or not self._belongs(last):
            return
        while last - first < _LONGEST - 1 and self.joined(first - 1) and self._belongs(first - 1):
            first -= 1
        if self.joined(first - 1) and self.term(first - 1) in self.words.where:
            yield Place(first, last)


@cache
def _place_words() -> _Words:
    lists = word_sets("place-words.txt")
    states = [pair.strip() for name, cell in rows("place-words.txt", 2) if name == "states" for pair in cell.split(";")]
    return _Words(
        after=lists["after"],
        before=lists["before"],
        of=lists["of"],
        where=lists["where"],
        never=lists["never"],
        not_last=lists["not_last"],
        states={code.lower(): state for code, _, state in (pair.partition("=") for pair in states)},
    )
