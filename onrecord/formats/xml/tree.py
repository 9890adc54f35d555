"""XML, read safely: a tree of elements that know at which byte of the file they begin.

Documents come in many encodings, declare entities for accented letters, and break off. What can be done to a reader
with XML is refused: entities that are long, many, recursive or elsewhere, and elements nested without end.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from onrecord.errors import DamagedFileError
from onrecord.formats.decode import decode
from onrecord.formats.extract import visible
from onrecord.formats.source import Source
from onrecord.formats.xml.mend import TooDeepError, mended
from onrecord.model import Defect

DEEPEST = 150
_MOST_ENTITIES, _LONGEST_ENTITY = 500, 16
_UNSAFE = "This XML defines unsafe entities; nothing was read."
_TOO_DEEP = (
    f"The elements of this XML are nested deeper than {DEEPEST}, which no transcript needs; nothing was read: "
    "export it again from the program that wrote it."
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?!#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});)")
_NO_TEXT = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode"})
_LATIN = frozenset({"iso8859-1", "ascii", "latin-1", "cp1252"})
_NOT_XML = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_BLANKED = bytes.maketrans(_NOT_XML, b" " * len(_NOT_XML))
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_STEP_BYTES = 4_096


class Node:
    """An element. ``name`` and the attributes are without prefixes; ``parts`` are its text and elements in order."""

    __slots__ = ("at", "attributes", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str], at: int) -> None:
        self.name = name
        self.attributes = attributes
        self.parts: list[str | Node] = []
        self.at = at

    def get(self, *names: str) -> str:
        """The first of the attributes that is there and not blank; empty where none is."""
        return next((value for name in names if (value := self.attributes.get(name, "").strip())), "")

    def children(self) -> Iterator[Node]:
        """The elements directly inside."""
        return (part for part in self.parts if isinstance(part, Node))

    def child(self, *path: str) -> Node | None:
        """The first element at the end of ``path``, one name a level."""
        node: Node | None = self
        for name in path:
            node = next((each for each in node.children() if each.name == name), None) if node else None
        return node

    def all(self, *names: str) -> Iterator[Node]:
        """Every element of these names inside, at any depth, in the order of the file."""
        todo = [self]
        while todo:
            node = todo.pop()
            if node is not self and (not names or node.name in names):
                yield node
            todo += [part for part in reversed(node.parts) if isinstance(part, Node)]

    def outermost(self, *names: str) -> Iterator[Node]:
        """The elements of these names inside that stand in no other of them."""
        for part in self.children():
            if part.name in names:
                yield part
            else:
                yield from part.outermost(*names)

    def besides(self, *names: str) -> Iterator[str]:
        """All text inside that stands in no element of these names."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.name not in names:
                yield from part.besides(*names)

    def texts(self) -> Iterator[str]:
        """All text inside, in order."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.texts()

    def text(self) -> str:
        """All text inside, with single blanks."""
        return " ".join("".join(self.texts()).split())


class Document(NamedTuple):
    """A file's tree."""

    root: Node
    encoding: str
    n_characters: int
    """Visible characters of all text; attributes and comments are none."""
    defects: tuple[Defect, ...]
    steps: tuple[int, ...]
    """Bytes of the file every 4 KB of UTF-8; empty where the file is UTF-8."""
    utf8: bytes
    codec: str

    def in_small_letters(self) -> Document:
        """The same document, the names of its elements in small letters: volumes of one Hansard differ in that."""
        for node in self.root.all():
            node.name = node.name.lower()
        return self

    def where(self, node: Node) -> str:
        """Where the element begins, as "byte 2,051", counted from 1 as people do."""
        at = node.at
        if self.steps:
            step = at // _STEP_BYTES
            before = self.utf8[step * _STEP_BYTES : at].decode("utf-8", "ignore")
            at = self.steps[step] + len(before.encode(self.codec, "replace"))
        return f"byte {at + 1:,}"


