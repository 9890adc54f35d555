"""Lines between what was said that nobody said: told by their form or place, and what looks like them but was said."""

import pytest

import onrecord
from onrecord.speech import speech_text

_BEFORE = (
    "MS. LANE: Good morning.\n\nMR. POE: I am here.\n\nMS. LANE: Thank you.\n\n"
    "MR. POE: We begin.\n\nMS. LANE: They agreed."
)
_AFTER = "MR. POE: You may go on.\n\nMS. LANE: I will.\n"


def _said(between):
    """What MS. LANE says in her third turn, with ``between`` printed behind its first sentence."""
    transcript = onrecord.read(f"{_BEFORE}{between}\n\n{_AFTER}".encode(), name="x.txt")
    assert len(transcript.turns) == 7
    assert "".join(transcript.text[s.start : s.end] for s in transcript.segments) == transcript.text
    return " ".join(speech_text(transcript, 4).split())


@pytest.mark.parametrize(
    "line",
    [
        "The Clerk read the title of the bill.",
        "The question was taken; and the Speaker pro tempore announced that\nthe ayes appeared to have it.",
        "Mr. DENT voted for the motion.",
        "Senator Halpin interjecting—",
        "– Risas.",
        "--- Recess taken at 10.28 a.m.",
        "Applause.",
        "Aplausos do PS.",
        "SECOND READING\nTHE FERRY BILL",
        "Subsidy for the ferries",
        "Harbour Fund\n\nThe second part",
        "- 11 -",
        "10",
        "COMMITTEE ON PIERS                  15",
        "Page 4                Senate, Wednesday\nPIERS COMMITTEE",
        "HARBOUR COURT REPORTING 555-0142",
        "Agenda | Minutes | Share this",
        "UNCLASSIFIED",
        "Result of the vote\nFor 81\nAgainst 104",
        "[The statement of Ms. Lane follows:]\n\nThank you for this hearing. I was late.\n\nIt rained.",
        "[Roll No. 88]\n\nYEAS--301\n\nAbbott\nAcker\n\nNAYS--112\n\nBell",
        "ANNA BELL, having been first duly sworn, was examined and testified as follows:",
    ],
)
def test_a_line_that_nobody_said(line):
    """It is left out of the turn before it and of the turn after it."""
    assert _said(f"\n\n{line}") == "They agreed."


@pytest.mark.parametrize(
    "line",
    [
        "I voted for the motion.",
        "Applause is cheap.",
        "The bill was read to us.",
        "And then – laughter – he left.",
        "We have 12 of them.",
        "NATO and the EU met.",
        "She follows:",
        "one more thing",
        "You called 555-0142, they said.",
    ],
)
def test_what_was_said_is_no_narration(line):
    """Sentences with the same words stay speech."""
    assert _said(f"\n\n{line}") == f"They agreed. {line}"


def test_what_follows_a_note_of_a_translation_is_still_said():
    """Unlike a paper put into the record, it has no end of its own before the next label."""
    said = _said("\n\n(Translation of Inish paragraph follows.) [Let us join forces.] [Applause.] I thank you.")
    assert said == "They agreed. [Let us join forces.] I thank you."


def test_a_number_that_answers_is_speech():
    """A bare number right behind a label is what was said, elsewhere it is a page's or a line's."""
    text = "ANNA BELL:\n\nHow many?\n\nCARL DENT:\n\n42\n\nANNA BELL:\n\nThank you.\n\nCARL DENT:\n\nYou are welcome.\n"
    transcript = onrecord.read(text.encode(), name="x.txt")
    assert [speech_text(transcript, at) for at in range(4)] == ["How many?", "42", "Thank you.", "You are welcome."]


def test_the_matter_behind_the_last_speech():
    """Links behind the last sentence are a notice; a long last speech with a heading in it is not."""
    end = "MS. LANE: I will go now."
    links = onrecord.read(f"{_BEFORE}\n\n{end}\n\nMore like this\nAll episodes\n".encode(), name="x.txt")
    assert speech_text(links, len(links.turns) - 1) == "I will go now."
    speech = onrecord.read(
        f"{_BEFORE}\n\n{end}\n\nThe wall\n\nIt held. We paid. It will hold.\n\nGood night.\n".encode(), name="x"
    )
    assert speech_text(speech, len(speech.turns) - 1).endswith("It held. We paid. It will hold.\n\nGood night.")


def test_times_in_the_margin():
    """The hour far behind a line is a timestamp."""
    assert _said("     09:02:11\n\nWe left.     09:02:14") == "They agreed. We left."
