"""References: who refers to whom and to what, as a matrix, a network or a flow; and who answers the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.cells import cells
from components.panel import Choice, Drawing, Panel, View
from components.reciprocity import mutual
from components.words import isolated, plural, totals
from onrecord.figures.flow import flow
from onrecord.figures.matrix import matrix
from onrecord.figures.network import Link, Node, network
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import Atom, Field
from onrecord.stats.references import METHODS, references

MAX_TARGETS = 9
MAX_SPEAKERS = 6
KINDS = {
    "all": "",
    "people": "person",
    "countries": "country",
    "organisations": "organisation",
    "places": "place",
    "dates": "date",
}
COUNTED = ("person", "country", "organisation", "place")
"""Kinds that "All" holds: of dates and figures there are as many as sentences, and each is named once."""
MEASURES: dict[str, tuple[str, Field]] = {
    "count": ("count", "mention"),
    "rate": ("per_1000", "mention"),
    "addressed": ("addressed", "address"),
    "about": ("about", "about"),
}
"""Column of the statistic, and the condition whose sentences stand behind it."""


def draw(view: View) -> Drawing:
    document, options = view.document, view.options
    if options["view"] == "mutual":
        return mutual(view)
    wanted = KINDS[options["kind"]]
    column, field = MEASURES[options["measure"]]
    frame = _of_kind(references(document.table, view.mask, document.mentions), wanted)
    whole = _of_kind(document.whole_references, wanted)
    # Rows and columns are those of the whole text, so that a click changes figures and not the places where they stand.
    targets = _targets(whole)
    referring = set(whole["speaker"])
    speakers = [name for name in document.by_words if name in referring][:MAX_SPEAKERS]
    names = dict(zip(whole["target"], whole["name"], strict=True))
    rows = _distinct([names[target] for target in targets])
    values = cells(frame, ("target", "speaker"), column, targets, speakers)
    own = frame[frame["is_self"]]
    selves = set(zip(own["target"], own["speaker"], strict=True))
    apart = {(r, c) for r, target in enumerate(targets) for c, name in enumerate(speakers) if (target, name) in selves}

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), (field, targets[r]))

    if options["view"] == "matrix":
        is_rate = column == "per_1000"
        unit = "per 1,000 words" if is_rate else "references"
        figure = matrix(
            rows, speakers, values, atom, selected=view.own, unit=unit, digits=2 if is_rate else 0, apart=apart
        )
    else:
        for cell in apart:  # who names himself is in the matrix
            values[cell] = 0
        figure = _joined(view, frame, targets, rows, speakers, values, column, field)
    pairs = list(zip(frame["speaker"].tolist(), frame["target"].tolist(), frame["name"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(frame),
        frame,
        (METHODS["per_1000"], METHODS["addressed"]),
        names=tuple(f"{speaker} → {name}" for speaker, _, name in pairs),
        atoms=tuple((("speaker", speaker), (field, target)) for speaker, target, _ in pairs),
    )


def _targets(whole: pd.DataFrame) -> list[str]:
    """The targets that get a row. People first, up to half: countries outnumber them in every diplomatic text."""
    people = set(whole.loc[whole["kind"].eq("person") & ~whole["is_self"], "target"])
    ranked = list(totals(whole, "target", "count"))
    first = [target for target in ranked if target in people][: MAX_TARGETS // 2]
    return first + [target for target in ranked if target not in first][: MAX_TARGETS - len(first)]


def _joined(
    view: View,
    frame: pd.DataFrame,
    targets: list[str],
    rows: list[str],
    speakers: list[str],
    values: NDArray[np.float64],
    column: str,
    field: Field,
) -> dict[str, Any]:
    """Speakers on the left, what they refer to on the right."""
    colors = view.document.color_of
    # A node's number is of all it refers to or is referred to by, not only of the lines there is room for.
    said, named = totals(frame, "speaker", column), totals(frame, "target", column)
    left = [Node(name, colors[name], (("speaker", name),), said.get(name, 0)) for name in speakers]
    right = [
        Node(row, colors.get(row, NEUTRAL), ((field, target),), named.get(target, 0))
        for target, row in zip(targets, rows, strict=True)
    ]
    links = [
        Link(c, r, values[r, c], (("speaker", speakers[c]), (field, targets[r])))
        for c in range(len(speakers))
        for r in range(len(targets))
        if values[r, c]
    ]
    return (network if view.options["view"] == "network" else flow)(left, right, links, selected=view.own)


def _of_kind(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    kept = frame["kind"].eq(kind) if kind else frame["kind"].isin(COUNTED)
    return frame[kept].reset_index(drop=True)


def _distinct(names: list[str]) -> list[str]:
    """Row names made different: a person and an organisation may bear one name."""
    return [f"{name} ({names[:i].count(name) + 1})" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _takeaway(frame: pd.DataFrame) -> str:
    others = frame[~frame["is_self"]]
    if others.empty:
        return "Nobody refers to a person, country, organisation or place here."
    is_person = others["kind"].eq("person")
    people, things = others[is_person], others[~is_person]
    parts = []
    if len(people):
        first = people.iloc[int(people["count"].to_numpy().argmax())]
        some = "" if first["inferred"] == first["count"] else f"{first['inferred']:,} of them "
        inferred = f", {some}inferred" if first["inferred"] else ""
        who, whom = isolated(first["speaker"]), isolated(first["name"])
        parts.append(f"{who} refers to {whom} {plural(first['count'], 'time')}{inferred}")
    if len(things):
        (name, count), *_ = totals(things, "name", "count").items()
        parts.append(f"{isolated(name)} is named {plural(count, 'time')}")
    return "; ".join(parts) + "."


PANEL = Panel(
    key="references",
    title="References",
    draw=draw,
    choices=(
        Choice(
            "view",
            "View",
            (("matrix", "Matrix"), ("network", "Network"), ("flow", "Flow"), ("mutual", "Mutual")),
        ),
        Choice(
            "kind",
            "Of",
            (
                ("all", "All"),
                ("people", "People"),
                ("countries", "Countries"),
                ("organisations", "Organisations"),
                ("places", "Places"),
                ("dates", "Dates"),
            ),
            when=("view", "matrix", "network", "flow"),
        ),
        Choice(
            "measure",
            "Measure",
            (
                ("count", "Count"),
                ("rate", "Per 1,000 words"),
                ("addressed", "Spoken to"),
                ("about", "Spoken about"),
            ),
            when=("view", "matrix", "network", "flow"),
            tucked=True,
        ),
    ),
    hint="Columns speak, rows are spoken of; who names himself stands in brackets. First names and descriptions are "
    "resolved to people; the table says how many references were inferred, and “How this was read” corrects them.",
)
