"""The top of the page: the name, what can be opened, and what is open."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import streamlit as st

from components.document import Document
from components.samples import samples
from components.words import plural

OPEN_VARIABLE = "ONRECORD_OPEN"
"""Set by ``onrecord serve FILE...``: a JSON list of paths that the page offers beside the samples."""

STYLE = Path(__file__).with_name("page.css")


def given_files() -> list[Path]:
    """The files named on the command line."""
    return [Path(path) for path in json.loads(os.environ.get(OPEN_VARIABLE, "[]"))]


def header(session: Any) -> Any:
    """Draw the header; returns the uploaded file, if there is one. A picked sample is left in ``session.picked``."""
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")
    is_open = bool(session.get("place"))
    with st.container(key="header-open" if is_open else "header-empty", horizontal=True, vertical_alignment="center"):
        st.html('<h1 class="wordmark">On Record</h1>', width="content")
        with st.container(key="choose", horizontal=True, vertical_alignment="center"):
            upload = st.file_uploader(
                "Upload a transcript",
                key="upload",
                label_visibility="collapsed",
            )
            options = [f"file:{i}" for i in range(len(given_files()))] + [f"sample:{key}" for key in samples()]

            def picked() -> None:
                session.picked, session.sample = session.sample, None

            st.selectbox(
                "Try a sample",
                options,
                index=None,
                format_func=_title,
                placeholder="Try a sample",
                key="sample",
                label_visibility="collapsed",
                on_change=picked,
            )
    return upload


def _title(option: str) -> str:
    kind, _, value = option.partition(":")
    return given_files()[int(value)].name if kind == "file" else samples()[value].title


def empty_page() -> None:
    """What to do when nothing is open, in words."""
    with st.container(key="empty"):
        st.html(
            "<h2>Who said how much, about what, and who referred to whom.</h2>"
            "<p>Upload a transcript: plain text or Markdown in which each turn begins with its speaker’s name "
            "(<code>MS. OKONJO: …</code>, <code>Q …</code>, <code>Mr. Tolland. …</code>). Or try a sample.</p>"
            "<p>Then click any mark: everything else follows, and the words behind each number stand beside it. "
            "Nothing leaves this computer.</p>"
        )
        with st.container(key="try", horizontal=True):
            for sample in samples().values():
                if st.button(sample.title, help=sample.description, key=f"try-{sample.key}"):
                    st.session_state.picked = f"sample:{sample.key}"
                    st.rerun()


def summary(document: Document) -> None:
    """One line on what is open. The file's name is not ours, so it goes through ``st.text``, which shows it exactly."""
    transcript, table = document.transcript, document.table
    words = int(table.sentence_words.sum())
    parts = [
        transcript.name,
        plural(len(transcript.speakers), "speaker"),
        plural(len(transcript.turns), "turn"),
        plural(words, "word"),
        f"read as {transcript.encoding}",
    ]
    with st.container(key="summary"):
        st.text("  ·  ".join(parts))
    for defect in transcript.defects[:3]:
        with st.container(key=f"defect-{transcript.defects.index(defect)}"):
            st.text(defect.message)
