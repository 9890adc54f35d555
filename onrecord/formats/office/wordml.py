"""WordprocessingML: the paragraphs of one part, and the styles that say which text is bold and which hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.formats.extract import Extract
from onrecord.formats.office.paragraphs import Draft, Paragraph
from onrecord.formats.office.parts import local, walk
from onrecord.model import SegmentKind

_OFF = frozenset({"0", "false", "off", "none"})
_DROPPING: Mapping[str, str] = {
    "del": "deleted text",
    "moveFrom": "text moved elsewhere",
    "delText": "deleted text",
    "instrText": "field codes",
    "delInstrText": "field codes",
    "fldData": "field codes",
    "rt": "readings beside characters",
    "docPartObj": "settings",
}
"""Elements whose text is left out, and what it is."""
_SIGNS: Mapping[str, str] = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
}  # fmt: skip
_SYMBOLS: Mapping[int, str] = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0E0: "→", 0xF0DF: "←", 0xF04A: "☺", 0xF0FC: "✓", 0xF0FE: "☑",
    0xF0A8: "☐", 0xF06F: "☐",
}  # fmt: skip
"""What the commonest places of the symbol fonts show; any other is a box."""
_PRIVATE = range(0xE000, 0xF900)
_HIDDEN, _FALLBACK, _ALOOF = "hidden text", "second copies for older programs", "settings of drawings"
_PLACEHOLDER = "placeholders of empty fields"


@dataclass(slots=True)
class Style:
    """What a style, or the properties of a run, say; None where they say nothing."""

    is_bold: bool | None = None
    is_hidden: bool | None = None
    parent: str = ""

    def over(self, other: Style) -> Style:
        """What it says itself, and, where it says nothing, what ``other`` does."""
        return Style(
            other.is_bold if self.is_bold is None else self.is_bold,
            other.is_hidden if self.is_hidden is None else self.is_hidden,
        )

    def take(self, name: str, value: str) -> None:
        """A property as it stands in the file."""
        if name == "b":
            self.is_bold = value not in _OFF
        elif name == "vanish":
            self.is_hidden = value not in _OFF


_PLAIN = Style()


class _Styles:
    """Walks the part of styles."""

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self._tags: list[str] = []
        self._style = Style()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        if tag == "style":
            self._style = self.styles.setdefault(_value(attributes, "styleId"), Style())
        elif tag == "basedOn":
            self._style.parent = _value(attributes)
        elif self._tags[-2:] == ["style", "rPr"]:
            self._style.take(tag, _value(attributes))
        self._tags.append(tag)

    def end(self, name: str) -> None:  # noqa: ARG002 as the protocol says
        self._tags.pop()

    def characters(self, text: str) -> None:
        pass


def styles_in(parts: Iterable[Iterable[bytes]]) -> dict[str, Style]:
    """The styles of the part, each with what it inherits."""
    walker = _Styles()
    for pieces in parts:
        walk(pieces, walker, "word/styles.xml")
    full: dict[str, Style] = {}
    for name, style in walker.styles.items():
        known, merged, parent = {name}, style, style.parent
        while parent in walker.styles and parent not in known:
            known.add(parent)
            merged = merged.over(walker.styles[parent])
            parent = walker.styles[parent].parent
        full[name] = merged
    return full


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    number: int
    cell: tuple[int, int, int] | None
    draft: Draft = field(default_factory=Draft)
    style: str = ""
    run: Style = field(default_factory=Style)
    run_style: str = ""
    runs_on: bool = False
    """Its end is deleted: the next paragraph goes on with it."""
    boxes: list[Paragraph] = field(default_factory=list)


class Body:
    """Walks a part: gathers its ``paragraphs`` and drops by name what is not printed."""

    def __init__(self, extract: Extract, styles: Mapping[str, Style], noun: str = "paragraph") -> None:
        self.paragraphs: list[Paragraph] = []
        self._extract = extract
        self._styles = styles
        self._noun = noun
        self._looks: dict[tuple[bool | None, bool | None, str, str], Style] = {}
        self._tags: list[str] = []
        self._open: list[_Open] = []
        self._dropping: list[tuple[int, str]] = []
        self._dropped: list[str] = []
        self._tables: list[list[int]] = []
        self._n_tables = self._n_paragraphs = 0
        self._note = ""
        self._choices: list[bool] = []
        self._held: _Open | None = None
        self._placeholder_depth = 0
        self._openers: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "p": self._paragraph,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            "gridSpan": self._span,
            "txbxContent": self._box,
            "AlternateContent": self._alternate,
            "Fallback": self._fallback,
            "showingPlcHdr": self._placeholder,
            "sdtContent": self._content,
            "footnote": self._numbered,
            "endnote": self._numbered,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        self._tags.append(tag)
        reason = _DROPPING.get(tag, "")
        if reason and not (tag == "del" and self._tags[-2] in {"rPr", "trPr"}):
            self._drop_from(reason)
        elif opener := self._openers.get(tag):
            opener(attributes)
        elif self._open:
            self._within(tag, attributes)

    def end(self, name: str) -> None:
        tag = local(name)
        if self._dropping and self._dropping[-1][0] == len(self._tags):
            self._extract.drop(self._dropping.pop()[1], "".join(self._dropped))
            self._dropped.clear()
        self._tags.pop()
        if tag == "p" and self._open:
            self._close()
        elif tag in {"tbl", "txbxContent"} and self._tables:
            self._tables.pop()
        elif tag == "AlternateContent" and self._choices:
            self._choices.pop()

    def characters(self, text: str) -> None:
        if self._dropping:
            self._dropped.append(text)
        elif self._tags[-1] == "t" and self._open:
            self._say(text)
        elif not text.isspace():
            self._extract.drop(_ALOOF, text)

    def _say(self, text: str, *, is_ours: bool = False) -> None:
        paragraph = self._open[-1]
        look = self._look(paragraph)
        if look.is_hidden:
            if not is_ours:
                self._extract.drop(_HIDDEN, text)
            return
        paragraph.draft.say(text, is_bold=bool(look.is_bold), is_ours=is_ours)
        self._choices[:] = [True] * len(self._choices)

    def _look(self, paragraph: _Open) -> Style:
        run = paragraph.run
        key = (run.is_bold, run.is_hidden, paragraph.run_style, paragraph.style)
        look = self._looks.get(key)
        if look is None:
            look = run
            for name in (paragraph.run_style, paragraph.style):
                look = look.over(self._styles.get(name, _PLAIN))
            self._looks[key] = look
        return look

    def _within(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element inside a paragraph."""
        paragraph = self._open[-1]
        parent, above = (["", "", *self._tags])[-2:-4:-1]
        if tag in _SIGNS and parent == "r":
            if not self._dropping:
                self._say(_SIGNS[tag], is_ours=True)
        elif tag == "sym" and parent == "r":
            if not self._dropping:
                self._say(_symbol(_value(attributes, "char")), is_ours=True)
        elif tag == "r":
            paragraph.run, paragraph.run_style = Style(), ""
        elif tag == "pStyle" and above == "p":
            paragraph.style = _value(attributes)
        elif tag == "rStyle" and above == "r":
            paragraph.run_style = _value(attributes)
        elif parent == "rPr" and above == "r":
            paragraph.run.take(tag, _value(attributes))
        elif tag == "del" and parent == "rPr" and above == "pPr":
            paragraph.runs_on = True

    def _drop_from(self, reason: str) -> None:
        """Leaves out all up to the end of the element just opened; the outermost reason counts."""
        if not self._dropping:
            self._dropping.append((len(self._tags), reason))

    def _paragraph(self, _: Mapping[str, str]) -> None:
        if self._held and not self._open:
            self._open.append(self._held)
            self._held.draft.is_leading = False
            self._held = None
            return
        self._n_paragraphs += 1
        table = self._tables[-1] if self._tables else []
        self._open.append(_Open(self._n_paragraphs, (table[0], table[1], table[2]) if table else None))

    def _close(self) -> None:
        paragraph = self._open.pop()
        if paragraph.runs_on and not self._open:
            paragraph.runs_on = False
            self._held = paragraph
            return
        where = f"{self._noun} {self._note or format(paragraph.number, ',')}"
        if paragraph.cell:
            where = f"table {paragraph.cell[0]}, row {paragraph.cell[1]}"
        kind: SegmentKind | None = "furniture" if paragraph.style.upper().startswith("TOC") else None
        finished = paragraph.draft.finished(where, paragraph.style, kind, paragraph.cell)
        into = self._open[-1].boxes if self._open else self.paragraphs
        into += [finished, *paragraph.boxes]

    def _table(self, _: Mapping[str, str]) -> None:
        self._n_tables += 1
        self._tables.append([self._n_tables, 0, 0])

    def _row(self, _: Mapping[str, str]) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0]

    def _cell(self, _: Mapping[str, str]) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1][2] += 1

    def _span(self, attributes: Mapping[str, str]) -> None:
        value = _value(attributes)
        if self._tables and self._tables[-1] and value.isdecimal():
            self._tables[-1][2] += min(max(int(value), 1), 100) - 1

    def _box(self, _: Mapping[str, str]) -> None:
        self._tables.append([])

    def _alternate(self, _: Mapping[str, str]) -> None:
        self._choices.append(False)

    def _fallback(self, _: Mapping[str, str]) -> None:
        if self._choices and self._choices[-1]:
            self._drop_from(_FALLBACK)

    def _placeholder(self, _: Mapping[str, str]) -> None:
        """The content control around it shows only what to type."""
        self._placeholder_depth = len(self._tags) - 2

    def _content(self, _: Mapping[str, str]) -> None:
        if self._placeholder_depth == len(self._tags) - 1:
            self._drop_from(_PLACEHOLDER)
        self._placeholder_depth = 0

    def _numbered(self, attributes: Mapping[str, str]) -> None:
        self._note = _value(attributes, "id")


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    """The attribute of that local name."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _symbol(code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if point in _PRIVATE:
        return _SYMBOLS.get(point, "□")
    return chr(point) if 32 < point < 0x110000 and chr(point).isprintable() else ""
