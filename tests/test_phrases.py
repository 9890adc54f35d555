"""What can be counted: phrases worked out by hand, and NLTK's n-grams as an oracle."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from nltk import ngrams

from onrecord.phrases import codes_of, inventory
from onrecord.table import from_transcripts
from tests.builders import built


def counted(table, without=frozenset()):
    things = inventory(table, "phrases")
    total = things.count(np.ones(len(table.sentence_turn), bool))
    kept = np.flatnonzero(things.telling(without))
    return dict(zip(things.text(kept), total[kept].tolist(), strict=True))


def test_phrases_by_hand():
    """Phrases are said twice inside sentences; one said only inside a longer one is dropped."""
    table = from_transcripts(
        [
            built(
                [
                    ("ANN", "The prime minister met the press. The prime minister left."),
                    ("BOB", "Prime minister of peace."),
                ]
            )
        ]
    )
    # "the prime" is said twice, always in "the prime minister"; "prime minister" thrice.
    assert counted(table) == {"prime minister": 3, "the prime minister": 2}
    assert counted(table, frozenset({"the"})) == {"prime minister": 3}


def test_a_phrase_in_a_longer_one_that_is_not_shown_stays():
    """Without stop words "foreign minister" is shown although "the foreign minister" is as frequent."""
    table = from_transcripts([built([("ANN", "The foreign minister. The foreign minister.")])])
    assert counted(table) == {"the foreign minister": 2}
    assert counted(table, frozenset({"the"})) == {"foreign minister": 2}


def test_the_inventory_is_made_once():
    """A second call gives the same object; another table has its own."""
    one, two = (from_transcripts([built([("A", "x y. x y.")])]) for _ in range(2))
    assert inventory(one, "phrases") is inventory(one, "phrases")
    assert inventory(one, "phrases") is not inventory(two, "phrases")


TEXTS = st.lists(st.lists(st.sampled_from(["war", "peace", "the", "of", "war.", "(sigh)"]), max_size=12), max_size=4)


@given(TEXTS)
def test_counts_are_those_of_nltk(texts):
    """All phrases of two to five words said twice are there, with the counts of NLTK's n-grams of the sentences."""
    table = from_transcripts([built([("A", " ".join(text)) for text in texts])])
    oracle = Counter()
    for first, last in zip(table.sentence_offset[:-1], table.sentence_offset[1:], strict=True):
        said = table.vocabulary[table.token_term[first:last]]
        oracle.update(" ".join(gram) for n in (2, 3, 4, 5) for gram in ngrams(said, n))
    oracle = {phrase: count for phrase, count in oracle.items() if count > 1}
    things = inventory(table, "phrases")
    names = things.text(np.arange(len(things)))
    assert dict(zip(names, things.count(np.ones(len(table.sentence_turn), bool)).tolist(), strict=True)) == oracle
    assert codes_of(table, "phrases", names).tolist() == list(range(len(things)))
    swallowed = {
        phrase
        for phrase, count in oracle.items()
        if any(f" {phrase} " in f" {longer} " and phrase != longer and count == oracle[longer] for longer in oracle)
    }
    assert set(counted(table)) == set(oracle) - swallowed


def test_terms_that_are_not_there():
    """A phrase not held, too long, too short or of unknown words has the code -1."""
    table = from_transcripts([built([("A", "x y z. x y z.")])])
    assert codes_of(table, "phrases", ["x y", "y x", "x", "x y z x y z", "q r", ""]).tolist() == [0, -1, -1, -1, -1, -1]
    assert codes_of(table, "words", ["x", "z", "q", "x y", ""]).tolist() == [0, 2, -1, -1, -1]
