"""Words broken at the end of a line are counted whole, and every offset stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.hyphens import mended_in_place
from onrecord.speech import speech_view
from onrecord.tokens import tokenize
from tests.office_cases import CASES


def words(text, name="pdf"):
    mended = mended_in_place(text, name)
    assert len(mended) == len(text)
    tokens = tokenize(mended)
    return [tokens.vocabulary[term] for term in tokens.term]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for trans-\nparency now", ["for", "transparency", "now"]),
        ("for trans- \n   parency now", ["for", "transparency", "now"]),
        ("TRANS-\nPARENCY", ["transparency"]),
        ("Anglo-\nAmerican", ["anglo", "american"]),
        ("pre-\nand post-war", ["pre", "and", "post-war"]),
        ("pre- post-\nwar", ["pre", "postwar"]),
        ("well-\nknown, a well-known", ["well-known", "a", "well-known"]),
        ("a long-\nterm plan, longterm", ["a", "longterm", "plan", "longterm"]),
        ("mother-in-\nlaw", ["mother-inlaw"]),
        ("mother-in-\nlaw, a mother-in-law", ["mother-in-law", "a", "mother-in-law"]),
        ("one -\ntwo", ["one", "two"]),
        ("No. 5-\nfold", ["no", "5", "fold"]),
        ("go-\x1dsaid", ["go", "said"]),
    ],
)
def test_words_of_a_printed_page(text, found):
    """A hyphen at the end of a line goes, unless the word is known with it or what follows is another word."""
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for trans-\nparency now", ["for", "trans", "parency", "now"]),
        ("for trans-\nparency, transparency", ["for", "transparency", "transparency"]),
        ("well-\nknown, a well-known", ["well-known", "a", "well-known"]),
    ],
)
def test_words_of_any_other_text(text, found):
    """There the text itself has to know the word."""
    assert words(text, "text") == found


def test_a_page_between_two_halves_is_no_matter():
    """The head and foot of a page are taken out, and the word goes on behind them."""
    t = onrecord.read((CASES / "pdf" / "council.pdf").read_bytes())
    view = speech_view(t)
    assert len(view) == len(t.text)
    tokens = tokenize(view)
    found = [tokens.vocabulary[term] for term in tokens.term]
    assert found.count("transparency") == 1
    assert found.count("well-known") == 2
    assert words("trans-\n" + " " * 60 + "\nparency") == ["transparency"]


@given(st.text(alphabet="aB-\n \x1d\xad", max_size=60), st.sampled_from(["pdf", "text"]))
def test_the_view_is_as_long_as_before(text, name):
    """Whatever stands there."""
    assert len(mended_in_place(text, name)) == len(text)
