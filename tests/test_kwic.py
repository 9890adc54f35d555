"""The reader as a concordance: a line for each place that the selection points at."""

from components.message import message
from components.reader import KWIC_LINES
from components.state import Reading, State
from onrecord.selection import Selection
from tests.documents import made

TALK = [
    ("ANN", "Peace at last.\nWe want peace now."),
    ("BOB", "No peace (applause) without trade."),
]


def told(document, term, **reading):
    selection = Selection().replaced("search", [(("term", term),)]) if term else Selection()
    return message(document, State(selection, reading=Reading(**reading)), ack=0, answer=1)["reader"]


def test_lines_by_hand():
    """What stands before and after is the source within the turn, with spaces for line ends."""
    reader = told(made(TALK), "peace", kwic="text")
    assert [(row["kwic"], row["speaker"], row["turn"]) for row in reader["rows"]] == [
        (["", "Peace", " at last. We want peace now."], "ANN", 0),
        (["Peace at last. We want ", "peace", " now."], "ANN", 0),
        (["No ", "peace", " (applause) without trade."], "BOB", 1),
    ]
    assert (reader["kwic"], reader["more"], reader["hits"]) == ("text", False, 0)
    assert reader["head"] == "The whole transcript, 3 sentences, 3 hits"


def test_orders():
    """By what stands before: nothing, "no", "want"; by what follows: "at", "now", "without"."""
    document = made(TALK)
    rows = {order: told(document, "peace", kwic=order)["rows"] for order in ("left", "right", "speaker")}
    assert [row["kwic"][0] for row in rows["left"]] == ["", "No ", "Peace at last. We want "]
    assert [row["kwic"][2].split()[0] for row in rows["right"]] == ["at", "now.", "(applause)"]
    assert [row["speaker"] for row in rows["speaker"]] == ["ANN", "ANN", "BOB"]


def test_topics_and_mentions_have_lines_too():
    document = made([("ANN", "Tariffs hurt France.")])
    selection = Selection().replaced("references", [(("mention", "country:France"),)])
    reader = message(document, State(selection, reading=Reading(kwic="text")), ack=0, answer=1)["reader"]
    assert [row["kwic"] for row in reader["rows"]] == [["Tariffs hurt ", "France", "."]]


def test_nothing_to_show_is_no_line():
    assert told(made(TALK), "", kwic="text")["rows"] == []
    assert told(made(TALK), "zeppelin", kwic="left")["rows"] == []


def test_lines_come_in_windows():
    document = made([("ANN", "war " * (KWIC_LINES + 50))])
    first = told(document, "war", kwic="text")
    assert (len(first["rows"]), first["more"]) == (KWIC_LINES, True)
    second = told(document, "war", kwic="text", window=2)
    assert (len(second["rows"]), second["more"]) == (KWIC_LINES + 50, False)
    assert second["base"] == first["base"] != told(document, "war", kwic="left")["base"]
