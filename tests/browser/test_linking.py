"""Upload, see, click: every mark filters every other panel, and what was clicked can be taken back."""

import csv
import io

import pytest

from tests.browser.harness import PANELS

pytestmark = pytest.mark.browser

HALE, BRANDT, Q = ("speaker", "SECRETARY HALE"), ("speaker", "FOREIGN MINISTER BRANDT"), ("speaker", "Q")
TARIFFS = ("term", "tariffs")
WORDS = {"SECRETARY HALE": 42, "FOREIGN MINISTER BRANDT": 31, "Q": 6}


QUOTING = {"reader", "exchanges", "echoes", "quote"}
"""What shows words and no chart at first."""


def test_an_upload_draws_all_panels(talk):
    """With the attributes that the page promises to those who drive it."""
    for key in PANELS:
        panel = talk.page.locator(f'[data-panel="{key}"]')
        assert panel.count() == 1
        assert int(panel.get_attribute("data-rev")) >= 1
        assert panel.locator(".js-plotly-plot").count() == (0 if key in QUOTING else 1)
        if key not in QUOTING:
            label = panel.locator(".js-plotly-plot").get_attribute("aria-label")
            assert label == f"{panel.locator('h2').inner_text()}: {talk.takeaway(key)}"
    assert talk.bars("speakers") == WORDS
    assert talk.bars("keywords")["tariffs"] == 7
    assert talk.cells("topics")["Trade &amp; tariffs", "SECRETARY HALE"] == 3
    assert talk.cells("references")["Ukraine", "FOREIGN MINISTER BRANDT"] == 2
    assert talk.turns() == [1, 2, 3, 4, 5, 6]
    assert "talk.txt" in talk.page.locator(".st-key-summary").inner_text()
    assert talk.counts() == "6 of 6 turns · 79 of 79 words"
    assert talk.chips() == []


def test_a_click_on_a_speaker_changes_every_other_panel_and_a_second_one_takes_it_back(talk):
    whole = {key: talk.figure(key)["data"] for key in PANELS if key not in {*QUOTING, "figures_quoted"}}
    before = talk.revisions()
    talk.click("speakers", BRANDT)
    after = talk.revisions()
    assert all(after[key] > before[key] for key in PANELS)
    assert talk.chips() == ["FOREIGN MINISTER BRANDT"]
    assert talk.counts() == "2 of 6 turns · 31 of 79 words"
    assert talk.turns() == [2, 6]
    assert talk.bars("speakers") == WORDS, "its own clause does not filter a panel"
    assert talk.figure("speakers")["data"][-1]["marker"]["opacity"][1] == 1
    assert talk.bars("keywords")["tariffs"] == 3
    assert {column for _, column in talk.cells("topics")} == {"FOREIGN MINISTER BRANDT"}
    assert {column for _, column in talk.cells("references")} == {"FOREIGN MINISTER BRANDT"}
    for key, data in whole.items():
        assert talk.figure(key)["data"] != data, key
    talk.click("speakers", BRANDT)
    assert talk.chips() == []
    assert {key: talk.figure(key)["data"] for key in whole} == whole


def test_shift_adds_and_a_click_replaces(talk):
    talk.click("speakers", HALE).click("speakers", Q, shift=True)
    assert talk.chips() == ["SECRETARY HALE", "Q"]
    assert talk.counts() == "4 of 6 turns · 48 of 79 words"
    talk.click("speakers", BRANDT)
    assert talk.chips() == ["FOREIGN MINISTER BRANDT"]


def test_a_keyword_marks_as_many_words_as_its_bar_says(talk):
    talk.click("keywords", TARIFFS)
    assert len(talk.marks()) == talk.bars("keywords")["tariffs"] == 7
    assert {mark.lower() for mark in talk.marks()} == {"tariffs"}
    assert talk.bars("speakers") == {"SECRETARY HALE": 17, "FOREIGN MINISTER BRANDT": 18, "Q": 6}


