"""Statistics on the page: two sides, strips, company, concordance, and how each number is computed."""

import re

import pytest

pytestmark = pytest.mark.browser

HALE, BRANDT = ("speaker", "SECRETARY HALE"), ("speaker", "FOREIGN MINISTER BRANDT")


def lines(dashboard):
    """The concordance as it stands: before, hit, after."""
    rows = dashboard.page.locator(".or-kwic")
    return [
        tuple(rows.nth(i).locator(part).inner_text() for part in (".or-before", "mark", ".or-after"))
        for i in range(rows.count())
    ]


def kwic(dashboard, order="text"):
    show = dashboard.page.get_by_label("Reader: what to show")
    dashboard.after(lambda: show.select_option("kwic"))
    if order != "text":
        dashboard.after(lambda: dashboard.page.get_by_label("Reader: order of the lines").select_option(order))


def test_each_side_of_a_comparison_opens_its_own_sentences(talk):
    """A word of the other side is read where it is said, although a speaker is selected."""
    talk.click("speakers", HALE).choose("keywords", "show", "keyness")
    theirs, mine = talk.figure("keywords")["data"]
    assert theirs["x"][0] < 0 < mine["x"][0]
    condition = tuple(map(tuple, theirs["customdata"][0]))
    talk.click("keywords", *condition)
    word = condition[-1][1]
    assert talk.chips() == ["SECRETARY HALE", f"outside the other filters × {word}"]
    assert {mark.lower() for mark in talk.marks()} == {word}
    names = set(talk.page.locator('[data-panel="reader"] .or-row .or-name').all_inner_texts())
    assert names
    assert "SECRETARY HALE" not in names
    assert talk.figure("keywords")["data"][1]["x"] == mine["x"], "its own clause does not filter a panel"


def test_a_strip_has_a_tick_for_each_mark_in_the_reader(talk):
    talk.choose("keywords", "show", "dispersion")
    first = talk.figure("keywords")["data"][0]
    talk.click("keywords", tuple(first["customdata"][0][0]))
    assert len(talk.marks()) == len(first["x"])


def test_own_stop_words_leave_every_list(talk):
    assert "tariffs" in talk.bars("keywords")
    settings = talk.page.get_by_label("Keywords: further settings").first
    settings.click()
    entry = talk.page.get_by_label("Keywords: Your own stop words")
    entry.fill("Tariffs")
    talk.after(lambda: entry.press("Enter"))
    assert "tariffs" not in talk.bars("keywords")
    assert not any("tariffs" in name for name in talk.bars("collocations"))
    assert "keywords.own=Tariffs" in talk.page.url


def test_the_company_of_a_word_is_read_in_its_places(talk):
    talk.page.get_by_label("Collocations: further settings").first.click()
    talk.choose("collocations", "stop", "with").choose("collocations", "window", "0")
    around = talk.page.get_by_label("Collocations: The word whose company is shown")
    around.fill("tariffs")
    talk.after(lambda: around.press("Enter"))
    assert "“tariffs”" in talk.takeaway("collocations")
    (condition,) = (tuple(pair) for pair in talk.figure("collocations")["data"][1]["customdata"][0])
    talk.click("collocations", condition)
    _, word, query = condition[1].split("~", 2)
    assert query == "tariffs"
    assert talk.marks()
    assert all({"tariffs", word} <= set(re.findall(r"[\w’'-]+", mark.lower())) for mark in talk.marks())


def test_a_concordance_lists_every_hit_and_is_sorted(talk):
    talk.search("tariff*")
    kwic(talk)
    told = lines(talk)
    assert len(told) == 7
    assert {hit.lower() for _, hit, _ in told} == {"tariffs"}
    talk.after(lambda: talk.page.get_by_label("Reader: order of the lines").select_option("right"))
    assert sorted(told) == sorted(lines(talk))
    talk.page.reload()
    talk.drawn()
    assert len(lines(talk)) == 7
    talk.after(talk.page.locator(".or-kwic .or-turn").first.click)
    assert talk.page.locator(".or-kwic").count() == 0


def test_how_it_is_computed_shows_the_rows_own_numbers(talk):
    panel = talk.page.locator('[data-panel="speakers"]')
    talk.after(lambda: panel.get_by_title("How is this computed?").click())
    how = panel.locator(".or-how")
    assert "42 / 79 = 53.2%" in how.inner_text()
    how.get_by_label("Put in the numbers of").select_option(label="Q")
    assert "6 / 79 = 7.6%" in how.inner_text()
    assert "Source:" in how.inner_text()
    talk.after(lambda: panel.get_by_title("How is this computed?").click())
    assert how.is_hidden()


def test_a_row_of_a_table_opens_its_sentences(talk):
    panel = talk.page.locator('[data-panel="references"]')
    talk.after(lambda: panel.get_by_title("Show the numbers as a table").click())
    row = panel.locator("tbody tr", has_text="Ukraine").filter(has_text="FOREIGN MINISTER BRANDT")
    talk.after(lambda: row.get_by_role("button").click())
    assert talk.marks() == ["Ukraine", "Ukraine"]


def test_the_floor_can_be_brushed(talk):
    talk.choose("timeline", "view", "floor")
    assert "longest monologue" in talk.takeaway("timeline")
    talk.brush(0, 20)
    assert talk.chips() == ["turn 1"]
    talk.choose("timeline", "view", "turns")
    assert talk.chips() == ["turn 1"]


def test_a_style_bar_opens_the_sentences_it_counts(talk):
    talk.choose("style", "measure", "questions").click("style", ("speaker", "Q"), ("manner", "question"))
    assert talk.chips() == ["Q × Questions"]
    assert talk.turns() == [4]
