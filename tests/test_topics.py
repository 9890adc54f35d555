"""Topics: words and phrases of a lexicon, found in sentences, with vetoes and offsets."""

import re
from collections import defaultdict
from fnmatch import fnmatch, fnmatchcase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.datafiles import data_path
from onrecord.lexicon import Lexicon, TopicEntry, load_lexicon
from onrecord.mentions import find_mentions
from onrecord.phrase_matcher import PhraseHits, PhraseMatcher, longest
from onrecord.stats.topics import COLUMNS, topic_share
from onrecord.table import from_transcripts
from onrecord.topics import TERM_COLUMNS, find_topics, term_counts
from tests.builders import built

LEXICON = load_lexicon()


def found(text, lexicon=LEXICON):
    """Topic → words that gave it, for one speech."""
    transcript = built([("ANN", text)])
    table = from_transcripts([transcript])
    topics = find_topics(table, lexicon)
    words = defaultdict(list)
    for topic, start, end in zip(topics.hit_topic, topics.hit_start, topics.hit_end, strict=True):
        words[topics.names[topic]].append(transcript.text[start:end])
    return dict(words)


def small(terms, vetoes=()):
    return Lexicon((TopicEntry("T", "", tuple(terms), tuple(vetoes)),))


def test_the_lexicon_that_ships_has_at_least_twenty_described_topics():
    assert len(LEXICON.names) >= 20
    assert all(entry.description and len(entry.terms) >= 20 for entry in LEXICON.entries)


def test_no_entry_of_the_lexicon_is_both_a_term_and_a_veto_of_one_topic():
    for entry in LEXICON.entries:
        assert not set(entry.terms) & set(entry.vetoes), entry.name


@pytest.mark.parametrize(
    ("text", "topic", "words"),
    [
        ("Their soldiers shot war crimes on film.", "Human rights", ["war crimes"]),
        ("We need a long-range plan for supply-chain shocks.", "Trade & tariffs", ["supply-chain"]),
        ("The supply chains are short.", "Trade & tariffs", ["supply chains"]),
        ("THE CEASEFIRE HOLDS.", "Peace & negotiation", ["CEASEFIRE"]),
        ("Ukraine’s peace plan and nobody else's.", "Peace & negotiation", ["peace plan"]),
        ("AIDS took his brother.", "Health", ["AIDS"]),
        ("Agents of ICE came at dawn.", "Migration & borders", ["ICE"]),
        ("The women’s rights clause stays.", "Human rights", ["women’s rights"]),
    ],
)
def test_words_give_a_topic(text, topic, words):
    """A listed word or phrase gives the topic, and the hit is exactly those words in the source."""
    assert found(text)[topic] == words


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("That is another school of thought.", "Education"),
        ("We looked at the health of the economy.", "Health"),
        ("Two hearing aids are on the list.", "Health"),
        ("There is ice on the road to Marl.", "Migration & borders"),
        ("I beg your pardon.", "Justice & courts"),
        ("The administration supports the campaign in Congress.", "Elections & democracy"),
        ("A trade union meets.", "Trade & tariffs"),
        ("I thank Her Worship the Mayor.", "Religion & society"),
        ("It is so, Your Worship.", "Religion & society"),
        ("Supply. Chain.", "Trade & tariffs"),
    ],
)
def test_words_that_only_look_like_a_topic_do_not_give_it(text, topic):
    """Vetoes, missing capitals and phrases cut by a full stop give nothing."""
    assert topic not in found(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("J'ai pris la parole et j'ai dit que le coup est parti pour voter avec les autres dans la salle.", {}),
        ("Es war ein langer Tag und der Gang war leer, denn wir haben alle im Hof auf die anderen gewartet.", {}),
        ("It was a war that we did not want and they voted for it in the end.", {"T": ["war", "voted"]}),
        ("The gang.", {"T": ["gang"]}),
    ],
)
def test_terms_of_a_language_are_found_in_its_sentences(text, words):
    """Words of another language that look alike are none of the lexicon's; what is too short to tell is English."""
    entry = TopicEntry("T", "", ("ai", "war", "gang", "parole", "coup", "vot*"))
    assert found(text, Lexicon((entry,), "en")) == words
    if not words:
        assert not found(text)
        assert found(text, Lexicon((entry,)))["T"]
        assert found(text, Lexicon((entry,), "no such language"))["T"]