def test_a_topics_cell_is_its_sentences(talk):
    talk.click("topics", BRANDT, ("topic", "Trade & tariffs"))
    assert talk.chips() == ["FOREIGN MINISTER BRANDT × Trade & tariffs"]
    assert talk.turns() == [2, 6]
    assert "3 of " in talk.page.locator(".or-reader-head, [data-panel=reader] > .or-quiet").first.inner_text()
    assert talk.bars("speakers")["SECRETARY HALE"] == 0


def test_a_references_cell_is_its_mentions(talk):
    talk.click("references", BRANDT, ("mention", "country:Ukraine"))
    assert talk.marks() == ["Ukraine", "Ukraine"]
    assert talk.chips() == ["FOREIGN MINISTER BRANDT × Ukraine"]


def test_clauses_of_several_panels_hold_together(talk):
    talk.click("speakers", HALE).click("keywords", TARIFFS)
    assert talk.chips() == ["SECRETARY HALE", "tariffs"]
    assert talk.marks() == ["tariffs", "Tariffs", "tariffs"]
    assert talk.turns() == [1, 5]


# --- timeline ---------------------------------------------------------------------------------------------------


def test_a_click_on_a_turn_goes_to_it(talk):
    talk.click("timeline", ("turns", "3-3"))
    assert talk.turns() == [4]
    assert talk.chips() == ["turn 4"]
    assert talk.bars("speakers") == {"SECRETARY HALE": 0, "FOREIGN MINISTER BRANDT": 0, "Q": 6}
    talk.click("timeline", ("turns", "3-3"))
    assert talk.chips() == []


def test_a_brush_selects_the_stretch_it_touches(talk):
    """Turns begin at words 0, 28, 53, 56, 62 and 73."""
    talk.brush(30, 60)
    assert talk.chips() == ["turns 2–4"]
    assert talk.turns() == [2, 3, 4]
    (shape,) = talk.figure("timeline")["layout"]["shapes"]
    assert (shape["x0"], shape["x1"]) == (28, 62)
    talk.brush(66, 78)
    assert talk.chips() == ["turns 5–6"], "another brush replaces the first"
    assert talk.page.locator('[data-panel="timeline"] .select-outline').count() == 0


# --- filter bar -------------------------------------------------------------------------------------------------


def test_the_menus_filter_and_stay_open(talk):
    talk.tick("speakers", "Q")
    assert talk.chips() == ["Q"]
    assert talk.page.locator('.or-menu[data-menu="speakers"]').evaluate("node => node.open")
    talk.tick("speakers", "SECRETARY HALE")
    assert talk.chips() == ["Q", "SECRETARY HALE"]
    talk.tick("speakers", "Q")
    assert talk.chips() == ["SECRETARY HALE"]
    talk.tick("topics", "Energy")
    assert talk.chips() == ["SECRETARY HALE", "Energy"]
    assert talk.turns() == [1]
    talk.page.locator("h1").click()
    assert talk.page.locator(".or-menu[open]").count() == 0, "a click elsewhere closes a menu"


def test_a_search_finds_a_phrase_as_it_is_typed(talk):
    talk.search("air  Defense")
    assert talk.marks() == ["air defense"]
    assert talk.chips() == ["air Defense"]
    talk.search("zeppelin")
    assert talk.turns() == []
    assert "No sentence fits" in talk.reader()
    talk.search("")
    assert talk.chips() == []
    assert talk.turns() == [1, 2, 3, 4, 5, 6]


def test_chips_are_removed_one_by_one_and_all_at_once(talk):
    talk.click("speakers", HALE).click("keywords", TARIFFS).search("review")
    assert talk.chips() == ["SECRETARY HALE", "tariffs", "review"]
    talk.after(lambda: talk.page.get_by_role("button", name="Remove filter tariffs").click())
    assert talk.chips() == ["SECRETARY HALE", "review"]
    talk.after(lambda: talk.page.get_by_role("button", name="Clear").click())
    assert talk.chips() == []
    assert talk.page.locator(".or-filters input[type=search]").input_value() == ""
    assert talk.counts() == "6 of 6 turns · 79 of 79 words"


