"""Echoes: who shares wording with whom, by hand, by a recount in plain Python, and by what must hold of every text."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.datafiles import data_path
from onrecord.echoes import KINDS, LEAST_SPEAKERS, find_echoes
from onrecord.languages import LANGUAGES
from onrecord.model import Speaker
from onrecord.stats.echo_matrix import COLUMNS as MATRIX_COLUMNS
from onrecord.stats.echo_matrix import echo_matrix
from onrecord.stats.echoes import COLUMNS, echoes
from onrecord.table import from_transcripts
from tests.builders import built

FILLER = " ".join(f"And so it is that the item{i} was under the rule{i} of his ward{i}." for i in range(60))
"""Makes the words of a test rare, as they are in a real talk, and the talk English."""
NINE = "rebuild the broken harbour bridge before the winter storms"


def table_of(*speeches, people=None, filler=True):
    turns = [*speeches, ("READER", FILLER)] if filler else list(speeches)
    return from_transcripts([built(turns, people=people)])


def everything(table):
    return np.ones(table.sentence_turn.size, np.bool_)


def rows(table, **options):
    return echoes(table, everything(table), **options)


def test_nine_words_are_one_row():
    """One row says who said them first, who took them up, where, and how many turns later."""
    table = table_of(
        ("ANN", f"Good day. We shall {NINE}, if we can."),
        ("BOB", "Not now, I fear."),
        ("CAL", f"She wants to {NINE.capitalize()}?"),
    )
    frame = rows(table)
    assert frame["phrase"].tolist() == [NINE]
    row = frame.iloc[0]
    assert (row.n_words, row.kind, row.similarity, row.difference) == (9, "exact", 1.0, "")
    assert (row.speaker, row.turn, row.repeated_by, row.repeat_turn, row.gap_turns) == ("ANN", 0, "CAL", 2, 2)
    assert row["repeat"] == NINE.capitalize()
    text = table.transcripts[0].text
    assert text[row.start : row.end] == NINE
    assert text[row.repeat_start : row.repeat_end] == NINE.capitalize()
    assert table.text_of(row.sentence).startswith("We shall")
    assert table.text_of(row.repeat_sentence).startswith("She wants")
    assert row.sentences == f"{row.sentence},{row.repeat_sentence}"
    assert (row.times, row.speakers) == (2, 2)
    assert row.distance == len(["if", "we", "can", "Not", "now", "I", "fear", "She", "wants", "to"])


def test_stage_directions_and_punctuation_do_not_part_an_echo():
    """Words count, not what the transcriber put between them."""
    table = table_of(
        ("ANN", "We rebuild the broken (applause) harbour bridge."), ("BOB", "To rebuild the broken, harbour bridge!")
    )
    assert rows(table)["n_words"].tolist() == [5]


def test_who_repeats_only_himself_makes_no_echo():
    """An echo needs two speakers, whoever they are called: the same text with one speaker has none."""
    speeches = [("ANN", f"We {NINE} now."), ("BOB", f"They {NINE} soon.")]
    assert len(rows(table_of(*speeches))) == 1
    one = Speaker("Ann", ("ANN", "BOB"))
    assert rows(table_of(*speeches, people={"ANN": one, "BOB": one})).empty


def test_all_places_and_speakers_are_counted():
    """Times and speakers are of all places; the one shown is the first by somebody else."""
    table = table_of(
        ("ANN", f"We {NINE} now."),
        ("ANN", f"I said: {NINE}."),
        ("BOB", f"You {NINE} then."),
        ("CAL", f"All {NINE} somehow."),
    )
    row = rows(table).iloc[0]
    assert (row.times, row.speakers, row.repeated_by, row.gap_turns) == (4, 3, "BOB", 2)


@pytest.mark.parametrize(
    "phrase",
    [
        "it is what it is and that was it",  # stop words
        "in the middle of the",  # a listed turn of phrase
        "thank you very much for the",
        "12 of 34 and 56 of 78",  # numbers
    ],
)
def test_what_says_nothing_is_no_echo(phrase):
    """Stop words, numbers and listed formulae are no echo, however many of them there are."""
    assert rows(table_of(("ANN", f"Well, {phrase} thing."), ("BOB", f"Yes, {phrase} matter."))).empty


@pytest.mark.parametrize("path", sorted(data_path("formulae").glob("*.txt")), ids=lambda path: path.stem)
def test_lists_of_formulae(path):
    """Each is of a language with stop words, names its licence, and holds no entry twice and none of one bare star."""
    text = path.read_text(encoding="utf-8")
    entries = [line.partition("#")[0].strip() for line in text.splitlines()]
    entries = [entry for entry in entries if entry]
    assert path.stem in LANGUAGES
    assert "CC0-1.0" in text.splitlines()[1]
    assert len(entries) > 50
    assert sorted(set(entries)) == sorted(entries)
    assert all(len(word) > 1 or word.isalpha() for entry in entries for word in entry.split())


def test_shorter_wording_on_request():
    """Three words are an echo only when three are asked for, and one word never is."""
    table = table_of(("ANN", "The broken harbour bridge."), ("BOB", "My broken harbour bridge."))
    assert rows(table).empty
    assert rows(table, words=3)["phrase"].tolist() == ["broken harbour bridge"]
    with pytest.raises(ValueError, match="2 words or more"):
        rows(table, words=1)


def test_left_out_words_count_as_stop_words():
    """With all its content words left out, an echo is none."""
    table = table_of(("ANN", "The broken harbour bridge."), ("BOB", "The broken harbour bridge."))
    assert len(rows(table)) == 1
    assert rows(table, without=frozenset({"broken", "harbour", "bridge"})).empty


def test_a_near_echo_shows_what_differs():
    """Most of the words in order: similarity by its formula, the difference marked against what was said first."""
    table = table_of(
        ("ANN", "We will rebuild the broken harbour bridge before the winter storms arrive."),
        ("BOB", "They rebuild the broken old harbour bridge before the spring storms arrive."),
    )
    frame = rows(table)
    row = frame.iloc[0]
    assert len(frame) == 1
    assert (row.kind, row.n_words) == ("near", 10)
    assert row.similarity == pytest.approx(2 * 9 / (10 + 11))
    assert row.difference == "rebuild the broken {+old+} harbour bridge before the [-winter-] {+spring+} storms arrive"


def test_three_who_say_nearly_the_same_are_one_echo():
    """A family of near ones is one row with all its places, and who said it first is the earliest of all."""
    table = table_of(
        ("ANN", "We will rebuild the broken harbour bridge before the winter storms."),
        ("BOB", "We will rebuild the broken harbour bridge after the winter storms."),
        ("CAL", "We will rebuild the sunken harbour bridge after the winter storms."),
    )
    frame = rows(table)
    assert frame[["kind", "speaker", "times", "speakers"]].to_numpy().tolist() == [["near", "ANN", 3, 3]]


def formula_table(n_saying, n_others):
    saying = [(f"S{i}", f"Point{i}: the broken harbour bridge waits{i}.") for i in range(n_saying)]
    others = [(f"T{i}", f"Nothing{i} to add{i}.") for i in range(n_others)]
    return table_of(*saying, *others)


def test_what_the_chair_says_often_is_a_formula():
    """Said three times by who presides it is nobody's wording, whoever says it too; of others it stays an echo."""
    words = "The weathered lighthouse committee resolves to publish amber ledgers."
    others = [("ANN", words), ("BOB", words)]
    filler = [("CAT", f"Number{n} thing{n} matter{n} point{n}.") for n in range(60)]
    for role, kind in (("chair", "formula"), ("", "exact")):
        person = {"MOD": Speaker("MOD", ("MOD",), role=role)}
        table = from_transcripts(
            [built([("MOD", words), *filler, ("MOD", words), *others, ("MOD", words)], people=person)]
        )
        assert [KINDS[each] for each in find_echoes(table).kind] == [kind]


