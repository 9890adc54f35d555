"""A bare surname is the person whom the talk introduces by full name, if nobody else can be meant."""

import pytest

import onrecord
from onrecord.introductions import introduced_in
from onrecord.labels import Label

TALK = "\n\nLEE: I'm fine, thank you.\n\nMARCO: What do you make?\n\nLEE: Salt. And you?\n\nMARCO: I make noise.\n"


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("MARCO: I'm Marco Bell, and I'm joined by Ann Lee.", ["Marco Bell", "Ann Lee"]),
        ("MARCO: With me today is Ann Lee. I'm Zoe Bell, as they say.", ["MARCO", "Ann Lee"]),
        ("MARCO: I'm joined by Ann Lee. Later I'm joined by Bob Lee.", ["MARCO", "LEE"]),
        ("MARCO: I'm joined by Ann Lee.\n\nBOB LEE: I'm here too, you know.", ["MARCO", "BOB LEE"]),
        ("MARCO: I read a book about Ann Lee.", ["MARCO", "LEE"]),
    ],
)
def test_introductions_name_bare_labels(opening, names):
    """By oneself only in one's own turn; two people of one name are nobody's evidence."""
    read = onrecord.read((opening + TALK).encode(), name="x.txt")
    assert [speaker.name for speaker in read.speakers] == names


def test_introductions_add_to_a_roster():
    """Whom the header lists it names; the others are named by the talk."""
    text = "Guest: Ann Lee\n\nMARCO: I'm Marco Bell." + TALK
    read = onrecord.read(text.encode(), name="x.txt")
    assert [speaker.name for speaker in read.speakers] == ["Marco Bell", "Ann Lee"]


def test_a_label_of_signs_is_looked_for_as_printed():
    """What a damaged file makes of a name is no pattern."""
    text = "+Lee: I'm joined by +Lee today.\n{Bo: And I'm Bo Roe.\n"
    labels = [Label(0, 5, "+Lee", "", None, False, 1.0), Label(34, 38, "{Bo", "", None, False, 1.0)]
    assert introduced_in(text, labels) == []