def test_the_filter_bar_is_always_in_sight(dashboard):
    dashboard.sample("hearing")
    dashboard.page.mouse.move(500, 600)
    dashboard.page.mouse.wheel(0, 3000)
    dashboard.page.wait_for_timeout(300)
    box = dashboard.page.locator(".or-filters").bounding_box()
    assert 0 <= box["y"] < 100


# --- choices, tables, downloads ---------------------------------------------------------------------------------


def test_panels_have_choices(talk):
    talk.choose("speakers", "measure", "turns")
    assert talk.bars("speakers") == {"SECRETARY HALE": 3, "FOREIGN MINISTER BRANDT": 2, "Q": 1}
    talk.choose("keywords", "show", "rate")
    assert talk.bars("keywords")["tariffs"] == pytest.approx(7000 / 79)
    talk.choose("keywords", "show", "count").choose("keywords", "unit", "phrases")
    assert talk.bars("keywords")["ukraine needs"] == 2
    talk.click("keywords", ("term", "ukraine needs"))
    assert talk.marks() == ["Ukraine needs", "Ukraine needs"]
    talk.choose("references", "kind", "countries")
    assert {row for row, _ in talk.cells("references")} <= {"Ukraine", "France", "Germany"}


def test_the_network_is_another_view_of_the_references(talk):
    talk.choose("references", "view", "network")
    assert {trace["type"] for trace in talk.figure("references")["data"]} == {"scatter"}
    talk.click("references", HALE, ("mention", "country:France"))
    assert talk.chips() == ["SECRETARY HALE × France"]
    assert talk.marks() == ["France"]
    talk.click("references", ("mention", "country:Ukraine"))
    assert talk.chips() == ["Ukraine"]
    assert talk.marks() == ["Ukraine"] * 3


