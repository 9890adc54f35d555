"""Every figure is one that Plotly knows, says names as they stand, and shows what it was given."""

import html
import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.drawn import jsonable
from onrecord.figures.bars import DIMMED, Bar, bars
from onrecord.figures.labels import customdata, safe, shortened, width_px
from onrecord.figures.matrix import matrix
from onrecord.figures.network import Link, Node, network
from onrecord.figures.palette import GHOST, OTHERS, SPEAKERS, speaker_colors
from onrecord.figures.timeline import COLUMNS, turn_bars, turn_strip

HOSTILE = "<b>Bold</b> & <script>alert(1)</script>"
ANN, BOB = (("speaker", "Ann"),), (("speaker", "Bob"),)


def valid(figure):
    """The figure as Plotly's own validator takes it, before and after its way through JSON."""
    sent = json.loads(json.dumps(jsonable(figure)))
    for side in (figure, sent):
        go.Figure(side)
    return sent


def texts(value):
    """Every string that Plotly draws in a figure."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [t for key, v in value.items() if key != "customdata" for t in texts(v)]
    return [t for v in value for t in texts(v)] if isinstance(value, (list, tuple)) else []


# --- labels -----------------------------------------------------------------------------------------------------


@given(st.text())
def test_a_safe_text_reads_as_it_was_and_holds_no_markup(text):
    assert "<" not in safe(text)
    assert ">" not in safe(text)
    assert html.unescape(safe(text)) == html.unescape(html.escape(text, quote=False)) == text


SHORTENED = [
    (["Ann", "Bob"], 100, ["Ann", "Bob"]),
    (["A & B"], 100, ["A &amp; B"]),
    (["<i>"], 100, ["&lt;i&gt;"]),
]


@pytest.mark.parametrize(("names", "room", "expected"), SHORTENED)
def test_a_name_that_fits_stands_whole(names, room, expected):
    assert shortened(names, room) == expected


def test_a_long_name_is_cut_in_the_middle():
    """Both ends tell people apart: "AMBASSADOR HUNTSMAN" and "AMBASSADOR HUNTLEY", "DR. LEE" and "MR. LEE"."""
    (short,) = shortened(["AMBASSADOR EXTRAORDINARY HUNTSMAN"], 120)
    head, tail = short.split("…")
    assert "AMBASSADOR EXTRAORDINARY HUNTSMAN".startswith(head)
    assert "AMBASSADOR EXTRAORDINARY HUNTSMAN".endswith(tail)
    assert len(head) >= 4
    assert len(tail) >= 6
    assert width_px(short) <= 120


names = st.lists(
    st.text(st.sampled_from("ABmi <&é李") | st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1),
    unique=True,
    max_size=8,
)


@given(names, st.sampled_from([60, 110, 140]))
def test_different_names_stay_different(names, room):
    short = shortened(names, room)
    assert len(set(short)) == len(names)


@given(st.text(alphabet="abcdefgh ", min_size=30, max_size=60), st.text(alphabet="abcdefgh ", min_size=30, max_size=60))
def test_names_that_are_cut_alike_are_told_apart(first, second):
    """The same beginning and end, another middle."""
    names = [f"Deputy Secretary {first} of Northern Valdoria", f"Deputy Secretary {second} of Northern Valdoria"]
    short = shortened(names, 140)
    assert (short[0] == short[1]) == (first == second)
    assert all(width_px(html.unescape(text)) <= 150 for text in short)


# --- palette ----------------------------------------------------------------------------------------------------


def test_the_eight_who_say_most_have_their_own_colours_and_the_rest_are_grey():
    colors = speaker_colors([5, 100, 7, 6, 90, 80, 70, 60, 50, 40])
    assert colors[1] == SPEAKERS[0]
    assert colors[4] == SPEAKERS[1]
    assert colors[2] == SPEAKERS[7]
    assert (colors[0], colors[3]) == (OTHERS, OTHERS)
    assert len({*colors}) == 9


def test_colours_of_nobody():
    assert speaker_colors([]) == []


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("page", ["#FFFFFF", "#14171A"])
@pytest.mark.parametrize("color", [*SPEAKERS, OTHERS])
def test_a_speakers_colour_stands_out_on_either_page(color, page):
    """WCAG 2.1, 1.4.11: a graphic needs 3:1 against what lies beside it."""
    light, dark = sorted([luminance(color), luminance(page)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


# --- bars -------------------------------------------------------------------------------------------------------

ROWS = [
    Bar("Ann", 30, 60, "30", "#0072B2", ANN),
    Bar("Bob", 0, 40, "0", "#D55E00", BOB, hover="Bob: nothing"),
]


def test_bars_show_the_selection_before_the_whole():
    ghost, own = valid(bars(ROWS))["data"]
    assert (ghost["x"], own["x"]) == ([60, 40], [30, 0])
    assert ghost["marker"]["color"] == GHOST
    assert own["marker"]["color"] == ["#0072B2", "#D55E00"]
    assert own["y"] == ghost["y"] == ["Ann", "Bob"]
    assert own["customdata"] == ghost["customdata"] == [[["speaker", "Ann"]], [["speaker", "Bob"]]]
    assert own["hovertext"] == ["Ann: 30", "Bob: nothing"]


def test_each_bar_bears_its_number_once():
    """At the end of the longer one of bar and ghost."""
    ghost, own = bars([*ROWS, Bar("Cy", 9, 4, "9", "#000000", ANN)])["data"]
    assert [g + o for g, o in zip(ghost["text"], own["text"], strict=True)] == ["30", "0", "9"]
    assert ghost["text"] == ["30", "0", ""]


def test_the_selected_bar_is_at_full_strength_and_bold():
    figure = bars(ROWS, selected=[BOB])
    assert figure["data"][1]["marker"]["opacity"] == [DIMMED, 1.0]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Ann", "<b>Bob</b>"]


def test_without_a_selection_all_bars_are_at_full_strength():
    assert bars(ROWS)["data"][1]["marker"]["opacity"] == [1.0, 1.0]


def test_the_axis_holds_the_longest_bar_and_its_number():
    low, high = bars(ROWS, room=1.5)["layout"]["xaxis"]["range"]
    assert (low, high) == (0, 90)


# --- matrix -----------------------------------------------------------------------------------------------------


def cell(r, c):
    return (("speaker", "xy"[c]), ("topic", "AB"[r]))


def test_a_matrix_shows_its_values_and_leaves_nought_blank():
    figure = valid(matrix(["A", "B"], ["x", "y"], np.array([[3, 0], [1200, 2]]), cell, unit="sentences"))
    (trace,) = figure["data"]
    assert trace["z"] == [[3, 0], [1200, 2]]
    assert trace["text"] == [["3", ""], ["1,200", "2"]]
    assert trace["customdata"][1][0] == [["speaker", "x"], ["topic", "B"]]
    assert trace["hovertext"][1][0] == "x → B: 1,200 sentences"
    assert figure["layout"]["shapes"] == []


def test_selected_cells_are_ringed_and_a_selected_row_is_ringed_whole():
    values = np.ones((2, 2))
    one = matrix(["A", "B"], ["x", "y"], values, cell, selected=[cell(1, 0)], unit="u")["layout"]["shapes"]
    assert [(s["x0"], s["x1"], s["y0"], s["y1"]) for s in one] == [(-0.5, 0.5, 0.5, 1.5)]
    row = matrix(["A", "B"], ["x", "y"], values, cell, selected=[(("topic", "B"),)], unit="u")["layout"]["shapes"]
    assert [(s["x0"], s["y0"]) for s in row] == [(-0.5, 0.5), (0.5, 0.5)]


# --- network ----------------------------------------------------------------------------------------------------


def test_a_network_has_a_node_for_each_name_and_a_handle_for_each_link():
    left = [Node("Ann", "#0072B2", ANN, 5), Node("Bob", "#D55E00", BOB, 1)]
    right = [Node("France", "#888888", (("mention", "country:France"),), 6)]
    links = [Link(0, 0, 5, (*ANN, *right[0].atom)), Link(1, 0, 1, (*BOB, *right[0].atom))]
    figure = valid(network(left, right, links, selected=[links[0].atom]))
    *lines, handles, names_left, names_right = figure["data"]
    assert len(lines) == 2
    assert lines[0]["line"]["width"] > lines[1]["line"]["width"]
    assert [h[1][1] for h in handles["customdata"]] == ["country:France", "country:France"]
    assert handles["hovertext"] == ["Ann → France: 5", "Bob → France: 1"]
    assert handles["marker"]["size"][0] > handles["marker"]["size"][1]
    assert names_left["customdata"] == [[["speaker", "Ann"]], [["speaker", "Bob"]]]
    assert names_right["hovertext"] == ["France: 6 references"]


# --- timeline ---------------------------------------------------------------------------------------------------

LANE = np.array([0, 1, 0])
LENGTH = np.array([10.0, 5.0, 20.0])
START = np.array([0.0, 10.0, 15.0])


def test_a_bar_for_each_turn_where_it_stands():
    figure = valid(
        turn_bars(
            ["Ann", "Bob"], LANE, START, LENGTH, np.array([1, 0, 0.5]), ["#0072B2", "#D55E00"],
            ["one", "two", "three"], unit="words", brushed=(10.0, 35.0),
        )
    )  # fmt: skip
    (own,) = figure["data"]
    assert own["base"] == [0, 10, 15]
    assert own["x"] == [10, 5, 20]
    assert own["y"] == ["Ann", "Bob", "Ann"]
    assert own["marker"] == {"color": ["#0072B2", GHOST, "#0072B2"], "opacity": [1, 1, 0.5]}
    assert own["customdata"] == [[["turns", f"{i}-{i}"]] for i in range(3)]
    assert [(s["x0"], s["x1"]) for s in figure["layout"]["shapes"]] == [(10, 35)]
    assert figure["layout"]["xaxis"]["range"] == [0, 35]


turns = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 400), st.integers(0, 4)), min_size=1, max_size=60)


@given(turns)
def test_the_strip_loses_no_word_and_adds_none(drawn):
    """What lies in a lane's columns, spoken and kept, sums up to what was spoken and kept."""
    lane, length, kept = (np.array(column) for column in zip(*drawn, strict=True))
    length, strength = length.astype(float), kept / 4
    start = np.cumsum(length) - length
    figure = turn_strip(["a", "b", "c"], lane, start, length, strength, list(SPEAKERS[:3]), unit="words", brushed=None)
    z = np.asarray(figure["data"][0]["z"], dtype=float)
    assert z.shape == (3, COLUMNS)
    column = length.sum() / COLUMNS
    for i in range(3):
        of = lane == i
        # z = lane + 0.02 + 0.12 × part spoken + 0.84 × part kept, blank where nobody of the lane speaks
        parts = z[i][np.isfinite(z[i])] - i - 0.02
        measured = parts.sum() * column
        expected = 0.12 * length[of].sum() + 0.84 * (length * strength)[of].sum()
        assert measured == pytest.approx(expected, rel=1e-3, abs=column * 1e-2)
        assert parts.size == 0 or (parts.min() > -1e-3 and parts.max() < 0.97)


