"""The rows of a table written as text: which sign parts the columns, quotes and lines within cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.formats.tables.columns import named

MARKS = "\t,;|"
_LOOK_CHARACTERS = 60_000
_ROWS_LOOKED_AT = 60
_HEAD_LONGEST = 1_000
_CELL_MOST = 2**31 - 1
_SEP = re.compile(r"\s*\"?sep=(?P<mark>[\t,;|])\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""A first line by which spreadsheets are told the sign."""


class Row(NamedTuple):
    """A row of cells."""

    number: int
    """Of the line of the file on which it begins, from 1."""
    cells: list[str]


class Shape(NamedTuple):
    """How a table is written."""

    mark: str
    skip: int
    """Characters before the first row."""
    has_header: bool


def shape_of(opening: str) -> Shape | None:
    """How the table is written that ``opening`` begins; None where it is plain text.

    A header of known words tells; else rows of equal length that no prose has, or names, times and sentences in
    columns.
    """
    told = _SEP.match(opening)
    skip = told.end() if told else 0
    rest = opening[skip : skip + _LOOK_CHARACTERS]
    if told:
        return Shape(told["mark"], skip, True)
    head = re.split(r"[\r\n]", rest.lstrip("\r\n"), maxsplit=1)[0].rstrip()
    if len(head) <= _HEAD_LONGEST and not head.endswith((".", "?", "!")):
        for mark in sorted(MARKS, key=head.count, reverse=True):
            if mark in head and _is_known(head, rest, mark):
                return Shape(mark, skip, True)
    lines = [line for line in rest.splitlines()[:13] if line.strip()]
    if len(lines) < 3:
        return None
    if re.match(r"\[?\d{1,2}:\d{2}", lines[0]) or _are_turns(lines):
        return None  # a chat log (time, name, text), or names before sentences
    for mark in MARKS:
        if _are_rows(lines, mark):
            return Shape(mark, skip, True)
    return None


def _is_known(head: str, rest: str, mark: str) -> bool:
    """Whether the first line names two columns of a transcript at least, and the rows below have as many cells."""
    first = next(rows_of(head, mark), None)
    if first is None or not 2 <= len(first.cells) <= 200:
        return False
    found = named(first.cells)
    known = {at for columns in found.values() for at in columns}
    if len(known) < 2 or (mark == "," and any(len(cell) > 60 for cell in first.cells)):
        return False
    width = len(first.cells)
    rows = [row for row, _ in zip(rows_of(rest, mark), range(_ROWS_LOOKED_AT), strict=False)][1:]
    rows = rows[:-1] if len(rows) > 2 and len(rest) >= _LOOK_CHARACTERS else rows
    return bool(rows) and sum(len(row.cells) == width for row in rows) >= 0.6 * len(rows)


def _are_turns(lines: Sequence[str]) -> bool:
    """Whether each row is a name, a tab and what was said: few names that come back before sentences."""
    cells = [line.partition("\t") for line in lines]
    names = {name.strip() for name, _, _ in cells}
    if not all(tab and 0 < len(name) <= 40 and "\t" not in said for name, tab, said in cells):
        return False
    ended = sum(said.rstrip()[-1:] in tuple('.?!…"”') and " " in said for _, _, said in cells)
    return 1 < len(names) <= 0.6 * len(lines) and 2 * ended >= len(lines)


def _are_rows(lines: Sequence[str], mark: str) -> bool:
    """Whether every row has the same number of columns, two at least, parted as prose never is: no blank after."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    counts = [line.count(mark) for line in bare]
    tight = sum(len(re.findall(rf"[{mark}](?![ ])", line)) for line in bare)
    return (
        min(counts) >= (1 if len(bare) > 5 and mark == "\t" else 2)
        and min(counts) == max(counts)
        and tight > 0.9 * sum(counts)
    )


def rows_of(text: str, mark: str, *, quoted: bool = True) -> Iterator[Row]:
    """The rows of ``text`` that hold anything; a cell in quotes may hold line ends and the sign itself."""
    csv.field_size_limit(_CELL_MOST)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=mark, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        doublequote=True,
    )  # fmt: skip
    number = 1
    for cells in reader:
        if any(map(str.strip, cells)):
            yield Row(number, cells)
        number = reader.line_num + 1


def is_quoted(text: str, mark: str) -> bool:
    """Whether quotes are closed: a sign that opens a cell and never ends would swallow the rest of the file."""
    last = ""
    for row in rows_of(text, mark):
        last = row.cells[-1]
    return last.count("\n") < 50 or text.rstrip()[-1:] == '"'


def width_of(rows: Sequence[Row]) -> int:
    """How many cells most rows have."""
    counts = Counter(len(row.cells) for row in rows)
    return max(counts, key=lambda width: (counts[width], width))
