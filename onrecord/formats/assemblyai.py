"""AssemblyAI: utterances of speakers where it was asked for them, else words; times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, unsure_in, voice
from onrecord.formats.json.values import in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "assemblyai"
SUFFIXES: tuple[str, ...] = (".json",)

_OWN = ("audio_url", "acoustic_model", "speech_model", "speaker_labels", "language_confidence", "audio_duration")


def sniff(source: Source) -> int:
    """3 for the status of a job with its text and words, and one of the fields that only this program writes."""
    value = source.json
    if type(value) is not dict or "text" not in value or not ("words" in value or "utterances" in value):
        return 0
    return 3 * (sum(field in value for field in _OWN) >= 1 and ("id" in value or "status" in value))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``."""
    value = source.json
    told = Recording(value, one_speaker=options.one_speaker)
    utterances, words = objects(value, "utterances"), objects(value, "words")
    if any(string(row, "text") for row in utterances):
        told.tell(_phrases(utterances), ("utterances", LIST, "text"), ("utterances", LIST, "speaker"))
    elif any(string(word, "text") for word in words):
        told.tell(_words(words), ("words", LIST, "text"), ("words", LIST, "speaker"))
    else:
        told.tell([Piece(string(value, "text"), where="/text")], ("text",))
    return told.transcript(source, NAME, metadata={"language": string(value, "language_code")})


def _phrases(rows: list[dict[str, Any]]) -> Iterator[Piece]:
    for at, row in enumerate(rows):
        text = string(row, "text")
        words = [(string(word, "text"), share(word.get("confidence"))) for word in objects(row, "words")]
        yield Piece(
            text,
            voice(inside(row, "speaker")),
            in_ms(row.get("start"), 1),
            in_ms(row.get("end"), 1),
            where=f"/utterances/{at}",
            unsure=unsure_in(text, words),
        )


def _words(words: list[dict[str, Any]]) -> Iterator[Piece]:
    for at, word in enumerate(words):
        yield Piece(
            string(word, "text"),
            voice(word.get("speaker")),
            in_ms(word.get("start"), 1),
            in_ms(word.get("end"), 1),
            share(word.get("confidence")),
            f"/words/{at}",
        )
