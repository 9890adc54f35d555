"""Who asks whom: questions put, answered and not, by asker and answerer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.exchanges import find_exchanges
from onrecord.methods import Method
from onrecord.stats.exchanges import SHARED, answer_words, overlap_of, shares_of
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = ("asker", "answerer", "asked", "answered", "unanswered", "median_answer_words", "with_wording", "mean_shared")

METHODS = {
    "median_answer_words": Method(
        title="Median length of the answers",
        formula="The length in words that half of the answers exceed; of an even number of answers the mean of the two "
        "in the middle.",
        worked="half of {answered} answers are longer than {median_answer_words} words",
        source="counted",
        cautions=("Words, not time; only what the answerer says counts, not those who break in.",),
    ),
    "mean_shared": Method(
        title="Mean share of the questions' wording that comes back",
        formula="The mean over the answered questions with a content word of c/q: of q different content words of the "
        "question, c come back in the answer",
        worked="mean of {with_wording} shares = {mean_shared:.2f}",
        source=SHARED.source,
        cautions=SHARED.cautions,
    ),
}


def exchange_pairs(table: TurnTable, mask: BoolArray, *, language: str = "") -> pd.DataFrame:
    """One row for each asker and answerer with an exchange that has a sentence in ``mask`` (bool, S): askers in their
    order, the answerer asked most often first.

    * ``answerer``: who answers; where nobody does, who is asked by name, or empty;
    * ``asked``: how many exchanges, of them ``answered`` and ``unanswered``;
    * ``median_answer_words``: of the answers; missing without one;
    * ``mean_shared``: of the ``with_wording`` answered exchanges whose question has a content word in ``language``; see
      ``onrecord.stats.exchanges``.

    The sentences behind a row are ``find_exchanges(table).sentences_of(asker, answerer)``.
    """
    found = find_exchanges(table)
    row = np.flatnonzero(found.within(mask))
    n = len(found.speakers) + 1
    cell = found.asker[row].astype(np.int64) * n + found.answerer[row] + 1  # 0: nobody known
    answered = found.answered[row]
    share = shares_of(overlap_of(table, found, language))[row]
    words = answer_words(table, found)[row]
    key, which, asked = np.unique(cell, return_inverse=True, return_counts=True)
    n_answered = np.bincount(which, answered, key.size).astype(np.int64)
    has_share = ~np.isnan(share)
    n_share = np.bincount(which, has_share, key.size).astype(np.int64)
    total = np.bincount(which, np.where(has_share, share, 0), key.size)
    order = np.lexsort((key, -asked, key // n))
    names = ["", *found.speakers]
    return pd.DataFrame(
        {
            "asker": text_column(names[code + 1] for code in (key[order] // n).tolist()),
            "answerer": text_column(names[code] for code in (key[order] % n).tolist()),
            "asked": asked[order],
            "answered": n_answered[order],
            "unanswered": (asked - n_answered)[order],
            "median_answer_words": _medians(words[answered], which[answered], key.size)[order],
            "with_wording": n_share[order],
            "mean_shared": np.divide(total, n_share, out=np.full(key.size, np.nan), where=n_share > 0)[order],
        }
    )


def _medians(values: Float64Array, group: Int64Array, n_groups: int) -> Float64Array:
    """The median of the values of each group; NaN for one without any."""
    order = np.lexsort((values, group))
    size = np.bincount(group, minlength=n_groups)
    begin = np.cumsum(size) - size
    middle = np.append(values[order], np.nan)
    low, high = (np.where(size > 0, begin + half, values.size) for half in ((size - 1) // 2, size // 2))
    median: Float64Array = (middle[low] + middle[high]) / 2
    return median
