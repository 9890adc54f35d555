"""Label shapes that nobody foresaw are told by a text's own repetition, and lists, notes and prose are not."""

import pytest

import onrecord

TALK = [
    ("Hal", "Is the needle moving?"), ("Dora", "It is. You can see it."), ("Hal", "Then I'll stand back."),
    ("Mrs Bream", "Thank you. I was there."), ("Dora", "Were you?"), ("Hal", "She was, you know."),
    ("Mrs Bream", "I made tea for you."), ("Dora", "I remember it."),
]  # fmt: skip
JAPANESE = [
    ("樋口", "創業はいつですか。"),
    ("大熊", "大正十二年です。"),
    ("樋口", "そうですか。"),
    ("大熊", "はい、そうです。"),
] * 2


@pytest.mark.parametrize(
    "shape",
    [
        "({0}) {1}",
        "@{0} {1}",
        "• {0} - {1}",
        "{{{0}}} {1}",
        "‹{0}› {1}",
        "◇ {0}> {1}",
        "{0} - {1}",
        "{0}- {1}",
        "== {0} == {1}",
        "/{0}/ {1}",
    ],
)
def test_an_unknown_shape_is_learnt_from_its_repetition(shape):
    """Every turn is found, with its name, and none of them is certain."""
    people = {"Mrs Bream": "Bream"} if shape.startswith("@") else {}
    turns = [(people.get(name, name), said) for name, said in TALK]
    text = "An evening at the club.\n\n" + "\n".join(shape.format(name, said) for name, said in turns) + "\n"
    t = onrecord.read(text.encode(), name="x.txt")
    assert [turn.label for turn in t.turns] == [name for name, _ in turns]
    assert all(turn.confidence <= 0.7 for turn in t.turns)


def test_a_wide_blank_behind_a_name_is_learnt():
    """In a script without blanks a name stands before a wide one."""
    text = "\n\n".join(f"{name}\u3000{said}" for name, said in JAPANESE)
    t = onrecord.read(text.encode(), name="x.txt")
    assert [turn.label for turn in t.turns] == [name for name, _ in JAPANESE]


@pytest.mark.parametrize(
    "text",
    [
        "• Milk and you\n• Bread for you\n• Milk again, I think\n• Bread\n• Milk\n• Bread, will you?\n" * 2,
        "# Aims\n# Means\n# Aims of yours\n# Means of mine\n# Aims I have\n# Means?\n" * 2,
        "(a) What you owe.\n(b) What I owe.\n(c) What we owe.\n(d) The rest.\n(e) Nothing.\n(f) Thanks.\n",
        "> I wrote to you.\n> You wrote to me.\n> I did not.\n> You did.\n> I see.\n> You do?\n",
        "- Ann will write it.\n- Bob will read it.\n- Ann will mend it.\n- Bob will see you.\n- Ann thanks you.\n",
    ],
)
def test_lists_and_quotations_have_no_speakers(text):
    """A sign that opens every line names nobody."""
    assert not onrecord.read(text.encode(), name="x.txt").has_labels
