"""Reciprocity: mentions between each two speakers, against answers worked out by hand and a recount pair by pair."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.mentions import find_mentions
from onrecord.stats import statistic
from onrecord.stats.reciprocity import COLUMNS, reciprocity
from onrecord.table import from_transcripts
from tests.builders import built

SPEECHES = [
    ("MS. HALE", "Mr. Olin is here. I trust Mr. Olin. Ms. Berg is not. Ms. Hale is my name."),
    ("MR. OLIN", "I thank Ms. Hale."),
    ("MS. BERG", "Chile waits."),
]


def counted(speeches=SPEECHES, mask=None):
    table = from_transcripts([built(speeches)])
    every = np.ones(table.sentence_turn.size, bool)
    return reciprocity(table, every if mask is None else np.array(mask), find_mentions(table))


def test_each_pair_has_its_counts_rates_and_reciprocity():
    """Hale names Olin twice and Olin her once: 2·1/3; Hale names Berg once and Berg nobody: 0. She says 17 words."""
    frame = counted()
    assert tuple(frame.columns) == COLUMNS
    hale, olin, berg = (f"person:{label}" for label, _ in SPEECHES)
    assert frame.to_dict("split", index=False)["data"] == [
        ["MS. HALE", "MR. OLIN", hale, olin, 2, 1, 17, 4, 2000 / 17, 1000 / 4, pytest.approx(2 / 3)],
        ["MS. HALE", "MS. BERG", hale, berg, 1, 0, 17, 2, 1000 / 17, 0.0, 0.0],
    ]


def test_a_selection_counts_its_sentences_alone_and_leaves_a_rate_without_words_missing():
    """With Hale's first sentence alone Olin says nothing: how often he would mention her per 1,000 words is unknown."""
    frame = counted(mask=[True] + [False] * 5)
    assert frame[["a_to_b", "b_to_a", "b_words", "reciprocity"]].to_numpy().tolist() == [[1, 0, 0, 0.0]]
    assert np.isnan(frame["b_to_a_per_1000"][0])


def test_nothing_selected_and_nothing_said_give_no_rows_and_the_same_types():
    full, empty = counted(), counted(mask=[False] * 6)
    none = from_transcripts([])
    assert empty.empty
    assert empty.dtypes.equals(full.dtypes)
    assert reciprocity(none, np.zeros(0, bool), find_mentions(none)).dtypes.equals(full.dtypes)


def test_it_shows_how_it_is_computed():
    """Each computed column's formula takes a row's own numbers."""
    row = counted().iloc[0]
    methods = statistic("reciprocity").methods
    assert methods["reciprocity"].worked.format(**row) == "2·min(2, 1) / (2 + 1) = 0.67"


NAMES = ["MS. HALE", "MR. OLIN", "MS. BERG", "MR. FANE"]
SAID = st.sampled_from(["Ms. Hale left.", "Mr. Olin left.", "Ms. Berg left.", "Mr. Fane left.", "Nobody left."])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.lists(SAID, min_size=1, max_size=4)), min_size=1, max_size=6))
def test_every_pair_is_the_recount(turns):
    """Counted name by name in the sentences as they were said."""
    speeches = [(name, " ".join(said)) for name, said in turns]
    said_by = {}
    for name, said in turns:
        said_by.setdefault(name, []).extend(said)
    expected = {}
    for one, other in combinations(said_by, 2):
        forth = sum(other.title() in sentence for sentence in said_by[one])
        back = sum(one.title() in sentence for sentence in said_by[other])
        if forth + back:
            expected[one, other] = (forth, back, 2 * min(forth, back) / (forth + back))
    frame = counted(speeches)
    columns = (frame[name].tolist() for name in ("a", "b", "a_to_b", "b_to_a", "reciprocity"))
    assert {(a, b): (x, y, r) for a, b, x, y, r in zip(*columns, strict=True)} == expected
