"""JSON and JSON Lines that no other format claims: lists of turns under whatever names, or a sentence why not.

A list of objects is read where its fields say who speaks, or when, and what is said; else a person says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from onrecord.entities import decoded
from onrecord.errors import ColumnsError, DamagedFileError
from onrecord.formats.extract import Extract, visible
from onrecord.formats.json import refusals as json_refusals
from onrecord.formats.json.field_names import TEXT, plain, rank
from onrecord.formats.json.people import named_apart
from onrecord.formats.json.recording import NOBODY, Piece, Recording, Voice, voice
from onrecord.formats.json.side_by_side import side_by_side, told_side_by_side
from onrecord.formats.json.timed_parts import TimedPart, are_by_speaker, timed_parts
from onrecord.formats.json.times import clock
from onrecord.formats.json.turn_table import (
    Table,
    at,
    best,
    duration_of,
    is_furniture,
    is_heading,
    is_stage,
    parts_of,
    shown_rows,
    tables,
    with_columns,
)
from onrecord.formats.json.values import in_ms, inside, name_of, string
from onrecord.formats.json.walk import LIST, Path, Walk, rows_at, shown
from onrecord.formats.options import AS_FOUND, Columns, Options
from onrecord.formats.source import NotJson, Source
from onrecord.formats.text import NOBODY as NOBODY_SHOWN
from onrecord.formats.text import extracted
from onrecord.marks import Mark
from onrecord.model import SegmentKind, Speaker, Transcript

NAME = "json"
SUFFIXES: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_LINE_TAG = re.compile(r"</(?:p|div|li|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_TAGGED = re.compile(r"<(?:p|div|span|br)\b[^<>]{0,500}>|</(?:p|div|span|b|i|em|strong|a)>", re.IGNORECASE)
_TURN = re.compile(r"(?<![^\s])(?=>>+[ \t]*[^\s>])")
_SIGN = re.compile(r"\s*(?P<sign>>>+)")
"""Opens a turn of somebody whom nothing names, as captions have it."""
_WORD_LONGEST = 12
_FEWEST_ONCE = 5
_SHARE_OF_TEXT = 0.5
_HEADING_MOST = 200
_LONGEST_MS = 100 * 3_600_000
_DESCRIBED = ("title", "date", "place", "location", "event", "source", "language", "participants")


def sniff(source: Source) -> int:
    """2 for anything that opens like JSON, whole or not."""
    return 0 if source.json == NotJson("") else 2


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``.

    Raises DamagedFileError where it is no JSON, ColumnsError where a list's fields say too little, and
    UnsupportedFormatError where nothing in it can be turns.
    """
    value = source.json
    if isinstance(value, NotJson):
        value = source.json_lines
        if not value:
            raise DamagedFileError(json_refusals.damage(source), name=source.name)
    walk = Walk(value)
    known = tables(walk)
    if options.columns:
        table = with_columns(known, options.columns)
        if table is None:
            raise _ask(known, source, f"No list in this JSON has the fields {_listed(options.columns)}.")
        return _read_table(source, value, walk, table, options)
    table = best(known)
    if table and _says_enough(table):
        return _read_table(source, value, walk, table, options)
    if beside := side_by_side(value):
        told = told_side_by_side(beside, Recording(value, walk=walk, one_speaker=options.one_speaker))
        return told.transcript(source, NAME, people=None, metadata=_described(beside.rows[0]))
    path = _text_path(walk)
    if path and not table:
        return _read_text(source, walk, path, options)
    json_refusals.refuse_timings(known, source)
    if any(type(cell) is str for each in known for cells in each.fields.values() for cell in cells):
        raise _ask(known, source)
    raise json_refusals.no_turns(value, source)


def _listed(columns: Columns) -> str:
    return ", ".join(f"“{name}”" for name in columns if name)


def _says_enough(table: Table) -> bool:
    """Whether fields name the speaker, or else when it was said.

    Names that nobody bears twice may be anything's, unless their field is called after speaking; days may be too.
    """
    columns = table.columns
    if columns is None:
        return False
    if columns.speaker:
        names = [str(at(row, table.keys[columns.speaker])) for row in table.rows]
        is_named_so = plain(columns.speaker.split(".")[0]).startswith(("speaker", "spkr", "participant"))
        comes_back = len(names) < _FEWEST_ONCE or len(set(names)) < len(names)
        return is_named_so or comes_back or bool(columns.end)
    times = table.fields.get(columns.start, [])
    return bool(columns.end) or (bool(times) and all((in_ms(value) or 0) < _LONGEST_MS for value in times))


