"""Countries, organisations and places by the forms in ``data/gazetteers``, in the language of each sentence.

Separate from people: these are closed lists, matched with their capitals, while people are found by rules. What a
form means where it stands is the business of ``gazetteer_rules``. Forms that only look like a country ("African
American", "French fries") are listed too: the longest form at a place wins, so they shield the name inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from onrecord.name_lists import rows, word_list
from onrecord.phrase_matcher import PhraseHits, PhraseMatcher
from onrecord.sentence_languages import CODES, ENGLISH
from onrecord.tokens import BoolArray, Int64Array, tokenize

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

ThingKind = Literal["country", "organisation", "place"]

SHIELD = -1
"""Stands for a target: the form is matched so that nothing inside it is."""
NONE = -1
"""Stands for no target at all."""


class Form(NamedTuple):
    """A spelling of a target."""

    text: str
    target: int
    """Index into ``Gazetteer.targets``, or ``SHIELD``."""
    form: Literal["name", "demonym", "seat"] = "name"
    is_alias: bool = True
    flags: frozenset[str] = frozenset()
    language: int = NONE
    """The only language in which it is read, an index into ``CODES``; ``NONE`` for every one."""
    transcript: int | None = None
    """The only transcript in which the form holds: one that defines it."""
    government: int = NONE
    """The country for whose government a capital can stand."""
    abroad: int = NONE
    """What it means where the talk is not of America: "the Senate" of another country."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells a name from its namesake: terms, and whether the name counts without any of them."""

    spoken_for: frozenset[str]
    against: frozenset[str]
    is_needed: bool
    namesake: int
    """Target of the namesake, or ``NONE``."""


@dataclass(frozen=True)
class Gazetteer:
    """Targets, as (kind, name), and all their forms."""

    targets: tuple[tuple[ThingKind, str], ...]
    forms: tuple[Form, ...]
    evidence: Mapping[int, Evidence] = field(default_factory=dict)
    """By target."""

    @cached_property
    def _read(self) -> tuple[list[tuple[str, ...]], BoolArray, BoolArray]:
        return _words_and_case([form.text for form in self.forms])

    @property
    def words(self) -> list[tuple[str, ...]]:
        """The terms of each form."""
        return self._read[0]

    @cached_property
    def matcher(self) -> PhraseMatcher:
        """Finds the forms; the phrase is the number of the form."""
        return PhraseMatcher(self.words)

    @cached_property
    def single(self) -> Mapping[str, int]:
        """Forms of one word that can be part of a compound ("Moscow-backed"), by term."""
        return {
            words[0]: number
            for number, (form, words) in enumerate(zip(self.forms, self.words, strict=True))
            if len(words) == 1 and form.target != SHIELD and not form.flags & {"person", "common", "evidence"}
        }

    @cached_property
    def known(self) -> Mapping[str, int]:
        """Target of each form in lower case."""
        return {form.text.lower(): form.target for form in self.forms if form.target != SHIELD}

    @cached_property
    def _columns(self) -> tuple[Int64Array, BoolArray, BoolArray]:
        """For each form: its language; whether it is believed where nothing has a capital; whether a comma is in it."""
        barred = word_list("common-words.txt")
        believed = [
            form.target != SHIELD
            and self.targets[form.target][0] != "organisation"
            and (" " in form.text or len(form.text) > _SHORT)
            and bool(words)
            and words[0] not in barred
            and not form.flags & {"person", "common"}
            for words, form in zip(self.words, self.forms, strict=True)
        ]
        return (
            np.array([form.language for form in self.forms], np.int64),
            np.array(believed, np.bool_),
            np.array(["," in form.text for form in self.forms], np.bool_),
        )

    def find(self, table: TurnTable, surface: Surface, languages: Int64Array) -> PhraseHits:
        """All forms in the table that are written as names, in a language in which they are read; they may overlap."""
        hits = self.matcher.find(table)
        own, believed_form, comma = self._columns
        language = own[hits.phrase]
        hits = hits.kept((language == NONE) | (language == languages[table.token_sentence[hits.first]]))
        _, capital, upper = self._read
        ok = np.ones(hits.first.size, np.bool_)
        # Where nothing is written with a capital, long names of countries and places are believed in lower case.
        believed = surface.lower_case[hits.first] & believed_form[hits.phrase]
        for depth in range(int(hits.n_tokens.max(initial=0))):
            at = np.flatnonzero(hits.n_tokens > depth)
            token, phrase = hits.first[at] + depth, hits.phrase[at]
            fits = (~capital[phrase, depth] | surface.capital[token]) & (
                ~upper[phrase, depth] | (surface.upper[token] & ~surface.shouted[token])
            )
            goes_on = (hits.n_tokens[at] == depth + 1) | ~surface.broken[token] | comma[phrase]
            ok[at] &= (fits | believed[at]) & goes_on
        for number in np.flatnonzero([form.transcript is not None for form in self.forms]).tolist():
            here = hits.phrase == number
            transcript = table.turn_transcript[table.sentence_turn[table.token_sentence[hits.first[here]]]]
            ok[here] &= transcript == self.forms[number].transcript
        return hits.kept(ok)


