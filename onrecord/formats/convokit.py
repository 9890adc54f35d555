"""ConvoKit: one utterance a line, of one conversation or many, each naming the one it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.extract import visible
from onrecord.formats.json.recording import Piece, Recording, voice
from onrecord.formats.json.values import first_string, name_of, objects, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import NotJson, Source
from onrecord.model import Transcript

NAME = "convokit"
SUFFIXES: tuple[str, ...] = (".jsonl", ".json")

_CONVERSATION = ("conversation_id", "root")
_SPEAKER = ("speaker", "user")
_REPLY = ("reply-to", "reply_to")


def sniff(source: Source) -> int:
    """3 for utterances that have a conversation, a speaker, a text and what they answer."""
    rows = _utterances(source)[:3]
    return 3 * (
        bool(rows)
        and all(
            type(row.get("text")) is str
            and all(not set(keys).isdisjoint(row) for keys in (_CONVERSATION, _SPEAKER, _REPLY))
            for row in rows
        )
    )


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: conversations in the order of the file, several of them under a heading each.

    Within one, utterances stand in the order of the file, but none before the one it answers.
    """
    rows = _utterances(source)
    told = Recording(rows, one_speaker=options.one_speaker)
    speaker = next((key for key in _SPEAKER if any(key in row for row in rows)), _SPEAKER[0])
    conversations: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        conversations.setdefault(_conversation(row)[1], []).append(at)
    for name, members in conversations.items():
        if len(conversations) > 1 and name.strip():
            told.script.line(2)
            told.script.put(name, f"/{members[0]}", kind="heading")
            told.kept[LIST, _conversation(rows[members[0]])[0]] += visible(name)
        for at in _in_order(rows, members):
            piece = Piece(string(rows[at], "text"), voice(_speaker(rows[at], speaker)), where=f"/{at}")
            told.say([piece], (LIST, "text"), _speaker_path(rows[at], speaker))
    return told.transcript(source, NAME)


def _utterances(source: Source) -> list[dict[str, Any]]:
    return source.json_lines if isinstance(source.json, NotJson) else objects(source.json)


def _conversation(row: dict[str, Any]) -> tuple[str, str]:
    return first_string(row, *_CONVERSATION)


def _speaker(row: dict[str, Any], key: str) -> Any:
    found = row.get(key)
    return name_of(found.get("id")) if type(found) is dict else found


def _speaker_path(row: dict[str, Any], key: str) -> Path:
    return (LIST, key, "id") if type(row.get(key)) is dict else (LIST, key)


def _in_order(rows: list[dict[str, Any]], members: Iterable[int]) -> Iterator[int]:
    """``members`` in their order, each after the one it answers."""
    members = list(members)
    by_id = {rows[at]["id"]: at for at in members if type(rows[at].get("id")) is str}
    told: set[int] = set()
    for member in members:
        waiting: list[int] = []
        above: int | None = member
        while above is not None and above not in told:
            told.add(above)
            waiting.append(above)
            above = by_id.get(first_string(rows[above], *_REPLY)[1])
        yield from reversed(waiting)
