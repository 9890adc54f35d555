"""Codes that stand in the list of headings are speakers where they take turns and talk, and only there."""

import onrecord

SAID = ["Do you read me?", "We read you.", "Thank you, we do too.", "Where are you?", "I'm right here.", "Okay."]
TALK = list(zip(["INFO", "LDR"] * 3, SAID, strict=True))


def test_a_code_that_talks_is_a_speaker():
    """ "INFO" is a station that answers."""
    text = "\n\n".join(f"{name}: {said}" for name, said in TALK)
    read = onrecord.read(text.encode(), name="x.txt")
    assert [turn.label for turn in read.turns] == [name for name, _ in TALK]
    assert not read.is_doubtful


def test_a_log_is_nobody():
    """The same code before what a machine says is none."""
    text = "\n".join(f"{level}: {said}" for level, said in [("INFO", "started"), ("WARN", "disk full")] * 5)
    read = onrecord.read(text.encode(), name="x.txt")
    assert not read.has_labels or read.is_doubtful
