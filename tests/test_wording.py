"""Wording said more than once: against all pairs of sentences compared word by word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.near_wording import LEAST_SIMILARITY, LEAST_WORDS, near_wording
from onrecord.table import from_transcripts
from onrecord.wording import COMPARED, LONGEST, spread, wording
from tests.builders import built


def table_of(sentences):
    """One paragraph a sentence."""
    return from_transcripts([built([("ANN", "\n\n".join(" ".join(words) + "." for words in sentences))])])


def said(table, words=4):
    """Stretch → positions of its places."""
    found = wording(table, words)
    stretches = {}
    for i, n in enumerate(found.n_words.tolist()):
        places = found.place[found.bounds[i] : found.bounds[i + 1]].tolist()
        texts = {tuple(table.vocabulary[table.token_term[place : place + n]]) for place in places}
        assert len(texts) == 1
        assert texts.isdisjoint(stretches)
        stretches[texts.pop()] = places
    return stretches


def naive(sentences, words):
    """Every longest run of the same words of two sentences, and where it is said."""
    begins = np.cumsum([0, *map(len, sentences)]).tolist()
    found = set()
    for i, one in enumerate(sentences):
        for other in sentences[i + 1 :]:
            for a in range(len(one)):
                for b in range(len(other)):
                    n = 0
                    while a + n < len(one) and b + n < len(other) and one[a + n] == other[b + n]:
                        n += 1
                    if n >= words and not (a and b and one[a - 1] == other[b - 1]):
                        found.add(tuple(one[a : a + n]))
    return {
        stretch: [
            begins[i] + a
            for i, sentence in enumerate(sentences)
            for a in range(len(sentence))
            if tuple(sentence[a : a + len(stretch)]) == stretch
        ]
        for stretch in found
    }


SENTENCES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), min_size=2, max_size=7)


@given(SENTENCES, st.integers(2, 5))
@settings(max_examples=200, deadline=None)
def test_all_stretches_are_found_once_with_all_their_places(sentences, words):
    """Up to as many places as are compared, the answer is that of comparing every word with every other."""
    table = table_of(sentences)
    expected = naive(sentences, words)
    found = said(table, words)
    assert set(found) <= set(expected)
    for stretch, places in found.items():
        assert places == expected[stretch]
    begins = {tuple(one[a : a + words]) for one in sentences for a in range(len(one) - words + 1)}
    count = {gram: sum(list(gram) == s[a : a + words] for s in sentences for a in range(len(s))) for gram in begins}
    if max(count.values(), default=0) <= COMPARED:
        assert set(found) == set(expected)


def test_nine_words_are_one_stretch():
    """Nine words said twice are one stretch, not six of four; and what is said a third time in part is another."""
    nine = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    found = said(table_of([["so", *nine, "x"], ["well", *nine, "y"], ["and", *nine[2:7], "z"]]))
    assert set(found) == {tuple(nine), tuple(nine[2:7])}
    assert len(found[tuple(nine)]) == 2
    assert len(found[tuple(nine[2:7])]) == 3


def test_stretches_are_not_endless():
    """What two endless sentences share is cut, and a text of one word is no endless work."""
    sentence = [f"w{i}" for i in range(LONGEST + 50)]
    assert wording(table_of([sentence, ["x"], sentence])).n_words.tolist() == [LONGEST]
    assert wording(table_of([["no"] * 3000, ["no"] * 2000])).n_words.max() <= LONGEST


def test_a_stretch_ends_with_its_sentence():
    """The same words on both sides of a full stop are no stretch; what is repeated in one sentence alone is none."""
    assert not said(table_of([["a", "b", "c"], ["d", "e", "f"], ["a", "b", "c"], ["d", "e", "f"]]))
    assert not said(table_of([["a", "b", "c", "d", "x", "a", "b", "c", "d"], ["e", "f", "g", "h"]]))


def test_too_few_words_are_refused():
    """One word shared is no wording."""
    with pytest.raises(ValueError, match="2 words or more, not 1"):
        wording(table_of([["a"]]), 1)


def test_spread_gives_the_numbers_of_each_range():
    """Ranges end to end, with the number of each."""
    which, numbers = spread(np.array([5, 0, 9]), np.array([2, 0, 3]))
    assert which.tolist() == [0, 0, 2, 2, 2]
    assert numbers.tolist() == [5, 6, 9, 10, 11]


# --- near --------------------------------------------------------------------------------------------------------


SPOKEN = """
We will rebuild the harbour bridge before the winter storms arrive.
Nobody asked about the tram yesterday.
They will rebuild the old harbour bridge before the spring storms arrive.
The harbour is closed and the bridge is open.
"""


def pairs(text):
    table = from_transcripts([built([("ANN", " ".join(text.split()))])])
    found = near_wording(table)
    terms = table.vocabulary[table.token_term]
    columns = (found.begin, found.end, found.later_begin, found.later_end, found.same, found.similarity)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(" ".join(terms[a:b]), " ".join(terms[c:d]), m, s) for a, b, c, d, m, s in rows]


def test_a_near_pair_is_found_with_its_words_in_common():
    """Ten words of eleven and twelve: 'we' and 'they' are outside, 'old' is put in, 'winter' became 'spring'."""
    ((one, other, same, similarity),) = pairs(SPOKEN)
    assert one == "will rebuild the harbour bridge before the winter storms arrive"
    assert other == "will rebuild the old harbour bridge before the spring storms arrive"
    assert (same, similarity) == (9, 2 * 9 / (10 + 11))


@pytest.mark.parametrize(
    "text",
    [
        "We rebuild the harbour bridge again. We rebuild the harbour bridge again.",  # alike: not near
        "Harbour bridge storms arrive. Harbour bridge and the other storms arrive here.",  # four words
        "It was in the end what they had to do. It was in the end what we had to do.",  # no content words
        "",
    ],
)
def test_what_is_no_near_pair(text):
    """Wording that is the same word for word, too short, or made of stop words alone."""
    assert not pairs(text)


@given(
    st.lists(
        st.lists(st.sampled_from(["harbour", "bridge", "storm", "winter", "tram", "the", "of", "and"]), max_size=14),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_near_pairs_are_what_they_say(sentences):
    """Each pair is two stretches of two sentences, long enough, alike enough but not alike, earlier first."""
    table = table_of(sentences or [["x"]])
    found = near_wording(table)
    sentence = table.token_sentence
    for a, b, c, d, same in zip(found.begin, found.end, found.later_begin, found.later_end, found.same, strict=True):
        assert sentence[a] == sentence[b - 1] < sentence[c] == sentence[d - 1]
        assert min(b - a, d - c) >= LEAST_WORDS
        assert LEAST_SIMILARITY <= 2 * same / (b - a + d - c) < 1
