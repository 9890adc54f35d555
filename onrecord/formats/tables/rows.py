"""The rows of a table written as text: which sign parts the columns, quotes and lines within cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats.tables.columns import TITLES_MOST, named, side_by_side

if TYPE_CHECKING:
    from _csv import Reader

MARKS = "\t,;|"
_LOOK_CHARACTERS = 60_000
_ROWS_LOOKED_AT = 60
_LINES_LOOKED_AT = 600
_BROKEN_MOST = 100
_FIRST_LONGEST = 80
_HEAD_LONGEST = 1_000
_CELL_MOST = 2**31 - 1
_CELLS = re.compile(r'(?:\s*[\r\n]"(?:[^"]|"")*+"[ \t]*(?=[\r\n]|\Z))+')
"""Lines of one cell each."""
_CUT = re.compile(r'\s*"(?:[^"]|"")*+"?')
_NAME_LONGEST = 40
_LINE = re.compile(r"[^\r\n]+")
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
    mark = _known_mark(rest)
    if mark:
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


def _known_mark(rest: str) -> str:
    """The sign that parts the columns of a header known by its words, in the first line or below titles; or empty."""
    for number, line in enumerate(islice(_LINE.finditer(rest), TITLES_MOST)):
        head, below = line[0].rstrip(), rest[line.start() :]
        if len(head) <= _HEAD_LONGEST and not head.endswith((".", "?", "!")):
            for mark in sorted(MARKS, key=head.count, reverse=True):
                if mark in head and _is_known(head, below, mark, is_first=number == 0):
                    return mark
            if number == 0 and _is_column(head, below):
                return ","
    return ""


def _is_column(head: str, rest: str) -> bool:
    """Whether this is a single column: named as words are, and each cell in quotes."""
    cells = _CELLS.match(rest, len(head))
    below = rest[cells.end() :] if cells else "-"
    is_whole = not below.strip() or (len(rest) >= _LOOK_CHARACTERS and _CUT.fullmatch(below))
    return bool(is_whole) and len(head) <= _NAME_LONGEST and bool(named([head])["text"])


def empty_header(text: str) -> bool:
    """Whether ``text`` is nothing but a line that names who speaks and the words."""
    head = text[:_HEAD_LONGEST].strip()
    for mark in MARKS:
        found = named(cells) if len(cells := head.split(mark)) > 1 and f"{mark} " not in head else {}
        known = {at for columns in found.values() for at in columns}
        if found and found["text"] and found["speaker"] and len(known) == len(cells):
            return len(head) < _HEAD_LONGEST and len(head.splitlines()) == 1
    return False


def _is_known(head: str, rest: str, mark: str, *, is_first: bool) -> bool:
    """Whether the first line names two columns of a transcript at least, and the rows below have as many cells.

    Below titles it has to name the words and who says them or when.
    """
    first = next(rows_of(head, mark), None)
    if first is None or not 2 <= len(first.cells) <= 200:
        return False
    found = named(first.cells)
    known = {at for columns in found.values() for at in columns}
    if not is_first and (mark == "|" or not found["text"] or not (found["speaker"] or found["start"])):
        return False  # bars below a title are a table pasted into a text
    if mark == "," and any(len(cell) > 60 for cell in first.cells):
        return False
    is_told = len(known) >= 2  # else its words have to be in quotes, and all rows as wide
    is_likely = bool(found["text"] or side_by_side(first.cells)) and f"{mark} " not in head
    if not is_told and not (is_likely and f'{mark}"' in rest):
        return False
    width = len(first.cells)
    rows = mended_rows("".join(islice(io.StringIO(rest, newline=""), _LINES_LOOKED_AT)), mark)[0][1:_ROWS_LOOKED_AT]
    rows = rows[:-1] if len(rows) > 2 and len(rest) >= _LOOK_CHARACTERS else rows
    share = 0.6 if is_told else 1
    return bool(rows) and sum(len(row.cells) == width for row in rows) >= share * len(rows)


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
    reader = _reader(io.StringIO(text, newline=""), mark, quoted=quoted)
    number = 1
    for cells in reader:
        if any(map(str.strip, cells)):
            yield Row(number, cells)
        number = reader.line_num + 1


def mended_rows(text: str, mark: str) -> tuple[list[Row], list[int]]:
    """The rows, and the lines in which a quote opens a cell that is never closed and would swallow the rows below it.

    Such a line is a row by itself.
    """
    lines = list(io.StringIO(text, newline=""))
    rows: list[Row] = []
    broken: list[int] = []
    start = 0
    while start < len(lines):
        begun = start
        reader = _reader(islice(lines, begun, None), mark)
        for read in reader:
            cells, end = read, begun + reader.line_num
            is_broken = end - start > 1 and len(broken) < _BROKEN_MOST and _is_swallowed(lines[start:end], mark)
            if is_broken:
                cells, end = _cells_of(lines[start], mark), start + 1
                broken.append(end)
            if any(map(str.strip, cells)):
                rows.append(Row(start + 1, cells))
            start = end
            if is_broken:
                break
    return rows, broken


def _is_swallowed(lines: Sequence[str], mark: str) -> bool:
    """Whether a row of several lines is none: its quotes are not those of a table, and the second line is a row."""
    first, second = _cells_of(lines[0], mark), _cells_of(lines[1], mark)
    is_row = len(second) >= len(first) >= 2 and 0 < len(second[0].strip()) <= _FIRST_LONGEST
    if not is_row or lines[1].partition(mark)[2].startswith(" "):
        return False
    try:
        list(_reader(lines, mark, strict=True))
    except csv.Error:
        return True
    return False


def _cells_of(line: str, mark: str) -> list[str]:
    return next(_reader([line.rstrip("\r\n")], mark), [])


def _reader(lines: Iterable[str], mark: str, *, quoted: bool = True, strict: bool = False) -> Reader:
    csv.field_size_limit(_CELL_MOST)
    return csv.reader(
        lines,
        delimiter=mark,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        doublequote=True,
        strict=strict,
    )


def is_quoted(rows: Sequence[Row], broken: Sequence[int], text: str) -> bool:
    """Whether the quotes of ``mended_rows`` are those of a table: few are broken, and the last swallows no rest of the
    file.
    """
    if len(broken) >= _BROKEN_MOST:
        return False
    return not rows or rows[-1].cells[-1].count("\n") < 50 or text.rstrip()[-1:] == '"'


def width_of(rows: Sequence[Row]) -> int:
    """How many cells most rows have."""
    counts = Counter(len(row.cells) for row in rows)
    return max(counts, key=lambda width: (counts[width], width))
