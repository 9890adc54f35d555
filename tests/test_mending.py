"""A correction made on the page changes every panel, is kept under the file's hash, and can be taken back."""

import json

import pytest

from components import mending
from components.audit import audit, exported
from components.document import DOCUMENTS
from components.mending import mended, renamed, saved
from components.message import message
from components.state import AUDIT_TABS, Reading, State
from onrecord.corrections import Columns, Pattern, Person, from_json, to_json
from onrecord.errors import ColumnsError, CorrectionError, OnRecordError, ReadError
from onrecord.selection import Selection
from onrecord.store import Store
from tests.documents import keep_apart

TALK = b"""TALKS AT THE QUAY

ANN LEE: Hello, Bob. Are you well?

BOB ROE: I am. (Laughter.) Thank you.

MS. LEE: Good. We begin.

BOB ROE: Yes, we do.

Copyright 2026 by the harbour board.
"""


@pytest.fixture
def document(tmp_path, monkeypatch):
    """The talk, opened afresh with a store of its own."""
    keep_apart(monkeypatch, tmp_path)
    return opened()


def opened(data=TALK):
    return mending.DOCUMENTS.open(data, "talk.txt", saved=saved)[1]


def correct(document, *rows):
    return mended(document, {"kind": "correct", "do": list(rows)})


def names(document):
    return [document.transcript.speakers[turn.speaker].name for turn in document.transcript.turns]


def person(labels, name):
    return {"do": "person", "labels": labels, "name": name}


def test_a_rename_reaches_every_panel(document):
    """The new name stands in shares, references, colours and the reader; no word changes."""
    after = correct(document, person(["BOB ROE"], "Robert Roe"))
    told = message(after, State(), ack=1, answer=1)
    assert list(after.whole_share["speaker"]) == [
        n.replace("BOB ROE", "Robert Roe") for n in document.whole_share["speaker"]
    ]
    assert list(after.whole_share["words"]) == list(document.whole_share["words"])
    assert "Robert Roe" in told["panels"][1]["figure"]["data"][-1]["y"]
    assert "BOB ROE" not in json.dumps([panel["figure"] for panel in told["panels"]])
    assert [row["speaker"] for row in told["reader"]["rows"] if "turn" in row].count("Robert Roe") == 2


def test_what_a_rename_leaves_is_shared_and_right(document):
    """The table made from the one before equals one made anew."""
    after = correct(document, person(["BOB ROE"], "Ann Lee"))
    anew = type(DOCUMENTS)().open(TALK, "talk.txt", saved=saved)[1]
    assert after.table.token_term is document.table.token_term
    assert after.table.turns_frame().equals(anew.table.turns_frame())
    assert after.table.sentence_speaker.tolist() == anew.table.sentence_speaker.tolist()


def test_a_changed_layout_is_counted_anew(document):
    """Words that become speech count."""
    start = document.transcript.text.index("(Laughter.)")
    after = correct(document, {"do": "is_kind", "start": start, "end": start + 11, "kind": "speech"})
    assert after.table.sentence_words.sum() == document.table.sentence_words.sum() + 1


def test_undo_and_redo_walk_the_strokes(document):
    """A stroke of several corrections is taken back as one."""
    before = names(document)
    after = correct(
        document, person(["BOB ROE"], "X"), {"do": "role", "labels": ["BOB ROE"], "role": "guest", "is_group": False}
    )
    assert len(after.steps.done) == 1
    back = mended(after, {"kind": "undo"})
    assert names(back) == before
    assert names(mended(back, {"kind": "redo"})) == names(after)
    assert names(mended(mended(back, {"kind": "undo"}), {"kind": "undo"})) == before


def test_the_same_file_opens_corrected(document):
    """Another server, the same folder: nothing is lost; another file knows nothing of it."""
    correct(document, person(["BOB ROE"], "Robert Roe"))
    mending.DOCUMENTS = type(DOCUMENTS)()
    assert "Robert Roe" in names(opened())
    assert "Robert Roe" not in names(opened(TALK + b"\nBOB ROE: Bye.\n"))


def test_another_window_has_the_latest(document):
    """Who corrects an older state adds to what was done meanwhile."""
    correct(document, person(["BOB ROE"], "Robert Roe"))
    after = correct(document, person(["ANN LEE"], "Annabel Lee"))
    assert {"Robert Roe", "Annabel Lee"} <= set(names(after))
    assert mending.DOCUMENTS.latest(document) is after


