"""Captions: cues become turns and sentences run on; damaged ones are read whole or refused in a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import onrecord
from onrecord.corrections import IsKind, IsLabel, NotLabels, Pattern, Person, SaidBy, corrected, read_corrected
from onrecord.errors import EmptyFileError, OnRecordError, PatternError
from onrecord.labels import described_in, missed_in
from onrecord.speech import speech_text
from onrecord.stats.share import share
from onrecord.table import from_transcripts
from tests.documents import text
from tests.reading import shown, turns_of
from tests.test_mutations import assert_usable, damaged
from tests.test_read import assert_whole

CASES = Path(__file__).parent / "cases"
PATHS = sorted([*CASES.glob("vtt/*.vtt"), *CASES.glob("srt/*.srt")])
ORIGINALS = tuple(path.read_bytes().decode("utf-8-sig") for path in PATHS)


def captions(*cues, head="WEBVTT\n\n"):
    """WebVTT of cues of four seconds each, one after another."""
    timed = [f"00:00:{4 * i:02}.000 --> 00:00:{4 * i + 4:02}.000\n{text}\n" for i, text in enumerate(cues)]
    return (head + "\n".join(timed)).encode()


def said(transcript):
    return [
        (transcript.speakers[turn.speaker].name, speech_text(transcript, at))
        for at, turn in enumerate(transcript.turns)
    ]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged(ORIGINALS))
def test_damaged_captions_are_read_whole_or_refused(data):
    """No traceback, no lost character, no turn that ends before it starts, and the next steps take what was read."""
    try:
        transcript = onrecord.read(data, name="x.vtt")
    except OnRecordError:
        return
    assert_whole(transcript)
    assert_usable(transcript)


DAMAGES = {
    "cut at a third": lambda t: t[: len(t) // 3],
    "cut in a timing": lambda t: t[: t.rindex("-->") + 2],
    "head lost": lambda t: t[t.index("-->") :],
    "blank lines lost": lambda t: t.replace("\r", "").replace("\n\n", "\n"),
    "blank lines doubled": lambda t: t.replace("\n", "\n\n"),
    "line ends lost": lambda t: t.replace("\r", "").replace("\n", " "),
    "old line ends": lambda t: t.replace("\r", "").replace("\n", "\r"),
    "arrows lost": lambda t: t.replace("-->", "", 2),
    "tags cut": lambda t: t.replace(">", "", 3),
    "numbers of another script": lambda t: t.replace("1", "١"),
    "cues in reverse": lambda t: "\n\n".join(reversed(t.replace("\r", "").split("\n\n"))),
    "twice": lambda t: t + t,
    "zero bytes": lambda t: t.replace("\n", "\0\n", 2),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("original", ORIGINALS, ids=[path.name for path in PATHS])
def test_each_damage_is_survived(original, damage):
    """Every case file, broken in every way that files break."""
    for encoding in ("utf-8", "utf-16"):
        try:
            transcript = onrecord.read(damage(original).encode(encoding), name="x.srt")
        except OnRecordError as error:
            assert str(error).endswith(".")  # noqa: PT017
            continue
        assert transcript.text == damage(original)
        assert_whole(transcript)
        assert_usable(transcript)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_line_ends_and_encodings_change_nothing(ends, encoding):
    data = (
        captions("Ann: We met at", "Ann: Noon, Bob.", "Bob: So we did.").decode().replace("\n", ends).encode(encoding)
    )
    transcript = onrecord.read(data)
    assert transcript.format == "vtt"
    assert said(transcript) == [("Ann", "We met at Noon, Bob."), ("Bob", "So we did.")]


@pytest.mark.parametrize(
    "head",
    [
        "WEBVTT\n\n",
        "WEBVTT\n",
        "webvtt FILE\n\n",
        "\n\nWEBVTT - A title\nKind: captions\n\n",
        "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n",
    ],
)
def test_heads_of_every_kind_open_captions(head):
    transcript = onrecord.read(captions("<v Ann>Hello.", head=head))
    assert (transcript.format, said(transcript)) == ("vtt", [("Ann", "Hello.")])


def test_a_sentence_runs_on_from_cue_to_cue():
    """Also where the next cue opens with a capital: only marks end sentences, and pauses after them paragraphs."""
    transcript = onrecord.read(captions("We came to", "Harbour City. It was", "late."))
    table = from_transcripts([transcript])
    ends = [transcript.text[end - 5 : end] for end in table.sentence_end]
    assert ends == ["City.", "late."]


def test_times_drive_the_share_of_time():
    """A turn lasts from its first cue to the end of its last."""
    transcript = onrecord.read(captions("<v Ann>One.", "<v Ann>Two.", "<v Bob>Three."))
    table = from_transcripts([transcript])
    frame = share(table, table.sentence_words > 0)
    assert dict(zip(frame["speaker"], frame["time_ms"], strict=True)) == {"Ann": 8000, "Bob": 4000}


@pytest.mark.parametrize(
    ("cues", "turns"),
    [
        (("<v Ann>Hi.", "Still me.", "<v Bob>No."), [("Ann", "Hi. Still me."), ("Bob", "No.")]),
        (("Before.", "<v Ann>Hi."), [("Speaker", "Before."), ("Ann", "Hi.")]),
        (("[Music]", "<v Ann>Hi."), [("Ann", "Hi.")]),
        (("<v Ann Lee>Hi.", "<v ANN LEE>Me."), [("Ann Lee", "Hi. Me.")]),
        (("<v A &amp; B>Tom &amp; I&nbsp;ran.",), [("A & B", "Tom & I ran.")]),
        (("&gt;&gt; Hi.", "&gt;&gt; Yes. >> No."), [("Speaker", "Hi."), ("Speaker", "Yes."), ("Speaker", "No.")]),
        (("Yes.", "Yes.", "Yes, the tide."), [("Speaker", "Yes. Yes. Yes, the tide.")]),
        (("So I told", "Michael", "Note: it is late"), [("Speaker", "So I told Michael Note: it is late")]),
        (
            ("<v Bob Ray>Five.", "- You said five?\n- I said six.", "<v Bob Ray>Six."),
            [("Bob Ray", "Five."), ("Speaker", "You said five?"), ("Speaker", "I said six."), ("Bob Ray", "Six.")],
        ),
        (("<v Bob Ray>- Five.", "- Or six."), [("Bob Ray", "- Five. - Or six.")]),
        (
            ("BOB: Five.", "ANN: Six.", "BOB: Five.", "[Bob] Or six.", "ANN: Yes.", "[door] Who is it?", "ANN: Me."),
            [
                ("BOB", "Five."), ("ANN", "Six."), ("BOB", "Five. Or six."), ("ANN", "Yes. [door] Who is it? Me."),
            ],
        ),
        (
            ("Ann Lee (UNDP): We start.", "Here is the point: fish.", "Bob Ray: Which fish?"),
            [("Ann Lee (UNDP)", "We start. Here is the point: fish."), ("Bob Ray", "Which fish?")],
        ),
        (("<anna@x> is no tag and 3 < 4",), [("Speaker", "<anna@x> is no tag and 3 < 4")]),
    ],
)  # fmt: skip
def test_who_speaks(cues, turns):
    assert said(onrecord.read(captions(*cues))) == turns


@pytest.mark.parametrize("head", ["WEBVTT\n\n", ""])
def test_music_is_not_said(head):
    """What is sung between notes is nobody's speech, in one line or two; a line that a note opens is sung too."""
    cues = ("<i>♪ Row the boat ♪</i>", "Morning all. ♪♪", "♪ Down the\nriver ♪", "Where were we?", "♪ Life is", "Here.")
    transcript = onrecord.read(captions(*cues, head=head))
    assert said(transcript) == [("Speaker", "Morning all. Where were we? Here.")]
    stage = [transcript.text[s.start : s.end] for s in transcript.segments if s.kind == "stage"]
    assert stage == ["♪ Row the boat ♪", "♪♪", "♪ Down the\nriver ♪", "♪ Life is"]
    assert said(onrecord.read(captions("♪♪", "♪ La ♪", head=head))) == [("Speaker", "")]


