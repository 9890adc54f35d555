"""What was computed of a text and may be asked for again: kept under the text's content, up to a bound in bytes.

Separate from the tables because the same words come in several of them: two visitors open one sample, a correction
renames a speaker. Nothing that depends on who speaks may be kept here, since the key is made of the words.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import scipy.sparse as sp

Value = TypeVar("Value")

LIMIT_BYTES = 1 << 30


_LEAST_BYTES = 10_000
"""What the objects of any value are taken to need beside its arrays, so that small values are bounded as well."""


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: Any = None
    is_made: bool = False
    n_bytes: int = 0


class Kept:
    """Computed values by key, the one used longest ago dropped first. Safe to share between threads."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._n_bytes = 0
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value under ``key``, made by ``make`` at the first call: who asks meanwhile waits for it.

        What is larger than the bound is kept until another value is asked for. An error of ``make`` is raised to the
        caller, and the next one tries again. ``make`` may ask for other keys, but not for its own.
        """
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
        with entry.lock:
            if not entry.is_made:
                entry.value = make()
                entry.is_made = True
        self._weigh(key, entry)
        value: Value = entry.value
        return value

    def _weigh(self, key: Hashable, entry: _Entry) -> None:
        """Measures a value, which may have grown since it was made, and drops others until all fit."""
        size = n_bytes(entry.value) + _LEAST_BYTES
        with self._lock:
            if self._entries.get(key) is not entry:
                return  # dropped since
            self._n_bytes += size - entry.n_bytes
            entry.n_bytes = size
            for oldest in list(self._entries) if self._n_bytes > self._limit_bytes else ():
                if self._n_bytes <= self._limit_bytes:
                    break
                if oldest != key and self._entries[oldest].is_made:
                    self._n_bytes -= self._entries.pop(oldest).n_bytes

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._n_bytes = 0


KEPT = Kept(LIMIT_BYTES)
"""What this process keeps."""

_OF_TABLES: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()
_OF_TABLES_LOCK = threading.Lock()


def of_table(table: object, name: str, make: Callable[[], Value]) -> Value:
    """What ``make`` gave for this very table, kept as long as the table is: for what depends on who speaks.

    The value must not hold the table, or neither would ever go.
    """
    with _OF_TABLES_LOCK:
        known = _OF_TABLES.setdefault(table, {})
        if name in known:
            value: Value = known[name]
            return value
    made = make()  # without the lock: two who ask at once make it twice, and nobody waits for another table
    with _OF_TABLES_LOCK:
        kept: Value = known.setdefault(name, made)
    return kept


def n_bytes(value: object) -> int:
    """How much the arrays, matrices and strings of a value take, looking into tuples and attributes."""
    seen: set[int] = set()

    def size(part: object) -> int:
        if id(part) in seen:
            return 0
        seen.add(id(part))
        if isinstance(part, np.ndarray):
            return part.nbytes
        if isinstance(part, str | bytes):
            return len(part)
        if isinstance(part, sp.csr_matrix | sp.csc_matrix):
            return sum(map(size, (part.data, part.indices, part.indptr)))
        inside = part if isinstance(part, tuple | list) else getattr(part, "__dict__", {}).values()
        return sum(map(size, inside))

    return size(value)
