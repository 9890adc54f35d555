"""Words: answers written by hand, NLTK and ``re`` as independent oracles, and what must hold for any text."""

import re
import unicodedata
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk import FreqDist
from nltk.tokenize import RegexpTokenizer

from onrecord import tokens
from onrecord.datafiles import data_path
from onrecord.languages import stop_words
from onrecord.tokens import contractions, fold, tokenize, tokenize_all


def written(text):
    words = tokenize(text)
    return [text[a:b] for a, b in zip(words.start, words.end, strict=True)]


def terms(text):
    words = tokenize(text)
    return [words.vocabulary[code] for code in words.term]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" …! — $", []),
        ("a", ["a"]),
        ("don't 'quoted' dogs' ’tis", ["don't", "quoted", "dogs", "tis"]),
        ("a two-way street -- a word--word-", ["a", "two-way", "street", "a", "word", "word"]),
        ("$8.5 billion, 10,000; 96%. 5.Next 1,a", ["8.5", "billion", "10,000", "96", "5", "Next", "1", "a"]),
        ("the U.S. and U.S.A., at 3 p.m.", ["the", "U.S", "and", "U.S.A", "at", "3", "p.m"]),
        ("the U.S.'s and U.S.-led; end.Start", ["the", "U.S.'s", "and", "U.S", "led", "end", "Start"]),
        ("Q&A at AT&T & co", ["Q&A", "at", "AT&T", "co"]),
        ("F-16s in 2020s", ["F-16s", "in", "2020s"]),
        ("п'ять років, її", ["п'ять", "років", "її"]),
        ("l’été naïve Straße", ["l", "été", "naïve", "Straße"]),
        (
            "L'ÉTÉ qu'à l'œil, jusqu'ici; c'est-à-dire",
            ["L", "ÉTÉ", "qu", "à", "l", "œil", "jusqu", "ici", "c", "est-à-dire"],
        ),
        ("aujourd'hui quelqu'un presqu'île Val-d'Or", ["aujourd'hui", "quelqu'un", "presqu'île", "Val-d'Or"]),
        ("d'aujourd'hui, 'd'abord'", ["d", "aujourd'hui", "d", "abord"]),
        ("s'ha d'Espanya dell’anno un po’", ["s", "ha", "d", "Espanya", "dell", "anno", "un", "po"]),
        (
            "O'Brien D'Amato o'clock y'all we'll'ave rock'n'all",
            ["O'Brien", "D'Amato", "o'clock", "y'all", "we'll'ave", "rock'n'all"],
        ),
        ("d'Estaing l'1 l'я j'y", ["d", "Estaing", "l'1", "l'я", "j'y"]),
        ("e\u0301t\u0301e a\u00adb", ["e\u0301t\u0301e", "a\u00adb"]),
        ("❤️ 👩‍👩‍👧 👍🏽 ok 🇺🇦", ["ok"]),
        ("\u0301 a", ["a"]),
        ("مرحبا بكم ٣٫٥", ["مرحبا", "بكم", "٣٫٥"]),
        ("यह सच है।", ["यह", "सच", "है"]),
        ("日本はアメリカの友。", ["日", "本", "は", "アメリカ", "の", "友"]),
        ("中文ABC中-文", ["中", "文", "ABC", "中", "文"]),
        ("ดี", ["ดี"]),
        ("한국은 좋다", ["한국은", "좋다"]),
        ("𠀀𠀁 𝐀b", ["𠀀", "𠀁", "𝐀b"]),
        ("a_b@c.de", ["a", "b", "c", "de"]),
    ],
)
def test_words_as_written(text, expected):
    """Words are cut as the module says, in any script."""
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's UKRAINE Ukraine’s", ["ukraine"] * 3),
        ("It's it’s IT‘S let's who's", ["it's"] * 3 + ["let's", "who's"]),
        ("The U.S.'s U.S. U.S", ["the", "u.s", "u.s", "u.s"]),
        ("long‑lasting long-lasting", ["long-lasting"] * 2),
        ("caf\u00e9 cafe\u0301", ["caf\u00e9"] * 2),
        ("co\u00adoperate cooperate", ["cooperate"] * 2),
        ("İstanbul istanbul", ["istanbul"] * 2),
        ("ΟΔΟΣ οδος", ["οδος", "οδος"]),
        ("don’t can't", ["don't", "can't"]),
    ],
)
def test_terms(text, expected):
    """Capitals, apostrophes, hyphens, composition and possessives make no new term; shortened verbs do."""
    assert terms(text) == [unicodedata.normalize("NFC", t) for t in expected]


