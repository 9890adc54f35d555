"""Themes: planted ones come out, one text has one answer, and little text has none."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.kept import KEPT
from onrecord.stats.themes import theme_share
from onrecord.stretches import BLOCK_WORDS, documents_of
from onrecord.table import from_transcripts
from onrecord.theme_stability import Stability, adjusted_rand, theme_stability
from onrecord.themes import FEWEST_WORDS, find_themes, how_many, npmi
from onrecord.topics import Lexicon, TopicEntry, find_topics
from tests.builders import built

PLANTED = [
    words.split()
    for words in (
        "harbour ferry quay mooring tide pilot anchor cargo vessel dredger lighthouse buoy keel rudder",
        "orchard apple cider harvest grafting blossom pruning ladder beehive pollen pear cherry barrel scythe",
        "tram rail depot timetable conductor platform signal junction carriage track siding ticket buffer sleeper",
        "library shelf archive reader catalogue binding manuscript lending folio parchment index vellum quill scribe",
        "kitchen oven kettle saucepan recipe pastry butter flour spoon larder simmer whisk pepper apron",
    )
]
FILLER = ["we", "have", "to", "say", "that", "it", "is", "what", "they", "said", "and", "there", "was", "of", "you"]


def planted(n_stretches=60, seed=5):
    """Speeches of 20 to 40 words in stretches on one theme each; and the theme of each sentence."""
    chance = np.random.default_rng(seed)
    speeches, sentence_themes = [], []
    for stretch in range(n_stretches):
        theme = int(chance.integers(len(PLANTED)))
        for _ in range(8):
            words = [*chance.choice(FILLER, 7), *chance.choice(PLANTED[theme], 4)]
            chance.shuffle(words)
            speeches.append(("ANN" if (stretch + len(speeches)) % 3 else "BOB", " ".join(words).capitalize() + "."))
            sentence_themes.append(theme)
    return from_transcripts([built(speeches)]), np.array(sentence_themes)


@pytest.fixture(scope="module")
def corpus():
    return planted()


@pytest.fixture(scope="module")
def themes(corpus):
    return find_themes(corpus[0], n=5)


def test_planted_themes_are_found(corpus, themes):
    """Each theme is one planted set of words, and the sentences that it has are those that were made of it."""
    truth = corpus[1]
    owners = [next(i for i, words in enumerate(PLANTED) if terms[0] in words) for terms in themes.terms]
    assert sorted(owners) == [0, 1, 2, 3, 4]
    assert all(set(terms) <= set(PLANTED[owner]) for terms, owner in zip(themes.terms, owners, strict=True))
    right = sum(
        (truth[themes.sentences_of(name)] == owner).sum() for name, owner in zip(themes.names, owners, strict=True)
    )
    assert right >= 0.95 * truth.size
    assert min(themes.coherence) > 0.5
    sizes = [int(themes.sentences_of(name).sum()) for name in themes.names]
    assert sizes == sorted(sizes, reverse=True)


def test_planted_themes_come_again(corpus):
    """With a fifth of the stretches left out, the same stretches go together and the same words lead."""
    stability = theme_stability(corpus[0], n=5, runs=4)
    assert min(stability.agreement) > 0.9
    assert stability.found_again == (4,) * 5


def test_one_text_has_one_answer(corpus, themes):
    """Found anew, everything is the same to the last hit."""
    KEPT.clear()
    again = find_themes(corpus[0], n=5)
    assert again is not themes
    assert (again.terms, again.coherence, again.names) == (themes.terms, themes.coherence, themes.names)
    assert np.array_equal(again.found.hit_start, themes.found.hit_start)
    assert np.array_equal(again.found.hit_topic, themes.found.hit_topic)


def test_who_speaks_makes_no_difference(corpus, themes):
    """Themes are of the words: other names on the turns leave them as they are, kept."""
    table = corpus[0]
    transcript = table.transcripts[0]
    other = built([("EVE", transcript.text[s.start : s.end]) for s in transcript.segments if s.kind == "speech"])
    assert other.speakers != transcript.speakers
    assert find_themes(from_transcripts([other]), n=5).terms == themes.terms


def test_every_hit_is_a_word_of_its_theme_in_its_sentence(corpus, themes):
    table, found = corpus[0], themes.found
    text = table.transcripts[0].text
    words = [text[a:b].lower() for a, b in zip(found.hit_start, found.hit_end, strict=True)]
    assert [found.entries[e][1] for e in found.hit_entry] == words
    assert [found.entries[e][0] for e in found.hit_entry] == [found.names[t] for t in found.hit_topic]
    assert np.all(table.sentence_start[found.hit_sentence] <= found.hit_start)
    assert np.all(found.hit_end <= table.sentence_end[found.hit_sentence])
    assert np.all(np.diff(found.matrix.indptr) <= 1)


def test_little_text_has_no_themes_and_says_so():
    few = from_transcripts([built([("ANN", "We have an orchard and a ferry. " * 400)])])
    assert few.token_term.size < FEWEST_WORDS
    none = find_themes(few)
    assert none.names == none.terms == none.coherence == ()
    assert "3,000 words, and here are 2,800" in none.note
    assert not none.sentences_of("harbour").any()
    assert theme_stability(few) == Stability((), ())
    assert none.named(find_topics(few, Lexicon(()))).names == ()
    assert theme_share(few, np.ones(few.sentence_turn.size, bool)).empty


def test_a_text_that_says_one_thing_over_and_over_has_none():
    same = from_transcripts([built([("ANN", "The orchard has a ferry. " * 800)])])
    assert "several places" in find_themes(same).note
    assert find_themes(from_transcripts([])).note


def test_a_theme_is_called_as_the_topic_that_is_clearly_its_own(corpus, themes):
    """Otherwise by its first two terms; two that would be called alike each add a term; a person's name wins."""
    lexicon = Lexicon(
        (
            TopicEntry("Ports", "", tuple(PLANTED[0])),
            TopicEntry("Everything", "", ("we", "that", "it", "you", "is", "was", "of", "to")),
            TopicEntry("Things", "", (*PLANTED[2], *PLANTED[3])),
            TopicEntry("Rare", "", (PLANTED[1][0],)),
        )
    )
    topics = find_topics(corpus[0], lexicon)
    of = {next(at for at, words in enumerate(PLANTED) if t[0] in words): i for i, t in enumerate(themes.terms)}
    named = themes.named(topics)
    assert named.names[of[0]] == "Ports"
    assert named.names[of[1]] == ", ".join(themes.terms[of[1]][:2])
    assert {named.names[of[2]], named.names[of[3]]} == {f"Things: {themes.terms[of[i]][0]}" for i in (2, 3)}
    mine = themes.named(topics, {themes.keys[of[0]]: "Our harbour", "no, such, theme": "Nothing"})
    assert mine.names[of[0]] == "Our harbour"
    assert np.array_equal(mine.sentences_of("Our harbour"), named.sentences_of("Ports"))


