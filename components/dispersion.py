"""Keywords as a dispersion strip: where each is said, and how evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.panel import Drawing, View
from components.terms import searched, written
from components.words import isolated, plural
from onrecord.figures.strip import Row, strip
from onrecord.stats.dispersion import METHODS, dispersion, places

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.phrases import Unit

ROWS = 10
TABLE_ROWS = 50


def spread(view: View, unit: Unit, what: str, without: frozenset[str]) -> Drawing:
    """The commonest terms of the selection, each with its places and DP."""
    table = view.document.table
    frame = dispersion(
        table,
        view.mask,
        unit=unit,
        language=view.language,
        without=without,
        limit=TABLE_ROWS if view.detailed else ROWS,
    )
    top = frame.head(ROWS)
    queries = [searched(term, unit, view) for term in top["term"].tolist()]
    said = places(table, view.mask, queries)
    rows = [
        Row(
            name=written(term),
            places=said["word"][said["term"].eq(query)].to_numpy(float),
            text="–" if dp != dp else f"DP {dp:.2f}",  # noqa: PLR0124 NaN is what differs from itself
            atom=(("term", query),),
            hover=f"{written(term)}: {plural(count, 'time')} in {plural(turns, 'turn')}; DP {dp:.2f}, 0 is even",
        )
        for term, query, count, turns, dp in zip(
            top["term"].tolist(), queries, top["count"].tolist(), top["turns"].tolist(), top["dp"].tolist(), strict=True
        )
    ]
    n_words = int(table.sentence_words[view.mask].sum())
    figure = strip(rows, n_words, selected=view.own)
    atoms = tuple((("term", searched(term, unit, view)),) for term in frame["term"].tolist())
    methods = (METHODS["dp"], METHODS["dp_norm"], METHODS["juilland_d"])
    return Drawing(figure, _takeaway(frame, what), frame, methods, atoms=atoms)


def _takeaway(frame: pd.DataFrame, what: str) -> str:
    measured = frame.head(ROWS).dropna(subset=["dp"])
    if measured.empty:
        return f"No {what} to place in this selection."
    even, bunched = (measured.iloc[int(at)] for at in (measured["dp"].argmin(), measured["dp"].argmax()))
    return (
        f"Of the commonest, “{isolated(even['term'])}” is spread most evenly (DP {even['dp']:.2f}), "
        f"“{isolated(bunched['term'])}” least (DP {bunched['dp']:.2f}); 0 is even, 1 all in one place."
    )
