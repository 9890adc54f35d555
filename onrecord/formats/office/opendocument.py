"""OpenDocument XML: paragraphs, notes and page heads of its parts, and the styles that hide or embolden text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onrecord.formats.extract import Extract
from onrecord.formats.office.paragraphs import Draft, Paragraph
from onrecord.formats.office.parts import local
from onrecord.formats.office.wordml import Style
from onrecord.model import SegmentKind

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DROPPING: Mapping[str, str] = {
    "tracked-changes": "deleted text",
    "annotation": "comments",
    "annotation-end": "comments",
    "note-citation": "numbers of notes",
    "hidden-text": "hidden text",
    "ruby-text": "readings beside characters",
    "title": "names of pictures",
    "desc": "names of pictures",
    "scripts": "scripts",
    "forms": "forms",
    "binary-data": "pictures",
    "meta": "properties of the document",
    "settings": "settings",
    "font-face-decls": "settings",
    "variable-decls": "settings",
    "index-title-template": "settings",
    "table-of-content-source": "settings",
}
_SPACES_MOST, _COLUMNS_MOST = 1_000, 100
_BOLD_LEAST = 600
_DAY = len("2026-03-04")
_AUTOMATIC = re.compile(r"P\d+")
"""A style that the program made up for one paragraph; the one it comes from has a meaning."""
_PLAIN = Style()
_ALOOF, _HIDDEN = "settings", "hidden text"
_META: Mapping[str, str] = {"title": "title", "date": "date", "creation-date": "date", "creator": "source",
                            "initial-creator": "source"}  # fmt: skip
_INDEXES = frozenset({"table-of-content", "alphabetical-index", "user-index"})


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    number: int
    style: str
    cell: tuple[int, int, int] | None
    spans: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    boxes: list[Paragraph] = field(default_factory=list)


class Document:
    """Walks the parts, that of styles first."""

    def __init__(self, extract: Extract) -> None:
        self.paragraphs: list[Paragraph] = []
        self.beside: list[Paragraph] = []
        """Heads and feet of pages."""
        self.notes: list[Paragraph] = []
        self.metadata: dict[str, str] = {}
        self._extract = extract
        self._styles: dict[str, Style] = {}
        self._looks: dict[str, Style] = {}
        self._style: Style | None = None
        self._field_at = 0
        self._tags: list[str] = []
        self._open: list[_Open] = []
        self._dropping: tuple[int, str] | None = None
        self._dropped: list[str] = []
        self._into: list[tuple[int, list[Paragraph], str]] = []
        self._tables: list[list[int]] = []
        self._n_tables = self._n_paragraphs = 0
        self._openers: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "p": self._paragraph, "h": self._paragraph, "span": self._span, "s": self._spaces,
            "tab": lambda _: self._say("\t"), "line-break": lambda _: self._say("\n"),
            "table": self._table, "table-row": self._row, "table-cell": self._cell, "covered-table-cell": self._cell,
            "style": self._named, "text-properties": self._properties, "section": self._section,
            "text-box": self._box, "note": self._note, "header": self._head, "footer": self._head,
            "header-first": self._head, "footer-first": self._head, "header-left": self._head,
            "footer-left": self._head,
        }  # fmt: skip

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        self._tags.append(tag)
        if self._dropping:
            self._field_at = len(self._dropped)
        elif tag in _DROPPING:
            self._drop_from(_DROPPING[tag])
        elif opener := self._openers.get(tag):
            opener({local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        tag = local(name)
        depth = len(self._tags)
        self._tags.pop()
        if self._dropping:
            if self._tags[-1:] == ["meta"] and tag in _META:
                self._describe(_META[tag], "".join(self._dropped[self._field_at :]).strip())
            if self._dropping[0] == depth:
                self._drop(self._dropping[1])
            return
        if name in _PARAGRAPHS and self._open:
            self._close()
        elif tag == "span" and self._open and self._open[-1].spans:
            self._open[-1].spans.pop()
        elif tag in {"table", "text-box"} and self._tables:
            self._tables.pop()
        elif tag == "style":
            self._style = None
        if self._into and self._into[-1][0] == depth:
            self._into.pop()

    def characters(self, text: str) -> None:
        if self._dropping:
            self._dropped.append(text)
        elif self._open:
            said = self._open[-1].draft.texts
            words = " ".join(text.split())
            if text[:1].isspace() and said and not said[-1][-1:].isspace():
                words = f" {words}"
            if words.strip() and text[-1:].isspace():
                words = f"{words} "
            if words:
                self._say(words)
        elif not text.isspace():
            self._extract.drop(_ALOOF, text)

    def _say(self, text: str) -> None:
        if not self._open:
            return
        paragraph = self._open[-1]
        look = _PLAIN
        for name in (*reversed(paragraph.spans), paragraph.style):
            look = look.over(self._look(name))
        if look.is_hidden:
            self._extract.drop(_HIDDEN, text)
            return
        paragraph.draft.say(text, is_bold=bool(look.is_bold))

    def _look(self, name: str) -> Style:
        """What the style says with all that it inherits, worked out once."""
        if name not in self._looks:
            known, look, parent = {name}, self._styles.get(name, _PLAIN), self._styles.get(name, _PLAIN).parent
            while parent and parent not in known:
                known.add(parent)
                above = self._styles.get(parent, _PLAIN)
                look, parent = look.over(above), above.parent
            self._looks[name] = look
        return self._looks[name]

    def _drop_from(self, reason: str) -> None:
        self._dropping = (len(self._tags), reason)

    def _drop(self, reason: str) -> None:
        self._extract.drop(reason, "".join(self._dropped))
        self._dropped.clear()
        self._dropping = None

    def _describe(self, key: str, text: str) -> None:
        if text:
            self.metadata.setdefault(key, text[:_DAY] if key == "date" else text)

    def _paragraph(self, attributes: Mapping[str, str]) -> None:
        self._n_paragraphs += 1
        table = self._tables[-1] if self._tables else []
        cell = (table[0], table[1], table[2]) if table else None
        self._open.append(_Open(self._n_paragraphs, attributes.get("style-name", ""), cell))

    def _close(self) -> None:
        paragraph = self._open.pop()
        where = f"paragraph {paragraph.number:,}"
        if paragraph.cell:
            where = f"table {paragraph.cell[0]}, row {paragraph.cell[1]}"
        if self._into and self._into[-1][2]:
            where = self._into[-1][2]
        kind: SegmentKind | None = "furniture" if _INDEXES.intersection(self._tags) else None
        style = paragraph.style
        if _AUTOMATIC.fullmatch(style):
            style = self._styles.get(style, _PLAIN).parent or style
        finished = paragraph.draft.finished(where, style, kind, paragraph.cell)
        above = self._open[-1].boxes if self._open else self.paragraphs
        into = self._into[-1][1] if self._into else above
        into += [finished, *paragraph.boxes]

    def _span(self, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].spans.append(attributes.get("style-name", ""))

    def _spaces(self, attributes: Mapping[str, str]) -> None:
        count = attributes.get("c", "1")
        self._say(" " * min(int(count) if count.isdecimal() else 1, _SPACES_MOST))

    def _table(self, _: Mapping[str, str]) -> None:
        self._n_tables += 1
        self._tables.append([self._n_tables, 0, 0, 0])

    def _row(self, _: Mapping[str, str]) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0, 0]

    def _cell(self, attributes: Mapping[str, str]) -> None:
        if self._tables and self._tables[-1]:
            times = attributes.get("number-columns-repeated", "1")
            self._tables[-1][2] += 1 + self._tables[-1][3]
            self._tables[-1][3] = min(int(times), _COLUMNS_MOST) - 1 if times.isdecimal() else 0

    def _named(self, attributes: Mapping[str, str]) -> None:
        self._style = Style(parent=attributes.get("parent-style-name", ""))
        self._styles[attributes.get("name", "")] = self._style
        self._looks.clear()  # the names of one part's styles come again in the next

    def _properties(self, attributes: Mapping[str, str]) -> None:
        if self._style is not None:
            weight = attributes.get("font-weight", "")
            if weight:
                self._style.is_bold = weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_LEAST)
            if attributes.get("display"):
                self._style.is_hidden = attributes["display"] == "none"

    def _section(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("display") == "none":
            self._drop_from(_HIDDEN)

    def _box(self, _: Mapping[str, str]) -> None:
        self._tables.append([])

    def _note(self, attributes: Mapping[str, str]) -> None:
        self._into.append((len(self._tags), self.notes, attributes.get("note-class", "") or "note"))

    def _head(self, _: Mapping[str, str]) -> None:
        if "master-page" in self._tags:
            self._into.append((len(self._tags), self.beside, f"page {self._tags[-1].partition('-')[0]}"))


_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
