"""Accents that were garbled before the file was saved: "â€™" for "’", "Ã©" for "é", "Ð´Ð°" for "да".

UTF-8 was once read as Windows-1252 and written so. The text stays as it is and is quoted so; in readings for counting
and for the eye, which are as long, each such run is the character it was, and what it leaves empty is filled.
"""

from __future__ import annotations

import re
from collections import Counter

from onrecord.entities import fitted

_TAIL = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_RUN = re.compile(f"[ÂÃÐÑ×Ø][{_TAIL}]|[âà][{_TAIL}]{{2}}|ð[{_TAIL}]{{3}}")
_STARTS = "ÂÃÐÑ×Øâàð"
_FEWEST = 2
_SHARE = 0.8
"""Where letters such as "â" are written in earnest, most are followed by others."""


def garbled_in(text: str) -> list[tuple[str, str]]:
    """What stands garbled in ``text`` and what it was, commonest first; nothing where such letters stand in earnest."""
    if text.isascii() or not any(start in text for start in _STARTS):
        return []
    found = Counter(run for run in _RUN.findall(text) if _was(run))
    n_found = sum(found.values())
    n_starts = sum(text.count(start) for start in _STARTS)
    is_plain = any(run.startswith("â€") for run in found)  # nobody writes so, but to speak of it
    if n_found < (1 if is_plain else _FEWEST) or n_found < _SHARE * n_starts:
        return []
    return [(run, _was(run)) for run, _ in found.most_common()]


def repaired_in_place(text: str) -> str:
    """``text`` of the same length with every garbled run as the character it was."""
    if not garbled_in(text):
        return text

    def filled(found: re.Match[str]) -> str:
        character = _was(found[0])
        return fitted(character, found) if character else found[0]

    return _RUN.sub(filled, text)


def _was(run: str) -> str:
    """The character that ``run`` was; empty where it was none."""
    try:
        character = bytes(_byte(one) for one in run).decode("utf-8")
    except (UnicodeError, ValueError):
        return ""
    return character if character.isprintable() or character.isspace() else ""


def _byte(character: str) -> int:
    """Windows-1252, where five bytes without meaning stayed what they are."""
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(character)  # past 255 it is no byte, which the caller hears of as a ValueError
