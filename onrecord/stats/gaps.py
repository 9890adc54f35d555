"""Gaps by speaker and kind: where words are missing, and what the room did meanwhile."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.gaps import find_gaps
from onrecord.methods import Method
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("speaker", "kind", "count", "turns", "words", "per_1000")

METHODS = {
    "per_1000": Method(
        title="Gaps per 1,000 words",
        formula="1000·n/w, where n is how many gaps of the kind stand in the speaker's turns beside selected sentences "
        "and w is the speaker's words in them",
        worked="1000·{count}/{words} = {per_1000:.2f}, in {turns} of the speaker's turns",
        source="counted; which words of a remark tell of which kind is in data/gaps.toml",
        cautions=(
            "It tells as much of the transcriber as of the room: who prints no applause had none.",
            "A gap belongs to the turn it is printed in: applause after a question may be for the one who answers.",
            "A dash at the end of what somebody says may be a voice that trailed off.",
            "Each sign counts once, however long: one inaudible may be a word or a minute.",
        ),
    ),
}


def gaps(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for each speaker and kind of gap in the speaker's turns, in their order, then those between turns.

    * ``speaker``: whose turn it stands in; empty for gaps between turns;
    * ``kind``: see ``data/gaps.toml``; "other" for remarks that tell of nothing in it;
    * ``count``: gaps beside sentences of ``mask`` (bool, S), in ``turns`` different turns;
    * ``per_1000``: of the speaker's selected ``words``; missing where there are none.

    The sentences behind a row are ``find_gaps(table).sentences_of(kind, speaker)``.
    """
    found = find_gaps(table)
    here = (
        np.flatnonzero((found.sentence >= 0) & mask[np.maximum(found.sentence, 0)]) if mask.size else np.zeros(0, int)
    )
    n_kinds, n = len(found.kinds), len(table.speakers)
    speaker = np.where(found.speaker[here] < 0, n, found.speaker[here]).astype(np.int64)
    cell = speaker * n_kinds + found.kind[here]
    count = np.bincount(cell, minlength=(n + 1) * n_kinds)
    in_turn = np.unique(cell[found.turn[here] >= 0] << 32 | found.turn[here][found.turn[here] >= 0])
    turns = np.bincount(in_turn >> 32, minlength=count.size)
    row = np.flatnonzero(count)
    spoken = np.bincount(table.sentence_speaker[mask], weights=table.sentence_words[mask], minlength=n + 1)
    words = spoken[row // n_kinds].astype(np.int64)
    names = [*(each.name for each in table.speakers), ""]
    return pd.DataFrame(
        {
            "speaker": text_column(names[code] for code in (row // n_kinds).tolist()),
            "kind": text_column(found.kinds[code] for code in (row % n_kinds).tolist()),
            "count": count[row],
            "turns": turns[row],
            "words": words,
            "per_1000": np.divide(1000 * count[row], words, out=np.full(row.size, np.nan), where=words > 0),
        }
    )
