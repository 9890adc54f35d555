"""IBM Watson Speech to Text: results of words with times, and beside them who spoke from when to when.

A service that stores them wraps them in one more list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, floors, voice
from onrecord.formats.json.values import in_ms, inside, objects, share, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "watson"
SUFFIXES: tuple[str, ...] = (".json",)


def sniff(source: Source) -> int:
    """3 for results of alternatives with timestamps, or with speaker labels beside them."""
    for wrapper, _, _ in _wrappers(source.json):
        results = objects(wrapper, "results")
        if any(type(inside(row, "alternatives", 0, "timestamps")) is list for row in results[:50]):
            return 3
        if any("final" in row and "alternatives" in row for row in results[:50]) and "result_index" in wrapper:
            return 3
    return 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: its words by speaker, or the plain text of each result where words have no time."""
    told = Recording(source.json, one_speaker=options.one_speaker)
    for wrapper, path, pointer in _wrappers(source.json):
        results = list(enumerate(objects(wrapper, "results")))
        if any(row.get("final") is True for _, row in results):
            results = [(at, row) for at, row in results if row.get("final") is not False]
        best: Path = (*path, "results", LIST, "alternatives", LIST)
        at_time = floors(
            (in_ms(label.get("from")), voice(label.get("speaker"))) for label in objects(wrapper, "speaker_labels")
        )
        if any(inside(row, "alternatives", 0, "timestamps") for _, row in results):
            pieces = (
                piece._replace(who=at_time(piece.start_ms))
                for at, row in results
                for piece in _words(inside(row, "alternatives", 0), f"{pointer}/results/{at}/alternatives/0")
            )
            told.tell(pieces, (*best, "timestamps", LIST, LIST))
        else:
            texts = ((at, string(row, "alternatives", 0, "transcript")) for at, row in results)
            told.tell(
                (Piece(text, where=f"{pointer}/results/{at}/alternatives/0/transcript") for at, text in texts),
                (*best, "transcript"),
            )
    return told.transcript(source, NAME, metadata={"date": string(source.json, "created")})


def _wrappers(value: Any) -> Iterator[tuple[dict[str, Any], Path, str]]:
    """The objects that hold ``results``: the whole, those of its list, or those of the list in its ``results``."""
    if type(value) is list:
        yield from ((row, (LIST,), f"/{at}") for at, row in enumerate(objects(value)) if "results" in row)
    elif type(value) is dict:
        inner = [(at, row) for at, row in enumerate(objects(value, "results")) if type(row.get("results")) is list]
        yield from ((row, ("results", LIST), f"/results/{at}") for at, row in inner)
        if not inner:
            yield value, (), ""


def _words(best: Any, pointer: str) -> Iterator[Piece]:
    words, sure = inside(best, "timestamps"), inside(best, "word_confidence")
    pairs = zip_longest(words if type(words) is list else (), sure if type(sure) is list else ())
    for at, (word, confidence) in enumerate(pairs):
        text = inside(word, 0)
        if type(text) is str:
            yield Piece(
                text,
                start_ms=in_ms(inside(word, 1)),
                end_ms=in_ms(inside(word, 2)),
                confidence=share(inside(confidence, 1)),
                where=f"{pointer}/timestamps/{at}",
            )
