"""Which words go together: counts by hand, a naive recount, NLTK's finder, and the places that a count opens."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk import FreqDist
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from onrecord import cooccurrence
from onrecord.cooccurrence import pair_places
from onrecord.methods import worked
from onrecord.stats.collocations import COLUMNS, METHODS, collocations
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "The prime minister met the prime minister. War (sighs) and peace."),
    ("BOB", "A prime example. Peace and war, war and peace."),
]
MEASURES = ["log_dice", "log_likelihood", "mi", "mi3", "t", "z", "dice", "delta_p", "delta_p_reverse"]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built(TALK)])


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_partners_by_hand(table):
    """Next to "prime" stand five words, of which "minister" twice, always after it."""
    frame = collocations(table, everything(table), term="prime", window=1, least=1)
    assert tuple(frame.columns) == COLUMNS
    row = frame.set_index("second").loc["minister"]
    assert row[["first", "count", "left", "right"]].tolist() == ["prime", 2, 0, 2]
    assert row[["first_count", "second_count", "words"]].tolist() == [3, 2, 19]
    # Three times two neighbours; two of "minister", the second of which ends its sentence: 3; 6 + 2 + 3 + … pairs.
    assert row[["n_ix", "n_xi", "n_xx"]].tolist() == [6, 3, 2 * (6 + 2 + 2 + 5)]
    assert row["expected"] == pytest.approx(6 * 3 / 30)
    assert row["log_dice"] == pytest.approx(14 + np.log2(4 / 9))
    assert row[["turns", "speakers"]].tolist() == [1, 1]
    assert set(frame["second"][:2]) == {"the", "minister"}
    assert set(frame["second"]) == {"minister", "the", "a", "example"}


def test_sentences_by_hand(table):
    """In whole sentences two words are together once in each, however often they are said there."""
    frame = collocations(table, everything(table), window=0, least=2)
    rows = {frozenset(pair): count for *pair, count in frame[["first", "second", "count"]].to_numpy().tolist()}
    assert rows == {
        frozenset(("war", "and")): 2,
        frozenset(("war", "peace")): 2,
        frozenset(("peace", "and")): 2,
    }
    assert frame[["n_ix", "n_xi", "n_xx"]].to_numpy().tolist() == [[2, 2, 4]] * 3
    assert (frame["log_dice"] == 14).all()
    assert frame["speakers"].tolist() == [2, 2, 2]


def test_phrases_and_their_own_words(table):
    """A phrase has partners too; its own words, and another place of it, are none of them."""
    frame = collocations(table, everything(table), term="prime minister", window=4, least=1)
    assert frame.set_index("second")["count"].to_dict() == {"the": 3, "met": 2}
    assert frame["n_ix"].tolist() == [1 + 4 + 4] * 2
    repeated = from_transcripts([built([("A", "war war peace war")])])
    frame = collocations(repeated, everything(repeated), term="war", window=2, least=1)
    assert frame.set_index("second")["count"].to_dict() == {"peace": 3}


@pytest.mark.parametrize("window", [0, 2])
def test_queries_have_partners(table, window):
    """A search with wildcards or a lemma has partners, none of them found by the search itself where it stands."""
    frame = collocations(table, everything(table), term="pr*", window=window, least=1)
    assert not {"prime", "pr*"} & set(frame["second"])
    assert frame["first"].unique().tolist() == ["pr*"]
    prime = collocations(table, everything(table), term="prime", window=window, least=1)
    assert frame.drop(columns="first").equals(prime.drop(columns="first"))
    for row in frame.to_dict("records"):
        assert pair_places(table, everything(table), "pr*", row["second"], window).start.size == row["count"]


def test_words_left_out_and_limits(table):
    """Words left out are no partners, though they may be searched; fewer meetings than the least give no row."""
    without = frozenset({"and", "the", "nowhere"})
    assert not set(collocations(table, everything(table), without=without, least=1)["second"]) & without
    assert not set(collocations(table, everything(table), without=without, least=1)["first"]) & without
    assert "war" in set(collocations(table, everything(table), term="and", without=without, least=2)["second"])
    assert set(collocations(table, everything(table), least=3)["count"]) <= set(range(3, 99))
    assert len(collocations(table, everything(table), least=1, limit=2)) == 2
    with pytest.raises(ValueError, match="not -1"):
        collocations(table, everything(table), window=-1)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("term", ["", "war"])
def test_ranking(table, measure, term):
    """The strongest by the measure stand first; a log-likelihood of words that avoid each other stands last."""
    frame = collocations(table, everything(table), term=term, measure=measure, least=1)
    strength = frame[measure]
    if measure == "log_likelihood":
        strength = strength.where(frame["count"] >= frame["expected"], -strength)
    if measure.startswith("delta_p") and not term:
        strength = frame[["delta_p", "delta_p_reverse"]].max(axis=1)
    assert strength.round(9).is_monotonic_decreasing
    for row in frame.to_dict("records"):
        for column, method in METHODS.items():
            assert column in row
            assert "{" not in worked(method, row)


def test_nothing_found(table):
    """Nothing selected, an unknown word and an empty table give no row, with the columns and types of one."""
    full = collocations(table, everything(table), least=1)
    nobody = from_transcripts([])
    for window in (0, 1, 5):
        for empty in (
            collocations(table, ~everything(table), window=window),
            collocations(table, ~everything(table), term="war", window=window),
            collocations(table, everything(table), term="nowhere", window=window),
            collocations(table, everything(table), term="?!", window=window),
            collocations(nobody, everything(nobody), window=window),
            collocations(nobody, everything(nobody), term="war", window=window),
        ):
            assert empty.empty
            assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
        assert pair_places(table, everything(table), "war", "nowhere", window).start.size == 0
        assert pair_places(table, everything(table), "nowhere", "war", window).start.size == 0


WORDS = ["war", "peace", "the", "of", "war.", "Talks!", "(sigh)", "U.S.", "it's", "Ann's"]
TALKS = st.lists(
    st.tuples(st.sampled_from(["ANN", "BOB"]), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)),
    min_size=1,
    max_size=4,
)


def naive(table, mask, window):
    """Meetings of each ordered pair of different words, chances of each word and of all, by looking at every pair."""
    words = table.vocabulary[table.token_term].tolist()
    meetings, chances = Counter(), Counter()
    total = 0
    for s in np.flatnonzero(mask & (table.sentence_words > 0)).tolist():
        sentence = words[table.sentence_offset[s] : table.sentence_offset[s + 1]]
        if not window:
            total += 1
            chances.update(set(sentence))
            meetings.update((a, b) for a in set(sentence) for b in set(sentence) if a != b)
            continue
        for i, j in combinations(range(len(sentence)), 2):
            if j - i <= window:
                total += 2
                chances.update((sentence[i], sentence[j]))
                if sentence[i] != sentence[j]:
                    meetings.update(((sentence[i], sentence[j]), (sentence[j], sentence[i])))
    return meetings, chances, total


@settings(deadline=None)
@given(TALKS, st.randoms(), st.integers(0, 4))
def test_counts_are_a_naive_recount(talk, random, window):
    """For any talk, mask and window: pairs and partners have the counts and chances of a recount, and agree."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    meetings, chances, total = naive(table, mask, window)
    frame = collocations(table, mask, window=window, least=1, limit=None)
    found = {}
    for row in frame.to_dict("records"):
        pair = (row["first"], row["second"])
        assert row["count"] == meetings[pair] == row["left"] + row["right"]
        assert (row["n_ix"], row["n_xi"], row["n_xx"]) == (chances[pair[0]], chances[pair[1]], total)
        assert row["right"] >= row["left"]
        found[frozenset(pair)] = row
    assert len(found) == len(frame) == len(meetings) // 2
    for word in chances:
        for row in collocations(table, mask, term=word, window=window, least=1, limit=None).to_dict("records"):
            pair = found[frozenset((word, row["second"]))]
            exchanged = pair["first"] != word
            for column in ("count", "log_dice", "log_likelihood", "turns", "speakers"):
                assert row[column] == pytest.approx(pair[column], nan_ok=True)
            assert row["left"] == pair["right" if exchanged else "left"]
            assert row["first_count"] == pair["second_count" if exchanged else "first_count"]
            assert row["delta_p"] == pytest.approx(pair["delta_p_reverse" if exchanged else "delta_p"], nan_ok=True)


