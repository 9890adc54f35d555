"""Questions and answers: who answers what in the ways that talk has, what is put to nobody, and counts by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.exchanges import find_exchanges
from onrecord.languages import stop_words
from onrecord.model import Speaker
from onrecord.pairing import NOTES
from onrecord.stats.exchange_pairs import COLUMNS as PAIR_COLUMNS
from onrecord.stats.exchange_pairs import exchange_pairs
from onrecord.stats.exchanges import COLUMNS, exchanges
from onrecord.table import from_transcripts
from tests.builders import built

CHAIR = {
    "CHAIR": Speaker("CHAIR", ("CHAIR",), role="chair"),
    "MAYOR": Speaker("MAYOR", ("MAYOR",), role="chair"),
    "SPEAKER": Speaker("SPEAKER", ("SPEAKER",), role="chair"),
}


def paired(speeches, **options):
    """(turn that asks, first and last turn of the answer or None, note) of each exchange."""
    table = from_transcripts([built(speeches, people=CHAIR, **options)])
    found = find_exchanges(table)
    rows = zip(found.question_last, found.answer_first_turn, found.answer_last_turn, found.note, strict=True)
    return [
        (int(table.sentence_turn[last]), (int(a), int(b)) if a >= 0 else None, NOTES[note]) for last, a, b, note in rows
    ]


POOL = "The pool will open in the spring. We had to wait for the tiles, which came late. All will be told by letter. "
ANSWERS = [
    ([("ANN", "Is it late?"), ("BOB", "Yes.")], [(0, (1, 1), "")]),
    # What follows the question, and several questions at once.
    ([("ANN", "Good day. Is it late? Thank you. Over to you."), ("BOB", "It is.")], [(0, (1, 1), "")]),
    ([("ANN", "Is it late? I wonder. Is it cold?"), ("BOB", "It is.")], [(0, (1, 1), "")]),
    # One floor in several turns, on either side.
    ([("ANN", "Is it late?"), ("ANN", "Tell me."), ("BOB", "It is."), ("BOB", "Very.")], [(0, (2, 3), "")]),
    # A chair gives the floor, keeps order; so does whoever only names the next.
    ([("ANN", "Is it late?"), ("CHAIR", "The honourable minister."), ("BOB", "It is.")], [(0, (2, 2), "")]),
    ([("ANN", "Is it late?"), ("CHAIR", "Order. Please be quiet."), ("BOB", "It is.")], [(0, (2, 2), "")]),
    ([("ANN", "Is it late?"), ("DAN", "Thank you. Senator BOB."), ("BOB", "It is.")], [(0, (2, 2), "")]),
    ([("ANN", "Est-il tard ?"), ("DAN", "Merci. La parole est à BOB."), ("BOB", "Oui.")], [(0, (2, 2), "")]),
    ([("ANN", "Ist es spät?"), ("DAN", "Das Wort hat Herr BOB."), ("BOB", "Ja.")], [(0, (2, 2), "")]),
    ([("ANN", "¿Es tarde?"), ("DAN", "Gracias. Tiene la palabra BOB."), ("BOB", "Sí.")], [(0, (2, 2), "")]),
    # But a chair who is asked answers, and a short reply is one.
    ([("ANN", "May I speak?"), ("CHAIR", "Please do."), ("ANN", "I say this.")], [(0, (1, 1), "")]),
    ([("ANN", "Will you?"), ("BOB", "I do."), ("CAT", "So do I.")], [(0, (1, 1), "")]),
    # Half-words, and the asker going on, are no answer.
    ([("ANN", "Is it late?"), ("BOB", "Oh."), ("ANN", "At night."), ("BOB", "It is.")], [(0, (3, 3), "")]),
    ([("ANN", "Is it late?"), ("BOB", "Well—"), ("ANN", "By now."), ("BOB", "It is.")], [(0, (3, 3), "")]),
    # Whoever breaks into an answer does not end it; a new question does.
    ([("ANN", "Is it late?"), ("BOB", "I think that we—"), ("CAT", "No!"), ("BOB", "say so.")], [(0, (1, 3), "")]),
    (
        [("ANN", "Is it late?"), ("BOB", "It is."), ("ANN", "How late?"), ("BOB", "Very.")],
        [(0, (1, 1), ""), (2, (3, 3), "")],
    ),
    # Asked by name: others only break in.
    (
        [("ANN", "Senator BOB, is it late?"), ("CAT", "I must protest at that."), ("BOB", "It is.")],
        [(0, (2, 2), "")],
    ),
    ([("ANN", "What do you say, BOB?"), ("CAT", "Nonsense, all of it."), ("BOB", "Yes.")], [(0, (2, 2), "")]),
    ([("ANN", "BOB what about you?"), ("CAT", "Let us wait with that."), ("BOB", "Yes.")], [(0, (2, 2), "")]),
    ([("ANN", "BOB, is it late?"), ("CAT", "It is not, I say."), ("ANN", "Fine.")], [(0, (1, 1), "")]),
    (
        [("BOB", "Good day."), ("ANN", "BOB, is it late?"), ("CAT", "It is not."), ("ANN", "Fine.")],
        [(1, None, "nobody takes it up")],
    ),
    (
        [
            ("Q", "Thank you, Mr. President. Prime Minister, the road is long. How long?"),
            ("PRESIDENT REED", "We see it."),
            ("PRIME MINISTER LEE", "Very long."),
        ],
        [(0, (2, 2), "")],
    ),
    # Somebody spoken of is not asked.
    ([("ANN", "Did BOB say that?"), ("CAT", "He did say so."), ("BOB", "I did.")], [(0, (1, 1), "")]),
    # The name of the next to speak, as a question.
    ([("ANN", "Senator BOB?"), ("BOB", "I think so.")], [(0, (1, 1), "")]),
    (
        [("ANN", "Who will pay?"), ("BOB", "They will."), ("ANN", "Governor CAT?"), ("CAT", "We will.")],
        [(0, (1, 1), ""), (2, (3, 3), "")],
    ),
    # A long tail, if it ends by naming the next.
    (
        [("ANN", "Is it late? It was. It is. It will be. Senator BOB, you go first."), ("BOB", "It is.")],
        [(0, (1, 1), "")],
    ),
    # Asking back, once and to the point.
    (
        [("ANN", "Is it late?"), ("BOB", "Pardon me?"), ("ANN", "Is it late now."), ("BOB", "It is.")],
        [(0, (3, 3), "asked back first"), (1, (2, 2), "")],
    ),
    # Whoever presides and is asked answers, in more words than it takes to give the floor.
    (
        [("ANN", "When?"), ("MAYOR", POOL), ("CHAIR", "Anything further, Councillor?"), ("ANN", "No, that is all.")],
        [(0, (1, 1), "")],
    ),
    # A greeting is met by a greeting, not by the opening of the sitting.
    (
        [("ANN", "How are you, man?"), ("BOB", "How are you doing?"), ("ANN", "I'm well."), ("CHAIR", POOL * 5)],
        [(0, None, "only asked back"), (1, (2, 2), "")],
    ),
    ([("ANN", "Will you stop?"), ("CHAIR", "Okay, gentlemen."), ("ANN", "Now."), ("BOB", "Yes.")], [(0, (3, 3), "")]),
    # Spoken to by title: a vice president is no president.
    (
        [
            ("ANN", "Mr. President, can you let him finish, sir?"),
            ("VICE PRESIDENT LEE", "He never learned it."),
            ("PRESIDENT REED", "I let him."),
        ],
        [(0, (2, 2), "")],
    ),
    # Whoever is only let speak asks again.
    (
        [
            ("Q", "Is it late?"),
            ("BOB", "You're going to have to go louder."),
            ("Q", "Is it late now?"),
            ("BOB", "It is."),
        ],
        [(0, None, "nobody takes it up"), (2, (3, 3), "")],
    ),
    # Speech that is printed in small letters, where a mark ends no sentence.
    ([("ann", "will you come? tell me"), ("bob", "yes i will. i do")], [(0, (1, 1), "")]),
    # Thanks to the chair end a speech, not a question to a minister.
    ([("ANN", "Will the minister pay? Thank you, Madam Speaker."), ("BOB", "I will.")], [(0, (1, 1), "")]),
    # Other marks of other scripts.
    ([("ANN", "هل تأخر الوقت؟"), ("BOB", "نعم.")], [(0, (1, 1), "")]),
    ([("ANN", "もう遅いですか？"), ("BOB", "はい。")], [(0, (1, 1), "")]),
    ([("ANN", "Είναι αργά;"), ("BOB", "Ναι.")], [(0, (1, 1), "")]),
]


@pytest.mark.parametrize(("speeches", "expected"), ANSWERS)
def test_what_answers(speeches, expected):
    """Each question meets the first thing that the person asked says to it."""
    assert paired(speeches) == expected


ANOTHER = "another question comes first"
LONG = "But I " + "will go on and on " * 5 + "now."
NOTHING = [
    ([("ANN", "Is it late?")], [(0, None, "nobody speaks after it")]),
    ([("Q", "Is it late?"), ("Q", "Is it cold?"), ("BOB", "It is.")], [(0, None, ANOTHER), (1, (2, 2), "")]),
    (
        [("ANN", "Is it late?"), ("BOB", "Oh."), ("ANN", "Is it cold?"), ("BOB", "It is.")],
        [(0, None, ANOTHER), (2, (3, 3), "")],
    ),
    ([("ANN", "Is it late?"), ("BOB", "Oh."), ("ANN", LONG)], [(0, None, "the speaker goes on")]),
    (
        [("ANN", "Is it late?"), ("BOB", "Is it?"), ("ANN", "Is it cold?"), ("BOB", "Yes.")],
        [(0, None, "only asked back"), (1, None, "only asked back"), (2, (3, 3), "")],
    ),
    (
        [("ANN", "Is it late?"), ("BOB", "Do you mend roads, CAT?"), ("CAT", "I mend roads.")],
        [(0, None, ANOTHER), (1, (2, 2), "")],
    ),
    ([("ANN", "Is it late?"), ("BOB", "Oh."), ("ANN", "Well.")], [(0, None, "nobody takes it up")]),
]


@pytest.mark.parametrize(("speeches", "expected"), NOTHING)
def test_what_stays_without_an_answer(speeches, expected):
    """What comes instead is said."""
    assert paired(speeches) == expected


NOBODY = [
    [("ANN", "Who pays? We do. You know it. They know it. All know it."), ("BOB", "Next item.")],  # within a speech
    [("ANN", "So it is. Okay?"), ("BOB", "It is cold.")],  # a tag
    [("ANN", "And you know what? It is late."), ("BOB", "It is cold.")],
    [("CHAIR", "All those in favour? Opposed? Carried."), ("BOB", "I move that we go.")],
    [("CHAIR", "All those in favour of items two to nine?"), ("BOB", "Aye.")],
    [("CHAIR", "And any further questions for the Chair?"), ("BOB", "I move that we go.")],
    [("CHAIR", "D'autres questions ?"), ("BOB", "Je propose que nous partions.")],
    [("CHAIR", "Gibt es weitere Wortmeldungen?"), ("BOB", "Ich rede von Wegen.")],
    [("CHAIR", "¿Hay más preguntas?"), ("BOB", "Hablo de caminos.")],
    [("ANN", "How can we better plan? Thank you, Madam Speaker."), ("BOB", "I rise to speak of roads.")],
    [("BOB", "It is late (is it?) and cold."), ("ANN", "Yes.")],
    [("An hon. Member", "Who pays?"), ("BOB", "We shall go on.")],
]  # fmt: skip


@pytest.mark.parametrize("speeches", NOBODY)
def test_what_is_put_to_nobody(speeches):
    """Questions within a speech, tags, votes and heckles are no exchanges."""
    assert paired(speeches) == []


@pytest.mark.parametrize(
    ("speeches", "expected"),
    [
        # The moderator goes on to the next: the question that closed the answer was for the audience.
        ([("BOB", "It is. Who will pay?"), ("MOD", "Senator CAT, two minutes."), ("CAT", "I will.")], [0]),
        ([("BOB", "It is. Who will pay?"), ("MOD", "You had your time. Is it cold?"), ("CAT", "It is.")], [0, 2]),
        # Whoever asked takes it up, or somebody else is asked by name.
        ([("BOB", "It is. Who will pay?"), ("MOD", "That is for you to say.")], [0, 1]),
        ([("BOB", "It is. Will you pay, CAT?"), ("CAT", "I will.")], [0, 1]),
    ],
)
def test_a_question_at_the_end_of_an_answer(speeches, expected):
    """It is put to whoever asked, who must take it up, or to somebody by name."""
    assert [turn for turn, _, _ in paired([("MOD", "Is it late?"), *speeches])] == expected


def test_reporters_need_no_question_mark():
    """Under a label of questions what is said asks, unless it replies, goes on with a dash, or gives thanks."""
    speeches = [
        ("Q", "I wonder about the bridge at Kovar."),
        ("BOB", "It stands. Which bridge do you mean?"),
        ("Q", "The old one in the town."),
        ("BOB", "That one too."),
        ("Q", "— the one that was closed."),
        ("BOB", "It is open."),
        ("Q", "Thank you, BOB."),
        ("BOB", "Thank you."),
    ]
    assert paired(speeches) == [(0, (1, 1), "no question mark"), (1, (2, 2), "")]


def test_a_question_somewhere_in_what_a_reporter_says_is_put():
    """However much follows it."""
    speeches = [("Q", "Is it late? I ask as it is dark. It is cold. It rains. It blows."), ("BOB", "It is.")]
    assert paired(speeches) == [(0, (1, 1), "")]


def test_parliamentary_questions_without_a_mark():
    """Under a heading of questions the form of one is enough, and without the heading it is not."""
    speeches = [("Ann Lee", "What progress he has made on bridges."), ("BOB", "We have built two.")]
    assert paired(speeches, before="Oral Answers to Questions") == [(0, (1, 1), "no question mark")]
    assert paired(speeches, before="Debate on Bridges") == []
    replies = [*speeches, ("CHAIR", "The minister."), ("CAT", "What we want is more of them.")]
    assert paired([replies[0], *replies[2:]], before="Oral Answers to Questions") == [(0, (2, 2), "no question mark")]


def test_nothing_is_answered_across_transcripts():
    """The next transcript's first turn answers nothing."""
    table = from_transcripts([built([("ANN", "Is it late?")], name="a"), built([("BOB", "It is.")], name="b")])
    assert find_exchanges(table).answer_first_turn.tolist() == [-1]
    assert find_exchanges(table).unmarked.tolist() == [False, True]


