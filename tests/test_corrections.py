"""Corrections: what a person says about a reading changes exactly that and loses nothing."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.corrections import (
    Confirmed,
    IsKind,
    IsLabel,
    NotLabels,
    Person,
    Role,
    SaidBy,
    applied,
    corrected,
    from_json,
    to_json,
)
from onrecord.errors import CorrectionError
from onrecord.speech import speech_text
from tests.builders import built
from tests.test_read import assert_whole


def said(transcript):
    """Who says what, in order."""
    return [
        (transcript.speakers[turn.speaker].name, " ".join(speech_text(transcript, at).split()))
        for at, turn in enumerate(transcript.turns)
    ]


def place(transcript, words):
    start = transcript.text.index(words)
    return start, start + len(words)


@cache
def talk():
    """ANN, BOB, Note, ANN, BOBBY; a title before and a notice after."""
    return built(
        [
            ("ANN", "Hello, Bob. All well?"),
            ("BOB", "Yes. (Laughter.) Thanks."),
            ("Note", "the tape stops."),
            ("ANN", "Good."),
            ("BOBBY", "Bye."),
        ],
        before="A TALK",
        after="End of tape.",
    )


def test_a_label_becomes_a_person_of_another_name():
    """Renaming changes the name on every turn of the label, and nothing else."""
    t = applied(talk(), Person(("ANN",), "Ann Lee"))
    assert [name for name, _ in said(t)] == ["Ann Lee", "BOB", "Note", "Ann Lee", "BOBBY"]
    assert [turn.label for turn in t.turns] == ["ANN", "BOB", "Note", "ANN", "BOBBY"]
    assert (t.text, t.segments) == (talk().text, talk().segments)


def test_labels_of_one_name_are_one_speaker():
    """Merging leaves one speaker with all the labels; nobody without a turn stays."""
    t = applied(talk(), Person(("BOBBY", "BOB"), "BOB"))
    assert [s.name for s in t.speakers] == ["ANN", "BOB", "Note"]
    assert t.speakers[1].labels == ("BOB", "BOBBY")


def test_a_merged_label_can_be_split_off_again():
    """Splitting names the label's turns; the others keep their speaker."""
    t = corrected(talk(), [Person(("BOBBY", "BOB"), "Bob Roe"), Person(("BOBBY",), "BOBBY")])
    assert [name for name, _ in said(t)] == ["ANN", "Bob Roe", "Note", "ANN", "BOBBY"]
    assert [s.labels for s in t.speakers] == [("ANN",), ("BOB",), ("Note",), ("BOBBY",)]


def test_a_name_in_other_letters_is_the_same_person():
    """ "bob" is BOB, and shows as it was typed last."""
    t = applied(talk(), Person(("BOBBY",), "Bob"))
    assert [s.name for s in t.speakers] == ["ANN", "Bob", "Note"]


def test_a_role_is_the_speakers():
    """A role says what somebody is, and whether many share it."""
    t = applied(talk(), Role(("BOB",), "press", is_group=True))
    assert (t.speakers[1].role, t.speakers[1].is_group, t.speakers[0].role) == ("press", True, "")


def test_what_is_no_speaker_is_said_by_the_speaker_before():
    """The would-be label is speech too: nothing is lost."""
    t = applied(talk(), NotLabels(("Note",)))
    assert said(t)[1] == ("BOB", "Yes. Thanks. Note: the tape stops.")
    assert [s.name for s in t.speakers] == ["ANN", "BOB", "BOBBY"]
    assert_whole(t)


def test_no_label_before_the_first_is_metadata():
    """Nobody is credited with what stood under a first label that is none."""
    t = applied(talk(), NotLabels(("ANN",)))
    assert said(t)[0] == ("BOB", "Yes. Thanks.")
    assert [s.kind for s in t.segments if s.turn is None and s.kind != "space"][:2] == ["heading", "metadata"]
    assert said(t)[1] == ("Note", "the tape stops. ANN: Good.")
    assert_whole(t)


