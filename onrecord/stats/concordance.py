"""Every place where a word or phrase is said, with what stands around it (KWIC)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("transcript", "turn", "speaker", "sentence", "start", "end", "left", "match", "right")

_LINE_BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def concordance(
    table: TurnTable, mask: BoolArray, term: str, *, context: int = 60, limit: int | None = None
) -> pd.DataFrame:
    """One row for each time ``term`` is said in the sentences of ``mask`` (bool, S), in the order of the text.

    A term is a word or words in a row, found as by ``TurnTable.find``. ``start`` and ``end`` are its characters in
    the text of ``transcript``, ``sentence`` its sentence in the table, ``turn`` its turn within the transcript.
    ``left`` and ``right`` are up to ``context`` characters around it within its turn, exactly as in the source with
    stage directions, but with spaces for line breaks; ``match`` is the source too, so it may differ from ``term`` in
    capitals. At most ``limit`` rows. The columns are those of ``COLUMNS``; nothing found gives no row.
    """
    first, length = table.find(term)
    first = first[mask[table.token_sentence[first]]][:limit]
    sentence = table.token_sentence[first]
    turn = table.sentence_turn[sentence]
    start = table.token_start[first]
    end = table.token_end[first + max(length, 1) - 1]
    # What a turn holds besides its label and whatever follows it: from its first sentence to the end of its last.
    opens = table.sentence_start[table.turn_offset[turn]]
    closes = table.sentence_end[table.turn_offset[turn + 1] - 1]
    source = table.turn_transcript[turn]
    left, match, right = [], [], []
    columns = (source, opens, start, end, closes)
    for number, lowest, begin, stop, highest in zip(*(column.tolist() for column in columns), strict=True):
        text = table.transcripts[number].text
        left.append(text[max(lowest, begin - context) : begin].translate(_LINE_BREAKS))
        match.append(text[begin:stop].translate(_LINE_BREAKS))
        right.append(text[stop : min(highest, stop + context)].translate(_LINE_BREAKS))
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[number].name for number in source.tolist()),
            "turn": table.turn_number[turn].astype(np.int64),
            "speaker": text_column(table.speakers[code].name for code in table.turn_speaker[turn].tolist()),
            "sentence": sentence.astype(np.int64),
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "left": text_column(left),
            "match": text_column(match),
            "right": text_column(right),
        }
    )
