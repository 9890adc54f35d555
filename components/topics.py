"""Topics: who speaks about what, by the lexicon in ``data/topics``."""

from __future__ import annotations

import numpy as np
from onrecord.stats.topics import topic_share

from components.panel import Drawing, Panel, View
from components.words import percent, plural
from onrecord.figures.matrix import matrix
from onrecord.selection import Atom

MAX_TOPICS = 12
MAX_SPEAKERS = 6


def draw(view: View) -> Drawing:
    document = view.document
    frame = topic_share(document.table, view.mask, document.topics)
    # Rows and columns are those of the whole text, so that a click changes figures and not the places where they stand.
    whole = topic_share(document.table, document.masks.everything, document.topics)
    per_topic = whole.groupby("topic", observed=True)["sentences"].sum().sort_values(ascending=False, kind="stable")
    per_speaker = whole.groupby("speaker", observed=True)["sentences"].sum().sort_values(ascending=False, kind="stable")
    topics, speakers = list(per_topic.index[:MAX_TOPICS]), list(per_speaker.index[:MAX_SPEAKERS])
    values = np.zeros((len(topics), len(speakers)))
    for row in frame.itertuples():
        if row.topic in topics and row.speaker in speakers:
            values[topics.index(row.topic), speakers.index(row.speaker)] = row.sentences

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("topic", topics[r]))

    figure = matrix(topics, speakers, values, atom, selected=view.own, unit="sentences")
    if frame.empty:
        return Drawing(figure, "No sentence here touches a topic of the lexicon.", frame)
    totals = frame.groupby("topic", observed=True)["sentences"].sum().sort_values(ascending=False, kind="stable")
    n_with = int((np.diff(document.topics.matrix.indptr)[view.mask] > 0).sum())
    takeaway = (
        f"“{totals.index[0]}” leads with {plural(totals.iloc[0], 'sentence')}; "
        f"{percent(n_with / view.mask.sum())} of the sentences have a topic."
    )
    return Drawing(figure, takeaway, frame)


PANEL = Panel(
    key="topics",
    title="Topics",
    draw=draw,
    hint="Sentences of each speaker that hold words of a topic; a sentence may have several. Click a cell to read them.",
)
