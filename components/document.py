"""An opened transcript with all that the panels ask of it, and the store that keeps a few of them.

The store lives as long as the server. A document is analysed once, however often the same bytes are uploaded, and is
opened by a token that cannot be guessed: the page's address carries the token, so a reload finds the same document.
"""

from __future__ import annotations

import gc
import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from onrecord import read
from onrecord.figures.palette import speaker_colors
from onrecord.masks import Masks
from onrecord.mentions import Mentions, find_mentions
from onrecord.model import Transcript
from onrecord.stats.references import references
from onrecord.stats.share import share
from onrecord.stats.topics import topic_share
from onrecord.table import TurnTable, from_transcripts
from onrecord.topics import Topics, find_topics, load_lexicon

STORED_CHARACTERS = 300_000_000
"""Texts kept in memory at once; past it the document opened longest ago is forgotten."""

Progress = Callable[[float, str], object]


@dataclass(frozen=True, eq=False)
class Document:
    """A transcript, its table, and what was found in it. Never changes once built."""

    transcript: Transcript
    table: TurnTable
    topics: Topics
    mentions: Mentions
    masks: Masks = field(repr=False)

    @cached_property
    def version(self) -> str:
        """Changes with the file and with every correction."""
        return self.transcript.sha256

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


def analyse(data: bytes, name: str, progress: Progress = lambda _part, _words: None) -> Document:
    """Read ``data`` and find everything the panels show. Raises ``onrecord.errors.ReadError``."""
    progress(0.05, "Reading: who speaks where")
    transcript = read(data, name=name)
    progress(0.55, f"Counting the words of {len(transcript.turns):,} turns")
    table = from_transcripts([transcript])
    progress(0.75, "Finding topics")
    topics = find_topics(table, load_lexicon())
    progress(0.85, "Finding who refers to whom")
    mentions = find_mentions(table)
    progress(0.98, "Drawing")
    return Document(transcript, table, topics, mentions, Masks(table, topics, mentions))


class Documents:
    """The documents this server holds. Safe to use from several sessions at once."""

    def __init__(self, limit_characters: int = STORED_CHARACTERS) -> None:
        self._limit = limit_characters
        self._by_content: OrderedDict[str, Document] = OrderedDict()
        self._content_of: dict[str, str] = {}
        self._lock = threading.Lock()

    def open(self, data: bytes, name: str, progress: Progress = lambda _part, _words: None) -> tuple[str, Document]:
        """Analyse ``data``, or find it analysed; returns the token under which it can be had again."""
        content = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + data).hexdigest()
        with self._lock:
            document = self._by_content.get(content)
        if document is None:
            document = analyse(data, name, progress)
            # A document lives long and holds no cycles: without this, the collector would walk all of it now and then,
            # in the middle of a click.
            gc.freeze()
        token = secrets.token_urlsafe(9)
        with self._lock:
            self._by_content[content] = document
            self._by_content.move_to_end(content)
            self._content_of[token] = content
            self._forget()
        return token, document

    def get(self, token: str) -> Document | None:
        """The document opened under ``token``; None when this server no longer holds it."""
        with self._lock:
            content = self._content_of.get(token, "")
            if content in self._by_content:
                self._by_content.move_to_end(content)
            return self._by_content.get(content)

    def _forget(self) -> None:
        while (
            len(self._by_content) > 1 and sum(len(d.transcript.text) for d in self._by_content.values()) > self._limit
        ):
            self._by_content.popitem(last=False)
        self._content_of = {t: c for t, c in self._content_of.items() if c in self._by_content}


DOCUMENTS = Documents()
