"""References: who mentions whom, and which countries and organisations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.panel import Choice, Drawing, Panel, View
from components.words import isolated, plural, totals
from onrecord.figures.matrix import matrix
from onrecord.figures.network import Link, Node, network
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import Atom
from onrecord.stats.references import METHODS, references

MAX_TARGETS = 9
MAX_SPEAKERS = 6
KINDS = {"all": "", "people": "person", "countries": "country", "organisations": "organisation"}


def draw(view: View) -> Drawing:
    document, options = view.document, view.options
    wanted = KINDS[options["kind"]]
    frame = _of_kind(references(document.table, view.mask, document.mentions), wanted)
    whole = _of_kind(document.whole_references, wanted)
    # Rows and columns are those of the whole text, so that a click changes figures and not the places where they stand.
    targets = _targets(whole)
    referring = set(whole["speaker"])
    speakers = [name for name in document.by_words if name in referring][:MAX_SPEAKERS]
    names = dict(zip(whole["target"], whole["name"], strict=True))
    rows = _distinct([names[target] for target in targets])
    counts = dict(zip(zip(frame["target"], frame["speaker"], strict=True), frame["count"], strict=True))
    values = np.array([[counts.get((target, name), 0) for name in speakers] for target in targets], dtype=float)
    values = values.reshape(len(targets), len(speakers))

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("mention", targets[r]))

    if options["view"] == "network":
        figure = _network(view, frame, targets, rows, speakers, values)
    else:
        figure = matrix(rows, speakers, values, atom, selected=view.own, unit="references")
    pairs = list(zip(frame["speaker"].tolist(), frame["target"].tolist(), frame["name"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(frame),
        frame,
        (METHODS["per_1000"],),
        names=tuple(f"{speaker} → {name}" for speaker, _, name in pairs),
        atoms=tuple((("speaker", speaker), ("mention", target)) for speaker, target, _ in pairs),
    )


def _targets(whole: pd.DataFrame) -> list[str]:
    """The targets that get a row. People first, up to half: countries outnumber them in every diplomatic text."""
    people = set(whole.loc[whole["kind"].eq("person") & ~whole["is_self"], "target"])
    ranked = list(totals(whole, "target", "count"))
    first = [target for target in ranked if target in people][: MAX_TARGETS // 2]
    return first + [target for target in ranked if target not in first][: MAX_TARGETS - len(first)]


def _network(
    view: View,
    frame: pd.DataFrame,
    targets: list[str],
    rows: list[str],
    speakers: list[str],
    values: NDArray[np.float64],
) -> dict[str, Any]:
    colors = view.document.color_of
    # A node's number is of all it refers to or is referred to by, not only of the lines there is room for.
    said, named = totals(frame, "speaker", "count"), totals(frame, "target", "count")
    left = [Node(name, colors[name], (("speaker", name),), said.get(name, 0)) for name in speakers]
    right = [
        Node(row, colors.get(row, NEUTRAL), (("mention", target),), named.get(target, 0))
        for target, row in zip(targets, rows, strict=True)
    ]
    links = [
        Link(c, r, values[r, c], (("speaker", speakers[c]), ("mention", targets[r])))
        for r in range(len(targets))
        for c in range(len(speakers))
        if values[r, c]
    ]
    return network(left, right, links, selected=view.own)


def _of_kind(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    return frame[frame["kind"].eq(kind)] if kind else frame


def _distinct(names: list[str]) -> list[str]:
    """Row names made different: a person and an organisation may bear one name."""
    return [f"{name} ({names[:i].count(name) + 1})" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _takeaway(frame: pd.DataFrame) -> str:
    others = frame[~frame["is_self"]]
    if others.empty:
        return "Nobody refers to a person, country or organisation here."
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
        Choice("view", "View", (("matrix", "Matrix"), ("network", "Network"))),
        Choice(
            "kind",
            "Of",
            (("all", "All"), ("people", "People"), ("countries", "Countries"), ("organisations", "Organisations")),
        ),
    ),
    hint="Columns speak, rows are spoken of. First names and descriptions are resolved to people; "
    "the table says how many of the references were inferred so.",
)
