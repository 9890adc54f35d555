"""The reader's message: the words behind the numbers, hits marked, and what is not speech shown as such.

Text goes to the browser in windows of some thousand characters, so that a long transcript costs no more than a short
one. Each part of a row is [kind, text]: "s" speech, "m" a hit, "k" a selected sentence (when no word made it be
selected), "d" speech outside the selection, "p" a new paragraph, "e" left out here, or the kind of what is not speech.
Beside the parts stand the places where they begin in the text, so that words can be marked and given to somebody else.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from components.kwic import kwic_rows
from components.lines import line_rows
from components.reasons import reasons
from components.words import clock, percent, plural
from onrecord.formats import chat
from onrecord.formats.cued.captions import CUED
from onrecord.model import Origin, UnsureWord

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from components.document import Document
    from components.state import State
    from onrecord.model import Segment
    from onrecord.selection import Selection

KWIC_LINES = 200
WINDOW_CHARACTERS = 24_000
ELIDED_CHARACTERS = 900
"""A stretch outside the selection longer than this is cut down to its first and last sentence."""
MAX_NOTE_CHARACTERS = 4_000

UNSURE_BELOW = 0.8
"""A turn of less confidence says so."""
_FRAME = frozenset({"furniture", "timestamp"})
_APART = {**dict.fromkeys(CUED, _FRAME), chat.NAME: _FRAME | {"metadata"}}
"""What stands between the words of cues and below those of CHAT (times, codes, tiers), and is shown by lines only."""
_PAGE = re.compile(r"page \d+")
_START = attrgetter("start")
Place = TypeVar("Place", Origin, UnsureWord)
_PARAGRAPH = re.compile(r"\r?\n\r?\n")

Part = tuple[str, str, int]
"""Kind, text, and where the text begins in the transcript's."""


def reading(document: Document, state: State) -> dict[str, Any]:
    """Rows from the reader's place on, as many as its windows hold."""
    table, selection, place = document.table, state.selection, state.reading
    mask = document.masks.of(selection)
    text = document.repaired_text if place.repaired else document.transcript.text
    if place.lines:
        return _by_lines(document, state, mask)
    spans = document.masks.spans(selection)
    if place.kwic:
        return _concordance(document, state, mask, spans)
    filtered = bool(selection.clauses)
    whole = place.whole or not filtered
    n_turns = len(table.turn_speaker)
    chosen = np.arange(place.at if place.whole else 0, n_turns) if whole else np.unique(table.sentence_turn[mask])
    rows: list[dict[str, Any]] = []
    budget = WINDOW_CHARACTERS * place.window
    if whole and (not n_turns or (len(chosen) and chosen[0] == 0)):
        rows += _front(document, text)
    previous = int(chosen[0]) - 1 if whole and len(chosen) else -1
    more = False
    for turn in chosen.tolist():
        if budget <= 0:
            more = True
            break
        row, size = _row(document, text, turn, mask, spans, selection, full=turn in place.expanded)
        row["gap"] = f"… {plural(turn - previous - 1, 'turn')} …" if turn - previous > 1 and previous >= 0 else ""
        previous = turn
        budget -= size
        rows.append(row)
        rows += _tail(document, text, turn)
    hits = _marks(spans) or (int(mask.sum()) if filtered else 0)
    return {
        "rows": rows,
        "more": more,
        "earlier": place.at if place.whole and place.at else 0,
        "hits": hits,
        "found": plural(hits, "hit" if len(spans) else "sentence"),
        "head": _head(mask, hits if len(spans) else 0),
        **_common(document, state, [whole, sorted(place.expanded)]),
    }


def _by_lines(document: Document, state: State, mask: NDArray[np.bool_]) -> dict[str, Any]:
    """The file line by line, each with what its pieces were taken for, from the reader's turn on."""
    place = state.reading
    rows, more = line_rows(document, place.at, WINDOW_CHARACTERS * place.window)
    return {
        "rows": rows,
        "more": more,
        "earlier": place.at,
        "hits": 0,
        "found": "",
        "head": _head(mask, 0),
        **_common(document, state, ["lines"]),
    }


def _concordance(document: Document, state: State, mask: NDArray[np.bool_], spans: NDArray[np.int32]) -> dict[str, Any]:
    """A line for each place that the selection points at, in the order that was chosen."""
    place = state.reading
    rows, total = kwic_rows(document, spans, order=place.kwic, limit=KWIC_LINES * place.window)
    return {
        "rows": rows,
        "more": len(rows) < total,
        "earlier": 0,
        "hits": 0,
        "found": plural(total, "line"),
        "head": _head(mask, total),
        **_common(document, state, ["kwic", place.kwic]),
    }


