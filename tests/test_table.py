"""The columnar corpus: a small one worked out by hand, and what must hold for any."""

from collections import Counter
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Segment, Speaker, Transcript, Turn
from onrecord.speech import speech_text
from onrecord.table import from_transcripts
from onrecord.tokens import tokenize
from tests.builders import built

TALK = [
    ("ANN", "Good day. We met Dr. Roe (inaudible) today. Why?"),
    ("BOB", "(Laughter.)"),
    ("Q", "Ann's friend asked the Prime Minister. The prime\nminister (coughs) agreed?"),
    ("ANN", "No. (Applause.)"),
]


@pytest.fixture(scope="module")
def table():
    first = built(TALK, name="first", before="TALK: yes", after="Not speech.")
    return from_transcripts([first, built([("BOB", "Day!")])])


def test_columns(table):
    """Turns, sentences and words are where they were put, and what nobody said is nowhere."""
    assert [speaker.name for speaker in table.speakers] == ["ANN", "BOB", "Q"]
    assert table.turn_transcript.tolist() == [0, 0, 0, 0, 1]
    assert table.turn_number.tolist() == [0, 1, 2, 3, 0]
    assert table.turn_speaker.tolist() == [0, 1, 2, 0, 1]
    assert table.sentence_turn.tolist() == [0, 0, 0, 2, 2, 3, 4]
    assert table.sentence_speaker.tolist() == [0, 0, 0, 2, 2, 0, 1]
    assert table.sentence_words.tolist() == [2, 5, 1, 6, 4, 1, 1]
    assert table.turn_words.tolist() == [8, 0, 10, 1, 1]
    assert table.turn_offset.tolist() == [0, 3, 3, 5, 6, 7]
    assert table.is_question.tolist() == [False, False, True, False, True, False, False]
    assert [table.text_of(i) for i in (1, 4, 6)] == [
        "We met Dr. Roe (inaudible) today.",
        "The prime\nminister (coughs) agreed?",
        "Day!",
    ]
    assert "talk" not in table.vocabulary
    assert "laughter" not in table.vocabulary


def test_postings(table):
    """The postings are each term's places in order."""
    day, ann = table.term_codes["day"], table.term_codes["ann"]
    order, offset = table.postings
    assert table.token_sentence[order[offset[day] : offset[day + 1]]].tolist() == [0, 6]
    assert offset[ann + 1] - offset[ann] == 1
    assert len(order) == offset[-1] == len(table.token_term) == 20


def test_turns_frame(table):
    """One row a turn with the columns of the command line, times as nullable integers."""
    frame = table.turns_frame()
    assert list(frame.columns) == (
        ["transcript", "turn", "speaker", "label", "role", "start", "end", "start_ms", "end_ms", "n_words", "text"]
    )
    assert frame["text"].tolist()[1:4] == [
        "", "Ann's friend asked the Prime Minister. The prime\nminister agreed?", "No.",
    ]  # fmt: skip
    assert frame["role"].tolist() == ["", "", "press", "", ""]
    assert str(frame["start_ms"].dtype) == "Int64"
    assert frame["start_ms"].isna().all()
    assert frame["transcript"].tolist() == ["first"] * 4 + ["built"]


def test_turn_lengths():
    """A turn without an end lasts until the next one of its transcript begins; what cannot be known is NaN."""
    times = [(0, None), (4000, 5000), (6000, None), None, (9000, 8000), (9500, None)]
    talk = built([("A", "x.")] * 6, times=times)
    assert np.array_equal(
        from_transcripts([talk, talk]).turn_ms, [4000, 1000, np.nan, np.nan, np.nan, np.nan] * 2, equal_nan=True
    )


def test_one_name_is_one_speaker():
    """A speaker of two transcripts keeps all labels and the role that one of them knew."""
    first = built([("Roe", "a")], people={"Roe": Speaker("Jo Roe", ("Roe",))})
    second = built([("CHAIR", "b"), ("Q", "c")], people={"CHAIR": Speaker("Jo Roe", ("CHAIR",), role="chair")})
    table = from_transcripts([first, second])
    assert table.speakers[0] == Speaker("Jo Roe", ("Roe", "CHAIR"), role="chair")
    assert table.turn_speaker.tolist() == [0, 0, 1]


def test_turns_that_touch_are_kept_apart():
    """Two turns with nothing between them still make two sentences."""
    segments = (Segment("speech", 0, 4, 0), Segment("speech", 4, 8, 1))
    turns = (Turn(0, "A", 0, 4), Turn(1, "B", 4, 8))
    table = from_transcripts(
        [Transcript("t", "I amyou.", "", "built", "UTF-8", segments, turns, (Speaker("A"), Speaker("B")))]
    )
    assert table.sentence_turn.tolist() == [0, 1]
    assert [table.text_of(i) for i in (0, 1)] == ["I am", "you."]


@pytest.mark.parametrize("transcripts", [[], [built([])], [built([("A", "")])], [built([], before="Only a heading")]])
def test_nothing_said(transcripts):
    """A table of nothing works."""
    table = from_transcripts(transcripts)
    assert table.sentence_turn.size == table.token_term.size == table.vocabulary.size == 0
    assert table.sentence_offset.tolist() == [0]
    assert len(table.turns_frame()) == len(table.turn_speaker)
    assert table.turn_words.sum() == 0


def test_columns_are_read_only(table):
    """No column, given or computed, can be changed; nor does a change to one's own copy reach the table."""
    computed = [table.sentence_speaker, table.sentence_words, table.turn_words, table.token_sentence, table.turn_ms]
    given_columns = [getattr(table, f.name) for f in fields(table)]
    for column in [*computed, *(c for c in given_columns if isinstance(c, np.ndarray)), *table.postings]:
        with pytest.raises(ValueError, match="read-only"):
            column[0] = column[-1]


WORDS = st.sampled_from(
    ["war", "peace", "the", "U.S.", "Mr.", "it's", "it’s", "Why?", "End.", "(sigh)", "\n\n", "5.5", "日本"]
)
TURNS = st.tuples(st.sampled_from(["ANN", "BOB", "Q"]), st.lists(WORDS, max_size=8).map(" ".join))
TALKS = st.lists(st.lists(TURNS, max_size=4), max_size=3)


@given(TALKS)
def test_words_of_turns_are_those_of_their_text(talks):
    """Every turn has the words of its speech text, every word lies in its sentence and every sentence in its turn."""
    transcripts = [built(talk) for talk in talks]
    table = from_transcripts(transcripts)
    assert table.sentence_offset[-1] == len(table.token_term)
    turn = 0
    for transcript in transcripts:
        for number in range(len(transcript.turns)):
            alone = tokenize(speech_text(transcript, number))
            first, last = table.sentence_offset[table.turn_offset[turn : turn + 2]]
            said = table.vocabulary[table.token_term[first:last]]
            assert Counter(said) == Counter(alone.vocabulary[alone.term])
            turn += 1
    sentence = table.token_sentence
    assert (table.token_start >= table.sentence_start[sentence]).all()
    assert (table.token_end <= table.sentence_end[sentence]).all()
    assert (table.sentence_start >= table.turn_start[table.sentence_turn]).all()
    assert (table.sentence_end <= table.turn_end[table.sentence_turn]).all()
    assert (np.diff(table.sentence_turn) >= 0).all()
