"""Questions and answers: who asked whom, and where the answer is, or why there is none.

An exchange is the questions at the end of what somebody says, with what introduces them, and the next thing that the
person asked says. Between them may stand a chair who gives the floor, half-words, somebody who breaks in and asking
back ("Which one?" – "The red one." – …). A question within a speech is none: it is put to nobody. So is one at the end
of an answer, unless whoever asked before takes it up, or it is put to somebody by name.

It is told by the marks and the order of turns alone. A reply counts as an answer whatever it says: how well a question
is met is not measured, only how much of its wording comes back. Where nothing is printed with question marks (raw
speech recognition), nothing can be found: ``Exchanges.unmarked``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.floors import floors_of
from onrecord.kept import of_table
from onrecord.pairing import Pairing
from onrecord.tokens import BoolArray, Int32Array, read_only

if TYPE_CHECKING:
    from onrecord.table import TurnTable


@dataclass(frozen=True, eq=False)
class Exchanges:
    """All exchanges in a table, in the order of their questions. Arrays run over exchanges; turns and sentences are
    those of the table, and -1 where there is no answer.
    """

    asker: Int32Array
    answerer: Int32Array
    """Who answers; where nobody does, who is asked by name, or -1."""
    question_first: Int32Array
    """First sentence of what introduces the questions, or of the questions."""
    question_last: Int32Array
    """Last sentence that asks."""
    answer_first_turn: Int32Array
    answer_last_turn: Int32Array
    note: npt.NDArray[np.int8]
    """Index into ``onrecord.pairing.NOTES``: why there is no answer."""
    answer_of: Int32Array
    """Exchange of each sentence of an answer, ascending; only the answerer's own sentences, not those who break in."""
    answer_sentence: Int32Array
    asks: BoolArray
    """Which sentences of the table ask for something (S values)."""
    unmarked: BoolArray
    """Transcripts in which no sentence asks: raw speech recognition has no question marks."""
    speakers: tuple[str, ...]

    def __len__(self) -> int:
        return self.asker.size

    @property
    def answered(self) -> BoolArray:
        """Which have an answer."""
        return self.answer_first_turn >= 0

    def within(self, mask: BoolArray) -> BoolArray:
        """Which have a sentence of the question or of the answer in ``mask`` (bool, S)."""
        so_far = np.concatenate([[0], np.cumsum(mask)])
        found = so_far[self.question_last + 1] > so_far[self.question_first]
        found[self.answer_of[mask[self.answer_sentence]]] = True
        return found

    def sentences_of(self, asker: str, answerer: str) -> BoolArray:
        """The sentences of the questions that ``asker`` put to ``answerer`` ("": nobody known), and of the answers."""
        who = {"": -1} | {name: code for code, name in enumerate(self.speakers)}
        of = (self.asker == who.get(asker, -2)) & (self.answerer == who.get(answerer, -2))
        edges = np.zeros(self.asks.size + 1, np.int64)
        np.add.at(edges, self.question_first[of], 1)
        np.add.at(edges, self.question_last[of] + 1, -1)
        mask: BoolArray = np.cumsum(edges)[:-1] > 0
        mask[self.answer_sentence[of[self.answer_of]]] = True
        return mask


def find_exchanges(table: TurnTable) -> Exchanges:
    """Every exchange in a table. Found at the first call, and kept with the table."""
    return of_table(table, "exchanges", lambda: _found(table))


def _found(table: TurnTable) -> Exchanges:
    floors = floors_of(table)
    rows = Pairing(table, floors).exchanges()
    columns = np.array(rows or np.zeros((0, 7)), np.int32).reshape(-1, 7)
    asker, answerer, question_first, question_last, first_turn, last_turn, note = (columns[:, at] for at in range(7))
    answered = np.flatnonzero(first_turn >= 0)
    begin, end = table.turn_offset[first_turn[answered]], table.turn_offset[last_turn[answered] + 1]
    of = np.repeat(answered, end - begin)
    sentence = np.arange(of.size) + np.repeat(begin - np.cumsum(end - begin) + (end - begin), end - begin)
    own = table.sentence_speaker[sentence] == answerer[of]
    asking = np.bincount(table.turn_transcript[table.sentence_turn[floors.asks]], minlength=len(table.transcripts))
    return Exchanges(
        asker=read_only(asker),
        answerer=read_only(answerer),
        question_first=read_only(question_first),
        question_last=read_only(question_last),
        answer_first_turn=read_only(first_turn),
        answer_last_turn=read_only(last_turn),
        note=read_only(note.astype(np.int8)),
        answer_of=read_only(of[own].astype(np.int32)),
        answer_sentence=read_only(sentence[own].astype(np.int32)),
        asks=read_only(floors.asks),
        unmarked=read_only(asking == 0),
        speakers=tuple(each.name for each in table.speakers),
    )
