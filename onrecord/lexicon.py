"""A lexicon of topics as a value: read from a file, written to one that can be shared, changed a topic at a time.

Separate from ``topics``, which finds it in a table, because the page edits a lexicon and the corrections keep one's
changes where no table is known.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

from onrecord.datafiles import data_path
from onrecord.errors import LexiconError

LIMIT_BYTES = 1 << 20
"""Largest file read as a lexicon; the one that comes with On Record has a twentieth of it."""
MOST_STARS = 3
"""In one word: what it may stand for is tried letter by letter, and takes ten times longer with each star."""

_INSIDE = frozenset("*.,&·-\u2010\u2011'’‘\uff07\u00ad\u200c\u200d\u2060\u05f3\u05f4")
"""What a word may hold beside letters, marks and digits, as ``tokens`` cuts them; the comma is that of "10,000"."""
_KEYS = ("name", "description", "terms", "not", "anywhere")
_HEAD = """\
# Topics for On Record: what gives a sentence a topic, and what takes it away again.
#
# terms   words and phrases, matched word by word without regard to case, inside one sentence. * stands for any letters
#         ("war crime*"); a hyphen also matches a space; a word with capitals needs them in the text ("AIDS").
# not     phrases that take the topic's terms away where they overlap ("health of the economy").
#
# language = "en", over the topics, is the language whose sentences are looked at (without it all are); anywhere lists
# those of a topic's terms that count in every language.
"""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of a lexicon: what gives it, and what takes it away. Entries as written in the file."""

    name: str
    description: str
    terms: tuple[str, ...]
    vetoes: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    """Those of the terms that count whatever language a sentence is in: what a person added."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A set of named topics, in the order of the file."""

    entries: tuple[TopicEntry, ...]
    language: str = ""
    """Code of the language that its terms are words of; "" where they count in any."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the topics."""
        return tuple(entry.name for entry in self.entries)


class TopicChange(Protocol):
    """What a correction says of one topic; without terms, that it goes."""

    @property
    def topic(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def terms(self) -> Sequence[str]: ...
    @property
    def vetoes(self) -> Sequence[str]: ...


def load_lexicon(path: Path | None = None, heading: str = "topic") -> Lexicon:
    """The lexicon in a TOML file of ``[[topic]]`` tables (or of another ``heading``); without a path the topics for
    English that come with On Record. Raises LexiconError like ``read_lexicon``.
    """
    file = path or data_path("topics", "en.toml")
    return read_lexicon(file.read_bytes(), file.name, heading)


def read_lexicon(content: bytes, file: str = "The file", heading: str = "topic") -> Lexicon:
    """The lexicon in the bytes of a TOML file called ``file``.

    Raises LexiconError, saying what was found and where, when they are no TOML in UTF-8 of at most ``LIMIT_BYTES``,
    hold no topic, a name is missing or used twice, a topic has no terms, or an entry no word.
    """
    if len(content) > LIMIT_BYTES:
        raise LexiconError(f"{file} has {len(content):,} bytes; a lexicon may have {LIMIT_BYTES:,}.")
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file} is not text in UTF-8 (byte {error.start:,}); save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LexiconError(f'{file} is not TOML: {error}. A list is written terms = ["war", "wars"].') from error
    topics = tables.get(heading)
    if not isinstance(topics, list) or not all(isinstance(table, dict) for table in topics) or not topics:
        found = ", ".join(repr(key) for key in tables) or "nothing"
        raise LexiconError(f"{file} holds no [[{heading}]]; it holds {found}. Write [[{heading}]] over each {heading}.")
    language = tables.get("language", "")
    if not isinstance(language, str):
        raise LexiconError(f'{file}: the language is no text; write a code between quotation marks: language = "en".')
    lexicon = Lexicon(tuple(_entry(table, file, heading) for table in topics), language)
    for name in lexicon.names:
        if lexicon.names.count(name) > 1:
            raise LexiconError(f"{file}: every {heading} needs a name of its own, and two are called {name!r}.")
    return lexicon


def lexicon_toml(lexicon: Lexicon) -> str:
    """The lexicon as the text of a file that ``read_lexicon`` reads as the same lexicon."""
    language = (f"language = {_quoted(lexicon.language)}\n",) if lexicon.language else ()
    return "\n".join((_HEAD, *language, *map(_toml, lexicon.entries)))


