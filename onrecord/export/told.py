"""What the exports of a transcript share: its turns as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Speaker, Transcript, Turn
from onrecord.speech import speech_text


class Told(NamedTuple):
    """A turn on its way out."""

    number: int
    turn: Turn
    speaker: Speaker
    text: str
    """What was said, paragraphs parted by one blank line, lines wrapped in the source joined."""


def told(transcript: Transcript, *, with_remarks: bool = True) -> Iterator[Told]:
    """The turns in order, without those in which nothing is said; ``with_remarks`` as in ``speech_text``."""
    for number, turn in enumerate(transcript.turns):
        text = _unwrapped(speech_text(transcript, number, with_remarks=with_remarks))
        if text:
            yield Told(number, turn, transcript.speakers[turn.speaker], text)


def _unwrapped(text: str) -> str:
    paragraphs = (" ".join(block.split()) for block in _blocks(text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _blocks(text: str) -> Iterator[str]:
    block: list[str] = []
    for line in text.splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)
