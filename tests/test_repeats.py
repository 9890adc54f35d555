"""A transcript that stands in its file twice is counted once."""

import pytest

import onrecord

ONCE = "".join(
    f"ANNA LANE: This is what I say as number {n} of my points.\n\nBOB REED: And I answer that with my own {n}.\n\n"
    for n in range(1, 6)
)
TITLE = "The Evening Talk\n\n"
FOOTER = "Served by Fictional Scripts.\n\n"


def _read(text):
    transcript = onrecord.read(text.encode())
    assert "".join(text[s.start : s.end] for s in transcript.segments) == text
    return transcript


@pytest.mark.parametrize("copies", [2, 3, 5])
@pytest.mark.parametrize(("title", "footer"), [("", ""), (TITLE, ""), ("", FOOTER), (TITLE, FOOTER)])
def test_only_the_first_copy_is_counted(copies, title, footer):
    """The later copies are a notice, and a defect says so."""
    transcript = _read((title + ONCE + footer) * copies)
    assert len(transcript.turns) == 10
    (defect,) = transcript.defects
    assert "the same transcript twice" in defect.message
    assert {s.kind for s in transcript.segments if s.start >= defect.start} <= {"notice", "space"}
    last = transcript.turns[-1]
    assert "my own 5." in transcript.text[last.start : last.end]


@pytest.mark.parametrize(
    "text",
    [
        ONCE,
        "ANNA LANE: Yes.\n\nBOB REED: No.\n\n" * 30,
        ONCE + "ANNA LANE: You said before:\n\n" + ONCE[:200] + "\n\nBOB REED: So I did.\n\nANNA LANE: Good.\n\n",
        ONCE + ONCE[: len(ONCE) // 4] + "".join(f"ANNA LANE: New {n}.\n\nBOB REED: Also {n}.\n\n" for n in range(9)),
    ],
    ids=["once", "a refrain", "a quotation", "a beginning again, then more"],
)
def test_what_is_no_copy_is_counted(text):
    """Refrains and quotations stay speech."""
    assert _read(text).defects == ()
