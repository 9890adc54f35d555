"""Heckles in brackets: their own kind, with the name as printed, and never the words of the turn around them."""

import pytest

import onrecord
from onrecord.speech import speech_text

FRAME = "Präsidentin Ute Lang:\nWir beraten heute {} den Haushalt.\n\nMax Kern (SPD):\nDanke sehr.\n\n" * 2

CASES = {
    "(Anna Bell [SPD]: Hört, hört!)": [("interjection", "Anna Bell [SPD]", "(Anna Bell [SPD]: Hört, hört!)")],
    "(Beifall bei der SPD – Anna Bell [SPD]: Hört! – Jan Roth [FDP]: Das ist – wie immer – falsch! – Lachen)": [
        ("stage", "", "(Beifall bei der SPD – "),
        ("interjection", "Anna Bell [SPD]", "Anna Bell [SPD]: Hört! – "),
        ("interjection", "Jan Roth [FDP]", "Jan Roth [FDP]: Das ist – wie immer – falsch! – "),
        ("stage", "", "Lachen)"),
    ],
    "(Mr. Smith: Shame!)": [("interjection", "Mr. Smith", "(Mr. Smith: Shame!)")],
    "(An hon. Member: Oh!)": [("interjection", "An hon. Member", "(An hon. Member: Oh!)")],
    "(Beifall bei der CDU/CSU)": [("stage", "", "(Beifall bei der CDU/CSU)")],
    "[Interruption]": [("stage", "", "[Interruption]")],
    "(siehe Anlage: Tabelle 2)": [],
}


@pytest.mark.parametrize(("bracket", "expected"), CASES.items(), ids=CASES.keys())
def test_a_bracket_is_parted_into_remarks_and_interjections(bracket, expected):
    """Each part is one segment, nothing is lost, and no word of a heckle is the turn's."""
    transcript = onrecord.read(FRAME.format(bracket, bracket).encode())
    found = [(s.kind, s.by, transcript.text[s.start : s.end]) for s in transcript.segments]
    assert [part for part in found if part[0] in ("stage", "interjection")] == expected * 2
    assert "".join(text for _, _, text in found) == transcript.text
    if expected:
        assert speech_text(transcript, 0) == "Wir beraten heute den Haushalt."
