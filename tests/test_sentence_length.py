"""Lengths of sentences: by hand, and against the standard library and SciPy."""

import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from onrecord.stats.sentence_length import COLUMNS, sentence_length
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [("ANN", "One. Two words. (sigh) Now four words here."), ("BOB", "Yes indeed."), ("ANN", "So four words again.")]


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_by_hand():
    """ANN's sentences have 1, 2, 4 and 4 words; of the longest the first is named; BOB's only one has no spread."""
    table = from_transcripts([built(TALK)])
    frame = sentence_length(table, everything(table))
    assert tuple(frame.columns) == COLUMNS
    ann, bob = frame.iloc[0], frame.iloc[1]
    assert ann[["sentences", "words", "mean", "median", "longest"]].tolist() == [4, 11, 2.75, 3, 4]
    assert table.text_of(ann["sentence"]).endswith("Now four words here.")
    assert ann["sd"] == pytest.approx(1.5)  # √((1.75² + 0.75² + 1.25² + 1.25²)/3)
    assert ann["mean_high"] - ann["mean"] == pytest.approx(3.182446 * 1.5 / 2)  # t of 3 degrees of freedom
    assert bob[["mean", "median", "longest"]].tolist() == [2, 2, 2]
    assert bob[["sd", "mean_low", "mean_high"]].isna().all()


def test_nothing_selected():
    """A speaker without a selected sentence has counts of 0 and missing lengths."""
    table = from_transcripts([built(TALK)])
    bob = sentence_length(table, table.sentence_speaker == 0).iloc[1]
    assert bob[["sentences", "words"]].tolist() == [0, 0]
    assert bob[["mean", "mean_low", "sd", "median", "longest", "sentence"]].isna().all()
    nobody = from_transcripts([])
    assert sentence_length(nobody, everything(nobody)).empty


SPEECH = st.lists(st.integers(0, 7), max_size=6).map(lambda sizes: " ".join("So" + " so" * n + "." for n in sizes))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), SPEECH), max_size=5), st.randoms())
def test_it_agrees_with_the_library(talk, random):
    """Mean, median and standard deviation are the standard library's, the interval is SciPy's."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    for code, row in enumerate(sentence_length(table, mask).itertuples()):
        of = np.flatnonzero(mask & (table.sentence_speaker == code) & (table.sentence_words > 0)).tolist()
        sizes = [int(table.sentence_words[sentence]) for sentence in of]
        assert (row.sentences, row.words) == (len(sizes), sum(sizes))
        if not sizes:
            assert pd.isna(row.mean)
            continue
        assert row.mean == pytest.approx(statistics.mean(sizes))
        assert row.median == statistics.median(sizes)
        assert (row.longest, row.sentence) == (max(sizes), of[sizes.index(max(sizes))])
        if len(sizes) > 1 and statistics.stdev(sizes):
            assert row.sd == pytest.approx(statistics.stdev(sizes))
            interval = stats.t.interval(0.95, len(sizes) - 1, loc=row.mean, scale=stats.sem(sizes))
            assert (row.mean_low, row.mean_high) == pytest.approx(interval)
