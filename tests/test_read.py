"""``onrecord.read``: nothing is lost, everything has its place and its time, whatever the bytes."""

import time
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import ReadError
from onrecord.formats import FORMATS
from onrecord.formats.decode import decode
from onrecord.formats.options import Options
from onrecord.formats.source import Source
from onrecord.speech import speech_text

ODD = "\u2028\u2029\x85\x0b\x0c\r\n\t\0\u202e\u200f\ufeff\u200b\xa0\u3000"
LINES = st.sampled_from(
    ["MR. LOWE: Hello.", "Q    Why?", "(Applause.)", "[00:01] Anna Bell: Hi.", "**Bob:** yes", "# Heading", "THE END",
     "/Public Release.", "###", "---", "[[Page S1]]", "1:07 P.M. EST", "text (inaudible) text", "", "   ", "- - -",
     "(two\nlines)", "Anna Bell  0:15", "Mr. HALE. I rise.", "\u200eBob: hi", "title: x"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.text(alphabet="AaBb:.()[]*_#—0123456789 " + ODD),
    st.lists(LINES, max_size=14).flatmap(
        lambda rows: st.sampled_from(["\n", "\n\n", "\r\n", "\r"]).map(lambda e: e.join(rows))
    ),
)


def readers():
    return list(FORMATS.values())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("---\na: b\n---\nANNA: hi\n\nBOB: yes?\n")
@example("(" * 3 + "\n\n)")
@example("A:\n" * 3 + "###")
@example("<body><pre>MR. LOWE: a<b</pre></body>")
def test_segments_tile_every_text(text):
    """From 0 to the end, without gap or overlap, none empty; turns lie within, in order, and own what is theirs."""
    data = text.encode()
    if not decode(data).text.strip():
        return
    for form in readers():
        try:
            t = form.read(Source("x", data))
        except ReadError:  # no cue in it, no archive
            continue
        assert_whole(t)


def assert_whole(t):
    assert "".join(t.text[s.start : s.end] for s in t.segments) == t.text
    assert all(one.end == other.start for one, other in pairwise(t.segments))
    assert all(s.start < s.end for s in t.segments)
    assert all(one.end <= other.start for one, other in pairwise(t.turns))
    for s in t.segments:
        if s.turn is not None:
            turn = t.turns[s.turn]
            assert turn.start <= s.start
            assert s.end <= turn.end
    for turn in t.turns:
        assert 0 <= turn.speaker < len(t.speakers)
    assert len({s.name.casefold() for s in t.speakers}) == len(t.speakers)
    assert t.has_labels == any(s.kind == "label" for s in t.segments)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_one_speaker_takes_any_text(text):
    """Asked for, the whole text is one person's, and no defect complains of missing labels."""
    if text.strip() and decode(text.encode()).text.strip():
        t = FORMATS["text"].read(Source("x", text.encode()), Options(one_speaker=True))
        assert_whole(t)
        assert not t.has_labels
        assert [defect for defect in t.defects if not defect.message.startswith("Accents look garbled")] == []
        assert len(t.speakers) == 1


def test_a_text_without_labels_is_one_speaker_and_says_so():
    """The whole body is speech of "Speaker"; a defect tells."""
    t = onrecord.read(b"My fellow citizens,\n\nI have three goals.\n\n(Applause.)\n\nThank you.\n", name="speech.txt")
    assert (t.has_labels, [s.name for s in t.speakers], len(t.turns)) == (False, ["Speaker"], 1)
    assert t.turns[0].label == ""
    assert "No speaker labels" in t.defects[0].message
    assert [s.kind for s in t.segments if s.kind != "space"] == ["speech", "stage", "speech"]


def test_a_transcript_carries_its_source():
    """Name, digest and format are there, and a path gives its own name."""
    t = onrecord.read(b"ANNA: Hi.\n\nBOB: Why?\n\nANNA: Bye.\n", name="talk.txt")
    assert (t.name, t.format, t.encoding) == ("talk.txt", "text", "UTF-8")
    assert t.sha256 == sha256(b"ANNA: Hi.\n\nBOB: Why?\n\nANNA: Bye.\n").hexdigest()


def test_a_path_is_read_under_its_own_name(tmp_path):
    """What is read from a file is called as the file is."""
    path = tmp_path / "talk.txt"
    path.write_bytes(b"ANNA: Hi.\n\nBOB: Why?\n\nANNA: Bye.\n")
    assert onrecord.read(path).name == "talk.txt"
    assert onrecord.read(str(path), name="other").name == "other"


def test_names_are_kept_exactly_whatever_they_hold():
    """Script tags, Markdown, formulas and invisible characters in names are text like any other."""
    text = "ANNA (via interpreter): <script>alert(1)</script> **x** $y$\n\nB\u200bOB: =SUM(1)\n\nANNA: \u202eok\n"
    t = onrecord.read(text.encode())
    assert t.text == text
    assert [s.name for s in t.speakers] == ["ANNA", "B\u200bOB"]
    assert t.turns[0].note == "via interpreter"


def test_a_turn_ends_in_time_when_the_next_begins():
    """Times come from the labels; the last turn, and one before an untimed or earlier one, has no end."""
    t = onrecord.read(
        b"[00:01] Anna: Hi.\n\n[00:05] Bob: Hello.\n\nAnna: And?\n\n[00:09] Bob: Yes.\n\n"
        b"[00:02] Anna: What?\n\n[00:03] Bob: I.\n"
    )
    times = [(turn.start_ms, turn.end_ms) for turn in t.turns]
    assert times == [(1000, 5000), (5000, None), (None, None), (9000, None), (2000, 3000), (3000, None)]
    assert t.has_times


def test_dated_times_count_from_the_first():
    """A chat's dates and clock become milliseconds since its first message."""
    t = onrecord.read(
        b"[31/12/2024, 23:59:58] Anna: Hello\n[31/12/2024, 23:59:59] Bob: Hi\n[01/01/2025, 00:00:05] Anna: Bye\n"
    )
    assert [turn.start_ms for turn in t.turns] == [0, 1000, 7000]


def test_what_stands_before_the_first_label_is_described():
    """The title, the time and the place are fields."""
    t = onrecord.read(b"TALKS ON FISH\n\nHarbour Palace\n\n3:12 P.M. EST\n\nANNA: Hi.\n\nBOB: Why?\n\nANNA: Bye.\n")
    assert dict(t.metadata) == {"title": "TALKS ON FISH", "time": "3:12 P.M. EST", "place": "Harbour Palace"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Laughter.)", "stage"),
        ("[Music playing]", "stage"),
        ("(The committee recessed at noon and\nmet again at two.)", "stage"),
        ("(Ute Sommer [DEF]: Das ist neu!)", "interjection"),
        ("**Break:**", "stage"),
        ("## The budget", "heading"),
        ("THE BUDGET", "heading"),
        ("               On the Budget", "heading"),
        ("[00:12:30]", "timestamp"),
        ("1:02:30", "timestamp"),
        ("2:19 P.M. EDT", "metadata"),
        ("[[Page S714]]", "furniture"),
        ("Page 12 of 30", "furniture"),
        ("-----------", "furniture"),
    ],
)
def test_lines_that_nobody_said(line, kind):
    """Each kind of non-speech line inside a turn is one segment of its kind, and the turn goes on after it."""
    text = f"ANNA: Before it.\n\n{line}\n\nAfter it.\n\nBOB: Why?\n\nANNA: Bye.\n"
    t = onrecord.read(text.encode())
    inside = [(s.kind, t.text[s.start : s.end].strip()) for s in t.segments if s.turn == 0 and s.kind != "space"]
    assert inside == [("label", "ANNA:"), ("speech", "Before it."), (kind, line.strip()), ("speech", "After it.")]


