"""Mentions: who and what is spoken of. Every text here was written for the tests."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.mentions import find_mentions
from onrecord.model import Speaker
from onrecord.person import speaker_person
from onrecord.table import from_transcripts
from tests.builders import built
from tests.mentioning import mentioned, names

# --- who is not meant ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I met Will Oakes. Kevin Oakes came.", [("Will Oakes", "Will Oakes"), ("Kevin Oakes", "Kevin Oakes")]),
        ("Will Oakes sang.", [("Will Oakes", "Will Oakes")]),
        ("Will Oakes sing?", [("Oakes", "ANN OAKES")]),
        ("In May Oakes sang.", [("Oakes", "ANN OAKES")]),
        ("The Chief Medical Officer and the Minister Responsible for Trade spoke.", []),
        ("We live on Bishop Marlo Road, on Bishop Marlo, east of the river.", []),
        ("I saw president Marl- — no, president Marlow.", [("president Marlow", "president Marlow")]),
        ("I saw president Marlow- — sorry. Marlow came.", [("president Marlow", "president Marlow")] * 1
         + [("Marlow", "president Marlow")]),
        ("Adam Stone & Kevin Bell sang.", [("Adam Stone", "Adam Stone"), ("Kevin Bell", "Kevin Bell")]),
        ("I'm Kevin.", [("Kevin", "HOST")]),
    ],
)  # fmt: skip
def test_a_name_beside_a_speakers_is_somebody_elses(text, expected):
    """Another given name, an office's end, a street, a word broken off and "&" change who is meant."""
    assert names([("ANN OAKES", "Good day."), ("HOST", text)], "person") == expected


def test_nobody_introduces_somebody_else():
    """ "I'm Kevin" is said of oneself, though a Kevin speaks."""
    speeches = [("KEVIN BELL", "Good day."), ("ANN OAKES", "He said: I'm Kevin. So Kevin said.")]
    assert names(speeches, "person") == [("Kevin", "KEVIN BELL")]


def test_a_chair_and_a_titled_name_without_a_comma_are_two():
    """The chair is spoken to, the other spoken of."""
    speeches = [("THE SPEAKER", "Order."), ("ANN OAKES", "Madam Speaker Councillor Marlow spoke well.")]
    assert names(speeches, "person") == [("Madam Speaker", "THE SPEAKER"), ("Councillor Marlow", "Councillor Marlow")]


# --- people by name ------------------------------------------------------------------------------------------------


def test_a_titled_name_and_the_surname_alone_are_one_person():
    speech = "General Marlowe came. I told Marlowe so. Marlowe's men left."
    assert mentioned(speech, "person") == [
        ("General Marlowe", "General Marlowe", "exact", "title"),
        ("Marlowe", "General Marlowe", "alias", "name"),
        ("Marlowe", "General Marlowe", "alias", "name"),
    ]


def test_a_full_name_gives_the_person_its_name():
    speech = "President Oduya spoke. Margaret Oduya will stay. Oduya said so."
    assert {name for _, name in names(speech, "person")} == {"Margaret Oduya"}


def test_speakers_are_found_by_title_surname_and_full_name():
    speeches = [
        ("SENATOR HOLM", "I thank Minister Ruiz. Ruiz was clear."),
        ("MINISTER RUIZ", "Senator Holm asked, and Holm got an answer."),
    ]
    assert mentioned(speeches, "person") == [
        ("Minister Ruiz", "MINISTER RUIZ", "exact", "title"),
        ("Ruiz", "MINISTER RUIZ", "alias", "name"),
        ("Senator Holm", "SENATOR HOLM", "exact", "title"),
        ("Holm", "SENATOR HOLM", "alias", "name"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "General Motors and King County met the Private Sector Council.",
        "Moreover, it rained. Thursday, it stopped. Inevitably, it came back.",
        "Thank you, Mr. President. The Rose Garden was full.",
        "San Francisco Bay is wide.",
        "He said that she told them.",
        "MARLOWE AND HOLM ARE IN THE HEADLINE OF THE DAY.",
    ],
)
def test_what_only_looks_like_a_person_is_none(text):
    assert mentioned(text, "person") == []


def test_a_surname_that_the_text_also_writes_small_is_not_matched_alone():
    speeches = [("MS. PRICE", "The price is high."), ("MR. OLIN", "Price matters. I asked Ms. Price.")]
    assert names(speeches, "person") == [("Ms. Price", "MS. PRICE")]


def test_another_first_name_or_a_building_is_not_the_speaker():
    speeches = [("MR. OLIN", "Good morning."), ("MS. FANE", "Barlow Olin built Olin Tower. Olin agrees.")]
    assert names(speeches, "person") == [("Olin", "MR. OLIN")]


