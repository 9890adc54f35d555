"""Offices that stand for their holder, such as "the foreign minister", "Mr. Secretary" and "Madam Speaker".

Separate from the rules for names because an office is resolved by fit: it means the one who holds it here, or of
several the one spoken with. Always marked inferred; an office that fits nobody here, or several, is left alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.person import LINKS, OF, Found, Person
from onrecord.targets import ARTICLES, DESCRIPTION, INFERRED, VOCATIVE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.address import Places
    from onrecord.cast import Cast
    from onrecord.reading import Reading
    from onrecord.title_hits import TitleHit
    from onrecord.turn_neighbours import TurnNeighbours

_LEGISLATORS = frozenset(["congressman", "congresswoman", "representative"])
_CLEAR_RATIO = 2
"""Called by an office so many times as often as anybody else, somebody is the one meant by it."""
_OVER_SOMETHING = frozenset(["minister", "secretary", "secretary of state"])
_BELONGING = frozenset(["of", "from"])
_RESPONSIBLE = frozenset(["responsible", "responsable", "in", "elect", "designate"])
_LEAST_SHARE = 0.03
_NEAR_TURNS = 6
_FEWEST_VOTES = 3
_VOTED_SHARE = 0.6
_COMMA = ord(",")


def find_offices(
    reading: Reading,
    hits: Sequence[TitleHit],
    cast: Cast,
    around: TurnNeighbours,
    places: Places,
    countries: Mapping[int, tuple[int, int]],
    named: Mapping[int, Found],
) -> list[Found]:
    """Titles without a name in one transcript that stand for somebody. Claims their words.

    ``countries`` maps the first and the last token of each country's name or adjective to (its other end, the
    country); ``named`` the first and the last token of each person's name to the mention.
    """
    offices = _Offices(reading, cast, around, places, countries, named, hits)
    candidates = [
        hit
        for hit in hits
        if hit.run is None and hit.title.is_office and "plural" not in hit.title.flags and not reading.taken[hit.first]
    ]
    for hit in candidates:
        offices.learn(hit)
    return [found for hit in candidates if (found := offices.resolved(hit))]


class _Offices:
    """The offices of one transcript, read in order."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        around: TurnNeighbours,
        places: Places,
        countries: Mapping[int, tuple[int, int]],
        named: Mapping[int, Found],
        hits: Sequence[TitleHit],
    ) -> None:
        self.reading, self.cast, self.around = reading, cast, around
        self.places, self.countries, self.named = places, countries, named
        self.home = _homes(reading, countries)
        self.over: dict[tuple[str, tuple[str, ...]], Person | None] = {}
        """Office and what it is over → whose name stands beside it."""
        self.latest: dict[str, tuple[int, Person]] = {}
        """Title → the turn in which it was used last, and for whom."""
        self._holding: dict[tuple[str, str, bool], list[Person]] = {}
        self.uses = Counter(hit.title.name for hit in hits)
        self.holders: dict[str, list[Person]] = {}
        self.offices = [hit for hit in hits if hit.run is None and hit.title.is_office]
        if not any(person.is_chair for person in cast.speakers):
            self._infer_chair()
        for person in cast.people:
            for title in person.titles | set(person.called):
                self.holders.setdefault(title, []).append(person)

    def learn(self, hit: TitleHit) -> None:
        """Takes from "the Minister of Health, Ann Orr" who holds the office."""
        end, area = self._area(hit)
        person = self._beside(hit, end)
        if person:
            known = self.over.setdefault((hit.title.name, area), person)
            if known is not person:
                self.over[hit.title.name, area] = None  # two have held it

    def resolved(self, hit: TitleHit) -> Found | None:
        """The mention that a title is, if it is clear whose."""
        reading = self.reading
        if self._is_address(hit):
            person, form = self._addressed(hit), VOCATIVE
        elif self._is_description(hit):
            person, form = self._described(hit), DESCRIPTION
        else:
            return None
        if person is None:
            return None
        first = hit.first
        if form == DESCRIPTION and not reading.surface.initial[first] and reading.term(first - 1) in ARTICLES:
            first -= not reading.taken[first - 1]
        reading.taken[first : hit.last + 1] = True
        if form == DESCRIPTION:
            self.latest[hit.title.name] = int(reading.turn[first]), person
        return Found(first, hit.last, person, INFERRED, form)

    def _is_address(self, hit: TitleHit) -> bool:
        reading, surface = self.reading, self.reading.surface
        if reading.quoted[hit.first]:
            return False  # "I said, 'Mr. President, …'" speaks to somebody else
        before = "" if surface.initial[hit.first] else reading.term(hit.first - 1)
        if hit.honorific is not None and hit.honorific.name != "honourable":
            return before not in ARTICLES
        if not surface.capital[hit.first]:
            return False
        if hit.first == hit.last:
            return any(place[hit.first] for place in self.places)
        begins = surface.initial[hit.first] or surface.after[hit.first - 1] == _COMMA
        return bool(begins and (surface.after[hit.last] == _COMMA or surface.final[hit.last]))

    def _is_description(self, hit: TitleHit) -> bool:
        """Whether "the" or a country stands before ("the Ukrainian foreign minister"), not "a", "my" or "former"."""
        reading = self.reading
        if reading.surface.initial[hit.first]:
            return False
        before = hit.first - 1
        return reading.term(before) in ARTICLES or before in self.countries

    def _addressed(self, hit: TitleHit) -> Person | None:
        reading, turn = self.reading, int(self.reading.turn[hit.first])
        presides = _presides(hit)
        gender = hit.title.gender or (hit.honorific.gender if hit.honorific else "")
        if hit.title.is_chair and (chair := self.around.chair(turn, gender)):
            return chair
        holders = self._others(self._speaking(hit, is_address=True), hit)
        if not holders and presides:
            return self.around.chair(turn, gender)
        if len(holders) > 1:
            near = {int(side[turn]) for side in reading.neighbours}
            beside = [person for person in holders if person.speaker in near]
            if len(beside) != 1 and presides:
                return self.around.chair(turn, gender)
            return beside[0] if len(beside) == 1 else self.around.latest(turn, holders)
        return holders[0] if holders else None

    def _infer_chair(self) -> None:
        """Makes whoever speaks beside most addresses to a chair, and never uses one, the one who presides."""
        addresses = [hit for hit in self.offices if _presides(hit) and self._is_address(hit)]
        addresses = [hit for hit in addresses if not self._speaking(hit, is_address=True)]
        turns = [int(self.reading.turn[hit.first]) for hit in addresses]
        spoken = {int(self.reading.table.turn_speaker[turn]) for turn in turns}
        votes: Counter[Person] = Counter()
        for turn in turns:
            beside = {self.around.before(turn), self.around.after(turn)}
            votes.update(person for person in beside if person is not None and person.speaker not in spoken)
        for person, n in votes.most_common(1):
            person.is_chair = n >= max(_FEWEST_VOTES, _VOTED_SHARE * len(turns))

    def _described(self, hit: TitleHit) -> Person | None:
        country = self._country_before(hit)
        end, area = self._area(hit)
        beside = self._beside(hit, end)
        if country is None or beside is not None:
            return beside if country is not None else None
        if area:
            known = self.over.get((hit.title.name, area))
            return known or _only([p for p in self._others(self.cast.speakers, hit) if _is_over(p, area)])
        if end > hit.last:
            country = self.countries[end][1] if end in self.countries else None
        if country is None or self._goes_on(end):
            return None
        speaking = self._others(self._speaking(hit, is_address=False), hit)
        if country >= 0:
            return _only([p for p in speaking if self.home.get(p.speaker, country) == country])
        return self._known_here(hit, speaking)

    def _known_here(self, hit: TitleHit, speaking: list[Person]) -> Person | None:
        """Who is meant by an office alone: of several holders the one spoken of just now, or who spoke last."""
        turn = int(self.reading.turn[hit.first])
        if not speaking and hit.title.is_chair:
            return self.around.chair(turn, hit.title.gender)
        if len(speaking) == 1:
            return speaking[0]
        used, person = self.latest.get(hit.title.name, (-1, None))
        if used == turn and person is not None:
            return person
        if speaking:
            return self.around.latest(turn, speaking)
        known = self.over.get((hit.title.name, ()))
        return self._spoken_of(hit) or (_only(self._others([known], hit)) if known else None)

    def _goes_on(self, end: int) -> bool:
        """Whether the words behind make another office of it: "the President Pro Tempore"."""
        surface = self.reading.surface
        if surface.final[end] or surface.broken[end] or self.reading.possessive[end]:
            return False
        return bool(self.reading.capital[end + 1]) or self.reading.term(end + 1) in _RESPONSIBLE

    def _others(self, people: Sequence[Person], hit: TitleHit) -> list[Person]:
        """Without the one who speaks: nobody says "the minister" of himself."""
        said_by = int(self.reading.speaker[hit.first])
        return [person for person in people if person.speaker != said_by]

    def _speaking(self, hit: TitleHit, *, is_address: bool) -> list[Person]:
        """The speakers who hold an office."""
        key = hit.title.name, hit.title.gender, is_address
        if key not in self._holding:
            self._holding[key] = [p for p in self.cast.speakers if _holds(p, hit, is_address=is_address)]
        return self._holding[key]

    def _spoken_of(self, hit: TitleHit) -> Person | None:
        """Of those who do not speak here the one who is called by the office, far more often than anybody else."""
        name = hit.title.name
        called = Counter({p: p.called[name] for p in self.holders.get(name, []) if p.speaker is None})
        (person, first), (_, second) = [*called.most_common(2), (None, 0), (None, 0)][:2]
        # One "Prime Minister Orr" among many a "Prime Minister" is somebody of the past, if he was not just named.
        is_clear = first >= max(2, _CLEAR_RATIO * second, _LEAST_SHARE * self.uses[name])
        if person is None or is_clear:
            return person
        turn = self.reading.turn
        is_recent = person.since < hit.first and turn[hit.first] - turn[person.since] <= _NEAR_TURNS
        return person if not second and is_recent else None

    def _beside(self, hit: TitleHit, end: int) -> Person | None:
        """Whose name stands beside the office: "the Governor, Governor Orr", "Ann Orr, the mayor"."""
        surface = self.reading.surface
        if not surface.final[end] and surface.broken[end]:
            after = end + 1 + (self.reading.term(end + 1) in ARTICLES)
            named = self.named.get(after)
            if named and named.first == after and self._fits(named, hit):
                return named.person
        begin = hit.first - 1
        if surface.initial[hit.first] or self.reading.term(begin) not in ARTICLES or surface.initial[begin]:
            return None
        named = self.named.get(begin - 1)
        if named and surface.after[begin - 1] == _COMMA and named.last == begin - 1 and surface.broken[end]:
            return named.person if self._fits(named, hit) else None
        return None

    def _fits(self, named: Found, hit: TitleHit) -> bool:
        """Whether a name can be the office's holder's: no other office stands before it."""
        offices = {title for title in (*named.person.titles, *named.person.called) if title != hit.title.name}
        return self.reading.speaker[hit.first] != named.person.speaker and not any(
            self.reading.term(named.first) == title.split()[0] for title in offices
        )

    def _country_before(self, hit: TitleHit) -> int | None:
        """The country said before an office, -1 when none is said, None when it is no definite one."""
        reading, before = self.reading, hit.first - 1
        if reading.term(before) in ARTICLES:
            return -1
        begin, country = self.countries[before]
        is_definite = not reading.surface.initial[begin] and reading.term(begin - 1) in ARTICLES
        return country if is_definite or reading.possessive[before] else None  # "a United States senator"

    def _area(self, hit: TitleHit) -> tuple[int, tuple[str, ...]]:
        """The last token of what an office is said to be over, and its words; none where it is a country."""
        reading, surface = self.reading, self.reading.surface
        last = hit.last
        if surface.final[last] or surface.broken[last] or reading.term(last + 1) not in OF | {"from"}:
            return last, ()
        at = last + 2
        while at < reading.taken.size and not surface.initial[at] and reading.term(at) in LINKS | OF:
            at += 1
        if at >= reading.taken.size or surface.initial[at]:
            return last, ()
        if at in self.countries:
            return at, ()
        if not reading.capital[at]:  # "the president of our club", but "I thank the minister for that"
            return last + (reading.term(last + 1) in _BELONGING), ()
        words: list[str] = []
        end = last + 1
        while at < reading.taken.size and len(words) < 8 and (reading.capital[at] or reading.term(at) in LINKS):
            words.append(reading.term(at))
            end = at
            if surface.broken[at] or surface.final[at] or reading.possessive[at]:
                break
            at += 1
        return end, tuple(word for word in words if word not in LINKS)


