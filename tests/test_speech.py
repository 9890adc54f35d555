"""Speech without what was merely printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Segment, Speaker, Transcript, Turn
from onrecord.sentences import HARD_BREAK
from onrecord.speech import speech_text, speech_view
from tests.builders import built


def tiled(*pieces):
    """A transcript of one turn, made of (kind, text) pieces."""
    text, segments = "", []
    for kind, piece in pieces:
        segments.append(Segment(kind, len(text), len(text) + len(piece), 0))
        text += piece
    return Transcript("t", text, "", "built", "UTF-8", tuple(segments), (Turn(0, "A", 0, len(text)),), (Speaker("A"),))


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        ("We met General Roe (inaudible). Everyone left.", "We met General Roe. Everyone left."),
        ("(Laughter.) Well. (Applause.)", "Well."),
        ("We will (inaudible) from support.", "We will from support."),
        ("One.\n\n(Applause.)\n\nTwo.", "One.\n\nTwo."),
        ("One.\n(Applause.)\nTwo.", "One.\n\nTwo."),
        ("One.\n(Applause.) Two.", "One.\nTwo."),
        ("One.\n\nTwo  three.", "One.\n\nTwo  three."),
        ("the\n\n[page 5]\n\nrepresentatives", "the representatives"),
        ("(Inaudible.)", ""),
        ("", ""),
    ],
)
def test_speech_text(speech, expected):
    """Stage directions go, with one space, newline or blank line in their place; paragraphs stay."""
    assert speech_text(built([("ANN", "Before."), ("BOB", speech)]), 1) == expected


def test_speech_text_leaves_out_all_but_speech():
    """Labels, timestamps, headings, furniture and notices are not in it, wherever they stand."""
    transcript = tiled(
        ("label", "A:"), ("space", " "), ("speech", "one"), ("space", "\n"), ("timestamp", "[0:10]"), ("space", " "),
        ("speech", "two."), ("space", "\n\n"), ("heading", "Topic"), ("space", "\n\n"), ("speech", "Three"),
        ("space", "\n"), ("notice", "(c)"),
    )  # fmt: skip
    assert speech_text(transcript, 0) == "one two.\n\nThree"


def test_view_has_a_break_before_every_turn_and_blanks_for_the_rest():
    """The view is the source with spaces for what nobody said."""
    transcript = built([("A", "Hi (sigh). You?"), ("B", "I")], before="Talk", after="End.")
    assert speech_view(transcript) == f"    \n\n{HARD_BREAK}  Hi       . You?\n\n{HARD_BREAK}  I\n\n    "


def test_view_goes_on_across_a_page_header():
    """A header between blank lines splits no sentence that goes on in lower case, but one that is over."""
    header = (("space", "\n\n"), ("furniture", "p. 5"), ("space", "\n\n"))
    assert "\n" not in speech_view(tiled(("speech", "the"), *header, ("speech", "end")))
    assert speech_view(tiled(("speech", "so."), *header, ("speech", "end"))).count("\n") == 4


SPEECH = st.lists(
    st.sampled_from(["Yes.", "no", "(inaudible)", "[sic]", "\n\n", " ", "U.S.", "What?", "(", "é😀"]), max_size=8
).map("".join)


@given(st.lists(st.tuples(st.sampled_from("ABQ"), SPEECH), max_size=4))
def test_view_keeps_places(speeches):
    """The view is as long as the source, and what is visible in it is speech at its place."""
    transcript = built(speeches, before="Head", after="Tail")
    view = speech_view(transcript)
    assert len(view) == len(transcript.text)
    speech = {i for s in transcript.segments if s.kind == "speech" for i in range(s.start, s.end)}
    for i, character in enumerate(view):
        if not character.isspace():
            assert character == transcript.text[i]
            assert i in speech
    said = "".join(speech_text(transcript, turn) for turn in range(len(transcript.turns)))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", view)
