"""How evenly terms are spread: Gries's own example, counts by hand, a naive recount, and what must always hold."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.stats.dispersion import COLUMNS, PLACE_COLUMNS, dispersion, dispersion_of, places
from onrecord.stats.frequency import frequency
from onrecord.table import from_transcripts
from tests.builders import built

# The five-part example corpus of Gries 2008, "Dispersions and adjusted frequencies in corpora".
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]
SCORES = ["dp", "dp_norm", "juilland_d"]


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


@pytest.fixture(scope="module")
def gries():
    return from_transcripts([built([(f"S{i}", part) for i, part in enumerate(GRIES)])])


@pytest.mark.parametrize("parts", ["turns", "speakers"])
def test_the_example_of_gries(gries, parts):
    """The letter "a" of the example corpus has the published DP of 0.18 and Juilland's D of 0.785."""
    row = dispersion(gries, everything(gries), parts=parts).set_index("term").loc["a"]
    assert (row["count"], row["parts"], row["parts_with"]) == (15, 5, 5)
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 9 / 50))
    assert row["juilland_d"] == pytest.approx(0.785, abs=0.0005)


def test_a_term_of_the_smallest_part_is_as_uneven_as_can_be(gries):
    """ "m" is said in the first part only, of 9 of 50 words: DP is the rest of the text, DPnorm 1, Juilland's D 0."""
    row = dispersion(gries, everything(gries), parts="turns").set_index("term").loc["m"]
    assert row["parts_with"] == row["turns"] == row["speakers"] == 1
    assert row[SCORES].tolist() == pytest.approx([41 / 50, 1, 0])


def test_tenths_are_cut_between_sentences():
    """Of ten sentences of two words each is a tenth; a word in every one is perfectly even."""
    table = from_transcripts([built([("ANN", " ".join(["So peace."] * 9 + ["So war."]))])])
    frame = dispersion(table, everything(table)).set_index("term")
    assert frame["parts"].tolist() == [10, 10, 10]
    assert frame.loc["so", SCORES].tolist() == pytest.approx([0, 0, 1])
    assert frame.loc["war", SCORES].tolist() == pytest.approx([0.9, 1, 0])
    assert frame.loc["peace", "dp"] == pytest.approx(0.1)
    half = np.arange(10) < 5
    assert dispersion(table, half)["parts"].tolist() == [5, 5]  # five sentences cannot fill ten tenths


def test_a_long_sentence_belongs_to_the_tenth_of_its_middle():
    """A sentence of 10 of 20 words, between five words and five, lies in the sixth tenth (its middle is at 10)."""
    table = from_transcripts([built([("A", "A b c d e."), ("B", "k l m n o p q r s t."), ("C", "V w x y z.")])])
    frame = dispersion(table, everything(table)).set_index("term")
    assert frame["parts"].unique().tolist() == [3]
    assert frame.loc["k", "dp"] == pytest.approx(0.5)
    assert frame.loc["k", "smallest_part"] == 0.25


def test_parts_are_transcripts_too():
    one, two = built([("ANN", "War war.")], name="one"), built([("ANN", "War peace peace peace.")], name="two")
    table = from_transcripts([one, two])
    row = dispersion(table, everything(table), parts="transcripts").set_index("term").loc["war"]
    assert row["parts"] == 2
    assert row["dp"] == pytest.approx(1 / 3)  # 2 of 3 times in 2 of 6 words
    assert row["juilland_d"] == pytest.approx(1 - 0.375 / 0.625)  # rates 1 and 1/4


@pytest.mark.parametrize("unit", ["words", "lemmas", "phrases"])
def test_the_terms_are_those_of_frequency(unit):
    """The same terms in the same order with the same counts, turns and speakers as the list of frequent terms."""
    talk = [("ANN", "The war, the war. Peace talks."), ("BOB", "Peace talks of the war."), ("ANN", "The war ends.")]
    table = from_transcripts([built(talk)])
    for limit in (3, None):
        left = dispersion(table, everything(table), unit=unit, limit=limit, without=frozenset(["of"]))
        right = frequency(table, everything(table), unit=unit, limit=limit, without=frozenset(["of"]))
        shared = ["term", "count", "turns", "speakers"]
        assert left[shared].equals(right[shared])


