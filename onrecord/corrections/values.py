"""The corrections themselves: small frozen values that name printed labels and places in the text, never indices.

Labels and offsets stay the same when the reading gets better, so a saved correction still fits then.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.formats.options import Columns
from onrecord.model import SegmentKind

KIND_WORDS = {
    "stage": "a stage direction", "interjection": "an interjection", "heading": "a heading", "timestamp": "a time",
    "furniture": "page furniture", "metadata": "about the event", "notice": "a notice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """These printed labels mean one person: renames, merges, and splits a label off."""

    labels: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        return f"{_listed(self.labels)} {'is' if len(self.labels) == 1 else 'are'} {self.name}"


@dataclass(frozen=True, slots=True)
class Role:
    """The speaker behind these labels has this role; ``is_group`` where many people share it."""

    labels: tuple[str, ...]
    role: str
    is_group: bool = False

    def __str__(self) -> str:
        return f"{_listed(self.labels)}: {self.role or 'no role'}{', many people' * self.is_group}"


@dataclass(frozen=True, slots=True)
class NotLabels:
    """What is printed so is no speaker's name but speech."""

    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{_listed(self.labels)} no speaker"


@dataclass(frozen=True, slots=True)
class IsLabel:
    """The stretch from ``start`` to ``end`` is the label of a speaker, printed as ``name``."""

    start: int
    end: int
    name: str

    def __str__(self) -> str:
        return f"“{self.name}” opens a turn"


@dataclass(frozen=True, slots=True)
class IsKind:
    """What stands from ``start`` to ``end`` is of this kind: speech, or something nobody said."""

    start: int
    end: int
    kind: SegmentKind

    def __str__(self) -> str:
        return f"{self.end - self.start:,} characters are {KIND_WORDS.get(self.kind, self.kind)}"


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The words from ``start`` to ``end`` were said by ``name``."""

    start: int
    end: int
    name: str

    def __str__(self) -> str:
        return f"{self.end - self.start:,} characters said by {self.name}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Labels look like this and like nothing else; an empty pattern makes the whole text one speaker's."""

    pattern: str

    def __str__(self) -> str:
        return f"labels look like {self.pattern}" if self.pattern else "one speaker"


@dataclass(frozen=True, slots=True)
class AsFound:
    """No pattern: labels are those that the grammar finds."""

    def __str__(self) -> str:
        return "labels as they were found"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A person looked: this is a transcript, and the labels found are labels."""

    def __str__(self) -> str:
        return "the speakers found are right"


@dataclass(frozen=True, slots=True)
class Refers:
    """The words ``words`` refer to the target of this key ("person:Ann Ask"), or, where it is empty, to nothing.

    Everywhere in the transcript where they are written so; with an ``end``, only those from ``start`` to ``end``.
    """

    words: str
    target: str
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        where = "here " if self.end else ""
        name = self.target.partition(":")[2]
        return f"“{self.words}” {where}refers to {name}" if name else f"“{self.words}” {where}is no reference"


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The topic is given by these terms and taken away by these vetoes; without terms there is no such topic."""

    topic: str
    terms: tuple[str, ...]
    vetoes: tuple[str, ...] = ()
    description: str = ""

    def __str__(self) -> str:
        if not self.terms:
            return f"no topic {self.topic}"
        vetoes = f" and {len(self.vetoes)} vetoes" if self.vetoes else ""
        return f"the topic {self.topic} has {len(self.terms)} terms{vetoes}, the last “{self.terms[-1]}”"


@dataclass(frozen=True, slots=True)
class ThemeName:
    """The discovered theme with these top terms is called ``name``."""

    terms: str
    name: str

    def __str__(self) -> str:
        return f"the theme “{self.terms}” is called {self.name}"


Correction = (
    Person
    | Role
    | NotLabels
    | IsLabel
    | IsKind
    | SaidBy
    | Pattern
    | Columns
    | AsFound
    | Confirmed
    | Refers
    | TopicWords
    | ThemeName
)


def _listed(labels: tuple[str, ...]) -> str:
    shown = [f"“{label}”" for label in labels[:3]]
    return ", ".join(shown) + (f" and {len(labels) - 3} more" if len(labels) > 3 else "")
