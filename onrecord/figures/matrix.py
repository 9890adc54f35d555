"""A matrix of counts, one row a target or topic, one column a speaker; darker is more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.figures.labels import customdata, safe, shortened, width_px
from onrecord.figures.palette import SEQUENTIAL
from onrecord.selection import Atom

ROW_PX = 19
HEAD_PX = 24
SLANTED_HEAD_PX = 66
SLANTED_NAME_PX = 112
MARGIN_LEFT_PX = 152
WIDTH_PX = 450
"""The panel's width on the page, for which column heads are cut; wider pages show them with more room."""


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    values: NDArray[np.float64],
    atom: Callable[[int, int], Atom],
    *,
    selected: Sequence[Atom] = (),
    unit: str,
    digits: int = 0,
    apart: Collection[tuple[int, int]] = (),
) -> dict[str, Any]:
    """A Plotly heatmap dict; ``values`` has shape (rows, columns), ``atom(r, c)`` is what a click on a cell selects.

    Cells (r, c) that stand ``apart`` keep their number, in brackets, and have no colour.
    """
    shown = np.array(values, dtype=np.float32)
    for cell in apart:
        shown[cell] = 0
    n_rows, n_columns = len(rows), len(columns)
    slot_px = (WIDTH_PX - MARGIN_LEFT_PX) / max(n_columns, 1)
    slanted = n_columns > 1 and any(width_px(name) > slot_px for name in columns)
    head_px = SLANTED_HEAD_PX if slanted else HEAD_PX
    atoms = [[atom(r, c) for c in range(n_columns)] for r in range(n_rows)]
    names, heads = [safe(name) for name in rows], [safe(name) for name in columns]
    hover = [
        [f"{safe(columns[c])} → {safe(rows[r])}: {values[r, c]:,.{digits}f} {unit}" for c in range(n_columns)]
        for r in range(n_rows)
    ]
    rings = [
        {
            "type": "rect", "xref": "x", "yref": "y", "x0": c - 0.5, "x1": c + 0.5, "y0": r - 0.5, "y1": r + 0.5,
            "line": {"color": "#D55E00", "width": 2}, "fillcolor": "rgba(0,0,0,0)",
        }
        for r in range(n_rows) for c in range(n_columns) if _is_selected(atoms[r][c], selected)
    ]  # fmt: skip
    return {
        "data": [
            {
                "type": "heatmap",
                "x": heads,
                "y": names,
                "z": shown,
                "text": [
                    [_text(values[r, c], digits, is_apart=(r, c) in apart) for c in range(n_columns)]
                    for r in range(n_rows)
                ],
                "texttemplate": "%{text}",
                "textfont": {"size": 11},
                "customdata": [[customdata(a) for a in row] for row in atoms],
                "hovertext": hover,
                "hovertemplate": "%{hovertext}<extra></extra>",
                "colorscale": SEQUENTIAL,
                "zmin": 0,
                "zmax": float(shown.max(initial=0)) or 1.0,
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
            }
        ],
        "layout": {
            "height": head_px + ROW_PX * max(n_rows, 1) + 4,
            "margin": {"l": MARGIN_LEFT_PX, "r": 92 if slanted else 8, "t": head_px, "b": 4},
            "shapes": rings,
            "xaxis": {
                "side": "top", "type": "category", "fixedrange": True, "visible": n_rows > 0, "showgrid": False,
                "tickangle": -28 if slanted else 0,
                "tickvals": heads, "ticktext": shortened(list(columns), SLANTED_NAME_PX if slanted else slot_px),
            },
            "yaxis": {
                "type": "category", "fixedrange": True, "visible": n_rows > 0, "showgrid": False,
                "range": [max(n_rows, 1) - 0.5, -0.5],
                "tickvals": names, "ticktext": shortened(list(rows), MARGIN_LEFT_PX - 10),
            },
        },
    }  # fmt: skip


def _text(value: float, digits: int, *, is_apart: bool) -> str:
    if not value:
        return ""
    return f"({value:,.{digits}f})" if is_apart else f"{value:,.{digits}f}"


def _is_selected(atom: Atom, selected: Sequence[Atom]) -> bool:
    """A cell is selected by its own atom, and by one that says less: a whole topic, chosen in the filter bar."""
    return any(set(one) <= set(atom) for one in selected)