def test_the_strip_puts_a_turn_into_its_columns():
    """240 words, one a column: Ann says the first 60, Bob the rest, of which the last 120 are selected."""
    lane, length = np.array([0, 1, 1]), np.array([60.0, 60.0, 120.0])
    figure = turn_strip(
        ["Ann", "Bob"], lane, np.array([0.0, 60, 120]), length, np.array([0.0, 0, 1]), list(SPEAKERS[:2]),
        unit="words", brushed=None,
    )  # fmt: skip
    valid(figure)
    z = np.asarray(figure["data"][0]["z"], dtype=float)
    assert np.isfinite(z[0]).tolist() == [True] * 60 + [False] * 180
    assert z[0][:60] == pytest.approx(0.14, abs=1e-5)
    assert np.isnan(z[1][:60]).all()
    assert z[1][60:120] == pytest.approx(1.14, abs=1e-5)
    assert z[1][120:] == pytest.approx(1.98, abs=1e-5)


def test_a_strip_stays_in_its_lanes_colours():
    """Colour scale: lane i lies between i and i + 1, and ends in the lane's own colour."""
    figure = turn_strip(
        ["Ann", "Bob"], LANE, START, LENGTH, np.ones(3), ["#0072B2", "#D55E00"], unit="words", brushed=None
    )
    scale = figure["data"][0]["colorscale"]
    assert [stop for stop, _ in scale] == sorted(stop for stop, _ in scale)
    assert scale[-1] == [1.0, "#D55E00"]
    assert scale[1][1] == "#0072B2"
    assert scale[1][0] < scale[2][0] == 0.5


