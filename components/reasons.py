"""Why a stretch of words is marked: which entry of the lexicon gives the topic, how a reference was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.targets import HOW

if TYPE_CHECKING:
    from components.document import Document
    from onrecord.selection import Selection

HOW_WORDS = {
    "exact": "by name",
    "alias": "by another name",
    "inferred": "inferred: it may be somebody else",
    "corrected": "as you corrected it",
}
REFERRING = frozenset(("mention", "address", "about"))


def reasons(document: Document, selection: Selection, first: int, last: int) -> dict[int, str]:
    """Start of a stretch → why it is marked, for sentences ``first`` to before ``last``."""
    asked = {part for clause in selection.clauses for atom in clause.atoms for part in atom}
    topics = {value for field, value in asked if field == "topic"}
    keys = {value for field, value in asked if field in REFERRING}
    return {**_of_topics(document, topics, first, last), **_of_mentions(document, keys, first, last)}


def _of_topics(document: Document, names: set[str], first: int, last: int) -> dict[int, str]:
    found = document.topics
    if not names:
        return {}
    low, high = np.searchsorted(found.hit_sentence, (first, last))
    rows = zip(found.hit_entry[low:high].tolist(), found.hit_start[low:high].tolist(), strict=True)
    told = ((found.entries[entry], start) for entry, start in rows)
    return {start: f"{topic}: {written}" for (topic, written), start in told if topic in names}


def _of_mentions(document: Document, keys: set[str], first: int, last: int) -> dict[int, str]:
    found = document.mentions
    if not keys:
        return {}
    low, high = np.searchsorted(found.sentence, (first, last))
    columns = (found.target, found.how, found.start)
    rows = zip(*(column[low:high].tolist() for column in columns), strict=True)
    told = ((found.targets[target], HOW[how], start) for target, how, start in rows)
    return {start: f"{target.name}, {HOW_WORDS[how]}" for target, how, start in told if target.key in keys}