@settings(deadline=None)
@given(TALKS, st.randoms(), st.integers(0, 4), st.sampled_from(["war", "peace the", "war war", "it's", "ann"]))
def test_a_count_is_what_it_opens(talk, random, window, term):
    """Each row opens as many places as it counts, in selected sentences, in as many turns and of as many speakers as
    it says; the characters of each place are the two words, no farther apart than the window.
    """
    transcript = built(talk)
    table = from_transcripts([transcript])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    rows = [
        *collocations(table, mask, term=term, window=window, least=1, limit=None).to_dict("records"),
        *collocations(table, mask, window=window, least=1, limit=5).to_dict("records"),
    ]
    for row in rows:
        places = pair_places(table, mask, row["first"], row["second"], window)
        assert row["count"] == places.start.size == np.unique(np.stack(places), axis=1).shape[1]
        assert mask[places.sentence].all()
        turn = table.sentence_turn[places.sentence]
        assert (row["turns"], row["speakers"]) == (len(set(turn)), len(set(table.turn_speaker[turn])))
        assert row["left"] == np.count_nonzero(places.collocate_start < places.start)
        for sentence, start, end, other_start, other_end in zip(*places, strict=True):
            inside = table.sentence_start[sentence], table.sentence_end[sentence]
            assert inside[0] <= min(start, other_start) < max(end, other_end) <= inside[1]
            at = np.searchsorted(table.token_start, [start, other_start])
            assert table.vocabulary[table.token_term[at[1]]] == row["second"]
            last = np.searchsorted(table.token_end, end)
            spelt = " ".join(table.vocabulary[table.token_term[at[0] : last + 1]])
            assert spelt == row["first"]
            assert transcript.text[other_start:other_end].casefold().startswith(row["second"][:2])
            distance = at[0] - at[1] if other_start < start else at[1] - last
            assert distance >= 1
            assert not window or distance <= window


