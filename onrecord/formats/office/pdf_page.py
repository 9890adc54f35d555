"""One page of a PDF: its words with their places, gathered to lines, and lines to columns."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.formats.office.pdf_table import SpeakerColumns, speaker_columns
from onrecord.formats.office.speaker_table import Roles

if TYPE_CHECKING:
    import pypdfium2

_WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""The two signs are hyphens at the end of a line, after which PDFium goes on without a blank."""
_PLAIN = {
    0x02: "-", 0xFFFE: "-", 0xAD: "-", 0xA0: " ", 0xB: "\n", 0xC: "\n", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " ",
    0x85: " ", 0x2028: "\n", 0x2029: "\n", 0x0: "\ufffd",
}  # fmt: skip
"""Signs of the text layer as plain ones; the first three are hyphens."""
_BOLD = re.compile(rb"(?i)bold|black|heavy|(?:^|[-,])bd\b")
_FONT_NAME_BYTES = 128
_GAP = 1.0
"""A gap of so many times the letters' height parts what stands beside each other."""
_JOINED_GAP = 0.12
_LEVEL, _BLANK = 0.25, 0.4
_GUTTER_FROM, _GUTTER_TO = 0.36, 0.64
"""Where in the width of the text the gap between two columns may lie."""
_GUTTER_MOST, _BESIDE = 24, 3
_COLUMN_LINES, _COLUMN_SHARE, _CROSSING_SHARE, _FILLED, _WIDE = 8, 0.6, 0.2, 0.55, 0.3


Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, as the page is shown."""


class PageText(NamedTuple):
    """The characters of a page in the order of the file, and the box of each word."""

    text: str
    words: list[Word]


class Word(NamedTuple):
    """A word at its place in the text, and its box."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    is_lead: bool
    """Whether all of its line up to its end is bold."""


@dataclass(slots=True)
class Line:
    """A line of a page, or of a column."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    lead: int = 0
    """So many of its first characters are bold."""
    left: float = 0.0
    """Where most lines of its column begin."""
    cells: Mapping[int, str] = field(default_factory=dict)
    """Of a row that begins a turn in a table of who says what, by column."""


class Layout(NamedTuple):
    """The lines of all pages."""

    pages: list[list[Line]]
    roles: Roles | None
    """What the columns hold where the pages are a table of who says what."""


class _Run(NamedTuple):
    """Words that stand close to one another on one line."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    lead: int


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """The text layer of ``page``."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402 only a PDF needs it

    layer = page.get_textpage()
    n = raw.FPDFText_CountChars(layer.raw)
    if n <= 0:
        return PageText("", [])
    text = layer.get_text_range()
    if len(text) != n:  # characters beyond the first plane, or without a meaning
        text = "".join(_character(raw.FPDFText_GetUnicode(layer.raw, at)) for at in range(n))
    spans = [found.span() for found in _WORD.finditer(text)]
    text = text.translate(_PLAIN)
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    handle, box_of = layer.raw, raw.FPDFText_GetLooseCharBox
    first_at, last_at = ctypes.pointer(first), ctypes.pointer(last)
    turned = _turning(page)
    words = []
    is_lead, before = True, 0
    for start, end in spans:
        if start == 0 or is_lead or "\n" in text[before:start]:
            is_lead = _is_bold(handle, start)
        before = end
        box_of(handle, start, first_at)
        box_of(handle, end - 1, last_at)
        box = (
            min(first.left, last.left), min(first.bottom, last.bottom),
            max(first.right, last.right), max(first.top, last.top),
        )  # fmt: skip
        x0, y0, x1, y1 = turned(box) if turned else box
        words.append(Word(start, end, x0, y0, x1, y1, is_lead))
    layer.close()
    return PageText(text, words)


def lines_of(pages: Sequence[PageText]) -> Layout:
    """The lines of ``pages`` in reading order: the left column of two before the right one.

    A page that ends early in its right column has the columns of the others.
    """
    rows = [_rows(_runs(page)) for page in pages]
    table = speaker_columns(rows)
    if table:
        return Layout([_table_lines(page, table) for page in rows], table.roles)
    return Layout(_prose_lines(rows), None)


def _table_lines(rows: Sequence[Sequence[_Run]], table: SpeakerColumns) -> list[Line]:
    lines = [_line(row) for row in rows]
    _set_left(lines)
    for line, row in zip(lines, rows, strict=True):
        line.cells = table.cells(row)
    return lines


def _prose_lines(pages: Sequence[Sequence[Sequence[_Run]]]) -> list[list[Line]]:
    gutters = [_gutter(page) for page in pages]
    known = [gutter for gutter in gutters if gutter is not None]
    usual = median(known) if 2 * len(known) >= len(pages) > 1 else None
    return [
        _lines(page, usual if gutter is None and usual is not None and _fits(page, usual) else gutter)
        for page, gutter in zip(pages, gutters, strict=True)
    ]


def _fits(rows: Sequence[Sequence[_Run]], gutter: float) -> bool:
    return _n_crossing(rows, gutter) <= _CROSSING_SHARE * len(rows)


def _n_crossing(rows: Sequence[Sequence[_Run]], gutter: float) -> int:
    return sum(any(run.x0 < gutter - 1 and run.x1 > gutter + 1 for run in row) for row in rows)


def _lines(rows: Sequence[Sequence[_Run]], gutter: float | None) -> list[Line]:
    if gutter is None:
        lines = [_line(row) for row in rows]
        _set_left(lines)
        return lines
    lines = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        for column in (left, right):
            _set_left(column)
            lines.extend(column)
            column.clear()

    for row in rows:
        if any(run.x0 < gutter < run.x1 for run in row):
            flush()
            lines.append(_line(row))
            continue
        for column, runs in ((left, [r for r in row if r.x1 <= gutter]), (right, [r for r in row if r.x0 >= gutter])):
            if runs:
                column.append(_line(runs))
    flush()
    return lines


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _is_bold(handle: Any, at: int) -> bool:
    """Whether the font of a character is bold, by its name."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402 as above

    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, at, name, _FONT_NAME_BYTES, flags)
    return bool(_BOLD.search(name.value))