def test_what_very_many_say_is_a_formula():
    """At least five speakers and a quarter of all who speak make a formula; it is listed last and no echo of a pair."""
    assert rows(formula_table(LEAST_SPEAKERS, 14)).kind.tolist() == ["formula"]
    assert rows(formula_table(LEAST_SPEAKERS, 15)).kind.tolist() == ["exact"]  # of 21, with the reader
    assert rows(formula_table(LEAST_SPEAKERS - 1, 0)).kind.tolist() == ["exact"]
    table = formula_table(LEAST_SPEAKERS, 0)
    assert not find_echoes(table).sentences_of_pair("S0", "S1").any()
    assert echo_matrix(table, everything(table)).empty
    ends = table_of(
        *[(f"S{i}", f"Point{i}: the broken harbour bridge waits{i}.") for i in range(LEAST_SPEAKERS)],
        ("S0", "Our zinc roofs shine softly."),
        ("S1", "My zinc roofs shine softly."),
    )
    assert rows(ends).kind.tolist() == ["exact", "formula"]


def test_what_only_the_chair_says_is_a_formula():
    """Two chairs who read the same words take up nothing; a member who uses them does."""
    chairs = {name: Speaker(name, (name,), role="chair") for name in ("CHAIR", "DEPUTY")}
    speeches = [("CHAIR", f"Those who {NINE} say aye."), ("DEPUTY", f"Those who {NINE} say aye.")]
    assert rows(table_of(*speeches, people=chairs)).kind.tolist() == ["formula"]
    assert rows(table_of(*speeches, ("ANN", f"I {NINE}."), people=chairs)).kind.tolist()[0] == "exact"


