"""What somebody points back to: "as you said" and its kin, linked to the likeliest earlier sentence.

A link is inferred, never read: of the earlier sentences of whoever is meant, the one that shares most of the rarer
words with the sentence that points back, the nearer one first. Where none shares enough there is no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from onrecord.back_cues import ANYONE, NAMED, OTHER, OWN, YOU, Cue, empty_words, find_cues
from onrecord.exchanges import find_exchanges
from onrecord.floors import floors_of, forms_of_address, name_words, procedure_words
from onrecord.kept import of_table
from onrecord.languages import detected, stop_words
from onrecord.targets import FORMS
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

if TYPE_CHECKING:
    from onrecord.table import Float64Array, TurnTable
    from onrecord.targets import Mentions

LEAST_SCORE = 0.24
"""Below it no sentence is likely. All these figures were chosen by reading; the statistic says how right they are."""
_PAIR = 1.6
"""Times the score if two words that follow each other there do so here as well."""
_PASSAGE = 3
"""Sentences right before belong to the same passage."""
_NEAR_TURNS = 60
"""A sentence so many turns away needs twice the words."""
_JUST_TURNS = 10
"""The same where it was just said."""
_OUTSIDE = 0.5
"""Times the score where it may have been said elsewhere, or at another time."""
_AROUND = 18
"""Words on either side of those that point back, which must come back."""
_HALF_AWAY = 12
"""A word so many words away counts half."""
_BEFORE = 0.3
"""What a word before those that point back counts: what is meant follows more often."""
_STEM = 5
_FEW = 2
_CANDIDATES = 8
_LAST_QUESTION = 0.3
"""Score of the question that is being answered, where only a question can be meant."""


@dataclass(frozen=True, eq=False)
class BackReferences:
    """All back-references in a table, in the order of the text. Arrays run over them."""

    sentence: Int32Array
    start: Int32Array
    end: Int32Array
    """The words that point back: half-open characters in the text of the sentence's transcript."""
    speaker: Int32Array
    to_speaker: Int32Array
    """Whose words are meant: the person named, or whose sentence is the likeliest; -1 where that is not known."""
    to_sentence: Int32Array
    """The likeliest earlier sentence; -1 where none is likely."""
    score: Float64Array
    """How much both sentences share, from 0 to 1, less with distance; NaN where none is likely."""
    shared: tuple[tuple[str, ...], ...]
    """The words of the earlier sentence, as terms, that made it the likeliest."""
    n_sentences: int

    def __len__(self) -> int:
        return self.sentence.size


def find_back_references(table: TurnTable, mentions: Mentions) -> BackReferences:
    """Every back-reference in a table. Found at the first call, and kept with the mentions."""
    return of_table(mentions, "back references", lambda: _found(table, mentions))


def _found(table: TurnTable, mentions: Mentions) -> BackReferences:
    cues, outside = find_cues(table, mentions)
    linker = _Linker(table, mentions, outside)
    rows = [(cue, *linker.link(cue)) for cue in cues]
    rows = [row for row in rows if row[2] >= 0 or not row[0].weak]
    first = np.array([row[0].first for row in rows], np.int64)
    last = np.array([row[0].last for row in rows], np.int64)
    sentence = table.token_sentence[first]
    return BackReferences(
        sentence=read_only(sentence),
        start=read_only(table.token_start[first]),
        end=read_only(table.token_end[last]),
        speaker=read_only(table.sentence_speaker[sentence]),
        to_speaker=read_only(np.array([row[1] for row in rows], np.int32)),
        to_sentence=read_only(np.array([row[2] for row in rows], np.int32)),
        score=read_only(np.array([row[3] for row in rows], np.float64)),
        shared=tuple(row[4] for row in rows),
        n_sentences=table.sentence_turn.size,
    )