def test_big_arrays_travel_as_bytes_that_plotly_reads():
    figure = turn_strip(["Ann"], np.zeros(1, int), np.zeros(1), np.ones(1), np.ones(1), ["#0072B2"], unit="w",
                        brushed=None)  # fmt: skip
    assert isinstance(jsonable(figure)["data"][0]["z"], list), "240 cells are small"
    figure = turn_strip(["Ann", "Bob", "Cy"], np.array([2]), np.zeros(1), np.ones(1), np.ones(1), list(SPEAKERS[:3]),
                        unit="w", brushed=None)  # fmt: skip
    packed = valid(figure)["data"][0]["z"]
    assert (packed["dtype"], packed["shape"]) == ("f4", "3, 240")


# --- all of them ------------------------------------------------------------------------------------------------


def empty_figures():
    none = np.zeros(0)
    yield bars([])
    yield matrix([], [], np.zeros((0, 0)), cell, unit="u")
    yield matrix(["A"], [], np.zeros((1, 0)), cell, unit="u")
    yield network([], [], [])
    yield network([Node("Ann", "#0072B2", ANN, 0)], [], [])
    yield turn_bars([], none.astype(int), none, none, none, [], [], unit="words", brushed=None)
    yield turn_bars(["Ann"], np.zeros(1, int), np.zeros(1), np.zeros(1), np.zeros(1), ["#0072B2"], ["one"], unit="w",
                    brushed=None)  # fmt: skip
    yield turn_strip(["Ann"], np.zeros(2, int), np.zeros(2), np.zeros(2), np.zeros(2), ["#0072B2"], unit="words",
                     brushed=None)  # fmt: skip


