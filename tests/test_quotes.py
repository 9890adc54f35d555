"""The quote check: verdicts by hand, and that nothing is ever called verbatim that was not said."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.errors import QuotationError
from onrecord.model import Speaker
from onrecord.quotations import MOST_WORDS
from onrecord.quotes import NEAREST, check_quote
from onrecord.stats.quote import COLUMNS, quote
from onrecord.table import from_transcripts
from tests.builders import built

PEOPLE = {
    "SECRETARY VALE": Speaker("Secretary Orla Vale", ("SECRETARY VALE",)),
    "MINISTER QUILL": Speaker("Minister Tamsin Quill", ("MINISTER QUILL",)),
}
TALK = [
    (
        "SECRETARY VALE",
        """We will stand with the island for as long as it takes. That's no slogan: it's a long-term promise \
(inaudible) of $8 billion… and we keep it. Thank you.""",
    ),
    (
        "MINISTER QUILL",
        """Thank you, Orla. The president went home early. We will stand with our friends; the island's people will \
never yield to storms.""",
    ),
    ("SECRETARY VALE", "The oﬃce — as you know — is open. We spent 10 percent. I saw the coöperative, don’t you see?"),
]
TABLE = from_transcripts([built(TALK, people=PEOPLE)])
TEXT = TABLE.transcripts[0].text


def said(match):
    return TEXT[match.start : match.end]


@pytest.mark.parametrize(
    ("quotation", "passage", "to_the_character"),
    [
        ("We will stand with the island", "We will stand with the island", True),
        ("we will  stand\nwith the ISLAND!", "We will stand with the island", False),
        ("“We will stand with the island for as long as it takes.”", None, True),
        ("«We will stand with the island»", "We will stand with the island", True),
        ("it's a long term promise of $8 billion", "it's a long-term promise (inaudible) of $8 billion", False),
        ("a long-term promise (inaudible) of $8 billion", "a long-term promise (inaudible) of $8 billion", True),
        ("it takes. That's no slogan", "it takes. That's no slogan", True),
        ("$8 billion... and we keep it", "$8 billion… and we keep it", False),
        ("The office, as you know, is open", "The oﬃce — as you know — is open", False),
        ("I saw the coo\u0308perative, don't you see", "I saw the coöperative, don’t you see", False),
        ("the president [sic] went home", "The president went home", False),
        ("[The] president went home", "The president went home", False),
        ("[T]he president went home", "The president went home", False),
        ("a long-term promise [applause] of $8 billion", "a long-term promise (inaudible) of $8 billion", False),
    ],
)
def test_verbatim(quotation, passage, to_the_character):
    """The same words in order, whatever the capitals, marks, dashes, ligatures, accents' form and stage directions."""
    found = check_quote(TABLE, quotation)
    assert (found.verdict, found.times, found.by_several) == ("verbatim", 1, False)
    (match,) = found.matches
    if passage:
        assert said(match) == passage
        assert match.same_characters == to_the_character
    assert (match.verdict, match.similarity, match.difference) == ("verbatim", 1.0, "")
    assert {run.change for run in match.runs} == {"same"}


@pytest.mark.parametrize(
    ("quotation", "difference", "similarity"),
    [
        ("We shall stand with the island", "We [-will-] {+shall+} stand with the island", 10 / 12),
        ("We stand with the island", "We [-will-] stand with the island", 10 / 11),
        ("We will not stand with the island", "We will {+not+} stand with the island", 12 / 13),
        ("We stand with our island forever", None, None),
        ("the island people will never yield", "[-island's-] {+island+}", None),
        ("promise of 8 billion and we keep it", "[-$8-] {+8+}", None),
        ("promise of €8 billion and we keep it", "[-$8-] {+€8+}", None),
        ("We spent 10% as you know", None, None),
        ("term promise of $8 billion", "[-long-] term promise of $8 billion", 10 / 11),
        ("I saw the coöperative, do you see", "[-don’t-] {+do+}", None),
    ],
)
def test_altered(quotation, difference, similarity):
    """Words left out, added and replaced are shown; a possessive, a currency, half of a joined word are no trifles."""
    found = check_quote(TABLE, quotation)
    assert found.verdict != "verbatim"
    assert all(match.verdict != "verbatim" for match in found.matches)
    if difference:
        assert found.verdict == "altered"
        (match,) = found.matches
        assert difference in match.difference
        if similarity:
            assert match.difference == difference
            assert match.similarity == pytest.approx(similarity)


