"""What was said, without what was merely printed: stage directions, timestamps, headings and page furniture taken
out.

Two forms, separate from the table because ``onrecord parse`` needs them without it: ``speech_text`` is for people to
read, and ``speech_view`` is for counting: as long as the source, so that every offset found in it is an offset into
the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.entities import FILLER, decoded, decoded_in_place
from onrecord.garbled import repaired_in_place
from onrecord.hyphens import mended_in_place
from onrecord.model import Segment, Transcript

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SPEECH = frozenset({"speech", "space"})
_WITH_REMARKS = _SPEECH | {"stage", "interjection"}
_PARTS_WORDS = re.compile(r"\s|<\s*/?\s*(?:br|p|div|li|tr|td)\b", re.IGNORECASE)
"""Of what a program wrote into the text: other tags and codes do not part the letters of a word."""
_NO_SPACE_BEFORE = frozenset(".,;:!?…)]}”’»、。，！？؟،؛")
_ENDS_SENTENCE = frozenset(".!?…:;؟。！？")


def speech_text(transcript: Transcript, turn: int, *, with_remarks: bool = False) -> str:
    """The speech of the transcript's turn number ``turn``, as written, without anything the transcriber added.

    ``with_remarks`` leaves stage directions and interjections where they stand.

    Character entities are decoded ("we&#39;re" → "we're").

    Where something was taken out, the white space around it becomes one blank line if it held two line ends (as
    around a direction on a line of its own), one newline if it held one, else one space; before a mark, nothing:
    "met General Cavoli (inaudible)." → "met General Cavoli.". Tags within a word leave nothing either:
    "<i>un</i>likely" → "unlikely". White space elsewhere stays as it is in the source.
    """
    pieces: list[str] = []
    gap: str | None = None  # the white space around what was taken out since the last speech
    is_inside = True  # whether all that was taken out may stand within a word
    kept_kinds = _WITH_REMARKS if with_remarks else _SPEECH
    for segment in segments_of(transcript, turn):
        text = transcript.text[segment.start : segment.end]
        if segment.kind not in kept_kinds:
            is_inside = _is_inside(segment, text) and (gap is None or is_inside)
            gap = gap or ""
        elif gap is None:
            pieces.append(text)
        elif segment.kind == "space":
            gap += text
        else:
            spoken = "".join(pieces)
            kept, words = spoken.rstrip(), text.lstrip()
            gap = spoken[len(kept) :] + gap + text[: len(text) - len(words)]
            is_within = is_inside and not gap and kept[-1:].isalnum() and words[:1].isalnum()
            pieces = [kept, _joint(gap, kept, words) if kept and not is_within else "", words]
            gap = None
    return decoded("".join(pieces)).strip()


def speech_view(transcript: Transcript) -> str:
    """The transcript's text, of the same length, with spaces for all that nobody said and a hard break before every
    turn.

    Character entities are decoded, garbled accents repaired and words broken at a line's end made whole in place, see
    ``entities``, ``garbled`` and ``hyphens``. A stage direction inside a sentence therefore does not split it.
    A page header or timestamp between blank lines does not either when the next words go on in lower case.
    """
    from onrecord.sentences import HARD_BREAK  # noqa: PLC0415 slow to import, and only counting needs it

    text = transcript.text
    pieces: list[str] = []
    removed = False
    inside: int | None = None  # the piece from which on nothing was taken out but what may stand within a word
    for segment in transcript.segments:
        piece = text[segment.start : segment.end]
        if segment.kind == "space" or (segment.kind == "speech" and segment.turn is not None):
            if inside is not None and piece[:1].isalnum():
                pieces[inside:] = [FILLER * len(each) for each in pieces[inside:]]
            elif removed and segment.kind == "speech":
                piece = _closed_up(pieces, piece)
            removed = removed and segment.kind != "speech"
            inside = None
        else:
            if not _is_inside(segment, piece):
                inside = None
            elif not removed and pieces and pieces[-1][-1:].isalnum():
                inside = len(pieces)
            piece = " " * len(piece)
            removed = True
        pieces.append(piece)
    view = mended_in_place(repaired_in_place(decoded_in_place("".join(pieces))), transcript.format)
    parts: list[str] = []
    begin = 0
    for turn in transcript.turns:
        at = _break_before(view, turn.start)
        if at >= begin:
            parts += (view[begin:at], HARD_BREAK)
            begin = at + 1
    parts.append(view[begin:])
    return "".join(parts)


def segments_of(transcript: Transcript, turn: int) -> list[Segment]:
    """The segments inside a turn; another turn's speech among them counts as taken out."""
    span = transcript.turns[turn]
    segments = transcript.segments
    first = bisect_left(segments, span.start, key=lambda segment: segment.start)
    last = bisect_left(segments, span.end, lo=first, key=lambda segment: segment.start)
    return [s if s.kind != "speech" or s.turn == turn else s._replace(kind="notice") for s in segments[first:last]]


def _is_inside(segment: Segment, text: str) -> bool:
    """Whether ``segment`` may stand within a word: a tag or code, without blanks of its own."""
    return segment.kind == "furniture" and not _PARTS_WORDS.search(text)


def _joint(gap: str, before: str, after: str) -> str:
    """What stands between two stretches of speech when something between them was taken out."""
    if _goes_on(before, after):
        return " "
    if _BLANK_LINE.search(gap):
        return "\n\n"
    if "\n" in gap:
        return "\n"
    return "" if after[:1] in _NO_SPACE_BEFORE else " "


def _closed_up(pieces: list[str], piece: str) -> str:
    """``piece`` (and, in place, the white space before it) without line breaks if it goes on with the sentence."""
    if not piece.lstrip()[:1].islower():  # nearly always
        return piece
    at = len(pieces) - 1
    while at >= 0 and pieces[at].isspace():
        at -= 1
    if at < 0 or not _goes_on(pieces[at].rstrip(), piece.lstrip()):
        return piece
    pieces[at] = pieces[at].rstrip().ljust(len(pieces[at]))
    pieces[at + 1 :] = [" " * len(blank) for blank in pieces[at + 1 :]]
    return piece.lstrip().rjust(len(piece))


def _goes_on(before: str, after: str) -> bool:
    return after[:1].islower() and before[-1:] not in _ENDS_SENTENCE


def _break_before(view: str, start: int) -> int:
    """A blank position at or just before ``start`` that can take the hard break; -1 when speech touches speech."""
    if start < len(view) and view[start].isspace():
        return start
    return start - 1 if 0 < start <= len(view) and view[start - 1].isspace() else -1
