"""Mini-transcripts in the styles of many institutions and programs read to the word; other texts invent nobody."""

import pytest

import onrecord
from tests.styles import found_turns, score, style_cases

CASES = style_cases()
NOT_SPEECH_KEPT = "a line that nobody said is kept as speech"
INSIDE = "a remark or marking inside a turn is kept as speech, or speech is taken for one"
HEADER_FIELD = "a heading or field is taken for a label"
RARE_LABEL = "a speaker printed otherwise than the rest, or once, is missed"
OTHER_FORMAT = "refused by name: another format"
KNOWN_FAILURES = {
    "Coroner's inquest": "a few speakers told by 'By a JUROR.' among Q. and A.: no title opens the label",
    "UN noon briefing with starred headings": INSIDE,
    "War crimes tribunal, every line numbered and interpreted": HEADER_FIELD,
    "Royal Commission, line numbers at every line and a contractor's footer": HEADER_FIELD,
    "City assembly, member's role in brackets, numbered questions as headings": NOT_SPEECH_KEPT,
    "Debates on a citizens' website, photo captions and links": "the name is printed twice, without a blank between",
    "Legislative council in English, language of the floor in brackets": NOT_SPEECH_KEPT,
    "Duma stenogram, padded to eighty columns, speech below the label": INSIDE,
    "Bundestag in print, columns, page heads and heckling": RARE_LABEL,
    "French Senate inquiry committee": INSIDE,
    "Spanish chamber committee, page furniture and verification code": NOT_SPEECH_KEPT,
    "Italian town council, offices in capitals on their own line": NOT_SPEECH_KEPT,
    "Chinese press conference with clock and page chrome": NOT_SPEECH_KEPT,
    "Central bank press conference with page furniture": NOT_SPEECH_KEPT,
    "Annual general meeting, dotted rules and letters for question and answer": NOT_SPEECH_KEPT,
    "Data podcast, name, colon, time, blank line": NOT_SPEECH_KEPT,
    "Machine transcript with tabs between speaker, time and text": OTHER_FORMAT,
    "Meeting chat saved by the platform, direct messages and reactions": RARE_LABEL,
    "Earnings call page in Markdown with bold names, italic offices and a picture note": NOT_SPEECH_KEPT,
    "Magazine interview with initials, captions, pull quotes and a newsletter box": NOT_SPEECH_KEPT,
    "Focus group with participant codes, tabs and notes of the typist": RARE_LABEL,
    "Linguist's transcript with semicolons and an uncertain speaker": RARE_LABEL,
    "Police interview with time, person speaking and text in tabbed columns": NOT_SPEECH_KEPT,
    "Phone messenger, other export, dates with a dash, system lines": NOT_SPEECH_KEPT,
    "Ask-me-anything thread copied from a forum": "handles in lower case alone on their lines",
    "Order of service with leader and people, rubrics": NOT_SPEECH_KEPT,
    "Two columns, the name at the left and the talk far to the right": HEADER_FIELD,
    "Entrevista española de periódico, negrita solo en las preguntas y publicidad": RARE_LABEL,
    "Entrevista de podcast brasileiro com travessões, apelidos e marcas de tempo": NOT_SPEECH_KEPT,
    "Arabic television talk with full names and colons": "a remark in the label is kept in the name",
}
"""Cases that are not yet read to the word, each with what goes wrong first."""


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