@pytest.mark.parametrize(
    ("quotation", "verdict", "only_marked", "difference"),
    [
        ("We will [not] stand with the island", "altered", True, "We will {+not+} stand with the island"),
        ("[He] went home early", "altered", True, "[-president-] {+He+} went home early"),
        ("[They] stand with the island as long as it takes", "altered", False, None),
        ("We [will] stand with the island", "verbatim", False, ""),
    ],
)
def test_what_stands_in_brackets(quotation, verdict, only_marked, difference):
    """An editor's words are no speaker's, and never verbatim unless said; what differs only in them is marked so."""
    found = check_quote(TABLE, quotation)
    assert found.verdict == verdict
    assert found.matches[0].only_marked == only_marked
    assert difference is None or found.matches[0].difference == difference


@pytest.mark.parametrize(
    ("quotation", "passages"),
    [
        ("We will stand with the island … it's a long-term promise", 2),
        ("“We will stand with the island [...] we keep it”", 2),
        ("We will stand with the island … we keep it … as you know", 3),
        ("never yield to storms for as long as it takes", 2),  # no sign of a cut
    ],
)
def test_joined(quotation, passages):
    """Parts from several places are each placed, with a sign of the cut or without."""
    found = check_quote(TABLE, quotation)
    assert (found.verdict, found.times) == ("joined", 0)
    assert [match.part for match in found.matches] == list(range(passages))
    assert {match.verdict for match in found.matches} == {"verbatim"}


def test_what_a_transcript_holds_beside_words():
    """Text pasted from the file itself, with its character entities and its own remarks, is what was said."""
    table = from_transcripts(
        [built([("ANN", "We&#39;re here to stay, [Seite 12] all of us (Rufe von links) together.")])]
    )
    for quotation in (
        "We&#39;re here to stay, [Seite 12] all of us (Rufe von links) together",
        "We're here to stay, all of us together",
    ):
        assert check_quote(table, quotation).verdict == "verbatim"
    assert check_quote(table, "We're here to stay, (nearly) all of us together").verdict == "altered"


def test_a_pause_is_no_cut():
    """Dots between words that were said in a row cut nothing; nor does the speaker's name between them."""
    assert check_quote(TABLE, "as long as it takes... That's no slogan").verdict == "verbatim"
    assert check_quote(TABLE, "“We will stand,” Vale said, “with the island.”").verdict == "verbatim"


def test_a_part_that_is_nowhere():
    """A quotation with one part said and one not is altered, and says which part was found."""
    found = check_quote(TABLE, "We will stand with the island … and eat purple elephants daily")
    assert (found.verdict, found.lacks_part) == ("altered", True)
    assert [match.part for match in found.matches] == [0]


def test_words_of_two_speakers():
    """Words that follow one another in the text but are two people's were said by nobody."""
    found = check_quote(TABLE, "and we keep it. Thank you. Thank you, Orla")
    assert (found.verdict, found.by_several, found.times) == ("joined", True, 0)
    assert [said(match) for match in found.matches] == ["and we keep it. Thank you", "Thank you, Orla"]
    assert [match.speaker for match in found.matches] == [0, 1]


def test_pasted_turns_with_their_labels():
    """Labels of pasted turns are no words of theirs."""
    found = check_quote(TABLE, "and we keep it. Thank you.\n\nMINISTER QUILL: Thank you, Orla. The president went home")
    assert (found.verdict, found.by_several) == ("joined", True)
    assert {match.verdict for match in found.matches} == {"verbatim"}


