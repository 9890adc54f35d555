"""Topics: who speaks about what, by the lexicon in ``data/topics``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.panel import Drawing, Panel, View
from components.words import percent, plural, totals
from onrecord.figures.matrix import matrix
from onrecord.selection import Atom
from onrecord.stats.topics import METHODS, topic_share

MAX_TOPICS = 10
MAX_SPEAKERS = 6


def draw(view: View) -> Drawing:
    document = view.document
    frame = topic_share(document.table, view.mask, document.topics)
    # Rows and columns are those of the whole text, so that a click changes figures and not the places where they stand.
    topics = list(totals(document.whole_topics, "topic", "sentences"))[:MAX_TOPICS]
    with_topic = set(document.whole_topics["speaker"])
    speakers = [name for name in document.by_words if name in with_topic][:MAX_SPEAKERS]
    sentences = dict(zip(zip(frame["topic"], frame["speaker"], strict=True), frame["sentences"], strict=True))
    values = np.array([[sentences.get((topic, name), 0) for name in speakers] for topic in topics], dtype=float)

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("topic", topics[r]))

    figure = matrix(
        topics, speakers, values.reshape(len(topics), len(speakers)), atom, selected=view.own, unit="sentences"
    )
    cells = list(zip(frame["speaker"].tolist(), frame["topic"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(view, frame),
        frame,
        (METHODS["share_of_speaker"],),
        names=tuple(f"{speaker} × {topic}" for speaker, topic in cells),
        atoms=tuple((("speaker", speaker), ("topic", topic)) for speaker, topic in cells),
    )


def _takeaway(view: View, frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No sentence here touches a topic of the lexicon."
    (first, count), *_ = totals(frame, "topic", "sentences").items()
    n_with = int((np.diff(view.document.topics.matrix.indptr)[view.mask] > 0).sum())
    return (
        f"“{first}” leads with {plural(count, 'sentence')}; "
        f"{percent(n_with / view.mask.sum())} of the sentences have a topic."
    )


PANEL = Panel(
    key="topics",
    title="Topics",
    draw=draw,
    hint="Sentences of each speaker that hold words of a topic; one may have several. Click a cell to read them.",
)
