"""References: who mentions whom, and which countries and organisations."""

from __future__ import annotations

import numpy as np
import pandas as pd
from onrecord.stats.references import references

from components.panel import Choice, Drawing, Panel, View
from components.words import plural
from onrecord.figures.matrix import matrix
from onrecord.figures.network import Link, Node, network
from onrecord.figures.palette import NEUTRAL
from onrecord.selection import Atom

MAX_TARGETS = 12
MAX_SPEAKERS = 6
KINDS = {"all": "", "people": "person", "countries": "country", "organisations": "organisation"}


def draw(view: View) -> Drawing:
    document, options = view.document, view.options
    wanted = KINDS[options["kind"]]
    frame = _of_kind(references(document.table, view.mask, document.mentions), wanted)
    whole = _of_kind(references(document.table, document.masks.everything, document.mentions), wanted)
    ranked = whole.assign(person=whole["kind"].eq("person") & ~whole["is_self"])
    totals = ranked.groupby("target", observed=True).agg(person=("person", "any"), count=("count", "sum"))
    # People first: who refers to whom is what the panel is for, and countries outnumber them in every diplomatic text.
    order = totals.sort_values(["person", "count"], ascending=False, kind="stable").index
    people = [t for t in order if totals.loc[t, "person"]][: MAX_TARGETS // 2]
    targets = people + [t for t in order if t not in people][: MAX_TARGETS - len(people)]
    speakers = list(
        whole.groupby("speaker", observed=True)["count"]
        .sum()
        .sort_values(ascending=False, kind="stable")
        .index[:MAX_SPEAKERS]
    )
    names = dict(zip(whole["target"], whole["name"], strict=True))
    values = np.zeros((len(targets), len(speakers)))
    for row in frame.rename(columns={"count": "count_"}).itertuples():
        if row.target in targets and row.speaker in speakers:
            values[targets.index(row.target), speakers.index(row.speaker)] = row.count_

    def atom(r: int, c: int) -> Atom:
        return (("speaker", speakers[c]), ("mention", targets[r]))

    rows = [names[target] for target in targets]
    if options["view"] == "network":
        figure = _network(view, targets, rows, speakers, values, atom)
    else:
        figure = matrix(_distinct(rows), speakers, values, atom, selected=view.own, unit="references")
    return Drawing(figure, _takeaway(frame), frame)


def _network(
    view: View, targets: list[str], rows: list[str], speakers: list[str], values: np.ndarray, atom: object
) -> dict[str, object]:
    colors = view.document.color_of
    left = [Node(name, colors[name], (("speaker", name),), values[:, c].sum()) for c, name in enumerate(speakers)]
    right = [
        Node(name, colors.get(name, NEUTRAL), (("mention", target),), values[r].sum())
        for r, (target, name) in enumerate(zip(targets, rows, strict=True))
    ]
    links = [
        Link(c, r, values[r, c], atom(r, c))  # type: ignore[operator]
        for r in range(len(targets)) for c in range(len(speakers)) if values[r, c]
    ]  # fmt: skip
    return network(left, right, links, selected=view.own)


def _of_kind(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    return frame[frame["kind"].eq(kind)] if kind else frame


def _distinct(names: list[str]) -> list[str]:
    """Row names made different: a person and an organisation may bear one name."""
    return [f"{name} ({names[:i].count(name) + 1})" if names.count(name) > 1 else name for i, name in enumerate(names)]


def _takeaway(frame: pd.DataFrame) -> str:
    others = frame[~frame["is_self"]].sort_values("count", ascending=False, kind="stable")
    people = others[others["kind"].eq("person")]
    if others.empty:
        return "Nobody refers to a person, country or organisation here."
    parts = []
    if len(people):
        first = people.iloc[0]
        inferred = f", {first['inferred']:,} of them inferred" if first["inferred"] else ""
        parts.append(f"{first['speaker']} refers to {first['name']} {plural(first['count'], 'time')}{inferred}")
    things = (
        others[~others["kind"].eq("person")]
        .groupby("name", observed=True)["count"]
        .sum()
        .sort_values(ascending=False, kind="stable")
    )
    if len(things):
        parts.append(f"{things.index[0]} is named {plural(things.iloc[0], 'time')}")
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
    hint="Columns speak, rows are spoken of. First names and descriptions are resolved to people and marked inferred in the table.",
)
