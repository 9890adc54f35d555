"""Recurrence and uptake: against scikit-learn's TF-IDF, and recounted in plain Python."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from onrecord.recurrence import MOST_STRETCHES, recurrence_matrix
from onrecord.stats.recurrence import COLUMNS, LEAST_WORDS, recurrence
from onrecord.stats.uptake import COLUMNS as UPTAKE_COLUMNS
from onrecord.stats.uptake import uptake
from onrecord.table import from_transcripts
from tests.builders import built

WORDS = ["harbour", "bridge", "storm", "winter", "tram", "roof", "zinc", "boat", "ferry", "island"]
STOPS = ["the", "of", "and", "to", "it", "is", "that", "was", "we", "in"]
SPEECH = st.lists(st.sampled_from(WORDS + STOPS), max_size=14).map(" ".join)
TALKS = st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "CAL"]), SPEECH), max_size=9)


def table_of(*talks):
    """One transcript a talk, with enough stop words at its end for the text to be English."""
    return from_transcripts([built([*talk, ("READER", " ".join(STOPS * 20) + ".")]) for talk in talks])


def everything(table):
    return np.ones(table.sentence_turn.size, np.bool_)


def content(speech):
    return [word for word in speech.split() if word in WORDS]


@given(TALKS)
@settings(max_examples=60, deadline=None)
def test_the_matrix_is_that_of_scikit_learn(talk):
    """Each turn with a content word is a row, and the cosines are scikit-learn's."""
    table = table_of(talk)
    stretches, matrix = recurrence_matrix(table, everything(table))
    told = [i for i, (_, speech) in enumerate(talk) if content(speech)]
    assert stretches.first_turn.tolist() == stretches.last_turn.tolist() == told
    assert stretches.n_words.tolist() == [len(content(talk[i][1])) for i in told]
    assert [f"{['ANN', 'BOB', 'CAL'][['ANN', 'BOB', 'CAL'].index(talk[i][0])]}" for i in told] == [
        talk[i][0] for i in told
    ]
    if told:
        theirs = TfidfVectorizer(vocabulary=WORDS).fit_transform([" ".join(content(talk[i][1])) for i in told])
        np.testing.assert_allclose(matrix, (theirs @ theirs.T).toarray(), atol=1e-6)


def test_long_talks_are_joined_into_stretches():
    """More turns than the matrix has rows become stretches of turns in a row, of about as many words each."""
    talk = [("ANN" if i % 3 else "BOB", " ".join(WORDS[: 1 + i % 7] + STOPS)) for i in range(1000)]
    table = table_of(talk)
    stretches, matrix = recurrence_matrix(table, everything(table))
    assert MOST_STRETCHES // 2 < len(stretches) <= MOST_STRETCHES
    assert matrix.shape == (len(stretches), len(stretches))
    assert stretches.first_turn[0] == 0
    assert stretches.last_turn[-1] == 999
    assert (stretches.first_turn[1:] == stretches.last_turn[:-1] + 1).all()
    assert stretches.n_words.sum() == sum(1 + i % 7 for i in range(1000))
    assert stretches.n_words.max() <= 2 * stretches.n_words.mean()
    for first, last, code in zip(stretches.first_turn, stretches.last_turn, stretches.speaker, strict=True):
        said = Counter()
        for name, speech in talk[first : last + 1]:
            said[name] += len(content(speech))
        assert said[table.speakers[code].name] == max(said.values())


def test_rows_by_hand():
    """The most alike first, both sides named, with the product that gives the similarity and the words behind it."""
    long, other = " ".join(WORDS), " ".join(WORDS[:8])
    talk = [("ANN", f"{long}."), ("BOB", "It is."), ("CAL", f"{other}."), ("ANN", f"{other} boat.")]
    frame = recurrence(table := table_of(talk), everything(table))
    assert frame[["first_turn", "later_first_turn", "speaker", "later_speaker", "is_self"]].to_numpy().tolist() == [
        [2, 3, "CAL", "ANN", False],
        [0, 2, "ANN", "CAL", False],
        [0, 3, "ANN", "ANN", True],
    ]
    for row in frame.to_dict("records"):
        assert row["similarity"] == pytest.approx(row["product"] / (row["norm"] * row["later_norm"]))
        assert set(row["terms"].split(", ")) <= set(WORDS)
    assert frame["n_words"].tolist() == [8, 10, 10]
    assert len(recurrence(table, everything(table), limit=1)) == 1
    short = [("ANN", " ".join(WORDS[: LEAST_WORDS - 1])), ("BOB", " ".join(WORDS[: LEAST_WORDS - 1]))]
    table = table_of(short)
    assert recurrence(table, everything(table)).empty


