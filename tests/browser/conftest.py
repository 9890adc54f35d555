"""One server and one Chromium for all browser tests; a new page for each."""

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


@pytest.fixture
def dashboard(chromium, address):
    """A wide, light page; fails the test when the page raised an error in its scripts."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    board = Dashboard(context.new_page(), address)
    yield board
    context.close()
    assert board.errors == []


@pytest.fixture(scope="session")
def sample_path():
    return lambda name: ROOT / "data" / "samples" / name
