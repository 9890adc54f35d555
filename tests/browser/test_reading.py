"""The reader beside the charts: hits one after the other, notes, turns, and more text when one scrolls."""

import re

import pytest

from benchmarks.texts import briefing
from tests.browser.conftest import TALK

pytestmark = pytest.mark.browser

BODY = '[data-panel="reader"] .or-text'


def in_sight(board, selector):
    """Whether the element lies within the reader's own window."""
    return board.page.evaluate(
        """([body, selector]) => {
            const box = document.querySelector(body).getBoundingClientRect();
            const node = document.querySelector(`${body} ${selector}`);
            if (!node) return false;
            const at = node.getBoundingClientRect();
            return at.top >= box.top - 1 && at.bottom <= box.bottom + 1;
        }""",
        [BODY, selector],
    )


def place(board):
    return board.page.locator(".or-place").inner_text()


def test_the_whole_text_is_there_with_what_is_not_speech(talk):
    squeezed = re.sub(r"\s+", "", talk.reader())
    for paragraph in TALK.split("\n\n"):
        label, colon, speech = paragraph.partition(": ")
        assert re.sub(r"\s+", "", speech if colon else label) in squeezed
    assert talk.page.locator(f"{BODY} .or-heading").text_content() == TALK.split("\n")[0]
    assert talk.page.locator(f"{BODY} .or-inline.or-stage").all_text_contents() == ["(Laughter.)", "(Inaudible.)"]
    names = talk.page.locator(f"{BODY} .or-name").all_text_contents()
    assert names[:2] == ["SECRETARY HALE", "FOREIGN MINISTER BRANDT"]


def test_next_and_previous_walk_the_hits_and_come_round(talk):
    talk.search("tariffs")
    step = {name: talk.page.get_by_role("button", name=f"{name} hit") for name in ("Next", "Previous")}
    assert place(talk) == "7 hits"
    for number in range(1, 8):
        step["Next"].click()
        assert place(talk) == f"{number} of 7 hits"
        assert talk.page.locator(f"{BODY} mark.or-now").count() == 1
        assert in_sight(talk, "mark.or-now")
    step["Next"].click()
    assert place(talk) == "1 of 7 hits"
    step["Previous"].click()
    assert place(talk) == "7 of 7 hits"


def test_previous_begins_at_the_last_hit(talk):
    talk.search("tariffs")
    talk.page.get_by_role("button", name="Previous hit").click()
    assert place(talk) == "7 of 7 hits"


def test_without_hits_there_is_nothing_to_walk(talk):
    assert talk.page.get_by_role("button", name="Next hit").is_disabled()
    talk.search("tariffs")
    assert talk.page.get_by_role("button", name="Next hit").is_enabled()
    talk.search("")
    assert talk.page.get_by_role("button", name="Next hit").is_disabled()


def test_a_speaker_alone_marks_sentences(talk):
    talk.click("speakers", ("speaker", "Q"))
    assert talk.marks() == ["Secretary Hale, will the tariffs stay?"]


def test_a_name_in_the_reader_filters_by_it(talk):
    talk.after(lambda: talk.page.locator(f"{BODY} .or-name").nth(3).click())
    assert talk.chips() == ["Q"]


def test_notes_can_be_hidden(talk):
    notes = talk.page.locator('[data-panel="reader"]').get_by_role("button", name="Notes")
    stage = talk.page.locator(f"{BODY} .or-stage").first
    assert stage.is_visible()
    talk.after(notes.click)
    assert not stage.is_visible()
    assert not talk.page.locator(f"{BODY} .or-heading").is_visible()
    talk.after(notes.click)
    assert stage.is_visible()


