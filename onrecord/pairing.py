"""Which floor answers a question: the rules, in the order in which they are tried.

Separate from the floors, which are looked at one by one, and from the result. The rules look at a few floors behind
each question and never at the whole text, so that the time grows with the number of questions.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.floors import forms_of_address, name_words, procedure_words, unmarked_questions
from onrecord.tokens import fold

if TYPE_CHECKING:
    from onrecord.floors import Floors
    from onrecord.model import Speaker
    from onrecord.table import TurnTable
    from onrecord.tokens import BoolArray, Int64Array

NOTES = (
    "",
    "no question mark",
    "asked back first",
    "nobody speaks after it",
    "another question comes first",
    "the speaker goes on",
    "only asked back",
    "nobody takes it up",
)
ANSWERED, UNMARKED, ASKED_BACK, ENDS, ANOTHER, GOES_ON, ONLY_ASKED_BACK, NOT_TAKEN_UP = range(8)

_PASSED = -2

_TAIL = 2
"""Sentences that may follow a question: "Thank you.", "You have two minutes."."""
_TAIL_CALLED = 6
"""The same where whoever speaks next is named in them."""
_GAP = 2
"""Sentences between two questions of one exchange."""
_INTRODUCTION = 3
"""Sentences before the questions that introduce them."""
_LOOK = 12
"""Floors looked at behind a question."""
_NAMED_LOOK = 4
"""Floors by others before whoever is asked by name."""
_BREAK_IN_WORDS = 5
_CUT_WORDS = 3
_GOES_ON_WORDS = 20
_ADDRESS_SENTENCES = 8
_ADDRESS_WORDS = 4
_YOU = frozenset(("you", "your", "you're", "you've", "vous", "sie", "usted", "you'll"))
_ASKING = _YOU | frozenset(("what", "how", "why", "where", "when", "who", "do", "did", "can", "could", "would"))
_HONORIFICS = frozenset(("mr", "mrs", "ms", "dr", "madam", "monsieur", "madame", "herr", "frau", "señor", "señora"))
_DEPUTIES = frozenset(("vice", "deputy", "former", "acting", "ex"))
_DEPUTISED = re.compile(rf"\b(?:{'|'.join(sorted(_DEPUTIES))})[\s-]+(\w+)", re.IGNORECASE)
_NO_END = 1 << 62
_GREETED_BACK = 3
"""Floors from a greeting to its answer, if it is asked back: "How are you?" – "How are you?" – "Well." – "So am I."."""
_GREETING_WORDS = 30
_PAUSES = (",", ".", "?", "!", ":")


def _deputised(speaker: Speaker) -> set[str]:
    """The office that a speaker holds for another, or held: "president" of a vice president."""
    return set(fold(_DEPUTISED.findall(" ".join((speaker.name, *speaker.labels)))))


class Exchange(NamedTuple):
    """Codes of speakers, sentences and turns of the table; -1 for none."""

    asker: int
    answerer: int
    question_first: int
    question_last: int
    answer_first_turn: int
    answer_last_turn: int
    note: int


class Pairing:
    """The questions of a table, paired. Lists instead of arrays, for each rule looks at single floors."""

    def __init__(self, table: TurnTable, floors: Floors) -> None:
        self._table = table
        self._speaker = floors.speaker.tolist()
        self._transcript = floors.transcript.tolist()
        self._words = floors.words.tolist()
        self._begin, self._end = floors.begin.tolist(), floors.end.tolist()
        self._turns = floors.first_turn.tolist(), floors.last_turn.tolist()
        self._calls, self._fills = floors.calls.tolist(), (floors.fills | floors.keeps_order).tolist()
        self._is_chair, self._greets = floors.is_chair.tolist(), floors.greets.tolist()
        self._presiding = frozenset(floors.speaker[floors.is_chair].tolist())
        self._lets_speak = floors.lets_speak.tolist()
        self._breaks_off, self._only_asks = floors.breaks_off.tolist(), floors.only_asks.tolist()
        self._is_press = floors.is_press.tolist()
        self._asks = floors.asks
        self._last = np.where(floors.last_question >= 0, floors.last_question, -1).tolist()
        tail = floors.end - 1 - floors.last_question
        self._tail = tail.tolist()
        asking = floors.last_question >= 0
        self._asked_of = {floor: self._named(floor) for floor in np.flatnonzero(asking).tolist()}
        put = asking & ((tail <= _TAIL) | floors.is_press)
        for floor in np.flatnonzero(asking & ~put & (tail <= _TAIL_CALLED)).tolist():
            put[floor] = self._gives_floor(floor)
        self._marked = asking.tolist()
        put &= ~floors.is_heckler
        for floor in np.flatnonzero(put & floors.ends_speech & ~floors.is_press).tolist():
            put[floor] = self._asked_of[floor] >= 0 or self._is_put_to_somebody(floor)
        for floor in unmarked_questions(table, floors).tolist():
            put[floor] = True
            self._last[floor] = self._end[floor] - 1 if self._is_press[floor] else self._begin[floor]
            self._asked_of[floor] = self._named(floor)
        self._put = put.tolist()
        self._asks_again = (put & asking & ~floors.calls).tolist()

    def exchanges(self) -> list[Exchange]:
        """All exchanges, in the order of their questions."""
        found: list[Exchange] = []
        asked_by: dict[int, int] = {}  # floors that answer, with the speaker who asked
        for floor in np.flatnonzero(self._put).tolist():
            answer, note = self._answer(floor, asked_by.get(floor))
            if note < 0:
                continue
            named = self._asked_of[floor]
            turns, answerer = (-1, -1), named
            if answer >= 0:
                last = self._answer_end(answer)
                answerer = self._speaker[answer]
                turns = self._turns[0][answer], self._turns[1][last]
                for each in range(answer, last + 1, 2):  # between them others break in
                    asked_by.setdefault(each, self._speaker[floor])
                note = note or UNMARKED * (not self._marked[floor])
            found.append(Exchange(self._speaker[floor], answerer, *self._question(floor), *turns, note))
        return found

    def _question(self, floor: int) -> tuple[int, int]:
        """First sentence of the introduction, and last that asks."""
        first = last = self._last[floor]
        begin = self._begin[floor]
        gap = self._end[floor] if self._is_press[floor] else _GAP
        for sentence in range(last - 1, begin - 1, -1):
            if self._asks[sentence]:
                first = sentence
            elif first - sentence > gap:
                break
        return max(begin, first - _INTRODUCTION), last

    def _follows(self, floor: int, step: int = 1) -> bool:
        """Whether there is a floor ``step`` behind it in the same transcript."""
        other = floor + step
        return other < len(self._speaker) and self._transcript[other] == self._transcript[floor]

    def _answer(self, floor: int, asked_by: int | None) -> tuple[int, int]:
        """The floor that answers, or -1, and the note; a note of -1 for what is put to nobody."""
        asker, named = self._speaker[floor], self._asked_of[floor]
        if asked_by is not None and named in (-1, asked_by) and asked_by != asker:
            return self._taken_up(floor, asked_by)
        asked_back = False
        for other in range(floor + 1, floor + 1 + _LOOK):
            if not self._follows(floor, other - floor):
                break
            found = self._told(floor, other, named, asked_back=asked_back)
            if found == ANSWERED:
                return other, ASKED_BACK if asked_back else ANSWERED
            if found == ASKED_BACK:
                asked_back, named = True, self._speaker[other]
            elif found != _PASSED:
                return -1, ONLY_ASKED_BACK if asked_back else found
        if not self._follows(floor):
            return -1, ENDS
        return -1, ONLY_ASKED_BACK if asked_back else NOT_TAKEN_UP

    def _told(self, floor: int, other: int, named: int, *, asked_back: bool) -> int:
        """What a floor behind the question is to it: a note, or that it is passed over."""
        asker = self._speaker[floor]
        if self._speaker[other] == asker:
            if self._asks_again[other]:
                return ANOTHER
            return GOES_ON if self._words[other] > _GOES_ON_WORDS and not asked_back else _PASSED
        if self._is_passed(floor, other) or self._speaks_soon(named, other, asker):
            return _PASSED
        if self._is_press[other] and self._asks_again[other]:
            return ANOTHER
        is_for_another = self._speaker[other] != named and (asked_back or self._is_by_name(floor, named))
        lets_ask_again = self._lets_speak[other] and self._is_press[floor]
        if is_for_another or lets_ask_again or (self._greets[floor] and not self._greets_back(floor, other)):
            return NOT_TAKEN_UP
        is_back = self._follows(other) and self._speaker[other + 1] == asker
        return (ASKED_BACK if is_back else ANOTHER) if self._only_asks[other] else ANSWERED

    def _is_by_name(self, floor: int, named: int) -> bool:
        """Whether the question itself names whom it asks; who presides is spoken to whoever is asked."""
        if named < 0 or named in self._presiding:
            return False
        last = self._last[floor]
        return last >= 0 and self._named(floor, after=last - 1, before=last + 1) == named

    def _greets_back(self, floor: int, other: int) -> bool:
        """Whether a floor can answer a greeting: at once, or when asked back, and not by opening the sitting."""
        is_near = other - floor == 1 or (other - floor == _GREETED_BACK and self._only_asks[floor + 1])
        return is_near and not (self._is_chair[other] and self._words[other] > _GREETING_WORDS)

    def _is_put_to_somebody(self, floor: int) -> bool:
        """Whether the last question speaks to "you", or of a title: "Will the minister …?"."""
        table, last = self._table, self._last[floor]
        terms = table.token_term[table.sentence_offset[last] : table.sentence_offset[last + 1]]
        return not (_YOU | forms_of_address()).isdisjoint(table.vocabulary[terms].tolist())

    def _is_passed(self, floor: int, other: int) -> bool:
        """Whether a floor behind the question only gives the floor, or says nothing yet."""
        if not self._follows(other):
            return False
        following = self._speaker[other + 1]
        if self._calls[other]:
            return following not in (self._speaker[floor], self._speaker[other])
        is_cut = self._breaks_off[other] and self._words[other] <= _CUT_WORDS
        lets_speak = self._lets_speak[other] and not self._is_press[floor]
        return bool(self._fills[other] or lets_speak or is_cut) and not self._only_asks[other]

    def _speaks_soon(self, named: int, other: int, asker: int) -> bool:
        """Whether it is not ``named``, but somebody who breaks in before ``named`` speaks."""
        if named in (-1, self._speaker[other]):
            return False
        for at in range(other + 1, other + 1 + _NAMED_LOOK):
            if not self._follows(other, at - other) or (self._speaker[at] == asker and self._asks_again[at]):
                return False
            if self._speaker[at] == named:
                return True
        return False

    def _taken_up(self, floor: int, asked_by: int) -> tuple[int, int]:
        """A question at the end of an answer: whoever asked takes it up at once, or it is put to nobody."""
        other = floor + 1
        if self._tail[floor] or not self._follows(floor) or self._speaker[other] != asked_by:
            return -1, -1
        if self._put[other] or self._calls[other] or self._fills[other]:
            return -1, -1
        return other, ANSWERED

    def _answer_end(self, answer: int) -> int:
        """The last floor of an answer that goes on after somebody breaks in."""
        who, last = self._speaker[answer], answer
        if self._is_press[answer]:
            return answer  # the next may be another
        while self._follows(last, 2) and self._speaker[last + 2] == who:
            between = last + 1
            if self._put[between] or self._calls[between] or self._words[between] > _BREAK_IN_WORDS:
                break
            last += 2
        return last

    def _gives_floor(self, floor: int) -> bool:
        """Whether who is named behind the question speaks next."""
        named = self._named(floor, after=self._last[floor])
        return named >= 0 and self._follows(floor) and self._speaker[floor + 1] == named

    def _named(self, floor: int, after: int = -1, before: int = _NO_END) -> int:
        """Whom the end of a floor speaks to by name, in the sentences ``after`` one and ``before`` another: "Governor,
        …", "…, Mr. Reed?"; -1 for nobody.
        """
        table = self._table
        number = int(self._transcript[floor])
        owners = self._owners[number]
        begin = max(self._begin[floor], self._end[floor] - _ADDRESS_SENTENCES, after + 1)
        first, last = table.sentence_offset[begin], table.sentence_offset[min(self._end[floor], before)]
        low, high = np.searchsorted(self._named_at, [first, last]).tolist()
        for at in reversed(self._named_at[low:high].tolist()):
            if at > first and str(table.vocabulary[table.token_term[at - 1]]) in _DEPUTIES:
                continue  # a vice president is no president
            who = owners.get(int(table.token_term[at]), -1)
            if who not in (-1, self._speaker[floor]) and self._is_address(at, number):
                return who
        return -1

    def _is_address(self, token: int, number: int) -> bool:
        """Whether a name, with titles beside it, stands where somebody is spoken to: first in its sentence before a
        pause, last after one, or between two before "you".
        """
        table, text = self._table, self._table.transcripts[number].text
        sentence = int(table.token_sentence[token])
        opens, closes = int(table.sentence_offset[sentence]), int(table.sentence_offset[sentence + 1])
        first, last = token, token
        while first > opens and self._is_name[table.token_term[first - 1]]:
            first -= 1
        while last < closes - 1 and self._is_name[table.token_term[last + 1]]:
            last += 1
        before = text[int(table.sentence_start[sentence]) : table.token_start[first]].rstrip()
        pauses = text.startswith(_PAUSES, int(table.token_end[last]))
        follows = "" if last == closes - 1 else str(table.vocabulary[table.token_term[last + 1]])
        if first - opens < _ADDRESS_WORDS and (pauses or (self._asks[sentence] and follows in _ASKING)):
            return True
        return before.endswith(",") and (last == closes - 1 or (pauses and follows in _YOU))

    @cached_property
    def _is_name(self) -> BoolArray:
        """Which terms are in somebody's name or title."""
        known = {word for each in self._table.speakers for word in name_words(each)} | forms_of_address() | _HONORIFICS
        return np.array([term in known for term in self._table.vocabulary] or [False], np.bool_)

    @cached_property
    def _owners(self) -> list[dict[int, int]]:
        """For each transcript: words that are in the name of one speaker only → that speaker."""
        table = self._table
        codes = table.term_codes
        common = procedure_words()
        own = [name_words(each) - common - _deputised(each) for each in table.speakers]
        words = [[codes[word] for word in each if word in codes] for each in own]
        size = max(len(table.speakers), 1)
        pairs = np.unique(table.turn_transcript.astype(np.int64) * size + table.turn_speaker)
        found: list[dict[int, int]] = [{} for _ in table.transcripts]
        many: list[set[int]] = [set() for _ in table.transcripts]
        for number, who in zip(*(part.tolist() for part in np.divmod(pairs, size)), strict=True):
            for word in words[who]:
                if found[number].setdefault(word, who) != who:
                    many[number].add(word)
        return [{word: who for word, who in each.items() if word not in many[at]} for at, each in enumerate(found)]

    @cached_property
    def _named_at(self) -> Int64Array:
        """Words of the table that are in the name of one speaker of some transcript."""
        of_term = np.zeros(self._table.vocabulary.size, np.bool_)
        of_term[[word for owners in self._owners for word in owners]] = True
        return np.flatnonzero(of_term[self._table.token_term])
