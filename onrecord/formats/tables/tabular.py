"""A table to turns: each row is a turn, or a word of one, with who says it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from onrecord import timecode
from onrecord.errors import ColumnsError, EmptyFileError
from onrecord.formats.extract import visible
from onrecord.formats.json.recording import PAUSE_MS
from onrecord.formats.options import Columns, Options
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.formats.tables import columns
from onrecord.formats.tables.columns import Layout
from onrecord.formats.tables.rows import Row, width_of
from onrecord.model import Defect, Speaker, Transcript

_ROWS_SHOWN = 5
_CELL_SHOWN = 200
_EPOCH_S = 500_000_000
"""Numbers past this count the seconds since 1970."""
_LONGEST_PIECE_S = 200
"""A row that would last longer, on the average, counts milliseconds."""
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?\Z")
_LINE_ENDS = re.compile(r"\r\n?")
_PUNCTUATION = re.compile(r"[^\w\s]+\Z")
_CLOSED_BEFORE = frozenset(",.;:!?%)]}…’”")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\0＝＋－＠])")
"""Careful programs lead a cell so that no spreadsheet runs it."""
_UNNAMED = "column {}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text."""

    rows: Sequence[Row]
    """All of them, the header's too."""
    has_header: bool
    """Whether the first row may name the columns."""
    encoding: str = "UTF-8"
    defects: Sequence[Defect] = ()
    dropped: Mapping[str, str] = field(default_factory=dict)
    """Whatever else the file holds: what it is, and its text."""
    name: str = ""
    """Of a sheet among others: its heading."""


class _Understood(NamedTuple):
    above: Sequence[Row]
    """Titles and notes over the header."""
    header: Row | None
    body: Sequence[Row]
    layout: Layout
    names: Sequence[str] | None = None
    """Of the columns of ``body``, where each speaker has a column and the header names them: then those of ``body``
    are the speaker, the words, and whatever else there is.
    """


def transcript_of(source: Source, tables: Sequence[Table], format_name: str, options: Options) -> Transcript:
    """The transcript in ``tables``, one after the other. Raises ColumnsError where nobody knows which column holds
    what.
    """
    script = Script()
    people: dict[str, tuple[str, str]] = {}
    defects: list[Defect] = []
    n_characters = 0
    for table in tables:
        if not table.rows:
            raise EmptyFileError("This table is empty.", name=source.name)
        found = _understood(source, table, options)
        above, header, body = found.above, found.header, found.body
        if table.name:
            script.line(2)
            script.put(table.name, kind="heading", is_ours=True)
            script.line(2)
        for row in above:
            _put_above(script, row)
        if header is not None:
            script.drop("names of columns", " ".join(header.cells))
        _tell(script, found, people)
        for what, text in table.dropped.items():
            script.drop(what, text)
        n_characters += sum(visible(cell) for row in table.rows for cell in row.cells)
        n_characters += sum(visible(text) for text in table.dropped.values())
        defects += [*table.defects, *_ragged(body if found.names is None else table.rows[1:])]
    told = script.transcript(source, format_name, n_characters, encoding=tables[0].encoding, defects=defects)
    return replace(told, speakers=tuple(_described(speaker, people) for speaker in told.speakers))


def _understood(source: Source, table: Table, options: Options) -> _Understood:
    if options.columns is not None:
        return _chosen(source, options.columns, table)
    sides = columns.side_by_side(table.rows[0].cells) if table.has_header else []
    if sides:
        return _side_by_side(source, table, sides)
    if table.has_header and len(table.rows) > 1:
        found = columns.titled([row.cells for row in table.rows])
        if found:
            at, layout = found
            return _Understood(table.rows[:at], table.rows[at], table.rows[at + 1 :], layout)
    above, header, body, heads = next(_ways(table))
    cells = [row.cells for row in body]
    by_values = columns.by_values(len(heads), cells)
    if by_values:
        return _Understood(above, header, body, by_values)
    raise _asks(source, heads, cells)


def _side_by_side(source: Source, table: Table, sides: Sequence[int]) -> _Understood:
    """A row is a question and its answer. Where a column names somebody else beside, nobody knows whose words are
    whose.
    """
    header, *below = table.rows
    if any(at not in sides for at in columns.named(header.cells)["speaker"]):
        raise _asks(source, _unique(header.cells), [row.cells for row in below])
    heads = [cell.strip().rstrip(":：") for cell in header.cells]
    body = []
    for row in below:
        others = [cell for at, cell in enumerate(row.cells) if at not in sides]
        for at in sides:
            body.append(Row(row.number, [heads[at], _cell(row.cells, at), *others]))
            others = []
    names = ["", "", *(cell for at, cell in enumerate(header.cells) if at not in sides)]
    return _Understood((), header, body, Layout(1, 0), names)


