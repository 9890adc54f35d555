"""Flow, web and recurrence plot: figures that Plotly knows, names as they stand, marks where the numbers put them."""

import itertools
import json

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.drawn import jsonable
from onrecord.figures.bars import DIMMED
from onrecord.figures.flow import HEIGHT_PX, LINE_PX, apart, flow
from onrecord.figures.matrix import matrix
from onrecord.figures.network import Link, Node
from onrecord.figures.recurrence import Cell, recurrence
from onrecord.figures.web import Point, Tie, web

HOSTILE = "<b>Bold</b> & Co"
ANN, BOB = (("speaker", "Ann"),), (("speaker", "Bob"),)


def valid(figure):
    go.Figure(json.loads(json.dumps(jsonable(figure), allow_nan=False)))
    return figure


def node(name, weight=1.0):
    return Node(name, "#0072B2", (("speaker", name),), weight)


def link(source, target, weight):
    return Link(source, target, weight, (("speaker", str(source)), ("mention", str(target))))


def test_a_flow_by_hand():
    """Two speakers, two targets: 3 + 1 references of the first, 2 of the second; 0.975 of the height for six."""
    figure = valid(
        flow([node("A"), node(HOSTILE)], [node("x"), node("y")], [link(0, 0, 3), link(0, 1, 1), link(1, 1, 2)])
    )
    bands = [trace for trace in figure["data"] if trace.get("fill")]
    assert len(bands) == 2
    one = 0.975 / 6
    assert bands[0]["y"][0] == pytest.approx(0)  # the first link of the first speaker begins at the top …
    assert bands[0]["y"][33] == pytest.approx(3 * one)  # … and is three references thick
    assert bands[1]["y"][0] == pytest.approx(4 * one + 0.025)
    assert bands[1]["y"][16] == pytest.approx(3 * one + 0.025 + one)
    assert figure["data"][-3]["text"][1] == "  &lt;b&gt;Bold&lt;/b&gt; &amp; Co  "


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 99)), max_size=12, unique_by=lambda t: t[:2]
    )
)
def test_bands_fill_their_nodes_and_lie_inside_the_figure(rows):
    """Bands of one node follow each other without a gap or an overlap, on both sides."""
    figure = valid(
        flow([node(str(i)) for i in range(4)], [node(str(i)) for i in range(5)], [link(*row) for row in rows])
    )
    edges = []
    for trace in figure["data"]:
        if trace.get("fill"):
            ys = [y for y in trace["y"] if y is not None]
            edges += [(ys[i], ys[i + 33], ys[i + 16], ys[i + 17]) for i in range(0, len(ys), 34)]
    assert len(edges) == len(rows)
    for top, bottom in ((0, 1), (2, 3)):
        stretches = sorted((edge[top], edge[bottom]) for edge in edges)
        assert all(-1e-9 <= a < b <= 1 + 1e-9 for a, b in stretches)
        assert all(a[1] <= b[0] + 1e-9 for a, b in itertools.pairwise(stretches))
    thick = sorted(round(edge[1] - edge[0], 9) for edge in edges)
    total = sum(row[2] for row in rows)
    assert np.allclose(thick, sorted(0.9 * row[2] / total for row in rows)) if rows else thick == []


@given(st.lists(st.floats(0, 1), max_size=15).map(sorted))
def test_names_beside_a_flow_do_not_lie_upon_each_other(places):
    """They keep their order and stay inside, however thin the nodes are."""
    placed = apart(np.array(places))
    least = min(LINE_PX / HEIGHT_PX, 1 / max(len(places), 1))
    assert all(b - a >= least - 1e-9 for a, b in itertools.pairwise(placed.tolist()))
    assert all(-1e-9 <= y <= 1 + 1e-9 for y in placed)


def test_a_web_by_hand():
    points = [Point("war", 0.1, 0.2, 9, "#000000", ANN, "war: 9"), Point(HOSTILE, 0.9, 0.6, 1, "#111111", BOB, "b")]
    figure = valid(web(points, [Tie(0, 1, 1.0, ANN, "both")], selected=[ANN]))
    line, middle, dots = figure["data"]
    assert (line["x"], line["line"]["width"]) == ([0.1, 0.9, None], 5.0)
    assert (middle["x"], middle["y"], middle["marker"]["size"]) == ([0.5], [0.4], [10])
    assert dots["marker"]["opacity"] == [1.0, DIMMED]
    assert dots["marker"]["size"][0] == 22.0
    assert dots["text"] == ["war", "&lt;b&gt;Bold&lt;/b&gt; &amp; Co"]


def test_a_recurrence_plot_by_hand():
    cell = Cell(2, 0, 0.5, (("sentences", "0,4"),), "turns 1 and 3")
    figure = valid(
        recurrence([cell], ["#111111", "#222222", "#333333"], ["a", "b", HOSTILE], [1, 4, 9], selected=[cell.atom])
    )
    diagonal, marks = figure["data"]
    assert diagonal["x"] == diagonal["y"] == [0, 1, 2]
    assert "customdata" not in diagonal
    assert (marks["x"], marks["y"], marks["customdata"]) == ([0], [2], [[["sentences", "0,4"]]])
    assert marks["marker"]["line"]["width"] == [1.5]
    assert figure["layout"]["xaxis"]["ticktext"] == ["1", "4", "9"]


@pytest.mark.parametrize("figure", [flow([], [], []), web([], []), recurrence([], [], [], [])])
def test_nothing_gives_an_empty_figure(figure):
    assert valid(figure)["layout"]["height"] > 0


def test_a_cell_apart_keeps_its_number_and_has_no_colour():
    values = np.array([[7.0, 2.0], [0.0, 1.5]])
    figure = valid(matrix(["a", "b"], ["A", "B"], values, lambda *_: ANN, unit="references", digits=1, apart={(0, 0)}))
    (cells,) = figure["data"]
    assert cells["z"].tolist() == [[0.0, 2.0], [0.0, 1.5]]
    assert cells["text"] == [["(7.0)", "2.0"], ["", "1.5"]]
    assert cells["zmax"] == 2.0
    assert cells["hovertext"][0][0] == "A → a: 7.0 references"