class _Linker:
    """Scores of earlier sentences, from the places of the few words of each sentence that points back."""

    def __init__(self, table: TurnTable, mentions: Mentions, outside: BoolArray) -> None:
        self._table = table
        self._outside = outside
        self._floors = floors_of(table)
        self._stem = _stems(table)
        size = int(self._stem.max(initial=-1)) + 1
        stem = self._stem[table.token_term].astype(np.int64)
        said = stem >= 0
        key = stem[said] * max(table.sentence_turn.size, 1) + table.token_sentence[said]
        key.sort()
        key = key[np.flatnonzero(np.diff(key, prepend=-1))]  # each stem once a sentence
        stem, self._places = np.divmod(key, max(table.sentence_turn.size, 1))
        self._bounds = np.searchsorted(stem, np.arange(size + 1))
        self._weight = np.log((table.sentence_turn.size + 1) / np.maximum(np.diff(self._bounds), 1)) ** 2
        norm = np.zeros(table.sentence_turn.size)
        np.add.at(norm, self._places, self._weight[stem])
        self._norm = np.sqrt(norm)
        self._transcript = table.turn_transcript[table.sentence_turn]
        self._addressed = _addressed(table, mentions)
        self._asked = _asked(table)
        self._floor = np.searchsorted(self._floors.begin, np.arange(table.sentence_turn.size), "right") - 1

    def link(self, cue: Cue) -> tuple[int, int, float, tuple[str, ...]]:
        """Speaker, sentence, score and shared words; -1, NaN and none where no sentence is likely."""
        table = self._table
        sentence = int(table.token_sentence[cue.first])
        meant = self._meant(cue, sentence)
        begin = int(np.searchsorted(self._transcript, self._transcript[sentence]))
        if begin == sentence or (cue.who in (YOU, NAMED, OWN) and meant < 0 and not cue.asks):
            return meant, -1, np.nan, ()
        stems, weight = self._query(cue, sentence)
        least = 2 if cue.weak else 1 + (np.unique(stems).size > 1 or not cue.just)
        score = self._overlap(stems, weight, begin, sentence, least=least)
        score *= self._allowed(cue, begin, sentence, meant)
        for at in np.argsort(-score, kind="stable")[:_CANDIDATES].tolist():
            score[at] *= _PAIR if score[at] and self._has_pair(stems, begin + at) else 1
        if cue.asks and begin <= self._asked[sentence] < sentence:
            at = self._asked[sentence] - begin
            score[at] = max(score[at], _LAST_QUESTION)
        turns = table.sentence_turn[sentence] - table.sentence_turn[begin:sentence]
        score /= 1 + turns / (_JUST_TURNS if cue.just else _NEAR_TURNS)
        score *= _OUTSIDE if self._outside[sentence] else 1
        best = score.size - 1 - int(np.argmax(score[::-1]))
        if score[best] < LEAST_SCORE:
            return meant, -1, np.nan, ()
        found = begin + best
        return int(table.sentence_speaker[found]), found, min(float(score[best]), 1.0), self._shared(stems, found)

    def _overlap(self, stems: Int64Array, weight: Float64Array, begin: int, sentence: int, least: int) -> Float64Array:
        """How alike each sentence from ``begin`` to ``sentence`` is to the query; 0 with fewer than ``least`` words."""
        score, shared = np.zeros((2, sentence - begin))
        nearest: dict[int, float] = {}
        for stem, near in zip(stems.tolist(), weight.tolist(), strict=True):
            nearest[stem] = max(near, nearest.get(stem, 0))
        length = 0.0
        for stem, near in nearest.items():
            places = self._places[self._bounds[stem] : self._bounds[stem + 1]]
            here = places[np.searchsorted(places, begin) : np.searchsorted(places, sentence)] - begin
            score[here] += near * self._weight[stem]
            shared[here] += 1
            length += near**2 * self._weight[stem]
        norm = np.sqrt(length) * self._norm[begin:sentence]
        likeness: Float64Array = np.divide(score, norm, out=np.zeros(score.size), where=(norm > 0) & (shared >= least))
        return likeness

    def _has_pair(self, query: Int64Array, sentence: int) -> bool:
        """Whether two words follow each other in both, stop words aside."""
        table = self._table
        stems = self._of(np.arange(table.sentence_offset[sentence], table.sentence_offset[sentence + 1]))
        return not set(pairwise(query.tolist())).isdisjoint(pairwise(stems.tolist()))

    def _meant(self, cue: Cue, sentence: int) -> int:
        """Whose words; -1 for anybody's or nobody known."""
        table = self._table
        speaker = int(table.sentence_speaker[sentence])
        if cue.who == NAMED:
            return cue.speaker
        if cue.who == OWN:
            return -1 if table.speakers[speaker].is_group else speaker
        if cue.asks:
            return -1  # whoever asked
        if cue.who == YOU:
            return self._addressed.get(sentence, self._before(sentence, speaker))
        return -1

    def _before(self, sentence: int, speaker: int) -> int:
        """Who spoke before and is somebody else; a chair who only gave the floor is passed over."""
        floors = self._floors
        at = int(self._floor[sentence]) - 1
        here = floors.transcript[at + 1]
        while at >= 0 and floors.transcript[at] == here:
            if floors.speaker[at] != speaker and not floors.calls[at] and not floors.fills[at]:
                return int(floors.speaker[at])
            at -= 1
        return -1

    def _allowed(self, cue: Cue, begin: int, sentence: int, meant: int) -> BoolArray:
        table = self._table
        speaker = table.sentence_speaker[begin:sentence]
        if meant >= 0:
            allowed: BoolArray = speaker == meant
        elif cue.who in (OTHER, YOU):
            allowed = speaker != table.sentence_speaker[sentence]
        else:
            allowed = np.ones(sentence - begin, np.bool_)
        if cue.asks:
            allowed &= self._floors.asks[begin:sentence]
        if cue.who in (OWN, ANYONE):
            allowed[max(sentence - begin - _PASSAGE, 0) :] = False
        return allowed

    def _query(self, cue: Cue, sentence: int) -> tuple[Int64Array, Float64Array]:
        """The stems around the words that point back, in order, and those of the next sentence where they are few; and
        how much each counts: the nearer ones more, and what follows more than what goes before.
        """
        table = self._table
        first, last = table.sentence_offset[sentence], table.sentence_offset[sentence + 1]
        before = np.arange(max(first, cue.first - _AROUND), cue.first)
        after = np.arange(cue.last + 1, min(last, cue.last + 1 + _AROUND))
        tokens = np.concatenate([before, after])
        following = sentence + 1
        if following < table.sentence_turn.size and table.sentence_turn[following] == table.sentence_turn[sentence]:
            few = np.count_nonzero(self._stem[table.token_term[tokens]] >= 0) < _FEW
            tokens = np.concatenate([tokens, np.arange(last, table.sentence_offset[following + 1] if few else last)])
        away = np.where(tokens < cue.first, cue.first - tokens, tokens - cue.last)
        weight = 1 / (1 + away / _HALF_AWAY)
        weight[tokens < cue.first] *= _BEFORE
        stems = self._stem[table.token_term[tokens]]
        return stems[stems >= 0], weight[stems >= 0]

    def _of(self, tokens: Int64Array) -> Int64Array:
        stems = self._stem[self._table.token_term[tokens]]
        return stems[stems >= 0]

    def _shared(self, query: Int64Array, sentence: int) -> tuple[str, ...]:
        table = self._table
        terms = table.token_term[table.sentence_offset[sentence] : table.sentence_offset[sentence + 1]]
        common = terms[np.isin(self._stem[terms], query)]
        return tuple(dict.fromkeys(table.vocabulary[common].tolist()))


