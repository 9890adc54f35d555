"""Collocations: which words keep company, those of one word or the closest pairs of the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd

from components.network import network_of
from components.panel import Choice, Drawing, Entry, Panel, View
from components.words import isolated, plural
from onrecord.figures.bars import Bar, bars
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import WORD_FIELDS, Atom
from onrecord.stats.collocations import COLUMNS, METHODS, Measure, collocations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = 10
WINDOWS = (("5", "5 words"), ("3", "3 words"), ("1", "Next word"), ("0", "Sentence"))
TABLE_ROWS = 100
LEAST = 3
"""Pairs met less often are not listed; in a text of fewer than ``SMALL_WORDS`` words one time less is enough."""
SMALL_WORDS = 20_000
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
    without = view.stop_words if options["stop"] == "without" else frozenset[str]()
    if options["show"] == "network":
        return network_of(view, _mask(view), without)
    node, window, measure = node_of(view), int(options["window"]), cast("Measure", options["measure"])
    try:
        frame = collocations(
            table,
            _mask(view),
            term=node,
            window=window,
            measure=measure,
            least=LEAST if table.token_term.size > SMALL_WORDS else LEAST - 1,
            without=without,
            limit=TABLE_ROWS,
        )
    except ValueError as error:  # a machine's text without full stops is one sentence of thousands of words
        return Drawing(bars([]), str(error), pd.DataFrame(columns=list(COLUMNS)))
    frame = frame.assign(score=_score(frame, node, measure))
    # What chance alone would bring together more often keeps no company.
    frame = frame[frame["score"].notna() & (frame["count"] > frame["expected"])].reset_index(drop=True)
    pairs = list(zip(frame["first"].tolist(), frame["second"].tolist(), strict=True))
    atoms: tuple[Atom, ...] = tuple((("near", f"{window}~{second}~{first}"),) for first, second in pairs)
    names = tuple(second if node else f"{first} + {second}" for first, second in pairs)
    columns = ("score", "count", "expected", "turns", "speakers")
    top = zip(*(frame[column].head(ROWS).tolist() for column in columns), strict=True)
    rows = [
        Bar(
            name=name,
            value=max(score, 0.0),
            ghost=0.0,
            text=f"{score:,.2f}  {count:,}×",
            color=NEUTRAL,
            atom=atom,
            hover=f"{first} with {second}: {plural(count, 'time')}, {expected:,.2f} expected by chance, "
            f"in {plural(turns, 'turn')} of {plural(speakers, 'speaker')}",
        )
        for (first, second), name, atom, (score, count, expected, turns, speakers) in zip(
            pairs, names, atoms, top, strict=False
        )
    ]
    figure = bars(rows, selected=view.own, margin_px=122 if node else 150, room=1.4)
    reverse = ("delta_p_reverse",) if measure == "delta_p" and not node else ()
    methods = tuple(METHODS[name] for name in (measure, *reverse, "expected"))
    takeaway = _takeaway(view, node, names, frame, measure)
    return Drawing(figure, takeaway, frame.drop(columns="score"), methods, names=names, atoms=atoms)


def _score(frame: pd.DataFrame, node: str, measure: str) -> pd.Series[float]:
    """What the pairs are ranked by: of two words of equal standing the stronger of both directions."""
    if measure == "delta_p" and not node:
        return frame[["delta_p", "delta_p_reverse"]].max(axis=1)
    return frame[measure]


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
    return view.document.masks.of(view.selection.without(PANEL.key).without_fields(WORD_FIELDS))


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
    score = f"{MEASURES[measure]} {first['score']:,.2f}, {plural(first['count'], 'time')}"
    if node:
        return f"“{isolated(node)}” keeps company most with “{isolated(names[0])}” {where} ({score})."
    return f"“{isolated(first['first'])}” and “{isolated(first['second'])}” belong together most {where} ({score})."


PANEL = Panel(
    key="collocations",
    title="Collocations",
    draw=draw,
    choices=(
        Choice("show", "Show", (("pairs", "Pairs"), ("network", "Network"))),
        Entry("around", "The word whose company is shown", "Word…", when=("show", "pairs")),
        Choice("measure", "Measure", tuple(MEASURES.items()), when=("show", "pairs")),
        Choice("window", "Window", WINDOWS, when=("show", "pairs"), tucked=True),
        Choice("stop", "Stop words", (("without", "Content words"), ("with", "All words")), tucked=True),
    ),
    hint="Words that stand near each other more than chance would have it: the company of the word that is searched, "
    "selected or written here, else the closest pairs. Filters by words do not narrow it. Click to read the places.",
)
