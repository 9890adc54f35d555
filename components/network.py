"""The term network: which of the commonest terms are said together more than chance would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.explaining import rows_of
from components.panel import Drawing, View
from components.words import isolated, plural
from onrecord.figures.palette import OTHERS, SPEAKERS
from onrecord.figures.web import HEIGHT_PX, Point, Tie, web
from onrecord.selection import Atom
from onrecord.stats.term_network import METHODS, term_network
from onrecord.term_map import layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TERMS, LINKS = 36, 48
WIDTH_PX = 430


def network_of(view: View, mask: NDArray[np.bool_], without: frozenset[str]) -> Drawing:
    """Points are terms, larger if more sentences have them; colours are groups that belong together."""
    frame = term_network(view.document.table, mask, language=view.language, without=without, terms=TERMS, limit=LINKS)
    places = layout(frame, width_px=WIDTH_PX, height_px=HEIGHT_PX)
    points = [
        Point(
            row["term"],
            row["x"] / WIDTH_PX,
            1 - row["y"] / HEIGHT_PX,
            row["sentences"],
            SPEAKERS[row["group"]] if row["group"] < len(SPEAKERS) else OTHERS,
            (("term", row["term"]),),
            f"{row['term']}: {plural(row['sentences'], 'sentence')}, {plural(row['links'], 'link')}",
        )
        for row in rows_of(places)
    ]
    number = {point.name: at for at, point in enumerate(points)}
    rows = rows_of(frame)
    strongest = max((row["association"] for row in rows), default=1)
    atoms: tuple[Atom, ...] = tuple((("near", f"0~{row['other']}~{row['term']}"),) for row in rows)
    names = tuple(f"{row['term']} + {row['other']}" for row in rows)
    ties = [
        Tie(
            number[row["term"]],
            number[row["other"]],
            row["association"] / strongest,
            atom,
            f"{name}: {plural(row['together'], 'sentence')}, {row['association']:.1f} times as many as by chance",
        )
        for row, atom, name in zip(rows, atoms, names, strict=True)
    ]
    figure = web(points, ties, selected=view.own)
    takeaway = "No two of the commonest terms come together in sentences more often than chance would have it."
    if rows:
        first = rows[0]
        pair = f"“{isolated(first['term'])}” and “{isolated(first['other'])}”"
        takeaway = (
            f"{pair} are bound most: {plural(first['together'], 'sentence')} with both, "
            f"{first['association']:.1f} times as many as by chance."
        )
    return Drawing(figure, takeaway, frame, tuple(METHODS.values()), names=names, atoms=atoms)
