"""Finds a Chromium on this machine: for the tests of the real page, and for pictures of it.

Standard library only and no import from this package, because ``run.py`` loads this file before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "ONRECORD_BROWSER"
"""Environment variable that names the browser's program and is believed before anything else."""

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC_PLACES = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS_PLACES = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
# Playwright keeps one folder a revision; the names below it changed over the years, so both are looked for.
_PLAYWRIGHT_PLACES = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
_START_SECONDS = 30


def find_browser() -> Path | None:
    """The program of a Chromium, Chrome or Edge that starts, or None when this machine has none.

    Looks at ``ONRECORD_BROWSER``, the commands on the path, the standard places, then Playwright's own downloads.
    Raises FileNotFoundError when ``ONRECORD_BROWSER`` is set to something that does not start: another browser
    than the one asked for would be a surprise.
    """
    if wanted := os.environ.get(VARIABLE):
        program = shutil.which(wanted)
        if program is None or not _starts(Path(program)):
            raise FileNotFoundError(f"{VARIABLE} is {wanted!r}, which is not a browser that starts.")
        return Path(program)
    return next((program for program in _candidates() if _starts(program)), None)


def _candidates() -> Iterator[Path]:
    for command in _COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    for folder, places in _standard_places():
        for place in places:
            yield folder / place
    for pattern in _PLAYWRIGHT_PLACES:
        yield from sorted(_playwright_folder().glob(pattern), reverse=True)


def _standard_places() -> Iterator[tuple[Path, tuple[str, ...]]]:
    if sys.platform == "darwin":
        yield Path("/Applications"), _MAC_PLACES
        yield Path.home() / "Applications", _MAC_PLACES
    elif sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(variable):
                yield Path(folder), _WINDOWS_PLACES
    else:
        yield Path("/usr/lib/chromium"), ("chromium",)
        yield Path("/snap/bin"), ("chromium",)
        yield Path("/opt/google/chrome"), ("chrome",)


def _playwright_folder() -> Path:
    """Where ``playwright install`` puts browsers."""
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ms-playwright"


def _starts(program: Path) -> bool:
    """Whether the program is there and says its version.

    Ubuntu's ``chromium-browser`` is a note that asks for a snap, and a download may lack system libraries: both exist
    and do not start. On Windows asking for the version would open a window.
    """
    if not (program.is_file() and os.access(program, os.X_OK)):
        return False
    if sys.platform == "win32":
        return True
    try:
        answer = subprocess.run(  # noqa: S603 a fixed list of programs, or the user's own choice
            [program, "--version"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=_START_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
