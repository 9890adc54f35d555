"""The page as Streamlit runs it: what opens, what stays open, what is said, and where the view is written down."""

import json
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from components.document import DOCUMENTS
from components.panel import PANELS
from components.samples import samples
from onrecord.launch import OPEN_VARIABLE

PAGE = Path(__file__).resolve().parents[1] / "components" / "page.py"

TALK = b"""\
ANN: Good morning, Bob. Tariffs hurt France, and tariffs hurt us.

BOB: Good morning. Is the budget safe?

ANN: The budget is safe. The tariffs stay.

BOB: Thank you, Ann.
"""
PROSE = b"It was a quiet morning. Nobody said anything to anybody, and that was that.\n\nThen it rained.\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 200
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
ANN = [["speaker", "ANN"]]


def opened(**params):
    """The page, with this address."""
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for key, value in params.items():
        page.query_params[key.replace("__", ".")] = value
    return settled(page.run())


def settled(page):
    assert not page.exception, page.exception
    return page


def upload(page, data, name="talk.txt"):
    page.file_uploader[0].upload(name, data, "text/plain")
    return settled(page.run())


def board(page):
    """What the board was last told; None when there is no board."""
    found = [node.proto for node in page.get("bidi_component") if node.proto.component_name.endswith("onrecord.board")]
    return json.loads(found[0].json) if found else None


