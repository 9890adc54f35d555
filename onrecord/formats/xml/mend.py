"""XML whose tags do not fit together, or that breaks off: its elements as well as the tags that are there tell.

An end tag closes the nearest element of its name and all that is open inside; one that closes nothing is passed over.
What is no tag is text. Each byte is looked at a fixed number of times.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

_TAG = re.compile(rb"<(/?)([A-Za-z_\x80-\xff][\w:.\x80-\xff-]{0,100})((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_LOOSE_TAG = re.compile(rb"<(/?)([A-Za-z_\x80-\xff][\w:.\x80-\xff-]{0,100})([^<>]*+)>")
_ATTRIBUTE = re.compile(rb"(?:^|\s)([\w:.\x80-\xff-]{1,100})\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][\w.-]{0,30}));")
_LONG = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!DOCTYPE", b">"), (b"<!", b">"))
_SUBSET = re.compile(rb"<!DOCTYPE[^<>\[]*+\[")
_LAST = 0x10FFFF
_LONGEST_TAG = 4_000


class TooDeepError(Exception):
    """Elements nested past the limit."""


class _Node(Protocol):
    parts: list[Any]


N = TypeVar("N", bound=_Node)


def mended(
    data: bytes, make: Callable[[str, dict[str, str], int], N], entities: Mapping[str, str], deepest: int
) -> N | None:
    """The root of ``data``, UTF-8, of nodes that ``make`` gives; None where there is no tag. Raises TooDeepError."""
    return _Mending(data, make, entities, deepest).done()


class _Mending(Generic[N]):
    def __init__(
        self, data: bytes, make: Callable[[str, dict[str, str], int], N], entities: Mapping[str, str], deepest: int
    ) -> None:
        self._data, self._make, self._entities, self._deepest = data, make, entities, deepest
        self._root: N | None = None
        self._open: list[tuple[str, N]] = []
        self._endless: set[bytes] = set()
        """Marks of comments and the like of which no end was found: it is not looked for again."""

    def done(self) -> N | None:
        data, at = self._data, 0
        while at < len(data):
            opens = data.find(b"<", at)
            opens = len(data) if opens < 0 else opens
            self._say(_unescaped(data[at:opens].decode("utf-8", "replace"), self._entities))
            at = self._after_markup(opens) if opens < len(data) else opens
        return self._root

    def _after_markup(self, at: int) -> int:
        """Take what opens at ``at``; where it ends."""
        data = self._data
        for mark, stop in _LONG:
            if data.startswith(mark, at) and mark not in self._endless:
                end = data.find(stop, _after_subset(data, at) if mark == b"<!DOCTYPE" else at)
                if end >= 0:
                    if mark == b"<![CDATA[":
                        self._say(data[at + len(mark) : end].decode("utf-8", "replace"))
                    return end + len(stop)
                self._endless.add(mark)
                break
        tag = _TAG.match(data, at) or _LOOSE_TAG.match(data, at)
        if tag:
            self._take(tag)
            return tag.end()
        if data.find(b">", at, at + _LONGEST_TAG) >= 0:
            self._say("<")
            return at + 1
        rest = data.find(b"<", at + 1)  # the file breaks off within a tag, or a tag lost its end
        return len(data) if rest < 0 else rest

    def _take(self, tag: re.Match[bytes]) -> None:
        open_ = self._open
        name = tag[2].decode("utf-8", "replace").rpartition(":")[2]
        if tag[1]:
            depth = next((n for n in range(len(open_) - 1, -1, -1) if open_[n][0] == name), None)
            # The root stays open to the end: what follows is still the document's.
            if depth:
                del open_[depth:]
            return
        node = self._make(name, _attributes(tag[3], self._entities), tag.start())
        if self._root is None:
            self._root = node
        else:
            open_[-1][1].parts.append(node)
            if tag[3].rstrip().endswith(b"/"):
                return
        open_.append((name, node))
        if len(open_) > self._deepest:
            raise TooDeepError

    def _say(self, text: str) -> None:
        if self._open and text:
            self._open[-1][1].parts.append(text)


def _after_subset(data: bytes, at: int) -> int:
    """Where the declarations inside a document type end; ``at`` where it has none."""
    head = _SUBSET.match(data, at)
    end = data.find(b"]", head.end()) if head else -1
    return end if end >= 0 else at


def _attributes(text: bytes, entities: Mapping[str, str]) -> dict[str, str]:
    return {
        found[1].decode("utf-8", "replace").rpartition(":")[2]: _unescaped(
            (found[2] if found[2] is not None else found[3]).decode("utf-8", "replace"), entities
        )
        for found in _ATTRIBUTE.finditer(text)
    }


def _unescaped(text: str, entities: Mapping[str, str]) -> str:
    if "&" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        if found[3]:
            return entities.get(found[3]) or html.entities.html5.get(f"{found[3]};", found[0])
        code = int(found[1]) if found[1] else int(found[2], 16)
        is_character = 32 <= code <= _LAST and not 0xD800 <= code < 0xE000
        return chr(code) if is_character or code in (9, 10, 13) else " "

    return _REFERENCE.sub(value, text)
