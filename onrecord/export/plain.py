"""A transcript as plain text: a header that lists title and speakers, then "Name: what was said", paragraph by
paragraph.
"""

from __future__ import annotations

import json

from onrecord.export.told import told
from onrecord.model import Transcript

_FIELDS = ("title", "date", "place", "event", "source", "language")


def as_text(transcript: Transcript) -> str:
    """The whole transcript. Stage directions stay; times, page furniture, labels as printed and notices do not.

    The header lists the speakers, so that whoever reads the file again knows what its labels are.
    """
    turns = list(told(transcript))
    names = dict.fromkeys(turn.speaker.name for turn in turns)
    fields = {key: transcript.metadata[key] for key in _FIELDS if key in transcript.metadata}
    lines = [f"{key}: {_quoted(value)}" for key, value in fields.items()]
    if transcript.has_labels:
        lines += ["speakers:", *(f"  - {_quoted(name)}" for name in names)]
    header = "\n".join(["---", *lines, "---", "", ""]) if lines else ""
    label = "{0.speaker.name}: {0.text}" if transcript.has_labels else "{0.text}"
    return header + "\n\n".join(label.format(turn) for turn in turns) + "\n"


def _quoted(value: str) -> str:
    """A YAML string on one line; JSON's are some."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False)
