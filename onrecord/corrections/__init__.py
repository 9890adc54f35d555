"""What a person says about how a transcript was read: values that are kept, undone, exported and applied again.

``values`` holds the corrections, ``people`` and ``layout`` apply them, ``file`` writes and reads them as JSON. A
correction changes a copy: text and source never change, and offsets stay what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any

from onrecord.corrections import layout, people
from onrecord.corrections.file import from_json, from_mapping, step_from_json, step_json, to_json
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
from onrecord.formats import Columns, Options, read
from onrecord.model import Defect, Transcript

__all__ = [
    "AsFound",
    "Columns",
    "Confirmed",
    "Correction",
    "IsKind",
    "IsLabel",
    "NotLabels",
    "Pattern",
    "Person",
    "Refers",
    "Role",
    "SaidBy",
    "ThemeName",
    "TopicWords",
    "applied",
    "corrected",
    "from_json",
    "from_mapping",
    "options_of",
    "pattern_of",
    "read_corrected",
    "step_from_json",
    "step_json",
    "to_json",
]  # fmt: skip

_APPLY: dict[type[Correction], Callable[[Transcript, Any], Transcript]] = {
    Person: people.person,
    Role: people.role,
    NotLabels: layout.not_labels,
    IsLabel: layout.is_label,
    IsKind: layout.is_kind,
    SaidBy: layout.said_by,
    Pattern: lambda transcript, _: transcript,  # the text was read by it
    Columns: lambda transcript, _: transcript,
    AsFound: lambda transcript, _: transcript,
    Confirmed: lambda transcript, _: replace(transcript, confidence=1.0),
    Refers: lambda transcript, _: transcript,  # what is found in the text is corrected by whoever finds it
    TopicWords: lambda transcript, _: transcript,
    ThemeName: lambda transcript, _: transcript,
}


def applied(transcript: Transcript, correction: Correction) -> Transcript:
    """``transcript`` with one correction. Raises CorrectionError where it fits nothing.

    A pattern or a choice of columns changes nothing here: it is for whoever reads the text, see ``read_corrected``.
    """
    return _APPLY[type(correction)](transcript, correction)


def corrected(transcript: Transcript, corrections: Sequence[Correction]) -> Transcript:
    """``transcript`` with all corrections, in their order. What fits nothing is left out and becomes a defect."""
    misfits = []
    for correction in corrections:
        try:
            transcript = applied(transcript, correction)
        except CorrectionError as error:
            misfits.append(Defect(f"A saved correction no longer fits and was left out: {error.message}"))
    return replace(transcript, defects=(*transcript.defects, *misfits)) if misfits else transcript


def pattern_of(corrections: Sequence[Correction]) -> str | None:
    """The label pattern that the corrections ask for last; "" asks for one speaker, None for nothing."""
    last = next((c for c in reversed(corrections) if isinstance(c, Pattern | AsFound)), None)
    return last.pattern if isinstance(last, Pattern) else None


def options_of(corrections: Sequence[Correction]) -> Options:
    """How the corrections ask for the file to be read."""
    pattern = pattern_of(corrections)
    columns = next((c for c in reversed(corrections) if isinstance(c, Columns)), None)
    return Options(pattern == "", pattern or "", columns)


def read_corrected(
    source: str | PathLike[str] | bytes, name: str = "", corrections: Sequence[Correction] = (), *, member: str = ""
) -> Transcript:
    """The transcript in ``source``, read as the corrections ask, with all the others applied."""
    return corrected(read(source, name, member=member, **options_of(corrections)._asdict()), corrections)
