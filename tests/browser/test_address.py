"""The address spells the view: reload, back, forward and a copy of it in another window bring it again."""

import pytest

from tests.browser.harness import PANELS

pytestmark = pytest.mark.browser

HALE = ("speaker", "SECRETARY HALE")


def view(board):
    figures = {key: board.figure(key)["data"] for key in PANELS if key != "reader"}
    return board.chips(), board.counts(), board.turns(), board.marks(), figures


def settle(board, chips):
    """Wait until these chips stand there, and all panels have drawn what they mean."""
    board.page.wait_for_function(
        "chips => JSON.stringify([...document.querySelectorAll('.or-chip bdi')].map(n => n.textContent)) === chips",
        arg="[" + ",".join(f'"{chip}"' for chip in chips) + "]",
    )
    rev = max(board.revisions().values())
    board.page.wait_for_function(
        """([keys, rev]) => keys.every(key => document.querySelector(`[data-panel="${key}"]`).dataset.rev >= rev)""",
        arg=[list(PANELS), rev],
    )


def test_a_reload_and_another_window_show_the_same_view(new_dashboard, talk_path):
    first = new_dashboard().open().upload(talk_path)
    first.click("speakers", HALE).search("tariffs").choose("keywords", "unit", "phrases")
    first.choose("references", "view", "network")
    wanted = view(first)
    assert wanted[0] == ["SECRETARY HALE", "tariffs"]
    address = first.page.url
    assert "talk" not in address, "a file's name is nobody's business"
    first.page.reload()
    first.drawn()
    assert view(first) == wanted
    assert first.page.locator('[data-panel="keywords"] select[data-control="unit"]').input_value() == "phrases"
    second = new_dashboard()
    second.page.goto(address)
    second.drawn()
    assert view(second) == wanted
    second.click("speakers", ("speaker", "Q"))
    assert first.chips() == wanted[0], "one person's click is not another's"


def test_back_and_forward_walk_through_the_views(dashboard, talk_path):
    dashboard.open().upload(talk_path)
    dashboard.click("speakers", HALE).search("tariffs")
    dashboard.page.go_back()
    settle(dashboard, ["SECRETARY HALE"])
    assert dashboard.turns() == [1, 3, 5]
    dashboard.page.go_back()
    settle(dashboard, [])
    assert dashboard.counts() == "6 of 6 turns · 79 of 79 words"
    dashboard.page.go_forward()
    settle(dashboard, ["SECRETARY HALE"])
    dashboard.page.go_forward()
    settle(dashboard, ["SECRETARY HALE", "tariffs"])
    assert len(dashboard.marks()) == 3
    dashboard.after(lambda: dashboard.page.get_by_role("button", name="Clear").click())
    assert dashboard.chips() == []


def test_back_leads_from_one_document_to_the_one_before(dashboard):
    dashboard.sample("debate")
    assert "debate" in dashboard.page.locator(".st-key-summary").inner_text()
    dashboard.page.get_by_label("Try a sample").click()
    dashboard.after(lambda: dashboard.page.get_by_role("option", name="Press briefing").click())
    assert "briefing" in dashboard.page.locator(".st-key-summary").inner_text()
    assert "MS. OKONJO" in dashboard.bars("speakers")
    dashboard.page.go_back()
    dashboard.page.wait_for_function("document.querySelector('.st-key-summary').innerText.includes('debate')")
    dashboard.page.wait_for_function(
        """!document.querySelector('[data-panel="speakers"] .js-plotly-plot').data[0].y.includes("MS. OKONJO")"""
    )


def test_an_address_that_nobody_holds_any_more_says_so_and_keeps_its_filters(dashboard, talk_path):
    dashboard.open("?doc=gone&speakers=speaker:SECRETARY HALE")
    assert "no longer held by this server" in dashboard.notice()
    dashboard.upload(talk_path)
    assert dashboard.chips() == ["SECRETARY HALE"]
    assert dashboard.page.locator(".st-key-notice").count() == 0


def test_a_reloaded_page_answers_clicks(dashboard, talk_path):
    """The queue of gestures begins again with the session."""
    dashboard.open().upload(talk_path).click("speakers", HALE)
    dashboard.page.reload()
    dashboard.drawn()
    dashboard.click("speakers", HALE)
    assert dashboard.chips() == []
