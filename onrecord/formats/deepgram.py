"""Deepgram: utterances where it was asked for them, else the words of each channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import NOBODY, Piece, Recording, Voice, interleaved, unsure_in, voice
from onrecord.formats.json.values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "deepgram"
SUFFIXES: tuple[str, ...] = (".json",)

_BEST = ("results", "channels", LIST, "alternatives", LIST)


def sniff(source: Source) -> int:
    """3 for results that hold channels of alternatives."""
    channels = objects(source.json, "results", "channels")
    return 3 * any(type(channel.get("alternatives")) is list for channel in channels)


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, by speaker, by channel where there are several."""
    value = source.json
    told = Recording(value, one_speaker=options.one_speaker)
    channels = objects(value, "results", "channels")
    utterances = objects(value, "results", "utterances")
    if any(string(row, "transcript") for row in utterances):
        rows = sorted(utterances, key=lambda row: in_ms(row.get("start")) or 0) if len(channels) > 1 else utterances
        told.tell(_phrases(rows, len(channels)), ("results", "utterances", LIST, "transcript"))
    elif any(objects(channel, "alternatives", 0, "words") for channel in channels):
        field = "punctuated_word" if _has(channels, "punctuated_word") else "word"
        words = (_words(channel, at, len(channels), field) for at, channel in enumerate(channels))
        told.tell(interleaved(words) if len(channels) > 1 else next(words), (*_BEST, "words", LIST, field))
    else:
        pieces = [
            Piece(string(channel, "alternatives", 0, "transcript"), _who(None, at, len(channels)),
                  where=f"/results/channels/{at}/alternatives/0/transcript")
            for at, channel in enumerate(channels)
        ]  # fmt: skip
        told.tell(pieces, (*_BEST, "transcript"))
    language = string(inside(value, "results", "channels", 0), "detected_language")
    return told.transcript(source, NAME, metadata={"language": language})


def _has(channels: list[dict[str, Any]], field: str) -> bool:
    return any(field in word for channel in channels for word in objects(channel, "alternatives", 0, "words"))


def _who(speaker: Any, channel: int, n_channels: int) -> Voice:
    """The speaker; where there are several channels, each numbers its own."""
    who = voice(speaker)
    if n_channels < 2:
        return who
    if who == NOBODY:
        return voice(channel, "Channel")
    return Voice(f"{channel}/{who.key}", f"{who.label} (channel {channel})", False)


def _phrases(rows: list[dict[str, Any]], n_channels: int) -> Iterator[Piece]:
    for at, row in enumerate(rows):
        text = string(row, "transcript")
        words = [
            (first_string(word, "punctuated_word", "word")[1], share(word.get("confidence")))
            for word in objects(row, "words")
        ]
        channel = row.get("channel")
        yield Piece(
            text,
            _who(row.get("speaker"), channel if type(channel) is int else 0, n_channels),
            in_ms(row.get("start")),
            in_ms(row.get("end")),
            where=f"/results/utterances/{at}",
            unsure=unsure_in(text, words),
        )


def _words(channel: dict[str, Any], number: int, n_channels: int, field: str) -> Iterator[Piece]:
    pointer = f"/results/channels/{number}/alternatives/0/words"
    speaker: Path | Any = None
    for at, word in enumerate(objects(channel, "alternatives", 0, "words")):
        speaker = word.get("speaker", speaker)
        yield Piece(
            string(word, field),
            _who(speaker, number, n_channels),
            in_ms(word.get("start")),
            in_ms(word.get("end")),
            share(word.get("confidence")),
            f"{pointer}/{at}",
        )
