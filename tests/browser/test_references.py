"""References, topics, quoted lines and the quote check in the real page, as a person uses them."""

import pytest

pytestmark = pytest.mark.browser

TALK = """ANN LEE: Kenya voted, and Kenya counted. What do the harbour pilots want, Bob?

BOB ROE: The harbour pilots want a rest of eleven hours. We met in France.

ANN LEE: You said that the harbour pilots want a rest of eleven hours. Kenya again.
"""


@pytest.fixture
def talk(dashboard, tmp_path, request):
    """The talk, opened; a line of its own makes each test's file another one."""
    path = tmp_path / "talk.txt"
    path.write_text(f"{TALK}\nBOB ROE: This is {request.node.name.replace('_', ' ')}.\n", encoding="utf-8")
    return dashboard.open().upload(path)


def page(dashboard, tab):
    if dashboard.page.locator("[data-panel=audit]").is_hidden():
        dashboard.after(lambda: dashboard.page.locator(".or-to-audit").click())
    dashboard.after(lambda: dashboard.page.locator(f"[data-tab={tab}]").click())
    return dashboard.page.locator("[data-panel=audit]")


def mark(dashboard, words):
    """Mark the first such words in the reader, as with the mouse."""
    dashboard.page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".or-text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )
    bar = dashboard.page.locator(".or-marking")
    bar.wait_for(state="visible")
    return bar


def rows(dashboard):
    return dashboard.figure("references")["data"][0]["y"]


def test_a_reference_is_corrected_for_all_words_written_so(talk):
    """Another name on the page of wordings, then no reference at all, and both are taken back."""
    assert "Kenya" in rows(talk)
    audit = page(talk, "references")
    kind = audit.get_by_label("What “Kenya” (country:Kenya) is", exact=True)
    talk.after(lambda: kind.select_option("place"))
    name = audit.get_by_label("Whom “Kenya” (place:Kenya) refers to", exact=True)
    talk.after(lambda: (name.fill("Mount Kenya"), name.press("Enter")))
    assert "Mount Kenya" in rows(talk)
    talk.after(audit.get_by_role("button", name="No reference: Kenya (place:Mount Kenya)").click)
    assert not [row for row in rows(talk) if "Kenya" in row]
    for _ in range(3):
        talk.after(audit.get_by_role("button", name="Undo", exact=True).click)
    assert "Kenya" in rows(talk)


def test_words_marked_in_the_reader_refer_to_whom_one_says(talk):
    """Here alone, or wherever they are written so; the click on the cell reads those and no others."""
    bar = mark(talk, "harbour pilots")
    bar.get_by_label("Which of these words").select_option("here")
    bar.get_by_label("Who said it").fill("BOB ROE")
    talk.after(bar.get_by_role("button", name="Refers to").click)
    talk.click("references", ("speaker", "ANN LEE"), ("mention", "person:BOB ROE"))
    assert talk.marks() == ["harbour pilots", "Bob"]
    assert talk.page.locator(".or-text mark").first.get_attribute("title") == "BOB ROE, as you corrected it"


def test_a_topic_is_made_and_its_counts_follow(talk):
    """A new topic has its sentences at once; a term more, and it has more; undo takes the term back."""
    audit = page(talk, "lexicon")
    audit.get_by_label("Name of a new topic").fill("Harbour")
    talk.after(
        lambda: (
            audit.get_by_label("First word or phrase of a new topic").fill("pilots"),
            audit.get_by_role("button", name="Add", exact=True).click(),
        )
    )
    assert sum(talk.cells("topics").get(("Harbour", who), 0) for who in ("ANN LEE", "BOB ROE")) == 3
    audit.locator("[data-topic=Harbour] summary").click()
    term = audit.get_by_label("Gives it of Harbour: add one")
    talk.after(lambda: (term.fill("rest of eleven"), term.press("Enter")))
    assert audit.locator("[data-topic=Harbour] .or-entry bdi").all_text_contents() == ["pilots", "rest of eleven"]
    talk.after(audit.get_by_role("button", name="Undo", exact=True).click)
    assert audit.locator("[data-topic=Harbour] .or-entry bdi").all_text_contents() == ["pilots"]


def test_topics_go_out_as_a_file_and_come_back(talk, tmp_path):
    audit = page(talk, "lexicon")
    with talk.page.expect_download() as loading:
        audit.get_by_role("button", name="Export the topics").click()
    text = loading.value.path().read_text(encoding="utf-8")
    assert loading.value.suggested_filename == "topics.toml"
    file = tmp_path / "mine.toml"
    file.write_text('[[topic]]\nname = "Harbour"\nterms = ["pilots"]\n', encoding="utf-8")
    for content, first in ((file, "Harbour"), (tmp_path / "all.toml", None)):
        if first is None:
            content.write_text(text, encoding="utf-8")
        with talk.page.expect_file_chooser() as choosing:
            audit.get_by_role("button", name="Import topics…").click()
        talk.after(lambda chosen=content, chooser=choosing: chooser.value.set_files(str(chosen)))
        names = audit.locator("[data-topic]:not([data-topic=' themes'])").count()
        assert (names == 1) == (first is not None)


def test_a_quotation_is_checked_and_read_in_its_place(talk):
    """Altered, with the difference shown; a click on the passage reads it; the address keeps the quotation."""
    box = talk.page.locator("[data-panel=quote] textarea")
    talk.after(lambda: (box.fill("“The harbour pilots want a break of eleven hours,” said Roe."), box.blur()))
    assert talk.takeaway("quote").startswith("Altered:")
    line = talk.page.locator("[data-panel=quote] .or-lines li").first
    assert line.locator("del").all_text_contents() == ["left out: rest"]
    assert line.locator("ins").all_text_contents() == ["added: break"]
    talk.after(line.get_by_role("button").click)
    assert talk.turns() == [2]
    talk.page.reload()
    talk.drawn()
    assert talk.page.locator("[data-panel=quote] textarea").input_value().startswith("“The harbour pilots")


def test_an_echo_and_an_answer_are_read_where_they_stand(talk):
    """A quoted line is a door: to both passages, and to the question with its answer."""
    talk.after(talk.page.locator("[data-panel=echoes] .or-lines button").first.click)
    assert talk.turns() == [2, 3]
    talk.after(talk.page.locator(".or-clear", has_text="Clear").click)
    talk.after(talk.page.locator("[data-panel=exchanges] .or-lines button").first.click)
    assert talk.turns()[:2] == [1, 2]
    assert talk.page.locator("[data-panel=exchanges] .or-lines li.or-chosen").count() > 0
