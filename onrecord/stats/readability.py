"""How hard each speaker's sentences would be to read: LIX for every language, Flesch's two scores for English."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.methods import Method
from onrecord.syllables import syllables
from onrecord.table import Float64Array, TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray, is_unspaced, read_only

COLUMNS = (
    "speaker", "sentences", "words", "words_per_sentence", "letters", "letters_per_word", "long_words", "lix",
    "syllables", "syllables_per_word", "reading_ease", "grade",
)  # fmt: skip

FEWEST_WORDS = 100
"""Flesch counts in samples of 100 words; a score of fewer is one of a few sentences."""
FEWEST_SENTENCES = 3
_LONG = 6
_UNSPACED_SHARE = 0.1

_WRITTEN = "Made for written text and tested on readers: of talk it tells how long sentences and words are, no more."
_STOPS = "The transcriber sets the full stops: speakers written down by different hands do not compare."
_GUESSED = (
    "Syllables are guessed from the spelling: of 257 longer words and names of briefings and debates, drawn before the "
    "rules were written, 4 were wrong by one or two; three were mended."
)

METHODS = {
    "words_per_sentence": Method(
        title="Words per sentence",
        formula="words/sentences, of sentences with a word",
        worked="{words}/{sentences} = {words_per_sentence:.2f}",
        source="arithmetic mean",
        cautions=(_STOPS,),
    ),
    "letters_per_word": Method(
        title="Letters per word",
        formula="letters/words; digits, hyphens and apostrophes are no letters",
        worked="{letters}/{words} = {letters_per_word:.2f}",
        source="arithmetic mean",
        cautions=("Languages differ: compare speakers of one language only.",),
    ),
    "lix": Method(
        title="LIX, readability index",
        formula="words/sentences + 100·long/words, where long words have more than six letters. Björnsson: 30 easy, 40 "
        "middling, 50 difficult, 60 very difficult.",
        worked="{words}/{sentences} + 100·{long_words}/{words} = {lix:.1f}",
        source="C.-H. Björnsson 1968, Läsbarhet, Stockholm: Liber; Anderson 1983, Journal of Reading 26:490–496",
        cautions=(
            _WRITTEN,
            _STOPS,
            "Its steps were set for Swedish; German has longer words and scores higher. Compare within one language.",
        ),
    ),
    "syllables_per_word": Method(
        title="Syllables per word",
        formula="syllables/words, syllables by the rules of onrecord.syllables; a digit counts as one",
        worked="{syllables}/{words} = {syllables_per_word:.3f}",
        source="Flesch 1948, Journal of Applied Psychology 32:221–233",
        cautions=(_GUESSED,),
    ),
    "reading_ease": Method(
        title="Flesch Reading Ease",
        formula="206.835 − 1.015·words/sentences − 84.6·syllables/words; higher is easier: 60–70 plain English, below "
        "30 very difficult",
        worked="206.835 − 1.015·{words}/{sentences} − 84.6·{syllables}/{words} = {reading_ease:.1f}",
        source="Flesch 1948, Journal of Applied Psychology 32:221–233",
        cautions=(_WRITTEN, _STOPS, _GUESSED, "English only."),
    ),
    "grade": Method(
        title="Flesch–Kincaid grade",
        formula="0.39·words/sentences + 11.8·syllables/words − 15.59: a school year of the United States",
        worked="0.39·{words}/{sentences} + 11.8·{syllables}/{words} − 15.59 = {grade:.1f}",
        source="Kincaid, Fishburne, Rogers & Chissom 1975, Navy Research Branch Report 8-75",
        cautions=(
            _WRITTEN,
            _STOPS,
            _GUESSED,
            "A low grade is no sign of a simple mind: people write at a higher grade than they speak.",
        ),
    ),
}


@dataclass(frozen=True, eq=False)
class _Sums:
    """What each sentence of a table adds up to."""

    letters: Float64Array
    long_words: Float64Array
    unspaced: Float64Array
    syllables: Float64Array


def readability(table: TurnTable, mask: BoolArray, *, language: str = "") -> pd.DataFrame:
    """One row for every speaker of the table, in its order, of the sentences of ``mask`` (bool, S) that hold a word.

    * ``words_per_sentence``; ``letters`` and ``letters_per_word``: missing without a word;
    * ``long_words``: words of more than six letters; ``lix``: words per sentence and long words per 100 words;
    * ``syllables``, ``syllables_per_word``, ``reading_ease`` (Flesch; higher is easier), ``grade`` (Flesch–Kincaid):
      missing unless ``language`` ("" for the one detected) is English, "en".

    Scores are missing below ``FEWEST_WORDS`` words or ``FEWEST_SENTENCES`` sentences; what counts letters, words or
    syllables is missing too where a tenth of the words are letters of scripts without spaces. The scores were made for
    writing, and the transcriber sets the full stops. There is none for Spanish, whose formula after Fernández Huerta is
    printed in two ways, and none for other languages, for want of a syllable count that was measured.
    """
    n = len(table.speakers)
    chosen = np.flatnonzero(mask & (table.sentence_words > 0))
    of = table.sentence_speaker[chosen]
    is_english = (language or detected(table)) == "en"
    sums = KEPT.get((table.words_key, "readability", is_english), lambda: _sums(table, is_english))

    def total(values: npt.NDArray[np.number]) -> Float64Array:
        return np.bincount(of, weights=values[chosen], minlength=n).astype(np.float64)

    sentences, words = np.bincount(of, minlength=n), total(table.sentence_words)
    whole = total(sums.unspaced) <= _UNSPACED_SHARE * words
    enough = whole & (words >= FEWEST_WORDS) & (sentences >= FEWEST_SENTENCES)
    letters = np.where(whole, total(sums.letters), np.nan)
    long_words = np.where(whole, total(sums.long_words), np.nan)
    spoken = np.where(whole & is_english, total(sums.syllables), np.nan)
    length = _ratio(words, sentences, whole)
    weight = _ratio(spoken, words, whole)
    return pd.DataFrame(
        {
            "speaker": text_column(speaker.name for speaker in table.speakers),
            "sentences": sentences,
            "words": words.astype(np.int64),
            "words_per_sentence": length,
            "letters": nullable_integers(letters),
            "letters_per_word": _ratio(letters, words, whole),
            "long_words": nullable_integers(long_words),
            "lix": length + 100 * _ratio(long_words, words, enough),
            "syllables": nullable_integers(spoken),
            "syllables_per_word": weight,
            "reading_ease": np.where(enough, 206.835 - 1.015 * length - 84.6 * weight, np.nan),
            "grade": np.where(enough, 0.39 * length + 11.8 * weight - 15.59, np.nan),
        }
    )


def _sums(table: TurnTable, is_english: bool) -> _Sums:
    """The sums of each sentence, kept for all tables in which the same is said: an answer only adds them up."""
    terms = table.vocabulary.tolist()
    letters = np.array([sum(map(str.isalpha, term)) for term in terms], np.float64)
    of_term = (
        letters,
        (letters > _LONG).astype(np.float64),
        np.array([is_unspaced(term) for term in terms], np.float64),
        np.array([syllables(term) if is_english else 0 for term in terms], np.float64),
    )
    size = table.sentence_turn.size
    summed = (np.bincount(table.token_sentence, values[table.token_term], size) for values in of_term)
    return _Sums(*(read_only(sums.astype(np.float64)) for sums in summed))


def _ratio(part: npt.NDArray[np.number], whole: npt.NDArray[np.number], where: BoolArray) -> Float64Array:
    ratio: Float64Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=where & (whole > 0))
    return ratio
