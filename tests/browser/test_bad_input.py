"""Whatever a file holds or is called, the page shows it exactly, runs nothing of it, and never asks another host.

That no other host is asked, that no script fails and that the content policy had nothing to stop is checked after every
browser test (``conftest.checked``).
"""

import json
import time

import pytest

from benchmarks.texts import briefing
from tests.browser.harness import PANELS

pytestmark = pytest.mark.browser

EVIL = (
    "<script>window.hacked = 1</script>",
    "<img src=http://evil.example/a.png onerror='window.hacked = 2'>",
    "![x](http://evil.example/b.png) [link](http://evil.example) **bold** `code` # head :smile:",
    "$x^2 + \\frac{1}{2}$ &amp; &lt;b&gt; &#60;",
    "\u202eright to left\u202c and \u2066isolated\u2069",
    "zero\u200bwidth\u200djoined and soft\u00adhyphen",
    "<a href='javascript:window.hacked=3'>press</a> {{7*7}} ${window.hacked = 4}",
    "👩\u200d🚀 𝒳 é ﷽",
)
NAMES = ("ANN & BOB", "MS. [LINK]", "DR. `CODE`", "Z\u200bOË", "李明", "O'NEIL")


@pytest.fixture
def evil_path(tmp_path):
    turns = [f"{NAMES[i % len(NAMES)]}: {EVIL[i % len(EVIL)]} says number {i}." for i in range(24)]
    path = tmp_path / "<img src=x onerror=window.hacked=5> **b** $a$ [l](u).txt"
    path.write_text("\n\n".join(turns) + "\n", encoding="utf-8")
    return path


def test_hostile_text_and_names_are_shown_exactly_and_never_run(dashboard, evil_path):
    """A whole journey: open, click every kind of mark, search, read, open tables, reload."""
    dashboard.open().upload(evil_path)
    page = dashboard.page

    def harmless():
        assert page.evaluate("window.hacked") is None
        assert (
            page.locator(".onrecord :is(script, img, iframe, object, a[href^=http], a[href^=javascript])").count() == 0
        )

    text = dashboard.reader()
    for line in EVIL:
        assert line in text
    assert evil_path.name in page.locator(".st-key-summary").inner_text()
    names = [item.text_content() for item in page.locator('.or-menu[data-menu="speakers"] bdi').all()]
    assert {"ANN & BOB", "DR. `CODE`", "Z\u200bOË", "李明", "O'NEIL"} <= set(names)
    labels = page.locator('[data-panel="speakers"] .ytick text').all_text_contents()
    assert {"ANN & BOB", "DR. `CODE`"} <= set(labels)
    harmless()
    for name in names:
        dashboard.click("speakers", ("speaker", name))
        assert dashboard.chips() == [name]
        assert name in dashboard.takeaway("keywords") or dashboard.turns()
        harmless()
    dashboard.click("speakers", ("speaker", names[-1]))
    for phrase in ("<script>", "hacked", "</b>", "\u202eright", "$x^2", "**bold**"):
        dashboard.search(phrase)
        assert dashboard.chips() == [phrase]
        harmless()
    assert dashboard.marks(), "a word of hostile text is found like any other"
    dashboard.search("<img src=x onerror=window.hacked=6>")
    page.wait_for_url("**hacked**")
    page.reload()
    dashboard.drawn()
    assert dashboard.chips() == ["<img src=x onerror=window.hacked=6>"]
    dashboard.after(lambda: page.get_by_role("button", name="Clear").click())
    for panel in PANELS[:5]:
        dashboard.after(page.locator(f'[data-panel="{panel}"] [data-control="table"]').click)
    assert "DR. `CODE`" in page.locator('[data-panel="speakers"] .or-table').inner_text()
    page.locator('[data-panel="speakers"] .or-table').hover()
    harmless()


def test_hovering_a_hostile_name_shows_it(dashboard, evil_path):
    dashboard.open().upload(evil_path)
    dashboard.page.mouse.move(*dashboard.place("speakers", ("speaker", "ANN & BOB")))
    hover = dashboard.page.locator(".hoverlayer .hovertext")
    hover.wait_for()
    assert hover.text_content().startswith("ANN & BOB: ")


