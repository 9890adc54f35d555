"""The recurrence plot: which turns, or stretches of a long talk, come back to the same words."""

from __future__ import annotations

from typing import Any

from components.explaining import rows_of
from components.panel import Drawing, View
from components.words import isolated
from onrecord.figures.recurrence import Cell
from onrecord.figures.recurrence import recurrence as plot
from onrecord.recurrence import Stretches, stretches_of
from onrecord.selection import Atom
from onrecord.stats.recurrence import METHODS, recurrence

MOST_CELLS = 400


def recurring(view: View) -> Drawing:
    """The most alike pairs; the diagonal holds the stretches in the colours of who says most of them."""
    document = view.document
    table = document.table
    stretches = stretches_of(table, view.mask)
    frame = recurrence(table, view.mask, limit=MOST_CELLS)
    number = {first: at for at, first in enumerate(stretches.first_turn.tolist())}
    rows = rows_of(frame)
    atoms = tuple(_atom(view, row) for row in rows)
    names = tuple(
        f"{row['speaker']}, {_turns(row, '')} ↔ {row['later_speaker']}, {_turns(row, 'later_')}" for row in rows
    )
    cells = [
        Cell(
            number[row["later_first_turn"]],
            number[row["first_turn"]],
            row["similarity"],
            atom,
            f"{name}: similarity {row['similarity']:.2f} by {row['terms']}",
        )
        for row, atom, name in zip(rows, atoms, names, strict=True)
    ]
    colors = [document.colors[code] for code in stretches.speaker.tolist()]
    turns = (stretches.first_turn + 1).tolist()
    figure = plot(cells, colors, _told(view, stretches), turns, selected=view.own)
    return Drawing(figure, _takeaway(rows), frame, tuple(METHODS.values()), names=names, atoms=atoms)


def _atom(view: View, row: dict[str, Any]) -> Atom:
    """The sentences of both."""
    offset = view.document.table.turn_offset
    ends = ((row[f"{side}first_turn"], row[f"{side}last_turn"]) for side in ("", "later_"))
    return (("sentences", ",".join(f"{offset[first]}-{offset[last + 1] - 1}" for first, last in ends)),)


def _turns(row: dict[str, Any], side: str) -> str:
    first, last = row[f"{side}first_turn"] + 1, row[f"{side}last_turn"] + 1
    return f"turn {first:,}" if first == last else f"turns {first:,}–{last:,}"


def _told(view: View, stretches: Stretches) -> list[str]:
    names = [speaker.name for speaker in view.document.table.speakers]
    ends = zip(stretches.first_turn.tolist(), stretches.last_turn.tolist(), stretches.speaker.tolist(), strict=True)
    return [f"{names[code]}, {_turns({'first_turn': first, 'last_turn': last}, '')}" for first, last, code in ends]


def _takeaway(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No two turns here come back to the same words."
    row = rows[0]
    one, other = isolated(row["speaker"]), isolated(row["later_speaker"])
    first, later = _turns(row, "").capitalize(), _turns(row, "later_")
    legend = "the diagonal is the talk in its speakers’ colours"
    return f"{first} ({one}) and {later} ({other}) are most alike: {row['terms']}; {legend}."