def test_given_terms():
    """Given words and phrases keep their order; one not said has a count of 0 and no scores."""
    table = from_transcripts([built([("ANN", "Peace talks now."), ("BOB", "No peace talks. War.")])])
    frame = dispersion_of(table, everything(table), ["peace talks", "nowhere", "war"], parts="speakers")
    assert tuple(frame.columns) == COLUMNS
    assert frame["count"].tolist() == [2, 0, 1]
    assert frame["dp"].tolist()[::2] == pytest.approx([abs(0.5 - 3 / 7), 3 / 7])
    assert frame.loc[1, SCORES].isna().all()
    assert dispersion_of(table, everything(table), []).empty


def test_a_single_part_has_no_scores():
    """Nothing is even or uneven over one part."""
    table = from_transcripts([built([("ANN", "War. Peace.")])])
    assert dispersion(table, everything(table), parts="speakers")[SCORES].isna().all(axis=None)


def test_places():
    """Each time a term is said is one row: how far into the selected words, and whose words they are."""
    table = from_transcripts([built([("ANN", "War came. Then peace."), ("BOB", "War and war.")])])
    frame = places(table, everything(table), ["war", "then peace", "nowhere"])
    assert tuple(frame.columns) == PLACE_COLUMNS
    assert frame["term"].tolist() == ["war", "war", "war", "then peace"]
    assert frame["word"].tolist() == [0, 4, 6, 2]
    assert frame["place"].tolist() == pytest.approx([0, 4 / 7, 6 / 7, 2 / 7])
    assert frame["sentence"].tolist() == [0, 2, 2, 1]
    assert frame["turn"].tolist() == [0, 1, 1, 0]
    assert frame["speaker"].tolist() == ["ANN", "BOB", "BOB", "ANN"]
    later = places(table, np.array([False, True, True]), ["war"])
    assert later["word"].tolist() == [2, 4]
    assert later["place"].tolist() == pytest.approx([2 / 5, 4 / 5])
    assert places(table, np.zeros(3, bool), ["war"]).empty


SPEECH = st.lists(st.sampled_from(["war", "peace", "war.", "Talks!", "so"]), max_size=8).map(" ".join)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "CAT"]), SPEECH), max_size=6), st.randoms())
def test_scores_are_a_naive_recount(talk, random):
    """Over turns, each score is what a plain recount of the selected words gives, and lies where it must."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    parts = {}
    for code, sentence in zip(table.token_term, table.token_sentence, strict=True):
        if mask[sentence]:
            parts.setdefault(table.sentence_turn[sentence], Counter())[table.vocabulary[code]] += 1
    total = sum(part.total() for part in parts.values())
    for row in dispersion(table, mask, parts="turns", limit=None).itertuples():
        assert row.parts == len(parts)
        assert row.parts_with == sum(part[row.term] > 0 for part in parts.values())
        if len(parts) < 2:
            assert math.isnan(row.dp)
            continue
        dp = sum(abs(part[row.term] / row.count - part.total() / total) for part in parts.values()) / 2
        rates = [part[row.term] / part.total() for part in parts.values()]
        mean = sum(rates) / len(rates)
        variation = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates)) / mean
        assert row.dp == pytest.approx(dp)
        assert row.dp_norm == pytest.approx(dp / (1 - min(part.total() for part in parts.values()) / total))
        assert row.juilland_d == pytest.approx(1 - variation / math.sqrt(len(parts) - 1), abs=1e-9)
        assert 0 <= row.dp <= row.dp_norm <= 1 + 1e-9
        assert -1e-9 <= row.juilland_d <= 1
    assert (dispersion(table, mask)["parts"] <= 10).all()
