"""The contract of a panel, and the registry of panels in the order in which the page shows them.

To add one: write ``components/<name>.py`` with ``PANEL = Panel(key, title, draw)`` and add its name to ``PANELS``.
``draw`` computes a statistic under ``view.mask`` (everything that is selected, except by this panel) and hands back a
figure dict whose marks carry, as ``customdata``, the atom that a click on them selects. No JavaScript is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.selection import Atom, Selection

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from components.document import Document
    from onrecord.methods import Method


Values = tuple[tuple[str, str], ...]
"""(value, words shown)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A control of a panel: one of a few values. The first is the default."""

    name: str
    label: str
    values: Values
    more: Callable[[Document], Values] | None = None
    """Values that the open document adds, such as its speakers, or words that fit it better."""
    when: tuple[str, ...] = ()
    """Name of another choice and its values with which this one matters; it is not shown with others."""
    tucked: bool = False
    """Whether it stands behind the button for further settings."""

    def offered(self, document: Document) -> Values:
        """All values, those of the document included."""
        return tuple((dict(self.values) | dict(self.more(document) if self.more else ())).items())


@dataclass(frozen=True, slots=True)
class Entry:
    """A control of a panel: words that a person writes. Empty by default."""

    name: str
    label: str
    placeholder: str
    when: tuple[str, ...] = ()
    tucked: bool = False
    is_long: bool = False
    """Whether it takes sentences, over the whole width and several lines."""


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
    language: str = ""
    """Code of the language whose stop words and lemmas are used."""
    stop_words: frozenset[str] = frozenset()
    """Stop words of that language and those that the person wrote."""
    detailed: bool = False
    """Whether more is wanted than the figure shows: the table, a file of it, or how the numbers are computed."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words of the transcript, quoted below a figure or in its place: a passage, an exchange, a comparison."""

    head: str
    """Who says it and where."""
    runs: tuple[tuple[str, str], ...]
    """(kind, text): "" as it stands, "same" for words that two sides share, "out" and "in" for those that only one
    has, "quiet" for what is not quoted."""
    atom: Atom = ()
    """What a click on it selects."""
    note: str = ""
    """A figure or a word about it."""
    color: str = ""
    """The speaker's."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A panel's answer."""

    figure: dict[str, Any] | None
    """None where ``lines`` stand in its place."""
    takeaway: str
    """One sentence with the panel's main finding; also what a screen reader hears. Plain text."""
    frame: pd.DataFrame
    """The numbers behind the figure, for "Show as table" and CSV."""
    methods: tuple[Method, ...] = ()
    """How the numbers that the figure shows are computed; filled with the numbers of the frame's rows."""
    constants: Mapping[str, float] = field(default_factory=dict)
    """Numbers that the formulas need and that are the same for every row."""
    names: tuple[str, ...] = ()
    """What each row of the frame is called; its first column where that says it."""
    atoms: tuple[Atom, ...] = ()
    """What each row of the frame opens."""
    lines: tuple[Line, ...] = ()
    is_pending: bool = False
    """Whether it only says that what it shows is still being found."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One linked view on the page."""

    key: str
    title: str
    draw: Callable[[View], Drawing]
    choices: tuple[Choice | Entry, ...] = ()
    brush: Callable[[Document, float, float], Atom | None] | None = None
    """What a brushed stretch of the horizontal axis selects, where brushing makes sense."""
    wide: bool = False
    hint: str = "Click a mark to filter the other panels; shift-click adds."

    def options(self, chosen: Mapping[tuple[str, str], str], document: Document) -> dict[str, str]:
        """The choices as chosen, defaults for the rest and for what the document does not offer."""
        options = {}
        for control in self.choices:
            value = chosen.get((self.key, control.name), "")
            if isinstance(control, Choice):
                offered = control.offered(document)
                value = value if value in dict(offered) else offered[0][0]
            options[control.name] = value
        return options


PANELS = (
    "timeline",
    "speakers",
    "keywords",
    "topics",
    "references",
    "exchanges",
    "echoes",
    "gaps",
    "figures_quoted",
    "style",
    "collocations",
    "quote",
)
"""Modules of this folder, in display order: wide ones over both columns, the others left and right in turn."""


@cache
def panels() -> dict[str, Panel]:
    """Every registered panel by key, in display order."""
    found = [import_module(f"components.{name}").PANEL for name in PANELS]
    return {panel.key: panel for panel in found}