def test_the_whole_transcript_can_be_read_with_the_hits_in_it(talk):
    talk.search("air defense")
    assert talk.turns() == [2]
    what = talk.page.get_by_label("Reader: what to show")
    talk.after(lambda: what.select_option("Whole text"))
    assert talk.turns() == [1, 2, 3, 4, 5, 6]
    assert talk.marks() == ["air defense"]
    assert in_sight(talk, "mark")
    talk.after(lambda: what.select_option("Selected"))
    assert talk.turns() == [2]


def test_a_long_turn_is_cut_around_its_hit_and_opens_at_a_click(dashboard, tmp_path):
    filler = " ".join(f"Sentence number {i} is of no interest." for i in range(80))
    path = tmp_path / "long.txt"
    path.write_text(f"ANN: {filler} A zebra came by. {filler}\n\nBOB: I see.\n\nANN: Yes.\n\nBOB: Good.\n")
    dashboard.open().upload(path).search("zebra")
    assert dashboard.marks() == ["zebra"]
    assert in_sight(dashboard, "mark")
    assert len(dashboard.reader()) < 3000
    dashboard.after(dashboard.page.locator(f"{BODY} .or-row .or-elided").first.click)
    assert filler in dashboard.reader()
    assert dashboard.marks() == ["zebra"]


@pytest.fixture(scope="module")
def long_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "long.txt"
    path.write_text(briefing(60_000), encoding="utf-8")
    return path


def test_a_long_text_is_read_to_its_end_in_pieces(dashboard, long_path):
    """More comes as one scrolls; where one reads does not jump; hits count beyond what is loaded."""
    dashboard.open().upload(long_path)
    loaded = len(dashboard.turns())
    last = int(re.search(r"of ([\d,]+) turns", dashboard.counts())[1].replace(",", ""))
    assert loaded < last / 4
    body = dashboard.page.locator(BODY)
    for _ in range(3):
        before = len(dashboard.turns())
        body.evaluate("node => { node.scrollTop = node.scrollHeight; }")
        dashboard.page.wait_for_function(
            "([body, n]) => document.querySelectorAll(`${body} .or-row`).length > n", arg=[BODY, before]
        )
        assert body.evaluate("node => node.scrollTop") > 0
    assert dashboard.turns() == list(range(1, len(dashboard.turns()) + 1))

    dashboard.search("the")
    shown = len(dashboard.marks())
    total = int(re.search(r"([\d,]+) hits", place(dashboard))[1].replace(",", ""))
    assert total > shown > 20
    dashboard.page.get_by_role("button", name="Previous hit").click()
    assert in_sight(dashboard, "mark.or-now")
    dashboard.page.get_by_role("button", name="Next hit").click()  # not loaded yet: it is fetched
    dashboard.page.get_by_text(re.compile(rf"^{shown + 1:,} of ")).first.wait_for()
    assert len(dashboard.marks()) > shown


def test_one_can_go_to_a_turn_and_back_from_there(dashboard, long_path):
    dashboard.open().upload(long_path)
    field = dashboard.page.get_by_label("Go to turn number")

    def go():
        field.fill("300")
        field.press("Enter")

    dashboard.after(go)
    assert dashboard.turns()[:3] == [300, 301, 302]
    dashboard.after(lambda: dashboard.page.get_by_role("button", name="Earlier turns").click())
    assert dashboard.turns()[0] < 300


def test_a_long_timeline_is_a_strip_that_can_be_clicked_and_brushed(dashboard, long_path):
    dashboard.open().upload(long_path)
    (data,) = dashboard.figure("timeline")["data"]
    assert data["type"] == "heatmap"
    dashboard.brush(20_000, 30_000)
    (chip,) = dashboard.chips()
    first, last = map(int, re.fullmatch(r"turns ([\d,]+)–([\d,]+)", chip.replace(",", "")).groups())
    assert last - first > 20
    assert dashboard.turns()[0] == first
    words = int(re.search(r"· ([\d,]+) of", dashboard.counts())[1].replace(",", ""))
    assert 10_000 <= words < 10_500, "the turns at both ends are taken whole"
