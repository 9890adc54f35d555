"""Gaps as data: where words could not be heard, where several spoke at once, where somebody was cut off, clapped at,
laughed at or heckled, and where an interpreter speaks.

Separate from the reader because it knows what is a remark and not what a remark tells of; that is in
``data/gaps.toml``, by language. One remark can tell of several things: "(Laughter and applause.)" is a gap of each.

Besides remarks three things are gaps: an interjection printed in somebody's turn (heckling), words that the program
which wrote the transcript was not sure of, and a dash at the end of what somebody says before somebody else speaks
(interruption). Three dots are one only if the speaker, or the other, goes on with three dots: else a voice trailed off.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.datafiles import data_path
from onrecord.kept import of_table
from onrecord.timecode import CLOCK, milliseconds
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only

if TYPE_CHECKING:
    from onrecord.model import Segment, Transcript
    from onrecord.table import Float64Array, TurnTable

_OTHER = "other"
_BRACKETS = "([{（【⟨<&*_"
_PAUSE = re.compile(r"\(\.{1,3}\)|\((?:\d{1,3}:)?\d{1,3}\.\d{0,3}\)|#\d*")
"""A pause as linguists print it: "(.)", "(2.5)"."""
_CLOCK = re.compile(rf"(?<![\d:.]){CLOCK}(?![ \u00a0]?[AaPp]\.?[Mm])")
_DOTS = ("...", "…")
_CUTS = ("—", "–", "―", "--", "-", *_DOTS)
_TAIL = 12
_AROUND = " ()[]{}.:*_"
_CLOSERS = " \t\n\"”’'»)]*_"
_HEAD = 60
"""Characters at the beginning of a remark without brackets that say what it is; the rest may be a whole motion."""
_BRACKET_MOST = 200
"""A longer bracket is told by its head as well, unless dashes part it: it is a note to the reader."""
_NO_GAP = re.compile(
    r"^\W*(?:sic|break|recess|pause de séance|sitzungsunterbrechung|receso)\W*$|in the chair\W*$|au fauteuil"
    r"|^\W*(?:la motion|le projet de loi|l['’]amendement|motion|bill|amendment|antrag|la moción)\b.*"
    r"\b(?:adoptée?s?|rejetée?s?|agreed to|carried|negatived|defeated|angenommen|abgelehnt|aprobada)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Editors' and clerks' notes that tell of nothing that was lost: "[sic]", "(La motion est adoptée.)"."""
_TIMED = frozenset(("inaudible", "crosstalk", "laughter", "applause", "heckling", "silence"))


@dataclass(frozen=True, eq=False)
class Gaps:
    """All gaps in a table, in the order of the text. Arrays run over gaps.

    ``start`` and ``end`` are half-open character offsets in the text of the gap's transcript.
    """

    kinds: tuple[str, ...]
    """Names of the kinds; the last is ``other``: votes, breaks, papers, whatever else was remarked."""
    kind: npt.NDArray[np.int8]
    transcript: Int32Array
    turn: Int32Array
    """Turn in which it stands; -1 between turns."""
    sentence: Int32Array
    """The sentence that holds it or goes before it: in its own turn if that has one, else the first of the turn, else
    the last before the turn; -1 in a transcript without any."""
    start: Int32Array
    end: Int32Array
    start_ms: Float64Array
    """Milliseconds from the beginning: the time printed in the remark, else that of its turn; NaN where there is
    none."""
    speaker: Int32Array
    """In whose turn it stands; -1 between turns."""
    speakers: tuple[str, ...]
    by: tuple[str, ...]
    """Who interjects, as printed, or who speaks after a turn that was cut off; empty where nothing says so."""
    n_sentences: int

    def sentences_of(self, kind: str, speaker: str = "") -> BoolArray:
        """The sentences beside the gaps of a kind, in ``speaker``'s turns or ("") anywhere; none of a name not here."""
        of = self.kind == (self.kinds.index(kind) if kind in self.kinds else -1)
        if speaker:
            of &= np.isin(self.speaker, [code for code, name in enumerate(self.speakers) if name == speaker])
        mask = np.zeros(self.n_sentences, np.bool_)
        mask[self.sentence[of & (self.sentence >= 0)]] = True
        return mask

    def beside(self, mask: BoolArray) -> Int64Array:
        """Which gaps stand beside the sentences of ``mask`` (bool, S): indices, ascending."""
        return np.flatnonzero(np.append(mask, False)[self.sentence])


