"""Courtesies and offices that stand for somebody. Every text here was written for the tests."""

import pytest

from onrecord.model import Speaker
from tests.mentioning import mentioned, names

CHAIR = {"The Chair": Speaker("The Chair", ("The Chair",), role="chair")}


def described(speeches, **options):
    """(words, target) of the vocatives and descriptions alone."""
    rows = mentioned(speeches, "person", **options)
    return [(words, name) for words, name, how, form in rows if form in ("vocative", "description")]


# --- "my friend" and other courtesies --------------------------------------------------------------------------------


def test_my_friend_is_the_other_of_two_where_one_holds_an_office():
    """Right beside a name it is no mention of its own; with a comma between it is one of the same person."""
    speeches = [
        (
            "PRESIDENT HALE",
            "I welcome my good friend. My friend Karl Olin knows. My friend and colleague, Karl, is here.",
        ),
        ("CHANCELLOR OLIN", "Thank you, Mr. President. Our friend, Secretary Berg, came. A friend told my friends."),
    ]
    assert described(speeches) == [
        ("my good friend", "CHANCELLOR OLIN"),
        ("My friend and colleague", "CHANCELLOR OLIN"),
        ("Mr. President", "PRESIDENT HALE"),
        ("Our friend", "Secretary Berg"),
    ]


def test_my_friend_in_a_chat_is_anybody():
    assert described([("Ann Kovac", "My friend told me so."), ("Ben Ito", "My colleague did.")]) == []


def test_in_a_chamber_courtesies_mean_who_spoke_before_not_the_chair():
    """An "hon. Lady" is no man; heckling answers nothing."""
    people = {**CHAIR, "AUDIENCE": Speaker("AUDIENCE", ("AUDIENCE",), is_group=True)}
    speeches = [
        ("MR. HALE", "It rains."),
        ("The Chair", "Order."),
        ("AUDIENCE", "Hear, hear!"),
        ("MS. OLIN", "My hon. Friend is right, and the hon. Gentleman knows it. The hon. Lady does not."),
        ("MR. BERG", "Does the hon. Lady agree with the previous speaker? The member states do. A member does."),
    ]
    assert described(speeches, people=people) == [
        ("My hon. Friend", "MR. HALE"),
        ("the hon. Gentleman", "MR. HALE"),
        ("the hon. Lady", "MS. OLIN"),
        ("the previous speaker", "MS. OLIN"),
    ]


def test_a_seat_says_who_is_meant():
    """Learnt from the label, from a name beside it and from the chair who gives the floor."""
    people = {
        **CHAIR,
        "Ann Hale": Speaker(
            "Ann Hale (Upper Wick and the Isles) (Ind)", ("Ann Hale (Upper Wick and the Isles) (Ind)",)
        ),
        "Rep. Olin": Speaker("Rep. Olin (R-OH)", ("Rep. Olin (R-OH)",)),
    }
    speeches = [
        ("The Chair", "The gentleman from Iowa."),
        ("MR. BERG", "I thank the hon. Member for Nether Lea, Dr. Fane, and the Member for Upper Wick and the Isles."),
        ("Ann Hale", "The Member for Nether Lea is absent, and so is the Member for Fenny Cross."),
        ("Rep. Olin", "I yield to the gentleman from Iowa. The gentleman has a minute."),
        ("Ann Hale", "My friend the gentleman from Ohio is kind."),
    ]
    assert described(speeches, people=people) == [
        ("The gentleman", "MR. BERG"),
        ("the hon. Member", "Dr. Fane"),
        ("the Member", "Ann Hale (Upper Wick and the Isles) (Ind)"),
        ("The Member", "Dr. Fane"),
        ("the gentleman", "MR. BERG"),
        ("The gentleman", "MR. BERG"),
        ("My friend the gentleman", "Rep. Olin (R-OH)"),
    ]


def test_a_courtesy_and_an_office_in_one_mean_the_same():
    """And where nobody is known to hold the office, it is not whoever spoke before."""
    speech = "My hon. Friend the mayor, Ada Fane, and my hon. Friend the governor left."
    speeches = [("The Chair", "Order."), ("MR. HALE", "It rains."), ("MS. OLIN", speech)]
    assert described(speeches, people=CHAIR) == [("My hon. Friend", "Ada Fane"), ("the mayor", "Ada Fane")]


# --- who presides ----------------------------------------------------------------------------------------------------


def test_the_chair_is_who_presided_last_and_whom_the_title_fits():
    people = {
        "The Speaker": Speaker("The Speaker (Mr. Karl Hale)", ("The Speaker (Mr. Karl Hale)",), role="chair"),
        "The Deputy": Speaker(
            "The Deputy Speaker (Ms. Ada Olin)", ("The Deputy Speaker (Ms. Ada Olin)",), role="chair"
        ),
    }
    speeches = [
        ("MR. BERG", "Mr. Speaker, first."),
        ("The Speaker", "Yes."),
        ("MR. BERG", "Speaker, second."),
        ("The Deputy", "Yes."),
        ("MR. BERG", "Madam Speaker, third. Mr. Speaker, fourth. I thank the Speaker. He said, “Mr. Speaker, no.”"),
    ]
    assert [name for _, name in described(speeches, people=people)] == [
        "The Speaker (Mr. Karl Hale)",
        "The Speaker (Mr. Karl Hale)",
        "The Deputy Speaker (Ms. Ada Olin)",
        "The Speaker (Mr. Karl Hale)",
        "The Speaker (Mr. Karl Hale)",
    ]