def test_turns_of_one_speaker_in_a_row():
    """Words that go on in the next turn of the same speaker are that speaker's."""
    table = from_transcripts([built([("ANN", "We stand with you,"), ("ANN", "always and everywhere.")])])
    assert check_quote(table, "stand with you, always").verdict == "verbatim"


def test_the_end_of_one_transcript_and_the_beginning_of_the_next():
    """No quotation goes from one file into another, even of one speaker."""
    table = from_transcripts([built([("ANN", "We stand with you.")]), built([("ANN", "Always and everywhere.")])])
    found = check_quote(table, "stand with you always and everywhere")
    assert found.verdict == "joined"
    assert [match.turn for match in found.matches] == [0, 1]


@pytest.mark.parametrize(
    ("quotation", "by", "by_other"),
    [
        ("“We will stand with our friends,” said Quill.", "Minister Tamsin Quill", False),
        ("“We will stand with our friends,” said Secretary Vale.", "Secretary Orla Vale", True),
        ("Vale: We will stand with our friends", "Secretary Orla Vale", True),
        ("Minister Quill said: “We will stand with our friends.”", "Minister Tamsin Quill", False),
        ("We will stand with our friends — Quill", "Minister Tamsin Quill", False),
        ("We will stand with our friends, Vale said.", "Secretary Orla Vale", True),
        ("‘We will stand with our friends’, Vale told reporters.", "Secretary Orla Vale", True),
    ],
)
def test_attribution(quotation, by, by_other):
    """The name that comes with a quotation is compared with who said it."""
    found = check_quote(TABLE, quotation)
    assert (found.verdict, found.quotation.by, found.by_other) == ("verbatim", (by,), by_other)


@pytest.mark.parametrize(
    ("quotation", "unknown"),
    [
        ('"We will stand with our friends," said Donald Duck', "Donald Duck"),
        ('Donald Duck: "We will stand with our friends"', "Donald Duck"),
        ('As Mr Duck put it, "we will stand with our friends"', "Mr Duck"),
        ("He said 'we will stand with our friends'", ""),
    ],
)
def test_who_does_not_speak_here(quotation, unknown):
    """Of a quotation in marks only what is inside is checked, and a name that nobody here has is told."""
    found = check_quote(TABLE, quotation)
    assert (found.verdict, found.unknown, found.by_other) == ("verbatim", unknown, False)
    assert check_quote(TABLE, quotation.replace("stand", "sit")).verdict == "altered"
    notes = quote(TABLE, np.ones(TABLE.sentence_turn.size, bool), quotation)["note"][0]
    assert (f"{unknown} does not speak here" in notes) == bool(unknown)


def test_another_said_an_altered_and_a_joined_one():
    """That it is not by who is named with it is told of these too."""
    assert check_quote(TABLE, "“We shall stand with our friends,” said Secretary Vale.").by_other
    found = check_quote(TABLE, "“We will stand with our friends … as you know,” said Quill.")
    assert (found.verdict, found.by_other) == ("joined", True)


def test_a_sentence_pasted_again_and_again():
    """What was said once and is pasted many times has one place."""
    found = check_quote(TABLE, "We will stand with our friends. " * 60)
    assert (found.verdict, found.times, len(found.matches)) == ("joined", 0, 1)


def test_who_quotes_within_what_was_pasted():
    """Quote marks around few of the words are part of what was said, whoever is named beside them."""
    said = 'Then Bob, who had come late, told all of us "no" and sat down on the long bench by the door.'
    table = from_transcripts([built([("ANN", said), ("BOB", "Yes.")])])
    found = check_quote(table, said.replace("long", "short"))
    assert (found.verdict, found.quotation.by) == ("altered", ())