def _ways(table: Table) -> Iterator[tuple[Sequence[Row], Row | None, Sequence[Row], list[str]]]:
    """How the table may be taken apart, the likeliest first: rows above the header, the header, rows below it, and the
    names of the columns, by which a person chooses them.
    """
    cells = [row.cells for row in table.rows]
    found = columns.titled(cells) if table.has_header and len(cells) > 1 else None
    at = found[0] if found else 0
    width = max(width_of(table.rows[at:]), len(cells[at]))
    heads = _unique([*cells[at], *([""] * (width - len(cells[at])))])
    named = (table.rows[:at], table.rows[at], table.rows[at + 1 :], heads)
    numbered = ((), None, table.rows, [_UNNAMED.format(number) for number in range(1, width + 1)])
    is_header = found or (table.has_header and len(cells) > 1 and columns.is_header(cells[0], cells[1:]))
    yield from (named, numbered) if is_header else (numbered, named)


def _chosen(source: Source, chosen: Columns, table: Table) -> _Understood:
    """The columns that a person names, as ``_asks`` calls them or else as the first row does."""
    ways = list(_ways(table))
    for above, header, body, heads in ways:
        if chosen.text and all(name in heads for name in chosen if name):
            text, speaker, start, end = (heads.index(name) if name else -1 for name in chosen)
            return _Understood(above, header, body, Layout(text, speaker, start, end))
    above, _, body, heads = ways[0]
    missing = [name for name in chosen if name and name not in heads]
    raise ColumnsError(
        f"This table has no column named “{', '.join(missing) or chosen.text}”; it has: {', '.join(heads)}.",
        columns=heads, rows=_shown([row.cells for row in body], len(heads)), guess=None, name=source.name,
    )  # fmt: skip


