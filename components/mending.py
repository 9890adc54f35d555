"""A correction on its way: from a gesture on the board to the store and to the document that everybody sees.

What is stored is what was asked for; the document follows from the file and all that is stored. Whoever has the same
file open, in another window too, sees the latest.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from components.document import DOCUMENTS, Key, analyse, corrections_of, found_in, read_as
from onrecord.corrections import (
    Correction,
    Pattern,
    applied,
    corrected,
    from_json,
    from_mapping,
    pattern_of,
    step_json,
)
from onrecord.errors import CorrectionError, StoreError
from onrecord.store import History, Store, data_folder
from onrecord.worker import run

if TYPE_CHECKING:
    from components.document import Document

MOST_AT_ONCE = 2_000
GESTURES = frozenset({"correct", "undo", "redo", "import"})
_ONE_AT_A_TIME: defaultdict[Key, threading.Lock] = defaultdict(threading.Lock)
IN_PROCESS_MOST = 2_000_000
"""Characters of a text that is counted anew here, within a second; a longer one is read anew by the worker."""


@cache
def store() -> Store:
    """Where corrections are kept."""
    return Store(data_folder() / "corrections.sqlite")


def saved(sha256: str) -> History:
    """What is kept for the file of this hash; nothing where the store cannot be read: the first change will say so."""
    try:
        return store().history(sha256)
    except StoreError:
        return History()


def mended(document: Document, event: Mapping[str, Any]) -> Document:
    """The document after a gesture. Raises OnRecordError where it fits nothing; nothing is stored then."""
    with _ONE_AT_A_TIME[document.key]:
        document = DOCUMENTS.latest(document)
        changed = _rebuilt(document, _stored(document, event))
        DOCUMENTS.replace(changed)
    return changed


def renamed(before: Document, after: Document) -> dict[str, str]:
    """For each speaker who is gone, who has the turn now that was that speaker's first."""
    left = {speaker.name for speaker in after.transcript.speakers}
    new: dict[str, str] = {}
    for turn in before.transcript.turns:
        name = before.transcript.speakers[turn.speaker].name
        if name not in left and name not in new:
            now = after.transcript.turns[after.turn_at(turn.start)]
            new[name] = after.transcript.speakers[now.speaker].name
    return new


def _stored(document: Document, event: Mapping[str, Any]) -> History:
    """The history of the file after the gesture."""
    sha256 = document.transcript.sha256
    match event.get("kind"):
        case "undo":
            return store().undo(sha256)
        case "redo":
            return store().redo(sha256)
        case "import":
            of, corrections = from_json(str(event.get("text", "")))
            if of != sha256:
                raise CorrectionError("This file holds corrections of another transcript; nothing was changed.")
            return store().replace(sha256, [step_json([correction]) for correction in corrections])
    step = _step(event.get("do"))
    _try(document, step)
    return store().append(sha256, step_json(step))


def _step(rows: object) -> list[Correction]:
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_AT_ONCE:
        raise CorrectionError(f"From 1 to {MOST_AT_ONCE:,} corrections can be made at once.")
    return [from_mapping(row) for row in rows]


def _try(document: Document, step: list[Correction]) -> None:
    """Raises where the step does not fit."""
    transcript = document.transcript
    for correction in step:
        transcript = applied(transcript, correction)
    if any(isinstance(correction, Pattern) for correction in step):
        read_as(DOCUMENTS.data(document), document.transcript.name, pattern_of(step))


def _rebuilt(document: Document, steps: History) -> Document:
    if len(document.transcript.text) > IN_PROCESS_MOST:
        return run(analyse, DOCUMENTS.data(document), document.transcript.name, steps)
    base = document.base or document.transcript
    corrections = corrections_of(steps)
    pattern = pattern_of(corrections)
    if pattern != document.pattern:
        base = read_as(DOCUMENTS.data(document), document.transcript.name, pattern)
    return found_in(corrected(base, corrections), base, steps, like=document)
