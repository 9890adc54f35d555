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

import numpy as np
import scipy.sparse as sp

Value = TypeVar("Value")

LIMIT_BYTES = 1 << 30


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: Any = None
    is_made: bool = False


class Kept:
    """Computed values by key, the one used longest ago dropped first. Safe to share between threads."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value under ``key``, made by ``make`` at the first call: who asks meanwhile waits for it.

        What is larger than the bound is kept until the next value is made. An error of ``make`` is raised to the
        caller, and the next one tries again. ``make`` may ask for other keys, but not for its own.
        """
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
        with entry.lock:
            if not entry.is_made:
                entry.value = make()
                entry.is_made = True
                self._drop_others(entry)
        value: Value = entry.value
        return value

    def _drop_others(self, newest: _Entry) -> None:
        """Drops what has not been used for longest until the rest fits; values may have grown since they were made."""
        with self._lock:
            size = {key: n_bytes(entry.value) for key, entry in self._entries.items()}
            excess = sum(size.values()) - self._limit_bytes
            for key in list(size):
                if excess <= 0:
                    break
                if self._entries[key].is_made and self._entries[key] is not newest:
                    del self._entries[key]
                    excess -= size[key]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()


KEPT = Kept(LIMIT_BYTES)
"""What this process keeps."""


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
