"""A visitor's panels are drawn again only when what they look at has changed, and those out of sight on demand."""

import pytest

from components.drawn import FIRST, Drawn, wanted_by
from components.panel import PANELS
from components.state import Reading, State
from onrecord.selection import Selection
from tests.documents import made

TALK = [("ANN", "Tariffs hurt France. Tariffs hurt all."), ("BOB", "Is the budget safe? I thank Ann.")]
ANN = Selection().replaced("speakers", [(("speaker", "ANN"),)])


def keys(messages, *, later):
    return [told["key"] for told in messages if bool(told.get("later")) == later]


def test_panels_out_of_sight_wait_until_they_are_asked_for():
    """What waits holds its title alone; the next answer holds all, those in sight as they were."""
    drawn, document = Drawn(), made(TALK)
    first = drawn.messages(document, State(), FIRST)
    assert keys(first, later=False) == [key for key in PANELS if key in FIRST]
    assert all(set(told) == {"key", "title", "wide", "later"} for told in first if told.get("later"))
    rest = drawn.messages(document, State())
    assert keys(rest, later=False) == list(PANELS)
    assert all(told is before for told, before in zip(rest, first, strict=True) if not before.get("later"))


def test_what_a_panel_does_not_look_at_draws_it_not_again():
    """Neither the reader nor another panel's table; its own table does."""
    drawn, document = Drawn(), made(TALK)
    before = drawn.messages(document, State())
    after = drawn.messages(document, State(reading=Reading(whole=True), tables=frozenset(["speakers"])), ())
    assert keys(after, later=True) == ["speakers"]
    assert all(told is was for told, was in zip(after, before, strict=True) if told["key"] != "speakers")


def test_an_option_draws_its_own_panel_again():
    drawn, document = Drawn(), made(TALK)
    drawn.messages(document, State())
    changed = drawn.messages(document, State(options={("speakers", "measure"): "turns"}), ())
    assert keys(changed, later=True) == ["speakers"]


def test_stop_words_draw_again_every_panel_that_might_leave_them_out():
    drawn, document = Drawn(), made(TALK)
    drawn.messages(document, State())
    assert "keywords" in keys(drawn.messages(document, State(options={("keywords", "own"): "tariffs"}), ()), later=True)


def test_a_selection_and_another_document_change_every_panel():
    drawn, document = Drawn(), made(TALK)
    drawn.messages(document, State())
    assert keys(drawn.messages(document, State(ANN), ()), later=True) == list(PANELS)
    drawn.messages(document, State(ANN))
    assert keys(drawn.messages(made(TALK), State(ANN), ()), later=True) == list(PANELS)


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        ({"kind": "select", "seen": ["topics"]}, ["topics"]),
        ({"kind": "rest", "seen": ["topics"]}, None),
        ({"kind": "select"}, None),
        ({"kind": "select", "seen": "topics"}, None),
    ],
)
def test_the_answer_holds_what_was_in_sight(event, wanted):
    assert wanted_by(event) == wanted