def _asks(source: Source, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> ColumnsError:
    return ColumnsError(
        "This is a table, and its columns do not say which holds the speaker and which the words: choose them, or"
        " name them “speaker” and “text”.",
        columns=list(heads), rows=_shown(rows, len(heads)), guess=columns.guess(heads, rows), name=source.name,
    )  # fmt: skip


def _shown(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    return [[*(cell[:_CELL_SHOWN] for cell in row), *([""] * width)][:width] for row in rows[:_ROWS_SHOWN]]


def _unique(cells: Sequence[str]) -> list[str]:
    """Names of columns: each its own."""
    taken: set[str] = set()
    names = []
    for at, cell in enumerate(cells):
        name = " ".join(cell.split())[:_CELL_SHOWN] or _UNNAMED.format(at + 1)
        name = name if name not in taken else f"{name} ({at + 1})"
        taken.add(name)
        names.append(name)
    return names


def _tell(script: Script, found: _Understood, people: dict[str, tuple[str, str]]) -> None:
    """Tell the rows; ``people`` learns role and party by speaker as printed."""
    rows, layout = found.body, found.layout
    names = found.names or (found.header.cells if found.header is not None else [])
    used = layout.used
    starts, ends = _times(rows, names, layout)
    event = ""
    ended_ms: int | None = None
    is_begun = False
    is_captions = layout.speaker < 0 <= layout.start and max(layout.end, layout.duration) >= 0 and not layout.is_words
    for row, start_ms, end_ms in zip(rows, starts, ends, strict=True):
        cells = [_GUARDED.sub("", cell, count=1) if _GUARDED.match(cell) else cell for cell in row.cells]
        script.drop("apostrophes that keep cells from being formulas", "'" * _n_guarded(row.cells))
        where = f"row {row.number:,}"
        spoken, name = _cell(cells, layout.text), _cell(cells, layout.speaker)
        name = _named(script, name)
        event = _headed(script, _cell(cells, layout.event), event, where)
        for at, cell in enumerate(cells):
            if cell and (
                at not in used or at in {layout.start, layout.end, layout.duration, layout.role, layout.party}
            ):
                script.drop(_what(names, at, layout), cell)
        if not spoken.strip():
            script.drop("names without words", name if found.names is None else "")
            continue
        role, party = _cell(cells, layout.role).strip(), _cell(cells, layout.party).strip()
        known = people.get(name, ("", ""))
        people[name] = (known[0] or role, known[1] or party)
        is_apart = start_ms is not None and ended_ms is not None and start_ms - ended_ms >= PAUSE_MS
        ended_ms = end_ms if end_ms is not None else start_ms
        goes_on = is_begun and script.speaking == name
        is_begun = True
        if is_captions and goes_on:
            script.blank("\n" if is_apart else " ")
        elif layout.is_words and goes_on:
            script.drop("names repeated at each word", name)
            if not _PUNCTUATION.match(spoken.strip()) or spoken.strip()[0] not in _CLOSED_BEFORE:
                script.blank()
        else:
            label = f"Speaker {name}" if name.isdecimal() else name
            script.drop("numbers of speakers", name if label != name else "")
            script.turn(
                name, label, where, start_ms=start_ms, end_ms=end_ms, is_printed=label == name and found.names is None
            )
        script.put(_LINE_ENDS.sub("\n", spoken.strip()), where)
        script.until(end_ms)


def _put_above(script: Script, row: Row) -> None:
    """A title, or a note such as "Date | 3 May", on a line of its own."""
    filled = [" ".join(cell.split()) for cell in row.cells if cell.strip()]
    script.put(" ".join(filled), f"row {row.number:,}", kind="heading" if len(filled) == 1 else "metadata")
    script.line(2)


def _n_guarded(cells: Sequence[str]) -> int:
    return sum(bool(_GUARDED.match(cell)) for cell in cells)


def _named(script: Script, name: str) -> str:
    """A name without the colon after it, which stands in the text anyway."""
    bare = name.strip().rstrip(":：").rstrip()
    script.drop("colons after names", name.strip()[len(bare) :])
    return " ".join(bare.split())


def _headed(script: Script, event: str, before: str, where: str) -> str:
    """A heading where another event begins; its name is repeated in each row."""
    event = event.strip()
    if not event:
        return before
    if event != before:
        script.line(2)
        script.put(event, where, kind="heading")
        script.line(2)
    else:
        script.drop("names of events, repeated", event)
    return event


def _what(names: Sequence[str], at: int, layout: Layout) -> str:
    if at in {layout.start, layout.end, layout.duration}:
        return "times"
    if at == layout.role:
        return "roles of speakers"
    if at == layout.party:
        return "parties of speakers"
    if at < len(names) and names[at].strip():
        return f"column “{' '.join(names[at].split())[:60]}”"
    return _UNNAMED.format(at + 1)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if 0 <= at < len(cells) else ""


def _described(speaker: Speaker, people: Mapping[str, tuple[str, str]]) -> Speaker:
    for label in speaker.labels:
        role, party = people.get(label, ("", ""))
        if role or party:
            return replace(speaker, role=speaker.role or role, party=speaker.party or party)
    return speaker


def _times(rows: Sequence[Row], names: Sequence[str], layout: Layout) -> tuple[list[int | None], list[int | None]]:
    """Start and end of each row in milliseconds."""
    start = [_cell(row.cells, layout.start).strip() for row in rows]
    end = [_cell(row.cells, layout.end).strip() for row in rows]
    lasting = [_cell(row.cells, layout.duration).strip() for row in rows]
    starts, scale = _milliseconds(start, _head(names, layout.start), end or lasting)
    ends, _ = _milliseconds(end, _head(names, layout.end) or _head(names, layout.start), end, scale)
    first = next((ms for ms in starts if ms is not None), None)
    if first is not None and first >= 1000 * _EPOCH_S:  # a date: counted from the first row
        starts = [None if ms is None or ms < first else ms - first for ms in starts]
        ends = [None if ms is None or ms < first else ms - first for ms in ends]
    if layout.end < 0 and layout.duration >= 0:
        spans, _ = _milliseconds(lasting, _head(names, layout.duration), lasting, scale)
        ends = [a + b if a is not None and b is not None else None for a, b in zip(starts, spans, strict=True)]
    ends = [b if a is None or b is None or b >= a else None for a, b in zip(starts, ends, strict=True)]
    return starts, ends


def _head(names: Sequence[str], at: int) -> str:
    return columns.head_of(names[at]) if 0 <= at < len(names) else ""


def _milliseconds(
    values: Sequence[str], head: str, ends: Sequence[str], scale: float = 0.0
) -> tuple[list[int | None], float]:
    """``values`` as milliseconds, and how many a unit is. Numbers count what ``head`` says, else seconds, unless they
    are whole and too far apart for that.
    """
    numbers = [float(value.replace(",", ".")) if _NUMBER.match(value) else None for value in values]
    known = [number for number in numbers if number is not None]
    if not scale or columns.UNIT.search(head):
        scale = _scale(known, head, ends)
    if known and len(known) >= sum(bool(value) for value in values) / 2:
        return [None if number is None else round(number * scale) for number in numbers], scale
    return [_clock(value) for value in values], 1000.0


def _scale(known: Sequence[float], head: str, ends: Sequence[str]) -> float:
    unit = columns.UNIT.search(head)
    if unit:
        return 1.0 if unit["ms"] else 1000.0
    if not known:
        return 1000.0
    if max(known) > 1000 * _EPOCH_S:
        return 1.0
    is_whole = all(number.is_integer() for number in known)
    length = (max(known) - min(known)) / max(1, len(known) - 1)
    return 1.0 if is_whole and length > _LONGEST_PIECE_S and max(known) < _EPOCH_S and any(ends) else 1000.0


def _clock(value: str) -> int | None:
    if not value:
        return None
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", value):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return (moment.toordinal() * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second) * 1000
    return timecode.milliseconds(value)


def _ragged(rows: Sequence[Row]) -> Iterator[Defect]:
    width = width_of(rows) if rows else 0
    odd = [row for row in rows if len(row.cells) != width]
    if odd:
        is_one = len(odd) == 1
        yield Defect(
            f"{'1 row has' if is_one else f'{len(odd):,} rows have'} another number of cells than the other rows"
            f" ({width}), the first in line {odd[0].number:,}; what stands there was read by its place."
        )
