"""Zip archives open within declared limits, and every damage ends in one sentence."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import DamagedFileError, ProtectedFileError, ReadError, TooLargeError
from onrecord.formats.archive import MOST_MEMBERS, opened
from onrecord.formats.source import Source


def packed(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content, method)
    return out.getvalue()


TWO = packed({"word/document.xml": b"<a>" + b"tide " * 400 + b"</a>", "folder/": b"", "b.txt": b"low"})


def test_members_are_read_by_name():
    """Folders are none of the members, and case and the direction of the slash do not matter."""
    archive = opened(Source("x", TWO))
    assert archive.names == ("word/document.xml", "b.txt")
    assert archive.read("Word/Document.XML").endswith(b"tide </a>")
    assert "b.TXT" in archive
    assert "folder/" not in archive
    backward = opened(Source("x", packed({"word/a.xml": b"1"}).replace(b"word/a", b"word\\a")))
    assert backward.read("word/a.xml") == b"1"


TOO_MUCH = r"^This archive (?:expands too much|holds 20?,00[12] files; [^.]* up to 2,000)\. Upload single files\.$"


@pytest.mark.parametrize(
    "data",
    [
        packed({"a": b"\0" * 21_000_000}),
        packed({f"{n}": b"" for n in range(MOST_MEMBERS + 1)}),
        packed({"a": b"x"}) + b"PK\x01\x02" * 20_001,
        TWO.replace(struct.pack("<I", 3), struct.pack("<I", 400_000_000)),
    ],
    ids=["ratio", "members", "entries", "declared size"],
)
def test_what_expands_too_much_is_refused_before_it_is_unpacked(data):
    """Ratio, number and declared size are asked first."""
    with pytest.raises(TooLargeError, match=TOO_MUCH):
        opened(Source("x", data))


def test_a_member_gives_no_more_than_it_declared():
    """A size that lies ends in an error after as many bytes, never in more of them."""
    data = packed({"a": b"x" * 5_000_000})
    archive = opened(Source("x", data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 100))))
    pieces = []
    with pytest.raises(DamagedFileError, match="cannot be unpacked"):
        pieces.extend(archive.chunks("a"))
    assert sum(map(len, pieces)) <= 100


def test_a_missing_part_and_a_password_are_said():
    """Both have their own sentence."""
    with pytest.raises(DamagedFileError, match=r"Word document is damaged: its part c\.xml is missing"):
        opened(Source("x", TWO), "Word document").read("c.xml")
    data = bytearray(packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ProtectedFileError, match="Save a copy without a password"):
        opened(Source("x", bytes(data)))


@settings(max_examples=300)
@given(st.integers(0, len(TWO)), st.integers(0, len(TWO) - 1), st.integers(0, 255))
def test_damage_ends_in_bytes_or_a_sentence(cut, at, value):
    """However an archive is cut or altered, its members come out or a ReadError does."""
    data = bytearray(TWO)
    data[at] = value
    for damaged in (bytes(data), TWO[:cut], TWO[cut:]):
        said = "."
        try:
            archive = opened(Source("x", damaged))
            for name in archive.names:
                archive.read(name)
        except ReadError as error:
            said = str(error)
        assert said.endswith(".")
