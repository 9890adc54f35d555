"""The gold of mentions is well-formed, and its scorer counts right: worked by hand on made-up text."""

from itertools import pairwise

import pytest

from benchmarks.references.found import Hit, by_surname, surname_of
from benchmarks.references.gold import FORMS, HALVES, KINDS, Labelled, Mention, Passage, mentions, passages
from benchmarks.references.score import (
    BY_NAME,
    COUNTED,
    INFERRED,
    TITLED,
    UNRESOLVED,
    agrees,
    folded,
    is_same_person,
    judged,
    ratio,
)
from tests.builders import built


@pytest.mark.parametrize("half", HALVES)
def test_every_mention_stands_in_order_inside_its_passage(half):
    """Spans of a half are non-empty, sorted, apart, and between the ends of the passage they name."""
    given, found = passages(half), mentions(half)
    assert [each.number for each in given] == list(range(1, len(given) + 1))
    assert set(found) <= {each.number for each in given}
    for each in given:
        spans = [(m.start, m.end) for m in found.get(each.number, ())]
        assert all(a < b for a, b in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert not spans or (each.start <= spans[0][0] and spans[-1][1] <= each.end)


@pytest.mark.parametrize("half", HALVES)
def test_every_mention_is_of_a_known_kind_with_what_its_kind_needs(half):
    """People and places have targets, figures a value; inferred are only people; each half has every kind."""
    every = [each for of_passage in mentions(half).values() for each in of_passage]
    assert {each.kind for each in every} == set(KINDS)
    for each in every:
        assert each.form in (FORMS if each.kind != "either" else ("",))
        assert bool(each.names) == (each.kind in ("person", "country", "organisation", "place"))
        assert (each.value is not None) == (each.kind == "figure")
        assert not each.inferred or each.kind == "person"
    assert sum(each.inferred for each in every) >= 30


def test_the_halves_share_no_passage_and_hold_what_was_asked_for():
    """No stretch of a file is in both; together 600 mentions in twelve files, another language than English in each."""
    spans = [(each.file, each.start, each.end) for half in HALVES for each in passages(half)]
    for i, (file, start, end) in enumerate(spans):
        assert not any(file == other and start < b and a < end for other, a, b in spans[i + 1 :])
    assert len({file for file, _, _ in spans}) >= 12
    assert all({"fr", "de"} <= {each.language for each in passages(half)} for half in HALVES)
    labelled = [each for half in HALVES for of_passage in mentions(half).values() for each in of_passage]
    assert sum(each.kind != "either" for each in labelled) >= 600


# --- the scorer ----------------------------------------------------------------------------------------------------

TEXT = "Nora, Chile owes $8 billion to 96 farms. Mr. Hale met two men in Lima on May 3. The House thanks Mr. Olin."
"""Offsets: Nora 0, Chile 6, $8 billion 17, 96 31, Mr. Hale 41, two 54, Lima 65, May 3 73, House 84, Mr. Olin 97."""
GOLD = (
    Mention(0, 4, "person", ("SECRETARY VANE",), "vocative", inferred=True),
    Mention(6, 11, "country", ("Chile",), "name"),
    Mention(17, 27, "figure", (), "name", value=8e9, units=("USD",)),
    Mention(31, 33, "figure", (), "name", value=96.0, counted="farms"),
    Mention(41, 49, "person", ("Boris Hale",), "title"),
    Mention(65, 69, "place", ("Lima",), "name"),
    Mention(73, 78, "date", (), "name"),
    Mention(84, 89, "either", ()),
    Mention(97, 105, "person", ("Anna Olin",), "title"),
)


def counted(counts):
    return {group: n for group, n in counts.items() if n}


def test_the_scorer_counts_the_made_up_case_as_worked_by_hand():
    """Right, wrong target, made up, ignored and missed, each in its group."""
    hits = [
        Hit(0, 4, "person", ("SECRETARY VANE",), inferred=True),  # right
        Hit(6, 11, "country", ("China",)),  # wrong target, and Chile is missed
        Hit(17, 27, "figure", value=8e9, unit="USD"),  # right
        Hit(31, 39, "figure", value=96.0, unit="", counted="farms"),  # right, and the noun too
        Hit(41, 49, "person", ("Mr. Hale",)),  # right: one surname, no other given name
        Hit(54, 57, "figure", value=2.0),  # a small number in words: counts neither way
        Hit(65, 69, "country", ("Peru",)),  # a place is no country: made up
        Hit(73, 78, "date"),  # right
        Hit(84, 89, "organisation", ("House",)),  # either: counts neither way
    ]
    result = judged(GOLD, hits, TEXT)
    assert counted(result.right) == {INFERRED: 1, "figures": 2, COUNTED: 1, BY_NAME: 1, TITLED: 1, "dates": 1}
    assert counted(result.wrong) == {"countries": 2}
    assert counted(result.found) == {INFERRED: 1, "figures": 2, COUNTED: 1, BY_NAME: 1, TITLED: 1, "dates": 1}
    assert counted(result.missed) == {"countries": 1, "places": 1, BY_NAME: 1, TITLED: 1}
    assert [what for what, *_ in result.errors] == ["wrong target", "made up", "missed", "missed", "missed"]


def test_nothing_found_misses_everything_and_makes_up_nothing():
    result = judged(GOLD, [], TEXT)
    assert sum(result.right.values()) == sum(result.wrong.values()) == 0
    assert sum(result.missed.values()) == 8 + 3  # eight mentions; two have titles, and one figure has a noun


def test_a_first_name_of_somebody_unknown_is_a_group_of_its_own():
    gold = (Mention(0, 4, "person", ("Nora",), "vocative"),)
    assert counted(judged(gold, [Hit(0, 4, "person", ("Nora",))], TEXT).right) == {UNRESOLVED: 1}


@pytest.mark.parametrize(
    ("unit", "counted", "value", "expected"),
    [("USD", "", 8e9, True), ("EUR", "", 8e9, False), ("", "", 8e9, False), ("USD", "", 8e6, False)],
)
def test_a_figure_needs_its_value_and_its_unit(unit, counted, value, expected):
    assert agrees(GOLD[2], Hit(17, 27, "figure", value=value, unit=unit, counted=counted), TEXT) is expected


def test_either_end_of_a_range_is_right():
    """The upper end is labelled; a finder may give both."""
    assert agrees(GOLD[3], Hit(31, 33, "figure", value=90.0, high=96.0), TEXT)
    assert not agrees(GOLD[3], Hit(31, 33, "figure", value=90.0, high=97.0), TEXT)


def test_what_is_counted_may_stand_as_the_unit():
    days = Mention(31, 33, "figure", (), "name", value=96.0, counted="days")
    assert agrees(days, Hit(31, 33, "figure", value=96.0, unit="day"), TEXT)
    assert not agrees(days, Hit(31, 33, "figure", value=96.0, unit="%"), TEXT)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Boris Hale", "Mr. Hale", True),
        ("Boris Hale", "B. Hale", True),
        ("Boris Hale", "Nora Hale", False),
        ("SENATOR HALE", "Senator Hale", True),
        ("Jon Gil Mas (XYZ)", "Jon Gil", True),
        ("Hale", "Olin", False),
    ],
)
def test_names_of_one_person(one, other, expected):
    assert is_same_person(one, other) is expected


