"""What is open: an upload, a sample, a file named on the command line, or what the address names.

What was open stays open until something else has been read to its end.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from components.choosing import Archive, Request, Table, columns_form, picker
from components.header import given_files
from components.samples import samples
from components.state import State
from components.words import isolated, listed
from onrecord.errors import ColumnsError, OnRecordError, SeveralError

if TYPE_CHECKING:
    from components.document import Document

Place = dict[str, list[str]]
"""Names what is open, as in the address: ``{"doc": [token]}``, ``{"sample": [key]}`` or ``{"file": [number]}``."""
PLACES = ("doc", "sample", "file")

CANCEL_AFTER_SECONDS = 0.4
"""What is opened faster shows no button."""

LOST = (
    "The transcript of this address is no longer held by this server. "
    "Upload it again: the filters of the address will be applied to it."
)
UNLABELLED = "No speaker labels were found in {name}. It can be shown as one speaker; shares will then say nothing."
DOUBTFUL = "{name} may be no transcript: {labels} may be headings and not people. Who speaks in it?"
LABELS_NAMED = 3
PATTERN_HELP = "NAME stands for the speaker’s name, TIME for a time, ↵ for the end of the line: NAME: or [NAME] TIME"


def open_asked(session: Any, address: Place | None) -> None:
    """Open what ``session.asked`` holds, or what an address that is news names; at the start the first file given.

    An address that names nothing (back, to before anything was open) closes what is open. A click elsewhere on the
    page makes Streamlit break off this run and begin another, which opens it anew: only Cancel gives it up.
    """
    wanted = {key: address[key] for key in PLACES if key in address} if address else {}
    if wanted and wanted != session.get("place"):
        session.asked = (wanted, True)
    elif address is not None and not wanted and session.get("place"):
        session.document = session.place = session.asked = None
    elif not wanted and "place" not in session and given_files():
        session.asked = ({"file": ["0"]}, True)
    session.setdefault("place", None)
    slot = st.empty()  # in every run: what stands below it keeps its place
    if session.get("asked") is None:
        return
    asked, keep_state = session.asked
    try:
        with slot.container(key="opening", horizontal=True, vertical_alignment="center"):
            if isinstance(asked, dict):
                _open_place(session, asked, keep_state=keep_state)
            elif isinstance(asked, Request):
                _open(session, asked, keep_state=keep_state)
            else:
                _open(session, Request(asked.getvalue(), asked.name))
    except Exception:
        session.asked = None
        raise
    session.asked = None
    slot.empty()


def _open_place(session: Any, place: Place, *, keep_state: bool) -> None:
    (kind, (value, *_)) = next(iter(place.items()))
    if kind == "doc":
        from components.document import DOCUMENTS

        document = DOCUMENTS.get(value)
        if document is None:
            session.notice = LOST
            session.awaited = True
        else:
            _show(session, document, place, keep_state=True)
    elif kind == "sample" and value in samples():
        _open(session, Request(samples()[value].read(), samples()[value].file, place), keep_state=keep_state)
    elif kind == "file" and value.isdecimal() and int(value) < len(given_files()):
        path = given_files()[int(value)]
        try:
            data = path.read_bytes()
        except OSError as error:
            session.notice = f"{path.name} could not be opened: {error.strerror}."
        else:
            _open(session, Request(data, path.name, place), keep_state=keep_state)


def _open(session: Any, request: Request, *, keep_state: bool = False) -> None:
    from components.document import DOCUMENTS
    from components.mending import remembered, saved

    name = request.member or request.name
    step = [request.columns] if request.columns else []
    archive: Archive | None = session.get("archive")
    if archive and archive.request.data is not request.data:
        session.archive = None
    session.table = None
    try:
        token, document = DOCUMENTS.open(
            request.data, request.name, _progress(session), lambda sha256: saved(sha256, step), request.member
        )
    except SeveralError as error:
        session.archive = Archive(request, cast("list[str]", error.facts["members"]))
        session.notice = session.offered = None
        return
    except ColumnsError as error:
        session.table = Table(request, error.facts)
        session.notice, session.offered = f"{name}: {error.message}", None
        return
    except OnRecordError as error:
        session.notice, session.offered = f"{name}: {error.message}", None
        return
    if step:
        remembered(document)
    if session.get("archive"):
        session.archive = replace(session.archive, member=request.member)
    place = dict(request.place) if request.place else {"doc": [token]}
    transcript = document.transcript
    if document.steps.done or (transcript.has_labels and not transcript.is_doubtful):
        _show(session, document, place, keep_state=keep_state or bool(session.get("awaited")))
        return
    named = listed([f"“{isolated(speaker.name)}”" for speaker in transcript.speakers[:LABELS_NAMED]])
    session.notice = (DOUBTFUL if transcript.has_labels else UNLABELLED).format(name=name, labels=named)
    session.offered = (document, place)


def _progress(session: Any) -> Callable[[float, str], object]:
    """A bar, and beside it after a moment a button that gives up what is being opened."""
    bar = st.progress(0.0, text="Opening")
    button = st.empty()
    offered_at = time.monotonic() + CANCEL_AFTER_SECONDS

    def cancel() -> None:
        session.asked = None

    def progress(part: float, words: str) -> None:
        nonlocal offered_at
        bar.progress(part, text=words)
        if time.monotonic() > offered_at:
            offered_at = math.inf
            button.button("Cancel", key="cancel", on_click=cancel)

    return progress


def _show(session: Any, document: Document, place: Place, *, keep_state: bool) -> None:
    """Make ``document`` the open one."""
    session.document, session.place = document, place
    session.notice, session.offered, session.awaited = None, None, False
    if not keep_state:
        session.state = State()


def say(session: Any) -> None:
    """The notice of the last thing that went wrong, exactly, and what can be done."""
    where = "said-empty" if session.get("document") is None else "said-open"
    place = st.container(key=where)  # in every run: what stands below it keeps its place and is not drawn anew
    with place:
        picker(session)
    if not session.get("notice"):
        return
    with place, st.container(key="notice"):
        st.text(session.notice)
        columns_form(session)
        with st.container(key="notice-buttons", horizontal=True, vertical_alignment="center"):
            if session.get("offered"):
                _ask(session)
            if st.button("Dismiss", key="dismiss"):
                session.notice = session.offered = session.table = None
                st.rerun()


def _ask(session: Any) -> None:
    """What a person may say of a text whose speakers are not certain; the answer is kept like any other correction."""
    document, _ = session.offered
    if document.transcript.has_labels and st.button("These are speakers", key="confirmed"):
        _answer(session, {"do": "confirmed"})
    if st.button("Show as one speaker", key="one-speaker"):
        _answer(session, {"do": "pattern", "pattern": ""})
    # A form, because it sends what is typed together with the click, or by Enter.
    with st.form("pattern-form", border=False, width="content"), st.container(horizontal=True):
        pattern = st.text_input(
            "Labels look like", key="pattern", placeholder="Labels look like… NAME:", help=PATTERN_HELP, max_chars=60,
            label_visibility="collapsed", width=230,
        )  # fmt: skip
        if st.form_submit_button("Read it so", key="by-pattern") and pattern.strip():
            _answer(session, {"do": "pattern", "pattern": pattern})


def _answer(session: Any, correction: dict[str, str]) -> None:
    from components.mending import mended

    document, place = session.offered
    try:
        changed = mended(document, {"kind": "correct", "do": [correction]})
    except OnRecordError as error:
        session.notice = error.message
    else:
        _show(session, changed, place, keep_state=False)
    st.rerun()