@cache
def load_gazetteer(languages: frozenset[int] = frozenset([ENGLISH])) -> Gazetteer:
    """The countries, organisations and places of ``data/gazetteers``; countries in these languages besides English."""
    targets: list[tuple[ThingKind, str]] = []
    forms: list[Form] = []
    code_of: dict[str, int] = {}
    flags_of: dict[str, frozenset[str]] = {}
    for code, name, names, people, flags in rows("countries.txt", 5):
        target = code_of[code] = len(targets)
        targets.append(("country", name))
        marks = flags_of[code] = frozenset(flags.split())
        written = dict.fromkeys([name, *_split(names)])
        only = ENGLISH if marks & {"person", "evidence"} else NONE
        forms += [Form(text, target, "name", i > 0, marks - {"language"}, only) for i, text in enumerate(written)]
        borne = marks - {"person"} if code in _BORNE_BY_NAME_ONLY else marks
        forms += [Form(text, target, "demonym", flags=borne, language=ENGLISH) for text in _plurals(_split(people))]
    for language in sorted(languages - {ENGLISH}):
        forms += _countries_in(language, code_of, flags_of)
    for name, names, people, short in rows("organisations.txt", 4):
        target = len(targets)
        targets.append(("organisation", name))
        for i, text in enumerate(dict.fromkeys([name, *_split(names)])):
            plain, abroad = text.removeprefix("~"), NONE
            if plain != text:
                abroad = len(targets)
                targets.append(("organisation", plain))
            forms.append(Form(plain, target, is_alias=i > 0, abroad=abroad))
            if len(plain) >= _SAID and plain.isalpha() and plain.isupper() and _VOWELS.intersection(plain[1:]):
                forms.append(Form(plain.capitalize(), target, flags=frozenset(["word"])))  # "Fifa", "Nato"
        forms += [Form(text, target, "demonym") for text in _plurals(_split(people))]
        forms += [Form(text, target, flags=frozenset(["short"])) for text in _split(short)]
    _add_seats(targets, forms, code_of)
    _add_places(targets, forms)
    forms += [Form(text, SHIELD) for (line,) in rows("not-countries.txt", 1) for text in _plurals([line])]
    return Gazetteer(tuple(targets), tuple(forms), _evidence(targets, code_of))


def _countries_in(language: int, code_of: Mapping[str, int], flags_of: Mapping[str, frozenset[str]]) -> Iterator[Form]:
    """Names, peoples and adjectives in another language."""
    endings = ""
    for code, names, people in rows(f"countries/{CODES[language]}.txt", 3):
        if code == "~":
            endings = names
            continue
        target, marks = code_of[code], flags_of[code]
        of_name = marks - {"language"} if CODES[language] in _WITH_NAMESAKES else marks & {"person"}
        for text in _inflected(_split(names)):
            yield Form(text, target, "name", flags=of_name, language=language)
            if CODES[language] == "tr":  # "Türkiye'nin"
                yield Form(f"{text}'*", target, "name", flags=of_name, language=language)
        for text in _inflected([form.replace("~", f"({endings})") for form in _split(people)]):
            yield Form(text, target, "demonym", flags=marks & {"language"}, language=language)


def _add_seats(targets: list[tuple[ThingKind, str]], forms: list[Form], code_of: Mapping[str, int]) -> None:
    for code, capitals, houses in rows("seats.txt", 3):
        for names in _split(capitals):
            written = names.split("=")
            targets.append(("place", written[0]))
            flags = frozenset(["person"]) if written[0] in _CAPITALS_OF_PEOPLE else frozenset()
            forms += [
                Form(text, len(targets) - 1, is_alias=i > 0, flags=flags, government=code_of[code])
                for i, text in enumerate(written)
            ]
        forms += [Form(text, code_of[code], "seat") for names in _split(houses) for text in names.split("=")]


