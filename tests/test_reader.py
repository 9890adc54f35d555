"""The reader shows the words as they stand, marks what was found and nothing else, and loses nothing."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.document import analyse
from components.reader import ELIDED_CHARACTERS, MAX_NOTE_CHARACTERS, WINDOW_CHARACTERS, reading
from components.samples import samples
from components.state import Reading, State
from onrecord.selection import Selection
from tests.documents import made, sample, text
from tests.reading import (
    HOSTILE,
    SPOKEN,
    TEXTS,
    marked,
    parts,
    selected,
    selections,
    shown,
    source,
    spoken,
    squeezed,
    turns_of,
)

# --- nothing is lost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", TEXTS)
def test_the_speech_of_every_turn_is_the_files(make):
    """Whatever is selected: marks and dimming cut the text into parts and change no character of it."""
    document = make()
    every = frozenset(range(len(document.table.turn_speaker)))
    for selection in selections(document):
        message = shown(document, selection, whole=True, expanded=every, window=50)
        rows = turns_of(message)
        assert [row["turn"] for row in rows] == sorted(every)
        for row in rows:
            assert squeezed(spoken(row)) == squeezed(source(document, row["turn"]))
            assert not any(kind == "e" for kind, _ in row["parts"])


@pytest.mark.parametrize("make", TEXTS)
def test_what_is_not_speech_is_there_too_and_says_so(make):
    document = make()
    for row in turns_of(shown(document, window=50)):
        for kind in ("stage", "timestamp", "heading", "furniture", "metadata"):
            assert squeezed(spoken(row, {kind})) == squeezed(source(document, row["turn"], (kind,)))


def test_paragraphs_stay_paragraphs():
    """Blank lines become new paragraphs, single line breaks stay inside one."""
    (row,) = turns_of(shown(made([("ANN", "One.\n\nTwo\nlines.\r\n\r\nThree.")])))
    assert parts(row) == [["s", "One."], ["p", ""], ["s", "Two\nlines."], ["p", ""], ["s", "Three."]]


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_text_passes_exactly(line):
    """Character for character, selected or not: it is the browser's text node that makes it harmless."""
    document = made([("ANN", line), ("BOB", f"First. {line} Last.")])
    kinds = {*SPOKEN, "stage"}
    first, second = turns_of(shown(document))
    assert spoken(first, kinds) == f" {line}"
    assert spoken(second, kinds) == f" First. {line} Last."
    message = shown(document, selected(search=[(("term", "last"),)]), whole=True)
    assert spoken(turns_of(message)[1], kinds) == f" First. {line} Last."
    assert json.loads(json.dumps(message)) == message


words = st.text(st.sampled_from("ab.?! \n") | st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, min_size=1, max_size=4), words.filter(str.strip))
def test_any_text_with_any_search_comes_through_whole(speeches, term):
    document = made([("ANN" if i % 2 else "BOB", speech) for i, speech in enumerate(speeches)])
    for selection in (Selection(), selected(search=[(("term", term),)]), selected(speakers=[(("speaker", "ANN"),)])):
        for row in turns_of(shown(document, selection, whole=True, window=50, expanded=frozenset(range(9)))):
            assert squeezed(spoken(row)) == squeezed(source(document, row["turn"]))


# --- cutting down -----------------------------------------------------------------------------------------------

LONG = " ".join(f"Filler sentence number {i} says nothing at all." for i in range(60))


def test_a_long_turn_is_cut_around_its_hits():
    document = made([("ANN", f"{LONG} A zebra came. {LONG} Another zebra left. {LONG}")])
    selection = selected(search=[(("term", "zebra"),)])
    (row,) = turns_of(shown(document, selection))
    assert marked(row) == ["zebra", "zebra"]
    left_out = [value for kind, value in row["parts"] if kind == "e"]
    assert len(left_out) == 3
    assert len(spoken(row)) < 3 * ELIDED_CHARACTERS
    n_words = len(spoken(row).split()) + sum(int(value.split()[0].replace(",", "")) for value in left_out)
    assert n_words == len(source(document, 0).split()), "shown and left out are all there is"
    (whole,) = turns_of(shown(document, selection, expanded=frozenset({0})))
    assert squeezed(spoken(whole)) == squeezed(source(document, 0))


def test_a_short_stretch_is_not_cut():
    document = made([("ANN", "A zebra came. " + "Short. " * 50)])
    (row,) = turns_of(shown(document, selected(search=[(("term", "zebra"),)])))
    assert all(kind != "e" for kind, _ in row["parts"])


