"""What each stretch of a text is: speech, stage direction, heading, timestamp, furniture, metadata, notice, space.

Takes the labels as found and fills in the rest, so that the segments follow one another from the first character to the
last. Patterns run once over the whole text; only what they find costs Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from onrecord import timecode
from onrecord.examination import sworn_in
from onrecord.interjections import interjections_in
from onrecord.labels import Label
from onrecord.labels.view import SHIFT
from onrecord.margins import has_line_numbers, margin_marks
from onrecord.marks import Mark, found_at
from onrecord.model import Segment, SegmentKind
from onrecord.narration import headings_before, insertions, loose_end, narration_marks
from onrecord.offices import offices_under_names
from onrecord.wordlists import narration_pattern, stage_pattern, tail_pattern, web_line_pattern

_INLINE = re.compile(
    r"[(\[（【〔][^()\[\]（）【】〔〕\n]{1,200}(?:\n(?![ \t]*\n)[^()\[\]（）【】〔〕\n]{1,200})?[)\]）】〕]"
)
_WHOLE_LINE = re.compile(
    r"\n[ \t*_]*+(?:\d{1,2}[ \t]+)?(?P<mark>[(\[（〔]+"
    r"(?:[^()\[\]（）〔〕\n]|\n(?![ \t]*\n)|\([^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\]){1,500}+[)\]）〕]+[.:]?)"
    r"[ \t*_]*(?=\n)"
)
_TRANSLATED = re.compile(
    r"[(\[](?:[Ff]ree )?[Tt]ranslation [^()\[\]\n]{1,100}\bfollows?\b[^()\[\]\n]{0,30}[)\]]"
    r"\s*+(?=[(\[]\s*+(?P<opens>[^()\[\]\n]+))"
)
"""What announces that the brackets after it hold the speech again, in another language."""
_HASH = re.compile(r"\n(?P<mark>#{1,6} [^\n]*[^\s])(?=[ \t]*\n)")
_CENTRED = re.compile(r"\n[ \t]*\n[ \t]{9,}(?P<mark>\S[^\n]{0,90}(?:\n[ \t]{9,}\S[^\n]{0,90}){0,3})\n(?=[ \t]*\n)")
_TITLED_COLON = re.compile(
    r"\n[ \t]*\n[ \t]*+(?P<mark>[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|&|and|of|the|from)){1,5}:)[ \t]*\n(?=[ \t]*\n)"
)
"""A heading with a colon that is nobody's label: "Questions & Answers:"."""
_PAPER_NUMBER = re.compile(r"(?<=[.?!…”\"’)])[ ]?(?P<mark>\[(?!(?:1[89]|20)\d\d\])\d{3,7}W?\])[ \t]*(?=\n)")
"""The number of a question behind it: "[906543]"; no year."""
_RULE = re.compile(r"\n[ \t]*+(?P<mark>(?:[-=_*~•#\\—–][ \t]?){3,}+|\.{10,200}+)[ \t]*(?=\n)")
_STAMP_LINE = re.compile(rf"\n[ \t*_]*+(?=[\d\[(<\\Kk])(?P<mark>(?:[Kk]lo?\.? )?{timecode.STAMP})[ \t*_]*(?=\n)")
_DAY_LINE = re.compile(
    r"\n[ \t*_]*+(?=[A-Z\d])(?P<mark>(?:[A-Z][a-z]{2,9},? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    rf"|\d{{1,2}}\.? [A-Z][a-z]{{2,8}}\.? \d{{4}})(?:,| at)? {timecode.CLOCK}(?:{timecode.HALF_DAY})?)[ \t*_]*(?=\n)"
)
"""The day in words and the time, over a message: "Mar 4, 2026 9:12 AM"."""
_CLOCK_LINE = re.compile(
    r"\n[ \t*_(]*+(?=[\dEB:])(?P<mark>(?:END|End|Begin|BEGIN)?[ \t:]*\(?\d{1,2}[:.]\d{2}[ ]?"
    r"(?:[AaPp]\.?[Mm]\.?|Uhr|Hrs|hrs)[^\n]{0,30})(?=\n)"
)
_TARGET = r"\((?:https?://|mailto:|www\.|/|#)[^\s()]{1,400}\)"
_ADDRESS = re.compile(
    rf"\]{_TARGET}|\[(?=[^\[\]\n]{{1,200}}\]{_TARGET})"
    r"|\bhttps?://[^\s<>\"()\[\]]{1,400}[^\s<>\"()\[\].,;:!?'*_]"
)
_RELEASE = re.compile(
    r"\n[ \t*_]*+(?P<mark>(?:/Public Release|View in full|©|Transcribed by |All rights reserved)[^\n]*)", re.IGNORECASE
)
_BREAK = re.compile(
    r"\n[ \t]*+(?P<mark>(?:[*_#]{1,3}|\[)[^\n*_#\[\]]{2,60}(?:[*_#]{1,3}|\])[ \t]*:?"
    rf"(?:[ \t]*\\?\[?{timecode.STAMP}\\?\]?)?)[ \t]*(?=\n)"
)
_SUNG = re.compile(r"(?P<mark>[♩♪♫♬](?:[^♩♪♫♬\n]*(?:\n[ \t]*+[^\s♩♪♫♬][^♩♪♫♬\n]*)?[♩♪♫♬]+|[^\n]*))")
"""Music and what is sung to it: between notes, over two lines perhaps, or to the end of the line."""
_EXAMINER = re.compile(
    r"\n[ \t]*+(?:\d{1,2}[ \t]+)?(?P<mark>(?:BY|By) (?:MR|MS|MRS|MISS|DR|Mr|Ms|Mrs|Miss|Dr)\.? [^\n:]{2,40}:)"
    r"[ \t]*(?=\n)"
)
"""Who asks from here on: "BY MR. REED:"."""
_LINE_NUMBER = re.compile(r"\d{1,2} {2}")
_STAMP = re.compile(timecode.STAMP)
_HASHED = re.compile(r"(?P<mark>#\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?#)")
"""A time as research tools print it after each turn: "#00:00:12-3#"."""
_REACTED = re.compile(
    r"\n[ \t]*+(?P<mark>(?:[^\w\s\x00-\u20ff]{1,6}[ ]?(?:\(\d{1,4}\)|\d{1,4})[ ]{0,3}){1,8})[ \t]*(?=\n)"
)
"""Signs of feeling and how many people gave them, under a message: "👍 (3)"."""
_REPLIED = re.compile(
    r"\n[ \t]*+(?P<mark>(?::[a-z0-9_+-]{2,30}:[ ]\d{1,4}[ ]{0,3}){1,8}|\d{1,4} repl(?:y|ies)(?:[ ]{1,3}[^\n]{1,40})?)"
    r"[ \t]*(?=\n)"
)
"""The same as words, and how many replies a message had: ":eyes: 2", "3 replies"."""
_IN_LANGUAGE = re.compile(r"(?:In|Speaking|Speaks|Through) [A-Z]\w+\.?")
"""A remark on any language; "in Paris" within a sentence is none."""
_PAPER = re.compile(r"[A-Z][A-Z0-9]{1,3}-\d{3,6}")
"""The number of a parliamentary question: "S6O-01234"."""
_VISIBLE = re.compile(r"\S")
_LINE = re.compile(r"[^\n]+")
_BLOCK = re.compile(r"[^\n]+(?:\n[ \t]*[^\s][^\n]*)*")
_PARAGRAPH = 120
_DATE_LINE = re.compile(
    r"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\(?(?:\d{1,2}\.? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|juin|juil|dez|okt|märz)\w*\.? "
    r"(?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\b"
)
_FIELD_LINE = re.compile(r"[*_]{0,2}[^\W\d_][\w /-]{1,30}[*_]{0,2}:[*_]{0,2} ?\S")
_TAIL_SHARE = 0.4
"""A closing notice begins in the last part of a text; without labels to tell speech by, in a shorter one."""
_TAIL_SHARE_UNLABELLED = 0.15
_FIELDS_MOST = 4
_CLOSED = ("", *'\n.!?…"”’)]*_=')
_CLOCK_LINE_MOST = 60
_FROM_STAGE_WORDS = 8
"""An inline bracket of more words than this is speech, unless it has its line to itself."""