def test_a_turn_in_another_language_has_none_of_the_topics_but_those_a_person_added():
    """Each sentence by its own language; terms that count anywhere do, and the counts of entries say the same."""
    english = "We were told that this war is over and that they will be home by the end of it, as you know."
    german = "Es war ein Krieg, den wir alle nicht gewollt haben, und der Gang war leer, als die anderen kamen."
    table = from_transcripts([built([("ANN", " ".join([english] * 6)), ("BOB", " ".join([german] * 6))])])
    lexicon = Lexicon((TopicEntry("War", "", ("war", "krieg"), (), ("krieg",)),), "en")
    topics = find_topics(table, lexicon)
    said = [(int(s), topics.entries[e][1]) for s, e in zip(topics.hit_sentence, topics.hit_entry, strict=True)]
    assert [at for at, term in said if term == "krieg"] == list(range(6, 12))
    assert [at for at, term in said if term == "war" and at not in (6, 7)] == list(range(6))  # next to English ones
    assert term_counts(table, lexicon, "War")["hits"].sum() == len(said)


def test_a_term_may_end_with_a_full_stop_that_the_words_of_a_text_have_not():
    assert found("The U.S. met at 9 a.m. here.", small(["U.S.", "a.m. here"])) == {"T": ["U.S", "a.m. here"]}


def test_words_inside_a_name_give_no_topic():
    """Only where all of them are inside it, and only in names of people; counts of entries say the same."""
    transcript = built([("ANN", "I thank Bishop Marl. Bishop Marl and the bishops of Wales met. A bishop left.")])
    table = from_transcripts([transcript])
    mentions = find_mentions(table)
    assert {target.kind for target in mentions.targets} >= {"person", "country"}
    lexicon = small(["bishop*", "marl and the bishops", "wales"])
    topics = find_topics(table, lexicon, mentions)
    words = [transcript.text[a:b] for a, b in zip(topics.hit_start, topics.hit_end, strict=True)]
    assert words == ["Marl and the bishops", "Wales", "bishop"]
    assert term_counts(table, lexicon, "T", mentions)["hits"].tolist() == [1, 1, 1]
    assert find_topics(table, lexicon).hit_topic.size == 5


def test_the_longest_of_overlapping_entries_is_the_hit():
    assert found("a nuclear weapon here", small(["nuclear", "nuclear weapon*", "weapon*"])) == {"T": ["nuclear weapon"]}


def test_hits_of_different_topics_may_overlap():
    lexicon = Lexicon((TopicEntry("A", "", ("world bank",)), TopicEntry("B", "", ("bank",))))
    assert found("The World Bank lends.", lexicon) == {"A": ["World Bank"], "B": ["Bank"]}


def test_a_veto_takes_only_what_it_overlaps():
    lexicon = small(["school"], ["school of thought"])
    assert found("One school of thought says that a school is a cost.", lexicon) == {"T": ["school"]}


def test_a_sentence_counts_once_for_a_topic_however_many_words_give_it():
    table = from_transcripts([built([("ANN", "War, war and war. Peace.")])])
    topics = find_topics(table, small(["war"]))
    assert topics.hit_topic.size == 3
    assert topics.matrix.nnz == 1
    assert topics.sentences_of("T").tolist() == [True, False]
    assert topics.sentences_of("no such topic").tolist() == [False, False]


def test_an_empty_table_has_no_hits():
    topics = find_topics(from_transcripts([]), LEXICON)
    assert topics.hit_topic.size == 0
    assert topics.matrix.shape == (0, len(LEXICON.names))


