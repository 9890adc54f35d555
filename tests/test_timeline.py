"""Timeline: a turn is as long as its words or its time, and a stretch brushed selects the turns it touches."""

import numpy as np
import pytest

from components.drawn import view_of
from components.panel import panels
from onrecord.figures.palette import GHOST
from onrecord.figures.timeline import COLUMNS
from onrecord.selection import Selection
from tests.documents import made
from tests.test_panels import SMALL, after_click, document_of, drawn, every_view, marks, n_words


def test_a_turns_length_and_colour_are_its_words():
    """Timeline: a bar is as long as its turn, and has its speaker's colour where anything of it is kept."""
    panel, n_bars = panels()["timeline"], 0
    for _, document, state, where in every_view("timeline"):
        drawing = panel.draw(view_of(panel, document, state))
        for atom, trace, i in marks(drawing.figure):
            alone = document.masks.of(Selection().replaced("timeline", [atom]))
            if not document.transcript.has_times:
                assert trace["x"][i] == n_words(document, alone), where
            kept = n_words(document, document.masks.of(after_click(panel, state, atom)))
            assert drawing.frame["selected_words"].iloc[i] == kept, where
            color = document.colors[document.table.turn_speaker[i]]
            assert trace["marker"]["color"][i] == (color if kept else GHOST), where
            n_bars += 1
    assert n_bars > 100


def test_the_timeline_by_hand():
    drawing = drawn("timeline", made(SMALL))
    own = drawing.figure["data"][0]
    assert (own["base"].tolist(), own["x"].tolist()) == ([0, 6, 15], [6, 9, 3])
    assert own["y"] == ["ANN", "BOB", "ANN"]
    assert drawing.takeaway == "3 of 3 turns; the longest stretch is BOB’s turn 2, 9 words."


def test_a_brushed_stretch_is_drawn_and_dims_what_lies_outside():
    drawing = drawn("timeline", made(SMALL), ("timeline", (("turns", "1-2"),)))
    (shape,) = drawing.figure["layout"]["shapes"]
    assert (shape["x0"], shape["x1"]) == (6, 18)
    outside, first, second = drawing.figure["data"][0]["marker"]["opacity"]
    assert 0 < outside < first == second == 1


def test_the_timeline_counts_minutes_where_the_file_gives_times():
    times = [(0, 30_000), (30_000, 90_000), (90_000, 120_000)]
    figure = drawn("timeline", made(SMALL, times=times)).figure
    assert figure["data"][0]["base"].tolist() == [0, 0.5, 1.5]
    assert figure["data"][0]["x"].tolist() == [0.5, 1, 0.5]
    assert figure["layout"]["xaxis"]["title"]["text"] == "minutes"


def test_turns_without_a_time_stand_where_their_words_do():
    """One that was cut has no time of its own: the axis stays in minutes, and no time is made up for the turn."""
    drawing = drawn("timeline", made(SMALL, times=[(0, None), (None, 90_000), (90_000, 120_000)]))
    assert drawing.figure["data"][0]["base"].tolist() == pytest.approx([0, 0.6, 1.5])
    assert drawing.figure["data"][0]["x"].tolist() == pytest.approx([0.6, 0.9, 0.5])
    assert drawing.frame["start_ms"].isna().tolist() == [False, True, False]
    assert drawing.takeaway.endswith("is BOB’s turn 2, 9 words.")
    seldom = drawn("timeline", made(SMALL, times=[(0, None), None, None])).figure
    assert seldom["layout"]["xaxis"]["title"]["text"] == "words from the beginning"


BRUSHED = [(0.1, 5.9, "0-0"), (5, 7, "0-1"), (6.5, 14, "1-1"), (-5, 99, "0-2"), (17.9, 18, "2-2"), (0, 6, "0-0")]


@pytest.mark.parametrize(("low", "high", "turns"), BRUSHED)
def test_a_brush_selects_the_turns_it_touches(low, high, turns):
    assert panels()["timeline"].brush(made(SMALL), low, high) == (("turns", turns),)


@pytest.mark.parametrize(("low", "high"), [(30, 40), (-9, -1), (-1, 0)])
def test_a_brush_beside_the_turns_selects_none(low, high):
    assert panels()["timeline"].brush(made(SMALL), low, high) is None


def test_a_long_text_is_a_strip_that_keeps_the_masked_words():
    """Each column's part kept, summed over a lane, is what the filtered speaker said."""
    document = document_of("long")
    name = document.by_words[1]
    (trace,) = drawn("timeline", document, ("speakers", (("speaker", name),))).figure["data"]
    assert trace["type"] == "heatmap"
    assert trace["y"] == [*document.by_words[:7], "All others"]
    words = dict(zip(document.whole_share["speaker"], document.whole_share["words"], strict=True))
    words["All others"] = sum(words[other] for other in document.by_words[7:])
    z = np.asarray(trace["z"], dtype=float)
    column = document.table.turn_words.sum() / COLUMNS
    for lane, who in enumerate(trace["y"]):
        parts = z[lane][np.isfinite(z[lane])] - lane - 0.02
        expected = words[who] * (0.12 + (0.84 if who == name else 0))
        assert parts.sum() * column == pytest.approx(expected, rel=2e-3)


def test_a_click_on_the_strip_selects_turns_under_it():
    """The board sends half a column on either side of the click."""
    document = document_of("long")
    end = document.table.turn_words.sum()
    half = end / COLUMNS / 2
    ((field, value),) = panels()["timeline"].brush(document, end / 2 - half, end / 2 + half)
    first, last = map(int, value.split("-"))
    starts = np.cumsum(document.table.turn_words) - document.table.turn_words
    assert field == "turns"
    assert starts[first] < end / 2 + half
    assert starts[last] < end / 2 + half
    assert 0 <= last - first <= 3
