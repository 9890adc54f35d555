"""Somebody in one transcript, and what the labels tell of a speaker: names, offices, seats.

Separate from the rules for running text: a label is read once, word by word, and cannot be misread by its context.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.name_lists import PARTICLES, SUFFIXES, Gender, Title, given_names, plain, states, titles, unique_titles
from onrecord.tokens import tokenize

if TYPE_CHECKING:
    from onrecord.model import Speaker

_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)")
_ARTICLES = frozenset(["the", "le", "la", "l", "el", "der", "die", "il", "o", "a"])
OF = frozenset(["of", "for", "de", "du", "des", "d", "del", "do", "da", "von", "für"])
"""What stands between an office and what it is over: "Minister of Health"."""

LINKS = frozenset(["and", "the", "et", "la", "les", "und", "y", "i"])
"""Words inside what an office is over, and inside a seat."""


@dataclass(eq=False)
class Person:
    """Somebody in one transcript, as far as the text tells."""

    surname: str
    """The last word of the name, as a term; empty for a speaker known by office alone."""
    given: str = ""
    surnames: set[str] = field(default_factory=set)
    """Where two surnames are borne ("Roca Vidal"), those before the last."""
    titles: set[str] = field(default_factory=set)
    """As printed in the labels, in English."""
    areas: set[tuple[str, ...]] = field(default_factory=set)
    """What offices in the labels are over: "health" of a Minister of Health."""
    seats: set[tuple[str, ...]] = field(default_factory=set)
    """Whom he sits for, by the labels or the talk: a constituency, a state."""
    called: Counter[str] = field(default_factory=Counter)
    """Offices that stand before the name in the text, with counts."""
    gender: Gender = ""
    speaker: int | None = None
    is_chair: bool = False
    printed: Counter[str] = field(default_factory=Counter)
    """Full names, or titles and surnames, as the text has them."""
    n_mentions: int = 0
    since: int = -1
    """Token of the first mention by name."""

    @property
    def offices(self) -> set[str]:
        """Titles of the labels, and those the text uses: but one "President Sanders" makes nobody president."""
        often = max(self.called.values(), default=0)
        claimed = {title for title, n in self.called.items() if 2 * n >= often}
        return self.titles | {title for title in claimed if self.called[title] > 1 or title not in unique_titles()}


class Found(NamedTuple):
    """A mention: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    person: Person
    how: int
    form: int


def speaker_person(code: int, speaker: Speaker, *, is_english: bool = True) -> Person:
    """What a speaker's display name and labels tell: surname, given name, titles, offices, seats."""
    person = Person("", speaker=code, is_chair=speaker.role == "chair")
    for label in dict.fromkeys((speaker.name, *speaker.labels)):
        _read_label(person, label, is_english=is_english)
    return person


def _read_label(person: Person, label: str, *, is_english: bool) -> None:
    outside = re.split(r"[(\[]", label, maxsplit=1)[0]
    name, _, rest = outside.partition(",")
    insides = [inside.strip() for inside in _BRACKETED.findall(label) if inside.strip()]
    found, words = _parsed(person, name, is_english=is_english)
    begins = _terms(name)[:1]
    is_courtesy = any(title.is_courtesy for title in found)  # "El señor ROCA"
    if begins and begins[0] in _ARTICLES and not is_courtesy and (found or insides or begins[0] == "the"):
        words = []  # "The Clerk of the Committee" names nobody
    if not words and insides and begins:
        # "The Deputy Speaker (Mrs. Carol Hughes)"
        inner, words = _parsed(person, insides.pop(0).partition(",")[0], is_english=is_english)
        found += inner
    for part in (rest, *insides):
        found += _aside(person, part, is_english=is_english)
    for title in found:
        person.titles.add(title.name)
        person.gender = person.gender or title.gender
        person.is_chair |= title.is_chair
    words = [word for word in words if word not in SUFFIXES]
    if not is_english and len(words) > 1:
        # "El señor ROCA VIDAL" has no given name, "Julia Roca Vidal" has one.
        known = not found or words[0] in given_names() or plain(words[0]) in given_names()
        person.surnames |= {word for word in words[known:-1] if word not in PARTICLES | LINKS}
        words = words if known else words[-1:]
    _take_name(person, words, is_titled=bool(found))


@lru_cache(10_000)
def _terms(label: str) -> tuple[str, ...]:
    """The words of a label, which is read again for every table."""
    tokens = tokenize(label)
    return tuple(tokens.vocabulary[tokens.term].tolist())


def _take_name(person: Person, words: list[str], *, is_titled: bool) -> None:
    if not words:
        return
    person.surname = person.surname or words[-1]
    is_alone = len(words) == 1 and not is_titled and words[0] in given_names()
    is_given = words[0] not in PARTICLES and (len(words) > 1 or is_alone)
    if words[-1] == person.surname and is_given and not person.given:
        person.given = words[0]


def _aside(person: Person, part: str, *, is_english: bool) -> list[Title]:
    """Offices in what stands behind the name, and the seats: "(Minister of Health, Lib.)", "(Hull—Treasurer)"."""
    found = [title for title in _parsed(person, part, is_english=is_english)[0] if title.is_office]
    area = part.split(",", maxsplit=1)[0]
    # "Hull—Treasurer" is a seat and an office, "Hull—Upper Wick" a seat with a short form.
    for piece in {area, *re.split("[—–]", area)}:
        words = _terms(piece)
        if words and not any(title.is_office for title in _parsed(person, piece, is_english=is_english)[0]):
            person.seats.add(words)
            for word in "-".join(words).split("-"):  # "R-OH"
                person.seats |= states().get(word, frozenset())
    return found


def _parsed(person: Person, label: str, *, is_english: bool) -> tuple[list[Title], list[str]]:
    """Titles in a label and the words of the name behind the last of them (or before, when none stand behind)."""
    words = list(_terms(label))
    known = titles(is_english=is_english)
    found: list[Title] = []
    at, begin, opened = 0, 0, 0
    while at < len(words):
        size = next((n for n in (4, 3, 2, 1) if tuple(words[at : at + n]) in known), 0)
        if size:
            opened = opened if found else at
            found.append(known[tuple(words[at : at + size])])
            begin = at + size
        at += size or 1
    rest = words[begin:] or words[:opened]
    over = next((at for at, word in enumerate(rest) if word in OF), None) if found else None
    if over is not None and (over == 0 or rest[over] == "of"):
        person.areas.add(tuple(word for word in rest[over + 1 :] if word not in OF | _ARTICLES | LINKS))
        rest = rest[:over]
    return found, [word for word in rest if word != "the"]