@pytest.mark.parametrize(
    "line",
    [
        "He said (and I quote) that it works.",
        "We met at 10:30 this morning.",
        "It is in the treaty (see the chapter on ports and harbours and all that they need).",
        "They cheered. [He] left.",
        "I saw the book (booked in May).",
    ],
)
def test_what_was_said_stays_said(line):
    """Parentheses and times of ordinary prose are speech."""
    t = onrecord.read(f"ANNA: {line}\n\nBOB: Why?\n\nANNA: Bye.\n".encode())
    assert [t.text[s.start : s.end] for s in t.segments if s.turn == 0 and s.kind == "speech"] == [line]


GROWING = {
    "short turns": "MR. LOWE: Yes, we did.\n\nQ    And then?\n\n",
    "long turns": "ANNA BELL: " + "It is late and we go on. " * 60 + "\n\nBOB ROE: Why?\n\n",
    "hard wraps": "MR. LOWE: We know that our\nfriends are on the road and that\nit is long\nand dark.\n\nQ  Why?\n\n",
    "stamped": "[00:01] Anna: Hi there (laughs) [00:02] again.\n[00:05] Bob: Hello.\n",
    "unlabelled": "It was the best of times.\nIt was the worst of times, said he.\n\n",
}


@pytest.mark.parametrize("unit", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_the_text(unit):
    """Four times the text takes no more than some six times the time."""

    def seconds(n_bytes):
        data = (unit * (n_bytes // len(unit) + 1)).encode()
        best = 9e9
        for _ in range(2):
            start = time.process_time()
            onrecord.read(data, name="x")
            best = min(best, time.process_time() - start)
        return best

    small = seconds(100_000)
    assert seconds(400_000) < max(6.5 * small, 0.05)


def test_an_address_is_no_speech_and_the_words_of_a_link_are():
    link, bare = "[one page](https://example.org/a_b/c)", "https://example.org/d?e=1"
    text = f"**Ann:** See {link}, please.\n\n**Bob:** At {bare}. Yes.\n\n**Ann:** Good.\n\n**Bob:** Bye.\n"
    transcript = onrecord.read(text.encode(), name="links.md")
    furniture = [text[s.start : s.end] for s in transcript.segments if s.kind == "furniture"]
    assert [speech_text(transcript, turn) for turn in (0, 1)] == ["See one page, please.", "At. Yes."]
    assert furniture == ["[", "](https://example.org/a_b/c)", bare]
