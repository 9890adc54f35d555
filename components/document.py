"""An opened transcript with all that the panels ask of it, and the store that keeps a few of them.

The store lives as long as the server. A document is analysed once, however often the same bytes are uploaded, and is
opened by a token that cannot be guessed: the page's address carries the token, so a reload finds the same document.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from onrecord.corrections import (
    Correction,
    Pattern,
    Refers,
    ThemeName,
    TopicWords,
    corrected,
    options_of,
    pattern_of,
    step_from_json,
)
from onrecord.errors import CorrectionError, PatternError, ReadError
from onrecord.figures.palette import speaker_colors
from onrecord.formats import Options, Source, read, unpacked
from onrecord.formats.packed import is_packed
from onrecord.garbled import repaired_in_place
from onrecord.languages import detected
from onrecord.lexicon import Lexicon, corrected_lexicon, load_lexicon
from onrecord.masks import Masks
from onrecord.mentions import Mentions, find_mentions
from onrecord.model import Defect, Transcript
from onrecord.stats.references import references
from onrecord.stats.share import share
from onrecord.stats.topics import topic_share
from onrecord.store import History
from onrecord.table import TurnTable, from_transcripts
from onrecord.themes import Themes, find_themes
from onrecord.topics import Topics, find_topics, name_places
from onrecord.worker import run

STORED_CHARACTERS = 300_000_000
"""Texts kept in memory at once; past it the document opened longest ago is forgotten."""

Progress = Callable[[float, str], object]
Key = tuple[str, str]
Found = TypeVar("Found")


@dataclass(frozen=True, eq=False)
class Document:
    """A transcript, its table, and what was found in it. Never changes once built: a correction makes another."""

    transcript: Transcript
    table: TurnTable
    lexicon: Lexicon
    topics: Topics
    mentions: Mentions
    masks: Masks = field(repr=False)
    base: Transcript | None = field(default=None, repr=False)
    """As read, before any correction; None where that is the transcript itself."""
    steps: History = field(default_factory=History)
    """What was corrected, a line of JSON for each stroke."""

    def __reduce__(self) -> tuple[object, ...]:
        values = (
            self.transcript,
            self.table,
            self.lexicon,
            self.topics,
            self.mentions,
            self.base,
            self.steps,
        )
        return (_document, values)

    @cached_property
    def corrections(self) -> list[Correction]:
        """All corrections in force."""
        return corrections_of(self.steps)

    @cached_property
    def step_words(self) -> list[str]:
        """Each stroke in words."""
        steps = [_parsed(step) for step in self.steps.done]
        return [f"{step[0]}{f' (and {len(step) - 1:,} more)' if len(step) > 1 else ''}" for step in steps if step]

    @property
    def pattern(self) -> str | None:
        """The label pattern somebody chose, "" for one speaker, None where nobody did."""
        return pattern_of(self.corrections)

    @property
    def options(self) -> Options:
        """How the file was read."""
        return options_of(self.corrections)

    @property
    def key(self) -> Key:
        """What tells files apart: the hash of the bytes, and the name."""
        return self.transcript.sha256, self.transcript.name

    @cached_property
    def version(self) -> str:
        """Changes with the file and with every correction."""
        return hashlib.sha256("\n".join((self.transcript.sha256, *self.steps.done)).encode()).hexdigest()

    @cached_property
    def language(self) -> str:
        """Code of the language that it is in; "" where that is none of the known ones."""
        return detected(self.table)

    @cached_property
    def themes(self) -> Themes:
        """What the text is about by its own words, as the lexicon or a person names it."""
        renamed = {c.terms: c.name for c in self.corrections if isinstance(c, ThemeName)}
        return find_themes(self.table).named(self.topics, renamed)

    @cached_property
    def repaired_text(self) -> str:
        """The text with garbled accents repaired in place: the text itself where none are."""
        return repaired_in_place(self.transcript.text)

    def turn_at(self, place: int) -> int:
        """The turn around a place in the text, or the last before it; 0 before the first."""
        return max(bisect_right(self.transcript.turns, place, key=lambda turn: turn.start) - 1, 0)

    # What the whole text holds is asked for at every click, by ghosts, menus and the order of rows.
    @cached_property
    def whole_share(self) -> pd.DataFrame:
        """``share`` of the whole text."""
        return share(self.table, self.masks.everything)

    @cached_property
    def whole_topics(self) -> pd.DataFrame:
        """``topic_share`` of the whole text."""
        return topic_share(self.table, self.masks.everything, self.topics)

    @cached_property
    def whole_references(self) -> pd.DataFrame:
        """``references`` of the whole text."""
        return references(self.table, self.masks.everything, self.mentions)

    @cached_property
    def _whole(self) -> dict[Hashable, Any]:
        return {}

    def whole(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What the whole text holds of something else: made at the first call."""
        if key not in self._whole:
            self._whole[key] = make()
        found: Found = self._whole[key]
        return found

    @cached_property
    def by_words(self) -> list[str]:
        """Names of the speakers, those who say most first: the order of rows, columns and menus."""
        order = (-self.whole_share["words"].to_numpy()).argsort(kind="stable")
        return [self.table.speakers[code].name for code in order]

    @cached_property
    def colors(self) -> list[str]:
        """One colour a speaker, in the order of ``table.speakers``."""
        return speaker_colors(self.whole_share["words"].to_numpy())

    @cached_property
    def color_of(self) -> dict[str, str]:
        """Display name → colour."""
        return dict(zip((s.name for s in self.table.speakers), self.colors, strict=True))


