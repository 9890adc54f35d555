"""Timeline: every turn in order, or who held the floor when; brush a stretch to read only that."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.document import Document
from components.explaining import ROWS
from components.panel import Choice, Drawing, Panel, View
from components.words import clock, isolated, plural
from onrecord.figures.floor import floor as floor_figure
from onrecord.figures.timeline import MAX_BARS, turn_bars, turn_strip
from onrecord.methods import Method
from onrecord.selection import Atom, turn_range
from onrecord.stats.floor import floor
from onrecord.stats.floor_over_time import METHODS as OVER_TIME
from onrecord.stats.floor_over_time import floor_over_time

MAX_LANES = 8
DIMMED = 0.25
OTHERS = "All others"
LENGTH = Method(
    title="Place, length and strength of a turn",
    formula="A turn is as long as its words or, where the file gives times, lasts. Its colour is the stronger the "
    "larger s/w is, where w are its words and s those of them that are selected.",
    worked="{selected_words} of {words} words are selected",
    source="counted",
    cautions=(
        "Words are not time: people speak at different speeds.",
        "A turn without a printed end lasts until the next one begins; one without a time stands where its words do.",
        "An interjection written as a turn of its own cuts a turn in two.",
    ),
)


def draw(view: View) -> Drawing:
    document = view.document
    table = document.table
    start, length, unit = _axis(document)
    kept = np.bincount(table.sentence_turn, weights=view.mask * table.sentence_words, minlength=len(start))
    strength = np.divide(kept, table.turn_words, out=np.zeros(len(start)), where=table.turn_words > 0)
    lanes, lane, colors = _lanes(document)
    brushed, chosen = _brushed(view.own, start, length)
    if view.options["view"] == "floor":
        return _floor(view, start, length, unit, brushed)
    # What lies outside the panel's own stretch is not filtered here, only paler.
    strength = np.where(chosen, strength, strength * DIMMED)
    if len(start) <= MAX_BARS:
        names = [table.speakers[code].name for code in table.turn_speaker]
        hover = [
            f"Turn {i + 1}, {name}: {plural(words, 'word')}"
            for i, (name, words) in enumerate(zip(names, table.turn_words, strict=True))
        ]
        shown = np.where(strength > 0, np.where(chosen, 0.35, 0.1) + 0.65 * strength, 0.0)
        figure = turn_bars(lanes, lane, start, length, shown, colors, hover, unit=unit, brushed=brushed)
    else:
        figure = turn_strip(lanes, lane, start, length, strength, colors, unit=unit, brushed=brushed)
    turns = int((kept > 0).sum())
    frame = pd.DataFrame({
        "turn": np.arange(1, len(start) + 1),
        "speaker": [table.speakers[code].name for code in table.turn_speaker],
        "words": table.turn_words,
        "selected_words": kept.astype(np.int64),
        "start_ms": table.turn_start_ms,
    })  # fmt: skip
    atoms = tuple((("turns", f"{turn}-{turn}"),) for turn in range(len(start) if view.detailed else 0))
    names_of = tuple(f"Turn {turn + 1:,}" for turn in range(ROWS))
    return Drawing(figure, _takeaway(document, kept, turns), frame, (LENGTH,), names=names_of, atoms=atoms)


def _floor(
    view: View,
    start: NDArray[np.float64],
    length: NDArray[np.float64],
    unit: str,
    brushed: tuple[float, float] | None,
) -> Drawing:
    """Shares of the floor in a window that slides over the words selected, where those words stand on the axis."""
    document, table = view.document, view.document.table
    frame = floor_over_time(table, view.mask)
    lanes, _, colors = _lanes(document)
    places, step = np.unique(frame["place"].to_numpy(), return_inverse=True)
    own = {name: i for i, name in enumerate(lanes)}
    shares = np.zeros((len(lanes), places.size))
    lane = np.array([own.get(name, len(lanes) - 1) for name in frame["speaker"].tolist()], np.int64)
    np.add.at(shares, (lane, step), frame["share"].to_numpy())
    end = float((start + length).max(initial=1))
    figure = floor_figure(
        lanes, colors, _on_axis(view, places, start, length), shares, unit=unit, end=end, brushed=brushed
    )
    held = floor(table, view.mask)
    names = tuple(
        f"{speaker}, around word {place:,}" for speaker, place in zip(frame["speaker"], frame["place"], strict=True)
    )
    atoms = tuple((("turns", f"{turn}-{turn}"),) for turn in frame["turn"].tolist())
    methods = (OVER_TIME["share"], OVER_TIME["effective_speakers"])
    return Drawing(figure, _held(held), frame, methods, names=names, atoms=atoms)


def _on_axis(
    view: View, places: NDArray[np.int64], start: NDArray[np.float64], length: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where words, counted among those selected, stand on the axis."""
    table = view.document.table
    chosen = np.flatnonzero(view.mask)
    if not chosen.size or not places.size:
        return np.zeros(places.size)
    before = np.concatenate([[0], np.cumsum(table.sentence_words[chosen], dtype=np.int64)])
    at = np.minimum(np.searchsorted(before, places, side="right") - 1, chosen.size - 1)
    word = table.sentence_offset[chosen[at]] + places - before[at]
    turn = table.sentence_turn[chosen[at]]
    first = table.sentence_offset[table.turn_offset[turn]]
    return start[turn] + length[turn] * (word - first) / np.maximum(table.turn_words[turn], 1)


