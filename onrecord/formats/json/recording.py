"""What speech recognition writes: words, phrases or segments with times and perhaps speakers, made into turns.

Pieces are shorter than turns: those of one speaker run on until somebody else speaks. Between two stands a blank, or a
new line where a sentence has ended and a pause follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from onrecord.formats.extract import UNSURE_BELOW, visible
from onrecord.formats.json.walk import Path, Walk
from onrecord.formats.script import NO_NAMES, Script
from onrecord.formats.source import Source
from onrecord.marks import Mark
from onrecord.model import Defect, Speaker, Transcript, UnsureWord

PAUSE_MS = 2_000
"""A pause of this length after a finished sentence opens a paragraph."""
_APART_MS = 700
"""A pause of this length in one channel lets another come in between."""
_ENDS = frozenset(".?!…。！？")
_CLOSES = "\"'”’»)]"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Letters and marks of scripts that put no blank between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""


class Voice(NamedTuple):
    """Somebody who speaks in a recording."""

    key: str
    """Empty for somebody whom nothing tells apart."""
    label: str
    is_printed: bool
    """Whether the label is a string of the file, and not made of a number."""


NOBODY = Voice("", "", False)


def voice(value: Any, kind: str = "Speaker") -> Voice:
    """The voice that the file calls ``value``: a string as it is, a number after its ``kind``."""
    if type(value) is float and value.is_integer():
        value = int(value)
    if (type(value) is int and abs(value) < 1e9) or (type(value) is str and value.strip().isdecimal()):
        return Voice(f"{kind} {value}", f"{kind} {str(value).strip()}", False)
    if type(value) is str and value.strip():
        name = " ".join(value.split())
        return Voice(name, name, True)
    return NOBODY


class Piece(NamedTuple):
    """A word, a phrase or a segment."""

    text: str
    who: Voice = NOBODY
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float | None = None
    """Of a piece that is one word."""
    where: str = ""
    """JSON pointer."""
    is_attached: bool = False
    """Whether no blank stands before it: punctuation."""
    unsure: Sequence[UnsureWord] = ()
    """Of a longer piece, in characters of its text."""
    stage: Sequence[Mark] = ()
    """What of its text is not said, in characters of it."""


class Recording:
    """The pieces of one file, and what of the file is kept."""

    def __init__(self, value: Any, *, walk: Walk | None = None, one_speaker: bool = False) -> None:
        self.walk = walk or Walk(value)
        self.script = Script()
        self.kept: Counter[Path] = Counter()
        self._one_speaker = one_speaker
        self._labels_left: dict[Path, Counter[str]] = {}

    def tell(self, pieces: Iterable[Piece], text_path: Path, name_path: Path = (), *, parted: str = " ") -> None:
        """Put ``pieces`` down in their order; their texts stand at ``text_path``, printed labels at ``name_path``.

        ``parted`` is what stands between two pieces of one turn where nothing else is called for.
        """
        for _, run in groupby((piece for piece in pieces if piece.text), key=attrgetter("who")):
            self.say(list(run), text_path, name_path, parted=parted, goes_on=True)

    def say(
        self,
        said: Sequence[Piece],
        text_path: Path | None,
        name_path: Path = (),
        *,
        parted: str = " ",
        goes_on: bool = False,
    ) -> None:
        """Put down what one speaker says: as a turn of its own, or as more of the one that is open if ``goes_on``.

        Without ``text_path`` the caller counts what is kept of the texts.
        """
        text, unsure, stage = _joined(said, parted)
        if not text.strip():
            return
        who = NOBODY if self._one_speaker else said[0].who
        if self.script.speaking == who.key and (goes_on or self._one_speaker):
            self.script.blank(parted)
        else:
            start_ms = next((piece.start_ms for piece in said if piece.start_ms is not None), None)
            is_printed = who.is_printed and self._takes(name_path, who.label)
            self.script.turn(who.key, who.label, said[0].where, start_ms=start_ms, is_printed=is_printed)
        where = said[0].where if len(said) == 1 else f"{said[0].where} to {said[-1].where}"
        start = self.script.length
        self.script.put(text, where, unsure=unsure)
        self.script.marks += [_moved(mark, start) for mark in stage]
        if text_path is not None:
            self.kept[text_path] += visible(text)
        ends = [piece.end_ms for piece in said if piece.end_ms is not None]
        if ends:
            self.script.until(max(ends))

    def transcript(
        self,
        source: Source,
        format_name: str,
        *,
        people: Mapping[str, Speaker] | None = MappingProxyType({}),
        metadata: Mapping[str, str] = MappingProxyType({}),
        defects: Iterable[Defect] = (),
        finds_stage: bool = True,
    ) -> Transcript:
        """What was told; see ``Script.transcript``. All else that stands in the file is listed as left out."""
        self.walk.drop_others(self.script, self.kept)
        decoded = source.json_encoding
        if decoded.is_damaged:
            text = self.script.text
            at = max(text.find("\ufffd"), 0)
            defects = [
                Defect(f"Some bytes are no {decoded.encoding} text and are shown as \ufffd.", at, at + 1),
                *defects,
            ]
        told = self.script.transcript(
            source,
            format_name,
            self.walk.n_characters,
            people=people,
            metadata={key: value for key, value in metadata.items() if type(value) is str},
            encoding=decoded.encoding,
            defects=[*defects, *_broken(source, self.script)],
            finds_stage=finds_stage,
        )
        if self._one_speaker:
            told = replace(told, defects=tuple(each for each in told.defects if each.message != NO_NAMES))
        return told

    def _takes(self, path: Path, label: str) -> bool:
        """Keep one of the ``label``s at ``path``, if one is left: a list names once who has many turns."""
        left = self._labels_left.get(path)
        if left is None:
            left = Counter(" ".join(each.split()) for each in self.walk.strings.get(path, ()))
            self._labels_left[path] = left
        left[label] -= 1
        if left[label] >= 0:
            self.kept[path] += visible(label)
        return left[label] >= 0


def _broken(source: Source, script: Script) -> Iterator[Defect]:
    """Says where a file of several JSON values breaks off."""
    if source.json_lines and source.json_break:
        yield Defect(
            f"The file breaks off in line {source.json_break.line:,}; what stands before it is shown.",
            script.length, script.length,
        )  # fmt: skip


def _moved(mark: Mark, by: int) -> Mark:
    return mark._replace(start=mark.start + by, end=mark.end + by)


def _joined(pieces: Sequence[Piece], parted: str) -> tuple[str, list[UnsureWord], list[Mark]]:
    """The pieces as one text, its words that the recogniser is not sure of, and what of it is not said."""
    parts: list[str] = []
    unsure: list[UnsureWord] = []
    stage: list[Mark] = []
    length, last, end_ms = 0, "", None
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        if last and not piece.is_attached:
            gap = parted
            if (
                end_ms is not None
                and piece.start_ms is not None
                and piece.start_ms - end_ms >= PAUSE_MS
                and last.rstrip(_CLOSES)[-1:] in _ENDS
            ):
                gap = "\n"
            elif last[-1] > "\u0dff" and text[0] > "\u0dff" and _UNSPACED.match(last[-1]) and _UNSPACED.match(text):
                gap = ""
            parts.append(gap)
            length += len(gap)
        confidence = piece.confidence
        if confidence is not None and confidence < UNSURE_BELOW and any(map(str.isalnum, text)):
            unsure.append(UnsureWord(length, length + len(text), confidence))
        lead = len(piece.text) - len(piece.text.lstrip())
        stage += [_moved(mark, length - lead) for mark in piece.stage]
        if piece.unsure:
            unsure += [UnsureWord(length + w.start - lead, length + w.end - lead, w.confidence) for w in piece.unsure]
        parts.append(text)
        length += len(text)
        last = text
        if piece.end_ms is not None:
            end_ms = piece.end_ms
    return "".join(parts), unsure, stage


def unsure_in(text: str, words: Iterable[tuple[str, float | None]]) -> list[UnsureWord]:
    """Where those of ``words``, in the order of ``text``, stand in it of which the recogniser is not sure."""
    found: list[UnsureWord] = []
    folded = ""
    at = 0
    for printed, confidence in words:
        word = printed.strip()
        if not word:
            continue
        start = text.find(word, at, at + len(word) + 80)
        if start < 0:
            # Words are often listed as recognised, and the text set with capitals.
            folded = folded or (text.lower() if len(text.lower()) == len(text) else text)
            start = folded.find(word.lower(), at, at + len(word) + 80)
        if start >= 0:
            at = start + len(word)
            if confidence is not None and confidence < UNSURE_BELOW and any(map(str.isalnum, word)):
                found.append(UnsureWord(start, at, confidence))
    return found


def interleaved(channels: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """The pieces of several channels in the order of time; words that follow one another in a channel stay together."""
    runs: list[tuple[int, list[Piece]]] = []
    for channel in channels:
        run: list[Piece] = []
        last = start = 0
        for piece in channel:
            if piece.start_ms is not None and (not run or piece.start_ms - last >= _APART_MS):
                start, run = piece.start_ms, []
                runs.append((start, run))
            elif not run:
                runs.append((last, run))
            run.append(piece)
            last = piece.end_ms or piece.start_ms or last
    for _, run in sorted(runs, key=itemgetter(0)):
        yield from run


def floors(stretches: Iterable[tuple[int | None, Voice]]) -> Callable[[int | None], Voice]:
    """Who has the floor at a time, by the starts of ``stretches``: until the next begins; before the first, the first.

    A time that is not known is the last that was.
    """
    known = sorted((start, who) for start, who in stretches if start is not None)
    starts = [start for start, _ in known]
    last = [0]

    def at(ms: int | None) -> Voice:
        last[0] = last[0] if ms is None else ms
        return known[max(0, bisect_right(starts, last[0]) - 1)][1] if known else NOBODY

    return at
