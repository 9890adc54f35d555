"""Who speaks in a page, where its elements say so: classes and attributes, terms and definitions, rows of a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.formats.office.standout import BoldLabel
from onrecord.formats.pages.blocks import Line
from onrecord.formats.pages.hints import Traits, voice_of
from onrecord.formats.pages.markup import Page
from onrecord.formats.tables import columns
from onrecord.labels.shapes import judged
from onrecord.timecode import STAMP

_STAMPED = re.compile(rf"[\s([]*(?:{STAMP})[\s)\]]*")
_NAME_WORDS_MOST = 14
_TERM_LONGEST = 60
_FEWEST = 3
_FOLLOWED_SHARE = 0.6
_VOICED_SHARE = 0.5
_NAMES_SHARE = 0.7


class Named(NamedTuple):
    """A name where it is printed."""

    name: str
    rest: tuple[str, ...] = ()
    """What else the element holds: times, offices, a colon."""


@dataclass(slots=True)
class Voices:
    """The elements that tell who speaks."""

    names: dict[int, Named] = field(default_factory=dict)
    """Element in which a name is printed -> the name, where a turn begins."""
    within: dict[int, str] = field(default_factory=dict)
    """Element whose attribute names the speaker of all in it -> the name."""

    lines: dict[int, BoldLabel] = field(default_factory=dict)
    """``id`` of a line -> the label that it opens with."""

    def __bool__(self) -> bool:
        return self.n_turns > 0

    @property
    def n_turns(self) -> int:
        """How many turns there are at most."""
        return len(self.names) + len(self.within) + len(self.lines)


def voices_in(page: Page, traits: Sequence[Traits], lines: Sequence[Line]) -> Voices:
    """The speakers that elements name; none where they are too few or are no names."""
    shown = [(text, element) for line in lines for text, element in line.pieces if not traits[element].is_furniture]
    within = {
        at: " ".join(voice_of(page.elements[at]).split())
        for at in dict.fromkeys(traits[element].voice for _, element in shown)
        if at >= 0
    }
    if within and _VOICED_SHARE * sum(len(text) for text, _ in shown) <= sum(
        len(text) for text, element in shown if traits[element].voice >= 0
    ):
        return Voices(within=within)
    for found in (_classed(shown, traits), _terms(page, traits, shown), _columns(page, traits, shown)):
        if found and _are_speakers(found, shown, traits):
            return Voices(found)
    return Voices()


def holder(traits: Sequence[Traits], names: dict[int, Named], element: int) -> int:
    """The element with a speaker's name in which ``element`` stands; -1 for none."""
    mine = traits[element]
    return mine.speaker if mine.speaker in names else mine.cell if mine.cell in names else -1


def is_stamp(text: str) -> bool:
    """Whether ``text`` is a time and nothing else."""
    return bool(_STAMPED.fullmatch(text))


def _classed(shown: Sequence[tuple[str, int]], traits: Sequence[Traits]) -> dict[int, Named]:
    inside: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for text, element in shown:
        if traits[element].speaker >= 0:
            inside[traits[element].speaker].append((text, traits[element].names))
    names = {}
    for at, pieces in inside.items():
        has_name = any(is_name and text.strip() for text, is_name in pieces)
        told = [text for text, is_name in pieces if is_name or not has_name]
        names[at] = _named(told, [text for text, is_name in pieces if has_name and not is_name])
    return names


def _terms(page: Page, traits: Sequence[Traits], shown: Sequence[tuple[str, int]]) -> dict[int, Named]:
    terms: dict[int, list[str]] = defaultdict(list)
    for text, element in shown:
        cell = traits[element].cell
        if cell >= 0 and page.elements[cell].tag == "dt":
            terms[cell].append(text)
    return {at: _named(texts) for at, texts in terms.items()}


def _columns(page: Page, traits: Sequence[Traits], shown: Sequence[tuple[str, int]]) -> dict[int, Named]:
    """The cells that hold names in tables whose rows are who speaks and what."""
    texts: dict[int, str] = defaultdict(str)
    for text, element in shown:
        cell = traits[element].cell
        if cell >= 0 and page.elements[cell].tag in {"td", "th"}:
            texts[cell] += text
    tables: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, each in enumerate(page.elements):
        if each.tag in {"td", "th"} and page.elements[each.parent].tag == "tr":
            tables[_table_of(page, each.parent)][each.parent].append(at)
    names: dict[int, Named] = {}
    for rows in tables.values():
        cells = list(rows.values())
        width = Counter(len(row) for row in cells).most_common(1)[0][0]
        cells = [row for row in cells if len(row) == width]
        if width < 2 or len(cells) < _FEWEST:
            continue
        values = [[" ".join(texts.get(cell, "").split()) for cell in row] for row in cells]
        by_header = columns.by_header(values[0], values[1:])
        layout = by_header if by_header and by_header.speaker >= 0 else columns.by_values(width, values)
        if layout:
            below = cells[1:] if layout is by_header else cells
            names |= {row[layout.speaker]: _named([texts.get(row[layout.speaker], "")]) for row in below}
    return {at: named for at, named in names.items() if named.name}


def _table_of(page: Page, row: int) -> int:
    parent = page.elements[row].parent
    return parent if page.elements[parent].tag not in {"tbody", "thead", "tfoot"} else page.elements[parent].parent


def _named(told: Sequence[str], others: Sequence[str] = ()) -> Named:
    """The name in the texts ``told``, without times and the colon after it."""
    text = " ".join(" ".join(told).split())
    bare = " ".join(_STAMPED.sub(" ", text).split())
    name = bare.rstrip(":： ")
    return Named(name, (*(found[0] for found in _STAMPED.finditer(text)), bare[len(name) :], *others))


def _are_speakers(names: dict[int, Named], shown: Sequence[tuple[str, int]], traits: Sequence[Traits]) -> bool:
    """Whether the names are names that come back, and most have words after them."""
    given = [named.name for named in names.values() if named.name]
    distinct = set(given)
    good = sum(len(name.split()) <= _NAME_WORDS_MOST and judged(name) is not None for name in distinct)
    if len(given) < _FEWEST or good < _NAMES_SHARE * len(distinct) or len(distinct) < 2:
        return False
    if len(distinct) > max(2, 0.8 * len(given)):
        return False
    followed: set[int] = set()
    current = -1
    for text, element in shown:
        at = holder(traits, names, element)
        if at >= 0:
            current = at
        elif current >= 0 and len(text.split()) > 0:
            followed.add(current)
    return len(followed) >= _FOLLOWED_SHARE * len(names)
