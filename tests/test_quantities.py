"""Figures quoted: which numbers are figures, what they are worth, in which unit, and what they count."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.figure_rules import KINDS
from onrecord.number_words import total, words
from onrecord.quantities import canonical, find_quantities
from onrecord.table import from_transcripts
from tests.builders import built
from tests.mentioning import names

FRENCH = "Nous avons dit que cela ne sera pas pour nous, et que tout est là. "
GERMAN = "Wir haben gesagt, dass das nicht für uns ist und dass es so sein wird. "
SPANISH = "Hemos dicho que esto no es para nosotros y que todo lo que hay es así. "
UKRAINIAN = "Ми сказали, що це не для нас, і що все, що є, буде так. "
MILLION, BILLION = 1e6, 1e9


def figures(text):
    """(words, value, unit, counted, kind) of every figure."""
    transcript = built([("ANN", text)])
    found = find_quantities(from_transcripts([transcript]))
    columns = (found.start, found.end, found.value, found.unit, found.counted, found.kind)
    return [
        (transcript.text[a:b], value, found.units[u], found.nouns[n], KINDS[k])
        for a, b, value, u, n, k in zip(*columns, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We paid $8 billion in September.", ("$8 billion", 8 * BILLION, "USD", "", "money")),
        ("It cost $61bn.", ("$61bn", 61 * BILLION, "USD", "", "money")),
        ("It cost £3m.", ("£3m", 3 * MILLION, "GBP", "", "money")),
        ("They gave 5 million dollars.", ("5 million dollars", 5 * MILLION, "USD", "", "money")),
        ("They gave ten dollars.", ("ten dollars", 10, "USD", "", "money")),
        ("It costs US$200 today.", ("US$200", 200, "USD", "", "money")),
        ("It costs EUR 200 today.", ("EUR 200", 200, "EUR", "", "money")),
        ("It rose by 20¢ today.", ("20¢", 0.2, "USD", "", "money")),
        ("He has eleven cents.", ("eleven cents", 0.11, "USD", "", "money")),
        ("We owe $2 million in court fees.", ("$2 million", 2 * MILLION, "USD", "court fees", "money")),
        ("It was R200 000 then.", ("R200 000", 200_000, "ZAR", "", "money")),
        (FRENCH + "Les 3 prochaines années.", ("3 prochaines années", 3, "ans", "", "measure")),
        (FRENCH + "Il y a 11 heures.", ("11 heures", 11, "heures", "", "measure")),
        (
            "Two-thirds of the region's population lives here.",
            ("Two-thirds", 2 / 3, "", "region's population", "ratio"),
        ),
        ("About 25% agree.", ("25%", 25, "%", "", "percent")),
        ("About 25 % agree.", ("25 %", 25, "%", "", "percent")),
        ("About 3.5 per cent agree.", ("3.5 per cent", 3.5, "%", "", "percent")),
        ("Some twenty-five percent of voters agree.", ("twenty-five percent", 25, "%", "voters", "percent")),
        ("Up two percentage points now.", ("two percentage points", 2, "%", "", "percent")),
        ("It is 50 miles away.", ("50 miles", 50, "miles", "", "measure")),
        ("It needs 5 megawatts.", ("5 megawatts", 5, "MW", "", "measure")),
        ("It covers 40 square miles.", ("40 square miles", 40, "square miles", "", "measure")),
        ("A 12-year-old was hurt.", ("12-year-old", 12, "years", "", "measure")),
        ("She is 12 years old.", ("12 years old", 12, "years", "", "measure")),
        ("After 994 days it goes on.", ("994 days", 994, "days", "", "measure")),
        ("A five-year plan was made.", ("five-year", 5, "years", "", "measure")),
        ("They sent 96 drones.", ("96 drones", 96, "", "drones", "count")),
        (
            "They sent 100,000 North Korean troops.",
            ("100,000 North Korean troops", 1e5, "", "North Korean troops", "count"),
        ),
        ("They sent 100 Abrams tanks.", ("100 Abrams tanks", 100, "", "Abrams tanks", "count")),
        ("Then 30 of our soldiers left.", ("30 of our soldiers", 30, "", "soldiers", "count")),
        ("A 20-page report came.", ("20-page", 20, "", "page", "count")),
        (
            "Two and a half million people fled.",
            ("Two and a half million people", 2.5 * MILLION, "", "people", "count"),
        ),
        ("A million and a half people fled.", ("A million and a half people", 1.5 * MILLION, "", "people", "count")),
        ("The hundred million people left.", ("hundred million people", 100 * MILLION, "", "people", "count")),
        ("Half a million came.", ("Half a million", MILLION / 2, "", "", "count")),
        ("A dozen eggs broke.", ("A dozen eggs", 12, "", "eggs", "count")),
        ("Three hundred and five men left.", ("Three hundred and five men", 305, "", "men", "count")),
        ("Growth was two point eight percent.", ("two point eight percent", 2.8, "%", "", "percent")),
        ("It has 1,250 of them.", ("1,250", 1250, "", "", "count")),
        ("Some 30-ish people came.", ("30-ish people", 30, "", "people", "count")),
        ("It has 5K followers.", ("5K followers", 5000, "", "followers", "count")),
        ("Today is the 994th day.", ("994th day", 994, "", "day", "ordinal")),
        ("Two-thirds of the seats are gone.", ("Two-thirds", 2 / 3, "", "seats", "ratio")),
        ("A quarter of voters agree.", ("A quarter", 1 / 4, "", "voters", "ratio")),
        ("It is one in five children.", ("one in five", 1 / 5, "", "children", "ratio")),
        ("Nine out of ten agree.", ("Nine out of ten", 9 / 10, "", "", "ratio")),
        (FRENCH + "Il y a 8 milliards d'euros.", ("8 milliards d'euros", 8 * BILLION, "EUR", "", "money")),
        (FRENCH + "Il y a 1 200 personnes.", ("1 200 personnes", 1200, "", "personnes", "count")),
        (FRENCH + "Il y a deux millions de réfugiés.", ("deux millions de réfugiés", 2e6, "", "réfugiés", "count")),
        (FRENCH + "J'y ai passé 22 ans.", ("22 ans", 22, "ans", "", "measure")),
        (FRENCH + "Soit quatre-vingt-dix-sept pour cent.", ("quatre-vingt-dix-sept pour cent", 97, "%", "", "percent")),
        (GERMAN + "Das sind €1,5 Milliarden.", ("€1,5 Milliarden", 1.5 * BILLION, "EUR", "", "money")),
        (GERMAN + "Es waren 1.200 Menschen da.", ("1.200 Menschen", 1200, "", "Menschen", "count")),
        (GERMAN + "Es waren fünfundzwanzig Prozent.", ("fünfundzwanzig Prozent", 25, "%", "", "percent")),
        (
            GERMAN + "Es waren zweihundertfünfzig neue Häuser.",
            ("zweihundertfünfzig neue Häuser", 250, "", "Häuser", "count"),
        ),
        (SPANISH + "Son 3,5 millones de euros.", ("3,5 millones de euros", 3.5 * MILLION, "EUR", "", "money")),
        (SPANISH + "Son treinta y cinco barcos.", ("treinta y cinco barcos", 35, "", "barcos", "count")),
        (UKRAINIAN + "Це 96 дронів.", ("96 дронів", 96, "", "дронів", "count")),
        (UKRAINIAN + "Це 8 млрд доларів.", ("8 млрд доларів", 8 * BILLION, "USD", "", "money")),
    ],
)
def test_figures_by_hand(text, expected):
    """Words, value, unit, what is counted, and kind."""
    ((printed, value, *rest),) = figures(text)
    assert (printed, *rest) == (expected[0], *expected[2:])
    assert math.isclose(value, expected[1], rel_tol=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 and Section 230 and Chapter 11 hold.",
        "The F-16, the G7 and COP26 met H.R. 1 on Covid-19.",
        "It was 9/11. We work 24/7. It is 50/50.",
        "A Boeing 737 landed.",
        "On October 19, 2024, at 3:30, we met. It was 10 a.m. then.",
        "In 2022 and in the 1990s.",
        "1. We must go. 2) We must stay.",
        "One of them, the two of us, and no one.",
        "One day we will. The two leaders met.",
        "Call 202-555-0143 or 1-800-555-0199.",
        "First of all, wait a second.",
        "See page 12 and verse 16.",
        "The score was 3-2.",
        "It is number 7, No. 8 and #9.",
        "There are two things and three points.",
        "We have 401k plans.",
        "Version 2.3.1 came in nineteen ninety.",
        "Millions of people, hundreds of thousands.",
        "The 1st Armored Division and the 118th Congress.",
        "It was in 2,004 or so.",
        "Sixteen years",
    ][:-1],
)
def test_what_counts_nothing_is_no_figure(text):
    """Names, dates, times, lists, telephone numbers, and small numbers in words."""
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It costs $1.5-2 billion.", 1.5 * BILLION, 2 * BILLION, "USD"),
        ("It costs 10 to 15 million dollars.", 10 * MILLION, 15 * MILLION, "USD"),
        ("Between 10 and 14 people came.", 10, 14, ""),
        ("Some 10-15 percent agree.", 10, 15, "%"),
        ("After five or six weeks.", 5, 6, "weeks"),
    ],
)
def test_a_range_has_two_ends(text, low, high, unit):
    """One figure with its lower end as value and its upper end beside it."""
    found = find_quantities(from_transcripts([built([("ANN", text)])]))
    assert (found.value.tolist(), found.high.tolist()) == ([low], [high])
    assert found.units[found.unit[0]] == unit


def test_a_hanging_hyphen_carries_the_scale_back():
    """ "$400- and $450 billion" are both billions, "$400 and $450 billion" need not be."""
    assert [row[1] for row in figures("It cost $400- and $450 billion.")] == [400 * BILLION, 450 * BILLION]
    assert [row[1] for row in figures("It cost $400 and $450 billion.")] == [400, 450 * BILLION]


@pytest.mark.parametrize("text", ["We stopped at 7-Eleven.", FRENCH + "La séance commence à 11 heures."])
def test_a_shop_and_a_time_of_day_are_no_figures(text):
    """A capital behind the hyphen names something; "à" tells the time."""
    assert figures(text) == []


def test_from_one_to_another_are_two_figures():
    """The first takes the scale of the second."""
    assert [row[1] for row in figures("It rose from $8 to $11.8 billion.")] == [8 * BILLION, 11.8 * BILLION]


def test_a_bare_amount_behind_money_is_money():
    """In its sentence only."""
    text = "We sent $8 billion, and another half a billion. Three billion live there."
    assert [row[1:3] for row in figures(text)] == [(8e9, "USD"), (5e8, "USD"), (3e9, "")]


def test_pounds_are_money_where_money_is_spoken_of():
    """Elsewhere they are a weight."""
    assert figures("It weighs 40 pounds.")[0][4] == "measure"
    assert figures("It was £3. It costs 40 pounds.")[1][4] == "money"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("money", 8e9, 8e9, "USD", ""), "$8 billion"),
        (("money", 1.5e9, 2e9, "USD", ""), "$1.5–2 billion"),
        (("money", 5e6, 5e6, "UAH", ""), "₴5 million"),
        (("money", 200, 200, "ZAR", ""), "200 ZAR"),
        (("percent", 25, 25, "%", ""), "25 %"),
        (("count", 96, 96, "", "drones"), "96 drones"),
        (("count", 1200, 1200, "", "Menschen"), "1,200 Menschen"),
        (("measure", 1, 1, "days", ""), "1 day"),
        (("ordinal", 994, 994, "", "day"), "994th day"),
        (("ordinal", 112, 112, "", "day"), "112th day"),
        (("ratio", 2 / 3, 2 / 3, "", "seats"), "2/3 of seats"),
    ],
)
def test_a_figure_has_one_name(arguments, name):
    """However it was written."""
    assert canonical(*arguments) == name


def test_figures_are_mentions():
    """With their signs; where a country is part of what is counted, the number alone, so that no two overlap."""
    text = "They sent 100,000 North Korean troops for $8 billion, 25 % of it."
    assert names(text, "figure") == [
        ("100,000", "100,000 North Korean troops"),
        ("$8 billion", "$8 billion"),
        ("25 %", "25 %"),
    ]
    assert names(text, "country") == [("North Korean", "North Korea")]


@pytest.mark.parametrize(
    ("language", "term", "value"),
    [
        ("en", "1,500,000", 1.5e6), ("en", "8.5", 8.5), ("en", "1,5", 1.5), ("en", "thirty-one", 31),
        ("en", "5k", 5000),
        ("de", "1.200", 1200), ("de", "1,5", 1.5), ("de", "einundzwanzigtausend", 21_000),
        ("de", "dreihundertvier", 304),
        ("fr", "vingt-et-un", 21), ("fr", "soixante-douze", 72), ("fr", "quatre-vingt-onze", 91),
        ("es", "veintidós", 22),
    ],
)  # fmt: skip
def test_single_words_are_worth_what_they_say(language, term, value):
    """By the marks and the compounds of each language."""
    assert words(language).number(term).value == value


@pytest.mark.parametrize("term", ["f-16", "1.2.3", "24-7", "401k", "1080p", "737s", "covid-19", "h.r", "two-state"])
def test_other_words_are_no_numbers(term):
    """Names that hold digits, versions and compounds."""
    assert words("en").number(term) is None


def spoken(n):
    """An English number in words, as values with whether they scale."""
    parts = []
    for size in (1_000_000, 1000):
        if n >= size:
            parts += [*spoken(n // size), (float(size), True)]
            n %= size
    if n >= 100:
        parts += [(float(n // 100), False), (100.0, True)]
        n %= 100
    if n >= 20:
        parts.append((float(n // 10 * 10), False))
        n %= 10
    return [*parts, (float(n), False)] if n else parts


@given(st.integers(1, 999_999_999))
def test_numbers_in_words_add_up(n):
    """Whatever number is spelt out, its words are worth it."""
    assert total(spoken(n)) == n


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_a_list_of_digits_is_no_number(digits):
    """ "Two three five" is no amount."""
    assert total([(float(digit), False) for digit in digits]) is None


PIECES = st.sampled_from(
    [
        "$", "8", "billion", "half", "a", "and", "two", "-", "25%", "of", "the", "seats", "1,200", "people", "to",
        "1.5-2", "994th",
        "day", "in", "five", ".", ",", "Article", "€3,5", "12-year-old", "hundred", "million", "dollars",
        "point", "F-16", "é", "3:30",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=16).map(" ".join))
def test_figures_do_not_overlap_and_are_numbers(text):
    """Whatever is said, figures are in order, apart, inside a sentence, and have a finite value."""
    table = from_transcripts([built([("ANN", text)])])
    found = find_quantities(table)
    assert (found.start < found.end).all()
    assert (found.end[:-1] <= found.start[1:]).all()
    assert (table.sentence_start[found.sentence] <= found.start).all()
    assert (found.end <= table.sentence_end[found.sentence]).all()
    assert (found.value <= found.high).all()
    assert all(math.isfinite(value) for value in found.high.tolist())
    assert all(found.name(i) for i in range(found.value.size))