def test_a_text_whose_labels_are_all_none_is_one_speakers():
    """As if no label had been found."""
    t = applied(talk(), NotLabels(("ANN", "BOB", "BOBBY", "Note")))
    assert (t.has_labels, [s.name for s in t.speakers], len(t.turns)) == (False, ["Speaker"], 1)
    assert said(t)[0][1].startswith("ANN: Hello, Bob.")
    assert_whole(t)


def test_a_missed_label_opens_a_turn():
    """The words behind it are its speaker's, up to the next label."""
    t = built([("ANN", "Hello.\nCY. I am here too. Really."), ("BOB", "Yes.")])
    start, _ = place(t, "CY.")
    t = applied(t, IsLabel(start, start + 3, "CY"))
    assert said(t) == [("ANN", "Hello."), ("CY", "I am here too. Really."), ("BOB", "Yes.")]
    assert (t.turns[1].label, t.speakers[t.turns[1].speaker].labels) == ("CY", ("CY",))
    assert_whole(t)


def test_a_missed_label_of_a_known_speaker_is_theirs():
    """No second speaker of the same label appears."""
    t = built([("ANN", "Hello. BOB; No."), ("BOB", "Yes.")])
    start, _ = place(t, "BOB;")
    t = applied(t, IsLabel(start, start + 4, "BOB"))
    assert said(t) == [("ANN", "Hello."), ("BOB", "No."), ("BOB", "Yes.")]
    assert len(t.speakers) == 2


def test_a_missed_first_label_turns_what_follows_into_speech():
    """What stood before the first turn, behind the label, is said by its speaker."""
    t = built([("BOB", "Yes.")], before="CY — I begin.")
    t = applied(t, IsLabel(0, 4, "CY"))
    assert said(t) == [("CY", "I begin."), ("BOB", "Yes.")]
    assert_whole(t)


def test_a_stage_direction_can_be_speech():
    """Its words then count for the turn around it."""
    t = applied(talk(), IsKind(*place(talk(), "(Laughter.)"), "speech"))
    assert said(t)[1] == ("BOB", "Yes. (Laughter.) Thanks.")
    assert_whole(t)


def test_speech_can_be_something_nobody_said():
    """Marked words leave the turn; its other words stay."""
    t = applied(talk(), IsKind(*place(talk(), "All well?"), "stage"))
    assert said(t)[0] == ("ANN", "Hello, Bob.")
    assert_whole(t)


def test_a_notice_can_be_the_last_speakers_words():
    """Speech past the last turn goes on with it."""
    t = applied(talk(), IsKind(*place(talk(), "End of tape."), "speech"))
    assert said(t)[-1] == ("BOBBY", "Bye. End of tape.")
    assert_whole(t)


def test_a_title_as_speech_is_nobodys_known():
    """Before the first label no name is invented."""
    t = applied(talk(), IsKind(*place(talk(), "A TALK"), "speech"))
    assert said(t)[0] == ("Speaker", "A TALK")
    assert_whole(t)


def test_marked_words_are_another_speakers():
    """The turn around them goes on after them, under its own speaker."""
    t = applied(talk(), SaidBy(*place(talk(), "All"), "CY"))
    assert said(t)[:4] == [("ANN", "Hello, Bob."), ("CY", "All"), ("ANN", "well?"), ("BOB", "Yes. Thanks.")]
    assert_whole(t)


def test_a_whole_turn_keeps_its_printed_label():
    """Given to another speaker, a turn still tells what was printed."""
    t = applied(talk(), SaidBy(*place(talk(), "Good."), "BOB"))
    assert (said(t)[3], t.turns[3].label) == (("BOB", "Good."), "ANN")
    assert len(t.turns) == len(talk().turns)


def test_a_stretch_over_several_turns_is_all_one_speakers():
    """Turns inside it change hands, those at its edges are cut."""
    start, end = place(talk(), "All well?")[0], place(talk(), "Yes.")[1]
    t = applied(talk(), SaidBy(start, end, "CY"))
    assert said(t)[:4] == [("ANN", "Hello, Bob."), ("CY", "All well?"), ("CY", "Yes."), ("BOB", "Thanks.")]
    assert_whole(t)