def stages_in(view: str) -> list[Mark]:
    """The stage directions and numbers of questions among ``marks_in(view)``, found in half the time."""
    found = marks_in(view, stages_only=True)
    return [mark for mark in found if mark.kind == "stage" or view[mark.start + SHIFT] == "["]


def marks_in(view: str, *, stages_only: bool = False) -> list[Mark]:
    """Every stretch of the text behind ``view`` that is not speech, whoever speaks around it.

    They may overlap; of two that begin together the longer counts, of equals the first. With ``stages_only`` patterns
    that find no stage directions are left out.
    """
    found: list[Mark] = []
    if not stages_only:
        _add(found, _CLOCK_LINE, view, "metadata", lambda text: len(text) < _CLOCK_LINE_MOST)
        _add(found, _HASH, view, "heading")
    if "[" in view:
        _add(found, _PAPER_NUMBER, view, "furniture")
    if any(sign in view for sign in "([（【〔"):
        found += [
            Mark(m.start("mark") - SHIFT, m.end("mark") - SHIFT, "stage")
            for m in _WHOLE_LINE.finditer(view)
            if _is_remark_line(m["mark"]) and not _is_wrapped(view, m)
        ]
        found += [m for inline in found_at(_INLINE, view, "([（【〔") if (m := _inline(inline))]
        parts = interjections_in(view)
        whole = {part.start for part in parts}  # as one remark such a bracket would hide them
        found = [mark for mark in found if mark.start not in whole] + parts
        if "ranslation " in view:
            said = {m.end() - SHIFT for m in _TRANSLATED.finditer(view) if not stage_pattern().match(m["opens"])}
            found = [mark for mark in found if mark.start not in said]
    if not stages_only:
        _add_layout(found, view)
    _add(found, _BREAK, view, "stage", lambda text: bool(stage_pattern().match(text.strip("*_#[]: \t"))))
    if not view.isascii():
        _add(found, _SUNG, view, "stage")
    if "BY " in view or "By " in view:
        _add(found, _EXAMINER, view, "stage")
    if not stages_only:
        _add(found, web_line_pattern(), view, "furniture")
    found += narration_marks(view, is_numbered=has_line_numbers(view))
    return found


