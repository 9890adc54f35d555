"""How varied words are: by hand, and against a naive loop over windows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stats.diversity import COLUMNS, diversity
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [("ANN", "War and war."), ("BOB", "Peace."), ("ANN", "And peace!")]


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_by_hand():
    """ANN says "war and war and peace": windows of three hold 2, 2 and 3 different words; BOB says too little."""
    table = from_transcripts([built(TALK)])
    frame = diversity(table, everything(table), window=3)
    assert tuple(frame.columns) == COLUMNS
    assert frame["speaker"].tolist() == ["ANN", "BOB"]
    assert frame["words"].tolist() == [5, 1]
    assert frame["terms"].tolist() == [3, 1]
    assert frame["windows"].tolist() == [3, 0]
    assert frame.loc[0, "terms_per_window"] == pytest.approx(7 / 3)
    assert frame.loc[0, "mattr"] == pytest.approx(7 / 9)
    assert frame.loc[1, ["terms_per_window", "mattr"]].isna().all()


def test_as_many_words_as_a_window():
    """One window of exactly all words is the plain type/token ratio; one word fewer is missing."""
    table = from_transcripts([built(TALK)])
    assert diversity(table, everything(table), window=5).loc[0, "mattr"] == pytest.approx(3 / 5)
    assert math.isnan(diversity(table, everything(table), window=6).loc[0, "mattr"])
    assert diversity(table, everything(table), window=1).loc[:, "mattr"].tolist() == [1, 1]
    with pytest.raises(ValueError, match="at least one word"):
        diversity(table, everything(table), window=0)


def test_only_selected_words_count():
    """Without ANN's first sentence two words are left, and nobody else's are hers."""
    table = from_transcripts([built(TALK)])
    frame = diversity(table, np.array([False, True, True]), window=2)
    assert frame["words"].tolist() == [2, 1]
    assert frame["mattr"].tolist()[:1] == [1]
    assert diversity(table, np.zeros(3, bool))["terms"].tolist() == [0, 0]
    nobody = from_transcripts([])
    assert diversity(nobody, everything(nobody)).empty


SPEECH = st.lists(st.sampled_from(["war", "peace", "so", "war.", "So!", "talks"]), max_size=12).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), SPEECH), max_size=6), st.integers(1, 9), st.randoms())
def test_it_is_a_naive_loop_over_windows(talk, window, random):
    """Each speaker's value is the mean of len(set(window))/window over a plain loop, and never above 1."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    frame = diversity(table, mask, window=window)
    for code, row in enumerate(frame.itertuples()):
        said = [
            int(term)
            for term, sentence in zip(table.token_term, table.token_sentence, strict=True)
            if mask[sentence] and table.sentence_speaker[sentence] == code
        ]
        ratios = [len(set(said[i : i + window])) / window for i in range(len(said) - window + 1)]
        assert (row.words, row.terms, row.windows) == (len(said), len(set(said)), len(ratios))
        if ratios:
            assert row.mattr == pytest.approx(sum(ratios) / len(ratios))
            assert 1 / window <= row.mattr + 1e-9
            assert row.mattr <= 1
        else:
            assert math.isnan(row.mattr)
