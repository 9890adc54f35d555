"""What a mention is: a stretch of words, what it refers to, how it was resolved and what form it has.

Separate from ``mentions``, which finds them, because the rules below it name targets and the reader's corrections
change the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.tokens import BoolArray, Int32Array

Kind = Literal["person", "country", "organisation", "place", "date", "figure"]

HOW = ("exact", "alias", "inferred", "corrected")
"""By its own name or title and name; by another name; by a rule that may be wrong; by a reader's correction.
Index: ``Mentions.how``."""
EXACT, ALIAS, INFERRED, CORRECTED = range(4)

FORMS = ("name", "demonym", "title", "vocative", "description", "seat")
"""Index: ``Mentions.form``. A demonym is an adjective or a people; a vocative addresses; a description is an office or
a courtesy; a seat is a capital or a house that stands for its government."""
NAME, DEMONYM, TITLE, VOCATIVE, DESCRIPTION, SEAT = range(6)


ARTICLES = frozenset(["the", "le", "la", "l", "el", "der", "die", "dem", "den", "il", "o"])
"""Before an office: "the Governor"."""


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
    lead: int = 0
    """Characters before the first word that belong to it: the sign of "$8"."""
    trail: int = 0


@dataclass(frozen=True, eq=False)
class Mentions:
    """All mentions in a table, sorted by sentence and start; no two overlap. Arrays run over mentions.

    ``start`` and ``end`` are half-open character offsets in the text of the sentence's transcript.
    """

    targets: tuple[Target, ...]
    """In order of first mention."""
    sentence: Int32Array
    start: Int32Array
    end: Int32Array
    target: Int32Array
    how: npt.NDArray[np.int8]
    form: npt.NDArray[np.int8]
    n_sentences: int

    def sentences_of(self, key: str) -> BoolArray:
        """Which sentences mention the target ``key``; none for a key that names no target here."""
        mask = np.zeros(self.n_sentences, np.bool_)
        codes = [code for code, target in enumerate(self.targets) if target.key == key]
        mask[self.sentence[np.isin(self.target, codes)]] = True
        return mask

    def of_targets(self) -> dict[str, int]:
        """How often each target is mentioned, by key, most often first."""
        counts = np.bincount(self.target, minlength=len(self.targets))
        order = np.argsort(-counts, kind="stable")
        return {self.targets[code].key: int(counts[code]) for code in order}
