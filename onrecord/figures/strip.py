"""A dispersion strip: one row a term, a tick wherever it is said, so that evenly spread and bunched look different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.figures.bars import DIMMED, ROW_PX
from onrecord.figures.labels import customdata, safe, shortened
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import Atom

MARGIN_PX = 122
END_PX = 64
MAX_TICKS = 1_500
"""More in all are drawn as columns whose strength is their number: the cost of a strip does not grow with the text."""
COLUMNS = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One term."""

    name: str
    places: NDArray[np.float64]
    """Words before each use, ascending."""
    text: str
    """Printed at the end of the row."""
    atom: Atom
    hover: str


def strip(rows: Sequence[Row], n_words: int, *, selected: Sequence[Atom] = ()) -> dict[str, Any]:
    """A Plotly figure dict over ``n_words`` words from left to right, first row on top."""
    names = [safe(row.name) for row in rows]
    labels = shortened([row.name for row in rows], MARGIN_PX - 12)
    many = sum(row.places.size for row in rows) > MAX_TICKS
    traces = [_columns(rows, names, n_words)] if many else _ticks(rows, names, selected)
    ends = [
        {
            "text": safe(row.text), "x": 1, "y": i, "xref": "paper", "yref": "y", "xanchor": "left", "xshift": 6,
            "showarrow": False, "font": {"size": 11},
        }
        for i, row in enumerate(rows)
    ]  # fmt: skip
    return {
        "data": traces,
        "layout": {
            "height": 6 + ROW_PX * max(len(rows), 1),
            "margin": {"l": MARGIN_PX, "r": END_PX, "t": 3, "b": 3},
            "showlegend": False,
            "annotations": ends,
            "xaxis": {"range": [0, max(n_words, 1)], "fixedrange": True, "visible": False},
            "yaxis": {
                "type": "category", "fixedrange": True, "range": [max(len(rows), 1) - 0.5, -0.5], "showgrid": True,
                "categoryorder": "array", "categoryarray": names, "tickvals": names,
                "ticktext": [
                    f"<b>{label}</b>" if row.atom in selected else label
                    for row, label in zip(rows, labels, strict=True)
                ],
            },
        },
    }  # fmt: skip


def _ticks(rows: Sequence[Row], names: list[str], selected: Sequence[Atom]) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter", "mode": "markers", "x": row.places, "y": [name] * row.places.size,
            "marker": {
                "symbol": "line-ns-open", "size": 13, "color": NEUTRAL, "line": {"width": 1.4},
                "opacity": 1.0 if not selected or row.atom in selected else DIMMED,
            },
            "customdata": [customdata(row.atom)] * row.places.size,
            "hovertext": [safe(row.hover)] * row.places.size, "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for row, name in zip(rows, names, strict=True)
    ]  # fmt: skip


def _columns(rows: Sequence[Row], names: list[str], n_words: int) -> dict[str, Any]:
    edges = np.linspace(0, max(n_words, 1), COLUMNS + 1)
    counts = np.array([np.histogram(row.places, edges)[0] for row in rows], np.float32)
    most = np.maximum(counts.max(axis=1, keepdims=True, initial=0), 1)
    return {
        "type": "heatmap", "x": ((edges[:-1] + edges[1:]) / 2).round(1), "y": names, "z": counts / most,
        "zmin": 0, "zmax": 1, "showscale": False, "ygap": 4,
        "colorscale": [[0, "rgba(78,110,142,0)"], [0.01, "rgba(78,110,142,0.3)"], [1, NEUTRAL]],
        "customdata": [[customdata(row.atom)] * COLUMNS for row in rows],
        "hovertext": [[safe(row.hover)] * COLUMNS for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
