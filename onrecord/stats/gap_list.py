"""Every gap, in the order of the text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.gaps import find_gaps
from onrecord.table import TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("transcript", "turn", "speaker", "kind", "printed", "by", "start_ms", "sentence", "start", "end")


def gap_list(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for each gap beside a sentence of ``mask`` (bool, S), in the order of the text.

    * ``turn``: the turn within the transcript that it stands in, ``speaker`` whose that is; missing between turns;
    * ``kind``, ``printed``: what it tells of (a remark that tells of two things is two rows), and how it is printed;
    * ``by``: who interjects, or who speaks after a turn that was cut off;
    * ``start_ms``: the time printed in it, else that of the turn, in milliseconds; missing where there is neither;
    * ``sentence``: index in the table of the sentence that holds it or goes before it;
    * ``start``, ``end``: half-open characters in the text of the transcript.
    """
    found = find_gaps(table)
    here = (
        np.flatnonzero((found.sentence >= 0) & mask[np.maximum(found.sentence, 0)]) if mask.size else np.zeros(0, int)
    )
    number, start, end = (column[here].astype(np.int64) for column in (found.transcript, found.start, found.end))
    turn = found.turn[here]
    turn_number = np.append(table.turn_number, -1)[turn].astype(np.float64)
    names = [*(each.name for each in table.speakers), ""]
    texts = [transcript.text for transcript in table.transcripts]
    spans = zip(number.tolist(), start.tolist(), end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[each].name for each in number.tolist()),
            "turn": nullable_integers(np.where(turn < 0, np.nan, turn_number)),
            "speaker": text_column(names[code] for code in found.speaker[here].tolist()),
            "kind": text_column(found.kinds[code] for code in found.kind[here].tolist()),
            "printed": text_column(" ".join(texts[of][a:b].split()) for of, a, b in spans),
            "by": text_column(found.by[each] for each in here.tolist()),
            "start_ms": nullable_integers(found.start_ms[here]),
            "sentence": found.sentence[here].astype(np.int64),
            "start": start,
            "end": end,
        }
    )
