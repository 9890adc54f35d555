"""Azure speech to text: the phrases of a batch, and of the fast way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json_values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json_walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.recording import NOBODY, Piece, Recording, Voice, unsure_in, voice
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "azure-speech"
SUFFIXES: tuple[str, ...] = (".json",)

_TICK_MS = 1e-4
_FORMS = ("display", "maskedITN", "itn", "lexical")


def sniff(source: Source) -> int:
    """3 for recognised phrases, or phrases with offsets in milliseconds."""
    value = source.json
    if type(inside(value, "recognizedPhrases")) is list:
        return 3
    return 3 * any("offsetMilliseconds" in row and "text" in row for row in objects(value, "phrases")[:50])


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source`` in the order of time: by speaker, or else by channel where there are several."""
    value = source.json
    told = Recording(value, one_speaker=options.one_speaker)
    phrases = objects(value, "recognizedPhrases")
    if phrases:
        form, _ = first_string(next((best for row in phrases if (best := _best(row))), {}), *_FORMS)
        path: Path = ("recognizedPhrases", LIST, "nBest", LIST, form)
        pieces = list(_batch(phrases, form))
    else:
        path = ("phrases", LIST, "text")
        pieces = list(_fast(objects(value, "phrases")))
    told.tell(sorted(pieces, key=lambda piece: piece.start_ms or 0), path)
    language = first_string(next(iter(phrases or objects(value, "phrases")), {}), "locale")[1]
    title = string(value, "source").split("?")[0].rpartition("/")[2]
    return told.transcript(
        source, NAME, metadata={"title": title, "language": language, "date": string(value, "timestamp")}
    )


def _best(row: dict[str, Any]) -> dict[str, Any]:
    best = inside(row, "nBest", 0)
    return best if type(best) is dict else {}


def _batch(rows: list[dict[str, Any]], form: str) -> Iterator[Piece]:
    several = len({str(row.get("channel")) for row in rows}) > 1
    for at, row in enumerate(rows):
        best = _best(row)
        text = string(best, form)
        start = _ms(row, "offset")
        length = _ms(row, "duration")
        who = voice(row.get("speaker"))
        words = [
            (first_string(word, "displayText", "word")[1], share(word.get("confidence")))
            for field in ("displayWords", "words")
            for word in objects(best, field)
            if "confidence" in word
        ]
        yield Piece(
            text,
            voice(row.get("channel"), "Channel") if several and who == NOBODY else who,
            start,
            None if start is None or length is None else start + length,
            where=f"/recognizedPhrases/{at}",
            unsure=unsure_in(text, words),
        )


def _ms(row: dict[str, Any], field: str) -> int | None:
    """In ticks of 100 nanoseconds, in milliseconds, or as an ISO duration."""
    ticks = in_ms(row.get(f"{field}InTicks"), _TICK_MS)
    if ticks is None:
        ticks = in_ms(row.get(f"{field}Milliseconds"), 1)
    return in_ms(row.get(field)) if ticks is None else ticks


def _fast(rows: list[dict[str, Any]]) -> Iterator[Piece]:
    several = len({str(row.get("channel")) for row in rows}) > 1
    for at, row in enumerate(rows):
        text = string(row, "text")
        start, length = _ms(row, "offset"), _ms(row, "duration")
        who = voice(row.get("speaker"))
        words = [(string(word, "text"), share(word["confidence"])) for word in objects(row, "words") if "confidence" in word]
        yield Piece(
            text,
            voice(row.get("channel"), "Channel") if several and who == NOBODY else who,
            start,
            None if start is None or length is None else start + length,
            where=f"/phrases/{at}",
            unsure=unsure_in(text, words),
        )
