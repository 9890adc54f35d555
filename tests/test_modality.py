"""Hedges, commitments, obligation, possibility: what is found, what only looks like it, and counts by hand."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.datafiles import data_path
from onrecord.modality import find_modality, languages
from onrecord.stats.modality import COLUMNS, modality
from onrecord.table import from_transcripts
from onrecord.topics import load_lexicon
from tests.builders import built


def found(text, language="en"):
    """Group → words that gave it, for one speech."""
    transcript = built([("ANN", text)])
    hits = find_modality(from_transcripts([transcript]), language)
    words = defaultdict(list)
    for group, start, end in zip(hits.hit_topic, hits.hit_start, hits.hit_end, strict=True):
        words[hits.names[group]].append(transcript.text[start:end])
    return dict(words)


@pytest.mark.parametrize("language", sorted(languages()))
def test_lists_have_the_same_groups_and_no_entry_twice(language):
    """Every language has the four groups, with enough in each to mean something, and no veto that is a term."""
    lexicon = load_lexicon(data_path("modality", f"{language}.toml"), "group")
    assert lexicon.names == ("Hedges", "Commitments", "Obligation", "Possibility")
    for entry in lexicon.entries:
        assert entry.description
        assert len(entry.terms) >= 10
        assert len(set(entry.terms)) == len(entry.terms)
        assert len(set(entry.vetoes)) == len(entry.vetoes)
        assert not set(entry.terms) & set(entry.vetoes)


@pytest.mark.parametrize(
    ("text", "group", "words"),
    [
        ("I think it is sort of late.", "Hedges", ["I think", "sort of"]),
        ("Perhaps. It seems so.", "Hedges", ["Perhaps", "It seems"]),
        ("We will not yield.", "Commitments", ["We will"]),
        ("I promise: we’re going to build it.", "Commitments", ["I promise", "we’re going to"]),
        ("We will be building schools.", "Commitments", ["We will be building"]),
        ("You must leave and should not return.", "Obligation", ["must", "should"]),
        ("We've got to act.", "Obligation", ["We've got to"]),
        ("It may rain, it might snow, and that could be it.", "Possibility", ["may", "might", "could"]),
        ("I think we'll have to go.", "Obligation", ["have to"]),
    ],
)
def test_words_are_found(text, group, words):
    """A listed word or phrase is found, and the hit is exactly those words in the source."""
    assert found(text)[group] == words


@pytest.mark.parametrize(
    ("language", "text", "group", "words"),
    [
        ("fr", "Il a peut-être raison.", "Hedges", ["peut-être"]),
        ("fr", "Nous créerons un conseil et je ferai un rapport.", "Commitments", ["Nous créerons", "je ferai"]),
        ("fr", "Il faut agir.", "Obligation", ["Il faut"]),
        ("fr", "Cela pourrait durer.", "Possibility", ["pourrait"]),
        ("de", "Das ist, glaube ich, vielleicht falsch.", "Hedges", ["glaube ich", "vielleicht"]),
        ("de", "Daran werden wir arbeiten.", "Commitments", ["werden wir"]),
        ("de", "Wir müssen handeln.", "Obligation", ["müssen"]),
        ("de", "Es könnte regnen.", "Possibility", ["könnte"]),
        ("es", "Creo que quizás llueva.", "Hedges", ["Creo que", "quizás"]),
        ("es", "Vamos a seguir.", "Commitments", ["Vamos a"]),
        ("es", "Tenemos que salir.", "Obligation", ["Tenemos que"]),
        ("es", "Puede que llueva.", "Possibility", ["Puede que"]),
        ("uk", "Мабуть, на мою думку, так.", "Hedges", ["Мабуть", "на мою думку"]),
        ("uk", "Зобов’язуємося допомогти.", "Commitments", ["Зобов’язуємося"]),
        ("uk", "Треба йти.", "Obligation", ["Треба"]),
        ("uk", "Це може статися.", "Possibility", ["може статися"]),
        ("ru", "По-моему, это, наверное, так.", "Hedges", ["По-моему", "наверное"]),
        ("ru", "Обещаю: мы не допустим.", "Commitments", ["Обещаю", "не допустим"]),
        ("ru", "Они должны уйти.", "Obligation", ["должны"]),
        ("ru", "Это могло бы случиться.", "Possibility", ["могло бы"]),
    ],
)
def test_words_of_other_languages_are_found(language, text, group, words):
    """Every list finds its language's own forms."""
    assert found(text, language)[group] == words


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("fr", "Il peut être un pionnier.", "Hedges"),
        ("fr", "Nous serons là. Il court le risque de perdre.", "Commitments"),
        ("fr", "Il court le risque de perdre.", "Possibility"),
        ("de", "Ich glaube an Gott.", "Hedges"),
        ("de", "Wir werden sehen.", "Commitments"),
        ("es", "Vamos a ver.", "Commitments"),
        ("uk", "Не треба.", "Obligation"),
        ("ru", "Этого не может быть.", "Possibility"),
    ],
)
def test_what_only_looks_like_it_in_other_languages(language, text, group):
    """Every list has its own figures of speech taken out."""
    assert group not in found(text, language)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("What kind of bridge is this kind of bridge?", "Hedges"),
        ("I believe in people.", "Hedges"),
        ("The will to win is theirs. Will they?", "Commitments"),
        ("We'll see.", "Commitments"),
        ("We're going to have winter.", "Commitments"),
        ("You don't have to go.", "Obligation"),
        ("I have to say that this has nothing to do with it.", "Obligation"),
        ("That has to do with the must-see list.", "Obligation"),
        ("On May 5 Mrs. May spoke. May I ask?", "Possibility"),
        ("it was in may", "Possibility"),
        ("Their might is great. We might as well go.", "Possibility"),
        ("Could you repeat that? I could not hear you.", "Possibility"),
    ],
)
def test_words_that_only_look_like_it_are_not(text, group):
    """Months, nouns, requests and figures of speech give nothing."""
    assert group not in found(text)


