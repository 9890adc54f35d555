"""A lexicon: read from a file with errors for people, written as one, changed a topic at a time."""

import contextlib
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LexiconError, OnRecordError
from onrecord.lexicon import (
    LIMIT_BYTES,
    Lexicon,
    TopicEntry,
    corrected_lexicon,
    lexicon_toml,
    load_lexicon,
    read_lexicon,
    with_topic,
)

WAR, PEACE = TopicEntry("War", "Wars.", ("war", "wars"), ("cold war",)), TopicEntry("Peace", "", ("peace",))


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b'[[topic]]\nterms = ["a"]', ["mine.toml", "a name of its own"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"]\n[[topic]]\nname = "A"\nterms = ["b"]', ["'A'", "two are called"]),
        (b'[[topic]]\nname = "A"', ["'A'", "no terms"]),
        (b'[[topic]]\nname = "A"\nterms = []', ["'A'", "no terms"]),
        (b'[[topic]]\nname = "A"\nterms = ["a", " "]', ["' '", "'A'", "no word"]),
        (b'[[topic]]\nname = "A"\nterms = ["*"]', ["'*'", "no word"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"]\nnot = ["b -"]', ["'b -'", "no word"]),
        (b'[[topic]]\nname = "A"\nterms = ["a ."]', ["'a .'", "no word"]),
        (b'[[topic]]\nname = "A"\nterms = ["a*b*c*d*e"]', ["'a*b*c*d*e'", "stars"]),
        (b'[[topic]]\nname = "A"\nterms = ["[go]"]', ["'[go]'", "'['", "letters, digits"]),
        (b'[[topic]]\nname = "A"\nterms = ["a.*(b"]', ["'a.*(b'", "'('", "& and *"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"]\nnot = ["a b?"]', ["'a b?'", "'?'"]),
        (b'[[topic]]\nname = "A"\nterms = "a"', ["'terms'", "no list"]),
        (b'[[topic]]\nname = "A"\nterms = ["a", 3]', ["'terms'", "no list"]),
        (b'[[topic]]\nname = 3\nterms = ["a"]', ["name", "no text"]),
        (b'[[topic]]\nname = "A"\nterm = ["a"]', ["'A'", "'term'", "terms"]),
        (b'[[topics]]\nname = "A"\nterms = ["a"]', ["no [[topic]]", "'topics'"]),
        (b'language = 3\n[[topic]]\nname = "A"\nterms = ["a"]', ["language", "no text"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"]\nanywhere = ["b"]', ["'b'", "no term", "'A'"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"]\nanywhere = 3', ["'anywhere'", "no list"]),
        (b"topic = 3", ["no [[topic]]", "'topic'"]),
        (b"", ["no [[topic]]", "nothing"]),
        (b'[[topic]]\nname = "A"\nterms = ["a"', ["not TOML", "Unclosed array"]),
        (b'[[topic]]\nname "A"', ["not TOML", "line 2"]),
        (b'[[topic]]\nname = "\xff"', ["UTF-8"]),
        (b"PK\x03\x04\x00", ["mine.toml"]),
    ],
)
def test_what_is_no_lexicon_is_refused_with_what_was_found_and_where(content, parts):
    with pytest.raises(LexiconError) as caught:
        read_lexicon(content, "mine.toml")
    assert isinstance(caught.value, OnRecordError)
    assert all(part in str(caught.value) for part in parts), str(caught.value)


@pytest.mark.parametrize(
    "make", [lambda: b" " * (LIMIT_BYTES + 1), lambda: b"a = " + b"[" * 100_000], ids=["long", "deep"]
)
def test_a_file_made_to_be_too_much_is_refused(make):
    with pytest.raises(LexiconError):
        read_lexicon(make())


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"[[topic]]\n{text}".encode()))
def test_any_bytes_are_a_lexicon_or_an_error_for_people(content):
    with contextlib.suppress(LexiconError):
        assert read_lexicon(content).entries


def test_a_lexicon_is_read_with_the_mark_that_some_editors_put_before_it():
    assert read_lexicon(b'\xef\xbb\xbf[[topic]]\nname = " A "\nterms = ["a"]\n').names == ("A",)


ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
WRITTEN = st.text(
    st.characters(categories=["L", "M", "N"], include_characters=" -'’.&*"), min_size=1, max_size=8
).filter(lambda text: text.split() and all(word.strip("-'’.&*") and word.count("*") <= 3 for word in text.split()))
ENTRY = st.builds(
    TopicEntry,
    ANY.map(str.strip).filter(bool),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.lists(WRITTEN, min_size=1, max_size=3).map(tuple),
    st.lists(WRITTEN, max_size=2).map(tuple),
)
ENTRY |= ENTRY.map(lambda entry: replace(entry, anywhere=entry.terms[-1:]))
ENTRIES = st.lists(ENTRY, min_size=1, max_size=3, unique_by=lambda entry: entry.name).map(tuple)
LEXICONS = st.builds(Lexicon, ENTRIES, st.sampled_from(["", "en", "de"]))


@settings(max_examples=100, deadline=None)
@given(LEXICONS)
def test_a_lexicon_written_and_read_is_the_same(lexicon):
    """Quotation marks, backslashes, control characters and every script included."""
    assert read_lexicon(lexicon_toml(lexicon).encode()) == lexicon


@pytest.mark.parametrize(
    "term", ["R&D", "l’état", "U.S.", "10,000", "post-war", "col·legi", "кухн*", "भाषा", "貿易", "cafe\u0301", "२०"]
)
def test_words_of_any_script_are_terms(term):
    assert read_lexicon(f'[[topic]]\nname = "A"\nterms = ["{term}"]'.encode()).entries[0].terms == (term,)


def test_the_lexicon_that_ships_survives_being_shared():
    assert read_lexicon(lexicon_toml(load_lexicon()).encode()) == load_lexicon()


def test_a_topic_is_replaced_where_it_stands_added_at_the_end_and_removed_without_terms():
    both = Lexicon((WAR, PEACE))
    other = TopicEntry("War", "Other.", ("battle",))
    assert with_topic(both, other) == Lexicon((other, PEACE))
    assert with_topic(Lexicon((WAR,)), PEACE) == both
    assert with_topic(both, TopicEntry("War", "", ())) == Lexicon((PEACE,))
    assert with_topic(both, TopicEntry("No such topic", "", ())) == both


def test_what_a_person_adds_to_the_lexicon_of_a_language_counts_anywhere():
    """Terms that a topic had stay words of the language, also where they are written again; the language stays."""
    english = Lexicon((WAR, PEACE), "en")
    more = with_topic(english, TopicEntry("War", "", ("war", "krieg")))
    assert (more.language, more.entries[0].anywhere) == ("en", ("krieg",))
    again = with_topic(more, TopicEntry("War", "", ("krieg", "wars", "war")))
    assert again.entries[0].anywhere == ("krieg", "wars")
    assert with_topic(english, TopicEntry("Hafen", "", ("hafen",))).entries[-1].anywhere == ("hafen",)
    assert with_topic(english, TopicEntry("War", "", ())) == Lexicon((PEACE,), "en")


@pytest.mark.parametrize("entry", [TopicEntry("War", "", ("*",)), TopicEntry(" ", "", ("war",))])
def test_a_change_to_what_is_no_entry_is_refused(entry):
    with pytest.raises(LexiconError):
        with_topic(Lexicon((WAR,)), entry)


@dataclass(frozen=True)
class Change:
    topic: str
    description: str
    terms: tuple[str, ...]
    vetoes: tuple[str, ...] = ()


def test_corrections_are_applied_in_their_order():
    """The last word on a topic counts; one that was removed and comes again stands at the end."""
    changes = [
        Change("War", "", ("battle",)),
        Change("War", "", ()),
        Change("Law", "Laws.", ("law",), ("by-law",)),
        Change("War", "Again.", ("war",)),
    ]
    assert corrected_lexicon(Lexicon((WAR, PEACE)), changes) == Lexicon(
        (PEACE, TopicEntry("Law", "Laws.", ("law",), ("by-law",)), TopicEntry("War", "Again.", ("war",)))
    )
    assert corrected_lexicon(Lexicon((WAR,)), []) == Lexicon((WAR,))
