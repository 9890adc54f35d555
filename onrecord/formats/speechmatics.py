"""Speechmatics: the words and marks of its second format, and the words and speakers of its first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import NOBODY, Piece, Recording, floors, interleaved, voice
from onrecord.formats.json.values import in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "speechmatics"
SUFFIXES: tuple[str, ...] = (".json",)

_BEST = ("results", LIST, "alternatives", LIST)
_MARKS = frozenset(".,?!;:。、，？！")


def sniff(source: Source) -> int:
    """3 for results of a type with alternatives of content, or a job with words that have a name and a time."""
    value = source.json
    for row in objects(value, "results")[:50]:
        best = inside(row, "alternatives", 0)
        if "type" in row and "start_time" in row and type(best) is dict and "content" in best:
            return 3
    is_first = type(inside(value, "job")) is dict
    return 3 * (is_first and any("name" in word and "time" in word for word in objects(value, "words")[:50]))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, by speaker, or by channel where only channels are told apart."""
    value = source.json
    told = Recording(value, one_speaker=options.one_speaker)
    if objects(value, "results"):
        _tell_results(told, objects(value, "results"))
    else:
        at = floors((in_ms(row.get("time")), voice(row.get("name"))) for row in objects(value, "speakers"))
        pieces = (piece._replace(who=at(piece.start_ms)) for piece in _words(objects(value, "words")))
        told.tell(pieces, ("words", LIST, "name"), ("speakers", LIST, "name"))
    job = inside(value, "job")
    language = string(value, "metadata", "transcription_config", "language") or string(job, "lang")
    title = string(job, "data_name") or string(job, "name")
    date = string(job, "created_at") or string(value, "metadata", "created_at")
    return told.transcript(source, NAME, metadata={"title": title, "language": language, "date": date})


def _tell_results(told: Recording, rows: list[dict[str, Any]]) -> None:
    speakers = any(string(row, "alternatives", 0, "speaker") for row in rows)
    channels = dict.fromkeys(name for row in rows if (name := string(row, "channel")))
    path: Path = (*_BEST, "content")
    pieces = _results(rows)
    if speakers:
        told.tell(pieces, path, (*_BEST, "speaker"))
    elif len(channels) > 1:
        by_channel = list(pieces)
        names = [string(row, "channel") for row in rows]
        streams = (
            [piece._replace(who=voice(name)) for piece, own in zip(by_channel, names, strict=True) if own == name]
            for name in channels
        )
        told.tell(interleaved(streams), path, ("results", LIST, "channel"))
    else:
        told.tell(pieces, path)


def _results(rows: list[dict[str, Any]]) -> Iterator[Piece]:
    last = NOBODY
    for at, row in enumerate(rows):
        best = inside(row, "alternatives", 0)
        is_mark = row.get("type") == "punctuation"
        attached = is_mark and str(row.get("attaches_to", "previous")) in {"previous", "both"}
        who = voice(inside(best, "speaker"))
        last = who if who != NOBODY and not attached else last
        yield Piece(
            string(best, "content"),
            last,
            in_ms(row.get("start_time")),
            in_ms(row.get("end_time")),
            None if is_mark else share(inside(best, "confidence")),
            f"/results/{at}",
            is_attached=attached,
        )


def _words(words: list[dict[str, Any]]) -> Iterator[Piece]:
    for at, word in enumerate(words):
        text, start, length = string(word, "name"), in_ms(word.get("time")), in_ms(word.get("duration"))
        is_mark = text in _MARKS
        yield Piece(
            text,
            start_ms=start,
            end_ms=None if start is None or length is None else start + length,
            confidence=None if is_mark else share(word.get("confidence")),
            where=f"/words/{at}",
            is_attached=is_mark,
        )