TALK = [("ANN", "We will go. We will, I guess, and we will. Perhaps."), ("BOB", "No."), ("CAT", "(sigh)")]


def test_by_hand():
    """ANN commits three times in two of three sentences and hedges twice in two; BOB does neither; CAT is silent."""
    table = from_transcripts([built(TALK)])
    frame = modality(table, np.ones(len(table.sentence_turn), bool), language="en")
    assert tuple(frame.columns) == COLUMNS
    assert frame["speaker"].tolist() == ["ANN"] * 4 + ["BOB"] * 4
    assert frame["group"].tolist() == ["Hedges", "Commitments", "Obligation", "Possibility"] * 2
    assert frame["count"].tolist() == [2, 3, 0, 0, 0, 0, 0, 0]
    assert frame["group_sentences"].tolist() == [2, 2, 0, 0, 0, 0, 0, 0]
    assert frame["words"].unique().tolist() == [11, 1]
    assert frame["per_1000"].tolist()[:3] == pytest.approx([2000 / 11, 3000 / 11, 0])
    assert frame["share_of_sentences"].tolist()[:3] == pytest.approx([2 / 3, 2 / 3, 0])
    assert (frame["per_1000_low"] <= frame["per_1000"]).all()
    assert (frame["per_1000_high"] > frame["per_1000"]).all()


def test_under_a_mask_and_in_no_known_language():
    """Only selected sentences count; a language without a list, and no transcript, give no row."""
    table = from_transcripts([built(TALK)])
    frame = modality(table, np.arange(len(table.sentence_turn)) == 1, language="en")
    assert frame["count"].tolist() == [1, 2, 0, 0]
    everything = np.ones(len(table.sentence_turn), bool)
    assert modality(table, ~everything, language="en").empty
    unknown = modality(table, everything, language="xx")
    assert unknown.empty
    assert tuple(unknown.columns) == COLUMNS
    assert modality(from_transcripts([]), np.zeros(0, bool), language="en").empty


WORDS = st.lists(st.sampled_from(["we", "will", "think", "I", "must", "perhaps.", "May", "so."]), max_size=9)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["ANN", "BOB"]), WORDS.map(" ".join)), max_size=4), st.randoms())
def test_counts_are_a_plain_recount_of_the_hits(talk, random):
    """Under any mask, counts and sentences are those of a loop over the hits."""
    table = from_transcripts([built(talk)])
    mask = np.array([random.random() < 0.7 for _ in table.sentence_turn], bool)
    hits = find_modality(table, "en")
    kept = [
        (table.speakers[table.sentence_speaker[s]].name, hits.names[g], s)
        for s, g in zip(hits.hit_sentence.tolist(), hits.hit_topic.tolist(), strict=True)
        if mask[s]
    ]
    for row in modality(table, mask, language="en").itertuples():
        mine = [s for speaker, group, s in kept if (speaker, group) == (row.speaker, row.group)]
        assert (row.count, row.group_sentences) == (len(mine), len(set(mine)))
        assert row.group_sentences <= row.sentences
