"""A Chromium is found where it lies, only if it starts, and never instead of the one asked for."""

import ast
import sys
from pathlib import Path

import pytest

from onrecord import browser

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without any browser; returns a function that puts a program on it."""
    (tmp_path / "bin").mkdir()
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "ms-playwright"))
    monkeypatch.setattr(browser, "_standard_places", lambda: iter([(tmp_path / "opt", ("chrome",))]))

    def put(place, *, status=0):
        program = tmp_path / place
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\nexit {status}\n")
        program.chmod(0o755)
        return program

    return put


def test_none_on_a_bare_machine(machine):
    assert machine
    assert browser.find_browser() is None


@pytest.mark.parametrize(
    "place",
    [
        "bin/chromium",
        "bin/google-chrome",
        "bin/msedge",
        "opt/chrome",
        "ms-playwright/chromium-1187/chrome-linux/chrome",
        "ms-playwright/chromium-1234/chrome-linux64/chrome",
        "ms-playwright/chromium-1234/chrome-mac-arm64/Chrome for Testing.app/Contents/MacOS/Chrome for Testing",
    ],
)
def test_each_place_is_looked_at(machine, place):
    program = machine(place)
    assert browser.find_browser() == program


def test_a_program_that_does_not_start_is_passed_over(machine):
    """Ubuntu's chromium-browser that only asks for a snap is no browser."""
    machine("bin/chromium", status=1)
    assert browser.find_browser() is None
    chrome = machine("bin/google-chrome")
    assert browser.find_browser() == chrome


def test_the_one_asked_for_comes_first(machine, monkeypatch):
    machine("bin/chromium")
    wanted = machine("mine/chrome")
    monkeypatch.setenv(browser.VARIABLE, str(wanted))
    assert browser.find_browser() == wanted


def test_one_asked_for_in_vain_is_not_replaced(machine, monkeypatch):
    """When the variable names something that does not start, that is an error and not another browser."""
    machine("bin/chromium")
    monkeypatch.setenv(browser.VARIABLE, "/nowhere/chrome")
    with pytest.raises(FileNotFoundError, match="/nowhere/chrome"):
        browser.find_browser()


def test_it_needs_only_the_standard_library():
    """run.py loads the file before anything is installed."""
    tree = ast.parse(Path(browser.__file__).read_text(encoding="utf-8"))
    froms = {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert froms | plain <= sys.stdlib_module_names