def test_every_hit_says_which_entry_of_the_lexicon_gave_it():
    """The entry is shown as it is written in the lexicon, whatever spelling of it stands in the text."""
    lexicon = Lexicon(
        (TopicEntry("A", "", ("war crime*", "long-range")), TopicEntry("B", "", ("crime*",), ("no crime",)))
    )
    topics = find_topics(
        from_transcripts([built([("ANN", "War crimes. A long range. No crime, one crime.")])]), lexicon
    )
    assert [topics.entries[e] for e in topics.hit_entry] == [
        ("A", "war crime*"),
        ("B", "crime*"),
        ("A", "long-range"),
        ("B", "crime*"),
    ]
    assert [topics.names[t] for t in topics.hit_topic] == [topics.entries[e][0] for e in topics.hit_entry]


def test_term_counts_worked_out_by_hand():
    """Of overlapping entries the longer has the hit; a veto counts where it takes a term away, and only there."""
    text = "War, war and a trade war. No trade war. The war of words and words. A trade dispute. Wars, a cold war."
    lexicon = small(["war", "wars", "trade war*", "peace"], ["war of words", "cold war*", "trade dispute"])
    counts = term_counts(from_transcripts([built([("ANN", text)])]), lexicon, "T")
    assert tuple(counts.columns) == TERM_COLUMNS
    assert counts.values.tolist() == [
        ["war", False, 2, 1],
        ["wars", False, 1, 1],
        ["trade war*", False, 2, 2],
        ["peace", False, 0, 0],
        ["war of words", True, 1, 1],
        ["cold war*", True, 1, 1],
        ["trade dispute", True, 0, 0],
    ]


def test_term_counts_of_a_topic_that_is_not_there_are_none():
    counts = term_counts(from_transcripts([built([("ANN", "War.")])]), small(["war"]), "No such topic")
    assert counts.empty
    assert tuple(counts.columns) == TERM_COLUMNS


def recounted(terms, vetoes, sentences):
    """Hits and sentences of each entry: all places tried, the longest kept, of two as long the veto, then the first."""
    hits, inside = defaultdict(int), defaultdict(set)
    for number, words in enumerate(sentences):
        places = [
            (-len(e.split()), e in terms, start, order, e)
            for order, e in enumerate([*terms, *vetoes])
            for start in range(len(words) - len(e.split()) + 1)
            if all(fnmatchcase(w, p) for w, p in zip(words[start:], e.split(), strict=False))
        ]
        of_terms = [(start, start - size) for size, is_term, start, _, _ in places if is_term]
        taken = []
        for size, is_term, start, _, entry in sorted(places):
            end = start - size
            if any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            if is_term or any(start < b and a < end for a, b in of_terms):
                hits[entry] += 1
                inside[entry].add(number)
    return [[e, e in vetoes, hits[e], len(inside[e])] for e in (*terms, *vetoes)]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(["war", "war*", "war plan", "peace plan*", "of war", "the war plan"]), min_size=1, unique=True
    ),
    st.lists(st.sampled_from(["plan of war", "warm", "no war plan", "peace"]), max_size=3, unique=True),
    st.lists(
        st.lists(st.sampled_from(["war", "warm", "peace", "plan", "of", "the", "no"]), min_size=1, max_size=12),
        max_size=3,
    ),
)
def test_term_counts_are_those_of_a_naive_recount(terms, vetoes, sentences):
    """Whatever the lexicon and the text, each entry has the hits that trying it everywhere gives it."""
    text = " ".join(" ".join(words).capitalize() + "." for words in sentences)
    table = from_transcripts([built([("ANN", text or ".")])])
    counts = term_counts(table, small(terms, vetoes), "T")
    assert counts.values.tolist() == recounted(terms, vetoes, sentences)
    given_by = np.bincount(find_topics(table, small(terms, vetoes)).hit_entry, minlength=len(counts))
    assert given_by.tolist() == counts["hits"].where(~counts["is_veto"], 0).tolist()