def test_a_longer_echo_hides_what_lies_inside_it():
    """Part of an echo is a row of its own only when most of its places are elsewhere."""
    part = "broken harbour bridge before the winter"
    inside = table_of(("ANN", f"We {NINE} now."), ("BOB", f"They {NINE} soon."), ("CAL", f"A {part} day."))
    assert rows(inside)["phrase"].tolist() == [NINE]
    more = [(name, f"{name} saw {part} {name}.") for name in ("DEB", "EVE", "FAY")]
    outside = table_of(("ANN", f"We {NINE} now."), ("BOB", f"They {NINE} soon."), *more)
    assert set(rows(outside)["phrase"]) == {NINE, part}


def test_weight_by_its_own_formula():
    """Bits recounted in plain Python: rarity of each word, and of each after the one before it elsewhere."""
    table = table_of(
        ("ANN", "So we paint harbour bridge walls today."),
        ("BOB", "Do you paint harbour bridge walls again?"),
        ("CAL", "The harbour bridge is old, the harbour bridge is long, and paint is cheap."),
        filler=True,
    )
    row = rows(table).iloc[0]
    words = [table.vocabulary[code] for code in table.token_term]
    count, total = Counter(words), len(words)
    pairs = Counter(pairwise(words))
    bits = 0.0
    for before, word in zip([None, "paint", "harbour", "bridge"], ["paint", "harbour", "bridge", "walls"], strict=True):
        alone = math.log2(total / count[word])
        if before is None:
            bits += alone
            continue
        chance = (pairs[before, word] - 2 + count[word] / total) / (count[before] - 2 + 1)
        bits += min(alone, -math.log2(chance))
    assert row.phrase == "paint harbour bridge walls"
    assert row.bits == pytest.approx(bits)
    assert row.distance == 3
    assert row.weight == pytest.approx(bits - math.log2(4))


def test_what_two_say_again_and_again_says_less():
    """Beyond two uses for each speaker the words of an echo are known to go together."""
    says = "{} paints harbour bridge walls {}."

    def bits(*names):
        return rows(table_of(*[(name, says.format(f"So{i}", f"x{i}")) for i, name in enumerate(names)])).bits.iloc[0]

    assert bits("ANN", "ANN", "BOB", "BOB") > 20
    assert bits("ANN", "ANN", "ANN", "BOB", "BOB") < 12
    assert bits("ANN", "ANN", "BOB", "BOB", "CAL") > 20


def test_names_count_less():
    """Two who name the same people share less wording than two who share words."""
    named = rows(table_of(("ANN", "I met Orla Quill Tamsin Vane."), ("BOB", "You met Orla Quill Tamsin Vane.")))
    worded = rows(table_of(("ANN", "I met orla quill tamsin vane."), ("BOB", "You met orla quill tamsin vane.")))
    assert worded.bits.iloc[0] > 2 * named.bits.iloc[0]


def test_a_selection_shows_echoes_with_a_place_in_it():
    """Selected are echoes, not their beginnings: who said it first is asked of the whole text."""
    table = table_of(
        ("ANN", f"We {NINE} now."),
        ("BOB", f"You {NINE} then."),
        ("CAL", "Zinc roofs shine softly."),
        ("DEB", "Zinc roofs shine softly."),
    )
    by_bob = echoes(table, table.sentence_speaker == 1)
    assert by_bob[["phrase", "speaker", "repeated_by"]].to_numpy().tolist() == [[NINE, "ANN", "BOB"]]
    assert len(rows(table)) == 2
    assert len(rows(table, limit=1)) == 1
    nothing = echoes(table, np.zeros(table.sentence_turn.size, np.bool_))
    assert tuple(nothing.columns) == COLUMNS
    assert nothing.empty


def test_across_transcripts_there_is_no_gap_of_turns():
    """The files stand in their order; turns between two of them cannot be counted."""
    first = built([("ANN", f"We {NINE} now."), ("READER", FILLER)], name="one")
    second = built([("BOB", f"You {NINE} then.")], name="two")
    row = echoes(table := from_transcripts([first, second]), everything(table)).iloc[0]
    assert (row.transcript, row.repeat_transcript, row.turn, row.repeat_turn) == ("one", "two", 0, 0)
    assert pd.isna(row.gap_turns)


