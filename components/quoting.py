"""Sentences as they stand in the transcript, for a panel to quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.document import Document

MOST_CHARACTERS = 420


def quoted(document: Document, first: int, last: int) -> str:
    """Sentences ``first`` to ``last`` of a turn, white space joined; a long stretch is cut in the middle."""
    table = document.table
    if last < first:
        return ""
    text = " ".join(document.transcript.text[int(table.sentence_start[first]) : int(table.sentence_end[last])].split())
    if len(text) <= MOST_CHARACTERS:
        return text
    half = MOST_CHARACTERS // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