WORDS = st.sampled_from(["war", "wars", "peace", "plan", "of", "the", "warm"])
ENTRIES = st.lists(WORDS | st.sampled_from(["war*", "p*"]), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ENTRIES, min_size=1, max_size=6, unique=True), st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=6)
)
def test_phrases_are_found_where_a_regular_expression_finds_them(entries, first, second):
    """The matcher agrees with a regular expression tried at every word of each sentence."""
    sentences = [" ".join(words) + "." for words in (first, second) if words]
    transcript = built([("ANN", " ".join(s.capitalize() for s in sentences))])
    table = from_transcripts([transcript])
    hits = PhraseMatcher([entry.split() for entry in entries]).find(table)
    ours = {
        (entries[p], int(table.token_start[f]), int(table.token_end[f + n - 1]))
        for p, f, n in zip(hits.phrase, hits.first, hits.n_tokens, strict=True)
    }
    theirs = set()
    for entry in entries:
        pattern = re.compile(r"\b" + entry.replace("*", r"\w*") + r"\b")
        for start, end in zip(table.token_start.tolist(), table.token_start.tolist(), strict=True):
            match = pattern.match(transcript.text.lower(), start, len(transcript.text))
            if match:
                theirs.add((entry, end, match.end()))
    assert ours == theirs


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(1, 4)), max_size=12))
def test_longest_keeps_what_a_greedy_search_keeps(spans):
    """Longest first, then leftmost, nothing overlapping within a group: the same as trying every span in that order."""
    group, first, size = (
        np.array(column, np.int64) for column in (zip(*spans, strict=True) if spans else ((), (), ()))
    )
    keep = longest(PhraseHits(np.zeros(len(spans), np.int64), first, size), group=group)
    taken = []
    for g, f, n in sorted(spans, key=lambda s: (-s[2], s[1])):
        if all(g != h or f + n <= a or f >= a + m for h, a, m in taken):
            taken.append((g, f, n))
    assert sorted(s for s, kept in zip(spans, keep, strict=True) if kept) == sorted(taken)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aWar peace.,!?\n'’-é한ü🙂 ", max_size=80))
def test_hits_lie_inside_their_sentences(text):
    """Whatever the text, every hit is a non-empty stretch of its own sentence."""
    table = from_transcripts([built([("ANN", text)])])
    topics = find_topics(table, LEXICON)
    assert np.all(topics.hit_start < topics.hit_end)
    assert np.all(table.sentence_start[topics.hit_sentence] <= topics.hit_start)
    assert np.all(topics.hit_end <= table.sentence_end[topics.hit_sentence])


def test_topic_share_counts_sentences_of_each_speaker():
    """ANN has war in 2 of 3 sentences and peace in 1; BOB has peace in his only one; CAT has nothing."""
    speeches = [("ANN", "War came. War and peace. Lunch."), ("BOB", "Peace!"), ("CAT", "Well.")]
    table = from_transcripts([built(speeches)])
    topics = find_topics(table, Lexicon((TopicEntry("Peace", "", ("peace",)), TopicEntry("War", "", ("war",)))))
    frame = topic_share(table, np.ones(5, bool), topics)
    assert tuple(frame.columns) == COLUMNS
    assert frame.values.tolist() == [
        ["ANN", "Peace", 1, 3, 1 / 3],
        ["ANN", "War", 2, 3, 2 / 3],
        ["BOB", "Peace", 1, 1, 1.0],
    ]
    first = topic_share(table, np.array([True, False, False, False, False]), topics)
    assert first.values.tolist() == [["ANN", "War", 1, 1, 1.0]]


def test_topic_share_of_nothing_is_an_empty_frame_with_the_same_columns():
    table = from_transcripts([built([("ANN", "War came.")])])
    frame = topic_share(table, np.zeros(1, bool), find_topics(table, LEXICON))
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS
    assert frame.dtypes.astype(str).tolist() == ["str", "str", "int64", "int64", "float64"]


def test_every_data_file_is_described():
    """data/README.md names every file and folder that comes with On Record."""
    named = re.findall(r"`([^`]+)`", data_path("README.md").read_text(encoding="utf-8"))
    root = data_path()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != "README.md":
            assert any(fnmatch(name, pattern) for pattern in named), name
