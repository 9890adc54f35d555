"""Readability: published worked examples, LIX counted by hand, a naive recount, and where there is no score."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.methods import worked
from onrecord.stats.readability import COLUMNS, METHODS, readability
from onrecord.syllables import syllables
from onrecord.table import from_transcripts
from tests.builders import built

# Sentences whose scores are printed in Wikipedia's "Flesch–Kincaid readability tests": 6 words of 6 syllables, 13 of
# 24, 16 of 23.
CAT = "The cat sat on the mat. "
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature. "
POINT = "This sentence, taken as a reading passage unto itself, is being used to prove a point. "


def table_of(*speeches):
    return from_transcripts([built([(f"S{number}", speech) for number, speech in enumerate(speeches)])])


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


@pytest.mark.parametrize(
    ("sentence", "words", "spoken", "ease", "grade"),
    [(CAT, 6, 6, 116, -1.45), (PLATYPUS, 13, 24, 37.5, None), (POINT, 16, 23, 69, None)],
)
def test_published_examples(sentence, words, spoken, ease, grade):
    """Said often enough to be scored, each sentence has the score that is printed for it."""
    table = table_of(sentence * 20)
    row = readability(table, everything(table), language="en").iloc[0]
    assert (row["sentences"], row["words"], row["syllables"]) == (20, 20 * words, 20 * spoken)
    assert row["words_per_sentence"] == words
    assert row["reading_ease"] == pytest.approx(ease, abs=0.5)
    assert row["grade"] == pytest.approx(0.39 * words + 11.8 * spoken / words - 15.59)
    if grade is not None:
        assert row["grade"] == pytest.approx(grade)


def test_lix_by_hand():
    """LIX is words per sentence and long words per 100 words: 13 + 100·4/13, with Australian, platypus, seemingly, …"""
    table = table_of(PLATYPUS * 10)
    row = readability(table, everything(table), language="en").iloc[0]
    assert row["long_words"] == 50  # Australian, platypus, seemingly, reptilian, creature
    assert row["lix"] == pytest.approx(13 + 500 / 13)
    assert row["letters"] == 10 * (3 + 10 + 8 + 2 + 9 + 1 + 6 + 2 + 1 + 6 + 3 + 9 + 8)
    assert row["letters_per_word"] == pytest.approx(68 / 13)


def test_long_words_have_more_than_six_letters():
    """Six letters are short, seven long; apostrophes, hyphens and digits are no letters."""
    table = table_of("finish finishe doesn't x-rayed covid-19 wouldn't've")
    row = readability(table, everything(table), language="en").iloc[0]
    assert row["long_words"] == 2  # finishe, wouldn't've
    assert row["letters"] == 6 + 7 + 6 + 6 + 5 + 9


def test_too_little_text_has_no_score():
    """99 words, or two sentences, are too few; counts and means are there all the same."""
    ninety_nine = "word " * 33 + ". " + "Word " * 33 + ". " + "Word " * 33 + "."
    a_hundred = ninety_nine + " word"
    table = table_of(ninety_nine, a_hundred, "word " * 60 + ". " + "Word " * 60 + ".", "")
    frame = readability(table, everything(table), language="en")
    assert frame["words"].tolist() == [99, 100, 120, 0]
    assert frame["sentences"].tolist() == [3, 3, 2, 0]
    for column in ("lix", "reading_ease", "grade"):
        assert frame[column].notna().tolist() == [False, True, False, False]
    for column in ("words_per_sentence", "letters_per_word", "syllables_per_word"):
        assert frame[column].notna().tolist() == [True, True, True, False]
    assert tuple(frame.columns) == COLUMNS


@pytest.mark.parametrize(("language", "scored"), [("en", True), ("de", False), ("", False)])
def test_flesch_is_for_english(language, scored):
    """LIX is there in every language, Flesch's scores and syllables in English alone; "" is the language detected."""
    table = table_of("Wir sprechen heute und nicht morgen über das Land und die Leute. " * 20)
    row = readability(table, everything(table), language=language).iloc[0]
    assert row["lix"] > 0
    assert [bool(row.notna()[c]) for c in ("syllables", "syllables_per_word", "reading_ease", "grade")] == [scored] * 4


def test_scripts_without_spaces_have_no_words():
    """Where a word is a character nothing that counts words is told; a foreign name in other talk does no harm."""
    table = table_of("今天我们讨论的提案非常重要。" * 20, (CAT * 20 + "中文。"))
    frame = readability(table, everything(table), language="en")
    for column in ("words_per_sentence", "letters_per_word", "lix", "reading_ease", "grade", "syllables", "long_words"):
        assert frame[column].notna().tolist() == [False, True]


def test_a_number_in_its_own_numbers():
    """The worked formula of a row comes to the row's own number."""
    table = table_of(PLATYPUS * 10)
    row = readability(table, everything(table), language="en").iloc[0].to_dict()
    assert worked(METHODS["lix"], row) == "130/10 + 100·50/130 = 51.5"
    assert worked(METHODS["reading_ease"], row) == "206.835 − 1.015·130/10 − 84.6·240/130 = 37.5"


SPEECH = st.lists(
    st.sampled_from(["war", "negotiations", "the", "U.S.", "no.", "Really?", "(sigh)", "10"]), max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), SPEECH.map(" ".join)), max_size=4), st.randoms())
def test_counts_are_a_naive_recount(talk, random):
    """Under any mask a speaker's counts are those of the words one by one."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.5 for _ in table.sentence_turn], bool)
    frame = readability(table, mask, language="en")
    for speaker, row in enumerate(frame.itertuples()):
        said = [
            str(table.vocabulary[term])
            for term, sentence in zip(table.token_term, table.token_sentence, strict=True)
            if mask[sentence] and table.sentence_speaker[sentence] == speaker
        ]
        assert row.words == len(said)
        assert row.letters == sum(letter.isalpha() for term in said for letter in term)
        assert row.long_words == sum(sum(map(str.isalpha, term)) > 6 for term in said)
        assert row.syllables == sum(map(syllables, said))