@pytest.mark.parametrize("number", range(8))
def test_a_figure_of_nothing_is_a_figure(number):
    figure = valid(list(empty_figures())[number])
    assert figure["layout"]["height"] > 0


def hostile_figures():
    atom = (("speaker", HOSTILE),)
    yield bars([Bar(HOSTILE, 1, 2, HOSTILE, "#0072B2", atom, hover=HOSTILE)], selected=[atom])
    yield matrix([HOSTILE], [HOSTILE], np.ones((1, 1)), lambda _r, _c: atom, selected=[atom], unit="u")
    yield network(
        [Node(HOSTILE, "#0072B2", atom, 1)], [Node(HOSTILE, "#0072B2", atom, 1)], [Link(0, 0, 1, atom)], selected=[atom]
    )
    one = np.ones(1)
    yield turn_bars([HOSTILE], np.zeros(1, int), one, one, one, ["#0072B2"], [HOSTILE], unit="w", brushed=None)
    yield turn_strip([HOSTILE], np.zeros(1, int), one, one, one, ["#0072B2"], unit="w", brushed=None)


@pytest.mark.parametrize("number", range(5))
def test_no_name_becomes_markup(number):
    """Of all that a figure shows, nothing is a tag but our own bold and Plotly's empty ``extra``."""
    figure = valid(list(hostile_figures())[number])
    shown = texts(figure)
    assert any("&lt;script&gt;" in text or "&lt;" in text for text in shown)
    for text in shown:
        left = re.sub(r"^<b>(.*)</b>$", r"\1", text.replace("<extra></extra>", ""), flags=re.DOTALL)
        assert "<" not in left, text


@pytest.mark.parametrize("number", range(3))
def test_atoms_travel_as_they_are(number):
    """What a click sends back is the name itself, not its escaped form."""
    sent = json.dumps(valid(list(hostile_figures())[number]))
    assert json.dumps(customdata((("speaker", HOSTILE),))) in sent
