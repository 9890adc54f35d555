"""Months, weekdays and the words around them, by language: ``data/calendar``.

Separate from the rules that read dates, so that a language can be added without touching code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.datafiles import data_path
from onrecord.tokens import fold


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of one language; all words are terms. ``data/calendar/en.toml`` says what each field is for."""

    language: str
    months: Mapping[str, int]
    """Term → 1 to 12."""
    weekdays: Mapping[str, int]
    """Term → 1 (Monday) to 7."""
    month_names: tuple[str, ...]
    weekday_names: tuple[str, ...]
    shown: str
    capital: bool
    month_first: bool
    unsure: frozenset[str]
    short: frozenset[str]
    near: frozenset[str]
    between: frozenset[str]
    before_year: frozenset[str]
    year_after: frozenset[str]
    count_after: frozenset[str]
    not_after: frozenset[str]
    ordinals: Mapping[str, int]
    """Term → 1 to 31."""
    own_decade: frozenset[str]
    """Words before a decade of two digits: "the 90s"."""
    years_of: frozenset[str]
    """Words before a decade: "les années 90"."""
    decade: tuple[str, ...]
    """Endings of a decade: "1990s"."""


@cache
def calendar(language: str) -> Calendar:
    """The calendar of a language. Raises FileNotFoundError for one without a file in ``data/calendar``."""
    raw = tomllib.loads(data_path("calendar", f"{language}.toml").read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(raw.get(name, [])))

    def numbered(name: str) -> dict[str, int]:
        return {term: number for number, forms in enumerate(raw[name], 1) for term in fold(forms)}

    return Calendar(
        language=language,
        months=numbered("months"),
        weekdays=numbered("weekdays"),
        month_names=tuple(forms[0] for forms in raw["months"]),
        weekday_names=tuple(forms[0] for forms in raw["weekdays"]),
        shown=raw["shown"],
        capital=raw.get("capital", False),
        month_first=raw.get("month_first", False),
        ordinals={term: day for day, term in enumerate(raw.get("ordinals", []), 1)},
        decade=tuple(raw.get("decade", [])),
        **{name: words(name) for name in _SETS},
    )


_SETS = (
    "unsure", "short", "near", "between", "before_year", "year_after", "count_after", "not_after", "own_decade",
    "years_of",
)  # fmt: skip