def _common(document: Document, state: State, content: list[Any]) -> dict[str, Any]:
    """What every way of reading tells; ``content`` is what else decides which rows there are."""
    place = state.reading
    base = _hash([state.selection.to_params(), place.at, place.repaired, document.version, *content])
    return {
        "turns": len(document.table.turn_speaker),
        "whole": place.whole,
        "lines": place.lines,
        "kwic": place.kwic,
        "filtered": bool(state.selection.clauses),
        "notes": place.notes,
        "repaired": place.repaired if document.repaired_text is not document.transcript.text else None,
        "base": base,
        "rev": _hash([base, place.window, place.notes, place.whole]),
    }


def _marks(spans: NDArray[np.int32]) -> int:
    """How many stretches the spans make when those that overlap are one: what can be gone through with the arrows."""
    if not len(spans):
        return 0
    reached = np.maximum.accumulate(spans[:, 2])
    return 1 + int((spans[1:, 1] >= reached[:-1]).sum())


def selected_sentences(document: Document, state: State) -> pd.DataFrame:
    """The sentences that the selection keeps, as a table: turn (from 1), speaker, character offsets, the exact text."""
    table, text = document.table, document.transcript.text
    kept = np.flatnonzero(document.masks.of(state.selection))
    start, end = table.sentence_start[kept].tolist(), table.sentence_end[kept].tolist()
    return pd.DataFrame({
        "turn": table.sentence_turn[kept] + 1,
        "speaker": [table.speakers[code].name for code in table.sentence_speaker[kept].tolist()],
        "start": start,
        "end": end,
        "sentence": [text[i:j] for i, j in zip(start, end, strict=True)],
    })  # fmt: skip


def _hash(content: object) -> str:
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=8).hexdigest()


def _head(mask: NDArray[np.bool_], hits: int) -> str:
    sentences = int(mask.sum())
    if sentences == len(mask):
        text = f"The whole transcript, {plural(sentences, 'sentence')}"
    else:
        text = f"{sentences:,} of {plural(len(mask), 'sentence')}"
    return f"{text}, {plural(hits, 'hit')}" if hits else text


def _row(
    document: Document,
    text: str,
    turn: int,
    mask: NDArray[np.bool_],
    spans: NDArray[np.int32],
    selection: Selection,
    *,
    full: bool,
) -> tuple[dict[str, Any], int]:
    table, filtered = document.table, bool(selection.clauses)
    first, last = int(table.turn_offset[turn]), int(table.turn_offset[turn + 1])
    speaker = table.speakers[table.turn_speaker[turn]]
    span = document.transcript.turns[turn]
    label = span.label or speaker.name
    who = speaker.name if label != speaker.name else ""
    parts = _parts(document, text, turn, first, last, mask, spans, filtered=filtered)
    if filtered and not full:
        parts = _elided(parts)
    start_ms = table.turn_start_ms[turn]
    row = {
        "turn": turn,
        "start": span.start,
        "end": span.end,
        "speaker": speaker.name,
        "label": label,
        "who": ", ".join(x for x in (who, span.note) if x),
        "color": document.colors[table.turn_speaker[turn]],
        "time": "" if np.isnan(start_ms) else clock(start_ms),
        "parts": [[kind, text] for kind, text, _ in parts],
        "at": [at for _, _, at in parts],
    }
    if span.label != label:
        row["printed"] = span.label
    if filtered and (why := reasons(document, selection, first, last)):
        row["why"] = {str(start): words for start, words in why.items()}
    transcript = document.transcript
    if doubts := _within(transcript.unsure, span.start, span.end):
        row["doubts"] = [[word.start, word.end, percent(word.confidence)] for word in doubts]
    if origins := _within(transcript.origins, span.start, span.end):
        row["where"] = origins[0].where
        if page := _PAGE.match(origins[0].where):
            row["page"] = page[0]
    if span.confidence < UNSURE_BELOW:
        row["unsure"] = True
    return row, sum(len(text) for _, text, _ in parts) + 80


def _within(places: Sequence[Place], start: int, end: int) -> Sequence[Place]:
    """Those of ``places``, in order, that begin between ``start`` and ``end``."""
    low = bisect_left(places, start, key=_START)
    return places[low : bisect_left(places, end, lo=low, key=_START)]


def _parts(
    document: Document,
    text: str,
    turn: int,
    first: int,
    last: int,
    mask: NDArray[np.bool_],
    spans: NDArray[np.int32],
    *,
    filtered: bool,
) -> list[Part]:
    table = document.table
    edges: list[tuple[int, str]] = []
    low, high = np.searchsorted(spans[:, 0], (first, last)) if len(spans) else (0, 0)
    hits = spans[low:high].tolist()
    at = 0
    for sentence in range(first, last):
        kind = ("s" if len(spans) else "k") if filtered and mask[sentence] else ("d" if filtered else "s")
        start, end = int(table.sentence_start[sentence]), int(table.sentence_end[sentence])
        edges.append((start, kind))
        reached = start
        while at < len(hits) and hits[at][0] == sentence:
            _, hit_start, hit_end = hits[at]
            if hit_end > reached:  # of hits that lie upon each other, the later one marks what is left of it
                edges += [(max(hit_start, reached), "m"), (hit_end, kind)]
                reached = hit_end
            at += 1
        if kind == "k":
            edges.append((end, "s"))
    starts = [edge for edge, _ in edges]
    parts: list[Part] = []
    for segment in _segments(document, turn):
        if segment.kind == "label":
            continue
        if segment.kind == "space":
            blank = text[segment.start : segment.end]
            parts.append(("p", "", segment.end) if blank.count("\n") > 1 else ("s", blank, segment.start))
        elif segment.kind != "speech":
            parts += _unspoken(document, text, segment)
        else:
            _cut(parts, text, segment.start, segment.end, edges, starts)
    return _joined(parts)


