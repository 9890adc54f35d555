"""On Record's own JSON: a transcript as ``export.whole`` wrote it, the same again with nothing to find out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, get_args

from onrecord.errors import DamagedFileError
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import (
    Defect,
    Dropped,
    Extraction,
    Origin,
    Segment,
    SegmentKind,
    Speaker,
    Transcript,
    Turn,
    UnsureWord,
)

NAME = "onrecord"
SUFFIXES: tuple[str, ...] = (".json",)
FORM = "onrecord transcript 1"


def sniff(source: Source) -> int:
    """3 where the form names itself."""
    return 3 if isinstance(source.json, dict) and source.json.get("form") == FORM else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 it was read already
    """The transcript that was written. Raises DamagedFileError where it contradicts itself."""
    try:
        return _restored(source, source.json)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise DamagedFileError(
            "This transcript was written by On Record and changed since: its parts no longer fit together. Export it"
            " again, or edit another format.",
            name=source.name,
        ) from error


def _restored(source: Source, content: Mapping[str, Any]) -> Transcript:
    code = {speaker["name"]: at for at, speaker in enumerate(content["speakers"])}
    turns = tuple(
        Turn(**{**{field: row[field] for field in Turn._fields if field in row}, "speaker": code[row["speaker"]]})
        for row in content["turns"]
    )
    account = content.get("extraction")
    transcript = Transcript(
        name=source.name,
        text=content["text"],
        sha256=source.sha256,
        format=NAME,
        encoding=content["encoding"],
        segments=tuple(Segment(*row) for row in content["segments"]),
        turns=turns,
        speakers=tuple(Speaker(**{**row, "labels": tuple(row["labels"])}) for row in content["speakers"]),
        metadata=MappingProxyType({str(key): str(value) for key, value in content["metadata"].items()}),
        defects=tuple(Defect(**row) for row in content["defects"]),
        has_labels=bool(content["has_labels"]),
        confidence=float(content["confidence"]),
        origins=tuple(Origin(*row) for row in content["origins"]),
        unsure=tuple(UnsureWord(*row) for row in content["unsure"]),
        extraction=Extraction(
            account["n_characters"], account["n_kept"], tuple(Dropped(**row) for row in account["dropped"])
        )
        if account
        else None,
    )
    _check(transcript)
    return transcript


def _check(transcript: Transcript) -> None:
    """Raises ValueError where the parts do not fit: what every other reader guarantees is not taken on trust here."""
    text, segments, turns = transcript.text, transcript.segments, transcript.turns
    edges = [segments[0].start, *(segment.end for segment in segments)] if segments else [0]
    is_tiled = (
        edges[0] == 0
        and edges[-1] == len(text)
        and all(one.end == other.start for one, other in pairwise(segments))
        and all(segment.start < segment.end for segment in segments)
    )
    fits = (
        all(segment.kind in get_args(SegmentKind) for segment in segments)
        and all(segment.turn is None or 0 <= segment.turn < len(turns) for segment in segments)
        and all(0 <= turn.start <= turn.end <= len(text) for turn in turns)
        and all(one.end <= other.start for one, other in pairwise(turns))
        and all(isinstance(turn.label, str) and isinstance(turn.note, str) for turn in turns)
        and all(time is None or isinstance(time, int) for turn in turns for time in (turn.start_ms, turn.end_ms))
        and all(0 <= word.start < word.end <= len(text) for word in transcript.unsure)
        and all(0 <= origin.start < origin.end <= len(text) for origin in transcript.origins)
        and all(isinstance(name, str) for speaker in transcript.speakers for name in (speaker.name, *speaker.labels))
    )
    if not (is_tiled and fits and isinstance(text, str) and turns):
        raise ValueError
