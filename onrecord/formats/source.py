"""What a reader is given: the bytes as they came, under the name they came with, and what a first look at them shows.

Nothing alters the bytes. Each look is taken once, when the first format asks for it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from onrecord.formats.decode import Decoded, decode

HEAD_BYTES = 65_536
ZIP_ENTRY = b"PK\x01\x02"
"""Opens each entry of a zip archive's directory."""
MOST_ENTRIES = 20_000
"""Of a directory that is looked at: more are none of ours, and take long."""
OPENS_JSON = re.compile(
    r"\{\s*(?:\"(?:[^\"\\\n]|\\.){0,200}\"\s*:|\}\s*\Z)|\[\s*(?:\{\s*[\"}]|\"[^\"\n]{0,2000}(?:\"\s*[,\]]|(?<=[^\"\n]{2000}))|-?\d+(?:\.\d+)?\s*,\s*[-\d]"
    r"|\[\s*[\[{\"\d]|\]\s*\Z)"
)
"""An object or a list of JSON; ``[00:12]``, ``[Anna]`` and ``{Applause}`` open neither."""
_MORE = "Extra data"
_TOO_DEEP = "it is nested too deep"
_TOO_LARGE = "it holds a number too large to read"
_VISIBLE = re.compile(r"\S")
_NEXT_OBJECT = re.compile(r"\n\{")
_HALVES = re.compile(
    r"(?<!\\)(?P<before>(?:\\\\)*)"
    r"(?:(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


class NotJson(NamedTuple):
    """Why bytes that open like JSON are none."""

    reason: str
    """Empty where they do not even open like it."""
    line: int = 0


class _Loaded(NamedTuple):
    value: Any
    decoded: Decoded


class XmlRoot(NamedTuple):
    """What the head of an XML document shows."""

    name: str
    """Without prefix."""
    namespaces: str
    """All that the root declares, with blanks between."""
    names: frozenset[str]
    """Elements of the first 64 KB, without prefixes."""


_XML_ROOT = re.compile(
    r"(?P<prolog>(?:<\?(?:[^?]|\?(?!>))*+\?>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+"
    r"|<!DOCTYPE[^<>\[]*+(?:\[(?:[^\]\"']|\"[^\"]*+\"|'[^']*+')*+\]\s*+)?>\s*+)*+)"
    r"<(?P<name>[^\W\d][\w.:-]*+)(?P<attributes>[^<>]*+)>"
)
_XML_NEXT = re.compile(r"\s*+<(?:[^\W\d][\w.:-]*+[\s/>]|!--|!\[CDATA)")
_XML_NAMESPACE = re.compile(r"\bxmlns(:[\w.-]+)?\s*=\s*[\"']([^\"'<>]{1,300})[\"']")
_XML_TAG = re.compile(r"<([^\W\d][\w.:-]*+)")


@dataclass(frozen=True)
class Source:
    """Bytes and their name."""

    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KB."""
        return self.data[:HEAD_BYTES]

    @cached_property
    def opening(self) -> str:
        """The head as text, without what is blank before it."""
        return decode(self.head).text.lstrip("\ufeff \t\r\n")

    @cached_property
    def opens_json(self) -> bool:
        """Whether an object or a list of JSON opens the file, see ``OPENS_JSON``."""
        return bool(OPENS_JSON.match(self.opening))

    @cached_property
    def json(self) -> Any:
        """What the bytes hold as one JSON value; ``NotJson`` where they do not."""
        return self._loaded.value

    @cached_property
    def json_lines(self) -> list[Any]:
        """The objects of JSON Lines, or of JSON values one after another: two at least; empty for anything else.

        A last one that breaks off is left out, see ``json_break``.
        """
        return self._stream[0]

    @cached_property
    def json_break(self) -> NotJson | None:
        """Where the last object of ``json_lines`` breaks off; None where all are whole."""
        return self._stream[1]

    @cached_property
    def json_encoding(self) -> Decoded:
        """How the bytes of JSON were decoded, without the text."""
        return self._loaded.decoded

    @cached_property
    def _loaded(self) -> _Loaded:
        if not self.opens_json:
            return _Loaded(NotJson(""), Decoded("", "", False))
        decoded = decode(self.data)
        return _Loaded(_json(_paired(decoded.text).lstrip("\ufeff")), decoded._replace(text=""))

    @cached_property
    def _stream(self) -> tuple[list[Any], NotJson | None]:
        if not isinstance(self.json, NotJson) or self.json.reason != _MORE:
            return [], None
        text = _paired(decode(self.data).text)
        decoder = json.JSONDecoder(strict=False)
        values: list[Any] = []
        broken = None
        at = 0
        try:
            while found := _VISIBLE.search(text, at):
                at = found.start()
                value, at = decoder.raw_decode(text, at)
                values.append(value)
        except json.JSONDecodeError as error:
            broken = NotJson(error.msg, error.lineno)
            if _NEXT_OBJECT.search(text, at + 1):
                return [], broken  # damaged in the middle, not cut off
        except RecursionError:
            return [], NotJson(_TOO_DEEP)
        except ValueError:
            return [], NotJson(_TOO_LARGE)
        are_objects = all(isinstance(value, dict) for value in values)
        return (values, broken) if are_objects and len(values) + (broken is not None) > 1 else ([], broken)

    @cached_property
    def xml_root(self) -> XmlRoot | None:
        """The root of an XML document, by the head alone; None for anything else."""
        if not self.opening.startswith("<"):
            return None
        found = _XML_ROOT.match(self.opening)
        if not found or not (found["prolog"] or _XML_NEXT.match(self.opening, found.end())):
            return None
        namespaces = " ".join(value for _, value in _XML_NAMESPACE.findall(found["attributes"]))
        names = frozenset(name.rpartition(":")[2] for name in _XML_TAG.findall(self.opening))
        return XmlRoot(found["name"].rpartition(":")[2], namespaces, names)

    @cached_property
    def zip_names(self) -> frozenset[str]:
        """The names in a zip archive's directory; empty for anything else."""
        if not self.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or self.data.count(ZIP_ENTRY) > MOST_ENTRIES:
            return frozenset()
        import zipfile  # noqa: PLC0415 slow to import, and needed for archives only

        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
            return frozenset()


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)  # line ends within strings are no JSON, and are met
    except json.JSONDecodeError as error:
        return NotJson(error.msg, error.lineno)
    except RecursionError:
        return NotJson(_TOO_DEEP)
    except ValueError:  # a number of more digits than Python reads
        return NotJson(_TOO_LARGE)


def _paired(text: str) -> str:
    """``text`` with each half of a character that JSON wrote as two, and that lost its other half, as U+FFFD."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _HALVES.sub(lambda found: found[0] if found["pair"] else found["before"] + "\\ufffd", text)
