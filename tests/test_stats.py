"""The registry of statistics."""

import pickle

import pytest

from onrecord.errors import UnknownNameError
from onrecord.stats import STATS, statistic


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_says_what_it_is(name):
    """Each has a function that explains itself, columns without repeats, and one line of description."""
    found = statistic(name)
    assert found.function.__doc__
    assert len(set(found.columns)) == len(found.columns) > 0
    assert found.description
    assert "\n" not in found.description


def test_unknown_statistic():
    """An unknown name lists the known ones, and the error survives pickling."""
    with pytest.raises(UnknownNameError, match="no statistic named 'nowhere'; there are: share, frequency") as error:
        statistic("nowhere")
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)  # noqa: S301 our own bytes
