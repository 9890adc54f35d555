"""Whether people who speak of each other do so equally: mentions between each two speakers, both ways."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.table import TurnTable, text_column
from onrecord.targets import Mentions
from onrecord.tokens import BoolArray

COLUMNS = (
    "a",
    "b",
    "a_target",
    "b_target",
    "a_to_b",
    "b_to_a",
    "a_words",
    "b_words",
    "a_to_b_per_1000",
    "b_to_a_per_1000",
    "reciprocity",
)

METHODS = {
    "reciprocity": Method(
        title="Reciprocity of two speakers",
        formula="2·min(x, y) / (x + y), where x is how often the one mentions the other and y how often the other "
        "mentions the one: 1 when both do equally often, 0 when only one does",
        worked="2·min({a_to_b}, {b_to_a}) / ({a_to_b} + {b_to_a}) = {reciprocity:.2f}",
        source="the reciprocated part of a weighted link, min(w_ij, w_ji), as a share of the weight, for one pair: "
        "Squartini, Picciolo, Ruzzenenti and Garlaschelli, Reciprocity of weighted networks, Scientific Reports 3:2729 "
        "(2013)",
        cautions=(
            "Counts are compared, not rates: who says ten times as much has ten times the occasions to mention.",
            "Between one and none stands chance: with two or three mentions the value says little.",
            "Whoever presides is mentioned by rule, and names everybody.",
        ),
    ),
    "a_to_b_per_1000": Method(
        title="Mentions of the other, per 1,000 words",
        formula="1000·x / w, where x is how often the one mentions the other in the selected sentences and w how many "
        "words the one says in them",
        worked="1000·{a_to_b} / {a_words} = {a_to_b_per_1000:.2f}",
        source="counted; names are resolved by rules, and those that may be wrong are inferred",
        cautions=("Missing where the one says nothing in the selected sentences.",),
    ),
}


def reciprocity(table: TurnTable, mask: BoolArray, mentions: Mentions) -> pd.DataFrame:
    """One row for each two speakers of whom one at least mentions the other in the sentences of ``mask`` (bool, S).

    ``a`` stands before ``b`` in the order of the speakers; pairs with most mentions come first. ``a_to_b`` is how
    often ``a`` mentions ``b``, ``a_target`` and ``b_target`` are the keys under which the two are mentioned, so that
    ``a``'s sentences with ``b_target`` stand behind ``a_to_b``. ``reciprocity`` is 2·min/(a_to_b + b_to_a), from 0 to 1
    (Squartini et al. 2013). Self-mentions are left out; ``references`` counts them. Rates are missing (NaN) for a
    speaker without words in ``mask``.
    """
    here = mask[mentions.sentence]
    n = len(table.speakers)
    speaker_of = np.array([-1 if t.speaker is None else t.speaker for t in mentions.targets], np.int64)
    by = table.sentence_speaker[mentions.sentence[here]].astype(np.int64)
    of = speaker_of[mentions.target[here]] if speaker_of.size else by
    between = (of >= 0) & (of != by)
    by, of = by[between], of[between]
    low, high = np.minimum(by, of), np.maximum(by, of)
    pair, which = np.unique(low * max(n, 1) + high, return_inverse=True)
    forth = np.bincount(which[by < of], minlength=pair.size)
    back = np.bincount(which[by > of], minlength=pair.size)
    order = np.lexsort((pair, -(forth + back)))
    a, b = np.divmod(pair[order], max(n, 1))
    forth, back = forth[order].astype(np.int64), back[order].astype(np.int64)
    words = np.bincount(table.sentence_speaker[mask], weights=table.sentence_words[mask], minlength=n)
    known = np.where(words > 0, words, np.nan)
    names = [speaker.name for speaker in table.speakers]
    return pd.DataFrame(
        {
            "a": text_column(names[code] for code in a.tolist()),
            "b": text_column(names[code] for code in b.tolist()),
            "a_target": text_column(f"person:{names[code]}" for code in a.tolist()),
            "b_target": text_column(f"person:{names[code]}" for code in b.tolist()),
            "a_to_b": forth,
            "b_to_a": back,
            "a_words": words[a].astype(np.int64),
            "b_words": words[b].astype(np.int64),
            "a_to_b_per_1000": 1000 * forth / known[a],
            "b_to_a_per_1000": 1000 * back / known[b],
            "reciprocity": 2 * np.minimum(forth, back) / (forth + back),
        },
        columns=list(COLUMNS),
    )
