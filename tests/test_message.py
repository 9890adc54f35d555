"""The board is told everything it needs, in JSON, and nothing that grows with the text."""

import csv
import io
import json

import numpy as np
import pytest

from benchmarks.texts import briefing
from components.drawn import TABLE_ROWS, jsonable
from components.message import message
from components.panel import PANELS
from components.samples import samples
from components.state import Reading, State, after
from onrecord.selection import Selection
from tests.documents import made, sample, text

MAYBE_EMPTY = {"collocations", "gaps", "echoes", "exchanges", "figures_quoted", "quote"}
"""Panels of which a speaker of a sample may have nothing."""
SMALL = [
    ("ANN", "Tariffs hurt France. Tariffs hurt all."),
    ("BOB", "Is the budget safe? I thank Ann. Thank you."),
    ("ANN", "The tariffs stay."),
]
ANN, BOB = (("speaker", "ANN"),), (("speaker", "BOB"),)


def told(document, *clauses, **more):
    selection = Selection()
    for source, *atoms in clauses:
        selection = selection.replaced(source, atoms)
    return message(document, State(selection, **more), ack=7, answer=9)


def revisions(sent):
    return {panel["key"]: panel["rev"] for panel in sent["panels"]} | {"reader": sent["reader"]["rev"]}


@pytest.mark.parametrize("key", list(samples()))
def test_a_message_is_json_and_whole(key):
    document = sample(samples()[key].file)
    name = document.by_words[0]
    sent = told(document, ("speakers", (("speaker", name),)), tables=frozenset(PANELS), download=("speakers", 3))
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent
    assert (sent["ack"], sent["answer"]) == (7, 9)
    assert [panel["key"] for panel in sent["panels"]] == list(PANELS)
    for panel in sent["panels"]:
        assert set(panel) >= {"title", "hint", "takeaway", "figure", "choices", "table", "rev", "wide", "brush"}
        assert panel["table"]["rows"] or panel["key"] in MAYBE_EMPTY
        assert all(len(row) == len(panel["table"]["columns"]) for row in panel["table"]["rows"])


LABELS = [
    ((("speaker", "ANN"),), "ANN"),
    ((("speaker", "ANN"), ("topic", "Trade & tariffs")), "ANN × Trade & tariffs"),
    ((("speaker", "BOB"), ("mention", "person:ANN")), "BOB × ANN"),
    ((("mention", "country:France"),), "France"),
    ((("term", "hurt france"),), "hurt france"),
    ((("turns", "0-0"),), "turn 1"),
    ((("turns", "0-1"),), "turns 1–2"),
    ((("turns", "1-99"),), "turns 2–3"),
    ((("speaker", "<b>**x**</b>"),), "<b>**x**</b>"),
]


@pytest.mark.parametrize(("atom", "label"), LABELS)
def test_a_chip_says_what_it_is(atom, label):
    (chip,) = told(made(SMALL), ("speakers", atom))["filters"]["chips"]
    assert chip == {"source": "speakers", "of": "Speakers", "label": label, "atom": [list(c) for c in atom]}


def test_every_atom_has_a_chip_in_the_order_of_its_making():
    sent = told(made(SMALL), ("search", (("term", "tariffs"),)), ("speakers", ANN, BOB))
    assert [(chip["of"], chip["label"]) for chip in sent["filters"]["chips"]] == [
        ("Search", "tariffs"),
        ("Speakers", "ANN"),
        ("Speakers", "BOB"),
    ]
    assert sent["filters"]["search"] == "tariffs"


def test_counts_by_hand():
    """18 words in 3 turns, of which Ann has 9 in 2."""
    assert told(made(SMALL))["filters"]["counts"] == "3 of 3 turns · 18 of 18 words"
    sent = told(made(SMALL), ("speakers", ANN))
    assert sent["filters"]["counts"] == "2 of 3 turns · 9 of 18 words"
    assert sent["filters"]["turns"] == "2 turns"


def test_menus_offer_every_speaker_and_topic_and_tick_what_is_chosen():
    sent = told(made(SMALL), ("speakers", BOB))
    speakers, topics = sent["filters"]["menus"]
    assert [(item["name"], item["count"], item["on"]) for item in speakers["items"]] == [
        ("ANN", "9", False),
        ("BOB", "9", True),
    ]
    assert topics["items"][0]["name"] == "Trade & tariffs"
    assert topics["items"][0]["count"] == "3"
    assert all(item["atom"] == [["topic", item["name"]]] for item in topics["items"])
    assert not any(item["on"] for item in topics["items"])


