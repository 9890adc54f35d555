"""The page: open a transcript, keep what is selected, hand the board its message.

Streamlit runs this file from top to bottom at every full rerun; a gesture on the board reruns only ``dashboard``. What
only an open transcript needs is imported when one is opened: the empty page comes up a second sooner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components.board import FOLDER, mount, preload
from components.header import header, welcome
from components.opening import open_asked, say
from components.state import State, after, with_names
from components.warming import warm_up, warm_worker
from onrecord.errors import OnRecordError


def address() -> dict[str, list[str]]:
    """The query parameters as the browser shows them."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def read_address(session: Any) -> dict[str, list[str]] | None:
    """The address when it is news: a first load, a reload, back, forward, a link. None when this page wrote it.

    The person's state is rebuilt from an address that is news.
    """
    shown = address()
    if "state" in session and shown == session.written:
        return None
    session.state = State.from_params(shown)
    session.written = shown
    return shown


def write_address(session: Any, state: State) -> None:
    """Make the address spell what is open and selected."""
    wanted = {**session.place, **state.to_params()}
    if wanted != session.get("written"):
        st.query_params.from_dict(wanted)
        session.written = wanted


@st.fragment
def dashboard() -> None:
    """The board, and all that happens on it."""
    from components.document import DOCUMENTS
    from components.drawn import FIRST, Drawn, wanted_by
    from components.mending import GESTURES, mended, renamed, unsaved
    from components.message import message

    session = st.session_state

    def on_events(events: list[dict[str, Any]]) -> None:
        for event in events:
            if event["seq"] <= session.ack:
                continue
            session.ack = event["seq"]
            session.wanted = wanted_by(event)
            if event.get("kind") not in GESTURES:
                session.state = after(session.state, event, session.document)
                continue
            try:
                session.document = mended(session.document, event)
                session.problem = unsaved(session.document)
            except OnRecordError as error:
                session.problem = error.message

    latest = DOCUMENTS.latest(session.document)
    if latest is not session.headed:
        session.state = with_names(session.state, renamed(session.headed, latest))
        session.document = latest
        st.rerun()  # the header counts speakers and turns too
    session.answer = session.get("answer", 0) + 1
    problem, session.problem = session.get("problem", ""), ""
    told = message(
        session.document,
        session.state,
        ack=session.ack,
        answer=session.answer,
        problem=problem,
        drawn=session.setdefault("drawn", Drawn()),
        wanted=session.pop("wanted", FIRST),
    )
    write_address(session, session.state)  # before the board: who reloads what they see gets what they see
    mount(told, on_events)
    session.state = replace(session.state, download=None)


def main() -> None:
    st.set_page_config(
        page_title="On Record", page_icon=FOLDER / "icon.svg", layout="wide", initial_sidebar_state="collapsed"
    )
    session = st.session_state
    session.setdefault("ack", 0)
    session.setdefault("uploads", 0)
    asked = read_address(session)
    warm_worker()
    preload()
    open_asked(session, asked)
    header(session)
    say(session)
    if session.get("document") is None:
        welcome()
    else:
        session.headed = session.document
        dashboard()
    warm_up()


main()
