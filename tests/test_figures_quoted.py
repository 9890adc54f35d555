"""Every figure that is quoted, one row each."""

import numpy as np
import pytest

from onrecord.stats.figures_quoted import COLUMNS, figures_quoted
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "We paid $8 billion (applause) for\n96 drones. No more."),
    ("BOB", "It costs 10 to 15 million dollars."),
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built([("Q", "Hm?")], name="one"), built(TALK, name="two", times=[(1000, 5000), None])])


def everything(table):
    return np.ones(table.sentence_turn.size, bool)


def test_figures_by_hand(table):
    """Who quotes what, where it stands in the source, and what it is worth."""
    frame = figures_quoted(table, everything(table))
    assert tuple(frame.columns) == COLUMNS
    assert frame["figure"].tolist() == ["$8 billion", "96 drones", "10 to 15 million dollars"]
    assert frame["name"].tolist() == ["$8 billion", "96 drones", "$10–15 million"]
    assert frame["kind"].tolist() == ["money", "count", "money"]
    assert frame["value"].tolist() == [8e9, 96.0, 10e6]
    assert frame["high"].tolist() == [8e9, 96.0, 15e6]
    assert frame["unit"].tolist() == ["USD", "", "USD"]
    assert frame["counted"].tolist() == ["", "drones", ""]
    assert frame["speaker"].tolist() == ["ANN", "ANN", "BOB"]
    assert frame["transcript"].tolist() == ["two"] * 3
    assert frame["turn"].tolist() == [0, 0, 1]
    assert frame["sentence"].tolist() == [1, 1, 3]
    assert frame["start_ms"].tolist()[:2] == [1000, 1000]
    assert frame["start_ms"].isna().tolist() == [False, False, True]
    text = table.transcripts[1].text
    assert [text[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == frame["figure"].tolist()


def test_the_mask_chooses_sentences(table):
    """Nothing selected gives no row, with the types of an answer."""
    assert figures_quoted(table, table.sentence_speaker == 2)["figure"].tolist() == ["10 to 15 million dollars"]
    none = figures_quoted(table, ~everything(table))
    assert none.dtypes.astype(str).to_dict() == figures_quoted(table, everything(table)).dtypes.astype(str).to_dict()
    nobody = from_transcripts([])
    assert len(figures_quoted(nobody, everything(nobody))) == len(none) == 0
