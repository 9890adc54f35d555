"""What a listed name means where it stands: a language, somebody's surname, a namesake, a city or its government.

Separate from ``gazetteer``, which only knows how names are written. Every rule looks at the words beside the name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.bearers import Bearers
from onrecord.gazetteer import NONE, SHIELD, Evidence, Form
from onrecord.name_lists import given_names, institution_words, title_words, titles, word_sets
from onrecord.targets import ALIAS, DEMONYM, EXACT, INFERRED, NAME, SEAT
from onrecord.tokens import BoolArray, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onrecord.phrase_matcher import PhraseHits
    from onrecord.surface import Surface
    from onrecord.table import TurnTable


HELD = -2
"""The target of a name that means nothing listed, and nobody either."""


class Meaning(NamedTuple):
    """What a hit refers to."""

    target: int
    how: int
    form: int


def covered(hits: PhraseHits, n_tokens: int) -> BoolArray:
    """Which words are part of a hit; one entry more than there are words."""
    inside = np.zeros(n_tokens + 1, np.bool_)
    for depth in range(int(hits.n_tokens.max(initial=0))):
        inside[hits.first[hits.n_tokens > depth] + depth] = True
    return inside


def column(hits: PhraseHits, fits: Callable[[int], bool]) -> BoolArray:
    """What ``fits`` says of each hit's phrase, asked once for each phrase."""
    phrases, which = np.unique(hits.phrase, return_inverse=True)
    return np.array([fits(phrase) for phrase in phrases.tolist()], np.bool_)[which]


@dataclass(frozen=True, slots=True)
class _SeatWords:
    says: frozenset[str]
    helps: frozenset[str]
    acts: frozenset[str]
    of: frozenset[str]
    before: frozenset[str]
    asked: frozenset[str]
    prepositions: frozenset[str]
    and_: frozenset[str]