def test_speech_recognition_without_marks_says_so():
    """Where nothing is marked nothing is found, and that is told."""
    found = find_exchanges(from_transcripts([built([("a", "is it late"), ("b", "yes it is")])]))
    assert not len(found)
    assert found.unmarked.tolist() == [True]


TALK = [
    ("ANN", "The bridge is old. Will you mend the old bridge? Soon?"),
    ("BOB", "I will mend it. The bridge matters."),
    ("ANN", "And the roads?"),
    ("CAT", "What?"),
    ("ANN", "When will you mend the roads?"),
    ("BOB", "In spring."),
    ("ANN", "Why?"),
]


def test_by_hand():
    """Of bridge, old, mend and soon BOB says bridge and mend; of mend and roads nothing; "Why?" has no content word."""
    table = from_transcripts([built(TALK)])
    frame = exchanges(table, np.ones(table.sentence_turn.size, bool), language="en")
    assert tuple(frame.columns) == COLUMNS
    assert frame["asker"].tolist() == ["ANN", "ANN", "CAT", "ANN", "ANN"]
    assert frame["answerer"].tolist() == ["BOB", "", "", "BOB", ""]
    assert frame["question"].tolist()[0] == "Will you mend the old bridge?"
    assert frame["answer"].tolist()[0] == "I will mend it."
    assert frame["question_words"].tolist() == [11, 3, 1, 6, 1]
    assert frame["answer_words"].fillna(-1).tolist() == [7, -1, -1, 2, -1]
    content = {"bridge", "old", "mend", "soon"} - stop_words("en")
    assert frame["content_words"].tolist()[0] == len(content)
    assert frame["shared_words"].tolist()[0] == 2
    assert frame["shared"].tolist()[0] == pytest.approx(2 / len(content))
    assert frame["shared"].tolist()[3] == 0
    assert frame["shared"].isna().tolist() == [False, True, True, False, True]
    assert frame["answered"].tolist() == [True, False, False, True, False]
    assert frame["note"].tolist()[-1] == "nobody speaks after it"
    pairs = exchange_pairs(table, np.ones(table.sentence_turn.size, bool), language="en")
    assert tuple(pairs.columns) == PAIR_COLUMNS
    rows = list(pairs.iloc[:, :5].itertuples(index=False, name=None))
    assert rows == [("ANN", "", 2, 0, 2), ("ANN", "BOB", 2, 2, 0), ("CAT", "", 1, 0, 1)]
    assert pairs.loc[1, "median_answer_words"] == 4.5
    assert pairs.loc[1, "mean_shared"] == pytest.approx(1 / len(content))
    assert pairs["mean_shared"].isna().tolist() == [True, False, True]


