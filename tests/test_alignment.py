"""Alignment of words: against the recursion written out, a published example, and by what must hold of every answer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.alignment import OTHER_PAD, PAD, align, align_ranges, marked, runs

WORDS = st.lists(st.integers(0, 3), min_size=1, max_size=9)


def table_of_scores(first, second, kind, match):
    """Smith–Waterman's and Needleman–Wunsch's recursion, cell by cell."""
    score = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) + 1):
        for j in range(len(second) + 1):
            if i == 0 or j == 0:
                score[i][j] = {"local": 0, "fitting": -i, "whole": -i - j}[kind]
                continue
            pair = match if first[i - 1] == second[j - 1] else -1
            options = [score[i - 1][j - 1] + pair, score[i - 1][j] - 1, score[i][j - 1] - 1]
            score[i][j] = max(options + [0] * (kind == "local"))
    return score


def best_score(first, second, kind, match):
    score = table_of_scores(first, second, kind, match)
    return {"local": max(map(max, score)), "fitting": max(score[-1]), "whole": score[-1][-1]}[kind]


def row(words):
    return np.array([words], np.int32)


def worth(found, match):
    """The score of runs: words in common count, replaced words once, the others one each."""
    total = 0
    for run in found:
        n, m = run.end - run.begin, run.other_end - run.other_begin
        total += match * n if run.change == "same" else -max(n, m)
    return total


@given(WORDS, WORDS, st.sampled_from(["local", "fitting", "whole"]), st.sampled_from([1, 2]))
@settings(max_examples=300, deadline=None)
def test_the_aligned_stretches_score_best(first, second, kind, match):
    """What is aligned scores as much, aligned whole, as the best there is; and its equal words are counted right."""
    got = align(row(first), row(second), kind, match)
    a, b, c, d, same = (int(column[0]) for column in (got.begin, got.end, got.other_begin, got.other_end, got.same))
    best = best_score(first, second, kind, match)
    if kind != "local":
        assert (a, b) == (0, len(first))
    if kind == "whole":
        assert (c, d) == (0, len(second))
    if best:
        assert best_score(first[a:b], second[c:d], "whole", match) == best
    found = runs(np.array(first[a:b], np.int32), np.array(second[c:d], np.int32), match)
    assert sum(run.end - run.begin for run in found if run.change == "same") == same


@given(WORDS, WORDS, st.sampled_from([1, 2]))
@settings(max_examples=300, deadline=None)
def test_runs_cover_both_and_say_the_truth(first, second, match):
    """Runs follow one another through both stretches; same ones are the same, and together they score best."""
    found = runs(np.array(first, np.int32), np.array(second, np.int32), match)
    assert [run.begin for run in found] == [0, *(run.end for run in found)][:-1]
    assert [run.other_begin for run in found] == [0, *(run.other_end for run in found)][:-1]
    assert (found[-1].end, found[-1].other_end) == (len(first), len(second))
    for run in found:
        n, m = run.end - run.begin, run.other_end - run.other_begin
        if run.change == "same":
            assert first[run.begin : run.end] == second[run.other_begin : run.other_end]
        assert run.change in {"same", "replaced" if n and m else "added" if n else "left out"}
    assert all(one.change == "same" or other.change == "same" for one, other in pairwise(found))
    assert worth(found, match) == best_score(first, second, "whole", match)


def test_the_textbook_example():
    """GATTACA and GCATGCG score 0 with 1 for a match and −1 for all else (Wikipedia, Needleman–Wunsch algorithm)."""
    first, second = (np.array([ord(letter) for letter in word], np.int32) for word in ("GATTACA", "GCATGCG"))
    assert best_score(first.tolist(), second.tolist(), "whole", 1) == 0
    assert worth(runs(first, second, 1), 1) == 0


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("we shall stay", "we will stay", "we [-will-] {+shall+} stay"),
        ("we stay", "we will stay", "we [-will-] stay"),
        ("we will all stay", "we will stay", "we will {+all+} stay"),
        ("a b", "", "{+a b+}"),
        ("", "a b", "[-a b-]"),
        ("", "", ""),
        ("x we stay", "we stay y", "{+x+} we stay [-y-]"),
    ],
)
def test_differences_in_words(first, second, shown):
    """What is left out, added and replaced is marked as in word diffs, and an empty side is no error."""
    one, other = first.split(), second.split()
    number = {word: code for code, word in enumerate(dict.fromkeys([*one, *other]))}
    coded = [np.array([number[word] for word in words], np.int32) for words in (one, other)]
    assert marked(runs(*coded), one, other) == shown


def test_padding_is_equal_to_nothing():
    """A short stretch in a batch of long ones is aligned as it is alone."""
    first = np.array([[5, 6, PAD, PAD, PAD], [1, 2, 3, 4, 5]], np.int32)
    second = np.array([[9, 5, 6, OTHER_PAD, OTHER_PAD], [1, 2, 9, 4, 5]], np.int32)
    got = align(first, second)
    assert got.same.tolist() == [2, 4]
    assert (got.begin.tolist(), got.end.tolist()) == ([0, 0], [2, 5])
    assert (got.other_begin.tolist(), got.other_end.tolist()) == ([1, 0], [3, 5])


@given(st.lists(st.integers(0, 4), min_size=2, max_size=40), st.data())
@settings(max_examples=60, deadline=None)
def test_ranges_are_aligned_as_one_by_one(words, data):
    """Many ranges of a text, of any length, give what each pair gives alone."""
    ends = st.tuples(st.integers(0, len(words) - 1), st.integers(1, 12)).map(lambda x: (x[0], min(sum(x), len(words))))
    pairs = data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=5))
    text = np.array(words, np.int32)
    columns = (np.array(column, np.int64) for column in zip(*((a, b, c, d) for (a, b), (c, d) in pairs), strict=True))
    got = align_ranges(text, *columns)
    for i, ((a, b), (c, d)) in enumerate(pairs):
        alone = align(text[None, a:b], text[None, c:d])
        assert got.same[i] == alone.same[0]
        assert (got.begin[i] - a, got.end[i] - a) == (alone.begin[0], alone.end[0])
        assert (got.other_begin[i] - c, got.other_end[i] - c) == (alone.other_begin[0], alone.other_end[0])
