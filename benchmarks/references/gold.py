"""The labelled passages: where they stand in which file, and what is mentioned in them."""

import csv
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from onrecord import read

HALVES = ("seen", "unseen")
KINDS = ("person", "country", "organisation", "place", "date", "figure", "either")
FORMS = ("name", "demonym", "seat", "title", "vocative", "description")
_GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True)
class Passage:
    """Consecutive turns of one file: from ``start`` to ``end`` in the text as On Record reads it."""

    half: str
    number: int
    genre: str
    language: str
    file: str
    sha256: str
    start: int
    end: int
    text_sha256: str


@dataclass(frozen=True)
class Mention:
    """A labelled stretch. ``names`` are the names that its target goes by; of a date and a figure there are none."""

    start: int
    end: int
    kind: str
    names: tuple[str, ...]
    form: str = ""
    inferred: bool = False
    value: float | None = None
    units: tuple[str, ...] = ()
    counted: str = ""


@dataclass(frozen=True)
class Labelled:
    """A passage, the transcript it stands in, and its mentions in order."""

    passage: Passage
    transcript: object
    mentions: tuple[Mention, ...]

    @property
    def pieces(self):
        """(start, end) of the speech inside the passage."""
        inside = ((max(s.start, self.passage.start), min(s.end, self.passage.end))
                  for s in self.transcript.segments if s.kind == "speech")  # fmt: skip
        return [(start, end) for start, end in inside if start < end]


def passages(half):
    """The passages of a half."""
    return [
        Passage(half, int(row["passage"]), row["genre"], row["language"], row["file"], row["sha256"],
                int(row["start"]), int(row["end"]), row["text_sha256"])
        for row in _rows(f"{half}_passages.tsv")
    ]  # fmt: skip


def mentions(half):
    """The mentions of a half, by the number of their passage."""
    found = {}
    for row in _rows(f"{half}.tsv"):
        units = tuple(row["unit"].split(";")) if row["unit"] else ()
        found.setdefault(int(row["passage"]), []).append(
            Mention(int(row["start"]), int(row["end"]), row["kind"], tuple(filter(None, row["target"].split(";"))),
                    row["form"], row["inferred"] == "1", float(row["value"]) if row["value"] else None, units,
                    row["counted"])
        )  # fmt: skip
    return found


def labelled(folder, half):
    """The passages of a half whose file is below ``folder`` and still reads as it did; says which do not."""
    given, read_already, whole = mentions(half), {}, []
    for passage in passages(half):
        path = folder / passage.file
        if not path.is_file():
            print(f"not there: {passage.file}", file=sys.stderr)
            continue
        transcript = read_already.get(passage.file)
        if transcript is None:
            transcript = read_already[passage.file] = read(path)
        stretch = transcript.text[passage.start : passage.end]
        if hashlib.sha256(stretch.encode()).hexdigest()[:16] != passage.text_sha256:
            print(f"reads otherwise than when it was labelled: {passage.file}", file=sys.stderr)
            continue
        whole.append(Labelled(passage, transcript, tuple(given.get(passage.number, ()))))
    return whole


def _rows(name):
    with (_GOLD / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
