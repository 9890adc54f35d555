"""Archives: each member a transcript, one level deep, within limits, and no name taken on trust."""

import gzip
import io
import tarfile
import tracemalloc
import zipfile
import zlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import cli
from onrecord.errors import (
    DamagedFileError,
    EmptyFileError,
    ProtectedFileError,
    ReadError,
    SeveralError,
    TooLargeError,
    UnsupportedFormatError,
)
from onrecord.formats import detect, packed
from onrecord.formats.source import Source

ANN = b"ANN BELL: Good morning.\n\nBO COE: Good morning to you.\n\nANN BELL: Shall we?\n"
CLEO = (
    b"1\n00:00:01,000 --> 00:00:02,000\nCleo: Hello there.\n\n2\n00:00:03,000 --> 00:00:04,000\nDan: Hi, Cleo.\n\n"
    b"3\n00:00:05,000 --> 00:00:06,000\nCleo: So.\n"
)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


SEVERAL = zipped([
    ("day 1/ann.txt", ANN), ("__MACOSX/day 1/._ann.txt", b"\0\5\x16\7"), ("day 1/.DS_Store", b"\0\0\0\1Bud1"),
    ("day 2/", b""), ("day 2/cleo.srt", CLEO), ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
])  # fmt: skip


def labels(transcript):
    return [turn.label for turn in transcript.turns]


def test_a_gzip_file_opens_as_what_it_holds():
    """Gzip is opened silently, in one stream or several, and the name loses its ending."""
    t = onrecord.read(gzip.compress(ANN[:20]) + gzip.compress(ANN[20:]) + b"\0" * 512, "talk.txt.gz")
    assert (t.name, labels(t)) == ("talk.txt", ["ANN BELL", "BO COE", "ANN BELL"])


def test_a_zip_of_one_transcript_opens_as_that():
    """What systems put beside files is no choice."""
    data = zipped([("ann.txt", ANN), ("__MACOSX/._ann.txt", b"\0\5"), (".DS_Store", b"\0\1")])
    t = onrecord.read(data, "talk.zip")
    assert (t.name, labels(t)) == ("ann.txt", ["ANN BELL", "BO COE", "ANN BELL"])


def test_a_zip_of_several_asks_which():
    """Every transcript in it can be chosen, and is read like the file itself."""
    with pytest.raises(
        SeveralError, match=r"holds 2 transcripts; choose one: day 1/ann\.txt, day 2/cleo\.srt\."
    ) as caught:
        onrecord.read(SEVERAL, "days.zip")
    assert caught.value.facts["members"] == ["day 1/ann.txt", "day 2/cleo.srt"]
    t = onrecord.read(SEVERAL, "days.zip", member="day 2/cleo.srt")
    assert t == onrecord.read(CLEO, "day 2/cleo.srt")
    with pytest.raises(ReadError, match="holds no file named nobody"):
        onrecord.read(SEVERAL, "days.zip", member="nobody")


def test_each_file_that_cannot_be_read_says_why():
    """The list of members tells of each whether it opens."""
    found = packed.members(Source("days.zip", SEVERAL), detect)
    assert [(each.name, bool(each.reason)) for each in found] == [
        ("day 1/ann.txt", False), ("day 2/cleo.srt", False), ("photo.png", True),
    ]  # fmt: skip
    assert "PNG picture" in found[2].reason