def test_words_given_by_hand_stay_when_their_label_is_renamed():
    """A later rename of the printed label does not take them back."""
    t = corrected(talk(), [SaidBy(*place(talk(), "Good."), "CY"), Person(("ANN",), "Ann Lee")])
    assert [name for name, _ in said(t)] == ["Ann Lee", "BOB", "Note", "CY", "BOBBY"]


def test_a_speaker_made_by_hand_can_be_renamed():
    """The name given serves as the label."""
    t = corrected(talk(), [SaidBy(*place(talk(), "All"), "CY"), Person(("CY",), "Cyril")])
    assert said(t)[1] == ("Cyril", "All")


def test_the_one_speaker_of_an_unlabelled_text_can_be_named():
    """The empty label is theirs."""
    t = onrecord.read(b"My fellow citizens, I have three goals. Thank you.", one_speaker=True)
    t = applied(t, Person(("",), "The Mayor"))
    assert [s.name for s in t.speakers] == ["The Mayor"]


def test_a_confirmed_reading_is_in_no_doubt():
    """Whoever looked knows better than the score."""
    assert applied(talk(), Confirmed()).confidence == 1.0


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (Person(("NOBODY",), "X"), "no speaker is labelled “NOBODY”"),
        (Person(("ANN",), "  "), "needs a name"),
        (NotLabels(("Nope",)), "no turn is labelled “Nope”"),
        (IsKind(5, 5, "speech"), "not in this text"),
        (IsKind(0, 10**6, "speech"), "not in this text"),
        (SaidBy(-1, 4, "X"), "not in this text"),
        (IsLabel(8, 11, "ANN"), "there is a label already"),
    ],
)
def test_what_fits_nothing_says_so(correction, words):
    """One sentence for the person; nothing changes."""
    with pytest.raises(CorrectionError, match=words):
        applied(talk(), correction)


def test_a_saved_correction_that_no_longer_fits_is_named():
    """The others are applied; a defect tells what was left out."""
    t = corrected(talk(), [Person(("NOBODY",), "X"), Person(("ANN",), "Ann Lee")])
    assert t.speakers[0].name == "Ann Lee"
    assert "NOBODY" in t.defects[-1].message


def test_a_first_line_marked_as_label_leaves_no_empty_turn():
    """Marking labels in a text of one speaker, the last first, makes just their turns."""
    t = onrecord.read(b"Ann\nHello there.\nBob\nYes.\n", one_speaker=True)
    t = corrected(t, [IsLabel(*place(t, "Bob"), "Bob"), IsLabel(*place(t, "Ann"), "Ann")])
    assert said(t) == [("Ann", "Hello there."), ("Bob", "Yes.")]


def test_whoever_is_called_speaker_gets_no_words_of_nobody():
    """Words before the first label are another "Speaker"'s than the one printed so."""
    t = built([("SPEAKER", "Order.")], before="A TALK")
    t = applied(t, IsKind(0, 6, "speech"))
    assert said(t) == [("Speaker (2)", "A TALK"), ("SPEAKER", "Order.")]


def test_a_remark_given_to_a_speaker_becomes_that_speakers_words():
    """Who marks nothing but a stage direction and names a speaker says that it was said."""
    t = built([("BOB", "Yes. (Hear, hear!)"), ("ANN", "Thanks.")])
    t = applied(t, SaidBy(*place(t, "(Hear, hear!)"), "CY"))
    assert said(t)[:2] == [("BOB", "Yes."), ("CY", "(Hear, hear!)")]


