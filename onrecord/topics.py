"""The policy themes of a sentence, by words that can be shown.

A lexicon (``data/topics``) lists for each topic the words and phrases that give a sentence the topic, and phrases that
take it away again ("health of the economy" is no sentence on health). Separate from the statistics because
filters, the reader and the chart ask for the same hits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from onrecord.lexicon import Lexicon, TopicEntry, load_lexicon
from onrecord.phrase_matcher import PhraseHits, PhraseMatcher, longest
from onrecord.sentence_languages import CODES, sentence_languages
from onrecord.surface import surface_of
from onrecord.targets import NAME, TITLE, VOCATIVE
from onrecord.tokens import BoolArray, Int32Array, Int64Array, fold, read_only

if TYPE_CHECKING:
    from onrecord.table import TurnTable
    from onrecord.targets import Mentions

__all__ = ["Lexicon", "TopicEntry", "Topics", "find_topics", "load_lexicon", "name_places", "term_counts"]

TERM_COLUMNS = ("term", "is_veto", "hits", "sentences")


@dataclass(frozen=True, eq=False)
class Topics:
    """The topics found in a table. A hit is a stretch of words that gave its sentence a topic; arrays run over hits.

    Hits are sorted by sentence, then start; hits of one topic never overlap. ``hit_start`` and ``hit_end`` are
    half-open character offsets in the text of the sentence's transcript; ``entries[hit_entry]`` says why: the topic and
    the entry of the lexicon, as written there.
    """

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    hit_sentence: Int32Array
    hit_topic: Int32Array
    hit_entry: Int32Array
    hit_start: Int32Array
    hit_end: Int32Array
    n_sentences: int

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), tuple(getattr(self, column.name) for column in fields(self)))  # not what is cached

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """Sentences × topics, int8: 1 where the sentence has the topic. One stored entry for each pair."""
        n_topics = len(self.names)
        cells = np.unique(self.hit_sentence.astype(np.int64) * max(n_topics, 1) + self.hit_topic)
        row, column = np.divmod(cells, max(n_topics, 1))
        values = np.ones(cells.size, np.int8)
        return sparse.csr_array((values, (row, column)), shape=(self.n_sentences, n_topics))

    def sentences_of(self, name: str) -> BoolArray:
        """Which sentences have the topic ``name``; none for a name that is not in the lexicon."""
        mask = np.zeros(self.n_sentences, np.bool_)
        if name in self.names:
            mask[self.hit_sentence[self.hit_topic == self.names.index(name)]] = True
        return mask


def find_topics(table: TurnTable, lexicon: Lexicon, mentions: Mentions | None = None) -> Topics:
    """Every sentence's topics, with the words that gave them, in the sentences of the lexicon's language.

    A topic says that certain words were used, not what was said with them: "no war" is a sentence on war. Where
    two entries of one topic overlap the longer one counts; a veto counts like an entry and then takes its hit
    away. Where the ``mentions`` are known, words inside somebody's name or title give nothing ("Bishop Marl").
    """
    compiled = _compiled(lexicon)
    hits = _matched(table, compiled, mentions)
    hits = hits.kept(_standing(compiled, hits) & ~compiled.is_veto[hits.phrase])
    last = hits.first + hits.n_tokens - 1
    sentence = table.token_sentence[hits.first]
    start = table.token_start[hits.first]
    topic = compiled.topic[hits.phrase]
    order = np.lexsort((topic, start, sentence))
    columns = (sentence, topic, compiled.entry[hits.phrase], start, table.token_end[last])
    hit_sentence, hit_topic, hit_entry, hit_start, hit_end = (
        read_only(column[order].astype(np.int32)) for column in columns
    )
    return Topics(
        names=lexicon.names,
        descriptions=tuple(entry.description for entry in lexicon.entries),
        entries=compiled.entries,
        hit_sentence=hit_sentence,
        hit_topic=hit_topic,
        hit_entry=hit_entry,
        hit_start=hit_start,
        hit_end=hit_end,
        n_sentences=table.sentence_turn.size,
    )


def term_counts(table: TurnTable, lexicon: Lexicon, topic: str, mentions: Mentions | None = None) -> pd.DataFrame:
    """How often each entry of a topic gives it, or as a veto takes words away: one row an entry, as in the lexicon.

    ``hits`` counts places and ``sentences`` the sentences they are in; of entries that overlap the longer one has the
    hit. A veto's hit is a place where it overlaps a term and stands. No rows for a topic that the lexicon lacks.
    """
    compiled = _compiled(replace(lexicon, entries=tuple(entry for entry in lexicon.entries if entry.name == topic)))
    hits = _matched(table, compiled, mentions)
    is_veto = compiled.is_veto[hits.phrase]
    counted = _standing(compiled, hits) & (~is_veto | _overlapped(hits, hits.kept(~is_veto)))
    entry = compiled.entry[hits.phrase[counted]]
    sentence = table.token_sentence[hits.first[counted]].astype(np.int64)
    n_entries = len(compiled.entries)
    in_sentence = np.unique(sentence * max(n_entries, 1) + entry) % max(n_entries, 1)
    vetoes = np.zeros(n_entries, np.bool_)
    vetoes[compiled.entry] = compiled.is_veto
    return pd.DataFrame(
        {
            "term": pd.Series([written for _, written in compiled.entries], dtype="str"),
            "is_veto": vetoes,
            "hits": np.bincount(entry, minlength=n_entries),
            "sentences": np.bincount(in_sentence, minlength=n_entries),
        },
        columns=list(TERM_COLUMNS),
    )


@dataclass(frozen=True, eq=False)
class _Compiled:
    """A lexicon as phrases: one row a spelling."""

    matcher: PhraseMatcher
    entries: tuple[tuple[str, str], ...]
    language: str
    topic: npt.NDArray[np.int64]
    entry: npt.NDArray[np.int64]
    is_veto: BoolArray
    anywhere: BoolArray
    """Counts whatever language the sentence is in. Vetoes do: they only take away."""
    needs_capital: BoolArray
    """The first word is written with a capital in the lexicon and must be so in the text."""
    needs_upper: BoolArray


@lru_cache(maxsize=32)  # the lexicons of the people at the page, and a topic at a time while one is edited
def _compiled(lexicon: Lexicon) -> _Compiled:
    phrases: list[tuple[str, ...]] = []
    rows: list[tuple[int, int, bool, bool, bool, bool]] = []
    entries: list[tuple[str, str]] = []
    for topic, of_topic in enumerate(lexicon.entries):
        for is_veto, listed in ((False, of_topic.terms), (True, of_topic.vetoes)):
            for written in listed:
                first = written.split()[0]
                anywhere = is_veto or not lexicon.language or written in of_topic.anywhere
                for words in dict.fromkeys(_spellings(written)):
                    phrases.append(words)
                    capital, upper = first[0].isupper(), first[:2].isupper() and len(first) > 1
                    rows.append((topic, len(entries), is_veto, anywhere, capital, upper))
                entries.append((of_topic.name, written))
    columns = np.array(rows or np.zeros((0, 6)), np.int64).T
    flags = (np.asarray(column, np.bool_) for column in columns[2:])
    return _Compiled(PhraseMatcher(phrases), tuple(entries), lexicon.language, columns[0], columns[1], *flags)


def _matched(table: TurnTable, compiled: _Compiled, mentions: Mentions | None) -> PhraseHits:
    """All places of all spellings, those of one entry before those of the next: of two alike the first one counts."""
    hits = compiled.matcher.find(table)
    order = np.argsort(hits.phrase, kind="stable")
    hits = PhraseHits(hits.phrase[order], hits.first[order], hits.n_tokens[order])
    if compiled.needs_capital.any():
        hits = hits.kept(_cased(compiled, table, hits.phrase, hits.first))
    if compiled.language in CODES and not compiled.anywhere.all():  # of another it cannot be told where it is spoken
        spoken = sentence_languages(table)[table.token_sentence[hits.first]] == CODES.index(compiled.language)
        hits = hits.kept(spoken | compiled.anywhere[hits.phrase])
    if mentions is not None:
        hits = hits.kept(compiled.is_veto[hits.phrase] | ~_in_names(table, hits, mentions))
    return hits


def name_places(mentions: Mentions) -> Int64Array:
    """Where people are called by a name or addressed, in the order of the text: 3 × n sentences, starts, ends."""
    person = np.array([target.kind == "person" for target in mentions.targets], np.bool_)
    called = person[mentions.target] & np.isin(mentions.form, (NAME, TITLE, VOCATIVE))
    return np.stack([column[called].astype(np.int64) for column in (mentions.sentence, mentions.start, mentions.end)])


def _in_names(table: TurnTable, hits: PhraseHits, mentions: Mentions) -> BoolArray:
    """Hits with all their words inside one name: that which begins last before them in their sentence."""
    sentence, start, end = name_places(mentions)
    if not sentence.size:
        return np.zeros(hits.first.size, np.bool_)
    of = table.token_sentence[hits.first].astype(np.int64)
    name = np.searchsorted(sentence << 32 | start, of << 32 | table.token_start[hits.first], "right") - 1
    ends = table.token_end[hits.first + hits.n_tokens - 1]
    return np.asarray((name >= 0) & (sentence[name] == of) & (end[name] >= ends))


def _standing(compiled: _Compiled, hits: PhraseHits) -> BoolArray:
    """Hits that no longer one of the topic overlaps; of two as long the veto stands."""
    is_veto = compiled.is_veto[hits.phrase]
    return longest(hits, group=compiled.topic[hits.phrase], rank=(~is_veto).astype(np.int64))


def _overlapped(hits: PhraseHits, others: PhraseHits) -> BoolArray:
    """Which ``hits`` share a word with any of ``others``: more of them begin before its end than end before it."""
    begun = np.searchsorted(np.sort(others.first), hits.first + hits.n_tokens, "left")
    ended = np.searchsorted(np.sort(others.first + others.n_tokens), hits.first, "right")
    return np.asarray(begun > ended)


def _spellings(written: str) -> Iterator[tuple[str, ...]]:
    """An entry as words: as written, with its hyphens as spaces, and with its spaces as hyphens."""
    words = tuple(fold([word.rstrip(".") for word in written.split()]))  # as words are cut: "U.S" of "U.S."
    yield words
    if len(words) > 1:
        yield ("-".join(words),)
    if any("-" in word for word in words):
        yield tuple(part for word in words for part in word.split("-") if part)


def _cased(
    compiled: _Compiled, table: TurnTable, phrase: npt.NDArray[np.int64], first: npt.NDArray[np.int64]
) -> BoolArray:
    """Hits whose first word has the capitals that the lexicon asks for. Shouted sentences have none that count."""
    surface = surface_of(table)
    capital = surface.capital[first] & ~surface.shouted[first]
    upper = surface.upper[first] & ~surface.shouted[first]
    return (~compiled.needs_capital[phrase] | capital) & (~compiled.needs_upper[phrase] | upper)
