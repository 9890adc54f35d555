"""How a number is computed, with a row's numbers put in."""

import math

import pandas as pd
import pytest

from onrecord.methods import Method, filled, worked

RATIO = Method("Ratio", "a/b", "{a}/{b} = {ratio:.2f}, {name}", "counted", ("It can mislead.",))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"a": 1, "b": 4, "ratio": 0.25, "name": "x"}, "1/4 = 0.25, x"),
        ({"a": 12_345, "b": 4.0, "ratio": 3086.25, "name": "x"}, "12,345/4 = 3086.25, x"),
        ({"a": 0.123456, "b": 1, "ratio": 0.123456, "name": "x"}, "0.123/1 = 0.12, x"),
        ({"a": 0, "b": 0, "ratio": math.nan, "name": "x"}, "0/0 = –, x (– where there is too little text to say)"),
        ({"a": pd.NA, "b": None, "ratio": 1, "name": "x"}, "–/– = 1.00, x (– where there is too little text to say)"),
    ],
)
def test_a_rows_numbers_stand_in_the_formula(row, text):
    """Thousands apart, whole numbers whole, and what is missing a dash that says why."""
    assert worked(RATIO, row) == text


def test_a_number_that_the_row_lacks_is_an_error():
    """A formula without its number would be a lie."""
    with pytest.raises(KeyError):
        worked(RATIO, {"a": 1})


def test_what_was_filled_stays_whatever_the_names_are():
    """A speaker called "{a}" is no place for a number."""
    whole = filled(RATIO, {"a": 1, "b": 2, "ratio": 0.5, "name": "{a} {"})
    assert worked(whole, {}) == "1/2 = 0.50, {a} {"
