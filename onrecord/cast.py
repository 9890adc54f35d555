"""The people of one transcript and the rules that tell namesakes apart.

Separate from the search: whose a name is has the same answer wherever it was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.name_lists import Gender, Title, courtesy_titles, same_given
from onrecord.person import Person
from onrecord.targets import ALIAS, EXACT, INFERRED

if TYPE_CHECKING:
    from collections.abc import Sequence

_GIVEN_FIRST = frozenset(["sir", "dame", "uncle", "aunt", "sister", "brother", "prince", "princess"])
"""A first name can stand alone behind them."""


class Cast:
    """The people of one transcript, in the order in which they became known."""

    def __init__(self, speakers: Sequence[Person]) -> None:
        self.people: list[Person] = []
        self.speakers = tuple(speakers)
        self._bearers: dict[str, list[Person]] = {}
        for person in speakers:
            self.add(person)

    def add(self, person: Person) -> Person:
        """Takes somebody in."""
        self.people.append(person)
        for surname in {person.surname, *person.surnames}:
            self._bearers.setdefault(surname, []).append(person)
        return person

    def name(self, person: Person, surname: str) -> None:
        """Gives a surname to somebody who was known by office alone."""
        person.surname = surname
        self._bearers.setdefault(surname, []).append(person)

    def of_surname(self, surname: str) -> list[Person]:
        """All bearers of a surname."""
        return self._bearers.get(surname, []) if surname else []

    @property
    def surnames(self) -> set[str]:
        """All surnames."""
        return set(self._bearers) - {""}

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
        return self.add(Person(surname, given, gender=gender)), EXACT

    def titled(self, surname: str, title: Title) -> tuple[Person, int]:
        """The person of a title and surname, and how sure that is."""
        namesakes = self._who_may_be(surname, title)
        nameless = [p for p in self.speakers if p.is_chair and not p.surname]
        if title.is_chair and not namesakes and len(nameless) == 1:
            self.name(nameless[0], surname)  # "Chair Maddigan" is the one labelled "The Chair"
            return nameless[0], EXACT
        if not namesakes and title.name in _GIVEN_FIRST:
            namesakes = [p for p in self.people if p.given == surname]
        if not namesakes:
            return self.add(Person(surname, gender=title.gender)), EXACT
        speakers = [p for p in namesakes if p.speaker is not None]
        same_title = [p for p in namesakes if title.name in p.titles or title.name in p.called]
        for choice in (speakers, namesakes, same_title):
            if len(choice) == 1:
                return choice[0], EXACT
        return max(namesakes, key=lambda p: p.n_mentions), ALIAS

    def _who_may_be(self, surname: str, title: Title) -> list[Person]:
        """The bearers of a surname whom the title can mean."""
        namesakes = [p for p in self.of_surname(surname) if not _clash(p.gender, title.gender)]
        if title.name == "mrs.":
            # "Mrs. Carter" is seldom President Carter.
            namesakes = [
                p for p in namesakes if p.gender == "she" or not (p.titles | set(p.called)) - courtesy_titles()
            ]
        if "unique" in title.flags:
            # "President Clinton" is not the Secretary Clinton who speaks.
            namesakes = [p for p in namesakes if title.name in p.offices or not p.offices - courtesy_titles()]
        return namesakes

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


def _clash(one: Gender, other: Gender) -> bool:
    return bool(one and other and one != other)


def _same_office(title: str, offices: set[str]) -> bool:
    """Whether the title, or what it is short for, is among the offices: "secretary" and "secretary of state"."""
    return any(
        title == office or title.startswith(f"{office} of") or office.startswith(f"{title} of") for office in offices
    )
