"""Values out of JSON that anybody may have written: of the type asked for, or nothing. None of these raises."""

from __future__ import annotations

import re
from typing import Any

from onrecord import timecode

_LATEST = 1e15
_ISO = re.compile(r"P(?:(?P<days>\d{1,4})D)?T(?:(?P<h>[\d.]{1,12})H)?(?:(?P<m>[\d.]{1,12})M)?(?:(?P<s>[\d.]{1,12})S)?")
_NO_NAMES = frozenset({"none", "null", "nan", "n/a", "undefined"})


def inside(value: Any, *keys: str | int) -> Any:
    """What stands at ``keys`` inside ``value``, one within the other; None where that is not there."""
    for key in keys:
        if isinstance(key, int):
            value = value[key] if type(value) is list and -len(value) <= key < len(value) else None
        else:
            value = value.get(key) if type(value) is dict else None
    return value


def objects(value: Any, *keys: str | int) -> list[dict[str, Any]]:
    """The list at ``keys``, or an empty one; what in it is no object becomes an empty object, so that indexes hold."""
    found = inside(value, *keys)
    if type(found) is not list:
        return []
    return [item if type(item) is dict else {} for item in found]


def string(value: Any, *keys: str | int) -> str:
    """The string at ``keys``, or an empty one."""
    found = inside(value, *keys)
    return found if type(found) is str else ""


def first_string(value: dict[str, Any], *keys: str) -> tuple[str, str]:
    """The first of ``keys`` under which a visible string stands, and that string; two empty ones without."""
    return next(((key, found) for key in keys if (found := string(value, key)).strip()), ("", ""))


def name_of(value: Any) -> str:
    """A string that names somebody; empty for others, such as "None"."""
    return value if type(value) is str and value.strip() and value.strip().casefold() not in _NO_NAMES else ""


def share(value: Any) -> float | None:
    """A confidence, printed or not; None for what is none."""
    try:
        found = float(value) if type(value) in {float, int, str} else -1.0
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found <= 1 else None


def in_ms(value: Any, unit_ms: float = 1000.0) -> int | None:
    """A time of ``unit_ms`` milliseconds a unit, as whole milliseconds; None for what is no time.

    Takes numbers, numbers in strings, "1.200s", "00:01:02.5", "PT1M2.5S" and {"seconds": 1, "nanos": 200000000}.
    """
    kind = type(value)
    if kind is float or kind is int:
        return round(value * unit_ms) if 0 <= value < _LATEST else None
    if kind is str and len(value) < 80:
        return _printed_ms(value.strip(), unit_ms)
    if kind is dict and ("seconds" in value or "nanos" in value):
        whole, part = in_ms(value.get("seconds", 0)), in_ms(value.get("nanos", 0), 1e-6)
        return None if whole is None or part is None else whole + part
    return None


def _printed_ms(value: str, unit_ms: float) -> int | None:
    try:
        return in_ms(float(value)) if value[-1:] == "s" else in_ms(float(value), unit_ms)
    except ValueError:
        pass
    try:
        if value[-1:] == "s":
            return in_ms(float(value[:-1]))
        if found := _ISO.fullmatch(value):
            days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
            return in_ms(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
    except ValueError:
        return None
    return timecode.milliseconds(value) if ":" in value else None