def test_only_what_is_selected_counts():
    """Turns without a selected sentence are no rows."""
    talk = [("ANN", "harbour bridge. storm winter."), ("BOB", "harbour tram."), ("ANN", "storm roof.")]
    table = table_of(talk)
    stretches, _ = recurrence_matrix(table, table.sentence_speaker == 0)
    assert stretches.first_turn.tolist() == [0, 2]
    nothing = np.zeros(table.sentence_turn.size, np.bool_)
    stretches, matrix = recurrence_matrix(table, nothing)
    assert (len(stretches), matrix.shape) == (0, (0, 0))
    assert tuple(recurrence(table, nothing).columns) == COLUMNS
    assert tuple(uptake(table, nothing).columns) == UPTAKE_COLUMNS
    assert uptake(from_transcripts([]), np.zeros(0, np.bool_)).empty


# --- uptake ----------------------------------------------------------------------------------------------------------


def naive_uptake(*talks):
    """Speaker → the figures, turn by turn."""
    turns = [(number, name, Counter(content(speech))) for number, talk in enumerate(talks) for name, speech in talk]
    turns = [turn for turn in turns if turn[2]]
    rows_with = Counter(word for _, _, counts in turns for word in counts)
    rarity = {word: math.log((1 + len(turns)) / (1 + n)) + 1 for word, n in rows_with.items()}

    def cosine(one, other):
        weight = [{word: n * rarity[word] for word, n in counts.items()} for counts in (one, other)]
        product = sum(value * weight[1].get(word, 0) for word, value in weight[0].items())
        return product / math.prod(math.sqrt(sum(v * v for v in w.values())) for w in weight)

    found = {}
    for i, (number, name, counts) in enumerate(turns):
        row = found.setdefault(name, {"n": 0, "taken": 0, "cosines": [], "chance": [], "own": []})
        before = [turn for turn in turns[:i] if turn[0] == number]
        others = [turn[2] for turn in before if turn[1] != name]
        mine = [turn[2] for turn in before if turn[1] == name]
        if others:
            row["n"] += counts.total()
            row["taken"] += sum(n for word, n in counts.items() if word in others[-1])
            row["cosines"].append(cosine(counts, others[-1]))
            every = [cosine(counts, turn[2]) for turn in turns if turn[0] == number and turn[1] != name]
            row["chance"].append(sum(every) / len(every))
        if mine:
            row["own"].append(cosine(counts, mine[-1]))
    return found


def mean(values):
    return sum(values) / len(values) if values else math.nan


@given(st.lists(TALKS, min_size=1, max_size=2))
@settings(max_examples=80, deadline=None)
def test_uptake_is_that_of_a_recount(talks):
    """Every figure of every speaker, missing ones included, is what counting turn by turn gives."""
    frame = uptake(table := table_of(*talks), everything(table)).set_index("speaker")
    expected = naive_uptake(*talks)
    assert set(frame.index) == set(expected)
    for name, row in expected.items():
        ours = frame.loc[name]
        assert (ours.turns, ours.own_turns) == (len(row["cosines"]), len(row["own"]))
        assert (ours.content_words, ours.taken_up) == (row["n"], row["taken"])
        pairs = [
            (ours.share_taken_up, row["taken"] / row["n"] if row["n"] else math.nan),
            (ours.similarity, mean(row["cosines"])),
            (ours.similarity_by_chance, mean(row["chance"])),
            (ours.own_similarity, mean(row["own"])),
        ]
        for value, right in pairs:
            assert value == pytest.approx(right, nan_ok=True)


def test_uptake_by_hand():
    """Bob takes up two of three words of the turn before; Ann none; a turn of stop words is passed over."""
    talk = [
        ("ANN", "harbour bridge storm."),
        ("CAL", "It is that."),
        ("BOB", "bridge storm tram."),
        ("ANN", "zinc roof."),
    ]
    frame = uptake(table := table_of(talk), everything(table)).set_index("speaker")
    assert frame.loc["BOB", ["turns", "content_words", "taken_up"]].tolist() == [1, 3, 2]
    assert frame.loc["BOB", "share_taken_up"] == pytest.approx(2 / 3)
    assert frame.loc["ANN", ["turns", "content_words", "taken_up", "own_turns"]].tolist() == [1, 2, 0, 1]
    assert "CAL" not in frame.index
