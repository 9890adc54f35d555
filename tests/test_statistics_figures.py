"""Intervals, two sides, strips and the floor: what is drawn is what was given."""

import numpy as np
import pytest

from onrecord.figures.bars import DIMMED, Bar, bars
from onrecord.figures.facing import PALE, Side, facing
from onrecord.figures.floor import floor
from onrecord.figures.strip import COLUMNS as STRIP_COLUMNS
from onrecord.figures.strip import MAX_TICKS, Row, strip
from tests.test_figures import ANN, BOB, HOSTILE, texts, valid


def test_an_interval_is_a_whisker_and_the_number_stands_beyond_it():
    rows = [Bar("a", 5, 2, "5", "#000", ANN, low=3, high=9), Bar("b", 1, 8, "1", "#000", BOB)]
    figure = valid(bars(rows))
    _, own, numbers = figure["data"]
    assert own["error_x"]["array"] == [4, 0]
    assert own["error_x"]["arrayminus"] == [2, 0]
    assert numbers["x"] == [9, 8]
    assert [text.strip() for text in numbers["text"]] == ["5", "1"]
    assert figure["layout"]["xaxis"]["range"][1] > 9


def test_without_intervals_bars_are_two_traces():
    assert len(bars([Bar("a", 5, 2, "5", "#000", ANN)])["data"]) == 2


def sides(n, *, sure=True):
    return [Side(f"{HOSTILE} {i}", 3 - i / 10, 1.0, 5.0, (("term", str(i)),), HOSTILE, sure=sure) for i in range(n)]


def test_two_sides_grow_from_the_middle_and_bear_their_own_names():
    figure = valid(facing(sides(3), sides(5), ("theirs", "mine"), ("#111111", "#222222")))
    left, right = figure["data"]
    assert left["x"] == [-3, -2.9, -2.8]
    assert right["x"] == [3, 2.9, 2.8, 2.7, 2.6]
    assert left["error_x"]["array"] == pytest.approx([2, 1.9, 1.8])  # towards the middle
    assert left["error_x"]["arrayminus"] == pytest.approx([2, 2.1, 2.2])
    assert right["error_x"]["array"] == pytest.approx([2, 2.1, 2.2, 2.3, 2.4])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low == -high < -5
    assert len(figure["layout"]["yaxis"]["tickvals"]) == 3
    assert len(figure["layout"]["yaxis2"]["tickvals"]) == 5
    assert not any("<script>" in text for text in texts(figure))


def test_what_is_unsure_is_pale_and_what_is_selected_strong():
    figure = facing([], [*sides(1), *sides(2, sure=False)[1:]], ("", ""), ("#1", "#2"))
    assert figure["data"][1]["marker"]["opacity"] == [1.0, PALE]
    chosen = facing([], sides(2), ("", ""), ("#1", "#2"), selected=[(("term", "1"),)])
    assert chosen["data"][1]["marker"]["opacity"] == [DIMMED, 1.0]


def test_a_strip_has_a_tick_for_each_place_until_there_are_too_many():
    few = [Row(HOSTILE, np.array([1.0, 5.0]), "DP 0.1", ANN, HOSTILE), Row("b", np.array([9.0]), "DP 0.9", BOB, "b")]
    figure = valid(strip(few, 10))
    assert [trace["x"] for trace in figure["data"]] == [[1, 5], [9]]
    assert [annotation["text"] for annotation in figure["layout"]["annotations"]] == ["DP 0.1", "DP 0.9"]
    many = [Row("a", np.arange(MAX_TICKS + 1, dtype=float), "", ANN, "a"), few[1]]
    (columns,) = valid(strip(many, MAX_TICKS + 1))["data"]
    assert np.shape(columns["customdata"])[:2] == (2, STRIP_COLUMNS)
    valid(strip([], 0))


def test_the_floor_is_stacked_shares():
    shares = np.array([[0.2, 0.5], [0.8, 0.5]])
    drawn = floor(
        [HOSTILE, "b"], ["#111111", "#222222"], np.array([0.0, 1.0]), shares, unit="x", end=2.0, brushed=(0.5, 1.0)
    )
    figure = valid(drawn)
    assert [trace["y"] for trace in figure["data"]] == [[0.2, 0.5], [0.8, 0.5]]
    assert len({trace["stackgroup"] for trace in figure["data"]}) == 1
    assert figure["layout"]["shapes"][0]["x0"] == 0.5
    assert not any("<script>" in text for text in texts(figure))
