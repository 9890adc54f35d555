"""What is kept of a text: once computed, bounded, shared between threads."""

import threading

import numpy as np
import pytest
import scipy.sparse as sp

from onrecord.kept import Kept, n_bytes
from onrecord.table import from_transcripts
from tests.builders import built


def block(n_bytes):
    return np.zeros(n_bytes, np.uint8)


def test_the_longest_unused_goes():
    """What fits stays; then what was asked for longest ago is dropped first, and the newest stays however large."""
    kept, made = Kept(200_000), []

    def value(key, size=80_000):
        return kept.get(key, lambda: made.append(key) or block(size))

    for key in "abac":  # b is now the one used longest ago
        value(key)
    assert made == ["a", "b", "c"]
    value("a")
    value("b")
    assert made == ["a", "b", "c", "b"]
    value("large", 1_000_000)
    assert value("large", 1_000_000) is value("large", 1_000_000)
    assert made.count("large") == 1
    value("a")
    assert made[-1] == "a"


def test_a_value_that_grew_counts_as_it_is_now():
    """What was computed on a value after it was kept counts when it is next asked for, and pushes others out."""
    kept, made = Kept(200_000), []
    growing = kept.get("growing", list)
    kept.get("other", lambda: made.append("first") or block(80_000))
    growing.append(block(180_000))
    kept.get("growing", list)
    kept.get("other", lambda: made.append("again") or block(80_000))
    assert made == ["first", "again"]


def test_small_values_are_bounded_too():
    """However many values of nothing are kept, the oldest go."""
    kept, made = Kept(1_000_000), []
    for key in range(1000):
        kept.get(key, lambda: 0)
    kept.get(0, lambda: made.append("again"))
    assert made == ["again"]


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
    matrix = sp.csr_matrix(np.eye(3))
    assert n_bytes([matrix]) == sum(part.nbytes for part in (matrix.data, matrix.indices, matrix.indptr))


def test_the_key_is_what_is_said():
    """Renamed speakers leave the key as it is; another word, another cut or another capital changes it."""
    key = from_transcripts([built([("A", "x y. z")])]).words_key
    assert from_transcripts([built([("A", "x y. z")])]).words_key == key
    others = [[("A", "x y z")], [("A", "x y. w")], [("A", "x Y. z")], [("A", "x y."), ("A", "z")], []]
    assert len({key, *(from_transcripts([built(talk)]).words_key for talk in others)}) == 6
