"""Courtesies that stand for somebody: "my friend", "the hon. Lady", "the gentleman from Ohio", "the previous speaker".

Separate from offices because a courtesy says nothing of the person: it means whoever bears the name beside it, sits
for the place behind it, or spoke before. Always marked inferred, and left alone where none of that is clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import Gender, rows, word_list
from onrecord.person import LINKS, OF, Found, Person
from onrecord.targets import DESCRIPTION, INFERRED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.cast import Cast
    from onrecord.floor import Floor
    from onrecord.reading import Reading

_MINE = frozenset(
    ["my", "our", "mon", "ma", "notre", "mein", "meine", "meinen", "meinem", "meiner", "mi", "nuestro", "nuestra"]
)
_THE = frozenset(["the", "le", "la", "l", "der", "die", "den", "dem", "el", "l"])
_AND = frozenset(["and", "et", "und", "y"])
_TO = frozenset(["for", "from"]) | OF
_PREVIOUS = frozenset(["previous", "preceding", "last"])
_MOST_WORDS = 8
_COMMA, _OPENED = ord(","), ord("(")


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A courtesy in the text."""

    first: int
    last: int
    is_mine: bool
    """Behind "my" or "our", not "the"."""
    gender: Gender
    flags: frozenset[str]
    is_formal: bool
    """"Honourable" and the like stand in it: nobody talks so outside a chamber."""
    seat: tuple[str, ...] = ()
    """The words behind "for" or "from"."""
    seat_last: int = -1


def find_courtesies(
    reading: Reading, tokens: slice, cast: Cast, floor: Floor, named: Mapping[int, Found]
) -> list[Found]:
    """Courtesies in one transcript's tokens that stand for somebody. Claims their words.

    ``named`` maps the first and the last token of each mention found so far to it.
    """
    rules = _Rules(reading, cast, floor, named)
    courtesies = list(_courtesies(reading, tokens))
    for courtesy in courtesies:
        rules.learn(courtesy)
    found: list[Found] = []
    for courtesy in courtesies:
        person = rules.resolved(courtesy)
        if person is not None and person.speaker != reading.speaker[courtesy.first]:
            reading.taken[courtesy.first : courtesy.last + 1] = True
            found.append(Found(courtesy.first, courtesy.last, person, INFERRED, DESCRIPTION))
    return found + _previous_speakers(reading, tokens, floor)


class _Rules:
    """What one transcript teaches about its courtesies, and whom they mean by it."""

    def __init__(self, reading: Reading, cast: Cast, floor: Floor, named: Mapping[int, Found]) -> None:
        self.reading, self.floor, self.named = reading, floor, named
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
            chair = self.floor.people.get(int(reading.speaker[at]))
            ends = reading.table.turn_offset[turn + 1] - 1 == reading.table.token_sentence[at]
            if chair is not None and chair.is_chair and ends:
                person = self.floor.after(turn)
        if person is not None:
            self._seat(courtesy.seat, person)

    def resolved(self, courtesy: Courtesy) -> Person | None:
        """Who is meant."""
        reading = self.reading
        turn = int(reading.turn[courtesy.first])
        beside = self._beside(courtesy)
        if beside is None and courtesy.seat:
            beside = self._sits(courtesy, turn)
            if beside is None:
                return None
        if beside is not None:
            self.latest = turn, beside
            return beside
        said_by = int(reading.speaker[courtesy.first])
        if self.is_chamber or courtesy.is_formal:
            if "friend" in courtesy.flags and not courtesy.is_mine:
                return None
            if self.latest and self.latest[0] == turn and _suits(self.latest[1], courtesy):
                return self.latest[1]
            partner = self.floor.before(turn, skip_chair=True)
            return partner if partner is not None and _suits(partner, courtesy) else None
        if courtesy.is_mine and "friend" in courtesy.flags and self.pair and self.has_officials:
            return next(person for person in self.pair if person.speaker != said_by)
        return None

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
            fit = [p for p in fit if p is self.floor.before(turn, skip_chair=True)]
        return fit[0] if len(fit) == 1 else None

    def _beside(self, courtesy: Courtesy) -> Person | None:
        """Whose name stands beside: "my friend, Ann Orr", "the Member for Hull (Ann Orr)", "Ann Orr, my friend,"."""
        surface = self.reading.surface
        for end in {courtesy.last, max(courtesy.seat_last, courtesy.last)}:
            if surface.final[end] or not surface.broken[end]:
                continue
            after = self.named.get(end + 1)
            if after and after.first == end + 1 and surface.after[end] in (_COMMA, ord(" ")):
                return after.person
        if surface.initial[courtesy.first] or not surface.broken[max(courtesy.seat_last, courtesy.last)]:
            return None
        before = self.named.get(courtesy.first - 1)
        if before and before.last == courtesy.first - 1 and surface.after[courtesy.first - 1] == _COMMA:
            return before.person
        return None


