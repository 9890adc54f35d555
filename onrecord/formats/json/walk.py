"""A walk over a whole JSON value: every string under the path it stands at, every list of objects.

A path is a tuple of keys, with ``LIST`` for "any element of this list": ``("results", "[]", "type")``. What is alike is
taken together, so that a megabyte takes milliseconds, and nothing is nested too deep for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.formats.extract import Extract, visible

LIST = "[]"
Path = tuple[str, ...]

_ANY_KEY = "*"
_KEYS_MOST = 60
"""An object of more keys is no record: its keys are data, and one path stands for all of them; so are numbers."""
_DEEPEST = 24
"""Below this many steps all stands under one path."""


class Walk:
    """What stands where in a JSON value."""

    def __init__(self, value: Any) -> None:
        self.strings: dict[Path, list[str]] = {}
        """Every string of the value but the keys, in the order of the file within each path."""
        self.rows: dict[Path, list[dict[str, Any]]] = {}
        """The objects in lists, or under keys that are data, in the order of the file within each path."""
        self._counts: dict[Path, int] = {}
        todo: list[tuple[Path, list[Any]]] = [((), [value])]
        while todo:
            path, values = todo.pop()
            kinds = set(map(type, values))
            if str in kinds:
                self._add(self.strings, path, values if len(kinds) == 1 else [v for v in values if type(v) is str])
            if dict in kinds:
                objects = values if len(kinds) == 1 else [v for v in values if type(v) is dict]
                if path and path[-1] in {LIST, _ANY_KEY}:
                    self._add(self.rows, path, objects)
                todo += [(_below(path, key), found) for key, found in _fields(objects).items()]
            if list in kinds:
                todo.append((_below(path, LIST), [item for v in values if type(v) is list for item in v]))
        self._counts = {path: visible("".join(strings)) for path, strings in self.strings.items()}

    @property
    def n_characters(self) -> int:
        """The visible characters of all strings that are no keys: what ``Extract.account`` asks for."""
        return sum(self._counts.values())

    def count(self, path: Path) -> int:
        """The visible characters of the strings at ``path``."""
        return self._counts[path]

    def drop_others(self, extract: Extract, kept: Mapping[Path, int]) -> None:
        """List under its path what each has more than ``kept``, in visible characters, of it."""
        for path, strings in self.strings.items():
            rest = self._counts[path] - kept.get(path, 0)
            if rest > 0:
                # Of what is partly kept nobody knows how many pieces are left: as many as share the characters.
                n_pieces = max(1, round(len(strings) * rest / self._counts[path]))
                extract.drop_counted(shown(path), rest, n_pieces, next(filter(str.strip, strings), ""))

    @staticmethod
    def _add(known: dict[Path, list[Any]], path: Path, values: list[Any]) -> None:
        if path in known:
            known[path] = known[path] + values
        else:
            known[path] = values


def shown(path: Path) -> str:
    """A path as people write it: "results.items[].type"."""
    return ".".join(path).replace(f".{LIST}", LIST) or "the whole file"


def rows_at(value: Any, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object at ``path`` in the order of the file, each after its JSON pointer."""
    todo: list[tuple[str, Any, int]] = [("", value, 0)]
    while todo:
        pointer, here, depth = todo.pop()
        if depth == len(path):
            if type(here) is dict:
                yield pointer, here
            continue
        step = path[depth]
        if step == LIST and type(here) is list:
            todo += [(f"{pointer}/{at}", here[at], depth + 1) for at in range(len(here) - 1, -1, -1)]
        elif type(here) is dict:
            keys = list(here) if step == _ANY_KEY else [step] if step in here else []
            todo += [(f"{pointer}/{escaped(key)}", here[key], depth + 1) for key in reversed(keys)]


def escaped(key: str) -> str:
    """A key as it stands in a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def _below(path: Path, key: str) -> Path:
    return (*path, key) if len(path) < _DEEPEST else path


def _fields(objects: list[dict[str, Any]]) -> dict[str, list[Any]]:
    fields: defaultdict[str, list[Any]] = defaultdict(list)
    for each in objects:
        if len(each) > _KEYS_MOST or (len(each) > 1 and all(map(str.isdecimal, each))):
            fields[_ANY_KEY].extend(each.values())
        else:
            for key, value in each.items():
                fields[key].append(value)
    if len(fields) > _KEYS_MOST and Counter(map(len, fields.values())).most_common(1)[0][0] == 1:
        return {_ANY_KEY: [value for values in fields.values() for value in values]}
    return fields
