"""Corrections of what is what: which stretch opens a turn, is speech or is none, and whose words it holds.

Segments still tile the text afterwards, and every segment of a turn lies within it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.corrections.people import checked_name, labelled, with_people
from onrecord.corrections.values import IsKind, IsLabel, NotLabels, SaidBy
from onrecord.errors import CorrectionError
from onrecord.model import Segment, SegmentKind, Speaker, Transcript, Turn

NOBODY = "Speaker"
"""Who says what is speech by correction before anybody has the floor."""
_UNSPOKEN = frozenset({"metadata", "heading", "notice"})
"""Outside a turn these may be speech that nobody was known to say."""


def not_labels(transcript: Transcript, correction: NotLabels) -> Transcript:
    """The labels' turns go on with the turn before; before the first they become metadata."""
    wanted = set(correction.labels)
    if not any(turn.label in wanted for turn in transcript.turns):
        raise CorrectionError(f"no turn is labelled {', '.join(f'“{label}”' for label in sorted(wanted))}.")
    turns: list[Turn] = []
    index: list[int | None] = []
    for turn in transcript.turns:
        if turn.label not in wanted:
            turns.append(turn)
        elif turns:
            turns[-1] = turns[-1]._replace(end=turn.end, end_ms=turn.end_ms)
        index.append(len(turns) - 1 if turns else None)
    if not turns:
        return _one_speaker(transcript)

    def moved(segment: Segment) -> Segment:
        if segment.turn is None:
            return segment
        kind, turn = segment.kind, index[segment.turn]
        if turn is None:
            kind = "metadata" if kind in {"speech", "label"} else kind
        elif kind == "label" and transcript.turns[segment.turn].label in wanted:
            kind = "speech"
        return segment._replace(kind=kind, turn=turn)

    segments = tuple(map(moved, transcript.segments))
    return with_people(replace(transcript, segments=segments), transcript.speakers, turns)


def is_label(transcript: Transcript, correction: IsLabel) -> Transcript:
    """A turn opens at the stretch; it ends where the turn around it does, or where the next one begins."""
    start, end = _trimmed(transcript, correction.start, correction.end)
    name = checked_name(correction.name)
    transcript, at = _opened(transcript, start)
    turn = transcript.turns[at]
    if end >= turn.end:
        raise CorrectionError(f"nothing is said after the label “{name}”.")
    speakers, code = labelled(transcript.speakers, name)
    transcript = _recut(transcript, start, end, lambda s: s._replace(kind="label", turn=at))
    turns = list(transcript.turns)
    turns[at] = turn._replace(speaker=code, label=name, note="", confidence=1.0)
    return replace(with_people(transcript, speakers, turns), has_labels=True)


def is_kind(transcript: Transcript, correction: IsKind) -> Transcript:
    """The stretch, but for labels and blanks in it, becomes of the kind.

    Speech past the end of a turn goes on with that turn; before the first it is nobody's known.
    """
    start, end = _trimmed(transcript, correction.start, correction.end)
    kind: SegmentKind = correction.kind
    if kind == "speech":
        transcript = _floored(transcript, start, end)
    return _recut(transcript, start, end, lambda s: s if s.kind in {"label", "space"} else s._replace(kind=kind, by=""))


def said_by(transcript: Transcript, correction: SaidBy) -> Transcript:
    """The turns within the stretch become the speaker's; a turn that reaches beyond it is cut, and goes on after."""
    start, end = _trimmed(transcript, correction.start, correction.end)
    name = checked_name(correction.name)
    transcript = _floored(transcript, start, end)
    # Where nothing in the stretch is speech yet, somebody who says whose words it holds says that it holds words.
    unspoken = _UNSPOKEN if _speech_between(transcript, start, end) else {*_UNSPOKEN, "stage", "interjection"}
    transcript = _recut(transcript, start, end, lambda s: s._replace(kind="speech", by="") if s.kind in unspoken else s)
    transcript, first = _cut(transcript, start)
    transcript, after = _cut(transcript, end)
    speakers, code = labelled(transcript.speakers, name)
    turns = [
        turn._replace(
            speaker=code,
            label=turn.label if _has_label(transcript, turn) else name,
            note="",
            via_interpreter=False,
            confidence=1.0,
        )
        if first <= at < after
        else turn
        for at, turn in enumerate(transcript.turns)
    ]
    return with_people(transcript, speakers, turns)


