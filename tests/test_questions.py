"""Who asks: counts and shares by hand."""

import numpy as np
import pytest

from onrecord.stats.questions import COLUMNS, questions
from onrecord.stats.share import share
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [("ANN", "Why? Tell me why. Is it so?"), ("BOB", "No. It is not. “Is it?” he said."), ("ANN", "Really?!")]


def test_by_hand():
    """ANN asks three times in four sentences (Wilson's interval of 3 of 4), BOB's quoted question is none."""
    table = from_transcripts([built(TALK)])
    frame = questions(table, np.ones(len(table.sentence_turn), bool))
    assert tuple(frame.columns) == COLUMNS
    assert frame["questions"].tolist() == [3, 0]
    assert frame["sentences"].tolist() == [4, 3]
    assert frame["share"].tolist() == [0.75, 0]
    # (0.75 + 0.48018 ∓ 1.95996·√(0.046875 + 0.0600228))/1.96036
    assert frame.loc[0, ["share_low", "share_high"]].tolist() == pytest.approx([0.30064, 0.95441], abs=1e-5)
    assert frame.loc[1, "share_low"] == 0
    assert 0.5 < frame.loc[1, "share_high"] < 0.6  # none of three says little


def test_under_a_mask():
    """Only selected sentences count, a share of none is missing, and the count is the one of who spoke how much."""
    table = from_transcripts([built(TALK)])
    mask = np.arange(len(table.sentence_turn)) == 0
    frame = questions(table, mask)
    assert frame["questions"].tolist() == [1, 0] == share(table, mask)["questions"].tolist()
    assert frame.loc[1, ["share", "share_low", "share_high"]].isna().all()
    assert table.is_question.sum() == 3
    nobody = from_transcripts([])
    assert questions(nobody, np.zeros(0, bool)).empty
