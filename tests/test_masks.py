"""A selection keeps the sentences it says, and points at the words that made it keep them."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.masks import CACHED_CONDITIONS, Masks
from onrecord.mentions import find_mentions
from onrecord.selection import ELSEWHERE, Selection
from onrecord.table import from_transcripts
from onrecord.topics import Lexicon, TopicEntry, find_topics
from tests.builders import built

# Sentence:       0                 1
ANN_0 = "Tariffs hurt us. The trade deal with France is good."
# Sentence:     2       3
BOB_1 = "No war. Tariffs and war (Laughter.) zones are bad."
# Sentence:         4                    5
ANN_2 = "France talks of war with France. Peace now."
# Sentence:                 6
Q_3 = "Is it peace in our time?"
TRANSCRIPT = built([("ANN", ANN_0), ("BOB", BOB_1), ("ANN", ANN_2), ("Q", Q_3)])
TABLE = from_transcripts([TRANSCRIPT])
LEXICON = Lexicon((TopicEntry("Trade", "", ("tariffs", "trade deal")), TopicEntry("War", "", ("war", "peace"))))


def fresh():
    return Masks(TABLE, find_topics(TABLE, LEXICON), find_mentions(TABLE))


MASKS = fresh()

ANN, BOB = ("speaker", "ANN"), ("speaker", "BOB")
TRADE, WAR = ("topic", "Trade"), ("topic", "War")
FRANCE = ("mention", "country:France")


def selected(**clauses):
    """``selected(speakers=[[ANN]])``: each value is a list of atoms, each atom a list of conditions."""
    selection = Selection()
    for source, atoms in clauses.items():
        selection = selection.replaced(source, [tuple(atom) for atom in atoms])
    return selection


def kept(selection, **more):
    return np.flatnonzero(MASKS.of(selection, **more)).tolist()


def words(selection):
    return [(sentence, TRANSCRIPT.text[start:end]) for sentence, start, end in MASKS.spans(selection).tolist()]


CASES = {
    "nothing selected keeps all": ({}, [0, 1, 2, 3, 4, 5, 6]),
    "a speaker": ({"speakers": [[ANN]]}, [0, 1, 4, 5]),
    "sentences by their numbers": ({"echoes": [[("sentences", "1-2,5")]]}, [1, 2, 5]),
    "sentences that there are not": ({"echoes": [[("sentences", "6-9")]]}, [6]),
    "any atom of a clause": ({"speakers": [[BOB], [("speaker", "Q")]]}, [2, 3, 6]),
    "a topic, by a word or a phrase": ({"topics": [[TRADE]]}, [0, 1, 3]),
    "all conditions of an atom": ({"topics": [[BOB, TRADE]]}, [3]),
    "either of two cells": ({"topics": [[BOB, TRADE], [ANN, WAR]]}, [3, 4, 5]),
    "every clause": ({"speakers": [[ANN]], "topics": [[WAR]]}, [4, 5]),
    "three clauses": ({"speakers": [[ANN]], "topics": [[WAR]], "references": [[FRANCE]]}, [4]),
    "a word": ({"keywords": [[("term", "war")]]}, [2, 3, 4]),
    "a word in other capitals": ({"keywords": [[("term", "WAR")]]}, [2, 3, 4]),
    "a phrase of three words": ({"search": [[("term", "trade deal with")]]}, [1]),
    "a phrase with a stage direction inside": ({"search": [[("term", "war zones")]]}, [3]),
    "no phrase over the end of a sentence": ({"search": [[("term", "us the trade")]]}, []),
    "words of a phrase in another order": ({"search": [[("term", "deal trade")]]}, []),
    "a mention": ({"references": [[FRANCE]]}, [1, 4]),
    "a speaker's mention": ({"references": [[BOB, FRANCE]]}, []),
    "a stretch of turns, both ends in it": ({"timeline": [[("turns", "1-2")]]}, [2, 3, 4, 5]),
    "one turn": ({"timeline": [[("turns", "0-0")]]}, [0, 1]),
    "a stretch past the end": ({"timeline": [[("turns", "3-999")]]}, [6]),
    "everybody but one": ({"keywords": [[("others", "ANN")]]}, [2, 3, 6]),
    "what another filter does not keep": ({"speakers": [[ANN]], "keywords": [[ELSEWHERE]]}, [2, 3, 6]),
    "a word there": ({"speakers": [[ANN]], "keywords": [[ELSEWHERE, ("term", "war")]]}, [2, 3]),
    "what several filters do not keep all of": (
        {"speakers": [[ANN]], "topics": [[WAR]], "keywords": [[ELSEWHERE, ("term", "france")]]},
        [1],
    ),
    "there or here": (
        {"speakers": [[ANN]], "keywords": [[ELSEWHERE, ("term", "war")], [("term", "france")]]},
        [1, 2, 3, 4],
    ),
    "outside of no filter there is nothing": ({"keywords": [[ELSEWHERE]]}, []),
    "a question": ({"style": [[("manner", "question")]]}, [6]),
    "a word near another": ({"collocations": [[("near", "1~france~with")]]}, [1, 4]),
    "a word in the sentence of another": ({"collocations": [[("near", "0~talks~france")]]}, [4]),
    "two stretches": ({"timeline": [[("turns", "0-0")], [("turns", "3-3")]]}, [0, 1, 6]),
}


@pytest.mark.parametrize(("clauses", "expected"), CASES.values(), ids=CASES.keys())
def test_a_selection_keeps_the_sentences_it_says(clauses, expected):
    assert kept(selected(**clauses)) == expected


UNKNOWN = [
    ("speaker", "NOBODY"),
    ("speaker", "ann"),
    ("topic", "Gardening"),
    ("mention", "country:Atlantis"),
    ("mention", "France"),
    ("term", "zeppelin"),
    ("term", "war zeppelin"),
    ("term", "…"),
    ("near", "5~war~zeppelin"),
    ("near", "war"),
    ("manner", "whisper"),
    ("turns", "9-12"),
    ("turns", "2-1"),
    ("turns", "first"),
]


@pytest.mark.parametrize("condition", UNKNOWN)
def test_an_unknown_name_keeps_nothing_and_points_at_nothing(condition):
    selection = selected(search=[[condition]])
    assert kept(selection) == []
    assert words(selection) == []


def test_the_panel_whose_filter_is_turned_round_is_skipped_as_a_filter_and_not_as_its_other_side():
    """Who speaks of war outside of Ann's sentences is asked by the speakers' panel too."""
    selection = selected(speakers=[[ANN]], keywords=[[ELSEWHERE, ("term", "war")]])
    assert kept(selection, skip="speakers") == [2, 3]
    assert kept(selection, skip="keywords") == [0, 1, 4, 5]


def test_a_panel_is_filtered_by_every_clause_but_its_own():
    selection = selected(speakers=[[ANN]], topics=[[WAR]])
    assert kept(selection, skip="speakers") == [2, 3, 4, 5, 6]
    assert kept(selection, skip="topics") == [0, 1, 4, 5]
    assert kept(selection, skip="keywords") == [4, 5]


EVIDENCE = {
    "a word, each time it is said": (
        {"keywords": [[("term", "france")]]},
        [(1, "France"), (4, "France"), (4, "France")],
    ),
    "a phrase as one stretch": ({"search": [[("term", "Trade deal")]]}, [(1, "trade deal")]),
    "a phrase with what stands inside": ({"search": [[("term", "war zones")]]}, [(3, "war (Laughter.) zones")]),
    "the words that gave the topic": ({"topics": [[TRADE]]}, [(0, "Tariffs"), (1, "trade deal"), (3, "Tariffs")]),
    "a topic only in what is kept": ({"topics": [[BOB, TRADE]]}, [(3, "Tariffs")]),
    "a mention": ({"references": [[FRANCE]]}, [(1, "France"), (4, "France"), (4, "France")]),
    "a speaker is no word": ({"speakers": [[ANN]]}, []),
    "a stretch of turns is no word": ({"timeline": [[("turns", "0-3")]]}, []),
    "words of all clauses, in order": (
        {"topics": [[WAR]], "references": [[FRANCE]]},
        [(4, "France"), (4, "war"), (4, "France")],
    ),
    "the same words twice asked for are one": (
        {"keywords": [[("term", "war")]], "search": [[("term", "War")]]},
        [(2, "war"), (3, "war"), (4, "war")],
    ),
}


@pytest.mark.parametrize(("clauses", "expected"), EVIDENCE.values(), ids=EVIDENCE.keys())
def test_the_evidence_is_the_words_themselves(clauses, expected):
    assert words(selected(**clauses)) == expected


conditions = st.sampled_from([ANN, BOB, TRADE, WAR, FRANCE, ("term", "war"), ("turns", "1-2"), ("speaker", "NOBODY")])
atoms = st.lists(conditions, min_size=1, max_size=3).map(tuple)
selections = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(atoms, max_size=3), max_size=3).map(
    lambda clauses: selected(**clauses)
)


@given(selections)
def test_clauses_and_atoms_or_conditions_and(selection):
    """The mask is what the definition says, sentence by sentence."""
    one = {c: MASKS.of(selected(x=[[c]])) for clause in selection.clauses for atom in clause.atoms for c in atom}
    expected = [
        all(any(all(one[c][s] for c in atom) for atom in clause.atoms) for clause in selection.clauses)
        for s in range(7)
    ]
    assert MASKS.of(selection).tolist() == expected


@given(selections)
def test_evidence_is_sorted_and_lies_in_kept_sentences(selection):
    spans, mask = MASKS.spans(selection), MASKS.of(selection)
    assert spans.shape[1] == 3
    assert spans.tolist() == sorted(spans.tolist())
    for sentence, start, end in spans.tolist():
        assert mask[sentence]
        assert TABLE.sentence_start[sentence] <= start < end <= TABLE.sentence_end[sentence]


def test_what_a_caller_does_to_a_mask_changes_no_other():
    masks = fresh()
    for selection in (Selection(), selected(speakers=[[ANN]]), selected(topics=[[WAR]])):
        before = masks.of(selection).copy()
        mine = masks.of(selection)
        mine[:] = ~mine
        assert (masks.of(selection) == before).all()
    masks.everything[:] = False
    assert masks.everything.all()


def test_cached_conditions_cannot_be_written_to():
    masks = fresh()
    masks.of(selected(speakers=[[ANN]], topics=[[WAR, FRANCE]]))
    assert len(masks._cache) == 3
    for mask in masks._cache.values():
        with pytest.raises(ValueError, match="read-only"):
            mask[0] = True


def test_the_cache_has_an_end():
    """A person who searches all day fills no memory."""
    masks = fresh()
    for i in range(CACHED_CONDITIONS + 20):
        masks.of(selected(search=[[("term", f"word{i}")]]))
    assert len(masks._cache) == CACHED_CONDITIONS


def test_threads_that_share_masks_get_the_same_answers():
    masks, wrong = fresh(), []
    asked = [selected(search=[[("term", term)]]) for term in ("war", "france", "peace", "us", "time")]
    expected = [MASKS.of(selection).tolist() for selection in asked]

    def ask():
        for _ in range(50):
            wrong.extend(s for s, e in zip(asked, expected, strict=True) if masks.of(s).tolist() != e)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_transcript_without_words_has_masks_too():
    table = from_transcripts([])
    masks = Masks(table, find_topics(table, LEXICON), find_mentions(table))
    for selection in (Selection(), selected(speakers=[[ANN]], topics=[[WAR]], references=[[FRANCE]])):
        assert masks.of(selection).shape == (0,)
        assert masks.spans(selection).shape == (0, 3)
