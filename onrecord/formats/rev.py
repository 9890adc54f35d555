"""Rev: monologues of elements, and of spans as its editor saves them; their values follow one another as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.formats.extract import UNSURE_BELOW
from onrecord.formats.json.recording import Piece, Recording, Voice, voice
from onrecord.formats.json.values import first_string, in_ms, inside, name_of, objects, share, string
from onrecord.formats.json.walk import LIST
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.marks import Mark
from onrecord.model import Transcript, UnsureWord

NAME = "rev"
SUFFIXES: tuple[str, ...] = (".json",)

_REMARK = re.compile(r"<[^<>]{1,60}>")
"""An element for what nobody makes out, or what is no word: "<inaudible>", "<crosstalk>", "<laugh>"."""


def sniff(source: Source) -> int:
    """3 for monologues of elements or spans."""
    return 3 * any("elements" in row or "spans" in row for row in objects(source.json, "monologues")[:50])


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``; a monologue that the same speaker goes on with begins a line."""
    value = source.json
    monologues = objects(value, "monologues")
    field = "spans" if any(objects(row, "spans") for row in monologues) else "elements"
    told = Recording(value, one_speaker=options.one_speaker)
    pieces = _pieces(monologues, field, _people(value))
    told.tell(pieces, ("monologues", LIST, field, LIST, "value"), ("monologues", LIST, "speaker"), parted="\n")
    return told.transcript(source, NAME, metadata={"title": string(value, "name")})


def _people(value: Any) -> dict[str, Voice]:
    """Those whom the file lists, by their number as text."""
    people: dict[str, Voice] = {}
    for row in [*objects(value, "speakers"), *(inside(m, "speaker_info") for m in objects(value, "monologues"))]:
        name = name_of(first_string(row, "name", "display_name")[1]) if type(row) is dict else ""
        if name:
            people.setdefault(str(row.get("id")), Voice(str(row.get("id")), " ".join(name.split()), False))
    return people


def _pieces(monologues: list[dict[str, Any]], field: str, people: dict[str, Voice]) -> Iterator[Piece]:
    for at, row in enumerate(monologues):
        parts: list[str] = []
        unsure: list[UnsureWord] = []
        stage: list[Mark] = []
        length = 0
        times: list[int] = []
        for element in objects(row, field):
            part = string(element, "value")
            sure = share(element.get("confidence"))
            if sure is not None and sure < UNSURE_BELOW and part.strip():
                unsure.append(UnsureWord(length, length + len(part), sure))
            if _REMARK.fullmatch(part):
                stage.append(Mark(length, length + len(part), "stage"))
            parts.append(part)
            length += len(part)
            times += [ms for key in ("ts", "end_ts", "endTs") if (ms := in_ms(element.get(key))) is not None]
        speaker = row.get("speaker")
        yield Piece(
            "".join(parts),
            people.get(str(speaker)) or voice(speaker),
            min(times, default=in_ms(row.get("startTime"))),
            max(times, default=None),
            where=f"/monologues/{at}",
            unsure=unsure,
            stage=stage,
        )
