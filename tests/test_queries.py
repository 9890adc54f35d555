"""What a person searches: words, wildcards and lemmas, against a look at every place in turn."""

import re
from fnmatch import fnmatchcase

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.lemmas import lemmas
from onrecord.queries import QueryWord, find, parsed
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "Good day. We met Dr. Roe (inaudible) today. Why?"),
    ("BOB", "(Laughter.)"),
    ("Q", "Ann's friend asked the Prime Minister. The prime\nminister (coughs) agreed?"),
    ("ANN", "No. (Applause.) They went on negotiating; women go to negotiations and going woman by woman."),
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built(TALK), built([("BOB", "Day!")])])


@pytest.mark.parametrize(
    ("query", "sentences", "length"),
    [
        ("prime minister", [3, 4], 2),
        ("PRIME, minister's", [3, 4], 2),
        ("the prime minister", [3, 4], 3),
        ("dr. roe today", [1], 3),
        ("ann", [3], 1),
        ("minister the", [], 2),  # never across two sentences
        ("nowhere", [], 1),
        ("day nowhere", [], 2),
        ("...", [], 0),
        ("", [], 0),
        ("Negotiat*", [6, 6], 1),
        ("*at*", [6, 6], 1),
        ("wom?n", [6, 6, 6], 1),
        ("?oe", [1], 1),
        ("day?", [], 1),  # one character, not none
        ("“prim*” minis*,", [3, 4], 2),
        ("the * minister", [3, 4], 3),
        ("* minister", [3, 4], 2),
        ("minister *", [4], 2),  # the other one ends its sentence
        ("* *", [], 2),
        ("*", [], 1),
        ("**", [], 1),
        ("*?*", [], 1),
        ("x*", [], 1),
        ("[go]", [6, 6, 6], 1),
        ("[GO] on", [6], 2),
        ("[en:go] to", [6], 2),
        ("[xx:go] to", [6], 2),  # a language without lemmas: the word itself
        ("[goes]", [], 1),  # no lemma of anything here
        ("[", [], 0),
        ("[]", [], 0),
        ("[go", [6], 1),
        ("[prime minister]", [3, 4], 2),
        ("[pri*]", [], 1),
    ],
)
def test_queries_by_hand(table, query, sentences, length):
    """A query is found inside sentences, whatever its capitals and punctuation; a broken one is the words in it."""
    found, words = find(table, query)
    assert table.token_sentence[found].tolist() == sentences
    assert words == length
    assert found.dtype == np.int64


def test_words_of_a_query():
    """Each word is read as what it is; marks of one run are put in one order."""
    assert parsed("War wo*n ?* [Go] [uk:іти] u.s.*") == (
        QueryWord("term", "war"),
        QueryWord("pattern", "wo*n"),
        QueryWord("any"),
        QueryWord("lemma", "go"),
        QueryWord("lemma", "іти", "uk"),
        QueryWord("pattern", "u.s.*"),
    )
    assert parsed("a**?b *?*?c") == (QueryWord("pattern", "a?*b"), QueryWord("pattern", "??*c"))


def test_a_lemma_is_all_its_forms(table):
    """A lemma stands wherever one of the terms grouped under it does."""
    grouped = lemmas(table, "en")
    forms = {table.vocabulary[code] for code in grouped.forms(grouped.code_of("go")).tolist()}
    assert forms == {"went", "go", "going"}


def test_nothing_said():
    """In a table without words every query is nowhere."""
    nobody = from_transcripts([])
    for query in ("a", "a*", "[a]", "*", "a * b"):
        assert find(nobody, query)[0].size == 0


def test_many_wildcards_take_no_time():
    """A pattern that backtracking would need years for is answered, as is one longer than any word."""
    table = from_transcripts([built([("A", "a" * 5_000 + " b.")])])
    assert find(table, "a*" * 40 + "b")[0].size == 0
    assert find(table, "*a" * 40)[0].tolist() == [0]
    assert find(table, "?" * 10_000)[0].size == 0


WORDS = st.sampled_from(["war", "wars", "warship", "ship", "the", "of", "war.", "(sigh)", "a-b", "日本", "U.S.", "é"])
TALKS = st.lists(st.lists(WORDS, max_size=10).map(" ".join), max_size=4)
WORD = st.one_of(
    st.sampled_from(["war", "Ship", "the", "*", "w*", "*r*", "???", "U.*", "É", "?"]),
    st.text("aswr*?ip", min_size=1, max_size=5),
)


@given(TALKS, st.lists(WORD, min_size=1, max_size=4))
@example(["war of war"], ["war", "*", "war"])
def test_find_is_a_naive_search(talk, words):
    """``find`` agrees with looking at every place, each word compared as file names are with a pattern."""
    table = from_transcripts([built([("A", speech) for speech in talk])])
    said = table.vocabulary[table.token_term].tolist()
    sentence = table.token_sentence.tolist()
    n = len(words)
    anything = all(re.fullmatch(r"\**\??\**", word) and "*" in word for word in words)
    naive = [
        i
        for i in range(len(said) - n + 1)
        if not anything
        and sentence[i] == sentence[i + n - 1]
        and all(fnmatchcase(said[i + k], words[k].lower()) for k in range(n))
    ]
    assert find(table, " ".join(words))[0].tolist() == naive


@given(st.text("[]*?:gofr ' -é日\u0301", max_size=12))
def test_no_query_is_an_error(query):
    """Whatever is typed is answered, with places at which as many words stand."""
    table = from_transcripts([built([("A", "go for it, go fr. foo.")])])
    first, length = find(table, query)
    assert (np.diff(first) > 0).all()
    assert (first + length <= len(table.token_term)).all()
