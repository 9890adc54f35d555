"""The text as the patterns see it: the same length, one kind of line end, one kind of blank.

Transcripts mix CR, CRLF, form feeds and Unicode line ends, no-break spaces and direction marks. Patterns that knew all
of them would be slow and wrong; so they run over this view, and every offset found in it, less ``SHIFT``, is one in the
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.marks import Mark

SHIFT = 1
"""The view opens with a line end of its own, so that the first line begins as every other does."""

_LINE_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1e", "\x1d", "\x1c")
_BLANKS = "\xa0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u1680\x1f"
_MARKS = "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_LINK = re.compile(r"(?<=\])\((?:[^()\s\n]{1,400}|[^()\s\n]{0,200}\([^()\s\n]{0,200}\)[^()\s\n]{0,200})\)")
_LINE_NUMBER = re.compile(r"\n[ \t]*+(\d{1,2})(?=[ \t\n])")
_WRITTEN_LINE = re.compile(r"\n[ \t]*+[^\s]")
_FEWEST_NUMBERS = 8
_RISING = 0.8
_ENTITIES = {"&nbsp;": "      ", "&#160;": "      ", "&#xa0;": "      ", "&#58;": ":    "}


def matching_view(text: str) -> str:
    """``text`` between two line ends; line ends, blanks and direction marks made plain, link targets blanked."""
    view = text
    if "\r" in view:
        view = view.replace("\r\r\n", "  \n").replace("\r\n", " \n")
    for character in _LINE_ENDS:
        if character in view:
            view = view.replace(character, "\n")
    if not view.isascii():
        for character in _BLANKS + _MARKS:
            if character in view:
                view = view.replace(character, " ")
    if "](" in view:
        view = _LINK.sub(lambda found: " " * len(found[0]), view)
    if "&" in view:
        for entity, plain in _ENTITIES.items():
            view = view.replace(entity, plain)
    return f"\n{view}\n"


def blanked(view: str, marks: Sequence[Mark]) -> str:
    """``view`` with blanks for the marked stretches; line ends stay."""
    if not marks:
        return view
    parts: list[str] = []
    at = 0
    for mark in sorted(marks):
        start, end = max(mark.start + SHIFT, at), mark.end + SHIFT
        if start < end:
            parts.append(view[at:start])
            piece = view[start:end]
            is_line = "\n" not in piece
            parts.append(" " * len(piece) if is_line else "\n".join(" " * len(line) for line in piece.split("\n")))
            at = end
    parts.append(view[at:])
    return "".join(parts)


def without_line_numbers(view: str) -> str:
    """``view`` with blanks for the numbers of its lines, where most lines carry one and they count up."""
    numbers = [int(found) for found in _LINE_NUMBER.findall(view)]
    if len(numbers) < _FEWEST_NUMBERS or len(numbers) * 2 < len(_WRITTEN_LINE.findall(view)):
        return view
    rising = sum(other in {one + 1, 1} for one, other in pairwise(numbers))
    if rising < _RISING * len(numbers):
        return view
    return _LINE_NUMBER.sub(lambda found: "\n" + " " * (len(found[0]) - 1), view)
