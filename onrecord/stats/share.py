"""Who spoke how much: words, turns, questions, and time where the transcript gives it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from onrecord.methods import Method
from onrecord.table import Float64Array, TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray

COLUMNS = (
    "speaker", "role", "words", "words_share", "turns", "turns_share", "mean_turn_words", "longest_turn_words",
    "questions", "time_ms", "time_share", "all_words", "all_turns", "all_time_ms",
)  # fmt: skip

_WORDS = "A share of words is not one of time: people speak at different speeds."
_PARTS = "the definition of a share"

METHODS = {
    "words_share": Method(
        title="Share of the words",
        formula="The speaker's words in the selected sentences divided by everybody's.",
        worked="{words} / {all_words} = {words_share:.1%}",
        source=_PARTS,
        cautions=(_WORDS, "Words of scripts without spaces are characters."),
    ),
    "turns_share": Method(
        title="Share of the turns",
        formula="The speaker's turns with a selected sentence divided by everybody's.",
        worked="{turns} / {all_turns} = {turns_share:.1%}",
        source=_PARTS,
        cautions=("A turn of one word weighs as much as a speech.",),
    ),
    "mean_turn_words": Method(
        title="Mean length of a turn in words",
        formula="The speaker's selected words divided by the turns that hold them.",
        worked="{words}/{turns} = {mean_turn_words:.2f}; the longest has {longest_turn_words}",
        source="the arithmetic mean",
        cautions=(
            "A few speeches pull the mean up: look at the longest too.",
            "An interjection written as a turn of its own cuts a turn in two.",
        ),
    ),
    "time_share": Method(
        title="Share of the time",
        formula="The length of the speaker's turns with a selected sentence divided by that of everybody's.",
        worked="{time_ms} ms / {all_time_ms} ms = {time_share:.1%}",
        source=_PARTS,
        cautions=(
            "Whole turns count, even when only a part is selected; turns of unknown length are left out.",
            "Where no end is printed a turn lasts until the next one begins, pauses included.",
        ),
    ),
}


def share(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for every speaker of the table, in its order, also for those who say nothing in ``mask`` (bool, S).

    * ``words``, ``words_share``: words in the selected sentences, and their part of all words selected (0 to 1);
    * ``turns``, ``turns_share``: turns with a selected sentence; a turn of nothing but stage directions has none;
    * ``mean_turn_words``, ``longest_turn_words``: selected words of such turns; missing without turns;
    * ``questions``: selected sentences that end in a question mark;
    * ``time_ms``, ``time_share``: length of turns with a selected sentence, *whole* turns even when only a part is
      selected; turns of unknown length are left out, and a speaker without any of known length has missing values.
    * ``all_words``, ``all_turns``, ``all_time_ms``: what the shares are parts of, the same in every row.

    A share of words is not one of time: people speak at different speeds. Words of scripts without spaces are
    characters.
    """
    n = len(table.speakers)
    chosen = np.flatnonzero(mask)
    turn_words = np.bincount(
        table.sentence_turn[chosen], weights=table.sentence_words[chosen], minlength=table.turn_speaker.size
    ).astype(np.int64)
    is_taken = np.zeros(table.turn_speaker.size, np.bool_)
    is_taken[table.sentence_turn[chosen]] = True
    taken = np.flatnonzero(is_taken)
    of = table.turn_speaker[taken]
    words = np.bincount(of, weights=turn_words[taken], minlength=n).astype(np.int64)
    turns = np.bincount(of, minlength=n)
    longest = np.zeros(n, np.float64)
    np.maximum.at(longest, of, turn_words[taken])
    asked = chosen[table.is_question[chosen]]
    length = table.turn_ms[taken]
    timed = ~np.isnan(length)
    time_ms = np.bincount(of[timed], weights=length[timed], minlength=n).astype(np.float64)  # int when empty
    time_ms[np.bincount(of[timed], minlength=n) == 0] = np.nan
    return pd.DataFrame(
        {
            "speaker": text_column(speaker.name for speaker in table.speakers),
            "role": text_column(speaker.role for speaker in table.speakers),
            "words": words,
            "words_share": _ratio(words, words.sum()),
            "turns": turns,
            "turns_share": _ratio(turns, turns.sum()),
            "mean_turn_words": _ratio(words, turns),
            "longest_turn_words": nullable_integers(np.where(turns > 0, longest, np.nan)),
            "questions": np.bincount(table.sentence_speaker[asked], minlength=n),
            "time_ms": nullable_integers(time_ms),
            "time_share": _ratio(time_ms, np.nansum(time_ms)),
            "all_words": np.full(n, words.sum()),
            "all_turns": np.full(n, turns.sum()),
            "all_time_ms": nullable_integers(np.full(n, np.nan if np.isnan(time_ms).all() else np.nansum(time_ms))),
        }
    )


def _ratio(part: npt.NDArray[np.number], whole: npt.ArrayLike) -> Float64Array:
    """``part / whole``, missing where the whole is nothing."""
    whole = np.broadcast_to(np.asarray(whole, np.float64), part.shape)
    ratio: Float64Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return ratio
