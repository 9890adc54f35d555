"""What a mention refers to, and the words for how it was resolved and what form it has.

Separate from ``mentions``, which owns the result, because every rule below it names targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["person", "country", "organisation", "place", "date", "figure"]

HOW = ("exact", "alias", "inferred", "corrected")
"""By its own name or title and name; by another name; by a rule that may be wrong; by a reader's correction.
Index: ``Mentions.how``."""
EXACT, ALIAS, INFERRED, CORRECTED = range(4)

FORMS = ("name", "demonym", "title", "vocative", "description", "seat")
"""Index: ``Mentions.form``. A demonym is an adjective or a people; a vocative addresses; a description is an office or
a courtesy; a seat is a capital or a house that stands for its government."""
NAME, DEMONYM, TITLE, VOCATIVE, DESCRIPTION, SEAT = range(6)


@dataclass(frozen=True)
class Target:
    """Somebody or something spoken of."""

    kind: Kind
    name: str
    """Display name; a speaker's is the speaker's."""
    speaker: int | None = None
    """Code in ``table.speakers`` when the person speaks here."""

    @property
    def key(self) -> str:
        """The name under which selections and statistics know the target: "person:General Cavoli"."""
        return f"{self.kind}:{self.name}"


class Row(NamedTuple):
    """A mention before it has its place in the source: tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    target: Target
    how: int
    form: int
