"""Bodies by the pattern of their names: "Harbour Safety Board", "Ministry of Trade", "Université de Lyon".

Separate from ``gazetteer`` because these names are in no list: a word such as "Board" tells that the capitalised words
beside it name a body. Nothing is found where capitals tell nothing, and a capitalised "the Committee" alone is no name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import rows
from onrecord.sentence_languages import CODES, function_words
from onrecord.tokens import BoolArray, Int64Array
from onrecord.word_row import WordRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Words:
    """Of one language; ``data/gazetteers/institutions.toml`` says what each field is for."""

    heads: frozenset[str]
    openers: frozenset[str]
    small: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    owners: frozenset[str]
    never: frozenset[str]
    makes_thing: frozenset[str]
    weak: frozenset[str]
    private: frozenset[str]
    no_acronym: frozenset[str]
    not_: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """Which words are part of listed names; one entry more than there are words."""

    peoples: BoolArray
    """Adjectives and peoples ("Ukrainian"): no name begins with them."""
    bodies: BoolArray
    """Organisations: no "and" joins them to another."""
    lands: BoolArray
    """Countries and places, which are part of a name that holds them ("Prince George Friendship Centre")."""


def find_institutions(
    table: TurnTable, surface: Surface, languages: Int64Array, listed: Listed
) -> Iterator[tuple[int, int]]:
    """First and last word of every name, in order for each language; a longer listed form may hold one."""
    for code in np.unique(languages[np.diff(table.sentence_offset) > 0]).tolist():
        words = institution_lists().get(CODES[code])
        if words:
            yield from _Finder(table, surface, words, listed).find(languages == code)


class _Finder(WordRow):
    def __init__(self, table: TurnTable, surface: Surface, words: Words, listed: Listed) -> None:
        super().__init__(table, surface)
        self.words, self.listed = words, listed
        begins = np.array([term[:1].isalpha() for term in table.vocabulary], np.bool_)
        self.capital = surface.capital & surface.telling & begins[table.token_term]
        length = np.array([len(term) for term in table.vocabulary], np.int64)[table.token_term]
        self.owns = (table.token_end - table.token_start - length) >= len("'s")

    def find(self, sentences: BoolArray) -> Iterator[tuple[int, int]]:
        words, done = self.words, -1
        marks = self._mask(words.heads | words.openers) & (self.capital | self._mask(words.small))
        at = np.flatnonzero(marks)
        for head in at[sentences[self.table.token_sentence[at]]].tolist():
            if head <= done:
                continue
            span = self._name(head, done)
            if span:
                done = span[1]
                yield span

    def _mask(self, terms: frozenset[str]) -> BoolArray:
        codes = self.table.term_codes
        of_term = np.zeros(self.table.vocabulary.size, np.bool_)
        of_term[[codes[term] for term in terms if term in codes]] = True
        return of_term[self.table.token_term]

    def joined(self, at: int) -> bool:
        """Whether the next word follows with only a space between, or the full stop of "St."."""
        return super().joined(at) or (self.dotted(at) and self.term(at) in ("st", "u.s", "u.k", "u.n"))

    def _name(self, head: int, done: int) -> tuple[int, int] | None:
        words = self.words
        last = self._last_head(head)
        first = self._left(head, done) if self.term(head) in words.heads else head
        if first > 0 and self.listed.peoples[first - 1] and self.joined(first - 1) and first < head:
            first = self._with_people(first, last)
        end = self._right(last) if self.term(last) in words.openers else last
        if end == last and first < head and self.joined(last) and self.listed.lands[last + 1] and not self.owns[last]:
            end += self._n_lands(last + 1)  # "Airports Company South Africa"
        n_before, is_opened = head - first, end > last
        if not (n_before or is_opened) or (self.listed.bodies[last] and not is_opened and n_before == 0):
            return None
        if self.term(last) in words.weak and not is_opened and n_before + (last - head) < _LEAST_BEFORE_WEAK:
            return None
        goes_on = self.joined(end) and self.capital[end + 1] and not self.owns[end] and not is_opened
        if goes_on and (self.term(end + 1) in words.makes_thing or self.term(last) in words.weak | _ADJECTIVES):
            return None
        name = " ".join(self.term(at) for at in range(first, end + 1))
        return None if name in words.not_ else (first, end)

    def _with_people(self, first: int, last: int) -> int:
        """The first word with an adjective before it, where the head is no part of a government.

        "Canadian Dental Association" is one name, "Ukrainian Defence Ministry" a country's ministry.
        """
        if self.term(last) not in self.words.private:
            return first
        while first > 0 and self.listed.peoples[first - 1] and self.joined(first - 1) and self.capital[first - 1]:
            first -= 1
        return first

    def _n_lands(self, at: int) -> int:
        """How many words the listed country or place at a word has, which ends here with a mark or a small word."""
        end = at
        while self.listed.lands[end] and self.capital[end] and self.joined(end) and self.listed.lands[end + 1]:
            end += 1
        return end - at + 1 if self.capital[at] and not self.owns[end] else 0

    def _last_head(self, head: int) -> int:
        """The last of several such words in a row: "Police Service Board"."""
        while (
            self.joined(head)
            and self.capital[head + 1]
            and self.term(head + 1) in self.words.heads
            and not self.owns[head]
        ):
            head += 1
        return head

    def _left(self, head: int, done: int) -> int:
        """The first word of the name that ends with a head, behind the last one found."""
        first = head
        while first > done + 1 and head - first < _LONGEST and self.joined(first - 1):
            before = first - 1
            if self._belongs(before):
                first = before
            elif first < head and before > done + 1 and self._bridges(before):
                first = before - 1
            else:
                break
        return first

    def _bridges(self, at: int) -> bool:
        """Whether "and" or "of" inside a name joins two of its words: "Ways and Means Committee"."""
        before = at - 1
        if (
            self.term(at) not in ("and", "&", "of")
            or before < 0
            or not self.joined(before)
            or not self._belongs(before)
            or self.listed.bodies[before]
        ):
            return False
        if self.surface.initial[before] or self.listed.lands[before]:
            return False
        return self.term(at) in ("and", "&") or self.term(before) in self.words.openers

    def _belongs(self, at: int) -> bool:
        """Whether a capitalised word can be part of the name that goes on behind it."""
        term, surface = self.term(at), self.surface
        if not self.capital[at] or self.listed.peoples[at] or (self.owns[at] and not self._is_owner(at)):
            return False
        if (term in self.words.never and not self.listed.lands[at]) or _APOSTROPHE in term:
            return False
        return not surface.initial[at] or not (term in function_words("en") or self._is_used_small(at))

    def _is_owner(self, at: int) -> bool:
        return f"{self.term(at)}'s" in self.words.owners or self.term(at) in self.words.owners

    def _is_used_small(self, at: int) -> bool:
        return bool(self._used_small[self.table.token_term[at]])

    @cached_property
    def _used_small(self) -> BoolArray:
        used = np.zeros(self.table.vocabulary.size, np.bool_)
        used[self.table.token_term[~self.surface.capital]] = True
        return used

    def _right(self, last: int) -> int:
        """The last word of the name that an opener begins: "of" and capitalised words."""
        end, at = last, last
        while end - last < _LONGEST and self.joined(at) and not self.owns[end]:
            at += 1
            if self.capital[at] and at > last + 1 and not self._is_other(at):
                end = at
            elif at - end > _MOST_SMALL or not self._leads_on(at, end, last):
                break
        if end == last + 2 and self.term(end).endswith("al") and self._goes_on_small(end):
            end += 1  # "Commission on Presidential debates"
        return end

    def _goes_on_small(self, end: int) -> bool:
        """Whether a small word that says something follows."""
        return self.joined(end) and not self.capital[end + 1] and self.term(end + 1).endswith("s")

    def _leads_on(self, at: int, end: int, last: int) -> bool:
        """Whether a small word may stand inside the name: "of" behind the opener, "and" further on, an article."""
        words, term, begins = self.words, self.term(at), at == end + 1
        if not begins:
            before = self.term(at - 1)
            return term in words.articles and (before in words.of or (end > last and words.heads == frozenset()))
        if end == last:
            return term in words.of
        if term not in words.joins or self.listed.lands[end]:
            return False
        return self._is_same_list(at)

    def _is_other(self, at: int) -> bool:
        """Whether a capital belongs to no name: a pronoun, a title."""
        return self.term(at) in _PRONOUNS or (self.term(at) in self.words.never and self.term(at - 1) in ("and", "&"))

    def _is_same_list(self, at: int) -> bool:
        """Whether "and" goes on with another word of the name rather than with another name."""
        following = at + 1
        while following < self.capital.size and self.term(following) in self.words.articles:
            following += 1
        if following >= self.capital.size or not self.capital[following]:
            return False
        last = following
        while self.joined(last) and self.capital[last + 1]:
            last += 1
            if self.term(last) in self.words.heads:  # "… and Ellery College"
                return False
        term = self.term(following)
        is_other = self.listed.bodies[following] or self.surface.upper[following] or term in _ALONE | self.words.never
        return not is_other


@cache
def institution_lists() -> Mapping[str, Words]:
    lists: dict[str, dict[str, set[str]]] = {}
    for language, name, cell in rows("institutions.txt", 3):
        words = {word.strip() for word in cell.split(";")}
        lists.setdefault(language, {}).setdefault(name, set()).update(words)
    names = [field.name for field in fields(Words)]
    return {
        language: Words(**{name: frozenset(sets.get(name, ())) for name in names}) for language, sets in lists.items()
    }


_LEAST_BEFORE_WEAK = 2
_MOST_SMALL = 3
_ALONE = frozenset([
    "parliament", "congress", "senate", "council", "committee", "commission", "court", "ministry", "department",
    "board", "university", "party",
])  # fmt: skip
_ADJECTIVES = frozenset(["international"])
_APOSTROPHE = "'"
_PRONOUNS = frozenset(["i", "we", "you", "he", "she", "it", "they"])
