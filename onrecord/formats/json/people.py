"""Names that a file lists apart from its turns, which call their speakers by a number or a key."""

from __future__ import annotations

from typing import Any

from onrecord.formats.json.field_names import WHOSE_NAME, rank
from onrecord.formats.json.recording import Voice
from onrecord.formats.json.turn_table import Table, at
from onrecord.formats.json.values import name_of
from onrecord.formats.json.walk import Walk

_KEYS = ("id", "ID", "_id", "speaker_id", "speakerId", "speaker", "key", "label", "user_id", "userId")
_PEOPLE_MOST = 1000


def named_apart(walk: Walk, table: Table, value: Any) -> dict[str, Voice]:
    """Who the turns' speakers are, by what the turns call them: of the first list or object that knows all of them."""
    if table.columns is None or not table.columns.speaker:
        return {}
    keys = table.keys[table.columns.speaker]
    called = {str(at(row, keys)) for row in table.rows} - {"None", ""}
    if not called:
        return {}
    for path, rows in walk.rows.items():
        if path == table.path or len(rows) > _PEOPLE_MOST:
            continue
        for field in _KEYS:
            listed = {str(row[field]): row for row in rows if field in row}
            if called <= listed.keys() and (found := _voices(listed, called, field)):
                return found
    for each in value.values() if type(value) is dict else ():
        if type(each) is dict and called <= each.keys():
            people = {key: one if type(one) is dict else {"name": one} for key, one in each.items()}
            if found := _voices(people, called, ""):
                return found
    return {}


def _voices(people: dict[str, dict[str, Any]], called: set[str], besides: str) -> dict[str, Voice]:
    named = {key: _name(people[key], besides) for key in called}
    return {key: Voice(key, name, False) for key, name in named.items() if name}


def _name(person: dict[str, Any], besides: str) -> str:
    found = [
        (place, name)
        for key in person
        if key not in {besides, "id"}
        and (place := rank(key, WHOSE_NAME)) is not None
        and (name := name_of(person[key]))
    ]
    return " ".join(min(found, default=(0, ""))[1].split())
