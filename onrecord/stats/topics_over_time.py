"""When each topic is spoken about: sentences with it in equal parts of the talk."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.table import TurnTable, nullable_integers
from onrecord.tokens import BoolArray
from onrecord.topics import Topics

COLUMNS = (
    "part",
    "place",
    "turn",
    "start_ms",
    "first_sentence",
    "last_sentence",
    "topic",
    "sentences",
    "part_sentences",
    "share",
)

METHODS = {
    "share": Method(
        title="Sentences on the topic in this part",
        formula="n / N, where n is how many of the part's selected sentences hold words of the topic, N all of them. "
        "The parts have equally many of the words selected; a sentence is in the part that it begins in.",
        worked="{sentences} / {part_sentences} = {share:.1%} around word {place}",
        source="counted by the lexicon in data/topics; the reader marks the words that gave a sentence its topic",
        cautions=(
            "The course is one of words, not of time.",
            "A sentence may have several topics or none, so shares of a part do not add up to 100 %.",
            "Parts are cut by length, wherever the talk turns to something else; few sentences make a share jump.",
        ),
    ),
}


def topics_over_time(table: TurnTable, mask: BoolArray, topics: Topics, *, parts: int = 20) -> pd.DataFrame:
    """Each topic in ``parts`` stretches of the sentences of ``mask`` (bool, S) with equally many words.

    One row for each part and topic with at least one sentence there. The sentences behind it are those of ``mask`` from
    ``first_sentence`` to ``last_sentence`` that have the topic: ``sentences`` of ``part_sentences``. ``place`` is how
    many selected words come before the part's middle; ``turn`` (its number in the table) and ``start_ms`` are those of
    its first sentence. A part in which no sentence begins has no row. Raises ValueError for less than one part.

    Of several transcripts one after the other, a part can hold the end of one and the start of the next.
    """
    if parts < 1:
        raise ValueError("The talk has at least one part.")
    chosen = np.flatnonzero(mask)
    words = table.sentence_words[chosen].astype(np.int64)
    before, total = np.cumsum(words) - words, max(int(words.sum()), 1)
    part = np.minimum(before * parts // total, parts - 1)
    n_topics = max(len(topics.names), 1)
    cells = topics.matrix[chosen].tocoo()
    counts = np.bincount(part[cells.row] * n_topics + cells.col, minlength=parts * n_topics)
    kept = np.flatnonzero(counts)
    of, topic = np.divmod(kept, n_topics)
    begins = np.searchsorted(part, of)
    ends = np.searchsorted(part, of, side="right") - 1
    first = chosen[begins]
    turn = table.sentence_turn[first]
    return pd.DataFrame(
        {
            "part": of,
            "place": (2 * of + 1) * total // (2 * parts),
            "turn": turn.astype(np.int64),
            "start_ms": nullable_integers(table.turn_start_ms[turn]),
            "first_sentence": first,
            "last_sentence": chosen[ends],
            "topic": pd.Series(np.array(topics.names, object)[topic], dtype="str"),
            "sentences": counts[kept],
            "part_sentences": ends - begins + 1,
            "share": counts[kept] / np.maximum(ends - begins + 1, 1),
        },
        columns=list(COLUMNS),
    )
