"""Speakers: who holds how much of the floor."""

from __future__ import annotations

import pandas as pd
from onrecord.stats.share import share

from components.panel import Choice, Drawing, Panel, View
from components.words import clock, percent, plural
from onrecord.figures.bars import Bar, bars

MAX_ROWS = 15

MEASURES = {"words": "words", "turns": "turns", "time": "time_ms"}


def draw(view: View) -> Drawing:
    document, measure = view.document, view.options["measure"]
    column = MEASURES[measure]
    if measure == "time" and not document.transcript.has_times:
        measure, column = "words", "words"
    part = "time_share" if measure == "time" else f"{measure}_share"
    now = share(document.table, view.mask)
    whole = share(document.table, document.masks.everything)
    frame = now.assign(_ghost=whole[column]).sort_values(["_ghost", column], ascending=False, kind="stable")
    rows = [
        Bar(
            name=row.speaker,
            value=_number(getattr(row, column)),
            ghost=_number(row.ghost),
            text=f"{percent(_number(getattr(row, part)))}  {_count(getattr(row, column), measure)}",
            color=document.color_of[row.speaker],
            atom=(("speaker", row.speaker),),
            hover=f"{row.speaker}: {plural(row.words, 'word')} in {plural(row.turns, 'turn')}, {plural(row.questions, 'question')}",
        )
        for row in frame.rename(columns={"_ghost": "ghost"}).head(MAX_ROWS).itertuples()
    ]
    figure = bars(rows, selected=view.own, margin_px=158, room=1.55)
    return Drawing(figure, _takeaway(frame, measure, part), now)


def _takeaway(frame: pd.DataFrame, measure: str, part: str) -> str:
    spoke = frame[frame["words"] > 0].sort_values(MEASURES[measure], ascending=False, kind="stable")
    if spoke.empty:
        return "Nobody speaks in this selection."
    first = spoke.iloc[0]
    if len(spoke) == 1:
        return f"{first['speaker']} speaks alone: {plural(first['words'], 'word')} in {plural(first['turns'], 'turn')}."
    of = {"words": "of the words", "turns": "of the turns", "time": "of the time"}[measure]
    second = spoke.iloc[1]
    return (
        f"{first['speaker']} has {percent(first[part])} {of}, {second['speaker']} {percent(second[part])}; "
        f"{plural(len(spoke), 'speaker')} in all."
    )


def _number(value: object) -> float:
    return 0.0 if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


def _count(value: object, measure: str) -> str:
    return clock(_number(value)) if measure == "time" else f"{_number(value):,.0f}"


PANEL = Panel(
    key="speakers",
    title="Speakers",
    draw=draw,
    choices=(Choice("measure", "Measure", (("words", "Words"), ("turns", "Turns"), ("time", "Time"))),),
    hint="Share of words, turns or, where the file gives times, time. Click a speaker to filter; shift-click adds one.",
)
