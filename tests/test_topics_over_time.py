"""Topics in equal parts of the talk: where parts end, what is counted in them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import Lexicon, TopicEntry
from onrecord.stats.topics_over_time import COLUMNS, topics_over_time
from onrecord.table import from_transcripts
from onrecord.topics import find_topics
from tests.builders import built

LEXICON = Lexicon((TopicEntry("Peace", "", ("peace",)), TopicEntry("War", "", ("war",))))


def test_two_parts_worked_out_by_hand():
    """Of eight words four are in each part; a sentence is where it begins."""
    speeches = [("ANN", "War came."), ("BOB", "War and peace. No."), ("ANN", "War again.")]
    table = from_transcripts([built(speeches, times=[(0, 9), (1000, 2000), (3000, 4000)])])
    frame = topics_over_time(table, np.ones(4, bool), find_topics(table, LEXICON), parts=2)
    assert tuple(frame.columns) == COLUMNS
    assert frame.values.tolist() == [
        [0, 2, 0, 0, 0, 1, "Peace", 1, 2, 0.5],
        [0, 2, 0, 0, 0, 1, "War", 2, 2, 1.0],
        [1, 6, 1, 1000, 2, 3, "War", 1, 2, 0.5],
    ]


def test_parts_are_of_the_selection():
    """What is not selected takes no room in a part and is not counted, though the range of sentences may span it."""
    table = from_transcripts([built([("ANN", "War. Well, well, well. War. Peace. War.")])])
    frame = topics_over_time(table, np.array([1, 0, 1, 0, 1], bool), find_topics(table, LEXICON), parts=1)
    assert frame[["first_sentence", "last_sentence", "topic", "sentences", "part_sentences"]].values.tolist() == [
        [0, 4, "War", 3, 3]
    ]


def test_nothing_selected_and_less_than_one_part():
    table = from_transcripts([built([("ANN", "War came.")])])
    topics = find_topics(table, LEXICON)
    assert topics_over_time(table, np.zeros(1, bool), topics).empty
    with pytest.raises(ValueError, match="at least one part"):
        topics_over_time(table, np.ones(1, bool), topics, parts=0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["War.", "Peace now.", "War and peace, war.", "A long way to go yet.", "No."]), max_size=30
    ),
    st.lists(st.booleans(), min_size=30, max_size=30),
    st.integers(1, 9),
)
def test_each_part_is_counted_sentence_by_sentence(sentences, chosen, parts):
    """Whatever the talk and the selection: the ranges do not overlap, and hold what a naive count finds in them."""
    table = from_transcripts([built([("ANN", sentence) for sentence in sentences])])
    mask = np.array(chosen[: table.sentence_turn.size], bool)
    topics = find_topics(table, LEXICON)
    frame = topics_over_time(table, mask, topics, parts=parts)
    has = {name: topics.sentences_of(name) & mask for name in topics.names}
    for row in frame.itertuples():
        inside = slice(row.first_sentence, row.last_sentence + 1)
        assert row.sentences == has[row.topic][inside].sum() > 0
        assert row.part_sentences == mask[inside].sum()
        assert row.share == row.sentences / row.part_sentences
        assert 0 <= row.part < parts
        assert row.turn == table.sentence_turn[row.first_sentence]
    for name in topics.names:
        assert frame.loc[frame["topic"] == name, "sentences"].sum() == has[name].sum()
    ranges = frame.drop_duplicates("part")
    assert (ranges["first_sentence"].values[1:] > ranges["last_sentence"].values[:-1]).all()