def _turning(page: pypdfium2.PdfPage) -> Callable[[Box], Box] | None:
    """How boxes are turned on a page that is shown turned."""
    angle = page.get_rotation()
    width, height = page.get_size()
    ways: dict[int, Callable[[Box], Box]] = {
        90: lambda b: (b[1], height - b[2], b[3], height - b[0]),
        180: lambda b: (width - b[2], height - b[3], width - b[0], height - b[1]),
        270: lambda b: (width - b[3], b[0], width - b[1], b[2]),
    }
    return ways.get(angle)


def _runs(page: PageText) -> list[_Run]:
    """The words that follow one another closely, joined as they stand in the text."""
    runs: list[_Run] = []
    gathered: list[Word] = []
    for word in page.words:
        if gathered and _parts(page.text, gathered[-1], word):
            runs.append(_run(page.text, gathered))
            gathered = []
        gathered.append(word)
    return [*runs, _run(page.text, gathered)] if gathered else runs


def _run(text: str, words: Sequence[Word]) -> _Run:
    said = " ".join(text[words[0].start : words[-1].end].split())
    bold = [word for word in words if word.is_lead]
    lead = len(" ".join(text[bold[0].start : bold[-1].end].split())) if bold else 0
    low, high = min(word.y0 for word in words), max(word.y1 for word in words)
    return _Run(said, words[0].x0, low, words[-1].x1, high, lead)


