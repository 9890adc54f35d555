"""Bytes to the right reader, or to one sentence that says why not."""

import io
import json
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import (
    DamagedFileError,
    EmptyFileError,
    NotTextError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from onrecord.formats import FORMATS, LIMIT_BYTES, detect, read
from onrecord.formats.decode import decode
from onrecord.formats.frontmatter import front_matter, listed
from onrecord.formats.source import Source
from onrecord.speech import speech_text

CASES = Path(__file__).parent / "cases"
CASE_FILES = sorted(p for p in CASES.glob("*/*") if not p.name.endswith(".expected.json"))
SAID = "SECRETARY HALE: Hello – “friend”.\r\n\r\nQUESTION: Why?\r\n\r\nSECRETARY HALE: Café.\r\n"


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each_case_reads_as_expected(path):
    """A case file gives exactly the turns, times and marked stretches that were written down for it."""
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    t = read(path)
    assert (t.format, t.encoding) == (expected["format"], expected["encoding"])
    turns = [[turn.label, t.speakers[turn.speaker].name, speech_text(t, at)] for at, turn in enumerate(t.turns)]
    assert turns == expected["turns"]
    if "times_ms" in expected:
        assert [[turn.start_ms, turn.end_ms] for turn in t.turns] == expected["times_ms"]
    if "not_speech" in expected:
        marked = [[s.kind, t.text[s.start : s.end]] for s in t.segments if s.kind not in ("speech", "space")]
        assert [row for row in marked if not row[1].startswith("---")] == expected["not_speech"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_keeps_the_contract(name):
    """A registered format has its name, suffixes, a cautious sniff, and at least one case file."""
    form = FORMATS[name]
    assert name == form.NAME
    assert form.SUFFIXES
    assert all(suffix.startswith(".") and suffix.islower() for suffix in form.SUFFIXES)
    assert form.sniff(Source("", b"")) == 0
    assert form.sniff(Source("", b"Hello")) in (0, 1)
    assert any(path.parent.name == name for path in CASE_FILES)


def test_a_first_look_rules_out_no_file_that_a_reader_would_take():
    """Where ``may_be`` is false, the module's own sniff says no: of every case, whole, cut short, and put off."""
    missed = [
        (name, path.name, at)
        for path in CASE_FILES
        for at, data in enumerate(_varied(path.read_bytes()))
        for name, form in FORMATS.items()
        if not form.may_be(source := Source("x", data)) and form.reader.sniff(source)
    ]
    assert missed == []


def _varied(data):
    yield data
    yield data[: len(data) // 3]
    yield b"\xef\xbb\xbf" + data
    yield b"\r\n \n" + data
    yield data[len(data) // 2 :]
    if data.isascii():
        yield data.decode().encode("utf-16")
        yield data.decode().encode("utf-16-be")


def test_a_text_imports_no_reader_of_another_kind():
    """To read a plain text neither JSON's nor XML's readers are imported, nor those of pages and documents."""
    code = "import sys, onrecord; onrecord.read(b'ANN: Yes, well.\\n\\nBEN: No.\\n'); print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    readers = {f"onrecord.formats.{name}" for name in ("vtt", "html", "docx", "pdf", "whisper", "tei", "json_turns")}
    loaded = set(answer.stdout.split())
    assert "onrecord.formats.text" in loaded
    assert readers.isdisjoint(loaded)


MEDIA = {
    "MP3": b"ID3\x03" + b"\0" * 50,
    "MP4": b"\0\0\0 ftypisom" + b"\0" * 50,
    "M4A": b"\0\0\0 ftypM4A " + b"\0" * 50,
    "WAV": b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 50,
    "Ogg": b"OggS\0\2" + b"\0" * 50,
    "WebM": b"\x1aE\xdf\xa3" + b"\0" * 50,
}


@pytest.mark.parametrize(("found", "data"), MEDIA.items(), ids=MEDIA.keys())
def test_sound_and_film_are_named_and_advised(found, data):
    """Sound and film get their name and the advice to transcribe."""
    with pytest.raises(NotTextError, match=f"This is an? {found}.*transcribe it first") as caught:
        read(data, name="x.txt")
    assert found in str(caught.value.facts["found"])


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 50, b"GIF89a" + b"\0" * 50,
     b"\x7fELF" + b"\0" * 90,
     bytes(range(256)) * 50, b"\0\1\2\3" * 300],
)  # fmt: skip
def test_other_binaries_are_refused(data):
    """Pictures, programs and noise are no transcripts."""
    with pytest.raises(NotTextError):
        read(data)


KNOWN = {
    "XML": b'<?xml version="1.0"?><talk><turn/></talk>',
}


@pytest.mark.parametrize(("named", "data"), KNOWN.items(), ids=KNOWN.keys())
def test_known_formats_are_refused_by_name(named, data):
    """A format that is not read yet is named, and the sentence says what to do instead."""
    with pytest.raises(UnsupportedFormatError) as caught:
        read(data, name="talk.txt")
    message = str(caught.value)
    assert named in message
    assert message.endswith(".")
    assert "plain text" in message or "password" in message
    assert caught.value.facts["name"] == "talk.txt"


@pytest.mark.parametrize(
    "text",
    [
        "[Speaker 1]: Hi.\n[Speaker 2]: Hello.\n[Speaker 1]: Bye.\n",
        "[10:15 AM] Anna: Hi.\n[10:16 AM] Bob: Hello.\n[10:17 AM] Anna: Bye.\n",
        "00:05:41\tAnna:\tHi.\n00:05:45\tBob:\tHello.\n00:05:49\tAnna:\tBye.\n",
        "{Applause}\n\nMR. LOWE: Hi.\n\nQUESTION: Why?\n",
        "<anna> hello there\n<bob> hi\n<anna> how are you\n<bob> fine\n<anna> ok\n",
        "BM. LOWE: Hi.\n\nMZ. REED: Why?\n",
        "MR. LOWE: one, two, three.\nMS. REED: four, five, six.\nMR. LOWE: a, b, c.\n",
    ],
)
def test_plain_text_is_not_mistaken(text):
    """Brackets, tabs, commas and short openings do not make a text something else."""
    assert read(text.encode()).has_labels


@pytest.mark.parametrize("data", [b"", b" \n\n\t", b"\xef\xbb\xbf", b"\xff\xfe\n\0", b"\0\0\0\0", "\u00a0\n".encode()])
def test_nothing_is_an_empty_file(data):
    """White space, a lone mark and zero bytes are nothing."""
    with pytest.raises(EmptyFileError, match="This file is empty"):
        read(data)


def test_a_file_past_the_limit_is_refused_unread(tmp_path):
    """The size is asked before the bytes."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    with pytest.raises(TooLargeError, match="100 MB") as caught:
        read(path)
    assert caught.value.facts["limit_bytes"] == LIMIT_BYTES


def test_errors_survive_pickling():
    """A worker process can send an error back whole."""
    with pytest.raises(ReadError) as caught:
        read(b"%PDF-1.7\n", name="a.pdf")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 our own bytes
    assert (type(copy), str(copy), copy.facts) == (DamagedFileError, str(caught.value), caught.value.facts)


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_reader_or_a_sentence(data):
    """Whatever comes, a format or a ReadError with one sentence comes of it."""
    said = "."
    try:
        detect(Source("", data))
    except ReadError as error:
        said = str(error)
    assert said.endswith(".")


ENCODED = {
    "UTF-8": (SAID.encode(), "UTF-8"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + SAID.encode(), "UTF-8"),
    "UTF-16 with a mark": (SAID.encode("utf-16"), "UTF-16"),
    "UTF-16 big-endian with a mark": (b"\xfe\xff" + SAID.encode("utf-16-be"), "UTF-16"),
    "UTF-16 without a mark": (SAID.encode("utf-16-le"), "UTF-16"),
    "UTF-16 big-endian without a mark": (SAID.encode("utf-16-be"), "UTF-16"),
    "Windows-1252": (SAID.encode("cp1252"), "Windows-1252"),
}


@pytest.mark.parametrize(("data", "encoding"), ENCODED.values(), ids=ENCODED.keys())
def test_each_encoding_is_read_and_named(data, encoding):
    """The same text comes out of each, and the transcript says which it was."""
    t = read(data)
    assert (t.text, t.encoding) == (SAID, encoding)
    assert [turn.label for turn in t.turns] == ["SECRETARY HALE", "QUESTION", "SECRETARY HALE"]


def test_bytes_that_mean_nothing_in_windows_1252_are_kept():
    """All 256 bytes become a character each."""
    data = b"Caf\xe9 \x81\x8d\x8f\x90\x9d and a long tail of plain text so that the high bytes are few, very few."
    decoded = decode(data)
    assert (decoded.encoding, len(decoded.text), decoded.is_damaged) == ("Windows-1252", len(data), False)


def test_damage_is_said():
    """A file cut in the middle of a character is read, and a defect says where."""
    t = read(SAID.encode()[:-5] + b"\xc3", name="cut")
    assert t.encoding == "UTF-8"
    assert t.text.endswith("\ufffd")
    assert [t.text[d.start : d.end] for d in t.defects] == ["\ufffd"]


def test_front_matter_is_metadata_and_its_lists_are_read():
    """Quotes, folded lines and both kinds of list come out as plain text; what follows is the body."""
    text = (
        "---\ntitle: \"A\\_B \\\"C\\\"\"\nnote: 'it''s'\nguests: ['Ann B', \"Cy D\"]\nhosts:\n  - Eve F\n  - Gus H\n"
        "long: one\n  two\nempty:\n---\nANNA: Hi.\n"
    )
    front = front_matter(text)
    assert text[front.end :] == "ANNA: Hi.\n"
    assert dict(front.fields) == {
        "title": 'A B "C"', "note": "it's", "guests": "Ann B, Cy D", "hosts": "Eve F, Gus H", "long": "one two",
    }  # fmt: skip
    assert listed(front.fields["guests"]) == ["Ann B", "Cy D"]


@pytest.mark.parametrize("text", ["--- not a header ---\nHi.\n", "---\nnever closed\n", "Hi.\n---\na: b\n---\n"])
def test_rules_and_dashes_are_no_front_matter(text):
    """A header opens the file and closes."""
    assert front_matter(text).end == 0
