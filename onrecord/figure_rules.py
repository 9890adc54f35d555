"""What a number is said of: money, a share, a unit or a noun. Or that it names, dates or lists something.

Separate from ``quantities``, which owns the result, so that the rules read like a list of cases.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.counted_nouns import counted_noun
from onrecord.number_words import SCALES_ATTACHED
from onrecord.written_numbers import NumberReader, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.tokens import BoolArray

KINDS = ("money", "percent", "measure", "count", "ordinal", "ratio")
MONEY, PERCENT, MEASURE, COUNT, ORDINAL, RATIO = range(6)

CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH",
    "₽": "RUB", "₹": "INR", "₪": "ILS", "₩": "KRW", "₺": "TRY",
}  # fmt: skip


class Figure(NamedTuple):
    """A figure: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    value: float
    high: float
    kind: int
    unit: str = ""
    counted: str = ""
    lead: int = 0
    """Characters before the first word that belong to it."""
    trail: int = 0


class FigureReader(NumberReader):
    """The rules of one language over one table."""

    def figures(self, sentences: BoolArray) -> Iterator[Figure]:
        """All figures in the chosen sentences, in order."""
        at = np.flatnonzero(self.is_number & self.may_count)
        done = -1
        last_money: Figure | None = None
        for first in at[sentences[self.table.token_sentence[at]]].tolist():
            if first <= done:
                continue
            value = self.value_at(first)
            if value is None:
                continue
            figure = None if np.isnan(value.value) or self._is_none(value) else self._figure(value)
            done = figure.last if figure else value.last
            if figure:
                figure = self._also_money(figure, last_money)
                last_money = figure if figure.kind == MONEY else last_money
                yield figure

    def _also_money(self, figure: Figure, before: Figure | None) -> Figure:
        """A bare large number behind an amount of money in its sentence is money too."""
        if before is None or figure.kind != COUNT or figure.counted or figure.value < _LEAST_MONEY:
            return figure
        sentence = self.table.token_sentence
        is_same = sentence[before.last] == sentence[figure.first]
        return figure._replace(kind=MONEY, unit=before.unit) if is_same else figure

    def _figure(self, value: Value) -> Figure | None:
        """The first rule that fits."""
        value = self._range(self._carried(value))
        rules = (self._signed, self._part, self._percent, self._money, self._ratio, self._measure, self._ordinal)
        found = (rule(value) for rule in rules)
        return next(filter(None, found), None) or self._count(value)

    # --- no figure -----------------------------------------------------------------------------------------------

    def _is_none(self, value: Value) -> bool:
        """Whether the number names, dates or lists something."""
        if value.is_digits and (self._is_listed(value) or self._is_year(value)):
            return True
        surface, first, last = self.surface, value.first, value.last
        opens = surface.initial[first]
        near = "" if opens or not (self.joined(first - 1) or self.dotted(first - 1)) else self.term(first - 1)
        if (near in self.words.named and not value.is_long) or self.after(last) in self.words.clock:
            return True
        hour = self.match(last + 1, self.words.measures) if self.before(first) in self.words.at else 0
        if hour and self.words.measures.names[self.said(last + 1, hour)] in _HOURS:
            return True  # "à 11 heures"
        is_strong = (
            near.upper() in _CODES or value.is_long or surface.before[first] in _SIGNS or surface.after[last] in _SIGNS
        )
        is_strong |= self.words.language == "de" and counted_noun(self, last)[0] != ""  # every noun has a capital
        named = near and self._is_name(first - 1) and not is_strong
        return bool(named and not self.match(last + 1, self.words.percent))

    def _is_listed(self, value: Value) -> bool:
        """Whether marks beside the digits make them a time, a date, an address or the number of a paragraph."""
        surface, first, last = self.surface, value.first, value.last
        ahead, behind = surface.before[first], surface.after[last]
        is_time = behind == ord(":") and not surface.final[last] and self.term(last + 1)[0].isdigit()
        is_item = surface.initial[first] and value.value < _HUNDRED and behind in _LIST_MARKS
        return bool(
            ahead in _NEVER_BEFORE
            or behind == ord("/")
            or is_time
            or is_item
            or (ahead == ord("(") and behind == ord(")") and value.value < _HUNDRED)
        )

    def _is_year(self, value: Value) -> bool:
        """Whether a machine has written a year like a quantity: "in 2,004"."""
        is_year = value.is_long and value.value in _YEARS and self.before(value.first) in _BEFORE_YEARS
        return is_year and not counted_noun(self, value.last)[0]

    def _is_name(self, at: int) -> bool:
        """Whether a word with a capital stands before the number: "Boeing 737"."""
        surface = self.surface
        return bool(
            surface.capital[at]
            and surface.telling[at]
            and not surface.initial[at]
            and self.term(at) != "i"
            and not (self.is_number[at] or self.dated[at])
            and surface.after[at] == ord(" ")
        )

    # --- with a sign or a unit -----------------------------------------------------------------------------------

    def _carried(self, value: Value) -> Value:
        """With the scale word of the next number behind a hanging hyphen: "$400- and $450 billion"."""
        at = value.last + 2
        hangs = self.surface.after[value.last] == _HYPHEN and value.is_digits and not (value.is_long or value.tail)
        if not hangs or self.after(value.last) not in self.words.joins | self.words.to or not self.is_number[at]:
            return value
        number, upper = self.number(at), self.value_at(at)
        if number is None or upper is None or not upper.is_long or not number.value:
            return value
        factor = upper.value / number.value
        if factor not in _SIZES:
            return value
        return value._replace(value=value.value * factor, high=value.high * factor, is_long=True)

    def _range(self, value: Value) -> Value:
        """With the upper end: "10 to 15", "between 5 and 10", "five or six". "From 5 to 10" are two figures."""
        joint = self.after(value.last)
        is_between = joint in self.words.joins and self.before(value.first) in self.words.between
        if value.tail or value.is_part or value.high > value.value or not (is_between or joint in self.words.to):
            return value
        at = value.last + 2
        upper = self.value_at(at) if self.joined(at - 1) and self.is_number[at] else None
        if upper is None or upper.first != at or upper.tail or upper.high > upper.value or np.isnan(upper.value):
            return value
        low = value.value
        if upper.is_long and not value.is_long:  # "two to three million"
            factor = next((size for size in _SIZES if upper.value >= size), 1.0)
            low = low * factor if low * factor < upper.value else low
        if low >= upper.value:
            return value
        if self.before(value.first) in self.words.from_:
            return value._replace(value=low, high=low)
        if self.surface.before[at] in _SIGNS:
            return value
        return value._replace(last=upper.last, value=low, high=upper.value, is_long=value.is_long or upper.is_long)

    def _signed(self, value: Value) -> Figure | None:
        """Such as "$8 billion", "25 %", "8 €", "EUR 8"."""
        surface, first, last = self.surface, value.first, value.last
        ahead = chr(surface.before[first])
        if ahead in CURRENCY_SIGNS:
            return self._dollars(value, CURRENCY_SIGNS[ahead])
        gap = int(chr(surface.after[last]).isspace())
        sign = chr(surface.beyond[last] if gap else surface.after[last])
        if not surface.final[last] and surface.before[last + 1] == ord(sign):
            sign = ""  # of the next number: "8 €3.50"
        if sign == "%":
            noun, _ = counted_noun(self, last, is_part=True)
            return Figure(first, last, value.value, value.high, PERCENT, "%", noun, trail=gap + 1)
        if sign in CURRENCY_SIGNS and not (gap and self.words.language == "en"):
            return Figure(first, last, value.value, value.high, MONEY, CURRENCY_SIGNS[sign], trail=gap + 1)
        if sign == _CENT_SIGN:
            return Figure(first, last, value.value / 100, value.high / 100, MONEY, "USD", trail=gap + 1)
        code = self.before(first).upper()
        if value.currency or (code in _CODES and surface.upper[first - 1]):
            first -= not value.currency
            return Figure(first, last, value.value, value.high, MONEY, value.currency or _CODES[code])
        return None

    def _dollars(self, value: Value, unit: str) -> Figure:
        """Behind a sign: "US$8", "$8 billion dollars", "$8 million in court fees"."""
        first, last, lead = value.first, value.last, 1
        last += self.match(last + 1, self.words.currencies)
        if not self.surface.initial[first] and self.surface.after[first - 1] == ord("$"):
            abroad = _DOLLARS.get(self.term(first - 1))
            if abroad:
                first, unit, lead = first - 1, abroad, 0
        return Figure(first, last, value.value, value.high, MONEY, unit, self._paid_in(last), lead=lead)

    def _paid_in(self, last: int) -> str:
        """What an amount of money consists of: "in court fees"."""
        if self.after(last) not in self.words.in_kind:
            return ""
        return counted_noun(self, last + 1)[0]

    def _percent(self, value: Value) -> Figure | None:
        n = self.match(value.last + 1, self.words.percent)
        if not n:
            return None
        noun, _ = counted_noun(self, value.last + n, is_part=True)
        return Figure(value.first, value.last + n, value.value, value.high, PERCENT, "%", noun)

    def _money(self, value: Value) -> Figure | None:
        at = value.last + 1
        at += value.is_long and self.after(value.last) in self.words.of  # "8 milliards d'euros"
        n = self.match(at, self.words.currencies)
        said, last = self.said(at, n), at + n - 1
        if not n or (said[0].startswith("pound") and n == 1 and not (value.is_long or self._has_pounds)):
            return None
        unit = self.words.currencies.names[said]
        share = 1.0
        if unit.startswith("cent "):
            unit, share = unit[5:], 0.01
        return Figure(value.first, last, value.value * share, value.high * share, MONEY, unit, self._paid_in(last))

    @cached_property
    def _has_pounds(self) -> bool:
        """Whether the texts speak of British money."""
        return any("£" in transcript.text for transcript in self.table.transcripts)

    # --- shares --------------------------------------------------------------------------------------------------

    def _part(self, value: Value) -> Figure | None:
        """Such as "Two-thirds of the seats"."""
        if not value.is_part:
            return None
        noun, _ = counted_noun(self, value.last, is_part=True)
        return Figure(value.first, value.last, value.value, value.value, RATIO, counted=noun)

    def _ratio(self, value: Value) -> Figure | None:
        """Such as "One in five", "nine out of ten"."""
        n = self.match(value.last + 1, self.words.ratio)
        at = value.last + n + 1
        if not n or value.is_long or value.tail or value.high > value.value or not self.joined(at - 1):
            return None
        whole = self.value_at(at) if self.is_number[at] else None
        if whole is None or whole.tail or whole.value not in _WHOLES or not 1 <= value.value < whole.value:
            return None
        if self.match(whole.last + 1, self.words.measures):
            return None
        noun, _ = counted_noun(self, whole.last)
        share = value.value / whole.value
        return Figure(value.first, whole.last, share, share, RATIO, counted=noun)

    # --- counts --------------------------------------------------------------------------------------------------

    def _measure(self, value: Value) -> Figure | None:
        if not value.is_digits and value.value < _LEAST_IN_WORDS:
            return None
        tail, last, measures = value.tail.removesuffix("-old"), value.last, self.words.measures
        if tail:
            unit = measures.names.get((tail,), "")
        else:
            last += self.after(last) in self.words.go_on and bool(self.match(last + 2, measures))
            n = self.match(last + 1, measures)
            unit = measures.names.get(self.said(last + 1, n), "")
            last += n + (n > 0 and self.after(last + n) == "old")
        if not unit:
            return None
        return Figure(value.first, last, value.value, value.high, MEASURE, unit)

    def _ordinal(self, value: Value) -> Figure | None:
        """Such as "994th day"; "1st Armored Division" is a name."""
        at = value.last + 1
        following = self.after(value.last)
        if value.tail not in self.words.ordinals or not following or self.surface.capital[at] or self.is_number[at]:
            return None
        if following in self.words.unordered or len(following) < _SHORTEST_NOUN:
            return None
        return Figure(value.first, at, value.value, value.value, ORDINAL, counted=self.printed(at, at))

    def _count(self, value: Value) -> Figure | None:
        if value.tail and value.tail not in SCALES_ATTACHED:
            is_name = "-" in self.term(value.first) and self.printed(value.first, value.last).split("-")[-1].istitle()
            if not value.is_digits or value.tail in _ORDINAL_ENDINGS or is_name:  # "7-Eleven"
                return None
            return Figure(value.first, value.last, value.value, value.high, COUNT, counted=value.tail)
        noun, last = counted_noun(self, value.last)
        is_small = value.value < _LEAST_ALONE and not value.is_long
        if noun.split()[-1:] and is_small and noun.split()[-1].lower() in self.words.not_counted:
            noun, last = "", value.last
        in_words = not value.is_digits and not value.is_long
        if noun and in_words and (value.value < _LEAST_IN_WORDS or self._is_of_all(value)):
            return None
        return (
            Figure(value.first, last, value.value, value.high, COUNT, counted=noun) if noun or value.is_long else None
        )

    def _is_of_all(self, value: Value) -> bool:
        """Whether a small number in words only sums up: "the three countries"."""
        return value.value < _LEAST_ALONE and self.before(value.first) in self.words.determiners


