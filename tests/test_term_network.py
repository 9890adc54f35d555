"""The term network: links by hand, by a plain recount and by SciPy; groups and places that never depend on chance."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from onrecord.stats.term_network import COLUMNS, FALSE_LINKS, term_network
from onrecord.table import from_transcripts
from onrecord.term_map import COLUMNS as MAP_COLUMNS
from onrecord.term_map import _stress, groups, layout
from tests.builders import built

TALK = ["Tax and jobs."] * 6 + ["Peace and talks."] * 6 + ["Tax falls.", "Peace and tax.", "Rain falls."] * 2
TALK += ["Rain falls."] * 2


def everything(table):
    return np.ones(table.sentence_turn.size, bool)


def talked(sentences):
    return from_transcripts([built([("ANN", " ".join(sentences))])])


def test_by_hand():
    """Of 20 sentences 10 have tax, 6 jobs, and 6 both: 3 by chance. Peace and tax are together twice, and less often
    than chance would have it.
    """
    table = talked(TALK)
    frame = term_network(table, everything(table), without=frozenset({"and"}), terms=4)
    assert tuple(frame.columns) == COLUMNS
    rows = {(row.term, row.other): row for row in frame.itertuples()}
    assert set(rows) == {("peace", "talks"), ("tax", "jobs")}
    row = rows["tax", "jobs"]
    assert (row.together, row.term_sentences, row.other_sentences, row.sentences) == (6, 10, 6, 20)
    assert row.expected == pytest.approx(3)
    assert row.association == pytest.approx(2)
    assert row.p == pytest.approx(stats.fisher_exact([[6, 4], [0, 10]])[1])
    assert row.compared == 6


def test_under_a_mask_and_with_nothing():
    """Only selected sentences count; nothing selected, no term and no transcript give no row."""
    table = talked(TALK)
    mask = np.arange(table.sentence_turn.size) < 6
    assert term_network(table, mask, without=frozenset({"and"})).empty  # all have both: no more than chance
    assert term_network(table, ~everything(table)).empty
    assert term_network(table, everything(table), terms=0).empty
    assert term_network(from_transcripts([]), np.zeros(0, bool)).empty


def test_phrases_that_share_a_word_are_never_linked():
    """ "north sea" and "sea coast" meet wherever "north sea coast" is said, which tells nothing."""
    text = ["The north sea coast is long near old towns."] * 5 + ["We like the north sea. They like the sea coast."]
    table = talked([*text, *(f"It is {n} and no more than that." for n in "abcdefghij")])
    frame = term_network(table, everything(table), unit="phrases", without=frozenset({"the", "is", "near"}), least=2)
    pairs = {frozenset(pair) for pair in zip(frame["term"], frame["other"], strict=True)}
    assert frozenset(("north sea", "old towns")) in pairs
    assert all(not set(a.split()) & set(b.split()) for a, b in map(tuple, pairs))


WORDS = st.lists(st.sampled_from(["tax", "jobs", "peace", "talks", "rain"]), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40), st.randoms(), st.integers(1, 3))
def test_links_are_a_plain_recount(sentences, random, least):
    """Every link has the counts of a loop, SciPy's p, and there is none but those that fulfil all conditions."""
    table = talked([f"{' '.join(words).capitalize()}." for words in sentences])
    mask = np.array([random.random() < 0.8 for _ in table.sentence_turn], bool)
    said = [set(words) for words, kept in zip(sentences, mask, strict=True) if kept]
    alone = Counter(word for words in said for word in words)
    p = {}
    for one, other in combinations(sorted(alone), 2):
        both = sum({one, other} <= words for words in said)
        rest = len(said) - alone[one] - alone[other] + both
        p[one, other] = stats.fisher_exact([[both, alone[one] - both], [alone[other] - both, rest]])[1]
    adjusted = dict(zip(p, stats.false_discovery_control(list(p.values())) if p else (), strict=True))
    expected = {
        pair
        for pair in p
        if (both := sum(set(pair) <= words for words in said)) >= least
        and both * len(said) > alone[pair[0]] * alone[pair[1]]
        and adjusted[pair] < FALSE_LINKS
    }
    frame = term_network(table, mask, least=least)
    found = {tuple(sorted((row.term, row.other))): row for row in frame.itertuples()}
    assert set(found) == expected
    for pair, row in found.items():
        assert row.together == sum(set(pair) <= words for words in said)
        assert row.p == pytest.approx(p[pair])
        assert row.p_adjusted == pytest.approx(adjusted[pair])
        assert row.association == pytest.approx(row.together * len(said) / (alone[pair[0]] * alone[pair[1]]))
    assert frame["association"].is_monotonic_decreasing


def matrix(n, edges):
    strength = np.zeros((n, n))
    for one, other, *weight in edges:
        strength[one, other] = strength[other, one] = weight[0] if weight else 1
    return strength


