"""What takes seconds to find in a long transcript is found in the background, step by step.

A panel that needs it says so far how far the search is, and is drawn when its step is done. In a short transcript each
panel finds its own when it is first drawn, within a click.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from components.panel import Drawing
from onrecord.back_references import find_back_references
from onrecord.echoes import echoes_of
from onrecord.exchanges import find_exchanges
from onrecord.gaps import find_gaps
from onrecord.kept import of_table
from onrecord.quantities import find_quantities
from onrecord.themes import find_themes

if TYPE_CHECKING:
    from components.document import Document
    from onrecord.table import TurnTable
    from onrecord.targets import Mentions

LONG_WORDS = 400_000

STEPS: dict[str, tuple[str, Callable[[TurnTable, Mentions], object]]] = {
    "gaps": ("Looking for gaps", lambda table, _: find_gaps(table)),
    "figures": ("Reading figures", lambda table, _: find_quantities(table)),
    "exchanges": ("Pairing questions with answers", lambda table, _: find_exchanges(table)),
    "themes": ("Looking for themes", lambda table, _: find_themes(table)),
    "back": ("Looking for what refers back", find_back_references),
    "echoes": ("Comparing wordings", lambda table, _: echoes_of(table)),
}
"""In the order of the search: what it says, and what it finds and keeps for the panels."""

_LOCK = threading.Lock()


class _Search:
    """How far the search through one table is. Holds nothing of the table, which may go when nobody reads it."""

    def __init__(self) -> None:
        self.n_done = 0

    def through(self, table: TurnTable, mentions: Mentions) -> None:
        try:
            for _, find in STEPS.values():
                find(table, mentions)
                self.n_done += 1
        finally:  # what went wrong goes wrong again in the panel, where it is said
            self.n_done = len(STEPS)


def waiting_for(document: Document, step: str) -> Drawing | None:
    """The drawing that says that ``step`` is not done; None once it is, and in a short transcript."""
    table = document.table
    if table.token_term.size < LONG_WORDS:
        return None
    with _LOCK:
        search = of_table(table, "search", lambda: _started(table, document.mentions))
    n_done = search.n_done
    if n_done > list(STEPS).index(step):
        return None
    words, _ = list(STEPS.values())[n_done]
    takeaway = f"{words} in {table.token_term.size:,} words, step {n_done + 1} of {len(STEPS)}; this panel follows."
    return Drawing(None, takeaway, pd.DataFrame({"step": [words], "done": [n_done]}), is_pending=True)


def _started(table: TurnTable, mentions: Mentions) -> _Search:
    search = _Search()
    threading.Thread(target=search.through, args=(table, mentions), daemon=True).start()
    return search