def test_the_place_of_who_is_named_comes_first():
    """Of several places those of the speaker who is named come first; then nobody else is to blame."""
    found = check_quote(TABLE, "“Thank you,” said Quill")
    assert (found.times, found.by_other) == (2, False)
    assert [match.speaker for match in found.matches] == [1, 0]


def test_a_name_that_belongs_to_the_words():
    """A name and a colon that were said are words; so is a name after a comma."""
    table = from_transcripts([built([("ANN VALE", "I tell you, Bob: we stay. We met, Ann and I."), ("BOB", "Yes.")])])
    assert check_quote(table, "Bob: we stay").verdict == "verbatim"
    assert check_quote(table, "We met, Ann and I").verdict == "verbatim"
    assert check_quote(table, "We met, Ann and you").quotation.by == ()


@pytest.mark.parametrize(
    "quotation", ["purple elephants never consulted anybody about tariffs", "elephants", "red car"]
)
def test_absent(quotation):
    """What is nowhere like it is absent, and nothing is offered that has nothing in common."""
    found = check_quote(TABLE, quotation)
    assert (found.verdict, found.times) == ("absent", 0)
    assert all(match.verdict == "absent" for match in found.matches)


def test_near_passages_are_offered():
    """For an absent quotation, passages that are not like enough, most like it first."""
    found = check_quote(TABLE, "the president stayed in town and never went home")
    assert found.verdict == "absent"
    assert 1 <= len(found.matches) <= NEAREST
    assert said(found.matches[0]).startswith("The president went home")
    assert not check_quote(TABLE, "we will eat pasta with our cousins every single day").matches  # only small words


def test_short_quotations_are_counted():
    """Of one or two words every place counts, at most so many are shown, and a longer word is not the word."""
    found = check_quote(TABLE, "we", limit=2)
    assert found.times == len(re.findall(r"\bwe\b", TEXT, re.IGNORECASE))
    assert len(found.matches) == 2
    assert check_quote(TABLE, "island").times == 1  # the other one is "island's"
    assert check_quote(TABLE, "island's").times == 1
    assert check_quote(TABLE, "$8 billion").times == 1
    assert check_quote(TABLE, "8 billion").verdict == "absent"
    assert check_quote(TABLE, "long term").times == 1
    assert check_quote(TABLE, "long").times == 1


@pytest.mark.parametrize("quotation", ["", "  …  ", "“”", "!?", "[sic]"])
def test_no_word(quotation):
    """A quotation without a word cannot be checked, and the message says so."""
    with pytest.raises(QuotationError, match="no word"):
        check_quote(TABLE, quotation)


def test_too_long():
    """So many words are checked, one more is refused with the limit."""
    assert check_quote(TABLE, "we " * MOST_WORDS).verdict != "verbatim"
    with pytest.raises(QuotationError, match=r"1,001 words; a quotation may have 1,000"):
        check_quote(TABLE, "we " * (MOST_WORDS + 1))


def test_a_selection_is_all_there_is():
    """In the sentences of one speaker only that one's words are found."""
    mask = TABLE.sentence_speaker == 0
    assert check_quote(TABLE, "Thank you", mask).times == 1
    assert check_quote(TABLE, "We will stand with our friends", mask).verdict == "altered"
    assert check_quote(TABLE, "never yield to storms again", mask).verdict == "absent"
    assert not check_quote(TABLE, "Thank you", np.zeros_like(mask)).matches


def test_an_empty_table():
    """Where nothing was said everything is absent."""
    assert check_quote(from_transcripts([]), "we will stay here").verdict == "absent"


# --- what must always hold -----------------------------------------------------------------------------------------

WORDS = ["amber", "birch", "cedar", "dune", "ember", "frost", "grove", "heath", "inlet", "juniper"]
SPEECHES = st.lists(
    st.tuples(st.sampled_from(["ANN", "BOB"]), st.lists(st.sampled_from(WORDS), min_size=6, max_size=30)),
    min_size=1,
    max_size=5,
)


