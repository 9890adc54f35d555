"""References: mentions counted by speaker and target, against answers worked out by hand."""

import numpy as np
import pytest

from onrecord.address import addressed
from onrecord.mentions import find_mentions
from onrecord.stats.references import COLUMNS, references
from onrecord.table import from_transcripts
from tests.builders import built

SPEECHES = [
    ("SECRETARY HALE", "Chile and Chile again. The foreign minister of Chile agrees. I am Secretary Hale."),
    ("FOREIGN MINISTER BONDAR", "Secretary Hale knows Chile well."),
    ("Q", "Why?"),
]


def counted(mask=None):
    table = from_transcripts([built(SPEECHES)])
    every = np.ones(table.sentence_turn.size, bool)
    return references(table, every if mask is None else np.array(mask), find_mentions(table))


def test_counts_rates_and_flags():
    """Hale says 14 words: Chile 3 times, the minister once (inferred), himself once; Bondar says 5."""
    assert counted().to_dict("split", index=False)["data"] == [
        ["SECRETARY HALE", "country:Chile", "country", "Chile", 3, 0, 3, 14, 3000 / 14, 0, False],
        [
            "SECRETARY HALE",
            "person:FOREIGN MINISTER BONDAR",
            "person",
            "FOREIGN MINISTER BONDAR",
            1,
            0,
            1,
            14,
            1000 / 14,
            1,
            False,
        ],
        ["SECRETARY HALE", "person:SECRETARY HALE", "person", "SECRETARY HALE", 1, 0, 1, 14, 1000 / 14, 0, True],
        ["FOREIGN MINISTER BONDAR", "country:Chile", "country", "Chile", 1, 0, 1, 5, 200.0, 0, False],
        ["FOREIGN MINISTER BONDAR", "person:SECRETARY HALE", "person", "SECRETARY HALE", 1, 0, 1, 5, 200.0, 0, False],
    ]


def test_a_mask_changes_counts_and_the_words_they_are_divided_by():
    """With Hale's first sentence alone he says 4 words and Chile twice."""
    frame = counted([True, False, False, False, False])
    assert frame[["count", "per_1000"]].to_numpy().tolist() == [[2, 500.0]]


def test_nothing_selected_gives_no_rows_and_the_same_columns():
    frame = counted([False] * 5)
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS
    assert frame.dtypes.astype(str).tolist() == [
        "str",
        "str",
        "str",
        "str",
        "int64",
        "int64",
        "int64",
        "int64",
        "float64",
        "int64",
        "bool",
    ]


def test_the_table_is_not_changed():
    table = from_transcripts([built(SPEECHES)])
    mask = np.ones(5, bool)
    first = references(table, mask, find_mentions(table))
    assert mask.all()
    assert first.equals(references(table, mask, find_mentions(table)))


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        ("Senator Orr, I agree. Thank you so much, Minister Hale.", [True, True]),
        ("I agree, Senator Orr. Well, Senator Orr, no.", [True, True]),
        ("I met Senator Orr. Senator Orr, who left, was ill. Senator Orr came.", [False, False, False]),
        ("Chile, wake up. I went to see Ann, Bob and Senator Orr.", [False, False]),
        ("Dear Nora Orr, good morning. Nora Orr writes.", [True, False]),
    ],
)
def test_who_is_spoken_to_is_told_by_place_and_comma(speech, expected):
    """Set off at a sentence's opening or end a name speaks to somebody; within it, or told about, it does not."""
    table = from_transcripts([built([("MR. BERG", speech)])])
    assert addressed(table, find_mentions(table)).tolist() == expected


def test_vocatives_are_spoken_to_and_offices_in_speech_are_not():
    """The two columns add up to the count."""
    speeches = [
        ("SECRETARY HALE", "The foreign minister is right. Foreign Minister Bondar, you know it."),
        ("FOREIGN MINISTER BONDAR", "Mr. Secretary, I do."),
    ]
    table = from_transcripts([built(speeches)])
    frame = references(table, np.ones(table.sentence_turn.size, bool), find_mentions(table))
    assert frame[["speaker", "count", "addressed", "about"]].to_numpy().tolist() == [
        ["SECRETARY HALE", 2, 1, 1],
        ["FOREIGN MINISTER BONDAR", 1, 1, 0],
    ]
