"""Who spoke before and after a turn, and who is in the chair: whom address and courtesy can mean.

Separate from the rules because all of them ask the same: "my friend" is whoever spoke before, "Madam Speaker" is in
the chair, and the chair's "Order." between two speeches is nobody's answer.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.name_lists import Gender
    from onrecord.person import Person
    from onrecord.reading import Reading
    from onrecord.tokens import Int64Array

_REACH_TURNS = 6
"""Further back or ahead nobody is answered."""
_FEW_WORDS = 12


class TurnNeighbours:
    """The turns of one transcript and the people who speak in them."""

    def __init__(self, reading: Reading, turns: slice, speakers: Sequence[Person]) -> None:
        self._speaker = reading.table.turn_speaker
        self._words = reading.table.turn_words
        self._turns = turns
        self.people = {person.speaker: person for person in speakers}

    @cached_property
    def _chairs(self) -> list[tuple[Person, Int64Array]]:
        """Who presides, and in which turns they speak."""
        speaker = self._speaker[self._turns]
        chairs = [person for person in self.people.values() if person.is_chair]
        return [(person, np.flatnonzero(speaker == person.speaker) + self._turns.start) for person in chairs]

    def before(self, turn: int, *, skip_chair: bool = False) -> Person | None:
        """The last other person who spoke before the turn."""
        return self._beside(turn, range(turn - 1, max(turn - _REACH_TURNS, self._turns.start) - 1, -1), skip_chair)

    def after(self, turn: int, *, skip_chair: bool = False) -> Person | None:
        """The next other person who speaks after the turn."""
        return self._beside(turn, range(turn + 1, min(turn + _REACH_TURNS + 1, self._turns.stop)), skip_chair)

    def _beside(self, turn: int, turns: range, skip_chair: bool) -> Person | None:
        for other in turns:
            code = int(self._speaker[other])
            if code == self._speaker[turn]:
                continue
            person = self.people.get(code)
            if person is None and self._words[other] < _FEW_WORDS:
                continue  # somebody calls out
            if person is None or not (skip_chair and person.is_chair):
                return person  # a group's turn is somebody's whom nobody knows
        return None

    def latest(self, turn: int, people: Sequence[Person]) -> Person | None:
        """Of the people the one who spoke last before the turn, not long ago."""
        codes = {person.speaker: person for person in people}
        for other in range(turn - 1, max(turn - _REACH_TURNS, self._turns.start) - 1, -1):
            if int(self._speaker[other]) in codes:
                return codes[int(self._speaker[other])]
        return None

    def chair(self, turn: int, gender: Gender) -> Person | None:
        """Who presides at a turn: of those who do, the last to have spoken whom the gender fits, or the first to."""
        said_by = int(self._speaker[turn])
        fit = [
            (person, turns)
            for person, turns in self._chairs
            if person.speaker != said_by and not (gender and person.gender and gender != person.gender)
        ]
        if not fit:
            return None
        spoke = [int(turns[np.searchsorted(turns, turn) - 1]) if turns[0] < turn else -1 for _, turns in fit]
        if max(spoke) >= 0:
            return fit[int(np.argmax(spoke))][0]
        return min(fit, key=lambda one: int(one[1][0]))[0]
