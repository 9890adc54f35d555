"""Every gesture changes the state by rules, whatever a browser sends."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.panel import panels
from components.state import KWIC_ORDERS, Reading, State, after, with_names
from onrecord.selection import Clause, Selection
from tests.documents import sample

ANN = [["speaker", "MS. OKONJO"]]


@pytest.fixture(scope="module")
def document():
    return sample("press-briefing.txt")


def clicked(panel, atom, **more):
    return {"seq": 1, "kind": "select", "panel": panel, "atom": atom, **more}


def test_a_click_becomes_a_clause_of_its_panel(document):
    state = after(State(), clicked("speakers", ANN), document)
    assert state.selection == Selection((Clause("speakers", ((("speaker", "MS. OKONJO"),),)),))


def test_a_second_click_on_the_same_mark_removes_the_clause(document):
    state = after(after(State(), clicked("speakers", ANN), document), clicked("speakers", ANN), document)
    assert state.selection == Selection()


def test_a_brush_selects_the_turns_it_touches(document):
    words = document.table.turn_words
    state = after(
        State(), {"kind": "brush", "panel": "timeline", "x": [words[0] + 0.5, words[:2].sum() + 0.5]}, document
    )
    assert state.selection.of("timeline") == ((("turns", "1-2"),),)


def test_a_search_is_one_clause_and_an_empty_search_is_none(document):
    state = after(State(), {"kind": "search", "value": "  energy   prices "}, document)
    assert state.selection.of("search") == ((("term", "energy prices"),),)
    assert after(state, {"kind": "search", "value": " "}, document).selection == Selection()


def test_clear_removes_one_atom_one_clause_or_everything(document):
    state = State(
        Selection()
        .replaced("speakers", [(("speaker", "A"),), (("speaker", "B"),)])
        .replaced("search", [(("term", "x"),)])
    )
    one = after(state, {"kind": "clear", "panel": "speakers", "atom": [["speaker", "A"]]}, document)
    assert one.selection.of("speakers") == ((("speaker", "B"),),)
    assert after(state, {"kind": "clear", "panel": "speakers"}, document).selection.of("speakers") == ()
    assert after(state, {"kind": "clear", "panel": "*"}, document).selection == Selection()


def test_a_choice_is_kept_only_when_the_panel_offers_it(document):
    state = after(State(), {"kind": "option", "panel": "keywords", "name": "unit", "value": "phrases"}, document)
    assert state.options == {("keywords", "unit"): "phrases"}
    assert after(State(), {"kind": "option", "panel": "keywords", "name": "unit", "value": "cats"}, document) == State()


def test_a_new_selection_brings_the_reader_back_to_its_first_sentence(document):
    state = State(reading=Reading(whole=True, at=9, window=4))
    assert after(state, clicked("speakers", ANN), document).reading == Reading(whole=True, at=0, window=1)


def test_the_address_brings_the_view_back(document):
    state = State()
    for event in (
        clicked("speakers", ANN),
        clicked("topics", [["speaker", "Q"], ["topic", "Energy | oil: & gas"]]),
        {"kind": "option", "panel": "references", "name": "view", "value": "network"},
        {"kind": "reader", "name": "whole", "value": True},
    ):
        state = after(state, event, document)
    assert State.from_params(state.to_params()) == state


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
events = st.fixed_dictionaries(
    {"kind": st.sampled_from(["select", "brush", "search", "clear", "option", "table", "csv", "reader", "?"]) | junk},
    optional={
        "panel": st.sampled_from(["speakers", "timeline", "topics", "search", "*"]) | junk,
        "atom": junk | st.just(ANN),
        "x": junk | st.lists(st.floats(), min_size=2, max_size=2),
        "name": st.sampled_from(["whole", "more", "jump", "expand", "unit"]) | junk,
        "value": junk,
        "seq": junk,
        "add": junk,
    },
)


@given(st.lists(events, max_size=5))
def test_no_message_from_a_browser_can_break_the_state(document, sent):
    state = State()
    for event in sent:
        state = after(state, event, document)
    json.dumps(state.to_params())
    assert State.from_params(state.to_params()).selection == state.selection


def test_what_a_person_writes_into_an_entry_is_kept_and_spelled_by_the_address(document):
    """Own stop words are free text; a choice takes only what it offers."""
    state = after(
        State(), {"kind": "option", "panel": "keywords", "name": "own", "value": "budget, assembly"}, document
    )
    assert state.options["keywords", "own"] == "budget, assembly"
    assert State.from_params(state.to_params()).options == state.options
    assert after(state, {"kind": "option", "panel": "keywords", "name": "own", "value": "x" * 5000}, document) == state
    assert after(state, {"kind": "option", "panel": "keywords", "name": "show", "value": "louder"}, document) == state


def test_what_the_document_does_not_offer_falls_back_to_the_default(document):
    """A link made on another transcript may name a speaker who is not in this one."""
    panel = panels()["keywords"]
    assert panel.options({("keywords", "of"): "speaker:NOBODY"}, document)["of"] == "selection"
    assert panel.options({("keywords", "of"): "speaker:MS. OKONJO"}, document)["of"] == "speaker:MS. OKONJO"


def test_how_it_is_computed_is_opened_and_closed(document):
    state = after(State(), {"kind": "explain", "panel": "keywords"}, document)
    assert state.explained == {"keywords"}
    assert after(state, {"kind": "explain", "panel": "keywords"}, document) == State()
    assert after(State(), {"kind": "explain", "panel": "nowhere"}, document) == State()


@pytest.mark.parametrize("order", KWIC_ORDERS)
def test_the_concordance_has_an_order_and_an_address(document, order):
    state = after(State(), {"kind": "reader", "name": "kwic", "value": order}, document)
    assert state.reading.kwic == order
    assert State.from_params(state.to_params()) == state


@pytest.mark.parametrize("event", [("jump", 3), ("whole", True), ("lines", True)])
def test_any_other_way_of_reading_leaves_the_concordance(document, event):
    state = after(
        State(reading=Reading(kwic="left")), {"kind": "reader", "name": event[0], "value": event[1]}, document
    )
    assert state.reading.kwic == ""


def test_a_concordance_of_no_known_order_is_none(document):
    assert after(State(), {"kind": "reader", "name": "kwic", "value": "upwards"}, document) == State()


def test_company_is_read_without_other_filters_by_words(document):
    """A click on a collocation of the searched word drops the search, and keeps the word whose company is shown."""
    asked = Selection().replaced("speakers", [(("speaker", "Q"),)])
    searched = State(asked.replaced("search", [(("term", "budget"),)]))
    near = [["near", "5~meals~budget"]]
    state = after(searched, clicked("collocations", near), document)
    assert [clause.source for clause in state.selection.clauses] == ["speakers", "collocations"]
    assert state.options["collocations", "around"] == "budget"
    assert after(state, clicked("collocations", near), document).selection == asked


def test_a_renamed_speaker_is_renamed_in_comparisons_too():
    state = State(options={("keywords", "of"): "speaker:Ann", ("keywords", "against"): "speaker:Bob"})
    state = with_names(state, {"Ann": "Anne"})
    assert state.options == {("keywords", "of"): "speaker:Anne", ("keywords", "against"): "speaker:Bob"}
