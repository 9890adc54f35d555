"""Countries and organisations: named, meant by a people or an acronym, and what only looks like one."""

import pytest

from onrecord.gazetteer import load_gazetteer
from onrecord.mentions import find_mentions
from onrecord.table import from_transcripts
from tests.builders import built
from tests.mentioning import mentioned, names

# --- countries -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met in Chile.", [("Chile", "Chile", "exact", "name")]),
        (
            "Chile’s ports and Chilean wine.",
            [("Chile", "Chile", "exact", "name"), ("Chilean", "Chile", "alias", "demonym")],
        ),
        ("The U.S. agreed.", [("U.S.", "United States", "alias", "name")]),
        ("It is U.S.-made, and it helps us.", [("U.S.", "United States", "alias", "name")]),
        ("The US and the UK.", [("US", "United States", "alias", "name"), ("UK", "United Kingdom", "alias", "name")]),
        ("North Korean troops left.", [("North Korean", "North Korea", "alias", "demonym")]),
        (
            "The DPRK and the ROK met.",
            [("DPRK", "North Korea", "alias", "name"), ("ROK", "South Korea", "alias", "name")],
        ),
        ("Turkey and Türkiye.", [("Turkey", "Türkiye", "alias", "name"), ("Türkiye", "Türkiye", "exact", "name")]),
        ("From Bosnia and Herzegovina.", [("Bosnia and Herzegovina", "Bosnia and Herzegovina", "exact", "name")]),
        (
            "Guinea-Bissau is not Guinea.",
            [("Guinea-Bissau", "Guinea-Bissau", "exact", "name"), ("Guinea", "Guinea", "exact", "name")],
        ),
        ("The South Sudanese army.", [("South Sudanese", "South Sudan", "alias", "demonym")]),
        ("In Côte d’Ivoire.", [("Côte d’Ivoire", "Côte d’Ivoire", "exact", "name")]),
        ("Niger, Nigeria.", [("Niger", "Niger", "exact", "name"), ("Nigeria", "Nigeria", "exact", "name")]),
    ],
)
def test_countries_are_found_by_name_alias_and_people(text, expected):
    assert mentioned(text, "country") == expected


@pytest.mark.parametrize(
    "text",
    [
        "This is for us, all of us.",
        "African American voters and Native Americans came.",
        "The Korean Peninsula is calm.",
        "Kyiv was quiet.",
        "New Mexico and the Indian Ocean.",
        "The Niger Delta floods.",
        "He was in Atlanta, Georgia.",
        "A turkey, some china and a polish for the table.",
        "The talk was given in Russian.",
        "She speaks Spanish.",
        "I read Jordan Peterson and met Jim Jordan.",
        "Latin America grows.",
    ],
)
def test_what_only_looks_like_a_country_is_none(text):
    assert mentioned(text, "country") == []


def test_georgia_is_the_country_where_its_neighbours_are_named():
    assert names("We discussed Georgia. Armenia and Azerbaijan were there.", "country")[0] == ("Georgia", "Georgia")
    assert names("We won Georgia. The Atlanta suburbs decided.", "country") == []
    assert names("I like Georgia.", "country") == []


def test_a_word_that_the_transcript_also_writes_small_is_no_country_at_a_sentences_opening():
    assert names("Polish the silver. We polish it daily.", "country") == []
    assert names("Polish troops came. Poland sent them.", "country") == [("Polish", "Poland"), ("Poland", "Poland")]


def test_a_shouted_us_is_no_country():
    assert names("LET US GO AND SEE.", "country") == []


def test_a_transcript_without_capitals_still_mentions_countries():
    assert names("we went to ukraine and then to the united states with a turkey", "country") == [
        ("ukraine", "Ukraine"),
        ("united states", "United States"),
    ]


def test_every_country_is_found_by_its_display_name():
    """All names of the gazetteer lead to their country, save the one that needs evidence."""
    gazetteer = load_gazetteer()
    countries = [name for kind, name in gazetteer.targets if kind == "country" and name != "Georgia"]
    assert len(countries) >= 195
    found = names([("ANN", " ".join(f"They spoke of {name} today." for name in countries))], "country")
    assert [name for _, name in found] == countries


# --- organisations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "NATO met the North Atlantic Council.",
            [("NATO", "NATO"), ("North Atlantic Council", "North Atlantic Council")],
        ),
        ("The White House and Congress.", [("White House", "White House"), ("Congress", "US Congress")]),
        ("Who asked the WHO?", [("WHO", "World Health Organization")]),
        ("She called ice by name, not ICE.", [("ICE", "Immigration and Customs Enforcement")]),
        (
            "Two Republicans and a Democratic senator.",
            [("Republicans", "Republican Party"), ("Democratic", "Democratic Party")],
        ),
        ("A democratic vote in congress.", []),
        ("The Democratic Republic of the Congo.", []),
    ],
)
def test_organisations_are_found_with_their_capitals(text, expected):
    assert names(text, "organisation") == expected


def test_an_acronym_that_the_text_defines_is_known_from_there():
    """The long name stands in the text with the acronym in brackets; both mean one organisation, in this text only."""
    one = built([("ANN", "The Harbour Safety Board (HSB) met."), ("BOB", "I trust the HSB.")], name="one")
    two = built([("CAT", "HSB means nothing here.")], name="two")
    table = from_transcripts([one, two])
    mentions = find_mentions(table)
    assert mentions.of_targets() == {"organisation:Harbour Safety Board": 2}
    assert mentions.sentences_of("organisation:Harbour Safety Board").tolist() == [True, True, False]
