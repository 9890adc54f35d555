"""Who asks: sentences that end in a question mark."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.intervals import wilson
from onrecord.methods import Method
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("speaker", "questions", "sentences", "share", "share_low", "share_high")

METHODS = {
    "share": Method(
        title="Share of sentences that are questions, with its 95 % interval",
        formula="q/n, where q of the speaker's n sentences end in a question mark. The interval is Wilson's: "
        "(p + z²/2n ± z·√(p(1−p)/n + z²/4n²))/(1 + z²/n) with p = q/n and z = 1.96.",
        worked="{questions}/{sentences} = {share:.3f}, from {share_low:.3f} to {share_high:.3f}",
        source="Wilson 1927, Journal of the American Statistical Association 22:209–212",
        cautions=(
            "A question is what the transcriber ended in a question mark: machine transcripts often have none.",
            "“Tell me why.” is not counted.",
            "A question mark does not say that an answer was wanted: “Who knows?” counts.",
            "Questions come in runs, so the interval is too narrow.",
        ),
    ),
}


def questions(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for every speaker of the table, in its order: how many sentences of ``mask`` (bool, S) are questions.

    ``share`` of the speaker's ``sentences``, with the 95 % interval of Wilson (1927) from
    ``share_low`` to ``share_high``; missing without a sentence. A question is a sentence whose last mark is a question
    mark, so this tells as much of the transcriber as of the speaker; rhetorical ones count.
    """
    n = len(table.speakers)
    chosen = np.flatnonzero(mask)
    sentences = np.bincount(table.sentence_speaker[chosen], minlength=n)
    asked = np.bincount(table.sentence_speaker[chosen[table.is_question[chosen]]], minlength=n)
    low, high = wilson(asked, sentences)
    return pd.DataFrame(
        {
            "speaker": text_column(speaker.name for speaker in table.speakers),
            "questions": asked,
            "sentences": sentences,
            "share": np.divide(asked, sentences, out=np.full(n, np.nan), where=sentences > 0),
            "share_low": low,
            "share_high": high,
        }
    )
