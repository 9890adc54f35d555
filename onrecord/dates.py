"""Dates: days, months, years and decades that are named by the calendar, each with its ISO form where it is complete.

Separate from figures because both read the same digits and a date comes first: "2022" is a year until something says
that it counts. What is only pointed at ("today", "last year") is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.calendar_words import Calendar, calendar
from onrecord.kept import KEPT
from onrecord.sentence_languages import CODES, function_words, sentence_languages
from onrecord.targets import ALIAS, EXACT, NAME, Row, Target
from onrecord.tokens import BoolArray, Int64Array, read_only
from onrecord.word_row import WordRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|º|°|-го|-го|-те)?")
_DAYS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?-(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:1[1-9]|20)\d\d")
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)?\d\d)")
_ISO = re.compile(r"((?:1[5-9]|20)\d\d)-(\d\d)(?:-(\d\d))?")
_DOTTED = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-]((?:19|20)\d\d)")
_DECADE = re.compile(r"((?:1[5-9]|20)?\d0)'?([^\W\d]*)")
_QUARTER = re.compile(r"[qt][1-4]")
_FISCAL = re.compile(r"fy-?((?:20)?\d\d)")
_PREFIX = re.compile(r"(?:mid|pre|post|early|late|end)-(.+)")
_DIGITS = re.compile(r"\d")
_MAY_DATE = re.compile(r"\d|^(?:mid|pre|post|early|late|end)-")
_LIKELY_YEARS = range(1900, 2101)
_ENDINGS = ("s", "x", "children", "people", "men", "women", "troops", "personnel", "police")


@dataclass(frozen=True, eq=False)
class Dates:
    """Dates in a table, in order: first and last token (both included) and name; no two overlap."""

    first: Int64Array
    last: Int64Array
    names: tuple[str, ...]

    def rows(self) -> list[Row]:
        """The dates as rows of mentions: "exact" where the name is an ISO date, month or year."""
        columns = zip(self.first.tolist(), self.last.tolist(), self.names, strict=True)
        return [Row(a, b, Target("date", name), EXACT if name[0].isdigit() else ALIAS, NAME) for a, b, name in columns]


def date_rows(table: TurnTable, surface: Surface, taken: BoolArray) -> list[Row]:
    """The dates none of whose words is taken ("Theresa May"), for ``mentions.FINDERS``."""
    n_taken = np.concatenate([[0], np.cumsum(taken)])
    return [row for row in find_dates(table, surface).rows() if n_taken[row.last + 1] == n_taken[row.first]]


def find_dates(table: TurnTable, surface: Surface) -> Dates:
    """All dates in the table, in the language of each sentence; kept for tables in which the same is said.

    Names are ISO for days with a year ("2024-10-19"), for months with a year ("2024-10") and for years; without a
    year they are words ("October 19", "Monday"). A number of four digits counts as a year from 1900 to 2100, unless
    something beside it says that it counts, and earlier only after a word such as "in".
    """
    return KEPT.get((table.words_key, "dates"), lambda: _find(table, surface))


def _find(table: TurnTable, surface: Surface) -> Dates:
    languages = sentence_languages(table)
    found: list[tuple[int, int, str]] = []
    for code in np.unique(languages[np.diff(table.sentence_offset) > 0]).tolist():
        reader = _Reader(table, surface, calendar(CODES[code]))
        at = np.flatnonzero(reader.anchors)
        for anchor in at[languages[table.token_sentence[at]] == code].tolist():
            found += reader.read(anchor)
    found.sort()
    kept: list[tuple[int, int, str]] = []
    for hit in found:
        if not kept or hit[0] > kept[-1][1]:
            kept.append(hit)
        elif hit[1] - hit[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = hit
    ends = np.array([hit[:2] for hit in kept] or np.zeros((0, 2)), np.int64).reshape(-1, 2)
    return Dates(read_only(ends[:, 0].copy()), read_only(ends[:, 1].copy()), tuple(hit[2] for hit in kept))


class _Reader(WordRow):
    """The rules of one language over one table."""

    def __init__(self, table: TurnTable, surface: Surface, words: Calendar) -> None:
        super().__init__(table, surface)
        self.words = words
        self.reader_of: dict[str, str] = {}
        codes = []
        for code, term in enumerate(table.vocabulary.tolist()):
            if _MAY_DATE.search(term) or term in words.months or term in words.weekdays:
                kind = self._kind(term)
                if kind:
                    self.reader_of[term] = kind
                    codes.append(code)
        is_anchor = np.zeros(table.vocabulary.size, np.bool_)
        is_anchor[codes] = True
        self.anchors = is_anchor[table.token_term]

    def _kind(self, term: str) -> str:
        """Which rule reads the term, if any."""
        words = self.words
        inner = _PREFIX.fullmatch(term)
        if inner:
            kind = self._kind(inner[1])
            return f"inner {kind}" if kind in ("month", "year", "decade") else ""
        decade = _DECADE.fullmatch(term)
        forms = (
            ("month", term in words.months),
            ("weekday", term in words.weekdays),
            (
                "decade",
                decade and (decade[2] in words.decade or (not decade[2] and words.years_of and len(term) == _SHORT)),
            ),
            ("year", _YEAR.fullmatch(term)),
            ("whole", any(form.fullmatch(term) for form in (_YEARS, _ISO, _DOTTED))),
            ("quarter", _QUARTER.fullmatch(term)),
            ("fiscal", _FISCAL.fullmatch(term)),
        )
        return next((kind for kind, fits in forms if fits), "")

    def read(self, at: int) -> Iterator[tuple[int, int, str]]:
        """The date that the word at ``at`` belongs to, if it is one."""
        term = self.term(at)
        kind = self.reader_of[term]
        if kind.startswith("inner "):
            kind, term = kind[6:], _PREFIX.fullmatch(term)[1]  # type: ignore[index]
            if kind in ("month", "year"):
                name = self._named(self.words.months[term], None, None) if kind == "month" else term
                yield at, at, name
            elif kind == "decade":
                yield at, at, _decade(term)
        else:
            yield from getattr(self, f"_{kind}")(at, term)

    def beside(self, at: int, step: int) -> str:
        """The term beside a token in its sentence; empty at its edges."""
        edge = self.surface.final[at] if step > 0 else self.surface.initial[at]
        return "" if edge else self.term(at + step)

    def _month(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        words, surface = self.words, self.surface
        telling = bool(surface.telling[at])
        if words.capital and telling and not surface.capital[at]:
            return
        named = not words.capital and telling and surface.capital[at] and not surface.initial[at]
        first = last = at
        day = None
        before = at - 1
        while before >= 0 and self.joined(before) and self.term(before) in words.between:
            before -= 1
        if before >= 0 and (self.joined(before) or self.dotted(before)):
            day = self._day(before, is_apart=before < at - 1)
            first = before if day else at
        if day is None and words.month_first:
            after = at + 1
            if (self.joined(at) or (self.dotted(at) and term in words.short)) and self.term(after) == "the":
                after += 1
            if self.joined(after - 1) or (self.dotted(after - 1) and term in words.short):
                day = self._day(after, is_apart=after > at + 1 or term not in words.unsure)
                last = after if day else at
        year, end = self._following_year(last, has_day=day is not None)
        last = end
        is_doubtful = named or term in words.short or (term in words.unsure and not self._is_month(at))
        if day is None and year is None and is_doubtful:
            return
        first = self._weekday_before(first)
        yield first, last, self._named(words.months[term], day, year)

    def _day(self, at: int, *, is_apart: bool) -> int | None:
        term = self.term(at)
        match = _DAY.fullmatch(term)
        if match:
            follows_money = self.surface.before[at] in _MONEY
            return int(match[1]) if 1 <= int(match[1]) <= 31 and not follows_money else None
        match = _DAYS.fullmatch(term)
        if match:
            return int(match[1]) if 1 <= int(match[1]) < int(match[2]) <= 31 else None
        return self.words.ordinals.get(term) if is_apart else None

    def _following_year(self, at: int, *, has_day: bool) -> tuple[int | None, int]:
        """The year behind a month or a day, and the last word of the date."""
        surface = self.surface
        after = at + 1
        if after >= surface.final.size or surface.final[at]:
            return None, at
        comma = bool(surface.after[at] == ord(","))
        if not comma and self.term(after) in self.words.before_year and self.joined(after):
            after += 1
        match = _YEAR.fullmatch(self.term(after))
        apart = surface.broken[at] and not comma
        if not match or apart or surface.before[after] in _MONEY:
            return None, at
        year = int(match[0])
        unlikely = year not in _LIKELY_YEARS if not comma else not has_day
        if year < _FIRST_YEAR or (unlikely and self._counts(after)):
            return None, at
        return year, after

    def _is_month(self, at: int) -> bool:
        """Whether a word that is more than a month stands where months do."""
        surface = self.surface
        if surface.initial[at] or surface.broken[at - 1] or self.term(at - 1) not in self.words.near:
            return False
        goes_on = not surface.final[at] and not surface.broken[at] and surface.after[at] != ord(".")
        # "in August Wilson's plays", "to March on": a name goes on, a verb has a small letter.
        return bool(surface.capital[at] or not surface.telling[at]) and not (
            goes_on and surface.telling[at] and surface.capital[at + 1] and self.term(at + 1) not in ("i", "and")
        )

    def _weekday_before(self, first: int) -> int:
        before = first - 1
        while before >= 0 and not self.surface.final[before] and self.term(before) in ("the", "le", "el", "den", "dem"):
            before -= 1
        if before < 0 or self.surface.final[before]:
            return first
        return before if self.term(before) in self.words.weekdays else first

    def _weekday(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        surface = self.surface
        if surface.telling[at]:
            if self.words.capital != surface.capital[at] and not surface.initial[at]:
                return
            if self.words.capital and self._is_name(at - 1) and self.term(at - 1) not in self.reader_of:
                return  # "Black Friday", "Super Tuesday"
        yield at, at, self.words.weekday_names[self.words.weekdays[term] - 1]

    def _year(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        """A number of four digits: which of those that look like a year is one."""
        surface, words, year = self.surface, self.words, int(term)
        before, after = self.beside(at, -1), self.beside(at, 1)
        if before and surface.broken[at - 1] and surface.after[at - 1] != ord(","):
            before = ""
        told = before in words.year_after
        counts = self._counts(at)
        is_round = year % 100 == 0 and before not in ("the", "in", "since", "en", "im")
        is_other = (
            bool(_MONEY & {surface.before[at], surface.after[at]})
            or surface.before[at] in _NUMBER_SIGNS
            or before in words.not_after
            or (counts and (before in words.count_after or is_round))
            or after in _COUNTED
            or (before and not told and self._is_name(at - 1))
            or (surface.after[at] == ord(":") and after[:1].isdigit())
        )
        is_decade = year % 10 == 0 and self._owns(at) and before in words.own_decade
        if is_decade and not is_other:
            yield at, at, f"{term}s"  # "the early 2000's"
        elif not is_other and (year in _LIKELY_YEARS or (before in _IN and year >= _FIRST_YEAR)):
            yield at, at, term

    def _owns(self, at: int) -> bool:
        """Whether 's stands behind the term."""
        return int(self.table.token_end[at] - self.table.token_start[at]) - len(self.term(at)) >= len("'s")

    def _is_name(self, at: int) -> bool:
        """Whether the word before is a name that goes on: "Boeing 1900", "Vision 2030", "Black Friday"."""
        surface = self.surface
        if at < 0 or surface.final[at] or surface.broken[at] or not surface.capital[at] or not surface.telling[at]:
            return False
        term = self.term(at)
        opens = surface.initial[at] and (term in self.words.near or term in function_words(self.words.language))
        return not opens and term not in self.words.months

    def _counts(self, at: int) -> bool:
        """Whether a word in the plural follows that the number may count."""
        surface = self.surface
        if surface.final[at] or surface.broken[at]:
            return False
        after = self.term(at + 1)
        return len(after) > 3 and after.endswith(_ENDINGS) and after not in _NOT_PLURAL

    def _decade(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        """Such as "the 1990s", "the '90s", "les années 90"; "in his 90s" is an age."""
        words, surface = self.words, self.surface
        before = self.beside(at, -1)
        if surface.before[at] in _MONEY:
            return
        if not term[-1].isalpha():
            if before in words.years_of:
                yield at - 1, at, _decade(term)
        elif len(_DIGITS.findall(term)) > _SHORT or surface.before[at] in _QUOTES or before in words.own_decade:
            yield at, at, _decade(term)

    def _whole(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        if self.surface.before[at] in _MONEY or self.surface.after[at] in _MONEY:
            return
        iso, dotted, years = _ISO.fullmatch(term), _DOTTED.fullmatch(term), _YEARS.fullmatch(term)
        if years and int((years[1][:2] + years[2])[-4:] if len(years[2]) == 2 else years[2]) > int(years[1]):
            yield at, at, f"{years[1]}/{years[2] if len(years[2]) > 2 else years[1][:2] + years[2]}"
        elif iso and 1 <= int(iso[2]) <= 12 and iso[3]:
            yield at, at, term
        elif dotted and 1 <= int(dotted[2]) <= 12 and int(dotted[1]) <= 31:
            yield at, at, f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"

    def _quarter(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        if not self.surface.capital[at]:
            return
        year, last = self._following_year(at, has_day=True)
        name = term.upper().replace("T", "Q")
        if year or name != term.upper() or term[0] == "q":
            yield at, last, f"{year}-{name}" if year else name

    def _fiscal(self, at: int, term: str) -> Iterator[tuple[int, int, str]]:
        digits = "".join(_DIGITS.findall(term))
        yield at, at, f"FY{digits if len(digits) > 2 else '20' + digits}"

    def _named(self, month: int, day: int | None, year: int | None) -> str:
        if year:
            return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
        name = self.words.month_names[month - 1]
        return self.words.shown.format(month=name, day=day) if day else name


def _decade(term: str) -> str:
    digits = "".join(_DIGITS.findall(term))
    if len(digits) == 2:
        digits = ("19" if int(digits) > 20 else "20") + digits
    return f"{digits}s"


_MONEY = frozenset(map(ord, "$€£¥₴₽₹₪₩₺%"))
_NUMBER_SIGNS = frozenset(map(ord, "#№.:/"))
_QUOTES = frozenset(map(ord, "'’‘"))
_FIRST_YEAR = 1500
_IN = frozenset([
    "in", "since", "of", "from", "until", "circa", "around", "year", "en", "im", "seit", "depuis", "desde", "el", "nel",
])  # fmt: skip
_SHORT = 2
_COUNTED = frozenset(
    [
        "percent",
        "per",
        "dollars",
        "euros",
        "pounds",
        "hours",
        "hrs",
        "million",
        "billion",
        "thousand",
        "miles",
        "feet",
        "km",
        "meters",
        "Prozent",
    ]
)
_NOT_PLURAL = frozenset(
    [
        "this",
        "thus",
        "perhaps",
        "always",
        "was",
        "its",
        "his",
        "has",
        "plus",
        "elections",
        "does",
        "yes",
        "less",
        "congress",
        "across",
        "unless",
        "business",
        "us",
        "les",
        "des",
        "nous",
        "dans",
        "mais",
        "pas",
    ]
)
