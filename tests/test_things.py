"""Countries, governments, places and bodies: what a name means where it stands, and names that no list holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.definitions import defined_acronyms
from onrecord.gazetteer import SHIELD, load_gazetteer
from onrecord.mentions import find_mentions
from onrecord.sentence_languages import CODES
from onrecord.surface import surface_of
from onrecord.table import from_transcripts
from onrecord.things import find_things
from tests.builders import built
from tests.mentioning import mentioned, names

FRENCH = "Nous avons dit que cela ne sera pas pour nous, et que tout est là. "
GERMAN = "Wir haben gesagt, dass das nicht für uns ist und dass es so sein wird. "
SPANISH = "Hemos dicho que esto no es para nosotros y que todo lo que hay es así. "
PORTUGUESE = "Temos dito que isto não é para nós e que tudo o que há é muito mais. "
ITALIAN = "Abbiamo detto che questo non è per noi e che tutto quello che c'è è molto. "
DUTCH = "Wij hebben gezegd dat dit niet voor ons is en dat het zo zal zijn met hun. "
POLISH = "Musimy powiedzieć, że to nie jest dla nas i że to wszystko będzie tak już. "
TURKISH = "Biz bunu söylemek için çok şey var ve bu her zaman bizim için daha da önce. "
CATALAN = "Hem dit que això no és per a nosaltres i que tot el que hi ha és així. "
UKRAINIAN = "Ми сказали, що це не для нас, і що все, що є, буде так. "
RUSSIAN = "Мы сказали, что это не для нас, и что всё, что есть, будет так. "
STATES = "We spoke of Chile and of Peru. "
"""Two states, so that capitals may stand for governments."""


# --- countries in other languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRENCH + "La Russie et les Ukrainiens.", [("Russie", "Russia"), ("Ukrainiens", "Ukraine")]),
        (FRENCH + "Le gouvernement français aux États-Unis.",
         [("français", "France"), ("États-Unis", "United States")]),
        (FRENCH + "La Côte d'Ivoire et l'Irak.", [("Côte d'Ivoire", "Côte d’Ivoire"), ("Irak", "Iraq")]),
        (GERMAN + "Die deutschen und ukrainischen Truppen.", [("deutschen", "Germany"), ("ukrainischen", "Ukraine")]),
        (GERMAN + "In der Türkei und in den Vereinigten Staaten.",
         [("Türkei", "Türkiye"), ("Vereinigten Staaten", "United States")]),
        (SPANISH + "El gobierno ruso y las alemanas en Corea del Norte.",
         [("ruso", "Russia"), ("alemanas", "Germany"), ("Corea del Norte", "North Korea")]),
        (PORTUGUESE + "O governo brasileiro e a França.", [("brasileiro", "Brazil"), ("França", "France")]),
        (ITALIAN + "Il governo italiano e la Germania.", [("italiano", "Italy"), ("Germania", "Germany")]),
        (DUTCH + "De Nederlandse regering en Frankrijk.", [("Nederlandse", "Netherlands"), ("Frankrijk", "France")]),
        (POLISH + "W Niemczech i w Rosji.", [("Niemczech", "Germany"), ("Rosji", "Russia")]),
        (TURKISH + "Türkiye'nin ve Almanya'da.", [("Türkiye'nin", "Türkiye"), ("Almanya'da", "Germany")]),
        (CATALAN + "A França i a Alemanya.", [("França", "France"), ("Alemanya", "Germany")]),
        (UKRAINIAN + "В Україні та у Німеччині українські.",
         [("Україні", "Ukraine"), ("Німеччині", "Germany"), ("українські", "Ukraine")]),
        (RUSSIAN + "В Украине и российские в Германии.",
         [("Украине", "Ukraine"), ("российские", "Russia"), ("Германии", "Germany")]),
    ],
)  # fmt: skip
def test_countries_are_found_in_the_language_of_the_sentence(text, expected):
    """Names with their endings, peoples and adjectives, with or without capitals; the target is the English name."""
    assert names(text, "country") == expected


@pytest.mark.parametrize(
    "text",
    [
        FRENCH + "Elle parle français, et le dit en russe.",
        GERMAN + "Er sagte es auf Deutsch, und die Deutsche Bank war da.",
        SPANISH + "Ella habla ruso, y lo dice en chino.",
        "That is a fas, a pole and a dane. We said that it is not for us and that all of it will be so.",
    ],
)
def test_languages_and_words_of_other_languages_are_no_countries(text):
    """A language is no people, and a Turkish name is no English word."""
    assert names(text, "country") == []


def test_every_language_names_nearly_every_country():
    """Each file has all but a few, left out because they are also words, and every form leads to one country."""
    english = {name for kind, name in load_gazetteer().targets if kind == "country"}
    for language in range(1, len(CODES)):
        gazetteer = load_gazetteer(frozenset([0, language]))
        own = [form for form in gazetteer.forms if form.language == language]
        assert len(english) - len({gazetteer.targets[form.target][1] for form in own}) < 12, CODES[language]
        assert all(form.text and form.target != SHIELD for form in own)


# --- traps ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Georgia and Armenia met in Tbilisi.", ["Georgia", "Armenia"]),
        ("Georgia and Pennsylvania voted; the Senator from Georgia knows.", []),
        ("Jim Jordan met Michael Jordan. Chad Smith came.", []),
        ("Jordan and Chad signed it.", ["Jordan", "Chad"]),
        ("We ate turkey in Turkey.", ["Türkiye"]),
        ("African American and Native American voters.", []),
        ("The Indian tribes of the reservation met.", []),
        ("The Indian government met Modi.", ["India"]),
        ("He hit a Chinese wall and ate French fries.", []),
        ("Polish it well. We polish it daily.", []),
        ("New Mexico kept a Guinea pig.", []),
        ("We drank Poland Spring and stained it with Congo red.", []),
        ("Mali and Malta signed.", ["Mali", "Malta"]),
        ("THE POLISH IS ON THE TABLE NOW.", []),
        ("THEY WENT TO POLAND AND THEN CAME HOME.", ["Poland"]),
        ("The Americas are wide.", []),
        ("Let us go. The US left us.", ["United States"]),
        ("LET US GO AND SEE THEM ALL.", []),
        ("Niger is not Nigeria.", ["Niger", "Nigeria"]),
        ("Congo and Korea signed.", ["DR Congo", "South Korea"]),
        ("The South China Sea is wide.", []),
        ("The Bank of England and the United States Senate met.", []),
        ("The U.S. Department of Labor met.", []),
        ("The Paris Agreement and the Kyoto Protocol hold.", []),
        ("The American Rescue Plan passed.", []),
        ("Moscow-backed and Russian-made arms for Ukraine-Russia talks.", ["Russia", "Ukraine", "Russia"]),
    ],
)
def test_traps(text, countries):
    """What only looks like a country, beside what is one."""
    found = [name for _, name, how, form in mentioned(text, "country") if form != "seat"]
    assert found == countries


def test_georgia_is_a_place_where_the_talk_is_of_its_towns():
    """The American State, by the words around it."""
    assert names("The Atlanta suburbs of Georgia voted.", "place") == [("Atlanta", "Atlanta"), ("Georgia", "Georgia")]


# --- seats of governments ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow says no.", [("Moscow", "Russia")]),
        ("Kyiv has decided to stay.", [("Kyiv", "Ukraine")]),
        ("Paris is ready to help.", [("Paris", "France")]),
        ("Beijing's decision was wrong.", [("Beijing", "China")]),
        ("Our talks with Washington go on.", [("Washington", "United States")]),
        ("A deal between Moscow and Kyiv failed.", [("Moscow", "Russia"), ("Kyiv", "Ukraine")]),
        ("We need support from Berlin.", [("Berlin", "Germany")]),
        ("The Kremlin and Downing Street met Foggy Bottom.",
         [("Kremlin", "Russia"), ("Downing Street", "United Kingdom"), ("Foggy Bottom", "United States")]),
        ("The Élysée wrote.", [("Élysée", "France")]),
    ],
)  # fmt: skip
def test_a_capital_stands_for_its_government(text, expected):
    """Where it says, decides or is dealt with; a house of government always does."""
    found = [row for row in mentioned(STATES + text, "country") if row[3] == "seat"]
    assert [row[:2] for row in found] == expected
    houses = ("Kremlin", "Downing Street", "Foggy Bottom", "Élysée")
    assert all(how == ("alias" if words in houses else "inferred") for words, _, how, _ in found)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He lives in Moscow.", "Moscow"),
        ("She went to Paris.", "Paris"),
        ("I come from Kyiv.", "Kyiv"),
        ("The attack on Kyiv failed.", "Kyiv"),
        ("Kyiv is under attack.", "Kyiv"),
        ("London's streets are full.", "London"),
        ("They met in Washington, D.C. today.", "District of Columbia"),
    ],
)
def test_a_capital_is_a_city_otherwise(text, place):
    """Where somebody goes, lives or is attacked."""
    assert [row for row in mentioned(STATES + text, "country") if row[3] == "seat"] == []
    assert names(STATES + text, "place")[-1][1] == place


def test_a_capital_is_a_city_where_no_states_are_spoken_of():
    """Engineers call things by cities too."""
    assert names("London says it builds. We deal with London.", "country") == []


@pytest.mark.parametrize(
    "text", ["Paris Hilton came.", "George Washington died.", "Mr. Houston spoke.", "Whitney Houston sang."]
)
def test_a_person_is_no_place(text):
    """A name beside a given name or a title."""
    assert names(text, "place") == []


def test_a_speakers_surname_is_no_place_unless_somebody_is_there():
    """Austin speaks; Austin is also a city."""
    speeches = [("MR. AUSTIN", "Yes."), ("MS. BELL", "Austin agrees. We met in Austin.")]
    assert names(speeches, "place") == [("Austin", "Austin")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FRENCH + "J'apprends le portugais et l'espagnol.", []),
        (SPANISH + "Hablan el portugués y el francés.", []),
        (SPANISH + "Lo dice el francés.", [("francés", "France")]),
        (FRENCH + "Les portugais et le Français.", [("portugais", "Portugal"), ("Français", "France")]),
    ],
)
def test_a_small_language_behind_an_article_is_no_people(text, found):
    """In French always, in Spanish where something is said of speaking."""
    assert names(text, "country") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The members for Brampton-Nord, Perth—Wellington and Vancouver-Est met.", []),
        ("I thank Florence and Clare.", []),
        ("We met in Florence and Rome.", ["Florence", "Rome"]),
        ("The St. Marrower met us at Marrow.", []),
        ("We went to St. Marrow.", ["St. Marrow"]),
    ],
)
def test_ridings_people_and_inhabitants_are_no_places(text, found):
    """A part of a constituency's name, somebody's given name, and an adjective in -er."""
    assert [name for _, name in names(text, "place")] == found


# --- speakers called like countries --------------------------------------------------------------------------------

JORDAN = ("JORDAN OAKES", "Thanks to all.")


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Jordan, thank you.", []),
        ("Jordan?", []),
        ("Thank you, Jordan.", []),
        ("I agree with Jordan.", []),
        ("I agree with Jordan. We sell to Peru.", ["Jordan", "Peru"]),
        ("Jordan says that Peru is far.", ["Peru"]),
        ("They live in Jordan. We went to Jordan.", ["Jordan", "Jordan"]),
        ("Jordan and Syria signed.", ["Jordan", "Syria"]),
        ("Jordan, Syria and Peru signed.", ["Jordan", "Syria", "Peru"]),
    ],
)
def test_a_speakers_given_name_is_no_country_where_a_person_is_meant(text, countries):
    """Spoken to or saying something it is the speaker; "in" or beside another country it is the country."""
    assert [name for _, name in names([("HOST", text), JORDAN], "country")] == countries
    people = [name for _, name in names([("HOST", text), JORDAN], "person")]
    assert people == ["JORDAN OAKES"] * (text.count("Jordan") - countries.count("Jordan"))


def test_nobody_speaks_of_a_country_and_means_oneself():
    """But "I'm Jordan" tells who speaks; Georgia stays nobody where nothing tells which Georgia is meant."""
    jordan = [("HOST", "Hello."), ("JORDAN OAKES", "I'm Jordan. I love Jordan.")]
    assert names(jordan, "country") == [("Jordan", "Jordan")]
    assert names(jordan, "person") == [("Jordan", "JORDAN OAKES")]
    georgia = [("GEORGIA OAKES", "I love Georgia. I was born in Georgia."), ("HOST", "Georgia, you come from Georgia.")]
    assert [row[3] for row in mentioned(georgia, "person")] == ["vocative"]


# --- places --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Middle East and the middle east.", [("Middle East", "Middle East"), ("middle east", "Middle East")]),
        ("In Ohio, the Donbas and Crimea.", [("Ohio", "Ohio"), ("Donbas", "Donbas"), ("Crimea", "Crimea")]),
        (
            "We saw Harrow County and the Wend River.",
            [("Harrow County", "Harrow County"), ("Wend River", "Wend River")],
        ),
        ("We left Fort Ellery for Lake Marrow.", [("Fort Ellery", "Fort Ellery"), ("Lake Marrow", "Lake Marrow")]),
        ("They fly from Ellery Air Force Base.", [("Ellery Air Force Base", "Ellery Air Force Base")]),
        ("They fly from Air Force Base Ellery.", [("Air Force Base Ellery", "Air Force Base Ellery")]),
        ("The city of Marrowby fell.", [("Marrowby", "Marrowby")]),
        ("She lives in Marrowby, VT, now.", [("Marrowby", "Marrowby"), ("VT", "Vermont")]),
        ("She lives in Marrowby Falls, Ohio, now.", [("Marrowby Falls", "Marrowby Falls"), ("Ohio", "Ohio")]),
        ("We saw Western Maryland.", [("Western Maryland", "Western Maryland")]),
        ("It is nice in Nice. Reading is fun in Reading.", [("Nice", "Nice"), ("Reading", "Reading")]),
    ],
)
def test_places_are_found_by_name_and_by_pattern(text, expected):
    """Listed ones, and those that a word beside them tells."""
    assert names(text, "place") == expected


# --- bodies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I chair the Harbour Safety Committee.", ["Harbour Safety Committee"]),
        ("The Ministry of Trade and Industry met.", ["Ministry of Trade and Industry"]),
        ("The University of Marrowby and Ellery College.", ["University of Marrowby", "Ellery College"]),
        ("The Committee on Ways and Means met.", ["Ways and Means Committee"]),
        ("The Marrow and Wend River Authority met.", ["Marrow and Wend River Authority"]),
        ("The Canadian Dental Association met.", ["Canadian Dental Association"]),
        ("The Ukrainian Ministry of Youth met.", ["Ministry of Youth"]),
        ("The Canada Harbour Agency met Marrow Company South Africa.",
         ["Canada Harbour Agency", "Marrow Company South Africa"]),
        ("The Department of Justice and Congress met.", ["US Justice Department", "US Congress"]),
        ("The U.S. Department of Labor met.", ["US Department of Labor"]),
        ("St. Marrow Museum opened with Acme Rockets Inc.", ["St. Marrow Museum", "Acme Rockets Inc"]),
        ("Fifa met Nato and the G7.", ["FIFA", "NATO", "G7"]),
        ("An engineer at Northwind Labs wrote.", ["Northwind Labs"]),
        (FRENCH + "Le ministère des Finances et la Chambre des communes.",
         ["ministère des Finances", "House of Commons"]),
        (SPANISH + "El Ministerio de Defensa y la OTAN.", ["Ministerio de Defensa", "NATO"]),
        (GERMAN + "Die Sitzung des Deutschen Bundestages.", ["Bundestag"]),
        (CATALAN + "El Parlament de Catalunya. El president del Parlament.", ["Parlament de Catalunya"] * 2),
    ],
)  # fmt: skip
def test_bodies_are_found_by_pattern(text, expected):
    """A word such as "Committee" makes a body of the capitals beside it."""
    assert [name for _, name in names(text, "organisation")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Committee met. The Department agreed. Yesterday the Council left.",
        "The Oval Office and the Soviet Union.",
        "We passed the Harbour Board Act.",
        "THE HARBOUR SAFETY COMMITTEE MET THEM ALL TODAY.",
        "Google Maps is a map.",
        "He works at Christmas and at Marrowby.",
    ][:-1],
)
def test_what_only_looks_like_a_body_is_none(text):
    """A head alone, a room, a law, shouting, a product."""
    assert names(text, "organisation") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Labour Day the Minister of Democratic Reform left.", []),
        ("NSA Marlow met us.", []),
        ("NSA officials met us.", ["National Security Agency"]),
        ("The Commission on Postal debates met.", ["Commission on Postal debates"]),
        ("The Labour MPs and the Democratic plan.", ["Labour Party", "Democratic Party"]),
    ],
)
def test_parties_and_agencies_that_only_sound_so(text, found):
    """A day, a ministry, an office before a name; an adjective does not end a body's name."""
    assert [name for _, name in names(text, "organisation")] == found