def _add_layout(found: list[Mark], view: str) -> None:
    """Headings, rules, times and the like that have lines of their own."""
    _add(found, _CENTRED, view, "heading", _is_heading)
    _add(found, _TITLED_COLON, view, "heading")
    _add(found, _RULE, view, "furniture")
    _add(found, _STAMP_LINE, view, "timestamp")
    _add(found, _DAY_LINE, view, "timestamp")
    if not view.isascii():
        _add(found, _REACTED, view, "furniture")
    _add(found, _REPLIED, view, "furniture")
    if "#" in view:
        _add(found, _HASHED, view, "timestamp")
    _add(found, _RELEASE, view, "notice")


def addresses_in(text: str) -> list[Mark]:
    """Web addresses in ``text`` itself; the matching view has those of links blanked."""
    if "http" not in text and "](" not in text:
        return []
    return [Mark(found.start(), found.end(), "furniture") for found in _ADDRESS.finditer(text)]


def _add(
    found: list[Mark],
    pattern: re.Pattern[str],
    view: str,
    kind: SegmentKind,
    accept: Callable[[str], bool] | None = None,
) -> None:
    found += [
        Mark(m.start("mark") - SHIFT, m.end("mark") - SHIFT, kind)
        for m in pattern.finditer(view)
        if accept is None or accept(m["mark"])
    ]


def _is_remark_line(text: str) -> bool:
    """A line or paragraph wholly in brackets, unless it is the address of a Markdown link or a time."""
    return not _STAMP.fullmatch(text) and len(text) <= 500


def _is_wrapped(view: str, found: re.Match[str]) -> bool:
    """Whether the bracket stands on a line of its own only because the sentence before it was wrapped."""
    before = view[max(0, found.start() - 2) : found.start()].rstrip(" \t")[-1:]
    return before.isalnum() and found["mark"][-1] in ".:" and not narration_pattern().match(found["mark"][1:])


