"""QMSum: meetings as lists of speeches, with queries and summaries beside them, which are left out by name."""

from __future__ import annotations

import re
from typing import Any

from onrecord.formats.json.recording import Piece, Recording, voice
from onrecord.formats.json.values import name_of, objects, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import NotJson, Source
from onrecord.marks import Mark
from onrecord.model import Transcript

NAME = "qmsum"
SUFFIXES: tuple[str, ...] = (".json", ".jsonl")

_LIST = "meeting_transcripts"
_SOUND = re.compile(r"\{[a-z ]{2,30}\}")
"""What its meetings print for a sound or a broken word: "{vocalsound}", "{disfmarker}"."""


def sniff(source: Source) -> int:
    """3 for a meeting, or a file of several."""
    return 3 * any(type(meeting.get(_LIST)) is list for meeting in _meetings(source)[:3])


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: every speech is a turn; several meetings stand under a heading each."""
    meetings = _meetings(source)
    several = len(meetings) > 1
    path: Path = () if type(source.json) is dict else (LIST,)
    told = Recording(meetings if source.json_lines else source.json, one_speaker=options.one_speaker)
    for number, meeting in enumerate(meetings):
        if several:
            told.script.line(2)
            told.script.put(f"Meeting {number + 1}", kind="heading", is_ours=True)
        for at, row in enumerate(objects(meeting, _LIST)):
            piece = Piece(
                string(row, "content"), voice(name_of(row.get("speaker"))),
                where=f"{f'/{number}' if path else ''}/{_LIST}/{at}",
            )  # fmt: skip
            told.say([piece], (*path, _LIST, LIST, "content"), (*path, _LIST, LIST, "speaker"))
    told.script.marks += [Mark(*found.span(), "stage") for found in _SOUND.finditer(told.script.text)]
    return told.transcript(source, NAME, people=None)


def _meetings(source: Source) -> list[dict[str, Any]]:
    value = source.json
    return source.json_lines if isinstance(value, NotJson) else [value] if type(value) is dict else objects(value)
