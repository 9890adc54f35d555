"""Back-references: "as you said", and the earlier sentence that is likeliest meant."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.explaining import rows_of
from components.panel import Drawing, Line, View
from components.quoting import marked, quoted
from components.words import isolated, plural
from onrecord.selection import Atom, sentences_value
from onrecord.stats.back_references import METHODS, back_references

MAX_LINES = 60


def referring_back(view: View) -> Drawing:
    """Each reference back, with what it is likeliest to mean; always marked as inferred."""
    document = view.document
    frame = back_references(document.table, view.mask, document.mentions)
    rows = rows_of(frame)
    atoms = tuple(_atom(row) for row in rows)
    lines = tuple(line for row, atom in zip(rows[:MAX_LINES], atoms, strict=False) for line in _lines(view, row, atom))
    names = tuple(f"{row['speaker']}: {row['words']}" for row in rows)
    return Drawing(None, _takeaway(frame), frame, tuple(METHODS.values()), names=names, atoms=atoms, lines=lines)


def _atom(row: dict[str, Any]) -> Atom:
    sentences = [int(row["sentence"])] + ([] if pd.isna(row["to_sentence"]) else [int(row["to_sentence"])])
    return (("sentences", sentences_value(sentences)),)


def _lines(view: View, row: dict[str, Any], atom: Atom) -> tuple[Line, Line]:
    document, colors = view.document, view.document.color_of
    here = int(row["sentence"])
    says = Line(
        f"{row['speaker']}, turn {int(document.table.sentence_turn[here]) + 1:,}",
        marked(quoted(document, here, here), " ".join(str(row["words"]).split())),
        atom,
        color=colors.get(row["speaker"], ""),
    )
    if pd.isna(row["to_sentence"]):
        return says, Line("→ not found", (("quiet", "no earlier sentence is likely enough"),))
    there = int(row["to_sentence"])
    means = Line(
        f"→ inferred: {row['to_speaker']}, turn {int(document.table.sentence_turn[there]) + 1:,}",
        (("", quoted(document, there, there)),),
        atom,
        f"score {row['score']:.2f}",
        colors.get(row["to_speaker"], ""),
    )
    return says, means


def _takeaway(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "Nobody says here that they come back to something said before."
    linked = int(frame["to_sentence"].notna().sum())
    to = frame["to_speaker"].replace("", pd.NA).dropna().value_counts()
    whom = f", most often to {isolated(str(to.index[0]))}" if len(to) else ""
    return f"{plural(len(frame), 'reference')} back{whom}; for {linked:,} a likely sentence was found."
