"""A selection -> the sentences it keeps, and the words that made them be kept.

Separate from ``selection`` because a clause is a plain value that knows no corpus; here it meets one. Masks of single
conditions are cached, since the same speaker and topic are asked for by every panel after every click.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from onrecord.address import addressed
from onrecord.cooccurrence import pair_places
from onrecord.echoes import echoes_of
from onrecord.exchanges import find_exchanges
from onrecord.figure_rules import KINDS
from onrecord.gaps import find_gaps
from onrecord.modality import find_modality
from onrecord.quantities import find_quantities
from onrecord.queries import find
from onrecord.selection import ELSEWHERE, Atom, Condition, Selection, near, pair, sentence_ranges, turn_range
from onrecord.themes import find_themes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from onrecord.mentions import Mentions
    from onrecord.table import TurnTable
    from onrecord.topics import Topics

CACHED_CONDITIONS = 256
_TO = {"mention": None, "address": True, "about": False}
QUESTION = "question"
"""The manner of a sentence that asks; the others are groups of ``onrecord.modality``: "Hedges", or "fr:Hedges"."""


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
        """Boolean mask over the table's sentences: those that every clause keeps, except the clause of ``skip``.

        An atom with ``ELSEWHERE`` turns the other clauses round: it keeps of what they all together, that of ``skip``
        included, do not.
        """
        turned = next((c for c in selection.clauses if c.source != skip and any(ELSEWHERE in a for a in c.atoms)), None)
        mask = self.everything
        for clause in selection.clauses:
            if clause.source != skip and clause is not turned:
                mask &= self._any(clause.atoms)
        if turned:
            away = tuple(atom for atom in turned.atoms if ELSEWHERE in atom)
            mask &= self._any(tuple(atom for atom in turned.atoms if ELSEWHERE not in atom))
            mask |= self._any(away) & ~self.of(selection.without(turned.source))
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

    def _others(self, name: str) -> NDArray[np.bool_]:
        return ~self._speaker(name)

    def _elsewhere(self, _value: str) -> NDArray[np.bool_]:
        return self.everything  # ``of`` reads it; beside its own clause it keeps all

    def _near(self, value: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        mask[self._near_spans(value)[:, 0]] = True
        return mask

    def _near_spans(self, value: str) -> NDArray[np.int32]:
        meant = near(value)
        if meant is None:
            return np.empty((0, 3), dtype=np.int32)
        query, word, window = meant
        found = pair_places(self._table, self.everything, query, word, window)
        start = np.minimum(found.start, found.collocate_start)
        end = np.maximum(found.end, found.collocate_end)
        return np.stack((found.sentence, start, end), axis=1).astype(np.int32)

    def _manner(self, value: str) -> NDArray[np.bool_]:
        if value == QUESTION:
            return self._table.is_question
        modality, group = self._modality(value)
        return modality.sentences_of(group)

    def _modality(self, value: str) -> tuple[Topics, str]:
        """The groups that a manner is one of, in the language it names, and its name among them."""
        language, _, group = value.rpartition(":")
        return find_modality(self._table, language), group

    def _topic(self, name: str) -> NDArray[np.bool_]:
        return np.array(self._topics.sentences_of(name), dtype=bool)

    def _theme(self, key: str) -> NDArray[np.bool_]:
        return np.array(self._of_theme(key)[0].sentences_of(self._of_theme(key)[1]), dtype=bool)

    def _of_theme(self, key: str) -> tuple[Topics, str]:
        """The themes as topics are found, and the name among them of the one known by ``key``."""
        themes = find_themes(self._table)
        return themes.found, themes.names[themes.keys.index(key)] if key in themes.keys else ""

    def _mention(self, key: str) -> NDArray[np.bool_]:
        return np.array(self._mentions.sentences_of(key), dtype=bool)

    def _address(self, key: str) -> NDArray[np.bool_]:
        return self._of_mentions(self._referring(key, to=True))

    def _about(self, key: str) -> NDArray[np.bool_]:
        return self._of_mentions(self._referring(key, to=False))

    def _of_mentions(self, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        mask[self._mentions.sentence[which]] = True
        return mask

    def _referring(self, key: str, *, to: bool | None = None) -> NDArray[np.bool_]:
        """Which mentions are of the target ``key``: those that speak to it, or about it, or all."""
        mentions = self._mentions
        codes = [code for code, target in enumerate(mentions.targets) if target.key == key]
        of = np.isin(mentions.target, codes)
        return of if to is None else of & (addressed(self._table, mentions) == to)

    def _term(self, phrase: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        positions, _ = find(self._table, phrase)
        mask[self._table.token_sentence[positions]] = True
        return mask

    def _turns(self, value: str) -> NDArray[np.bool_]:
        ends = turn_range(value)
        turn = self._table.sentence_turn
        return (turn >= ends[0]) & (turn <= ends[1]) if ends else np.zeros(len(turn), dtype=bool)

    def _sentences(self, value: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        for first, last in sentence_ranges(value) or ():
            mask[first : last + 1] = True
        return mask

    def _echo(self, value: str) -> NDArray[np.bool_]:
        both = pair(value)
        return echoes_of(self._table).sentences_of_pair(*both) if both else ~self.everything

    def _exchange(self, value: str) -> NDArray[np.bool_]:
        both = pair(value)
        return find_exchanges(self._table).sentences_of(*both) if both else ~self.everything

    def _gap(self, kind: str) -> NDArray[np.bool_]:
        return find_gaps(self._table).sentences_of(kind)

    def _figure(self, kind: str) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._table.sentence_turn), dtype=bool)
        mask[self._figures(kind)[0]] = True
        return mask

    def _figures(self, kind: str) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Sentence, start and end of the figures of a kind that are mentions still: not corrected away."""
        found, mentions = find_quantities(self._table), self._mentions
        is_figure = np.array([target.kind == "figure" for target in mentions.targets], bool)
        left = is_figure[mentions.target] if is_figure.size else np.zeros(0, bool)
        places = mentions.sentence[left].astype(np.int64) << 32 | mentions.start[left]
        of = found.kind == (KINDS.index(kind) if kind in KINDS else -1)
        of &= np.isin(found.sentence.astype(np.int64) << 32 | found.start, places)
        return found.sentence[of], found.start[of], found.end[of]

    _compute: dict[str, Callable[[Masks, str], NDArray[np.bool_]]] = {  # noqa: RUF012 a literal registry, never changed
        "speaker": _speaker,
        "others": _others,
        "elsewhere": _elsewhere,
        "near": _near,
        "manner": _manner,
        "topic": _topic,
        "theme": _theme,
        "mention": _mention,
        "address": _address,
        "about": _about,
        "term": _term,
        "echo": _echo,
        "exchange": _exchange,
        "gap": _gap,
        "figure": _figure,
        "turns": _turns,
        "sentences": _sentences,
    }

    def _evidence(self, condition: Condition) -> NDArray[np.int32]:
        field, value = condition
        table, topics, mentions = self._table, self._topics, self._mentions
        if field == "term":
            first, length = find(table, value)
            columns = (table.token_sentence[first], table.token_start[first], table.token_end[first + length - 1])
        elif field == "near":
            return self._near_spans(value)
        elif field == "topic":
            columns = _hits(topics, value)
        elif field == "theme":
            columns = _hits(*self._of_theme(value))
        elif field == "figure":
            columns = self._figures(value)
        elif field == "echo":
            columns = echoes_of(table).hits_of_pair(*(pair(value) or ("", "")))
        elif field == "manner":
            columns = _hits(*self._modality(value))
        elif field in _TO:
            of = self._referring(value, to=_TO[field])
            columns = (mentions.sentence[of], mentions.start[of], mentions.end[of])
        else:
            return np.empty((0, 3), dtype=np.int32)
        return np.stack(columns, axis=1).astype(np.int32)


def _hits(topics: Topics, name: str) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    of = topics.hit_topic == (topics.names.index(name) if name in topics.names else -1)
    return topics.hit_sentence[of], topics.hit_start[of], topics.hit_end[of]


def _conditions(selection: Selection) -> list[Condition]:
    return list(dict.fromkeys(c for clause in selection.clauses for atom in clause.atoms for c in atom))
