"""Times as XML files write them: seconds, clocks, amounts with a unit, ISO durations and dates."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    r"(?:.{0,30}[T ])?(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)(?::(\d{1,2}))?(?:Z|[+-]\d\d:?\d\d)?"
)
_AMOUNT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|sec|m|min|h|f|t)?")
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7}(?:\.\d{1,9})?)S)?")
_UNITS_MS = {"ms": 1, "s": 1_000, "sec": 1_000, "m": 60_000, "min": 60_000, "h": 3_600_000}


def moment(text: str, unit: str = "s", *, per_second: dict[str, float] | None = None) -> int | None:
    """``text`` in milliseconds; None for what is no time.

    A bare number is of ``unit``. ``per_second`` says how many frames ("f") and ticks ("t") there are.
    """
    text = text.strip()
    rates = per_second or {}
    if found := _AMOUNT.fullmatch(text):
        kind = found[2] or unit
        if kind in {"f", "t"}:
            return round(float(found[1]) / rates[kind] * 1_000) if rates.get(kind) else None
        return round(float(found[1]) * _UNITS_MS.get(kind, 1_000))
    if found := _CLOCK.fullmatch(text):
        seconds = float(found[3].replace(",", "."))
        frames = int(found[4]) / rates.get("f", 30) if found[4] else 0
        return round(((int(found[1] or 0) * 60 + int(found[2])) * 60 + seconds + frames) * 1_000)
    if text and (found := _ISO.fullmatch(text)) and any(found.groups()):
        return round((int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)) * 1_000)
    return None