def _courtesies(reading: Reading, tokens: slice) -> list[Courtesy]:
    """The courtesies in the text, in order; one right beside a name is part of that name."""
    table, surface = reading.table, reading.surface
    nouns = _nouns()
    words = word_list("courtesy-words.txt")
    at_noun = reading.mask_of(nouns, tokens) & ~reading.taken[tokens]
    found: list[Courtesy] = []
    done = -1
    for at in (np.flatnonzero(at_noun) + tokens.start).tolist():
        if at <= done:
            continue
        first, is_formal = at, False
        while first > tokens.start and not surface.initial[first] and not surface.broken[first - 1]:
            before = reading.term(first - 1)
            if before in _MINE | _THE:
                first -= 1
                break
            if before not in words or at - first >= 4:
                break
            is_formal |= before in _FORMAL
            first -= 1
        opened = reading.term(first)
        if opened not in _MINE | _THE or reading.taken[first]:
            continue
        gender, flags = nouns[reading.term(at)]
        last = at
        last, more = _extended(reading, last, nouns, words)
        flags |= more
        done = last
        seat_last, seat = _seat(reading, last) if "seat" in flags else (-1, ())
        is_mine = opened in _MINE
        if not is_mine and not seat and "sits" not in flags:
            continue
        end = max(last, seat_last)
        if not surface.final[end] and not surface.broken[end] and not reading.possessive[end]:
            after = reading.term(end + 1)
            if (
                (reading.name_word[end + 1] and reading.taken[end + 1])
                or reading.name_word[end + 1]
                or after in _NOT_BEHIND
            ):
                continue
        found.append(Courtesy(first, last, is_mine, gender, flags, is_formal, seat, seat_last))
    del table
    return found


_FORMAL = frozenset(["hon", "honourable", "honorable", "right", "rt", "noble", "learned", "gallant", "distinguished"])
_NOT_BEHIND = frozenset(["of", "state", "states", "country", "countries", "nations", "who", "de", "du", "des", "d"])


def _extended(
    reading: Reading, last: int, nouns: Mapping[str, tuple[Gender, frozenset[str]]], words: frozenset[str]
) -> tuple[int, frozenset[str]]:
    """The last token with what goes on the same: "my friend and colleague", "my hon. Friend the Member"."""
    surface = reading.surface
    at, flags = last, frozenset[str]()
    if surface.final[at] or surface.broken[at]:
        return last, flags
    if reading.term(at + 1) not in _AND | _THE:
        return last, flags
    for step in range(at + 1, min(at + 6, reading.taken.size)):
        if reading.taken[step]:
            break
        term = reading.term(step)
        if term in nouns and step > at + 1:
            return step, nouns[term][1]
        if term not in _AND | _THE | _MINE | words or surface.final[step] or surface.broken[step]:
            break
    return last, flags


def _seat(reading: Reading, last: int) -> tuple[int, tuple[str, ...]]:
    """The last token and the words of the place that somebody is said to sit for."""
    surface = reading.surface
    if surface.final[last] or surface.broken[last] or reading.term(last + 1) not in _TO:
        return -1, ()
    words: list[str] = []
    end, at = -1, last + 2
    while at < reading.taken.size and not surface.initial[at] and len(words) < _MOST_WORDS:
        if surface.capital[at]:
            end = at
        elif reading.term(at) not in LINKS | OF | {"on", "upon", "in", "with"}:
            break
        words.append(reading.term(at))
        if surface.after[at] == _OPENED or surface.beyond[at] == _OPENED or reading.possessive[at]:
            break
        at += 1
    size = end - last - 1
    return (end, tuple(words[:size])) if end > 0 else (-1, ())


@cache
def _nouns() -> dict[str, tuple[Gender, frozenset[str]]]:
    """Courtesies with their gender and flags."""
    found: dict[str, tuple[Gender, frozenset[str]]] = {}
    for noun, flags in rows("courtesies.txt", 2):
        marks = frozenset(flags.split())
        gender: Gender = "she" if "she" in marks else "he" if "he" in marks else ""
        found[noun] = gender, marks - {"she", "he"}
    return found


def _previous_speakers(reading: Reading, tokens: slice, floor: Floor) -> list[Found]:
    found: list[Found] = []
    speakers = reading.mask_of({"speaker"}, tokens) & ~reading.taken[tokens] & ~reading.surface.initial[tokens]
    for at in (np.flatnonzero(speakers) + tokens.start).tolist():
        if reading.surface.initial[at - 1] or reading.term(at - 1) not in _PREVIOUS or reading.term(at - 2) not in _THE:
            continue
        person = floor.before(int(reading.turn[at]), skip_chair=True)
        if person is not None:
            reading.taken[at - 2 : at + 1] = True
            found.append(Found(at - 2, at, person, INFERRED, DESCRIPTION))
    return found


def _suits(person: Person, courtesy: Courtesy) -> bool:
    return not (courtesy.gender and person.gender and courtesy.gender != person.gender)
