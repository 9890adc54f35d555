"""XML parts of office documents, walked by expat: no entities but XML's own, no nesting without end, no tree in memory.

Names are handed on as namespace and local name, parted by a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol
from xml.parsers import expat

from onrecord.errors import DamagedFileError
from onrecord.formats.extract import visible

_DEEPEST = 2_000


class Walker(Protocol):
    """What is told of each element and each piece of text, in order."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """It closes."""

    def characters(self, text: str) -> None:
        """Text within the element that is open."""


def walk(pieces: Iterable[bytes], walker: Walker, part: str) -> None:
    """Tells ``walker`` of the XML in ``pieces``. Raises DamagedFileError, which names the ``part``."""
    parser = _parser(part)
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DamagedFileError(f"This file is damaged: its part {part} is nested too deep to be read.")
        walker.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(name)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = walker.characters
    _run(parser, pieces, part)


def n_characters(pieces: Iterable[bytes], part: str) -> int:
    """The visible characters of all text nodes of the XML in ``pieces``."""
    total = 0

    def characters(text: str) -> None:
        nonlocal total
        total += visible(text)

    parser = _parser(part)
    parser.CharacterDataHandler = characters
    _run(parser, pieces, part)
    return total


class Node(NamedTuple):
    """An element of a small part: its local name, its attributes by local name, the text right in it."""

    name: str
    attributes: Mapping[str, str]
    text: str


def nodes(pieces: Iterable[bytes], part: str) -> Iterator[Node]:
    """The elements of a small part, in the order in which they close."""
    collector = _Collector()
    walk(pieces, collector, part)
    return iter(collector.nodes)


class _Collector:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open: list[tuple[Mapping[str, str], list[str]]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 as the protocol says
        self._open.append(({local(key): value for key, value in attributes.items()}, []))

    def end(self, name: str) -> None:
        attributes, texts = self._open.pop()
        self.nodes.append(Node(local(name), attributes, "".join(texts)))

    def characters(self, text: str) -> None:
        self._open[-1][1].append(text)


@lru_cache(4096)
def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def _parser(part: str) -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise DamagedFileError(f"This XML defines unsafe entities; nothing was read (part {part}).")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.EntityDeclHandler = refuse
    return parser


def _run(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str) -> None:
    feed: Callable[[bytes, bool], int] = parser.Parse
    try:
        for piece in pieces:
            feed(piece, False)
        feed(b"", True)
    except expat.ExpatError as error:
        raise DamagedFileError(
            f"This file is damaged: its part {part} breaks off or is no XML at line {error.lineno:,}."
            " Open it in the program that made it and save it anew."
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that does not exist
        raise DamagedFileError(f"This file is damaged: its part {part} names an unknown encoding.") from error