def _parts(text: str, before: Word, word: Word) -> bool:
    """Whether something new begins at ``word``: a line, or a place further off."""
    height = max(before.y1 - before.y0, 1.0)
    gap = word.x0 - before.x1
    return (
        gap > _GAP * height
        or gap < -height
        or abs(word.y0 - before.y0) > 0.5 * height
        or "\n" in text[before.end : word.start]
    )


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs on one height, from the top of the page down, each row from left to right."""
    rows: list[list[_Run]] = []
    low = high = 0.0
    for strip in sorted(_strips(runs), key=lambda strip: (-(strip[0].y0 + strip[0].y1), strip[0].x0)):
        y0, y1 = strip[0].y0, strip[0].y1
        if rows and min(high, y1) - max(low, y0) > 0.5 * min(high - low, y1 - y0):
            rows[-1] += strip
        else:
            rows.append(list(strip))
            low, high = y0, y1
    return [_closed_up(sorted(row, key=lambda run: run.x0)) for row in rows]


def _closed_up(row: Sequence[_Run]) -> list[_Run]:
    """A row whose letters and words are one run where nothing but a blank stands between them."""
    closed = [row[0]]
    for run in row[1:]:
        before = closed[-1]
        if run.x0 - before.x1 > _BLANK * max(before.y1 - before.y0, 1.0):
            closed.append(run)
            continue
        line = _line([before, run])
        closed[-1] = _Run(line.text, line.x0, line.y0, line.x1, line.y1, line.lead)
    return closed


def _strips(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that follow one another on one height, as words set wide apart do; none is torn from the others."""
    strips: list[list[_Run]] = []
    for run in runs:
        before = strips[-1][-1] if strips else run
        is_same = abs(run.y0 - before.y0) <= _LEVEL * (before.y1 - before.y0) and run.x0 >= before.x1
        if strips and is_same:
            strips[-1].append(run)
        else:
            strips.append([run])
    return strips


def _line(runs: Sequence[_Run]) -> Line:
    text = runs[0].text
    lead = runs[0].lead
    for before, run in pairwise(runs):
        height = max(before.y1 - before.y0, 1.0)
        gap = (run.x0 - before.x1) / height
        is_bold = lead == len(text)
        text += " " * min(max(int(2 * gap), 1), 8) if gap > _JOINED_GAP else ""
        lead = len(text) + run.lead if is_bold and run.lead else lead
        text += run.text
    low, high = min(run.y0 for run in runs), max(run.y1 for run in runs)
    return Line(text, runs[0].x0, low, max(run.x1 for run in runs), high, lead)


def _gutter(rows: Sequence[Sequence[_Run]]) -> float | None:
    """Where the gap between two columns of prose lies; None on a page of one column."""
    if len(rows) < _COLUMN_LINES:
        return None
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    low, high = left + _GUTTER_FROM * (right - left), left + _GUTTER_TO * (right - left)
    begins = Counter(
        round(after.x0)
        for row in rows
        for before, after in pairwise(row)
        if low <= after.x0 <= high + _GUTTER_MOST and before.x1 < high
    )
    if sum(begins.values()) < _COLUMN_LINES:
        return None
    # Where the right column begins: the lines of the left one end anywhere before.
    at = max(begins, key=lambda x: begins[x] + begins[x - 1] + begins[x + 1]) - _BESIDE
    crossing = _n_crossing(rows, at)
    lefts = [_width(row, right=at) for row in rows if row[0].x0 < at]
    rights = [_width(row, left=at) for row in rows if row[-1].x1 > at]
    beside = sum(row[0].x0 < at < row[-1].x1 and not any(r.x0 < at < r.x1 for r in row) for row in rows)
    if crossing > _CROSSING_SHARE * len(rows) or beside < _COLUMN_SHARE * (len(rows) - crossing):
        return None
    is_prose = median(lefts) > _FILLED * max(lefts) and median(rights) > _FILLED * max(rights)
    is_wide = min(max(lefts), max(rights)) > _WIDE * (right - left)
    return at if is_prose and is_wide else None


def _width(row: Sequence[_Run], left: float = float("-inf"), right: float = float("inf")) -> float:
    return sum(run.x1 - run.x0 for run in row if run.x0 >= left - 1 and run.x1 <= right + 1)


def _set_left(lines: Sequence[Line]) -> None:
    """Tells each line where most of them begin, within half a letter."""
    if not lines:
        return
    places: dict[int, int] = {}
    for line in lines:
        places[round(line.x0 / 3)] = places.get(round(line.x0 / 3), 0) + 1
    best = max(places, key=lambda place: places[place] + places.get(place + 1, 0) + places.get(place - 1, 0))
    for line in lines:
        line.left = 3.0 * best
