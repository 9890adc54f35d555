"""How this was read and the reader's marking, by keyboard alone: WAI-ARIA tabs, names, focus in sight, Escape."""

import pytest

pytestmark = pytest.mark.browser

TALK = """ANN LEE: Hello, Bob. Are you well?

BOB ROE: I am. (Laughter.) Thank you.

MS. LEE: Good. We begin.

BOB ROE; Yes, we do.
"""
TABS = ["Speakers", "Not speech", "Missed labels?", "Label pattern", "References", "Topics", "History"]
FOCUSED = """() => { const at = document.activeElement;
    return at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent.trim(); }"""


@pytest.fixture
def talk(dashboard, tmp_path, request):
    """The talk, opened; a line of its own makes each test's file another one."""
    path = tmp_path / "talk.txt"
    path.write_text(f"{TALK}\nANN LEE: This is {request.node.name.replace('_', ' ')}.\n", encoding="utf-8")
    return dashboard.open().upload(path)


def press(board, *keys):
    for key in keys:
        board.page.keyboard.press(key)


def focused(board):
    return board.page.evaluate(FOCUSED)


def tab_to(board, name, key="Tab"):
    """Press Tab until what has this name is in focus."""
    for _ in range(60):
        if focused(board) == name:
            return
        press(board, key)
    raise AssertionError(f"Tab never comes to {name!r}")


def opened(board):
    board.page.locator(".or-filters input[type=search]").focus()
    tab_to(board, "How this was read")
    board.after(lambda: press(board, "Enter"))
    tab_to(board, "Speakers")


def selected(board):
    return board.page.locator('[role=tab][aria-selected="true"]').all_text_contents()


def test_tabs_are_walked_by_arrows(talk):
    """Arrows go round, Home and End to the ends; of all tabs Tab comes to one; the panel is named by it."""
    opened(talk)
    walk = zip(
        ["ArrowRight"] * len(TABS) + ["ArrowLeft", "Home", "End"],
        [*TABS[1:], TABS[0], TABS[-1], TABS[0], TABS[-1]],
        strict=True,
    )
    for key, name in walk:
        talk.after(lambda key=key: press(talk, key))
        assert (focused(talk), selected(talk)) == (name, [name])
        assert talk.page.get_by_role("tabpanel", name=name, exact=True).count() == 1
        assert talk.page.locator('[role=tab][tabindex="0"]').all_text_contents() == [name]
    panel = talk.page.get_by_role("tabpanel").get_attribute("id")
    controls = talk.page.get_by_role("tab").evaluate_all("tabs => tabs.map(tab => tab.getAttribute('aria-controls'))")
    assert controls == [panel] * len(TABS)


def test_a_speaker_is_renamed_merged_and_taken_back_by_keyboard(talk):
    """The whole way from the filter bar to a corrected text and back, without a mouse."""
    opened(talk)
    before = talk.bars("speakers")
    tab_to(talk, "Name of BOB ROE")
    press(talk, "Control+a")
    talk.page.keyboard.type("Robert Roe")
    talk.after(lambda: press(talk, "Enter"))
    assert talk.bars("speakers") == {"ANN LEE": before["ANN LEE"], "Robert Roe": before["BOB ROE"]}
    tab_to(talk, "Who Robert Roe is")
    press(talk, "ArrowDown", "Tab")
    assert focused(talk) == "Merge Robert Roe"
    talk.after(lambda: press(talk, "Enter"))
    assert list(talk.bars("speakers")) == ["ANN LEE"]
    talk.after(lambda: press(talk, "Control+z"))
    talk.after(lambda: press(talk, "Control+z"))
    assert talk.bars("speakers") == before


def test_a_list_walked_by_arrows_is_one_correction(talk):
    """Each step of an arrow is not a role; Enter, or leaving the list, says which is meant, and Escape none."""
    opened(talk)
    tab_to(talk, "Role of BOB ROE")
    press(talk, "ArrowDown", "ArrowDown", "ArrowDown", "Escape")
    assert talk.page.get_by_label("Role of BOB ROE").input_value() == ""
    press(talk, "ArrowDown", "ArrowDown")
    role = talk.page.get_by_label("Role of BOB ROE").input_value()
    talk.after(lambda: press(talk, "Enter"))
    assert talk.page.get_by_label("Role of BOB ROE").input_value() == role
    assert talk.page.locator(".or-to-audit").inner_text() == "How this was read · 1 corrected"


def test_escape_takes_back_what_was_typed_then_closes(talk):
    """One step at a time; closed, focus is on the button that opens it."""
    opened(talk)
    tab_to(talk, "Name of BOB ROE")
    talk.page.keyboard.type("x")
    press(talk, "Escape")
    assert talk.page.get_by_label("Name of BOB ROE").input_value() == "BOB ROE"
    assert talk.page.locator("[data-panel=audit]").is_visible()
    talk.after(lambda: press(talk, "Escape"))
    assert talk.page.locator("[data-panel=audit]").is_hidden()
    assert focused(talk) == "How this was read"


def test_escape_closes_the_marking_wherever_it_was_opened(talk):
    """From a turn's button focus returns to it; words marked with the mouse are marked no longer."""
    bar = talk.page.locator(".or-marking")
    talk.page.get_by_role("button", name="Correct turn 2").press("Enter")
    assert focused(talk) == "Who said it"
    press(talk, "Escape")
    assert bar.is_hidden()
    assert focused(talk) == "Correct turn 2"
    talk.page.locator('.or-row[data-turn="1"] p').dblclick(position={"x": 5, "y": 8})
    bar.wait_for()
    press(talk, "Escape")
    assert bar.is_hidden()
    assert talk.page.evaluate("String(getSelection())") == ""


def test_everything_has_a_name_of_its_own_and_shows_focus(talk):
    """Every button and field of the audit and of the marking: no two names are alike, and each is seen in focus."""
    opened(talk)
    talk.page.locator('.or-row[data-turn="1"] p').dblclick(position={"x": 5, "y": 8})
    talk.page.locator(".or-marking").wait_for()
    for tab in ("speakers", "rest", "missed", "pattern", "references", "lexicon", "history"):
        talk.after(talk.page.locator(f"[data-tab={tab}]").click)
        for box in talk.page.locator("[data-panel=audit] details summary").all()[:4]:
            if not box.evaluate("summary => summary.parentElement.open"):
                box.click()
        seen = talk.page.evaluate(
            """() => [...document.querySelectorAll(":is([data-panel=audit], .or-marking) :is(button, input, select)")]
                .filter(node => node.checkVisibility() && !node.disabled)
                .map(node => {
                    document.activeElement.blur();
                    node.focus({focusVisible: true});
                    const {outlineStyle, outlineWidth} = getComputedStyle(node);
                    const {width, height} = node.getBoundingClientRect();
                    return [node.getAttribute("aria-label") ?? node.textContent.trim(),
                        outlineStyle === "solid" && outlineWidth === "2px", Math.min(width, height)];
                })"""
        )
        names = [name for name, _, _ in seen]
        assert all(names), tab
        assert sorted(names) == sorted(set(names)), tab
        assert [name for name, shows, _ in seen if not shows] == [], tab
        assert [(name, size) for name, _, size in seen if size < 23.9] == [], tab
