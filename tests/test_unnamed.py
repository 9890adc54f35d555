"""Turns that no name opens are told by how they are set off, and pages that answer their readers' questions are not."""

import pytest

import onrecord

EXCHANGE = [
    ("Why did you leave?", "I was tired of it."),
    ("Where did you go?", "To the island. I had a house there."),
    ("And did you like it?", "I did, once I had a stove."),
    ("Would you go back?", "I would not.\n\nMy house is gone."),
]


def _page(shape, exchange=EXCHANGE, header="An evening with Ann Dorn\n\nAnn Dorn has kept bees for years."):
    return header + "".join(f"\n\n{shape.format(asked)}\n\n{answer}" for asked, answer in exchange) + "\n"


@pytest.mark.parametrize(("shape", "is_doubtful"), [("**{0}**", False), ("### {0}", False), ("{0}", True)])
def test_questions_without_a_name_are_told_by_how_they_are_set_off(shape, is_doubtful):
    """The asker is a role, who answers is whom the header introduces; without any mark a person is asked."""
    read = onrecord.read(_page(shape).encode(), name="x.txt")
    assert [turn.label for turn in read.turns] == ["Question", "Ann Dorn"] * len(EXCHANGE)
    assert read.is_doubtful == is_doubtful
    assert "".join(read.text[s.start : s.end] for s in read.segments) == read.text


def test_who_answers_is_a_role_where_two_people_are_introduced():
    """Nobody is given words that may be somebody else's."""
    header = "Ann Dorn has kept bees for years. Bob Crane has kept silent."
    read = onrecord.read(_page("**{0}**", header=header).encode(), name="x.txt")
    assert {turn.label for turn in read.turns} == {"Question", "Answer"}


@pytest.mark.parametrize("shape", ["**{0}**", "### {0}", "{0}"])
def test_a_help_page_is_nobody(shape):
    """Its readers ask in the first person and its answers speak of nobody."""
    page = _page(
        shape,
        [
            ("How do I log in?", "Press the button."),
            ("Can I pay by card?", "Cards are accepted."),
            ("Where do I send it?", "The address is on the box."),
            ("What does it cost?", "It is free."),
        ],
        "Help",
    )
    assert not onrecord.read(page.encode(), name="x.txt").has_labels


def test_a_list_with_dashes_is_no_dialogue():
    """Dashes open lists too; only talk makes voices of them."""
    text = "For the trip:\n– milk\n– bread\n– a map?\n– a tent\n– rope\n– salt\n– soap\n"
    assert not onrecord.read(text.encode(), name="x.txt").has_labels
