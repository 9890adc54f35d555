"""The top of the page: the name, what is open, and what can be opened. On an empty page, what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.samples import samples
from components.words import isolated, plural

if TYPE_CHECKING:
    from components.document import Document

OPEN_VARIABLE = "ONRECORD_OPEN"
"""Set by ``onrecord serve FILE...``: a JSON list of paths that the page offers beside the samples."""

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
LONGEST_INITIALS = 4
WORDMARK = '<h1 class="wordmark">On Record</h1>'
MOTTO = "Who said how much, about what, and who referred to whom."
WELCOME = (
    "<p>Upload a transcript: text in which each turn begins with its speaker’s name (<code>MS. OKONJO: …</code>, "
    "<code>Q …</code>), Word, PDF, a saved web page, captions, the JSON of a speech recogniser, a parliament’s XML, a "
    "table, or an archive of these. Then click any mark: every other panel follows, and the words behind each number "
    "stand beside it. Nothing leaves this computer.</p><p>Or try a sample:</p>"
)


def given_files() -> list[Path]:
    """The files named on the command line."""
    return [Path(path) for path in json.loads(os.environ.get(OPEN_VARIABLE, "[]"))]


def header(session: Any) -> None:
    """Draw the header; what is uploaded or picked is left in ``session.asked`` for the run that follows.

    Empty page and open page are the same elements in the same places, dressed differently by the style sheet: an
    uploader that moved would for a moment be there twice.
    """
    document = session.get("document")
    is_empty = document is None
    st.html(f"<style>{STYLE}</style>")
    # Two keys for one place: the style sheet tells by them whether something is open.
    with st.container(
        key="top-empty" if is_empty else "top-open", horizontal=not is_empty, vertical_alignment="center"
    ):
        st.html(WORDMARK, width="stretch" if is_empty else "content")
        with st.container(key="summary", width="stretch"):
            st.text(MOTTO if document is None else _summary(document), width="stretch")
        with st.container(key="choose", horizontal=True, width="stretch" if is_empty else "content"):
            _uploader(session, "stretch" if is_empty else 120)
            _picker(session)


def welcome() -> None:
    """What to do on an empty page."""
    with st.container(key="welcome"):
        st.html(WELCOME)
        with st.container(key="try", horizontal=True):
            for option in _options():
                st.button(_title(option), help=_help(option), key=f"try-{option}", on_click=_pick, args=(option,))


def _pick(option: str) -> None:
    kind, _, value = option.partition(":")
    st.session_state.asked = ({kind: [value]}, False)


def _uploader(session: Any, width: Any) -> None:
    # A new key after each upload empties the widget: it shrinks to its button, and the server forgets the bytes.
    key = f"upload-{session.uploads}"

    def uploaded() -> None:
        if session[key] is not None:
            session.uploads += 1
            session.asked = (session[key], False)

    st.file_uploader("Upload a transcript", key=key, label_visibility="collapsed", width=width, on_change=uploaded)


def _picker(session: Any) -> None:
    def picked() -> None:
        _pick(session.sample)
        session.sample = None

    st.selectbox(
        "Try a sample",
        _options(),
        index=None,
        format_func=_title,
        placeholder="Try a sample",
        key="sample",
        label_visibility="collapsed",
        on_change=picked,
    )


def _options() -> list[str]:
    """What can be opened without an upload: ``file:0`` for a file of the command line, ``sample:key`` for a sample."""
    return [f"file:{i}" for i in range(len(given_files()))] + [f"sample:{key}" for key in samples()]


def _title(option: str) -> str:
    kind, _, value = option.partition(":")
    return _plain(given_files()[int(value)].name) if kind == "file" else samples()[value].title


def _help(option: str) -> str | None:
    kind, _, value = option.partition(":")
    return samples()[value].description if kind == "sample" else None


def _plain(name: str) -> str:
    """A file's name for a button, whose label is Markdown: what Markdown would read is shown as it stands."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|$:~" else c for c in name)


def _summary(document: Document) -> str:
    """One line on what is open. The file's name is not ours, so it is shown by ``st.text``, which shows it exactly."""
    transcript, table = document.transcript, document.table
    parts = [
        isolated(transcript.name),
        plural(len(transcript.speakers), "speaker"),
        plural(len(transcript.turns), "turn"),
        plural(int(table.sentence_words.sum()), "word"),
        f"read as {transcript.encoding if transcript.extraction is None else _kind(transcript.format)}",
    ]
    return "  ·  ".join([*parts, *(defect.message for defect in transcript.defects[:3])])


def _kind(name: str) -> str:
    """A format as people call it: short names are initials."""
    return name.upper() if len(name) <= LONGEST_INITIALS else name.replace("-", " ").capitalize()