def test_a_body_told_by_a_role_is_inferred():
    """Nothing in the name itself tells."""
    assert mentioned("She is a professor at Ellery State.", "organisation") == [
        ("Ellery State", "Ellery State", "inferred", "name")
    ]


def test_the_senate_is_that_of_the_country_spoken_of():
    """America's, unless another country is spoken of far more often and no American party is."""
    assert names("The Senate of the United States met.", "organisation") == [("Senate", "US Senate")]
    canadian = "Canada is large. Canada is cold. Canadians know Canada. Canada waits. "
    assert names(canadian + "The Senate met.", "organisation") == [("Senate", "Senate")]


def test_a_short_name_needs_its_full_one():
    """ "The Alliance" is NATO only where NATO is named."""
    assert names("NATO met. I know the Alliance well.", "organisation")[-1] == ("the Alliance", "NATO")
    assert names("I know the Alliance well.", "organisation") == []


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("The Harbour Safety Board (HSB) met.", [("Harbour Safety Board", "HSB")]),
        ("I met the Marrow National Defence Force, MNDF, there.", [("Marrow National Defence Force", "MNDF")]),
        ("The SA Coast Watch Force, SACWF, came.", [("SA Coast Watch Force", "SACWF")]),
        ("Gross Domestic Product (GDP) grew. The Harbour Board Act (HBA) passed.", []),
        ("I like Old Marrow Bridges, Paris, and London.", []),
    ],
)
def test_a_text_defines_acronyms(text, defined):
    """In brackets or between commas, when the initials fit; not those of a law or a measure."""
    table = from_transcripts([built([("ANN", text)])])
    assert [(name, acronym) for _, name, acronym in defined_acronyms(table)] == defined


