"""Offices that stand for their holder, such as "the foreign minister", "Mr. Secretary" and "Senator".

Separate from names because an office is resolved by fit: it means the one other speaker who holds it, or the
holder who speaks before or after. Always marked inferred; an office that fits nobody here, or several, is left
alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.people import HONORIFICS, Found, Person
from onrecord.targets import DESCRIPTION, INFERRED, VOCATIVE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.people import Roster, TitleHit
    from onrecord.reading import Reading
    from onrecord.tokens import BoolArray

_CHAIR = frozenset(["chairman", "chairwoman", "chairperson", "speaker", "president", "moderator"])
_LEGISLATORS = frozenset(["congressman", "congresswoman", "representative"])


def find_offices(
    reading: Reading,
    hits: Sequence[TitleHit],
    roster: Roster,
    places: tuple[BoolArray, BoolArray],
    countries: Mapping[int, tuple[int, int]],
) -> list[Found]:
    """Titles without a name in one transcript that stand for a speaker of it. Claims their words.

    ``countries`` maps the first and the last token of each country's name or adjective to (its other end, the
    country).
    """
    home = _homes(reading, countries)
    found = []
    for hit in hits:
        if hit.run is not None or reading.taken[hit.first] or not hit.title.is_office:
            continue
        said_by = int(reading.speaker[hit.first])
        is_address = _is_address(reading, hit, places)
        if not is_address and not _is_description(reading, hit):
            continue
        holders = [
            p for p in roster.people if p.speaker is not None and p.speaker != said_by and _holds(p, hit, is_address)
        ]
        if not is_address:
            country = _country_beside(reading, hit, countries)
            if country is None:
                continue
            if country >= 0:
                holders = [p for p in holders if home.get(p.speaker, country) == country]
        person = _one(reading, hit, holders, is_address)
        if person:
            first = hit.first
            if not is_address and not reading.surface.initial[first] and reading.term(first - 1) == "the":
                first -= 1
            reading.taken[first : hit.last + 1] = True
            found.append(Found(first, hit.last, person, INFERRED, VOCATIVE if is_address else DESCRIPTION))
    return found


def _is_address(reading: Reading, hit: TitleHit, places: tuple[BoolArray, BoolArray]) -> bool:
    if hit.honorific is not None and hit.honorific.name in HONORIFICS:
        return True
    if not reading.surface.capital[hit.first]:
        return False
    opening, closing = places
    if hit.first == hit.last:
        return bool(opening[hit.first] or closing[hit.first])
    surface = reading.surface
    begins = surface.initial[hit.first] or surface.after[hit.first - 1] == ord(",")
    return bool(begins and surface.after[hit.last] == ord(","))


def _is_description(reading: Reading, hit: TitleHit) -> bool:
    """Whether "the" or a country stands before ("the Ukrainian foreign minister"), not "a", "my" or "former"."""
    if hit.honorific is not None or reading.surface.initial[hit.first] or reading.possessive[hit.last]:
        return False
    before = hit.first - 1
    return reading.term(before) == "the" or bool(reading.taken[before])


def _country_beside(reading: Reading, hit: TitleHit, countries: Mapping[int, tuple[int, int]]) -> int | None:
    """The country an office is said to belong to, -1 when none is said, None when it belongs to something else."""
    surface = reading.surface
    country = -1
    before = hit.first - 1
    if reading.term(before) != "the":
        if before not in countries:
            return None
        begin, country = countries[before]
        is_definite = not reading.surface.initial[begin] and reading.term(begin - 1) == "the"
        if not is_definite and not reading.possessive[before]:
            return None  # "a United States senator"
    if (
        not surface.final[hit.last]
        and reading.term(hit.last + 1) in ("of", "for", "from")
        and not surface.broken[hit.last]
    ):
        after = hit.last + 2
        if after < reading.taken.size and reading.term(after) == "the":
            after += 1
        if after not in countries:
            return None
        country = countries[after][1]
    elif not surface.final[hit.last] and not surface.broken[hit.last] and reading.capital[hit.last + 1]:
        return None  # "the President Pro Tempore", "the Speaker Designate"
    return country


def _homes(reading: Reading, countries: Mapping[int, tuple[int, int]]) -> dict[int | None, int]:
    """The country each speaker names most: whose office, in the want of better, he is taken to hold."""
    counts: dict[int, Counter[int]] = {}
    for first, (last, country) in countries.items():
        if first <= last:
            counts.setdefault(int(reading.speaker[first]), Counter())[country] += 1
    return {speaker: count.most_common(1)[0][0] for speaker, count in counts.items()}


def _holds(person: Person, hit: TitleHit, is_address: bool) -> bool:
    name = hit.title.name
    offices = person.offices
    if name in offices or (name in _LEGISLATORS and offices & _LEGISLATORS):
        return not (hit.title.gender and person.gender and hit.title.gender != person.gender)
    if is_address and name in _CHAIR and (hit.honorific is not None or hit.title.is_chair):
        return person.is_chair
    # "Minister" is how one addresses a foreign minister.
    return is_address and any(
        title.endswith(" " + name) and not title.startswith(("vice", "deputy", "former")) for title in offices
    )


def _one(reading: Reading, hit: TitleHit, holders: list[Person], is_address: bool) -> Person | None:
    if len(holders) == 1 or not is_address:
        return holders[0] if len(holders) == 1 else None
    before, after = reading.neighbours
    turn = int(reading.turn[hit.first])
    near = {int(before[turn]), int(after[turn])}
    beside = [person for person in holders if person.speaker in near]
    return beside[0] if len(beside) == 1 else None
