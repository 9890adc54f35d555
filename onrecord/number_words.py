"""Numbers as they are written in one language, and the words around them: ``data/quantities``.

Separate from the rules that read figures because a number is a matter of one word ("61bn", "twenty-five", "1.200")
and is read once for each term of the vocabulary, while what it counts is a matter of the words beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.datafiles import data_path
from onrecord.tokens import fold
from onrecord.word_row import Rows

DIGITS, WORD, SCALE, FRACTION = "digits", "word", "scale", "fraction"


@dataclass(frozen=True, slots=True)
class Number:
    """What one term says."""

    kind: str
    value: float
    high: float
    """The upper end of "10-15"; else equal to ``value``."""
    tail: str = ""
    """What is written onto it: "st", "bn", "page" of "20-page", "year-old" of "12-year-old"."""
    currency: str = ""
    """Of "R200" in South Africa."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; ``data/quantities/en.toml`` says what each field is for."""

    language: str
    decimal: str
    cardinals: Mapping[str, float]
    scales: Mapping[str, float]
    fractions: Mapping[str, float]
    currencies: Rows
    """Terms in a row → ISO 4217 code, or "cent"."""
    measures: Rows
    percent: Rows
    ratio: Rows
    """What stands between the two numbers of "one in five"."""
    joins: frozenset[str]
    article: frozenset[str]
    to: frozenset[str]
    between: frozenset[str]
    point: frozenset[str]
    of: frozenset[str]
    determiners: frozenset[str]
    go_on: frozenset[str]
    many: frozenset[str]
    not_counted: frozenset[str]
    named: frozenset[str]
    bare: frozenset[str]
    from_: frozenset[str]
    in_kind: frozenset[str]
    clock: frozenset[str]
    at: frozenset[str]
    ordinals: frozenset[str]
    unordered: frozenset[str]
    names: frozenset[str]

    def number(self, term: str) -> Number | None:
        """The number that a term is or opens with; None for one that holds digits of something else ("f-16")."""
        if term in self.names:
            return None
        if term[0].isdigit():
            return self._digits(term)
        if term[0] == "r" and self.language == "en" and _RAND.fullmatch(term):
            rand = self._digits(term[1:])
            return rand and Number(DIGITS, rand.value, rand.high, rand.tail, "ZAR")
        return self._word(term)

    def _digits(self, term: str) -> Number | None:
        match = _DIGITS.fullmatch(term)
        if not match:
            return None
        low, high, tail = match["low"], match["high"], match["tail"] or ""
        value = self.value(low)
        if value is None or (high and (self.value(high) or 0) <= value):
            return None
        if tail and not high and tail.startswith("-"):
            tail = "" if tail == "-ish" else tail[1:]
            return Number(DIGITS, value, value, tail) if not tail or _NOUN.fullmatch(tail) else None
        tail = tail.removeprefix("-")
        factor = SCALES_ATTACHED.get(tail, 1.0)
        if factor == 1 and tail and not _ORDINAL.fullmatch(tail) and (tail,) not in self.measures.names:
            return None
        top = self.value(high) if high else value
        return Number(DIGITS, value * factor, (top or value) * factor, tail)

    def is_grouped(self, term: str) -> bool:
        """Whether digits are parted into thousands: "1,250"."""
        mark = "," if self.decimal == "." else "."
        return mark in term and _GROUPED.match(term) is not None

    def value(self, digits: str) -> float | None:
        """What a run of digits with full stops, commas and spaces is worth; None for "1.2.3" and its like."""
        other = "," if self.decimal == "." else "."
        digits = re.sub(r"[\s’']", "", digits)
        marks = re.findall(r"[.,]", digits)
        if len(set(marks)) == 2:
            decimal = marks[-1]
            whole = digits.replace("." if decimal == "," else ",", "")
            return float(whole.replace(",", ".")) if whole.count(decimal) == 1 else None
        if not marks:
            return float(digits)
        grouped = _GROUPED.fullmatch(digits) is not None
        if len(marks) > 1:
            return float(re.sub(r"[.,]", "", digits)) if grouped else None
        if grouped and marks[0] == other:
            return float(digits.replace(other, ""))
        return float(digits.replace(",", "."))

    def _word(self, term: str) -> Number | None:
        for words, kind in ((self.scales, SCALE), (self.cardinals, WORD), (self.fractions, FRACTION)):
            if term in words:
                return Number(kind, words[term], words[term])
        if "-" in term:
            return self._hyphened(term.split("-"))
        if self.language == "de":
            compound = self._compound(term)
            return Number(WORD, compound, compound) if compound else None
        return None

    def _hyphened(self, parts: list[str]) -> Number | None:
        """Such as "twenty-five", "two-thirds", "quatre-vingt-dix-sept", "five-year-old"."""
        if parts[-1] in self.fractions and len(parts) == 2 and parts[0] in self.cardinals:
            share = self.cardinals[parts[0]] * self.fractions[parts[1]]
            return Number(FRACTION, share, share)
        values: list[tuple[float, bool]] = []
        at = 0
        while at < len(parts):
            size = next((n for n in range(len(parts) - at, 0, -1) if self._plain("-".join(parts[at : at + n]))), 0)
            if size:
                values.append(self._plain("-".join(parts[at : at + size])))  # type: ignore[arg-type]
            elif parts[at] not in self.joins:
                break
            at += max(size, 1)
        value = total(values)
        tail = "-".join(parts[at:])
        if value is None or (tail and (tail.removesuffix("-old"),) not in self.measures.names):
            return None
        return Number(WORD, value, value, tail)

    def _plain(self, word: str) -> tuple[float, bool] | None:
        """The value of a cardinal or a scale, and whether it scales."""
        if word in self.cardinals:
            return self.cardinals[word], False
        return (self.scales[word], True) if word in self.scales else None

    def _compound(self, term: str) -> float | None:
        """Such as "zweihundertfünfzig", "fünfundzwanzigtausend"."""
        for scale in ("tausend", "hundert"):
            head, found, rest = term.partition(scale)
            if found:
                low = self._compound(head) if head else 1.0
                high = self._compound(rest.removeprefix("und")) if rest else 0.0
                return None if low is None or high is None else low * self.scales[scale] + high
        if term in self.cardinals:
            return self.cardinals[term]
        ones, found, tens = term.partition("und")
        if found and ones in self.cardinals and tens in self.cardinals and self.cardinals[tens] >= _LEAST_TENS:
            return self.cardinals[ones] + self.cardinals[tens]
        return None


