"""Style: how each speaks, measured: variety of words, sentences, questions, hedges, commitments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.panel import Choice, Drawing, Panel, View
from components.words import isolated, plural
from onrecord.figures.bars import Bar, bars
from onrecord.methods import Method
from onrecord.selection import Atom
from onrecord.stats import diversity, modality, questions, readability, sentence_length

ROWS = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of each speaker."""

    words: str
    """In a list."""
    statistic: Callable[[View], pd.DataFrame]
    column: str
    low: str
    high: str
    methods: dict[str, Method]
    format: Callable[[float], str]
    most: str
    """As in "Ann has the {most}"."""
    manner: str = ""
    """What a click adds to the speaker, so that just the sentences counted are opened."""


def draw(view: View) -> Drawing:
    measure = MEASURES[view.options["measure"]]
    frame = measure.statistic(view)
    whole = measure.statistic(_whole(view))
    ghosts = dict(zip(whole["speaker"].tolist(), whole[measure.column].tolist(), strict=True))
    order = [name for name in view.document.by_words if name in ghosts]
    now = {row["speaker"]: row for row in frame.to_dict("records")}
    rows = []
    for name in order[:ROWS]:
        row = now.get(name, {})
        value = float(row.get(measure.column, float("nan")))
        known = value == value  # noqa: PLR0124 NaN is what differs from itself
        ghost = float(ghosts[name])
        low, high = (float(row.get(end, float("nan"))) if end else float("nan") for end in (measure.low, measure.high))
        rows.append(
            Bar(
                name=name,
                value=max(value, 0.0) if known else 0.0,
                ghost=max(ghost, 0.0) if ghost == ghost else 0.0,  # noqa: PLR0124
                text=measure.format(value) if known else "too little text",
                color=view.document.color_of[name],
                atom=_atom(name, measure),
                hover=f"{name}: {measure.format(value) if known else 'too little text to say'}"
                + (f" ({measure.format(low)} to {measure.format(high)})" if low == low else ""),  # noqa: PLR0124
                low=low if low == low else None,  # noqa: PLR0124
                high=high if high == high else None,  # noqa: PLR0124
            )
        )
    figure = bars(rows, selected=view.own, margin_px=150, room=1.35)
    atoms = tuple(_atom(name, measure) for name in frame["speaker"].tolist())
    methods = tuple(measure.methods[name] for name in (measure.column, measure.low) if name in measure.methods)
    return Drawing(figure, _takeaway(frame, measure), frame, methods, atoms=atoms)