def spoken(speeches):
    """A table with a sentence for every seven words."""
    text = [
        (
            name,
            " ".join(f"{w.capitalize() if not i % 7 else w}{'.' if i % 7 == 6 else ''}" for i, w in enumerate(words)),
        )
        for name, words in speeches
    ]
    return from_transcripts([built(text)])


@st.composite
def cuttings(draw):
    """Speeches, the number of one, and a stretch of its words."""
    speeches = draw(SPEECHES)
    turn = draw(st.integers(0, len(speeches) - 1))
    words = speeches[turn][1]
    begin = draw(st.integers(0, len(words) - 5))
    return speeches, turn, begin, draw(st.integers(begin + 5, len(words)))


@given(cuttings())
@settings(max_examples=60, deadline=None)
def test_any_words_of_a_turn_are_verbatim_in_it(cutting):
    """A stretch of one turn is verbatim, one of its places is there, and every place has these very words."""
    speeches, turn, begin, end = cutting
    table = spoken(speeches)
    words = speeches[turn][1][begin:end]
    found = check_quote(table, " ".join(words))
    assert found.verdict == "verbatim"
    assert turn in {match.turn for match in found.matches}
    text = table.transcripts[0].text
    for match in found.matches:
        assert re.findall(r"\w+", text[match.start : match.end].lower()) == words