def test_what_does_not_fit_is_not_kept(document):
    """The person reads why; the history stays as it was."""
    for rows in ([person(["NOBODY"], "X")], [person(["BOB ROE"], " ")], [{"do": "fly"}], [], None, "x"):
        with pytest.raises(CorrectionError):
            mended(document, {"kind": "correct", "do": rows})
    assert saved(document.transcript.sha256).done == ()


def test_a_pattern_reads_the_text_again(document):
    """Labels are what looks as the pattern says; the empty one makes one speaker; both can be undone."""
    one = correct(document, {"do": "pattern", "pattern": ""})
    assert (len(one.transcript.turns), one.pattern) == (1, "")
    named = correct(one, {"do": "pattern", "pattern": "NAME:"})
    assert len(named.transcript.turns) == 4
    found = correct(named, {"do": "as_found"})
    assert (found.pattern, names(found)) == (None, names(document))
    assert names(mended(mended(mended(found, {"kind": "undo"}), {"kind": "undo"}), {"kind": "undo"})) == names(document)


def test_a_pattern_that_fits_nothing_is_refused(document):
    """One sentence, nothing kept."""
    with pytest.raises(ReadError):
        correct(document, {"do": "pattern", "pattern": "%%% NAME %%%"})
    assert saved(document.transcript.sha256).done == ()


def test_an_exported_file_can_be_imported(document):
    """After undoing everything, the file brings all of it back at one stroke; another transcript's is refused."""
    after = correct(document, person(["BOB ROE"], "Robert Roe"))
    file = exported(after)
    assert from_json(file)[0] == document.transcript.sha256
    back = mended(after, {"kind": "undo"})
    assert "Robert Roe" in names(mended(back, {"kind": "import", "text": file}))
    other = opened(TALK + b"\nBOB ROE: Bye.\n")
    with pytest.raises(CorrectionError, match="another transcript"):
        mended(other, {"kind": "import", "text": file})


def test_a_selected_speaker_stays_selected_under_the_new_name(document):
    """Filters follow a rename and a merge."""
    after = correct(document, person(["BOB ROE"], "Robert Roe"))
    selection = Selection().replaced("speakers", [(("speaker", "BOB ROE"),)])
    assert selection.with_speakers(renamed(document, after)).of("speakers") == ((("speaker", "Robert Roe"),),)
    assert renamed(after, after) == {}


def test_without_a_store_a_file_still_opens(document, monkeypatch, tmp_path):
    """What cannot be kept is said when somebody corrects, once, and still holds while the server runs."""
    folder = tmp_path / "folder.sqlite"
    folder.mkdir()
    broken = Store(folder)
    monkeypatch.setattr(mending, "store", lambda: broken)
    assert names(document) == names(opened())
    after = correct(document, person(["BOB ROE"], "X"))
    assert "X" in names(after)
    assert "holds until the server stops" in mending.unsaved(after)
    assert mending.unsaved(after) == ""
    assert names(mended(after, {"kind": "undo"})) == names(document)


# --- how this was read -------------------------------------------------------------------------------------------


def told(document, tab):
    sent = audit(document, State(audit=tab))
    assert json.loads(json.dumps(sent)) == sent
    return sent


@pytest.mark.parametrize("tab", ["", *AUDIT_TABS])
def test_each_page_is_json(document, tab):
    """And says how many strokes can be undone."""
    assert told(document, tab)["done"] == 0


def test_every_speaker_is_told_with_labels_and_numbers(document):
    """Labels with their turns, words, the first words and where they stand."""
    rows = {row["name"]: row for row in told(document, "speakers")["speakers"]}
    ann = rows["ANN LEE"]
    assert (ann["labels"], ann["turns"], ann["words"]) == (
        [
            {"label": "ANN LEE", "shown": "ANN LEE", "count": "1 turn"},
            {"label": "MS. LEE", "shown": "MS. LEE", "count": "1 turn"},
        ], "2", "8"
    )  # fmt: skip
    assert (ann["first"], ann["at"]) == ("Hello, Bob. Are you well?", 0)
    assert set(ann["all"]) == {"ANN LEE", "MS. LEE"}


