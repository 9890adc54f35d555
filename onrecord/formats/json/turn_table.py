"""The list of objects in a JSON value that may be its turns, and what its fields are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from onrecord.formats.extract import visible
from onrecord.formats.json import field_names
from onrecord.formats.json.field_names import (
    DURATION,
    END,
    LANGUAGES,
    SPEAKER,
    START,
    TEXT,
    WHOSE_NAME,
    plain,
    rank,
    without_unit,
)
from onrecord.formats.json.walk import LIST, Path, Walk
from onrecord.formats.options import Columns

_SAMPLE = 400
_PART = ("punctuatedword", *TEXT, "value")
_NESTED = 3
_CELL = 200
_AS_MUCH = 0.8
"""A list nearer the top with this share of the words is the list of turns; the other lists its parts."""


class Table(NamedTuple):
    """A list of objects; fields that lie in objects within them are named with dots: "speaker.name"."""

    path: Path
    rows: list[dict[str, Any]]
    fields: Mapping[str, list[Any]]
    """The values that the first rows have of each field, by the field's name."""
    keys: Mapping[str, Path]
    """The keys that lead to each field."""
    columns: Columns | None
    """What they seem to be; None where none looks like text."""
    n_characters: int
    """In the texts, by ``columns``."""


def tables(walk: Walk) -> list[Table]:
    """Every list of objects."""
    return [_table(path, rows) for path, rows in walk.rows.items()]


def best(known: Iterable[Table]) -> Table | None:
    """The list that holds the turns, where one has text; with speakers before without."""
    found = [table for table in known if table.columns and table.n_characters]
    found = [table for table in found if table.columns and table.columns.speaker] or found
    most = max((table.n_characters for table in found), default=0)
    found = [table for table in found if table.n_characters >= _AS_MUCH * most]
    return min(found, key=lambda table: (table.path.count(LIST), len(table.path)), default=None)


def with_columns(known: Iterable[Table], columns: Columns) -> Table | None:
    """The longest list that has the fields somebody named, read by them."""
    named = {name for name in columns if name}
    found = [table for table in known if columns.text and named <= table.fields.keys()]
    table = max(found, key=lambda table: len(table.rows), default=None)
    return table._replace(columns=columns, n_characters=_spoken(table, columns)) if table else None


def shown_rows(table: Table, n: int = 5) -> list[list[str]]:
    """The first rows as strings, a cell for each field."""
    return [[_cell(at(row, table.keys[name])) for name in table.fields] for row in table.rows[:n]]


def at(row: Any, keys: Path) -> Any:
    """The value that ``keys`` lead to, one object within the other; None where nothing is."""
    for key in keys:
        row = row.get(key) if type(row) is dict else None
    return row


def _table(path: Path, rows: list[dict[str, Any]]) -> Table:
    fields: dict[str, list[Any]] = {}
    keys: dict[str, Path] = {}
    for row in rows[:_SAMPLE]:
        for where, value in _leaves(row, ()):
            name = ".".join(where)
            fields.setdefault(name, []).append(value)
            keys.setdefault(name, where)
    columns = _recognised(fields, keys, len(rows[:_SAMPLE]))
    table = Table(path, rows, fields, keys, columns, 0)
    return table._replace(n_characters=_spoken(table, columns)) if columns else table


def _spoken(table: Table, columns: Columns) -> int:
    keys = table.keys[columns.text]
    return visible("".join([part for row in table.rows for part, _ in parts_of(at(row, keys))]))


def _leaves(row: dict[str, Any], above: Path) -> Iterator[tuple[Path, Any]]:
    for key, value in row.items():
        if type(value) is dict and len(above) < _NESTED:
            yield from _leaves(value, (*above, key))
        elif value is not None and (type(value) is not list or any(parts_of(value))):
            yield (*above, key), value


