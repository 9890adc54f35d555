"""Mini-transcripts in the styles of many institutions and programs read to the word; other texts invent nobody."""

import pytest

import onrecord
from tests.styles import found_turns, score, style_cases

CASES = style_cases()
KNOWN_FAILURES = {
    "Coroner's inquest": "a few speakers told by 'By a JUROR.' among Q. and A.: no title opens the label",
}


def _parameters(cases):
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES.get(case.name, ""))]
            * (case.name in KNOWN_FAILURES),
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", _parameters([case for case in CASES if case.turns]))
def test_each_style_is_read_to_the_word(case):
    """Every turn opens at its label and holds exactly the words that were said."""
    found = found_turns(onrecord.read(case.text.encode(), name="x.txt"))
    labels, n_labels, turns, n_turns, is_right = score(found, case.turns)
    assert is_right, f"labels {labels}/{n_labels}, turns {turns}/{n_turns}: {found}"


@pytest.mark.parametrize("case", _parameters([case for case in CASES if not case.turns]))
def test_no_speaker_is_invented(case):
    """What is no transcript has no labels, whatever colons it holds."""
    assert found_turns(onrecord.read(case.text.encode(), name="x.txt")) == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("case", [case for case in CASES if case.turns][::29], ids=lambda case: case.name)
def test_line_ends_change_nothing(case, end):
    """A text reads the same whatever ends its lines."""
    plain = found_turns(onrecord.read(case.text.encode(), name="x.txt"))
    assert found_turns(onrecord.read(case.text.replace("\n", end).encode(), name="x.txt")) == plain


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("case", [case for case in CASES if case.turns][::29], ids=lambda case: case.name)
def test_encodings_change_nothing(case, encoding):
    """Nor does its encoding, with or without a mark at the beginning."""
    plain = found_turns(onrecord.read(case.text.encode(), name="x.txt"))
    assert found_turns(onrecord.read(case.text.encode(encoding), name="x.txt")) == plain


@pytest.mark.parametrize("case", [case for case in CASES if case.turns][::29], ids=lambda case: case.name)
def test_no_break_spaces_change_nothing(case):
    """Nor do the blanks after its labels."""
    plain = found_turns(onrecord.read(case.text.encode(), name="x.txt"))
    text = case.text.replace(": ", ":\u00a0").replace(" :", "\u202f:")
    assert found_turns(onrecord.read(text.encode(), name="x.txt")) == plain
