"""In a long transcript panels say how far the search for them is, and are drawn when it is done."""

import threading
import time

import pytest

from components import background
from components.background import STEPS, waiting_for
from components.drawn import Drawn
from components.state import State
from tests.documents import made

TALK = [
    ("ANN", "We sent 96 drones to the harbour pilots (inaudible). What do the harbour pilots of Sarn want, Bob?"),
    ("BOB", "The harbour pilots of Sarn want a rest of eleven hours. As you said, we sent drones to the harbour."),
]


@pytest.fixture
def gate(monkeypatch):
    """Every transcript is long, and the last step waits until the test lets it go on."""
    opened = threading.Event()
    monkeypatch.setattr(background, "LONG_WORDS", 1)
    words, find = STEPS["echoes"]
    monkeypatch.setitem(STEPS, "echoes", (words, lambda *of: (opened.wait(20), find(*of))))
    yield opened
    opened.set()


def until(true):
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_short_transcript_is_not_waited_for():
    assert all(waiting_for(made(TALK), step) is None for step in STEPS)


def test_a_panel_waits_for_its_step_and_for_no_other(gate):
    """It says what is being looked for, in one sentence; once done it is drawn and stays."""
    document, drawn = made(TALK), Drawn()
    until(lambda: waiting_for(document, "back") is None)
    told = {panel["key"]: panel for panel in drawn.messages(document, State())}
    assert told["echoes"]["pending"]
    assert told["echoes"]["takeaway"] == "Comparing wordings in 37 words, step 6 of 6; this panel follows."
    assert not told["exchanges"]["pending"]
    assert told["exchanges"]["lines"]
    gate.set()
    until(lambda: waiting_for(document, "echoes") is None)
    again = {panel["key"]: panel for panel in drawn.messages(document, State(), ())}
    assert again["exchanges"] is told["exchanges"]
    assert again["echoes"].get("later"), "what waited is drawn anew"
    (echoes,) = [panel for panel in drawn.messages(document, State()) if panel["key"] == "echoes"]
    assert echoes["lines"]


def test_what_goes_wrong_in_the_background_is_not_waited_for(gate, monkeypatch):
    """The panel then asks for itself, and says what is wrong."""

    def failing(*_of):
        raise MemoryError

    monkeypatch.setitem(STEPS, "gaps", ("Looking for gaps", failing))
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    document = made(TALK)
    until(lambda: waiting_for(document, "echoes") is None)
    assert not gate.is_set()
