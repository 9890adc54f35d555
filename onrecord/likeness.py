"""Speakers whose names are so near that one may be a misprint of the other: suggested to the reader, never merged."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.labels.shapes import key_of
from onrecord.model import Transcript
from onrecord.wordlists import words

_LONG = 6
"""Shorter surnames one letter apart are mostly two people: "Hall" and "Hale"."""
_FAMILY_MOST = 12
"""More speakers than this behind one form say nothing about any two of them."""
_LOOK_ALIKE = str.maketrans("0135аеорсхуіјѕкмтвнг" + "αεορνυικτ", "oiesaeopcxyijskmtbhr" + "aeopvuikt")
"""Digits a scanner takes for letters, and Cyrillic and Greek letters that look Latin; "l" and "i" are one below."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two speakers who may be one."""

    first: int
    """Index into ``Transcript.speakers``; the one that speaks more often."""
    second: int
    reason: str
    """Why, as a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class _Name:
    given: str
    surname: str
    looks: str
    """The whole name with each letter as the Latin one it looks like."""


def suggestions(transcript: Transcript) -> list[Suggestion]:
    """Pairs of speakers whose names look alike, are one letter apart, or differ in one letter of a long surname.

    Roles that many people share are left out, and so are surnames with two clearly different given names. Time grows
    with the number of speakers, not of pairs. A suggestion is no evidence that two people are one.
    """
    turns = [0] * len(transcript.speakers)
    for turn in transcript.turns:
        turns[turn.speaker] += 1
    names = {
        at: name
        for at, speaker in enumerate(transcript.speakers)
        if not speaker.is_group and not speaker.role and (name := _taken_apart(speaker.name))
    }
    found: dict[tuple[int, int], str] = {}
    for one, other, reason in (*_look_alikes(names), *_near(names)):
        first, second = sorted((one, other), key=lambda at: (-turns[at], at))
        pair = f"“{transcript.speakers[second].name}” and “{transcript.speakers[first].name}”"
        found.setdefault((first, second), f"{pair} {reason}.")
    return [Suggestion(first, second, reason) for (first, second), reason in sorted(found.items())]


def _taken_apart(name: str) -> _Name | None:
    folded = unicodedata.normalize("NFKC", name.partition(",")[0].partition("(")[0]).casefold()
    parts = [part for part in _WORD.findall(folded) if key_of(part) not in words("titles")]
    if not parts or all(part.isdigit() for part in parts) or any(part.isdigit() for part in parts[-1:]):
        return None
    looks = " ".join(parts).translate(_LOOK_ALIKE).replace("l", "i")
    return _Name(key_of(" ".join(parts[:-1])), key_of(parts[-1]), looks)


def _look_alikes(names: dict[int, _Name]) -> Iterator[tuple[int, int, str]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, name in names.items():
        groups[name.looks].append(at)
    for one, other in _pairs(groups.values()):
        first, second = (f"{names[at].given} {names[at].surname}".strip() for at in (one, other))
        if first != second:
            scripts = _scripts(first) != _scripts(second) or len(_scripts(first)) > 1
            yield (
                one,
                other,
                (
                    "only look alike: they are written with letters of different alphabets"
                    if scripts
                    else "differ only in characters that look alike, such as 0 and O or 1 and l"
                ),
            )


def _near(names: dict[int, _Name]) -> Iterator[tuple[int, int, str]]:
    """Long surnames of which one becomes the other by one letter more, fewer or changed: they share a form with at
    most one letter left out.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, name in names.items():
        if len(name.surname) >= _LONG:
            groups[name.surname].append(at)
            for form in {name.surname[:cut] + name.surname[cut + 1 :] for cut in range(len(name.surname))}:
                groups[form].append(at)
    for one, other in _pairs(groups.values()):
        first, second = names[one], names[other]
        given_fit = not first.given or not second.given or first.given[0] == second.given[0]
        if given_fit and first.surname != second.surname and _one_apart(first.surname, second.surname):
            yield one, other, "differ in one letter of the surname"


def _pairs(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        if 2 <= len(group) <= _FAMILY_MOST:
            yield from combinations(group, 2)


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter added, dropped or changed makes ``one`` of ``other``; both share a form with one left out."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG - 1 or len(long) - len(short) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _scripts(name: str) -> frozenset[str]:
    return frozenset(unicodedata.name(letter, "?").partition(" ")[0] for letter in name if letter.isalpha())
