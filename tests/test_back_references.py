"""Back-references: what points back, whose words it means, and which earlier sentence, if any, is the likeliest."""

import math
import tomllib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.back_cues import WHO, find_cues
from onrecord.back_references import LEAST_SCORE, find_back_references
from onrecord.datafiles import data_path
from onrecord.mentions import find_mentions
from onrecord.model import Speaker
from onrecord.stats.back_references import COLUMNS, back_references
from onrecord.table import from_transcripts
from tests.builders import built

LANGUAGES = sorted(path.stem for path in data_path("back-references").glob("*.toml"))


def cues(text):
    """(words, whose) of each cue in what somebody says."""
    transcript = built([("ANN", text)])
    table = from_transcripts([transcript])
    found, _ = find_cues(table, find_mentions(table))
    return [(transcript.text[table.token_start[c.first] : table.token_end[c.last]], WHO[c.who]) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As you said, it rains.", [("As you said", "you")]),
        ("It rains, as you've already pointed out.", [("as you've already pointed out", "you")]),
        ("You just mentioned the bridge.", [("You just mentioned", "you")]),
        ("To answer your question, no.", [("To answer your question", "you")]),
        ("To your point, no.", [("To your point", "you")]),
        ("As I said before, it rains.", [("As I said", "i")]),
        ("I mentioned earlier that it rains.", [("I mentioned earlier", "i")]),
        ("As my colleague said, it rains.", [("As my colleague said", "other")]),
        ("As we have heard, it rains.", [("As we have heard", "other")]),
        ("As has been mentioned, it rains.", [("As has been mentioned", "anyone")]),
        ("You raised a million.", []),
        ("You act like you said it.", []),
        ("She said that it rains.", []),
        ("Comme vous l'avez dit, il pleut.", [("Comme vous l'avez dit", "you")]),
        ("Comme je l’ai déjà dit, il pleut.", [("Comme je l’ai déjà dit", "i")]),
        ("Pour répondre à votre question, oui.", [("Pour répondre à votre question", "you")]),
        ("Wie Sie gesagt haben, regnet es.", [("Wie Sie gesagt haben", "you")]),
        ("Wie ich schon sagte, regnet es.", [("Wie ich schon sagte", "i")]),
        ("Zu Ihrer Frage: Ja.", [("Zu Ihrer Frage", "you")]),
        ("Como usted dijo, llueve.", [("Como usted dijo", "you")]),
        ("Como ya he dicho, llueve.", [("Como ya he dicho", "i")]),
        ("Para responder a su pregunta, sí.", [("Para responder a su pregunta", "you")]),
    ],
)
def test_words_that_point_back(text, expected):
    """A listed turn of phrase is found whole, the longest that fits, and says whose words it means."""
    assert cues(text) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_whole(language):
    """Every language says whose words its cues mean, and has cues for the speaker's own, the other's and questions."""
    file = tomllib.loads(data_path("back-references", f"{language}.toml").read_text(encoding="utf-8"))
    assert {table["who"] for table in file["cue"]} <= set(WHO)
    assert {"you", "i", "other"} <= {table["who"] for table in file["cue"] if not table.get("weak")}
    assert any(table.get("asks") for table in file["cue"])
    for table in file["cue"]:
        assert len(set(table["terms"])) == len(table["terms"])


def links(speeches, **options):
    """(words, speaker meant, earlier sentence) of each back-reference; "" for none."""
    transcript = built(speeches, **options)
    table = from_transcripts([transcript])
    found = find_back_references(table, find_mentions(table))
    names = [*(speaker.name for speaker in table.speakers), ""]
    return [
        (transcript.text[a:b], names[to], table.text_of(s) if s >= 0 else "")
        for a, b, to, s in zip(found.start, found.end, found.to_speaker, found.to_sentence, strict=True)
    ]


