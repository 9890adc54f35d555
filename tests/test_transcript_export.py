"""A transcript written in every format, and read again: who said what stays, and so do times where there are some."""

import json
import re
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import cli
from onrecord.errors import DamagedFileError, ExportError, UnknownNameError
from onrecord.export.transcripts import WRITERS, written
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.model import Speaker
from onrecord.speech import speech_text

WORD = re.compile(r"[^\W_]+")

PEOPLE = ["Ann Bell", "Bo Coe", "Minister Carla Dunn", "José Ñandú", "Олена Коваль", "Zoë O'Hara-Lee"]
SAYINGS = [
    "Good morning.", "Shall we begin?", "We will not accept that!", "Forty-two ships came in March 2031.", "Très bien.",
    "Дякую вам усім.", "He said “never” — and meant it.", "Prices rose, then fell; nobody knows why.", "Yes.",
]  # fmt: skip


@st.composite
def transcripts(draw, *, timed=None):
    """A few people taking turns, with times or without."""
    names = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=4, unique=True))
    n_turns = draw(st.integers(2, 9))
    has_times = draw(st.booleans()) if timed is None else timed
    script, last, at_ms = Script(), -1, draw(st.integers(0, 5_000_000))
    for _ in range(n_turns):
        speaker = draw(st.integers(0, len(names) - 1).filter(lambda one, last=last: one != last))
        last = speaker
        length = draw(st.integers(1, 400_000))
        times = {"start_ms": at_ms, "end_ms": at_ms + length} if has_times else {}
        at_ms += length + draw(st.integers(0, 3_000))
        script.turn(str(speaker), names[speaker], **times)
        for number in range(draw(st.integers(1, 3))):
            if number:
                script.line(draw(st.sampled_from([1, 2])))
            script.put(" ".join(draw(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=4))))
    people = {str(at): Speaker(name, party=draw(st.sampled_from(["", "Left"]))) for at, name in enumerate(names)}
    return script.transcript(Source("talk.json", b"{}"), "json", script.n_kept, people=people)


def said(transcript, *, words=False):
    """Speaker and words of every turn, white space aside; with ``words`` letters and digits only."""
    rows = []
    for at, turn in enumerate(transcript.turns):
        text = speech_text(transcript, at)
        rows.append((transcript.speakers[turn.speaker].name, WORD.findall(text) if words else text.split()))
    return rows


def times(transcript):
    return [(turn.start_ms, turn.end_ms) for turn in transcript.turns]


def again(transcript, to):
    return onrecord.read(written(transcript, to), f"talk{WRITERS[to].suffix}")


@pytest.mark.parametrize("to", [name for name in WRITERS if name not in {"vtt", "srt"}])
@given(transcripts())
@settings(deadline=None, max_examples=60)
def test_who_said_what_survives_every_format(to, transcript):
    """Written and read again, the same people say the same words in the same turns."""
    read = again(transcript, to)
    exact = to != "chat"  # which has no quotation marks and dashes of its own, and ends every utterance in a mark
    assert said(read, words=not exact) == said(transcript, words=not exact)


@pytest.mark.parametrize("to", ["vtt", "srt", "csv", "json", "tei", "chat"])
@given(transcripts(timed=True))
@settings(deadline=None, max_examples=60)
def test_times_survive_to_the_millisecond(to, transcript):
    """Formats that hold times give them back, with the words."""
    read = again(transcript, to)
    assert times(read) == times(transcript)
    assert said(read, words=to == "chat") == said(transcript, words=to == "chat")


@given(transcripts())
@settings(deadline=None, max_examples=100)
def test_our_own_json_loses_nothing(transcript):
    """Everything but name, hash and format is what it was."""
    read = again(transcript, "json")
    fields = ("text", "segments", "turns", "speakers", "metadata", "defects", "origins", "unsure", "extraction")
    assert all(getattr(read, field) == getattr(transcript, field) for field in fields)


@given(transcripts(timed=False))
@settings(deadline=None, max_examples=20)
def test_captions_without_times_are_refused(transcript):
    """No time is invented: the sentence says how many turns lack one, and what to choose instead."""
    for to in ("vtt", "srt"):
        with pytest.raises(ExportError, match=r"turns have no time.*choose text, CSV"):
            written(transcript, to)


