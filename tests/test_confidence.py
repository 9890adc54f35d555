"""How sure a reading says it is: of each label, and of whether a text is a transcript."""

import pytest

import onrecord
from onrecord.model import DOUBTFUL_BELOW
from tests.styles import plain_cases, style_cases

HEADINGS = {
    "strengths and weaknesses": (
        "STRENGTHS: We have good staff.\nWEAKNESSES: You may find us slow.\n\n"
        "STRENGTHS: I am fast.\nWEAKNESSES: You?\n\nSTRENGTHS: We do it.\nWEAKNESSES: It costs us.\n"
    ),
    "challenge and response": (
        "Challenge: How can we grow?\n\nResponse: We hired you.\n\nChallenge: What do you need?\n\n"
        "Response: We need money.\n\nChallenge: Why?\n\nResponse: We grow.\n"
    ),
    "a list of changes": (
        "Added: you can now log in\nFixed: we no longer crash\nAdded: dark mode for you\nFixed: your settings stay\n"
        "Changed: our logo\n"
    ),
}
TOLD_BY_DASHES = {"Story with a dialogue of dashes only, no names anywhere"}
"""Two voices without a name are a guess, about which a person is asked."""
TAKEN = {
    "Conference programme with speakers": "names, times and titles of talks look like a chat's lines",
    "Survey with answer options": "numbered persons and an interviewer who says please and thank you",
    "Fact sheet with headings in capitals": "two headings that talk as two people would who speak once each",
}


def _read(text):
    return onrecord.read(text.encode(), name="x.txt")


@pytest.mark.parametrize("text", HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_that_take_turns_are_asked_about(text):
    """A text whose labels may be headings is doubtful, keeps what was found, and says so in a sentence."""
    read = _read(text)
    assert read.is_doubtful
    assert [d.message for d in read.defects if d.message.startswith("This may be no transcript: “")]


def test_hardly_a_text_that_is_no_transcript_is_taken_for_one():
    """Of 60 lists, logs, recipes, papers and programmes only those named are read without a question."""
    texts = plain_cases("not-transcripts.txt")
    reads = {name: _read(text) for name, text in texts.items()}
    taken = {name for name, read in reads.items() if read.has_labels and not read.is_doubtful}
    assert len(texts) == 60
    assert taken == TAKEN.keys()


@pytest.mark.parametrize("case", [case for case in style_cases() if case.turns], ids=lambda case: case.name)
def test_no_transcript_of_the_cases_is_doubted(case):
    """Asking about what is plainly a transcript would be a nuisance."""
    try:
        read = _read(case.text)
    except onrecord.formats.ReadError:
        pytest.skip("refused by name")
    assert (read.confidence >= DOUBTFUL_BELOW) == (case.name not in TOLD_BY_DASHES)


def test_labels_told_by_repetition_alone_are_less_sure():
    """A shape nobody foresaw is believed, but not more than 0.7."""
    turn = "{name} | {said}\n\n"
    said = [
        "Welcome, how are you?",
        "I am fine, thank you.",
        "Where do you live?",
        "We live in town.",
        "Why?",
        "I like it.",
    ]
    read = _read("".join(turn.format(name=n, said=s) for n, s in zip(["Ann Lee", "Bob Roe"] * 3, said, strict=True)))
    assert [turn.label for turn in read.turns] == ["Ann Lee", "Bob Roe"] * 3
    assert read.confidence <= 0.7
    assert all(turn.confidence <= 0.7 for turn in read.turns)


def test_a_label_inside_a_paragraph_is_less_sure_than_one_on_its_line():
    """So is one that looks odd among the others."""
    text = "REED: Go on, please. WICKS: Thank you.\n\nWICKS: I do.\n\nREED: Well?\n\nWICKS: No.\n\nREED: Fine.\n"
    turns = _read(text).turns
    inside = next(turn for turn in turns if text[turn.start - 1] == " ")
    assert inside.confidence < min(turn.confidence for turn in turns if turn is not inside)


def test_what_a_person_says_is_sure():
    """A pattern of the reader's own needs no evidence."""
    read = onrecord.read(HEADINGS["a list of changes"].encode(), "x", pattern="NAME:")
    assert (read.confidence, {turn.confidence for turn in read.turns}) == (1.0, {1.0})
