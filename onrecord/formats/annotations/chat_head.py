"""The headers of a CHAT file: who takes part, and what is said of the recording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

_HEADER = re.compile(r"^@(?P<field>[A-Za-z][\w ]{1,30}):[\t ]*(?P<value>[^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_FIELDS = {
    "Title": "title", "Date": "date", "Location": "place", "Situation": "event", "Languages": "language",
    "Media": "source", "Transcriber": "author",
}  # fmt: skip
_COMMON = frozenset({"participant", "unidentified", "text", "speaker", "adult", "child"})


class Participant(NamedTuple):
    """Somebody of the header, by the name or else the part they have, if nobody else has it."""

    name: str
    role: str


def participants_in(head: str) -> dict[str, Participant]:
    """Who the codes of the speakers are: "CHI Eve Target_Child, MOT Mother"."""
    rows: list[list[str]] = []
    for found in _HEADER.finditer(head):
        if found["field"] == "Participants":
            rows += [entry.split() for entry in found["value"].split(",") if entry.split()]
    n_of_role = Counter(row[-1] for row in rows)
    people: dict[str, Participant] = {}
    for row in rows:
        role = _plain(row[-1]) if len(row) > 1 else ""
        name = _plain(" ".join(row[1:-1]))
        if not name and role and n_of_role[row[-1]] == 1 and role.lower() not in _COMMON:
            name = role
        people[row[0]] = Participant(name, role)
    return people


def described(head: str, people: Mapping[str, Participant]) -> dict[str, str]:
    """The metadata of the header."""
    fields = {"participants": ", ".join(person.name or code for code, person in people.items())}
    for found in _HEADER.finditer(head):
        key = _FIELDS.get(found["field"])
        if key:
            fields.setdefault(key, " ".join(found["value"].split()))
    return {key: value for key, value in fields.items() if value}


def _plain(text: str) -> str:
    return text.replace("_", " ")
