"""Accents garbled before the file was saved: named, counted as what they were, quoted as they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.garbled import garbled_in, repaired_in_place
from onrecord.speech import speech_text
from onrecord.table import from_transcripts


def wrong(text):
    """As UTF-8 read as Windows-1252, which leaves five bytes what they are."""
    return "".join(
        bytes([b]).decode("cp1252") if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(b) for b in text.encode()
    )


def without_fillers(text):
    return text.replace("\u034f", "")


@pytest.mark.parametrize(
    "text",
    [
        "We don’t know – “never”.",
        "Été à Genève, où ça va.",
        "Да, это так. Нет!",
        "Größe über Maß",
        "¿Qué año? El niño.",
    ],
)
def test_what_was_garbled_is_known_and_repaired(text):
    """The repaired view is as long as the garbled text and reads as it was meant."""
    garbled = wrong(text)
    assert garbled_in(garbled)
    view = repaired_in_place(garbled)
    assert len(view) == len(garbled)
    assert " ".join(without_fillers(view).split()) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le château où l’âne pâture, et là-bas l’âme.", "São Paulo não é longe; às três. Mãe, pão, Ângela.",
        "« Café », « été »… » et voilà", "Hâtez-vous, à l’aide!", "Вот так. Да.", "Plain words only.",
    ],
)  # fmt: skip
def test_accents_in_earnest_are_left_alone(text):
    """French, Portuguese and Russian as they are written are not garbled."""
    assert garbled_in(text) == []
    assert repaired_in_place(text) == text


def test_a_garbled_transcript_is_counted_repaired_and_quoted_as_it_stands():
    """ "donâ€™t" is one word, "don’t"; the page says so, and the quotation is the file's."""
    said = wrong("ANN BELL: We don’t know.\n\nBO COE: I don’t either – “never”.\n\nANN BELL: So be it.\n")
    t = onrecord.read(said.encode(), "x.txt")
    assert "Accents look garbled (“â€™” stands for “’”)" in t.defects[0].message
    assert speech_text(t, 0) == wrong("We don’t know.")
    table = from_transcripts([t])
    assert {"don't", "never", "either"} <= set(table.vocabulary.tolist())
    assert [turn.label for turn in t.turns] == ["ANN BELL", "BO COE", "ANN BELL"]


@given(st.text())
def test_a_repaired_text_is_as_long_as_before(text):
    """Offsets hold for whatever text."""
    assert len(repaired_in_place(text)) == len(text)
