"""What a number counts: the noun behind it, found by its ending, since no word class is known here.

Separate from ``figure_rules`` because it is the one rule that differs with the grammar of a language: English, French
and Spanish mark the plural, German nouns have capitals, and elsewhere the next word has to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.sentence_languages import function_words

if TYPE_CHECKING:
    from onrecord.written_numbers import NumberReader

_FARTHEST = 4
_SHORTEST = 3
_WHOLES = frozenset(
    ["population", "public", "country", "world", "electorate", "workforce", "economy", "budget", "vote"]
)
"""Singulars of which there are parts: "two-thirds of the population lives"."""


def counted_noun(reader: NumberReader, last: int, *, is_part: bool = False) -> tuple[str, int]:
    """The noun phrase counted by the number that ends at ``last``, as printed, and its last word; else "" and ``last``.

    ``is_part`` asks behind "of" only: "two-thirds of the seats".
    """
    words = reader.words
    at = _behind_of(reader, last, is_part=is_part)
    if at is None:
        return "", last
    first = 0
    for _ in range(_FARTHEST):
        term = reader.after(at)
        if not term or term in reader.numbers:
            break
        at += 1
        if term in words.go_on:
            continue
        if term in function_words(words.language) and term not in words.many:
            break
        first = first or at
        if is_part and term in _WHOLES:
            return reader.printed(first, at), at
        if _is_noun(reader, at, term):
            if words.language == "en" and term not in words.many and _goes_on(reader, at):
                at += 1
            return reader.printed(first, at), at
    return "", last


def _behind_of(reader: NumberReader, last: int, *, is_part: bool) -> int | None:
    """The word before the noun: ``last``, or the last one of "of the"; None where there can be no noun."""
    words = reader.words
    if reader.after(last) not in words.of or not (is_part or words.language == "en"):
        return None if is_part else last
    at = last + 1
    while reader.after(at) in words.determiners:
        at += 1
    return at if is_part or at > last + 1 else None


def _goes_on(reader: NumberReader, at: int) -> bool:
    """Whether another plural follows, so that the first was part of a name: "100 Abrams tanks"."""
    following = reader.after(at)
    return bool(following) and following not in function_words("en") and _is_noun(reader, at + 1, following)


def _is_noun(reader: NumberReader, at: int, term: str) -> bool:
    words = reader.words
    if term in words.many:
        return True
    if words.language == "en":
        return len(term) > _SHORTEST and term.endswith("s") and not term.endswith(("ss", "us", "is"))
    if words.language in ("fr", "es"):
        return len(term) > _SHORTEST and term.endswith(("s", "x"))
    if words.language == "de":
        return bool(reader.surface.capital[at])
    return len(term) >= _SHORTEST