def test_a_place_under_its_printed_name_is_right():
    place = Mention(65, 69, "place", ("Lima, Peru",), "name")
    assert agrees(place, Hit(65, 69, "place", ("Lima",)), TEXT)
    assert not agrees(place, Hit(65, 69, "place", ("Rome",)), TEXT)


def test_names_are_compared_without_case_accents_and_article():
    assert folded("The Élysée") == folded("elysee")


def test_a_ratio_is_a_dash_where_there_is_nothing():
    assert ratio(0, 0) == "–"
    assert ratio(1, 1).startswith("0.500 (")


# --- the surname match ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "surname"),
    [("SECRETARY HALE", "Hale"), ("Ana Olin (Lab)", "Olin"), ("MR. O'DAY", "O'Day"), ("The Speaker", "")],
)
def test_the_surname_of_a_speaker(name, surname):
    assert surname_of(name) == surname


def test_the_surname_match_finds_capitalised_surnames_in_speech_only():
    transcript = built([("MS. FANE", "I met Olin and Fane. The olin tree."), ("MR. OLIN", "Fane is right.")])
    whole = Passage("seen", 1, "", "en", "", "", 0, len(transcript.text), "")
    found = by_surname(Labelled(whole, transcript, ()))
    assert [(transcript.text[h.start : h.end], h.names) for h in found] == [
        ("Olin", ("MR. OLIN",)),
        ("Fane", ("MS. FANE",)),
        ("Fane", ("MS. FANE",)),
    ]
