"""People in running text: speakers and others by title and surname, full name, or surname alone.

Separate from countries because people are in no list: a title or a known given name opens a name, and the names
found so teach the surnames to look for. People are kept apart for each transcript, so that one text's Smith is
not another's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.name_lists import PARTICLES, Gender, Title, given_names, same_given, title_matcher, titles
from onrecord.phrase_matcher import longest
from onrecord.reading import SUFFIXES, Run
from onrecord.targets import ALIAS, EXACT, INFERRED, NAME, TITLE
from onrecord.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Speaker
    from onrecord.reading import Reading
    from onrecord.tokens import BoolArray

HONORIFICS = frozenset(["mister", "madam", "sir"])
"""What stands before an office in address: "Mr. Secretary"."""
_COURTESY = frozenset(["mister", "mrs.", "ms.", "sir", "madam", "monsieur", "herr", "frau", "doctor"])
_UNIQUE = frozenset(["president", "prime minister", "king", "queen", "pope", "first lady", "chancellor"])
_NEVER_LOWER = frozenset(
    [
        "general",
        "doctor",
        "judge",
        "moderator",
        "director",
        "administrator",
        "commissioner",
        "king",
        "queen",
        "pope",
        "speaker",
        "chairperson",
        "prosecutor",
    ]
)


@dataclass(eq=False)
class Person:
    """Somebody in one transcript, as far as the text tells."""

    surname: str
    """The last word of the name, as a term; empty for a speaker known by office alone."""
    given: str = ""
    titles: set[str] = field(default_factory=set)
    """As printed in the labels."""
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
        """Titles of the labels, and those the text uses often: one "President Sanders" makes nobody president."""
        often = max(self.called.values(), default=0)
        return self.titles | {title for title, n in self.called.items() if n > 1 and 2 * n >= often}


class Found(NamedTuple):
    """A mention: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    person: Person
    how: int
    form: int


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title in the text, with the run of names behind it, if any."""

    first: int
    last: int
    title: Title
    run: Run | None
    honorific: Title | None = None
    """"Mr." or "Madam" right before the title."""


def speaker_person(code: int, speaker: Speaker) -> Person:
    """What a speaker's display name and labels tell: surname, given name, titles."""
    person = Person("", speaker=code, is_chair=speaker.role == "chair")
    for label in (speaker.name, *speaker.labels):
        found, rest = _parse_label(label)
        for title in found:
            person.titles.add(title.name)
            person.gender = person.gender or title.gender
            person.is_chair |= title.is_chair
        rest = [word for word in rest if word not in SUFFIXES]
        if not rest:
            continue
        person.surname = person.surname or rest[-1]
        if (
            rest[-1] == person.surname
            and rest[0] not in PARTICLES
            and not person.given
            and (len(rest) > 1 or rest[0] in given_names())
        ):
            person.given = rest[0]
    return person


def title_hits(reading: Reading) -> list[TitleHit]:
    """All titles written as such, in order, each with the name behind it."""
    matcher, kinds = title_matcher()
    hits = matcher.find(reading.table)
    last = hits.first + hits.n_tokens - 1
    hits = hits.kept(~reading.taken[hits.first] & ~reading.taken[last])
    hits = hits.kept(longest(hits))
    order = np.argsort(hits.first)
    found: list[TitleHit] = []
    broken = reading.surface.broken
    columns = (column[order].tolist() for column in (hits.phrase, hits.first, hits.n_tokens))
    for number, first, size in zip(*columns, strict=True):
        title, end = kinds[number], first + size - 1
        if broken[first:end].any():
            continue
        is_capital = bool(reading.surface.capital[first])
        # A lower-case office before a name is common ("president Trump"); a lower-case "chief" is not a title.
        believed = (
            is_capital
            or (title.is_office and title.name not in _NEVER_LOWER)
            or bool(reading.surface.lower_case[first])
        )
        run = None
        if believed and not broken[end] and not reading.possessive[end]:
            run = reading.run(end + 1, reading.after_title)
        before = found[-1] if found else None
        if before and before.last == first - 1 and before.title.name in HONORIFICS and not broken[first - 1]:
            found[-1] = TitleHit(before.first, end, title, run, before.title)
        else:
            found.append(TitleHit(first, end, title, run))
    return found


