"""The paragraphs of a word processor's document, written out as the text that the label grammar reads.

What a page says by its looks the text has to say by signs: a name that only stands out in bold or by its style gets a
colon, a table of names and words becomes a line "Name: words" a row. Such signs are our own and are counted nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.formats.extract import Extract, visible
from onrecord.formats.office.speaker_table import Cells, roles_in, written_row
from onrecord.model import SegmentKind

_NAME_MOST, _NAME_WORDS_MOST = 90, 12
_NAME = re.compile(r"[^\W_][^\n\t:;!?=]*")
_STAMP = re.compile(r"\d{1,2}:\d{2}")
_NAME_START = re.compile(r"\s*[^\W_]")
_COLONS = frozenset(":：")
_TOLD = re.compile(r"\s*[\[(]?(?:[:：]|\d{1,2}:\d{2})")
"""A colon or a time after a name says already what it is."""
_COLONED = re.compile(r"[^\W_][^\n:]{0,60}:")
_NOTE = re.compile(r"\s*[(\[][^\n()\[\]]*[)\]]")
_LABELS_LEAST = 3
_RECURRING_SHARE = 0.4
_WRAPPED_LEAST, _WRAPPED_SHARE = 20, 0.4
_ENDS = frozenset('.?!…:;"”’»)]。！？')


class Paragraph(NamedTuple):
    """A paragraph, a heading or one of a cell's."""

    text: str
    where: str
    lead: int = 0
    """So many of its first characters are set in bold."""
    style: str = ""
    kind: SegmentKind | None = None
    n_ours: int = 0
    """Visible characters that stand in the file as something else than text, such as a symbol's code."""
    cell: tuple[int, int, int] | None = None
    """Table, row and column, where it stands in a table."""


@dataclass(slots=True)
class Draft:
    """A paragraph that is being read."""

    texts: list[str] = field(default_factory=list)
    is_leading: bool = True
    """Whether all of it so far is bold."""
    _length: int = 0
    _lead: int = 0
    _n_ours: int = 0

    def say(self, text: str, *, is_bold: bool = False, is_ours: bool = False) -> None:
        """Goes on with ``text``; what ``is_ours`` stands in the file as something else than text."""
        self.texts.append(text)
        self._length += len(text)
        if is_ours:
            self._n_ours += visible(text)
        if self.is_leading and is_bold:
            self._lead = self._length
        elif not text.isspace():
            self.is_leading = False

    def finished(
        self,
        where: str,
        style: str = "",
        kind: SegmentKind | None = None,
        cell: tuple[int, int, int] | None = None,
    ) -> Paragraph:
        """The paragraph."""
        return Paragraph("".join(self.texts), where, self._lead, style, kind, self._n_ours, cell)


class Named(NamedTuple):
    """Where in a paragraph the name ends, and whether it fills the paragraph."""

    end: int
    is_alone: bool


def written(paragraphs: Sequence[Paragraph], extract: Extract) -> None:
    """Puts ``paragraphs`` into ``extract`` in order."""
    named = standing_out(paragraphs)
    headings = bold_headings(paragraphs, named)
    n_lines = 1 if _are_wrapped_lines(paragraphs) else 2
    after_name = False
    numbered = enumerate(paragraphs)
    for is_table, group in groupby(numbered, key=lambda pair: pair[1].cell[0] if pair[1].cell else 0):
        if is_table:
            extract.line(2)
            _put_table([paragraph for _, paragraph in group], extract)
            extract.line(2)
            after_name = False
            continue
        for number, paragraph in group:
            if not paragraph.text.strip():
                if n_lines == 1:
                    extract.line(2)
                continue
            extract.line(1 if after_name or paragraph.kind else n_lines)
            if number in headings:
                paragraph = paragraph._replace(kind="heading")  # noqa: PLW2901 the same one, better known
            after_name = put_paragraph(paragraph, named.get(number), extract)
    extract.line()


def put_paragraph(paragraph: Paragraph, name: Named | None, extract: Extract) -> bool:
    """Puts one paragraph, with a colon after its ``name``; whether it is nothing but a name."""
    text, where, kind = paragraph.text.rstrip(), paragraph.where, paragraph.kind
    extract.n_kept -= paragraph.n_ours
    if name is None:
        extract.put(text, where, kind=kind)
        return False
    extract.names.append(extract.length)
    extract.put(text[: name.end], where)
    extract.put(":", where, is_ours=True)
    if not name.is_alone:
        extract.blank()
        extract.put(text[name.end :].lstrip(), where)
    return name.is_alone


