"""Horizontal bars with ghosts: what the selection keeps, in front of what the whole text holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.figures.labels import customdata, safe, shortened
from onrecord.figures.palette import GHOST, WHISKER
from onrecord.selection import Atom

ROW_PX = 20
MARGIN_PX = 3
DIMMED = 0.28


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the figure."""

    name: str
    value: float
    ghost: float
    """The same figure for the whole text."""
    text: str
    """Printed at the end of the bar."""
    color: str
    atom: Atom
    hover: str = ""
    low: float | None = None
    """Ends of the interval in which the value may as well lie, drawn as a whisker; None draws none."""
    high: float | None = None

    @property
    def reach(self) -> float:
        """The farthest that anything of the row is drawn."""
        return max(self.value, self.ghost, self.high or 0)


def bars(
    rows: Sequence[Bar], *, selected: Sequence[Atom] = (), margin_px: int = 150, room: float = 1.2
) -> dict[str, Any]:
    """A Plotly figure dict of one bar a row, first row on top, ``selected`` ones at full strength."""
    names = [safe(row.name) for row in rows]
    atoms = [customdata(row.atom) for row in rows]
    strength = [1.0 if not selected or row.atom in selected else DIMMED for row in rows]
    most = max((row.reach for row in rows), default=1) or 1
    hover = [safe(row.hover or f"{row.name}: {row.text}") for row in rows]
    shared: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "width": 0.72,
        "customdata": atoms,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textposition": "outside",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "constraintext": "none",
    }
    # The number stands at the end of the longest thing in its row: elsewhere it would lie on a ghost or a whisker.
    measured = any(row.high is not None for row in rows)
    inside = [row.value > row.ghost for row in rows]
    texts = [safe(row.text) for row in rows]
    ghosts = {
        **shared,
        "name": "whole text",
        "x": [row.ghost for row in rows],
        "marker": {"color": GHOST},
        "text": ["" if own or measured else text for text, own in zip(texts, inside, strict=True)],
    }
    values = {
        **shared,
        "name": "selection",
        "x": [row.value for row in rows],
        "marker": {"color": [row.color for row in rows], "opacity": strength},
        "text": [text if own and not measured else "" for text, own in zip(texts, inside, strict=True)],
    }
    data = [ghosts, values]
    if measured:
        values["error_x"] = whiskers([(row.low, row.value, row.high) for row in rows])
        data.append({
            "type": "scatter", "mode": "text", "x": [row.reach for row in rows], "y": names,
            "text": [f"\u2002{text}" for text in texts],
            "textposition": "middle right", "textfont": {"size": 11}, "hoverinfo": "skip", "cliponaxis": False,
        })  # fmt: skip
    return {
        "data": data,
        "layout": {
            "barmode": "overlay",
            "height": 2 * MARGIN_PX + ROW_PX * max(len(rows), 1),
            "margin": {"l": margin_px, "r": 8, "t": MARGIN_PX, "b": MARGIN_PX},
            "showlegend": False,
            # Each bar bears its number, so the axis would only say it again.
            "xaxis": {"range": [0, most * room], "fixedrange": True, "visible": False},
            "yaxis": {
                "type": "category",
                "fixedrange": True,
                "range": [max(len(rows), 1) - 0.5, -0.5],
                "tickvals": names,
                "ticktext": [
                    f"<b>{label}</b>" if row.atom in selected else label
                    for row, label in zip(rows, shortened([row.name for row in rows], margin_px - 12), strict=True)
                ],
            },
        },
    }


def whiskers(intervals: Sequence[tuple[float | None, float, float | None]]) -> dict[str, Any]:
    """Plotly's error bars of (low, value, high); a missing end draws none."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [0 if high is None else max(high - value, 0) for _, value, high in intervals],
        "arrayminus": [0 if low is None else max(value - low, 0) for low, value, _ in intervals],
        "thickness": 1.2,
        "width": 3,
        "color": WHISKER,
    }
