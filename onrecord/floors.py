"""Who has the floor, turn after turn, and what of it asks: the ground on which questions meet their answers.

A floor is all that one person says until somebody else says a word, however many turns it is printed in. Turns under a
label that many share ("Q") are floors of their own: the next may be another reporter's. Turns without words are none.

Separate from the pairing because it looks at each floor by itself. The words it goes by are in ``data/exchanges.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.datafiles import data_path
from onrecord.name_lists import title_words
from onrecord.person import speaker_person
from onrecord.phrase_matcher import PhraseMatcher
from onrecord.tokens import BoolArray, Int64Array, fold, tokenize

if TYPE_CHECKING:
    from onrecord.model import Speaker, Transcript
    from onrecord.table import TurnTable

_TAG_WORDS = 6
_CALL_WORDS = 15
_CHAIR_WORDS = 20
"""Whoever gives the floor does so in no more words than these: more is an answer, unless it keeps order."""
_PROCEDURE_WORDS = 12
"""A question of procedure is no longer: "All those in favour of items two to nine?"."""
_HEARING_WORDS = 10
"""Nor is what lets somebody speak, or speak up: "You're going to have to go louder."."""
_CHAIRS = frozenset(("chair", "moderator", "operator", "clerk", "interpreter"))
_BREAKS = ("—", "–", "-", "...", "…")
_FEWEST_WORDS = 3
_PAPER_SENTENCES = 3
_TAIL = 3
"""A question so many sentences before the end of a floor, itself counted, is put to whoever speaks next."""
_HEAD = 2000
_OPENINGS = 3
_MARK_INSIDE = re.compile(r"[?？؟](?=\s)")
_GREEK = re.compile("[α-ω]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_KNOWN_SPEAKERS = 1 << 14
_GREEK_MARKS = (";", "\u037e")
_NOT_NAMES = frozenset(
    ("the", "of", "and", "for", "to", "in", "at", "a", "de", "des", "du", "la", "le", "les", "l", "d", "à", "au", "aux")
) | frozenset(("der", "die", "das", "des", "für", "und", "von", "del", "los", "las", "el", "y", "en", "et", "al"))


@dataclass(frozen=True, eq=False)
class Floors:
    """F floors in the order of the text; arrays run over floors."""

    first_turn: Int64Array
    last_turn: Int64Array
    begin: Int64Array
    """First sentence."""
    end: Int64Array
    """After the last sentence."""
    speaker: Int64Array
    transcript: Int64Array
    words: Int64Array
    last_question: Int64Array
    """The last sentence that asks for something; -1 where none does."""
    only_asks: BoolArray
    """Every sentence asks."""
    calls: BoolArray
    """Nothing but names, titles and words of procedure: "Thank you. The honourable minister."; or a chair in few words
    and without a question."""
    keeps_order: BoolArray
    """It opens with "Order"."""
    fills: BoolArray
    """Nothing but words that say nothing yet: "Oh.", "Well —"; or a chair's "Okay, gentlemen.".
    """
    lets_speak: BoolArray
    """Somebody is let speak or asked to speak up: "Go ahead, please."."""
    breaks_off: BoolArray
    """It ends in a dash or dots."""
    is_press: BoolArray
    """Under a label that many share and under which questions are asked: "Q", "Reporter"."""
    is_chair: BoolArray
    is_heckler: BoolArray
    """Under a label that names nobody in the house: "An hon. Member"."""
    greets: BoolArray
    """The last question greets: "How are you?"."""
    ends_speech: BoolArray
    """Behind the last question the chair is thanked: "Thank you, Madam Speaker."."""
    asks: BoolArray
    """Which sentences of the table ask for something (S values): tags ("right?") ask for nothing."""

    def __len__(self) -> int:
        return self.speaker.size


def floors_of(table: TurnTable) -> Floors:
    """The floors of a table."""
    spoken = np.flatnonzero(table.turn_words > 0)
    speaker, transcript = table.turn_speaker[spoken], table.turn_transcript[spoken]
    is_group = _of_speakers(table, (each.is_group for each in table.speakers))
    opens = np.ones(spoken.size, np.bool_)
    opens[1:] = (speaker[1:] != speaker[:-1]) | (transcript[1:] != transcript[:-1]) | is_group[speaker[1:]]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], spoken.size)[: first.size] - 1
    first_turn, last_turn = spoken[first].astype(np.int64), spoken[last].astype(np.int64)
    begin, end = table.turn_offset[first_turn], table.turn_offset[last_turn + 1]
    who = table.turn_speaker[first_turn].astype(np.int64)
    asks = _asking(table)
    tokens = table.sentence_offset[begin], table.sentence_offset[end]
    words = tokens[1] - tokens[0]
    n_asking, last_question = _summed(asks, begin, end), _last(asks, begin, end)
    is_chair = _of_speakers(table, map(_is_chair, table.speakers))[who]
    lists = _lists()
    names = {word for each in table.speakers for word in name_words(each)} | forms_of_address()
    calling = _said(table, names | lists["calling"])
    procedural = calling | _said(table, lists["procedure"])
    is_call = (_summed(~procedural, *tokens) == 0) & (_summed(calling, *tokens) > 0) & (words <= _CALL_WORDS)
    filling = _said(table, names | lists["fillers"]) | _within(table, lists["filling_phrases"])
    hushing = _said(table, lists["hushes"])
    hushes = is_chair & (_summed(~(filling | hushing | _said(table, lists["nods"])), *tokens) == 0)
    hushes &= (_summed(hushing, *tokens) > 0) & (n_asking == 0)
    hears = (_summed(_within(table, lists["hearing"]), *tokens) > 0) & (words <= _HEARING_WORDS) & (n_asking == 0)
    return Floors(
        first_turn=first_turn,
        last_turn=last_turn,
        begin=begin,
        end=end,
        speaker=who,
        transcript=table.turn_transcript[first_turn].astype(np.int64),
        words=words,
        last_question=last_question,
        only_asks=n_asking == end - begin,
        calls=(is_call | (is_chair & (n_asking == 0) & (words <= _CHAIR_WORDS))) & ~hushes,
        keeps_order=_said(table, lists["order"])[tokens[0]],
        fills=(_summed(~filling, *tokens) == 0) | hushes,
        lets_speak=hears,
        breaks_off=_broken(table, end - 1),
        is_press=_of_speakers(table, (each.is_group and each.role == "press" for each in table.speakers))[who],
        is_chair=is_chair,
        is_heckler=_of_speakers(table, map(_is_heckler, table.speakers))[who],
        greets=_greeting(table, last_question),
        ends_speech=_summed(_thanking(table), np.where(last_question < 0, end, last_question + 1), end) > 0,
        asks=asks,
    )


def _greeting(table: TurnTable, last_question: Int64Array) -> BoolArray:
    """Whether these sentences greet (-1 for none)."""
    greets = np.zeros(table.sentence_turn.size + 1, np.bool_)
    greets[table.token_sentence[_within(table, _lists()["greetings"])]] = True
    greets[:-1] &= table.sentence_words <= _TAG_WORDS
    return greets[last_question]


def _thanking(table: TurnTable) -> BoolArray:
    """Which sentences thank whoever presides, and do nothing else."""
    size, lists = table.sentence_turn.size, _lists()
    thanks, presiding = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    thanks[table.token_sentence[_said(table, lists["thanks"])]] = True
    presiding[table.token_sentence[_said(table, lists["presiding"])]] = True
    return np.asarray(thanks & presiding & (table.sentence_words <= _TAG_WORDS))


def unmarked_questions(table: TurnTable, floors: Floors) -> Int64Array:
    """Floors that ask without a question mark: what reporters say, and what stands under a heading of questions in the
    form of one ("When he next expects to …").

    What a reporter says in reply to a question is none.
    """
    silent = (floors.last_question < 0) & ~floors.calls & ~floors.fills
    replies = np.zeros(len(floors), np.bool_)
    replies[1:] = (floors.last_question[:-1] >= floors.end[:-1] - 1) & ~floors.is_press[:-1]
    asked_before = np.zeros(len(floors), np.bool_)
    asked_before[1:] = (floors.last_question[:-1] >= 0) & (floors.end[:-1] - floors.last_question[:-1] <= _TAIL)
    goes_on = floors.breaks_off | _dashed(table, floors)
    by_press = silent & floors.is_press & (floors.words >= _FEWEST_WORDS) & ~replies & ~goes_on
    under = np.zeros(len(floors), np.bool_)
    opened = _said(table, _lists()["openers"])[table.sentence_offset[floors.begin]]
    opened &= silent & ~_behind(asked_before, floors.calls)
    short = np.flatnonzero(opened & (floors.end - floors.begin <= _PAPER_SENTENCES))
    headed = {number: _headed(table.transcripts[number]) for number in np.unique(floors.transcript[short]).tolist()}
    heading = np.array([headed[number] for number in floors.transcript[short].tolist()], np.float64)
    under[short] = table.turn_start[floors.first_turn[short]] > heading
    found: list[int] = []
    for floor in np.flatnonzero(by_press | under).tolist():
        before = floor - 1 - (floor > 1 and bool(floors.calls[floor - 1]))
        if not under[floor] or by_press[floor] or not found or found[-1] != before:  # else it answers that one
            found.append(floor)
    return np.array(found, np.int64)


def _behind(asked_before: BoolArray, calls: BoolArray) -> BoolArray:
    """Which floors follow a question, with a call between them or none."""
    behind = asked_before.copy()
    behind[1:] |= asked_before[:-1] & calls[:-1]
    return behind


def _dashed(table: TurnTable, floors: Floors) -> BoolArray:
    """Which floors open with a dash or dots: they go on with what was said before."""
    texts = [transcript.text for transcript in table.transcripts]
    starts = table.sentence_start[floors.begin].tolist()
    return np.fromiter(
        (texts[of].startswith(_BREAKS, start) for of, start in zip(floors.transcript.tolist(), starts, strict=True)),
        np.bool_,
        len(floors),
    )


def _headed(transcript: Transcript) -> float:
    """Where in a transcript the first heading stands that says that questions follow; infinite without one."""
    headings = _lists()["headings"]
    heads = (segment for segment in transcript.segments if segment.kind in ("heading", "stage", "metadata"))
    told = ((head.start, transcript.text[head.start : head.end].lower()) for head in heads)
    return next((start for start, text in told if any(words in text for words in headings)), float("inf"))


def forms_of_address() -> frozenset[str]:
    """The words of titles, without those that join them ("leader of the opposition")."""
    return title_words() - _NOT_NAMES


def _is_heckler(speaker: Speaker) -> bool:
    words = set(_words_in(speaker.name))
    return bool(words & _lists()["members"]) and words <= _lists()["members"] | procedure_words()


@lru_cache(_KNOWN_SPEAKERS)
def name_words(speaker: Speaker) -> frozenset[str]:
    """The words of a speaker's name and labels, as terms."""
    if speaker.is_group:
        return frozenset()
    words = _words_in(" ".join((speaker.name, *speaker.labels)))
    return frozenset(word for word in words if len(word) > 1) - _NOT_NAMES


