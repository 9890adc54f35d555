"""A reader's corrections of mentions, and the table of wordings: against answers by hand and a naive retelling."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.corrections import Refers
from onrecord.mention_forms import mention_forms
from onrecord.mentions import FORMS, HOW, find_mentions
from onrecord.model import Speaker
from onrecord.table import from_transcripts
from tests.builders import built

SPEECHES = [
    ("MS. HALE", "General Marlowe came. Marlowe spoke. The marlowes are birds. Marlowes sing. (Marlowe laughs.)"),
    ("MR. OLIN", "I met General  Marlowe, and Marlowe’s men. Chile waits."),
]


def told(corrections, speeches=SPEECHES):
    """(words, key, how, form) of every mention after the corrections."""
    table = from_transcripts([built(speeches)])
    mentions = find_mentions(table, corrections)
    text = table.transcripts[0].text
    rows = zip(mentions.start, mentions.end, mentions.target, mentions.how, mentions.form, strict=True)
    return [(text[a:b], mentions.targets[t].key, HOW[h], FORMS[f]) for a, b, t, h, f in rows]


def test_every_stretch_written_so_gets_the_target_and_a_longer_mention_around_it_stays():
    """Whole words with the same capitals, in speech alone; "General Marlowe" is still the general."""
    assert told([Refers("Marlowe", "place:Marlowe")]) == [
        ("General Marlowe", "person:General Marlowe", "exact", "title"),
        ("Marlowe", "place:Marlowe", "corrected", "name"),
        ("General  Marlowe", "person:General Marlowe", "exact", "title"),
        ("Marlowe", "place:Marlowe", "corrected", "name"),
        ("Chile", "country:Chile", "exact", "name"),
    ]


def test_words_that_no_rule_found_can_be_made_a_mention():
    """Words in small letters too; shorter mentions inside the stretch give way."""
    assert told([Refers("and Marlowe’s men", "organisation:Band"), Refers("marlowes", "place:Marlowe")])[2:] == [
        ("marlowes", "place:Marlowe", "corrected", "name"),
        ("General  Marlowe", "person:General Marlowe", "exact", "title"),
        ("and Marlowe’s men", "organisation:Band", "corrected", "name"),
        ("Chile", "country:Chile", "exact", "name"),
    ]


def test_any_space_may_stand_between_the_words_and_the_form_stays():
    """A line may break inside a name; a corrected title is still a title."""
    rows = told([Refers("General Marlowe", "person:Ada Marlowe")])
    assert [row for row in rows if row[0].startswith("General")] == [
        ("General Marlowe", "person:Ada Marlowe", "corrected", "title"),
        ("General  Marlowe", "person:Ada Marlowe", "corrected", "title"),
    ]


def test_without_a_target_mentions_written_so_are_none():
    """Only those written exactly so: "General Marlowe" stays."""
    assert [row[0] for row in told([Refers("Marlowe", "")])] == ["General Marlowe", "General  Marlowe", "Chile"]


def test_one_place_can_be_corrected_alone_and_wins_over_what_is_around_it():
    """Another mention written the same stays; inside a longer one the place is taken out of it."""
    text = built(SPEECHES).text
    at = text.index("Marlowe spoke")
    rows = told([Refers("Marlowe", "place:Marlowe", at, at + 7)])
    assert [row[1] for row in rows if row[0] == "Marlowe"] == ["place:Marlowe", "person:General Marlowe"]
    first = text.index("General Marlowe")
    rows = told([Refers("Marlowe", "place:Marlowe", first + 8, first + 15)])
    assert [row[:2] for row in rows][:2] == [("Marlowe", "place:Marlowe"), ("Marlowe", "person:General Marlowe")]
    rows = told([Refers("Marlowe", "", at, at + 7)])
    assert [row[0] for row in rows] == ["General Marlowe", "General  Marlowe", "Marlowe", "Chile"]


def test_a_part_of_a_word_is_corrected_only_where_it_is_a_mention():
    """ "Lin" is no part of "Lin-Manuel", but "Chile" is one of "Chile-led"."""
    speeches = [("MS. HALE", "Lin-Manuel sang. Lin’s song and Lin. The Chile-led plan.")]
    rows = told([Refers("Lin", "person:Lin"), Refers("Chile", "place:Chile")], speeches)
    assert [row[:3] for row in rows] == [
        ("Lin", "person:Lin", "corrected"),
        ("Lin", "person:Lin", "corrected"),
        ("Chile", "place:Chile", "corrected"),
    ]


def test_an_article_at_a_sentences_opening_makes_no_other_wording():
    """ "The Governor" and "the Governor" are one wording where a sentence opens."""
    speeches = [("MS. HALE", "The Governor left. Then the Governor came. Read The Governor again.")]
    for words in ("the Governor", "The Governor"):
        rows = told([Refers(words, "person:Ann Orr")], speeches)
        n = 2 if words[0] == "t" else 3
        assert [row[1] for row in rows if row[1] == "person:Ann Orr"] == ["person:Ann Orr"] * n
    table = from_transcripts([built(speeches)])
    frame = mention_forms(table, find_mentions(table, [Refers("the Governor", "person:Ann Orr")]))
    assert frame[["words", "count"]].to_numpy().tolist() == [["the Governor", 2]]


def test_the_newest_correction_wins():
    """Whatever the older ones made of the words, the last one holds."""
    one, none, other = Refers("Chile", "place:Chile"), Refers("Chile", ""), Refers("Chile", "country:Chile")
    assert told([one, other])[-1] == ("Chile", "country:Chile", "corrected", "name")
    assert told([one, none])[-1][0] != "Chile"
    assert told([one, none, other])[-1] == ("Chile", "country:Chile", "corrected", "name")


def test_a_person_named_as_a_speaker_is_the_speaker():
    """Only a person can be: a place of that name has no speaker's code."""
    table = from_transcripts([built(SPEECHES)])
    mentions = find_mentions(table, [Refers("Marlowes", "person:MR. OLIN"), Refers("birds", "place:MR. OLIN")])
    assert {t.key: t.speaker for t in mentions.targets if "OLIN" in t.key} == {
        "person:MR. OLIN": 1,
        "place:MR. OLIN": None,
    }


