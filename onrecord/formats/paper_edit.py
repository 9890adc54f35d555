"""Digital paper edit: words with times, and paragraphs that say who spoke when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, floors, voice
from onrecord.formats.json.values import in_ms, inside, objects, string
from onrecord.formats.json.walk import LIST
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "paper-edit"
SUFFIXES: tuple[str, ...] = (".json",)


def sniff(source: Source) -> int:
    """2 for words of text beside paragraphs with speakers and times."""
    value = source.json
    words, paragraphs = objects(value, "words"), objects(value, "paragraphs")
    return 2 * (any("text" in word for word in words[:50]) and any("speaker" in row for row in paragraphs[:50]))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``."""
    value = source.json
    told = Recording(value, one_speaker=options.one_speaker)
    told.tell(_pieces(value), ("words", LIST, "text"), ("paragraphs", LIST, "speaker"))
    return told.transcript(source, NAME, metadata={"title": string(value, "title")})


def _pieces(value: Any) -> Iterator[Piece]:
    at = floors((in_ms(row.get("start")), voice(row.get("speaker"))) for row in objects(value, "paragraphs"))
    for number, word in enumerate(objects(value, "words")):
        start = in_ms(inside(word, "start"))
        yield Piece(string(word, "text"), at(start), start, in_ms(word.get("end")), where=f"/words/{number}")
