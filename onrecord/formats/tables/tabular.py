"""A table to turns: each row is a turn, or a word of one, with who says it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

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


def transcript_of(source: Source, table: Table, format_name: str, options: Options) -> Transcript:
    """The transcript in ``table``. Raises ColumnsError where nobody knows which column holds what."""
    if not table.rows:
        raise EmptyFileError("This table is empty.", name=source.name)
    header, body, layout = _understood(source, table, options)
    script = Script()
    if header is not None:
        script.drop("names of columns", " ".join(header.cells))
    names = header.cells if header is not None else []
    people = _told(script, body, names, layout)
    for what, text in table.dropped.items():
        script.drop(what, text)
    n_characters = sum(visible(cell) for row in table.rows for cell in row.cells)
    n_characters += sum(visible(text) for text in table.dropped.values())
    told = script.transcript(
        source, format_name, n_characters, encoding=table.encoding, defects=[*table.defects, *_ragged(body)]
    )
    return replace(told, speakers=tuple(_described(speaker, people) for speaker in told.speakers))


def _understood(source: Source, table: Table, options: Options) -> tuple[Row | None, Sequence[Row], Layout]:
    """The header, the rows below it, and which column holds what."""
    first, below = table.rows[0], table.rows[1:]
    width = width_of(table.rows)
    cells = [row.cells for row in below]
    heads = _unique([*first.cells, *([""] * (width - len(first.cells)))])
    if options.columns is not None:
        numbered = [_UNNAMED.format(at + 1) for at in range(max(width, len(first.cells)))]
        is_named = options.columns.text in heads or options.columns.text not in numbered
        layout = _chosen(source, options.columns, heads if is_named else numbered, table)
        return (first, below, layout) if is_named else (None, table.rows, layout)
    if table.has_header and below:
        layout_found = columns.by_header(first.cells, cells)
        if layout_found:
            return first, below, layout_found
        if columns.is_header(first.cells, cells):
            by_values = columns.by_values(width, cells)
            if by_values:
                return first, below, by_values
            raise _asks(source, heads, cells)
    everything = [row.cells for row in table.rows]
    by_values = columns.by_values(width, everything)
    if by_values:
        return None, table.rows, by_values
    raise _asks(source, [_UNNAMED.format(at + 1) for at in range(width)], everything)


def _chosen(source: Source, chosen: Columns, heads: Sequence[str], table: Table) -> Layout:
    index = {name: at for at, name in enumerate(heads)}
    missing = [name for name in chosen if name and name not in index]
    if missing or not chosen.text:
        raise ColumnsError(
            f"This table has no column named “{', '.join(missing) or chosen.text}”; it has: {', '.join(heads)}.",
            columns=list(heads), rows=_shown([row.cells for row in table.rows], len(heads)), guess=None,
            name=source.name,
        )  # fmt: skip
    text, speaker, start, end = (index[name] if name else -1 for name in chosen)
    return Layout(text, speaker, start, end)


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


def _told(script: Script, rows: Sequence[Row], names: Sequence[str], layout: Layout) -> dict[str, tuple[str, str]]:
    """Tell the rows; returns role and party by speaker as printed."""
    people: dict[str, tuple[str, str]] = {}
    used = layout.used
    starts, ends = _times(rows, names, layout)
    event = ""
    ended_ms: int | None = None
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
            script.drop("names without words", name)
            continue
        role, party = _cell(cells, layout.role).strip(), _cell(cells, layout.party).strip()
        known = people.get(name, ("", ""))
        people[name] = (known[0] or role, known[1] or party)
        is_apart = start_ms is not None and ended_ms is not None and start_ms - ended_ms >= PAUSE_MS
        ended_ms = end_ms if end_ms is not None else start_ms
        if is_captions and script.speaking == name:
            script.blank("\n" if is_apart else " ")
        elif layout.is_words and script.speaking == name:
            script.drop("names repeated at each word", name)
            if not _PUNCTUATION.match(spoken.strip()) or spoken.strip()[0] not in _CLOSED_BEFORE:
                script.blank()
        else:
            label = f"Speaker {name}" if name.isdecimal() else name
            script.drop("numbers of speakers", name if label != name else "")
            script.turn(name, label, where, start_ms=start_ms, end_ms=end_ms, is_printed=label == name)
        script.put(_LINE_ENDS.sub("\n", spoken.strip()), where)
        script.until(end_ms)
    return people


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
