"""Tiers of annotations by their names: whose talk one is, and which are about the talk of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

_ABOUT = re.compile(
    r"(?i)(?:^|[\W_])(?:words?|wrd|tokens?|tok|phones?|phonemes?|phon|segments?|segm?|sampa|ipa|mau|kan|ort|syll?|syllables?"
    r"|morphs?|morphemes?|mb|gloss(?:es)?|ge|gl|pos|ps|tags?|lemmas?|trans(?:lation)?s?|translit|free|ft|english|eng"
    r"|tones?|breaks?|pitch|points?|notes?|comments?|comm|misc|gestures?|gaze|hands?|pauses?|silence|noise|turns? ?id"
    r"|part[ -]?of[ -]?speech|kinesics?|backgrounds?)(?:$|[\W_\d])"
)
_TALK = re.compile(
    r"(?i)(?:^|[\W_])(?:utterances?|utt?|phrases?|sentences?|transcript(?:ion)?s?|trs|trn|ort(?:ho(?:graphy)?)?|speech|text|ref|tx|talk|turns?|"
    r"default|ipus?|tier)(?:$|[\W_\d])"
)
_WORDS = re.compile(r"(?i)(?:^|[\W_])(?:words?|wrd|tokens?|tok|ort)(?:$|[\W_\d])")
T = TypeVar("T")
_SHORT = 4
_SAME_SHARE = 0.8
"""Of the words of a tier; so many of another tier's are the same talk."""
_MARKS = " \t_-.:@/"


def is_about(name: str) -> bool:
    """Whether a tier of this name is about some talk (glosses, words, gestures) instead of being it."""
    return bool(_ABOUT.search(name)) and not re.search(r"(?i)utterance|phrase|sentence|transcript", name)


def speaker_of(name: str) -> str:
    """Whose talk a tier of this name is: that of "Ann - utterances", "Ann - words" and "tx@Ann" is Ann's; "utterances",
    "words" and "ORT-MAU" have none.
    """
    before, at, after = name.partition("@")
    if at and after.strip() and (_TALK.search(before) or is_about(before) or len(before) <= _SHORT):
        return after.strip()  # as field linguists name them
    rest = ""
    while rest != name:
        rest, name = name, _TALK.sub(" ", _ABOUT.sub(" ", name))
    return " ".join(rest.strip(_MARKS).split())


class Told(NamedTuple):
    """A tier that holds words: its name, and the text of its pieces."""

    name: str
    texts: Sequence[str]


def talk_among(tiers: Sequence[Told]) -> list[int]:
    """The places of those of ``tiers`` that are talk: each speaker's in its longest pieces.

    An aligner leaves tiers of words and of sounds for each speaker: the words are talk where no tier has them in one.
    """
    talk = [at for at, tier in enumerate(tiers) if not is_about(tier.name)]
    chosen = _coarsest(tiers, talk)
    about = [at for at in range(len(tiers)) if at not in talk]
    rest = [at for at in about if _WORDS.search(tiers[at].name)] or (about if not talk else [])
    owned = [at for at in rest if speaker_of(tiers[at].name)]
    if talk:
        owners = {speaker_of(tiers[at].name) for at in talk}
        said = [text for at in talk for text in tiers[at].texts]
        rest = [at for at in owned if speaker_of(tiers[at].name) not in owners and not _says(said, tiers[at].texts)]
    best: dict[str, int] = {}
    for at in rest if talk else owned or rest:
        owner = speaker_of(tiers[at].name)
        if owner not in best or _mean_length(tiers[at]) > _mean_length(tiers[best[owner]]):
            best[owner] = at
    return sorted([*chosen, *best.values()])


def _coarsest(tiers: Sequence[Told], talk: Sequence[int]) -> list[int]:
    """``talk`` without what says the same as a tier of the same speaker in longer pieces."""
    chosen: list[int] = []
    for at in sorted(talk, key=lambda at: -_mean_length(tiers[at])):
        owner = speaker_of(tiers[at].name)
        mine = [other for other in chosen if speaker_of(tiers[other].name) == owner]
        if not any(_says(tiers[other].texts, tiers[at].texts) for other in mine):
            chosen.append(at)
    return chosen


def _says(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether ``texts`` hold nearly all the words of ``others``."""
    said, again = (Counter(re.findall(r"\w+", " ".join(each).casefold())) for each in (texts, others))
    return (said & again).total() >= _SAME_SHARE * again.total()


def _mean_length(tier: Told) -> float:
    return sum(map(len, tier.texts)) / max(1, len(tier.texts))


def named(tiers: Sequence[tuple[T, str]]) -> dict[T, str]:
    """The speaker of each tier; where several stand side by side, names that tell of nobody tell them apart."""
    return {key: speaker_of(name) or (name.strip() if len(tiers) > 1 else "") for key, name in tiers}