def test_under_a_mask():
    """An exchange counts when the question or the answer is in the selection; none selected gives no row."""
    table = from_transcripts([built(TALK)])
    none = np.zeros(table.sentence_turn.size, bool)
    for sentence in (0, 3):  # what introduces the question, and the answer
        chosen = none.copy()
        chosen[sentence] = True
        assert exchanges(table, chosen)["question_turn"].tolist() == [0]
    assert exchanges(table, none).empty
    assert exchange_pairs(table, none).empty
    nobody = from_transcripts([])
    assert exchanges(nobody, np.zeros(0, bool)).empty
    assert exchange_pairs(nobody, np.zeros(0, bool)).empty


def test_renaming_a_speaker_finds_anew():
    """What is kept is of one table: two speakers made one answer nobody."""
    transcript = built([("ANN", "Is it late?"), ("BOB", "It is.")])
    table = from_transcripts([transcript])
    assert len(find_exchanges(table)) == 1
    one = (Speaker("ANN", ("ANN", "BOB")),)
    merged = replace(transcript, speakers=one, turns=tuple(turn._replace(speaker=0) for turn in transcript.turns))
    assert find_exchanges(table.with_speakers(merged)).answer_first_turn.tolist() == [-1]


PIECES = st.sampled_from(["Why?", "Is it?", "Yes.", "The bridge is old.", "Well—", "(Laughter.)", "BOB, will you?"])
SPEECHES = st.lists(PIECES, max_size=4).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "CAT", "Q"]), SPEECHES), max_size=8),
    st.randoms(),
)
def test_what_holds_for_all(talk, random):
    """Answers follow their questions and are another's; the words shared are a plain recount, and so are the pairs."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.6 for _ in table.sentence_turn], bool)
    found = find_exchanges(table)
    frame = exchanges(table, mask, language="en")
    for row in frame.itertuples():
        words = [
            {
                str(table.vocabulary[t])
                for t in table.token_term[table.sentence_offset[s] : table.sentence_offset[s + 1]]
            }
            for s in range(len(table.sentence_turn))
        ]
        question = set().union(*words[row.question_first : row.question_last + 1]) - stop_words("en")
        assert row.content_words == len(question)
        behind = set(range(row.question_first, row.question_last + 1))
        if row.answered:
            assert row.question_turn < row.answer_first_turn <= row.answer_last_turn
            assert row.asker != row.answerer or row.asker == "Q"
            turns = range(row.answer_first_turn, row.answer_last_turn + 1)
            of = [
                s for s, t in enumerate(table.sentence_turn)
                if t in turns and table.speakers[table.turn_speaker[t]].name == row.answerer
            ]  # fmt: skip
            assert row.shared_words == len(question & set().union(*(words[s] for s in of)))
            behind |= set(of)
        assert mask[list(behind)].any()
        assert found.sentences_of(row.asker, row.answerer)[list(behind)].all()
    counted = frame.groupby(["asker", "answerer"])["answered"].agg(["size", "sum"])
    pairs = exchange_pairs(table, mask, language="en").set_index(["asker", "answerer"])
    assert pairs["asked"].to_dict() == counted["size"].to_dict()
    assert pairs["answered"].to_dict() == counted["sum"].to_dict()
    medians = frame[frame["answered"]].groupby(["asker", "answerer"])["answer_words"].median()
    assert pairs["median_answer_words"].dropna().to_dict() == medians.to_dict()
