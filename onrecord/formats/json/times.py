"""What the times of a list of turns are in: seconds, milliseconds, a clock's or a calendar's time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord.formats.json.field_names import plain
from onrecord.formats.json.values import in_ms

_YEAR_MS = 366 * 86_400_000
_SLOWEST = 0.5
"""Characters a unit of time: speech has about 15 a second and 0.015 a millisecond."""
_SLOWEST_MS, _SLOWEST_US = 2e-4, 5e-6
"""Below these the numbers count microseconds, and the tenths of them that are called ticks."""
_UNITS = (
    (("ms", "millis", "milliseconds", "msec"), 1.0),
    (("ticks",), 1e-4),
    (("sec", "secs", "seconds"), 1000.0),
    (("minute", "minutes"), 60_000.0),
)


def clock(name: str, values: Sequence[Any], n_characters: int) -> Callable[[Any], int | None]:
    """How to read the times of a field in milliseconds since the recording began.

    ``values`` are all of them and ``n_characters`` what is said meanwhile. Times since a date count from the first.
    """
    unit = _unit(plain(name.rpartition(".")[2]), values, n_characters)
    first = next((ms for value in values if (ms := in_ms(value, unit)) is not None), 0)
    since = first if first >= _YEAR_MS else 0

    def read(value: Any) -> int | None:
        ms = in_ms(value, unit)
        return ms - since if ms is not None and ms >= since else None

    return read


def _unit(name: str, values: Sequence[Any], n_characters: int) -> float:
    for ends, unit in _UNITS:
        if name.endswith(ends):
            return unit
    numbers = [value for value in values if type(value) in {int, float} and 0 <= value < 1e15]
    if len(numbers) < 2 or any(type(value) is float and not value.is_integer() for value in numbers):
        return 1000.0
    last = max(numbers)
    if min(numbers) >= 1e9:
        return 1.0 if last >= 1e11 else 1000.0
    span = last - min(numbers)
    pace = n_characters / span if span else _SLOWEST
    return 1000.0 if pace >= _SLOWEST else 1.0 if pace >= _SLOWEST_MS else 1e-3 if pace >= _SLOWEST_US else 1e-4
