"""Text taken out of a file that is not text itself: where each piece came from, and what was left out.

For formats such as JSON, XML, DOCX and PDF. Pieces are put one after the other; blanks and line ends between them are
our own. What the file holds and the text does not is dropped by name, so that the account comes out even:
characters in the file = kept + dropped. White space is layout and counts on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.marks import Mark
from onrecord.model import Dropped, Extraction, Origin, SegmentKind, UnsureWord

_EXAMPLE_MOST = 80
_ASCII_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
UNSURE_BELOW = 0.6
"""A word of less confidence is shown as unsure. Programs give correct words 0.9 and more, whatever scale they use."""


def visible(text: str) -> int:
    """How many characters of ``text`` are not white space: the unit of the account."""
    if text.isascii():  # several times as fast
        return len(text.encode().translate(None, _ASCII_BLANKS))
    return len("".join(text.split()))


class Extract:
    """The text so far. ``marks`` tell what of it is known not to be speech, ``names`` where the file sets a speaker's
    name apart from all else.
    """

    def __init__(self) -> None:
        self.length = 0
        self.marks: list[Mark] = []
        self.origins: list[Origin] = []
        self.unsure: list[UnsureWord] = []
        self.names: list[int] = []
        self.n_kept = 0
        self._parts: list[str] = []
        self._last = ""
        self._dropped: dict[str, Dropped] = {}

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def put(
        self,
        text: str,
        where: str = "",
        *,
        kind: SegmentKind | None = None,
        confidence: float | None = None,
        unsure: Iterable[UnsureWord] = (),
        is_ours: bool = False,
    ) -> None:
        """Add ``text`` exactly as it is. ``kind`` marks it; ``confidence`` is the recogniser's, of one word.

        ``unsure`` are those of its words that the recogniser is not sure of, in characters of ``text``.
        What ``is_ours`` does not stand in the file there, and is not counted as kept.
        """
        if not text:
            return
        start, end = self.length, self.length + len(text)
        if where:
            last = self.origins[-1] if self.origins else None
            if last and last.where == where and not self._since(last.end).strip():
                self.origins[-1] = last._replace(end=end)
            else:
                self.origins.append(Origin(start, end, where))
        if kind:
            lead = len(text) - len(text.lstrip())
            if lead < len(text):
                self.marks.append(Mark(start + lead, start + len(text.rstrip()), kind))
        if confidence is not None and confidence < UNSURE_BELOW:
            self.unsure.append(UnsureWord(start, end, confidence))
        if unsure:
            self.unsure += [UnsureWord(start + word.start, start + word.end, word.confidence) for word in unsure]
        if not is_ours:
            self.n_kept += visible(text)
        self._add(text)

    def blank(self, text: str = " ") -> None:
        """Add white space of our own, unless the text is empty or ends in white space already."""
        if self._last and not self._last[-1].isspace():
            self._add(text)

    def line(self, n: int = 1) -> None:
        """End the line, and leave ``n`` - 1 lines blank, unless it is so already."""
        if not self._last:
            return
        ends = len(self._last) - len(self._last.rstrip("\n")) if len(self._last) >= n else self._tail_line_ends()
        if ends < n:
            self._add("\n" * (n - ends))

    def drop(self, what: str, text: str, n_pieces: int = 1) -> None:
        """Say that ``text`` stands in the file and is left out; ``what`` names its kind to the reader."""
        self.drop_counted(what, visible(text), n_pieces, text)

    def drop_counted(self, what: str, n_characters: int, n_pieces: int, first: str = "") -> None:
        """The same of many pieces that were counted together; ``first`` is the first of them."""
        if n_characters:
            known = self._dropped.get(
                what, Dropped(what, 0, 0, " ".join(first[: 2 * _EXAMPLE_MOST].split())[:_EXAMPLE_MOST])
            )
            self._dropped[what] = known._replace(
                n_characters=known.n_characters + n_characters, n_pieces=known.n_pieces + n_pieces
            )

    def account(self, n_characters: int) -> Extraction:
        """The account; ``n_characters`` are the visible characters of the file, counted apart from the reading.

        What neither side knows of is listed as "other text of the file".
        """
        dropped = sorted(self._dropped.values(), key=lambda each: -each.n_characters)
        rest = n_characters - self.n_kept - sum(each.n_characters for each in dropped)
        if rest > 0:
            dropped.append(Dropped("other text of the file", rest, 1))
        return Extraction(n_characters, self.n_kept, tuple(dropped))

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._last = text
        self.length += len(text)

    def _since(self, at: int) -> str:
        """The text from ``at`` on, which is near its end."""
        tail, length = "", 0
        for part in reversed(self._parts):
            if self.length - length <= at:
                break
            tail, length = part + tail, length + len(part)
        return tail[len(tail) - (self.length - at) :] if self.length > at else ""

    def _tail_line_ends(self) -> int:
        tail = "".join(self._parts[-4:])
        return len(tail) - len(tail.rstrip("\n"))