_SIZES = (1e12, 1e9, 1e6, 1e3, 1e2)
_SIGNS = frozenset(map(ord, "%" + "".join(CURRENCY_SIGNS)))
_NEVER_BEFORE = frozenset(map(ord, "#№:/@+=_"))
_LIST_MARKS = frozenset(map(ord, ".)"))
_ORDINAL_ENDINGS = frozenset(["st", "nd", "rd", "th", "er", "re", "e", "è", "ème", "º", "ª"])
_CODES = {
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "UAH": "UAH", "CHF": "CHF", "RS": "INR", "PLN": "PLN", "ZAR": "ZAR",
    "R": "ZAR",
}  # fmt: skip
_DOLLARS = {
    "us": "USD", "u.s": "USD", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD", "s": "SGD",
    "r": "BRL",
}  # fmt: skip
_WHOLES = frozenset(map(float, [*range(2, 21), *range(25, 101, 5), *range(150, 1001, 50), 2000, 5000, 10_000, 100_000]))
_HYPHEN = ord("-")
_CENT_SIGN = "¢"
_YEARS = range(1900, 2101)
_BEFORE_YEARS = frozenset(["in", "since", "until", "late", "early"])
_HUNDRED = 100
_LEAST_MONEY = 1e6
_HOURS = frozenset(["heures", "horas"])
_LEAST_IN_WORDS = 3
_LEAST_ALONE = 10
_SHORTEST_NOUN = 3
