"""Who speaks about what: sentences of each speaker with each topic."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray
from onrecord.topics import Topics

COLUMNS = ("speaker", "topic", "sentences", "speaker_sentences", "share_of_speaker")

METHODS = {
    "share_of_speaker": Method(
        title="Sentences on a topic",
        formula="n / N, where n is how many of the speaker's selected sentences hold words of the topic, N all of them",
        worked="{sentences} / {speaker_sentences} = {share_of_speaker:.1%}",
        source="counted by the lexicon in data/topics; the reader marks the words that gave a sentence its topic",
        cautions=(
            "Words are found, not what is said with them: “no war” is a sentence on war.",
            "A sentence may have several topics or none, so shares do not add up to 100 %.",
            "A long sentence counts no more than a short one.",
        ),
    ),
}


def topic_share(table: TurnTable, mask: BoolArray, topics: Topics) -> pd.DataFrame:
    """One row for each speaker and topic with at least one of the selected sentences, both in their order.

    ``sentences`` counts selected sentences of the speaker that have the topic; ``share_of_speaker`` divides it
    by ``speaker_sentences``, all of the speaker's selected sentences. A sentence may have several topics or none, so
    shares do not add up to 1; and a long sentence counts no more than a short one.
    """
    speaker = table.sentence_speaker[mask].astype(np.int64)
    n_topics = max(len(topics.names), 1)
    cells = topics.matrix[np.flatnonzero(mask)].tocoo()
    counts = np.bincount(speaker[cells.row] * n_topics + cells.col, minlength=len(table.speakers) * n_topics)
    kept = np.flatnonzero(counts)
    code, topic = np.divmod(kept, n_topics)
    spoken = np.bincount(speaker, minlength=len(table.speakers))
    names = np.array([s.name for s in table.speakers], object)
    return pd.DataFrame(
        {
            "speaker": pd.Series(names[code], dtype="str"),
            "topic": pd.Series(np.array(topics.names, object)[topic], dtype="str"),
            "sentences": counts[kept].astype(np.int64),
            "speaker_sentences": spoken[code].astype(np.int64),
            "share_of_speaker": counts[kept] / np.maximum(spoken[code], 1),
        },
        columns=list(COLUMNS),
    )