def test_what_names_nothing_changes_nothing():
    """No words, no kind, no name, a stage direction, a part of a word, two sentences."""
    nothing = [
        Refers("", "person:X"),
        Refers("Chile", "planet:X"),
        Refers("Chile", "person:"),
        Refers("Marlowe laughs", "person:X"),
        Refers("Chil", "person:X"),
        Refers("came. Marlowe", "person:X"),
    ]
    assert told(nothing) == told([])


def test_corrections_hold_in_every_transcript():
    """Offsets are each transcript's own."""
    one, two = built([("A", "A rose is a rose.")], name="1"), built([("B", "My rose is a rose.")], name="2")
    table = from_transcripts([one, two])
    mentions = find_mentions(table, [Refers("rose", "person:Rose")])
    assert mentions.sentence.tolist() == [0, 0, 1, 1]
    assert mentions.start.tolist() == [5, 15, 6, 16]
    assert find_mentions(table, [Refers("rose", "person:Rose", 5, 9)]).sentence.tolist() == [0]


def test_the_table_of_wordings():
    """Most frequent first; spaces between words count as one."""
    speeches = [*SPEECHES, ("MS. HALE", "Marlowe left Chile.")]
    table = from_transcripts([built(speeches)])
    frame = mention_forms(table, find_mentions(table))
    assert frame.to_dict("split", index=False)["data"] == [
        ["Marlowe", "person:General Marlowe", "person", "General Marlowe", "alias", "name", 3, 1],
        ["General Marlowe", "person:General Marlowe", "person", "General Marlowe", "exact", "title", 2, 0],
        ["Chile", "country:Chile", "country", "Chile", "exact", "name", 2, 5],
    ]
    empty = from_transcripts([])
    assert mention_forms(empty, find_mentions(empty)).dtypes.equals(frame.dtypes)


WORDS = st.sampled_from(
    ["Hale", "Mr. Hale", "Olin", "Peter Olin", "Chile", "the", "a", "sea", "sea of Chile", "Olin Hale"]
)


def _naive(speeches, corrections):
    """(start, end, key) of every mention after the corrections: one mention and one place at a time."""
    transcript = built(speeches)
    table = from_transcripts([transcript])
    found = find_mentions(table)
    rows = [
        (a, b, found.targets[t].key)
        for a, b, t in zip(found.start.tolist(), found.end.tolist(), found.target.tolist(), strict=True)
    ]
    sentences = list(zip(table.sentence_start.tolist(), table.sentence_end.tolist(), strict=True))
    for correction in corrections:
        for match in re.finditer(rf"\b{re.escape(correction.words)}\b", transcript.text):
            a, b = match.span()
            inside = [(s, e) for s, e in sentences if s <= a and b <= e]
            if not inside or (correction.end and not (correction.start <= a and b <= correction.end)):
                continue
            if not correction.target:
                rows = [row for row in rows if row[:2] != (a, b)]
                continue
            around = [row for row in rows if row[0] <= a and b <= row[1] and row[:2] != (a, b)]
            if around and not correction.end:
                continue
            rows = [row for row in rows if row[1] <= a or b <= row[0]] + [(a, b, correction.target)]
    return sorted(rows)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=3),
    st.lists(
        st.builds(
            lambda words, target, place: Refers(words, target, *place),
            WORDS,
            st.sampled_from(["", "person:Hale", "country:Chile", "place:Olin"]),
            st.sampled_from([(0, 0), (0, 30), (12, 60)]),
        ),
        max_size=4,
    ),
)
def test_corrections_are_the_naive_retelling(speeches, corrections):
    """Whatever is said and corrected; the result is sorted, apart, inside its sentences, and numbers its targets."""
    labelled = [(f"MR. {'AB'[i % 2]}", speech) for i, speech in enumerate(speeches)]
    table = from_transcripts([built(labelled)])
    mentions = find_mentions(table, corrections)
    keys = [mentions.targets[t].key for t in mentions.target.tolist()]
    assert list(zip(mentions.start.tolist(), mentions.end.tolist(), keys, strict=True)) == _naive(labelled, corrections)
    assert np.all(table.sentence_start[mentions.sentence] <= mentions.start)
    assert np.all(mentions.end <= table.sentence_end[mentions.sentence])
    assert list(dict.fromkeys(mentions.target.tolist())) == list(range(len(mentions.targets)))


def test_a_group_label_is_a_speaker_too():
    """A key that names the crowd refers to its code, as every speaker's name does."""
    people = {"Q": Speaker("Reporters", ("Q",), is_group=True)}
    table = from_transcripts([built([("Q", "Why?"), ("MS. HALE", "The press asks.")], people=people)])
    assert find_mentions(table, [Refers("The press", "person:Reporters")]).targets[0].speaker == 0