def test_an_archive_of_nothing_readable_says_so():
    """The sentence names the first file and why it cannot be read."""
    with pytest.raises(UnsupportedFormatError, match=r"no transcript that can be read \(photo\.png: This is a PNG"):
        onrecord.read(zipped([("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)]), "x.zip")
    with pytest.raises(EmptyFileError, match="This archive is empty"):
        onrecord.read(zipped([]), "x.zip")


@pytest.mark.parametrize(
    "data",
    [zipped([("inner.zip", SEVERAL)]), zipped([("ann.txt.gz", gzip.compress(ANN))]), gzip.compress(SEVERAL),
     gzip.compress(gzip.compress(ANN))],
    ids=["zip in zip", "gzip in zip", "zip in gzip", "gzip in gzip"],
)  # fmt: skip
def test_archives_are_opened_one_level_deep(data):
    """An archive within an archive is refused with advice."""
    with pytest.raises(UnsupportedFormatError, match="archive within an archive; unpack the outer one"):
        onrecord.read(data, "x.zip")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt", "/etc/passwd.txt", "C:\\Windows\\a.txt", "..\\..\\a.txt", "a\u202etxt.exe",
        "a" * 300 + ".txt", "con.txt",
    ],
)  # fmt: skip
def test_nothing_is_written_under_a_name_from_an_archive(name, tmp_path, monkeypatch):
    """Whatever a member is called, it is read and nothing appears anywhere near."""
    monkeypatch.chdir(tmp_path)
    t = onrecord.read(zipped([(name, ANN)]), "x.zip")
    assert labels(t) == ["ANN BELL", "BO COE", "ANN BELL"]
    assert list(tmp_path.rglob("*")) == []


def lying(size):
    """A zip whose directory says that its member is ``size`` bytes long."""
    data = bytearray(zipped([("a.txt", ANN)]))
    for magic, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = data.index(magic) + at
        data[place : place + 4] = size.to_bytes(4, "little")
    return bytes(data)


BOMBS = {
    "expands": zipped([("a.txt", b"\0" * 60_000_000)]),
    "many": zipped([(f"{i}.txt", b"") for i in range(2_001)], zipfile.ZIP_STORED),
    "says it is huge": lying(400_000_000),
    "gzip": gzip.compress(b"\0" * 60_000_000),
    "gzip in pieces": gzip.compress(b"\0" * 1_000_000) * 310,
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_before_they_unpack(data):
    """Past the declared limits nothing is unpacked, and memory stays small."""
    tracemalloc.start()
    try:
        with pytest.raises(
            TooLargeError, match=r"(?:expands too much|holds 2,001 files.*up to 2,000)\. Upload single files"
        ):
            onrecord.read(data, "x.zip")
        assert tracemalloc.get_traced_memory()[1] < 320_000_000
    finally:
        tracemalloc.stop()


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_said():
    """A size told too small ends in a sentence, not in more bytes."""
    with pytest.raises(ReadError):
        onrecord.read(lying(10), "x.zip")


def test_a_password_is_named():
    """An encrypted member cannot be read and says why."""
    data = bytearray(zipped([("a.txt", ANN)]))
    for magic, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(magic) + at] |= 1
    with pytest.raises(ProtectedFileError, match=r"password-protected\. Save a copy without"):
        onrecord.read(bytes(data), "x.zip")


WHOLE = {"zip": SEVERAL, "gzip": gzip.compress(ANN * 50), "one": zipped([("ann.txt", ANN)])}
CUTS = [(name, at) for name, data in WHOLE.items() for at in range(0, len(data), max(1, len(data) // 16))]


@pytest.mark.parametrize(("name", "at"), CUTS)
def test_an_archive_that_breaks_off_says_so(name, at):
    """Cut anywhere, an archive is no transcript and gives one sentence."""
    with pytest.raises(ReadError) as caught:
        onrecord.read(WHOLE[name][:at], "x.zip")
    assert str(caught.value).endswith(".")


def test_a_gzip_that_breaks_off_is_called_damaged():
    """Half of a file is not shown as if it were whole."""
    with pytest.raises(DamagedFileError, match="gzip file is damaged or breaks off"):
        onrecord.read(gzip.compress(ANN * 50)[:-9], "x.gz")


@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=200)
def test_a_damaged_archive_ends_in_a_transcript_or_a_sentence(name, changes):
    """Bytes changed anywhere never give anything but a transcript or a ReadError."""
    data = bytearray(WHOLE[name])
    for place, value in changes:
        data[min(int(place * len(data)), len(data) - 1)] = value
    try:
        t = onrecord.read(bytes(data), "x.zip")
    except ReadError:
        return
    assert "".join(t.text[s.start : s.end] for s in t.segments) == t.text


def test_the_command_line_reads_all_of_an_archive(tmp_path, capsys):
    """`onrecord parse` writes the turns of every member, `--member` those of one."""
    (tmp_path / "days.zip").write_bytes(SEVERAL)
    assert cli.main(["parse", str(tmp_path / "days.zip"), "-o", str(tmp_path / "out.csv")]) == 0
    frame = pd.read_csv(tmp_path / "out.csv")
    assert frame["transcript"].tolist() == ["day 1/ann.txt"] * 3 + ["day 2/cleo.srt"] * 3
    assert cli.main(["convert", str(tmp_path / "days.zip"), "--member", "day 2/cleo.srt"]) == 0
    assert "Cleo: Hello there." in capsys.readouterr().out
    assert cli.main(["convert", str(tmp_path / "days.zip")]) == 2
    assert "choose one: day 1/ann.txt" in capsys.readouterr().err


def test_deflate_without_a_head_is_no_gzip():
    """Two bytes of magic do not make an archive."""
    with pytest.raises(DamagedFileError):
        onrecord.read(b"\x1f\x8b" + zlib.compress(ANN), "x")


def test_members_of_one_name_are_both_there():
    """Of two equal names the second is numbered; names that differ in case stay two files."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("a.txt", ANN), ("a.txt", ANN.replace(b"ANN", b"EVE")), ("A.TXT", ANN.replace(b"ANN", b"IDA"))])
    with pytest.raises(SeveralError) as caught:
        onrecord.read(data, "x.zip")
    assert caught.value.facts["members"] == ["a.txt", "a.txt (2)", "A.TXT"]
    first = [labels(onrecord.read(data, "x.zip", member=name))[0] for name in ("a.txt", "a.txt (2)", "A.TXT")]
    assert first == ["ANN BELL", "EVE BELL", "IDA BELL"]


def test_a_link_is_no_member():
    """What only points at a file of another system is nothing to read, and a NUL ends no name early."""
    link = zipfile.ZipInfo("passwd.txt")
    link.external_attr = 0o120777 << 16
    data = zipped([(link, b"/etc/passwd"), ("a\0b.txt", ANN)])
    assert labels(onrecord.read(data, "x.zip")) == ["ANN BELL", "BO COE", "ANN BELL"]


@pytest.mark.parametrize("data", [tar({"a.txt": ANN}), gzip.compress(tar({"a.txt": ANN}))], ids=["tar", "tar.gz"])
def test_a_tar_archive_is_named(data):
    """What is not opened is called what it is, with what to do."""
    with pytest.raises(ReadError, match=r"This is a tar archive.*unpack it and open the transcript inside"):
        onrecord.read(data, "x.tar")
