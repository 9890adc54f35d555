"""What is kept of a text: once computed, bounded, shared between threads."""

import threading

import numpy as np
import pytest

from onrecord.kept import Kept, n_bytes
from onrecord.table import from_transcripts
from tests.builders import built


def block(n_bytes):
    return np.zeros(n_bytes, np.uint8)


def test_the_longest_unused_goes():
    """What fits stays; then what was asked for longest ago is dropped first, and the newest stays however large."""
    kept, made = Kept(100), []

    def value(key, size=40):
        return kept.get(key, lambda: made.append(key) or block(size))

    for key in "abac":  # b is now the one used longest ago
        value(key)
    assert made == ["a", "b", "c"]
    value("a")
    value("b")
    assert made == ["a", "b", "c", "b"]
    value("large", 1000)
    assert value("large", 1000) is value("large", 1000)
    assert made.count("large") == 1
    value("a")
    assert made[-1] == "a"


def test_who_asks_meanwhile_waits():
    """Two threads that ask at once get one object, computed once; other keys do not wait for it."""
    kept, started, go_on, results, calls = Kept(1000), threading.Event(), threading.Event(), [], []

    def make():
        calls.append(1)
        started.set()
        go_on.wait(10)
        return block(10)

    threads = [threading.Thread(target=lambda: results.append(kept.get("slow", make))) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait(10)
    assert kept.get("quick", lambda: 5) == 5
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert len(calls) == 1
    assert all(result is results[0] for result in results)
    assert len(results) == 4


def test_a_failure_is_not_kept():
    """An error reaches who asked, and the next one tries again."""
    kept = Kept(100)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 7) == 7


def test_bytes_are_those_of_the_arrays():
    """Arrays and matrices inside tuples and objects count, each once."""

    class Thing:
        def __init__(self):
            self.array, self.pair = block(5), (block(3), "ab")
            self.again = self.array

    assert n_bytes(Thing()) == 10
    table = from_transcripts([built([("A", "x y x.")])])
    assert n_bytes(table.terms) == sum(
        part.nbytes for part in (table.terms.data, table.terms.indices, table.terms.indptr)
    )


def test_the_key_is_what_is_said():
    """Renamed speakers leave the key as it is; another word, another cut or another capital changes it."""
    key = from_transcripts([built([("A", "x y. z")])]).words_key
    assert from_transcripts([built([("A", "x y. z")])]).words_key == key
    others = [[("A", "x y z")], [("A", "x y. w")], [("A", "x Y. z")], [("A", "x y."), ("A", "z")], []]
    assert len({key, *(from_transcripts([built(talk)]).words_key for talk in others)}) == 6