class Roster:
    """The people of one transcript and the rules that tell them apart."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)

    def of_surname(self, surname: str) -> list[Person]:
        return [person for person in self.people if person.surname == surname and surname]

    def full(
        self, given: str, surname: str, title: Title | None, said_by: set[int], *, is_only: bool
    ) -> tuple[Person, int]:
        """The person of a full name, and how sure that is."""
        gender: Gender = title.gender if title else ""
        namesakes = [p for p in self.of_surname(surname) if not _clash(p.gender, gender)]
        for person in namesakes:
            if person.given and same_given(person.given, given):
                if len(person.given) < len(given):
                    person.given = given
                return person, EXACT
        for person in namesakes:
            if not person.given and person.speaker is not None:
                if title and _same_office(title.name, person.offices):
                    person.given = given
                    return person, EXACT
                # Whom only the speaker calls by that full name is a relative.
                if is_only and said_by - {person.speaker}:
                    person.given = given
                    return person, INFERRED
        return self._added(Person(surname, given, gender=gender)), EXACT

    def titled(self, surname: str, title: Title) -> tuple[Person, int]:
        """The person of a title and surname."""
        namesakes = [p for p in self.of_surname(surname) if not _clash(p.gender, title.gender)]
        if title.name == "mrs.":
            # "Mrs. Carter" is seldom President Carter.
            namesakes = [p for p in namesakes if p.gender == "she" or not (p.titles | set(p.called)) - _COURTESY]
        if title.name in _UNIQUE:
            # "President Clinton" is not the Secretary Clinton who speaks.
            namesakes = [p for p in namesakes if title.name in p.offices or not p.offices - _COURTESY]
        speakers = [p for p in namesakes if p.speaker is not None]
        nameless = [p for p in self.people if p.speaker is not None and p.is_chair and not p.surname]
        if title.is_chair and not namesakes and len(nameless) == 1:
            nameless[0].surname = surname  # "Chair Maddigan" is the one labelled "The Chair"
            return nameless[0], EXACT
        if len(speakers) == 1:
            return speakers[0], EXACT
        if len(namesakes) == 1:
            return namesakes[0], EXACT
        same_title = [p for p in namesakes if title.name in p.titles or title.name in p.called]
        if len(same_title) == 1:
            return same_title[0], EXACT
        if namesakes:
            return max(namesakes, key=lambda p: p.n_mentions), ALIAS
        return self._added(Person(surname, gender=title.gender)), EXACT

    def by_surname(self, surname: str) -> Person | None:
        """Whom a surname alone means: the only bearer, the only speaker, or the one named far more often."""
        namesakes = self.of_surname(surname)
        if len(namesakes) > 1:
            speakers = [p for p in namesakes if p.speaker is not None]
            if len(speakers) == 1:
                return speakers[0]
            first, second = sorted(namesakes, key=lambda p: -p.n_mentions)[:2]
            return first if first.n_mentions >= 3 * max(second.n_mentions, 1) else None
        return namesakes[0] if namesakes else None

    def _added(self, person: Person) -> Person:
        self.people.append(person)
        return person


def find_named(reading: Reading, tokens: slice, hits: Sequence[TitleHit], roster: Roster) -> list[Found]:
    """Full names, titled names and surnames in one transcript's tokens. Claims their words."""
    titled = [(hit, hit.run) for hit in hits if hit.run is not None]
    found: list[Found] = []
    _learn_offices(titled, roster)
    full = _full_names(reading, tokens, titled)
    _learn_introductions(reading, full, roster)
    spoken: dict[tuple[str, str], set[int]] = {}
    for first, run, _ in full:
        spoken.setdefault(_key(run), set()).add(int(reading.speaker[first]))
    for first, run, title in sorted(full, key=lambda item: item[2] is None):  # titled ones first: they tell more
        key = _key(run)
        is_only = sum(other[1] == key[1] for other in spoken) == 1
        person, how = roster.full(*key, title, spoken[key], is_only=is_only)
        if title:
            person.called[title.name] += person.speaker is None
            person.gender = person.gender or title.gender
        person.printed[_printed(reading, run.first, run.last)] += 1000  # a full name is a better name than a title
        found.append(_claim(reading, first, run.last, person, how, TITLE if title else NAME))
    for hit, run in titled:
        if reading.taken[run.first]:
            continue
        person, how = roster.titled(run.words[-1], hit.title)
        is_courtesy = hit.title.name in _COURTESY
        if not is_courtesy:
            person.called[hit.title.name] += person.speaker is None  # speakers' were counted before
        person.gender = person.gender or hit.title.gender
        # "Mr. Price" is a poorer name than "Secretary Price".
        person.printed[_printed(reading, hit.first, run.last)] += 1 if is_courtesy else 10
        found.append(_claim(reading, hit.first, run.last, person, how, TITLE))
    return found + _surnames(reading, tokens, roster)


def _learn_offices(titled: Sequence[tuple[TitleHit, Run]], roster: Roster) -> None:
    """Counts the offices by which the only speaker of a surname is called."""
    for hit, run in titled:
        bearers = [p for p in roster.of_surname(run.words[-1]) if p.speaker is not None]
        if len(bearers) == 1 and len(run.words) == 1 and hit.title.name not in _COURTESY:
            bearers[0].called[hit.title.name] += 1


def _learn_introductions(reading: Reading, full: Sequence[tuple[int, Run, Title | None]], roster: Roster) -> None:
    """Takes given names from "I'm Nora Hale"."""
    for first, run, _ in full:
        if _introduces(reading, first):
            given, surname = _key(run)
            for person in roster.of_surname(surname):
                if person.speaker == reading.speaker[first] and not person.given:
                    person.given = given


