"""JSON that holds no transcript: one sentence that says what was found instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.errors import UnsupportedFormatError
from onrecord.formats.json.field_names import ASIDE, END, SPEAKER, START, WHOSE_NAME, plain, rank, without_unit
from onrecord.formats.json.turn_table import Table
from onrecord.formats.source import NotJson, Source

_EXPECTED = "a transcript is a list of turns, each with a speaker and what was said"
_NAMES_MOST = 3
_KINDS: dict[str, set[type]] = {"numbers": {int, float}, "strings": {str}, "lists": {list}, "objects": {dict}}


def damage(source: Source) -> str:
    """What is wrong with JSON that cannot be read."""
    found: Any = source.json_break or source.json
    reason = found.reason if isinstance(found, NotJson) else ""
    if reason and not found.line:
        return f"This JSON cannot be read, because {reason}: export the transcript again, or as plain text."
    line = f"line {found.line:,}" if isinstance(found, NotJson) else "it"
    return (
        f"This JSON is damaged in {line} ({reason[:1].lower()}{reason[1:]}) and may be cut off: export it again, or"
        " save the transcript as plain text."
    )


def refuse_timings(known: Iterable[Table], source: Source) -> None:
    """Raises UnsupportedFormatError where lists hold times and no words: who spoke when, and not what."""
    for table in known:
        names = {name.rpartition(".")[2] for name in table.fields}
        starts = any(rank(without_unit(name), START) is not None for name in names)
        ends = any(rank(without_unit(name), END) is not None or name == "duration" for name in names)
        if starts and ends and table.columns is None and not _has_words(table):
            raise UnsupportedFormatError(
                f"Timings but no words: this JSON says who spoke when in {len(table.rows):,} stretches, and not what"
                " was said; open the transcript that belongs to it.",
                format="diarisation JSON", name=source.name,
            )  # fmt: skip


def _has_words(table: Table) -> bool:
    """Whether strings stand under a name that is neither somebody's nor known to hold no words."""
    for name, cells in table.fields.items():
        last = name.rpartition(".")[2]
        is_time = any(rank(without_unit(last), among) is not None for among in (START, END))
        is_somebody = any(rank(last, among) is not None for among in (SPEAKER, WHOSE_NAME))
        if not (is_time or is_somebody or plain(last) in ASIDE) and any(type(cell) in {str, list} for cell in cells):
            return True
    return False


def no_turns(value: Any, source: Source) -> UnsupportedFormatError:
    """The error for JSON without any list of objects that hold text."""
    return UnsupportedFormatError(
        f"This JSON holds {_what(value)}, and no list of turns; {_EXPECTED}.", format="JSON", name=source.name
    )


def _what(value: Any) -> str:
    if type(value) is list:
        kinds = {type(item) for item in value}
        of = next((name for name, types in _KINDS.items() if kinds <= types), "values")
        return f"a list of {len(value):,} {of}" if value else "an empty list"
    if not value:
        return "an empty object"
    names = ", ".join(f"“{name[:40]}”" for name in list(value)[:_NAMES_MOST])
    return f"one object of {len(value):,} field{'s' * (len(value) != 1)} ({names}{', …' * (len(value) > _NAMES_MOST)})"