def test_turns_left_out_between_two_are_counted():
    document = made([("ANN", "A zebra."), ("BOB", "No."), ("ANN", "No."), ("BOB", "A zebra."), ("ANN", "A zebra.")])
    rows = turns_of(shown(document, selected(search=[(("term", "zebra"),)])))
    assert [(row["turn"], row["gap"]) for row in rows] == [(0, ""), (3, "… 2 turns …"), (4, "")]


# --- windows ----------------------------------------------------------------------------------------------------


def many():
    return made([("ANN" if i % 2 else "BOB", f"Turn {i}. " + "Some words of it. " * 20) for i in range(400)])


def test_a_long_text_comes_in_windows_that_grow():
    document = many()
    first, second = shown(document), shown(document, window=2)
    size = sum(len(value) for row in turns_of(first) for _, value in row["parts"])
    assert WINDOW_CHARACTERS * 0.7 < size < WINDOW_CHARACTERS * 1.2
    assert first["more"] is second["more"] is True
    assert second["rows"][: len(first["rows"])] == first["rows"], "what is on the page stays, the rest is appended"
    assert len(second["rows"]) > 1.8 * len(first["rows"])
    assert first["base"] == second["base"]
    assert first["rev"] != second["rev"]
    last = shown(document, window=50)
    assert last["more"] is False
    assert [row["turn"] for row in turns_of(last)] == list(range(400))


def test_the_reader_can_begin_at_a_turn():
    document = many()
    message = shown(document, whole=True, at=390)
    assert [row["turn"] for row in turns_of(message)] == list(range(390, 400))
    assert message["earlier"] == 390
    assert message["rows"][0]["gap"] == ""
    assert message["more"] is False


def test_the_text_does_not_grow_with_the_transcript():
    document = many()
    assert len(json.dumps(shown(document))) < 2 * WINDOW_CHARACTERS
    assert len(json.dumps(shown(document, selected(speakers=[(("speaker", "ANN"),)])))) < 3 * WINDOW_CHARACTERS


# --- rows -------------------------------------------------------------------------------------------------------

PRESS = """\
Remarks by the President of Valdoria

MS. OKONJO: Good morning. (Laughter.) Thank you all for coming to this room today.

Q Is the bridge open?

MS. OKONJO: It is. We opened it yesterday, and the traffic is moving again in both directions.

Q And the tunnel?

MS. OKONJO: Not yet. We expect it next week.
"""


def test_headings_and_notices_stand_where_they_stood():
    document = made([("ANN", "Hello."), ("BOB", "Yes.")], before="Remarks in Port Amaranth", after="Copyright 2026")
    rows = shown(document)["rows"]
    assert rows[0] == {"note": "heading", "text": "Remarks in Port Amaranth", "start": 0, "end": 24, "cut": False}
    assert [row["label"] for row in rows[1:3]] == ["ANN", "BOB"]
    assert rows[3] == {"note": "notice", "text": "Copyright 2026", "start": 50, "end": 64, "cut": False}
    assert len(rows) == 4


def test_a_read_file_begins_with_its_heading():
    first, *rows = shown(text(PRESS))["rows"]
    assert first["text"] == "Remarks by the President of Valdoria"
    assert [row["label"] for row in rows] == ["MS. OKONJO", "Q", "MS. OKONJO", "Q", "MS. OKONJO"]


def test_stage_directions_are_classed():
    first = turns_of(shown(text(PRESS)))[0]
    assert ["stage", "(Laughter.)"] in first["parts"]


def test_a_selection_shows_no_front_matter():
    message = shown(text(PRESS), selected(search=[(("term", "tunnel"),)]))
    assert [row["turn"] for row in message["rows"] if "turn" in row] == [3]
    assert "Remarks" not in json.dumps(message["rows"])


@pytest.mark.parametrize("key", list(samples()))
def test_every_character_of_a_sample_is_on_the_page(key):
    """Labels aside, the page holds what the file holds: speech, notes, heads and tails."""
    document = sample(samples()[key].file)
    shown_ = "".join(
        row["text"] if "note" in row else "".join(value for kind, value in row["parts"] if kind not in "pe")
        for row in shown(document, window=50)["rows"]
    )
    text_ = document.transcript.text
    kept = [s for s in document.transcript.segments if s.kind not in {"label", "space"}]
    assert sorted(squeezed(shown_)) == sorted(squeezed("".join(text_[s.start : s.end] for s in kept)))