def _held(held: pd.DataFrame) -> str:
    if held.empty:
        return "Nobody holds the floor in this selection."
    row = held.iloc[0]
    longest = f"the longest monologue is {isolated(row['longest_speaker'])}’s turn {row['longest_turn'] + 1:,}"
    many = f"{plural(row['speakers'], 'speaker')}, an effective number of {row['effective_by_words']:.1f}"
    return f"{many}; {longest}, {plural(row['longest_words'], 'word')}."


def brush(document: Document, low: float, high: float) -> Atom | None:
    """The turns that a brushed stretch touches."""
    start, length, _unit = _axis(document)
    touched = np.flatnonzero((start < high) & (start + length > low))
    return (("turns", f"{touched[0]}-{touched[-1]}"),) if len(touched) else None


def _axis(document: Document) -> tuple[NDArray[np.float64], NDArray[np.float64], str]:
    """Where each turn starts and how long it is: in minutes where most turns have a time, else in words.

    A turn without a time stands among its timed neighbours as its words do. That is a place on the page and no time:
    what is told or sent out of a turn's time is only what the file says.
    """
    table = document.table
    words = table.turn_words.astype(float)
    place = np.cumsum(words) - words
    start = table.turn_start_ms / 60_000
    timed = np.flatnonzero(~np.isnan(start))
    if not len(timed) or timed[0] or len(start) < 2 or 2 * len(timed) <= len(start):
        return place, words, "words from the beginning"
    first, last = timed[[0, -1]]
    # The last turn has no end in most files: give it the time its words take at this transcript's pace.
    pace = max(start[last] - start[first], 1e-9) / max(place[last] - place[first], 1)
    between = np.interp(place, place[timed], start[timed]) + np.maximum(place - place[last], 0) * pace
    start = np.where(np.isnan(start), between, start)
    ends = np.where(np.isnan(table.turn_end_ms), np.append(start[1:], np.nan), table.turn_end_ms / 60_000)
    ends = np.where(np.isnan(ends), start + words * pace, ends)
    return start, np.maximum(ends - start, 0), "minutes"


def _lanes(document: Document) -> tuple[list[str], NDArray[np.int64], list[str]]:
    """A lane for each of those who spoke most, one for all others; the lane of each turn; each lane's colour."""
    table = document.table
    words = np.bincount(table.turn_speaker, weights=table.turn_words, minlength=len(table.speakers))
    order = np.argsort(-words, kind="stable")
    own = order if len(order) <= MAX_LANES else order[: MAX_LANES - 1]
    lane_of = np.full(len(table.speakers), len(own))
    lane_of[own] = np.arange(len(own))
    names = [table.speakers[code].name for code in own]
    colors = [document.colors[code] for code in own]
    if len(own) < len(order):
        names, colors = [*names, OTHERS], [*colors, "#8A8F98"]
    return names, lane_of[table.turn_speaker], colors


def _brushed(
    own: tuple[Atom, ...], start: NDArray[np.float64], length: NDArray[np.float64]
) -> tuple[tuple[float, float] | None, NDArray[np.bool_]]:
    """The stretch that the panel's own atoms cover, and which turns they hold; every turn when there are none."""
    number = np.arange(len(start))
    ranges = [ends for atom in own for field, value in atom if field == "turns" and (ends := turn_range(value))]
    chosen = np.any([(number >= first) & (number <= last) for first, last in ranges], axis=0) if ranges else number >= 0
    if not ranges or not chosen.any():
        return None, np.ones(len(start), dtype=bool)
    first, last = np.flatnonzero(chosen)[[0, -1]]
    return (float(start[first]), float(start[last] + length[last])), chosen


def _takeaway(document: Document, kept: NDArray[np.int64] | NDArray[np.float64], turns: int) -> str:
    table = document.table
    if not turns:
        return "No turn holds anything of this selection."
    longest = int(np.argmax(kept))
    name = isolated(table.speakers[table.turn_speaker[longest]].name)
    when = table.turn_start_ms[longest]
    at = "" if np.isnan(when) else f" at {clock(when)}"
    words = plural(kept[longest], "word")
    return (
        f"{turns:,} of {plural(len(kept), 'turn')}; the longest stretch is {name}’s turn {longest + 1:,}{at}, {words}."
    )


PANEL = Panel(
    key="timeline",
    title="Timeline",
    draw=draw,
    choices=(Choice("view", "View", (("turns", "Turns"), ("floor", "Floor"))),),
    brush=brush,
    wide=True,
    hint="Each block is a turn, in order. Drag over a stretch to read only that; click a turn to go to it. "
    "Floor shows each speaker’s share of a window that slides over the words.",
)
