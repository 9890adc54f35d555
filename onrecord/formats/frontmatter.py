"""The YAML header that Markdown files may open with: where it ends, and its plain fields.

Only what transcripts use is read: ``key: value``, quoted values, lists in brackets or one an indented line. Anything
else stays in the text, shown as metadata, and is no field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_LONGEST = 20_000
_OPENS = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,60}):(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"""'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^,\[\]]+)""")


class FrontMatter(NamedTuple):
    """A header and where it ends."""

    end: int
    fields: Mapping[str, str]


def front_matter(text: str) -> FrontMatter:
    """The header of ``text``; ``end`` is 0 where there is none."""
    opening = _OPENS.match(text)
    closing = _CLOSES.search(text, opening.end(), _LONGEST) if opening else None
    if not opening or not closing:
        return FrontMatter(0, {})
    collected: dict[str, list[str]] = {}
    key = ""
    for line in text[opening.end() : closing.start()].splitlines():
        found = _FIELD.match(line)
        if found:
            key = found["key"].strip().casefold()
            collected[key] = [found["value"] or ""]
        elif key and line.strip():
            item = line.strip()
            collected[key].append(item.removeprefix("- ") if item.startswith("- ") else "\0" + item)
    return FrontMatter(closing.end(), {key: value for key, parts in collected.items() if (value := _value(parts))})


def listed(value: str) -> list[str]:
    """The entries of a list as ``front_matter`` gives it."""
    return [entry.strip() for entry in value.split(", ") if entry.strip()]


def _value(parts: list[str]) -> str:
    """One field's lines as one line: items of a list stand apart by a comma, folded lines by a blank."""
    joined = parts[0].strip()
    for part in parts[1:]:
        if part.startswith("\0"):
            joined = joined[:-1] + part[1:].removeprefix("\\") if joined.endswith("\\") else f"{joined} {part[1:]}"
        else:
            joined = f"{joined}, {_unquoted(part)}" if joined else _unquoted(part)
    if joined.startswith("[") and joined.endswith("]"):
        return ", ".join(_unquoted(found[0].strip()) for found in _ITEM.finditer(joined[1:-1]) if found[0].strip())
    return _unquoted(joined)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace("\\_", " ").replace('\\"', '"').replace("\\\\", "\\")
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
