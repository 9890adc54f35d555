"""The page can be used on a desk and on a phone, in light and in dark, with eyes, keyboard or screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.harness import PANELS

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
SERIOUS = {"serious", "critical"}


def violations(board):
    """What axe finds that would keep somebody out, as one line each."""
    found = Axe().run(board.page).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def is_too_wide(board):
    return board.page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth")


@SCHEMES
def test_axe_finds_nothing_serious_on_the_empty_page(new_dashboard, scheme):
    board = new_dashboard(color_scheme=scheme).open()
    board.page.get_by_role("button", name="Newsroom meeting").wait_for()
    assert violations(board) == []


@SCHEMES
def test_axe_finds_nothing_serious_on_the_open_page(new_dashboard, scheme):
    """Plain, filtered with hits, and with a table, a network and a menu open."""
    board = new_dashboard(color_scheme=scheme).sample("debate")
    assert violations(board) == []
    board.search("the")
    board.page.get_by_role("button", name="Next hit").click()
    assert violations(board) == []
    board.after(board.page.locator('[data-panel="topics"] [data-control="table"]').click)
    board.choose("references", "view", "network")
    board.page.locator('.or-menu[data-menu="speakers"] summary').click()
    assert violations(board) == []


@SCHEMES
def test_a_phone_needs_no_sideways_scroll(new_dashboard, scheme):
    board = new_dashboard(viewport=PHONE, color_scheme=scheme).open()
    board.page.get_by_role("button", name="Newsroom meeting").wait_for()
    assert not is_too_wide(board)
    for sample in ("debate", "hearing"):
        board.sample(sample)
        assert not is_too_wide(board)
        board.click("speakers", ("speaker", next(iter(board.bars("speakers"))))).search("the")
        assert len(board.chips()) == 2
        assert not is_too_wide(board)
        board.choose("references", "view", "network")
        board.after(board.page.locator('[data-panel="speakers"] [data-control="table"]').click)
        assert not is_too_wide(board)


@SCHEMES
def test_colours_of_the_page_follow_the_scheme(new_dashboard, scheme):
    board = new_dashboard(color_scheme=scheme).sample("debate")
    lightness = board.page.evaluate(
        """() => getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\\d+/g).slice(0, 3)
            .reduce((sum, value) => sum + Number(value), 0) / 3"""
    )
    assert lightness > 240 if scheme == "light" else lightness < 40
    text = board.page.evaluate(
        """() => getComputedStyle(document.querySelector('[data-panel="speakers"] .ytick text')).fill
            .match(/\\d+/g).slice(0, 3).reduce((sum, value) => sum + Number(value), 0) / 3"""
    )
    assert text < 100 if scheme == "light" else text > 150, "labels of charts are read against the page"


def test_on_a_desk_charts_stand_left_and_the_reader_right_without_overlap(dashboard):
    dashboard.sample("hearing")
    boxes = {key: dashboard.page.locator(f'[data-panel="{key}"]').bounding_box() for key in PANELS}
    reader = boxes.pop("reader")
    for key, box in boxes.items():
        assert box["x"] + box["width"] <= reader["x"], key
        assert box["width"] > 300, key
    assert reader["y"] < 200
    placed = list(boxes.items())
    for i, (one, a) in enumerate(placed):
        for other, b in placed[i + 1 :]:
            apart = (
                a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
            )  # fmt: skip
            assert apart, (one, other)


def test_the_first_panels_fit_one_screen_of_a_desk(dashboard):
    """1440 × 900: who speaks, when, with which words and on what is seen beside the text without scrolling."""
    dashboard.sample("debate")
    for key in ("timeline", "speakers", "keywords", "topics", "reader"):
        box = dashboard.page.locator(f'[data-panel="{key}"]').bounding_box()
        assert box["y"] + box["height"] <= 900, key


def test_no_label_of_a_chart_is_cut_off(dashboard):
    """Every name beside a bar or a cell lies within its chart; the box around slanted letters has empty corners."""
    for sample in ("bilateral", "hearing", "meeting"):
        dashboard.sample(sample)
        cut = dashboard.page.evaluate(
            """keys => keys.flatMap(key => {
                const gd = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
                const box = gd.getBoundingClientRect();
                return [...gd.querySelectorAll(".xtick text, .ytick text, .bars text")].filter(text => {
                    const at = text.getBoundingClientRect();
                    return at.width && (at.left < box.left - 1 || at.right > box.right + 3 || at.top < box.top - 3);
                }).map(text => `${key}: ${text.textContent}`);
            })""",
            list(PANELS[:5]),
        )
        assert cut == [], sample


@pytest.mark.parametrize("sample", ["bilateral", "hearing"])
def test_bars_are_never_giant(dashboard, sample):
    """Two speakers or six: a bar is no higher than a line of text and a half."""
    dashboard.sample(sample)
    heights = dashboard.page.evaluate(
        """() => [...document.querySelectorAll('[data-panel="speakers"] .bars .point path')]
            .map(path => path.getBoundingClientRect().height)"""
    )
    assert heights
    assert max(heights) <= 28


def test_a_resized_window_redraws_its_charts(dashboard):
    dashboard.sample("debate")
    dashboard.page.set_viewport_size({"width": 1100, "height": 800})
    dashboard.page.wait_for_function(
        """() => [...document.querySelectorAll(".js-plotly-plot")].every(gd =>
            Math.abs(gd._fullLayout.width - gd.clientWidth) <= 2)"""
    )
    assert not is_too_wide(dashboard)


def test_on_a_phone_a_button_leads_to_the_reader(new_dashboard):
    board = new_dashboard(viewport=PHONE).sample("debate")
    board.search("the")
    board.page.locator(".or-to-reader").click()
    # It scrolls there softly: what is asked for is where it comes to rest.
    board.page.wait_for_function(
        """() => {
            const y = document.querySelector('[data-panel="reader"]').getBoundingClientRect().y;
            return 0 <= y && y < 400;
        }"""
    )
    assert 0 <= board.page.locator('[data-panel="reader"]').bounding_box()["y"] < 400


def test_whatever_a_finger_can_touch_is_large_enough(new_dashboard):
    """No button, field or list is lower than 24 pixels (WCAG 2.5.8); only what stands within a sentence may be."""
    board = new_dashboard(viewport=PHONE).sample("hearing")
    small = """() => [...document.querySelectorAll(".onrecord :is(button, input, select, summary)")]
        .filter(node => node.type !== "checkbox" && !node.matches(".or-elided"))
        .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 23.9)
        .map(node => `${node.className} ${node.getAttribute("aria-label") ?? node.textContent}`)"""
    assert board.search("the").page.evaluate(small) == []
    board.after(board.page.locator(".or-to-audit").click)
    for tab in board.page.get_by_role("tab").all():
        tab.click()
        board.page.wait_for_function("tab => tab.ariaSelected === 'true'", arg=tab.element_handle())
        assert board.page.evaluate(small) == []