def test_who_is_always_beside_addresses_to_a_chair_presides():
    """No label says so; whoever uses the address presides over nobody."""
    speeches = [
        ("MS. OLIN", "Thank you, Madam Chair."),
        ("MS. HALE", "Mr. Berg."),
        ("MR. BERG", "Madam Chair, I move."),
        ("MS. HALE", "Mr. Fane."),
        ("MR. FANE", "Madam Chair, I second."),
    ]
    assert described(speeches) == [("Madam Chair", "MS. HALE")] * 3


# --- offices of those who do not speak --------------------------------------------------------------------------------


def test_an_office_is_the_one_called_by_it_far_more_often_than_anybody_else():
    speech = "President Olin came. President Olin spoke. President Berg left. The President is well, a president said."
    assert described([("MS. HALE", speech)]) == [("The President", "President Olin")]
    speech = "President Olin came. President Berg left. I like the President."
    assert described([("MS. HALE", speech)]) == []


def test_one_prime_minister_of_long_ago_is_not_the_prime_minister():
    """Named once he is meant right after, but not turns later."""
    turns = [("MS. HALE", "Prime Minister Olin ruled."), *[("MR. BERG", "Yes."), ("MS. HALE", "No.")] * 4]
    assert described([*turns[:2], ("MS. HALE", "The Prime Minister slept.")]) == [
        ("The Prime Minister", "Prime Minister Olin")
    ]
    assert described([*turns, ("MS. HALE", "The Prime Minister sleeps.")]) == []


def test_a_name_beside_an_office_says_who_holds_it():
    speech = (
        "The Minister of Health, Ada Fane, came. The Minister of War did not. I told the Minister of Health. "
        "Karl Orr, the national security adviser, left."
    )
    assert described([("MS. HALE", speech)]) == [
        ("The Minister", "Ada Fane"),
        ("the Minister", "Ada Fane"),
        ("the national security adviser", "Karl Orr"),
    ]


def test_the_foreign_secretary_is_the_secretary_of_state_for_foreign_affairs():
    people = {
        name: Speaker(name, (name,))
        for name in (
            "The Secretary of State for Foreign Affairs (Mr Karl Hale)",
            "The Secretary of State for Health (Ada Fane)",
        )
    }
    foreign, health = people
    speech = "I thank the Foreign Secretary for that. The Health Secretary is away."
    speeches = [("MR. BERG", speech), (foreign, "I."), (health, "We.")]
    assert described(speeches, people=people) == [("the Foreign Secretary", foreign), ("The Health Secretary", health)]


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        ("I saw my friend Quillan Vost. Quillan Vost left.", ["Quillan Vost", "Quillan Vost"]),
        ("Her sister, Quillan Vost, left. Our friend, Vost Metal and Co., did not.", ["Quillan Vost"]),
        ("Quillan Vost, who left, and Vost Metal.", ["Quillan Vost"]),
        ("Quillan Vost and her mother left.", ["Quillan Vost"]),
        ("Senators Vost and Quillan met the Presidents Arn, Bel and Cor.", ["Vost", "Quillan", "Arn", "Bel", "Cor"]),
        ("Ann and Bob Vost left. Mary Vost Memorial Church is big.", ["Ann", "Bob Vost"]),
        ("Bill C-12 passed. Prince Edward Island is far. Putin left.", ["Putin"]),
    ],
)
def test_what_stands_beside_two_capitalised_words_makes_them_a_name(speech, expected):
    assert sorted(words for words, _ in names(speech, "person")) == sorted(expected)


def test_a_reporter_who_says_who_asks_is_named():
    people = {"Q": Speaker("Q", ("Q",), is_group=True)}
    speeches = [("MS. HALE", "Go ahead."), ("Q", "Thank you. Quillan Vost with the Herald. Why?")]
    assert names(speeches, "person", people=people) == [("Quillan Vost", "Quillan Vost")]


def test_a_person_may_bear_a_countrys_name():
    """After a title, a given name, or as a speaker's name; "in Jordan" is the country even then."""
    speeches = [
        ("CHAIRMAN JORDAN", "Good morning."),
        ("MS. HALE", "Jordan is late. Karl Jordan said so. Mr. Jordan slept in Jordan."),
    ]
    assert names(speeches, "person") == [
        ("Jordan", "CHAIRMAN JORDAN"),
        ("Karl Jordan", "CHAIRMAN JORDAN"),
        ("Mr. Jordan", "CHAIRMAN JORDAN"),
    ]
    assert names(speeches, "country") == [("Jordan", "Jordan")]
