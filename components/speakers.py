"""Speakers: who holds how much of the floor."""

from __future__ import annotations

import pandas as pd

from components.explaining import rows_of
from components.panel import Choice, Drawing, Panel, View
from components.words import clock, isolated, percent, plural
from onrecord.figures.bars import Bar, bars
from onrecord.methods import Method, filled
from onrecord.stats.floor import METHODS as FLOOR
from onrecord.stats.floor import effective_number, floor
from onrecord.stats.share import METHODS, share

MAX_ROWS = 15

ALL = ["all_words", "all_turns", "all_time_ms"]
"""Columns that are the same in every row: the formulas need them, the table does not."""
MEASURES = {"words": "words", "turns": "turns", "time": "time_ms"}


def draw(view: View) -> Drawing:
    document, measure = view.document, view.options["measure"]
    column = MEASURES[measure]
    untimed = measure == "time" and not document.transcript.has_times
    if untimed:
        measure, column = "words", "words"
    part = "time_share" if measure == "time" else f"{measure}_share"
    now, whole = share(document.table, view.mask), document.whole_share
    ghosts = whole[column].fillna(0).to_numpy()
    order = (-ghosts).argsort(kind="stable")[:MAX_ROWS]
    values, parts = now[column].fillna(0).tolist(), now[part].tolist()
    columns = (now[name].tolist() for name in ("speaker", "words", "turns", "questions"))
    named = list(zip(*columns, strict=True))
    rows = []
    for code in order.tolist():
        name, words, turns, questions = named[code]
        rows.append(
            Bar(
                name=name,
                value=values[code],
                ghost=float(ghosts[code]),
                text=f"{percent(parts[code])}  {_count(values[code], measure)}",
                color=document.color_of[name],
                atom=(("speaker", name),),
                hover=f"{name}: {plural(words, 'word')} in {plural(turns, 'turn')}, {plural(questions, 'question')}",
            )
        )
    figure = bars(rows, selected=view.own, margin_px=158, room=1.62)
    takeaway = _takeaway(now, measure, part)
    sums = {column: next(iter(now[column].tolist()), 0) for column in ALL}
    return Drawing(
        figure,
        f"The file gives no times, so this is by words: {takeaway}" if untimed else takeaway,
        now.drop(columns=ALL),
        (METHODS[part], *(_of_the_whole(view, measure) if view.detailed else ())),
        sums,
        atoms=tuple((("speaker", name),) for name in now["speaker"].tolist()),
    )


def _of_the_whole(view: View, measure: str) -> list[Method]:
    """How the numbers of the sentence above the chart are computed, and others of the whole conversation."""
    held = rows_of(floor(view.document.table, view.mask))
    names = (f"effective_by_{measure}", "evenness", "largest_share", "longest_words")
    return [filled(FLOOR[name], held[0]) for name in names] if held else []


def _takeaway(frame: pd.DataFrame, measure: str, part: str) -> str:
    spoke = frame[frame["words"] > 0].sort_values(MEASURES[measure], ascending=False, kind="stable")
    if spoke.empty:
        return "Nobody speaks in this selection."
    first = spoke.iloc[0]
    name = isolated(first["speaker"])
    if len(spoke) == 1:
        alone = f"{plural(first['words'], 'word')} in {plural(first['turns'], 'turn')}"
        return f"{name} speaks alone: {alone}."
    of = {"words": "of the words", "turns": "of the turns", "time": "of the time"}[measure]
    second = spoke.iloc[1]
    equal = effective_number(spoke[MEASURES[measure]].to_numpy(float, na_value=0))
    return (
        f"{name} has {percent(first[part])} {of}, {isolated(second['speaker'])} {percent(second[part])}; "
        f"{plural(len(spoke), 'speaker')} in all, an effective number of {equal:.1f}."
    )


def _count(value: float, measure: str) -> str:
    return clock(value) if measure == "time" else f"{value:,.0f}"


PANEL = Panel(
    key="speakers",
    title="Speakers",
    draw=draw,
    choices=(Choice("measure", "Measure", (("words", "Words"), ("turns", "Turns"), ("time", "Time"))),),
    hint="Share of words, turns or, where the file gives times, time. Click a speaker to filter; shift-click adds one.",
)