def standing_out(paragraphs: Sequence[Paragraph]) -> dict[int, Named]:
    """The paragraphs that open with a name told only by bold type or a style of its own, by number.

    Such a way to set names has to recur, and the names have to; where labels have colons nobody needs it.
    """
    body = Counter[str]()
    for paragraph in paragraphs:
        body[paragraph.style] += len(paragraph.text)
    plain = max(body, key=lambda style: body[style], default="")
    ways: dict[tuple[str, bool], dict[int, tuple[str, int]]] = {}
    coloned = Counter[str]()
    for number, paragraph in enumerate(paragraphs):
        if paragraph.cell or paragraph.kind or not paragraph.text.strip():
            continue
        text = paragraph.text.rstrip()
        coloned[text.partition(":")[0] if _COLONED.match(text) else ""] += 1
        rest = text[paragraph.lead :]
        is_alone = not paragraph.lead or not rest or bool(_NOTE.fullmatch(rest))
        if not paragraph.lead and paragraph.style == plain:
            continue
        end = len(text) if is_alone else len(text[: paragraph.lead].rstrip())
        if _is_name(text[:end]) and not _TOLD.match(text, end):
            way = ways.setdefault((paragraph.style, is_alone), {})
            way[number] = (_NOTE.sub("", text[:end]).casefold(), end)
    found: dict[int, Named] = {}
    for (_, is_alone), places in ways.items():
        times = Counter(name for name, _ in places.values())
        recurring = sum(n for n in times.values() if n > 1)
        if len(places) >= _LABELS_LEAST and recurring >= _RECURRING_SHARE * len(places) and len(times) > 1:
            found.update({number: Named(end, is_alone) for number, (_, end) in places.items()})
    return found if len(found) > sum(n for name, n in coloned.items() if name and n > 1) else {}


def bold_headings(paragraphs: Sequence[Paragraph], named: Mapping[int, Named]) -> set[int]:
    """The paragraphs that are headings because all of them is bold, where labels are bold before a colon."""
    n_labels = sum(p.lead > 0 and p.text[: p.lead + 1].rstrip()[-1:] in _COLONS and not p.cell for p in paragraphs)
    if n_labels < _LABELS_LEAST:
        return set()
    return {
        number
        for number, p in enumerate(paragraphs)
        if number not in named and not p.cell and not p.kind and is_all_bold(p)
        and len(p.text) <= _NAME_MOST and p.text.rstrip()[-1:] not in _ENDS and _NAME_START.match(p.text)
    }  # fmt: skip


def is_all_bold(paragraph: Paragraph) -> bool:
    """Whether nothing in it is set otherwise."""
    return bool(paragraph.text.strip()) and paragraph.lead >= len(paragraph.text.rstrip())


def _is_name(text: str) -> bool:
    return (
        1 < len(text) <= _NAME_MOST
        and len(text.split()) <= _NAME_WORDS_MOST
        and bool(_NAME.fullmatch(text))
        and text[-1] not in ".,…-–—"
        and not _STAMP.search(text)
        and not text.isdigit()
    )


def _are_wrapped_lines(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether each line of the page is a paragraph of its own: sentences run on from one to the next."""
    texts = [text for p in paragraphs if not p.cell and not p.kind and (text := p.text.strip())]
    run_on = sum(after[0].islower() and before[-1] not in _ENDS for before, after in pairwise(texts))
    return len(texts) >= _WRAPPED_LEAST and run_on >= _WRAPPED_SHARE * len(texts)


def _put_table(paragraphs: Sequence[Paragraph], extract: Extract) -> None:
    rows = [_cells(list(row)) for _, row in groupby(paragraphs, key=lambda p: p.cell[:2] if p.cell else None)]
    roles = roles_in([row.texts for row in rows])
    for paragraph in paragraphs:
        extract.n_kept -= paragraph.n_ours
    for row in rows:
        extract.line(2 if roles else 1)
        written_row(row, roles, extract)


def _cells(row: list[Paragraph]) -> Cells:
    texts: dict[int, str] = {}
    for paragraph in row:
        column = paragraph.cell[2] if paragraph.cell else 0
        text = paragraph.text.strip()
        texts[column] = f"{texts[column]}\n{text}" if texts.get(column) and text else texts.get(column) or text
    kind = row[0].kind if len({paragraph.kind for paragraph in row}) == 1 else None
    return Cells(texts, row[0].where, kind)


def added(extract: Extract, paragraphs: Iterable[Paragraph], kind: SegmentKind) -> None:
    """Puts what stands beside the text (heads, feet, notes) a line each, as ``kind``; a repeated one is dropped."""
    known: set[str] = set()
    extract.line(2)
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split())
        if not text:
            continue
        if kind == "furniture" and text in known and not paragraph.n_ours:
            extract.drop("repeated heads and feet of pages", text)
            continue
        known.add(text)
        extract.line()
        extract.n_kept -= paragraph.n_ours
        extract.put(text, paragraph.where, kind=kind)
    extract.line(2)


def joined(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Their texts, without blank ones."""
    return (text for paragraph in paragraphs if (text := paragraph.text.strip()))
