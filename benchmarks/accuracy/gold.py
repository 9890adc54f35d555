"""What a gold says about a text: turns, words said and by whom, and what nobody said."""

import re
from typing import NamedTuple

import numpy as np

WORD = re.compile(r"\w+")
UNKNOWN, NOBODY = -2, -1
"""Owners of characters: the gold says nothing; nobody said it. Else an index into the speakers."""

_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]")
_NOTE = re.compile(r"\s*[(\[（][^()\[\]（）]*(?:\([^()]*\)[^()\[\]（）]*)*[)\]）]$")


class GoldTurn(NamedTuple):
    """A printed label: where its name begins, the name, and whose it is."""

    start: int
    label: str
    speaker: str


class Gold(NamedTuple):
    """One text and what is known about it."""

    name: str
    genre: str
    data: bytes
    text: str
    turns: list[GoldTurn]
    speech: list[tuple[int, int, str]]
    """Start, end and speaker of what was said."""
    unsaid: list[tuple[int, int, str]]
    """Start, end and kind ("stage", "printed", "any") of what nobody said."""
    is_whole: bool = True
    """False when the turns of some speakers only are known."""
    by_label: bool = False
    """Speakers are compared as printed, because the gold names no people."""
    rendered_in: str = ""
    """The style in which our own writer rendered it; empty for a text as it was found."""
    unplaced: int = 0
    """Words of the gold that are not in the text."""

    def owners(self, speakers):
        """Owner of every character."""
        owner = np.full(len(self.text), UNKNOWN, dtype=np.int32)
        for start, end, speaker in self.speech:
            owner[start:end] = speakers[speaker]
        for start, end, _kind in self.unsaid:
            owner[start:end] = NOBODY
        return owner


def bare(label):
    """A label without bracketed note at the end, punctuation after it, emphasis and superfluous white space."""
    label = " ".join(label.split()).strip("*_ ")
    for _ in range(2):
        label = (_NOTE.sub("", label) or label).rstrip(" :：.,;—–-*_")
    return label


def outside_brackets(text, start, end):
    """The stretches of a passage without short brackets, of which nobody knows whether they were said: sources keep
    "[Applause.]" among the words."""
    for bracket in _BRACKETED.finditer(text, start, end):
        yield start, bracket.start()
        start = bracket.end()
    yield start, end


class Words:
    """The words of a text, to find passages by their words alone."""

    def __init__(self, text, skipped=()):
        held = np.zeros(len(text) + 1, dtype=bool)
        for pattern in skipped:
            for found in re.finditer(pattern, text):
                held[found.start() : found.end()] = True
        self.spans = [found.span() for found in WORD.finditer(text) if not held[found.start()]]
        words = [text[start:end] for start, end in self.spans]
        self._text = f" {' '.join(words)} "
        lengths = np.array([len(word) + 1 for word in words])
        self._at = np.concatenate([[0], np.cumsum(lengths)])

    def find(self, passage, after=0):
        """Number of the first word and of the word after the last, looking from word ``after`` on; None if absent."""
        words = WORD.findall(passage)
        found = self._text.find(f" {' '.join(words)} ", int(self._at[after])) if words else -1
        if found < 0:
            return None
        first = int(np.searchsorted(self._at, found))
        return first, first + len(words)
