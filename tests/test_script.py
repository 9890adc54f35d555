"""Text taken out of a file: the pieces, their origins, the account, and the turns a file itself tells."""

import pickle

import pytest

from onrecord.errors import EmptyFileError
from onrecord.formats.extract import Extract
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Dropped, Origin, Segment, Speaker, UnsureWord
from onrecord.speech import speech_text

SOURCE = Source("x", b"{}")


def told():
    script = Script()
    script.put("Minutes", "/title", kind="heading")
    script.turn("a", "Ann Bell", "/0/who", start_ms=0)
    script.put("Good", "/0/text")
    script.blank()
    script.put("mourning", "/0/text", confidence=0.4)
    script.put(". (Laughter.) Shall we?", "/0/text")
    script.until(1500)
    script.turn("b", "Bo", "/1/who", start_ms=1500, end_ms=2000)
    script.put("Yes.", "/1/text")
    script.drop("tags", "x y z", n_pieces=3)
    return script


def test_turns_that_a_file_tells_become_a_text_with_labels():
    """Names are printed as labels, words keep their place in the file, and the account comes out even."""
    t = told().transcript(
        SOURCE, "told", n_characters=60, people={"a": Speaker("Ann Bell", role="chair", party="Left")}
    )
    assert t.text == "Minutes\n\nAnn Bell: Good mourning. (Laughter.) Shall we?\n\nBo: Yes.\n"
    assert [(turn.label, turn.start_ms) for turn in t.turns] == [("Ann Bell", 0), ("Bo", 1500)]
    assert [turn.end_ms for turn in t.turns] == [1500, 2000]
    assert t.speakers == (Speaker("Ann Bell", ("Ann Bell",), "chair", party="Left"), Speaker("Bo", ("Bo",)))
    assert [speech_text(t, at) for at in (0, 1)] == ["Good mourning. Shall we?", "Yes."]
    assert t.segments[0] == Segment("heading", 0, 7, None)
    assert [t.text[s.start : s.end] for s in t.segments if s.kind == "stage"] == ["(Laughter.)"]
    assert "".join(t.text[s.start : s.end] for s in t.segments) == t.text
    assert [(t.text[o.start : o.end], o.where) for o in t.origins] == [
        ("Minutes", "/title"),
        ("Ann Bell", "/0/who"),
        ("Good mourning. (Laughter.) Shall we?", "/0/text"),
        ("Bo", "/1/who"),
        ("Yes.", "/1/text"),
    ]
    assert t.unsure == (UnsureWord(24, 32, 0.4),)
    assert t.text[24:32] == "mourning"
    assert t.extraction.n_kept == 7 + 7 + 32 + 2 + 4
    assert t.extraction.dropped == (Dropped("tags", 3, 3, "x y z"), Dropped("other text of the file", 5, 1))
    assert pickle.loads(pickle.dumps(t)) == t  # noqa: S301 our own


def test_a_file_that_names_nobody_is_one_speaker():
    """Without a single name the text is one speaker's, and a defect says so."""
    script = Script()
    script.turn("")
    script.put("Hello there.")
    t = script.transcript(SOURCE, "told", n_characters=11, people={})
    assert (t.text, t.has_labels, [s.name for s in t.speakers]) == ("Hello there.\n", False, ["Speaker"])
    assert "names no speakers" in t.defects[0].message


def test_two_people_of_one_name_stay_two():
    """Each key is somebody, whatever the names."""
    script = Script()
    for key in ("1", "2", "1"):
        script.turn(key, "John Smith")
        script.put("Hear, hear.")
    t = script.transcript(SOURCE, "told", n_characters=0, people={})
    assert [(t.speakers[turn.speaker].name) for turn in t.turns] == ["John Smith", "John Smith (2)", "John Smith"]


def test_nothing_said_is_an_empty_file():
    """Names alone are no transcript."""
    script = Script()
    script.turn("a", "Ann")
    with pytest.raises(EmptyFileError, match="no words that somebody says"):
        script.transcript(SOURCE, "told", n_characters=3)


def test_a_name_without_people_is_resolved_as_in_print():
    """Without keys the printed names decide: a surname is the person of that name."""
    script = Script()
    for name in ("Ann Bell", "Mr. Coe", "Ms. Bell"):
        script.turn(name)
        script.put("Hello.")
    t = script.transcript(SOURCE, "told", n_characters=0)
    assert [t.speakers[turn.speaker].name for turn in t.turns] == ["Ann Bell", "Mr. Coe", "Ann Bell"]


def test_an_extract_is_read_by_the_grammar():
    """A text taken out of a file is read like any other, but for what its reader marked."""
    extract = Extract()
    extract.put("CHAPTER: ONE", "page 1", kind="furniture")
    for number, line in enumerate(("ANN BELL: Good morning.", "BO COE: Good morning to you.", "ANN BELL: So."), 1):
        extract.line()
        extract.put(line, f"paragraph {number}")
    t = extracted(SOURCE, extract, "docx", n_characters=extract.n_kept)
    assert [turn.label for turn in t.turns] == ["ANN BELL", "BO COE", "ANN BELL"]
    assert t.segments[0].kind == "furniture"
    assert t.origins[0] == Origin(0, 12, "page 1")
    assert t.extraction.dropped == ()
