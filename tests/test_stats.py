"""The registry of statistics, and what every statistic must say of its numbers."""

import inspect
import pickle

import numpy as np
import pandas as pd
import pytest

from onrecord import read
from onrecord.datafiles import data_path
from onrecord.errors import UnknownNameError
from onrecord.mentions import find_mentions
from onrecord.methods import worked
from onrecord.stats import STATS, statistic
from onrecord.table import from_transcripts
from onrecord.topics import find_topics, load_lexicon
from tests.builders import built

METHODS = [(name, column) for name, found in STATS.items() for column in found.methods]


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


@pytest.fixture(scope="module")
def given():
    """The sample transcripts, with a few words more of whoever says most, and what statistics are given of them."""
    samples = [read(path) for path in sorted(data_path("samples").glob("*-*"))]
    table = from_transcripts(samples)
    largest = np.argmax(np.bincount(table.sentence_speaker, weights=table.sentence_words))
    name = table.speakers[largest].name
    points_back = [
        (name, "The bridge at Kovar will close."),
        ("B", "No. No. No."),
        (name, "As I said, the bridge will close."),
    ]
    table = from_transcripts([*samples, built(points_back)])
    return {
        "table": table,
        "mask": table.sentence_speaker == largest,
        "reference": None,
        "topics": find_topics(table, load_lexicon()),
        "mentions": find_mentions(table),
        "term": "the",
        "quotation": "the",
        "without": frozenset(),
    }


@pytest.fixture(scope="module")
def answers(given):
    """Statistic → its answers about one speaker and about everybody, in every unit that it knows."""
    everybody = {**given, "mask": np.ones_like(given["mask"])}
    found = {}
    for name, entry in STATS.items():
        parameters = inspect.signature(entry.function).parameters
        settings = [{"unit": unit} for unit in ("words", "phrases")] if "unit" in parameters else [{}]
        found[name] = [
            entry.function(**{key: values[key] for key in parameters if key in values}, **setting)
            for values in (given, everybody)
            for setting in settings
        ]
    return found


@pytest.mark.parametrize("name", STATS)
def test_an_answer_has_the_columns_that_are_promised(name, answers):
    """Every answer has exactly the registered columns, and the samples give it rows."""
    for frame in answers[name]:
        assert tuple(frame.columns) == STATS[name].columns
    assert any(len(frame) for frame in answers[name])  # one speaker may be too little, everybody has no rest


@pytest.mark.parametrize("name", STATS)
def test_nothing_selected_is_answered(name, given):
    """An empty selection gives the same columns of the same types, and no ratio of nothing is a number."""
    entry = STATS[name]
    taken = {key: given[key] for key in inspect.signature(entry.function).parameters if key in given}
    full, empty = entry.function(**taken), entry.function(**{**taken, "mask": np.zeros_like(given["mask"])})
    assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
    assert not np.isinf(empty.select_dtypes("number").astype(float)).any(axis=None)


@pytest.mark.parametrize(("name", "column"), METHODS)
def test_every_number_can_be_explained(name, column, answers):
    """A method is of a column that exists, names its formula, source and dangers, and can be filled from a row."""
    method = STATS[name].methods[column]
    assert column in STATS[name].columns
    assert all((method.title, method.formula, method.worked, method.source))
    assert method.cautions
    assert all(caution.endswith(".") for caution in method.cautions)
    rows = pd.concat(answers[name]).dropna(subset=[column])
    shown = worked(method, rows.iloc[0].to_dict())
    assert "–" not in shown, shown
    assert "nan" not in shown
    assert worked(method, rows.iloc[-1].to_dict()) != method.worked
