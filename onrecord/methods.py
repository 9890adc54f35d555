"""How a number is computed, in words and in its own numbers: what "How is this computed?" shows.

Separate from the statistics because it is the same promise of all of them: each computed column names its formula, the
source of the formula and how the number can mislead, and one row's own numbers can be put into the formula.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any


@dataclass(frozen=True, slots=True)
class Method:
    """One computed column of a statistic."""

    title: str
    """What the field calls it: "Log-likelihood G², two terms"."""
    formula: str
    """In signs, with every sign explained: "G² = 2·[a·ln(a/E₁) + b·ln(b/E₂)], …"."""
    worked: str
    """The formula with a row's numbers in place of the signs: "2·[{count}·ln({count}/{expected:.2f}) + …] = {g2}"."""
    source: str
    """Who published it, where."""
    cautions: tuple[str, ...]
    """How the number can mislead, a sentence each."""


class _Numbers(Formatter):
    """Formats a row's numbers as the page prints them: thousands apart, a missing one as a dash."""

    missing = False
    """Whether one was."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return value
        if _is_missing(value):
            self.missing = True
            return "–"
        if not format_spec:
            format_spec = "," if float(value).is_integer() else ",.3g"
        return format(int(value) if format_spec == "," else float(value), format_spec)


def _is_missing(value: Any) -> bool:
    try:
        return value is None or not math.isfinite(float(value))
    except TypeError:  # pandas' own mark of a missing whole number
        return True


def worked(method: Method, row: Mapping[str, Any]) -> str:
    """``method.worked`` with the numbers of ``row`` in it. Raises KeyError when the row lacks a number it names."""
    numbers = _Numbers()
    text = numbers.vformat(method.worked, (), row)
    return f"{text} (– where there is too little text to say)" if numbers.missing else text


def filled(method: Method, row: Mapping[str, Any]) -> Method:
    """The method with the numbers of ``row`` put in for good: a figure of the whole beside those of each row."""
    text = worked(method, row)
    return replace(method, worked=text.replace("{", "{{").replace("}", "}}"))
