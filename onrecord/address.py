"""Where somebody can be spoken to: at a sentence's opening and at its end, set off by a comma or a dash.

Separate from whose name stands there: first names and offices are addressed in the same places, and titled names too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.kept import KEPT
from onrecord.name_lists import not_names, word_list
from onrecord.reading import Reading
from onrecord.surface import surface_of
from onrecord.targets import NAME, TITLE, VOCATIVE
from onrecord.tokens import BoolArray, Int32Array, Int64Array

if TYPE_CHECKING:
    from onrecord.table import TurnTable
    from onrecord.targets import Mentions

_PAUSES = np.array([ord(mark) for mark in ",.?!;:—–"], np.uint32)
_DASHES = np.array([ord(mark) for mark in "-—–"], np.uint32)
_COMMA = ord(",")
_SPOKEN_OF = frozenset(["who", "whose", "whom", "which", "the", "a", "an", "his", "her", "my", "our"])
"""Behind a name and a comma they tell who somebody is: he is spoken of."""


class Places(NamedTuple):
    """Words that stand where somebody can be addressed."""

    opening: BoolArray
    """At a sentence's opening: "Well, …,", "Thank you, …."."""
    closing: BoolArray
    """At its end, behind a comma."""
    after_capital: BoolArray
    """The same behind a capitalised word: an office can be addressed there, a name only goes on ("Paris, Texas")."""
    within: BoolArray
    """Between two commas or dashes: an office is addressed there, a name may be one of a list."""


class _Edges(NamedTuple):
    """Where an address of several words can begin and end."""

    opens: BoolArray
    """Nothing but words such as "thank you" stand before it in the sentence."""
    set_off: BoolArray
    """A comma, a dash or a greeting stands right before it."""
    pause: BoolArray
    """A pause follows."""
    stops: BoolArray
    """The sentence ends there."""
    told: BoolArray
    """What follows tells who somebody is."""


def addressing(reading: Reading) -> Places:
    """The places of address in a table."""
    surface, table = reading.surface, reading.table
    spaced = (surface.after == ord(" ")) & np.isin(surface.beyond, _DASHES)  # "Senator - wait"
    pause = np.isin(surface.after, _PAUSES) | surface.final | spaced
    before_comma = np.concatenate([[False], (surface.after == _COMMA)[:-1] | spaced[:-1]]) & ~surface.initial
    greeted = np.concatenate([[False], reading.mask_of(word_list("greetings.txt"))[:-1]]) & ~surface.initial
    alone = surface.initial & surface.final
    comma = (surface.after == _COMMA) | np.isin(surface.after, _DASHES) | spaced
    opening = _is_plain(reading) & pause & np.where(surface.initial, comma | alone, before_comma | greeted)
    capital_before = np.concatenate([[False], surface.capital[:-1]])
    long_enough = np.repeat(table.sentence_words > 2, table.sentence_words)
    ending = before_comma & surface.final & long_enough & ~opening
    return Places(opening, ending & ~capital_before, ending & capital_before, before_comma & comma & ~opening)


def addressed(table: TurnTable, mentions: Mentions) -> BoolArray:
    """Which mentions speak to somebody: vocatives, and names of people that are set off as an address is.

    "Senator Orr, …", "Thank you, Minister Orr." and "…, Ann Orr?" do; "Senator Orr, who …" and "I met Minister Orr."
    do not. Where a name is set off for another reason (the end of a list), it is counted too.
    """
    if not mentions.start.size:
        return np.zeros(0, np.bool_)
    edges: _Edges = KEPT.get((table.words_key, "edges of address"), lambda: _edges(table))
    person = np.array([target.kind == "person" for target in mentions.targets], np.bool_)[mentions.target]
    named = person & np.isin(mentions.form, (NAME, TITLE))
    first = _token_at(table, table.token_end, mentions.sentence, mentions.start)
    last = _token_at(table, table.token_start, mentions.sentence, mentions.end - 1) - 1
    begins = table.sentence_offset[mentions.sentence] == first
    opening = edges.opens[first] & (begins | edges.set_off[first]) & edges.pause[last] & ~edges.told[last]
    closing = edges.set_off[first] & edges.stops[last] & (mentions.form == TITLE)
    spoken_to: BoolArray = (mentions.form == VOCATIVE) | (named & (opening | closing))
    return spoken_to


def _edges(table: TurnTable) -> _Edges:
    reading = Reading(table, surface_of(table), np.zeros(table.token_term.size, np.bool_))
    surface = reading.surface
    spaced = (surface.after == ord(" ")) & np.isin(surface.beyond, _DASHES)
    comma = np.concatenate([[False], (surface.after == _COMMA)[:-1] | spaced[:-1]])
    greeted = np.concatenate([[False], reading.mask_of(word_list("greetings.txt"))[:-1]])
    told = np.concatenate([reading.mask_of(_SPOKEN_OF)[1:], [False]]) & ~surface.final
    pause = np.isin(surface.after, _PAUSES) | surface.final | spaced
    return _Edges(_is_plain(reading), (comma | greeted) & ~surface.initial, pause, surface.final, told)


def _is_plain(reading: Reading) -> BoolArray:
    """Words before which a sentence holds nothing but openers."""
    table = reading.table
    opener = reading.mask_of(not_names() | word_list("openers.txt"))
    offset = table.sentence_offset[:-1]
    n_other = np.cumsum(np.concatenate([[0], ~opener]))
    plain: BoolArray = n_other[:-1] == np.repeat(n_other[np.minimum(offset, opener.size)], table.sentence_words)
    return plain


def _token_at(table: TurnTable, edge: Int32Array, sentence: Int32Array, position: Int32Array) -> Int64Array:
    """The first token of each sentence whose ``edge`` lies behind a position in the text."""
    low, high = table.sentence_offset[sentence], table.sentence_offset[sentence + 1]
    while (low < high).any():
        middle = (low + high) // 2
        behind = edge[np.minimum(middle, edge.size - 1)] > position
        high = np.where(behind & (low < high), middle, high)
        low = np.where(~behind & (low < high), middle + 1, low)
    return low