# --- files -------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["ANN", "BOB", "BOBBY", "Note", "CY", "Ann Lee", "ann", "", "Speaker"])
LABELS = st.lists(NAMES, min_size=1, max_size=3).map(tuple)
OFFSETS = st.tuples(st.integers(0, 130), st.integers(1, 60))
KINDS = st.sampled_from(["speech", "stage", "heading", "notice", "metadata", "furniture", "interjection", "timestamp"])
CORRECTIONS = st.lists(
    st.one_of(
        st.builds(Person, LABELS, NAMES),
        st.builds(Role, LABELS, st.sampled_from(["", "press"]), st.booleans()),
        st.builds(NotLabels, LABELS),
        st.builds(lambda at, name: IsLabel(at[0], at[0] + at[1], name), OFFSETS, NAMES),
        st.builds(lambda at, kind: IsKind(at[0], at[0] + at[1], kind), OFFSETS, KINDS),
        st.builds(lambda at, name: SaidBy(at[0], at[0] + at[1], name), OFFSETS, NAMES),
        st.just(Confirmed()),
    ),
    max_size=8,
)


@settings(max_examples=400, deadline=None)
@given(CORRECTIONS)
def test_no_series_of_corrections_loses_a_character(corrections):
    """Segments tile the text, turns hold their own, every speaker has a turn, names are unlike."""
    t = corrected(talk(), corrections)
    assert_tiled(t)
    assert {turn.speaker for turn in t.turns} == set(range(len(t.speakers)))
    assert len({s.name.casefold() for s in t.speakers}) == len(t.speakers)
    assert t.text == talk().text


def assert_tiled(t):
    assert "".join(t.text[s.start : s.end] for s in t.segments) == t.text
    assert all(s.start < s.end for s in t.segments)
    assert all(turn.start < turn.end for turn in t.turns)
    assert all(one.end <= other.start for one, other in zip(t.turns, t.turns[1:], strict=False))
    for s in t.segments:
        if s.turn is not None:
            assert t.turns[s.turn].start <= s.start <= s.end <= t.turns[s.turn].end


@given(CORRECTIONS)
def test_a_file_of_corrections_reads_as_it_was_written(corrections):
    """Written and read again, they are the same."""
    assert from_json(to_json(corrections, sha256="ab", name="ä.txt")) == ("ab", corrections)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[]", "no file of corrections"),
        ('{"form": "onrecord corrections 1", "corrections": [{"do": "x"}]}', "should “do” one of person"),
        ('{"form": "onrecord corrections 1", "corrections": [{"do": "is_kind", "start": "1"}]}', "wrong kind"),
        ('{"form": "onrecord corrections 1", "corrections": [{"do": "person", "name": "x"}]}', "lacks something"),
        ('{"form": "onrecord corrections 1", "corrections": [{"do": "is_kind", "kind": "label"}]}', "wrong kind"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_corrections_says_what_is_wrong(content, words):
    """One sentence, naming the row."""
    with pytest.raises(CorrectionError, match=words):
        from_json(content)


def test_a_cut_turn_keeps_the_times_it_has():
    """Its first part begins when it did and its last ends when it did; when it changed hands, nobody knows."""
    t = built([("ANN", "Hello, Bob. All well? Good."), ("BOB", "Yes.")], times=[(1_000, 9_000), (9_000, None)])
    cut = applied(t, SaidBy(*place(t, "All well?"), "CY"))
    assert [name for name, _ in said(cut)] == ["ANN", "CY", "ANN", "BOB"]
    assert [(turn.start_ms, turn.end_ms) for turn in cut.turns] == [
        (1_000, None), (None, None), (None, 9_000), (9_000, None),
    ]  # fmt: skip


def test_no_turn_of_a_blank_is_left_behind():
    """The blank before words that were made a label belongs to nobody who is no longer there."""
    t = built([("BOB", "I am well. CY We begin."), ("ANN", "Good.")])
    t = applied(t, IsLabel(*place(t, "CY"), "CY"))
    t = applied(t, SaidBy(t.turns[0].start, t.turns[0].end, "DI"))
    assert said(t) == [("DI", "I am well."), ("CY", "We begin."), ("ANN", "Good.")]
    assert_whole(t)
