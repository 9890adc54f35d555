"""Words broken at the end of a line: "trans-" and "parency" on the next are one word, "well-" and "known" another.

The text stays as it is; in the view for counting, which is as long, the break is filled so that the word is whole.
"""

from __future__ import annotations

import re

from onrecord.entities import FILLER

_SET_IN_LINES = frozenset({"pdf"})
"""Formats whose lines are those of a printed page: there a hyphen at the end of a line breaks a word unless it is known
with its hyphen. In other texts it does so only where the whole word is known.
"""
_LINE_ENDS = {sign: re.compile(rf"{sign}(?:[^\S\n]*\n|[^\S\n]{{3}})") for sign in "-\u2010\xad"}
"""Or what is left of one where something was taken out of the view. A pattern that begins with one letter is searched
for ten times as fast as one that begins with a class of them."""
_BROKEN = re.compile(
    r"(?P<before>(?<![^\W_])[^\W\d_]{1,40}+(?:-[^\W\d_]{1,40}+)*+)"
    r"(?P<hyphen>[-\u2010\xad])(?P<gap>[^\S\x1d]{1,600}+)(?P<after>[^\W\d_]{1,40}+)"
)
_LONGEST = 700
"""More characters than stand on either side of a hyphen in what is sought."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = frozenset(["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "u", "e", "i", "и", "или"])
"""After these the hyphen stands for what follows later: "pre- and post-war"."""


def mended_in_place(view: str, format_name: str) -> str:
    """``view`` of the same length, with words that a line's end broke made whole."""
    ends = sorted(
        end.start() for sign, line_end in _LINE_ENDS.items() if sign in view for end in line_end.finditer(view)
    )
    broken = [found for end in ends if (found := _broken_at(view, end)) and _may_go_on(found)]
    wanted = {form for found in broken for form in _forms(found)}
    if not wanted:
        return view
    small = view.lower()
    wanted = {form for form in wanted if form in small}  # most are not, which saves looking at every word
    known = {word for found in _WORD.finditer(view) if (word := found[0].lower()) in wanted} if wanted else set()
    parts: list[str] = []
    at = 0
    for found in broken:
        whole, hyphened = _forms(found)
        width = len(found["gap"])
        if hyphened in known and whole not in known:
            mended = FILLER * width + found["hyphen"]
        elif whole in known or format_name in _SET_IN_LINES:
            mended = FILLER * (width + 1)
        else:
            continue
        parts += (view[at : found.start("hyphen")], mended)
        at = found.end("gap")
    return "".join((*parts, view[at:]))


def _broken_at(view: str, hyphen: int) -> re.Match[str] | None:
    """The word that the hyphen at a line's end breaks. Looked for from the few line ends, not from every word."""
    begin = hyphen
    while begin and hyphen - begin < _LONGEST and (view[begin - 1].isalpha() or view[begin - 1] == "-"):
        begin -= 1
    found = _BROKEN.search(view, begin, hyphen + _LONGEST) if begin < hyphen else None
    return found if found and found.start("hyphen") == hyphen else None


def _may_go_on(found: re.Match[str]) -> bool:
    """Whether the next line goes on with the word: in small letters, or in capitals as the word began."""
    after = found["after"]
    in_case = after.islower() or (after.isupper() and found["before"].isupper() and len(after) > 1)
    return in_case and after.lower() not in _SUSPENDED


def _forms(found: re.Match[str]) -> tuple[str, str]:
    before, after = found["before"].lower(), found["after"].lower()
    return f"{before}{after}", f"{before}-{after}"
