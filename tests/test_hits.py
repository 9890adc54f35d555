"""The reader marks what was asked for, all of it, and nothing else."""

import numpy as np
import pytest

from components.samples import samples
from tests.documents import made, sample
from tests.reading import TEXTS, marked, parts, selected, selections, shown, squeezed, turns_of


def evidence(document, selection):
    """The characters that the selection points at, turn by turn, white space and stage directions aside."""
    chosen = np.zeros(len(document.transcript.text), dtype=bool)
    for _, start, end in document.masks.spans(selection).tolist():
        chosen[start:end] = True
    found = {}
    for segment in document.transcript.segments:
        if segment.kind == "speech":
            piece = document.transcript.text[segment.start : segment.end]
            kept = "".join(c for c, m in zip(piece, chosen[segment.start : segment.end], strict=True) if m)
            found[segment.turn] = found.get(segment.turn, "") + squeezed(kept)
    return {turn: kept for turn, kept in found.items() if kept}


@pytest.mark.parametrize("make", TEXTS)
@pytest.mark.parametrize("whole", [False, True])
def test_marks_are_exactly_the_evidence(make, whole):
    """Long turns are cut down around the marks: not one is lost by it."""
    document = make()
    for selection in selections(document):
        rows = turns_of(shown(document, selection, whole=whole, window=50))
        found = {row["turn"]: squeezed("".join(marked(row))) for row in rows if marked(row)}
        assert found == evidence(document, selection)


@pytest.mark.parametrize("key", list(samples()))
def test_the_count_of_hits_is_the_count_of_marks(key):
    document = sample(samples()[key].file)
    for selection in selections(document):
        message = shown(document, selection, window=50)
        marks = [mark for row in turns_of(message) for mark in marked(row)]
        if marks:
            assert message["hits"] == len(marks)
            assert message["found"].split()[0] == f"{len(marks):,}"


TRADE = "Tariffs hurt trade. The trade deal is good. We like the weather."


def test_hits_by_hand():
    document = made([("ANN", TRADE), ("BOB", "Nothing to say.")])
    message = shown(document, selected(search=[(("term", "trade"),)]))
    (row,) = turns_of(message)
    assert parts(row) == [
        ["s", "Tariffs hurt "],
        ["m", "trade"],
        ["s", ". The "],
        ["m", "trade"],
        ["s", " deal is good. "],
        ["d", "We like the weather."],
    ]
    assert (message["hits"], message["found"]) == (2, "2 hits")
    assert message["head"] == "2 of 4 sentences, 2 hits"


def test_without_words_to_point_at_the_sentences_are_marked():
    """A speaker's sentences, when nothing else was asked for: each one mark."""
    document = made([("ANN", "One thing. Another thing."), ("BOB", "No.")])
    message = shown(document, selected(speakers=[(("speaker", "ANN"),)]))
    (row,) = turns_of(message)
    assert [part for part in row["parts"] if part[0] == "k"] == [["k", "One thing."], ["k", "Another thing."]]
    assert (message["hits"], message["found"], message["head"]) == (2, "2 sentences", "2 of 3 sentences")


def test_a_hit_around_a_stage_direction_is_marked_on_both_sides_of_it():
    document = made([("ANN", "The trade (laughter) deal is on.")])
    (row,) = turns_of(shown(document, selected(search=[(("term", "trade deal"),)])))
    assert parts(row) == [
        ["s", "The "],
        ["m", "trade "],
        ["stage", "(laughter)"],
        ["m", " deal"],
        ["s", " is on."],
    ]


def test_hits_that_lie_upon_each_other_are_marked_together():
    """A phrase and a word of it: all their characters are marked."""
    document = made([("ANN", "The trade deal is on.")])
    both = selected(keywords=[(("term", "trade"),)], search=[(("term", "trade deal"),)])
    (row,) = turns_of(shown(document, both))
    assert "".join(marked(row)) == "trade deal"
    crossing = selected(keywords=[(("term", "the trade"),)], search=[(("term", "trade deal"),)])
    (row,) = turns_of(shown(document, crossing))
    assert "".join(marked(row)) == "The trade deal"


def test_nothing_selected_marks_nothing():
    message = shown(sample("press-briefing.txt"))
    assert not {kind for row in turns_of(message) for kind, _ in row["parts"]} & set("mkde")
    assert message["hits"] == 0