def _words_in(text: str) -> list[str]:
    return fold(_WORD.findall(text))


def procedure_words() -> frozenset[str]:
    """Words of procedure, which name nobody."""
    return _lists()["calling"] | _lists()["procedure"]


def _of_speakers(table: TurnTable, values: Iterable[bool]) -> BoolArray:
    return np.fromiter(values, np.bool_, len(table.speakers))


def _summed(values: BoolArray, begin: Int64Array, end: Int64Array) -> Int64Array:
    """How many of ``values`` are true between each ``begin`` and ``end``."""
    so_far = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    counts: Int64Array = so_far[end] - so_far[begin]
    return counts


def _last(values: BoolArray, begin: Int64Array, end: Int64Array) -> Int64Array:
    """The last true one between each ``begin`` and ``end``; -1 for none."""
    places = np.append(np.flatnonzero(values), -1)
    at = places[np.searchsorted(places[:-1], end) - 1]
    return np.where(at >= begin, at, -1)


def _said(table: TurnTable, words: Iterable[str]) -> BoolArray:
    """Which words of the table are one of ``words``."""
    codes = table.term_codes
    of_term = np.zeros(table.vocabulary.size, np.bool_)
    of_term[[codes[word] for word in words if word in codes]] = True
    return of_term[table.token_term]


