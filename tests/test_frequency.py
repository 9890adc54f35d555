"""Which terms are said, how often: counts by hand, NLTK as an oracle, and a naive recount of any talk."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk import FreqDist
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from onrecord.languages import stop_words
from onrecord.stats.frequency import COLUMNS, frequency, term_counts
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "The war is long. War and peace."),  # 7 words
    ("BOB", "Peace (applause) now! Peace talks."),  # 4
    ("ANN", "Talks of war."),  # 3
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built(TALK)])


STOP = stop_words("en")


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_words_by_hand(table):
    """The commonest words, their rate per 1,000 of all words, and in how many turns and by whom they are said."""
    frame = frequency(table, everything(table), without=STOP)
    assert tuple(frame.columns) == COLUMNS
    assert frame["term"].tolist() == ["war", "peace", "talks", "long"]
    assert frame["count"].tolist() == [3, 3, 2, 1]
    assert frame["per_1000"].tolist() == pytest.approx([3000 / 14, 3000 / 14, 2000 / 14, 1000 / 14])
    assert frame["turns"].tolist() == [2, 2, 2, 1]
    assert frame["speakers"].tolist() == [1, 2, 2, 1]
    assert frame["n_words"].tolist() == [1] * 4
    assert frame["log_likelihood"].isna().all()
    assert frame["words"].tolist() == [14] * 4


def test_the_interval_of_a_rate():
    """A word said once in ten words: Wilson's interval of 1 of 10 goes from 1.79 % to 40.4 %."""
    table = from_transcripts([built([("ANN", "Peace one two three four five six seven eight nine.")])])
    row = frequency(table, everything(table)).iloc[0]
    assert row["per_1000"] == 100
    # Brown, Cai & DasGupta 2001's formula by hand: (0.1 + 0.19207 ∓ 1.95996·√(0.009 + 0.0096036)) / 1.38415
    assert row["per_1000_low"] == pytest.approx(17.876, abs=0.001)
    assert row["per_1000_high"] == pytest.approx(404.15, abs=0.01)


def test_under_a_mask(table):
    """Only the selected sentences count, in counts, rates, turns and speakers alike."""
    frame = frequency(table, table.sentence_speaker == 1, without=STOP)
    assert frame["term"].tolist() == ["peace", "talks"]
    assert frame["per_1000"].tolist() == [500, 250]
    assert frame["turns"].tolist() == frame["speakers"].tolist() == [1, 1]


def test_stop_words_and_limit(table):
    """Stop words come with the rest when asked for; the limit keeps the commonest, ties in order of first use."""
    assert frequency(table, everything(table))["term"].tolist()[:5] == [
        "war",
        "peace",
        "talks",
        "the",
        "is",
    ]
    assert frequency(table, everything(table), without=STOP, limit=2)["term"].tolist() == ["war", "peace"]
    assert frequency(table, everything(table), without=STOP, limit=3)["term"].tolist() == ["war", "peace", "talks"]
    assert frequency(table, everything(table), limit=0).empty
    assert len(frequency(table, everything(table), limit=None)) == len(table.vocabulary)


def test_the_same_terms_under_another_mask(table):
    """Given terms keep their order and have a row also when they are not said."""
    frame = term_counts(
        table, table.sentence_speaker == 1, ["war", "peace", "nowhere", "peace talks", "peace now peace"]
    )
    assert tuple(frame.columns) == COLUMNS
    assert frame["term"].tolist() == ["war", "peace", "nowhere", "peace talks", "peace now peace"]
    assert frame["count"].tolist() == [0, 2, 0, 1, 0]
    assert frame["per_1000"].tolist() == [0, 500, 0, 250, 0]
    assert frame["turns"].tolist() == frame["speakers"].tolist() == [0, 1, 0, 1, 0]
    assert frame["n_words"].tolist() == [1, 1, 1, 2, 3]


