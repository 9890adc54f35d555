"""Corrections as a JSON file, for a colleague, a repository or the command line: written, checked, read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, get_args, get_type_hints

from onrecord.corrections.values import (
    AsFound,
    Confirmed,
    Correction,
    IsKind,
    IsLabel,
    NotLabels,
    Pattern,
    Person,
    Refers,
    Role,
    SaidBy,
    ThemeName,
    TopicWords,
)
from onrecord.errors import CorrectionError
from onrecord.formats.options import Columns
from onrecord.model import SegmentKind

LARGEST = 2**31
FORM = "onrecord corrections 1"
_NAMES: dict[str, type[Correction]] = {
    "person": Person,
    "role": Role,
    "not_labels": NotLabels,
    "is_label": IsLabel,
    "is_kind": IsKind,
    "said_by": SaidBy,
    "pattern": Pattern,
    "columns": Columns,
    "as_found": AsFound,
    "confirmed": Confirmed,
    "refers": Refers,
    "topic_words": TopicWords,
    "theme_name": ThemeName,
}
"""What a correction is called in a file."""
_NAME_OF = {kind: name for name, kind in _NAMES.items()}


def to_json(corrections: Sequence[Correction], *, sha256: str, name: str) -> str:
    """A file of corrections of the transcript whose bytes have this hash; ``name`` is for people to read."""
    content = {
        "form": FORM,
        "sha256": sha256,
        "transcript": name,
        "corrections": [as_mapping(correction) for correction in corrections],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str | bytes) -> tuple[str, list[Correction]]:
    """Hash of the transcript's bytes, and its corrections. Raises CorrectionError naming what is wrong."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorrectionError("This file of corrections is not JSON; export it again from the page.") from error
    if not isinstance(content, dict) or content.get("form") != FORM or not isinstance(content.get("corrections"), list):
        raise CorrectionError(f"This is no file of corrections: its “form” should be “{FORM}”.")
    return str(content.get("sha256", "")), [from_mapping(row) for row in content["corrections"]]


def step_json(corrections: Sequence[Correction]) -> str:
    """Corrections made at one stroke, on one line: what is kept, undone and done again as one."""
    return json.dumps([as_mapping(correction) for correction in corrections], ensure_ascii=False)


def step_from_json(line: str) -> list[Correction]:
    """What ``step_json`` wrote. Raises CorrectionError."""
    try:
        rows = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorrectionError(f"This is no correction: {_shown(line)}.") from error
    if not isinstance(rows, list):
        raise CorrectionError(f"This is no list of corrections: {_shown(rows)}.")
    return [from_mapping(row) for row in rows]


def as_mapping(correction: Correction) -> dict[str, Any]:
    """The correction as JSON can say it."""
    return {"do": _NAME_OF[type(correction)], **asdict(correction)}


def from_mapping(row: object) -> Correction:
    """The correction that ``as_mapping`` wrote. Raises CorrectionError for anything else."""
    if not isinstance(row, Mapping) or not isinstance(row.get("do"), str) or row["do"] not in _NAMES:
        raise CorrectionError(f"Not a correction: {_shown(row)}; it should “do” one of {', '.join(_NAMES)}.")
    kind = _NAMES[row["do"]]
    hints = get_type_hints(kind)
    values = {}
    for field in fields(kind):
        if field.name in row:
            values[field.name] = _checked(row[field.name], hints[field.name], row)
    try:
        return kind(**values)
    except TypeError as error:
        raise CorrectionError(f"This correction lacks something: {_shown(row)}.") from error


def _checked(value: object, wanted: Any, row: object) -> Any:
    if wanted == tuple[str, ...] and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.encode("utf-8", "replace").decode("utf-8") for one in value)
    if (wanted is bool and isinstance(value, bool)) or (wanted is str and isinstance(value, str)):
        return value if isinstance(value, bool) else value.encode("utf-8", "replace").decode("utf-8")
    if wanted is int and isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST:
        return value
    if (
        wanted is SegmentKind
        and isinstance(value, str)
        and value in get_args(SegmentKind)
        and value not in {"label", "space"}
    ):
        return value
    raise CorrectionError(f"This correction cannot be read: {_shown(row)}; {_shown(value)} is of the wrong kind.")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:119] + "…"
