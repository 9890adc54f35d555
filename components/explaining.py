"""How is this computed? The formulas behind a panel's numbers, each with the numbers of one row put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from onrecord.methods import worked

if TYPE_CHECKING:
    import pandas as pd

    from components.panel import Drawing
    from onrecord.selection import Atom

ROWS = 30
"""Rows whose numbers can be put in; more would make a list that nobody reads."""


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as mappings from column to value."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def explanation(drawing: Drawing, own: tuple[Atom, ...]) -> dict[str, Any] | None:
    """The methods of a drawing, its rows with their numbers put in, and which row to show first; None without any."""
    if not drawing.methods:
        return None
    frame = drawing.frame.head(ROWS)
    names = drawing.names or tuple(map(str, frame.iloc[:, 0].tolist()))
    rows = [
        {"name": name, "worked": [worked(method, {**drawing.constants, **row}) for method in drawing.methods]}
        for name, row in zip(names, rows_of(frame), strict=False)
    ]
    chosen = (i for i, atom in enumerate(drawing.atoms[:ROWS]) if atom in own)
    return {
        "methods": [
            {
                "title": method.title,
                "formula": method.formula,
                "source": method.source,
                "cautions": list(method.cautions),
            }
            for method in drawing.methods
        ],
        "rows": rows,
        "at": next(chosen, 0),
    }
