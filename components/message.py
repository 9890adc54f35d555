"""Document and state -> the message that the board draws. Knows nothing of Streamlit."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from components.audit import audit, exported
from components.conditions import in_words
from components.document import Document
from components.explaining import explanation
from components.panel import Choice, Drawing, Entry, Panel, View, panels
from components.reader import reading, selected_sentences
from components.state import AUDIT, READER, SEARCH, State
from components.stopping import language_of, own_stop_words
from components.words import plural
from onrecord.errors import ExportError
from onrecord.export.files import write
from onrecord.export.transcripts import WRITERS as EXPORTS
from onrecord.export.transcripts import written
from onrecord.languages import stop_words

TABLE_ROWS = 200


def message(document: Document, state: State, *, ack: int, answer: int, problem: str = "") -> dict[str, Any]:
    """All that the board needs; ``ack`` is the last gesture seen, ``answer`` grows with each message.

    ``problem`` is the sentence of a correction that did not fit; an export that cannot be made gives its own.
    """
    drawn = [_panel(panel, document, state) for panel in panels().values()]
    try:
        download = _download(document, state)
    except ExportError as error:
        download, problem = None, error.message
    return {
        "ack": ack,
        "answer": answer,
        "panels": drawn,
        "reader": reading(document, state),
        "filters": _filters(document, state),
        "audit": audit(document, state),
        "problem": problem,
        "download": download,
    }


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


def _panel(panel: Panel, document: Document, state: State) -> dict[str, Any]:
    view = view_of(panel, document, state, detailed=panel.key in state.tables | state.explained)
    drawing = panel.draw(view)
    figure = jsonable(drawing.figure)
    return {
        "key": panel.key,
        "title": panel.title,
        "hint": panel.hint,
        "wide": panel.wide,
        "brush": panel.brush is not None,
        "takeaway": drawing.takeaway,
        "figure": figure,
        "choices": [_control(c, view) for c in panel.choices if not c.when or view.options[c.when[0]] in c.when[1:]],
        "table": _table(drawing) if panel.key in state.tables else None,
        "how": explanation(drawing, view.own) if panel.key in state.explained else None,
        "explains": bool(drawing.methods),
        "rev": hashlib.blake2b(json.dumps(figure).encode(), digest_size=8).hexdigest(),
    }


def _control(control: Choice | Entry, view: View) -> dict[str, Any]:
    told = {"name": control.name, "label": control.label, "value": view.options[control.name], "tucked": control.tucked}
    if isinstance(control, Entry):
        return told | {"placeholder": control.placeholder}
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


def _download(document: Document, state: State) -> dict[str, Any] | None:
    if state.download is None:
        return None
    key, seq = state.download
    if key in EXPORTS:
        name = f"{PurePath(document.transcript.name).stem or 'transcript'}{EXPORTS[key].suffix}"
        text = written(document.transcript, key).decode()
        return {"name": name, "seq": seq, "text": text, "mime": EXPORTS[key].mime}
    if key == AUDIT:
        return {"name": "corrections.json", "seq": seq, "text": exported(document), "mime": "application/json"}
    if key == READER:
        frame = selected_sentences(document, state)
    else:
        frame = panels()[key].draw(view_of(panels()[key], document, state, detailed=True)).frame
    buffer = io.BytesIO()
    write([frame], buffer, to="csv")
    return {"name": f"{key}.csv", "seq": seq, "text": buffer.getvalue().decode("utf-8"), "mime": "text/csv"}


def _filters(document: Document, state: State) -> dict[str, Any]:
    table, masks, selection = document.table, document.masks, state.selection
    mask = masks.of(selection)
    turns = len(np.unique(table.sentence_turn[mask]))
    words = int(table.sentence_words[mask].sum())
    total = int(table.sentence_words.sum())
    words_of = dict(zip(document.whole_share["speaker"], document.whole_share["words"], strict=True))
    speakers = [
        {
            "name": name,
            "color": document.color_of[name],
            "count": f"{words_of[name]:,}",
            **_entry("speakers", ("speaker", name), state),
        }
        for name in document.by_words
    ]
    n_sentences = np.bincount(document.topics.matrix.indices, minlength=len(document.topics.names))
    topics = [
        {
            "name": document.topics.names[k],
            "color": None,
            "count": f"{n_sentences[k]:,}",
            **_entry("topics", ("topic", document.topics.names[k]), state),
        }
        for k in np.argsort(-n_sentences, kind="stable")
        if n_sentences[k]
    ]
    return {
        "menus": [
            {"label": "Speakers", "source": "speakers", "items": speakers},
            {"label": "Topics", "source": "topics", "items": topics},
        ],
        "search": next((value for atom in selection.of(SEARCH) for field, value in atom if field == "term"), ""),
        "chips": [
            {
                "source": clause.source,
                "of": _origin(clause.source),
                "label": in_words(atom, document),
                "atom": [list(c) for c in atom],
            }
            for clause in selection.clauses
            for atom in clause.atoms
        ],
        "exports": [[key, writer.title, writer.suffix] for key, writer in EXPORTS.items()],
        "counts": f"{turns:,} of {plural(len(table.turn_speaker), 'turn')} · {words:,} of {plural(total, 'word')}",
        "turns": plural(turns, "turn"),
    }


def _entry(source: str, condition: tuple[str, str], state: State) -> dict[str, Any]:
    return {"atom": [list(condition)], "on": (condition,) in state.selection.of(source)}


def _origin(source: str) -> str:
    return "Search" if source == SEARCH else panels()[source].title


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
