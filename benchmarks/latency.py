"""Upload → all panels, click → first feedback, click → all panels and the reader, in a real Chromium.

    python benchmarks/latency.py [--rounds 20]

Prints one table. "native" is the same figures and the same reader text through ``st.plotly_chart``, in the same run on
the same machine: its click is over when the last chart and the last text have stopped changing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright

from benchmarks.texts import briefing
from onrecord.browser import find_browser
from tests.browser.conftest import ARGUMENTS
from tests.browser.harness import PANELS, ROOT, Dashboard, serving

# Clicks a bar in the page itself, so that nothing of the measuring tool lies between the click and the clock.
# The pointer comes to the bar first; what is handed back presses and lets go.
AIM = """() => { window.aim = (gd, index) => {
  const trace = gd.data.at(-1), {xaxis, yaxis} = gd._fullLayout, at = gd.getBoundingClientRect();
  const x = at.left + xaxis._offset + xaxis.d2p(Math.max(trace.x[index], gd.data[0].x[index]) / 2);
  const y = at.top + yaxis._offset + yaxis.d2p(trace.y[index]);
  const target = document.elementFromPoint(x, y);
  const fire = (type, on = target) => on.dispatchEvent(new MouseEvent(
    type, {bubbles: true, cancelable: true, clientX: x, clientY: y, view: window}));
  fire("mousemove"); fire("mouseover");
  return () => {
    fire("mousedown"); fire("mouseup", document.querySelector(".dragcover") ?? target); fire("click");
  };
}; }"""

CLICK = """async ([key, index, panels]) => {
  const gd = document.querySelector(`[data-panel="${key}"] .js-plotly-plot`);
  gd.scrollIntoView({block: "nearest"});
  await new Promise(done => setTimeout(done, 60));
  const press = aim(gd, index);
  const rev = key => Number(document.querySelector(`[data-panel="${key}"]`).dataset.rev);
  const before = Math.max(...panels.map(rev));
  await new Promise(done => setTimeout(done, 120));
  const start = performance.now();
  let feedback = null;
  const watch = new MutationObserver(() => { if (feedback === null && gd.classList.contains("or-waiting"))
    requestAnimationFrame(() => { feedback ??= performance.now() - start; }); });
  watch.observe(gd, {attributes: true, attributeFilter: ["class"]});
  press();
  await new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error("no answer to the click")), 20000);
    const look = () => panels.every(key => rev(key) > before)
      ? (clearTimeout(limit), requestAnimationFrame(done)) : setTimeout(look, 1);
    look();
  });
  watch.disconnect();
  const seen = performance.getEntriesByName("onrecord:seen").find(mark => mark.startTime > start).startTime - start;
  return {feedback, seen, all: performance.now() - start};
}"""

NATIVE_CLICK = """async ([chart, index]) => {
  const gd = document.querySelectorAll(".js-plotly-plot")[chart];
  gd.scrollIntoView({block: "center"});
  await new Promise(done => setTimeout(done, 120));
  const press = aim(gd, index);
  await new Promise(done => setTimeout(done, 120));
  const start = performance.now();
  let last = null;
  const watch = new MutationObserver(() => { last = performance.now(); });
  press();
  await new Promise(done => setTimeout(done, 20));
  const shown = document.body.innerText.match(/answer (\\d+)/)?.[1];
  watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  await new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error("no answer to the click")), 20000);
    const look = () => {
      const now = document.body.innerText.match(/answer (\\d+)/)?.[1];
      const still = last && performance.now() - last > 400;
      if (now && now !== shown && still) { clearTimeout(limit); done(); } else setTimeout(look, 10);
    };
    look();
  });
  watch.disconnect();
  return {all: last - start};
}"""


def quantile(values: list[float], part: float) -> float:
    values = sorted(values)
    return values[min(int(part * len(values)), len(values) - 1)]


def line(name: str, values: list[float]) -> None:
    values = [v for v in values if v is not None]
    print(
        f"{name:44s} median {statistics.median(values):7.0f} ms   "
        f"p95 {quantile(values, 0.95):7.0f} ms   n = {len(values)}"
    )


def board(browser, path: Path, rounds: int) -> list[float]:
    with serving() as address:
        uploads = []
        for _ in range(5):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = Dashboard(context.new_page(), address).open()
            page.page.wait_for_function("window.Plotly")
            page.page.wait_for_timeout(500)
            # A name of its own each time: the same file twice is not analysed twice.
            copy = path.with_name(f"{len(uploads)}-{path.name}")
            copy.write_bytes(path.read_bytes())
            page.page.evaluate("() => { window.began = performance.now(); }")
            page.upload(copy)
            uploads.append(
                page.page.evaluate(
                    "() => performance.getEntriesByName('onrecord:drawn').at(-1).startTime - window.began"
                )
            )
            if len(uploads) < 5:
                context.close()
        page.page.evaluate(AIM)
        feedback, in_sight, everything = [], [], []
        for i in range(rounds):
            panel, index = (("speakers", i % 3), ("keywords", i % 5))[i % 2]
            result = page.page.evaluate(CLICK, [panel, index, list(PANELS)])
            feedback.append(result["feedback"])
            in_sight.append(result["seen"])
            everything.append(result["all"])
            page.page.wait_for_timeout(150)
        context.close()
    line("  upload -> all panels (plotly.js preloaded)", uploads)
    line("  click -> first feedback", feedback)
    line("  click -> panels in sight and reader", in_sight)
    line("  click -> all panels and reader", everything)
    return everything


def native(browser, path: Path, rounds: int) -> list[float]:
    with serving(path, app=ROOT / "benchmarks" / "native_page.py") as address:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        drawn = "n => document.querySelectorAll('.js-plotly-plot').length === n"
        page.wait_for_function(drawn, arg=len(PANELS) - 1, timeout=60_000)
        page.wait_for_timeout(1500)
        page.evaluate(AIM)
        everything = []
        for i in range(rounds):
            everything.append(page.evaluate(NATIVE_CLICK, [1 + i % 2, i % 3])["all"])
            page.wait_for_timeout(300)
    line("  native st.plotly_chart: click -> all", everything)
    return everything


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=20)
    rounds = arguments.parse_args().rounds
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=ARGUMENTS)
        for n_words in (5_000, 200_000):
            path = Path(folder) / f"briefing-{n_words}.txt"
            path.write_text(briefing(n_words), encoding="utf-8")
            print(f"{n_words:,} words")
            ours, theirs = board(browser, path, rounds), native(browser, path, rounds)
            print(f"  ratio of medians: {statistics.median(theirs) / statistics.median(ours):.1f} ×")
        browser.close()


if __name__ == "__main__":
    main()