def _unspoken(document: Document, text: str, segment: Segment) -> list[Part]:
    """What is not speech as it stands there; of a notice nothing, and of what parts two cues a blank."""
    if segment.kind in _APART.get(document.transcript.format, ()):
        return [("s", " ", segment.end - 1)] if text[segment.end - 1].isspace() else []
    return [] if segment.kind == "notice" else [(segment.kind, text[segment.start : segment.end], segment.start)]


def _cut(parts: list[Part], text: str, start: int, end: int, edges: list[tuple[int, str]], starts: list[int]) -> None:
    """Append ``text[start:end]`` in pieces, each of the kind in force there; blank lines become paragraphs."""
    i = max(bisect_left(starts, start + 1) - 1, 0)
    kind = edges[i][1] if edges else "s"
    at = start
    for edge, following in [*edges[i + 1 :], (end, "")] if edges else [(end, "")]:
        stop = min(edge, end)
        while at < stop:
            blank = _PARAGRAPH.search(text, at, stop)
            until = blank.start() if blank else stop
            if until > at:
                parts.append((kind, text[at:until], at))
            if blank:
                parts.append(("p", "", blank.end()))
            at = blank.end() if blank else stop
        at, kind = max(at, stop), following
        if edge >= end:
            break


def _segments(document: Document, turn: int) -> tuple[Segment, ...]:
    transcript = document.transcript
    bounds = transcript.turns[turn]
    low = bisect_left(transcript.segments, bounds.start, key=lambda s: s.start)
    high = bisect_left(transcript.segments, bounds.end, key=lambda s: s.start)
    return transcript.segments[low:high]


def _joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for kind, text, at in parts:
        last = joined[-1] if joined else ("", "", 0)
        if last[0] == kind and kind in "sd" and last[2] + len(last[1]) == at:
            joined[-1] = (kind, last[1] + text, last[2])
        elif kind != "p" or last[0] not in {"p", ""}:
            joined.append((kind, text, at))
    return joined


def _elided(parts: list[Part]) -> list[Part]:
    """Cuts around what is selected, so that a hit is never lost in a long turn."""
    shown: list[Part] = []
    for kind, text, at in parts:
        if kind == "d" and len(text) > ELIDED_CHARACTERS:
            head = text.rfind(" ", 0, 160) + 1 or 160
            tail = text.find(" ", len(text) - 160)
            tail = tail if tail >= 0 else len(text) - 160
            words = plural(len(text[head:tail].split()), "word")
            shown += [("d", text[:head], at), ("e", words, at + head), ("d", text[tail:], at + tail)]
        else:
            shown.append((kind, text, at))
    return shown


def _front(document: Document, text: str) -> list[dict[str, Any]]:
    """What stands before the first turn."""
    turns = document.transcript.turns
    end = turns[0].start if turns else len(document.transcript.text)
    return _notes(document, text, 0, end)


def _tail(document: Document, text: str, turn: int) -> list[dict[str, Any]]:
    """A notice inside or after a turn: shown below it, folded."""
    turns = document.transcript.turns
    end = turns[turn + 1].start if turn + 1 < len(turns) else len(document.transcript.text)
    inside = [s for s in _segments(document, turn) if s.kind == "notice"]
    start = inside[0].start if inside else turns[turn].end
    return _notes(document, text, start, end) if start < end else []


def _notes(document: Document, text: str, start: int, end: int) -> list[dict[str, Any]]:
    transcript = document.transcript
    low = bisect_left(transcript.segments, start, key=lambda s: s.start)
    high = bisect_left(transcript.segments, end, key=lambda s: s.start)
    rows: list[dict[str, Any]] = []
    for segment in transcript.segments[low:high]:
        if segment.kind in {"space", "speech", "label"}:
            continue
        goes_on = rows and rows[-1]["note"] == segment.kind
        if goes_on and not transcript.text[rows[-1]["end"] : segment.start].strip():
            rows[-1]["end"] = segment.end
        else:
            rows.append({"note": segment.kind, "start": segment.start, "end": segment.end})
    for row in rows:
        note = text[row["start"] : row["end"]]
        row["text"], row["cut"] = note[:MAX_NOTE_CHARACTERS], len(note) > MAX_NOTE_CHARACTERS
    return rows
