"""Mutual references: of two speakers, how often each refers to the other."""

from __future__ import annotations

from onrecord.stats.reciprocity import METHODS, reciprocity

from components.panel import Drawing, View
from components.words import isolated, plural
from onrecord.figures.facing import Side, facing
from onrecord.figures.palette import AGAINST, NEUTRAL
from onrecord.selection import Atom

ROWS = 9


def mutual(view: View) -> Drawing:
    """Pairs face each other: what the first says of the second to the left, and back to the right."""
    document = view.document
    frame = reciprocity(document.table, view.mask, document.mentions)
    frame = frame[frame["a"] != frame["b"]].reset_index(drop=True)
    left, right = [], []
    for row in frame.head(ROWS).itertuples(index=False):
        a, b = str(row.a), str(row.b)
        left.append(_side(a, b, int(row.a_to_b)))
        right.append(_side(b, a, int(row.b_to_a)))
    figure = facing(left, right, ("refers to the other ←", "→ and back"), (NEUTRAL, AGAINST), selected=view.own)
    pairs = list(zip(frame["a"].tolist(), frame["b"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(frame.head(1).to_dict("records")),
        frame,
        tuple(METHODS.values()),
        names=tuple(f"{a} ↔ {b}" for a, b in pairs),
        atoms=tuple(_atom(a, b) for a, b in pairs),
    )


def _atom(who: str, whom: str) -> Atom:
    return (("speaker", who), ("mention", f"person:{whom}"))


def _side(who: str, whom: str, count: int) -> Side:
    return Side(who, float(count), None, None, _atom(who, whom), f"{who} refers to {whom} {plural(count, 'time')}")


def _takeaway(rows: list[dict[str, object]]) -> str:
    if not rows:
        return "No two speakers refer to each other by name here."
    (row,) = rows
    a, b = isolated(str(row["a"])), isolated(str(row["b"]))
    there, back = (plural(float(str(row[column])), "time") for column in ("a_to_b", "b_to_a"))
    return f"{a} refers to {b} {there}, and back {back}."
