"""Themes: what the text is about by its own words, found without a lexicon; who speaks on which."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.background import waiting_for
from components.cells import cells
from components.panel import Drawing, View
from components.words import plural, totals
from onrecord.figures.matrix import matrix
from onrecord.selection import Atom
from onrecord.stats.themes import COLUMNS, METHODS, theme_share
from onrecord.theme_stability import theme_stability

MAX_SPEAKERS = 6


def themes(view: View) -> Drawing:
    """Theme × speaker, in sentences; with the table the stability of each too, which takes longer to find."""
    if waiting := waiting_for(view.document, "themes"):
        return waiting
    document = view.document
    found = document.themes
    if found.note:
        return Drawing(matrix([], [], np.zeros((0, 0)), _none, unit="sentences"), found.note, _empty())
    frame = theme_share(document.table, view.mask)
    name_of = dict(zip(found.keys, found.names, strict=True))
    frame = frame.assign(theme=[name_of[key] for key in frame["terms"]])
    if view.detailed:
        stability = theme_stability(document.table)
        again = dict(zip(found.keys, stability.found_again, strict=True))
        frame = frame.assign(found_again=[f"{again[key]} of {len(stability.agreement)}" for key in frame["terms"]])
    whole = document.whole("themes", lambda: theme_share(document.table, document.masks.everything))
    with_theme = set(whole["speaker"])
    speakers = [name for name in document.by_words if name in with_theme][:MAX_SPEAKERS]
    values = cells(frame, ("terms", "speaker"), "sentences", found.keys, speakers)

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("theme", found.keys[r]))

    pairs = list(zip(frame["speaker"].tolist(), frame["terms"].tolist(), strict=True))
    return Drawing(
        matrix(
            found.names,
            speakers,
            values,
            atom,
            selected=view.own,
            unit="sentences",
        ),
        _takeaway(frame, found.coherence),
        frame,
        tuple(METHODS.values()),
        names=tuple(f"{speaker} × {name_of[key]}" for speaker, key in pairs),
        atoms=tuple((("speaker", speaker), ("theme", key)) for speaker, key in pairs),
    )


def _none(_row: int, _column: int) -> Atom:
    return ()


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _takeaway(frame: pd.DataFrame, coherence: tuple[float, ...]) -> str:
    if frame.empty:
        return "No sentence here is on one of the themes found."
    (first, count), *_ = totals(frame, "theme", "sentences").items()
    of = f"{plural(len(coherence), 'theme')} found in the text’s own words (mean coherence {np.mean(coherence):.2f})"
    return f"{of}; “{first}” leads with {plural(count, 'sentence')}."
