"""What is selected, in words: a chip's label, the name of a side of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from components.words import plural
from onrecord.masks import QUESTION
from onrecord.selection import Atom, near, pair, sentence_ranges, turn_range

if TYPE_CHECKING:
    from components.document import Document


def in_words(atom: Atom, document: Document) -> str:
    """As in "Ann × Trade" and "turns 3–9"."""
    return " × ".join(_WORDS[field](value, document) if field in _WORDS else value for field, value in atom)


def _turns(value: str, document: Document) -> str:
    ends = turn_range(value)
    if ends is None:
        return value
    last = min(ends[1], max(len(document.table.turn_speaker) - 1, 0))
    return f"turn {ends[0] + 1:,}" if ends[0] == last else f"turns {ends[0] + 1:,}–{last + 1:,}"


def _sentences(value: str, _document: Document) -> str:
    return plural(sum(last - first + 1 for first, last in sentence_ranges(value) or ()), "sentence")


def _name(value: str, _document: Document) -> str:
    return value.partition(":")[2] or value


def _manner(value: str, _document: Document) -> str:
    return "Questions" if value == QUESTION else value.rpartition(":")[2]


def _near(value: str, _document: Document) -> str:
    meant = near(value)
    if meant is None:
        return value
    query, word, window = meant
    return f"{query} … {word}" + (f" within {window}" if window else " in one sentence")


def _echo(value: str, _document: Document) -> str:
    one, other = pair(value) or ("", value)
    return f"{other} echoes {one}"


def _exchange(value: str, _document: Document) -> str:
    asker, answerer = pair(value) or (value, "")
    return f"{asker} asks {answerer or 'nobody known'}"


def _theme(value: str, document: Document) -> str:
    return dict(zip(document.themes.keys, document.themes.names, strict=True)).get(value, value)


_WORDS: dict[str, Callable[[str, Document], str]] = {
    "turns": _turns,
    "sentences": _sentences,
    "mention": _name,
    "address": lambda value, document: f"speaking to {_name(value, document)}",
    "about": lambda value, document: f"about {_name(value, document)}",
    "others": lambda value, _: f"all but {value}",
    "elsewhere": lambda _value, _document: "outside the other filters",
    "manner": _manner,
    "near": _near,
    "echo": _echo,
    "exchange": _exchange,
    "theme": _theme,
    "figure": lambda value, _: f"figures: {value}",
}
"""How a condition on a field is said, where it is not said by its value alone."""
