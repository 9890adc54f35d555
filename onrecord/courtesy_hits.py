"""Courtesies in running text: "my friend and colleague", "the hon. Member for Hull", with the place behind them.

Separate from whom they mean: here only words count, there who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import Gender, rows, title_words, word_list
from onrecord.person import LINKS, OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.reading import Reading

_MINE = frozenset(
    ["my", "our", "mon", "ma", "notre", "mein", "meine", "meinen", "meinem", "meiner", "mi", "nuestro", "nuestra"]
)
_THE = frozenset(["the", "le", "la", "l", "der", "die", "den", "dem", "el"])
_AND = frozenset(["and", "et", "und", "y"])
_TO = frozenset(["for", "from"]) | OF
_MOST_WORDS = 8
_IN_PLACES = frozenset(["on", "upon", "in", "with"])
_COMMA, _OPENED = ord(","), ord("(")
_FORMAL = frozenset(["hon", "honourable", "honorable", "right", "rt", "noble", "learned", "gallant", "distinguished"])
_NOT_BEHIND = frozenset(["of", "state", "states", "country", "countries", "nations", "who"])


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A courtesy in the text."""

    first: int
    last: int
    is_mine: bool
    """Behind "my" or "our", not "the"."""
    gender: Gender
    flags: frozenset[str]
    is_formal: bool
    """"Honourable" and the like stand in it: nobody talks so outside a chamber."""
    seat: tuple[str, ...] = ()
    """The words behind "for" or "from"."""
    seat_last: int = -1
    goes_on: bool = False
    """An office follows: "my friend the mayor"."""


def courtesies(reading: Reading, tokens: slice) -> list[Courtesy]:
    """The courtesies in the text, in order; one right beside a name is part of that name."""
    surface = reading.surface
    nouns = _nouns()
    words = word_list("courtesy-words.txt")
    at_noun = reading.mask_of(nouns, tokens) & ~reading.taken[tokens]
    found: list[Courtesy] = []
    done = -1
    for at in (np.flatnonzero(at_noun) + tokens.start).tolist():
        if at <= done:
            continue
        first, is_formal = at, False
        while first > tokens.start and not surface.initial[first] and not surface.broken[first - 1]:
            before = reading.term(first - 1)
            if before in _MINE | _THE:
                first -= 1
                break
            if before not in words or at - first >= 4:
                break
            is_formal |= before in _FORMAL
            first -= 1
        opened = reading.term(first)
        if opened not in _MINE | _THE or reading.taken[first]:
            continue
        gender, flags = nouns[reading.term(at)]
        last = at
        last, more = _extended(reading, last, nouns, words)
        flags |= more
        done = last
        seat_last, seat = _seat(reading, last) if "seat" in flags else (-1, ())
        is_mine = opened in _MINE
        if not is_mine and not seat and "sits" not in flags:
            continue
        end = max(last, seat_last)
        if not surface.final[end] and not surface.broken[end] and not reading.possessive[end]:
            after = reading.term(end + 1)
            if reading.name_word[end + 1] or after in _NOT_BEHIND:
                continue
        goes_on = _office_follows(reading, last)
        found.append(Courtesy(first, last, is_mine, gender, flags, is_formal, seat, seat_last, goes_on))
    return found


def _office_follows(reading: Reading, last: int) -> bool:
    surface = reading.surface
    if surface.final[last] or surface.broken[last] or surface.final[last + 1] or reading.term(last + 1) not in _THE:
        return False
    return reading.term(last + 2) in title_words(is_english=reading.is_english)


def _extended(
    reading: Reading, last: int, nouns: Mapping[str, tuple[Gender, frozenset[str]]], words: frozenset[str]
) -> tuple[int, frozenset[str]]:
    """The last token with what goes on the same: "my friend and colleague", "my hon. Friend the Member"."""
    surface = reading.surface
    at, flags = last, frozenset[str]()
    if surface.final[at] or surface.broken[at]:
        return last, flags
    if reading.term(at + 1) not in _AND | _THE:
        return last, flags
    for step in range(at + 1, min(at + 6, reading.taken.size)):
        if reading.taken[step]:
            break
        term = reading.term(step)
        if term in nouns and step > at + 1:
            return step, nouns[term][1]
        if term not in _AND | _THE | _MINE | words or surface.final[step] or surface.broken[step]:
            break
    return last, flags


def _seat(reading: Reading, last: int) -> tuple[int, tuple[str, ...]]:
    """The last token and the words of the place that somebody is said to sit for; of "Hull, North" the first part."""
    surface = reading.surface
    if surface.final[last] or surface.broken[last] or reading.term(last + 1) not in _TO:
        return -1, ()
    words: list[str] = []
    end, at = -1, last + 2
    while at < reading.taken.size and not surface.initial[at] and len(words) < _MOST_WORDS:
        if surface.capital[at]:
            end = at
        elif reading.term(at) not in LINKS | OF | _IN_PLACES:
            break
        words.append(reading.term(at))
        if surface.after[at] == _COMMA or _bracket_follows(reading, at) or reading.possessive[at]:
            break
        at += 1
    if end < 0:
        return -1, ()
    words = words[: end - last - 1]
    more = end
    while surface.after[end] == _COMMA and more + 1 < surface.after.size and surface.capital[more + 1]:
        more += 1
        if _bracket_follows(reading, more):
            return more, tuple(words)  # "Hull, North (Ann Orr)"
        if surface.broken[more]:
            break
    return end, tuple(words)


def _bracket_follows(reading: Reading, at: int) -> bool:
    return _OPENED in (reading.surface.after[at], reading.surface.beyond[at])


@cache
def _nouns() -> dict[str, tuple[Gender, frozenset[str]]]:
    """Courtesies with their gender and flags."""
    found: dict[str, tuple[Gender, frozenset[str]]] = {}
    for noun, flags in rows("courtesies.txt", 2):
        marks = frozenset(flags.split())
        gender: Gender = "she" if "she" in marks else "he" if "he" in marks else ""
        found[noun] = gender, marks - {"she", "he"}
    return found