def test_a_hostile_address_does_nothing(dashboard):
    dashboard.open("?sample=debate&search=term:<img src=x onerror=window.hacked=1>&speakers=speaker:</script><script>x")
    dashboard.drawn()
    assert dashboard.chips() == ["<img src=x onerror=window.hacked=1>", "</script><script>x"]
    assert dashboard.page.evaluate("window.hacked") is None


# --- files that cannot be read ----------------------------------------------------------------------------------

BAD = {
    "void.txt": (b"", "empty"),
    "photo.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 300, "PNG"),
    "sound.mp3": (b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 200, "MP3"),
    "talk.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n", "PDF"),
    "noise.txt": (bytes(range(256)) * 40, "text"),
}


def test_a_bad_file_gets_one_clear_line_and_what_was_open_stays_open(talk, tmp_path):
    talk.click("speakers", ("speaker", "Q"))
    for name, (data, said) in BAD.items():
        (tmp_path / name).write_bytes(data)
        talk.upload(tmp_path / name, draws=False)
        talk.page.wait_for_function(
            "said => document.querySelector('.st-key-notice')?.innerText.toLowerCase().includes(said)", arg=said.lower()
        )
        notice = talk.notice()
        assert notice.endswith(".")
        assert "Traceback" not in talk.page.locator("body").inner_text()
        assert "talk.txt" in talk.page.locator(".st-key-summary").inner_text()
        assert talk.chips() == ["Q"]
        assert talk.turns() == [4]
        talk.page.get_by_role("button", name="Dismiss").click()
        talk.page.locator(".st-key-notice").wait_for(state="detached")
    talk.click("speakers", ("speaker", "Q"))
    assert talk.turns() == [1, 2, 3, 4, 5, 6], "the board still answers"


def test_a_text_without_labels_offers_one_speaker(talk, tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text("It was a quiet morning. Nobody said anything.\n\nThen it rained.\n")
    talk.upload(path, draws=False)
    assert "No speaker labels were found in prose.txt" in talk.notice()
    assert talk.turns() == [1, 2, 3, 4, 5, 6], "nothing changes before it is agreed to"
    talk.page.locator('[data-test-script-state="notRunning"]').wait_for()  # the board comes after the question
    talk.after(talk.page.get_by_role("button", name="Show as one speaker").click)
    assert "prose.txt" in talk.page.locator(".st-key-summary").inner_text()
    assert list(talk.bars("speakers").values()) == [11]
    assert talk.page.locator(".st-key-notice").count() == 0


@pytest.mark.parametrize(("codec", "named"), [("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
def test_other_encodings_open_and_are_named(talk, tmp_path, codec, named):
    path = tmp_path / "coded.txt"
    turns = [f"{'ANN' if i % 2 else 'ZOË'}: we went to the café, and it’s “naïve” – so they say {i}." for i in range(8)]
    path.write_bytes("\n\n".join(turns).encode(codec))
    talk.upload(path)
    assert f"read as {named}" in talk.page.locator(".st-key-summary").inner_text()
    assert set(talk.bars("speakers")) == {"ANN", "ZOË"}
    assert "we went to the café, and it’s “naïve” – so they say 3." in talk.reader()


def test_a_text_of_sixty_megabytes_opens_with_progress_and_answers(dashboard, tmp_path_factory):
    """As large as a year of a parliament: what is done is said while it is done, and then a click is answered."""
    path = tmp_path_factory.mktemp("big") / "year.txt"
    piece = briefing(1_000_000)
    path.write_text(piece * (60_000_000 // len(piece) + 1), encoding="utf-8")
    assert path.stat().st_size > 60_000_000
    dashboard.open().upload(path, draws=False)
    bar = dashboard.page.locator('[data-testid="stProgress"]')
    bar.wait_for(timeout=60_000)
    assert bar.inner_text().strip()
    dashboard.drawn(timeout=120_000)
    path.unlink()
    assert "year.txt" in dashboard.page.locator(".st-key-summary").inner_text()
    (name, *_) = dashboard.bars("speakers")
    began = time.monotonic()
    dashboard.click("speakers", ("speaker", name))
    assert time.monotonic() - began < 20
    assert dashboard.chips() == [name]
    assert len(json.dumps(dashboard.reader())) < 200_000