def _inline(found: re.Match[str]) -> Mark | None:
    inner = " ".join(found[0][1:-1].split())
    kind: SegmentKind = "stage"
    if ":" in inner and _STAMP.fullmatch(inner.strip(" \\")):
        kind = "timestamp"
    elif _PAPER.fullmatch(inner):
        kind = "furniture"
    elif (
        not (narration_pattern().match(inner) or _IN_LANGUAGE.fullmatch(inner)) or inner.count(" ") >= _FROM_STAGE_WORDS
    ):
        return None
    return Mark(found.start() - SHIFT, found.end() - SHIFT, kind)


def _is_heading(text: str) -> bool:
    return not _LINE_NUMBER.match(text) and (text.rstrip()[-1] not in ".,;:?!" or text.isupper())


class Layout(NamedTuple):
    """What of a text is no speech, and which stretch of it can hold speech: all that ``tiled`` needs to know."""

    marks: list[Mark]
    """In order; they may overlap."""
    start: int
    end: int
    tail: int
    """Where the closing notice begins; ``end`` where there is none."""
    is_one_turn: bool


def laid_out(view: str, labels: Sequence[Label], *, body: tuple[int, int], more: Iterable[Mark] = ()) -> Layout:
    """The layout of the text behind ``view``; ``more`` are marks that only the format knows.

    ``body`` is the stretch that can hold speech. Without labels all of it, but for the marks, is one turn; otherwise
    what comes before the first label is heading or metadata.
    """
    start, end = body
    share = _TAIL_SHARE if labels else _TAIL_SHARE_UNLABELLED
    after = max(labels[-1].end if labels else start, int(end - share * (end - start)))
    tail = min(end, _tail_start(view, after, end))
    more = [*more, *margin_marks(view, labels)]
    tail = loose_end(view, labels, tail, known={mark.start for mark in more})
    first = labels[0].start if labels else start
    inside = [
        *marks_in(view),
        *insertions(view, labels),
        *headings_before(view, labels),
        *offices_under_names(view, labels),
        *sworn_in(view),
    ]
    marks = [m for m in (*more, *inside) if m.start >= first and m.end <= tail]
    marks += [m for m in (*_prelude(view, start, first), *more) if start <= m.start and m.end <= first]
    marks.sort(key=lambda m: (m.start, -m.end))
    return Layout(marks, start, end, tail, not labels)


def tiled(text: str, labels: Sequence[Label], layout: Layout, *, outside: SegmentKind = "metadata") -> list[Segment]:
    """The segments of ``text``; what stands outside the body is of the kind ``outside``, turn n begins at label n.

    A label without length opens the turn of somebody whom nothing names.
    """
    tiles = _Tiles(text)
    tiles.fill(layout.start, outside, None)
    turn = 0 if layout.is_one_turn else None
    at = 0
    for number, label in enumerate(labels):
        at = _lay(tiles, layout.marks, at, label.start, turn)
        turn = number
        if label.end > label.start:
            tiles.put(label.start, label.end, "label", turn)
    _lay(tiles, layout.marks, at, layout.tail, turn)
    tiles.fill(layout.end, "notice", None)
    tiles.fill(len(text), outside, None)
    return tiles.segments


def _lay(tiles: _Tiles, marks: Sequence[Mark], at: int, stop: int, turn: int | None) -> int:
    """Lays the marks up to ``stop`` and what is between them; returns the index of the next mark."""
    while at < len(marks) and marks[at].start < stop:
        mark = marks[at]
        at += 1
        if mark.start >= tiles.end and mark.end <= stop:
            tiles.speech(mark.start, turn)
            tiles.put(mark.start, mark.end, mark.kind, turn, mark.by)
    tiles.speech(stop, turn)
    return at


