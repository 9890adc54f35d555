"""What the browser tests share: a server of the real dashboard, and a person's hands on the page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PANELS = ("speakers", "keywords", "timeline", "topics", "references", "reader")
READY_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(*files: Path, app: Path = ROOT / "app.py"):
    """The dashboard on a free port of this machine; yields its address."""
    port = free_port()
    environment = {**os.environ, "ONRECORD_OPEN": "[" + ",".join(f'"{f}"' for f in files) + "]"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    server = subprocess.Popen(
        command, cwd=app.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError(f"the server ended: {server.stdout.read()}") from None
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


class Dashboard:
    """One browser page with the dashboard in it."""

    def __init__(self, page, address: str) -> None:
        self.page = page
        self.address = address
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2] if "//" in request.url else ""))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, query: str = "") -> Dashboard:
        self.page.goto(f"{self.address}/{query}")
        self.page.locator("input[type=file]").wait_for(state="attached", timeout=30_000)
        return self

    def sample(self, key: str) -> Dashboard:
        self.open(f"?sample={key}")
        return self.drawn()

    def upload(self, path: Path | str, *, draws: bool = True) -> Dashboard:
        before = self.answer()
        self.page.locator("input[type=file]").set_input_files(str(path))
        return self.drawn(before) if draws else self

    def answer(self) -> int:
        """The lowest answer number that every panel has drawn; 0 before the first."""
        return self.page.evaluate(
            """keys => Math.min(...keys.map(key =>
                Number(document.querySelector(`[data-panel="${key}"]`)?.dataset.rev ?? 0)))""",
            list(PANELS),
        )

    def drawn(self, after: int = 0) -> Dashboard:
        """Wait until all panels have drawn an answer newer than ``after``."""
        self.page.wait_for_function(
            """([keys, after]) => keys.every(key =>
                Number(document.querySelector(`[data-panel="${key}"]`)?.dataset.rev ?? 0) > after)""",
            arg=[list(PANELS), after],
            timeout=60_000,
        )
        return self

    def after(self, gesture) -> Dashboard:
        """Do ``gesture`` and wait until every panel has answered it."""
        before = self.page.evaluate(
            """keys => Math.max(...keys.map(key => Number(document.querySelector(`[data-panel="${key}"]`).dataset.rev)))""",
            list(PANELS),
        )
        gesture()
        return self.drawn(before)

    def figure(self, panel: str) -> dict:
        """The figure that stands in the panel, as plotly.js has it."""
        return self.page.evaluate(
            """key => { const box = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
                return JSON.parse(JSON.stringify({data: box.data, layout: box.layout})); }""",
            panel,
        )

    def bars(self, panel: str) -> dict[str, float]:
        """Category → value of the selection's bars."""
        data = self.figure(panel)["data"][-1]
        return dict(zip(data["y"], data["x"], strict=True))

    def click_bar(self, panel: str, category: str, *, shift: bool = False) -> Dashboard:
        box = self.page.evaluate(
            """([key, category]) => {
                const gd = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
                gd.scrollIntoView({block: "center"});
                const trace = gd.data.at(-1), i = trace.y.indexOf(category);
                const {xaxis, yaxis} = gd._fullLayout, at = gd.getBoundingClientRect();
                const value = Math.max(trace.x[i], gd.data[0].x[i]) / 2;
                return {x: at.left + xaxis._offset + xaxis.d2p(value), y: at.top + yaxis._offset + yaxis.d2p(category)};
            }""",
            [panel, category],
        )
        return self.after(lambda: self._click(box, shift=shift))

    def click_cell(self, panel: str, row: str, column: str) -> Dashboard:
        box = self.page.evaluate(
            """([key, row, column]) => {
                const gd = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
                gd.scrollIntoView({block: "center"});
                const {xaxis, yaxis} = gd._fullLayout, at = gd.getBoundingClientRect();
                return {x: at.left + xaxis._offset + xaxis.d2p(column), y: at.top + yaxis._offset + yaxis.d2p(row)};
            }""",
            [panel, row, column],
        )
        return self.after(lambda: self._click(box))

    def _click(self, box: dict, *, shift: bool = False) -> None:
        if shift:
            self.page.keyboard.down("Shift")
        self.page.mouse.move(box["x"], box["y"])
        self.page.mouse.click(box["x"], box["y"])
        if shift:
            self.page.keyboard.up("Shift")

    def choose(self, panel: str, name: str, value: str) -> Dashboard:
        control = self.page.locator(f'[data-panel="{panel}"] select[data-control="{name}"]')
        return self.after(lambda: control.select_option(value))

    def chips(self) -> list[str]:
        return self.page.locator(".or-chip bdi").all_inner_texts()

    def marks(self) -> list[str]:
        return self.page.locator('[data-panel="reader"] mark').all_inner_texts()

    def reader(self) -> str:
        return self.page.locator('[data-panel="reader"] .or-text').inner_text()
