"""Who refers to what as a flow: bands from the left to the right column, as thick as they are many.

Drawn as filled curves of one trace a speaker instead of Plotly's Sankey, whose marks report no atom and move when
something else is selected; here a column's order and the order of its bands are those of the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.figures.labels import customdata, safe, shortened
from onrecord.figures.network import Link, Node
from onrecord.selection import Atom

HEIGHT_PX = 240
LINE_PX = 13
GAP = 0.025
"""Between two nodes of a column, as a part of its height."""
MARGIN_PX = 132
BAR = 0.035
FAINT = 0.42
CURVE = np.linspace(0, 1, 17)


def flow(
    left: Sequence[Node], right: Sequence[Node], links: Sequence[Link], *, selected: Sequence[Atom] = ()
) -> dict[str, Any]:
    """A Plotly scatter dict; ``links`` index into ``left`` and ``right``. Nodes and bands can be clicked.

    A node is as high as the sum of its own links; ``Node.weight``, which may count more than those, is printed.
    """
    weights = np.array([link.weight for link in links], np.float64)
    sources = np.array([link.source for link in links], np.int64)
    targets = np.array([link.target for link in links], np.int64)
    # One thickness a reference on both sides, so that a band is as thick where it ends as where it begins.
    gaps = GAP * max(len(left) - 1, len(right) - 1, 0)
    scale = max(1 - gaps, 0.2) / (weights.sum() or 1.0)
    height = weights * scale
    left_top, left_height = _nodes(sources, height, len(left))
    right_top, right_height = _nodes(targets, height, len(right))
    starts = left_top[sources] + _before(sources, height)
    ends = right_top[targets] + _before(targets, height)
    traces = [
        _bands(left[s].color, starts[of], ends[of], height[of])
        for s in range(len(left))
        if len(of := np.flatnonzero(sources == s))
    ]
    traces.append(_handles(left, right, links, (starts + ends + height) / 2, selected))
    for nodes, x, y, side in (
        (left, 0.0, left_top + left_height / 2, "middle left"),
        (right, 1.0, right_top + right_height / 2, "middle right"),
    ):
        traces += [_column(nodes, x, y), _names(nodes, x, apart(y), side)]
    return {
        "data": traces,
        "layout": {
            "height": HEIGHT_PX,
            "margin": {"l": MARGIN_PX, "r": MARGIN_PX, "t": 6, "b": 6},
            "showlegend": False,
            "xaxis": {"visible": False, "range": [-BAR, 1 + BAR], "fixedrange": True},
            "yaxis": {"visible": False, "range": [1.01, -0.01], "fixedrange": True},
        },
    }


def _nodes(of: NDArray[np.int64], height: NDArray[Any], n: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where each node of a column begins, and its height; the column stands in the middle."""
    heights = np.bincount(of, height, n)
    above = np.concatenate([[0.0], np.cumsum(heights)])[:n] + np.arange(n) * GAP
    spare = 1 - heights.sum() - GAP * max(n - 1, 0)
    return above + spare / 2, heights


def _before(of: NDArray[np.int64], height: NDArray[Any]) -> NDArray[Any]:
    """For each link the height of the links of its node before it."""
    order = np.argsort(of, kind="stable")
    sums = np.cumsum(height[order]) - height[order]
    first = np.searchsorted(of[order], of[order])
    before = np.empty(len(of))
    before[order] = sums - (sums[first] if len(of) else sums)
    return before


def _bands(color: str, starts: NDArray[Any], ends: NDArray[Any], thick: NDArray[Any]) -> dict[str, Any]:
    eased = CURVE * CURVE * (3 - 2 * CURVE)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for start, end, width in zip(starts.tolist(), ends.tolist(), thick.tolist(), strict=True):
        edge = start + (end - start) * eased
        xs += [*CURVE.tolist(), *CURVE[::-1].tolist(), None]
        ys += [*edge.tolist(), *(edge[::-1] + width).tolist(), None]
    return {
        "type": "scatter", "mode": "lines", "x": xs[:-1], "y": ys[:-1], "fill": "toself", "hoverinfo": "skip",
        "line": {"width": 0.5, "color": color}, "fillcolor": color, "opacity": FAINT,
    }  # fmt: skip


def _handles(
    left: Sequence[Node],
    right: Sequence[Node],
    links: Sequence[Link],
    y: NDArray[Any],
    selected: Sequence[Atom],
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [0.5] * len(links), "y": y,
        "marker": {
            "size": [11 if link.atom in selected else 6 for link in links],
            "color": [left[link.source].color for link in links],
        },
        "hovertext": [
            f"{safe(left[k.source].name)} → {safe(right[k.target].name)}: {k.weight:,.0f}" for k in links
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [customdata(link.atom) for link in links],
    }  # fmt: skip


def _column(nodes: Sequence[Node], x: float, y: NDArray[Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [x] * len(nodes), "y": y,
        "marker": {"size": 11, "symbol": "square", "color": [node.color for node in nodes]},
        "hovertext": [f"{safe(node.name)}: {node.weight:,.0f} references" for node in nodes],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [customdata(node.atom) for node in nodes],
    }  # fmt: skip


def _names(nodes: Sequence[Node], x: float, y: NDArray[Any], side: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [x] * len(nodes), "y": y, "hoverinfo": "skip", "cliponaxis": False,
        "text": [f"  {name}  " for name in shortened([node.name for node in nodes], MARGIN_PX - 22)],
        "textposition": side, "textfont": {"size": 11},
    }  # fmt: skip


def apart(y: NDArray[Any]) -> NDArray[Any]:
    """Ascending places pushed apart, so that names of thin nodes do not lie upon each other."""
    placed = np.array(y, np.float64)
    least = min(LINE_PX / HEIGHT_PX, 1 / max(len(y), 1))
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + least)
    for i in range(len(placed) - 1, 0, -1):  # what was pushed over the edge pushes back
        placed[i] = min(placed[i], 1 - (len(placed) - 1 - i) * least)
        placed[i - 1] = min(placed[i - 1], placed[i] - least)
    return placed
