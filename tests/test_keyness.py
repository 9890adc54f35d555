"""Which terms tell a selection from the rest: counts by hand, naive recounts, and what a short text must not claim."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from onrecord.languages import stop_words
from onrecord.methods import worked
from onrecord.stats.keyness import COLUMNS, METHODS, enough_text, keyness
from onrecord.table import from_transcripts
from tests.builders import built

MEASURES = ["log_odds", "g2", "g2_4", "chi2", "fisher", "log_ratio"]
TALK = [
    ("ANN", "War and war. The war is long."),  # 7 words
    ("BOB", "Peace (applause) now! Peace talks. The war."),  # 6
    ("CAT", "Talks of peace."),  # 3
]


@pytest.fixture(scope="module")
def table():
    return from_transcripts([built(TALK)])


def of(table, *speakers):
    return np.isin(table.sentence_speaker, speakers)


@pytest.mark.parametrize("measure", MEASURES)
def test_by_hand(table, measure):
    """Both sides have their terms with the counts of a selection and of all the rest, whatever the measure."""
    frame = keyness(table, of(table, 0), measure=measure)
    assert tuple(frame.columns) == COLUMNS
    rows = frame.set_index("term")
    assert rows["side"].to_dict() == {
        **dict.fromkeys(["war", "and", "is", "long", "the"], "target"),
        **dict.fromkeys(["peace", "now", "talks", "of"], "reference"),
    }
    assert rows.loc["war", ["count", "reference_count", "words", "reference_words"]].tolist() == [3, 1, 7, 9]
    assert rows.loc["peace", ["count", "reference_count"]].tolist() == [0, 3]
    assert rows.loc["war", ["expected", "reference_expected"]].tolist() == [4 * 7 / 16, 4 * 9 / 16]
    assert rows.loc["war", ["per_1000", "reference_per_1000"]].tolist() == pytest.approx([3000 / 7, 1000 / 9])
    assert rows.loc["war", ["turns", "speakers", "reference_turns", "reference_speakers"]].tolist() == [1, 1, 1, 1]
    assert rows.loc["talks", ["turns", "speakers", "reference_turns", "reference_speakers"]].tolist() == [0, 0, 2, 2]
    assert rows.loc["war", "prior"] == 7 * 4 / 16
    assert (rows["prior_words"] == 7).all()
    assert (rows["compared"] == 9).all()
    assert rows.loc["war", "fisher_p"] == pytest.approx(fisher_exact([[3, 1], [4, 8]]).pvalue)
    assert rows.loc["war", "smallest_p"] == pytest.approx(fisher_exact([[4, 0], [3, 9]]).pvalue)
    assert frame["side"].tolist() == sorted(frame["side"], reverse=True)
    assert measure != "log_odds" or frame["term"][0] == "war"


def test_against_another_selection(table):
    """A reference may be given; a sentence on both sides is the selection's, so that none is compared with itself."""
    against_cat = keyness(table, of(table, 0), reference=of(table, 2))
    assert against_cat["reference_words"].unique().tolist() == [3]
    assert "now" not in set(against_cat["term"])
    rest = keyness(table, of(table, 0))
    assert keyness(table, of(table, 0), reference=of(table, 0, 1, 2)).equals(rest)
    assert keyness(table, of(table, 0), reference=of(table, 1, 2)).equals(rest)


def test_limit_and_stop_words(table):
    """The limit is one for each side; words left out are listed nowhere and still count among the words."""
    frame = keyness(table, of(table, 0), limit=1)
    assert frame["side"].tolist() == ["target", "reference"]
    assert keyness(table, of(table, 0), limit=0).empty
    frame = keyness(table, of(table, 0), without=stop_words("en"), limit=None)
    assert not set(frame["term"]) & stop_words("en")
    assert frame["words"].unique().tolist() == [7]


def test_phrases():
    """Phrases are compared by their uses for each word of a side."""
    table = from_transcripts(
        [built([("ANN", "A just peace. Just peace."), ("BOB", "Long war, long war. Just peace.")])]
    )
    rows = keyness(table, of(table, 0), unit="phrases").set_index("term")
    assert rows.loc["long war", ["side", "count", "reference_count", "reference_words"]].tolist() == [
        "reference",
        0,
        2,
        6,
    ]
    assert rows.loc["just peace", ["side", "count", "reference_count"]].tolist() == ["target", 2, 1]


def test_lemmas():
    """Forms of one lemma are one term."""
    table = from_transcripts([built([("ANN", "Wars and a war."), ("BOB", "We go. They went.")])])
    rows = keyness(table, of(table, 0), unit="lemmas", language="en").set_index("term")
    assert rows.loc["war", ["side", "count", "reference_count", "words"]].tolist() == ["target", 2, 0, 4]
    assert rows.loc["go", ["side", "count", "reference_count"]].tolist() == ["reference", 0, 2]