# --- the whole -----------------------------------------------------------------------------------------------------


def test_parts_of_a_word_are_mentions():
    """Each names its own part, and they do not overlap."""
    text = "The NDP-Liberal plan is U.S.-led and Kyiv-based."
    table = from_transcripts([built([("ANN", text)])])
    mentions = find_mentions(table)
    spans = [
        (table.transcripts[0].text[a:b], mentions.targets[t].name)
        for a, b, t in zip(mentions.start, mentions.end, mentions.target, strict=True)
    ]
    assert spans == [
        ("NDP", "New Democratic Party"),
        ("Liberal", "Liberal Party"),
        ("U.S.", "United States"),
        ("Kyiv", "Kyiv"),
    ]


PIECES = st.sampled_from(
    [
        "Moscow", "Kyiv", "says", "Georgia", "Atlanta", "the", "Committee", "of", "Foreign", "Affairs", "and", "U.S.",
        "Department", "NATO", "(NAC)",
        "Council", "in", "Newport", ",", "VT", ".", "Fort", "Lake", "Mr.", "Jordan", "Washington",
        "NDP-Liberal", "français", "at", "professor",
        "St.", "Québec", "Moscow's", "decision", "City", "with", "between", "é", "🙂", "한국",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=18).map(" ".join))
def test_things_do_not_overlap_and_stay_in_a_sentence(text):
    """Whatever is said, no two share a character, and each lies in one sentence."""
    table = from_transcripts([built([("ANN", text)])])
    rows = find_things(table, surface_of(table)).rows
    assert all(table.token_sentence[row.first] == table.token_sentence[row.last] for row in rows)
    start = np.array([table.token_start[row.first] - row.lead for row in rows])
    end = np.array([table.token_end[row.last] + row.trail for row in rows])
    order = np.argsort(start, kind="stable")
    assert (start < end).all()
    assert (end[order][:-1] <= start[order][1:]).all()
