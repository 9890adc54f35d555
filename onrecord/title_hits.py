"""Titles in running text, each with the name behind it.

Separate from what they mean: whether "Mr. Secretary" is a name's beginning or somebody's office is for others to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import PARTICLES, title_matcher, word_list
from onrecord.phrase_matcher import longest

if TYPE_CHECKING:
    from onrecord.name_lists import Title
    from onrecord.reading import Reading, Run

_RESPONSIBLE = frozenset(["responsible", "responsable"])
_OFFICERS = frozenset(["officer", "officers", "executive", "counsel", "adviser", "advisor", "director"])
_SIDES = frozenset(["east", "west", "north", "south"])
_ARTICLES = frozenset(["le", "la", "l"])
"""Between a French "Monsieur" and the office."""


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title in the text, with the run of names behind it, if any."""

    first: int
    last: int
    title: Title
    run: Run | None
    honorific: Title | None = None
    """"Mr." or "Madam" right before the title."""


def title_hits(reading: Reading) -> list[TitleHit]:
    """All titles written as such, in order; of several in a row ("the Reverend Dr.") the last that says most."""
    matcher, kinds = title_matcher(is_english=reading.is_english)
    hits = matcher.find(reading.table)
    last = hits.first + hits.n_tokens - 1
    hits = hits.kept(~reading.taken[hits.first] & ~reading.taken[last])
    hits = hits.kept(longest(hits))
    order = np.argsort(hits.first)
    found: list[TitleHit] = []
    surface = reading.surface
    broken = surface.broken
    columns = (column[order].tolist() for column in (hits.phrase, hits.first, hits.n_tokens))
    for number, first, size in zip(*columns, strict=True):
        title, end = kinds[number], first + size - 1
        if broken[first:end].any():
            continue
        # A lower-case office before a name is common ("president Trump"); a lower-case "chief" is not a title.
        small = "small" in title.flags or (title.is_office and "proper" not in title.flags)
        believed = bool(surface.capital[first]) or small or bool(surface.lower_case[first])
        run = None
        if believed and not broken[end] and not reading.possessive[end]:
            run = reading.run(end + 1, reading.after_title)
            if run and not reading.is_english and not title.is_courtesy and run.words[0] in PARTICLES:
                run = None  # "ministre de la Défense"
            if run and (run.words[0] in _RESPONSIBLE or _is_thing(reading, title, run)):
                run = None
        hit = TitleHit(first, end, title, run)
        before = found[-1] if found and believed else None
        if before and _goes_on(reading, before, hit):
            found[-1] = _joined(before, hit)
        else:
            found.append(hit)
    return found


def _is_thing(reading: Reading, title: Title, run: Run) -> bool:
    """Whether words behind a name make it a thing's: "Chief Medical Officer", "Bishop Orr Road", "… Orr, east of"."""
    last, surface = run.last, reading.surface
    if surface.final[last] or reading.possessive[last] or title.is_courtesy:
        return False
    after = last + 1
    if reading.term(after) in _SIDES and not surface.final[after] and reading.term(after + 1) == "of":
        return True
    is_short = len(run.words) == 1 and not surface.broken[last] and bool(reading.capital[after])
    return is_short and reading.term(after) in _OFFICERS | word_list("street-words.txt")


def _goes_on(reading: Reading, before: TitleHit, hit: TitleHit) -> bool:
    """Whether a title belongs to the one before it."""
    if reading.surface.broken[before.last] or before.run is not None:
        return False
    between = hit.first - before.last - 1
    if between == 0:
        if hit.run and before.honorific and before.title.is_chair and not hit.title.is_courtesy:
            return False  # "Madam Speaker, Councillor Orr …" without the comma
        return before.title.is_honorific or bool(reading.surface.capital[before.first])
    article = between == 1 and before.title.is_honorific and reading.term(before.last + 1) in _ARTICLES
    return article and not reading.surface.broken[before.last + 1]


def _joined(before: TitleHit, hit: TitleHit) -> TitleHit:
    honorific = before.honorific or (before.title if before.title.is_honorific else None)
    title = before.title if hit.title.is_courtesy and not before.title.is_courtesy else hit.title
    return replace(hit, first=before.first, title=title, honorific=honorific)
