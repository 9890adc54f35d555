"""A correction on its way: from a gesture on the board to the store and to the document that everybody sees.

What is stored is what was asked for; the document follows from the file and all that is stored. Whoever has the same
file open, in another window too, sees the latest.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from components.document import DOCUMENTS, Key, analyse, corrections_of, found_in, read_as
from onrecord.corrections import (
    AsFound,
    Columns,
    Correction,
    Pattern,
    Refers,
    ThemeName,
    TopicWords,
    applied,
    corrected,
    from_json,
    from_mapping,
    options_of,
    step_json,
)
from onrecord.errors import CorrectionError, StoreError
from onrecord.lexicon import Lexicon, TopicEntry, corrected_lexicon, read_lexicon
from onrecord.model import Transcript
from onrecord.store import History, Store, data_folder
from onrecord.worker import run

if TYPE_CHECKING:
    from components.document import Document

MOST_AT_ONCE = 2_000
FINDINGS = (Refers, TopicWords, ThemeName)
"""Corrections of what is found in a text: they leave the reading of it as it is."""
GESTURES = frozenset({"correct", "undo", "redo", "import", "lexicon"})
_ONE_AT_A_TIME: defaultdict[Key, threading.Lock] = defaultdict(threading.Lock)
_UNSAVED: dict[str, History] = {}
_TROUBLE: dict[str, str] = {}
REPLAYED_MOST = 200
"""So many corrections are applied again here; more of them by the worker."""
IN_PROCESS_MOST = 2_000_000
"""Characters of a text that is counted anew here, within a second; a longer one is read anew by the worker."""


@cache
def store() -> Store:
    """Where corrections are kept."""
    return Store(data_folder() / "corrections.sqlite")


def saved(sha256: str, more: Sequence[Correction] = ()) -> History:
    """What is kept for the file of this hash, with ``more`` that is not kept yet; while the store cannot be used, what
    was done since then.
    """
    try:
        history = store().history(sha256)
    except StoreError:
        history = _UNSAVED.get(sha256, History())
    return history.append(step_json(more)) if more else history


def remembered(document: Document) -> None:
    """Keep the last correction of a document that was opened with it."""
    before = History(document.steps.done[:-1])
    _kept("append", document, document.steps.done[-1], before=before)


def mended(document: Document, event: Mapping[str, Any]) -> Document:
    """The document after a gesture. Raises OnRecordError where it fits nothing; nothing is stored then."""
    with _ONE_AT_A_TIME[document.key]:
        document = DOCUMENTS.latest(document)
        changed = _after(document, event)
        DOCUMENTS.replace(changed)
    return changed


def unsaved(document: Document) -> str:
    """The sentence that says that corrections cannot be kept, once; empty when they are."""
    return _TROUBLE.pop(document.transcript.sha256, "")


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


def _after(document: Document, event: Mapping[str, Any]) -> Document:
    kind, sha256 = event.get("kind"), document.transcript.sha256
    if kind in {"undo", "redo"}:
        wanted = options_of(corrections_of(getattr(document.steps, str(kind))()))
        if wanted != document.options:
            read_as(DOCUMENTS.data(document), document.transcript.name, wanted)  # what cannot be read is not kept
        return _rebuilt(document, _kept(str(kind), document))
    step = _step_of(document, event)
    reads_anew = any(isinstance(correction, Pattern | Columns | AsFound) for correction in step)
    transcript = document.transcript if reads_anew else _applied(document.transcript, step)
    if reads_anew:
        read_as(DOCUMENTS.data(document), document.transcript.name, options_of([*document.corrections, *step]))
    steps = _kept("append", document, step_json(step))
    if reads_anew or steps.done[:-1] != document.steps.done or sha256 != transcript.sha256:
        return _rebuilt(document, steps)
    if len(transcript.text) > IN_PROCESS_MOST:
        return run(analyse, DOCUMENTS.data(document), transcript.name, steps)
    return found_in(transcript, document.base or document.transcript, steps, like=document)


def _kept(act: str, document: Document, *body: str, before: History | None = None) -> History:
    """The history of the file after "append", "undo" or "redo"; ``before`` it, by default, is the document's."""
    sha256 = document.transcript.sha256
    try:
        history: History = getattr(store(), act)(sha256, *body)
    except StoreError as error:
        if sha256 not in _UNSAVED:
            _TROUBLE[sha256] = f"{error.message} What you correct holds until the server stops."
        history = _UNSAVED[sha256] = getattr(_UNSAVED.get(sha256, before or document.steps), act)(*body)
    return history


def _step_of(document: Document, event: Mapping[str, Any]) -> list[Correction]:
    match event.get("kind"):
        case "import":
            return _imported(document, event.get("text"))
        case "lexicon":
            return lexicon_step(document.lexicon, str(event.get("text")))
    step = _step(event.get("do"))
    corrected_lexicon(document.lexicon, [c for c in step if isinstance(c, TopicWords)])  # what fits nothing is not kept
    return step


def lexicon_step(now: Lexicon, text: str) -> list[Correction]:
    """What makes the lexicon ``now`` that of a file: its topics, and the end of those that it has not.

    Raises LexiconError for what is no lexicon, and CorrectionError where nothing would change.
    """
    new = read_lexicon(text.encode())
    gone = [TopicWords(name, ()) for name in now.names if name not in new.names]
    written = {_as_written(entry) for entry in now.entries}
    changed = [
        TopicWords(entry.name, entry.terms, entry.vetoes, entry.description)
        for entry in new.entries
        if _as_written(entry) not in written
    ]
    if not gone and not changed:
        raise CorrectionError("These are the topics in force already; nothing was changed.")
    return [*gone, *changed]


def _as_written(entry: TopicEntry) -> TopicEntry:
    """Without what a correction does not say: which of the terms are the lexicon's own."""
    return replace(entry, anywhere=())


def _step(rows: object) -> list[Correction]:
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_AT_ONCE:
        raise CorrectionError(f"From 1 to {MOST_AT_ONCE:,} corrections can be made at once.")
    return [from_mapping(row) for row in rows]


def _imported(document: Document, text: object) -> list[Correction]:
    """The corrections of a file, as one stroke."""
    of, corrections = from_json(str(text))
    if of != document.transcript.sha256:
        raise CorrectionError("This file holds corrections of another transcript; nothing was changed.")
    if not 0 < len(corrections) <= MOST_AT_ONCE:
        raise CorrectionError(
            f"This file holds {len(corrections):,} corrections; from 1 to {MOST_AT_ONCE:,} can be made."
        )
    return corrections


def _applied(transcript: Transcript, step: list[Correction]) -> Transcript:
    after = transcript
    for correction in step:
        after = applied(after, correction)
    if after == transcript and not any(isinstance(correction, FINDINGS) for correction in step):
        raise CorrectionError("The text is read so already; nothing was changed.")
    return after


def _rebuilt(document: Document, steps: History) -> Document:
    """The document of the file by all its corrections, from the beginning."""
    data, name = DOCUMENTS.data(document), document.transcript.name
    corrections = corrections_of(steps)
    if len(document.transcript.text) > IN_PROCESS_MOST or len(corrections) > REPLAYED_MOST:
        return run(analyse, data, name, steps)
    options = options_of(corrections)
    base = document.base or document.transcript
    if options != document.options:
        base = read_as(data, name, options)
    return found_in(corrected(base, corrections), base, steps, like=document)
