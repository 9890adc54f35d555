"""One server and one Chromium for all browser tests; a new page for each.

Whatever a test does, at its end the page must have raised no error and asked no other host for anything.
"""

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from onrecord.browser import find_browser
from tests.browser.harness import ROOT, Dashboard, serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEFAULTS = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "reduced_motion": "reduce"}

TALK = """\
Remarks by Secretary Hale and Foreign Minister Brandt

SECRETARY HALE: Good afternoon. It is good to be in Port Amaranth with my friend Foreign Minister Brandt. \
We talked about tariffs, about energy, and about Ukraine. Tariffs hurt everyone. (Laughter.)

FOREIGN MINISTER BRANDT: Thank you, Secretary Hale. Ukraine needs energy and air defense. We will not accept \
tariffs on steel from France or Germany. Tariffs are a tax.

SECRETARY HALE: Thank you. Questions?

Q: Secretary Hale, will the tariffs stay?

SECRETARY HALE: The tariffs are under review. France and Germany know our position.

FOREIGN MINISTER BRANDT: Tariffs must go. (Inaudible.) Ukraine needs peace.
"""
"""79 words: Hale 42 in three turns, Brandt 31 in two, a reporter 6. Tariffs are named 7 times: 3, 3 and 1."""


@pytest.fixture(scope="session")
def address():
    with serving() as where:
        yield where


@pytest.fixture(scope="session")
def chromium():
    program = find_browser()
    assert program, "No Chromium on this machine: python3 run.py test installs one, or name one in ONRECORD_BROWSER."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context_of(chromium):
    """Contexts by their settings: pages of one context share a cache, so only the first one loads Streamlit slowly."""
    made = {}

    def context(**settings):
        key = json.dumps(settings, sort_keys=True)
        if key not in made:
            made[key] = chromium.new_context(**settings)
            made[key].set_default_timeout(30_000)
        return made[key]

    yield context
    for one in made.values():
        one.close()


def checked(board):
    """What must be true of a page whatever was done on it; forgets what was seen."""
    assert board.errors == []
    assert board.hosts <= {urlsplit(board.address).netloc}
    assert board.refused == []
    board.hosts.clear()


@pytest.fixture
def new_dashboard(context_of, address):
    """Makes pages: ``new_dashboard(viewport=…, color_scheme=…)``; by default wide and light."""
    made = []

    def new(**settings):
        made.append(Dashboard(context_of(**{**DEFAULTS, **settings}).new_page(), address))
        return made[-1]

    yield new
    for board in made:
        board.page.close()
        checked(board)


@pytest.fixture
def dashboard(new_dashboard):
    return new_dashboard()


@pytest.fixture
def talk_path(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def one_page(context_of, address):
    board = Dashboard(context_of(**DEFAULTS).new_page(), address).open()
    yield board
    board.page.close()


@pytest.fixture
def talk(one_page, talk_path):
    """``TALK``, opened anew in one page for all tests of a module: an upload starts from the beginning."""
    yield one_page.upload(talk_path)
    one_page.page.locator("h1").click()  # closes what is open
    one_page.page.evaluate("document.activeElement.blur()")
    checked(one_page)


@pytest.fixture(scope="session")
def sample_path():
    return lambda name: ROOT / "data" / "samples" / name
