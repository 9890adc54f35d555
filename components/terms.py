"""A counted term as it is shown, and as it is searched for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from components.panel import View
    from onrecord.phrases import Unit


def searched(term: str, unit: Unit, view: View) -> str:
    """The query that finds just what was counted as ``term``."""
    if unit != "lemmas":
        return term
    return f"[{term}]" if view.language == view.document.language else f"[{view.language}:{term}]"


def written(term: str) -> str:
    """With the last point of an abbreviation ("u.s."), which a term has lost because it may have ended a sentence."""
    return f"{term}." if re.fullmatch(r"(\w\.)+\w", term) else term
