"""What takes long in a long text is found by whoever reads it, and the page finds it with the document."""

import pickle

import numpy as np
import pytest

from components import ahead, document
from components.document import analyse
from onrecord import back_references, echoes, exchanges, gaps, quantities, themes
from onrecord.kept import KEPT

TALK = b"""ANN: We sent 96 drones to the harbour pilots (inaudible). What do the harbour pilots of Sarn want, Bob?

BOB: The harbour pilots of Sarn want a rest of eleven hours. As you said, we sent drones to the harbour.

ANN: A rest of eleven hours is what the harbour pilots of Sarn want.
"""


@pytest.fixture
def far(monkeypatch):
    """The document of a text that counts as long, as it comes from another process: nothing is known of it here."""
    monkeypatch.setattr(document, "LONG_CHARACTERS", 10)
    told = []
    made = analyse(TALK, "talk.txt", progress=lambda part, words: told.append((part, words)))
    sent = pickle.dumps(made)
    KEPT.clear()
    return pickle.loads(sent), told  # noqa: S301 our own bytes


def test_all_that_takes_long_comes_with_the_document(far, monkeypatch):
    """Asked for on the page, it is there: nothing is looked for a second time."""
    arrived, _ = far

    def never(*_args, **_more):
        raise AssertionError("looked for again")

    for module, name in (
        (echoes, "find_echoes"), (exchanges, "_found"), (gaps, "_found"), (back_references, "_found"),
        (quantities, "_find"), (themes, "_found"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, never)
    table = arrived.table
    assert len(echoes.echoes_of(table)) > 0
    assert exchanges.find_exchanges(table).asker.size == 1
    assert gaps.find_gaps(table).kind.size == 1
    assert quantities.find_quantities(table).value.tolist()[0] == 96
    assert back_references.find_back_references(table, arrived.mentions).sentence.size == 1
    assert arrived.themes.note.startswith("Too little text")


def test_progress_says_what_is_looked_for_and_never_goes_back(far):
    _, told = far
    parts = [part for part, _ in told]
    assert parts == sorted(parts)
    assert "Pairing questions with answers" in [words for _, words in told]


def test_a_short_text_is_opened_without_it():
    assert analyse(TALK, "talk.txt").ahead is None
    assert len(TALK) < ahead.LONG_CHARACTERS


def test_what_was_found_ahead_is_what_would_be_found(far):
    arrived, _ = far
    fresh = analyse(TALK, "talk.txt")
    assert np.array_equal(echoes.echoes_of(fresh.table).sentence, arrived.ahead.echoes.sentence)
    assert np.array_equal(gaps.find_gaps(fresh.table).kind, arrived.ahead.gaps.kind)