def _full_names(
    reading: Reading, tokens: slice, titled: Sequence[tuple[TitleHit, Run]]
) -> list[tuple[int, Run, Title | None]]:
    """First token, name and title of every given name with a surname."""
    in_title = np.zeros(tokens.stop - tokens.start, np.bool_)
    for hit, run in titled:
        in_title[hit.first - tokens.start : run.last + 1 - tokens.start] = True
    full: list[tuple[int, Run, Title | None]] = [
        (hit.first, run, hit.title) for hit, run in titled if len(run.words) > 1 and run.words[0] not in PARTICLES
    ]
    claimed = -1
    may_follow = reading.name_word | reading.given
    for first in (np.flatnonzero(reading.given[tokens] & ~in_title & ~reading.taken[tokens]) + tokens.start).tolist():
        if first <= claimed:
            continue
        alone = reading.run(first, may_follow)
        if alone and len(alone.words) > 1 and not _preceded(reading, first):
            full.append((first, alone, None))
            claimed = alone.last
    pairs: set[tuple[str, ...]] = {run.words for _, run, _ in full if len(run.words) == 2}
    used_lower = reading.used_lower(tokens)
    return [(first, _shortened(reading, run, pairs, used_lower), title) for first, run, title in full]


def _surnames(reading: Reading, tokens: slice, roster: Roster) -> list[Found]:
    surnames = {person.surname for person in roster.people if len(person.surname) > 2}
    barred = reading.used_lower(tokens)[reading.table.token_term[tokens]]
    candidates = reading.mask_of(surnames, tokens) & reading.name_word[tokens] & ~reading.taken[tokens] & ~barred
    found = []
    for last in (np.flatnonzero(candidates) + tokens.start).tolist():
        first = last
        while not reading.surface.initial[first] and reading.particle[first - 1]:
            if reading.surface.broken[first - 1] or reading.taken[first - 1]:
                break
            first -= 1
        person = roster.by_surname(reading.term(last))
        if person and not reading.continues_name(first, last):
            found.append(_claim(reading, first, last, person, ALIAS, NAME))
    return found


def _claim(reading: Reading, first: int, last: int, person: Person, how: int, form: int) -> Found:
    reading.taken[first : last + 1] = True
    person.n_mentions += 1
    person.since = first if person.since < 0 else min(person.since, first)
    return Found(first, last, person, how, form)


def _introduces(reading: Reading, first: int) -> bool:
    """Whether "I'm", "I am" or "my name is" stands before."""
    if reading.surface.initial[first]:
        return False
    words = [reading.term(at) for at in range(max(first - 2, 0), first)]
    return words[-1] == "i'm" or words in (["i", "am"], ["name", "is"])


def _same_office(title: str, offices: set[str]) -> bool:
    """Whether the title, or what it is short for, is among the offices: "secretary" and "secretary of state"."""
    return any(
        title == office or title.startswith(f"{office} of") or office.startswith(f"{title} of") for office in offices
    )


def _shortened(reading: Reading, run: Run, pairs: set[tuple[str, ...]], used_lower: BoolArray) -> Run:
    """Without words behind a name that the text also has without them: "George Floyd Policing"."""
    if len(run.words) < 3 or run.words[:2] not in pairs or reading.term(run.first + 1) != run.words[1]:
        return run
    if not used_lower[reading.table.token_term[run.first + 2]]:
        return run  # "Juan Carlos Lopez" beside "Juan Carlos"
    return Run(run.first, run.first + 1, run.words[:2])


def _clash(one: Gender, other: Gender) -> bool:
    return bool(one and other and one != other)


def _key(run: Run) -> tuple[str, str]:
    """Given name and surname."""
    return run.words[0], run.words[-1]


def _preceded(reading: Reading, first: int) -> bool:
    """Whether the word before belongs to the name: "San Francisco Bay" is nobody called Francisco."""
    if reading.surface.initial[first] or reading.surface.broken[first - 1] or reading.possessive[first - 1]:
        return False
    return bool(reading.name_word[first - 1]) and not reading.surface.initial[first - 1]


def _printed(reading: Reading, first: int, last: int) -> str:
    table = reading.table
    transcript = table.transcripts[table.turn_transcript[reading.turn[first]]]
    end = int(table.token_end[last]) - (2 if reading.possessive[last] else 0)
    return " ".join(transcript.text[table.token_start[first] : end].split())


def _parse_label(label: str) -> tuple[list[Title], list[str]]:
    """Titles in a label and the words of the name behind the last of them (or before, when none stand behind)."""
    tokens = tokenize(label.partition("(")[0].partition(",")[0])
    words = tokens.vocabulary[tokens.term].tolist()
    found: list[Title] = []
    at, begin, opened = 0, 0, 0
    while at < len(words):
        size = next((n for n in (3, 2, 1) if tuple(words[at : at + n]) in titles()), 0)
        if size:
            opened = opened if found else at
            found.append(titles()[tuple(words[at : at + size])])
            begin = at + size
        at += size or 1
    rest = words[begin:] or words[:opened]
    rest = rest[: rest.index("of")] if "of" in rest else rest
    return found, [word for word in rest if word != "the"]