def _ask(known: list[Table], source: Source, before: str = "") -> ColumnsError:
    """What the page needs to let a person say which field holds what."""
    table = best(known) or max(known, key=lambda each: len(each.rows), default=None)
    if table is None:
        return ColumnsError(f"{before} It holds no list of objects.", columns=[], rows=[], guess=None, name=source.name)
    told = f"{before} The longest list has {len(table.fields)} fields" if before else (
        f"This JSON holds a list of {len(table.rows):,} objects ({shown(table.path)}), and their fields do not say who"
        " speaks"
    )  # fmt: skip
    return ColumnsError(
        f"{told}: say which field holds what was said, and which the speaker.",
        columns=list(table.fields), rows=shown_rows(table), guess=table.columns, name=source.name,
    )  # fmt: skip


def _read_table(source: Source, value: Any, walk: Walk, table: Table, options: Options) -> Transcript:
    columns = table.columns or Columns("")
    keys = {name: table.keys.get(name, (name,)) for name in columns if name}
    told = Recording(value, walk=walk, one_speaker=options.one_speaker)
    start_at = _clock(table, columns.start, keys)
    end_at = _clock(table, columns.end, keys)
    lasting = "" if columns.end else duration_of(table)
    goes_on = bool(columns.start and (columns.end or lasting)) or not columns.speaker
    people = named_apart(walk, table, value)
    rows = list(rows_at(value, table.path))
    timed = timed_parts([at(row, keys[columns.text]) for _, row in rows], table.n_characters)
    if columns.speaker and are_by_speaker([str(at(row, keys[columns.speaker])) for _, row in rows], timed):
        return _read_by_speaker(source, told, table, columns, rows, timed)
    last = NOBODY
    is_signed = False
    is_marked_up = _has_tags([at(row, keys[columns.text]) for _, row in rows])
    are_words = table.n_characters < _WORD_LONGEST * len(rows)
    for (pointer, row), parted in zip(rows, timed, strict=True):
        parts = [part for part in parts_of(at(row, keys[columns.text])) if part[0].strip()]
        printed = at(row, keys[columns.speaker]) if columns.speaker else None
        who = people.get(str(printed)) or _voice(printed)
        text = ("" if any(part[0] != part[0].strip() for part in parts) else " ").join(part for part, _ in parts)
        text = without_tags(text) if is_marked_up else text
        if are_words and goes_on and printed is None and who == NOBODY:
            who = last  # the name stands at the first word only
        last = who
        if not parts or (who == NOBODY and not goes_on and not any(map(str.isalnum, text))):
            text = _own_heading(row, parts, who)
            if text:
                told.script.line(2)
                told.script.put(text, pointer, kind="heading")
                told.kept[*table.path, *keys[columns.speaker]] += visible(text)
            continue
        kind = _kind(row, text.strip()) if who == NOBODY else None
        if kind:
            told.script.line(2)
            told.script.put(text.strip(), pointer, kind=kind)
        else:
            text = _without_name(text, who)
            ends = end_at(at(row, keys[columns.end])) if columns.end else None
            starts = start_at(at(row, keys[columns.start])) if columns.start else None
            if lasting and starts is not None:
                ends = _later(starts, at(row, keys[columns.start]), at(row, table.keys[lasting]), start_at)
            if not columns.start and parted:
                starts, ends = parted[0].start_ms, parted[-1].end_ms
            said = [text] if columns.speaker or options.one_speaker else _TURN.split(text)
            for part in filter(str.strip, said):
                sign = _SIGN.match(part)
                is_signed = is_signed or bool(sign)
                marks = [Mark(sign.start("sign"), sign.end(), "furniture")] if sign else []
                piece = Piece(part, who, starts, ends, where=pointer, stage=marks)
                told.say([piece], None, (*table.path, *keys.get(columns.speaker, ())), goes_on=goes_on and not sign)
        _count(told, (*table.path, *keys[columns.text]), parts, text)
    people_told = {"": Speaker(NOBODY_SHOWN, is_group=True)} if is_signed else None
    return told.transcript(source, NAME, people=people_told, metadata=_described(value))


def _later(start_ms: int, start: Any, lasting: Any, read: Callable[[Any], int | None]) -> int | None:
    """When a row ends that lasts so long: in the unit of its start, or as a clock's time."""
    if type(start) in {int, float} and type(lasting) in {int, float}:
        return read(start + lasting)
    ms = in_ms(lasting)
    return None if ms is None else start_ms + ms


