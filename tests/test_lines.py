"""The reader line by line, and where on the page each character of the file stands."""

import pytest

from components.reader import MAX_NOTE_CHARACTERS
from tests.documents import made
from tests.reading import TEXTS, selections, shown, turns_of


@pytest.mark.parametrize("make", TEXTS)
def test_every_part_tells_where_it_stands(make):
    """Words marked on the page are the same words in the file, whatever is selected."""
    document = make()
    for selection in selections(document):
        for row in turns_of(shown(document, selection)):
            for (kind, value), at in zip(row["parts"], row["at"], strict=True):
                if kind not in "ep":
                    assert document.transcript.text[at : at + len(value)] == value
    for row in shown(document)["rows"]:
        if "note" in row and len(row["text"]) <= MAX_NOTE_CHARACTERS:
            assert document.transcript.text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("make", TEXTS)
def test_the_lines_are_the_file(make):
    """Line by line, every character stands there once, at its place."""
    document = make()
    message = shown(document, lines=True, window=50)
    assert not message["more"]
    assert "".join(text for row in message["rows"] for _, text in row["parts"]) == document.transcript.text
    assert message["rows"][-1]["line"] == document.transcript.text[:-1].count("\n") + 1
    for row in message["rows"]:
        for (_, value), at in zip(row["parts"], row["at"], strict=True):
            assert document.transcript.text[at : at + len(value)] == value


def test_a_line_says_what_it_was_taken_for():
    """Kinds and speaker stand beside the text."""
    document = made([("ANN", "Hello. (Laughter.)\nAll well?"), ("BOB", "Yes.")], before="A TALK")
    rows = shown(document, lines=True)["rows"]
    assert [(row["kinds"], row["speaker"]) for row in rows] == [
        (["heading"], ""),
        ([], ""),
        (["label", "speech", "stage"], "ANN"),
        (["speech"], "ANN"),
        ([], ""),
        (["label", "speech"], "BOB"),
        ([], ""),
    ]


def test_lines_begin_where_the_reader_stands():
    """Asked for from a turn on, they begin with its line; a window ends them, and the next one only adds."""
    document = made([("ANN", "Word " * 3000), ("BOB", "Word " * 9000)])
    message = shown(document, lines=True, at=1)
    assert message["rows"][0]["kinds"] == ["label", "speech"]
    assert message["rows"][0]["speaker"] == "BOB"
    assert message["more"]
    more = shown(document, lines=True, at=1, window=2)
    assert more["rows"][: len(message["rows"])] == message["rows"]
    assert "".join(text for row in more["rows"] for _, text in row["parts"]).startswith("BOB: Word Word")


def test_lines_end_where_people_see_them_end():
    """Whatever ends a line: CR, CRLF, a doubled CR before LF, a form feed or Unicode's own ends."""
    document = made([("ANN", "One\r\nTwo\rThree\r\r\nFour\x0cFive\u2028Six"), ("BOB", "Yes.")])
    rows = shown(document, lines=True)["rows"]
    assert [row["line"] for row in rows] == list(range(1, 10))
    assert shown(document, lines=True, at=1)["rows"][0]["line"] == 8
