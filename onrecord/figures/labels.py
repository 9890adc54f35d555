"""Text on a figure: exact, safe, and short enough to be read."""

from __future__ import annotations

import html

from onrecord.selection import Atom


def safe(text: str) -> str:
    """``text`` as Plotly will show it literally: its labels read ``<b>``, ``<a>`` and entities as markup."""
    return html.escape(text, quote=False)


def shortened(names: list[str], limit: int = 22) -> list[str]:
    """Names cut in the *middle* to ``limit`` characters, all different where the names are.

    "AMBASSADOR HUNTSMAN" and "AMBASSADOR HUNTLEY" cut at the end would be one bar to the eye.
    """
    result = [_cut(name, limit) for name in names]
    for i, text in enumerate(result):
        if result.count(text) > 1 and len(set(names)) == len(names):
            result[i] = f"{_cut(names[i], limit - 4)} ({i + 1})"
    return [safe(text) for text in result]


def _cut(name: str, limit: int) -> str:
    if len(name) <= limit:
        return name
    tail = (limit - 1) * 3 // 5
    return f"{name[: limit - 1 - tail].rstrip()}…{name[-tail:].lstrip()}"


def customdata(atom: Atom) -> list[list[str]]:
    """An atom as JSON carries it."""
    return [list(condition) for condition in atom]