def test_a_speaker_known_by_surname_learns_the_given_name():
    """From an introduction, from a title that fits, and from another's mouth; not from the speaker's own relative."""
    speeches = [
        ("HALE", "I'm Nora Hale. Tobias Hale is my brother."),
        ("BERG", "Governor Hale spoke, and Governor Hale smiled. So did Nora Hale."),
        ("FANE", "Oscar Fane taught me."),
    ]
    assert names(speeches, "person") == [
        ("Nora Hale", "HALE"),
        ("Tobias Hale", "Tobias Hale"),
        ("Governor Hale", "HALE"),
        ("Governor Hale", "HALE"),
        ("Nora Hale", "HALE"),
        ("Oscar Fane", "Oscar Fane"),
    ]


def test_a_president_of_the_speakers_surname_is_somebody_else():
    speeches = [("SECRETARY HALE", "Yes."), ("MR. BERG", "I supported President Hale, and I thank Secretary Hale.")]
    assert names(speeches, "person") == [("President Hale", "President Hale"), ("Secretary Hale", "SECRETARY HALE")]


def test_mr_and_mrs_are_two_people():
    speech = "President Carlow spoke, and so did Mrs. Carlow."
    assert names(speech, "person") == [("President Carlow", "President Carlow"), ("Mrs. Carlow", "Mrs. Carlow")]


def test_a_name_ends_at_a_dash_and_a_bracket():
    speech = "I saw Steven Marsh — Hello to all. Steven Marsh [Boston] left. Steven Marsh, Paris."
    assert {words for words, _ in names(speech, "person")} == {"Steven Marsh"}


@pytest.mark.parametrize(
    ("name", "surname", "given", "titles"),
    [
        ("SECRETARY HALE", "hale", "", {"secretary"}),
        ("Deputy Secretary Ana Hale", "hale", "ana", {"deputy secretary"}),
        ("UKRAINIAN FOREIGN MINISTER BONDAR", "bondar", "", {"foreign minister"}),
        ("Ursula von der Heide", "heide", "ursula", set()),
        ("Robert Hale Jr.", "hale", "robert", set()),
        ("THE PRESIDENT", "", "", {"president"}),
        ("Mary Hale, Attorney General", "hale", "mary", {"attorney general"}),
        ("The Deputy Speaker (Mrs. Ada Hale)", "hale", "ada", {"deputy speaker", "mrs."}),
        ("The Clerk of the Committee", "", "", set()),
        ("Präsident Dr. Karl Hale", "hale", "karl", {"president", "doctor"}),
        ("Adam", "adam", "adam", set()),
    ],
)
def test_a_speakers_name_is_taken_apart(name, surname, given, titles):
    person = speaker_person(0, Speaker(name, (name,)))
    assert (person.surname, person.given, person.titles) == (surname, given, titles)


# --- people by first name ------------------------------------------------------------------------------------------

TWO = [
    ("SECRETARY HALE", "Welcome. Bohdan, it is good to see you. I was with Bohdan in spring. Bohdan, thank you."),
    ("FOREIGN MINISTER BONDAR", "Nora, it is an honor. Dear Secretary Hale, thank you."),
]


def test_a_first_name_in_address_is_the_person_addressed():
    """A name that is in no list, called twice, means the next speaker; its use in mid-sentence follows."""
    assert mentioned(TWO, "person") == [
        ("Bohdan", "FOREIGN MINISTER BONDAR", "inferred", "vocative"),
        ("Bohdan", "FOREIGN MINISTER BONDAR", "inferred", "name"),
        ("Bohdan", "FOREIGN MINISTER BONDAR", "inferred", "vocative"),
        ("Nora", "SECRETARY HALE", "inferred", "vocative"),
        ("Secretary Hale", "SECRETARY HALE", "exact", "title"),
    ]


def test_a_first_name_is_never_given_to_a_crowd():
    """Reporters are called by first names; behind the label Q there is no one person."""
    speeches = [("MS. FANE", "Go ahead, Peter."), ("Q", "Thanks, Karen. Why?"), ("MS. FANE", "Because.")]
    assert mentioned(speeches, "person") == [
        ("Peter", "Peter", "exact", "vocative"),
        ("Karen", "MS. FANE", "inferred", "vocative"),
    ]


def test_a_short_form_finds_its_bearer():
    speeches = [("Michael Fane", "Hello."), ("Anna Olin", "Thank you, Mike."), ("Boris Hale", "Mike, one question.")]
    assert names(speeches, "person") == [("Mike", "Michael Fane"), ("Mike", "Michael Fane")]


def test_a_first_name_of_two_people_is_left_alone():
    speeches = [("Michael Fane", "Michael Olin wrote to me."), ("Anna Hale", "I know what Michael thinks.")]
    assert names(speeches, "person") == [("Michael Olin", "Michael Olin")]


def test_an_absent_person_is_called_by_first_name_only_after_the_full_one():
    speeches = [("MR. OLIN", "I like Peter. Then Peter Hale came, and Peter sat down.")]
    assert names(speeches, "person") == [("Peter Hale", "Peter Hale"), ("Peter", "Peter Hale")]


# --- people by office ----------------------------------------------------------------------------------------------


