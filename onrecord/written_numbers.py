"""Numbers in running text: where one begins, how many words it has, what it is worth.

Separate from ``number_words``, which reads single words, and from ``figure_rules``, which ask what the number is
said of: here are the rows of words, "two and a half million", "three point five", "27 500".
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.number_words import DIGITS, FRACTION, SCALE, SCALES_ATTACHED, WORD, Number, Words, total
from onrecord.surface import JOINED
from onrecord.word_row import WordRow

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable
    from onrecord.tokens import BoolArray


class Value(NamedTuple):
    """A number of one or more words: tokens ``first`` to ``last``."""

    first: int
    last: int
    value: float
    high: float
    tail: str
    currency: str
    is_digits: bool
    is_long: bool
    """Written with a scale word or groups of three digits, so that it names nothing."""
    is_part: bool = False
    """A fraction: "two-thirds"."""


class NumberReader(WordRow):
    """The rules of one language over one table."""

    def __init__(self, table: TurnTable, surface: Surface, blocked: BoolArray, language: Words) -> None:
        super().__init__(table, surface)
        self.dated, self.words = blocked, language
        self.numbers: dict[str, Number] = {}
        codes = []
        for code, term in enumerate(table.vocabulary.tolist()):
            number = language.number(term)
            if number:
                self.numbers[term] = number
                codes.append(code)
        is_number = np.zeros(table.vocabulary.size, np.bool_)
        is_number[codes] = True
        self.is_number = is_number[table.token_term] & ~blocked

    @cached_property
    def may_count(self) -> BoolArray:
        """Words at which a figure can begin: not a number in words that stands alone, nor "one" or "two" of a thing.

        Most numbers in talk are such ("one of them", "the two"), and no rule has to look at them.
        """
        words, table = self.words, self.table
        alone, small, leads = (np.zeros(table.vocabulary.size, np.bool_) for _ in range(3))
        for term, number in self.numbers.items():
            code = table.term_codes[term]
            alone[code] = number.kind == WORD and not number.tail
            small[code] = alone[code] and number.value < _LEAST_OF_A_THING
            leads[code] = True
        units = words.percent.openers | words.currencies.openers | words.ratio.openers
        for term in units | words.joins | words.to | words.point:
            if term in table.term_codes:
                leads[table.term_codes[term]] = True
        is_joined = np.frombuffer(self.surface.joint, np.uint8) == JOINED
        following = np.append(table.token_term[1:], 0)
        said = table.token_term
        may: BoolArray = ~(alone[said] & ~is_joined) & ~(small[said] & ~leads[following])
        return may

    # --- numbers -------------------------------------------------------------------------------------------------

    def number(self, at: int) -> Number | None:
        return self.numbers.get(self.term(at)) if self.is_number[at] else None

    def value_at(self, first: int) -> Value | None:
        """The number that begins at a word, and how far it goes."""
        number = self.number(first)
        if number is None:
            return None
        if number.kind == DIGITS:
            return self._from_digits(first, number)
        if number.kind == FRACTION:
            return self._from_fraction(first, number)
        opens = first
        if number.kind == SCALE and self.term(first) not in self.words.bare:
            if self.before(first) in self.words.article:
                opens -= 1
            elif self.after(first) not in self.words.scales:  # "the hundred million people"
                return None
        return self._from_words(opens, first, number)

    def _from_digits(self, first: int, number: Number) -> Value | None:
        value, high, last = number.value, number.high, first
        term = self.term(first)
        is_long = self.words.is_grouped(term) or number.tail in SCALES_ATTACHED
        if self.words.language != "en" or number.currency:
            term = term.removeprefix("r")
            while term.isdigit() and self.joined(last) and self._three_digits(last + 1, last == first, term):
                last += 1
                value, is_long = value * 1000 + float(self.term(last)[:3]), True
                high = value
        if not number.tail or (is_long and number.tail in SCALES_ATTACHED):
            value, high, last, scaled = self._scaled(value, high, last)
            is_long |= scaled
        return Value(first, last, value, high, number.tail, number.currency, is_digits=True, is_long=is_long)

    def _three_digits(self, at: int, is_first: bool, opening: str) -> bool:
        term = self.term(at)
        return len(term) == 3 and term.isdigit() and self.is_number[at] and (not is_first or len(opening) <= 3)

    def _scaled(self, value: float, high: float, last: int) -> tuple[float, float, int, bool]:
        """With the scale words and the halves behind: "2 and a half million", "3 hundred thousand"."""
        words, scaled = self.words, False
        half, to = self._half(last)
        value, high, last = value + half, high + half, to
        while self.after(last) in words.scales and self.is_number[last + 1]:
            factor = words.scales[self.after(last)]
            value, high, last, scaled = value * factor, high * factor, last + 1, True
            half, to = self._half(last)
            value, high, last = value + half * factor, high + half * factor, to
        return value, high, last, scaled

    def _half(self, last: int) -> tuple[float, int]:
        """What "and a half" adds, and where it ends."""
        at = last
        if self.after(at) not in self.words.joins:
            return 0.0, last
        at += 1
        if self.after(at) in self.words.article:
            at += 1
        share = self.words.fractions.get(self.after(at), 0.0)
        return (share, at + 1) if share in (0.5, 0.25) else (0.0, last)

    def _from_words(self, opens: int, first: int, number: Number) -> Value | None:
        words = self.words
        parts = [(number.value, number.kind == SCALE)]
        last = first
        while not number.tail:
            step = 1
            if self.after(last) in words.joins and self._continues(last + 1, parts):
                step = 2
            following = self.number(last + step) if self.after(last + step - 1) else None
            if following is None or following.kind not in (WORD, SCALE) or following.tail:
                break
            longer = [*parts, (following.value, following.kind == SCALE)]
            if total(longer) is None:
                return self._skipped(opens, last + step)
            parts, last = longer, last + step
        value = total(parts)
        if value is None:
            return None
        if number.kind == WORD and len(parts) == 1 and words.fractions.get(self.after(last), 1.0) < 1:
            share = words.fractions[self.after(last)]
            is_part = share != 0.5 and value * share < 1
            return Value(opens, last + 1, value * share, value * share, "", "", False, False, is_part)
        if self.after(last) in words.point and self.after(last + 1):
            value, last = self._pointed(value, last)
        half, to = self._half(last)
        factor, is_scale = parts[-1]
        if half and is_scale:  # "a million and a half"
            value, last = value + half * factor, to
        value, _, last, scaled = self._scaled(value, value, last)
        is_long = scaled or any(scale and size >= _HUNDRED for size, scale in parts)
        return Value(opens, last, value, value, number.tail, "", is_digits=False, is_long=is_long)

    def _continues(self, at: int, parts: list[tuple[float, bool]]) -> bool:
        """Whether the number goes on after "and": "a hundred and five", but not "a hundred and two hundred"."""
        number = self.number(at + 1) if self.after(at) else None
        tens = parts[-1][0] % 100 == 0 or parts[-1][1]
        if self.words.language in ("fr", "es"):
            tens = parts[-1][0] >= _LEAST_TENS and parts[-1][0] % 10 == 0
        fits = number is not None and number.kind == WORD and not number.tail and number.value < _HUNDRED
        return fits and tens

    def _skipped(self, first: int, last: int) -> Value:
        """Numbers in a row that make no number, such as a year in words or a telephone number."""
        while self.after(last) and self.is_number[last + 1]:
            last += 1
        return Value(first, last, np.nan, np.nan, "", "", is_digits=False, is_long=False)

    def _pointed(self, value: float, last: int) -> tuple[float, int]:
        """Such as "Three point five"."""
        digits, at = "", last + 1
        while self.after(at):
            number = self.number(at + 1)
            if number is None or number.kind == SCALE or number.value >= 100 or number.value % 1:
                break
            digits, at = digits + f"{number.value:.0f}", at + 1
        return (float(f"{value:.0f}.{digits}"), at) if digits else (value, last)

    def _from_fraction(self, first: int, number: Number) -> Value | None:
        """Such as "Half a million", "a third of", "two-thirds"."""
        words, term = self.words, self.term(first)
        share = number.value
        at = first
        if self.after(at) in words.of and words.language == "en":
            at += 1
        if self.after(at) in words.article and self.after(at + 1) in words.scales and self.is_number[at + 2]:
            size = words.scales[self.after(at + 1)] * share
            return Value(first, at + 2, size, size, "", "", is_digits=False, is_long=True)
        if "-" in term:
            return Value(first, first, share, share, "", "", False, False, is_part=True)
        opens = first - 1 if self.before(first) in words.article | words.determiners else first
        if self.after(first) in words.of and (share == 0.5 or opens < first):
            return Value(opens, first, share, share, "", "", False, False, is_part=True)
        return None


_HUNDRED = 100
_LEAST_TENS = 20
_LEAST_OF_A_THING = 3
