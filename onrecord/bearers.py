"""Countries and places that are somebody's given name here: whether "Jordan" is a speaker or the country.

Separate from other meanings because it looks at who speaks: Jordan Orr is spoken to and of, and never speaks so of
himself.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from onrecord.name_lists import word_list, word_sets
from onrecord.person import speaker_person

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable
    from onrecord.tokens import BoolArray

_COMMA = ord(",")
_PAUSES = frozenset(map(ord, ",.?!;:—–"))
_INTRODUCES = (("i'm",), ("i", "am"), ("name", "is"), ("name's",), ("this", "is"))
_AND = frozenset(["and", "or", "et", "und", "y"])
_PLACE_ONLY = frozenset([
    "in", "from", "near", "outside", "inside", "into", "across", "throughout", "of", "at", "visit", "visited",
    "visiting", "leave", "left", "leaving", "en", "nach", "aus",
])  # fmt: skip
_HANDS_OVER = frozenset(["over", "back", "turn", "turning", "question", "questions", "thanks", "thank"])


@cache
def _verbs() -> frozenset[str]:
    lists = word_sets("seat-words.txt")
    return lists["says"] | lists["helps"]


class Bearers:
    """Who bears which given name in a table; ``inside`` marks the words of listed names."""

    def __init__(self, table: TurnTable, surface: Surface, inside: BoolArray) -> None:
        self.table, self.surface, self.inside = table, surface, inside

    @cached_property
    def speakers(self) -> dict[str, set[int]]:
        """The speakers who bear each given name with a surname, as terms."""
        found: dict[str, set[int]] = defaultdict(set)
        for code, speaker in enumerate(self.table.speakers):
            if not speaker.is_group and " " in speaker.name:
                person = speaker_person(code, speaker)
                if len(person.given) > 1 and person.given != person.surname:
                    found[person.given].add(code)
        return found

    def is_borne(self, at: int) -> bool:
        """Whether a speaker bears the word."""
        return self._term(at) in self.speakers

    def is_place(self, at: int) -> bool:
        """Whether the word, which a speaker bears, can only be a place: "in Jordan", or said by Jordan himself."""
        if self._is_introduced(at):
            return False
        if self._speaker(at) in self.speakers[self._term(at)]:
            return True
        before = self._before(at)
        is_reached = before == "to" and self._before(at - 1) not in _HANDS_OVER
        return before in _PLACE_ONLY or is_reached or self._is_listed(at)

    def is_person(self, at: int, *, is_abroad: bool) -> bool:
        """Whether the word means the speaker: spoken to, or doing what people do.

        ``is_abroad`` says that other countries are spoken of, so that "with Jordan" can be the country.
        """
        if self._is_introduced(at):
            return True
        if self.is_place(at):
            return False
        return not is_abroad or self._is_called(at) or self._acts(at)

    def _is_introduced(self, at: int) -> bool:
        if self.surface.initial[at] or self._speaker(at) not in self.speakers[self._term(at)]:
            return False
        one = self._before(at)
        two = "" if self.surface.initial[at - 1] else self._before(at - 1)
        return any((two, one)[-len(words) :] == words for words in _INTRODUCES)

    def _is_listed(self, at: int) -> bool:
        """Whether another listed name stands beside it: "Jordan and Syria"."""
        surface, n = self.surface, self.table.token_term.size
        for step, edge in ((1, surface.final), (-1, surface.initial)):
            beside = at + step
            if edge[at] or not 0 <= beside < n:
                continue
            comma = surface.after[min(at, beside)] == _COMMA
            if self._term(beside) in _AND and not edge[beside]:
                beside += step
                comma = True
            if comma and self.inside[beside] and self._term(beside) not in self.speakers:
                return True
        return False

    def _is_called(self, at: int) -> bool:
        surface = self.surface
        opens = bool(surface.initial[at]) or surface.after[at - 1] == _COMMA
        opens |= self._before(at) in word_list("greetings.txt")
        return bool(opens and (surface.final[at] or int(surface.after[at]) in _PAUSES))

    def _acts(self, at: int) -> bool:
        after = "" if self.surface.final[at] else self._term(at + 1)
        return not self.surface.broken[at] and after in _verbs()

    def _term(self, at: int) -> str:
        return str(self.table.vocabulary[self.table.token_term[at]])

    def _before(self, at: int) -> str:
        return "" if self.surface.initial[at] else self._term(at - 1)

    def _speaker(self, at: int) -> int:
        return int(self.table.sentence_speaker[self.table.token_sentence[at]])