def test_an_office_stands_for_the_other_speaker_who_holds_it():
    speeches = [
        ("SECRETARY HALE", "I thank the foreign minister. A foreign minister travels. Foreign ministers do."),
        (
            "FOREIGN MINISTER BONDAR",
            "Thank you, Mr. Secretary. The foreign minister of Chile is ill. Chile waits. We wait.",
        ),
    ]
    assert mentioned(speeches, "person") == [
        ("the foreign minister", "FOREIGN MINISTER BONDAR", "inferred", "description"),
        ("Mr. Secretary", "SECRETARY HALE", "inferred", "vocative"),
    ]


def test_the_office_of_another_country_is_somebody_elses():
    """Bondar speaks of Poland, so the foreign minister of Chile is not meant to be Bondar."""
    speeches = [
        (
            "SECRETARY HALE",
            "I met the foreign minister of Chile. I met the Polish foreign minister. The secretary of defense left.",
        ),
        ("FOREIGN MINISTER BONDAR", "Poland is glad. Poland thanks you."),
    ]
    assert names(speeches, "person") == [("foreign minister", "FOREIGN MINISTER BONDAR")]


def test_an_office_that_fits_two_is_the_neighbours_in_address_and_in_description_who_spoke_last():
    """With a place behind it an office is not just anybody's, and with "a" before it nobody's."""
    speeches = [
        ("SENATOR FANE", "I yield."),
        (
            "MS. OLIN",
            "Thank you, Senator. The senator from nowhere. I heard the senator. I was a United States senator.",
        ),
        ("MR. HALE", "And now?"),
        ("SENATOR BERG", "Later."),
    ]
    assert names(speeches, "person") == [("Senator", "SENATOR FANE"), ("the senator", "SENATOR FANE")]


def test_the_one_in_the_chair_answers_to_any_presiding_title():
    people = {"The Chair": Speaker("The Chair", ("The Chair",), role="chair")}
    speeches = [("The Chair", "Mr. Olin."), ("MR. OLIN", "Madam Chair, thank you. Chair Maddox is patient.")]
    assert names(speeches, "person", people=people) == [
        ("Mr. Olin", "MR. OLIN"),
        ("Madam Chair", "The Chair"),
        ("Chair Maddox", "The Chair"),
    ]


# --- the result ----------------------------------------------------------------------------------------------------


def test_targets_carry_the_speakers_code_and_a_key():
    table = from_transcripts([built(TWO)])
    mentions = find_mentions(table)
    assert [(t.key, t.speaker) for t in mentions.targets] == [
        ("person:FOREIGN MINISTER BONDAR", 1),
        ("person:SECRETARY HALE", 0),
    ]
    assert mentions.of_targets() == {"person:FOREIGN MINISTER BONDAR": 3, "person:SECRETARY HALE": 2}
    assert mentions.sentences_of("person:SECRETARY HALE").tolist() == [False] * 4 + [True, True]
    assert not mentions.sentences_of("person:NOBODY").any()


def test_each_transcript_has_its_own_people():
    """Peter is one speaker here and another there; a surname learnt in one text is not looked for in the other."""
    one = built([("MS. FANE", "Thanks, Peter. General Marlowe came."), ("MR. OLIN", "Yes.")], name="one")
    two = built([("MS. BERG", "Thanks, Peter. Marlowe is a town."), ("MR. HALE", "Yes.")], name="two")
    mentions = find_mentions(from_transcripts([one, two]))
    assert [mentions.targets[t].name for t in mentions.target] == ["MR. OLIN", "General Marlowe", "MR. HALE"]


def test_no_transcripts_and_no_words_have_no_mentions():
    for table in (from_transcripts([]), from_transcripts([built([("ANN", "")])])):
        mentions = find_mentions(table)
        assert mentions.targets == ()
        assert mentions.start.size == 0


PIECES = st.sampled_from(
    [
        "Mr. Hale",
        "Secretary Hale",
        "the",
        "U.S.",
        "Chile’s",
        "Thank you,",
        "Peter",
        "Peter Olin",
        "President",
        "of",
        ".",
        ",",
        "—",
        "(",
        "NATO",
        "é",
        "한국",
        "🙂",
        "Von der",
        "Mr.",
        "my good friend",
        "the hon. Member for",
        "The Senators",
        "and",
        "who",
        "The Minister of",
        "Jordan",
        "the previous speaker",
        "- Senator",
        "Monsieur le",
    ]
)


@example(["Mr. Hale Von der Von der Von der"])
@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=8).map(" ".join), min_size=1, max_size=4))
def test_mentions_are_sorted_apart_and_inside_their_sentences(speeches):
    """Whatever is said, mentions do not overlap, lie inside their sentences and point at existing targets."""
    labels = ["SECRETARY HALE", "Peter Olin", "Q", "THE PRESIDENT"]
    table = from_transcripts([built(list(zip(labels, speeches, strict=False)))])
    mentions = find_mentions(table)
    assert np.all(mentions.start < mentions.end)
    assert np.all(mentions.end[:-1] <= mentions.start[1:])
    assert np.all(table.sentence_start[mentions.sentence] <= mentions.start)
    assert np.all(mentions.end <= table.sentence_end[mentions.sentence])
    assert set(mentions.target.tolist()) == set(range(len(mentions.targets)))
