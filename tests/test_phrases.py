"""What can be counted: phrases worked out by hand, and NLTK's n-grams as an oracle."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk import ngrams

from onrecord.grams import _sorted
from onrecord.languages import FEWEST_WORDS, detected
from onrecord.model import Speaker
from onrecord.occurrences import Occurrences
from onrecord.phrases import codes_of, inventory
from onrecord.queries import find
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
    """Tables in which the same is said share it, whoever says it; another text has its own."""
    table, again = (from_transcripts([built([("A", "x y. x y.")])]) for _ in range(2))
    renamed = table.with_speakers(built([("A", "x y. x y.")], people={"A": Speaker("Bea", ("A",))}))
    other = from_transcripts([built([("A", "x y, x y.")])])
    for unit in ("words", "lemmas", "phrases"):
        assert inventory(table, unit) is inventory(again, unit) is inventory(renamed, unit)
        assert inventory(table, unit) is not inventory(other, unit)
    assert inventory(table, "lemmas", detected(table)) is inventory(table, "lemmas")
    assert inventory(table, "lemmas", "fr") is not inventory(table, "lemmas")


def test_lemmas_by_hand():
    """Forms of one lemma are one thing; what finds it names the language only if it is not the text's own."""
    table = from_transcripts([built([("ANN", "Wars went on and the war goes."), ("BOB", "A war.")])])
    things = inventory(table, "lemmas", "en")
    names = things.text(np.arange(len(things)))
    count = things.count(table.sentence_speaker == 0)
    assert dict(zip(names, count.tolist(), strict=True)) == {"war": 2, "go": 2, "on": 1, "and": 1, "the": 1, "a": 0}
    codes = codes_of(table, "lemmas", ["war", "go", "goes", "GO"], "en")
    assert things.text(codes[:2]) == ["war", "go"]
    assert codes[2:].tolist() == [-1, codes[1]]
    assert things.sentences_of(int(codes[0])).tolist() == [0, 0, 1]
    assert detected(table) == ""  # too short to tell
    assert things.queries(codes[:2]) == ["[en:war]", "[en:go]"]
    longer = from_transcripts([built([("ANN", "The wars went on and the war goes on. " * FEWEST_WORDS)])])
    assert inventory(longer, "lemmas") is inventory(longer, "lemmas", "en")
    assert inventory(longer, "lemmas").queries(codes_of(longer, "lemmas", ["go"])) == ["[go]"]


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


@pytest.mark.parametrize("cube_from", [0, 10_000_000])
@settings(max_examples=30)
@given(
    talk=st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["go war. goes.", "war war", "went on the war"])), max_size=6
    ),
    random=st.randoms(),
)
def test_counts_under_a_mask_are_those_of_the_sentences(cube_from, talk, random):
    """Under any mask, with and without the cube, each thing is counted as in the sentences that hold it, and what
    finds it finds it as often."""
    kept = Occurrences.CUBE_FROM_PLACES
    Occurrences.CUBE_FROM_PLACES = cube_from
    try:
        table = from_transcripts([built(talk[::2]), built(talk[1::2])])
        speaker = table.sentence_speaker
        masks = [np.array([random.random() < part for _ in speaker], bool) for part in (0, 0.2, 0.8, 1)]
        for unit in ("words", "lemmas", "phrases"):
            things = inventory(table, unit, "en")
            sentences = [things.sentences_of(thing) for thing in range(len(things))]
            for mask in [*masks, speaker == 0, (speaker == 0) ^ masks[1]]:
                assert things.count(mask).tolist() == [int(mask[said].sum()) for said in sentences]
            for said, query in zip(sentences, things.queries(np.arange(len(things))), strict=True):
                assert table.token_sentence[find(table, query)[0]].tolist() == said.tolist()
    finally:
        Occurrences.CUBE_FROM_PLACES = kept


@given(st.lists(st.integers(0, 40), max_size=30), st.booleans())
def test_keys_too_large_to_be_packed_sort_alike(keys, large):
    """Keys that leave no bits for the place are ordered as small ones are."""
    places = np.arange(3, 3 + len(keys))
    limit = 1 << 62 if large else 41
    key, place = _sorted(np.array(keys, np.uint64), places, limit)
    assert list(zip(key.tolist(), place.tolist(), strict=True)) == sorted(zip(keys, places.tolist(), strict=True))


def test_no_such_thing():
    """A thing that an inventory does not hold has no sentences."""
    table = from_transcripts([built([("A", "x y. x y.")])])
    with pytest.raises(IndexError, match="only 1"):
        inventory(table, "phrases").sentences_of(1)