def test_vocabulary_is_in_order_of_first_use():
    """The vocabulary holds each term once, in the order in which it first occurs."""
    words = tokenize("B a b's A c")
    assert words.vocabulary.tolist() == ["b", "a", "c"]
    assert words.term.tolist() == [0, 1, 0, 1, 2]
    assert words.term.dtype == words.start.dtype == words.end.dtype == np.int32


LETTERS = st.sampled_from(list("aZéдД你アดี'’-.,&5٣ \n😀\u0301\u200d\u00ad(İß𠀀")) | st.characters()
TEXT = st.text(LETTERS, max_size=80)


@given(TEXT)
def test_offsets_are_the_words(text):
    """Spans ascend without overlap; each holds a letter or digit and no space; folding the slice gives its term."""
    words = tokenize(text)
    slices = written(text)
    assert (words.start < words.end).all()
    assert (words.end[:-1] <= words.start[1:]).all()
    assert fold(slices) == [words.vocabulary[code] for code in words.term]
    for word in slices:
        assert unicodedata.category(word[0])[0] in "LN"
        assert not any(character.isspace() for character in word)
    assert len(set(words.vocabulary)) == len(words.vocabulary)
    outside = np.ones(len(text), bool)
    for a, b in zip(words.start, words.end, strict=True):
        outside[a:b] = False
    left = [character for i, character in enumerate(text) if outside[i]]
    assert not any(unicodedata.category(character)[0] in "LN" for character in left)


@given(st.lists(TEXT, max_size=5))
def test_many_texts_are_each_text_alone(texts):
    """Texts tokenised together have the words they have alone, over one vocabulary."""
    words, offset = tokenize_all(texts)
    assert offset[0] == 0
    assert offset[-1] == len(words)
    for i, text in enumerate(texts):
        part = slice(offset[i], offset[i + 1])
        alone = tokenize(text)
        assert words.start[part].tolist() == alone.start.tolist()
        assert words.end[part].tolist() == alone.end.tolist()
        assert list(words.vocabulary[words.term[part]]) == list(alone.vocabulary[alone.term])


@given(text=TEXT, size=st.integers(1, 9))
def test_blocks_do_not_show(text, size):
    """Cutting the text into blocks changes no word."""
    whole = tokenize(text)
    normal, tokens._BLOCK_CHARS = tokens._BLOCK_CHARS, size
    try:
        cut = tokenize(text)
    finally:
        tokens._BLOCK_CHARS = normal
    assert cut.start.tolist() == whole.start.tolist()
    assert cut.end.tolist() == whole.end.tolist()
    assert cut.vocabulary.tolist() == whole.vocabulary.tolist()


def test_counts_agree_with_nltk_and_re():
    """On our own samples, plain English, NLTK's regular expression tokeniser and Counter find the same terms."""
    text = data_path("samples", "press-briefing.txt").read_text(encoding="utf-8")
    pattern = r"[^\W_]\.[^\W_](?![^\W_])(?:\.[^\W_](?![^\W_]))*|\d+(?:[.,]\d+)+|[^\W_]+(?:['’&-][^\W_]+)*"
    oracle = fold(RegexpTokenizer(pattern).tokenize(text))
    assert Counter(terms(text)) == Counter(oracle)
    assert FreqDist(terms(text)).most_common(1)[0][1] == len(re.findall(r"\bthe\b", text.lower()))


def test_only_one_letter_grows_when_lowered():
    """İ is the only letter that ``str.lower`` makes longer, which is why it alone is treated apart."""
    assert [c for c in map(chr, range(0x110000)) if len(c.lower()) > 1] == ["İ"]


def test_word_lists():
    """The lists are there, folded, and hold what they must and must not."""
    assert "it's" in contractions()
    assert {"the", "don't", "thank", "going", "u.s"} & stop_words("en") == {"the", "don't", "thank", "going"}
    kept = {"states", "state", "general", "system", "bill", "fire", "billion", "serious", "significant", "war"}
    assert not kept & stop_words("en")
    assert all(word == word.lower() and "’" not in word for word in stop_words("en"))


def test_arrays_are_read_only():
    """Nobody can change a column that others share."""
    words = tokenize("one two")
    for column in (words.term, words.start, words.end, words.vocabulary):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = column[1]