def test_what_is_not_speech_comes_with_what_would_make_it_speech(document):
    """Each piece carries its corrections, and they work."""
    sent = told(document, "rest")
    kinds = {kind["kind"]: kind for kind in sent["kinds"]}
    assert set(kinds) == {"stage", "heading", "notice"}
    (piece,) = kinds["stage"]["pieces"]
    assert (piece["text"], piece["count"]) == ("(Laughter.)", 1)
    after = correct(document, *piece["do"])
    assert "stage" not in {kind["kind"] for kind in told(after, "rest")["kinds"]}
    assert f"{len(TALK):,} characters" in sent["sum"]


def test_a_missed_label_comes_with_what_would_make_it_one(document):
    """A mistyped label of a known speaker is offered, and one click opens the turn."""
    document = opened(TALK.replace(b"BOB ROE: Yes, we do.", b"BOB ROE = Yes, we do."))
    rows = told(document, "missed")["missed"]
    (row,) = [row for row in rows if row["name"] == "BOB ROE"]
    after = correct(document, *row["do"])
    assert names(after)[-1] == "BOB ROE"
    assert len(after.transcript.turns) == len(document.transcript.turns) + 1


def test_the_history_is_in_words(document):
    """Each stroke is a sentence a person understands."""
    after = correct(document, person(["BOB ROE"], "Robert Roe"))
    sent = told(after, "history")
    assert sent["steps"] == ["“BOB ROE” is Robert Roe"]
    assert ["Read as", "text, UTF-8"] in sent["facts"]


def test_the_open_page_is_in_the_address():
    """A reload brings it back, and the reader's lines."""
    state = State(audit="rest", reading=Reading(lines=True))
    assert State.from_params(state.to_params()) == state
    assert State.from_params({"audit": ["<script>"]}).audit == ""


def test_a_long_text_is_read_anew_elsewhere(document, monkeypatch):
    """The worker's answer is the same as this process's."""
    here = correct(document, person(["BOB ROE"], "Robert Roe"))
    mended(here, {"kind": "undo"})
    monkeypatch.setattr(mending, "IN_PROCESS_MOST", 10)
    there = correct(document, person(["BOB ROE"], "Robert Roe"))
    assert there.table.turns_frame().equals(here.table.turns_frame())
    assert there.step_words == here.step_words


def test_a_bad_pattern_in_a_file_is_refused_and_the_file_still_opens(document):
    """Neither an import nor a saved line of another version can lock somebody out."""
    bad = to_json([Pattern("%%% NAME %%%")], sha256=document.transcript.sha256, name="talk.txt")
    with pytest.raises(ReadError):
        mended(document, {"kind": "import", "text": bad})
    for line in ('[{"do": "pattern", "pattern": "%%% NAME %%%"}]', '[{"do": "future"}]', "{", "3"):
        mending.store().append(document.transcript.sha256, line)
    mending.DOCUMENTS = type(DOCUMENTS)()
    again = opened()
    assert names(again) == names(document)
    assert {"left out" in defect.message for defect in again.transcript.defects} == {True}


def test_an_import_is_one_stroke(document):
    """Undo takes all of it back, and what was done before stays."""
    own = correct(document, person(["BOB ROE"], "Robert Roe"))
    file = to_json(
        [Person(("ANN LEE",), "Ann"), Person(("MS. LEE",), "Ms. L.")], sha256=own.transcript.sha256, name="x"
    )
    imported = mended(own, {"kind": "import", "text": file})
    assert {"Ann", "Ms. L.", "Robert Roe"} == set(names(imported))
    assert names(mended(imported, {"kind": "undo"})) == names(own)


def test_what_changes_nothing_is_said_and_not_kept(document):
    """No stroke is counted that did nothing."""
    with pytest.raises(CorrectionError, match="read so already"):
        correct(document, person(["BOB ROE"], "BOB ROE"))
    assert saved(document.transcript.sha256).done == ()


