"""Turns that an interpreter speaks are flagged, with the speaker unchanged."""

import pytest

import onrecord


@pytest.mark.parametrize(
    ("opening", "flagged"),
    [
        ("MR. ROE (via interpreter): We agree.", True),
        ("MR. ROE: (As interpreted.) We agree.", True),
        ("MR. ROE (spoke in Russian): We agree.", True),
        ("MR. ROE (über Dolmetscher): Wir stimmen zu.", True),
        ("MR. ROE (через переводчика): Мы согласны.", True),
        ("MR. ROE: (Laughter.) We agree.", False),
        ("MR. ROE: We agree. (Speaks in Russian.) And more.", False),
        ("MR. ROE: We agree with the interpreter.", False),
    ],
)
def test_what_the_label_or_the_first_remark_says_counts(opening, flagged):
    """A remark later in the turn, and words of the speech, do not."""
    text = f"{opening}\n\nMS. LANE: Thank you.\n\nMR. ROE: Good.\n\nMS. LANE: Bye.\n"
    transcript = onrecord.read(text.encode())
    assert [turn.via_interpreter for turn in transcript.turns] == [flagged, False, False, False]
    assert transcript.turns[0].speaker == transcript.turns[2].speaker