def test_the_same_view_has_the_same_revisions():
    """What has not changed is not drawn again."""
    document = sample("committee-hearing.txt")
    first = message(document, State(), ack=0, answer=1)
    assert revisions(message(document, State(), ack=5, answer=2)) == revisions(first)
    opened = message(document, State(tables=frozenset(["speakers"])), ack=6, answer=3)
    assert revisions(opened) == revisions(first)
    with_notes = message(document, State(reading=Reading(notes=False)), ack=6, answer=3)
    assert revisions(with_notes) | {"reader": ""} == revisions(first) | {"reader": ""}


def test_a_click_changes_every_panel():
    """But for the quote check, which was not asked anything, and an echo that the selection keeps."""
    document = sample(samples()["debate"].file)
    before, now = told(document), told(document, ("speakers", (("speaker", document.by_words[1]),)))
    shown = ("rev", "lines", "takeaway")
    for one, other in zip(before["panels"], now["panels"], strict=True):
        is_same = all(one[part] == other[part] for part in shown)
        assert is_same == (one["key"] in {"quote", "echoes"}), one["key"]


def test_two_documents_never_share_a_reader():
    assert told(made(SMALL))["reader"]["base"] != told(made([*SMALL, ("ANN", "More.")]))["reader"]["base"]


# --- tables and downloads ---------------------------------------------------------------------------------------


def test_a_table_is_sent_when_it_is_open():
    sent = told(made(SMALL), tables=frozenset(["speakers"]))
    tables = {panel["key"]: panel["table"] for panel in sent["panels"]}
    assert {key for key, table in tables.items() if table} == {"speakers"}
    assert tables["speakers"]["columns"][:4] == ["speaker", "role", "words", "words share"]
    assert tables["speakers"]["rows"][0][:4] == ["ANN", "", 9, 0.5]
    assert tables["speakers"]["total"] == 2


def test_what_is_missing_is_null_and_yes_is_yes():
    sent = told(made(SMALL), tables=frozenset(["speakers", "references"]))
    tables = {panel["key"]: panel["table"] for panel in sent["panels"]}
    time = tables["speakers"]["columns"].index("time ms")
    assert [row[time] for row in tables["speakers"]["rows"]] == [None, None]
    own = tables["references"]["columns"].index("is self")
    assert {row[own] for row in tables["references"]["rows"]} == {"no"}


def test_a_long_table_is_cut_and_says_how_long_it_is():
    document = made([("ANN" if i % 2 else "BOB", "A few words.") for i in range(TABLE_ROWS + 30)])
    (table,) = [p["table"] for p in told(document, tables=frozenset(["timeline"]))["panels"] if p["table"]]
    assert len(table["rows"]) == TABLE_ROWS
    assert table["total"] == TABLE_ROWS + 30


def test_a_csv_holds_the_numbers_of_the_panel_as_it_is_filtered():
    sent = told(made(SMALL), ("timeline", (("turns", "0-0"),)), download=("speakers", 12))
    assert (sent["download"]["name"], sent["download"]["seq"]) == ("speakers.csv", 12)
    rows = list(csv.DictReader(io.StringIO(sent["download"]["text"])))
    assert [(row["speaker"], row["words"], row["time_ms"]) for row in rows] == [("ANN", "6", ""), ("BOB", "0", "")]


def test_the_readers_csv_holds_the_selected_sentences_as_they_stand():
    document = made(SMALL)
    sent = told(document, ("search", (("term", "tariffs hurt"),)), download=("reader", 2))
    rows = list(csv.DictReader(io.StringIO(sent["download"]["text"])))
    assert sent["download"]["name"] == "reader.csv"
    assert [(row["turn"], row["speaker"], row["sentence"]) for row in rows] == [
        ("1", "ANN", "Tariffs hurt France."),
        ("1", "ANN", "Tariffs hurt all."),
    ]
    for row in rows:
        assert document.transcript.text[int(row["start"]) : int(row["end"])] == row["sentence"]


def test_a_csv_has_all_rows():
    document = made([("ANN" if i % 2 else "BOB", "A few words.") for i in range(TABLE_ROWS + 30)])
    lines = told(document, download=("timeline", 1))["download"]["text"].splitlines()
    assert len(lines) == 1 + TABLE_ROWS + 30


def test_no_name_is_a_formula_in_a_csv():
    document = made([("=HYPERLINK(1)", "Hello there."), ("@SUM", "Yes.")])
    assert "\n'=HYPERLINK(1)," in told(document, download=("speakers", 1))["download"]["text"]


def test_a_csv_is_sent_once():
    """The page drops the wish after the answer; the event that asks again has another number."""
    document = made(SMALL)
    assert told(document)["download"] is None
    asked = after(State(), {"kind": "csv", "panel": "speakers", "seq": 4}, document)
    assert asked.download == ("speakers", 4)


# --- size -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def long():
    return text(briefing(200_000))


