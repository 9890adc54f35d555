"""Keywords as keyness: what marks one side against another, mine to the right, theirs to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from components.conditions import in_words
from components.panel import Choice, Drawing, View
from components.terms import searched, written
from components.words import isolated, plural
from onrecord.figures.facing import Side, facing
from onrecord.figures.palette import AGAINST as THEIRS
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import ELSEWHERE, Atom, Selection
from onrecord.stats.keyness import METHODS, enough_text, keyness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.document import Document
    from onrecord.phrases import Unit
    from onrecord.significance import Correction
    from onrecord.stats.keyness import Measure

ROWS = 10
TABLE_ROWS = 50
MAX_SPEAKERS = 40
SHOWN = {
    # measure: the column drawn, its interval, and how much of it there is to say
    "log_odds": ("log_odds", "log_odds_low", "log_odds_high"),
    "log_ratio": ("log_ratio", "log_ratio_low", "log_ratio_high"),
    "g2": ("g2", None, None),
    "g2_4": ("g2_4", None, None),
    "chi2": ("chi2", None, None),
    "fisher": ("log_ratio", "log_ratio_low", "log_ratio_high"),
}
SURE_BELOW = 0.05


def _speakers(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple((f"speaker:{name}", name) for name in document.by_words[:MAX_SPEAKERS])


ONLY = ("show", "keyness")
OF = Choice("of", "Of", (("selection", "Selection"),), more=_speakers, when=ONLY)
AGAINST = Choice("against", "Against", (("rest", "The rest"),), more=_speakers, when=ONLY)
MEASURE = Choice(
    "measure",
    "Measure of keyness",
    (
        ("log_odds", "Log-odds, informative prior"),
        ("g2", "G², two terms"),
        ("g2_4", "G², four terms"),
        ("chi2", "χ²"),
        ("fisher", "Fisher’s exact test"),
        ("log_ratio", "Log Ratio"),
    ),
    when=ONLY,
    tucked=True,
)
CORRECTION = Choice(
    "correction",
    "Correction for many tests",
    (("holm", "Holm"), ("fdr", "False discovery rate"), ("none", "None")),
    when=ONLY,
    tucked=True,
)


def compared(view: View, unit: Unit, without: frozenset[str]) -> Drawing:
    """What is said more on one side than on the other, given how much each says."""
    table, options = view.document.table, view.options
    mine, theirs, names, conditions = _sides(view)
    frame = keyness(
        table,
        mine,
        reference=theirs,
        unit=unit,
        language=view.language,
        measure=cast("Measure", options["measure"]),
        without=without,
        correction=cast("Correction", options["correction"]),
        limit=TABLE_ROWS if view.detailed else ROWS,
    )
    column, low, high = SHOWN[options["measure"]]
    atoms = tuple(
        (*conditions[side == "reference"], ("term", searched(term, unit, view)))
        for term, side in zip(frame["term"].tolist(), frame["side"].tolist(), strict=True)
    )
    left, right = (_marks(frame, atoms, side, column, low, high) for side in ("reference", "target"))
    figure = facing(left, right, (names[1], names[0]), (THEIRS, NEUTRAL), selected=view.own)
    is_corrected = options["correction"] != "none"
    shown = {
        column: True,
        "z": options["measure"] == "log_odds",
        "fisher_p": options["measure"] == "fisher",
        "p": True,
        "p_adjusted": is_corrected,
        "enough": True,
    }
    methods = tuple(METHODS[name] for name, wanted in shown.items() if wanted)
    return Drawing(figure, _takeaway(view, frame, names, mine, theirs), frame, methods, atoms=atoms)


def _sides(
    view: View,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], tuple[str, str], tuple[Atom, Atom]]:
    """Masks of the two sides, what they are called, and what a click adds to a term to open the side's sentences."""
    document, options, masks = view.document, view.options, view.document.masks
    of, against = options["of"].partition(":")[2], options["against"].partition(":")[2]
    if not of and view.mask.all() and document.by_words:
        of = document.by_words[0]  # all against nothing is no comparison

    def by(name: str) -> NDArray[np.bool_]:
        return masks.of(Selection().replaced("", [(("speaker", name),)]))

    if of:
        mine = view.mask & by(of)
        theirs = view.mask & by(against) if against and against != of else view.mask & ~mine
        there: Atom = (("speaker", against),) if against and against != of else (("others", of),)
        return mine, theirs, (of, against if against != of and against else "The rest"), ((("speaker", of),), there)
    theirs = by(against) & ~view.mask if against else ~view.mask
    there = (ELSEWHERE, ("speaker", against)) if against else (ELSEWHERE,)
    return view.mask, theirs, (_name(view), against or "The rest"), ((), there)


def _name(view: View) -> str:
    """What is selected, where that is one thing."""
    atoms = [atom for clause in view.selection.clauses if clause.source != "keywords" for atom in clause.atoms]
    return in_words(atoms[0], view.document) if len(atoms) == 1 else "Selection"


def _marks(
    frame: pd.DataFrame, atoms: tuple[Atom, ...], side: str, column: str, low: str | None, high: str | None
) -> list[Side]:
    of = np.flatnonzero(frame["side"].eq(side).to_numpy())[:ROWS]
    marks = []
    for at in of.tolist():
        row = frame.iloc[at]
        value = float(row[column])
        ends = (float(row[low]), float(row[high])) if low and high else (None, None)
        if side == "reference" and ends[0] is not None and ends[1] is not None:
            value, ends = -value, (-ends[1], -ends[0])  # that side's own more is the other one's less
        enough, p = bool(row["enough"]), float(row["p_adjusted"])
        say = "" if enough else "; too little text to say"
        marks.append(
            Side(
                name=written(row["term"]),
                value=max(value, 0.0),
                low=ends[0],
                high=ends[1],
                atom=atoms[at],
                hover=f"{written(row['term'])}: {row['count']:,} ({row['per_1000']:,.2f} per 1,000 words) against "
                f"{row['reference_count']:,} ({row['reference_per_1000']:,.2f}); p {_p(p)}{say}",
                sure=enough and p < SURE_BELOW,
            )
        )
    return marks


def _p(value: float) -> str:
    return "unknown" if np.isnan(value) else "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _takeaway(
    view: View, frame: pd.DataFrame, names: tuple[str, str], mine: NDArray[np.bool_], theirs: NDArray[np.bool_]
) -> str:
    words = view.document.table.sentence_words
    mine_words, their_words = int(words[mine].sum()), int(words[theirs].sum())
    one, other = map(isolated, names)
    what = f"{one} ({plural(mine_words, 'word')}) against {other} ({plural(their_words, 'word')})"
    if not mine_words and view.options["of"] != "selection":
        return f"{one} says nothing under the other filters, so there is nothing to compare."
    if not mine_words or not their_words:
        return f"{what}: nothing to compare; select a speaker, a topic or a stretch."
    sure = frame[frame["enough"] & (frame["p_adjusted"] < SURE_BELOW)]
    if sure.empty and not enough_text(mine_words, their_words):
        return f"{what}: too little text to say that a word marks either side."
    if sure.empty:
        return f"{what}: no word is said so much more by one of them that chance is ruled out."
    parts = []
    for side, name in (("target", one), ("reference", other)):
        terms = sure[sure["side"].eq(side)]["term"].head(3).tolist()
        if terms:
            parts.append(f"“{'”, “'.join(map(isolated, terms))}” {'mark' if len(terms) > 1 else 'marks'} {name}")
    return f"{what}: {'; '.join(parts)} (pale bars may be chance)."
