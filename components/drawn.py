"""What one visitor's panels look like now: a panel is drawn again only when what it may look at has changed.

Panels out of sight wait: the message for a click holds those that the visitor sees, and the board then asks for the
rest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from components.document import Document
from components.explaining import explanation
from components.panel import Choice, Drawing, Entry, Line, Panel, View, panels
from components.state import State
from components.stopping import language_of, own_stop_words
from onrecord.languages import stop_words

TABLE_ROWS = 200
FIRST = ("timeline", "speakers", "keywords", "topics")
"""What is in sight when a transcript opens."""


def wanted_by(event: Mapping[str, Any]) -> Collection[str] | None:
    """The panels that the answer to a gesture must hold: those in sight then; None for all, as the board asks after it
    has drawn those.
    """
    seen = event.get("seen")
    return [str(key) for key in seen] if isinstance(seen, list) and event.get("kind") != "rest" else None


class Drawn:
    """The panels of one visitor as they were drawn last. Used by one run of the page at a time."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {}

    def messages(self, document: Document, state: State, wanted: Collection[str] | None = None) -> list[dict[str, Any]]:
        """What the board needs of each panel, in display order: its frame alone if it is not ``wanted``."""
        return [
            self._message(panel, document, state, is_wanted=wanted is None or panel.key in wanted)
            for panel in panels().values()
        ]

    def _message(self, panel: Panel, document: Document, state: State, *, is_wanted: bool) -> dict[str, Any]:
        frame = {"key": panel.key, "title": panel.title, "wide": panel.wide}
        looks_at = _looks_at(panel, document, state)
        before, told = self._kept.get(panel.key, ((), {}))
        if before == looks_at:
            return told
        if not is_wanted:
            return {**frame, "later": True}
        told = {**frame, **_drawn(panel, document, state)}
        if not told["pending"]:
            self._kept[panel.key] = looks_at, told
        return told


def _looks_at(panel: Panel, document: Document, state: State) -> tuple[Any, ...]:
    """All that a panel's message follows from."""
    language = language_of(document, state.options)
    return (
        document,  # is equal to itself alone
        state.selection,
        panel.options(state.options, document),
        language,
        own_stop_words(state.options),
        panel.key in state.tables,
        panel.key in state.explained,
    )


def view_of(panel: Panel, document: Document, state: State, *, detailed: bool = False) -> View:
    """What ``panel`` may look at: every clause but its own has been applied."""
    language = language_of(document, state.options)
    return View(
        document,
        state.selection,
        document.masks.of(state.selection, skip=panel.key),
        state.selection.of(panel.key),
        panel.options(state.options, document),
        language,
        stop_words(language) | own_stop_words(state.options),
        detailed,
    )


def _drawn(panel: Panel, document: Document, state: State) -> dict[str, Any]:
    view = view_of(panel, document, state, detailed=panel.key in state.tables | state.explained)
    drawing = panel.draw(view)
    figure = jsonable(drawing.figure)
    return {
        "hint": panel.hint,
        "brush": panel.brush is not None,
        "takeaway": drawing.takeaway,
        "pending": drawing.is_pending,
        "figure": figure,
        "lines": [_line(line, view) for line in drawing.lines],
        "choices": [_control(c, view) for c in panel.choices if not c.when or view.options[c.when[0]] in c.when[1:]],
        "table": _table(drawing) if panel.key in state.tables else None,
        "how": explanation(drawing, view.own) if panel.key in state.explained else None,
        "explains": bool(drawing.methods),
        "rev": hashlib.blake2b(json.dumps(figure).encode(), digest_size=8).hexdigest(),
    }


def _line(line: Line, view: View) -> dict[str, Any]:
    return {
        "head": line.head,
        "color": line.color,
        "note": line.note,
        "runs": [list(run) for run in line.runs],
        "atom": [list(condition) for condition in line.atom],
        "on": line.atom in view.own,
    }


def _control(control: Choice | Entry, view: View) -> dict[str, Any]:
    told = {"name": control.name, "label": control.label, "value": view.options[control.name], "tucked": control.tucked}
    if isinstance(control, Entry):
        return told | {"placeholder": control.placeholder, "long": control.is_long}
    return told | {"values": [list(value) for value in control.offered(view.document)]}


def _table(drawing: Drawing) -> dict[str, Any]:
    frame = drawing.frame
    rows = [[_cell(value) for value in row] for row in frame.head(TABLE_ROWS).itertuples(index=False, name=None)]
    return {
        "columns": [str(c).replace("_", " ") for c in frame.columns],
        "rows": rows,
        "total": len(frame),
        "atoms": [[list(condition) for condition in atom] for atom in drawing.atoms[:TABLE_ROWS]],
    }


def _cell(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, (float, np.floating)):
        return round(float(value), 4)
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    return int(value) if isinstance(value, (int, np.integer)) else str(value)


def jsonable(value: Any) -> Any:
    """``value`` with NumPy arrays as plotly.js reads them: big ones as base64, small ones as lists."""
    if isinstance(value, np.ndarray):
        if value.dtype == np.float32 and value.size > 500:
            shape = ", ".join(map(str, value.shape))
            return {"dtype": "f4", "bdata": base64.b64encode(value.tobytes()).decode(), "shape": shape}
        holed = value.dtype.kind == "f" and not np.isfinite(value).all()
        return jsonable(value.tolist()) if holed or value.dtype == object else value.tolist()
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and not math.isfinite(value) else value  # neither is JSON
