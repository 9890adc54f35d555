"""Character entities are decoded in what is derived from a text; the text and its offsets stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.entities import decoded, decoded_in_place
from onrecord.speech import speech_text
from onrecord.table import from_transcripts

TEXT = (
    b"**Anna:** We&#39;re AT&amp;T, it&rsquo;s caf&eacute; &quot;Hi.&quot; Then go&#39; &Eacute;ric &lt; R&D; & you."
    b"\n\n**Bob:** I &nbsp; do?\n\n**Anna:** Bye.\n"
)


@pytest.fixture
def transcript():
    return onrecord.read(TEXT, name="x.md")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("we&#39;re", "we're"),
        ("we&#x27;re", "we're"),
        ("AT&amp;T", "AT&T"),
        ("a &lt;b&gt;", "a <b>"),
        ("one&nbsp;two", "one two"),
        ("R&D; no", "R&D; no"),
        ("&nosuch; &#0; &#10; &;", "&nosuch; &#0;   &;"),
        ("Q&A", "Q&A"),
    ],
)
def test_entities_stand_for_characters(text, plain):
    """Named and numbered ones; what is none stays as it is."""
    assert decoded(text) == plain


def test_the_speech_is_decoded_and_the_text_is_not(transcript):
    assert speech_text(transcript, 0) == "We're AT&T, it’s café \"Hi.\" Then go' Éric < R&D; & you."
    assert transcript.text == TEXT.decode()


def test_a_word_with_an_entity_is_one_word_with_its_offsets(transcript):
    table = from_transcripts([transcript])
    words = {
        transcript.text[start:end]: table.vocabulary[term]
        for start, end, term in zip(table.token_start, table.token_end, table.token_term, strict=True)
    }
    assert words["We&#39;re"] == "we're"
    assert words["AT&amp;T"] == "at&t"
    assert words["it&rsquo;s"] == "it's"
    assert words["caf&eacute;"] == "café"
    assert words["&Eacute;ric"] == "éric"
    assert {"39", "amp", "quot", "nbsp", "lt"}.isdisjoint(words.values())


def test_a_sentence_ends_with_its_last_entity(transcript):
    table = from_transcripts([transcript])
    sentences = [transcript.text[a:b] for a, b in zip(table.sentence_start, table.sentence_end, strict=True)]
    assert sentences[0].endswith("&quot;Hi.&quot;")


@given(st.text(alphabet="ab &#;39xamplquot.é\n") | st.text())
def test_decoding_in_place_keeps_the_length(text):
    """Whatever the text holds."""
    assert len(decoded_in_place(text)) == len(text)
