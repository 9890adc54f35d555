"""What is open: an upload, a sample, a file named on the command line, or what the address names.

What was open stays open until something else has been read to its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.header import given_files
from components.samples import samples
from components.state import State
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from components.document import Document

Place = dict[str, list[str]]
"""Names what is open, as in the address: ``{"doc": [token]}``, ``{"sample": [key]}`` or ``{"file": [number]}``."""
PLACES = ("doc", "sample", "file")

LOST = (
    "The transcript of this address is no longer held by this server. "
    "Upload it again: the filters of the address will be applied to it."
)
UNLABELLED = "No speaker labels were found in {name}. It can be shown as one speaker; shares will then say nothing."


def open_asked(session: Any, address: Place | None) -> None:
    """Open what was picked, or what an address that is news names; at the start the first file of the command line.

    An address that names nothing (back, to before anything was open) closes what is open.
    """
    wanted = {key: address[key] for key in PLACES if key in address} if address else {}
    if session.get("picked"):
        kind, _, value = session.picked.partition(":")
        session.picked = None
        _open_place(session, {kind: [value]}, keep_state=False)
    elif wanted and wanted != session.get("place"):
        _open_place(session, wanted, keep_state=True)
    elif address is not None and not wanted and session.get("place"):
        session.document, session.place = None, None
    elif not wanted and "place" not in session and given_files():
        _open_place(session, {"file": ["0"]}, keep_state=True)


def open_upload(session: Any, upload: Any) -> None:
    """Open an uploaded file, before the page is drawn; what could not be read leaves a notice."""
    _open(session, upload.getvalue(), upload.name)


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
        _open(session, samples()[value].read(), samples()[value].file, place, keep_state=keep_state)
    elif kind == "file" and value.isdecimal() and int(value) < len(given_files()):
        path = given_files()[int(value)]
        try:
            data = path.read_bytes()
        except OSError as error:
            session.notice = f"{path.name} could not be opened: {error.strerror}."
        else:
            _open(session, data, path.name, place, keep_state=keep_state)


def _open(session: Any, data: bytes, name: str, place: Place | None = None, *, keep_state: bool = False) -> None:
    bar = st.progress(0.0, text="Opening")
    from components.document import DOCUMENTS
    from components.mending import saved

    try:
        token, document = DOCUMENTS.open(data, name, lambda part, words: bar.progress(part, text=words), saved)
    except OnRecordError as error:
        session.notice = f"{name}: {error.message}"
        return
    finally:
        bar.empty()
    place = place or {"doc": [token]}
    if document.transcript.has_labels:
        _show(session, document, place, keep_state=keep_state or bool(session.get("awaited")))
    else:
        session.notice = UNLABELLED.format(name=name)
        session.offered = (document, place)


def _show(session: Any, document: Document, place: Place, *, keep_state: bool) -> None:
    """Make ``document`` the open one."""
    session.document, session.place = document, place
    session.notice, session.offered, session.awaited = None, None, False
    if not keep_state:
        session.state = State()


def say(session: Any) -> None:
    """The notice of the last thing that went wrong, exactly, and what can be done."""
    if not session.get("notice"):
        return
    with st.container(key="notice", horizontal=True, vertical_alignment="center"):
        st.text(session.notice)
        if session.get("offered") and st.button("Show as one speaker", key="one-speaker"):
            document, place = session.offered
            _show(session, document, place, keep_state=False)
            st.rerun()
        if st.button("Dismiss", key="dismiss"):
            session.notice = session.offered = None
            st.rerun()