def test_captions_of_youtube_have_commas_between_their_times():
    """SBV is read as captions; a line of two times among words is none."""
    data = b"0:00:00.000,0:00:03.000\nThe tide is\n\n0:00:03.000,0:01:04.500\nin. So 0:00:01.000,0:00:02.000 it is\n"
    transcript = onrecord.read(data, name="x.sbv")
    assert said(transcript) == [("Speaker", "The tide is in. So 0:00:01.000,0:00:02.000 it is")]
    assert (transcript.format, transcript.turns[0].start_ms, transcript.turns[0].end_ms) == ("srt", 0, 64_500)


@pytest.mark.parametrize("rest", ["2\n00:00:0", "2\r\n00:00:07,000 --", "00:00:07,000 --> 00:0"])
def test_captions_cut_within_a_timing_say_so(rest):
    """What is left of the timing is not said; an hour that somebody says is no timing."""
    transcript = onrecord.read(f"1\n00:00:01,000 --> 00:00:03,000\nHello.\n\n{rest}".encode())
    assert said(transcript) == [("Speaker", "Hello.")]
    assert any("breaks off within a timing" in defect.message for defect in transcript.defects)
    whole = onrecord.read(b"1\n00:00:01,000 --> 00:00:03,000\nWe meet at\n12:30")
    assert (said(whole), len(whole.defects)) == ([("Speaker", "We meet at\n12:30")], 1)


def test_voices_of_one_family_stay_apart():
    """A tag names its speaker; "Lee, Ann" and "Lee, Bob" are no two forms of one name."""
    transcript = onrecord.read(captions("<v Lee, Ann>Hi.", "<v Lee, Bob>Hi.", "<v Lee>Hi."))
    assert [speaker.name for speaker in transcript.speakers] == ["Lee, Ann", "Lee, Bob", "Lee"]


