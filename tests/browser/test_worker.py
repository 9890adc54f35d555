"""One person's huge file never freezes another person's page, and can be given up."""

import pytest

from benchmarks.texts import briefing

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def huge_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("huge") / "huge.txt"
    path.write_text(briefing(2_600_000), encoding="utf-8")
    assert path.stat().st_size > 15_000_000
    return path


def test_while_one_reads_a_huge_text_another_is_answered_and_the_reading_can_be_cancelled(
    new_dashboard, talk_path, huge_path
):
    reader, other = new_dashboard(), new_dashboard()
    other.open().upload(talk_path)
    reader.open().upload(talk_path)
    reader.click("speakers", ("speaker", "Q"))
    reader.upload(huge_path, draws=False)
    cancel = reader.page.get_by_role("button", name="Cancel", exact=True)
    cancel.wait_for()
    progress = reader.page.locator('[data-testid="stProgress"]')
    assert progress.inner_text().strip()
    for name in ("FOREIGN MINISTER BRANDT", "SECRETARY HALE", "Q"):
        other.click("speakers", ("speaker", name))
        assert cancel.is_visible(), "the answer came while the other file was being read"
    cancel.click()
    cancel.wait_for(state="detached")
    progress.wait_for(state="detached")
    assert "talk.txt" in reader.page.locator(".st-key-summary").inner_text(), "what was open stays open"
    assert reader.chips() == ["Q"]
    reader.click("speakers", ("speaker", "Q"))
    assert reader.turns() == [1, 2, 3, 4, 5, 6]
    reader.upload(talk_path)
    assert reader.chips() == [], "the next file opens as ever"


def test_a_cancelled_first_file_leaves_the_empty_page(dashboard, huge_path, talk_path):
    dashboard.open().upload(huge_path, draws=False)
    dashboard.page.get_by_role("button", name="Cancel", exact=True).click()
    dashboard.page.locator('[data-testid="stProgress"]').wait_for(state="detached")
    dashboard.page.locator(".st-key-welcome").wait_for()
    dashboard.upload(talk_path)
    assert "talk.txt" in dashboard.page.locator(".st-key-summary").inner_text()


def test_who_picks_another_file_meanwhile_gets_that_one(dashboard, huge_path):
    dashboard.open().upload(huge_path, draws=False)
    dashboard.page.get_by_role("button", name="Cancel", exact=True).wait_for()
    dashboard.after(dashboard.page.locator('[class*="st-key-try-sample"] button').first.click)
    assert "huge.txt" not in dashboard.page.locator(".st-key-summary").inner_text()
    assert dashboard.page.locator('[data-testid="stProgress"]').count() == 0
