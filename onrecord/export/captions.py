"""A transcript as captions, WebVTT or SRT: one cue a turn, as nothing finer is known for certain."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import ExportError
from onrecord.export.told import Told, told
from onrecord.model import Transcript

_LAST_MS = 1_000
"""How long the last cue stays where the source does not say."""


def as_vtt(transcript: Transcript) -> str:
    """WebVTT, the speaker of each cue in a voice tag. Raises ExportError where turns have no time."""
    title = " ".join(transcript.metadata.get("title", "").replace("-->", "→").split())
    cues = [f"WEBVTT - {title}" if title else "WEBVTT"]
    for turn, start_ms, end_ms in _timed(transcript):
        voice = f"<v {_escaped(turn.speaker.name)}>" if transcript.has_labels else ""
        cues.append(f"{_clock(start_ms, '.')} --> {_clock(end_ms, '.')}\n{voice}{_escaped(_lines(turn))}")
    return "\n\n".join(cues) + "\n"


def as_srt(transcript: Transcript) -> str:
    """SRT, each cue opening with "Name:". Raises ExportError where turns have no time."""
    cues = []
    for number, (turn, start_ms, end_ms) in enumerate(_timed(transcript), 1):
        name = f"{turn.speaker.name}: " if transcript.has_labels else ""
        text = f"{name}{_lines(turn)}".replace("-->", "→")
        cues.append(f"{number}\n{_clock(start_ms, ',')} --> {_clock(end_ms, ',')}\n{text}")
    return "\n\n".join(cues) + "\n"


def _timed(transcript: Transcript) -> Iterator[tuple[Told, int, int]]:
    """The turns with start and end. An end that nobody wrote down is the next start."""
    turns = list(told(transcript))
    without = sum(turn.turn.start_ms is None for turn in turns)
    if without:
        raise ExportError(
            f"{without:,} of {len(turns):,} turns have no time, and captions need one for each; choose text, CSV, JSON,"
            " TEI or CHAT instead."
        )
    starts = [turn.turn.start_ms or 0 for turn in turns]
    for turn, start, following in zip(turns, starts, [*starts[1:], None], strict=True):
        end = turn.turn.end_ms
        if end is None:
            end = following if following is not None and following > start else start + _LAST_MS
        yield turn, start, end


def _lines(turn: Told) -> str:
    """A cue ends at a blank line: paragraphs stand on lines of their own."""
    return turn.text.replace("\n\n", "\n")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(time_ms: int, mark: str) -> str:
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{ms:03d}"
