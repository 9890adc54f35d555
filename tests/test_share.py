"""Who spoke how much: a small talk counted by hand, and a naive recount of any."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stats.share import COLUMNS, share
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "One two three. Four?"),  # 4 words, 1 question, 10 s
    ("BOB", "Five (coughs) six."),  # 2 words, 5 s
    ("ANN", "Seven eight nine ten eleven twelve."),  # 6 words, unknown length
    ("Q", "(Inaudible.)"),
]
TIMES = [(0, None), (10_000, 15_000), (20_000, None), None]


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_by_hand():
    """Words, turns, questions and time of two people and a silent third."""
    table = from_transcripts([built(TALK, times=TIMES)])
    frame = share(table, everything(table))
    assert tuple(frame.columns) == COLUMNS
    assert frame["speaker"].tolist() == ["ANN", "BOB", "Q"]
    assert frame["words"].tolist() == [10, 2, 0]
    assert frame["words_share"].tolist() == [10 / 12, 2 / 12, 0]
    assert frame["turns"].tolist() == [2, 1, 0]
    assert frame["turns_share"].tolist() == [2 / 3, 1 / 3, 0]
    assert frame["mean_turn_words"].tolist()[:2] == [5, 2]
    assert frame["longest_turn_words"].tolist()[:2] == [6, 2]
    assert (
        frame["mean_turn_words"].isna().tolist() == frame["longest_turn_words"].isna().tolist() == [False, False, True]
    )
    assert frame["questions"].tolist() == [1, 0, 0]
    assert frame["time_ms"].tolist()[:2] == [10_000, 5_000]
    assert frame["time_share"].tolist()[:2] == [10 / 15, 5 / 15]
    assert frame["time_ms"].isna().tolist() == frame["time_share"].isna().tolist() == [False, False, True]


def test_a_part_of_a_turn():
    """Under a mask only the selected sentences count, but the time of a turn is whole."""
    table = from_transcripts([built(TALK, times=TIMES)])
    frame = share(table, np.array([False, True, False, False]))
    assert frame["words"].tolist() == [1, 0, 0]
    assert frame["words_share"].tolist() == [1, 0, 0]
    assert frame["time_ms"].tolist()[0] == 10_000
    assert frame["time_ms"].isna().tolist() == [False, True, True]


def test_no_times_no_time():
    """Without timestamps time is missing, not 0."""
    table = from_transcripts([built(TALK)])
    assert share(table, everything(table))[["time_ms", "time_share"]].isna().all(axis=None)


def test_nothing_selected():
    """Every speaker has a row of zeros and missing ratios; a table of nobody has no row, with the same types."""
    table = from_transcripts([built(TALK, times=TIMES)])
    frame = share(table, ~everything(table))
    assert frame["words"].tolist() == [0, 0, 0]
    assert frame["words_share"].isna().all()
    assert frame["turns_share"].isna().all()
    nobody = from_transcripts([])
    empty = share(nobody, everything(nobody))
    assert len(empty) == 0
    assert empty.dtypes.astype(str).to_dict() == frame.dtypes.astype(str).to_dict()


SENTENCES = st.lists(st.sampled_from(["One.", "Two three?", "Mr. Roe (sighs) left!"]), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "Q"]), SENTENCES), max_size=6), st.randoms())
def test_counts_are_a_naive_recount(talk, random):
    """Under any mask, words, turns and questions are what counting sentence by sentence gives."""
    table = from_transcripts([built([(label, " ".join(said)) for label, said in talk])])
    words = {"One.": 1, "Two three?": 2, "Mr. Roe (sighs) left!": 3}
    flat = [(turn, label, sentence) for turn, (label, said) in enumerate(talk) for sentence in said]
    assert len(flat) == len(table.sentence_turn)
    mask = np.array([random.random() < 0.5 for _ in flat], bool)
    kept = [row for row, taken in zip(flat, mask, strict=True) if taken]
    for row in share(table, mask).itertuples():
        own = [(turn, sentence) for turn, label, sentence in kept if label == row.speaker]
        assert row.words == sum(words[sentence] for _, sentence in own)
        assert row.turns == len({turn for turn, _ in own})
        assert row.questions == sum(sentence.endswith("?") for _, sentence in own)
        if own:
            assert row.words_share == pytest.approx(row.words / sum(words[sentence] for *_, sentence in kept))