SOURCE = b"""---
title: Harbour committee
language: en
---

CHAIR: Good morning. (Laughter.) We begin & end
with the <pier>.

MS. OKONJO: Thank you.

It was surveyed in March.
"""
GOLDEN = {
    "text": """\
---
title: "Harbour committee"
language: "en"
speakers:
  - "CHAIR"
  - "MS. OKONJO"
---

CHAIR: Good morning. (Laughter.) We begin & end with the <pier>.

MS. OKONJO: Thank you.

It was surveyed in March.
""",
    "chat": """\
@UTF8
@Begin
@Languages:\teng
@Participants:\tS00 CHAIR Participant, MO MS._OKONJO Participant
@ID:\teng|onrecord|S00|||||Participant|||
@ID:\teng|onrecord|MO|||||Participant|||
@Title:\tHarbour committee
*S00:\tGood morning. We begin ＆ end with the ＜pier＞.
*MO:\tThank you. It was surveyed in March.
@End
""",
    "tei": """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
 <teiHeader>
  <fileDesc>
   <titleStmt><title>Harbour committee</title></titleStmt>
   <publicationStmt><p>Written by On Record from harbour.txt.</p></publicationStmt>
   <sourceDesc><bibl><title>harbour.txt</title></bibl></sourceDesc>
  </fileDesc>
  <profileDesc>
   <particDesc><listPerson>
    <person xml:id="s0" role="chair"><persName>CHAIR</persName></person>
    <person xml:id="s1"><persName>MS. OKONJO</persName></person>
   </listPerson></particDesc>
  </profileDesc>
 </teiHeader>
 <text>
  <body><div>
<note type="speaker">CHAIR:</note>
<u who="#s0">
  <seg>Good morning. <note type="stage">(Laughter.)</note> We begin &amp; end with the &lt;pier&gt;.</seg>
</u>
<note type="speaker">MS. OKONJO:</note>
<u who="#s1">
  <seg>Thank you.</seg>
  <seg>It was surveyed in March.</seg>
</u>
  </div></body>
 </text>
</TEI>
""",
}


@pytest.mark.parametrize(("to", "expected"), GOLDEN.items(), ids=GOLDEN.keys())
def test_a_format_is_written_as_it_should_look(to, expected):
    """One transcript, exactly as each format has it."""
    assert written(onrecord.read(SOURCE, "harbour.txt"), to).decode() == expected


def test_captions_are_written_with_voices_and_escaped():
    """A cue a turn; an end that nobody wrote down is the next start."""
    script = Script()
    script.turn("a", "Ann <B>", start_ms=3_723_004)
    script.put("Ships & boats --> here.")
    script.turn("b", "Bo", start_ms=3_725_000, end_ms=3_726_500)
    script.put("Yes.")
    t = script.transcript(Source("x", b""), "json", 0, people={})
    assert written(t, "vtt").decode() == (
        "WEBVTT\n\n01:02:03.004 --> 01:02:05.000\n<v Ann &lt;B&gt;>Ships &amp; boats --&gt; here.\n\n"
        "01:02:05.000 --> 01:02:06.500\n<v Bo>Yes.\n"
    )
    assert written(t, "srt").decode() == (
        "1\n01:02:03,004 --> 01:02:05,000\nAnn <B>: Ships & boats → here.\n\n"
        "2\n01:02:05,000 --> 01:02:06,500\nBo: Yes.\n"
    )


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-5 said he", "@SUM(1)", "\t=1", "＝1"])
def test_no_cell_of_a_table_is_a_formula(cell):
    """What a spreadsheet would run is led by an apostrophe, and comes back without it."""
    script = Script()
    script.turn("a", "Ann")
    script.put(cell)
    t = script.transcript(Source("x", b""), "json", 0, people={})
    content = written(t, "csv").decode()
    assert f"'{cell.strip()}" in content
    assert said(onrecord.read(content.encode(), "x.csv")) == [("Ann", cell.split())]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.update(text=row["text"][:-1]),
        lambda row: row["segments"].pop(),
        lambda row: row["turns"][0].update(speaker="Nobody"),
        lambda row: row["turns"][0].update(end=10_000),
        lambda row: row["segments"][0].__setitem__(0, "poem"),
        lambda row: row["segments"][2].__setitem__(3, 99),
        lambda row: row.update(speakers=[]),
        lambda row: row.pop("metadata"),
        lambda row: row.update(turns=[]),
        lambda row: row.update(text=7),
        lambda row: row["turns"][0].update(start_ms="late"),
    ],
)
def test_our_own_json_is_not_taken_on_trust(change):
    """Changed by hand so that its parts no longer fit, it is refused with a sentence."""
    row = json.loads(written(onrecord.read(SOURCE, "x.txt"), "json"))
    change(row)
    with pytest.raises(DamagedFileError, match="no longer fit together"):
        onrecord.read(json.dumps(row).encode(), "x.json")


def test_the_command_line_converts(tmp_path, capsys):
    """By the ending of the output, or as asked for."""
    (tmp_path / "a.txt").write_bytes(SOURCE)
    assert cli.main(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.cha")]) == 0
    assert (tmp_path / "a.cha").read_text(encoding="utf-8") == GOLDEN["chat"]
    assert cli.main(["convert", str(tmp_path / "a.txt"), "--to", "vtt"]) == 2
    assert "2 of 2 turns have no time" in capsys.readouterr().err


def test_an_unknown_format_is_answered_with_the_known_ones():
    with pytest.raises(UnknownNameError, match="text, vtt, srt, csv, json, tei, chat"):
        written(onrecord.read(SOURCE, "x.txt"), "docx")


def test_metadata_is_read_only():
    """What was read back cannot be changed either."""
    assert isinstance(again(onrecord.read(SOURCE, "x.txt"), "json").metadata, MappingProxyType)
