"""Whisper and the programs around it: segments with or without words, under one of several keys.

The model's own program, whisper-timestamped, faster-whisper, WhisperX and hosted ones write ``segments``; whisper.cpp
writes ``transcription`` with offsets in milliseconds; pipelines write ``chunks`` with pairs of seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from onrecord.formats.extract import UNSURE_BELOW
from onrecord.formats.json.recording import Piece, Recording, unsure_in, voice
from onrecord.formats.json.values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript, UnsureWord

NAME = "whisper"
SUFFIXES: tuple[str, ...] = (".json",)

_LISTS = ("segments", "transcription", "speakers", "chunks")
_OWN = frozenset({"avg_logprob", "no_speech_prob", "words", "tokens", "seek", "offsets", "timestamps", "timestamp"})
_NAMES = frozenset({"name", "speaker_name", "speakerName", "participant", "user", "author"})
_ALONE = frozenset({"text", "language", "duration", "task", "usage", "logprobs", "languages"})


def sniff(source: Source) -> int:
    """3 for segments of text with times and a field of this family's, 2 for a text quite alone."""
    value = source.json
    rows = _rows(value)[1]
    if any(type(row.get("speaker")) is dict or not _NAMES.isdisjoint(row) for row in rows[:50]):
        return 0
    for row in rows[:50]:
        if type(row.get("text")) is str and _span(row) != (None, None):
            own = _OWN & row.keys() or (type(value) is dict and {"word_segments", "language"} & value.keys())
            return 3 if own else 0
    return 2 * (not rows and bool(string(value, "text").strip()) and value.keys() <= _ALONE)


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: its segments, by speaker where they have one."""
    value = source.json
    key, rows = _rows(value)
    base: Path = (key, LIST) if key else (LIST,)
    told = Recording(value, one_speaker=options.one_speaker)
    if rows:
        told.tell(_pieces(rows, f"/{key}" if key else ""), (*base, "text"), (*base, "speaker"))
    else:
        told.tell([Piece(string(value, "text"), where="/text")], ("text",))
    language = string(value, "language") or string(value, "result", "language")
    return told.transcript(source, NAME, metadata={"language": language})


def _rows(value: Any) -> tuple[str, list[dict[str, Any]]]:
    if type(value) is list:
        return "", objects(value)
    for key in _LISTS:
        rows = objects(value, key)
        if any(string(row, "text") for row in rows):
            return key, rows
    return "", []


def _span(row: dict[str, Any]) -> tuple[int | None, int | None]:
    if "offsets" in row:
        return in_ms(inside(row, "offsets", "from"), 1), in_ms(inside(row, "offsets", "to"), 1)
    if "timestamp" in row:
        return in_ms(inside(row, "timestamp", 0)), in_ms(inside(row, "timestamp", 1))
    return in_ms(row.get("start")), in_ms(row.get("end"))


def _pieces(rows: list[dict[str, Any]], pointer: str) -> Iterator[Piece]:
    for at, row in enumerate(rows):
        text = string(row, "text")
        start, end = _span(row)
        yield Piece(text, voice(row.get("speaker")), start, end, where=f"{pointer}/{at}", unsure=_unsure(text, row))


def _unsure(text: str, row: dict[str, Any]) -> list[UnsureWord]:
    """By the words, by the tokens, or else the whole segment by its mean."""
    words = [
        (first_string(word, "word", "text")[1], share(next((word[k] for k in _SURE if k in word), None)))
        for word in [*objects(row, "words"), *objects(row, "tokens")]
    ]
    if any(sure is not None for _, sure in words):
        return unsure_in(text, words)
    mean = row.get("avg_logprob")
    if type(mean) is float and not words and (sure := math.exp(min(mean, 0.0))) < UNSURE_BELOW and text.strip():
        lead = len(text) - len(text.lstrip())
        return [UnsureWord(lead, len(text.rstrip()), sure)]
    return []


_SURE = ("probability", "confidence", "score", "p")
