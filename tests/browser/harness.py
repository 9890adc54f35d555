"""What the browser tests share: a server of the real dashboard, and a person's hands on the page."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import components.panel

ROOT = Path(__file__).resolve().parents[2]
PANELS = (*components.panel.PANELS, "reader")
READY_SECONDS = 60
STILL_MS = 60
"""What stands at the same place after so long does not move: as a file opens, what told of its progress goes away."""

REVISION = """key => Number(document.querySelector(`[data-panel="${key}"]`)?.dataset.rev ?? 0)"""
# Where a mark stands on the screen, found by the atom that it selects; of a bar and its ghost the longer one.
PLACE = """([key, atom]) => {
    const gd = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
    gd.scrollIntoView({block: "center"});
    const {xaxis, yaxis} = gd._fullLayout, at = gd.getBoundingClientRect(), wanted = JSON.stringify(atom);
    const found = [];
    for (const trace of gd.data) {
        for (const [i, one] of (trace.customdata ?? []).entries()) {
            if (trace.type === "heatmap") {
                const c = one.findIndex(cell => JSON.stringify(cell) === wanted);
                if (c >= 0) found.push([trace.x[c], trace.y[i]]);
            } else if (JSON.stringify(one) === wanted) {
                found.push([trace.type === "bar" ? (trace.base?.[i] ?? 0) + trace.x[i] / 2 : trace.x[i], trace.y[i]]);
            }
        }
    }
    if (!found.length) throw new Error(`no mark ${wanted} in ${key}`);
    const [x, y] = found.sort((a, b) => b[0] > a[0] ? 1 : -1)[0];
    return {x: at.left + xaxis._offset + xaxis.d2p(x), y: at.top + yaxis._offset + yaxis.d2p(y)};
}"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(*files: Path, app: Path = ROOT / "app.py"):
    """The dashboard on a free port of this machine; yields its address."""
    port = free_port()
    opened = {"ONRECORD_OPEN": json.dumps([str(file) for file in files])}
    environment = {"ONRECORD_DATA": tempfile.mkdtemp(), **os.environ, **opened}  # never the folder of who runs this
    settings = ["--server.port", str(port), "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *settings]
    with tempfile.TemporaryFile("w+") as log:  # a pipe that nobody empties would stop a server that says much
        server = subprocess.Popen(command, cwd=app.parent, env=environment, stdout=log, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}"
        try:
            deadline = time.monotonic() + READY_SECONDS
            while not is_up(address):
                if server.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"the server did not start: {log.read()}")
                time.sleep(0.1)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310 our own server
            return answer.status == 200
    except OSError:
        return False