def _add_places(targets: list[tuple[ThingKind, str]], forms: list[Form]) -> None:
    """Places; a later line gives its flag to a place listed before."""
    flags: frozenset[str] = frozenset()
    named: dict[str, int] = {form.text: number for number, form in enumerate(forms) if form.government != NONE}
    for (line,) in rows("places.txt", 1):
        if line.startswith("@"):
            flags = frozenset(line[1:].split())
            continue
        for entry in _split(line):
            written = [name.strip() for name in entry.split("=")]
            if written[0] in named:
                number = named[written[0]]
                forms[number] = forms[number]._replace(flags=forms[number].flags | flags)
                continue
            # "Georgia (state)" shows a name that alone is another's.
            targets.append(("place", written[0].removeprefix("_").partition(" (")[0]))
            for i, text in enumerate(written):
                if "(" in text:
                    continue
                plain = text.removeprefix("_")
                named[plain] = len(forms)
                shown = plain if plain == text else plain.lower()
                forms.append(Form(shown, len(targets) - 1, is_alias=i > 0, flags=flags))


def _evidence(targets: list[tuple[ThingKind, str]], code_of: Mapping[str, int]) -> dict[int, Evidence]:
    found = {}
    for code, spoken_for, against, needed, namesake in rows("evidence.txt", 5):
        other = targets.index(("place", namesake)) if namesake else NONE
        terms = [frozenset(_split(cell.lower())) for cell in (spoken_for, against)]
        found[code_of[code]] = Evidence(terms[0], terms[1], is_needed=needed == "needed", namesake=other)
    return found


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _plurals(forms: Sequence[str]) -> Iterator[str]:
    for form in forms:
        yield form.rstrip("+") if form.endswith("+") else form
        if form.endswith("+"):
            yield form[:-1] + "s"


def _inflected(forms: Sequence[str]) -> Iterator[str]:
    """Such as "franc(és,esa)" as "francés" and "francesa", every form once."""
    done = set()
    for form in forms:
        whole = [""]
        for stem, endings in _ENDINGS.findall(form):
            each = endings.split(",") if endings else [""]
            whole = [before + stem + ending for before in whole for ending in each]
        for text in whole:
            if text not in done:
                done.add(text)
                yield text


def _words_and_case(forms: Sequence[str]) -> tuple[list[tuple[str, ...]], BoolArray, BoolArray]:
    """Each form as the terms that the tokeniser makes of it, with a "*" at its end kept, and for each form and word of
    it: must it be capitalised, must it be in capitals.
    """
    joined = "\n".join(forms)
    tokens = tokenize(joined)
    bounds = np.cumsum([0, *map(len, forms)]) + np.arange(len(forms) + 1)
    cuts = np.searchsorted(tokens.start, bounds)
    terms = tokens.vocabulary[tokens.term].tolist()
    words = [tuple(terms[a:b]) for a, b in pairwise(cuts.tolist())]
    words = [(*w[:-1], f"{w[-1]}'*") if form.endswith("'*") else w for w, form in zip(words, forms, strict=True)]
    form = np.repeat(np.arange(len(forms)), np.diff(cuts))
    depth = np.arange(len(tokens)) - cuts[form]
    capital = np.zeros((len(forms), int(depth.max(initial=0)) + 1), np.bool_)
    upper = np.zeros_like(capital)
    first = [joined[at] for at in tokens.start.tolist()]
    second = [joined[at + 1 : end] for at, end in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)]
    capital[form, depth] = [letter.isupper() for letter in first]
    upper[form, depth] = [a.isupper() and b[:1].isupper() for a, b in zip(first, second, strict=True)]
    return words, capital, upper


_ENDINGS = re.compile(r"([^()]+|(?=\())(?:\(([^()]*)\))?")
_SHORT = 3
_SAID = 4
_VOWELS = frozenset("AEIOU")
"""Initials that are said as a word, and by some written as one."""
_BORNE_BY_NAME_ONLY = frozenset(["GB", "IE", "IL", "IN", "NL"])
_WITH_NAMESAKES = frozenset(["fr", "es", "pt", "it"])
"""Languages in which Georgia and the American State have one name."""
_CAPITALS_OF_PEOPLE = frozenset([
    "Washington", "Paris", "London", "Lima", "Wellington", "Sofia", "Berlin", "Vienna", "Juba", "Riga",
])  # fmt: skip