def test_nothing_to_compare(table):
    """Without a selection, without a rest and without a table there is no row, with the columns and types of one."""
    full = keyness(table, of(table, 0))
    nobody = from_transcripts([])
    for empty in (
        keyness(table, of(table)),
        keyness(table, of(table, 0, 1, 2)),
        keyness(table, of(table, 0), reference=of(table, 0)),
        keyness(nobody, of(nobody)),
        keyness(nobody, of(nobody), measure="g2", unit="phrases"),
    ):
        assert empty.empty
        assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()


@pytest.mark.parametrize("measure", MEASURES)
def test_every_number_can_be_explained(table, measure):
    """Each method has a column and can be filled with any row's numbers."""
    for row in keyness(table, of(table, 0), measure=measure).to_dict("records"):
        for column, method in METHODS.items():
            assert column in row
            assert "–" not in worked(method, row)
    shown = worked(METHODS["g2"], keyness(table, of(table, 0)).iloc[0].to_dict())
    assert shown == "2·[3·ln(3/1.75) + 1·ln(1/2.25)] = 1.61"


def test_too_little_text():
    """A word that only one of two equal sides says needs 8 uses to be told from chance; the flag says so."""
    for uses, enough in ((7, False), (8, True)):
        talk = [("ANN", "war " * uses + "a " * (500 - uses)), ("BOB", "a " * 500)]
        rows = keyness(from_transcripts([built(talk)]), np.array([True, False])).set_index("term")
        assert rows.loc["war", "enough"] == enough
    assert not enough_text(414, 422)
    assert enough_text(800, 800)
    assert not enough_text(0, 800)
    assert not enough_text(200, 1_000_000)  # nothing that the long side says could be missed in so short a text
    assert enough_text(2_000, 1_000_000)


def test_rarely_said_words_are_tested_exactly():
    """Where fewer than 5 uses are expected, p is Fisher's; else that of χ² with one degree of freedom."""
    talk = [("ANN", "war " * 4 + "peace " * 40 + "a " * 156), ("BOB", "peace " * 20 + "a " * 180)]
    rows = keyness(from_transcripts([built(talk)]), np.array([True, False]), measure="g2_4").set_index("term")
    assert rows["test"].to_dict() == {"war": "fisher", "peace": "g2_4", "a": "g2_4"}
    assert rows.loc["war", "p"] == rows.loc["war", "fisher_p"]
    assert rows.loc["peace", "p"] == pytest.approx(0.0043, abs=5e-4)  # χ² of 8.1


SPEECH = st.lists(st.sampled_from(["war", "peace", "the", "of", "war.", "Talks!", "(sigh)", "U.S."]), max_size=12)


@given(
    st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), SPEECH.map(" ".join)), min_size=1, max_size=5),
    st.randoms(),
    st.sampled_from(MEASURES),
    st.sampled_from(["holm", "fdr", "none"]),
)
def test_counts_and_tests_are_a_naive_recount(talk, random, measure, correction):
    """For any talk, mask and reference: counts are recounted, p values adjusted over all terms, the strongest first."""
    table = from_transcripts([built(talk)])
    sides = np.array([random.randrange(4) for _ in table.sentence_turn], int)  # 3 is on both sides
    mask, reference = np.isin(sides, [1, 3]), np.isin(sides, [2, 3])
    words = table.vocabulary[table.token_term]
    target = [word for word, s in zip(words, table.token_sentence, strict=True) if sides[s] in (1, 3)]
    others = [word for word, s in zip(words, table.token_sentence, strict=True) if sides[s] == 2]
    frame = keyness(table, mask, reference=reference, measure=measure, correction=correction, limit=None)
    if not target or not others:
        assert frame.empty
        return
    differing = {w for w in {*target, *others} if target.count(w) * len(others) != others.count(w) * len(target)}
    assert set(frame["term"]) == differing
    for row in frame.to_dict("records"):
        assert row["count"] == target.count(row["term"])
        assert row["reference_count"] == others.count(row["term"])
        assert (row["words"], row["reference_words"]) == (len(target), len(others))
        assert row["log_odds_low"] < row["log_odds"] < row["log_odds_high"]
        assert (row["log_odds"] > 0) == (row["side"] == "target")
        assert 0 <= row["p"] <= row["p_adjusted"] <= 1
        assert row["enough"] == (row["smallest_p"] < 0.01)
        assert row["smallest_p"] <= row["fisher_p"] + 1e-12
    assert (frame["compared"] == len({*target, *others})).all()
    if len(frame) == len({*target, *others}) and correction == "fdr":
        assert frame["p_adjusted"].tolist() == pytest.approx(false_discovery_control(frame["p"]).tolist())
    order = {"log_odds": frame["z"].abs(), "fisher": -frame["fisher_p"]}.get(measure)
    order = frame[measure] if order is None else order
    for side in ("target", "reference"):
        strength = order[frame["side"] == side]
        assert measure == "log_ratio" or strength.round(9).is_monotonic_decreasing
