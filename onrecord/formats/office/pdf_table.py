"""Tables without rules in a PDF: a column of names, perhaps one of times, and a column of what was said.

A page says so by its places alone: most lines begin at one height of the page's width, and left of it stand short
names that come back. Names before colons need no table; the label grammar reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from onrecord.formats.office.speaker_table import Roles, roles_in

_NEAR = 3.0
"""Points by which the lines of a column may begin beside one another."""
_ROWS_LEAST, _NAMED_LEAST = 8, 4
_WORDS_SHARE, _COLUMN_SHARE, _COLONED_MOST, _CROSSING_MOST = 0.5, 0.3, 0.3, 0.3
_SIGNS = (":", "：", ".", "?", "!", ",")


class Run(Protocol):
    """Words that stand close to one another."""

    @property
    def text(self) -> str:
        """As printed."""

    @property
    def x0(self) -> float:
        """Where it begins."""

    @property
    def x1(self) -> float:
        """Where it ends."""


class SpeakerColumns(NamedTuple):
    """Where the columns of the table begin, and which of them hold what."""

    places: tuple[float, ...]
    roles: Roles

    def cells(self, row: Sequence[Run]) -> Mapping[int, str]:
        """The cells of a row that begins a turn, by column; none for any other row."""
        return _cells(row, self.places, self.places[self.roles.words])


def speaker_columns(pages: Sequence[Sequence[Sequence[Run]]]) -> SpeakerColumns | None:
    """The columns of the table that the pages are; None where they are none.

    ``pages`` hold rows, and these runs from left to right.
    """
    rows = [row for page in pages for row in page]
    if len(rows) < _ROWS_LEAST:
        return None
    begins = Counter(round(run.x0) for row in rows for run in row)
    beside = {x: sum(begins[x + step] for step in (-1, 0, 1)) for x in begins}
    likely = [x for x, n in beside.items() if n >= _WORDS_SHARE * len(rows) and n >= begins[x]]
    sizes = Counter[int]()
    for row in rows:
        for run in row:
            for x in likely:
                if abs(run.x0 - x) <= _NEAR:
                    sizes[x] += len(run.text)
    words = max(sizes, key=lambda x: (sizes[x], begins[x]), default=0)
    left = [[run for run in row if run.x1 < words] for row in rows if any(abs(run.x0 - words) <= _NEAR for run in row)]
    named = [row for row in left if row]
    crossing = sum(any(run.x0 < words - _NEAR and run.x1 > words + _NEAR for run in row) for row in rows)
    if not words or len(named) < _NAMED_LEAST or crossing > _CROSSING_MOST * len(rows):
        return None
    if sum(row[-1].text.endswith(_SIGNS) for row in named) > _COLONED_MOST * len(named):
        return None
    places = _places([run.x0 for row in named for run in row], len(named))
    if not 1 <= len(places) <= 3:
        return None
    places = (*places, float(words))
    roles = roles_in([cells for row in rows if (cells := _cells(row, places, words))])
    return SpeakerColumns(places, roles) if roles and roles.words == len(places) - 1 else None


def _places(begins: Sequence[float], n_rows: int) -> tuple[float, ...]:
    """Where the columns begin, from the left: places at which enough rows have a cell."""
    found: list[float] = []
    counts = Counter(round(x) for x in begins)
    for x, _ in counts.most_common():
        n = sum(counts[x + step] for step in range(-int(_NEAR), int(_NEAR) + 1))
        if n >= _COLUMN_SHARE * n_rows and all(abs(x - other) > 2 * _NEAR for other in found):
            found.append(float(x))
    return tuple(sorted(found))


def _cells(row: Sequence[Run], places: Sequence[float], words: float) -> dict[int, str]:
    """By column; empty where the row has no words, none before them, or something that stands in no column."""
    cells: dict[int, str] = {}
    for run in row:
        if run.x0 > words + _NEAR:
            at = len(places) - 1
        else:
            at = next((at for at, x in enumerate(places) if abs(run.x0 - x) <= _NEAR), -1)
        if at < 0:
            return {}
        cells[at] = f"{cells[at]} {run.text}" if at in cells else run.text
    return cells if len(places) - 1 in cells and len(cells) > 1 else {}
