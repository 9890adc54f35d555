"""The board: one browser component that draws filter bar, panels and reader in place, and reports gestures.

Python is the only counter. The JavaScript beside this file draws what the message says and computes no statistic.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly
import streamlit as st

FOLDER = Path(__file__).parent
URL = "board"
PLOTLY_URL = f"plotly-{plotly.__version__}.js"
KEY = "board"


@cache
def version() -> str:
    """Changes with any file of the board, so that an upgrade is never drawn by yesterday's script."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(FOLDER.glob("*.*s")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _loader() -> str:
    # A string without a newline inside is taken for a path by Streamlit.
    return (
        f"\nconst board = import(new URL('{URL}/{version()}/index.js', document.baseURI));\n"
        "export default async component => (await board).default(component);\n"
    )


_mount = st.components.v2.component(
    "onrecord.board",
    html='<div class="onrecord"></div>',
    css="\n" + (FOLDER / "board.css").read_text(encoding="utf-8"),
    js=_loader(),
    isolate_styles=False,
)


def mount(message: dict[str, Any], on_events: Callable[[list[dict[str, Any]]], None]) -> None:
    """Show ``message`` (see ``components.message``); ``on_events`` gets the gestures in its queue, oldest first."""

    def received() -> None:
        value = st.session_state[KEY].events
        queue = value.get("queue") if isinstance(value, dict) else None
        on_events([event for event in queue or [] if isinstance(event, dict) and isinstance(event.get("seq"), int)])

    _mount(data={**message, "plotly": PLOTLY_URL}, key=KEY, on_events_change=received)


def revision(content: object) -> str:
    """A short hash of anything JSON can say: what has not changed is not drawn again."""
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=8).hexdigest()


_preload = st.components.v2.component(
    "onrecord.preload",
    html="<span hidden></span>",
    js=(
        f"\nimport(new URL('{URL}/{version()}/index.js', document.baseURI));\n"
        f"import(new URL('{URL}/{version()}/plotly.js', document.baseURI))"
        f".then(module => module.plotly('{PLOTLY_URL}'));\n"
        "export default () => {};\n"
    ),
    isolate_styles=False,
)


def preload() -> None:
    """Fetch plotly.js and the board's modules while the page is still empty: the first charts come a second sooner."""
    _preload(key="preload", height=0)
