"""Dates: what is one, where it begins and ends, and its name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.calendar_words import calendar
from onrecord.dates import find_dates
from onrecord.sentence_languages import CODES
from onrecord.surface import surface_of
from onrecord.table import from_transcripts
from tests.builders import built
from tests.mentioning import names

FRENCH = "Nous avons dit que cela ne sera pas pour nous, et que tout est là. "
GERMAN = "Wir haben gesagt, dass das nicht für uns ist und dass es so sein wird. "
SPANISH = "Hemos dicho que esto no es para nosotros y que todo lo que hay es así. "
CATALAN = "Hem dit que això no és per a nosaltres i que tot el que hi ha és així. "
UKRAINIAN = "Ми сказали, що це не для нас, і що все, що є, буде так. "


def dates(text):
    """(words, name) of every date."""
    transcript = built([("ANN", text)])
    table = from_transcripts([transcript])
    found = find_dates(table, surface_of(table))
    return [
        (transcript.text[table.token_start[a] : table.token_end[b]], name)
        for a, b, name in zip(found.first, found.last, found.names, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On October 19th, 2024, we met.", [("October 19th, 2024", "2024-10-19")]),
        ("On 19 October 2024 we met.", [("19 October 2024", "2024-10-19")]),
        ("On the 5th of May we met.", [("5th of May", "May 5")]),
        ("It was the fifth of May, 1999.", [("fifth of May, 1999", "1999-05-05")]),
        ("On Monday, October 19, we met.", [("Monday, October 19", "October 19")]),
        ("On Oct. 19 we met.", [("Oct. 19", "October 19")]),
        ("In September we met.", [("September", "September")]),
        ("In September 2023 and in April of 2019.", [("September 2023", "2023-09"), ("April of 2019", "2019-04")]),
        ("In 2022 it began.", [("2022", "2022")]),
        ("The 2016 election was close.", [("2016", "2016")]),
        ("By 2030 and since 1890.", [("2030", "2030"), ("1890", "1890")]),
        ("From 2014 to 2022.", [("2014", "2014"), ("2022", "2022")]),
        ("In 2019-2020 it rained.", [("2019-2020", "2019/2020")]),
        ("In the 1990s and the '80s.", [("1990s", "1990s"), ("80s", "1980s")]),
        ("In the early 2000's.", [("2000's", "2000s")]),
        ("In the mid-1990s and by mid-October.", [("mid-1990s", "1990s"), ("mid-October", "October")]),
        ("See you on Monday. We meet on Tuesdays.", [("Monday", "Monday"), ("Tuesdays", "Tuesday")]),
        ("On 2024-10-19 and on 19.10.2024.", [("2024-10-19", "2024-10-19"), ("19.10.2024", "2024-10-19")]),
        ("In Q3 2023 we grew, and in FY2024.", [("Q3 2023", "2023-Q3"), ("FY2024", "FY2024")]),
        ("It happened last May. In March it snowed.", [("May", "May"), ("March", "March")]),
        ("October 7th was a disaster.", [("October 7th", "October 7")]),
        ("On October 19-20 we meet.", [("October 19-20", "October 19")]),
        (FRENCH + "Le 3 mars, et le 1er mai 2021.", [("3 mars", "3 mars"), ("1er mai 2021", "2021-05-01")]),
        (FRENCH + "En septembre, puis lundi.", [("septembre", "septembre"), ("lundi", "lundi")]),
        (FRENCH + "Dans les années 90.", [("années 90", "1990s")]),
        (GERMAN + "Am 24. Februar 2022, im März.", [("24. Februar 2022", "2022-02-24"), ("März", "März")]),
        (GERMAN + "In den 1990er Jahren und am Montag.", [("1990er", "1990s"), ("Montag", "Montag")]),
        (SPANISH + "El 3 de marzo de 2022 y en mayo.", [("3 de marzo de 2022", "2022-03-03"), ("mayo", "mayo")]),
        (CATALAN + "El 21 d'octubre de 2015.", [("21 d'octubre de 2015", "2015-10-21")]),
        (UKRAINIAN + "24 лютого 2022 року.", [("24 лютого 2022", "2022-02-24")]),
    ],
)
def test_dates_by_hand(text, expected):
    """Each date with all its words, named by ISO where it is complete and by its words otherwise."""
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May I ask? You may. We march on Washington.",
        "They may march in the street.",
        "August Wilson wrote it. I met April Jones.",
        "There were 2000 troops at the border.",
        "About 1900 people came.",
        "It costs $2022, or 2022 dollars.",
        "See page 2022 and Section 1998.",
        "A Boeing 1998 landed. Vision 2030 is a plan.",
        "Black Friday and Super Tuesday are names.",
        "He is in his 90s.",
        "Today, yesterday and last year.",
        "At 20:22 we left. It is 1998:2 now.",
        "Order 1250 was filled by 1600 men.",
        "He is a second lieutenant.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    """Verbs, given names, things that are numbered, and numbers that count."""
    assert dates(text) == []


def test_a_person_is_no_month():
    """A surname that is a month belongs to its bearer."""
    assert names("Prime Minister May spoke. We met in May.", "date") == [("May", "May")]


def test_every_language_knows_twelve_months_and_some_weekdays():
    """Each month has a number of its own and a name to show."""
    for code in CODES:
        words = calendar(code)
        assert sorted(set(words.months.values())) == list(range(1, 13)), code
        assert len(words.month_names) == 12
        assert words.shown.format(month="x", day=3)


def test_a_month_is_read_in_the_language_of_its_sentence():
    """An English sentence has no date in "mars", a French one has."""
    assert dates("We want to go to mars, and all of you will come with us to see what it is.") == []
    assert dates(FRENCH + "Nous partons en mars.") == [("mars", "mars")]


PIECES = st.sampled_from(
    [
        "October",
        "19",
        "19th",
        ",",
        "2024",
        "of",
        "the",
        "May",
        "Monday",
        "'90s",
        "Q3",
        "$",
        "3-4",
        ".",
        "in",
        "-",
        "%",
        "1er",
        "é",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_dates_do_not_overlap_and_stay_in_a_sentence(text):
    """Whatever is said, dates are in order, apart, inside one sentence, and named."""
    table = from_transcripts([built([("ANN", text)])])
    found = find_dates(table, surface_of(table))
    assert (found.first <= found.last).all()
    assert (found.last[:-1] < found.first[1:]).all()
    assert (table.token_sentence[found.first] == table.token_sentence[found.last]).all()
    assert all(found.names)
