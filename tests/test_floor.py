"""Who holds the floor: by hand, and a naive recount of sliding windows."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from onrecord.stats.floor import COLUMNS, effective_number, floor
from onrecord.stats.floor_over_time import COLUMNS as COURSE
from onrecord.stats.floor_over_time import floor_over_time
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [("ANN", "One two three."), ("BOB", "Four."), ("ANN", "Five (sigh) six seven."), ("CAT", "Eight nine.")]


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_by_hand():
    """ANN says 6 words in two turns, BOB 1 and CAT 2 in one each."""
    table = from_transcripts([built(TALK, times=[(0, 4000), (4000, 5000), (5000, 8000), None])])
    (row,) = floor(table, everything(table)).to_dict("records")
    assert tuple(row) == COLUMNS
    assert (row["speakers"], row["words"], row["turns"]) == (3, 9, 4)
    assert row["effective_by_words"] == pytest.approx(81 / (36 + 1 + 4))
    assert row["effective_by_turns"] == pytest.approx(16 / (4 + 1 + 1))
    assert row["effective_by_time"] == pytest.approx(64 / (49 + 1))
    assert row["time_ms"] == 8000
    assert row["entropy"] == pytest.approx(entropy([6, 1, 2]))
    assert row["evenness"] == pytest.approx(entropy([6, 1, 2], base=3))
    assert (row["largest_speaker"], row["largest_words"], row["largest_share"]) == ("ANN", 6, 6 / 9)
    assert (row["longest_turn"], row["longest_speaker"], row["longest_words"]) == (0, "ANN", 3)
    assert row["longest_ms"] == 4000


def test_under_a_mask():
    """Without ANN's first turn the longest is her second; time is missing where the source has none."""
    table = from_transcripts([built(TALK)])
    (row,) = floor(table, table.sentence_turn > 0).to_dict("records")
    assert (row["longest_turn"], row["longest_words"], row["words"]) == (2, 3, 6)
    frame = floor(table, table.sentence_turn > 0)
    assert frame.loc[0, ["time_ms", "effective_by_time", "longest_ms"]].isna().all()
    alone = floor(table, table.sentence_speaker == 0)
    assert alone.loc[0, ["effective_by_words", "largest_share"]].tolist() == [1, 1]
    assert math.isnan(alone.loc[0, "evenness"])
    assert floor(table, ~everything(table)).empty


@given(st.lists(st.integers(0, 50), max_size=6))
def test_the_effective_number_lies_between_one_and_all(amounts):
    """It is never below 1 nor above the number of those who take part, and the latter only when all are equal."""
    found = effective_number(np.array(amounts, float))
    part = [amount for amount in amounts if amount]
    if not part:
        assert math.isnan(found)
    else:
        assert 1 - 1e-9 <= found <= len(part) + 1e-9
        assert (found == pytest.approx(len(part))) == (len(set(part)) == 1)


def test_the_course_by_hand():
    """Windows of four words over nine, six of them: ANN's three and BOB's one, then ANN loses to BOB and so on."""
    table = from_transcripts([built(TALK, times=[(0, 4000), (4000, 5000), (5000, 8000), None])])
    frame = floor_over_time(table, everything(table), window_words=4)
    assert tuple(frame.columns) == COURSE
    assert frame["place"].drop_duplicates().tolist() == [2, 3, 4, 5, 6, 7]
    words = frame.pivot(index="place", columns="speaker", values="words").fillna(0)
    assert words["ANN"].tolist() == [3, 3, 3, 3, 3, 2]
    assert words["BOB"].tolist() == [1, 1, 1, 1, 0, 0]
    assert words["CAT"].tolist() == [0, 0, 0, 0, 1, 2]
    first = frame.drop_duplicates("place").set_index("place")
    assert first["turn"].tolist() == [0, 1, 2, 2, 2, 3]
    assert first["start_ms"].tolist()[:5] == [0, 4000, 5000, 5000, 5000]
    assert first["start_ms"].isna().tolist()[5]
    assert first["effective_speakers"].tolist() == pytest.approx([1.6] * 5 + [2])


def test_the_window_that_is_chosen():
    """A tenth of the words, at least 200 of them, never more than there are; steps are at most as many as fit."""
    long = from_transcripts([built([("ANN", "so " * 1500), ("BOB", "no " * 1500)])])
    frame = floor_over_time(long, everything(long))
    assert frame["window_words"].unique().tolist() == [300]
    assert frame["place"].nunique() == 100
    assert (frame["place"].min(), frame["place"].max()) == (150, 2850)
    middle = from_transcripts([built([("ANN", "so " * 500)])])
    assert floor_over_time(middle, everything(middle))["window_words"].unique().tolist() == [200]
    short = from_transcripts([built(TALK)])
    frame = floor_over_time(short, everything(short))
    assert frame["window_words"].unique().tolist() == [9]
    assert frame["words"].tolist() == [6, 1, 2]
    assert floor_over_time(short, ~everything(short)).empty
    for wrong in ({"window_words": 0}, {"steps": 0}):
        with pytest.raises(ValueError, match="at least one"):
            floor_over_time(short, everything(short), **wrong)


SPEECH = st.lists(st.sampled_from(["so", "no.", "(sigh)", "Yes!"]), max_size=8).map(" ".join)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "CAT"]), SPEECH), max_size=6),
    st.integers(1, 12), st.integers(1, 9), st.randoms(),
)  # fmt: skip
def test_the_course_is_a_naive_recount(talk, window, steps, random):
    """Around each place the words of each speaker are those of a plain count, and shares of a step add up to 1."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    kept = [sentence for sentence in table.token_sentence if mask[sentence]]
    frame = floor_over_time(table, mask, window_words=window, steps=steps)
    window = min(window, len(kept))
    assert frame["place"].nunique() == (min(steps, len(kept) - window + 1) if kept else 0)
    for place, rows in frame.groupby("place"):
        inside = kept[place - window // 2 : place - window // 2 + window]
        who = [table.speakers[table.sentence_speaker[sentence]].name for sentence in inside]
        assert len(who) == window
        assert dict(zip(rows["speaker"], rows["words"], strict=True)) == {name: who.count(name) for name in who}
        assert rows["share"].sum() == pytest.approx(1)
        assert rows["turn"].unique().tolist() == [table.sentence_turn[kept[place]]]
        assert rows["effective_speakers"].tolist() == pytest.approx(
            [effective_number(rows["words"].to_numpy())] * len(rows)
        )
