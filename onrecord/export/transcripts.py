"""The formats a whole transcript can be written in. To add one: a function in a file of its own, and a line here."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import NamedTuple

from onrecord.errors import UnknownNameError
from onrecord.export.captions import as_srt, as_vtt
from onrecord.export.chat import as_chat
from onrecord.export.plain import as_text
from onrecord.export.tei import as_tei
from onrecord.export.whole import as_json
from onrecord.model import Transcript


class Writer(NamedTuple):
    """A format to write."""

    title: str
    suffix: str
    mime: str
    write: Callable[[Transcript], str]


def _as_csv(transcript: Transcript) -> str:
    """One row a turn: who, in which role and for whom, when, and what."""
    from onrecord.export.files import write  # noqa: PLC0415 pandas, which the other formats do without
    from onrecord.export.turns import turn_rows  # noqa: PLC0415

    frame = turn_rows(transcript).drop(columns=["transcript", "start", "end"])
    frame.insert(4, "party", [transcript.speakers[turn.speaker].party for turn in transcript.turns])
    file = io.BytesIO()
    write([frame], file, to="csv")
    return file.getvalue().decode()


WRITERS: Mapping[str, Writer] = {
    "text": Writer("Plain text", ".txt", "text/plain", as_text),
    "vtt": Writer("WebVTT captions", ".vtt", "text/vtt", as_vtt),
    "srt": Writer("SRT captions", ".srt", "application/x-subrip", as_srt),
    "csv": Writer("Table (CSV)", ".csv", "text/csv", _as_csv),
    "json": Writer("JSON, complete", ".json", "application/json", as_json),
    "tei": Writer("TEI", ".xml", "application/tei+xml", as_tei),
    "chat": Writer("CHAT", ".cha", "text/plain", as_chat),
}


def written(transcript: Transcript, to: str) -> bytes:
    """The transcript in the format named ``to``, as UTF-8; half of a surrogate pair becomes "?".

    Raises UnknownNameError for a format that does not exist, ExportError where it cannot hold this transcript.
    """
    if to not in WRITERS:
        raise UnknownNameError.of("format to write", to, list(WRITERS))
    return WRITERS[to].write(transcript).encode("utf-8", "replace")
