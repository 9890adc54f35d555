"""What the rules for people share: which words can be names, who speaks before and after, what is already taken.

Separate from the rules so that each of them (titles and surnames, first names, offices) is a file that reads
like a list of cases. Masks are computed for the whole table at once; rules then look only at the few words the
masks let through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from onrecord.languages import LANGUAGES, shares, stop_words
from onrecord.name_lists import PARTICLES, SUFFIXES, given_names, institution_words, not_names, plain, title_words
from onrecord.tokens import BoolArray, Int32Array

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_SURNAMES_TOO = frozenset(
    [
        "may",
        "march",
        "will",
        "price",
        "west",
        "young",
        "long",
        "king",
        "bishop",
        "judge",
        "marshal",
        "major",
        "black",
        "white",
        "brown",
        "pastor",
        "richter",
        "könig",
    ]
)
_WORDED_GIVEN = frozenset(["will", "may", "grant", "hope", "joy", "art", "rich", "april", "chase", "chuck", "rob"])
"""Given names that are too common as words to open a name by themselves."""
_SPOKEN_SHARE = 0.12
"""A language is spoken in a table when so many of its words are on the language's list: other languages reach 0.08."""
_ENGLISH_SHARE = 0.3
"""A Catalan text reaches 0.12."""
_HYPHEN = ord("-")
_WORD_ENDS = np.array([ord(mark) for mark in " \n-—–.,"], np.uint32)
_QUOTES = np.array([ord(mark) for mark in "\"“”„«‘`'"], np.uint32)
_BETWEEN_SURNAMES = frozenset(["i", "y", "e"])
_PRONOUN_I = frozenset(["i", "i'm", "i'd", "i'll", "i've"])


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a name: tokens ``first`` up to ``last``, both included."""

    first: int
    last: int
    words: tuple[str, ...]
    """Terms, particles and initials among them, suffixes left out."""


@dataclass(eq=False)
class Reading:
    """A table being read for people. ``taken`` grows as rules claim words; nothing else changes."""

    table: TurnTable
    surface: Surface
    taken: BoolArray
    """Words inside a mention, or shielded from being one."""
    extra_given: frozenset[str] = field(default_factory=frozenset)
    """Given names of the speakers."""

    def term(self, token: int) -> str:
        """The term at a token."""
        return str(self.table.vocabulary[self.table.token_term[token]])

    def mask_of(self, words: Iterable[str], tokens: slice = slice(None)) -> BoolArray:
        """Which of the tokens are one of the words."""
        codes = self.table.term_codes
        of_term = np.zeros(self.table.vocabulary.size, np.bool_)
        of_term[[codes[word] for word in words if word in codes]] = True
        return of_term[self.table.token_term[tokens]]

    def used_lower(self, tokens: slice) -> BoolArray:
        """Which terms the stretch of tokens also uses without a capital: one entry a term of the vocabulary."""
        used = np.zeros(self.table.vocabulary.size, np.bool_)
        used[self.table.token_term[tokens][~self.surface.capital[tokens]]] = True
        return used

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that are spoken, as far as their words are known."""
        found = shares(self.table)
        return tuple(code for code in LANGUAGES if found[code] >= _SPOKEN_SHARE)

    @cached_property
    def is_english(self) -> bool:
        """Whether English is spoken, as far as is known."""
        return self.languages in ((), ("en",)) or shares(self.table)["en"] >= _ENGLISH_SHARE

    @cached_property
    def quoted(self) -> BoolArray:
        """Words right behind a quotation mark."""
        return np.isin(self.surface.before, _QUOTES)

    @cached_property
    def _stops(self) -> frozenset[str]:
        return frozenset[str]().union(stop_words("en"), *(stop_words(code) for code in self.languages))

    @cached_property
    def capital(self) -> BoolArray:
        """Words with a capital that tells something, and no number."""
        begins = np.array([t[:1].isalpha() and not t[-1].isdigit() for t in self.table.vocabulary], np.bool_)
        return self.surface.capital & self.surface.telling & begins[self.table.token_term]

    @cached_property
    def after_title(self) -> BoolArray:
        """Words that can be part of a name behind a title."""
        barred = institution_words() | title_words(is_english=self.is_english) | not_names() | _PRONOUN_I
        return self.capital & ~self.mask_of(barred - _SURNAMES_TOO) & ~self._cut_off

    @cached_property
    def _cut_off(self) -> BoolArray:
        """Words that a dash breaks off and that are said nowhere in full: "President Vad- —"."""
        cut = (self.surface.after == _HYPHEN) & np.isin(self.surface.beyond, _WORD_ENDS)
        n_whole = np.bincount(self.table.token_term[~cut], minlength=self.table.vocabulary.size)
        cut_off: BoolArray = cut & (n_whole[self.table.token_term] == 0)
        return cut_off

    @cached_property
    def ampersand(self) -> BoolArray:
        """Words behind which a "&" joins another name: "Ann & Bob"."""
        ampersand: BoolArray = (self.surface.after == ord(" ")) & (self.surface.beyond == ord("&"))
        return ampersand

    @cached_property
    def name_word(self) -> BoolArray:
        """Words that can be part of a name without a title before them."""
        return self.after_title & ~self.mask_of(self._stops | _SURNAMES_TOO)

    @cached_property
    def first_name(self) -> BoolArray:
        """Words that can be a first name standing alone: capitalised, and in no list of other words."""
        barred = not_names() | self._stops | title_words(is_english=self.is_english) | institution_words()
        fit = np.array(
            [len(w) > 1 and w.isalpha() and not w.endswith("ly") and w not in barred for w in self.table.vocabulary],
            np.bool_,
        )
        return fit[self.table.token_term] & self.capital & ~self.surface.upper

    @cached_property
    def given(self) -> BoolArray:
        """Words that are known given names."""
        known = given_names() | self.extra_given
        is_name = [word in known or (not word.isascii() and plain(word) in known) for word in self.table.vocabulary]
        return np.array(is_name, np.bool_)[self.table.token_term] & self.capital

    @cached_property
    def worded_given(self) -> BoolArray:
        """Words that are a given name if a surname follows: "Will"."""
        return self.mask_of(_WORDED_GIVEN) & self.capital & ~self.given

    @cached_property
    def particle(self) -> BoolArray:
        """Words such as "von" and "bin"."""
        between = self.mask_of(_BETWEEN_SURNAMES) & ~self.surface.capital & (not self.is_english)
        particle: BoolArray = self.mask_of(PARTICLES) | between
        return particle

    @cached_property
    def possessive(self) -> BoolArray:
        """Words that end in 's: no name goes on behind them."""
        length = np.array([len(term) for term in self.table.vocabulary], np.int64)[self.table.token_term]
        return (self.table.token_end - self.table.token_start - length) >= 2  # the apostrophe and the s

    @cached_property
    def turn(self) -> Int32Array:
        """Turn of each token."""
        return self.table.sentence_turn[self.table.token_sentence]

    @cached_property
    def speaker(self) -> Int32Array:
        """Speaker of each token."""
        return self.table.sentence_speaker[self.table.token_sentence]

    @cached_property
    def neighbours(self) -> tuple[Int32Array, Int32Array]:
        """For each turn the speaker before and after it who is somebody else; -1 for nobody and for groups."""
        speaker, transcript = self.table.turn_speaker, self.table.turn_transcript
        n = speaker.size
        if not n:
            return speaker, speaker
        changes = np.concatenate([[True], (speaker[1:] != speaker[:-1]) | (transcript[1:] != transcript[:-1])])
        run = np.cumsum(changes) - 1
        first = np.flatnonzero(changes)
        person = np.array([-1 if s.is_group else code for code, s in enumerate(self.table.speakers)], np.int32)
        of_run, text_of_run = person[speaker[first]], transcript[first]
        same = text_of_run[1:] == text_of_run[:-1]
        before, after = np.full(first.size, -1, np.int32), np.full(first.size, -1, np.int32)
        before[1:] = np.where(same, of_run[:-1], -1)
        after[:-1] = np.where(same, of_run[1:], -1)
        return before[run], after[run]

    def run(self, first: int, allowed: BoolArray, limit: int = 4) -> Run | None:
        """The name that begins at ``first``: allowed words that nothing separates, with particles between them."""
        n = self.table.token_term.size
        words: list[str] = []
        at, last = first, first - 1
        while at < n and len(words) < limit:
            if not (allowed[at] and not self.taken[at]):
                lower = self.particle[at] and not self.surface.final[at] and not self.surface.broken[at]
                if not (lower and self._reaches_name(at, allowed)):
                    break
            word = self.term(at)
            if word not in SUFFIXES:
                words.append(word)
            last = at
            if self.surface.broken[at] or self.possessive[at] or self.ampersand[at]:
                break
            at += 1
        return Run(first, last, tuple(words)) if words else None

    def _reaches_name(self, at: int, allowed: BoolArray) -> bool:
        for step in (1, 2):
            if at + step >= allowed.size or self.surface.initial[at + step]:
                return False
            if allowed[at + step] and not self.taken[at + step]:
                return True
            if not self.particle[at + step]:
                return False
        return False

    def introduces(self, first: int) -> bool:
        """Whether "I'm", "I am" or "my name is" stands before."""
        if self.surface.initial[first]:
            return False
        words = [self.term(at) for at in range(max(first - 2, 0), first)]
        return words[-1] == "i'm" or words in (["i", "am"], ["name", "is"])

    def continues_name(self, first: int, last: int) -> bool:
        """Whether a capitalised word beside the stretch makes it part of another name or thing ("Trump Tower")."""
        surface = self.surface
        if not surface.initial[first] and not surface.broken[first - 1] and not self.ampersand[first - 1]:
            before = first - 1
            if self.name_word[before] and not self.taken[before] and not self.possessive[before]:
                return True
        if surface.final[last] or surface.broken[last] or self.possessive[last] or self.ampersand[last]:
            return False
        after = last + 1
        if self.taken[after] or not self.capital[after]:
            return False
        return bool(self.name_word[after]) or self.term(after) in institution_words() - OF_PERSONS


OF_PERSONS = frozenset(
    [
        "administration",
        "government",
        "cabinet",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "campaign",
        "team",
        "doctrine",
    ]
)
