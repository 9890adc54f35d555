"""What people hand in by mistake, and what somebody hands in on purpose: each gets its one sentence, or is read with a
note.
"""

import pytest

import onrecord
from onrecord.errors import EmptyFileError, NotTextError, ReadError, UnsupportedFormatError
from onrecord.export.files import FORMULA_STARTS, escaped

TALK = "ANN BELL: Good morning.\n\nBO COE: Good morning to you.\n\nANN BELL: Shall we?\n"
REFUSED = {
    "nothing": (b"", EmptyFileError, r"^This file is empty\.$"),
    "blanks": (b"\xef\xbb\xbf \r\n\t", EmptyFileError, r"^This file is empty\.$"),
    "zeros": (b"\0" * 400, EmptyFileError, r"^This file is empty\.$"),
    "control characters": (
        b"ANN: \x01\x02\x03\x04 hi\n" * 20, NotTextError,
        r"^This looks like a binary file, not a transcript; On Record reads text\.$",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60, NotTextError,
        r"^This is a PNG picture\. On Record reads transcripts; run text recognition \(OCR\) on it first\.$",
    ),
    "a recording": (
        b"ID3\x04" + b"\0" * 60, NotTextError, r"^This is an MP3\. On Record reads transcripts; transcribe it first\.$",
    ),
    "a program": (
        b"\x7fELF" + b"\0" * 60, NotTextError, r"^This is a program, not a transcript; On Record reads text\.$",
    ),
    "old Word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400 + "WordDocument".encode("utf-16-le"),
        UnsupportedFormatError, r"^Old Word format\. Save as \.docx\.$",
    ),
    "times of speakers": (
        b"SPEAKER talk 1 0.5 3.2 <NA> <NA> A <NA> <NA>\nSPEAKER talk 1 4.0 1.1 <NA> <NA> B <NA> <NA>\n",
        UnsupportedFormatError, r"diarisation list \(RTTM\).*it holds times without words",
    ),
    "settings": (b'{"theme": "dark", "size": 12}', ReadError, r"JSON"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "kind", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_transcript_gets_one_sentence(data, kind, sentence):
    """What was found, what was expected, what to do; the same under any name."""
    for name in ("talk.txt", "talk.docx"):
        with pytest.raises(kind, match=sentence) as caught:
            onrecord.read(data, name)
        assert "\n" not in str(caught.value)


READ = {
    "one stray NUL": TALK.replace("morning.", "mor\0ning.").encode(),
    "a mark and CRLF": b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode(),
    "UTF-16": TALK.encode("utf-16"),
    "UTF-16 without a mark": TALK.encode("utf-16-le"),
    "Windows-1252": TALK.replace("Good", "“Good”").encode("cp1252"),
    "bare carriage returns": TALK.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ.keys())
def test_odd_text_is_read(data):
    """Encodings, line ends and a stray zero byte change nobody's words and lose nothing."""
    t = onrecord.read(data, "x.pdf")
    assert [turn.label for turn in t.turns] == ["ANN BELL", "BO COE", "ANN BELL"]
    assert "".join(t.text[s.start : s.end] for s in t.segments) == t.text


@pytest.mark.parametrize(
    "encode",
    [
        lambda a, b: f"{a}: Hello.\n\n{b}: Yes.\n\n{a}: So.\n\n{b}: Good.\n".encode(),
        lambda a, b: f"speaker,text\n{a},Hello there.\n{b},Yes we do.\n{a},So be it.\n{b},Good then.\n".encode(),
        lambda a, b: f'[{{"speaker": "{a}", "text": "Hello."}}, {{"speaker": "{b}", "text": "Yes."}}]'.encode(),
        lambda a, b: (
            f"<debates><speech speaker='{a}'><p>Hello.</p></speech><speech speaker='{b}'><p>Yes.</p></speech></debates>"
        ).encode(),
    ],
    ids=["text", "table", "JSON", "XML"],
)  # fmt: skip
def test_names_are_neither_merged_nor_split_by_how_they_are_encoded(encode):
    """Composed and decomposed accents are one name; a Cyrillic А is another letter, and so another speaker."""
    composed = onrecord.read(encode("José Pérez", "Jose\u0301 Pe\u0301rez"), "x")
    alike = onrecord.read(encode("Ann Bell", "\u0410nn Bell"), "x")
    assert (len(composed.speakers), len(alike.speakers)) == (1, 2)


PAYLOADS = [
    start + rest
    for start in FORMULA_STARTS
    for rest in ('cmd|"/c calc"!A0', "SUM(1+1)*cmd", 'HYPERLINK("http://example.org","x")')
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_formula_leaves_in_a_table(payload):
    """Each of 33 payloads a spreadsheet would run is led by an apostrophe."""
    assert escaped(payload) == f"'{payload}"
