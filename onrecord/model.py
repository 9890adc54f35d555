"""What a read transcript is: an immutable text, segments that tile it, turns and speakers that refer to them.

Nothing here can be changed; a correction makes a new value. What a text has thousands of is a named tuple, which is
made several times as fast as a dataclass. Offsets are characters into ``Transcript.text``, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

DOUBTFUL_BELOW = 0.5
"""A transcript of less confidence is shown only after a question."""

SegmentKind = Literal[
    "speech",  # words somebody said
    "label",  # the speaker's name as printed, with its punctuation, note and timestamp
    "stage",  # "(Laughter.)", "(inaudible)": the transcriber's words
    "interjection",  # a heckle printed within somebody else's turn: "(Anna Bell [SPD]: Hear, hear!)"
    "heading",
    "timestamp",
    "furniture",  # page headers, line numbers, markup
    "metadata",  # front matter, clock and place lines
    "notice",  # disclaimers, copyright tails, credits
    "space",  # blank stretches between the others
]


class Segment(NamedTuple):
    """A stretch of the text of one kind. The segments of a transcript follow one another without gap or overlap."""

    kind: SegmentKind
    start: int
    end: int
    turn: int | None
    """Index into ``Transcript.turns``; None before the first turn and for what belongs to nobody."""
    by: str = ""
    """Who interjects, as printed, where the text says so; empty for every other kind."""


class Turn(NamedTuple):
    """One speaker's uninterrupted floor, from its printed label to the next."""

    speaker: int
    """Index into ``Transcript.speakers``."""
    label: str
    """The name as printed, without colon, note or timestamp."""
    start: int
    end: int
    start_ms: int | None = None
    """Milliseconds from the beginning of the recording; None where the file gives no time."""
    end_ms: int | None = None
    note: str = ""
    """What stood in brackets in the label, such as "via interpreter"."""
    via_interpreter: bool = False
    """Whether the words are an interpreter's rendering of what the speaker said."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that this turn begins here and is this speaker's."""


class Origin(NamedTuple):
    """Where in the file a stretch of the text came from; for formats whose text is not the decoded file."""

    start: int
    end: int
    where: str
    """A JSON pointer, "byte 2,051", "page 3", "paragraph 12", "row 7": what the format goes by."""


class UnsureWord(NamedTuple):
    """A word that the program which wrote the transcript was not sure of."""

    start: int
    end: int
    confidence: float
    """Its own figure, from 0 to 1; programs differ in what they mean by it."""


class Dropped(NamedTuple):
    """Characters of one kind that stand in the file and not in the text."""

    what: str
    """In words for the reader: "deleted text", "comments", the name of a field."""
    n_characters: int
    n_pieces: int
    example: str = ""
    """The beginning of the first piece."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The account of a format whose text had to be taken out of it: nothing is lost without being listed.

    ``n_characters`` = ``n_kept`` + the characters of all ``dropped``.
    """

    n_characters: int
    """In all strings, text nodes or cells of the file, counted apart from the reading."""
    n_kept: int
    """Of them in the text. Line ends and blanks put between pieces are not counted."""
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved person, or a role that many people may share ("Q")."""

    name: str
    """The display name: the fullest form found."""
    labels: tuple[str, ...] = ()
    """Every printed form that was resolved to this speaker, commonest first."""
    role: str = ""
    """"press", "audience", "chair", "moderator", …; empty when nothing says so."""
    is_group: bool = False
    """True where the label is a role that many people share: never to be read as one person."""
    party: str = ""
    """The party or group, where the file says so."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A located, recoverable problem met while reading. Nothing was lost because of it."""

    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """One recorded event, read."""

    name: str
    text: str
    """The whole source text; for text formats the decoded file, so offsets are offsets in the file."""
    sha256: str
    """Of the bytes read, in hexadecimal."""
    format: str
    """Name in ``formats.FORMATS``."""
    encoding: str
    """Such as "UTF-8" or "Windows-1252"."""
    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    defects: tuple[Defect, ...] = ()
    has_labels: bool = True
    """False when no speaker label was found and the whole text is shown as one speaker."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that this is a transcript and its labels are labels."""
    origins: tuple[Origin, ...] = ()
    """In order, not overlapping; empty where the text is the decoded file and offsets say it all."""
    unsure: tuple[UnsureWord, ...] = ()
    """In order."""
    extraction: Extraction | None = None
    """None where the text is the decoded file."""

    @property
    def is_doubtful(self) -> bool:
        """Whether labels were found that may be none: a person should be asked before anybody is counted."""
        return self.has_labels and self.confidence < DOUBTFUL_BELOW

    @property
    def has_times(self) -> bool:
        """Whether any turn carries a time."""
        return any(turn.start_ms is not None for turn in self.turns)

    def __reduce__(self) -> tuple[object, ...]:
        # By columns, and metadata as a dict: pickle knows no mapping proxy, and asks every record by itself for its
        # state, which takes several times as long to write. The text in pieces, because to load a long one at once
        # would stop every other thread for as long.
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values["text"] = [self.text[at : at + _PIECE] for at in range(0, len(self.text), _PIECE)]
        values["metadata"] = dict(self.metadata)
        values["segments"] = _columns(Segment, self.segments)
        values["turns"] = _columns(Turn, self.turns)
        values["origins"] = _columns(Origin, self.origins)
        values["unsure"] = _columns(UnsureWord, self.unsure)
        return (_rebuild, (values,))


_PIECE = 1_000_000


def _columns(record: type[Segment | Turn | Origin | UnsureWord], records: tuple[Any, ...]) -> list[list[Any]]:
    return [[getattr(each, column) for each in records] for column in record._fields]


def _rebuild(values: dict[str, Any]) -> Transcript:
    segments = tuple(Segment(*row) for row in zip(*values.pop("segments"), strict=True))
    turns = tuple(Turn(*row) for row in zip(*values.pop("turns"), strict=True))
    values["origins"] = tuple(Origin(*row) for row in zip(*values["origins"], strict=True))
    values["unsure"] = tuple(UnsureWord(*row) for row in zip(*values["unsure"], strict=True))
    metadata = MappingProxyType(values.pop("metadata"))
    text = "".join(values.pop("text"))
    return Transcript(**values, text=text, segments=segments, turns=turns, metadata=metadata)
