"""Speakers on the left, what they refer to on the right, a line for each reference: thicker is more.

Two columns instead of a force layout: nothing collides, and the same text always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.figures.labels import customdata, safe, shortened
from onrecord.selection import Atom

ROW_PX = 20
MARGIN_PX = 150
WIDTHS_PX = (1.0, 2.5, 4.5, 7.0)


@dataclass(frozen=True, slots=True)
class Node:
    name: str
    color: str
    atom: Atom
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    source: int
    target: int
    weight: float
    atom: Atom


def network(
    left: Sequence[Node], right: Sequence[Node], links: Sequence[Link], *, selected: Sequence[Atom] = ()
) -> dict[str, Any]:
    """A Plotly scatter dict; ``links`` index into ``left`` and ``right``. Nodes and the links' dots can be clicked."""
    rows = max(len(left), len(right), 1)
    y_left, y_right = _spread(len(left), rows), _spread(len(right), rows)
    most = max((link.weight for link in links), default=1)
    traces: list[dict[str, Any]] = []
    for source in range(len(left)):
        for level, width in enumerate(WIDTHS_PX):
            of = [k for k in links if k.source == source and _level(k.weight / most) == level]
            if of:
                traces.append({
                    "type": "scatter", "mode": "lines", "hoverinfo": "skip",
                    "x": [v for _ in of for v in (0, 1, None)],
                    "y": [v for k in of for v in (y_left[k.source], y_right[k.target], None)],
                    "line": {"color": left[source].color, "width": width},
                    "opacity": 0.45,
                })  # fmt: skip
    traces.append(_middles(left, right, links, y_left, y_right, selected))
    for nodes, x, ys, side in ((left, 0, y_left, "middle left"), (right, 1, y_right, "middle right")):
        traces.append({
            "type": "scatter", "mode": "markers+text",
            "x": [x] * len(nodes), "y": ys,
            "marker": {"size": 11, "color": [n.color for n in nodes], "line": {"width": 1}},
            "text": [f"  {t}  " for t in shortened([n.name for n in nodes], MARGIN_PX - 22)],
            "textposition": side, "textfont": {"size": 11}, "cliponaxis": False,
            "hovertext": [f"{safe(n.name)}: {n.weight:,.0f} references" for n in nodes],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [customdata(n.atom) for n in nodes],
        })  # fmt: skip
    return {
        "data": traces,
        "layout": {
            "height": 30 + ROW_PX * rows,
            "margin": {"l": MARGIN_PX, "r": MARGIN_PX, "t": 4, "b": 4},
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {"visible": False, "range": [-0.03, 1.03], "fixedrange": True},
            "yaxis": {"visible": False, "range": [rows - 0.4, -0.6], "fixedrange": True},
        },
    }


def _middles(
    left: Sequence[Node],
    right: Sequence[Node],
    links: Sequence[Link],
    y_left: list[float],
    y_right: list[float],
    selected: Sequence[Atom],
) -> dict[str, Any]:
    hover = [f"{safe(left[k.source].name)} → {safe(right[k.target].name)}: {k.weight:,.0f}" for k in links]
    return {
        "type": "scatter", "mode": "markers",
        # Not all at one half: where lines cross, their handles would lie upon each other.
        "x": [0.35 + 0.1 * (k.source % 4) for k in links],
        "y": [y_left[k.source] + (y_right[k.target] - y_left[k.source]) * (0.35 + 0.1 * (k.source % 4)) for k in links],
        "marker": {
            "size": [9 if k.atom in selected else 5 for k in links],
            "color": [left[k.source].color for k in links],
        },
        "hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [customdata(k.atom) for k in links],
    }  # fmt: skip


def _spread(count: int, rows: int) -> list[float]:
    step = rows / max(count, 1)
    return [step * (i + 0.5) - 0.5 for i in range(count)]


def _level(part: float) -> int:
    return min(int(part * len(WIDTHS_PX)), len(WIDTHS_PX) - 1)
