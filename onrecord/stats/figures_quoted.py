"""Figures that speakers quote: amounts, shares, measures and counts, each with its value and what it counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.figure_rules import KINDS
from onrecord.quantities import find_quantities
from onrecord.table import TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray

COLUMNS = (
    "transcript", "turn", "speaker", "sentence", "start", "end", "start_ms", "figure", "name", "kind", "value", "high",
    "unit", "counted",
)  # fmt: skip


def figures_quoted(table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """One row for each figure in the sentences of ``mask`` (bool, S), in the order of the text.

    ``figure`` is as printed, ``name`` one form of it however it was written ("$8 billion"); ``start`` and ``end`` are
    its characters in the text of ``transcript``, ``sentence`` its sentence in the table, ``turn`` its turn within the
    transcript, ``start_ms`` where the turn begins, if that is known. ``value`` is in units of ``unit`` (an ISO 4217
    code, "%", a measure, or nothing): 8e9 for "$8 billion"; ``high`` is the upper end of a range, else equal to it.
    ``kind`` is one of ``figure_rules.KINDS``; ``counted`` what is counted, as printed. Rules that find figures look at
    the words beside a number: years, names, times of day and small numbers in words are left out, see
    ``quantities``. Nobody has checked what the figures say.
    """
    found = find_quantities(table)
    chosen = np.flatnonzero(mask[found.sentence])
    sentence = found.sentence[chosen]
    turn = table.sentence_turn[sentence]
    start, end = found.start[chosen], found.end[chosen]
    source = table.turn_transcript[turn]
    places = zip(source.tolist(), start.tolist(), end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[number].name for number in source.tolist()),
            "turn": table.turn_number[turn].astype(np.int64),
            "speaker": text_column(table.speakers[code].name for code in table.turn_speaker[turn].tolist()),
            "sentence": sentence.astype(np.int64),
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "start_ms": nullable_integers(table.turn_start_ms[turn]),
            "figure": text_column(" ".join(table.transcripts[n].text[a:b].split()) for n, a, b in places),
            "name": text_column(found.name(figure) for figure in chosen.tolist()),
            "kind": text_column(KINDS[kind] for kind in found.kind[chosen].tolist()),
            "value": found.value[chosen],
            "high": found.high[chosen],
            "unit": text_column(found.units[code] for code in found.unit[chosen].tolist()),
            "counted": text_column(found.nouns[code] for code in found.counted[chosen].tolist()),
        },
        columns=list(COLUMNS),
    )
