"""Gaps: what could not be heard, who was cut off, where the room laughed; by speaker, in time, one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from components.background import waiting_for
from components.cells import cells
from components.explaining import rows_of
from components.panel import Choice, Drawing, Line, Panel, View
from components.words import most_by, plural, totals
from onrecord.figures.matrix import matrix
from onrecord.figures.strip import Row, strip
from onrecord.selection import Atom
from onrecord.stats.gap_list import gap_list
from onrecord.stats.gaps import METHODS, gaps

MAX_SPEAKERS = 6
MAX_LINES = 60
BETWEEN = "between turns"
ASIDE = ("other", "language")
"""Remarks that are no gaps: votes, papers, the language of what follows. The panel's sentence leaves them out."""
AROUND_CHARACTERS = 160
"""Of a gap's sentence, as many characters on either side are quoted."""


def draw(view: View) -> Drawing:
    if waiting := waiting_for(view.document, "gaps"):
        return waiting
    show = view.options["show"]
    if show == "speakers":
        return _by_speaker(view)
    listed = gap_list(view.document.table, view.mask)
    atoms: tuple[Atom, ...] = tuple((("gap", kind),) for kind in listed["kind"].tolist())
    if show == "time":
        return Drawing(_in_time(view, listed), _takeaway(listed), listed, names=_names(listed), atoms=atoms)
    lines = tuple(_line(view, row) for row in rows_of(listed.head(MAX_LINES)))
    return Drawing(None, _takeaway(listed), listed, names=_names(listed), atoms=atoms, lines=lines)


def _by_speaker(view: View) -> Drawing:
    document = view.document
    frame = gaps(document.table, view.mask)
    whole = document.whole("gaps", lambda: gaps(document.table, document.masks.everything))
    kinds = list(totals(whole, "kind", "count"))
    # Those between turns are nobody's: they are in the table and in time.
    bearing = set(whole["speaker"])
    speakers = [name for name in document.by_words if name in bearing][:MAX_SPEAKERS]
    values = cells(frame, ("kind", "speaker"), "count", kinds, speakers)

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("gap", kinds[r]))

    pairs = list(zip(frame["speaker"].tolist(), frame["kind"].tolist(), strict=True))
    return Drawing(
        matrix(kinds, speakers, values, atom, selected=view.own, unit="gaps"),
        _takeaway(gap_list(document.table, view.mask)),
        frame,
        (METHODS["per_1000"],),
        names=tuple(f"{speaker or BETWEEN} × {kind}" for speaker, kind in pairs),
        atoms=tuple((*((("speaker", speaker),) if speaker else ()), ("gap", kind)) for speaker, kind in pairs),
    )


def _in_time(view: View, listed: pd.DataFrame) -> dict[str, Any]:
    table = view.document.table
    place = table.sentence_offset[listed["sentence"].to_numpy()].astype(np.float64)
    rows = [
        Row(
            kind,
            np.sort(place[listed["kind"].eq(kind).to_numpy()]),
            f"{count:,}",
            (("gap", kind),),
            f"{kind}: {plural(count, 'gap')}",
        )
        for kind, count in listed["kind"].value_counts().items()
        if isinstance(kind, str)
    ]
    return strip(rows, table.token_term.size, selected=view.own)


def _line(view: View, row: dict[str, Any]) -> Line:
    table = view.document.table
    text = table.transcripts[0].text
    start, end = int(row["start"]), int(row["end"])
    turn = int(table.sentence_turn[row["sentence"]])
    speaker = row["speaker"]
    before, after = text[max(start - AROUND_CHARACTERS, 0) : start], text[end : end + AROUND_CHARACTERS]
    # What stands around it is quoted only inside its own paragraph: further off other people speak.
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return Line(
        f"{speaker or BETWEEN.capitalize()}, turn {turn + 1:,}",
        (("", before.lstrip()), ("same", text[start:end]), ("", after.rstrip())),
        (("sentences", str(row["sentence"])), ("gap", row["kind"])),
        row["kind"] + (f" by {row['by']}" if row["by"] else ""),
        view.document.color_of.get(speaker, ""),
    )


def _names(listed: pd.DataFrame) -> tuple[str, ...]:
    return tuple(
        f"{kind}, {speaker or BETWEEN}"
        for kind, speaker in zip(listed["kind"].tolist(), listed["speaker"].tolist(), strict=True)
    )


def _takeaway(listed: pd.DataFrame) -> str:
    listed = listed[~listed["kind"].isin(ASIDE)]
    if listed.empty:
        return "No gap is marked here: nothing inaudible, no crosstalk, no applause."
    counts = listed["kind"].value_counts()
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts.head(3).items())
    in_turns = listed.loc[listed["speaker"] != "", "speaker"]
    return f"{plural(len(listed), 'gap')} here: {told}{most_by(in_turns).replace(' by ', ' in turns of ')}."


PANEL = Panel(
    key="gaps",
    title="Gaps",
    draw=draw,
    choices=(Choice("show", "Show", (("speakers", "By speaker"), ("time", "In time"), ("list", "List"))),),
    hint="What the transcript says could not be heard, was cut off, or was done by the room; it tells of the "
    "transcriber too. Click a mark to read the sentences beside such gaps.",
)