BEFORE = [
    ("ANN", "The old bridge at Kovar must close in autumn. Nobody wants that. The roads are good."),
    ("BOB", "We have mended every school in the valley. The winter was long and cold."),
]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (
            ("BOB", "The bridge at Kovar, as you said, must close."),
            ("as you said", "ANN", "The old bridge at Kovar must close in autumn."),
        ),
        (
            ("ANN", "As I said, the bridge at Kovar will close."),
            ("As I said", "ANN", "The old bridge at Kovar must close in autumn."),
        ),
        (  # ANN never spoke of schools
            ("ANN", "As I said, every school in the valley was mended."),
            ("As I said", "ANN", ""),
        ),
        (  # CAT spoke to BOB last
            ("CAT", "As you said, every school in the valley was mended."),
            ("As you said", "BOB", "We have mended every school in the valley."),
        ),
        (
            ("CAT", "As others have said, the old bridge at Kovar must close."),
            ("As others have said", "ANN", "The old bridge at Kovar must close in autumn."),
        ),
        (  # nothing in common
            ("CAT", "As you said, taxes will rise for everybody."),
            ("As you said", "BOB", ""),
        ),
        (  # one word in common is not enough
            ("CAT", "As you said, that was a winter of hope and of song."),
            ("As you said", "BOB", ""),
        ),
    ],
)
def test_the_likeliest_earlier_sentence(last, expected):
    """It is one of the person's who is meant and shares words; where none does, none is named."""
    assert links([*BEFORE, last]) == [expected]


def test_somebody_named_is_meant():
    """The words of the person named count, whoever spoke before, and possessives point back as well."""
    people = {"MS. LEE": Speaker("MS. LEE", ("MS. LEE",)), "MR. REED": Speaker("MR. REED", ("MR. REED",))}
    speeches = [
        ("MS. LEE", "The old bridge at Kovar must close in autumn."),
        ("MR. REED", "The winter was long and cold this year."),
        ("CAT", "As Ms. Lee noted, the bridge at Kovar must close."),
        ("CAT", "To Mr. Reed's point, the winter was cold."),
    ]
    found = links(speeches, people=people)
    assert found == [
        ("As Ms. Lee noted", "MS. LEE", "The old bridge at Kovar must close in autumn."),
        ("To Mr. Reed's point", "MR. REED", "The winter was long and cold this year."),
    ]


def test_a_question_is_the_one_that_is_answered():
    """Where only a question can be meant it is the one being answered, whatever the words; a name put as a question
    repeats what the same person asked before.
    """
    speeches = [
        ("MOD", "How will you pay for the schools, Ann?"),
        ("ANN", "With money."),
        ("MOD", "Bob?"),
        ("BOB", "It is late. To answer your question, I do not know."),
    ]
    assert links(speeches) == [("To answer your question", "MOD", "How will you pay for the schools, Ann?")]


def test_a_weak_cue_counts_only_with_a_sentence():
    """ "You said that" is as often said of words outside the room."""
    assert links([*BEFORE, ("CAT", "You said that taxes will rise for everybody.")]) == []
    assert len(links([*BEFORE, ("CAT", "You said that every school in the valley was mended.")])) == 1


def test_words_outside_the_room_need_more():
    """What was said last week is linked only to what is nearly the same."""
    said = ("ANN", "Bridges matter to the people of this valley and of the next.")
    assert links([said, ("BOB", "As you said, people of the valley can wait for a while.")])[0][2]
    assert not links([said, ("BOB", "As you said last week, people of the valley can wait for a while.")])[0][2]


def test_nearer_is_likelier():
    """Of two sentences alike the nearer one is meant."""
    speeches = [
        ("ANN", "The bridge will close."),
        ("BOB", "Oh dear."),
        ("ANN", "The bridge will close."),
        ("BOB", "Why so."),
    ]
    table = from_transcripts([built([*speeches, ("BOB", "As you said, the bridge will close.")])])
    assert find_back_references(table, find_mentions(table)).to_sentence.tolist() == [2]


def test_not_the_same_passage():
    """Who says "as I said" does not mean the sentence right before."""
    text = "The bridge at Kovar will close. As I said, the bridge at Kovar will close."
    assert links([("ANN", text)]) == [("As I said", "ANN", "")]


