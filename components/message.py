"""Document and state -> the message that the board draws. Knows nothing of Streamlit."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

import numpy as np

from components.audit import audit, exported
from components.conditions import in_words
from components.document import Document
from components.drawn import Drawn, view_of
from components.panel import panels
from components.reader import reading, selected_sentences
from components.state import AUDIT, LEXICON, READER, SEARCH, State
from components.words import plural
from onrecord.errors import ExportError
from onrecord.export.files import write
from onrecord.export.transcripts import WRITERS as EXPORTS
from onrecord.export.transcripts import written
from onrecord.lexicon import lexicon_toml


def message(
    document: Document,
    state: State,
    *,
    ack: int,
    answer: int,
    problem: str = "",
    drawn: Drawn | None = None,
    wanted: Collection[str] | None = None,
) -> dict[str, Any]:
    """All that the board needs; ``ack`` is the last gesture seen, ``answer`` grows with each message.

    ``problem`` is the sentence of a correction that did not fit; an export that cannot be made gives its own.
    ``drawn`` keeps the visitor's panels as they are; ``wanted`` are those that must be up to date, None for all.
    """
    told = (drawn or Drawn()).messages(document, state, wanted)
    try:
        download = _download(document, state)
    except ExportError as error:
        download, problem = None, error.message
    return {
        "ack": ack,
        "answer": answer,
        "panels": told,
        "reader": reading(document, state),
        "filters": _filters(document, state),
        "audit": audit(document, state),
        "problem": problem,
        "download": download,
    }


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
    if key == LEXICON:
        text = lexicon_toml(document.lexicon)
        return {"name": "topics.toml", "seq": seq, "text": text, "mime": "application/toml"}
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