def test_the_same_bytes_under_another_name_are_corrected_too(document):
    """Corrections belong to the bytes."""
    other = mending.DOCUMENTS.open(TALK, "copy.txt", saved=saved)[1]
    correct(document, person(["BOB ROE"], "Robert Roe"))
    assert "Robert Roe" not in names(other)
    assert "Robert Roe" in names(mending.DOCUMENTS.open(TALK, "copy.txt", saved=saved)[1])


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "correct", "do": [{"do": []}]},
        {"kind": "correct", "do": [{"do": "is_kind", "start": 10**4000, "end": 1, "kind": "speech"}]},
        {"kind": "correct", "do": [{"do": "is_kind", "start": 0, "end": 9, "kind": ["speech"]}]},
        {"kind": "correct", "do": [{"do": "person", "labels": ["\ud800"], "name": "x"}]},
        {"kind": "correct", "do": [person(["ANN LEE"], "x")] * 5000},
        {"kind": "correct", "do": {"do": "confirmed"}},
        {"kind": "import", "text": None},
        {"kind": "import", "text": "[" * 100_000},
        {"kind": "correct"},
    ],
    ids=str,
)
def test_whatever_a_browser_sends_gets_a_sentence(document, event):
    """Nothing but our own errors leaves, and nothing is kept."""
    with pytest.raises(OnRecordError) as error:
        mended(document, event)
    assert len(error.value.message) < 400
    assert saved(document.transcript.sha256).done == ()


TABLE = b"a;b;c\nk1;x17;Good morning, and welcome.\nk2;x18;Hm.\nk3;x19;Yes, we do.\nk4;x20;No.\n"
CHOICE = {"do": "columns", "text": "c", "speaker": "b", "start": "", "end": ""}


def mapped(step):
    return mending.DOCUMENTS.open(TABLE, "table.csv", saved=lambda sha256: saved(sha256, step))[1]


@pytest.mark.usefixtures("document")
def test_the_choice_of_columns_is_kept_like_a_correction():
    """A table opened with an answer opens by itself the next time, and the answer travels with the corrections."""
    with pytest.raises(ColumnsError):
        mapped([])
    first = mapped([Columns("c", "b")])
    mending.remembered(first)
    again = mapped([])
    assert names(again) == ["x17", "x18", "x19", "x20"]
    assert again.steps.done == first.steps.done
    assert json.loads(exported(again))["corrections"] == [CHOICE]
    assert again.step_words == ["“c” is what was said, “b” who said it"]


@pytest.mark.usefixtures("document")
def test_another_choice_of_columns_reads_the_table_anew():
    """As a correction of an open table it changes the words, and can be taken back."""
    mending.remembered(mapped([Columns("c", "b")]))
    after = correct(mapped([]), {**CHOICE, "text": "a"})
    assert "k1" in after.transcript.text
    assert "Good morning" not in after.transcript.text
    assert "Good morning" in mended(after, {"kind": "undo"}).transcript.text


@pytest.mark.usefixtures("document")
def test_without_any_choice_there_is_nothing_to_go_back_to():
    """The only answer cannot be undone: the sentence says why, and nothing is lost."""
    mending.remembered(mapped([Columns("c", "b")]))
    with pytest.raises(ColumnsError, match="columns do not say"):
        mended(mapped([]), {"kind": "undo"})
    assert names(mapped([])) == ["x17", "x18", "x19", "x20"]


@pytest.mark.usefixtures("document")
def test_columns_that_are_not_there_change_nothing():
    """A choice that fits nothing is refused with the names that exist, and is not kept."""
    mending.remembered(mapped([Columns("c", "b")]))
    with pytest.raises(ColumnsError, match="no column named “z”; it has: a, b, c"):
        correct(mapped([]), {**CHOICE, "text": "z"})
    assert len(mapped([]).steps.done) == 1


def test_what_nobody_sees_in_a_name_is_shown_where_names_are_checked(document):
    """A zero-width space or a mark of direction in a label stands open in "Printed as"; letters of another alphabet are
    told in a sentence, and nobody is merged for them.
    """
    said = "ANN LEE: Hello.\n\nBOB ROE: Good.\n\nANN\u200b LEE: Yes.\n\n\u0410NN LEE: No.\n\nBOB ROE: So.\n" * 2
    document = mending.DOCUMENTS.open(said.encode(), "spoofed.txt", saved=saved)[1]
    told = audit(document, State(audit="speakers"))
    printed = {label["shown"] for speaker in told["speakers"] for label in speaker["labels"]}
    assert printed == {"ANN LEE", "ANN⟨U+200B⟩ LEE", "BOB ROE", "\u0410NN LEE"}
    assert len(told["speakers"]) == 3
    assert "different alphabets" in told["alike"][0]["why"]
