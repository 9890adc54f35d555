"""The policy themes of a sentence, by words that can be shown.

A lexicon (``data/topics``) lists for each topic the words and phrases that give a sentence the topic, and phrases that
take it away again ("health of the economy" is no sentence on health). Separate from the statistics because
filters, the reader and the chart ask for the same hits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import sparse

from onrecord.datafiles import data_path
from onrecord.phrase_matcher import PhraseMatcher, longest
from onrecord.surface import surface_of
from onrecord.tokens import BoolArray, Int32Array, fold, read_only

if TYPE_CHECKING:
    from onrecord.table import TurnTable


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of a lexicon: what gives it, and what takes it away. Entries as written in the file."""

    name: str
    description: str
    terms: tuple[str, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """A set of named topics, in the order of the file."""

    entries: tuple[TopicEntry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the topics."""
        return tuple(entry.name for entry in self.entries)

    @cached_property
    def _compiled(self) -> _Compiled:
        return _compile(self)


@dataclass(frozen=True, eq=False)
class Topics:
    """The topics found in a table. A hit is a stretch of words that gave its sentence a topic; arrays run over hits.

    Hits are sorted by sentence, then start; hits of one topic never overlap. ``hit_start`` and ``hit_end`` are
    half-open character offsets in the text of the sentence's transcript.
    """

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    hit_sentence: Int32Array
    hit_topic: Int32Array
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


def load_lexicon(path: Path | None = None, heading: str = "topic") -> Lexicon:
    """The lexicon in a TOML file of ``[[topic]]`` tables (or of another ``heading``); without a path the topics for
    English that come with On Record.

    Raises ValueError, naming the topic, when a name is missing or used twice, a topic has no terms, or an entry
    has no words.
    """
    file = path or data_path("topics", "en.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get(heading, [])
    entries = tuple(
        TopicEntry(
            name=str(table.get("name", "")).strip(),
            description=str(table.get("description", "")),
            terms=tuple(table.get("terms", ())),
            vetoes=tuple(table.get("not", ())),
        )
        for table in tables
    )
    names = [entry.name for entry in entries]
    for entry in entries:
        if not entry.name or names.count(entry.name) > 1:
            raise ValueError(f"{file.name}: every {heading} needs a name of its own, found {entry.name!r}.")
        if not entry.terms:
            raise ValueError(f"{file.name}: the {heading} {entry.name!r} has no terms.")
        for written in (*entry.terms, *entry.vetoes):
            if not all(word.strip("*-") for word in written.split()) or not written.strip():
                raise ValueError(f"{file.name}: {written!r} in the {heading} {entry.name!r} is no word or phrase.")
    return Lexicon(entries)


def find_topics(table: TurnTable, lexicon: Lexicon) -> Topics:
    """Every sentence's topics, with the words that gave them.

    A topic says that certain words were used, not what was said with them: "no war" is a sentence on war. Where
    two entries of one topic overlap the longer one counts; a veto counts like an entry and then takes its hit
    away.
    """
    compiled = lexicon._compiled  # noqa: SLF001 the compiled form belongs to the lexicon, and only this asks for it
    hits = compiled.matcher.find(table)
    if compiled.needs_capital.any():
        hits = hits.kept(_cased(compiled, table, hits.phrase, hits.first))
    is_veto = compiled.is_veto[hits.phrase]
    keep = longest(hits, group=compiled.topic[hits.phrase], rank=(~is_veto).astype(np.int64))
    hits = hits.kept(keep & ~is_veto)
    last = hits.first + hits.n_tokens - 1
    sentence = table.token_sentence[hits.first]
    start = table.token_start[hits.first]
    topic = compiled.topic[hits.phrase]
    order = np.lexsort((topic, start, sentence))
    columns = (sentence, topic, start, table.token_end[last])
    hit_sentence, hit_topic, hit_start, hit_end = (read_only(column[order].astype(np.int32)) for column in columns)
    descriptions = tuple(entry.description for entry in lexicon.entries)
    n_sentences = table.sentence_turn.size
    return Topics(lexicon.names, descriptions, hit_sentence, hit_topic, hit_start, hit_end, n_sentences)


@dataclass(frozen=True, eq=False)
class _Compiled:
    """A lexicon as phrases: one row a spelling."""

    matcher: PhraseMatcher
    topic: npt.NDArray[np.int64]
    is_veto: BoolArray
    needs_capital: BoolArray
    """The first word is written with a capital in the lexicon and must be so in the text."""
    needs_upper: BoolArray


def _compile(lexicon: Lexicon) -> _Compiled:
    phrases: list[tuple[str, ...]] = []
    rows: list[tuple[int, bool, bool, bool]] = []
    for topic, entry in enumerate(lexicon.entries):
        for is_veto, written in (
            (is_veto, w) for is_veto, ws in ((False, entry.terms), (True, entry.vetoes)) for w in ws
        ):
            first = written.split()[0]
            for words in dict.fromkeys(_spellings(written)):
                phrases.append(words)
                rows.append((topic, is_veto, first[0].isupper(), first[:2].isupper() and len(first) > 1))
    columns = np.array(rows or np.zeros((0, 4)), np.int64).T
    return _Compiled(PhraseMatcher(phrases), columns[0], *(np.asarray(column, np.bool_) for column in columns[1:]))


def _spellings(written: str) -> Iterator[tuple[str, ...]]:
    """An entry as words: as written, with its hyphens as spaces, and with its spaces as hyphens."""
    words = tuple(fold(written.split()))
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
