"""The contract of a panel, and the registry of panels in the order in which the page shows them.

To add one: write ``components/<name>.py`` with ``PANEL = Panel(key, title, draw)`` and add its name to ``PANELS``.
``draw`` computes a statistic under ``view.mask`` (everything that is selected, except by this panel) and hands back a
figure dict whose marks carry, as ``customdata``, the atom that a click on them selects. No JavaScript is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.selection import Atom, Selection

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from components.document import Document


@dataclass(frozen=True, slots=True)
class Choice:
    """A control of a panel: one of a few values. The first is the default."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    """(value, words shown)."""


@dataclass(frozen=True)
class View:
    """What a panel may look at when it draws."""

    document: Document
    selection: Selection
    mask: NDArray[np.bool_]
    """Sentences kept by every clause but the panel's own."""
    own: tuple[Atom, ...]
    """The panel's own atoms: shown as selected, not as a filter."""
    options: Mapping[str, str]
    """The panel's choices, defaults filled in."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A panel's answer."""

    figure: dict[str, Any]
    takeaway: str
    """One sentence with the panel's main finding; also what a screen reader hears. Plain text."""
    frame: pd.DataFrame
    """The numbers behind the figure, for "Show as table" and CSV."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One linked view on the page."""

    key: str
    title: str
    draw: Callable[[View], Drawing]
    choices: tuple[Choice, ...] = ()
    brush: Callable[[Document, float, float], Atom | None] | None = None
    """What a brushed stretch of the horizontal axis selects, where brushing makes sense."""
    wide: bool = False
    hint: str = "Click a mark to filter the other panels; shift-click adds."

    def options(self, chosen: Mapping[tuple[str, str], str]) -> dict[str, str]:
        """The choices as chosen, defaults for the rest."""
        return {c.name: chosen.get((self.key, c.name), c.values[0][0]) for c in self.choices}


PANELS = ("timeline", "speakers", "keywords", "topics", "references")
"""Modules of this folder, in display order: wide ones over both columns, the others left and right in turn."""


@cache
def panels() -> dict[str, Panel]:
    """Every registered panel by key, in display order."""
    found = [import_module(f"components.{name}").PANEL for name in PANELS]
    return {panel.key: panel for panel in found}
