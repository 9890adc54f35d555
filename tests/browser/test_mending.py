"""How this was read, in the real page: corrections redraw all panels, survive a reload, and are undone by a click."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

TALK = """ANN LEE: Hello, Bob. Are you well?

BOB ROE: I am. (Laughter.) Thank you.

MS. LEE: Good. We begin.

BOB ROE; Yes, we do.
"""
LEE, ROE = ("speaker", "ANN LEE"), ("speaker", "BOB ROE")


@pytest.fixture
def talk(dashboard, tmp_path, request):
    """The talk, opened; a line of its own makes each test's file another one."""
    path = tmp_path / "talk.txt"
    path.write_text(f"{TALK}\nANN LEE: This is {request.node.name.replace('_', ' ')}.\n", encoding="utf-8")
    return dashboard.open().upload(path)


def button(dashboard, name, within="[data-panel=audit]"):
    return dashboard.page.locator(within).get_by_role("button", name=name, exact=True)


def page(dashboard, tab):
    if dashboard.page.locator("[data-panel=audit]").is_hidden():
        dashboard.after(lambda: dashboard.page.locator(".or-to-audit").click())
    if tab != "speakers":
        dashboard.after(lambda: dashboard.page.locator(f"[data-tab={tab}]").click())
    return dashboard


def test_a_speaker_is_renamed_and_renamed_back(talk):
    """Every panel has the new name at once, the filter too; undo brings the old one."""
    talk.click("speakers", ROE)
    page(talk, "speakers")
    box = talk.page.get_by_label("Name of BOB ROE")
    talk.after(lambda: (box.fill("Robert Roe"), box.press("Enter")))
    assert "Robert Roe" in talk.bars("speakers")
    assert talk.chips() == ["Robert Roe"]
    talk.after(button(talk, "Undo").click)
    assert "BOB ROE" in talk.bars("speakers")


def test_speakers_are_merged_and_split(talk):
    """Same as… makes one of two; Split takes a label off again."""
    page(talk, "speakers")
    talk.page.get_by_label("Who BOB ROE is").select_option("ANN LEE")
    talk.after(talk.page.get_by_label("Merge BOB ROE").click)
    assert list(talk.bars("speakers")) == ["ANN LEE"]
    row = talk.page.locator(".or-label", has_text="BOB ROE")
    talk.after(lambda: row.get_by_role("button", name="Split").click())
    assert set(talk.bars("speakers")) == {"ANN LEE", "BOB ROE"}


def test_a_stage_direction_becomes_speech(talk):
    """Its word counts at once."""
    before = talk.bars("speakers")["BOB ROE"]
    page(talk, "rest")
    talk.after(button(talk, "This is speech: (Laughter.)").click)
    assert talk.bars("speakers")["BOB ROE"] == before + 1


def test_marked_words_become_another_speakers(talk):
    """Select words in the reader, type a name: the turn is cut, every panel follows; a reload has it."""
    talk.page.evaluate(
        """() => {
            const words = document.querySelector('.or-row[data-turn="0"] p').firstChild;
            const range = document.createRange();
            range.setStart(words, words.data.indexOf("Are"));
            range.setEnd(words, words.data.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    bar = talk.page.locator(".or-marking")
    bar.wait_for()
    bar.get_by_label("Who said it").fill("CY")
    talk.after(lambda: bar.get_by_role("button", name="Said by").click())
    assert talk.bars("speakers")["CY"] == 3
    talk.page.reload()
    talk.drawn()
    assert talk.bars("speakers")["CY"] == 3


def test_a_turn_is_given_to_another_by_its_button(talk):
    """The pencil beside a turn's name does the same for all of it, by keyboard too."""
    before = talk.bars("speakers")
    talk.page.get_by_role("button", name="Correct turn 3").press("Enter")
    talk.page.keyboard.type("BOB ROE")
    talk.after(lambda: talk.page.keyboard.press("Enter"))
    assert talk.bars("speakers") == {"BOB ROE": before["BOB ROE"] + 3, "ANN LEE": before["ANN LEE"] - 3}


def test_the_lines_show_their_class(talk):
    """In the margin of each line stands what it was taken for."""
    talk.after(lambda: button(talk, "Lines", "[data-panel=reader]").click())
    kinds = talk.page.locator(".or-line").evaluate_all("rows => rows.map(row => row.dataset.kinds)")
    assert kinds[:3] == ["label speech", "", "label speech stage"]
    assert "label, speech" in talk.page.locator(".or-margin").first.inner_text()


def test_the_pattern_is_in_words_and_can_be_another(talk):
    """One that fits nothing says so and changes nothing; one that fits reads the text anew."""
    page(talk, "pattern")
    assert "colon" in talk.page.locator(".or-audit-body").inner_text()
    talk.page.get_by_label("A label looks like").fill("%% NAME %%")
    talk.after(button(talk, "Read it so").click)
    assert talk.page.locator(".or-problem").inner_text()
    before = talk.bars("speakers")
    talk.after(button(talk, "All one speaker").click)
    assert len(talk.bars("speakers")) == 1
    talk.after(button(talk, "As On Record finds them").click)
    assert talk.bars("speakers") == before


def test_corrections_leave_as_a_file(talk):
    """The file names the transcript by its hash and holds what was done."""
    page(talk, "speakers")
    talk.page.get_by_label("Who BOB ROE is").select_option("ANN LEE")
    talk.after(talk.page.get_by_label("Merge BOB ROE").click)
    with talk.page.expect_download() as download:
        button(talk, "Export").click()
    content = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [row["do"] for row in content["corrections"]] == ["person"]
    assert len(content["sha256"]) == 64


def test_a_name_is_text_and_nothing_else(talk):
    """Markup typed as a name is shown as typed; nothing runs and nothing is fetched."""
    page(talk, "speakers")
    box = talk.page.get_by_label("Name of BOB ROE")
    hostile = "<img src=http://evil.example/x onerror=alert(1)>"
    talk.after(lambda: (box.fill(hostile), box.press("Enter")))
    assert hostile in talk.reader() or hostile in talk.page.locator(".or-row header small").all_text_contents()
    assert all("evil" not in host for host in talk.hosts)
    assert talk.errors == []


def test_a_label_is_taken_away_and_a_missed_one_given(dashboard, tmp_path):
    """“Not a speaker” leaves the words to whoever spoke before; “This is a label” gives them to whom it names."""
    path = tmp_path / "missed.txt"
    path.write_text(TALK.replace("BOB ROE; Yes", "BOB ROE> Yes").replace("MS. LEE", "CY DUNN"), encoding="utf-8")
    talk = dashboard.open().upload(path)
    page(talk, "missed")
    talk.after(talk.page.get_by_role("button", name="This is a label").first.click)
    assert talk.turns() == [1, 2, 3, 4]
    assert talk.bars("speakers")["BOB ROE"] == 7
    talk.after(talk.page.locator("[data-tab=speakers]").click)
    talk.after(talk.page.get_by_role("button", name="Not a speaker: CY DUNN").click)
    assert "CY DUNN" not in talk.bars("speakers")
    assert talk.turns() == [1, 2, 3]