def test_who_shares_a_label_has_said_nothing_before():
    """ "As I said" of one reporter is not linked to what another asked."""
    speeches = [
        ("Q", "Will the bridge at Kovar close?"),
        ("BOB", "No."),
        ("Q", "As I said, the bridge at Kovar closes?"),
    ]
    assert links(speeches) == [("As I said", "", "")]


def test_not_across_transcripts():
    """What was said in another transcript is not meant."""
    one = built([("ANN", "The old bridge at Kovar must close.")], name="a")
    other = built([("BOB", "As has been mentioned, the old bridge at Kovar must close.")], name="b")
    table = from_transcripts([one, other])
    assert find_back_references(table, find_mentions(table)).to_sentence.tolist() == [-1]


def test_the_score_by_hand():
    """The cosine of words weighted by rarity and nearness to the cue, once more by pen: of three sentences two have
    bridge and one close; one turn lies between.
    """
    table = from_transcripts([built([("ANN", "Bridges close."), ("BOB", "As you said, bridges. Fine.")])])
    found = find_back_references(table, find_mentions(table))
    bridge, close, fine = (math.log(4 / n) ** 2 for n in (2, 1, 1))
    near = [1 / (1 + away / 12) for away in (1, 2)]  # "bridges", and "fine" of the next sentence as there is so little
    cosine = near[0] * bridge / math.sqrt(near[0] ** 2 * bridge + near[1] ** 2 * fine) / math.sqrt(bridge + close)
    assert 0 < cosine / (1 + 1 / 60) < LEAST_SCORE  # and one word in common is not enough either
    assert found.to_sentence.tolist() == [-1]
    table = from_transcripts([built([("ANN", "Bridges close. So it is."), ("BOB", "As you said, bridges close.")])])
    found = find_back_references(table, find_mentions(table))
    assert found.to_sentence.tolist() == [0]
    assert found.score[0] == 1  # the cosine of the same words in the same weights is 1 but for nearness, times 1.6
    assert found.shared == (("bridges", "close"),)


def test_the_statistic_under_a_mask():
    """A row for each in the selected sentences, quoting the text; nothing selected gives none."""
    table = from_transcripts([built([*BEFORE, ("CAT", "As you said, every school in the valley was mended.")])])
    mentions = find_mentions(table)
    everything = np.ones(table.sentence_turn.size, bool)
    frame = back_references(table, everything, mentions)
    assert tuple(frame.columns) == COLUMNS
    (row,) = frame.itertuples()
    assert (row.speaker, row.words, row.to_speaker, row.distance) == ("CAT", "As you said", "BOB", 1)
    assert row.earlier == table.text_of(row.to_sentence)
    assert LEAST_SCORE <= row.score <= 1
    assert set(row.shared.split(", ")) >= {"school", "valley"}
    assert back_references(table, np.arange(everything.size) < 5, mentions).empty
    nobody = from_transcripts([])
    assert back_references(nobody, np.zeros(0, bool), find_mentions(nobody)).empty


PIECES = st.sampled_from(
    ["As you said, the bridge closes.", "The bridge closes now.", "As I said, it rains.", "It rains.", "Why?", "Bob?"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB", "Q"]), st.lists(PIECES, max_size=5).map(" ".join)), max_size=6)
)
def test_what_holds_for_all(talk):
    """A link goes back, to own words or another's as the cue says, with a score of at least the threshold."""
    transcript = built(talk)
    table = from_transcripts([transcript])
    found = find_back_references(table, find_mentions(table))
    for at in range(len(found)):
        words = transcript.text[found.start[at] : found.end[at]]
        to = int(found.to_sentence[at])
        assert (to >= 0) == bool(found.score[at] >= LEAST_SCORE) == bool(found.shared[at])
        if to >= 0:
            assert to < found.sentence[at]
            own = table.sentence_speaker[to] == found.speaker[at]
            assert own == words.startswith("As I")
            assert found.to_speaker[at] == table.sentence_speaker[to]
