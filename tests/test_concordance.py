"""Keyword in context: lines by hand, NLTK's ConcordanceIndex as an oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.text import ConcordanceIndex

from onrecord.stats.concordance import COLUMNS, concordance, places, places_of
from onrecord.table import from_transcripts
from tests.builders import built

TALK = [
    ("ANN", "We met the\nPrime Minister (applause) today. The prime, minister!"),
    ("BOB", "Prime minister's day. No minister."),
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built([("Q", "Hm?")], name="one"), built(TALK, name="two")])


def everything(table):
    return np.ones(len(table.sentence_turn), bool)


def test_lines_by_hand(table):
    """Each line is the source, with spaces for line breaks, and never reaches into another's turn or a label."""
    frame = concordance(table, everything(table), "prime minister", context=12)
    assert tuple(frame.columns) == COLUMNS
    assert frame["left"].tolist() == ["We met the ", " today. The ", ""]
    assert frame["match"].tolist() == ["Prime Minister", "prime, minister", "Prime minister's"]
    assert frame["right"].tolist() == [" (applause) ", "!", " day. No min"]
    assert frame["transcript"].tolist() == ["two"] * 3
    assert frame["turn"].tolist() == [0, 0, 1]
    assert frame["speaker"].tolist() == ["ANN", "ANN", "BOB"]
    assert frame["sentence"].tolist() == [1, 2, 3]
    text = table.transcripts[1].text
    assert [text[a:b] for a, b in zip(frame["start"], frame["end"], strict=True)] == frame["match"].tolist()


def test_mask_limit_and_context(table):
    """The mask, the limit and the context keep what they say."""
    assert len(concordance(table, everything(table), "minister")) == 4
    assert concordance(table, table.sentence_speaker == 2, "minister")["speaker"].tolist() == ["BOB", "BOB"]
    assert len(concordance(table, everything(table), "minister", limit=2)) == 2
    assert concordance(table, everything(table), "minister", context=0)["left"].tolist() == [""] * 4


def test_nothing_found(table):
    """An unknown term, none at all, nothing selected or nothing said gives no row, with the types of an answer."""
    full = concordance(table, everything(table), "minister").dtypes.astype(str).to_dict()
    nobody = from_transcripts([])
    for empty in (
        concordance(table, everything(table), "nowhere"),
        concordance(table, everything(table), " ... "),
        concordance(table, ~everything(table), "minister"),
        concordance(nobody, everything(nobody), "minister"),
        concordance(table, everything(table), "minister", skip=4),
        concordance(table, everything(table), "nowhere", sort="left"),
        concordance(nobody, everything(nobody), "minister", sort="speaker"),
    ):
        assert len(empty) == 0
        assert empty.dtypes.astype(str).to_dict() == full


@given(st.lists(st.lists(st.sampled_from(["war", "War.", "peace", "the"]), max_size=8).map(" ".join), max_size=4))
def test_places_are_those_of_nltk(speeches):
    """A word stands where NLTK's ConcordanceIndex of the words has it."""
    table = from_transcripts([built([("A", speech) for speech in speeches])])
    index = ConcordanceIndex(list(table.vocabulary[table.token_term]))
    assert concordance(table, everything(table), "war")["start"].tolist() == (
        table.token_start[index.offsets("war")].tolist() if index.offsets("war") else []
    )


DEBATE = [
    ("ZOE", "No war. The war goes on. Élan for war!"),
    ("adam", "War? A war on them. The war goes by."),
]


def neighbours(sort):
    table = from_transcripts([built(DEBATE)])
    frame = concordance(table, everything(table), "war", sort=sort, context=7)
    return [f"{left}|{right}" for left, right in zip(frame["left"], frame["right"], strict=True)]


def test_sorted_by_hand():
    """Lines go by the first word beside the place, then the second; the end of a turn comes first, é beside e."""
    assert neighbours("text") == [
        "No |. The w", "r. The | goes o", "an for |!", "|? A war", "War? A | on the", "m. The | goes b",
    ]  # fmt: skip
    assert neighbours("left") == [
        "|? A war",  # nothing
        "War? A | on the",  # a
        "an for |!",  # for
        "No |. The w",  # no
        "m. The | goes b",  # the, them
        "r. The | goes o",  # the, war
    ]
    assert neighbours("right") == [
        "an for |!",  # nothing
        "|? A war",  # a
        "m. The | goes b",  # goes, by
        "r. The | goes o",  # goes, on
        "War? A | on the",  # on
        "No |. The w",  # the
    ]
    assert neighbours("speaker") == neighbours("text")[3:] + neighbours("text")[:3]
    table = from_transcripts([built([("A", "On zebra. On élan. On early. On elan.")])])
    frame = concordance(table, everything(table), "on", sort="right", context=6)
    assert frame["right"].tolist() == [" early", " elan.", " élan.", " zebra"]


def test_a_window_is_a_part_of_the_whole(table):
    """``skip`` and ``limit`` cut the sorted lines, whatever the order."""
    for sort in ("text", "left", "right", "speaker"):
        whole = concordance(table, everything(table), "minister", sort=sort)
        window = concordance(table, everything(table), "minister", sort=sort, skip=1, limit=2)
        assert window.equals(whole.iloc[1:3].reset_index(drop=True))


def test_places_of_spans(table):
    """Spans of characters become the words they touch, in the order of the text; one that touches none has no place."""
    text = table.transcripts[1].text
    spans = [(1, "(app", "lause"), (2, "ime", "min"), (1, "We", "We"), (1, "Minister", "today")]
    start = np.array([text.index(a, text.index("The prime") if s == 2 else 0) for s, a, _ in spans], np.int32)
    end = np.array([text.index(b, a) + len(b) for (_, _, b), a in zip(spans, start.tolist(), strict=True)], np.int32)
    sentence = np.array([s for s, _, _ in spans], np.int32)
    found = places_of(table, sentence, start, end)
    assert found.lines(0, 9, context=0)["match"].tolist() == ["We", "Minister (applause) today", "prime, minister"]


SPEECHES = st.lists(
    st.tuples(st.sampled_from("AB"), st.lists(st.sampled_from(["war", "War.", "peace", "the", "é"]), max_size=8)),
    max_size=4,
)


@given(SPEECHES, st.randoms())
def test_orders_are_those_of_plain_python(speeches, random):
    """Sorted places are the same places, ordered as Python sorts the words beside them; spans give them back."""
    table = from_transcripts([built([(label, " ".join(words)) for label, words in speeches])])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    found = places(table, mask, "war")
    said = table.vocabulary[table.token_term].tolist()
    turn = table.sentence_turn[table.token_sentence].tolist()

    def key(at, step):
        beside = []
        for i in range(at + step, at + 4 * step, step):
            if not 0 <= i < len(said) or turn[i] != turn[at]:
                break
            beside.append(("e" if said[i] == "é" else said[i], said[i]))
        return beside

    for sort, step in (("left", -1), ("right", 1)):
        assert found.sorted(sort).first.tolist() == sorted(found.first.tolist(), key=lambda at, s=step: key(at, s))
    again = places_of(table, table.token_sentence[found.first], table.token_start[found.first],
                      table.token_end[found.last])  # fmt: skip
    assert again.first.tolist() == found.first.tolist()
    assert again.last.tolist() == found.last.tolist()
