"""What the page asks before it can open a file: which transcript of an archive, which column of a table is what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from components.words import plural
from onrecord.formats.options import Columns

NONE = "–"
_FIELDS = {
    "text": "What was said",
    "speaker": "Who said it",
    "start": "When it begins",
    "end": "When it ends",
}


@dataclass(frozen=True)
class Request:
    """A file to open, with what a person has answered so far."""

    data: bytes
    name: str
    place: Mapping[str, list[str]] | None = None
    """What names it in the address; None: the token it gets."""
    member: str = ""
    columns: Columns | None = None


@dataclass(frozen=True)
class Archive:
    """An archive of several transcripts, one of which is open or none yet."""

    request: Request
    members: list[str]
    member: str | None = None


@dataclass(frozen=True)
class Table:
    """A table whose columns nobody knows yet."""

    request: Request
    facts: Mapping[str, Any]


def picker(session: Any) -> None:
    """The transcripts of the archive that is open, one of which can be chosen."""
    archive: Archive | None = session.get("archive")
    if archive is None:
        return

    def picked() -> None:
        if session.member and session.member != archive.member:
            session.asked = (replace(archive.request, member=session.member, place=None, columns=None), False)

    index = archive.members.index(archive.member) if archive.member in archive.members else None
    with st.container(key="archive", horizontal=True, vertical_alignment="center"):
        st.text(f"{archive.request.name} holds {plural(len(archive.members), 'transcript')}:")
        st.selectbox(
            "Transcript of the archive",
            archive.members,
            index=index,
            placeholder="Choose one",
            key="member",
            label_visibility="collapsed",
            on_change=picked,
            width=420,
        )


def columns_form(session: Any) -> None:
    """The first rows of a table, and which of its columns is what."""
    table: Table | None = session.get("table")
    if table is None:
        return
    import pandas as pd  # noqa: PLC0415 an empty page needs none

    names: list[str] = list(table.facts["columns"])
    guess: Columns = table.facts["guess"] or Columns("")
    rows = pd.DataFrame(table.facts["rows"], columns=[name or NONE for name in _unlike(names)])
    st.dataframe(rows, hide_index=True, height="content", row_height=28)
    with (
        st.form("columns-form", border=False),
        st.container(key="columns", horizontal=True, vertical_alignment="bottom"),
    ):
        chosen = {field: _select(field, names, getattr(guess, field)) for field in _FIELDS}
        is_sent = st.form_submit_button("Read it so", key="by-columns")
    if is_sent and chosen["text"]:
        columns = Columns(**{field: "" if name in (None, NONE) else name for field, name in chosen.items()})
        session.asked = (replace(table.request, columns=columns), False)
        session.table = None
        st.rerun()


def _select(field: str, names: list[str], guess: str) -> str | None:
    """The column chosen for ``field``; nothing can be said without words, the other fields may be in none."""
    options = names if field == "text" else [NONE, *names]
    unknown = None if field == "text" else 0
    index = options.index(guess) if guess in names else unknown
    return st.selectbox(
        _FIELDS[field], options, index=index, placeholder="Choose one", key=f"column-{field}", width=210
    )


def _unlike(names: list[str]) -> list[str]:
    """``names``, with blanks behind what stands there before: a table shows no two columns of one name."""
    shown: list[str] = []
    for name in names:
        while name in shown:
            name += " "  # noqa: PLW2901 until it is another
        shown.append(name)
    return shown
