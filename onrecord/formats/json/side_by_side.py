"""JSON that tells what was said and who said it as two lists of one length."""

from __future__ import annotations

from typing import Any, NamedTuple

from onrecord.formats.json.field_names import SPEAKER, TEXT, rank
from onrecord.formats.json.recording import Piece, Recording, voice
from onrecord.formats.json.values import name_of, string
from onrecord.formats.json.walk import LIST, Path, escaped


class SideBySide(NamedTuple):
    """Objects that hold two such lists each."""

    rows: list[dict[str, Any]]
    path: Path
    """Where the objects lie."""
    text: str
    name: str


def side_by_side(value: Any) -> SideBySide | None:
    """The fields of what was said and of who said it, in one object or in a list of such."""
    if type(value) is dict:
        found = _fields(value)
        return SideBySide([value], (), *found) if found else None
    if type(value) is not list or not value or any(type(row) is not dict for row in value):
        return None
    ways = {_fields(row) for row in value}
    found = next(iter(ways))
    return SideBySide(value, (LIST,), *found) if len(ways) == 1 and found else None


def told_side_by_side(found: SideBySide, told: Recording) -> Recording:
    """What the lists tell; where there are several pairs, the title of each as a heading."""
    for number, row in enumerate(found.rows):
        above = f"/{number}" if found.path else ""
        if len(found.rows) > 1 and (title := string(row, "title")).strip():
            told.script.line(2)
            told.script.put(title.strip(), f"{above}/title", kind="heading")
            told.kept[*found.path, "title"] += len("".join(title.split()))
        for at, (said, who) in enumerate(zip(row[found.text], row[found.name], strict=True)):
            piece = Piece(said, voice(name_of(who)), where=f"{above}/{escaped(found.text)}/{at}")
            told.say([piece], (*found.path, found.text, LIST), (*found.path, found.name, LIST))
    return told


def _fields(row: dict[str, Any]) -> tuple[str, str] | None:
    lists = {
        key: each
        for key, each in row.items()
        if type(each) is list and each and all(type(item) is str for item in each)
    }
    texts = sorted((place, key) for key in lists if (place := rank(key, (*TEXT, "utt", "utts"))) is not None)
    names = sorted((place, key) for key in lists if (place := rank(key, SPEAKER)) is not None)
    found = [(text, name) for _, text in texts for _, name in names if len(lists[text]) == len(lists[name])]
    return found[0] if found and found[0][0] != found[0][1] else None