def test_no_text_has_no_echo():
    """Neither nothing nor one sentence is an error."""
    for transcripts in ([], [built([])], [built([("ANN", "Yes.")])]):
        table = from_transcripts(transcripts)
        assert rows(table).empty
        frame = echo_matrix(table, everything(table))
        assert tuple(frame.columns) == MATRIX_COLUMNS
        assert frame.empty


# --- pairs ---------------------------------------------------------------------------------------------------------


def talk():
    return table_of(
        ("ANN", f"We {NINE} now. Zinc roofs shine softly."),  # 0, 1
        ("BOB", f"You {NINE} then. I {NINE}."),  # 2, 3
        ("CAL", "Your zinc roofs shine softly."),  # 4
        ("BOB", "Zinc roofs shine softly, says Ann."),  # 5
        ("ANN", "Green boats drift homeward."),  # 6
        ("CAL", "Green boats drift homeward too."),  # 7
    )


def test_sentences_and_words_of_a_pair():
    """What one said first and the other took up: the first place and all of the other's, and nothing in reverse."""
    table = talk()
    found = find_echoes(table)
    assert np.flatnonzero(found.sentences_of_pair("ANN", "BOB")).tolist() == [0, 1, 2, 3, 5]
    assert np.flatnonzero(found.sentences_of_pair("ANN", "CAL")).tolist() == [1, 4, 6, 7]
    for one, other in (("BOB", "ANN"), ("BOB", "CAL"), ("ANN", "ANN"), ("ANN", "nobody"), ("nobody", "ANN")):
        assert not found.sentences_of_pair(one, other).any()
    sentence, start, end = found.hits_of_pair("ANN", "CAL")
    text = table.transcripts[0].text
    said = [text[a:b].lower() for a, b in zip(start, end, strict=True)]
    assert said == ["zinc roofs shine softly"] * 2 + ["green boats drift homeward"] * 2
    assert sentence.tolist() == [1, 4, 6, 7]


def test_matrix_counts_by_hand():
    """Different echoes, all their places, and the rate among the words of who repeats them."""
    table = talk()
    frame = echo_matrix(table, everything(table))
    words_of_bob, words_of_cal = 11 + 10 + 6, 5 + 5
    assert frame.to_numpy().tolist() == [
        ["ANN", "BOB", 2, 3, words_of_bob, 1000 * 2 / words_of_bob],
        ["ANN", "CAL", 2, 2, words_of_cal, 1000 * 2 / words_of_cal],
    ]


def test_matrix_of_a_selection_counts_repeats_in_it():
    """What is taken up outside the selection does not count; who began it may have done so outside."""
    table = talk()
    last = table.sentence_turn == 5
    assert echo_matrix(table, last)[["speaker", "repeated_by", "echoes", "words"]].to_numpy().tolist() == [
        ["ANN", "CAL", 1, 5]
    ]


# --- what must always hold -----------------------------------------------------------------------------------------

VOCABULARY = ["harbour", "bridge", "storm", "winter", "tram", "roof", "zinc", "boat"]
SPEECH = st.lists(st.sampled_from([*VOCABULARY, "the", "of", "and"]), min_size=1, max_size=14).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "CAL"]), SPEECH), max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_echo_is_said_where_it_says(speeches):
    """Each place lies in one sentence of its speaker; exact ones are the same words; the first is the earliest; two
    speakers share it; weights fall, and no echo of two lies mostly inside a better one.
    """
    table = table_of(*speeches)
    found = find_echoes(table)
    assert (np.diff(found.weight[found.kind < KINDS.index("formula")]) <= 0).all()
    for i in range(len(found)):
        places = range(found.bounds[i], found.bounds[i + 1])
        assert found.bounds[i] < found.repeat[i] < found.bounds[i + 1]
        assert len({int(found.speaker[place]) for place in places}) > 1
        assert list(found.first[places]) == sorted(set(found.first[places]))
        texts = set()
        for place in places:
            first, last = int(found.first[place]), int(found.last[place])
            assert table.token_sentence[first] == table.token_sentence[last] == found.sentence[place]
            assert table.sentence_speaker[found.sentence[place]] == found.speaker[place]
            assert found.start[place] == table.token_start[first]
            assert found.end[place] == table.token_end[last]
            texts.add(tuple(table.token_term[first : last + 1]))
        assert len(texts) == 1 or found.similarity[i] < 1
        assert found.n_words[i] >= 4
        assert found.weight[i] == pytest.approx(found.similarity[i] * found.bits[i] - math.log2(1 + found.distance[i]))
