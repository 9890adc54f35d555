"""HTML as written, taken apart in one pass: elements, the pieces of text in them, and where lines end.

Nothing is repaired beyond what browsers agree on: some end tags may be left out, others close nothing. The standard
library's parser needs minutes for some broken pages of a few hundred kilobytes; this one looks at each character a
bounded number of times, however broken the page is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,60}")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s=>/][^\s=>/]*+)?(\s*+=\s*+)?")
_BARE = re.compile(r"[^\s>]*+")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "frame",
    ]
)
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "noembed", "noframes", "iframe"})
_APART = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "details",
        "dialog",
        "body",
        "address",
        "menu",
        "center",
        "caption",
    ]
)
"""Elements with a blank line around them."""
_LINES = frozenset(
    [
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "td",
        "th",
        "option",
        "summary",
        "legend",
        "thead",
        "tbody",
        "tfoot",
        "select",
        "textarea",
        "html",
        "head",
    ]
)
BLOCKS = _APART | _LINES
_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "tbody": frozenset({"tr", "td", "th", "p", "thead"}),
    "option": frozenset({"option"}),
}
"""What an opening tag closes if nobody has."""
_P = frozenset({"p"})
_REACH = 60
"""So many open elements are looked at for one that a tag closes."""


@dataclass(slots=True, eq=False)
class Element:
    """An element at its place in the tree."""

    tag: str
    parent: int
    """Index of the element around it; -1 for none."""
    attributes: dict[str, str]


class Piece(NamedTuple):
    """Text in an element, or a line's end."""

    text: str
    """Entities resolved; empty for a line's end."""
    element: int
    at: int
    """Offset in the page; for a line's end how many line ends it takes: 0 asks for one more, as ``<br>`` does."""


@dataclass(slots=True)
class Page:
    """A page taken apart. Elements stand after those around them."""

    elements: list[Element]
    pieces: list[Piece]
    comments: list[str]
    lines: list[int]

    def where(self, at: int) -> str:
        """Line and column of an offset in the page."""
        line = bisect_right(self.lines, at)
        return f"line {line:,}, column {at - self.lines[line - 1] + 1:,}"


def unescaped(text: str) -> str:
    """``text`` with its entities resolved."""
    if "&" not in text:
        return text
    try:
        return unescape(text)
    except ValueError:  # a number of more digits than Python reads
        return text


