"""Kaldi as its services wrap it: words with times and who spoke when; and Vosk, whose results come one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, floors, voice
from onrecord.formats.json.values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "kaldi"
SUFFIXES: tuple[str, ...] = (".json", ".jsonl")


def sniff(source: Source) -> int:
    """3 for words under ``retval``, or results of words with ``conf``."""
    if objects(source.json, "retval", "words") or (
        objects(source.json, "words") and inside(source.json, "segmentation")
    ):
        return 3
    rows = _results(source)
    return 3 * any(objects(row, "result") and "word" in objects(row, "result")[0] for row in rows[:50])


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: its words, with their marks where it sets them."""
    value = source.json
    if objects(value, "retval", "words") or inside(value, "segmentation"):
        return _wrapped(source, options)
    rows = _results(source)
    path: Path = () if type(value) is dict else (LIST,)
    told = Recording(value if type(value) in {dict, list} else rows, one_speaker=options.one_speaker)
    pieces = (
        piece
        for at, row in enumerate(rows)
        for piece in _words(objects(row, "result"), f"/{at}/result" if path else "/result", "word")
    )
    told.tell(pieces, (*path, "result", LIST, "word"))
    return told.transcript(source, NAME)


def _results(source: Source) -> list[dict[str, Any]]:
    value = source.json
    return [value] if type(value) is dict else objects(value) if type(value) is list else source.json_lines


def _wrapped(source: Source, options: Options) -> Transcript:
    head = ("retval",) if inside(source.json, "retval") else ()
    inner = inside(source.json, *head)
    words = objects(inner, "words")
    field = "punct" if any(string(word, "punct") for word in words) else "word"
    segments = objects(inner, "segmentation", "segments")
    at = floors((in_ms(row.get("start")), voice(_speaker(row))) for row in segments)
    told = Recording(source.json, one_speaker=options.one_speaker)
    name_field = "@id" if type(inside(segments, 0, "speaker")) is dict else "speaker"
    base = (*head, "segmentation", "segments", LIST, "speaker")
    pieces = (piece._replace(who=at(piece.start_ms)) for piece in _words(words, "/".join(("", *head, "words")), field))
    told.tell(pieces, (*head, "words", LIST, field), (*base, "@id") if name_field == "@id" else base)
    return told.transcript(source, NAME)


def _speaker(row: dict[str, Any]) -> Any:
    speaker = row.get("speaker")
    return first_string(speaker, "@id", "id", "name")[1] if type(speaker) is dict else speaker


def _words(words: list[dict[str, Any]], pointer: str, field: str) -> Iterator[Piece]:
    for at, word in enumerate(words):
        yield Piece(
            string(word, field),
            start_ms=in_ms(word.get("start")),
            end_ms=in_ms(word.get("end")),
            confidence=share(word.get("confidence", word.get("conf"))),
            where=f"{pointer}/{at}",
        )
