"""Who asks and who answers where a deposition or trial says so."""

import onrecord

DEPOSITION = """\
                  JANE DOE,
   having been first duly sworn, testified as follows:
                  EXAMINATION
   BY MR. REED:
   Q.  Where did you live?
   A.  In Harrow.
       MS. STONE: Objection.
   Q.  For how long?
   A.  Ten years.
                  CROSS-EXAMINATION
   BY MS. STONE:
   Q.  Is that all?
   A.  It is.
       MR. REED: No more from me.
"""


def _said_by(transcript):
    return [(turn.label, transcript.speakers[turn.speaker].name) for turn in transcript.turns]


def test_questions_are_the_examiners_and_answers_the_witness_s():
    """Each "Q" is whoever the last "BY" line names, the same speaker as under that label; "A" is who was sworn."""
    assert _said_by(onrecord.read(DEPOSITION.encode())) == [
        ("Q", "MR. REED"), ("A", "JANE DOE"), ("MS. STONE", "MS. STONE"), ("Q", "MR. REED"), ("A", "JANE DOE"),
        ("Q", "MS. STONE"), ("A", "JANE DOE"), ("MR. REED", "MR. REED"),
    ]  # fmt: skip


def test_without_such_lines_they_stay_roles():
    """Nobody is made up: "Q" stays a role that many share."""
    plain = "\n".join(line for line in DEPOSITION.splitlines() if "BY M" not in line and "JANE" not in line) + "\n"
    transcript = onrecord.read(plain.encode())
    asking = {turn.speaker for turn in transcript.turns if turn.label == "Q"}
    assert [transcript.speakers[at].name for at in asking] == ["Q"]
    assert all(transcript.speakers[at].is_group for at in asking)


def test_a_new_witness_ends_an_examination():
    """Who asks the next witness is not known until a line says so."""
    again = "                  JOHN ROE,\n   having been duly sworn, testified:\n   Q.  Your name?\n   A.  John Roe.\n"
    said = _said_by(onrecord.read((DEPOSITION + again).encode()))
    assert said[-2:] == [("Q", "Q"), ("A", "JOHN ROE")]
