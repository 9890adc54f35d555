"""What a person may say about how a file is to be read."""

from __future__ import annotations

from typing import NamedTuple


class Columns(NamedTuple):
    """Which column of a table, or field of a list of objects, holds what. Empty: none."""

    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""


class Options(NamedTuple):
    """The options of ``formats.read``; a reader may leave aside what cannot mean anything for its format."""

    one_speaker: bool = False
    """Show the whole text as one speaker's, whatever labels it holds."""
    pattern: str = ""
    """How the labels look, see ``labels.template``; empty: the grammar finds them."""
    columns: Columns | None = None
    """None: the reader recognises them or asks, see ``errors.ColumnsError``."""


AS_FOUND = Options()