def _recognised(fields: Mapping[str, list[Any]], keys: Mapping[str, Path], n_rows: int) -> Columns | None:
    texts = {name: place for name in fields if (place := _text_rank(fields[name], keys[name])) is not None}
    if not texts:
        return None
    text = min(texts, key=lambda name: texts[name])
    speakers = {
        name: rated
        for name in fields
        if name != text and (rated := _speaker_rank(fields[name], keys[name], n_rows)) is not None
    }
    rest = [name for name in fields if name != text and len(keys[name]) <= 2]
    speaker = min(speakers, key=lambda name: speakers[name], default="")
    start = _timed([name for name in rest if name != speaker], fields, START)
    end = _timed([name for name in rest if name not in {speaker, start}], fields, END) if start else ""
    return Columns(text, speaker, start, end)


def _text_rank(values: list[Any], keys: Path) -> tuple[int, int] | None:
    place = rank(_told(keys), TEXT)
    if place is None or not any(_characters(value) for value in values):
        return None
    return len(keys), place


def _told(keys: Path) -> str:
    """The key that says what a value is: the one before the language it is in."""
    return keys[-2] if len(keys) > 1 and keys[-1].casefold() in LANGUAGES else keys[-1]


def _speaker_rank(values: list[Any], keys: Path, n_rows: int) -> tuple[int, int, int] | None:
    """Names before numbers, a speaker's field before others; an object that is somebody counts by its own field."""
    keys = keys[:-1] if _told(keys) != keys[-1] else keys
    own = rank(keys[-1], WHOSE_NAME) if len(keys) > 1 else 0
    place = rank(keys[-2] if len(keys) > 1 else keys[-1], SPEAKER)
    values = [value[0] if type(value) is list and value else value for value in values]
    if place is None or own is None or any(type(value) not in {str, int, float} for value in values):
        return None
    if all(type(value) is float and not value.is_integer() for value in values):
        return None
    words = [value for value in values if type(value) is str and value.strip()]
    if words and sum(len(word) for word in words) > 80 * len(words):
        return None
    are_numbers = not any(any(letter.isalpha() for letter in word) for word in words)
    return int(are_numbers) + (len(values) < 0.3 * n_rows), place, own


def _timed(names: Iterable[str], fields: Mapping[str, list[Any]], among: tuple[str, ...]) -> str:
    found = {
        name: place
        for name in names
        if (place := rank(without_unit(name.rpartition(".")[2]), among)) is not None
        and all(
            type(value) in {int, float} or (type(value) is str and any(map(str.isdigit, value)))
            for value in fields[name]
        )
    }
    return min(found, key=lambda name: found[name], default="")


def duration_of(table: Table) -> str:
    """The field that says how long each row lasts; empty for none."""
    names = [name for name in table.fields if len(table.keys[name]) <= 2]
    return _timed(names, table.fields, DURATION)


def parts_of(value: Any) -> Iterator[tuple[str, Path]]:
    """The strings that a text is made of, and the keys to each: a string, a list of them, or of words as objects."""
    if type(value) is str:
        yield value, ()
    elif type(value) is list:
        for item in value:
            if type(item) is str:
                yield item, (LIST,)
            elif type(item) is dict:
                ranks = {key: rank(key, _PART) for key in item if type(item[key]) is str}
                named = min(((place, key) for key, place in ranks.items() if place is not None), default=None)
                if named:
                    yield item[named[1]], (LIST, named[1])


def _characters(value: Any) -> int:
    return visible("".join(part for part, _ in parts_of(value)))


def _cell(value: Any) -> str:
    text = value if type(value) is str else "" if value is None else f"{value}"[: 4 * _CELL]
    return " ".join(text.split())[:_CELL]


def is_heading(row: Mapping[str, Any]) -> bool:
    """Whether a row calls itself a heading."""
    return not field_names.HEADINGS.isdisjoint(_kinds(row))


def is_stage(row: Mapping[str, Any]) -> bool:
    """Whether a row calls itself something that happens."""
    return not field_names.STAGE.isdisjoint(_kinds(row))


def is_furniture(row: Mapping[str, Any]) -> bool:
    """Whether a row calls itself a part of the page."""
    return not field_names.FURNITURE.isdisjoint(_kinds(row))


def _kinds(row: Mapping[str, Any]) -> set[str]:
    return {
        value.strip().casefold() for key, value in row.items() if type(value) is str and plain(key) in field_names.KIND
    }
