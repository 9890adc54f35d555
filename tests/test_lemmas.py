"""Lemmas: groupings worked out by hand in six languages, and what must hold for any talk."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lemmas import lemmas
from onrecord.table import from_transcripts
from tests.builders import built


def table_of(*speeches):
    return from_transcripts([built([("A", speech) for speech in speeches])])


def grouped(speech, language="en"):
    """Each term of the speech with its lemma."""
    table = table_of(speech)
    found = lemmas(table, language)
    return {str(term): str(found.names[code]) for term, code in zip(table.vocabulary, found.term_lemma, strict=True)}


@pytest.mark.parametrize(
    ("language", "speech", "expected"),
    [
        (
            "en",
            "they go and goes, went going gone",
            {"goes": "go", "went": "go", "going": "go", "gone": "go", "go": "go"},
        ),
        ("en", "children of parties", {"children": "child", "parties": "party", "of": "of"}),
        # Known mistakes of the dictionary.
        ("en", "that meeting and meetings", {"meeting": "meeting", "meetings": "meeting"}),
        ("en", "we saved lives, one life", {"lives": "life", "life": "life", "saved": "save"}),
        ("en", "tell us of the media, united", {"us": "us", "media": "media", "united": "united"}),
        ("en", "human rights, right", {"rights": "rights", "right": "right"}),
        ("en", "I was thinking, thought", {"thinking": "think", "thought": "think"}),
        # Names and whatever else stands with a capital inside a sentence; the first word does not count.
        ("en", "In the United States we met Williams and Europeans.", {"united": "united", "states": "states"}),
        ("en", "In the UK Williams met Powers.", {"williams": "williams", "powers": "powers"}),
        ("en", "States of the union. Two states.", {"states": "state"}),
        # Words that stay what they are.
        ("en", "don't they're two-edged 1990s U.S.", {"don't": "don't", "they're": "they're", "1990s": "1990s"}),
        ("en", "decision-makers covid-19", {"decision-makers": "decision-makers"}),
        ("fr", "les états sont venus, l'état", {"états": "état", "état": "état", "sont": "être", "l": "l"}),
        ("fr", "nous à Paris avec les élus aujourd'hui", {"paris": "paris", "aujourd'hui": "aujourd'hui"}),
        ("de", "In den Häusern und im Haus der Abgeordneten", {"häusern": "haus", "haus": "haus"}),
        (
            "de",
            "Wir gingen und gehen nach Deutschland, Deutschlands",
            {"gingen": "gehen", "deutschlands": "deutschland"},
        ),
        ("es", "los niños fueron y las niñas", {"niños": "niño"}),
        ("uk", "про Україну і для України, п'ятьох", {"україну": "україна", "україни": "україна"}),
        ("uk", "це м'яка війна без війни", {"м'яка": "м'який", "війни": "війна"}),
        ("ru", "и в России, и Россию, и войны", {"россии": "россия", "россию": "россия", "войны": "война"}),
    ],
)
def test_lemmas_by_hand(language, speech, expected):
    """Forms of one word are one lemma; names, compounds and shortened forms stay as they are."""
    found = grouped(speech, language)
    assert {term: found[term] for term in expected} == expected


@pytest.mark.parametrize("language", ["", "tr", "xx"])
def test_an_unknown_language_groups_nothing(language):
    """Each term is its own lemma where the language is not known."""
    found = grouped("gitti gider gidiyor goes went", language)
    assert found == {term: term for term in found}


def test_the_language_is_detected():
    """Without a language it is that of the table."""
    speech = "We are going where they went, and what they said is what we have been saying to you and to all of them."
    assert grouped(speech, "") == grouped(speech, "en") != grouped(speech, "xx")


def test_a_transcript_in_lower_case_has_no_names():
    """Where nothing is capital, capitals protect nothing."""
    assert grouped("then two parties and the states met")["states"] == "state"


def test_codes_and_forms():
    """A lemma is found by its name in any case; its forms are the terms said; an unknown one is -1 and has no forms."""
    table = table_of("We go where she goes. They went.")
    found = lemmas(table, "en")
    code = found.code_of("go")
    assert found.code_of("GO") == code
    assert [table.vocabulary[term] for term in found.forms(code)] == ["go", "goes", "went"]
    assert found.forms(code).dtype == found.term_lemma.dtype == np.int32
    assert found.code_of("goes") == found.code_of("") == found.code_of("two words") == -1
    with pytest.raises(IndexError):
        found.forms(-1)
    with pytest.raises(IndexError):
        found.forms(len(found))


def test_kept_for_the_same_words():
    """The second call gives the very same lemmas, and a copy of the table has equal ones."""
    table = table_of("We go where she goes.")
    assert lemmas(table, "en") is lemmas(table, "en")
    again = pickle.loads(pickle.dumps(table))  # noqa: S301 our own bytes
    assert lemmas(again, "en").names.tolist() == lemmas(table, "en").names.tolist()


def test_no_words():
    """No terms have no lemmas."""
    found = lemmas(from_transcripts([]), "en")
    assert len(found) == found.term_lemma.size == 0
    assert found.code_of("go") == -1


WORDS = st.lists(
    st.sampled_from(["go", "went", "Goes", "US", "us", "house", "Häuser", "x-ray", "я", "états"]), max_size=9
)


@given(WORDS.map(" ".join), st.sampled_from(["en", "de", "fr", "xx"]))
def test_every_term_is_a_form_of_one_lemma(speech, language):
    """Lemmas part the terms: each is a form of exactly the lemma that it has, in order of first use, each name once."""
    table = table_of(speech)
    found = lemmas(table, language)
    assert found.term_lemma.size == table.vocabulary.size
    assert len(set(found.names)) == len(found)
    for code, name in enumerate(found.names):
        assert found.code_of(name) == code
        assert found.forms(code).tolist() == np.flatnonzero(found.term_lemma == code).tolist()
    first = [found.forms(code)[0] for code in range(len(found))]
    assert first == sorted(first)
    for array in (found.term_lemma, found.names):
        assert not array.flags.writeable
