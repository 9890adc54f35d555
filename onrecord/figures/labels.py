"""Text on a figure: exact, safe, and short enough to be read."""

from __future__ import annotations

import html

from onrecord.selection import Atom


def safe(text: str) -> str:
    """``text`` as Plotly will show it literally: its labels read ``<b>``, ``<a>`` and entities as markup."""
    return html.escape(text, quote=False)


def shortened(names: list[str], room_px: float) -> list[str]:
    """Names cut in the *middle* to fit ``room_px`` at the figures' font size, all different where the names are.

    "AMBASSADOR HUNTSMAN" and "AMBASSADOR HUNTLEY" cut at the end would be one bar to the eye.
    """
    result = [_cut(name, room_px) for name in names]
    for i, text in enumerate(result):
        if result.count(text) > 1 and names.count(names[i]) == 1:
            result[i] = f"{_cut(names[i], room_px - 24)} ({i + 1})"
    return [safe(text) for text in result]


def _cut(name: str, room_px: float) -> str:
    if width_px(name) <= room_px:
        return name
    for kept in range(len(name) - 1, 1, -1):
        tail = kept * 3 // 5
        short = f"{name[: kept - tail].rstrip()}…{name[len(name) - tail :].lstrip()}"
        if width_px(short) <= room_px:
            return short
    return "…"


def width_px(text: str) -> float:
    """Room that ``text`` takes at 11 px in a plain sans serif, on the generous side."""
    return sum(11.5 if ord(c) > 0x2E7F else 8.3 if c.isupper() or c in "mwMW—…" else 6.6 for c in text)


def customdata(atom: Atom) -> list[list[str]]:
    """An atom as JSON carries it."""
    return [list(condition) for condition in atom]
