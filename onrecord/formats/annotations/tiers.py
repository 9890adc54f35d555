"""Tiers of annotations by their names: whose talk one is, and which are about the talk of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

_ABOUT = re.compile(
    r"(?i)(?:^|[\W_])(?:words?|wrd|tokens?|tok|phones?|phonemes?|phon|segments?|segm?|sampa|ipa|mau|kan|ort|syll?|syllables?"
    r"|morphs?|morphemes?|mb|gloss(?:es)?|ge|gl|pos|ps|tags?|lemmas?|trans(?:lation)?s?|translit|free|ft|english|eng"
    r"|tones?|breaks?|pitch|points?|notes?|comments?|comm|misc|gestures?|gaze|hands?|pauses?|silence|noise|turns? ?id"
    r"|part[ -]?of[ -]?speech|kinesics?|backgrounds?)(?:$|[\W_\d])"
)
_TALK = re.compile(
    r"(?i)(?:^|[\W_])(?:utterances?|utt?|phrases?|sentences?|transcript(?:ion)?s?|trs|ort(?:ho(?:graphy)?)?|speech|text|ref|tx|talk|turns?|"
    r"default|ipus?|tier)(?:$|[\W_\d])"
)
T = TypeVar("T")
_SHORT = 4
_MARKS = " \t_-.:@/"


def is_about(name: str) -> bool:
    """Whether a tier of this name is about some talk (glosses, words, gestures) instead of being it."""
    return bool(_ABOUT.search(name)) and not re.search(r"(?i)utterance|phrase|sentence|transcript", name)


def speaker_of(name: str) -> str:
    """Whose talk a tier of this name is: that of "Ann - utterances" and of "tx@Ann" is Ann's; "utterances" has none."""
    before, at, after = name.partition("@")
    if at and after.strip() and (_TALK.search(before) or len(before) <= _SHORT):
        return after.strip()  # as field linguists name them
    return " ".join(_TALK.sub(" ", name).strip(_MARKS).split())


def named(tiers: Sequence[tuple[T, str]]) -> dict[T, str]:
    """The speaker of each tier; where several stand side by side, names that tell of nobody tell them apart."""
    return {key: speaker_of(name) or (name.strip() if len(tiers) > 1 else "") for key, name in tiers}
