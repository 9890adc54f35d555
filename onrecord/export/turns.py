"""The rows of ``onrecord parse``: one a turn, or one a segment, with the columns that other programs rely on."""

from __future__ import annotations

import pandas as pd

from onrecord.model import Transcript
from onrecord.table import from_transcripts

TURN_COLUMNS = {
    "transcript": "str",
    "turn": "int64",
    "speaker": "str",
    "label": "str",
    "role": "str",
    "start": "int64",
    "end": "int64",
    "start_ms": "Int64",
    "end_ms": "Int64",
    "n_words": "int64",
    "text": "str",
}
SEGMENT_COLUMNS = {
    "transcript": "str",
    "kind": "str",
    "start": "int64",
    "end": "int64",
    "turn": "Int64",
    "speaker": "str",
}


def turn_rows(transcript: Transcript) -> pd.DataFrame:
    """One row a turn, in order: ``TURN_COLUMNS``.

    ``speaker`` is the resolved name and ``label`` the printed one; ``start`` and ``end`` are characters into the
    transcript's text, half-open; times are milliseconds, missing where the file gives none; ``text`` is the turn's
    speech without stage directions, furniture and timestamps, and ``n_words`` counts that.
    """
    frame = from_transcripts([transcript]).turns_frame()
    return frame[list(TURN_COLUMNS)].astype(TURN_COLUMNS)


def segment_rows(transcript: Transcript) -> pd.DataFrame:
    """One row a segment, in order: ``SEGMENT_COLUMNS``. Together they cover every character of the text once.

    ``turn`` and ``speaker`` are missing for what belongs to nobody. The speaker of an interjection is whoever makes it,
    as printed.
    """
    segments, turns, speakers = transcript.segments, transcript.turns, transcript.speakers
    names = [speakers[turn.speaker].name for turn in turns]
    columns = {
        "transcript": [transcript.name] * len(segments),
        "kind": [segment.kind for segment in segments],
        "start": [segment.start for segment in segments],
        "end": [segment.end for segment in segments],
        "turn": pd.array([segment.turn for segment in segments], dtype="Int64"),
        "speaker": [segment.by or (None if segment.turn is None else names[segment.turn]) for segment in segments],
    }
    return pd.DataFrame(columns).astype(SEGMENT_COLUMNS)