class Reader:
    """The hits in a table, read one by one; ``forms`` are the forms of the phrases, ``targets`` their targets."""

    def __init__(
        self,
        table: TurnTable,
        surface: Surface,
        hits: PhraseHits,
        forms: Sequence[Form],
        targets: Sequence[tuple[str, str]],
        evidence: Mapping[int, Evidence],
    ) -> None:
        self.table, self.surface, self.hits = table, surface, hits
        self.forms, self.targets, self.evidence = forms, targets, evidence
        self.inside = covered(hits, table.token_term.size)
        """Words of any hit."""
        self.capitals = covered(hits.kept(column(hits, lambda n: forms[n].government != NONE)), table.token_term.size)
        """Words of a capital."""
        self._terms: dict[int, frozenset[str]] = {}
        self.bearers = Bearers(table, surface, self.inside)
        self.speakers = frozenset(fold([word for s in table.speakers for word in s.name.split()[-1:]]))

    def meanings(self) -> tuple[BoolArray, dict[int, Meaning]]:
        """Which hits refer to something (or are shields), and the meaning of those that a rule had to read."""
        hits = self.hits
        keep = ~self._only_opens()
        read: dict[int, Meaning] = {}
        for i in np.flatnonzero(column(hits, lambda n: self._asks(self.forms[n])) & keep).tolist():
            form, first = self.forms[int(hits.phrase[i])], int(hits.first[i])
            meaning = self._meaning(form, first, first + int(hits.n_tokens[i]) - 1)
            keep[i] = meaning is not None
            if meaning:
                read[i] = meaning
        return keep, read

    def _asks(self, form: Form) -> bool:
        """Whether a form must be read where it stands."""
        if form.target == SHIELD:
            return False
        is_place = self.targets[form.target][0] == "place"
        is_word = " " not in form.text and form.form == "name" and not form.text.isupper()
        is_word |= form.text.isupper() and (form.text.lower(),) in titles()
        return bool(form.flags) or is_place or is_word or form.abroad != NONE or form.target in self.evidence

    def _may_be_product(self, form: Form, first: int, last: int) -> bool:
        """Whether a capital beside the name makes it another: "Google Maps"; names in capitals are no such words."""
        is_body = self.targets[form.target][0] == "organisation" and form.form == "name"
        return is_body and first == last and not self.surface.upper[first] and not form.flags

    def _only_opens(self) -> BoolArray:
        """Whether a hit opens a sentence with a word that the table also writes small: "Polish the silver"."""
        hits, surface, table = self.hits, self.surface, self.table
        single = (hits.n_tokens == 1) & surface.initial[hits.first] & surface.telling[hits.first]
        single &= column(hits, lambda n: self.forms[n].text[:1].isupper())
        used_small = np.zeros(table.vocabulary.size, np.bool_)
        used_small[table.token_term[~surface.capital]] = True
        only_opens: BoolArray = single & used_small[table.token_term[hits.first]]
        return only_opens

    def _meaning(self, form: Form, first: int, last: int) -> Meaning | None:
        """What one hit refers to; None where it is something else of that name."""
        is_borne = first == last and form.form == "name" and self.bearers.is_borne(first)
        if is_borne and self.bearers.is_person(first, is_abroad=self._is_abroad_from(form.target, first)):
            return None
        if self._is_something_else(form, first, last):
            return None
        target, shape = form.target, {"name": NAME, "demonym": DEMONYM, "seat": SEAT}[form.form]
        how = INFERRED if "inferred" in form.flags else ALIAS if form.is_alias else EXACT
        if form.government != NONE and self._is_political(first) and self._governs(first, last):
            return Meaning(form.government, INFERRED, SEAT)
        if form.abroad != NONE and self._transcript(first) in self._abroad:
            return Meaning(form.abroad, EXACT, NAME)
        if "evidence" in form.flags or (form.form == "demonym" and target in self.evidence):
            target = self._namesake(target, first)
            if target == NONE and is_borne and self.bearers.is_place(first):
                target = HELD  # some Georgia, but nobody called so
        return Meaning(target, how, shape) if target != NONE else None

    def _is_abroad_from(self, target: int, at: int) -> bool:
        """Whether the transcript names a country beside ``target``."""
        return bool(self._countries[self._transcript(at)] - {target})

    def _is_something_else(self, form: Form, first: int, last: int) -> bool:
        """Whether the words beside the name show that they mean no listed thing."""
        flags, is_place = form.flags, self.targets[form.target][0] == "place"
        borne = "person" in flags or is_place or self._may_be_product(form, first, last)
        return (
            ("language" in flags and form.form == "demonym" and self._is_language(first, last))
            or (borne and self._is_person(first, last, is_place=is_place))
            or (first == last and self._is_title(form, first))
            or (is_place and (self._is_riding(first, last) or self._is_one_of_two(first, last)))
            or ("common" in flags and not self._is_somewhere(first, last))
            or ("short" in flags and not self._has_full_name(form.target, first, last))
        )

    def term(self, at: int) -> str:
        return str(self.table.vocabulary[self.table.token_term[at]])

    def before(self, at: int) -> str:
        """The word before in the sentence."""
        return "" if self.surface.initial[at] else self.term(at - 1)

    def after(self, at: int) -> str:
        """The word behind in the sentence, if nothing but space is between."""
        surface = self.surface
        return "" if surface.final[at] or surface.broken[at] or surface.after[at] == ord(".") else self.term(at + 1)

    # --- other things of that name -------------------------------------------------------------------------------

    def _is_language(self, first: int, last: int) -> bool:
        surface, before = self.surface, self.before(first)
        after = "" if surface.final[last] else self.term(last + 1)
        ends = bool(surface.final[last]) or surface.after[last] in _STOPS or after in ("and", "or")
        if before in _MALE_ARTICLES and not surface.capital[first]:
            sentence = self.table.token_sentence[first]
            said = self.table.token_term[slice(*self.table.sentence_offset[sentence : sentence + 2].tolist())]
            # Small behind an article a language in French ("le portugais"), in others where languages are spoken.
            if before in _FRENCH_ARTICLES or not _SPEAK.isdisjoint(self.table.vocabulary[said]):
                return True
        into = before in _INTO and ends and not surface.broken[first - 1]
        return before in _SPEAK or after in _SPEAKERS or into or before in _IN_OTHER_LANGUAGES

    def _is_person(self, first: int, last: int, *, is_place: bool) -> bool:
        """Whether capitalised words beside it make it part of the name of a person or of another thing."""
        surface = self.surface
        if first == last and self.term(first) in self.speakers and self.before(first) not in _WHERE:
            return True
        if not surface.final[last] and not surface.broken[last] and surface.after[last] == ord(" "):
            term = self.term(last + 1)
            known = self.inside[last + 1] or term in title_words() or (not is_place and term in institution_words())
            if surface.capital[last + 1] and surface.telling[last] and not known and not term[0].isdigit():
                return True
        if surface.initial[first] or surface.broken[first - 1]:
            return False
        before = first - 1
        if not surface.capital[before] or not surface.telling[before] or self.inside[before]:
            return False
        term = self.term(before)
        if term in _ARTICLES or (is_place and term in _DIRECTIONS):
            return False
        return not surface.initial[before] or term in title_words() or term in given_names()

    def _is_title(self, form: Form, at: int) -> bool:
        """Whether an acronym that is also an office stands before a name: "NSA Orr"."""
        surface = self.surface
        follows = bool(self.after(at)) and bool(surface.capital[at + 1]) and not surface.upper[at + 1]
        if not (follows and form.text.isupper() and (self.term(at),) in titles()):
            return False
        after = self.term(at + 1)
        return not self.inside[at + 1] and after not in title_words() | institution_words()

    def _is_riding(self, first: int, last: int) -> bool:
        """Whether a long dash without spaces makes it a part of a constituency: "Perth—Wellington"."""
        surface, table = self.surface, self.table
        for left in (first - 1, last):
            if 0 <= left < table.token_term.size - 1 and surface.after[left] == _EM_DASH and not surface.final[left]:
                is_tight = table.token_start[left + 1] == table.token_end[left] + 1
                if is_tight and surface.capital[left] and surface.capital[left + 1]:
                    return True
        return False

    def _is_one_of_two(self, first: int, last: int) -> bool:
        """Whether "and" joins a place called like a person to another given name: "I thank Florence and Clare"."""
        if first != last or self.term(first) not in given_names() or self.before(first) in _WHERE:
            return False
        return self.after(last) == "and" and self.after(last + 1) in given_names()

    def _has_full_name(self, target: int, first: int, last: int) -> bool:
        """Whether the transcript also has a full name of what a short one may mean, and no other name goes on here."""
        goes_on = self.surface.capital[last + 1] if self.after(last) else False
        return (self._transcript(first), target) in self._named and not goes_on

    @cached_property
    def _named(self) -> frozenset[tuple[int, int]]:
        """Transcript and target of every name in full."""
        hits, forms = self.hits, self.forms
        full = hits.kept(column(hits, lambda n: "short" not in forms[n].flags))
        places = zip(full.first.tolist(), full.phrase.tolist(), strict=True)
        return frozenset((self._transcript(at), forms[number].target) for at, number in places)

    def _is_political(self, at: int) -> bool:
        """Whether the transcript names two countries or more: elsewhere a capital is a city."""
        return len(self._countries[self._transcript(at)]) >= _FEWEST_COUNTRIES

    @cached_property
    def _countries(self) -> dict[int, set[int]]:
        """The countries named in each transcript."""
        found: dict[int, set[int]] = defaultdict(set)
        for at, number in zip(self.hits.first.tolist(), self.hits.phrase.tolist(), strict=True):
            target = self.forms[number].target
            if target != SHIELD and self.targets[target][0] == "country":
                found[self._transcript(at)].add(target)
        return found

    @cached_property
    def _abroad(self) -> frozenset[int]:
        """Transcripts that speak of another country far more often than of America, and of none of its parties."""
        hits, forms, targets = self.hits, self.forms, self.targets
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for at, number in zip(hits.first.tolist(), hits.phrase.tolist(), strict=True):
            target = forms[number].target
            if target != SHIELD and (targets[target][0] == "country" or targets[target][1] in _AMERICAN):
                counts[self._transcript(at)][targets[target][1]] += 1
        found = set()
        for transcript, count in counts.items():
            american = sum(count.pop(name, 0) for name in ("United States", *_AMERICAN))
            if max(count.values(), default=0) > _FAR * max(american, 1):
                found.add(transcript)
        return frozenset(found)

    def _transcript(self, at: int) -> int:
        return int(self.table.turn_transcript[self.table.sentence_turn[self.table.token_sentence[at]]])

    def _is_somewhere(self, first: int, last: int) -> bool:
        """Whether a name that is also a word stands where places do."""
        surface = self.surface
        goes_on = not surface.final[last] and not surface.broken[last] and bool(surface.capital[last + 1])
        return self.before(first) in _WHERE and not goes_on

    def _namesake(self, target: int, first: int) -> int:
        """The target, its namesake or neither: by the words of its sentence, else by those of its transcript."""
        evidence, table = self.evidence[target], self.table
        sentence = slice(*table.sentence_offset[table.token_sentence[first] :][:2].tolist())
        scopes = [frozenset(table.vocabulary[table.token_term[sentence]])]
        if evidence.is_needed:
            scopes.append(self._said(self._transcript(first)))
        for said in scopes:
            spoken_for = len(evidence.spoken_for.intersection(said))
            against = len(evidence.against.intersection(said))
            if spoken_for != against:
                return target if spoken_for > against else evidence.namesake
        return NONE if evidence.is_needed else target

    def _said(self, transcript: int) -> frozenset[str]:
        """All terms of a transcript."""
        if transcript not in self._terms:
            of_sentence = self.table.turn_transcript[self.table.sentence_turn]
            begin, end = np.searchsorted(of_sentence, [transcript, transcript + 1]).tolist()
            terms = self.table.token_term[self.table.sentence_offset[begin] : self.table.sentence_offset[end]]
            self._terms[transcript] = frozenset(self.table.vocabulary[np.unique(terms)])
        return self._terms[transcript]

    # --- seats of governments ------------------------------------------------------------------------------------

    def _governs(self, first: int, last: int) -> bool:
        """Whether a capital stands for its government: it says or decides, has a policy, or is dealt with."""
        words = _seat_words()
        after = self.after(last)
        if int(self.table.token_end[last] - self.table.token_start[last]) - len(self.term(last)) > 1:
            return after in words.of  # "Beijing's decision"
        before = "" if self.surface.initial[first] or self.surface.broken[first - 1] else self.before(first)
        if before and self._is_dealt_with(first, last, before):
            return True
        if before in _PLACES_ONLY:
            return False
        if after in words.helps:
            return bool({self.after(last + 1), self._second(last + 1)} & (words.acts | words.says))
        return after in words.says

    def _is_dealt_with(self, first: int, last: int, before: str) -> bool:
        """Whether "talks with", "between … and" or "support from" stands before."""
        words, further = _seat_words(), self.before(first - 1)
        if before in _TWO:
            return self.after(last) in words.and_ and bool(self.capitals[last + 2])
        is_second = before in words.and_ and bool(self.capitals[first - 2]) and self.before(first - 2) in words.before
        return before in words.before or is_second or (before in words.prepositions and further in words.asked)

    def _second(self, at: int) -> str:
        """The word after the next."""
        return self.after(at + 1) if self.after(at) else ""


