"""The reader by lines: the file as it is, and in the margin what each line was taken for."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from components.document import Document

SPEECH = {"speech": "s"}
"""Kinds whose name in a part is shorter, see ``components.reader``."""
_LINE_END = re.compile(r"\r{0,3}\n|\r|[\x0b\x0c\x85\u2028\u2029]")
LONGEST_ROW = 2_000
"""A longer line goes on in a row of the same number: what is loaded next then begins where this ended."""


def line_rows(document: Document, turn: int, budget: int) -> tuple[list[dict[str, Any]], bool]:
    """Rows of about ``budget`` characters, from the line on which ``turn`` begins, and whether there are more.

    A row has the line's number from 1, its kinds without blanks, its speaker, and parts as the reader's.
    """
    transcript = document.transcript
    text, segments = transcript.text, transcript.segments
    place = transcript.turns[turn].start if turn and transcript.turns else 0
    start, number = 0, 1
    for line_end in _LINE_END.finditer(text, 0, place):
        start, number = line_end.end(), number + 1
    rows: list[dict[str, Any]] = []
    at = max(bisect_right(segments, start, key=lambda segment: segment.end), 0)
    stop_all = min(len(text), start + budget)
    while start < stop_all:
        limit = min(start + LONGEST_ROW, len(text))
        ended = _LINE_END.search(text, start, limit)
        stop = ended.end() if ended else limit
        parts, places, kinds, speaker = [], [], [], None
        while at < len(segments) and segments[at].start < stop:
            segment = segments[at]
            low, high = max(segment.start, start), min(segment.end, stop)
            if segment.kind != "space":
                kinds.append(segment.kind)
                speaker = segment.turn if segment.turn is not None else speaker
            parts.append([SPEECH.get(segment.kind, "s" if segment.kind == "space" else segment.kind), text[low:high]])
            places.append(low)
            if segment.end > stop:
                break
            at += 1
        code = None if speaker is None else transcript.turns[speaker].speaker
        rows.append({
            "line": number,
            "kinds": list(dict.fromkeys(kinds)),
            "speaker": "" if code is None else transcript.speakers[code].name,
            "color": "transparent" if code is None else document.color_of[transcript.speakers[code].name],
            "parts": parts,
            "at": places,
        })  # fmt: skip
        start = stop
        number += ended is not None
    return rows, start < len(text)
