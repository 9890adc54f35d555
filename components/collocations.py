"""Collocations: which words keep company, those of one word or the closest pairs of the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from components.panel import Choice, Drawing, Entry, Panel, View
from components.words import isolated, plural
from onrecord.figures.bars import Bar, bars
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import Atom, Selection
from onrecord.stats.collocations import METHODS, Measure, collocations

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

ROWS = 10
WINDOWS = (("5", "5 words"), ("3", "3 words"), ("1", "Next word"), ("0", "Sentence"))
TABLE_ROWS = 100
LEAST = 3
"""Pairs met less often are not listed; in a text of fewer than ``SMALL_WORDS`` words one time less is enough."""
SMALL_WORDS = 20_000
WORD_FIELDS = frozenset(("term", "near"))
MEASURES = {
    "log_dice": "logDice",
    "log_likelihood": "Log-likelihood",
    "mi": "MI",
    "mi3": "MI³",
    "t": "t-score",
    "z": "z-score",
    "dice": "Dice",
    "delta_p": "ΔP",
}


def draw(view: View) -> Drawing:
    table, options = view.document.table, view.options
    node, window, measure = node_of(view), int(options["window"]), cast("Measure", options["measure"])
    frame = collocations(
        table,
        _mask(view),
        term=node,
        window=window,
        measure=measure,
        least=LEAST if table.token_term.size > SMALL_WORDS else LEAST - 1,
        without=view.stop_words if options["stop"] == "without" else frozenset(),
        limit=TABLE_ROWS if view.detailed else ROWS,
    )
    pairs = list(zip(frame["first"].tolist(), frame["second"].tolist(), strict=True))
    atoms: tuple[Atom, ...] = tuple((("near", f"{window}~{second}~{first}"),) for first, second in pairs)
    names = tuple(second if node else f"{first} + {second}" for first, second in pairs)
    columns = (measure, "count", "expected", "turns", "speakers")
    rows = [
        Bar(
            name=name,
            value=max(float(score), 0.0),
            ghost=0.0,
            text=f"{score:,.2f}  {count:,}×",
            color=NEUTRAL,
            atom=atom,
            hover=f"{first} with {second}: {plural(count, 'time')}, {expected:,.2f} expected by chance, "
            f"in {plural(turns, 'turn')} of {plural(speakers, 'speaker')}",
        )
        for (first, second), name, atom, (score, count, expected, turns, speakers) in zip(
            pairs[:ROWS],
            names,
            atoms,
            zip(*(frame[column].head(ROWS).tolist() for column in columns), strict=True),
            strict=False,
        )
    ]
    figure = bars(rows, selected=view.own, margin_px=122 if node else 150, room=1.4)
    methods = tuple(METHODS[name] for name in (measure, "expected") if name in METHODS)
    takeaway = _takeaway(view, node, names, frame, measure)
    return Drawing(figure, takeaway, frame, methods, names=names, atoms=atoms)


def node_of(view: View) -> str:
    """The word whose company is shown: as written in the panel, else as searched or selected; "" for all pairs."""
    if view.options["around"]:
        return view.options["around"]
    chosen = [
        value
        for clause in view.selection.clauses
        if clause.source != PANEL.key
        for atom in clause.atoms
        for field, value in atom
        if field == "term"
    ]
    return chosen[0] if chosen else ""


def _mask(view: View) -> NDArray[np.bool_]:
    """The sentences of all clauses but those of words: how often a word stands elsewhere is half of the measure."""
    kept = [
        clause
        for clause in view.selection.clauses
        if clause.source != PANEL.key and any(f not in WORD_FIELDS for atom in clause.atoms for f, _ in atom)
    ]
    return view.document.masks.of(Selection(tuple(kept)))


def _takeaway(view: View, node: str, names: tuple[str, ...], frame: pd.DataFrame, measure: str) -> str:
    where = {"0": "in one sentence", "1": "side by side"}.get(
        view.options["window"], f"within {view.options['window']} words"
    )
    if frame.empty:
        return (
            f"No word keeps company with “{isolated(node)}” {where} often enough."
            if node
            else (f"No pair of words stands {where} often enough.")
        )
    first = frame.iloc[0]
    score = f"{MEASURES[measure]} {first[measure]:,.2f}, {plural(first['count'], 'time')}"
    if node:
        return f"“{isolated(node)}” keeps company most with “{isolated(names[0])}” {where} ({score})."
    return f"“{isolated(first['first'])}” and “{isolated(first['second'])}” belong together most {where} ({score})."


PANEL = Panel(
    key="collocations",
    title="Collocations",
    draw=draw,
    choices=(
        Entry("around", "The word whose company is shown", "Around…"),
        Choice("measure", "Measure", tuple(MEASURES.items())),
        Choice(
            "window", "Window", (("5", "5 words"), ("3", "3 words"), ("1", "Next word"), ("0", "Sentence")), tucked=True
        ),
        Choice("stop", "Stop words", (("without", "Content words"), ("with", "All words")), tucked=True),
    ),
    hint="Words that stand near each other more than chance would have it: the company of the word that is searched, "
    "selected or written here, else the closest pairs. Filters by words do not narrow it. Click to read the places.",
)
