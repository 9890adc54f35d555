"""Where somebody can be spoken to: at a sentence's opening and at its end, set off by a comma or a dash.

Separate from whose name stands there: first names and offices are addressed in the same places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.name_lists import not_names, word_list
from onrecord.tokens import BoolArray

if TYPE_CHECKING:
    from onrecord.reading import Reading

_PAUSES = np.array([ord(mark) for mark in ",.?!;:—–"], np.uint32)
_DASHES = np.array([ord(mark) for mark in "-—–"], np.uint32)
_COMMA = ord(",")


class Places(NamedTuple):
    """Words that stand where somebody can be addressed."""

    opening: BoolArray
    """At a sentence's opening: "Well, …,", "Thank you, …."."""
    closing: BoolArray
    """At its end, behind a comma."""
    after_capital: BoolArray
    """The same behind a capitalised word: an office can be addressed there, a name only goes on ("Paris, Texas")."""


def addressing(reading: Reading) -> Places:
    """The places of address in a table."""
    surface, table = reading.surface, reading.table
    opener = reading.mask_of(not_names() | word_list("openers.txt"))
    offset = table.sentence_offset[:-1]
    n_other = np.cumsum(np.concatenate([[0], ~opener]))
    plain = n_other[:-1] == np.repeat(n_other[np.minimum(offset, opener.size)], table.sentence_words)
    spaced = (surface.after == ord(" ")) & np.isin(surface.beyond, _DASHES)  # "Senator - wait"
    pause = np.isin(surface.after, _PAUSES) | surface.final | spaced
    before_comma = np.concatenate([[False], (surface.after == _COMMA)[:-1] | spaced[:-1]]) & ~surface.initial
    greeted = np.concatenate([[False], reading.mask_of(word_list("greetings.txt"))[:-1]]) & ~surface.initial
    alone = surface.initial & surface.final
    comma = (surface.after == _COMMA) | np.isin(surface.after, _DASHES) | spaced
    opening = plain & pause & np.where(surface.initial, comma | alone, before_comma | greeted)
    capital_before = np.concatenate([[False], surface.capital[:-1]])
    long_enough = np.repeat(table.sentence_words > 2, table.sentence_words)
    ending = before_comma & surface.final & long_enough & ~opening
    return Places(opening, ending & ~capital_before, ending & capital_before)
