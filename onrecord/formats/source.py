"""What a reader is given: the bytes as they came, under the name they came with, and what a first look at them shows.

Nothing alters the bytes. Each look is taken once, when the first format asks for it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from onrecord.formats.decode import decode

HEAD_BYTES = 65_536
_DEEPEST_LINES = 20
ZIP_ENTRY = b"PK\x01\x02"
"""Opens each entry of a zip archive's directory."""
MOST_ENTRIES = 20_000
"""Of a directory that is looked at: more are none of ours, and take long."""


class NotJson(NamedTuple):
    """Why bytes that open like JSON are none."""

    reason: str
    """Empty where they do not even open like it."""
    line: int = 0


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
    def json(self) -> Any:
        """What the bytes hold as one JSON value; ``NotJson`` where they do not."""
        if self.opening[:1] not in {"{", "["}:
            return NotJson("")
        try:
            return json.loads(decode(self.data).text.lstrip("\ufeff"))
        except json.JSONDecodeError as error:
            return NotJson(error.msg, error.lineno)
        except RecursionError:
            return NotJson("it is nested too deep")
        except ValueError:  # a number of more digits than Python reads
            return NotJson("it holds a number too large to read")

    @cached_property
    def json_lines(self) -> list[Any]:
        """The values of JSON Lines: one object a line, two at least; empty for anything else."""
        if not self.opening.startswith("{") or not isinstance(self.json, NotJson):
            return []
        lines = [line for line in decode(self.data).text.lstrip("\ufeff").splitlines() if line.strip()]
        try:
            # The first few tell; nobody waits for the rest of a file that is no such thing.
            values = [json.loads(line) for line in lines[:_DEEPEST_LINES]]
            values += [json.loads(line) for line in lines[_DEEPEST_LINES:]]
        except (ValueError, RecursionError):
            return []
        return values if len(values) > 1 and all(isinstance(value, dict) for value in values) else []

    @cached_property
    def zip_names(self) -> frozenset[str]:
        """The names in a zip archive's directory; empty for anything else."""
        if not self.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or self.data.count(ZIP_ENTRY) > MOST_ENTRIES:
            return frozenset()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
            return frozenset()
