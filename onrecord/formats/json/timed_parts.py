"""The times of the words or sentences that a turn of JSON is a list of, where the turn itself has none."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from onrecord.formats.json.field_names import DURATION, END, START, rank, without_unit
from onrecord.formats.json.times import clock
from onrecord.formats.json.turn_table import parts_of

_WITHIN = ("relative", "seconds", "time", "value")


class TimedPart(NamedTuple):
    """A word or a sentence of a turn."""

    text: str
    start_ms: int | None
    end_ms: int | None


def timed_parts(turns: Sequence[Any], n_characters: int) -> list[list[TimedPart]]:
    """The parts of each turn, in order; empty lists where no part has a time.

    ``turns`` are the values of the field that holds what was said.
    """
    items = [[item for item in turn if type(item) is dict] if type(turn) is list else [] for turn in turns]
    every = [item for turn in items for item in turn]
    start, end, lasting = (_field(every, names) for names in (START, END, DURATION))
    if not start:
        return [[] for _ in turns]
    read = clock(start, [_value(item, start) for item in every], n_characters)
    ends = clock(end, [_value(item, end) for item in every], n_characters) if end else None
    return [[_part(item, start, end, lasting, read, ends) for item in turn] for turn in items]


def are_by_speaker(names: Sequence[str], turns: Sequence[Sequence[TimedPart]]) -> bool:
    """Whether each turn is all that one speaker said, so that the parts of all have to be put in order of time."""
    spans = [(turn[0].start_ms, turn[-1].start_ms) for turn in turns if turn]
    if len(spans) < 2 or len(set(names)) < len(names) or len(spans) < len(names):
        return False
    if any(part.start_ms is None for turn in turns for part in turn):
        return False
    known = sorted((a, b) for a, b in spans if a is not None and b is not None)
    return any(after[0] < before[1] for before, after in itertools.pairwise(known))


def _part(
    item: dict[str, Any],
    start: str,
    end: str,
    lasting: str,
    read: Callable[[Any], int | None],
    ends: Callable[[Any], int | None] | None,
) -> TimedPart:
    text = "".join(part for part, _ in parts_of([item]))
    start_ms = read(_value(item, start))
    end_ms = ends(_value(item, end)) if ends else None
    if end_ms is None and lasting and start_ms is not None:
        both = _value(item, start), _value(item, lasting)
        end_ms = read(both[0] + both[1]) if all(type(value) in {int, float} for value in both) else None
    return TimedPart(text, start_ms, end_ms)


def _field(items: Iterable[dict[str, Any]], among: tuple[str, ...]) -> str:
    """The key that most of the items have of those known; empty for none."""
    counts: dict[str, int] = {}
    n = 0
    for item in items:
        n += 1
        for key in item:
            if rank(without_unit(key), among) is not None and _value(item, key) is not None:
                counts[key] = counts.get(key, 0) + 1
    enough = [key for key in counts if counts[key] >= 0.5 * n]
    return min(enough, key=lambda key: rank(without_unit(key), among) or 0, default="")


def _value(item: dict[str, Any], key: str) -> Any:
    """A time, which may lie within an object: {"relative": 1.5, "absolute": …}."""
    value = item.get(key)
    if type(value) is dict:
        return next((value[name] for name in _WITHIN if type(value.get(name)) in {int, float}), None)
    return value if type(value) in {int, float, str} else None