def test_two_themes_that_a_person_calls_alike_stay_two(themes):
    topics = find_topics(from_transcripts([]), Lexicon(()))
    topics = type(topics)(**{**vars(topics), "n_sentences": themes.found.n_sentences})
    alike = themes.named(topics, dict.fromkeys(themes.keys, "Same"))
    assert len(set(alike.names)) == 5


def test_stretches_are_a_hundred_words_of_consecutive_sentences():
    """A naive recount: a sentence is in the stretch of the hundred words that its first word is among."""
    lengths = [3, 60, 50, 2, 240, 1, 1, 90, 30]
    texts = [" ".join(["orchard"] * n).capitalize() + "." for n in lengths]
    one = built([("ANN", " ".join(texts[:5])), ("BOB", " ".join(texts[5:]))])
    table = from_transcripts([one, built([("ANN", texts[0])])])
    block, expected, words = documents_of(table, "en").block, [], 0
    for length in lengths:
        expected.append(words // BLOCK_WORDS)
        words += length
    expected.append(expected[-1] + 1)
    numbers = {value: at for at, value in enumerate(dict.fromkeys(expected))}
    assert block.tolist() == [numbers[value] for value in expected]


def test_the_weights_of_words_are_tf_idf_by_the_formula():
    """Two stretches of two, by hand: ln of the counts plus one, times the idf, to length 1."""
    first, second = "apple apple cider " + "we " * 97, "apple quay " + "we " * 98
    speeches = [("ANN", first.strip() + "."), ("BOB", second.strip() + "."), ("ANN", first.strip() + ".")]
    table = from_transcripts([built(speeches), built([("EVE", "quay " * 50)]), built([("EVE", "we " * 50)])])
    documents = documents_of(table, "en")
    assert table.vocabulary[documents.terms].tolist() == [
        "cider",
        "quay",
    ]  # apple is in more than half of the stretches
    idf = math.log(6 / 3) + 1
    second_quay = (1 + math.log(50)) * idf
    assert documents.matrix.toarray() == pytest.approx(np.array([[1, 0], [0, 1], [1, 0], [0, 1], [0, 0]]))
    assert second_quay > idf
    assert documents.sample.tolist() == [0, 1, 2, 3]


def test_how_many_themes_follows_the_rule_of_thumb(corpus):
    documents = documents_of(corpus[0], "en")
    assert how_many(documents) == round(math.sqrt(documents.sample.size / 2))


@pytest.mark.parametrize(
    ("together", "first", "second", "total", "value"),
    [
        (4, 8, 8, 16, 0),
        (0, 3, 3, 10, -1),
        (10, 10, 10, 10, 1),
        (3, 3, 3, 10, 1),
        (2, 2, 4, 8, math.log(2) / math.log(4)),
    ],
)
def test_npmi_by_hand(together, first, second, total, value):
    """0 by chance, -1 never together, 1 always; and ln(p₁₂/(p₁·p₂)) / −ln p₁₂ between."""
    assert float(npmi(np.array([together]), np.array([first]), np.array([second]), total)[0]) == pytest.approx(value)


def test_coherence_is_that_of_a_naive_recount(corpus, themes):
    """Over every two listed terms, counted in sets of stretches."""
    table = corpus[0]
    block = documents_of(table, "en").block
    spoken = {}
    for term, sentence in zip(table.token_term.tolist(), table.token_sentence.tolist(), strict=True):
        spoken.setdefault(str(table.vocabulary[term]), set()).add(int(block[sentence]))
    total = int(block.max()) + 1
    for terms, coherence in zip(themes.terms, themes.coherence, strict=True):
        values = []
        for a, b in combinations(terms, 2):
            both = len(spoken[a] & spoken[b]) / total
            expected = len(spoken[a]) * len(spoken[b]) / total**2
            values.append(math.log(both / expected) / -math.log(both) if both else -1)
        assert coherence == pytest.approx(sum(values) / len(values))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_the_adjusted_rand_index_counts_pairs(sorts):
    """Pairs that both put together, over what chance would, of what there could be at most; counted one by one."""
    first, second = (np.array(each) for each in zip(*sorts, strict=True))
    pairs = list(combinations(range(len(sorts)), 2))
    in_first = sum(first[i] == first[j] for i, j in pairs)
    in_second = sum(second[i] == second[j] for i, j in pairs)
    in_both = sum(first[i] == first[j] and second[i] == second[j] for i, j in pairs)
    expected, most = in_first * in_second / len(pairs), (in_first + in_second) / 2
    ours = adjusted_rand(first, second)
    assert ours == pytest.approx(1.0 if most == expected else (in_both - expected) / (most - expected))
    assert ours == pytest.approx(adjusted_rand(3 - second, first))


def test_the_adjusted_rand_index_of_a_known_example():
    """scikit-learn's documentation: [0, 0, 1, 1] against [0, 0, 1, 2] is 0.57."""
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx(4 / 7)
    assert adjusted_rand(np.array([0, 0, 0, 0]), np.array([0, 1, 2, 3])) == 0


def test_theme_share_counts_sentences_of_each_speaker(corpus, themes):
    """Against a count of each speaker's sentences one by one."""
    table = corpus[0]
    mask = np.arange(table.sentence_turn.size) % 2 == 0
    frame = theme_share(table, mask, n=5)
    speakers = np.array([speaker.name for speaker in table.speakers])[table.sentence_speaker]
    for row in frame.itertuples():
        mine = mask & (speakers == row.speaker)
        assert row.sentences == (mine & themes.sentences_of(row.theme)).sum() > 0
        assert row.speaker_sentences == mine.sum()
        assert row.share_of_speaker == row.sentences / row.speaker_sentences
        at = themes.names.index(row.theme)
        assert (row.terms, row.coherence) == (themes.keys[at], themes.coherence[at])
    assert list(dict.fromkeys(frame["theme"])) == list(themes.names)
    assert len(frame) == 10