def _trimmed(transcript: Transcript, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at its ends. Raises CorrectionError for none, or one not in the text."""
    text = transcript.text
    if not 0 <= start < end <= len(text):
        raise CorrectionError(f"the characters {start:,} to {end:,} are not in this text of {len(text):,}.")
    stretch = text[start:end]
    first, last = start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
    if first >= last:
        raise CorrectionError("the stretch marked holds nothing but blanks.")
    return first, last


def _recut(transcript: Transcript, start: int, end: int, change: Callable[[Segment], Segment]) -> Transcript:
    """``transcript`` with its segments cut at ``start`` and ``end``, and those between changed."""
    every = transcript.segments
    first = bisect_right(every, start, key=lambda segment: segment.end)
    last = bisect_left(every, end, lo=first, key=lambda segment: segment.start)
    segments: list[Segment] = []
    for segment in every[first:last]:
        low, high = max(segment.start, start), min(segment.end, end)
        if segment.start < low:
            segments.append(segment._replace(end=low))
        segments.append(change(segment._replace(start=low, end=high)))
        if high < segment.end:
            segments.append(segment._replace(start=high))
    return replace(transcript, segments=(*every[:first], *segments, *every[last:]))


def _inserted(transcript: Transcript, at: int, turns: list[Turn], start: int, end: int) -> Transcript:
    """``transcript`` with one turn more, number ``at``, that has the segments from ``start`` to ``end``."""
    transcript = _recut(transcript, start, end, lambda segment: segment)

    def numbered(segment: Segment) -> Segment:
        if start <= segment.start and segment.end <= end:
            return segment if segment.turn == at else segment._replace(turn=at)
        if segment.turn is not None and segment.turn >= at:
            # Every later segment comes this way: ``_replace`` would take several times as long.
            return Segment(segment.kind, segment.start, segment.end, segment.turn + 1, segment.by)
        return segment

    return replace(transcript, turns=tuple(turns), segments=tuple(map(numbered, transcript.segments)))


def _cut(transcript: Transcript, place: int) -> tuple[Transcript, int]:
    """``transcript`` with a turn that begins at ``place``, and its number; a turn around the place is cut in two.

    Where nothing is said in the turn before the place, the turn itself is meant. Past the last turn: their number.
    """
    turns = list(transcript.turns)
    at = bisect_right([turn.start for turn in turns], place) - 1
    if at < 0:
        return transcript, 0
    if place >= turns[at].end or not _speech_between(transcript, place, turns[at].end):
        return transcript, at + 1
    if not _speech_between(transcript, turns[at].start, place):
        return transcript, at
    turn = turns[at]
    turns[at : at + 1] = [turn._replace(end=place, end_ms=None), turn._replace(start=place, start_ms=None)]
    return _inserted(transcript, at + 1, turns, place, turn.end), at + 1


def _opened(transcript: Transcript, place: int) -> tuple[Transcript, int]:
    """``transcript`` with a turn that begins at ``place``, and its number: cut from the one around it, or new."""
    turns = list(transcript.turns)
    at = bisect_right([turn.start for turn in turns], place) - 1
    if at >= 0 and place < turns[at].end:
        turn = turns[at]
        if any(s.kind == "label" and s.start <= place < s.end for s in transcript.segments):
            raise CorrectionError("there is a label already.")
        if not _has_label(transcript, turn) and not _speech_between(transcript, turn.start, place):
            return transcript, at
        turns[at : at + 1] = [turn._replace(end=place, end_ms=None), turn._replace(start=place, start_ms=None)]
        return _inserted(transcript, at + 1, turns, place, turn.end), at + 1
    end = turns[at + 1].start if at + 1 < len(turns) else len(transcript.text)
    transcript = _recut(transcript, place, end, lambda s: s._replace(kind="speech") if s.kind in _UNSPOKEN else s)
    speakers, code = _with_nobody(transcript.speakers)
    turns.insert(at + 1, Turn(code, "", place, end))
    return _inserted(replace(transcript, speakers=tuple(speakers)), at + 1, turns, place, end), at + 1


def _floored(transcript: Transcript, start: int, end: int) -> Transcript:
    """``transcript`` in which some turn covers the stretch: the one before it goes on, or a new one opens."""
    turns = list(transcript.turns)
    if not turns or start < turns[0].start:
        limit = turns[0].start if turns else len(transcript.text)
        speakers, code = _with_nobody(transcript.speakers)
        turns.insert(0, Turn(code, "", start, min(end, limit)))
        return _inserted(replace(transcript, speakers=tuple(speakers)), 0, turns, start, min(end, limit))
    at = bisect_right([turn.start for turn in turns], start) - 1
    limit = turns[at + 1].start if at + 1 < len(turns) else len(transcript.text)
    if min(end, limit) <= turns[at].end:
        return transcript
    old_end, turns[at] = turns[at].end, turns[at]._replace(end=min(end, limit))
    segments = tuple(
        segment._replace(turn=at) if old_end <= segment.start and segment.end <= turns[at].end else segment
        for segment in _recut(transcript, old_end, turns[at].end, lambda segment: segment).segments
    )
    return replace(transcript, turns=tuple(turns), segments=segments)


def _with_nobody(speakers: Sequence[Speaker]) -> tuple[list[Speaker], int]:
    """``speakers`` with one nobody printed, and its index: never somebody whose label happens to be "SPEAKER"."""
    for at, one in enumerate(speakers):
        if not one.labels:
            return list(speakers), at
    name, number = NOBODY, 2
    while name.casefold() in {one.name.casefold() for one in speakers}:
        name, number = f"{NOBODY} ({number})", number + 1
    return [*speakers, Speaker(name)], len(speakers)


def _speech_between(transcript: Transcript, start: int, end: int) -> bool:
    low = bisect_right(transcript.segments, start, key=lambda segment: segment.end)
    for segment in transcript.segments[low:]:
        if segment.start >= end:
            return False
        # What a cut has left of a stretch of speech may be the blank between two words.
        if segment.kind == "speech" and transcript.text[max(start, segment.start) : min(end, segment.end)].strip():
            return True
    return False


def _has_label(transcript: Transcript, turn: Turn) -> bool:
    low = bisect_right(transcript.segments, turn.start, key=lambda segment: segment.end)
    return low < len(transcript.segments) and transcript.segments[low].kind == "label"


def _one_speaker(transcript: Transcript) -> Transcript:
    """Every turn and label given up: all that can be speech is one turn's."""
    first, last = transcript.turns[0], transcript.turns[-1]
    segments = tuple(
        s._replace(turn=0, kind="speech" if s.kind == "label" else s.kind) if s.turn is not None else s
        for s in transcript.segments
    )
    return replace(
        transcript,
        segments=segments,
        turns=(Turn(0, "", first.start, last.end),),
        speakers=(Speaker(NOBODY),),
        has_labels=False,
    )
