"""Azure speech to text: the phrases of a batch, and of the fast way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import NOBODY, Piece, Recording, unsure_in, voice
from onrecord.formats.json.values import first_string, in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
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
    phrases, form = objects(value, "recognizedPhrases"), ""
    path: Path = ("phrases", LIST, "text")
    if phrases:
        form = first_string(next((best for row in phrases if (best := _best(row))), {}), *_FORMS)[0] or _FORMS[0]
        path = ("recognizedPhrases", LIST, "nBest", LIST, form)
    phrases = phrases or objects(value, "phrases")
    told.tell(sorted(_pieces(phrases, form), key=lambda piece: piece.start_ms or 0), path)
    language = first_string(next(iter(phrases), {}), "locale")[1]
    title = string(value, "source").split("?")[0].rpartition("/")[2]
    return told.transcript(
        source, NAME, metadata={"title": title, "language": language, "date": string(value, "timestamp")}
    )


def _best(row: dict[str, Any]) -> dict[str, Any]:
    best = inside(row, "nBest", 0)
    return best if type(best) is dict else {}


def _pieces(rows: list[dict[str, Any]], form: str) -> Iterator[Piece]:
    """A piece for each phrase: of a batch in the ``form`` that its best hypothesis has, else as its own text."""
    several = len({str(row.get("channel")) for row in rows}) > 1
    for at, row in enumerate(rows):
        best = _best(row) if form else row
        text = string(best, form or "text")
        start, length = _ms(row, "offset"), _ms(row, "duration")
        who = voice(row.get("speaker"))
        words = [
            (first_string(word, "displayText", "word", "text")[1], share(word.get("confidence")))
            for word in objects(best, "displayWords") or objects(best, "words")
        ]
        yield Piece(
            text,
            voice(row.get("channel"), "Channel") if several and who == NOBODY else who,
            start,
            None if start is None or length is None else start + length,
            where=f"/recognizedPhrases/{at}" if form else f"/phrases/{at}",
            unsure=unsure_in(text, words),
        )


def _ms(row: dict[str, Any], field: str) -> int | None:
    """In ticks of 100 nanoseconds, in milliseconds, or as an ISO duration."""
    ms = in_ms(row.get(f"{field}InTicks"), _TICK_MS)
    if ms is None:
        ms = in_ms(row.get(f"{field}Milliseconds"), 1)
    return in_ms(row.get(field)) if ms is None else ms
