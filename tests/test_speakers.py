"""Labels to people: merged only where one reading fits, and never a person out of a role."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.roster import Listed, roster_in
from onrecord.speakers import resolved

SAME = {
    "title, capitals and full name": [
        "SECRETARY HALE",
        "Secretary Antony J. Hale",
        "HALE",
        "Tony Hale",
        "Secretary Hale",
    ],
    "a surname and the one full name": ["MR. LOWE", "Ned Lowe", "LOWE"],
    "affiliation after the first label": ["ANNA REED, NEWS ANCHOR", "REED"],
    "an abbreviated office": ["SEC. HALE", "SECRETARY HALE"],
    "a particle in the surname": ["Ursula von der Berg", "President von der Berg", "VON DER BERG"],
    "an initial": ["J. Hale", "John Hale"],
    "with and without the office": ["Präsident Dr. Norbert Kamp", "Dr. Norbert Kamp (ABC)"],
    "with and without accents": ["Mme PÉREZ", "Mme Perez"],
    "one person under two offices": ["Ann Lee (Minister of Ports, Lib.)", "Ann Lee (Harbour East, Lib.)", "Ann Lee"],
    "a doubtful label": ["O'NEIL", "O'NEIL (?)"],
}
APART = {
    "two of one surname": ["John Smith", "Ann Smith", "SMITH"],
    "Mr. and Ms.": ["Mr. SMITH", "Ms. SMITH"],
    "two states": ["Mr. SMITH of Texas", "Mr. SMITH of Ohio"],
    "two constituencies": ["Michael Link (Heilbronn)", "Michael Link (Karlsruhe)"],
    "two parties": ["Ann Lee (Con)", "Ann Lee (Lab)"],
    "two offices": ["PRESIDENT CLAY", "SECRETARY CLAY"],
    "two first names and an initial": ["J. Smith", "John Smith", "Jane Smith"],
    "the chair and who may sit in it": ["The PRESIDING OFFICER", "The PRESIDING OFFICER (Mr. Gore)", "Mr. GORE"],
    "the president and the speaker": ["THE PRESIDENT", "PRESIDENT HALE"],
    "numbers": ["Speaker 1", "Speaker 2"],
    "a first name and a full name": ["Kelly", "Kelly Smith"],
    "look-alike letters": ["Ann", "Аnn"],
}


@pytest.mark.parametrize("labels", SAME.values(), ids=SAME.keys())
def test_forms_of_one_name_are_one_speaker(labels):
    """Whichever comes first, all forms resolve to one speaker."""
    for order in (labels, labels[::-1]):
        speakers, index = resolved(order)
        assert len(speakers) == 1, [s.name for s in speakers]
        assert set(index.values()) == {0}


@pytest.mark.parametrize("labels", APART.values(), ids=APART.keys())
def test_what_could_be_two_people_stays_apart(labels):
    """No reading is preferred where two fit."""
    assert len(resolved(labels)[0]) == len(labels)


def test_the_fullest_printed_form_is_shown():
    """A name nobody printed is never shown."""
    speakers, _ = resolved(["SECRETARY HALE", "Secretary Antony J. Hale", "SECRETARY HALE"])
    assert speakers[0].name == "Secretary Antony J. Hale"
    assert speakers[0].labels == ("SECRETARY HALE", "Secretary Antony J. Hale")


@pytest.mark.parametrize(
    ("label", "role", "is_group"),
    [
        ("Q", "press", True),
        ("QUESTION", "press", True),
        ("REPORTER", "press", True),
        ("Вопрос", "press", True),
        ("سؤال", "press", True),
        ("記者", "press", True),
        ("AUDIENCE", "audience", True),
        ("AUDIENCE MEMBER", "audience", True),
        ("UNIDENTIFIED FEMALE", "unidentified", True),
        ("UNIDENTIFIED SPEAKER 2", "unidentified", True),
        ("MODERATOR", "moderator", False),
        ("INTERPRETER", "interpreter", False),
        ("The Chair", "chair", False),
        ("THE PRESIDENT", "", False),
        ("Speaker 3", "", False),
        ("MR. LOWE", "", False),
    ],
)
def test_roles_are_named_and_crowds_marked(label, role, is_group):
    """A label that many people share is a group, whatever it is called."""
    speaker = resolved([label])[0][0]
    assert (speaker.role, speaker.is_group) == (role, is_group)


def test_a_question_beside_answers_comes_from_the_questioner():
    """In a deposition Q is whoever examines, not the press."""
    speakers, _ = resolved(["Q", "A", "Q"])
    assert [(s.role, s.is_group) for s in speakers] == [("questioner", True), ("witness", False)]


def test_a_letter_among_letters_is_no_witness():
    """ "A" answers only where somebody asks."""
    speakers, _ = resolved(["A", "B", "C", "A"])
    assert [s.role for s in speakers] == ["", "", ""]


def test_a_roster_tells_whose_initials_they_are():
    """Initials become a person only by the text's own list."""
    roster = roster_in(["Participants:", "Anna Bell (AB)", "- Carl Dent (CD)", "It was late (as usual)."])
    speakers, index = resolved(["AB", "CD", "AB"], roster)
    assert [s.name for s in speakers] == ["Anna Bell", "Carl Dent"]
    assert index == {"AB": 0, "CD": 1}
    assert [s.name for s in resolved(["AB", "CD"])[0]] == ["AB", "CD"]


def test_a_roster_completes_a_first_name():
    """A first name alone joins the listed person when one is called so."""
    assert [s.name for s in resolved(["Anna", "Carl"], map(Listed, ["Anna Bell", "Carl Dent", "Carl Finch"]))[0]] == [
        "Anna Bell",
        "Carl",
    ]


@given(
    st.lists(st.sampled_from([label for labels in (*SAME.values(), *APART.values()) for label in labels]), min_size=1)
)
def test_every_label_has_one_speaker_and_names_are_unique(labels):
    """Whatever meets in a text: every label resolves, no two speakers show the same name, order is of appearance."""
    speakers, index = resolved(labels)
    assert set(index) == set(labels)
    assert sorted(set(index.values())) == list(range(len(speakers)))
    assert len({s.name.casefold() for s in speakers}) == len(speakers)
    assert sorted(label for s in speakers for label in s.labels) == sorted(set(labels))
    first = [index[label] for label in dict.fromkeys(labels)]
    assert list(dict.fromkeys(first)) == list(range(len(speakers)))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=12))
def test_any_labels_can_be_resolved(labels):
    """Resolving never fails."""
    speakers, index = resolved(labels)
    assert all(labels_of in speakers[index[labels_of]].labels for labels_of in labels)
