"""The golds of topics and exchanges hold places and names that mean something, and no file is in both halves."""

import csv

import pytest

from benchmarks.exchanges.__main__ import GOLD as EXCHANGES
from benchmarks.labelled import HALVES, listed
from benchmarks.topics.__main__ import GOLD as TOPICS
from onrecord.lexicon import load_lexicon


def rows(folder, half):
    with (folder / f"{half}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("half", HALVES)
def test_every_label_is_a_topic_of_the_lexicon(half):
    """A topic that is renamed would be missed everywhere without a word."""
    labels = [(listed(row["topics"]), listed(row["either"])) for row in rows(TOPICS, half)]
    assert len(labels) == 200
    assert {name for wanted, either in labels for name in wanted | either} <= set(load_lexicon().names)
    assert not any(wanted & either for wanted, either in labels)


@pytest.mark.parametrize("half", HALVES)
def test_every_answer_is_a_place_or_a_word(half):
    """Answers are offsets of turns, or say that there is none; whoever answers is named."""
    questions = rows(EXCHANGES, half)
    answers = [listed(row["answers"]) for row in questions]
    assert all(answers)
    assert {each for of in answers for each in of if not each.isdecimal()} <= {"none", "unanswered"}
    assert all(bool(row["answerer"]) == any(map(str.isdecimal, of)) for row, of in zip(questions, answers, strict=True))
    assert sum(all(map(str.isdecimal, of)) for of in answers) >= 20


@pytest.mark.parametrize("gold", [TOPICS, EXCHANGES], ids=["topics", "exchanges"])
def test_no_transcript_is_in_both_halves(gold):
    seen, unseen = ({row["sha256"] for row in rows(gold, half)} for half in HALVES)
    assert seen
    assert unseen
    assert not seen & unseen
