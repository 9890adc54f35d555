"""Style: how each speaks, measured: variety of words, sentences, questions, hedges, commitments."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.explaining import rows_of
from components.panel import Choice, Drawing, Panel, View
from components.words import isolated
from onrecord.figures.bars import Bar, bars
from onrecord.masks import QUESTION
from onrecord.methods import Method
from onrecord.modality import languages
from onrecord.selection import Atom
from onrecord.stats import diversity, modality, questions, readability, sentence_length

ROWS = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of each speaker."""

    words: str
    """In the list of measures."""
    statistic: Callable[[View], pd.DataFrame]
    """One row a speaker."""
    column: str
    interval: tuple[str, str]
    methods: Mapping[str, Method]
    form: str
    """How the value is printed."""
    most: str
    """As in "Ann has {most}, Bob {least}"."""
    least: str
    manner: str = ""
    """What a click adds to the speaker, so that just the sentences counted are opened."""

    def atom(self, speaker: str, view: View) -> Atom:
        """What a speaker's bar opens."""
        own = self.manner == QUESTION or view.language == view.document.language
        manner = self.manner if own else f"{view.language}:{self.manner}"
        return (("speaker", speaker), ("manner", manner)) if self.manner else (("speaker", speaker),)

    def said(self, value: float) -> str:
        """The value as it is printed; too little text where it is missing."""
        return "too little text" if math.isnan(value) else format(value, self.form)


def draw(view: View) -> Drawing:
    measure = MEASURES[view.options["measure"]]
    frame = measure.statistic(view)
    everything = replace(view, mask=view.document.masks.everything)
    key = ("style", view.options["measure"], view.language)
    ghosts = view.document.whole(key, lambda: _by_speaker(measure.statistic(everything)))
    now = _by_speaker(frame)
    names = [name for name in view.document.by_words if name in ghosts][:ROWS]
    figure = bars(
        [_bar(view, measure, name, now.get(name, {}), ghosts[name]) for name in names],
        selected=view.own,
        margin_px=150,
        room=1.4,
    )
    atoms = tuple(measure.atom(name, view) for name in frame["speaker"].tolist())
    return Drawing(figure, _takeaway(view, frame, measure), frame, (measure.methods[measure.column],), atoms=atoms)


def _by_speaker(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["speaker"]: row for row in rows_of(frame)}


def _bar(view: View, measure: Measure, name: str, row: Mapping[str, Any], ghost: Mapping[str, Any]) -> Bar:
    value, low, high, whole = (
        math.nan if (number := of.get(column)) is None or pd.isna(number) else float(number)
        for of, column in (
            (row, measure.column), (row, measure.interval[0]), (row, measure.interval[1]), (ghost, measure.column),
        )
    )  # fmt: skip
    sure = "" if math.isnan(low) else f" ({measure.said(low)} to {measure.said(high)})"
    return Bar(
        name=name,
        value=0.0 if math.isnan(value) else max(value, 0.0),
        ghost=0.0 if math.isnan(whole) else max(whole, 0.0),
        text=measure.said(value),
        color=view.document.color_of[name],
        atom=measure.atom(name, view),
        hover=f"{name}: {measure.said(value)}{sure}",
        low=None if math.isnan(low) else low,
        high=None if math.isnan(high) else high,
    )


def _takeaway(view: View, frame: pd.DataFrame, measure: Measure) -> str:
    known = frame.dropna(subset=[measure.column]).sort_values(measure.column, ascending=False, kind="stable")
    if known.empty:
        listless = measure.manner not in {"", QUESTION} and view.language not in languages()
        return f"Nothing to say of {measure.words.lower()}{': no list of such words in this language' * listless}."
    first, last = known.iloc[0], known.iloc[-1]
    if not first[measure.column]:
        return f"No {measure.words.lower()} in this selection."
    if len(known) == 1:
        return f"{isolated(first['speaker'])}: {measure.words.lower()} {measure.said(first[measure.column])}."
    return (
        f"{isolated(first['speaker'])} has {measure.most} ({measure.said(first[measure.column])}), "
        f"{isolated(last['speaker'])} {measure.least} ({measure.said(last[measure.column])})."
    )


def _modality(group: str) -> Measure:
    def of_group(view: View) -> pd.DataFrame:
        frame = modality.modality(view.document.table, view.mask, language=view.language)
        return frame[frame["group"].eq(group)].reset_index(drop=True)

    return Measure(
        group,
        of_group,
        "per_1000",
        ("per_1000_low", "per_1000_high"),
        modality.METHODS,
        ",.1f",
        f"the most {group.lower()} per 1,000 words",
        "the least",
        group,
    )


MEASURES: dict[str, Measure] = {
    "sentences": Measure(
        "Sentence length",
        lambda view: sentence_length.sentence_length(view.document.table, view.mask),
        "mean",
        ("mean_low", "mean_high"),
        sentence_length.METHODS,
        ".1f",
        "the longest sentences on average",
        "the shortest",
    ),
    "diversity": Measure(
        "Variety of words",
        lambda view: diversity.diversity(view.document.table, view.mask),
        "mattr",
        ("", ""),
        diversity.METHODS,
        ".3f",
        "the most varied words",
        "the least varied",
    ),
    "readability": Measure(
        "Readability (LIX)",
        lambda view: readability.readability(view.document.table, view.mask, language=view.language),
        "lix",
        ("", ""),
        readability.METHODS,
        ".1f",
        "the heaviest sentences",
        "the lightest",
    ),
    "questions": Measure(
        "Questions",
        lambda view: questions.questions(view.document.table, view.mask),
        "share",
        ("share_low", "share_high"),
        questions.METHODS,
        ".1%",
        "the largest share of questions",
        "the smallest",
        QUESTION,
    ),
    **{group.lower(): _modality(group) for group in ("Hedges", "Commitments", "Obligation", "Possibility")},
}

PANEL = Panel(
    key="style",
    title="Style",
    draw=draw,
    choices=(Choice("measure", "Measure", tuple((key, measure.words) for key, measure in MEASURES.items())),),
    hint="How each speaks, measured; the thin line is what the value may as well be. Word lists and full stops read no "
    "minds: “How?” says what each figure leaves out. Click a bar to read the speaker’s sentences it counts.",
)