def find_gaps(table: TurnTable) -> Gaps:
    """Every gap in a table. Found at the first call, and kept with the table.

    It tells as much of the transcriber as of the room: who prints no applause had none.
    """
    return of_table(table, "gaps", lambda: _found(table))


def kinds() -> tuple[str, ...]:
    """Names of the kinds of gaps, in the order of the file, with "other" at the end."""
    return (*(name for name, _, _ in _patterns()), _OTHER)


Row = tuple[int, int, int, int, int, str]
"""Transcript, start, end, turn (-1 for none), kind, by."""


def _found(table: TurnTable) -> Gaps:
    code = {name: number for number, name in enumerate(kinds())}
    rows: list[Row] = []
    stamps: dict[tuple[int, int], int] = {}
    first_turn = np.searchsorted(table.turn_transcript, np.arange(len(table.transcripts))).tolist()
    for which, (transcript, opens) in enumerate(zip(table.transcripts, first_turn, strict=True)):
        for begin, close, at, by, names in _told(transcript):
            rows += [(which, begin, close, opens + at if at >= 0 else -1, code[name], by) for name in names]
            stamp = _CLOCK.search(transcript.text, begin, close) if not _TIMED.isdisjoint(names) else None
            if stamp:
                stamps[which, begin] = milliseconds(stamp[0]) or 0
        rows += _unsure(table, which, code["unsure"])
    rows += _cut_off(table, code["interruption"])
    rows.sort()
    columns = np.array([row[:5] for row in rows] or np.zeros((0, 5)), np.int64).reshape(-1, 5)
    number, start, end, turn, kind = (columns[:, at] for at in range(5))
    time, speaker = np.full(turn.size, np.nan), np.full(turn.size, -1, np.int32)
    inside = turn >= 0
    time[inside] = table.turn_start_ms[turn[inside]]
    speaker[inside] = table.turn_speaker[turn[inside]]
    stamped = [place for place, row in enumerate(rows) if row[:2] in stamps]
    time[stamped] = [stamps[rows[place][:2]] for place in stamped]
    return Gaps(
        kinds=kinds(),
        kind=read_only(kind.astype(np.int8)),
        transcript=_int32(number),
        turn=_int32(turn),
        sentence=_int32(_beside(table, number, turn, start)),
        start=_int32(start),
        end=_int32(end),
        start_ms=read_only(time),
        speaker=read_only(speaker),
        speakers=tuple(each.name for each in table.speakers),
        by=tuple(row[5] for row in rows),
        n_sentences=table.sentence_turn.size,
    )


def _int32(values: Int64Array) -> Int32Array:
    return read_only(values.astype(np.int32))


def _told(transcript: Transcript) -> Iterator[tuple[int, int, int, str, Sequence[str]]]:
    """Start, end, turn (-1 for none), by whom, and the kinds of what remarks and labels of the transcript tell of."""
    text = transcript.text
    for segment in transcript.segments:
        if segment.kind in ("stage", "interjection"):
            turn = -1 if segment.turn is None else segment.turn
            yield segment.start, segment.end, turn, segment.by, _kinds_of(segment, text)
    for number, each in enumerate(transcript.turns):
        if each.via_interpreter and each.note:
            at = text.find(each.note, each.start, each.end)
            if at >= 0:
                yield at, at + len(each.note), number, "", ("interpreter",)


def _kinds_of(segment: Segment, text: str) -> Sequence[str]:
    if segment.kind == "interjection":
        return ("heckling",)
    remark = text[segment.start : segment.end]
    if _NO_GAP.search(remark):
        return (_OTHER,)
    is_whole = remark[0] in _BRACKETS and (len(remark) <= _BRACKET_MOST or " – " in remark)
    return _kinds_in(remark if is_whole else remark[:_HEAD])


