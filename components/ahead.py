"""What takes seconds to find in a long transcript: found where it is read, by the worker and with progress, and carried
to the page with the document. In a short one each panel finds its own when it is first drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from onrecord.back_references import BackReferences, find_back_references
from onrecord.echoes import Echoes, echoes_of
from onrecord.exchanges import Exchanges, find_exchanges
from onrecord.gaps import Gaps, find_gaps
from onrecord.kept import KEPT, of_table
from onrecord.languages import detected
from onrecord.quantities import Quantities, find_quantities
from onrecord.table import TurnTable
from onrecord.targets import Mentions
from onrecord.themes import Themes, find_themes

LONG_CHARACTERS = 2_000_000
"""Of a text in which all this takes longer than a click may."""


class Ahead(NamedTuple):
    """All that was found."""

    quantities: Quantities
    gaps: Gaps
    exchanges: Exchanges
    back_references: BackReferences
    themes: Themes
    echoes: Echoes


def find_ahead(table: TurnTable, mentions: Mentions, progress: Callable[[float, str], object]) -> Ahead:
    """Everything, with words on what is being looked for."""
    progress(0.88, "Finding figures and gaps")
    quantities, gaps = find_quantities(table), find_gaps(table)
    progress(0.90, "Pairing questions with answers")
    exchanges = find_exchanges(table)
    progress(0.92, "Finding what refers back")
    back_references = find_back_references(table, mentions)
    progress(0.94, "Finding themes")
    themes = find_themes(table)
    progress(0.96, "Comparing wordings")
    return Ahead(quantities, gaps, exchanges, back_references, themes, echoes_of(table))


def remember(table: TurnTable, mentions: Mentions, found: Ahead) -> None:
    """Put what was found where the panels ask for it, in this process."""
    KEPT.get((table.words_key, "quantities"), lambda: found.quantities)
    KEPT.get((table.words_key, "themes", None, detected(table)), lambda: found.themes)
    of_table(table, "gaps", lambda: found.gaps)
    of_table(table, "exchanges", lambda: found.exchanges)
    of_table(mentions, "back references", lambda: found.back_references)
    of_table(table, "echoes", lambda: found.echoes)
