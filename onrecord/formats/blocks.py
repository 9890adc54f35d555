"""The lines that a browser shows of a page: blank stretches as one blank, each block on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.formats.hints import Traits
from onrecord.formats.markup import Page, Piece

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
    lines: list[Line] = []
    pending, opens_page, line = 2, False, None
    opened = -1
    for piece in page.pieces:
        for element in range(opened + 1, piece.element + 1):  # elements stand in the order in which they open
            opens_page = opens_page or traits[element].opens_page
        opened = max(opened, piece.element)
        if not piece.text:
            pending = max(pending, piece.at) if piece.at else min(2, pending + 1)
            line = None
            continue
        mine = traits[piece.element]
        if mine.dropped:
            continue
        for text, n in _parts(piece, keeps_lines=mine.keeps_lines):
            if n:
                pending, line = min(2, pending + n), None
            if line is None:
                text = text if mine.keeps_lines else text.lstrip()
                if not text.strip():
                    pending += bool(text.strip("\n\r\t ")) and 1
                    pending = min(2, pending)
                    continue
                line = Line([], piece.at, pending, opens_page)
                lines.append(line)
                pending, opens_page = 0, False
            elif line.pieces and line.pieces[-1][0][-1:] == " " and not mine.keeps_lines:
                text = text.removeprefix(" ")
            if text:
                line.pieces.append((text, piece.element))
    return lines


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
