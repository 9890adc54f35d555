"""Who takes part: what the text says before anybody speaks, and what of it the labels may use."""

import pytest

import onrecord
from onrecord.roster import Listed, roster_in

ASKS = roster_in(["Interviewer: Jane Doe"])[0].labels
"""What may stand for the interviewer: a list in data/labels."""
LISTS = {
    "rows with roles": (
        "Participants:\nAnna Bell, harbour master\nCarl Dent (CD) – engineer\n- Dana Ito – chair\n\nAnna was late.",
        [Listed("Anna Bell", "harbour master"), Listed("Carl Dent", "engineer", ("cd",)), Listed("Dana Ito", "chair")],
    ),
    "names in one line": (
        "Present: Anna Bell, Carl Dent and Dana Ito",
        [Listed("Anna Bell"), Listed("Carl Dent"), Listed("Dana Ito")],
    ),
    "German": ("Teilnehmer:\nAnna Bell, Hafenmeisterin", [Listed("Anna Bell", "Hafenmeisterin")]),
    "French": ("Participants :\nAnna Bell, directrice", [Listed("Anna Bell", "directrice")]),
    "Spanish": ("Intervinientes:\nAna Gil, alcaldesa", [Listed("Ana Gil", "alcaldesa")]),
    "Russian": ("Участники:\nАнна Белова, капитан", [Listed("Анна Белова", "капитан")]),
    "Chinese": ("与会者：\n季岚（主持人）\n贺永年", [Listed("季岚", "主持人"), Listed("贺永年")]),
    "Markdown": ("## Panelists\n\n* **Anna Bell**, pilot", [Listed("Anna Bell", "pilot")]),
    "a sentence is nobody": ("Participants:\nAll of them came by the early boat.", []),
    "no head": ("Anna Bell, harbour master", []),
    "two of one role": (
        "Interviewer: Anna Bell\nInterviewer: Carl Dent",
        [
            Listed("Anna Bell", "interviewer", ASKS),
            Listed("Carl Dent", "interviewer", ASKS),
        ],
    ),
}  # fmt: skip


def test_the_labels_that_stand_for_an_interviewer():
    """The word itself and its usual initials."""
    assert {"interviewer", "i", "int"} <= set(ASKS)


def _in_order(people):
    return [(one.name, one.role, sorted(one.labels)) for one in people]


@pytest.mark.parametrize(("text", "people"), LISTS.values(), ids=LISTS.keys())
def test_the_people_a_text_lists(text, people):
    """Rows under a head and fields give names, roles and initials; sentences give nobody."""
    assert _in_order(roster_in(text.splitlines())) == _in_order(people)


def _speakers(text):
    transcript = onrecord.read(text.encode(), name="x.txt")
    return [(s.name, s.role) for s in transcript.speakers], len(transcript.turns)


ASKED = (
    "I: Good morning. Where did you begin?\n\nR: On the boats, in May.\n\nI: Was it cold?\n\nR: It was always cold.\n"
)


@pytest.mark.parametrize("head", ["Interviewer", "INTERVIEWER"])
def test_a_header_says_who_asks_and_who_answers(head):
    """Role labels, whole or as initials, become the one person that the header gives the role."""
    for asks in ("I", head):
        text = f"Oral history of the boats\n\n{head}: Jane Doe\nInterviewee: John Roe\n\n" + ASKED.replace(
            "I:", f"{asks}:"
        )
        assert _speakers(text) == ([("Jane Doe", "interviewer"), ("John Roe", "interviewee")], 4)


def test_two_who_share_a_role_stay_unnamed():
    """With two interviewers nobody knows which of them "I" is."""
    text = "Interviewer: Jane Doe\nInterviewer: Anna Bell\nInterviewee: John Roe\n\n" + ASKED
    assert [name for name, _ in _speakers(text)[0]] == ["I", "John Roe"]


def test_a_roster_gives_roles():
    """The role beside the name in the list is the speaker's; a name that nobody prints as a label adds no speaker."""
    text = (
        "Participants:\nAnna Bell, harbour master\nCarl Dent, engineer\nDana Ito, chair\n\n"
        "BELL: Good morning. You came by boat.\n\nDENT: I did. It was cold.\n\n"
        "BELL: It always is.\n\nDENT: Yes, thank you.\n"
    )
    assert _speakers(text) == ([("Anna Bell", "harbour master"), ("Carl Dent", "engineer")], 4)
