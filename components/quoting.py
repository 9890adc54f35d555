"""Sentences as they stand in the transcript, for a panel to quote."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.tokens import tokenize

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


def marked(text: str, words: str) -> tuple[tuple[str, str], ...]:
    """``text`` in runs, the first place of ``words`` in it marked; whole and unmarked where they do not stand in it."""
    before, found, after = text.partition(words) if words else (text, "", "")
    runs = (("", before), ("same", found), ("", after))
    return tuple(run for run in runs if run[1])


def sharing(text: str, terms: Collection[str]) -> tuple[tuple[str, str], ...]:
    """``text`` in runs, every word that is one of ``terms`` marked."""
    tokens = tokenize(text)
    runs: list[tuple[str, str]] = []
    done = 0
    words = tokens.vocabulary[tokens.term].tolist()
    for word, start, end in zip(words, tokens.start.tolist(), tokens.end.tolist(), strict=True):
        if word in terms:
            runs += [("", text[done:start]), ("same", text[start:end])]
            done = end
    return tuple(run for run in [*runs, ("", text[done:])] if run[1])


def terms_of(document: Document, first: int, last: int) -> frozenset[str]:
    """The terms that sentences ``first`` to ``last`` say."""
    table = document.table
    low, high = int(table.sentence_offset[first]), int(table.sentence_offset[last + 1])
    return frozenset(table.vocabulary[table.token_term[low:high]].tolist())