def test_a_message_stays_small_whatever_the_text(long):
    """200,000 words: below 1 MB with a filter, without one, and with every table open."""
    assert long.table.sentence_words.sum() > 190_000
    for state in (
        State(),
        State(Selection().replaced("speakers", [(("speaker", long.by_words[0]),)]), tables=frozenset(PANELS)),
        State(Selection().replaced("search", [(("term", "the"),)]), reading=Reading(whole=True)),
    ):
        assert len(json.dumps(message(long, state, ack=0, answer=1))) < 1_000_000


def test_a_window_of_text_more_costs_a_window_of_text(long):
    one, five = (len(json.dumps(told(long, reading=Reading(window=n)))) for n in (1, 5))
    assert (five - one) / 4 < 60_000


# --- NumPy ------------------------------------------------------------------------------------------------------


def test_numpy_becomes_json():
    value = {"a": np.arange(3), "b": [np.int64(4), np.float64(0.5)], "c": (np.bool_(True), None, "x"), "d": {"e": 1}}
    assert jsonable(value) == {"a": [0, 1, 2], "b": [4, 0.5], "c": [True, None, "x"], "d": {"e": 1}}


def test_big_float32_arrays_become_bytes_in_the_order_of_rows():
    import base64

    array = np.arange(600, dtype=np.float32).reshape(2, 300)
    packed = jsonable(array)
    assert (packed["dtype"], packed["shape"]) == ("f4", "2, 300")
    assert np.frombuffer(base64.b64decode(packed["bdata"]), "<f4").tolist() == list(range(600))


def test_how_numbers_are_computed_is_sent_when_asked():
    """The formulas, and each row's own numbers in them; the row that is selected comes first."""
    document = made(SMALL)
    sent = told(document, ("speakers", BOB), explained=frozenset(["speakers"]))
    how = {panel["key"]: panel["how"] for panel in sent["panels"]}
    assert [key for key, value in how.items() if value] == ["speakers"]
    assert how["speakers"]["methods"][0]["title"] == "Share of the words"
    assert [row["name"] for row in how["speakers"]["rows"]] == ["ANN", "BOB"]
    assert how["speakers"]["rows"][1]["worked"][0] == "9 / 18 = 50.0%"
    assert how["speakers"]["at"] == 1
    assert all(method["source"] and method["cautions"] for method in how["speakers"]["methods"])


@pytest.mark.parametrize("key", PANELS)
def test_every_panel_explains_its_numbers(key):
    """In every sample a panel's numbers have a formula, a source, cautions, and a row's numbers put in."""
    document = sample(samples()["debate"].file)
    asked = {("quote", "quotation"): "close it at night"}
    (panel,) = (p for p in told(document, options=asked, explained=frozenset(PANELS))["panels"] if p["key"] == key)
    assert panel["explains"]
    assert all(method["formula"] and method["source"] and method["cautions"] for method in panel["how"]["methods"])
    assert panel["how"]["rows"]
    assert all("{" not in text and text for row in panel["how"]["rows"] for text in row["worked"])


def test_a_row_of_a_table_opens_its_sentences():
    """What a row's atom keeps is what the row counts."""
    document = made(SMALL)
    sent = told(document, tables=frozenset(["keywords"]))
    (table,) = (panel["table"] for panel in sent["panels"] if panel["key"] == "keywords")
    first = table["columns"].index("count")
    for row, atom in zip(table["rows"], table["atoms"], strict=True):
        spans = document.masks.spans(Selection().replaced("keywords", [tuple(map(tuple, atom))]))
        assert len(spans) == row[first]


def test_controls_that_matter_only_with_another_choice_are_sent_with_it():
    document = made(SMALL)

    def names(**more):
        (panel,) = (panel for panel in told(document, **more)["panels"] if panel["key"] == "keywords")
        return [choice["name"] for choice in panel["choices"]]

    assert "against" not in names()
    assert "against" in names(options={("keywords", "show"): "keyness"})


NEW_LABELS = [
    ((("others", "ANN"), ("term", "war")), "all but ANN × war"),
    ((("elsewhere", "rest"), ("term", "war")), "outside the other filters × war"),
    ((("near", "5~talks~peace"),), "peace … talks within 5"),
    ((("near", "0~talks~peace"),), "peace … talks in one sentence"),
    ((("speaker", "BOB"), ("manner", "question")), "BOB × Questions"),
    ((("sentences", "2-3,5"),), "3 sentences"),
]


@pytest.mark.parametrize(("atom", "label"), NEW_LABELS)
def test_a_chip_of_company_manner_and_other_sides(atom, label):
    (chip,) = told(made(SMALL), ("keywords", atom))["filters"]["chips"]
    assert chip["label"] == label
