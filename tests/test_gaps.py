"""Gaps: which remark tells of what, where voices are cut off, whose turn and which sentence, and counts by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gaps import find_gaps, kinds
from onrecord.model import Segment, UnsureWord
from onrecord.stats.gap_list import COLUMNS as LIST_COLUMNS
from onrecord.stats.gap_list import gap_list
from onrecord.stats.gaps import COLUMNS, gaps
from onrecord.table import from_transcripts
from tests.builders import built


def everything(table):
    return np.ones(table.sentence_turn.size, bool)


def told(remark):
    """The kinds that a remark within a speech gives."""
    found = find_gaps(from_transcripts([built([("ANN", f"Good evening {remark} to all.")])]))
    return [found.kinds[kind] for kind in found.kind]


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("(inaudible)", ["inaudible"]),
        ("[inaudible 00:12:01]", ["inaudible"]),
        ("[unintelligible]", ["inaudible"]),
        ("(off-mic)", ["inaudible"]),
        ("[crosstalk 00:12]", ["crosstalk"]),
        ("(Cross-talk.)", ["crosstalk"]),
        ("(Laughter.)", ["laughter"]),
        ("(Laughter and applause.)", ["laughter", "applause"]),
        ("(Applause.)", ["applause"]),
        ("[Interruption.]", ["interruption"]),
        ("[Interjections.]", ["heckling"]),
        ("(Shouting.)", ["heckling"]),
        ("(No audible response.)", ["silence"]),
        ("(Pause.)", ["silence"]),
        ("(.)", ["silence"]),
        ("(2.5)", ["silence"]),
        ("(As interpreted.)", ["interpreter"]),
        ("[Translation]", ["language"]),
        ("[Français]", ["language"]),
        ("(Simultaneous translation.)", ["interpreter"]),
        ("[sic]", ["other"]),
        ("(La motion est adoptée.)", ["other"]),
        ("[Mr Speaker in the Chair]", ["other"]),
        ("(Break)", ["other"]),
        ("(Speaks in Ukrainian.)", ["interpreter"]),
        ("(via interpreter)", ["interpreter"]),
        ("(ph)", ["unsure"]),
        ("(A vote was taken.)", ["other"]),
        ("(Graph shown.)", ["other"]),  # "ph" within a word is no "(ph)"
        ("(Inaudible.) (Rires.)", ["inaudible", "laughter"]),
        ("(Applaudissements sur les bancs.)", ["applause"]),
        ("(Exclamations.)", ["heckling"]),
        ("(Beifall bei der Partei – Zuruf: Nein!)", ["applause", "heckling"]),
        ("(Heiterkeit und Beifall)", ["laughter", "applause"]),
        ("(unverständlich)", ["inaudible"]),
        ("(Aplausos y risas.)", ["laughter", "applause"]),
        ("(Rumores.)", ["heckling"]),
        ("(Оплески.)", ["applause"]),
        ("(Смех в зале.)", ["laughter"]),
    ],
)
def test_remarks_tell_of_kinds(remark, expected):
    """A remark gives each kind it names, once, in the order of the kinds, and "other" where it names none."""
    assert sorted(told(remark), key=kinds().index) == expected


def test_a_long_note_is_told_by_its_head():
    """A whole paragraph in brackets that comes to speak of applause is a note to the reader."""
    note = "(Readers who are new to these pages " + "may wish to know something more of them and " * 4 + "applaud.)"
    assert told(note) == ["other"]


def cuts(speeches):
    """(speaker, mark, by) of each interruption."""
    transcript = built(speeches)
    found = find_gaps(from_transcripts([transcript]))
    rows = zip(found.speaker, found.start, found.end, found.by, found.kind, strict=True)
    return [
        (found.speakers[s], transcript.text[a:b], by) for s, a, b, by, k in rows if found.kinds[k] == "interruption"
    ]


@pytest.mark.parametrize(
    ("speeches", "expected"),
    [
        ([("ANN", "But I—"), ("BOB", "No.")], [("ANN", "—", "BOB")]),
        ([("ANN", "But I --"), ("BOB", "No.")], [("ANN", "--", "BOB")]),
        ([("ANN", "But I-"), ("BOB", "Wait-"), ("ANN", "No.")], [("ANN", "-", "BOB"), ("BOB", "-", "ANN")]),
        ([("ANN", "“But I—”"), ("BOB", "No.")], [("ANN", "—", "BOB")]),
        ([("ANN", "But I—"), ("ANN", "No.")], []),  # nobody else speaks
        ([("ANN", "But I—")], []),
        ([("ANN", "Well — no."), ("BOB", "Yes.")], []),
        ([("ANN", "I wonder..."), ("BOB", "Yes.")], []),  # a voice that trails off
        ([("ANN", "I wonder..."), ("BOB", "Yes."), ("ANN", "...whether.")], [("ANN", "...", "BOB")]),
        ([("ANN", "I wonder…"), ("BOB", "…Yes.")], [("ANN", "…", "BOB")]),
        ([("ANN", "—"), ("BOB", "Yes.")], []),  # no word was cut off
        ([("Q", "But sir —"), ("Q", "Sir!")], []),  # perhaps one person
    ],
)
def test_who_is_cut_off_and_by_whom(speeches, expected):
    """A dash counts before another speaker; dots only where one of both goes on with dots."""
    assert cuts(speeches) == expected


def test_nobody_is_cut_off_across_transcripts():
    """The first turn of the next transcript is no interruption."""
    table = from_transcripts([built([("ANN", "But I—")], name="a"), built([("BOB", "No.")], name="b")])
    assert not find_gaps(table).kind.size


def test_words_a_program_was_not_sure_of():
    """Each is a gap in the turn and beside the sentence it stands in, with its own characters."""
    transcript = built([("ANN", "So it is. We met Kovar."), ("BOB", "Yes.")])
    at = transcript.text.index("Kovar")
    table = from_transcripts([replace(transcript, unsure=(UnsureWord(at, at + 5, 0.4),))])
    found = find_gaps(table)
    assert [found.kinds[kind] for kind in found.kind] == ["unsure"]
    assert (found.sentence.tolist(), found.turn.tolist()) == ([1], [0])
    assert transcript.text[found.start[0] : found.end[0]] == "Kovar"


def test_an_interjection_is_heckling_by_somebody():
    """What a member calls into a speech is heckling by that member, whatever the words are."""
    transcript = built([("ANN", "We shall (Applause, please!) win.")])
    segments = tuple(
        Segment("interjection", s.start, s.end, s.turn, "BOB") if s.kind == "stage" else s for s in transcript.segments
    )
    found = find_gaps(from_transcripts([replace(transcript, segments=segments)]))
    assert [(found.kinds[k], by) for k, by in zip(found.kind, found.by, strict=True)] == [("heckling", "BOB")]


def test_an_interpreter_in_the_label():
    """A label that names an interpreter is a gap at that note, in that turn."""
    transcript = built([("ANN (via interpreter)", "Good evening.")])
    turn = transcript.turns[0]._replace(note="via interpreter", via_interpreter=True)
    found = find_gaps(from_transcripts([replace(transcript, turns=(turn,))]))
    assert [found.kinds[kind] for kind in found.kind] == ["interpreter"]
    assert transcript.text[found.start[0] : found.end[0]] == "via interpreter"


TALK = [
    ("ANN", "(Applause.) Good evening. It is (inaudible) late. (Applause.)"),
    ("BOB", "(No audible response.)"),
    ("CAT", "Is it —"),
    ("ANN", "It is [crosstalk 00:01:30]."),
]
TIMES = [(0, 5_000), (5_000, 6_000), (6_000, 60_000), (60_000, 120_000)]


def test_the_sentence_beside_a_gap():
    """The one that holds it or goes before it, in its own turn where that has one; the turn's first where none does."""
    found = find_gaps(from_transcripts([built(TALK, times=TIMES)]))
    assert [found.kinds[kind] for kind in found.kind] == [
        "applause", "inaudible", "applause", "silence", "interruption", "crosstalk",
    ]  # fmt: skip
    assert found.sentence.tolist() == [0, 1, 1, 1, 2, 3]  # BOB says nothing: beside what was said before
    assert found.start_ms.tolist() == [0, 0, 0, 5_000, 6_000, 90_000]  # the crosstalk prints its own time
    assert found.sentences_of("applause").tolist() == [True, True, False, False]
    assert found.sentences_of("silence", "BOB").tolist() == [False, True, False, False]
    assert not found.sentences_of("applause", "BOB").any()
    assert not found.sentences_of("yawning").any()


