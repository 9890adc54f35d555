"""The lines that a browser shows of a page: blank stretches as one blank, each block on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.formats.pages.hints import Traits
from onrecord.formats.pages.markup import Page, Piece

_CELLS_MOST = 12
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, eq=False)
class Line:
    """Text without a line's end in it."""

    pieces: list[tuple[str, int]]
    """Text and the element it stands in."""
    at: int
    """Offset of its first piece in the page."""
    n_before: int
    """Line ends before it: 2 leave a blank line, 0 stands for the cell of a row after the first."""
    opens_page: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _ in self.pieces)


def lines_of(page: Page, traits: Sequence[Traits]) -> list[Line]:
    """The lines of ``page`` that hold anything but blanks; what is dropped is left out."""
    layout = _Layout(traits)
    for piece in page.pieces:
        layout.add(piece)
    return layout.lines


class _Layout:
    def __init__(self, traits: Sequence[Traits]) -> None:
        self.traits = traits
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.pending = 2
        self.opens_page = False
        self.opened = -1

    def add(self, piece: Piece) -> None:
        """Put the next piece, or end the line."""
        for element in range(self.opened + 1, piece.element + 1):  # elements stand in the order in which they open
            self.opens_page = self.opens_page or self.traits[element].opens_page
        self.opened = max(self.opened, piece.element)
        mine = self.traits[piece.element]
        if not piece.text:
            self.line = None
            self.pending = max(self.pending, piece.at) if piece.at else min(2, self.pending + 1)
        elif not mine.dropped:
            for text, n in _parts(piece, keeps_lines=mine.keeps_lines):
                if n:
                    self.line = None
                    self.pending = min(2, self.pending + 1)
                self._put(text, piece, keeps_blanks=mine.keeps_lines)

    def _put(self, text: str, piece: Piece, *, keeps_blanks: bool) -> None:
        if self.line is not None:
            follows_blank = self.line.pieces[-1][0].endswith(" ") and not keeps_blanks
            said = text.removeprefix(" ") if follows_blank else text
            if said:
                self.line.pieces.append((said, piece.element))
        elif text.strip():
            self.line = Line(
                [(text if keeps_blanks else text.lstrip(), piece.element)], piece.at, self.pending, self.opens_page
            )
            self.lines.append(self.line)
            self.pending, self.opens_page = 0, False


def join_rows(lines: Sequence[Line], page: Page, traits: Sequence[Traits]) -> None:
    """Put the cells of a table's row on one line where none of them holds more than a line."""
    rows: dict[int, list[tuple[int, Line]]] = {}
    for line in lines:
        cell = traits[line.pieces[0][1]].cell
        if cell >= 0 and page.elements[cell].tag in {"td", "th"}:
            rows.setdefault(page.elements[cell].parent, []).append((cell, line))
    for cells in rows.values():
        if len({cell for cell, _ in cells}) == len(cells) <= _CELLS_MOST:
            for _, line in cells[1:]:
                line.n_before = 0


def _parts(piece: Piece, *, keeps_lines: bool) -> Iterator[tuple[str, int]]:
    """The text of ``piece`` line by line, each with the number of line ends before it."""
    if not keeps_lines:
        yield _BLANKS.sub(" ", piece.text), 0
        return
    for number, text in enumerate(re.split(r"\r\n|\r|\n", piece.text)):
        yield text, int(number > 0)