def test_phrases_and_their_likelihood():
    """Two-word phrases carry the log-likelihood that NLTK's own finder gives them; longer ones and words do not."""
    talk = [
        ("ANN", "North Korea met South Korea. North Korea left the prime minister alone."),
        ("BOB", "The prime minister of war."),
    ]
    table = from_transcripts([built(talk)])
    frame = frequency(table, everything(table), unit="phrases", without=STOP).set_index("term")
    assert frame["count"].to_dict() == {"north korea": 2, "prime minister": 2}
    finder = BigramCollocationFinder.from_words(list(table.vocabulary[table.token_term]))
    for phrase in frame.index:
        expected = finder.score_ngram(BigramAssocMeasures.likelihood_ratio, *phrase.split())
        assert frame.loc[phrase, "log_likelihood"] == pytest.approx(expected)
    assert frame.loc["north korea", ["count_first", "count_second"]].tolist() == [2, 3]
    whole = frequency(table, everything(table), unit="phrases").set_index("term")
    assert math.isnan(whole.loc["the prime minister", "log_likelihood"])


def test_a_word_repeated_has_no_likelihood():
    """In "no no no" the table of chances is impossible; the score is missing and nothing fails."""
    table = from_transcripts([built([("A", "war war war")])])
    frame = frequency(table, everything(table), unit="phrases")
    assert frame["count"].tolist() == [2]
    assert frame["log_likelihood"].isna().all()


@pytest.mark.parametrize("unit", ["words", "phrases"])
def test_nothing_selected(table, unit):
    """No sentence or no table gives no row, with the columns and types of an answer; given terms have missing rates."""
    nobody = from_transcripts([])
    full = frequency(table, everything(table), unit=unit)
    for empty in (frequency(table, ~everything(table), unit=unit), frequency(nobody, everything(nobody), unit=unit)):
        assert len(empty) == 0
        assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
    for given_terms in (
        term_counts(table, ~everything(table), ["war"], unit=unit),
        term_counts(nobody, everything(nobody), ["war"], unit=unit),
    ):
        assert given_terms["count"].tolist() == [0]
        assert given_terms["per_1000"].isna().all()
    assert term_counts(nobody, everything(nobody), [], unit=unit).empty


SPEECH = st.lists(st.sampled_from(["war", "peace", "the", "of", "war.", "Talks!", "(sigh)", "U.S."]), max_size=10)


@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), SPEECH.map(" ".join)), max_size=4), st.randoms())
def test_counts_under_a_mask_are_a_naive_recount(talk, random):
    """Under any mask the counts are NLTK's FreqDist of the selected words, and turns and speakers a set's size."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.5 for _ in table.sentence_turn], bool)
    sentence = table.token_sentence
    kept = [
        (table.vocabulary[code], table.sentence_turn[s])
        for code, s in zip(table.token_term, sentence, strict=True)
        if mask[s]
    ]
    oracle = FreqDist(term for term, _ in kept)
    frame = frequency(table, mask, limit=None)
    assert dict(zip(frame["term"], frame["count"], strict=True)) == dict(oracle)
    assert frame["count"].is_monotonic_decreasing
    assert set(frequency(table, mask, without=STOP, limit=None)["term"]) == set(oracle) - STOP
    for row in frame.itertuples():
        turns = {turn for term, turn in kept if term == row.term}
        assert row.turns == len(turns)
        assert row.speakers == len({int(table.turn_speaker[turn]) for turn in turns})
    assert frame["per_1000"].tolist() == pytest.approx([1000 * n / len(kept) for n in frame["count"]])
    again = term_counts(table, mask, frame["term"].tolist())
    assert again.equals(frame)


def test_an_answer_can_be_changed_without_harm(table):
    """Writing into an answer changes no later one."""
    frame = frequency(table, everything(table))
    frame.loc[0, "count"] = 99
    assert frequency(table, everything(table))["count"].tolist()[0] == 3
