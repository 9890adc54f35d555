"""The words of a table one by one, for rules that look at a few places and at the words beside them.

Separate from the table because its columns are made for all words at once: taking single values out of them is slow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.surface import DOTTED, JOINED

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable


@dataclass(frozen=True)
class Rows:
    """Words in a row that are looked for behind others, each with what it stands for."""

    names: Mapping[tuple[str, ...], str]

    @cached_property
    def openers(self) -> frozenset[str]:
        """The first words."""
        return frozenset(words[0] for words in self.names)

    @cached_property
    def longest(self) -> int:
        """The most words that one has."""
        return max(map(len, self.names), default=0)


class WordRow:
    """Words by their number in the table."""

    def __init__(self, table: TurnTable, surface: Surface) -> None:
        self.table, self.surface = table, surface
        self._code = memoryview(table.token_term)  # type: ignore[arg-type]
        self._vocabulary: list[str] = table.vocabulary.tolist()
        self._joint = surface.joint

    def term(self, at: int) -> str:
        """The term at a word."""
        return self._vocabulary[self._code[at]]

    def joined(self, at: int) -> bool:
        """Whether the next word follows in the sentence with nothing but space between; not at -1."""
        return at >= 0 and self._joint[at] == JOINED

    def dotted(self, at: int) -> bool:
        """Whether nothing but space and a full stop is between: "Sept. 5"."""
        return at >= 0 and self._joint[at] == DOTTED

    def after(self, at: int) -> str:
        """The next word, if it is joined; else nothing."""
        return self._vocabulary[self._code[at + 1]] if self._joint[at] == JOINED else ""

    def before(self, at: int) -> str:
        """The word before, if this one is joined to it; else nothing."""
        return self._vocabulary[self._code[at - 1]] if at > 0 and self._joint[at - 1] == JOINED else ""

    def match(self, at: int, rows: Rows) -> int:
        """How many words from ``at`` on, joined to the one before and to each other, are one of the rows; the most."""
        if self.after(at - 1) not in rows.openers:
            return 0
        said = [self.term(at)]
        while len(said) < rows.longest and self.joined(at + len(said) - 1):
            said.append(self.term(at + len(said)))
        return next((n for n in range(len(said), 0, -1) if tuple(said[:n]) in rows.names), 0)

    def said(self, first: int, n: int) -> tuple[str, ...]:
        """The terms of ``n`` words."""
        return tuple(self.term(at) for at in range(first, first + n))

    def printed(self, first: int, last: int) -> str:
        """The words from ``first`` to ``last`` as the source has them, on one line."""
        table = self.table
        transcript = table.transcripts[table.turn_transcript[table.sentence_turn[table.token_sentence[first]]]]
        return " ".join(transcript.text[table.token_start[first] : table.token_end[last]].split())
