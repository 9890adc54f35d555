"""Words broken at the end of a line: "trans-" and "parency" on the next are one word, "well-" and "known" another.

The text stays as it is; in the view for counting, which is as long, the break is filled so that the word is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.entities import FILLER

_SET_IN_LINES = frozenset({"pdf"})
"""Formats whose lines are those of a printed page: there a hyphen at the end of a line breaks a word unless it is known
with its hyphen. In other texts it does so only where the whole word is known.
"""
_LINE_END = re.compile(r"[-\u2010\xad](?:[^\S\n]*\n|[^\S\n]{3})")
"""Or what is left of one where something was taken out of the view."""
_BROKEN = re.compile(
    r"(?P<before>(?<![^\W_])[^\W\d_]{1,40}+(?:-[^\W\d_]{1,40}+)*+)"
    r"(?P<hyphen>[-\u2010\xad])(?P<gap>[^\S\x1d]{1,600}+)(?P<after>[^\W\d_]{1,40}+)"
)
_LONGEST_GAP = 640
"""Characters in which a broken word has gone on and ended: see ``gap`` and ``after``."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = frozenset(["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "u", "e", "i", "и", "или"])
"""After these the hyphen stands for what follows later: "pre- and post-war"."""


def mended_in_place(view: str, format_name: str) -> str:
    """``view`` of the same length, with words that a line's end broke made whole."""
    broken = [found for found in _broken(view) if _may_go_on(found)]
    if not broken:
        return view
    wanted = {form for found in broken for form in _forms(found)}
    known = wanted & {word.lower() for word in set(_WORD.findall(view))}
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


def _broken(view: str) -> Iterator[re.Match[str]]:
    """Every word with a hyphen at the end of its line and what may be its other half.

    From the hyphens back to the words: there are far fewer of them than of words that could end in one.
    """
    done = 0
    for line_end in _LINE_END.finditer(view):
        begin = line_end.start()
        while begin > done and (view[begin - 1].isalpha() or view[begin - 1] == "-"):
            begin -= 1
        found = _BROKEN.search(view, begin, line_end.end() + _LONGEST_GAP)
        if found and found.start("hyphen") == line_end.start():
            done = found.end()
            yield found


def _may_go_on(found: re.Match[str]) -> bool:
    """Whether the next line goes on with the word: in small letters, or in capitals as the word began."""
    after = found["after"]
    in_case = after.islower() or (after.isupper() and found["before"].isupper() and len(after) > 1)
    return in_case and after.lower() not in _SUSPENDED


def _forms(found: re.Match[str]) -> tuple[str, str]:
    before, after = found["before"].lower(), found["after"].lower()
    return f"{before}{after}", f"{before}-{after}"
