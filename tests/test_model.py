"""A transcript travels between processes and arrives as it left."""

import dataclasses
import pickle
from types import MappingProxyType

import pytest

from onrecord import read
from onrecord.model import Defect, Transcript

DEBATE = (
    "Harbour hearing\n\nMS. BELL: We begin. (Laughter.)\n\nMR. DORN: So we do.\n\nMS. BELL: Good.\n\nMR. DORN: Yes.\n"
)


def travelled(transcript: Transcript) -> Transcript:
    return pickle.loads(pickle.dumps(transcript, protocol=5))  # noqa: S301 our own bytes


def test_a_transcript_survives_pickling():
    """Every field comes back equal, and the metadata still cannot be changed."""
    transcript = dataclasses.replace(
        read(DEBATE.encode(), name="debate.txt"),
        metadata=MappingProxyType({"place": "Quay"}),
        defects=(Defect("odd", 1, 2),),
    )
    assert len(transcript.turns) == 4
    copy = travelled(transcript)
    assert copy == transcript
    with pytest.raises(TypeError):
        copy.metadata["place"] = "elsewhere"


def test_a_transcript_without_turns_survives_pickling():
    """No segments and no turns come back as none."""
    empty = Transcript("empty", "", "0" * 64, "text", "UTF-8", (), (), ())
    assert travelled(empty) == empty
