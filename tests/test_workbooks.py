"""Workbooks: which sheets are transcripts, what of the others is said, and what is refused."""

import io
import zipfile
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import DamagedFileError, TooLargeError
from tests.damage import is_even
from tests.test_tables import read, turns

SHEETS = ("Notes", "Transcript")
"""Of the case."""
BOOKS = sorted((Path(__file__).parent / "cases" / "workbook").glob("*.xlsx"))


def book(path=BOOKS[0], **changed):
    """The workbook of the cases with parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].replace(".", "_"), old.read(name)))
    return out.getvalue()


def test_the_sheet_that_is_a_transcript_is_read():
    """The other sheet is listed as left out."""
    t = onrecord.read(BOOKS[0])
    assert [each.what for each in t.extraction.dropped] == [
        "times",
        "sheet “Notes”",
        "names of columns",
        "column “Code”",
    ]
    assert is_even(t)


def sheet(*rows):
    cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows)
    lines = "".join(f"<row>{row}</row>" for row in cells)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{lines}</sheetData></worksheet>'.encode()


def test_sheets_of_the_same_columns_are_read_one_after_the_other():
    """Each under its name, below whatever title; the account comes out even."""
    one = sheet(("Meeting of May",), ("Time", "Speaker", "Text"), ("00:05", "Ann Lee", "Hello there."))
    other = sheet(("time", "speaker", "text"), ("00:02", "Bob Ray", "Hi."), ("00:04", "Ann Lee", "So."))
    t = read(book(sheet1_xml=one, sheet2_xml=other))
    assert turns(t) == [("Ann Lee", "Hello there."), ("Bob Ray", "Hi."), ("Ann Lee", "So.")]
    assert [turn.start_ms for turn in t.turns] == [5_000, 2_000, 4_000]
    headings = [t.text[each.start : each.end].strip() for each in t.segments if each.kind == "heading"]
    assert headings == [SHEETS[0], "Meeting of May", SHEETS[1]]
    assert is_even(t)


def test_another_sheet_that_may_be_a_transcript_is_said():
    """Of other columns: which sheet was left out."""
    one = sheet(("Time", "Speaker", "Text"), ("00:05", "Ann Lee", "Hello there, all of you."))
    other = sheet(("Name", "Statement"), ("Bob Ray", "Hi."))
    t = read(book(sheet1_xml=one, sheet2_xml=other))
    assert turns(t) == [("Ann Lee", "Hello there, all of you.")]
    assert [each.message for each in t.defects] == [
        f"The sheet “{SHEETS[1]}” may hold a transcript too and was left out."
    ]
    assert is_even(t)


def test_a_sheet_that_would_fill_the_memory_is_refused():
    """Two cells at the ends of a sheet span billions."""
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    with pytest.raises(TooLargeError, match="more than 20,000,000 cells"):
        read(book(sheet2_xml=sheet + b"</worksheet>"))


def test_a_workbook_that_expands_too_much_is_refused():
    """A sheet of zeros packed a thousandfold is not unpacked."""
    with pytest.raises(TooLargeError):
        read(book(sheet1_xml=b"<worksheet>" + b" " * 60_000_000))


def test_a_broken_workbook_is_damaged():
    """Parts that are no XML end in a sentence."""
    with pytest.raises(DamagedFileError, match="damaged"):
        read(book(workbook_xml=b"<workbook"))
