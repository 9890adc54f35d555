"""Transcripts as columns of numbers and a few words, and back: what a file of a table keeps of them.

Separate from the file because this is about what a transcript is made of. Records that there are thousands of
(segments, turns) become one array for each field, their strings numbers in one pool; the rest is plain JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt

from onrecord.model import Defect, Dropped, Extraction, Origin, Segment, Speaker, Transcript, Turn, UnsureWord

Columns = dict[str, npt.NDArray[Any]]

_RECORDS: dict[str, type[Any]] = {"segments": Segment, "turns": Turn, "origins": Origin, "unsure": UnsureWord}
_PLAIN = ("name", "sha256", "format", "encoding", "has_labels", "confidence")
_NONE = np.iinfo(np.int64).min


def to_columns(transcripts: Sequence[Transcript]) -> tuple[dict[str, Any], Columns]:
    """What JSON can hold of the transcripts, and their columns: texts as UTF-8, records one array for each field."""
    pool: dict[str, int] = {}
    texts = [transcript.text.encode("utf-8", "surrogatepass") for transcript in transcripts]
    columns: Columns = {"text": np.frombuffer(b"".join(texts), np.uint8)}
    for name, record in _RECORDS.items():
        rows = [row for transcript in transcripts for row in getattr(transcript, name)]
        for field, hint in get_type_hints(record).items():
            columns[f"{name}.{field}"] = _packed([getattr(row, field) for row in rows], hint, pool)
    plain = [
        {
            **{name: getattr(transcript, name) for name in _PLAIN},
            "n_bytes": len(text),
            "n_records": [len(getattr(transcript, name)) for name in _RECORDS],
            "metadata": dict(transcript.metadata),
            "speakers": [asdict(speaker) for speaker in transcript.speakers],
            "defects": [asdict(defect) for defect in transcript.defects],
            "extraction": _extraction(transcript.extraction),
        }
        for transcript, text in zip(transcripts, texts, strict=True)
    ]
    return {"transcripts": plain, "strings": list(pool)}, columns


def from_columns(plain: Mapping[str, Any], columns: Mapping[str, npt.NDArray[Any]]) -> tuple[Transcript, ...]:
    """The transcripts again, equal to those that ``to_columns`` was given.

    Raises KeyError, IndexError, TypeError or ValueError for what it did not make.
    """
    strings = plain["strings"]
    each = plain["transcripts"]
    ends = np.cumsum([0, *(one["n_bytes"] for one in each)]).tolist()
    data = memoryview(np.ascontiguousarray(columns["text"]).data)
    texts = [str(data[a:b], "utf-8", "surrogatepass") for a, b in pairwise(ends)]
    records: list[list[tuple[Any, ...]]] = []
    for number, (name, record) in enumerate(_RECORDS.items()):
        fields = [
            _unpacked(columns[f"{name}.{field}"], hint, strings) for field, hint in get_type_hints(record).items()
        ]
        rows = tuple(map(partial(tuple.__new__, record), zip(*fields, strict=True)))
        begins = np.cumsum([0, *(one["n_records"][number] for one in each)]).tolist()
        records.append([rows[a:b] for a, b in pairwise(begins)])
    values: list[dict[str, Any]] = [
        {name: one[name] for name in _PLAIN} | {name: records[i][number] for i, name in enumerate(_RECORDS)}
        for number, one in enumerate(each)
    ]
    return tuple(
        Transcript(
            **values[number],
            text=texts[number],
            metadata=MappingProxyType(one["metadata"]),
            speakers=tuple(speaker(values) for values in one["speakers"]),
            defects=tuple(Defect(**defect) for defect in one["defects"]),
            extraction=_extracted(one["extraction"]),
        )
        for number, one in enumerate(each)
    )


def speaker(values: Mapping[str, Any]) -> Speaker:
    """A speaker from what ``dataclasses.asdict`` made of one."""
    return Speaker(**{**values, "labels": tuple(values["labels"])})


def _packed(values: list[Any], hint: Any, pool: dict[str, int]) -> npt.NDArray[Any]:
    if hint is float:
        return np.array(values, np.float64)
    if hint is bool:
        return np.array(values, np.uint8)
    if hint is int or hint == int | None:
        return np.array([_NONE if value is None else value for value in values], np.int64)
    return np.array([pool.setdefault(value, len(pool)) for value in values], np.int64)


def _unpacked(column: npt.NDArray[Any], hint: Any, strings: list[str]) -> list[Any]:
    values: list[Any] = (column.astype(np.bool_) if hint is bool else column).tolist()
    if hint in {int, bool, float}:
        return values
    if hint == int | None:
        return [None if value == _NONE else value for value in values]
    return [strings[code] for code in values]


def _extraction(extraction: Extraction | None) -> dict[str, Any] | None:
    if extraction is None:
        return None
    return {
        "n_characters": extraction.n_characters,
        "n_kept": extraction.n_kept,
        "dropped": [list(dropped) for dropped in extraction.dropped],
    }


def _extracted(values: Mapping[str, Any] | None) -> Extraction | None:
    if values is None:
        return None
    dropped = tuple(Dropped(*each) for each in values["dropped"])
    return Extraction(values["n_characters"], values["n_kept"], dropped)
