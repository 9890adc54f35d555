"""Pieces of talk with times, shorter than turns: what annotations of recordings share.

Who goes on speaking keeps the turn; a sentence's end and a pause open a new line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.formats.script import Script

_PAUSE_MS = 2_000
_ENDS = tuple(".?!…。！？")
_CLOSERS = '"”’»)]'


class Piece(NamedTuple):
    """What one speaker says in one stretch of time."""

    key: str
    label: str
    text: str
    where: str
    start_ms: int | None = None
    end_ms: int | None = None
    is_stage: bool = False
    """What the transcriber says of it, in words of ours."""


def spoken(script: Script, pieces: Iterable[Piece]) -> None:
    """Put ``pieces``, in their order, into ``script``."""
    last: Piece | None = None
    for piece in pieces:
        words = " ".join(piece.text.split())
        if not words:
            continue
        if piece.key != script.speaking:
            script.turn(piece.key, piece.label, piece.where, start_ms=piece.start_ms, is_printed=False)
        elif last is not None and _opens_line(last, piece):
            script.line()
        else:
            script.blank()
        script.put(words, piece.where, kind="stage" if piece.is_stage else None, is_ours=piece.is_stage)
        script.until(piece.end_ms)
        last = piece


def in_time(pieces: Iterable[Piece]) -> list[Piece]:
    """``pieces`` by the time they start; those without stay behind what stands before them."""
    timed, at = [], 0
    for number, piece in enumerate(pieces):
        at = piece.start_ms if piece.start_ms is not None else at
        timed.append((at, number, piece))
    return [piece for _, _, piece in sorted(timed, key=lambda each: each[:2])]


def _opens_line(last: Piece, piece: Piece) -> bool:
    is_finished = last.text.rstrip().rstrip(_CLOSERS).endswith(_ENDS)
    if last.end_ms is None or piece.start_ms is None:
        return False
    return is_finished and piece.start_ms - last.end_ms >= _PAUSE_MS
