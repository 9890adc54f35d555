"""A transcript that stands twice in one file: pasted twice, or served with a copy of itself."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix

from onrecord.labels import Label

_SHARE = 0.6
"""Of the turns before it, so many must stand in the copy again."""
_TURNS_LEAST = 6
_CHARACTERS_LEAST = 2_000
_STRAY_TURNS = 1
"""Turns of a copy that may differ at its end, where a service's footer runs into the last."""


def second_copy(text: str, labels: Sequence[Label], end: int) -> tuple[int, int] | None:
    """How many of ``labels`` come before the second copy of the transcript, and the character where that begins.

    None unless, from the first turn on, most of the transcript stands there again word for word and nothing but such
    copies follows up to the character ``end``; a refrain or a long quotation is no copy.
    """
    if not labels:
        return None
    starts = [label.start for label in labels]
    stops = [*starts[1:], end]
    turns = [hash(text[start:stop].strip()) for start, stop in zip(starts, stops, strict=True)]
    if turns[0] not in turns[1:]:
        return None
    same = _same_as_beginning(turns)
    for at in range(2, len(turns)):
        length = min(same[at], at)
        if length < max(2, _SHARE * at):
            continue
        is_long = length >= _TURNS_LEAST or stops[at + length - 1] - starts[at] >= _CHARACTERS_LEAST
        if _only_copies(same, at):  # of what repeats throughout, the smallest part decides: a refrain is short
            return (at, _copy_start(text, starts, stops, at)) if is_long else None
    return None


def _same_as_beginning(turns: Sequence[int]) -> list[int]:
    """For each turn, how many from it on equal those from the first on (the Z function: linear)."""
    same = [0] * len(turns)
    low = high = 0
    for at in range(1, len(turns)):
        length = min(high - at, same[at - low]) if at < high else 0
        while at + length < len(turns) and turns[length] == turns[at + length]:
            length += 1
        same[at] = length
        if at + length > high:
            low, high = at, at + length
    return same


def _only_copies(same: Sequence[int], at: int) -> bool:
    """Whether from turn ``at`` on there is nothing but copies, but for a stray turn at the end of each."""
    first = at
    while at < len(same):
        if same[at] < _SHARE * first:
            return False
        at += same[at]
        for _ in range(_STRAY_TURNS):
            if at < len(same) and same[at] < _SHARE * first:
                at += 1
    return True


def _copy_start(text: str, starts: Sequence[int], stops: Sequence[int], at: int) -> int:
    """Where the copy begins that opens with turn ``at``: what stands before it and not at the end of the last turn's
    own copy belongs to it, such as its title.
    """
    last = 2 * at - 1
    if last < len(starts):
        own = text[starts[at - 1] : stops[at - 1]]
        again = text[starts[last] : stops[last]]
        shared = commonprefix([own, again])  # noqa: RUF071  (of words, not of paths)
        if len(shared.rstrip()) >= len(again.rstrip()):
            return starts[at - 1] + len(shared.rstrip())
    return starts[at]
