"""Figures quoted: amounts of money, shares, measures and counts, each with value, unit and what it counts.

Separate from dates, which are read first, and from ``number_words``, which reads single words. A number is a figure
here when it is said of something: "96 drones", "$8 billion", "a quarter of the seats". What names a thing ("Article 5",
"F-16"), tells the time or numbers a list is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.dates import find_dates
from onrecord.figure_rules import CURRENCY_SIGNS, KINDS, Figure, FigureReader
from onrecord.kept import KEPT
from onrecord.number_words import words
from onrecord.sentence_languages import CODES, sentence_languages
from onrecord.surface import surface_of
from onrecord.targets import EXACT, NAME, Row, Target
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import Float64Array, TurnTable


@dataclass(frozen=True, eq=False)
class Quantities:
    """All figures quoted in a table, sorted by sentence and start; no two overlap. Arrays run over figures.

    ``start`` and ``end`` are half-open character offsets in the text of the sentence's transcript, with the signs
    beside the number; ``first`` and ``last`` are its first and last word in the table, both included.
    """

    sentence: Int32Array
    start: Int32Array
    end: Int32Array
    first: Int64Array
    last: Int64Array
    value: Float64Array
    """In units of ``unit``: 8e9 for "$8 billion", 25 for "25%", 0.2 for "one in five"; of a range the lower end."""
    high: Float64Array
    """The upper end of a range; else equal to ``value``."""
    unit: npt.NDArray[np.int32]
    """Index into ``units``: ISO 4217 code, "%", a measure, or nothing."""
    counted: npt.NDArray[np.int32]
    """Index into ``nouns``: what is counted, as printed, or nothing."""
    kind: npt.NDArray[np.int8]
    """Index into ``KINDS``. A measure has a unit, a count a noun; a ratio is a part of a whole ("one in five")."""
    units: tuple[str, ...]
    nouns: tuple[str, ...]

    def name(self, figure: int) -> str:
        """One figure in one form however it was written: "$8 billion", "25 %", "1,200 Menschen"."""
        return canonical(
            KINDS[self.kind[figure]],
            float(self.value[figure]),
            float(self.high[figure]),
            self.units[self.unit[figure]],
            self.nouns[self.counted[figure]],
        )


def quantity_rows(table: TurnTable, surface: Surface, taken: BoolArray) -> list[Row]:
    """The figures as mentions, for ``mentions.FINDERS``; only their number where a word that they count is taken."""
    found = find_quantities(table, surface)
    rows = []
    free = np.concatenate([[0], np.cumsum(taken)])
    clash = free[found.last + 1] > free[found.first]
    for figure in range(found.first.size):
        first, last = int(found.first[figure]), int(found.last[figure])
        if clash[figure]:
            if taken[first]:
                continue
            last = first + int(np.argmax(taken[first : last + 1])) - 1
        lead = int(table.token_start[first] - found.start[figure])
        trail = 0 if clash[figure] else int(found.end[figure] - table.token_end[last])
        rows.append(Row(first, last, Target("figure", found.name(figure)), EXACT, NAME, lead, trail))
    return rows


def find_quantities(table: TurnTable, surface: Surface | None = None) -> Quantities:
    """Every figure quoted in a table, in the language of each sentence; kept for tables in which the same is said.

    Numbers below three in words ("two leaders", "one day") are no figures, nor is a number without a unit and anything
    it counts, unless it is written out in full ("1,250", "three million"). A range has its ends in ``value`` and
    ``high``. A count of figures says nothing of their truth.
    """
    return KEPT.get((table.words_key, "quantities"), lambda: _find(table, surface or surface_of(table)))


def _find(table: TurnTable, surface: Surface) -> Quantities:
    dates = find_dates(table, surface)
    edges = np.zeros(table.token_term.size + 1, np.int64)
    np.add.at(edges, dates.first, 1)
    np.add.at(edges, dates.last + 1, -1)
    dated = np.cumsum(edges)[:-1] > 0
    languages = sentence_languages(table)
    figures: list[Figure] = []
    for code in np.unique(languages[np.diff(table.sentence_offset) > 0]).tolist():
        figures += FigureReader(table, surface, dated, words(CODES[code])).figures(languages == code)
    figures.sort()
    units: dict[str, int] = {}
    nouns: dict[str, int] = {}
    unit = np.array([units.setdefault(figure.unit, len(units)) for figure in figures], np.int32)
    counted = np.array([nouns.setdefault(figure.counted, len(nouns)) for figure in figures], np.int32)
    first, last, kind, lead, trail = (
        np.array([figure[column] for figure in figures], np.int64) for column in _WHOLE_COLUMNS
    )
    return Quantities(
        sentence=read_only(table.token_sentence[first]),
        start=read_only((table.token_start[first] - lead).astype(np.int32)),
        end=read_only((table.token_end[last] + trail).astype(np.int32)),
        first=read_only(first),
        last=read_only(last),
        value=read_only(np.array([figure.value for figure in figures], np.float64)),
        high=read_only(np.array([figure.high for figure in figures], np.float64)),
        unit=read_only(unit),
        counted=read_only(counted),
        kind=read_only(kind.astype(np.int8)),
        units=tuple(units),
        nouns=tuple(nouns),
    )


def canonical(kind: str, value: float, high: float, unit: str, counted: str) -> str:
    """A figure in words: "$1.5–2 billion", "96 drones", "25 %", "994th day", "2/3 of seats"."""
    signs = {code: sign for sign, code in CURRENCY_SIGNS.items()}
    if kind == "ratio":
        part = Fraction(value).limit_denominator(1000)
        return f"{part} of {counted}" if counted else str(part)
    if kind == "ordinal":
        return f"{value:.0f}{_ending(int(value))} {counted}".strip()
    number = _number(value, high)
    if kind == "money":
        return f"{signs[unit]}{number}" if unit in signs else f"{number} {unit}"
    if value == high == 1 and unit.endswith("s"):
        unit = unit.removesuffix("s")
    return " ".join(filter(None, (number, unit, counted)))


def _number(value: float, high: float) -> str:
    factor, name = next(((f, n) for f, n in _NAMED_SIZES if high >= f), (1.0, ""))
    lower, upper = (f"{round(x / factor, 6):,.6f}".rstrip("0").rstrip(".") for x in (value, high))
    digits = upper if lower == upper else f"{lower}–{upper}"
    return f"{digits} {name}".strip()


def _ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


_NAMED_SIZES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_WHOLE_COLUMNS = [Figure._fields.index(name) for name in ("first", "last", "kind", "lead", "trail")]