def _within(table: TurnTable, phrases: Iterable[str]) -> BoolArray:
    """Which words of the table stand in one of ``phrases``."""
    hits = PhraseMatcher([_as_terms(phrase) for phrase in sorted(phrases)]).find(table)
    inside = np.zeros(table.token_term.size + 1, np.int64)
    np.add.at(inside, hits.first, 1)
    np.add.at(inside, hits.first + hits.n_tokens, -1)
    return np.asarray(np.cumsum(inside)[:-1] > 0)


@cache
def _as_terms(phrase: str) -> tuple[str, ...]:
    """A phrase as the terms that its words are in a transcript: "d'autres" is two."""
    tokens = tokenize(phrase)
    return tuple(tokens.vocabulary[tokens.term].tolist())


def _asking(table: TurnTable) -> BoolArray:
    asks = table.is_question | _asking_inside(table)
    for number, transcript in enumerate(table.transcripts):
        if _GREEK.search(transcript.text, 0, _HEAD):  # a Greek question ends in a semicolon
            first, last = np.searchsorted(table.turn_transcript[table.sentence_turn], [number, number + 1]).tolist()
            asks[first:last] |= [
                transcript.text[end - 1] in _GREEK_MARKS for end in table.sentence_end[first:last].tolist()
            ]
    tags, terms = _lists()["tags"], table.vocabulary
    for sentence in np.flatnonzero(asks & (table.sentence_words <= _TAG_WORDS)).tolist():
        codes = table.token_term[table.sentence_offset[sentence] : table.sentence_offset[sentence + 1]]
        said = " ".join(terms[codes])
        if said in tags or (said.partition(" ")[2] in tags and said.partition(" ")[0] in _lists()["conjunctions"]):
            asks[sentence] = False
    asks[_procedural(table, asks)] = False
    return asks