@cache
def _kinds_in(remark: str) -> tuple[str, ...]:
    folded = " ".join(remark.lower().replace("\\", " ").split())
    if _PAUSE.fullmatch(folded):
        return ("silence",)
    bare = folded.strip(_AROUND)
    whole = next((name for name, pattern, is_whole in _patterns() if is_whole and pattern.fullmatch(bare)), "")
    if whole:
        return (whole,)
    found = tuple(name for name, pattern, is_whole in _patterns() if not is_whole and pattern.search(folded))
    return found or (_OTHER,)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    """Each kind, how it is put, and whether the remark must be nothing but that."""
    tables = tomllib.loads(data_path("gaps.toml").read_text(encoding="utf-8"))["kind"]
    found = []
    for table in tables:
        entries = dict.fromkeys(entry for forms in table.values() if isinstance(forms, list) for entry in forms)
        either = "|".join(_entry(entry) for entry in entries)
        is_whole = bool(table.get("whole"))
        found.append((table["name"], re.compile(rf"(?<!\w)(?:{either})"), is_whole))
    return tuple(found)


def _entry(entry: str) -> str:
    stem = re.escape(entry.removesuffix("*")).replace(r"\*", r"\w*")
    return stem if entry.endswith("*") else stem + r"(?!\w)"


def _unsure(table: TurnTable, number: int, kind: int) -> list[Row]:
    words = table.transcripts[number].unsure
    if not words:
        return []
    start = np.array([word.start for word in words], np.int64)
    first, last = np.searchsorted(table.turn_transcript, [number, number + 1]).tolist()
    turn = np.searchsorted(table.turn_start[first:last], start, "right") - 1 + first
    inside = (turn >= first) & (start < table.turn_end[np.maximum(turn, 0)])
    turns = np.where(inside, turn, -1).tolist()
    return [(number, word.start, word.end, at, kind, "") for word, at in zip(words, turns, strict=True)]


def _cut_off(table: TurnTable, kind: int) -> list[Row]:
    """Dashes at the end of turns after which somebody else speaks."""
    n = table.turn_speaker.size
    speaking = np.flatnonzero(np.diff(table.turn_offset) > 0)
    opens, dotted = np.zeros(n + 2, np.bool_), np.zeros(n, np.bool_)
    mark, length = np.full(n, -1, np.int64), np.zeros(n, np.int64)
    texts = [transcript.text for transcript in table.transcripts]
    of = table.turn_transcript[speaking].tolist()
    begins = table.sentence_start[table.turn_offset[speaking]].tolist()
    ends = table.sentence_end[table.turn_offset[speaking + 1] - 1].tolist()
    for turn, number, first, last in zip(speaking.tolist(), of, begins, ends, strict=True):
        opens[turn] = texts[number].startswith(_DOTS, first)
        begin = max(first, last - _TAIL)
        tail = texts[number][begin:last].rstrip(_CLOSERS)
        printed = next((each for each in _CUTS if tail.endswith(each)), "")
        if printed and len(tail) > len(printed):
            dotted[turn] = printed in _DOTS
            mark[turn], length[turn] = begin + len(tail) - len(printed), len(printed)
    speaker = np.append(table.turn_speaker, [-1, -1])
    transcript = np.append(table.turn_transcript, [-1, -1])
    is_other = (speaker[1:-1] != speaker[:-2]) & (transcript[1:-1] == transcript[:-2])
    goes_on = opens[1:-1] | (opens[2:] & (speaker[2:] == speaker[:-2]))
    cut = np.flatnonzero((mark >= 0) & is_other & (~dotted | goes_on))
    columns = (transcript[cut], mark[cut], mark[cut] + length[cut], cut, speaker[cut + 1])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(number, start, end, turn, kind, table.speakers[by].name) for number, start, end, turn, by in rows]


def _beside(table: TurnTable, number: Int64Array, turn: Int64Array, start: Int64Array) -> Int64Array:
    """The sentence that holds each gap or goes before it."""
    of_sentence = table.turn_transcript[table.sentence_turn].astype(np.int64)
    if not of_sentence.size:
        return np.full(start.size, -1, np.int64)
    at = np.searchsorted(of_sentence << 32 | table.sentence_start, number << 32 | start, "right") - 1
    first, last = table.turn_offset[np.maximum(turn, 0)], table.turn_offset[np.maximum(turn, 0) + 1]
    at = np.where((turn >= 0) & (last > first), np.clip(at, first, last - 1), at)
    following = np.searchsorted(of_sentence, number)
    is_here = (at >= 0) & (of_sentence[np.maximum(at, 0)] == number)
    follows = of_sentence[np.minimum(following, of_sentence.size - 1)] == number
    return np.where(is_here, at, np.where(follows, following, -1))
