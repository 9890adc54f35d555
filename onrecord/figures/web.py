"""Terms as points, and a line between those that keep company: the stronger, the thicker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.figures.bars import DIMMED
from onrecord.figures.labels import customdata, safe
from onrecord.selection import Atom

HEIGHT_PX = 300
WIDTHS_PX = (0.8, 1.8, 3.2, 5.0)
LINE = "rgba(128,134,145,0.5)"
LEAST_PX, MOST_PX = 7.0, 22.0


@dataclass(frozen=True, slots=True)
class Point:
    """A term; ``x`` and ``y`` lie between 0 and 1."""

    name: str
    x: float
    y: float
    weight: float
    color: str
    atom: Atom
    hover: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between the points of these numbers; ``strength`` lies between 0 and 1."""

    one: int
    other: int
    strength: float
    atom: Atom
    hover: str


def web(points: Sequence[Point], ties: Sequence[Tie], *, selected: Sequence[Atom] = ()) -> dict[str, Any]:
    """A Plotly scatter dict; points and the middles of lines can be clicked."""
    most = max((point.weight for point in points), default=1) or 1
    traces: list[dict[str, Any]] = []
    for level, width in enumerate(WIDTHS_PX):
        of = [tie for tie in ties if min(int(tie.strength * len(WIDTHS_PX)), len(WIDTHS_PX) - 1) == level]
        if of:
            traces.append({
                "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": LINE, "width": width},
                "x": [v for tie in of for v in (points[tie.one].x, points[tie.other].x, None)],
                "y": [v for tie in of for v in (points[tie.one].y, points[tie.other].y, None)],
            })  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers",
        "x": [(points[tie.one].x + points[tie.other].x) / 2 for tie in ties],
        "y": [(points[tie.one].y + points[tie.other].y) / 2 for tie in ties],
        "marker": {"size": [10 if tie.atom in selected else 5 for tie in ties], "color": LINE},
        "hovertext": [safe(tie.hover) for tie in ties], "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [customdata(tie.atom) for tie in ties],
    })  # fmt: skip
    traces.append({
        "type": "scatter", "mode": "markers+text",
        "x": [point.x for point in points], "y": [point.y for point in points],
        "marker": {
            "size": [LEAST_PX + (MOST_PX - LEAST_PX) * (point.weight / most) ** 0.5 for point in points],
            "color": [point.color for point in points],
            "opacity": [1.0 if not selected or point.atom in selected else DIMMED for point in points],
        },
        "text": [safe(point.name) for point in points], "textposition": "top center", "textfont": {"size": 11},
        "cliponaxis": False,
        "hovertext": [safe(point.hover) for point in points], "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [customdata(point.atom) for point in points],
    })  # fmt: skip
    return {
        "data": traces,
        "layout": {
            "height": HEIGHT_PX,
            "margin": {"l": 34, "r": 34, "t": 16, "b": 8},
            "showlegend": False,
            "xaxis": {"visible": False, "range": [-0.03, 1.03], "fixedrange": True},
            "yaxis": {"visible": False, "range": [-0.04, 1.08], "fixedrange": True},
        },
    }