def test_a_panels_numbers_stand_in_a_table_on_demand(talk):
    panel = talk.page.locator('[data-panel="speakers"]')
    talk.after(lambda: panel.locator('[data-control="table"]').click())
    rows = panel.locator(".or-table tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["SECRETARY HALE", "FOREIGN MINISTER BRANDT", "Q"]
    assert "42" in rows[0].split("\t")
    assert not panel.locator(".js-plotly-plot").is_visible()
    talk.click("keywords", TARIFFS)
    rows = panel.locator(".or-table tbody tr").all_inner_texts()
    assert "17" in rows[0].split("\t"), "an open table follows the selection"
    talk.after(lambda: panel.locator('[data-control="table"]').click())
    assert panel.locator(".js-plotly-plot").is_visible()
    assert talk.bars("speakers")["SECRETARY HALE"] == 17


def downloaded(board, panel, name="CSV"):
    with board.page.expect_download() as waiting:
        board.page.locator(f'[data-panel="{panel}"]').get_by_text(name, exact=True).click()
    path = waiting.value.path()
    return waiting.value.suggested_filename, list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_a_panels_numbers_can_be_taken_away(talk):
    talk.click("keywords", TARIFFS)
    name, rows = downloaded(talk, "speakers")
    assert name == "speakers.csv"
    assert [(row["speaker"], row["words"]) for row in rows] == [
        ("SECRETARY HALE", "17"),
        ("FOREIGN MINISTER BRANDT", "18"),
        ("Q", "6"),
    ]
    name, rows = downloaded(talk, "keywords")
    assert name == "keywords.csv"
    assert rows[0]["term"] == "tariffs"


# --- feedback, queue, keyboard ----------------------------------------------------------------------------------


def test_a_click_is_seen_before_it_is_answered(talk):
    talk.page.evaluate(
        """() => {
            const panel = document.querySelector('[data-panel="speakers"]');
            const gd = panel.querySelector(".js-plotly-plot");
            const before = Number(panel.dataset.rev);
            window.seen = [];
            new MutationObserver(() => window.seen.push({
                waiting: gd.classList.contains("or-waiting"), hit: Boolean(gd.querySelector(".or-hit, .or-ring")),
                answered: Number(panel.dataset.rev) > before,
            })).observe(gd, {attributes: true, attributeFilter: ["class"]});
        }"""
    )
    talk.click("speakers", HALE)
    first, *_, last = talk.page.evaluate("window.seen")
    assert first == {"waiting": True, "hit": True, "answered": False}
    assert last["waiting"] is False


def test_gestures_of_one_tick_all_arrive(talk):
    """Three boxes ticked before the page can say a word of any of them."""
    talk.page.locator('.or-menu[data-menu="topics"] summary').click()
    before = max(talk.revisions().values())
    names = talk.page.evaluate(
        """() => [...document.querySelectorAll('.or-menu[data-menu="topics"] label')].slice(0, 3).map(label => {
            label.querySelector("input").click();
            return label.querySelector("bdi").textContent;
        })"""
    )
    talk.drawn(before)
    talk.page.wait_for_function("document.querySelectorAll('.or-chip').length >= 3")
    assert talk.chips() == names
    assert len(set(names)) == 3


def test_a_chart_can_be_used_without_a_mouse(talk):
    """Arrows walk the marks and say them, Enter selects, shift adds, Escape clears."""
    page = talk.page
    page.locator('[data-panel="speakers"] .or-plot').focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".or-live").inner_text().startswith("SECRETARY HALE: 42 words")
    page.keyboard.press("ArrowDown")
    assert page.locator(".or-live").inner_text().startswith("FOREIGN MINISTER BRANDT: 31 words")
    talk.after(lambda: page.keyboard.press("Enter"))
    assert talk.chips() == ["FOREIGN MINISTER BRANDT"]
    assert page.evaluate("document.activeElement.closest('[data-panel]').dataset.panel") == "speakers"
    page.keyboard.press("ArrowDown")
    said = page.locator(".or-live").inner_text()
    talk.after(lambda: page.keyboard.press("Shift+Enter"))
    assert len(talk.chips()) == 2
    assert said.split(":")[0] in talk.chips()
    talk.after(lambda: page.keyboard.press("Escape"))
    assert talk.chips() == []


@pytest.mark.parametrize("panel", ["topics", "references", "timeline", "keywords"])
def test_every_chart_can_be_walked_and_selected_from(talk, panel):
    talk.page.locator(f'[data-panel="{panel}"] .or-plot').focus()
    talk.page.keyboard.press("ArrowRight")
    assert talk.page.locator(".or-live").inner_text().strip()
    talk.after(lambda: talk.page.keyboard.press("Enter"))
    assert len(talk.chips()) == 1
    talk.after(lambda: talk.page.keyboard.press("Escape"))
    assert talk.chips() == []


def test_everything_can_be_reached_by_tab(talk):
    """Menus, search, each panel's controls and chart, the reader's controls and its text."""
    seen = set()
    for _ in range(80):
        talk.page.keyboard.press("Tab")
        seen.add(
            talk.page.evaluate(
                """() => { const node = document.activeElement, panel = node.closest?.("[data-panel]")?.dataset.panel;
                    return panel ? `${panel} ${node.dataset.control ?? node.className.split(" ")[0] ?? node.tagName}`
                        : `${node.tagName} ${node.type ?? ""}`; }"""
            )
        )
    for panel in PANELS[:5]:
        assert {f"{panel} or-plot", f"{panel} table", f"{panel} csv"} <= seen
    assert "reader or-text" in seen
    assert "INPUT search" in seen
    assert "SUMMARY " in seen
