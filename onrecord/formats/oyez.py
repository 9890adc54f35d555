"""Oyez: arguments before a court, as sections of turns of text blocks; speakers are objects with a name and roles."""

from __future__ import annotations

from typing import Any

from onrecord.formats.json.recording import NOBODY, Piece, Recording, Voice
from onrecord.formats.json.values import in_ms, inside, name_of, objects, string
from onrecord.formats.json.walk import LIST, Path
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.model import Speaker, Transcript

NAME = "oyez"
SUFFIXES: tuple[str, ...] = (".json",)

_TURN: Path = ("sections", LIST, "turns", LIST)


def sniff(source: Source) -> int:
    """3 for sections of turns of text blocks."""
    sections = objects(source.json, *_place(source.json), "sections")
    turns = (turn for section in sections for turn in objects(section, "turns")[:20])
    return 3 * any("text_blocks" in turn for turn in turns)


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``: every turn of the file is one, a pause after a sentence opens a paragraph."""
    place = _place(source.json)
    told = Recording(source.json, one_speaker=options.one_speaker)
    people: dict[str, Speaker] = {}
    pointer = "/".join(("", *place, "sections"))
    for at, section in enumerate(objects(source.json, *place, "sections")):
        for number, turn in enumerate(objects(section, "turns")):
            who = _who(turn.get("speaker"), people)
            blocks = [
                Piece(
                    string(block, "text"), who, in_ms(block.get("start")), in_ms(block.get("stop")),
                    where=f"{pointer}/{at}/turns/{number}/text_blocks/{n}",
                )
                for n, block in enumerate(objects(turn, "text_blocks"))
            ]  # fmt: skip
            if blocks:
                told.say(blocks, (*place, *_TURN, "text_blocks", LIST, "text"), (*place, *_TURN, "speaker", "name"))
    title = string(source.json, *place, "title") or string(source.json, "title")
    return told.transcript(source, NAME, people=people, metadata={"title": title})


def _place(value: Any) -> Path:
    return ("transcript",) if type(inside(value, "transcript")) is dict else ()


def _who(speaker: Any, people: dict[str, Speaker]) -> Voice:
    name = " ".join(name_of(inside(speaker, "name")).split())
    if not name:
        return NOBODY
    key = str(inside(speaker, "ID") or name)
    if key not in people:
        titles = [string(role, "role_title") for role in objects(speaker, "roles")]
        people[key] = Speaker(name, role="justice" if any("Justice" in title for title in titles) else "")
    return Voice(key, name, True)
