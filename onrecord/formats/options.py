"""What a person may say about how a file is to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table, or field of a list of objects, holds what. Empty: none."""

    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""

    def __iter__(self) -> Iterator[str]:
        yield from (self.text, self.speaker, self.start, self.end)

    def __str__(self) -> str:
        return f"“{self.text}” is what was said" + (f", “{self.speaker}” who said it" if self.speaker else "")


class Options(NamedTuple):
    """The options of ``formats.read``; a reader may leave aside what cannot mean anything for its format."""

    one_speaker: bool = False
    """Show the whole text as one speaker's, whatever labels it holds."""
    pattern: str = ""
    """How the labels look, see ``labels.template``; empty: the grammar finds them."""
    columns: Columns | None = None
    """None: the reader recognises them or asks, see ``errors.ColumnsError``."""


AS_FOUND = Options()
