"""Keyword in context: lines by hand, NLTK's ConcordanceIndex as an oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.text import ConcordanceIndex

from onrecord.stats.concordance import COLUMNS, concordance
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "We met the\nPrime Minister (applause) today. The prime, minister!"),
    ("BOB", "Prime minister's day. No minister."),
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built([("Q", "Hm?")], name="one"), built(TALK, name="two")])


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_lines_by_hand(table):
    """Each line is the source, with spaces for line breaks, and never reaches into another's turn or a label."""
    frame = concordance(table, everything(table), "prime minister", context=12)
    assert tuple(frame.columns) == COLUMNS
    assert frame["left"].tolist() == ["We met the ", " today. The ", ""]
    assert frame["match"].tolist() == ["Prime Minister", "prime, minister", "Prime minister's"]
    assert frame["right"].tolist() == [" (applause) ", "!", " day. No min"]
    assert frame["transcript"].tolist() == ["two"] * 3
    assert frame["turn"].tolist() == [0, 0, 1]
    assert frame["speaker"].tolist() == ["ANN", "ANN", "BOB"]
    assert frame["sentence"].tolist() == [1, 2, 3]
    text = table.transcripts[1].text
    assert [text[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == frame["match"].tolist()


def test_mask_limit_and_context(table):
    """The mask, the limit and the context keep what they say."""
    assert len(concordance(table, everything(table), "minister")) == 4
    assert concordance(table, table.sentence_speaker == 2, "minister")["speaker"].tolist() == ["BOB", "BOB"]
    assert len(concordance(table, everything(table), "minister", limit=2)) == 2
    assert concordance(table, everything(table), "minister", context=0)["left"].tolist() == [""] * 4


def test_nothing_found(table):
    """An unknown term, none at all, nothing selected or nothing said gives no row, with the types of an answer."""
    full = concordance(table, everything(table), "minister").dtypes.astype(str).to_dict()
    nobody = from_transcripts([])
    for empty in (
        concordance(table, everything(table), "nowhere"),
        concordance(table, everything(table), " ... "),
        concordance(table, ~everything(table), "minister"),
        concordance(nobody, everything(nobody), "minister"),
    ):
        assert len(empty) == 0
        assert empty.dtypes.astype(str).to_dict() == full


@given(st.lists(st.lists(st.sampled_from(["war", "War.", "peace", "the"]), max_size=8).map(" ".join), max_size=4))
def test_places_are_those_of_nltk(speeches):
    """A word stands where NLTK's ConcordanceIndex of the words has it."""
    table = from_transcripts([built([("A", speech) for speech in speeches])])
    index = ConcordanceIndex(list(table.vocabulary[table.token_term]))
    assert concordance(table, everything(table), "war")["start"].tolist() == (
        table.token_start[index.offsets("war")].tolist() if index.offsets("war") else []
    )