class Dashboard:
    """One browser page with the dashboard in it. Records what it asks for, and what goes wrong in it."""

    def __init__(self, page, address: str) -> None:
        self.page = page
        self.address = address
        self.hosts: set[str] = set()
        """Every host that was asked for anything, by request or by socket."""
        self.refused: list[str] = []
        """What the content policy had to stop."""
        self.errors: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._said)

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme not in {"data", "blob"}:
            self.hosts.add(urlsplit(url).netloc)

    def _said(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)

    # --- opening ---------------------------------------------------------------------------------------------

    def open(self, query: str = "") -> Dashboard:
        self.page.goto(f"{self.address}/{query}")
        self.page.locator("input[type=file]").wait_for(state="attached", timeout=30_000)
        return self

    def sample(self, key: str) -> Dashboard:
        self.open(f"?sample={key}")
        return self.drawn()

    def upload(self, path: Path | str, *, draws: bool = True) -> Dashboard:
        before = self.answer()
        one = "document.querySelectorAll('input[type=file]').length === 1"
        self.page.wait_for_function(one)
        self.page.locator("input[type=file]").set_input_files(str(path))
        return self.drawn(before) if draws else self

    # --- waiting ---------------------------------------------------------------------------------------------

    def revisions(self) -> dict[str, int]:
        """The number of the answer that each panel has drawn; 0 before the first."""
        return self.page.evaluate(
            f"keys => Object.fromEntries(keys.map(key => [key, ({REVISION})(key)]))", list(PANELS)
        )

    def answer(self) -> int:
        """The lowest answer number that every panel has drawn."""
        return min(self.revisions().values())

    def drawn(self, after: int = 0, *, timeout: float = 60_000) -> Dashboard:
        """Wait until all panels have drawn an answer newer than ``after``."""
        self.page.wait_for_function(
            f"([keys, after]) => keys.every(key => ({REVISION})(key) > after)",
            arg=[list(PANELS), after],
            timeout=timeout,
        )
        return self

    def after(self, gesture) -> Dashboard:
        """Do ``gesture`` and wait until every panel has answered it."""
        before = max(self.revisions().values())
        gesture()
        return self.drawn(before)

    # --- gestures --------------------------------------------------------------------------------------------

    def place(self, panel: str, *conditions: tuple[str, str]) -> tuple[float, float]:
        """Where on the screen the mark is that selects these conditions, once nothing moves any more."""
        last = None
        while True:
            at = self.page.evaluate(PLACE, [panel, [list(condition) for condition in conditions]])
            if at == last:
                return at["x"], at["y"]
            last = at
            self.page.wait_for_timeout(STILL_MS)

    def click(self, panel: str, *conditions: tuple[str, str], shift: bool = False) -> Dashboard:
        """Click the mark that selects these conditions, and wait for the answer."""
        at = self.place(panel, *conditions)
        if shift:
            self.page.keyboard.down("Shift")
        self.after(lambda: self.page.mouse.click(*at))
        if shift:
            self.page.keyboard.up("Shift")
        return self

    def brush(self, low: float, high: float) -> Dashboard:
        """Drag over a stretch of the timeline, in the units of its axis."""
        left, right, y = self.page.evaluate(
            """([low, high]) => {
                const gd = document.querySelector('[data-panel="timeline"] .js-plotly-plot');
                gd.scrollIntoView({block: "center"});
                const {xaxis, yaxis} = gd._fullLayout, at = gd.getBoundingClientRect();
                const x = value => at.left + xaxis._offset + xaxis.d2p(value);
                return [x(low), x(high), at.top + yaxis._offset + yaxis._length - 4];
            }""",
            [low, high],
        )

        def drag() -> None:
            self.page.mouse.move(left, y)
            self.page.mouse.down()
            self.page.mouse.move((left + right) / 2, y - 8, steps=4)
            self.page.mouse.move(right, y - 8, steps=4)
            self.page.mouse.up()

        return self.after(drag)

    def choose(self, panel: str, name: str, value: str) -> Dashboard:
        control = self.page.locator(f'[data-panel="{panel}"] select[data-control="{name}"]')
        return self.after(lambda: control.select_option(value))

    def search(self, phrase: str) -> Dashboard:
        return self.after(lambda: self.page.locator(".or-filters input[type=search]").fill(phrase))

    def tick(self, menu: str, name: str) -> Dashboard:
        """Tick or untick an entry of a menu of the filter bar."""
        box = self.page.locator(f'.or-menu[data-menu="{menu}"]')
        if not box.evaluate("node => node.open"):
            box.locator("summary").click()
        return self.after(lambda: box.locator("label", has=self.page.get_by_text(name, exact=True)).click())

    # --- what is seen ----------------------------------------------------------------------------------------

    def figure(self, panel: str) -> dict:
        """The figure that stands in the panel, as plotly.js has it; where lines stand in its place, those as data."""
        return self.page.evaluate(
            """key => { const box = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
                const lines = document.querySelector(`[data-panel="${key}"] .or-lines`)?.innerText;
                return JSON.parse(JSON.stringify(box ? {data: box.data, layout: box.layout} : {data: lines})); }""",
            panel,
        )

    def bars(self, panel: str) -> dict[str, float]:
        """Category → value of the selection's bars."""
        (data,) = (trace for trace in self.figure(panel)["data"] if trace.get("name") == "selection")
        return dict(zip(data["y"], data["x"], strict=True))

    def cells(self, panel: str) -> dict[tuple[str, str], float]:
        """(row, column) → value of a matrix; empty cells are left out."""
        (data,) = self.figure(panel)["data"]
        return {
            (row, column): value
            for row, values in zip(data["y"], data["z"], strict=True)
            for column, value in zip(data["x"], values, strict=True)
            if value
        }

    def takeaway(self, panel: str) -> str:
        return self.page.locator(f'[data-panel="{panel}"] .or-takeaway').inner_text()

    def chips(self) -> list[str]:
        return self.page.locator(".or-chip bdi").all_text_contents()

    def counts(self) -> str:
        return self.page.locator(".or-counts").text_content()

    def marks(self) -> list[str]:
        return self.page.locator('[data-panel="reader"] mark').all_text_contents()

    def turns(self) -> list[int]:
        """Numbers of the turns in the reader, from 1."""
        rows = self.page.locator('[data-panel="reader"] .or-row').evaluate_all("rows => rows.map(r => r.dataset.turn)")
        return [int(turn) + 1 for turn in rows]

    def reader(self) -> str:
        """All the text of the reader, folded notes included."""
        return self.page.locator('[data-panel="reader"] .or-text').text_content()

    def notice(self) -> str:
        """What the page says of the last file."""
        box = self.page.locator('.st-key-notice [data-testid="stText"]')
        box.wait_for(timeout=30_000)
        return box.inner_text()