def _procedural(table: TurnTable, asks: BoolArray) -> Int64Array:
    """Sentences that ask for votes, speakers or the next item: "Any further questions for the Chair?"."""
    lists = _lists()
    of_all = sorted(lists["procedural"])
    openings = of_all + sorted(lists["of_the_chair"])
    hits = PhraseMatcher([_as_terms(phrase) for phrase in openings]).find(table)
    sentence = table.token_sentence[hits.first]
    before = hits.first - table.sentence_offset[sentence]
    joined = (before == 1) & _said(table, lists["conjunctions"])[hits.first - 1]
    is_chair = _of_speakers(table, map(_is_chair, table.speakers))[table.sentence_speaker[sentence]]
    right = ((before == 0) | joined) & ((hits.phrase < len(of_all)) | is_chair)
    right &= asks[sentence] & (table.sentence_words[sentence] <= _PROCEDURE_WORDS)
    found: Int64Array = sentence[right].astype(np.int64)
    return found


def _asking_inside(table: TurnTable) -> BoolArray:
    """Sentences of text in small letters that hold a question: there nothing tells where the next sentence begins."""
    asks = np.zeros(table.is_question.size, np.bool_)
    edges = np.searchsorted(table.turn_transcript[table.sentence_turn], np.arange(len(table.transcripts) + 1)).tolist()
    for transcript, first, last in zip(table.transcripts, edges, edges[1:], strict=False):
        text = transcript.text
        begins = table.sentence_start[first:last].tolist()
        if any(text[begin].isupper() for begin in begins[:_OPENINGS]):
            continue
        if 10 * sum(text[begin].isupper() for begin in begins) > len(begins):
            continue
        ends = table.sentence_end[first:last].tolist()
        asks[first:last] = [bool(_MARK_INSIDE.search(text, a, b)) for a, b in zip(begins, ends, strict=True)]
    return asks


def _broken(table: TurnTable, sentence: Int64Array) -> BoolArray:
    texts = [transcript.text for transcript in table.transcripts]
    of = table.turn_transcript[table.sentence_turn[sentence]].tolist()
    tails = (texts[t][max(end - 3, 0) : end] for t, end in zip(of, table.sentence_end[sentence].tolist(), strict=True))
    return np.fromiter((tail.endswith(_BREAKS) for tail in tails), np.bool_, len(of))


@lru_cache(_KNOWN_SPEAKERS)
def _is_chair(speaker: Speaker) -> bool:
    return speaker.role in _CHAIRS or (not speaker.is_group and speaker_person(0, speaker).is_chair)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Each list of ``data/exchanges.toml``, of all languages together; entries as terms with a space between."""
    tables = tomllib.loads(data_path("exchanges.toml").read_text(encoding="utf-8")).values()
    names = {name for table in tables for name in table}
    return {
        name: frozenset(" ".join(fold(entry.split())) for table in tables for entry in table.get(name, ()))
        for name in names
    }
