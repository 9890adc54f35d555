"""Keywords: which words and phrases, how often, at what rate."""

from __future__ import annotations

import re

from components.panel import Choice, Drawing, Panel, View
from components.words import isolated, plural
from onrecord.figures.bars import Bar, bars
from onrecord.figures.palette import NEUTRAL
from onrecord.languages import detected, stop_words
from onrecord.phrases import Unit
from onrecord.stats.frequency import frequency, term_counts

ROWS = 10
TABLE_ROWS = 100


def draw(view: View) -> Drawing:
    document, options = view.document, view.options
    table = document.table
    unit: Unit = "phrases" if options["unit"] == "phrases" else "words"
    without = frozenset() if options["stop"] == "with" else stop_words(detected(table))
    frame = frequency(table, view.mask, unit=unit, without=without, limit=TABLE_ROWS)
    column = "per_1000" if options["show"] == "rate" else "count"
    top = frame.head(ROWS)
    ghosts = term_counts(table, document.masks.everything, top["term"].tolist(), unit=unit)[column].tolist()
    rows = [
        Bar(
            name=_written(term),
            value=float(value),
            ghost=float(ghost),
            text=f"{rate:,.1f}" if column == "per_1000" else f"{count:,}",
            color=NEUTRAL,
            atom=(("term", term),),
            hover=f"{_written(term)}: {plural(count, 'time')}, {rate:,.2f} per 1,000 words, "
            f"{plural(speakers, 'speaker')}",
        )
        for term, count, rate, speakers, value, ghost in zip(
            *(top[name].tolist() for name in ("term", "count", "per_1000", "speakers", column)), ghosts, strict=True
        )
    ]
    figure = bars(rows, selected=view.own, margin_px=122)
    what = "phrase" if unit == "phrases" else "word"
    if frame.empty:
        takeaway = f"No {what} to count in this selection."
    else:
        first = frame.iloc[0]
        takeaway = (
            f"The most frequent {what} is “{isolated(first['term'])}”: {plural(first['count'], 'time')}, "
            f"{first['per_1000']:,.1f} per 1,000 words."
        )
    # A word has no parts that could go together.
    of_phrases = ["n_words", "count_first", "count_second", "log_likelihood"]
    return Drawing(figure, takeaway, frame if unit == "phrases" else frame.drop(columns=of_phrases))


def _written(term: str) -> str:
    """With the last point of an abbreviation ("u.s."), which a term has lost because it may have ended a sentence."""
    return f"{term}." if re.fullmatch(r"(\w\.)+\w", term) else term


PANEL = Panel(
    key="keywords",
    title="Keywords",
    draw=draw,
    choices=(
        Choice("unit", "Unit", (("words", "Words"), ("phrases", "Phrases"))),
        Choice("show", "Show", (("count", "Count"), ("rate", "Rate"))),
        Choice("stop", "Stop words", (("without", "Content words"), ("with", "All words"))),
    ),
    hint="Content words leave out stop words such as “the” and “we”. Phrases are two to five words long. "
    "The faint bar is the whole text. Click a word to read where it is said.",
)
