"""Two lists that face each other: what marks one side against what marks the other, from the middle outwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.figures.bars import DIMMED, ROW_PX, whiskers
from onrecord.figures.labels import customdata, safe, shortened
from onrecord.selection import Atom

HEAD_PX = 20
MARGIN_PX = 118
PALE = 0.35
"""Strength of a bar that too little text stands behind."""


@dataclass(frozen=True, slots=True)
class Side:
    """One mark of one side; values are never negative, the figure turns the left side round."""

    name: str
    value: float
    low: float | None
    high: float | None
    atom: Atom
    hover: str
    sure: bool = True
    """False where there is too little text to say; the bar is pale."""


def facing(
    left: Sequence[Side],
    right: Sequence[Side],
    titles: tuple[str, str],
    colors: tuple[str, str],
    *,
    selected: Sequence[Atom] = (),
) -> dict[str, Any]:
    """A Plotly figure dict: row i holds the i-th mark of either side, names at the outer edges, ``titles`` above."""
    n_rows = max(len(left), len(right), 1)
    most = max((max(side.value, side.high or 0) for side in (*left, *right)), default=1) or 1
    data = [
        _trace(left, -1, titles[0], colors[0], "y", selected),
        _trace(right, 1, titles[1], colors[1], "y2", selected),
    ]
    axis = {"fixedrange": True, "range": [n_rows - 0.5, -0.5], "showgrid": False, "zeroline": False}
    heads = [
        {
            "text": safe(title), "x": x, "y": 1, "xref": "x domain", "yref": "y domain", "xanchor": anchor,
            "yanchor": "bottom", "showarrow": False, "font": {"size": 11},
        }
        for title, x, anchor in zip(titles, (0.48, 0.52), ("right", "left"), strict=True)
    ]  # fmt: skip
    return {
        "data": data,
        "layout": {
            "barmode": "overlay",
            "height": HEAD_PX + 4 + ROW_PX * n_rows,
            "margin": {"l": MARGIN_PX, "r": MARGIN_PX, "t": HEAD_PX, "b": 4},
            "showlegend": False,
            "annotations": heads,
            "xaxis": {
                "range": [-most * 1.05, most * 1.05], "fixedrange": True, "showticklabels": False, "showgrid": False,
                "ticks": "",
                "zeroline": True, "zerolinecolor": "rgba(128,134,145,0.6)",
            },
            "yaxis": {**axis, **_names(left, selected)},
            "yaxis2": {**axis, **_names(right, selected), "overlaying": "y", "side": "right", "matches": "y"},
        },
    }  # fmt: skip


def _trace(
    sides: Sequence[Side], sign: int, title: str, color: str, axis: str, selected: Sequence[Atom]
) -> dict[str, Any]:
    strength = [
        (1.0 if side.sure else PALE) * (1.0 if not selected or side.atom in selected else DIMMED) for side in sides
    ]
    ends = [(side.low, side.value, side.high) for side in sides]
    turned = [(None if high is None else -high, -value, None if low is None else -low) for low, value, high in ends]
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(title),
        "x": [sign * side.value for side in sides],
        "y": list(range(len(sides))),
        "yaxis": axis,
        "width": 0.72,
        "marker": {"color": color, "opacity": strength},
        "error_x": whiskers(ends if sign > 0 else turned),
        "customdata": [customdata(side.atom) for side in sides],
        "hovertext": [safe(side.hover) for side in sides],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _names(sides: Sequence[Side], selected: Sequence[Atom]) -> dict[str, Any]:
    labels = shortened([side.name for side in sides], MARGIN_PX - 8)
    return {
        "tickvals": list(range(len(sides))),
        "ticktext": [
            f"<b>{label}</b>" if side.atom in selected else label for side, label in zip(sides, labels, strict=True)
        ],
    }