def _tail_start(view: str, after: int, length: int) -> int:
    """Where the closing notice begins: at the first line past ``after`` that opens as one, after a blank line or a
    finished sentence unless it opens with a mark such as ``###``.
    """
    low = after + SHIFT
    while True:
        low = view.find("\n", low)
        if low < 0 or low + 1 >= len(view):
            return length
        low += 1
        found = tail_pattern().match(view, low, low + 80)
        if found and (view[max(0, low - 200) : low - 1].rstrip(" \t")[-1:] in _CLOSED or not _is_worded(found[0])):
            return low - SHIFT


def before_notice(view: str, labels: list[Label], body: tuple[int, int]) -> list[Label]:
    """``labels`` without the fields of a closing notice: "Press officer: Ann Lee", by names not met before it."""
    last = labels[-1].name if labels else ""
    if any(label.name == last for label in islice(reversed(labels), 1, None)):
        return labels  # nearly always so, and told without a look at the text
    start, end = body
    tail = _tail_start(view, int(end - _TAIL_SHARE * (end - start)), end) if labels else end
    before = [label for label in labels if label.start < tail]
    known = {label.name for label in before}
    names = [label.name for label in labels[len(before) :]]
    is_field = before and known.isdisjoint(names) and len(set(names)) == len(names) <= _FIELDS_MOST
    return before if is_field else labels


def _prelude(view: str, start: int, end: int) -> list[Mark]:
    """What stands before the first label: short lines are headings; dates, clocks, fields and paragraphs metadata."""
    marks: list[Mark] = []
    for block in _BLOCK.finditer(view, start + SHIFT, end + SHIFT):
        is_paragraph = len(block[0]) >= _PARAGRAPH and block[0].rstrip()[-1:] in tuple('.!?:;,”"')
        for line in _LINE.finditer(view, block.start(), block.end()):
            text = line[0].strip()
            if text:
                at = line.start() + len(line[0]) - len(line[0].lstrip()) - SHIFT
                marks.append(Mark(at, at + len(text), _prelude_kind(text, is_paragraph=is_paragraph)))
    return marks


def _prelude_kind(text: str, *, is_paragraph: bool) -> SegmentKind:
    if _RULE.match(f"\n{text}\n"):
        return "furniture"
    if text[0] in "([" and text[-1] in ")]" and stage_pattern().match(text[1:]):
        return "stage"
    if text.isupper() and not _CLOCK_LINE.match(f"\n{text}\n") and not _DATE_LINE.match(text):
        return "heading"
    return "metadata" if is_paragraph or _is_metadata(text) else "heading"


def _is_metadata(text: str) -> bool:
    return (
        len(text) >= _PARAGRAPH
        or text[-1] in ".!?:;,"
        or bool(_CLOCK_LINE.match(f"\n{text}\n"))
        or bool(_DATE_LINE.match(text))
        or bool(_FIELD_LINE.match(text))
        or (text[0] in "([" and text[-1] in ")]")
    )


def _is_worded(opening: str) -> bool:
    return opening.lstrip(" \t*_>")[:1].isalpha()


class _Tiles:
    """Lays segments end to end; what is left between two of them becomes speech or space."""

    __slots__ = ("end", "segments", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        self.segments: list[Segment] = []

    def put(self, start: int, end: int, kind: SegmentKind, turn: int | None, by: str = "") -> None:
        """A segment, after whatever blank stretch leads to it."""
        if start > self.end:
            self.segments.append(Segment("space", self.end, start, turn))
        self.segments.append(Segment(kind, start, end, turn, by))
        self.end = end

    def fill(self, end: int, kind: SegmentKind, turn: int | None) -> None:
        """Everything visible up to ``end`` as one segment of ``kind``, the blanks around it as space."""
        if end <= self.end:
            return
        first = _VISIBLE.search(self.text, self.end, end)
        if first:
            last = end
            while self.text[last - 1].isspace():
                last -= 1
            self.put(first.start(), last, kind, turn)
        if end > self.end:
            self.segments.append(Segment("space", self.end, end, turn))
            self.end = end

    def speech(self, end: int, turn: int | None) -> None:
        """Everything up to ``end``: speech of ``turn``, or metadata where nobody has the floor yet."""
        self.fill(end, "speech" if turn is not None else "metadata", turn)