def _document(
    transcript: Transcript, table: TurnTable, lexicon: Lexicon, topics: Topics, mentions: Mentions, *kept: Any
) -> Document:
    return Document(transcript, table, lexicon, topics, mentions, Masks(table, topics, mentions), *kept)


def analyse(
    data: bytes, name: str, steps: History | None = None, progress: Progress = lambda _part, _words: None
) -> Document:
    """Read ``data``, correct it, and find everything the panels show. Raises ``onrecord.errors.ReadError``."""
    progress(0.05, "Reading: who speaks where")
    steps = steps or History()
    corrections = corrections_of(steps)
    try:
        base = read_as(data, name, options_of(corrections))
    except PatternError as error:
        corrections = [correction for correction in corrections if not isinstance(correction, Pattern)]
        left = options_of(corrections)
        base = _noted(read_as(data, name, left), f"The saved label pattern was left out: {error.message}")
    lost = sum(1 for step in steps.done if not _parsed(step))
    if lost:
        base = _noted(base, f"{lost} saved corrections cannot be read by this version and were left out.")
    return found_in(corrected(base, corrections), base, steps, progress)


def _noted(transcript: Transcript, words: str) -> Transcript:
    return replace(transcript, defects=(*transcript.defects, Defect(words)))


def read_as(data: bytes, name: str, options: Options) -> Transcript:
    """As read, before any other correction."""
    return read(data, name, **options._asdict())


def unpack(data: bytes, name: str, member: str, progress: Progress = lambda _part, _words: None) -> tuple[bytes, str]:
    """The bytes and the name of a transcript in an archive; see ``formats.unpacked``."""
    progress(0.02, "Unpacking")
    inner = unpacked(Source(name, data), member)
    return inner.data, inner.name


def found_in(
    transcript: Transcript,
    base: Transcript,
    steps: History,
    progress: Progress = lambda _part, _words: None,
    *,
    like: Document | None = None,
) -> Document:
    """The document of a transcript, which is ``base`` corrected by ``steps``.

    From ``like``, a document of the same text, is taken what the corrections left as it was.
    """
    corrections = corrections_of(steps)
    lexicon = corrected_lexicon(load_lexicon(), [c for c in corrections if isinstance(c, TopicWords)])
    if like and _same_words(transcript, like.transcript):
        table = like.table.with_speakers(transcript)
    else:
        like = None
        progress(0.55, f"Counting the words of {len(transcript.turns):,} turns")
        table = from_transcripts([transcript])
    progress(0.75, "Finding who refers to whom")
    mentions = find_mentions(table, [c for c in corrections if isinstance(c, Refers)])
    progress(0.85, "Finding topics")
    unchanged = like and like.lexicon == lexicon and np.array_equal(name_places(like.mentions), name_places(mentions))
    topics = like.topics if like and unchanged else find_topics(table, lexicon, mentions)
    progress(0.98, "Drawing")
    return _document(transcript, table, lexicon, topics, mentions, base, steps)


