"""A recurrence plot: each stretch of the transcript against each before it; a mark where they share their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.figures.labels import customdata, safe
from onrecord.selection import Atom

SIZE_PX = 320
TICKS = 6
STRONGER = [[0.0, "rgba(0,114,178,0.30)"], [1.0, "rgba(0,114,178,1)"]]
"""Small marks need more colour than the cells of a matrix."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Two stretches that recur; ``row`` comes after ``column``."""

    row: int
    column: int
    similarity: float
    atom: Atom
    hover: str


def recurrence(
    cells: Sequence[Cell],
    colors: Sequence[str],
    stretches: Sequence[str],
    turns: Sequence[int],
    *,
    selected: Sequence[Atom] = (),
) -> dict[str, Any]:
    """A Plotly scatter dict; the diagonal holds the stretches in their speakers' ``colors``, time runs right and down.

    ``stretches`` says what each is, for the pointer; ``turns`` are the numbers of their first turns, for the axes.
    """
    n = max(len(stretches), 1)
    size = max(min((SIZE_PX - 50) / n, 16), 3)
    at = sorted({round(part * (len(turns) - 1) / (TICKS - 1)) for part in range(TICKS)}) if turns else []
    ticks: dict[str, Any] = {
        "tickvals": at, "ticktext": [f"{turns[i]:,}" for i in at], "fixedrange": True, "showgrid": False,
    }  # fmt: skip
    return {
        "data": [
            {
                "type": "scatter", "mode": "markers", "name": "stretches",
                "x": list(range(len(stretches))), "y": list(range(len(stretches))),
                "marker": {"symbol": "square", "size": size, "color": list(colors)},
                "hovertext": [safe(text) for text in stretches], "hovertemplate": "%{hovertext}<extra></extra>",
            },
            {
                "type": "scatter", "mode": "markers", "name": "recurrence",
                "x": [cell.column for cell in cells], "y": [cell.row for cell in cells],
                "marker": {
                    "symbol": "square", "size": [size + 3 if cell.atom in selected else size for cell in cells],
                    "color": [cell.similarity for cell in cells], "colorscale": STRONGER, "cmin": 0,
                    "cmax": max((cell.similarity for cell in cells), default=1), "showscale": False,
                    "line": {"width": [1.5 if cell.atom in selected else 0 for cell in cells], "color": "#D55E00"},
                },
                "hovertext": [safe(cell.hover) for cell in cells], "hovertemplate": "%{hovertext}<extra></extra>",
                "customdata": [customdata(cell.atom) for cell in cells],
            },
        ],
        "layout": {
            "height": SIZE_PX,
            "margin": {"l": 44, "r": 8, "t": 4, "b": 34},
            "showlegend": False,
            "xaxis": {**ticks, "range": [-0.8, n - 0.2], "title": {"text": "turn", "standoff": 2}},
            "yaxis": {**ticks, "range": [n - 0.2, -0.8]},
        },
    }  # fmt: skip
