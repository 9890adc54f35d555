"""Topics: who speaks about what and when, by the lexicon, and the themes that the text itself shows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.cells import cells
from components.panel import Choice, Drawing, Panel, View
from components.themes import themes
from components.words import percent, plural, totals
from onrecord.figures.matrix import matrix
from onrecord.languages import LANGUAGES
from onrecord.selection import Atom
from onrecord.stats.topics import METHODS, topic_share
from onrecord.stats.topics_over_time import METHODS as TIME_METHODS
from onrecord.stats.topics_over_time import topics_over_time

MAX_TOPICS = 10
MAX_SPEAKERS = 6
PARTS = 16


def draw(view: View) -> Drawing:
    match view.options["show"]:
        case "time":
            return _over_time(view)
        case "themes":
            return themes(view)
    document = view.document
    frame = topic_share(document.table, view.mask, document.topics)
    # Rows and columns are those of the whole text, so that a click changes figures and not the places where they stand.
    topics = _leading(view)
    with_topic = set(document.whole_topics["speaker"])
    speakers = [name for name in document.by_words if name in with_topic][:MAX_SPEAKERS]
    values = cells(frame, ("topic", "speaker"), "sentences", topics, speakers)

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("topic", topics[r]))

    figure = matrix(topics, speakers, values, atom, selected=view.own, unit="sentences")
    pairs = list(zip(frame["speaker"].tolist(), frame["topic"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(view, frame),
        frame,
        (METHODS["share_of_speaker"],),
        names=tuple(f"{speaker} × {topic}" for speaker, topic in pairs),
        atoms=tuple((("speaker", speaker), ("topic", topic)) for speaker, topic in pairs),
    )


def _leading(view: View) -> list[str]:
    return list(totals(view.document.whole_topics, "topic", "sentences"))[:MAX_TOPICS]


def _over_time(view: View) -> Drawing:
    """Columns are parts of the selected talk with equally many words."""
    frame = topics_over_time(view.document.table, view.mask, view.document.topics, parts=PARTS)
    topics = _leading(view)
    ends = zip(frame["first_sentence"].tolist(), frame["last_sentence"].tolist(), strict=True)
    stretch = dict(zip(frame["part"].tolist(), ends, strict=True))
    parts = range(PARTS if stretch else 0)  # a part without any topic keeps its place: columns are time
    values = cells(frame, ("topic", "part"), "sentences", topics, parts)

    def of(topic: str, part: int) -> Atom:
        first, last = stretch.get(part) or _between(stretch, part, len(view.mask))
        return (("topic", topic), ("sentences", f"{first}-{last}"))

    def atom(r: int, c: int) -> Atom:
        return of(topics[r], parts[c])

    figure = matrix(
        topics,
        [f"{part + 1}" for part in parts],
        values,
        atom,
        selected=view.own,
        unit="sentences",
    )
    pairs = list(zip(frame["topic"].tolist(), frame["part"].tolist(), strict=True))
    return Drawing(
        figure,
        _course(view, frame),
        frame,
        (TIME_METHODS["share"],),
        names=tuple(f"{topic}, part {part + 1}" for topic, part in pairs),
        atoms=tuple(of(topic, part) for topic, part in pairs),
    )


def _between(stretch: dict[int, tuple[int, int]], part: int, n_sentences: int) -> tuple[int, int]:
    """The sentences of a part without any topic: those between its neighbours, or none that there is."""
    first = max((last + 1 for at, (_, last) in stretch.items() if at < part), default=0)
    last = min((start - 1 for at, (start, _) in stretch.items() if at > part), default=n_sentences - 1)
    return (first, last) if first <= last else (n_sentences, n_sentences)


def _course(view: View, frame: pd.DataFrame) -> str:
    if frame.empty:
        return _nothing(view)
    most = frame.iloc[int(frame["sentences"].to_numpy().argmax())]
    where = f"part {most['part'] + 1} of {PARTS} (from turn {most['turn'] + 1:,} on)"
    return f"“{most['topic']}” peaks with {plural(most['sentences'], 'sentence')} in {where}."


def _takeaway(view: View, frame: pd.DataFrame) -> str:
    if frame.empty:
        return _nothing(view)
    (first, count), *_ = totals(frame, "topic", "sentences").items()
    n_with = int((np.diff(view.document.topics.matrix.indptr)[view.mask] > 0).sum())
    return (
        f"“{first}” leads with {plural(count, 'sentence')}; "
        f"{percent(n_with / view.mask.sum())} of the sentences have a topic."
    )


def _nothing(view: View) -> str:
    text, lexicon = LANGUAGES.get(view.document.language), LANGUAGES.get(view.document.lexicon.language)
    if text and lexicon and text != lexicon:
        return f"No lexicon for {text}: the topics are given by {lexicon} words, and you can add some of your own."
    return "No sentence here touches a topic of the lexicon."


PANEL = Panel(
    key="topics",
    title="Topics",
    draw=draw,
    choices=(Choice("show", "Show", (("speakers", "By speaker"), ("time", "Over time"), ("themes", "Discovered"))),),
    hint="Sentences that hold words of a topic; one may have several. “How this was read” shows and changes the words. "
    "Discovered themes are words that come together; what they mean is for you to say. Click a cell to read.",
)
