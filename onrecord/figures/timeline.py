"""Every turn in order, one lane a speaker. Past ``MAX_BARS`` turns a strip, whose cost does not grow with the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.figures.labels import customdata, safe, shortened
from onrecord.figures.palette import GHOST, OTHERS

LANE_PX = 18
MAX_BARS = 300
COLUMNS = 240
MARGIN_LEFT_PX = 150


def turn_bars(
    lanes: Sequence[str],
    lane: NDArray[np.int64],
    start: NDArray[np.float64],
    length: NDArray[np.float64],
    strength: NDArray[np.float64],
    colors: Sequence[str],
    hover: Sequence[str],
    *,
    unit: str,
    brushed: tuple[float, float] | None,
) -> dict[str, Any]:
    """A Gantt-like bar for each turn; ``strength`` in 0–1 is the part of the turn that the selection keeps."""
    names = [safe(name) for name in lanes]
    return {
        "data": [
            {
                "type": "bar", "orientation": "h", "name": "turns", "y": [names[i] for i in lane],
                "x": length, "base": start,
                "width": 0.78, "customdata": [customdata((("turns", f"{i}-{i}"),)) for i in range(len(lane))],
                "hovertext": [safe(text) for text in hover], "hovertemplate": "%{hovertext}<extra></extra>",
                # A turn outside the selection is its own ghost: one trace draws in half the time of two.
                "marker": {
                    "color": [colors[i] if part > 0 else GHOST for i, part in zip(lane, strength, strict=True)],
                    "opacity": np.where(strength > 0, strength, 1.0),
                },
            }
        ],
        "layout": _layout(lanes, float((start + length).max(initial=1)), unit, brushed),
    }  # fmt: skip


def turn_strip(
    lanes: Sequence[str],
    lane: NDArray[np.int64],
    start: NDArray[np.float64],
    length: NDArray[np.float64],
    strength: NDArray[np.float64],
    colors: Sequence[str],
    *,
    unit: str,
    brushed: tuple[float, float] | None,
) -> dict[str, Any]:
    """The same as a heatmap of ``COLUMNS`` columns: how much of each column's stretch is this lane's and selected."""
    end = float((start + length).max(initial=1)) or 1.0
    spoken = _binned(lane, start, length, len(lanes), end)
    kept = _binned(lane, start, length * strength, len(lanes), end)
    column = end / COLUMNS
    # A lane's own colour by one colour scale for all: lane i occupies the values i … i+1, from clear to full.
    value = (
        np.arange(len(lanes))[:, None]
        + 0.02
        + 0.12 * np.minimum(spoken / column, 1)
        + 0.84 * np.minimum(kept / column, 1)
    )
    value[spoken <= 0] = np.nan
    scale: list[list[Any]] = []
    for i, color in enumerate(colors):
        scale += [[i / len(lanes), _rgba(color, 0.06)], [(i + 0.999) / len(lanes), color]]
    scale[-1][0] = 1.0
    return {
        "data": [
            {
                "type": "heatmap", "x0": column / 2, "dx": column, "y": [safe(name) for name in lanes],
                "z": value.astype(np.float32), "zmin": 0, "zmax": len(lanes), "colorscale": scale, "showscale": False,
                "ygap": 3, "hoverongaps": False, "hovertemplate": "%{y}<extra></extra>",
            }
        ],
        "layout": _layout(lanes, end, unit, brushed),
    }  # fmt: skip


def _binned(
    lane: NDArray[np.int64], start: NDArray[np.float64], length: NDArray[np.float64], lanes: int, end: float
) -> NDArray[np.float64]:
    """Length of speech in each of (lanes, COLUMNS) bins, exact for turns over several too: a running sum's steps."""
    edges = np.linspace(0, end, COLUMNS + 1)
    result = np.zeros((lanes, COLUMNS))
    for i in range(lanes):
        of = lane == i
        starts, lengths = start[of], length[of]
        order = np.argsort(starts, kind="stable")
        total = np.concatenate([[0.0], np.cumsum(lengths[order])])
        knots = np.repeat(starts[order], 2) + np.stack([np.zeros(of.sum()), lengths[order]], 1).ravel()
        heights = np.stack([total[:-1], total[1:]], 1).ravel()
        if len(knots):
            result[i] = np.diff(np.interp(edges, knots, heights, left=0.0, right=total[-1]))
    return result


def _layout(lanes: Sequence[str], end: float, unit: str, brushed: tuple[float, float] | None) -> dict[str, Any]:
    shapes = [] if brushed is None else [{
        "type": "rect", "xref": "x", "yref": "paper", "x0": brushed[0], "x1": brushed[1], "y0": 0, "y1": 1,
        "line": {"width": 1.5, "color": OTHERS}, "fillcolor": "rgba(128,134,145,0.14)", "layer": "below",
    }]  # fmt: skip
    return {
        "barmode": "overlay",
        "height": 38 + LANE_PX * max(len(lanes), 2),
        "margin": {"l": MARGIN_LEFT_PX, "r": 12, "t": 2, "b": 36},
        "dragmode": "select",
        "selectdirection": "h",
        "showlegend": False,
        "shapes": shapes,
        "xaxis": {"range": [0, end], "fixedrange": True, "title": {"text": unit, "standoff": 4, "font": {"size": 11}}},
        "yaxis": {
            "type": "category", "fixedrange": True, "range": [max(len(lanes), 2) - 0.5, -0.5],
            "tickvals": [safe(name) for name in lanes], "ticktext": shortened(list(lanes), MARGIN_LEFT_PX - 10),
        },
    }  # fmt: skip


def _rgba(color: str, alpha: float) -> str:
    return f"rgba({int(color[1:3], 16)},{int(color[3:5], 16)},{int(color[5:7], 16)},{alpha})"
