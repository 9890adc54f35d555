"""Echoes: wording that one speaker takes up from another, exactly or nearly, and which parts of the talk recur."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.background import waiting_for
from components.cells import cells
from components.explaining import rows_of
from components.panel import Choice, Drawing, Line, Panel, View
from components.quoting import marked, quoted
from components.recurrence import recurring
from components.words import isolated, plural
from onrecord.echoes import echoes_of
from onrecord.figures.matrix import matrix
from onrecord.selection import Atom, pair_value
from onrecord.stats.echo_matrix import METHODS as MATRIX_METHODS
from onrecord.stats.echo_matrix import pair_rows
from onrecord.stats.echoes import METHODS, echo_rows

MAX_LINES = 30
MAX_SPEAKERS = 6
MAX_REPEATING = 9
TABLE_ROWS = 200


def draw(view: View) -> Drawing:
    if waiting := waiting_for(view.document, "echoes"):
        return waiting
    match view.options["show"]:
        case "pairs":
            return _pairs(view)
        case "recurrence":
            return recurring(view)
    frame = _echoes(view)
    rows = rows_of(frame)
    atoms: tuple[Atom, ...] = tuple((("sentences", row["sentences"]),) for row in rows)
    lines = tuple(line for row, atom in zip(rows[:MAX_LINES], atoms, strict=False) for line in _lines(view, row, atom))
    names = tuple(frame["phrase"])
    return Drawing(None, _takeaway(frame), frame, tuple(METHODS.values()), names=names, atoms=atoms, lines=lines)


def _echoes(view: View) -> pd.DataFrame:
    """Formulae are in nobody's mouth first, and so no echoes."""
    frame = echo_rows(echoes_of(view.document.table), view.document.table, view.mask, TABLE_ROWS)
    return frame[frame["kind"] != "formula"].reset_index(drop=True)


def _lines(view: View, row: dict[str, Any], atom: Atom) -> tuple[Line, Line]:
    """What was said first, and below it what took it up."""
    document = view.document
    colors, turn = document.color_of, document.table.sentence_turn
    how = "word for word" if row["kind"] == "exact" else f"near, similarity {row['similarity']:.2f}"
    times = "" if row["times"] == 2 else f", {plural(row['times'], 'time')} by {plural(row['speakers'], 'speaker')}"
    first, second = int(row["sentence"]), int(row["repeat_sentence"])
    return (
        Line(
            f"{row['speaker']}, turn {int(turn[first]) + 1:,}",
            marked(quoted(document, first, first), row["phrase"]),
            atom,
            f"{plural(row['n_words'], 'word')} {how}{times}",
            colors.get(row["speaker"], ""),
        ),
        Line(
            f"→ {row['repeated_by']}, turn {int(turn[second]) + 1:,}",
            marked(quoted(document, second, second), row["repeat"]),
            atom,
            color=colors.get(row["repeated_by"], ""),
        ),
    )


def _pairs(view: View) -> Drawing:
    document = view.document
    found = echoes_of(document.table)
    frame = pair_rows(found, document.table, view.mask)
    whole = document.whole("echoes", lambda: pair_rows(found, document.table, document.masks.everything))
    first, later = set(whole["speaker"]), set(whole["repeated_by"])
    starting = [name for name in document.by_words if name in first][:MAX_REPEATING]
    repeating = [name for name in document.by_words if name in later][:MAX_SPEAKERS]
    values = cells(frame, ("speaker", "repeated_by"), "echoes", starting, repeating)

    def atom(r: int, c: int) -> Atom:
        return (("echo", pair_value(starting[r], repeating[c])),)

    pairs = list(zip(frame["speaker"].tolist(), frame["repeated_by"].tolist(), strict=True))
    return Drawing(
        matrix(
            starting,
            repeating,
            values,
            atom,
            selected=view.own,
            unit="echoes",
        ),
        _takeaway(_echoes(view)),
        frame,
        tuple(MATRIX_METHODS.values()),
        names=tuple(f"{other} echoes {one}" for one, other in pairs),
        atoms=tuple((("echo", pair_value(one, other)),) for one, other in pairs),
    )


def _takeaway(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No speaker takes up the wording of another here."
    first = frame.iloc[0]
    who, whom = isolated(first["repeated_by"]), isolated(first["speaker"])
    rest = f"; {plural(len(frame) - 1, 'other echo', 'other echoes')} here" if len(frame) > 1 else ""
    many = len(frame) == TABLE_ROWS
    return (
        f"{who} takes up {plural(first['n_words'], 'word')} of {whom}{' (the first of many echoes)' if many else rest}."
    )


PANEL = Panel(
    key="echoes",
    title="Echoes",
    draw=draw,
    choices=(Choice("show", "Show", (("passages", "Passages"), ("pairs", "Pairs"), ("recurrence", "Recurrence"))),),
    hint="Four words or more that one speaker says after another, or most of six in order; columns take up what rows "
    "said first. Sharing is not borrowing: both may quote a third. Click to read both in their place.",
)
