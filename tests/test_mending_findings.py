"""References and topics are put right on the page: every panel follows, it is kept, and it can be taken back."""

import json

import pytest

from components import mending
from components.audit import audit
from components.mending import mended, saved
from components.message import message
from components.state import State
from onrecord.corrections import Refers, TopicWords
from onrecord.corrections.file import step_json
from onrecord.errors import CorrectionError, LexiconError
from onrecord.lexicon import lexicon_toml, read_lexicon
from onrecord.selection import Selection
from tests.documents import keep_apart

TALK = b"""ANN LEE: Georgia voted, and Georgia counted. Thank you, Bob.

BOB ROE: We met in France. The harbour pilots are tired.

ANN LEE: Georgia again. The pilots of the harbour.
"""


@pytest.fixture
def document(tmp_path, monkeypatch):
    """The talk, opened afresh with a store of its own."""
    keep_apart(monkeypatch, tmp_path)
    return opened()


def opened():
    return mending.DOCUMENTS.open(TALK, "talk.txt", saved=saved)[1]


def correct(document, *corrections):
    return mended(document, {"kind": "correct", "do": json.loads(step_json(corrections))})


def said_of(document, key):
    """The words that refer to ``key``."""
    text = document.transcript.text
    found = document.mentions
    rows = zip(found.target.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
    return [text[start:end] for target, start, end in rows if found.targets[target].key == key]


def test_a_reference_is_put_right_for_all_words_written_so(document):
    after = correct(document, Refers("Georgia", "place:Georgia (US)"))
    assert said_of(after, "place:Georgia (US)") == ["Georgia"] * 3
    assert said_of(after, "country:Georgia") == []


def test_a_reference_is_put_right_in_one_place_alone(document):
    at = TALK.decode().rindex("Georgia")
    after = correct(document, Refers("Georgia", "person:BOB ROE", at, at + 7))
    assert said_of(after, "person:BOB ROE")[-1] == "Georgia"
    assert len(said_of(after, "person:BOB ROE")) == len(said_of(document, "person:BOB ROE")) + 1


def test_what_is_no_reference_is_none_and_comes_back_with_undo(document):
    assert said_of(document, "country:France") == ["France"]
    after = correct(document, Refers("France", ""))
    assert said_of(after, "country:France") == []
    assert said_of(mended(after, {"kind": "undo"}), "country:France") == ["France"]
    assert said_of(mended(mended(after, {"kind": "undo"}), {"kind": "redo"}), "country:France") == []


def test_a_corrected_reference_is_kept_for_whoever_opens_the_file_again(document):
    correct(document, Refers("harbour pilots", "organisation:Pilots’ Guild"))
    mending.DOCUMENTS._documents.clear()
    assert said_of(opened(), "organisation:Pilots’ Guild") == ["harbour pilots"]


def test_a_corrected_reference_is_found_by_panels_reader_and_table(document):
    """The panel counts it, a click on it reads it, the table of wordings says that a person decided."""
    after = correct(document, Refers("Georgia", "place:Georgia (US)"))
    chosen = Selection().replaced("references", [(("mention", "place:Georgia (US)"),)])
    told = message(after, State(chosen, audit="references"), ack=0, answer=1)
    assert told["reader"]["hits"] == 3
    whys = [why for row in told["reader"]["rows"] for why in row.get("why", {}).values()]
    assert set(whys) == {"Georgia (US), as you corrected it"}
    (row,) = [row for row in told["audit"]["forms"] if row["words"] == "Georgia"]
    assert (row["name"], row["kind"], row["how"], row["count"]) == ("Georgia (US)", "place", "corrected", 3)
    assert "place:Georgia (US)" in told["audit"]["targets"]


def test_inferred_references_stand_first(document):
    forms = audit(document, State(audit="references"))["forms"]
    assert forms[0]["words"] == "Bob"
    assert forms[0]["how"] == "inferred"


def test_a_topic_is_made_changed_and_taken_away(document):
    made = correct(document, TopicWords("Harbour", ("pilots", "harbour*"), ("harbour pilots",)))
    assert made.topics.names[-1] == "Harbour"
    assert made.topics.sentences_of("Harbour").sum() == 1
    (row,) = [row for row in audit(made, State(audit="lexicon"))["topics"] if row["name"] == "Harbour"]
    assert (row["terms"], row["vetoes"]) == ([["pilots", 1], ["harbour*", 1]], [["harbour pilots", 1]])
    assert row["sentences"] == "1 sentence"
    changed = correct(made, TopicWords("Harbour", ("pilots",)))
    assert changed.topics.sentences_of("Harbour").sum() == 2
    gone = correct(changed, TopicWords("Harbour", ()))
    assert "Harbour" not in gone.topics.names
    assert mended(gone, {"kind": "undo"}).topics.sentences_of("Harbour").sum() == 2


def test_topics_follow_a_corrected_reference(document):
    """Words that are somebody's name give no topic; where a reader says that they are a place, they do."""
    made = correct(document, TopicWords("Harbour", ("bob",)))
    assert made.topics.sentences_of("Harbour").sum() == 0
    moved = correct(made, Refers("Bob", "place:Bob"))
    assert moved.topics.sentences_of("Harbour").sum() == 1
    assert correct(moved, Refers("Georgia", "place:Georgia (US)")).topics is moved.topics


def test_a_sentence_shows_why_it_has_its_topic(document):
    """The mark's words are those of the lexicon's entry, not only those of the text."""
    made = correct(document, TopicWords("Harbour", ("harbour*",)))
    chosen = Selection().replaced("topics", [(("topic", "Harbour"),)])
    rows = message(made, State(chosen), ack=0, answer=1)["reader"]["rows"]
    assert [list(row["why"].values()) for row in rows if "why" in row] == [["Harbour: harbour*"], ["Harbour: harbour*"]]


def test_topics_are_exported_and_imported_as_a_file(document):
    """What is exported makes the same topics anywhere; one stroke imports it, one takes it back."""
    made = correct(document, TopicWords("Harbour", ("harbour*",), (), "Ships"))
    told = message(made, State(download=("lexicon", 7)), ack=0, answer=1)["download"]
    assert told["name"] == "topics.toml"
    assert read_lexicon(told["text"].encode()) == made.lexicon
    small = lexicon_toml(type(made.lexicon)(made.lexicon.entries[-1:]))
    imported = mended(document, {"kind": "lexicon", "text": small})
    assert imported.lexicon.names == ("Harbour",)
    back = mended(imported, {"kind": "undo"})
    assert back.lexicon == made.lexicon


def test_topics_that_change_nothing_and_files_that_are_none_say_so(document):
    with pytest.raises(CorrectionError, match="in force already"):
        mended(document, {"kind": "lexicon", "text": lexicon_toml(document.lexicon)})
    with pytest.raises(LexiconError, match="not TOML"):
        mended(document, {"kind": "lexicon", "text": "war = ["})
    with pytest.raises(LexiconError, match="no word or phrase"):
        correct(document, TopicWords("Harbour", ("***",)))
    assert mending.DOCUMENTS.latest(document).steps.done == ()