def gesture(page, *events):
    """What a browser does when gestures wait in the board's queue. Streamlit's own format, hence private."""
    (proto,) = [n.proto for n in page.get("bidi_component") if n.proto.component_name.endswith("onrecord.board")]
    states = page._tree.get_widget_states()
    value = json.dumps([{"event": "events", "value": {"queue": list(events)}}])
    states.widgets.append(WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events", json_trigger_value=value))
    return settled(page._run(states))


def clicked(seq, panel="speakers", atom=ANN, **more):
    return {"seq": seq, "kind": "select", "panel": panel, "atom": atom, **more}


def chips(page):
    return [chip["label"] for chip in board(page)["filters"]["chips"]]


def shown(page):
    """Every text outside the board."""
    return " | ".join(text.value for text in page.text)


# --- opening ----------------------------------------------------------------------------------------------------


def test_an_empty_page_says_what_to_do_and_offers_every_sample():
    page = opened()
    assert board(page) is None
    assert [button.label for button in page.button] == [sample.title for sample in samples().values()]
    assert "Who said how much" in shown(page)
    assert len(page.file_uploader) == 1


def test_an_upload_opens_with_its_name_and_counts():
    page = upload(opened(), TALK)
    assert "talk.txt" in shown(page)
    assert "2 speakers" in shown(page)
    assert "4 turns" in shown(page)
    assert "UTF-8" in shown(page)
    assert board(page)["filters"]["counts"].startswith("4 of 4 turns")
    assert [item["name"] for item in board(page)["filters"]["menus"][0]["items"]] == ["ANN", "BOB"]


def test_the_uploader_is_empty_after_an_upload():
    page = upload(opened(), TALK)
    assert page.file_uploader[0].value is None
    other = upload(page, TALK.replace(b"BOB", b"CYD"), "other.txt")
    assert "other.txt" in shown(other)
    assert "CYD" in json.dumps(board(other)["filters"])


@pytest.mark.parametrize("key", list(samples()))
def test_every_sample_opens_at_a_click(key):
    page = opened()
    page.button(key=f"try-sample:{key}").click()
    settled(page.run())
    assert page.query_params == {"sample": key}
    assert samples()[key].file in shown(page)
    assert len(board(page)["panels"]) == len(PANELS)


def test_the_picker_opens_a_sample_and_forgets_what_was_picked():
    page = upload(opened(), TALK)
    page.selectbox(key="sample").set_value("sample:debate")
    settled(page.run())
    assert samples()["debate"].file in shown(page)
    assert page.selectbox(key="sample").value is None
    assert page.query_params == {"sample": "debate"}


def test_another_document_starts_without_the_filters_of_the_last():
    page = gesture(upload(opened(), TALK), clicked(1))
    assert chips(page) == ["ANN"]
    page = upload(page, TALK + b"\nANN: More.\n", "more.txt")
    assert chips(page) == []


def test_files_of_the_command_line_are_opened_and_offered(tmp_path, monkeypatch):
    first, second = tmp_path / "first.txt", tmp_path / "*second*.txt"
    first.write_bytes(TALK)
    second.write_bytes(TALK.replace(b"BOB", b"CYD"))
    monkeypatch.setenv(OPEN_VARIABLE, json.dumps([str(first), str(second)]))
    page = opened()
    assert "first.txt" in shown(page)
    assert page.query_params == {"file": "0"}
    assert page.selectbox(key="sample").options[:2] == ["first\\.txt", "\\*second\\*\\.txt"]
    page.selectbox(key="sample").set_value("file:1")
    settled(page.run())
    assert "*second*.txt" in shown(page)


def test_a_file_of_the_command_line_that_is_gone_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(OPEN_VARIABLE, json.dumps([str(tmp_path / "gone.txt")]))
    page = opened()
    assert "gone.txt could not be opened" in shown(page)
    assert board(page) is None


# --- what cannot be opened --------------------------------------------------------------------------------------

BAD = {
    "empty": (b"", "void.txt", "empty"),
    "white space": (b" \n\n\t ", "void.txt", "empty"),
    "a picture": (PNG, "photo.png", "PNG"),
    "a picture that says it is text": (PNG, "photo.txt", "PNG"),
    "a PDF": (PDF, "talk.pdf", "PDF"),
}


@pytest.mark.parametrize(("data", "name", "found"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_gets_one_sentence_and_what_was_open_stays_open(data, name, found):
    page = gesture(upload(opened(), TALK), clicked(1))
    address = dict(page.query_params)
    page = upload(page, data, name)
    notice = page.text[-1].value
    assert found.lower() in notice.lower()
    assert notice.endswith(".")
    assert len(notice) < 250
    assert "\n" not in notice
    assert "talk.txt" in shown(page)
    assert chips(page) == ["ANN"]
    assert page.query_params == address
    page.button(key="dismiss").click()
    page = settled(page.run())
    assert notice not in shown(page)
    assert chips(page) == ["ANN"]


def test_a_bad_file_on_the_empty_page_leaves_it_usable():
    page = upload(opened(), PNG, "photo.png")
    assert "PNG" in shown(page)
    assert board(page) is None
    page = upload(page, TALK)
    assert "PNG" not in shown(page)
    assert board(page)["panels"]


def test_a_text_without_labels_is_shown_as_one_speaker_when_agreed():
    prose = PROSE + b"\n"  # the answer is kept under the file's hash: another file than the other tests'
    page = upload(opened(), prose, "prose.txt")
    assert "No speaker labels were found in prose.txt" in shown(page)
    assert board(page) is None
    page.button(key="one-speaker").click()
    page = settled(page.run())
    assert "1 speaker" in shown(page)
    assert "It can be shown as one speaker" not in shown(page)
    (item,) = board(page)["filters"]["menus"][0]["items"]
    assert item["count"] == "17"


def test_an_answer_is_kept_with_the_file():
    """Who agreed once is not asked again."""
    prose = PROSE + b"\n\n"
    page = upload(opened(), prose, "prose.txt")
    page.button(key="one-speaker").click()
    settled(page.run())
    assert "1 speaker" in shown(upload(opened(), prose, "prose.txt"))


def test_a_text_without_labels_can_be_read_by_a_pattern():
    """The form takes a label pattern; one that fits nothing says so and can be mended."""
    page = upload(opened(), b"ann / Hello there.\nbob / No.\n", "odd.txt")
    assert board(page) is None
    page.text_input(key="pattern").input("%% NAME")
    page.button(key="by-pattern").click()
    assert "odd.txt" not in shown(page.run())
    page = upload(page, b"ann / Hello there.\nbob / No.\n", "odd.txt")
    page.text_input(key="pattern").input("NAME /")
    page.button(key="by-pattern").click()
    page = settled(page.run())
    assert "2 speakers" in shown(page)


def test_the_offer_leaves_what_was_open_until_it_is_taken():
    page = upload(upload(opened(), TALK), PROSE, "prose.txt")
    assert "talk.txt" in shown(page)
    page.button(key="dismiss").click()
    page = settled(page.run())
    assert "prose.txt" not in shown(page)
    assert not [button for button in page.button if button.key == "one-speaker"]
    assert "talk.txt" in shown(page)


ENCODED = [("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]


@pytest.mark.parametrize(("codec", "named"), ENCODED)
def test_other_encodings_open_and_are_named(codec, named):
    text = TALK.decode().replace("Good morning.", "“Good morning” – Zoë’s café.")
    page = upload(opened(), text.encode(codec), "coded.txt")
    assert f"read as {named}" in shown(page)
    assert "Zoë’s café" in json.dumps(board(page)["reader"], ensure_ascii=False)


def test_a_files_name_is_shown_exactly():
    """Names are no Markdown, no formula and no markup."""
    name = "**b** <i>x</i> $a$ [l](u) :smile: _.txt"
    page = upload(opened(), TALK, name)
    assert name in shown(page)
    page = upload(page, PROSE, name)
    assert sum(name in text.value for text in page.text) == 2, "the document's and the notice's"
    everything = [*page.markdown, *page.error, *page.warning, *page.info, *page.caption, *page.title, *page.header]
    assert not everything


# --- gestures and the address -----------------------------------------------------------------------------------


def test_a_click_filters_and_is_written_in_the_address():
    page = gesture(upload(opened(), TALK), clicked(1))
    assert chips(page) == ["ANN"]
    assert board(page)["ack"] == 1
    assert page.query_params["speakers"] == "speaker:ANN"
    assert list(page.query_params) == ["doc", "speakers"]


def test_a_click_changes_every_panels_answer():
    page = upload(opened(), TALK)
    before = board(page)["answer"]
    assert board(gesture(page, clicked(1)))["answer"] > before


def test_a_queue_of_gestures_is_done_in_order_and_none_twice():
    page = upload(opened(), TALK)
    queue = [
        clicked(1),
        clicked(2, atom=[["speaker", "BOB"]], add=True),
        {"seq": 3, "kind": "search", "value": "tariffs"},
    ]
    page = gesture(page, *queue)
    assert chips(page) == ["ANN", "BOB", "tariffs"]
    page = gesture(page, *queue, clicked(4))
    assert board(page)["ack"] == 4
    assert chips(page) == ["BOB", "tariffs"], "the three old ones again would have taken them away"


@pytest.mark.parametrize(
    "junk",
    [{}, {"seq": 2}, {"seq": "2", "kind": "select"}, {"seq": 2, "kind": "select", "panel": [], "atom": {"a": 1}}, 7],
)
def test_junk_from_a_browser_changes_nothing(junk):
    page = gesture(gesture(upload(opened(), TALK), clicked(1)), junk)
    assert chips(page) == ["ANN"]


def test_the_address_brings_the_view_back_in_another_session():
    page = gesture(
        upload(opened(), TALK),
        clicked(1),
        clicked(2, panel="search", atom=[["term", "tariffs"]]),
        {"seq": 3, "kind": "option", "panel": "keywords", "name": "unit", "value": "phrases"},
        {"seq": 4, "kind": "reader", "name": "whole", "value": True},
    )
    other = AppTest.from_file(str(PAGE), default_timeout=30)
    other.query_params.update(page.query_params)
    settled(other.run())
    assert chips(other) == ["ANN", "tariffs"]
    assert board(other)["reader"]["whole"] is True
    mine, theirs = board(gesture(page, {"seq": 5, "kind": "rest"})), board(gesture(other, {"seq": 1, "kind": "rest"}))
    for key in ("panels", "reader", "filters"):
        assert mine[key] == theirs[key]


def test_the_back_button_brings_the_last_view_back():
    page = gesture(upload(opened(), TALK), clicked(1))
    first = dict(page.query_params)
    page = gesture(page, {"seq": 2, "kind": "clear", "panel": "*"})
    assert chips(page) == []
    page.query_params = first
    assert chips(settled(page.run())) == ["ANN"]


def test_a_broken_address_is_read_as_far_as_it_makes_sense():
    page = opened(sample="debate", speakers="nonsense", topics="topic:Nothing", keywords__unit="cats", x="y")
    assert samples()["debate"].file in shown(page)
    assert chips(page) == ["Nothing"]
    assert board(page)["reader"]["rows"] == []


@pytest.mark.parametrize("place", [{"sample": "nothing"}, {"file": "9"}, {"file": "-1"}, {"file": "²"}, {"sample": ""}])
def test_an_address_of_nothing_opens_the_empty_page(place):
    page = opened(**place)
    assert board(page) is None
    assert len(page.file_uploader) == 1


def test_a_lost_document_is_said_and_the_filters_wait_for_it():
    page = gesture(upload(opened(), TALK), clicked(1))
    address = {**page.query_params, "doc": "no-such-token"}
    other = AppTest.from_file(str(PAGE), default_timeout=30)
    other.query_params.update(address)
    settled(other.run())
    assert "no longer held by this server" in shown(other)
    assert board(other) is None
    other = upload(other, TALK)
    assert chips(other) == ["ANN"]
    assert "no longer held" not in shown(other)


def test_a_document_is_told_by_its_token_alone():
    page = upload(opened(), TALK)
    token = page.query_params["doc"]
    assert DOCUMENTS.get(token).transcript.name == "talk.txt"
    assert "talk" not in token


def test_a_csv_is_sent_once_and_a_table_stays():
    page = upload(opened(), TALK)
    page = gesture(page, {"seq": 1, "kind": "csv", "panel": "speakers"}, {"seq": 2, "kind": "table", "panel": "topics"})
    assert board(page)["download"]["name"] == "speakers.csv"
    page = gesture(page, clicked(3))
    assert board(page)["download"] is None
    assert [panel["key"] for panel in board(page)["panels"] if panel["table"]] == ["topics"]