def test_a_time_of_day_is_no_time_of_the_recording():
    """Only remarks on what is heard print the recorder's time."""
    found = find_gaps(from_transcripts([built([("ANN", "So. [The House rose at 10:30.] (Laughter, 9:15 p.m.)")])]))
    assert np.isnan(found.start_ms).all()


def test_by_hand():
    """ANN has 2 of applause in one turn, of 7 words; BOB no word and so no rate; nobody has those between turns."""
    transcript = built(TALK)
    stage = Segment("stage", len(transcript.text), len(transcript.text) + 11, None)
    transcript = replace(transcript, text=f"{transcript.text}(Laughter.)", segments=(*transcript.segments, stage))
    table = from_transcripts([transcript])
    frame = gaps(table, everything(table))
    assert tuple(frame.columns) == COLUMNS
    rows = list(frame[["speaker", "kind", "count", "turns", "words"]].itertuples(index=False, name=None))
    assert rows == [
        ("ANN", "inaudible", 1, 1, 7),
        ("ANN", "crosstalk", 1, 1, 7),
        ("ANN", "applause", 2, 1, 7),
        ("BOB", "silence", 1, 1, 0),
        ("CAT", "interruption", 1, 1, 2),
        ("", "laughter", 1, 0, 0),
    ]
    assert frame.loc[2, "per_1000"] == pytest.approx(2000 / 7)
    assert frame["per_1000"].isna().tolist() == [False, False, False, True, False, True]