def with_topic(lexicon: Lexicon, entry: TopicEntry) -> Lexicon:
    """The lexicon with ``entry`` in place of its topic of that name, or after the others; without it when ``entry`` has
    no terms. Raises LexiconError for an entry that is no word or phrase, or has no name.

    Terms that the topic had are still words of the lexicon's language; new ones count anywhere, for a person adds the
    words of the text at hand.
    """
    before = next((old for old in lexicon.entries if old.name == entry.name), None)
    if not entry.terms:
        return replace(lexicon, entries=tuple(old for old in lexicon.entries if old is not before))
    _check(entry, "The lexicon", "topic")
    if lexicon.language:
        known = set(before.terms).difference(before.anywhere) if before else set()
        entry = replace(entry, anywhere=tuple(term for term in entry.terms if term not in known))
    if before is None:
        return replace(lexicon, entries=(*lexicon.entries, entry))
    return replace(lexicon, entries=tuple(entry if old is before else old for old in lexicon.entries))


def corrected_lexicon(lexicon: Lexicon, corrections: Iterable[TopicChange]) -> Lexicon:
    """The lexicon after the changes, in their order, each as ``with_topic`` makes it."""
    entries = (TopicEntry(c.topic, c.description, tuple(c.terms), tuple(c.vetoes)) for c in corrections)
    return reduce(with_topic, entries, lexicon)


def _entry(table: dict[str, Any], file: str, heading: str) -> TopicEntry:
    name = table.get("name", "")
    called = f"the {heading} {name!r}" if name else f"a {heading} without a name"
    unknown = [key for key in table if key not in _KEYS]
    if unknown:
        raise LexiconError(f"{file}: {called} has {unknown[0]!r}; what it may have is {', '.join(_KEYS)}.")
    for key in ("name", "description"):
        if not isinstance(table.get(key, ""), str):
            raise LexiconError(f"{file}: the {key} of {called} is no text; write it between quotation marks.")
    for key in ("terms", "not", "anywhere"):
        if not isinstance(table.get(key, []), list) or not all(isinstance(w, str) for w in table.get(key, [])):
            raise LexiconError(f'{file}: {key!r} of {called} is no list of texts; write {key} = ["war", "wars"].')
    terms, vetoes, anywhere = (tuple(table.get(key, ())) for key in ("terms", "not", "anywhere"))
    entry = TopicEntry(name.strip(), table.get("description", ""), terms, vetoes, anywhere)
    _check(entry, file, heading)
    return entry


def _check(entry: TopicEntry, file: str, heading: str) -> None:
    if not entry.name.strip():
        raise LexiconError(f"{file}: every {heading} needs a name of its own, and one has none.")
    if not entry.terms:
        raise LexiconError(f"{file}: the {heading} {entry.name!r} has no terms; list the words that give it.")
    lost = [written for written in entry.anywhere if written not in entry.terms]
    if lost:
        raise LexiconError(f"{file}: {lost[0]!r} counts anywhere, but is no term of the {heading} {entry.name!r}.")
    for written in (*entry.terms, *entry.vetoes):
        words = written.split()
        if not words or not all(set(word) - _INSIDE for word in words):
            raise LexiconError(f"{file}: {written!r} in the {heading} {entry.name!r} is no word or phrase.")
        strange = [c for word in words for c in word if unicodedata.category(c)[0] not in "LMN" and c not in _INSIDE]
        if strange:
            raise LexiconError(
                f"{file}: {written!r} in the {heading} {entry.name!r} has {strange[0]!r}, which is in no word; what "
                "may stand there are letters, digits, spaces, hyphens, apostrophes, full stops, & and *."
            )
        if any(word.count("*") > MOST_STARS for word in words):
            raise LexiconError(
                f"{file}: {written!r} in the {heading} {entry.name!r} has more than {MOST_STARS} stars in a word."
            )


def _toml(entry: TopicEntry) -> str:
    lines = ["[[topic]]", f"name = {_quoted(entry.name)}", f"description = {_quoted(entry.description)}"]
    for key, written in (("terms", entry.terms), ("not", entry.vetoes), ("anywhere", entry.anywhere)):
        if key == "anywhere" and not written:
            continue
        lines += [f"{key} = [", *(f"    {_quoted(each)}," for each in written), "]"]
    return "\n".join((*lines, ""))


def _quoted(text: str) -> str:
    """A TOML string: JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
