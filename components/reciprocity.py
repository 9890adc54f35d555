"""Mutual references: of two speakers, how often each refers to the other."""

from __future__ import annotations

from typing import Any

from components.explaining import rows_of
from components.panel import Drawing, View
from components.words import isolated, plural
from onrecord.figures.facing import Side, facing
from onrecord.figures.palette import AGAINST, NEUTRAL
from onrecord.selection import Atom
from onrecord.stats.reciprocity import METHODS, reciprocity

ROWS = 9


def mutual(view: View) -> Drawing:
    """Pairs face each other: what the first says of the second to the left, and back to the right."""
    document = view.document
    frame = reciprocity(document.table, view.mask, document.mentions)
    left, right = [], []
    rows = [_larger_first(row) for row in rows_of(frame)]
    for row in rows[:ROWS]:
        left.append(_side(row["a"], row["b_target"], row["b"], row["a_to_b"]))
        right.append(_side(row["b"], row["a_target"], row["a"], row["b_to_a"]))
    figure = facing(left, right, ("refers to the other ←", "→ and back"), (NEUTRAL, AGAINST), selected=view.own)
    return Drawing(
        figure,
        _takeaway(rows[:1]),
        frame,
        tuple(METHODS.values()),
        names=tuple(f"{row['a']} ↔ {row['b']}" for row in rows),
        atoms=tuple(_atom(row["a"], row["b_target"]) for row in rows),
    )


def _larger_first(row: dict[str, Any]) -> dict[str, Any]:
    """The pair turned so that who refers more to the other stands first."""
    if row["a_to_b"] >= row["b_to_a"]:
        return row
    ways = (("a", "b"), ("a_target", "b_target"), ("a_to_b", "b_to_a"))
    turned = {name: other for pair in ways for name, other in (pair, pair[::-1])}
    return row | {name: row[other] for name, other in turned.items()}


def _atom(who: str, target: str) -> Atom:
    return (("speaker", who), ("mention", target))


def _side(who: str, target: str, whom: str, count: int) -> Side:
    words = f"{who} refers to {whom} {plural(count, 'time')}"
    return Side(who, float(count), None, None, _atom(who, target), words)


def _takeaway(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No two speakers refer to each other by name here."
    (row,) = rows
    a, b = isolated(row["a"]), isolated(row["b"])
    back = plural(row["b_to_a"], "time") if row["b_to_a"] else "never"
    return f"{a} refers to {b} {plural(row['a_to_b'], 'time')}, and {b} to {a} {back}."