def _stems(table: TurnTable) -> Int64Array:
    """For each term a number that forms of one word share; -1 for stop words.

    Forms are cut after six letters, and shorter ones lose a final s: crude, quick and much the same in every language.
    """
    stop = stop_words(detected(table) or "en") | forms_of_address() | procedure_words() | empty_words()
    codes: dict[str, int] = {}
    stems = []
    for term in table.vocabulary.tolist():
        if term in stop or len(term) < 2:
            stems.append(-1)
        else:
            stem = term[:_STEM] if len(term) > _STEM else term.removesuffix("s")
            stems.append(codes.setdefault(stem, len(codes)))
    return np.array(stems or np.zeros(0), np.int64)


def _asked(table: TurnTable) -> Int64Array:
    """For each sentence of an answer the last sentence of the question; -1 for others.

    The name of the next to speak ("Governor?") repeats what the same person asked before.
    """
    found = find_exchanges(table)
    known = forms_of_address() | {word for each in table.speakers for word in name_words(each)}
    is_name = np.array([term in known for term in table.vocabulary] or [False], np.bool_)
    others = np.add.reduceat(np.append(~is_name[table.token_term], False), table.sentence_offset[:-1])
    asks = found.asks & (others > 0)
    last = np.append(np.flatnonzero(asks), -1)[np.searchsorted(np.flatnonzero(asks), found.question_last, "right") - 1]
    put: dict[int, int] = {}
    questions = []
    rows = zip(found.asker.tolist(), last.tolist(), found.question_first.tolist(), strict=True)
    for (asker, at, first), printed in zip(rows, found.question_last.tolist(), strict=True):
        if at >= first:
            put[asker] = at
        questions.append(at if at >= first else put.get(asker, printed))
    asked = np.full(table.sentence_turn.size, -1, np.int64)
    asked[found.answer_sentence] = np.array(questions, np.int64)[found.answer_of]
    return asked


def _addressed(table: TurnTable, mentions: Mentions) -> dict[int, int]:
    """Sentence → the speaker whom it addresses by name."""
    called = np.flatnonzero(mentions.form == FORMS.index("vocative"))
    rows = zip(mentions.sentence[called].tolist(), mentions.target[called].tolist(), strict=True)
    found = {sentence: mentions.targets[target].speaker for sentence, target in rows}
    return {
        sentence: who for sentence, who in found.items() if who is not None and who != table.sentence_speaker[sentence]
    }