@settings(deadline=None)
@given(TALKS, st.integers(1, 4))
def test_scores_are_those_of_nltks_finder(talk, window):
    """NLTK's finder, given the pairs of words in reach of each other, scores them as we do."""
    table = from_transcripts([built(talk)])
    meetings, chances, _ = naive(table, everything(table), window)
    finder = BigramCollocationFinder(FreqDist(chances), FreqDist(meetings))
    for row in collocations(table, everything(table), window=window, least=1, limit=None).to_dict("records"):
        for column, measure in (
            ("mi", BigramAssocMeasures.pmi),
            ("t", BigramAssocMeasures.student_t),
            ("dice", BigramAssocMeasures.dice),
            ("log_likelihood", BigramAssocMeasures.likelihood_ratio),
        ):
            assert row[column] == pytest.approx(finder.score_ngram(measure, row["first"], row["second"]), abs=1e-9)


def test_adjacent_pairs_are_nltks_bigrams():
    """Next to each other, either way round, are the bigrams of NLTK's own finder, both orders added up."""
    table = from_transcripts([built([("A", "war and peace and war or the war of the worlds")])])
    bigrams = BigramCollocationFinder.from_words(table.vocabulary[table.token_term].tolist()).ngram_fd
    frame = collocations(table, everything(table), window=1, least=1)
    assert len(frame) == len({frozenset(pair) for pair in bigrams})
    for row in frame.to_dict("records"):
        forth, back = (row["first"], row["second"]), (row["second"], row["first"])
        assert (row["right"], row["left"]) == (bigrams[forth], bigrams[back])


def test_pairs_in_several_parts(monkeypatch, table):
    """Pairs counted in parts, as those of long texts are, are the same in the same order."""
    for window in (0, 3):
        whole = collocations(table, everything(table), window=window, least=1, limit=None)
        monkeypatch.setattr(cooccurrence, "_PAIRS", 7)
        assert collocations(table, everything(table), window=window, least=1, limit=None).equals(whole)
        monkeypatch.undo()