def _homes(reading: Reading, countries: Mapping[int, tuple[int, int]]) -> dict[int | None, int]:
    """The country each speaker names most: whose office, in the want of better, he is taken to hold."""
    counts: dict[int, Counter[int]] = {}
    for first, (last, country) in countries.items():
        if first <= last:
            counts.setdefault(int(reading.speaker[first]), Counter())[country] += 1
    return {speaker: count.most_common(1)[0][0] for speaker, count in counts.items()}


def _holds(person: Person, hit: TitleHit, *, is_address: bool) -> bool:
    name = hit.title.name
    offices = person.offices
    if name in offices or (name in _LEGISLATORS and offices & _LEGISLATORS):
        return not (hit.title.gender and person.gender and hit.title.gender != person.gender)
    # "The Foreign Secretary" is the Secretary of State for Foreign Affairs.
    what, _, office = name.rpartition(" ")
    if what and office in _OVER_SOMETHING and offices & _OVER_SOMETHING:
        return any(area and area[0] == what for area in person.areas)
    # "Minister" is how one addresses a foreign minister.
    return is_address and any(
        title.endswith(" " + name) and not title.startswith(("vice", "deputy", "former")) for title in offices
    )


def _presides(hit: TitleHit) -> bool:
    return hit.title.is_chair or ("presides" in hit.title.flags and hit.honorific is not None)


def _is_over(person: Person, area: tuple[str, ...]) -> bool:
    return any(own[: len(area)] == area or (own and area[: len(own)] == own) for own in person.areas)


def _only(people: list[Person]) -> Person | None:
    return people[0] if len(people) == 1 else None