def modularity(strength, group):
    """Newman's, by its definition."""
    total = strength.sum()
    same = group[:, None] == group[None]
    return ((strength - np.outer(strength.sum(1), strength.sum(1)) / total) * same).sum() / total


CLIQUES = [*combinations(range(4), 2), *combinations(range(4, 9), 2), (3, 4)]
# Zachary 1977, Journal of Anthropological Research 33:452-473: who met whom in a karate club.
KARATE = """0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 1-19 1-21 1-30
2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33 13-33 14-32 14-33
15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25 24-27 24-31 25-31 26-29 26-33
27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33"""


def test_two_cliques_are_two_groups():
    """Nodes that are all linked belong together, and one link between them does not change that."""
    assert groups(matrix(9, CLIQUES)).tolist() == [0] * 4 + [1] * 5


def test_a_published_network():
    """Of the karate club the greedy method reaches a modularity of 0.381 (Newman 2004, Physical Review E 69:066133)."""
    strength = matrix(34, [tuple(map(int, edge.split("-"))) for edge in KARATE.split()])
    assert strength.sum() == 2 * 78
    assert modularity(strength, groups(strength)) == pytest.approx(0.381, abs=0.001)


def test_nodes_without_links_are_groups_of_their_own():
    """As are those of no network at all."""
    assert groups(np.zeros((3, 3))).tolist() == [0, 1, 2]
    assert groups(matrix(4, [(1, 3)])).tolist() == [0, 1, 2, 1]
    assert groups(np.zeros((0, 0))).tolist() == []


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0.1, 50)), min_size=1, max_size=20)


@settings(max_examples=80, deadline=None)
@given(EDGES)
def test_groups_are_never_worse_than_none(edges):
    """Their modularity is at least that of single nodes and of one group, and groups are linked within."""
    strength = matrix(8, [edge for edge in edges if edge[0] != edge[1]])
    assume(strength.sum() > 0)
    found = groups(strength)
    assert modularity(strength, found) >= modularity(strength, np.arange(8)) - 1e-9
    assert modularity(strength, found) >= modularity(strength, np.zeros(8, int)) - 1e-9
    assert found.tolist() == np.unique(found, return_index=False, return_inverse=True)[1].tolist()


def linked(edges):
    """A frame as ``term_network`` gives it, of terms by number."""
    columns = zip(*[(f"term {a}", f"term {b}", w) for a, b, w in edges], strict=True)
    term, other, association = map(list, columns)
    count = [5] * len(term)
    frame = {"term": term, "other": other, "association": association, "term_sentences": count}
    return pd.DataFrame({**frame, "other_sentences": count})


def overlaps(place):
    """Pairs of labels that lie upon each other."""
    half = place["term"].str.len() * 6.5 / 2 + 7
    return [
        (a, b)
        for a, b in combinations(range(len(place)), 2)
        if abs(place["x"][a] - place["x"][b]) < half[a] + half[b] - 1e-6
        and abs(place["y"][a] - place["y"][b]) < 18 - 1e-6
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(1, 50)), min_size=1, max_size=40))
def test_labels_lie_beside_each_other_within_the_room(edges):
    """Every term has one place, in the room, at the same spot whenever asked; twenty labels never overlap."""
    unique = {(min(a, b), max(a, b)): w for a, b, w in edges if a != b}
    assume(unique)
    frame = linked([(a, b, w) for (a, b), w in unique.items()])
    place = layout(frame)
    assert tuple(place.columns) == MAP_COLUMNS
    assert set(place["term"]) == {*frame["term"], *frame["other"]}
    assert place["x"].between(0, 900).all()
    assert place["y"].between(0, 560).all()
    assert not overlaps(place)
    pd.testing.assert_frame_equal(place, layout(frame))
    assert place["links"].sum() == 2 * len(unique)


def test_no_room_is_no_error():
    """Where there is not enough room labels may overlap, but stay inside."""
    place = layout(linked([(a, b, 1.0) for a, b in combinations(range(12), 2)]), width_px=120, height_px=60)
    assert place["x"].between(0, 120).all()
    assert place["y"].between(0, 60).all()


def test_no_links_no_places():
    """An empty network is an empty picture of the same columns."""
    table = from_transcripts([])
    assert layout(term_network(table, np.zeros(0, bool))).empty


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=9, unique=True))
def test_points_of_the_plane_are_found_again(points):
    """Distances that points can have are met exactly: what stress majorization is for."""
    place = np.array(points, float)
    distance = np.linalg.norm(place[:, None] - place[None], axis=2)
    found = _stress(distance)
    again = np.linalg.norm(found[:, None] - found[None], axis=2)
    assert np.allclose(again, distance, atol=0.05)