@cache
def _seat_words() -> _SeatWords:
    lists = word_sets("seat-words.txt")
    names = ("says", "helps", "acts", "of", "before", "asked", "prepositions", "and")
    return _SeatWords(*(lists[name] for name in names))


_SPEAK = frozenset([
    "speak", "speaks", "speaking", "spoke", "spoken", "learn", "learns", "learned", "language", "languages",
    "translate", "translated", "parle", "parler", "parlent", "parlant", "langue", "habla", "hablan", "hablar", "lengua",
    "idioma",
])  # fmt: skip
_SPEAKERS = frozenset([
    "language", "languages", "speaker", "speakers", "speaking", "translation", "version", "sprechen", "spricht",
])  # fmt: skip
_FRENCH_ARTICLES = frozenset(["le", "l"])
_MALE_ARTICLES = _FRENCH_ARTICLES | frozenset(["el", "o", "il"])
_EM_DASH = ord("—")
_INTO = frozenset(["in", "into", "from"])
_IN_OTHER_LANGUAGES = frozenset(["en", "auf"])
_ARTICLES = frozenset(["the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "los", "las"])
_STOPS = frozenset(map(ord, ".,;:!?)"))
_DIRECTIONS = frozenset([
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower",
    "greater", "downtown", "northeast", "northwest", "southeast", "southwest", "mainland", "rural", "inner", "metro",
    "metropolitan", "old", "occupied",
])  # fmt: skip
_WHERE = frozenset([
    "in", "at", "from", "near", "to", "of", "outside", "around", "through", "across", "toward", "towards", "into",
    "via", "over", "the", "throughout", "inside", "leaving", "visit", "visited", "visiting", "à", "de", "en", "nach",
    "aus", "i",
])  # fmt: skip
_PLACES_ONLY = frozenset(["in", "near", "outside", "around", "at", "of"])
_AMERICAN = ("White House", "Republican Party", "Democratic Party", "US State Department", "Federal Reserve")
_FAR = 4
_FEWEST_COUNTRIES = 2
_TWO = frozenset(["between", "zwischen", "entre"])
