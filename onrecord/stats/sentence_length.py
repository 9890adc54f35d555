"""How long each speaker's sentences are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from onrecord.methods import Method
from onrecord.table import Float64Array, TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("speaker", "sentences", "words", "mean", "mean_low", "mean_high", "sd", "median", "longest", "sentence")

_STOPS = "The transcriber sets the full stops: speakers written down by different hands do not compare."

METHODS = {
    "mean": Method(
        title="Mean sentence length in words, with its 95 % interval",
        formula="m = words/sentences; interval m ± t·s/√n, where s is the standard deviation, n the number of "
        "sentences and t Student's quantile for n − 1 degrees of freedom.",
        worked="{words}/{sentences} = {mean:.2f}; with a standard deviation of {sd:.2f} over {sentences} sentences, "
        "from {mean_low:.2f} to {mean_high:.2f}",
        source="Student 1908, Biometrika 6:1–25",
        cautions=(
            _STOPS,
            "A few very long sentences pull the mean up: look at the median too.",
            "The interval takes sentences as independent; those of one answer are alike, so it is too narrow.",
        ),
    ),
    "sd": Method(
        title="Standard deviation of sentence length",
        formula="√(Σ(length − mean)²/(n − 1))",
        worked="√(Σ(length − {mean:.2f})²/({sentences} − 1)) = {sd:.2f} words",
        source="sample standard deviation, with n − 1 as in Student 1908, Biometrika 6:1–25",
        cautions=(_STOPS, "Lengths are skewed: most sentences are shorter than the mean."),
    ),
    "median": Method(
        title="Median sentence length",
        formula="The length of the middle sentence when they stand in order of length; the mean of the two middle ones "
        "when their number is even.",
        worked="the middle of {sentences} sentences: {median} words; the longest has {longest}",
        source="the textbook definition, as numpy.median",
        cautions=(_STOPS,),
    ),
}


def sentence_length(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for every speaker of the table, in its order: lengths in words of the sentences of ``mask`` (bool, S).

    Sentences without a word (a dash, a row of dots) are left out.

    * ``mean`` with the 95 % interval ``mean_low`` … ``mean_high`` (Student's t), ``sd`` (with n − 1), ``median``:
      missing without a sentence; interval and ``sd`` also with a single one;
    * ``longest``: words of the longest sentence, and ``sentence``, the first such one (its number in the table).

    The transcriber sets the full stops: speakers written down by different hands do not compare. Words of scripts
    without spaces are characters.
    """
    n = len(table.speakers)
    chosen = np.flatnonzero(mask & (table.sentence_words > 0))
    length = table.sentence_words[chosen].astype(np.float64)
    of = table.sentence_speaker[chosen]
    sentences = np.bincount(of, minlength=n)
    begin = np.cumsum(sentences) - sentences
    words = np.bincount(of, weights=length, minlength=n).astype(np.float64)
    spoken = sentences > 0
    mean = _ratio(words, sentences)
    sd = np.sqrt(_ratio(np.bincount(of, weights=(length - mean[of]) ** 2, minlength=n), sentences - 1))
    half = stdtrit(np.maximum(sentences - 1, 1), 0.975) * sd / np.sqrt(np.maximum(sentences, 1))
    median, longest, which = (np.full(n, np.nan) for _ in range(3))
    # One number for speaker and length: numpy sorts numbers several times faster than it finds out their order.
    size = int(length.max(initial=0)) + 1
    ordered = np.sort(of * np.int64(size) + table.sentence_words[chosen]) % size
    first, count = begin[spoken], sentences[spoken]
    median[spoken] = (ordered[first + (count - 1) // 2] + ordered[first + count // 2]) / 2
    longest[spoken] = ordered[first + count - 1]
    as_long = np.flatnonzero(length == longest[of])[::-1]  # backwards, so that the first one stays
    which[of[as_long]] = chosen[as_long]
    return pd.DataFrame(
        {
            "speaker": text_column(speaker.name for speaker in table.speakers),
            "sentences": sentences,
            "words": words.astype(np.int64),
            "mean": mean,
            "mean_low": mean - half,
            "mean_high": mean + half,
            "sd": sd,
            "median": median,
            "longest": nullable_integers(longest),
            "sentence": nullable_integers(which),
        }
    )


def _ratio(part: npt.NDArray[np.number], whole: npt.NDArray[np.number]) -> Float64Array:
    ratio: Float64Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return ratio
