"""The wordings under which everybody and everything is mentioned: what a reader looks through to correct them.

Separate from the statistics because nothing is counted by speaker here, and no selection applies: a correction
holds for the whole transcript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from onrecord.table import text_column
from onrecord.targets import ARTICLES, FORMS, HOW

if TYPE_CHECKING:
    from onrecord.table import TurnTable
    from onrecord.targets import Mentions

COLUMNS = ("words", "key", "kind", "name", "how", "form", "count", "sentence")


def mention_forms(table: TurnTable, mentions: Mentions) -> pd.DataFrame:
    """One row for each wording and what it refers to, most frequent first.

    ``words`` are those printed, with one space between them ("The Governor" counts as "the Governor", if that is
    printed too); ``key``, ``kind`` and ``name`` are the target's;
    ``how`` and ``form`` are those of the first such mention, which stands in ``sentence``; ``count`` is how many
    there are. A wording that refers to several targets has several rows.
    """
    of_sentence = table.turn_transcript[table.sentence_turn]
    texts = [transcript.text for transcript in table.transcripts]
    rows = zip(of_sentence[mentions.sentence].tolist(), mentions.start.tolist(), mentions.end.tolist(), strict=True)
    words = [" ".join(texts[t][start:end].split()) for t, start, end in rows]
    known = set(words)
    words = [_within_sentence(wording, known) for wording in words]
    wording, printed = pd.factorize(np.array(words, dtype=object))
    pair = wording * max(len(mentions.targets), 1) + mentions.target
    _, first, count = np.unique(pair, return_index=True, return_counts=True)
    order = np.lexsort((first, -count))
    first, count = first[order], count[order]
    targets = [mentions.targets[number] for number in mentions.target[first].tolist()]
    return pd.DataFrame(
        {
            "words": text_column(printed[number] for number in wording[first].tolist()),
            "key": text_column(target.key for target in targets),
            "kind": text_column(target.kind for target in targets),
            "name": text_column(target.name for target in targets),
            "how": text_column(HOW[number] for number in mentions.how[first].tolist()),
            "form": text_column(FORMS[number] for number in mentions.form[first].tolist()),
            "count": count.astype(np.int64),
            "sentence": mentions.sentence[first].astype(np.int64),
        },
        columns=list(COLUMNS),
    )


def _within_sentence(wording: str, known: set[str]) -> str:
    """The wording as it stands inside a sentence, if it is also printed so."""
    first, *rest = wording.split(" ", maxsplit=1)
    small = wording[:1].lower() + wording[1:]
    return small if rest and first.lower() in ARTICLES and small in known else wording
