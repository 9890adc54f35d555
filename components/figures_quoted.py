"""Figures quoted: which numbers are named, of what, by whom and when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from components.explaining import rows_of
from components.panel import Choice, Drawing, Line, Panel, View
from components.quoting import marked, quoted
from components.words import most_by, plural
from onrecord.figures.strip import Row, strip
from onrecord.selection import Atom
from onrecord.stats.figures_quoted import METHODS, figures_quoted

MAX_LINES = 60
KINDS = {
    "money": "Money",
    "percent": "Per cent",
    "measure": "Measures",
    "count": "Counts",
    "ordinal": "Ordinals",
    "ratio": "Parts of a whole",
}


def draw(view: View) -> Drawing:
    """The strip, and below it each figure in its sentence."""
    document, wanted = view.document, view.options["kind"]
    frame = figures_quoted(document.table, view.mask, document.mentions)
    if wanted != "all":
        frame = frame[frame["kind"] == wanted].reset_index(drop=True)
    rows = rows_of(frame)
    atoms = tuple(_atom(row) for row in rows)
    lines = tuple(_line(view, row, atom) for row, atom in zip(rows[:MAX_LINES], atoms, strict=False))
    figure = _strip(view, frame)
    names = tuple(frame["printed"])
    return Drawing(figure, _takeaway(frame), frame, tuple(METHODS.values()), names=names, atoms=atoms, lines=lines)


def _atom(row: dict[str, Any]) -> Atom:
    return (("speaker", row["speaker"]), ("mention", row["target"]))


def _line(view: View, row: dict[str, Any], atom: Atom) -> Line:
    document, sentence = view.document, int(row["sentence"])
    turn = int(document.table.sentence_turn[sentence])
    return Line(
        f"{row['speaker']}, turn {turn + 1:,}",
        marked(quoted(document, sentence, sentence), row["printed"]),
        atom,
        row["figure"],
        document.color_of.get(row["speaker"], ""),
    )


def _strip(view: View, frame: pd.DataFrame) -> dict[str, Any]:
    """A row for each kind, a tick for each figure at its place in the talk."""
    table = view.document.table
    place = table.sentence_offset[frame["sentence"].to_numpy()].astype(np.float64)
    rows = []
    for kind, words in KINDS.items():  # what a person made a figure has no kind, and is in the lines alone
        of = (frame["kind"] == kind).to_numpy()
        if of.any():
            atom: Atom = (("figure", kind),)
            rows.append(Row(words, place[of], f"{of.sum():,}", atom, f"{words}: {plural(int(of.sum()), 'figure')}"))
    return strip(rows, table.token_term.size, selected=view.own)


def _takeaway(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No figure is quoted here."
    told = f"{plural(len(frame), 'figure')} quoted{most_by(frame['speaker'])}"
    money = frame[frame["kind"] == "money"]
    if len(money):
        largest = money.iloc[int(money["value"].to_numpy().argmax())]
        return f"{told}; the largest amount of money is {largest['printed']}."
    again = frame["figure"].value_counts()
    return f"{told}; “{again.index[0]}” {plural(again.iloc[0], 'time')}." if again.iloc[0] > 1 else f"{told}."


PANEL = Panel(
    key="figures_quoted",
    title="Figures quoted",
    draw=draw,
    choices=(Choice("kind", "Of", (("all", "All"), *KINDS.items())),),
    hint="Amounts, shares, measures and counts with what they count, in the order in which they are said. What is "
    "quoted is not checked. Click a tick to read figures of that kind, a line to read that figure.",
)