def taken_apart(text: str) -> Page:
    """The page ``text``."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page([Element("", -1, {})], [], [], [0, *(m.end() for m in re.finditer("\n", text))])
        self.open = [0]
        self.n_open: Counter[str] = Counter()
        self.is_broken = False
        """Whether a tag has no end because of its quotes: they are not trusted any more."""
        self.unclosed: set[str] = set()

    def parse(self) -> Page:
        text, start, at = self.text, 0, 0
        while (sign := text.find("<", at)) >= 0:
            following = text[sign + 1 : sign + 3]
            if following[:1].isalpha() and following.isascii():
                end, attributes = self._attributes(sign)
                if end < 0:
                    break
                self._put(start, sign)
                at = self._opening(sign, end, attributes)
            elif following[:1] == "/" and following[1:].isalpha():
                end = text.find(">", sign)
                if end < 0:
                    break
                self._put(start, sign)
                self._closing(text[sign + 2 : min(end, sign + 64)].split()[0].rstrip("/").lower())
                at = end + 1
            elif following[:1] in {"!", "?"}:
                self._put(start, sign)
                at = self._declaration(sign)
            else:
                at = sign + 1
                continue
            start = at
        self._put(start, len(text))
        return self.page

    def _put(self, start: int, end: int) -> None:
        if end > start:
            self.page.pieces.append(Piece(unescaped(self.text[start:end]), self.open[-1], start))

    def _declaration(self, at: int) -> int:
        """Past a comment, which is kept apart, or another declaration, which is markup."""
        if self.text.startswith("<!--", at):
            end = self.text.find("-->", at + 4)
            self.page.comments.append(self.text[at + 4 : end if end >= 0 else len(self.text)])
            return end + 3 if end >= 0 else len(self.text)
        end = self.text.find(">", at)
        return end + 1 if end >= 0 else len(self.text)

    def _attributes(self, at: int) -> tuple[int, dict[str, str]]:
        """Where the tag at ``at`` ends, and its attributes; -1 where it does not end."""
        text = self.text
        found: dict[str, str] = {}
        place = at + 1 + len(_NAME.match(text, at + 1)[0])  # type: ignore[index]
        while not self.is_broken:
            part = _ATTRIBUTE.match(text, place)
            if not part or not part[1]:
                place = part.end() if part else place
                while place < len(text) and (text[place].isspace() or text[place] in "/="):
                    place += 1
                if text[place : place + 1] == ">":
                    return place, found
                if place < len(text) and part and not text[place].isspace():
                    continue
                self.is_broken = True
                break
            value, place = "", part.end()
            if part[2]:
                quote = text[place : place + 1]
                if quote in {'"', "'"} and quote:
                    end = text.find(quote, place + 1)
                    if end < 0:
                        self.is_broken = True
                        break
                    value, place = text[place + 1 : end], end + 1
                else:
                    bare = _BARE.match(text, place)
                    value, place = (bare[0], bare.end()) if bare else ("", place)
            found.setdefault(part[1].lower(), unescaped(value))
        return text.find(">", at), {}

    def _opening(self, at: int, end: int, attributes: dict[str, str]) -> int:
        text = self.text
        tag = _NAME.match(text, at + 1)[0].lower()  # type: ignore[index]
        closes = _P if tag in _APART else _CLOSES.get(tag)
        if closes and any(self.n_open[each] for each in closes):
            self._close_before(closes)
        if tag == "br":
            self._break(0)
        elif tag in BLOCKS:
            self._break(2 if tag in _APART else 1)
        self.page.elements.append(Element(tag, self.open[-1], attributes))
        index = len(self.page.elements) - 1
        closes_itself = text[end - 1] == "/" and text[end - 2] != "="  # in href=/ the sign is the address
        if tag in _VOID or (closes_itself and tag not in BLOCKS and tag not in _RAW):
            return end + 1
        self.open.append(index)
        self.n_open[tag] += 1
        if tag in _RAW and tag not in self.unclosed:
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(text, end + 1)
            if closing or tag in {"script", "style"}:
                stop = closing.start() if closing else len(text)
                self._put(end + 1, stop)
                return stop
            self.unclosed.add(tag)
        return end + 1

    def _close_before(self, closes: frozenset[str]) -> None:
        """Close the nearest open elements that end where another of their kind begins."""
        elements = self.page.elements
        for depth in range(len(self.open) - 1, max(0, len(self.open) - _REACH), -1):
            tag = elements[self.open[depth]].tag
            if tag in closes:
                self._close_to(depth)
                if tag == "p":
                    continue
                if closes is not _P and tag in {"td", "th", "thead"}:
                    continue
                return
            if (tag in BLOCKS and (tag != "p")) or tag in {"button", "object"}:
                return

    def _closing(self, tag: str) -> None:
        if tag == "br":
            self._break(0)
        elif tag == "p" and not self.n_open["p"]:
            self._break(2)
        if not self.n_open[tag]:
            return
        elements = self.page.elements
        reach = 0 if tag in BLOCKS else max(0, len(self.open) - _REACH)
        for depth in range(len(self.open) - 1, reach, -1):
            found = elements[self.open[depth]].tag
            if found == tag:
                self._close_to(depth)
                return
            if tag not in BLOCKS and found in BLOCKS:
                return  # </b> closes no paragraph

    def _close_to(self, depth: int) -> None:
        for index in reversed(self.open[depth:]):
            tag = self.page.elements[index].tag
            self.n_open[tag] -= 1
            if tag in BLOCKS:
                self._break(2 if tag in _APART else 1)
        del self.open[depth:]

    def _break(self, n: int) -> None:
        pieces = self.page.pieces
        if n and pieces and not pieces[-1].text and pieces[-1].at and pieces[-1].at >= n:
            return
        pieces.append(Piece("", self.open[-1], n))
