"""Figures quoted are listed as they are mentioned: with value, unit, what they count, and as a reader corrects them."""

import numpy as np

from onrecord.corrections import Refers
from onrecord.mentions import find_mentions
from onrecord.stats.figures_quoted import COLUMNS, figures_quoted
from onrecord.table import from_transcripts
from tests.builders import built

TRANSCRIPT = built([("ANN", "We sent 96 drones. It cost $8 billion."), ("BOB", "About 25 percent. And 96 drones.")])
TABLE = from_transcripts([TRANSCRIPT])
ALL = np.ones(4, bool)


def listed(mask=ALL, corrections=()):
    return figures_quoted(TABLE, mask, find_mentions(TABLE, corrections))


def test_figures_by_hand():
    """Value, unit and what is counted, in the order of the text; the same figure has one target."""
    frame = listed()
    columns = ["speaker", "turn", "printed", "kind", "value", "unit", "counted", "sentence"]
    assert frame[columns].to_numpy().tolist() == [
        ["ANN", 0, "96 drones", "count", 96.0, "", "drones", 0],
        ["ANN", 0, "$8 billion", "money", 8e9, "USD", "", 1],
        ["BOB", 1, "25 percent", "percent", 25.0, "%", "", 2],
        ["BOB", 1, "96 drones", "count", 96.0, "", "drones", 3],
    ]
    assert frame["target"].iloc[0] == frame["target"].iloc[3] == "figure:96 drones"
    text = TRANSCRIPT.text
    spans = zip(frame["start"], frame["end"], frame["printed"], strict=True)
    assert all(text[start:end] == printed for start, end, printed in spans)


def test_a_mask_keeps_the_figures_of_its_sentences():
    assert listed(np.array([False, True, False, True]))["printed"].tolist() == ["$8 billion", "96 drones"]


def test_nothing_selected_gives_no_row():
    frame = listed(np.zeros(4, bool))
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS


def test_what_a_reader_corrects_away_is_gone_and_what_a_reader_adds_has_no_value():
    frame = listed(corrections=[Refers("96 drones", ""), Refers("About", "figure:some")])
    assert frame["printed"].tolist() == ["$8 billion", "About", "25 percent"]
    (added,) = frame[frame["printed"] == "About"].itertuples()
    assert (added.figure, added.kind, added.unit) == ("some", "", "")
    assert np.isnan(added.value)