def parsed(source: Source) -> Document:
    """The tree of ``source``. Raises DamagedFileError for what is unsafe or holds no element at all.

    A file whose tags do not fit, or that breaks off, is read as its tags allow and carries a defect.
    """
    utf8, encoding, codec = _as_utf8(source.data)
    plain = utf8.translate(_BLANKED)
    builder = _Builder(source.name)
    defects = []
    if plain != utf8:
        defects.append(Defect("Control characters, which XML does not allow, are shown as blanks."))
    try:
        builder.parse(plain)
        root = builder.root
    except expat.ExpatError:
        at = max(builder.parser.CurrentByteIndex, 0)
        is_cut = at >= len(plain.rstrip()) - 1 or b">" not in plain[at:]
        try:
            root = mended(plain, Node, builder.entities, DEEPEST)
        except TooDeepError:
            raise DamagedFileError(_TOO_DEEP, name=source.name) from None
        defects.append(
            Defect(
                f"This XML file breaks off at byte {at + 1:,}; what was read ends there."
                if is_cut
                else f"From byte {at + 1:,} on the tags of this XML file do not fit together; it is read as far as"
                " they do, and speakers may be wrong there."
            )
        )
    if root is None:
        raise DamagedFileError(
            "This file opens like XML and holds no element; export it again, or save the transcript as plain text.",
            name=source.name,
        )
    mark = next((len(mark) for mark in _WIDE_MARKS if source.data.startswith(mark)), 0)
    steps = _steps(plain, codec, mark) if codec != "utf-8" else ()
    n_characters = sum(visible(text) for text in root.texts())
    return Document(root, encoding, n_characters, tuple(defects), steps, plain, codec)


def _as_utf8(data: bytes) -> tuple[bytes, str, str]:
    """``data`` as UTF-8, what people call its encoding, and its codec with the mark counted."""
    declared = _DECLARED.match(data[:300].lstrip(b"\xef\xbb\xbf \t\r\n"))
    name = _codec(declared[1].decode("ascii")) if declared else ""
    is_utf8 = True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_utf8 = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    has_zeros = b"\0" in data[:200]
    if is_utf8 and not has_zeros and (not name or name == "utf-8" or name in _LATIN or name.startswith("utf-16")):
        # Declared as Latin-1 and yet UTF-8: real accents hardly ever come out as UTF-8 by chance.
        is_plain = name in _LATIN and data.isascii()
        return data.decode("utf-8", "replace").encode(), "ISO-8859-1" if is_plain else "UTF-8", "utf-8"
    if name in _LATIN:
        # Quotes and dashes of Windows stand where Latin-1 has control characters.
        if name == "cp1252" or any(0x80 <= byte < 0xA0 for byte in set(data)):
            try:
                return data.decode("cp1252").encode(), "Windows-1252", "cp1252"
            except UnicodeDecodeError:
                pass
        return data.decode("latin-1").encode(), "ISO-8859-1", "latin-1"
    if name and not has_zeros and name not in {"utf-8", "utf-16"}:
        try:
            return data.decode(name).encode(), declared[1].decode("ascii") if declared else name, name
        except (UnicodeDecodeError, LookupError):
            pass
    found = decode(data)
    codec = {"UTF-8": "utf-8", "UTF-16": "utf-16-le", "UTF-32": "utf-32-le", "Windows-1252": "cp1252"}
    return found.text.encode("utf-8", "replace"), found.encoding, codec.get(found.encoding, "utf-8")


def _codec(name: str) -> str:
    """The name of a text codec, normalised; empty for an unknown one."""
    try:
        known = codecs.lookup(name)
    except LookupError:
        return ""
    return "" if known.name in _NO_TEXT else known.name


def _steps(utf8: bytes, codec: str, total: int) -> tuple[int, ...]:
    """How many bytes of the file stand before each step of the UTF-8, ``total`` before the first."""
    steps = []
    tail = b""
    for at in range(0, len(utf8) + 1, _STEP_BYTES):
        steps.append(total)
        piece = tail + utf8[at : at + _STEP_BYTES]
        text = piece.decode("utf-8", "ignore")
        tail = piece[len(text.encode()) :]
        total += len(text.encode(codec, "replace"))
    return tuple(steps)


class _Builder:
    """Takes the parser's events."""

    def __init__(self, name: str) -> None:
        self.root: Node | None = None
        self.entities: dict[str, str] = {}
        self._name = name
        self._open: list[Node] = []
        self._names: dict[str, str] = {}
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # an unknown entity is then skipped, and named
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped

    def parse(self, data: bytes) -> None:
        self.parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        names = self._names
        local = names.get(name) or names.setdefault(name, name.rpartition(":")[2])
        if attributes:
            attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        node = Node(local, attributes, self.parser.CurrentByteIndex)
        if self._open:
            self._open[-1].parts.append(node)
            if len(self._open) >= DEEPEST:
                raise DamagedFileError(_TOO_DEEP, name=self._name)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        self._open[-1].parts.append(text)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if self._open and not is_parameter:
            self._said(html.entities.html5.get(f"{name};", f"&{name};"))

    def _declared(self, name: str, is_parameter: bool, value: str | None, *_: str | None) -> None:
        is_safe = not is_parameter and value is not None and len(value) <= _LONGEST_ENTITY
        if not is_safe or len(self.entities) >= _MOST_ENTITIES or _REFERENCE.search(value or ""):
            raise DamagedFileError(_UNSAFE, name=self._name)
        self.entities[name] = value or ""
