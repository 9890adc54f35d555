"""Who held the floor, and when: each speaker's share of a window that slides over the words, one upon the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.figures.labels import safe
from onrecord.figures.palette import GHOST, OTHERS

HEIGHT_PX = 150
MARGIN_LEFT_PX = 46


def floor(
    names: Sequence[str],
    colors: Sequence[str],
    place: NDArray[np.float64],
    shares: NDArray[np.float64],
    *,
    unit: str,
    end: float,
    brushed: tuple[float, float] | None,
) -> dict[str, Any]:
    """A Plotly figure dict of stacked areas; ``shares`` has shape (names, places) and columns that add up to 1."""
    data = [
        {
            "type": "scatter", "mode": "lines", "stackgroup": "floor", "name": safe(name), "x": place,
            "y": share, "line": {"width": 0.5, "color": color, "shape": "spline", "smoothing": 0.4},
            "fillcolor": color, "hoveron": "points",
            "hovertemplate": f"{safe(name)}: %{{y:.0%}}<extra></extra>",
        }
        for name, color, share in zip(names, colors, shares, strict=True)
    ]  # fmt: skip
    shapes = [] if brushed is None else [{
        "type": "rect", "xref": "x", "yref": "paper", "x0": brushed[0], "x1": brushed[1], "y0": 0, "y1": 1,
        "line": {"width": 1.5, "color": OTHERS}, "fillcolor": GHOST, "layer": "above",
    }]  # fmt: skip
    return {
        "data": data,
        "layout": {
            "height": HEIGHT_PX,
            "margin": {"l": MARGIN_LEFT_PX, "r": 12, "t": 4, "b": 36},
            "dragmode": "select",
            "selectdirection": "h",
            "showlegend": False,
            "shapes": shapes,
            "xaxis": {
                "range": [0, end], "fixedrange": True, "title": {"text": unit, "standoff": 4, "font": {"size": 11}},
            },
            "yaxis": {"range": [0, 1], "fixedrange": True, "tickformat": ".0%", "tickvals": [0, 0.5, 1]},
        },
    }  # fmt: skip
