"""Transcripts made by hand, so that tests of counts need no parser.

``built([("ANN", "Hello. (Laughter.) All well?"), ("BOB", "Yes.")])`` is the text ``ANN: Hello. …`` with its segments:
what stands in brackets becomes a stage direction, all else is speech; paragraphs inside a speech are kept.
"""

import hashlib
import re

from onrecord.model import Segment, Speaker, Transcript, Turn

STAGE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def built(speeches, *, name="built", times=None, before="", after="", people=None):
    """A Transcript of ``(label, speech)`` pairs.

    ``times`` is a list of (start_ms, end_ms) or None for each turn; ``before`` becomes a heading and ``after`` a
    notice; ``people`` maps labels to Speakers (by default a speaker is named as the label, and Q and AUDIENCE are
    groups).
    """
    people = people or {}
    text, segments, turns, speakers = "", [], [], []

    def add(kind, piece, turn=None):
        nonlocal text
        if piece:
            segments.append(Segment(kind, len(text), len(text) + len(piece), turn))
            text += piece

    if before:
        add("heading", before)
        add("space", "\n\n")
    for number, (label, speech) in enumerate(speeches):
        group = label in ("Q", "AUDIENCE")
        speaker = people.get(label) or Speaker(label, (label,), role="press" if label == "Q" else "", is_group=group)
        if speaker not in speakers:
            speakers.append(speaker)
        start = len(text)
        add("label", f"{label}:", number)
        add("space", " ", number)
        done = 0
        for stage in STAGE.finditer(speech):
            add("speech", speech[done : stage.start()], number)
            add("stage", stage[0], number)
            done = stage.end()
        add("speech", speech[done:], number)
        start_ms, end_ms = (times[number] or (None, None)) if times else (None, None)
        turns.append(Turn(speakers.index(speaker), label, start, len(text), start_ms, end_ms))
        add("space", "\n\n")
    if after:
        add("notice", after)
    return Transcript(
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="built",
        encoding="UTF-8",
        segments=tuple(segments),
        turns=tuple(turns),
        speakers=tuple(speakers),
    )
