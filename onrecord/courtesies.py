"""Courtesies that stand for somebody: "my friend", "the hon. Lady", "the gentleman from Ohio", "the previous speaker".

Separate from offices because a courtesy says nothing of the person: it means whoever bears the name beside it, sits
for the place behind it, or spoke before. Always marked inferred, and left alone where none of that is clear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.courtesy_hits import Courtesy, courtesies
from onrecord.name_lists import courtesy_titles
from onrecord.person import Found, Person
from onrecord.targets import DESCRIPTION, INFERRED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.cast import Cast
    from onrecord.reading import Reading
    from onrecord.turn_neighbours import TurnNeighbours

_PREVIOUS = frozenset(["previous", "preceding", "last"])
_OPENING_SENTENCES = 3
_COMMA = ord(",")


def find_courtesies(
    reading: Reading, tokens: slice, cast: Cast, around: TurnNeighbours, named: Mapping[int, Found]
) -> list[Found]:
    """Courtesies in one transcript's tokens that stand for somebody. Claims their words.

    ``named`` maps the first and the last token of each mention found so far to it.
    """
    rules = _Rules(reading, cast, around, named)
    hits = courtesies(reading, tokens)
    for courtesy in hits:
        rules.learn(courtesy)
    found: list[Found] = []
    for courtesy in hits:
        person = rules.resolved(courtesy)
        is_free = not reading.taken[courtesy.first : courtesy.last + 1].any()
        if is_free and person is not None and person.speaker != reading.speaker[courtesy.first]:
            reading.taken[courtesy.first : courtesy.last + 1] = True
            found.append(Found(courtesy.first, courtesy.last, person, INFERRED, DESCRIPTION))
    return found + _previous_speakers(reading, tokens, around)


class _Rules:
    """What one transcript teaches about its courtesies, and whom they mean by it."""

    def __init__(self, reading: Reading, cast: Cast, around: TurnNeighbours, named: Mapping[int, Found]) -> None:
        self.reading, self.cast, self.around, self.named = reading, cast, around, named
        self.is_chamber = any(person.is_chair for person in cast.speakers)
        self.has_officials = any(person.offices for person in cast.speakers)
        self.pair = cast.speakers if len(cast.speakers) == 2 else ()
        self.sitting: dict[tuple[str, ...], list[Person]] = {}
        for person in cast.people:
            for seat in person.seats:
                self._seat(seat, person)
        self.latest: tuple[int, Person] | None = None
        """The turn in which somebody was meant for certain last, and who."""

    def learn(self, courtesy: Courtesy) -> None:
        """Takes who sits where from "the Member for Hull (Ann Orr)" and from the chair's "the Senator from Ohio."."""
        if not courtesy.seat:
            return
        person = self._beside(courtesy)
        reading, at = self.reading, courtesy.first
        if person is None and reading.surface.final[courtesy.seat_last]:
            turn = int(reading.turn[at])
            chair = self.around.people.get(int(reading.speaker[at]))
            ends = reading.table.turn_offset[turn + 1] - 1 == reading.table.token_sentence[at]
            if chair is not None and chair.is_chair and ends:
                person = self.around.after(turn)
        if person is not None:
            self._seat(courtesy.seat, person)

    def resolved(self, courtesy: Courtesy) -> Person | None:
        """Who is meant."""
        turn = int(self.reading.turn[courtesy.first])
        person = self._beside(courtesy)
        if courtesy.seat:
            person = person or self._sits(courtesy, turn) or self._answered(courtesy, turn)
            self.latest = (turn, person) if person else self.latest
            return person
        if person is None and courtesy.goes_on:
            return None  # "my friend the mayor", whoever that is
        if person is None and (self.is_chamber or courtesy.is_formal):
            return self._in_chamber(courtesy, turn)
        if person is None and courtesy.is_mine and "friend" in courtesy.flags and self.pair and self.has_officials:
            return next(one for one in self.pair if one.speaker != int(self.reading.speaker[courtesy.first]))
        return person

    def _in_chamber(self, courtesy: Courtesy, turn: int) -> Person | None:
        """Who was said to sit somewhere in the same turn, or spoke before it."""
        if not courtesy.is_mine and "sits" not in courtesy.flags:
            return None
        if self.latest and self.latest[0] == turn and _suits(self.latest[1], courtesy):
            return self.latest[1]
        partner = self.around.before(turn, skip_chair=True)
        if courtesy.gender and partner is not None and not partner.gender and partner.titles - courtesy_titles():
            # "Will the gentlelady yield?" is not asked of the attorney general who answered her.
            known = [p for p in self.cast.speakers if p.gender == courtesy.gender and not p.is_chair]
            partner = self.around.latest(turn, known) or partner
        return partner if partner is not None and _suits(partner, courtesy) else None

    def _seat(self, seat: tuple[str, ...], person: Person) -> None:
        sitting = self.sitting.setdefault(seat, [])
        if person not in sitting:
            sitting.append(person)

    def _sits(self, courtesy: Courtesy, turn: int) -> Person | None:
        """Who sits for the place: of several the only one who speaks, or spoke last."""
        known = next(
            (
                self.sitting[courtesy.seat[:n]]
                for n in range(len(courtesy.seat), 0, -1)
                if courtesy.seat[:n] in self.sitting
            ),
            [],
        )
        fit = [p for p in known if _suits(p, courtesy) and p.speaker != self.reading.speaker[courtesy.first]]
        if len(fit) > 1:
            fit = [p for p in fit if p.speaker is not None] or fit
        if len(fit) > 1:
            fit = [p for p in fit if p is self.around.before(turn, skip_chair=True)]
        return fit[0] if len(fit) == 1 else None

    def _answered(self, courtesy: Courtesy, turn: int) -> Person | None:
        """Who spoke before, where a turn opens with "my colleague from Hull" and nobody is known to sit for it."""
        table = self.reading.table
        opens = table.token_sentence[courtesy.first] < table.turn_offset[turn] + _OPENING_SENTENCES
        partner = self.around.before(turn, skip_chair=True) if courtesy.is_mine and opens and self.is_chamber else None
        if partner is None or partner.seats or not _suits(partner, courtesy):
            return None
        self._seat(courtesy.seat, partner)
        return partner

    def _beside(self, courtesy: Courtesy) -> Person | None:
        """Whose name stands beside: "my friend, Ann Orr", "the Member for Hull (Ann Orr)", "Ann Orr, my friend,"."""
        surface = self.reading.surface
        for end in {courtesy.last, max(courtesy.seat_last, courtesy.last)}:
            if surface.final[end] or not (surface.broken[end] or courtesy.goes_on):
                continue
            after = self.named.get(end + 1)
            if after and after.first == end + 1 and (surface.after[end] in (_COMMA, ord(" "))):
                return after.person
        if surface.initial[courtesy.first] or not surface.broken[max(courtesy.seat_last, courtesy.last)]:
            return None
        before = self.named.get(courtesy.first - 1)
        if before and before.last == courtesy.first - 1 and surface.after[courtesy.first - 1] == _COMMA:
            return before.person
        return None


def _previous_speakers(reading: Reading, tokens: slice, around: TurnNeighbours) -> list[Found]:
    found: list[Found] = []
    speakers = reading.mask_of({"speaker"}, tokens) & ~reading.taken[tokens] & ~reading.surface.initial[tokens]
    for at in (np.flatnonzero(speakers) + tokens.start).tolist():
        if reading.surface.initial[at - 1] or reading.term(at - 1) not in _PREVIOUS or reading.term(at - 2) != "the":
            continue
        person = around.before(int(reading.turn[at]), skip_chair=True)
        if person is not None and not reading.taken[at - 2 : at + 1].any():
            reading.taken[at - 2 : at + 1] = True
            found.append(Found(at - 2, at, person, INFERRED, DESCRIPTION))
    return found


def _suits(person: Person, courtesy: Courtesy) -> bool:
    return not (courtesy.gender and person.gender and courtesy.gender != person.gender)
