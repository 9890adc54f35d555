"""A transcript as JSON with nothing left out: read again, it is the same transcript, corrections and all."""

from __future__ import annotations

import json
from dataclasses import asdict

from onrecord.formats.whole import FORM
from onrecord.model import Transcript
from onrecord.speech import speech_text


def as_json(transcript: Transcript) -> str:
    """Speakers and turns for whoever wants those; text, segments and the rest for whoever reads it as it was read.

    Offsets are characters into ``text``, half-open; times are milliseconds. Each turn carries what was said in it,
    without stage directions.
    """
    turns = [
        {**turn._asdict(), "speaker": transcript.speakers[turn.speaker].name, "text": speech_text(transcript, number)}
        for number, turn in enumerate(transcript.turns)
    ]
    content = {
        "form": FORM,
        "name": transcript.name,
        "sha256": transcript.sha256,
        "format": transcript.format,
        "encoding": transcript.encoding,
        "metadata": dict(transcript.metadata),
        "has_labels": transcript.has_labels,
        "confidence": transcript.confidence,
        "speakers": [asdict(speaker) for speaker in transcript.speakers],
        "turns": turns,
        "defects": [asdict(defect) for defect in transcript.defects],
        "segments": [list(segment) for segment in transcript.segments],
        "origins": [list(origin) for origin in transcript.origins],
        "unsure": [list(word) for word in transcript.unsure],
        "extraction": asdict(transcript.extraction) if transcript.extraction else None,
        "text": transcript.text,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
