"""A selection -> the sentences it keeps, and the words that made them be kept.

Separate from ``selection`` because a clause is a plain value that knows no corpus; here it meets one. Masks of single
conditions are cached, since the same speaker and topic are asked for by every panel after every click.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from onrecord.queries import find
from onrecord.selection import Atom, Condition, Selection, turn_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from onrecord.mentions import Mentions
    from onrecord.table import TurnTable
    from onrecord.topics import Topics

CACHED_CONDITIONS = 256


class Masks:
    """Sentence masks over one table. Safe to share between threads; the arrays it hands out are read-only."""

    def __init__(self, table: TurnTable, topics: Topics, mentions: Mentions) -> None:
        self._table = table
        self._topics = topics
        self._mentions = mentions
        self._cache: OrderedDict[Condition, NDArray[np.bool_]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def everything(self) -> NDArray[np.bool_]:
        """All sentences."""
        return np.ones(len(self._table.sentence_turn), dtype=bool)

    def of(self, selection: Selection, *, skip: str | None = None) -> NDArray[np.bool_]:
        """Boolean mask over the table's sentences: those that every clause keeps, except the clause of ``skip``."""
        mask = self.everything
        for clause in selection.clauses:
            if clause.source != skip:
                mask &= self._any(clause.atoms)
        return mask

    def spans(self, selection: Selection) -> NDArray[np.int32]:
        """The words that terms, topics and mentions in the selection point at.

        An array of shape (n, 3): sentence, start, end (characters in the sentence's transcript), sorted, in sentences
        that the whole selection keeps.
        """
        found = [self._evidence(condition) for condition in _conditions(selection)]
        if not found:
            return np.empty((0, 3), dtype=np.int32)
        spans = np.unique(np.concatenate(found), axis=0).astype(np.int32)
        return spans[self.of(selection)[spans[:, 0]]]

    def _any(self, atoms: tuple[Atom, ...]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        for atom in atoms:
            kept = self.everything
            for condition in atom:
                kept &= self._condition(condition)
            mask |= kept
        return mask

    def _condition(self, condition: Condition) -> NDArray[np.bool_]:
        with self._lock:
            if condition in self._cache:
                self._cache.move_to_end(condition)
                return self._cache[condition]
        field, value = condition
        mask = self._compute[field](self, value)
        mask.setflags(write=False)
        with self._lock:
            self._cache[condition] = mask
            if len(self._cache) > CACHED_CONDITIONS:
                self._cache.popitem(last=False)
        return mask

    def _speaker(self, name: str) -> NDArray[np.bool_]:
        codes = [code for code, speaker in enumerate(self._table.speakers) if speaker.name == name]
        return np.isin(self._table.sentence_speaker, codes)

    def _topic(self, name: str) -> NDArray[np.bool_]:
        return np.array(self._topics.sentences_of(name), dtype=bool)

    def _mention(self, key: str) -> NDArray[np.bool_]:
        return np.array(self._mentions.sentences_of(key), dtype=bool)

    def _term(self, phrase: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        positions, _ = find(self._table, phrase)
        mask[self._table.token_sentence[positions]] = True
        return mask

    def _turns(self, value: str) -> NDArray[np.bool_]:
        ends = turn_range(value)
        turn = self._table.sentence_turn
        return (turn >= ends[0]) & (turn <= ends[1]) if ends else np.zeros(len(turn), dtype=bool)

    _compute: dict[str, Callable[[Masks, str], NDArray[np.bool_]]] = {  # noqa: RUF012 a literal registry, never changed
        "speaker": _speaker,
        "topic": _topic,
        "mention": _mention,
        "term": _term,
        "turns": _turns,
    }

    def _evidence(self, condition: Condition) -> NDArray[np.int32]:
        field, value = condition
        table, topics, mentions = self._table, self._topics, self._mentions
        if field == "term":
            first, length = find(table, value)
            columns = (table.token_sentence[first], table.token_start[first], table.token_end[first + length - 1])
        elif field == "topic" and value in topics.names:
            of = topics.hit_topic == topics.names.index(value)
            columns = (topics.hit_sentence[of], topics.hit_start[of], topics.hit_end[of])
        elif field == "mention":
            codes = [code for code, target in enumerate(mentions.targets) if target.key == value]
            of = np.isin(mentions.target, codes)
            columns = (mentions.sentence[of], mentions.start[of], mentions.end[of])
        else:
            return np.empty((0, 3), dtype=np.int32)
        return np.stack(columns, axis=1).astype(np.int32)


def _conditions(selection: Selection) -> list[Condition]:
    return list(dict.fromkeys(c for clause in selection.clauses for atom in clause.atoms for c in atom))