def test_captions_without_names_are_one_speaker_and_say_so():
    transcript = onrecord.read(captions("Good morning,", "everybody."))
    assert (transcript.has_labels, transcript.turns[0].label, transcript.turns[0].end_ms) == (False, "", 8000)
    assert "No speaker labels were found; the whole text is shown as one speaker" in transcript.defects[0].message
    several = onrecord.read(captions(">> Good morning.", ">> Yes."))
    assert "No speaker labels were found; signs show where" in several.defects[0].message


@pytest.mark.parametrize(
    "data", [b"WEBVTT\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", b"1\n00:00:01,0 --> 00:00:02,0\n"]
)
def test_captions_without_words_are_empty(data):
    with pytest.raises(EmptyFileError, match="no words"):
        onrecord.read(data)


def test_captions_out_of_order_are_read_as_they_stand():
    transcript = onrecord.read(b"WEBVTT\n\n00:09.000 --> 00:10.000\nOne.\n\n00:01.000 --> 00:02.000\nTwo.\n")
    assert said(transcript) == [("Speaker", "One. Two.")]
    assert (transcript.turns[0].start_ms, transcript.turns[0].end_ms) == (9000, None)
    assert "1 caption starts before" in transcript.defects[1].message


def test_prose_about_captions_is_text():
    assert onrecord.read(b"WEBVTT is a format.\n\nANNA: So it is.\n\nBOB: Yes.\n\nANNA: Bye.\n").format == "text"


MEETING = captions("Ann: Hi all.", "Ann: We start.", "Bob: Yes.", "Anne: Good.", "Bob: Fine.")


def test_corrections_fit_captions():
    """Rename, merge, no label, label, kind and speaker work as on a text, and all of the file stays in place."""
    transcript = onrecord.read(MEETING, name="x.vtt")
    text = transcript.text
    merged = corrected(transcript, [Person(("Ann", "Anne"), "Ann Lee"), Person(("Bob",), "Robert")])
    assert [name for name, _ in said(merged)] == ["Ann Lee", "Robert", "Ann Lee", "Robert"]
    undone = corrected(transcript, [NotLabels(("Anne",))])
    assert said(undone)[1] == ("Bob", "Yes. Anne: Good.")
    start = text.index("We start")
    given = corrected(transcript, [SaidBy(start, start + 9, "Cy")])
    assert said(given)[:2] == [("Ann", "Hi all."), ("Cy", "We start.")]
    printed = corrected(transcript, [IsKind(text.index("Fine"), text.index("Fine") + 5, "stage")])
    opened = corrected(undone, [IsLabel(text.index("Anne:"), text.index("Anne:") + 5, "Anne")])
    for one in (merged, undone, given, printed, opened):
        assert not one.defects
        assert_whole(one)
    assert said(opened) == said(transcript)


def test_another_pattern_reads_captions_anew():
    """A pattern comes before voices and names; one speaker takes all."""
    mixed = captions("<v Room 1>ANN> Hi.", "<v Room 1>BOB> Hi.", "<v Room 2>ANN> Bye.")
    by_pattern = read_corrected(mixed, "x.vtt", [Pattern("CAPS>")])
    assert [name for name, _ in said(by_pattern)] == ["ANN", "BOB", "ANN"]
    by_voice = read_corrected(mixed, "x.vtt", [Pattern("<v NAME>")])
    assert said(by_voice) == said(onrecord.read(mixed))
    alone = read_corrected(mixed, "x.vtt", [Pattern("")])
    assert (alone.has_labels, len(alone.turns)) == (False, 1)
    with pytest.raises(PatternError):
        onrecord.read(mixed, pattern="NAME =")
    for transcript in (by_pattern, by_voice, alone):
        assert_whole(transcript)


def test_the_audit_knows_captions():
    """Labels are described, and no timing is taken for a label missed."""
    transcript = onrecord.read(MEETING)
    assert described_in(transcript)[::2] == ("NAME:", 5)
    assert missed_in(transcript) == []
    voices = onrecord.read(captions("<v Ann>Hi.", "<v Bob>Hi."))
    assert described_in(voices)[::2] == ("<v NAME>", 2)
    assert missed_in(voices) == []


def test_the_reader_shows_words_and_not_the_frame_of_cues():
    """Timings and tags are shown by lines; between the words of two cues stands a blank, and at a pause a paragraph."""
    source = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAnn: The <i>tide</i> is\n\n2\n00:02.000 --> 00:03.000\nAnn: Low.\n"
    row = turns_of(shown(text(f"{source}\n3\n00:09.000 --> 00:10.000\nAnn: Bye.\n", "x.vtt")))[0]
    assert "".join("¶" if kind == "p" else value for kind, value in row["parts"]).split() == [
        "The",
        "tide",
        "is",
        "Low.¶",
        "Bye.",
    ]
    assert {kind for kind, _ in row["parts"]} == {"s", "p"}
