"""Amazon Transcribe Call Analytics and Contact Lens: turns of an agent and a customer, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, unsure_in, voice
from onrecord.formats.json.values import in_ms, inside, name_of, objects, share, string
from onrecord.formats.json.walk import LIST
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Transcript

NAME = "aws-calls"
SUFFIXES: tuple[str, ...] = (".json",)


def sniff(source: Source) -> int:
    """3 for a ``Transcript`` whose rows have ``Content`` and a participant."""
    rows = objects(source.json, "Transcript")
    return 3 * any("Content" in row and ("ParticipantRole" in row or "ParticipantId" in row) for row in rows[:50])


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, by the participants' roles, or by their numbers where they have none."""
    rows = objects(source.json, "Transcript")
    field = "ParticipantRole" if any(name_of(row.get("ParticipantRole")) for row in rows) else "ParticipantId"
    told = Recording(source.json, one_speaker=options.one_speaker)
    told.tell(_pieces(rows, field), ("Transcript", LIST, "Content"), ("Transcript", LIST, field))
    described = {"title": string(source.json, "JobName"), "language": string(source.json, "LanguageCode")}
    return told.transcript(source, NAME, metadata=described)


def _pieces(rows: list[dict[str, Any]], field: str) -> Iterator[Piece]:
    for at, row in enumerate(rows):
        text = string(row, "Content")
        words = [(string(item, "Content"), share(item.get("Confidence"))) for item in objects(row, "Items")]
        yield Piece(
            text,
            voice(row.get(field)),
            in_ms(inside(row, "BeginOffsetMillis"), 1),
            in_ms(inside(row, "EndOffsetMillis"), 1),
            where=f"/Transcript/{at}",
            unsure=unsure_in(text, words),
        )
