"""Files of other kinds than text, in the real page: choosing, mapping, exporting, and what is said of their reading."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import expect

import onrecord

pytestmark = pytest.mark.browser

ANN = "ANN BELL: Good morning, and welcome to the harbour.\n\nBO COE: Good morning to you.\n\nANN BELL: Shall we?\n"
DAN = "DAN: The ferry is late.\n\nEVE: It is always late.\n\nDAN: Then we wait.\n\nEVE: So we do.\n"
DIARY = "a;b;c\nk1;x17;Good morning, and welcome to all of you.\nk2;x18;Hm.\nk3;x19;Yes, we do.\nk4;x20;No.\n"
HEARD = {
    "results": {
        "transcripts": [{"transcript": "good mourning"}],
        "speaker_labels": {
            "segments": [{"speaker_label": "spk_0", "items": [
                {"start_time": "0.1", "end_time": "0.4", "speaker_label": "spk_0"},
                {"start_time": "0.5", "end_time": "0.9", "speaker_label": "spk_0"}]}],
        },
        "items": [
            {"start_time": "0.1", "end_time": "0.4", "type": "pronunciation",
             "alternatives": [{"confidence": "0.99", "content": "Good"}]},
            {"start_time": "0.5", "end_time": "0.9", "type": "pronunciation",
             "alternatives": [{"confidence": "0.31", "content": "mourning"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]},
        ],
    },
}  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "days.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("day 1.txt", ANN)
        packed.writestr("day 2.txt", DAN)
    return path


def choose(board, label, option):
    """Pick an entry of one of Streamlit's lists."""
    board.page.get_by_role("combobox", name=label).click()
    board.page.get_by_role("option", name=option, exact=True).click()


def test_an_archive_lets_the_reader_choose(dashboard, archive):
    """Each member is a transcript; another one can be opened from the same list."""
    dashboard.open().upload(archive, draws=False)
    before = dashboard.answer()
    choose(dashboard, "Transcript of the archive", "day 2.txt")
    assert "ferry" in dashboard.drawn(before).reader()
    before = dashboard.answer()
    choose(dashboard, "Transcript of the archive", "day 1.txt")
    assert "harbour" in dashboard.drawn(before).reader()
    assert "days.zip holds 2 transcripts" in dashboard.page.locator(".st-key-archive").inner_text()


def test_a_table_that_names_nothing_is_mapped_by_hand(dashboard, tmp_path):
    """The page shows the first rows and asks; what was answered is kept, so the file opens at once the next time."""
    (tmp_path / "diary.csv").write_text(DIARY, encoding="utf-8")
    dashboard.open().upload(tmp_path / "diary.csv", draws=False)
    dashboard.page.get_by_role("button", name="Read it so").wait_for()
    assert "diary.csv: This is a table" in dashboard.notice()
    choose(dashboard, "What was said", "c")
    choose(dashboard, "Who said it", "b")
    before = dashboard.answer()
    dashboard.page.get_by_role("button", name="Read it so").click()
    dashboard.drawn(before)
    assert set(dashboard.bars("speakers")) == {"x17", "x18", "x19", "x20"}
    assert "welcome to all of you" in dashboard.reader()
    dashboard.upload(tmp_path / "diary.csv")
    assert set(dashboard.bars("speakers")) == {"x17", "x18", "x19", "x20"}


def test_the_transcript_is_exported_in_every_format(dashboard):
    """What is downloaded holds the words, and On Record reads it again."""
    dashboard.sample("debate")
    page = dashboard.page
    for title, suffix in (
        ("Plain text", ".txt"),
        ("WebVTT captions", ".vtt"),
        ("TEI", ".xml"),
        ("JSON, complete", ".json"),
    ):
        page.locator(".or-export summary").click()
        with page.expect_download() as download:
            page.locator(".or-export").get_by_role("button", name=title).click()
        assert download.value.suggested_filename == f"debate-timestamps{suffix}"
        read = onrecord.read(download.value.path().read_bytes(), f"x{suffix}")
        assert len(read.turns) > 10
    expect(page.locator(".or-export")).not_to_have_attribute("open", "")


def test_an_export_that_needs_times_says_so(dashboard):
    """Captions of a text without times: one sentence, no file."""
    dashboard.sample("hearing")
    dashboard.page.locator(".or-export summary").click()
    dashboard.page.locator(".or-export").get_by_role("button", name="SRT captions").click()
    expect(dashboard.page.get_by_text("captions need one for each")).to_be_visible()


def test_unsure_words_and_what_was_left_out_are_shown(dashboard, tmp_path):
    """A word heard with little confidence is marked; "Not speech" lists what of the file is not in the text."""
    (tmp_path / "heard.json").write_text(json.dumps(HEARD), encoding="utf-8")
    dashboard.open().upload(tmp_path / "heard.json")
    doubt = dashboard.page.locator(".or-doubt")
    expect(doubt).to_have_text("mourning")
    assert "31 %" in doubt.get_attribute("title") or "31.0 %" in doubt.get_attribute("title")
    dashboard.after(dashboard.page.locator(".or-to-audit").click)
    dashboard.after(dashboard.page.get_by_role("tab", name="Not speech").click)
    left_out = dashboard.page.locator(".or-dropped").inner_text()
    assert "results.transcripts[].transcript" in left_out
    assert "good mourning" in left_out


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows):
    """An XLSX file of one sheet, as small as they come."""
    sheet = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{"AB"[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    of = f'xmlns="{PACKAGE}/relationships"'
    sheets = '<sheets><sheet name="Talk" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships {of}><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {of}><Relationship Id="r1" Type="{OFFICE}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return data.getvalue()


def test_a_workbook_opens(dashboard, tmp_path):
    """An XLSX file goes through the worker and onto the board."""
    rows = [
        ("Speaker", "Text"),
        ("Ann Bell", "Good morning, harbour."),
        ("Bo Coe", "Good morning."),
        ("Ann Bell", "So."),
    ]
    (tmp_path / "talk.xlsx").write_bytes(workbook(rows))
    dashboard.open().upload(tmp_path / "talk.xlsx")
    assert set(dashboard.bars("speakers")) == {"Ann Bell", "Bo Coe"}