def _read_by_speaker(
    source: Source,
    told: Recording,
    table: Table,
    columns: Columns,
    rows: list[tuple[str, dict[str, Any]]],
    timed: list[list[TimedPart]],
) -> Transcript:
    """Lists of all that each one said, put in the order of time."""
    pieces = [
        Piece(part.text, _voice(at(row, table.keys[columns.speaker])), part.start_ms, part.end_ms, where=pointer)
        for (pointer, row), parts in zip(rows, timed, strict=True)
        for part in parts
    ]
    pieces.sort(key=lambda piece: piece.start_ms or 0)
    for _, run in groupby((piece for piece in pieces if piece.text.strip()), key=attrgetter("who")):
        told.say(list(run), None, (*table.path, *table.keys[columns.speaker]))
    for _, row in rows:
        parts = [part for part in parts_of(at(row, table.keys[columns.text])) if part[0].strip()]
        _count(told, (*table.path, *table.keys[columns.text]), parts, "".join(part for part, _ in parts))
    return told.transcript(source, NAME, people=None, metadata=_described(source.json))


def _has_tags(texts: list[Any]) -> bool:
    """Whether most texts are pieces of a web page."""
    found = [bool(_TAGGED.search(text)) for text in texts if type(text) is str and text.strip()]
    return bool(found) and 2 * sum(found) >= len(found)


def without_tags(text: str) -> str:
    """What a browser would show of a piece of a page."""
    text = _LINE_TAG.sub("\n", text.replace("\r", "").replace("\n", " "))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", decoded(_TAG.sub("", text)))).strip()


def _voice(printed: Any) -> Voice:
    """Whom a turn names; several at once are printed as one."""
    if type(printed) is list:
        names = [name_of(name) for name in printed if name_of(name)]
        return voice(" & ".join(names))._replace(is_printed=False)
    return voice(name_of(printed) if type(printed) is str else printed)


def _count(told: Recording, path: Path, parts: list[tuple[str, Path]], text: str) -> None:
    """What is kept of the parts of a text: all, but for a name at its beginning that is printed anyway."""
    whole = "".join([part for part, _ in parts])
    less = visible(whole) - visible(text) if text != whole else 0
    for part, inner in parts:
        n = visible(part)
        told.kept[*path, *inner] += max(0, n - less)
        less = max(0, less - n)


def _own_heading(row: dict[str, Any], parts: list[Any], who: Voice) -> str:
    """The name of a row that says nothing and calls itself a section."""
    return who.label if not parts and who.is_printed and is_heading(row) else ""


def _kind(row: dict[str, Any], text: str) -> SegmentKind | None:
    """What a row that names nobody calls itself; printed matter may stand in a "title" or "line break" too."""
    if is_stage(row):
        return "stage"
    if not (is_heading(row) or is_furniture(row)):
        return None
    return "metadata" if len(text) > _HEADING_MOST else "heading" if is_heading(row) else "furniture"


def _without_name(text: str, who: Voice) -> str:
    """``text`` without the label it begins with, which is printed before it anyway."""
    bare = text.lstrip()
    n = len(who.label)
    return (
        bare[n + 1 :]
        if n and bare.startswith(who.label) and bare[n : n + 1] in {".", ":"} and bare[n + 1 :].strip()
        else text
    )


def _clock(table: Table, name: str, keys: Mapping[str, Path]) -> Any:
    values = [at(row, keys[name]) for row in table.rows] if name else []
    return clock(name, values, table.n_characters)


def _described(value: Any) -> dict[str, str]:
    """Title, date and the like, as the object at the top or one within it gives them."""
    places = [
        value,
        *(inside(value, key) for key in ("meta", "metadata", "header", "info", "data", "meeting", "event")),
    ]
    return {key: found for key in _DESCRIBED for place in reversed(places) if (found := string(place, key))}


def _text_path(walk: Walk) -> Path | None:
    """Where most of the file's characters stand, if that is a text by name, or a plain list of lines."""
    if not walk.n_characters:
        return None
    path = max(walk.strings, key=walk.count)
    name = next((step for step in reversed(path) if step != LIST), "")
    are_words = sum(" " in each.strip() for each in walk.strings[path]) >= 0.5 * len(walk.strings[path])
    is_text = not name or rank(name, TEXT) is not None
    return path if is_text and are_words and walk.count(path) >= _SHARE_OF_TEXT * walk.n_characters else None


def _read_text(source: Source, walk: Walk, path: Path, options: Options) -> Transcript:
    """Text that lies in one string, or line by line in a list: its labels are found as in plain text."""
    extract = Extract()
    for text in walk.strings[path]:
        extract.put(text.strip("\ufeff"), shown(path))
        extract.line()
    walk.drop_others(extract, {path: extract.n_kept})
    return extracted(
        source, extract, NAME, walk.n_characters, encoding=source.json_encoding.encoding, options=options,
        metadata=_described(source.json),
    )  # fmt: skip
