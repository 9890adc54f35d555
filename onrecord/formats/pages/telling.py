"""A page told as its elements say who speaks: see ``voiced``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.formats.json.times import clock
from onrecord.formats.office.standout import BoldLabel
from onrecord.formats.pages.blocks import Line
from onrecord.formats.pages.hints import Traits, kind_of
from onrecord.formats.pages.markup import Page
from onrecord.formats.pages.voiced import Named, Voices, holder, is_stamp
from onrecord.formats.script import Script
from onrecord.model import SegmentKind
from onrecord.timecode import milliseconds

_START_KEYS = (
    "data-start-ms", "data-start", "data-start-time", "data-starttime", "data-begin", "data-timestamp", "data-time",
    "data-ts", "data-offset",
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_ROW_NUMBER = re.compile(r"#?\d{1,6}[.)]?")
_HALF_DAY = re.compile(r"[ap]\.? ?m\b", re.IGNORECASE)
_SIGNS = "()[]:： -–|,"
_PUNCTUATION = "punctuation of names"


def told(page: Page, traits: Sequence[Traits], lines: Sequence[Line], voices: Voices) -> Script:
    """The lines of ``page``, with a turn wherever one of the ``voices`` begins."""
    telling = _Telling(page, traits, voices)
    for line in lines:
        telling.line(line)
    return telling.script


class _Telling:
    def __init__(self, page: Page, traits: Sequence[Traits], voices: Voices) -> None:
        self.page = page
        self.traits = traits
        self.voices = voices
        self.script = Script()
        self.current = -1
        """The element that names who speaks."""
        self.passed_ms: int | None = None
        """The time in the row of a table whose name is still to come."""
        self.starts = starts_in(page, voices.within)
        """By element, when somebody begins to speak in it."""
        self.row_names = {page.elements[at].parent: at for at in voices.names if page.elements[at].tag in {"td", "th"}}
        """The cell of the name, by the table's row."""
        self.is_opening = False
        """Whether nobody has said a word since the last name."""
        self.is_parted = False
        """Whether what comes next stands apart from the line before."""

    def line(self, line: Line) -> None:
        where = self.page.where(line.at)
        self.is_parted = False
        pieces = line.pieces
        label = self.voices.lines.get(id(line))
        if label:
            pieces = self._labelled(line, label, where)
        for text, element in pieces:
            mine = self.traits[element]
            kind = kind_of(mine)
            at = holder(self.traits, self.voices.names, element) if kind != "furniture" else -1
            if at >= 0:
                self._introduce(at, where)
                continue
            if self.voices.within:
                kind = kind or self._voiced(mine.voice, where)
            if kind is None and text.strip():
                number: SegmentKind | None = "furniture" if self._is_row_number(text, mine) else None
                kind = "heading" if mine.heading else number or self._stamped(text, mine)
                self.is_opening = self.is_opening and kind is not None
            if not self.is_parted:
                self.script.line(max(1, line.n_before))
                self.is_parted = True
            self.script.put(text, where, kind=kind)

    def _stamped(self, text: str, mine: Traits) -> SegmentKind | None:
        """Whether ``text`` is a time beside a name: after it, or before it in a table's row."""
        if not is_stamp(text) or (mine.cell < 0 and not self.is_opening):
            return None
        ms = None if _HALF_DAY.search(text) else milliseconds(text)
        if self.is_opening:
            self.script.since(ms)
        else:
            self.passed_ms = ms
        return "timestamp"

    def _labelled(self, line: Line, label: BoldLabel, where: str) -> list[tuple[str, int]]:
        """Open the turn of a line's bold label; returns the pieces after it."""
        script = self.script
        number = "".join(text for text, _ in line.pieces[: label.first]).strip()
        if number:
            script.line(max(1, line.n_before))
            script.put(number, where, kind="furniture")
        script.turn(label.name, where=where)
        self.is_parted = True
        script.drop(_PUNCTUATION, label.colon)
        rest = line.pieces[label.after :]
        if not label.colon:
            at = next(at for at, (text, _) in enumerate(rest) if text.strip())
            text, element = rest[at][0].lstrip(), rest[at][1]
            script.drop(_PUNCTUATION, text[:1])
            rest = [(text[1:].lstrip(), element), *rest[at + 1 :]]
        return rest

    def _introduce(self, at: int, where: str) -> None:
        """Open the turn of somebody whose name is printed; what stands with the name is not said."""
        if at == self.current:
            return
        self.current = at
        named: Named = self.voices.names[at]
        # A time of day is none since the beginning of the recording.
        times = [milliseconds(text) for text in named.rest if is_stamp(text) and not _HALF_DAY.search(text)]
        if named.name:
            self.script.turn(named.name, where=where, start_ms=times[0] if times else self.passed_ms)
            self.is_opening = True
        self.passed_ms = None
        for text in named.rest:
            if text.strip(_SIGNS):
                self.script.put(text, where, kind="timestamp" if is_stamp(text) else "metadata")
                self.script.blank()
            else:
                self.script.drop(_PUNCTUATION, text)

    def _voiced(self, element: int, where: str) -> SegmentKind | None:
        """Open a turn where another element says who speaks; what is outside of all is nobody's."""
        voice = element if element in self.voices.within else -1
        if voice >= 0 and voice != self.current and not self._goes_on(voice):
            self.script.turn(self.voices.within[voice], where=where, start_ms=self.starts.get(voice), is_printed=False)
            self.is_parted = True
        self.current = voice
        return None if voice >= 0 else "metadata"

    def _goes_on(self, voice: int) -> bool:
        """Whether an element within a speech says again who speaks."""
        return self.page.elements[voice].tag in {"p", "span"} and self.script.speaking == self.voices.within[voice]

    def _is_row_number(self, text: str, mine: Traits) -> bool:
        """Whether ``text`` numbers a row: digits in a cell before that of the name."""
        if mine.cell < 0 or not _ROW_NUMBER.fullmatch(text.strip()):
            return False
        return mine.cell < self.row_names.get(self.page.elements[mine.cell].parent, -1)


def starts_in(page: Page, elements: Iterable[int]) -> dict[int, int]:
    """When each of the ``elements`` begins, in milliseconds, where an attribute says so.

    A "data-timestamp" may be the time of day: it counts from the first.
    """
    elements = list(elements)
    for key in _START_KEYS:
        values = {at: value for at in elements if (value := page.elements[at].attributes.get(key, ""))}
        if not values:
            continue
        if key == "data-timestamp":
            stamps = {at: ms for at, value in values.items() if (ms := milliseconds(value)) is not None}
            first = next(iter(stamps.values()), 0)
            return {at: ms - first for at, ms in stamps.items() if ms >= first}
        numbers = [float(value) if _NUMBER.fullmatch(value) else value for value in values.values()]
        read = clock(key, numbers, sum(len(piece.text) for piece in page.pieces))
        return {at: ms for at, number in zip(values, numbers, strict=True) if (ms := read(number)) is not None}
    return {}
