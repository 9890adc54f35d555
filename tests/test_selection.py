"""Selections are immutable values; clicks, chips and the address change them by rules."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.selection import (
    FIELDS,
    Clause,
    Selection,
    near,
    pair,
    pair_value,
    sentence_ranges,
    sentences_value,
    turn_range,
)

ANN, BOB = (("speaker", "Ann"),), (("speaker", "Bob"),)
TRADE = (("speaker", "Ann"), ("topic", "Trade"))


@pytest.mark.parametrize(
    ("before", "atom", "add", "after"),
    [
        ((), ANN, False, (ANN,)),
        ((ANN,), ANN, False, ()),
        ((ANN,), BOB, False, (BOB,)),
        ((ANN,), BOB, True, (ANN, BOB)),
        ((ANN, BOB), ANN, True, (BOB,)),
        ((ANN, BOB), ANN, False, (BOB,)),
    ],
)
def test_a_click_replaces_a_shift_click_adds_and_a_selected_mark_is_removed(before, atom, add, after):
    selection = Selection().replaced("speakers", before)
    assert selection.toggled("speakers", atom, add=add).of("speakers") == after


def test_a_change_returns_a_new_value_and_leaves_the_old_one():
    old = Selection((Clause("speakers", (ANN,)),))
    new = old.toggled("topics", TRADE)
    assert old == Selection((Clause("speakers", (ANN,)),))
    assert new.of("speakers") == (ANN,)
    assert new.of("topics") == (TRADE,)


def test_a_clause_keeps_its_place_when_its_source_changes_it():
    selection = Selection().replaced("speakers", [ANN]).replaced("topics", [TRADE]).replaced("speakers", [BOB])
    assert [clause.source for clause in selection.clauses] == ["speakers", "topics"]


def test_one_atom_or_a_whole_clause_can_be_removed():
    selection = Selection().replaced("speakers", [ANN, BOB])
    assert selection.without("speakers", ANN).of("speakers") == (BOB,)
    assert selection.without("speakers") == Selection()


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("5~talks~peace", ("peace", "talks", 5)),
        ("0~talks~the [fr:aller] ~ x", ("the [fr:aller] ~ x", "talks", 0)),
        ("5~talks~", None),
        ("5~~peace", None),
        ("five~talks~peace", None),
        ("9999~talks~peace", None),
        ("5~talks", None),
    ],
)
def test_a_near_is_a_window_a_word_and_a_query(value, meant):
    assert near(value) == meant


def test_everybody_elses_clause_follows_a_rename():
    selection = Selection().replaced("keywords", [(("others", "Ann"), ("term", "war"))])
    assert selection.with_speakers({"Ann": "Anne"}).of("keywords") == ((("others", "Anne"), ("term", "war")),)


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("3-9", (3, 9)),
        ("4-4", (4, 4)),
        ("9-3", None),
        ("-3", None),
        ("a-b", None),
        ("1-99999999999", None),
        ("", None),
    ],
)
def test_a_turn_range_is_two_numbers_in_order(value, ends):
    assert turn_range(value) == ends


@pytest.mark.parametrize("spelled", ["", "speaker", "speaker:", "colour:red", "turns:x", "speaker:Ann|nonsense"])
def test_an_address_that_makes_no_sense_is_ignored(spelled):
    assert Selection.from_params({"speakers": [spelled]}, ["speakers"]) == Selection()


def test_a_source_nobody_registered_is_ignored():
    assert Selection.from_params({"elsewhere": ["speaker:Ann"]}, ["speakers"]) == Selection()


conditions = st.one_of(
    st.tuples(
        st.sampled_from([f for f in FIELDS if f not in {"turns", "near", "sentences", "echo", "exchange"}]),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    ),
    st.tuples(
        st.just("turns"),
        st.tuples(st.integers(0, 999), st.integers(0, 999)).map(lambda p: f"{min(p)}-{max(p)}"),
    ),
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="~"), min_size=1)
conditions |= st.tuples(
    st.just("near"), st.tuples(st.integers(0, 99), words, words).map(lambda p: f"{p[0]}~{p[1]}~{p[2]}")
)
conditions |= st.tuples(st.sampled_from(["echo", "exchange"]), st.tuples(words, words).map(lambda p: pair_value(*p)))
conditions |= st.tuples(st.just("sentences"), st.sets(st.integers(0, 99), min_size=1).map(sentences_value))
atoms = st.lists(conditions, min_size=1, max_size=3).map(tuple)


@given(st.dictionaries(st.sampled_from(["speakers", "topics", "search"]), st.lists(atoms, min_size=1, max_size=3)))
def test_what_the_address_spells_is_the_selection_that_was_written(clauses):
    selection = Selection()
    for source, chosen in clauses.items():
        selection = selection.replaced(source, chosen)
    assert Selection.from_params(selection.to_params(), ["speakers", "topics", "search"]) == selection


@pytest.mark.parametrize(
    ("value", "ranges"),
    [("3", [(3, 3)]), ("3-5,9", [(3, 5), (9, 9)]), ("", None), ("5-3", None), ("3,", None), ("a", None), ("-3", None)],
)
def test_sentences_are_given_by_their_ranges(value, ranges):
    assert sentence_ranges(value) == ranges


@given(st.sets(st.integers(0, 60), min_size=1))
def test_ranges_hold_exactly_the_sentences_they_were_made_of(indices):
    """Neighbours share a range, so that the value is as short as can be."""
    ranges = sentence_ranges(sentences_value(indices))
    assert {i for first, last in ranges for i in range(first, last + 1)} == indices
    assert all(first > last + 1 for (_, last), (first, _) in itertools.pairwise(ranges))


@given(st.text(min_size=1), st.text())
def test_a_pair_of_names_is_read_as_it_was_written(one, other):
    """Whatever the names hold, a tilde and a per cent sign too."""
    assert pair(pair_value(one, other)) == (one, other)


@pytest.mark.parametrize("value", ["", "Ann", "~Ann", "a~b~c"])
def test_what_names_no_two_is_no_pair(value):
    assert pair(value) is None


def test_who_changes_the_name_changes_it_in_pairs_and_references_too():
    of = Selection().replaced("echoes", [(("echo", pair_value("Ann", "Bob")),)])
    of = of.replaced("references", [(("address", "person:Ann"),)])
    renamed = of.with_speakers({"Ann": "Anna~B"})
    assert renamed.of("echoes") == ((("echo", pair_value("Anna~B", "Bob")),),)
    assert renamed.of("references") == ((("address", "person:Anna~B"),),)


def test_conditions_on_words_can_be_taken_out():
    """A clause that asked for nothing else goes; one that asked for a speaker too keeps the speaker."""
    war = ("term", "war")
    selection = Selection().replaced("search", [(war,)]).replaced("keywords", [(*ANN, war), BOB])
    assert selection.without_fields({"term"}) == Selection((Clause("keywords", (ANN, BOB)),))
    assert Selection().replaced("keywords", [(*ANN, war), (war,)]).without_fields({"term"}) == Selection()