def test_no_note_is_cut_without_a_word():
    """A preface longer than the limit must say that it goes on."""
    document = made([("ANN", "Hello.")], before="Preface " + "word " * MAX_NOTE_CHARACTERS)
    (note, *_) = shown(document)["rows"]
    assert note["cut"]
    assert len(note["text"]) == MAX_NOTE_CHARACTERS


def test_a_label_that_is_not_the_name_says_whose_it_is():
    from onrecord.model import Speaker

    ann = Speaker("Ann Lee", ("MS. LEE", "ANN LEE"))
    document = made([("MS. LEE", "Hello."), ("ANN LEE", "Again.")], people={"MS. LEE": ann, "ANN LEE": ann})
    rows = turns_of(shown(document))
    assert [(row["label"], row["who"], row["speaker"]) for row in rows] == [
        ("MS. LEE", "Ann Lee", "Ann Lee"),
        ("ANN LEE", "Ann Lee", "Ann Lee"),
    ]


def test_times_are_shown_where_the_file_gives_them():
    document = made([("ANN", "Hello."), ("BOB", "Yes.")], times=[(65_000, None), (3_723_000, None)])
    assert [row["time"] for row in turns_of(shown(document))] == ["1:05", "1:02:03"]
    assert [row["time"] for row in turns_of(shown(made([("ANN", "Hello.")])))] == [""]


def test_an_empty_selection_has_no_rows_and_says_how_many_sentences():
    message = shown(sample("press-briefing.txt"), selected(search=[(("term", "zeppelin"),)]))
    assert message["rows"] == []
    assert message["hits"] == 0
    assert message["head"].startswith("0 of ")


def test_a_message_is_the_same_for_the_same_view():
    document = sample("committee-hearing.txt")
    selection = selected(speakers=[(("speaker", document.by_words[0]),)])
    assert shown(document, selection) == shown(document, selection)
    assert shown(document, selection)["rev"] != shown(document)["rev"]


def test_names_are_not_normalised():
    """A decomposed é stays decomposed: offsets and quotations are those of the file."""
    line = unicodedata.normalize("NFD", "Café Zoë")
    (row,) = turns_of(shown(made([("ANN", line)])))
    assert parts(row) == [["s", line]]


def test_what_is_left_out_is_counted_to_the_character():
    """Also in a language without blanks, head and tail are the file's own characters."""
    document = made([("ANN", "好。" + "话" * 2000 + "。完。"), ("BOB", "完。")])
    rows = turns_of(shown(document, selected(search=[(("term", "完"),)])))
    (row,) = [row for row in rows if row["turn"] == 0]
    for (kind, value), at in zip(row["parts"], row["at"], strict=True):
        if kind not in "ep":
            assert document.transcript.text[at : at + len(value)] == value


def test_an_aside_made_a_notice_hides_no_speech():
    """Two notices of one turn stay two: what was said between them is no notice."""
    document = made([("ANN", "First aside. I say a thing. Second aside. End.")])
    from onrecord.corrections import IsKind, corrected

    text_ = document.transcript.text
    places = [(text_.index(words), text_.index(words) + len(words)) for words in ("First aside.", "Second aside.")]
    transcript = corrected(document.transcript, [IsKind(start, end, "notice") for start, end in places])
    from components.document import found_in
    from onrecord.store import History

    rows = shown(found_in(transcript, transcript, History()))["rows"]
    assert [row["text"] for row in rows if "note" in row] == ["First aside.", "Second aside."]


def test_garbled_accents_are_shown_as_they_stand_or_repaired():
    """The reader quotes the file; asked to, it shows what the accents were, at the same places."""
    said = "ANN BELL: I donâ€™t know.\n\nBO COE: I donâ€™t either.\n\nANN BELL: So.\n"
    document = analyse(said.encode(), "garbled.txt")
    raw = reading(document, State())
    assert raw["repaired"] is False
    assert "I donâ€™t know." in "".join(part for _, part in raw["rows"][0]["parts"])
    view = reading(document, State(reading=Reading(repaired=True)))
    shown = "".join(part for _, part in view["rows"][0]["parts"]).replace("\u034f", "")
    assert "I don’t know." in shown
    assert view["rows"][0]["at"] == raw["rows"][0]["at"]
    assert State.from_params(State(reading=Reading(repaired=True)).to_params()).reading.repaired
    plain = analyse(b"ANN BELL: I know.\n\nBO COE: Good.\n\nANN BELL: So.\n", "plain.txt")
    assert reading(plain, State())["repaired"] is None
