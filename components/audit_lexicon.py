"""The words of the topics: what gives a sentence each topic, what takes it away, and how often each entry hits here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.words import plural
from onrecord.theme_stability import theme_stability
from onrecord.topics import term_counts

if TYPE_CHECKING:
    from components.document import Document


def lexicon_tab(document: Document) -> dict[str, Any]:
    """Every topic of the lexicon in force, with its entries and their hits."""
    return {
        "topics": document.whole("lexicon", lambda: _topics(document)),
        "themes": document.whole("theme rows", lambda: _themes(document)),
        "theme_note": document.themes.note,
    }


def _topics(document: Document) -> list[dict[str, Any]]:
    """Topics and entries that are met here first; the order of a lexicon says nothing."""
    found = document.topics
    rows = []
    for entry in document.lexicon.entries:
        counts = term_counts(document.table, document.lexicon, entry.name, document.mentions)
        hits = dict(zip(zip(counts["is_veto"], counts["term"], strict=True), counts["hits"].tolist(), strict=True))
        sentences = int(found.sentences_of(entry.name).sum())
        rows.append((sentences, {
            "name": entry.name,
            "description": entry.description,
            "sentences": plural(sentences, "sentence"),
            "terms": _ranked([(written, hits.get((False, written), 0)) for written in entry.terms]),
            "vetoes": _ranked([(written, hits.get((True, written), 0)) for written in entry.vetoes]),
        }))  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda row: -row[0])]


def _ranked(entries: list[tuple[str, int]]) -> list[list[str | int]]:
    return [[written, count] for written, count in sorted(entries, key=lambda entry: -entry[1])]


def _themes(document: Document) -> list[dict[str, Any]]:
    found = document.themes
    stability = theme_stability(document.table)
    runs = len(stability.agreement)
    return [
        {
            "name": name,
            "key": key,
            "sentences": plural(int(found.sentences_of(name).sum()), "sentence"),
            "coherence": f"{coherence:.2f}",
            "again": f"{again} of {runs}",
        }
        for name, key, coherence, again in zip(
            found.names, found.keys, found.coherence, stability.found_again, strict=True
        )
    ]