def total(parts: list[tuple[float, bool]]) -> float | None:
    """The number that values in a row say, each with whether it scales; None for a mere list ("two three")."""
    whole = current = 0.0
    least = float("inf")
    last = float("inf")
    for value, is_scale in parts:
        if not is_scale:
            if current % 100 and not (
                (current % 10 == 0 and value < 10 <= current % 100) or _adds(current % 100, value)
            ):
                return None
            if last < 100 <= value:
                return None
            current += value
        elif value < _THOUSAND:
            if current >= value and current != 0:
                return None
            current = max(current, 1) * value
        else:
            if value >= least:
                return None
            whole, current, least = whole + max(current, 1) * value, 0.0, value
        last = value
    return whole + current if parts else None


def _adds(tens: float, ones: float) -> bool:
    """French "soixante" and "quatre-vingt" are counted on up to nineteen."""
    return tens in (60, 80) and ones < 20


@cache
def words(language: str) -> Words:
    """The words of a language; of English, without its words, for one without a file in ``data/quantities``."""
    try:
        path = data_path("quantities", f"{language}.toml")
    except FileNotFoundError:
        path = data_path("quantities", "other.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))

    def numbers(name: str) -> dict[str, float]:
        return dict(zip(fold(list(raw[name])), map(float, raw[name].values()), strict=True))

    def units(name: str) -> Rows:
        return Rows(
            {tuple(fold(form.replace(".", "").split())): unit for unit, forms in raw[name].items() for form in forms}
        )

    def listed(name: str) -> Rows:
        return Rows({tuple(fold(form.split())): form for form in raw.get(name, [])})

    return Words(
        language=language,
        decimal=raw["decimal"],
        cardinals=numbers("cardinals"),
        scales=numbers("scales"),
        fractions=numbers("fractions"),
        currencies=units("currencies"),
        measures=units("measures"),
        percent=listed("percent"),
        ratio=listed("in"),
        joins=frozenset(fold(raw["and"])),
        from_=frozenset(fold(raw.get("from", []))),
        **{name: frozenset(fold(raw.get(name, []))) for name in _SETS},
    )


_SETS = (
    "article", "in_kind", "to", "between", "point", "of", "determiners", "go_on", "many", "not_counted", "named",
    "bare", "clock", "at", "ordinals", "unordered", "names",
)  # fmt: skip
_THOUSAND = 1000
_LEAST_TENS = 20
_SPACED = r"\d{1,3}(?:[\s’']\d{3})+"
_PLAIN = rf"(?:{_SPACED}|\d+(?:[.,]\d+)*)"
_DIGITS = re.compile(rf"(?P<low>{_PLAIN})(?:[-–](?P<high>{_PLAIN}))?(?P<tail>[^\W\d]+|-[^\W\d].*)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_NOUN = re.compile(r"[^\W\d]+(?:-[^\W\d]+)*")
_RAND = re.compile(r"r\d+(?:[.,]\d+)*(?:k|m|bn)?")
_ORDINAL = re.compile(r"st|nd|rd|th|er|re|e|è|ème|º|ª")
SCALES_ATTACHED = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12, "t": 1e12}