def test_the_list_under_a_mask():
    """Only gaps beside selected sentences are listed, each with what is printed, and the same are counted."""
    table = from_transcripts([built(TALK, times=TIMES)])
    mask = np.arange(table.sentence_turn.size) == 1
    frame = gap_list(table, mask)
    assert tuple(frame.columns) == LIST_COLUMNS
    assert frame["printed"].tolist() == ["(inaudible)", "(Applause.)", "(No audible response.)"]
    assert frame["speaker"].tolist() == ["ANN", "ANN", "BOB"]
    assert frame["turn"].tolist() == [0, 0, 1]
    assert gaps(table, mask)["count"].sum() == 3
    for empty in (gap_list(table, ~everything(table)), gaps(table, ~everything(table))):
        assert empty.empty
    nobody = from_transcripts([])
    assert gap_list(nobody, np.zeros(0, bool)).empty
    assert gaps(nobody, np.zeros(0, bool)).empty


def test_a_transcript_of_remarks_alone():
    """Without a sentence a gap is found and can be selected by none."""
    table = from_transcripts([built([("ANN", "(Applause.)")])])
    assert find_gaps(table).sentence.tolist() == [-1]
    assert gaps(table, everything(table)).empty


PIECES = st.sampled_from(["Yes.", "And so—", "(Laughter.)", "(Applause.)", "we go", "[inaudible]", "...", "Why?"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), st.lists(PIECES, max_size=4).map(" ".join)), max_size=5),
    st.randoms(),
)
def test_counts_are_a_recount_of_the_list(talk, random):
    """Under any mask the counts are those of the list, which is in order and quotes the text; each gap stands beside
    a sentence of its transcript."""
    transcript = built(talk)
    table = from_transcripts([transcript])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    listed = gap_list(table, mask)
    counted = {(row.speaker, row.kind): row.count for row in gaps(table, mask).itertuples()}
    assert counted == listed.groupby(["speaker", "kind"]).size().to_dict()
    assert listed["start"].is_monotonic_increasing
    for row in listed.itertuples():
        assert transcript.text[row.start : row.end] == row.printed
        assert mask[row.sentence]
    for kind in kinds():
        of_kind = gap_list(table, np.ones_like(mask)).query("kind == @kind")["sentence"]
        assert set(np.flatnonzero(find_gaps(table).sentences_of(kind))) == set(of_kind)