def _same_words(one: Transcript, other: Transcript) -> bool:
    """Whether the two differ at most in who the turns' speakers are."""
    return one.segments == other.segments and len(one.turns) == len(other.turns)


def corrections_of(steps: History) -> list[Correction]:
    """All corrections of a history that are in force, in their order; what cannot be read is left out."""
    return [correction for step in steps.done for correction in _parsed(step)]


def _parsed(step: str) -> list[Correction]:
    """The corrections of one stroke; none where another version wrote it in a way this one does not know."""
    try:
        return step_from_json(step)
    except CorrectionError:
        return []


class Documents:
    """The documents this server holds, each as its last correction left it. Safe to use from several sessions."""

    def __init__(self, limit_characters: int = STORED_CHARACTERS) -> None:
        self._limit = limit_characters
        self._documents: OrderedDict[Key, Document] = OrderedDict()
        self._data: dict[Key, bytes] = {}
        self._key_of: dict[str, Key] = {}
        self._lock = threading.Lock()

    def open(
        self,
        data: bytes,
        name: str,
        progress: Progress = lambda _part, _words: None,
        saved: Callable[[str], History] = lambda _sha256: History(),
        member: str = "",
    ) -> tuple[str, Document]:
        """Analyse ``data``, or find it analysed; returns the token under which it can be had again.

        ``saved`` gives the corrections that are kept for a file of this hash. Of an archive the only transcript in it
        is opened, or the ``member`` of that name.
        """
        if is_packed(Source(name, data)):
            data, name = run(unpack, data, name, member, progress=progress)
        key = (hashlib.sha256(data).hexdigest(), name)
        with self._lock:
            document = self._documents.get(key)
        # The same bytes may have been corrected under another name since.
        if document is None or document.steps.done != saved(key[0]).done:
            document = run(analyse, data, name, saved(key[0]), progress=progress)
        token = secrets.token_urlsafe(9)
        with self._lock:
            self._data[key] = data
            self._key_of[token] = key
            self._documents[key] = document
            self._documents.move_to_end(key)
            self._forget()
        return token, document

    def get(self, token: str) -> Document | None:
        """The document opened under ``token``; None when this server no longer holds it."""
        with self._lock:
            key = self._key_of.get(token, ("", ""))
            if key in self._documents:
                self._documents.move_to_end(key)
            return self._documents.get(key)

    def latest(self, document: Document) -> Document:
        """The document as somebody, perhaps in another window, corrected it last."""
        with self._lock:
            return self._documents.get(document.key, document)

    def data(self, document: Document) -> bytes:
        """The bytes it was read from. Raises ReadError when they were forgotten for the sake of newer ones."""
        with self._lock:
            if document.key not in self._data:
                raise ReadError("This file is no longer held by the server; upload it again. Nothing was changed.")
            return self._data[document.key]

    def replace(self, document: Document) -> None:
        """From now on this is the latest of its file."""
        with self._lock:
            if document.key in self._documents:
                self._documents[document.key] = document

    def _forget(self) -> None:
        while len(self._documents) > 1 and sum(len(d.transcript.text) for d in self._documents.values()) > self._limit:
            self._documents.popitem(last=False)
        self._key_of = {token: key for token, key in self._key_of.items() if key in self._documents}
        self._data = {key: data for key, data in self._data.items() if key in self._documents}


DOCUMENTS = Documents()