@given(cuttings(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_word_changed_is_altered_by_that_word(cutting, data):
    """A word that nobody says, put in or in the place of another, is never verbatim, and is what differs."""
    speeches, turn, begin, end = cutting
    table = spoken(speeches)
    words = list(speeches[turn][1][begin:end])
    at = data.draw(st.integers(1, len(words) - 2))
    replaces = data.draw(st.booleans())
    words[at : at + replaces] = ["zebra"]
    found = check_quote(table, " ".join(words))
    assert found.verdict in {"altered", "joined"}
    if found.verdict == "altered":
        (match,) = found.matches
        assert match.n_same == len(words) - 1
        changes = [run for run in match.runs if run.change != "same"]
        assert any("zebra" in " ".join(words)[run.quoted_start : run.quoted_end] for run in changes)


@given(st.permutations([f"{a}{b}" for a in WORDS for b in ("", "s", "y")]), st.data())
@settings(max_examples=60, deadline=None)
def test_the_difference_is_exactly_what_was_changed(words, data):
    """Among words that are all different there is one way to align: the difference is the change that was made."""
    table = spoken([("BOB", words[:8]), ("ANN", words[8:])])
    begin = data.draw(st.integers(8, 20))
    said = words[begin : data.draw(st.integers(begin + 6, 30))]
    at = data.draw(st.integers(1, len(said) - 2))
    change = data.draw(st.sampled_from(["left out", "added", "replaced"]))
    new = {"left out": [], "added": ["zebra", said[at]], "replaced": ["zebra"]}[change]
    shown = {"left out": "[-{}-]", "added": "{{+zebra+}} {}", "replaced": "[-{}-] {{+zebra+}}"}[change]
    (match,) = check_quote(table, " ".join([*said[:at], *new, *said[at + 1 :]])).matches
    written = re.findall(r"\w+", table.transcripts[0].text[match.start : match.end])
    assert [word.lower() for word in written] == said
    expected = [*said[:at], shown.format(written[at] if change != "added" else said[at]), *said[at + 1 :]]
    assert match.difference == " ".join(expected)
    assert match.verdict == "altered"


@given(cuttings(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_word_left_out_is_not_verbatim_unless_said_so_elsewhere(cutting, data):
    """Verbatim is only what the text has in a row."""
    speeches, turn, begin, end = cutting
    words = list(speeches[turn][1][begin:end])
    del words[data.draw(st.integers(1, len(words) - 2))]
    everything = [" " + " ".join(said) + " " for _, said in speeches]
    found = check_quote(spoken(speeches), " ".join(words))
    is_said = any(f" {' '.join(words)} " in one for one in everything)
    crosses = f" {' '.join(words)} " in " ".join(everything).replace("  ", " ")
    assume(is_said == crosses)  # the same speaker's next turn may go on with it
    assert (found.verdict == "verbatim") == is_said


@given(SPEECHES, st.lists(st.sampled_from([*WORDS, "zebra", "yak"]), min_size=1, max_size=14))
@settings(max_examples=60, deadline=None)
def test_nothing_is_called_verbatim_that_was_not_said(speeches, words):
    """Whatever is asked, runs cover the quotation, and a passage called verbatim has its words and no other."""
    table = spoken(speeches)
    text = table.transcripts[0].text
    quotation = " ".join(words)
    found = check_quote(table, quotation)
    if found.verdict == "verbatim":
        assert found.times >= len(found.matches) >= 1
    for match in found.matches:
        here = re.sub(r"\s*(ANN|BOB):", "", text[match.start : match.end])
        assert len(re.findall(r"\w+", here)) == match.n_said
        assert match.similarity == pytest.approx(2 * match.n_same / (match.n_quoted + match.n_said))
        if match.verdict == "verbatim":
            assert match.n_same == match.n_quoted == match.n_said
        for run in match.runs:
            if run.change == "same":
                one = re.findall(r"\w+", quotation[run.quoted_start : run.quoted_end].lower())
                other = re.findall(r"\w+", re.sub(r"\s*(ANN|BOB):", "", text[run.start : run.end]).lower())
                assert one == other
    n_quoted = sum(match.n_quoted for match in found.matches)
    is_all = n_quoted == len(words) or words == words[:n_quoted] * (len(words) // max(n_quoted, 1))
    assert found.verdict in {"absent", "verbatim"} or is_all
    assert "zebra" not in words or found.verdict != "verbatim"


# --- the statistic -------------------------------------------------------------------------------------------------


def rows(quotation, mask=None, **options):
    return quote(TABLE, np.ones(TABLE.sentence_turn.size, np.bool_) if mask is None else mask, quotation, **options)


def test_a_row_for_each_passage():
    """Verdict, place, words said, what differs, and in words what else is to be said."""
    (row,) = rows("“We shall stand with the island,” said Quill").to_dict("records")
    assert row["verdict"] == row["passage"] == "altered"
    assert (row["speaker"], row["turn"], row["sentences"]) == ("Secretary Orla Vale", 0, "0")
    assert row["said"] == "We will stand with the island" == TEXT[row["start"] : row["end"]]
    assert row["difference"] == "We [-will-] {+shall+} stand with the island"
    assert row["note"] == "said by Secretary Orla Vale, not by Minister Tamsin Quill"
    notes = rows("and we keep it. Thank you. Thank you, Orla")["note"].tolist()
    assert all("no one said all of it" in note for note in notes)
    assert rows("the PRESIDENT went home")["note"].tolist() == ["verbatim but for punctuation, capitals or spaces"]
    assert rows("We will [not] stand with the island")["note"].tolist() == ["differs only in what its brackets mark"]
    assert rows("We will stand with the island … and purple elephants")["note"].tolist() == [
        "another part of it is nowhere"
    ]


def test_rows_of_what_is_not_there():
    """Absent is a row without a place; nothing selected is no row; both have the columns and their types."""
    absent, full = rows("xyzzy"), rows("we", limit=None)
    assert absent["verdict"].tolist() == ["absent"]
    assert absent.drop(columns=["verdict", "times"]).isna().all(axis=None)
    empty = rows("we", np.zeros(TABLE.sentence_turn.size, np.bool_))
    assert empty.empty
    assert tuple(full.columns) == tuple(absent.columns) == tuple(empty.columns) == COLUMNS
    assert (
        absent.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict() == empty.dtypes.astype(str).to_dict()
    )
    assert full["times"].unique().tolist() == [len(full)]
    assert isinstance(full, pd.DataFrame)
