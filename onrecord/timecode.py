"""Times as transcripts print them: the pattern of a stamp, and its value in milliseconds.

A stamp may stand in brackets, escaped for Markdown, with a date before it or as a range; only its first time counts.
"""

from __future__ import annotations

import re
from datetime import date

CLOCK = r"(?:\d{1,3}:\d{2}(?::\d{2})?|\d{1,2}:\d{1,2}:\d{1,2}(?=[.,]\d))(?:[.,]\d{1,3})?(?![\d:])"
DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
HALF_DAY = r"[  ]?[AaPp]\.?[Mm]\b\.?"
STAMP = (
    rf"(?:\\?[\[(<]{{1,2}})?(?:{DATE},?[ T]{{1,3}})?{CLOCK}(?:{HALF_DAY})?"
    rf"(?:[ ]{{0,2}}(?:-->|[-–—]|to)[ ]{{0,2}}{CLOCK}(?:{HALF_DAY})?)?(?:\\?[\])>]{{1,2}})?"
)
"""Source of a pattern without groups that matches one stamp."""
SECONDS = r"[\[(]\d{1,5}\.\d{1,3}s?(?:[ ]{0,2}(?:-->|[-–—]|to)[ ]{0,2}\d{1,5}\.\d{1,3}s?)?[\])]"
"""The same for a machine's stamp in seconds, in brackets: "[0.00s - 5.12s]"."""

_PARTS = re.compile(
    rf"(?P<date>{DATE})?[^\d]*?(?P<clock>\d{{1,3}}(?::\d{{1,2}}){{1,2}})(?:[.,](?P<fraction>\d{{1,3}}))?(?P<half>{HALF_DAY})?"
)
_DAY_MS = 86_400_000


def milliseconds(stamp: str) -> int | None:
    """The first time in ``stamp`` in milliseconds: since the start of a recording, or since the year 1 when dated.

    Two fields are minutes and seconds, three are hours, minutes and seconds; with AM or PM, or after a date, two fields
    are hours and minutes. A date is read as year first when it begins with four digits, else as day first, unless only
    month first is a date. None when nothing fits.
    """
    found = _PARTS.search(stamp)
    if not found:
        in_seconds = re.match(r"[\[(](\d{1,5}\.\d{1,3})", stamp)
        return round(float(in_seconds[1]) * 1000) if in_seconds else None
    fields = [int(field) for field in found["clock"].split(":")]
    of_day = bool(found["half"] or found["date"])
    if len(fields) == 2:
        fields = [*fields, 0] if of_day else [0, *fields]
    hours, minutes, seconds = fields
    if found["half"]:
        hours = hours % 12 + 12 * (found["half"].strip()[0] in "pP")
    total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((found["fraction"] or "0").ljust(3, "0"))
    return total + _days(found["date"]) * _DAY_MS if found["date"] else total


def _days(printed: str) -> int:
    fields = [int(field) for field in re.split(r"[/.-]", printed)]
    year_first = fields[0] > 31
    year, month, day = fields if year_first else (fields[2], fields[1], fields[0])
    year += 2000 * (year < 100)
    for first, second in ((month, day), (day, month)):
        try:
            return date(year, first, second).toordinal()
        except ValueError:
            continue
    return 0
