"""Codes that open headings elsewhere, and speak here: "CC" of a letter is a station in a flight's log.

Told by what headings never do: the code comes back again and again after others that open no headings, and mostly
people's talk follows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from onrecord.labels.label import Candidate
from onrecord.labels.scoring import has_speech
from onrecord.wordlists import weights, words

_CODE = re.compile(r"[A-Z]{2,4}")
_SAID = 300
_FEWEST_TURNS, _TALKING = 3, 0.6


def speaking_codes(found: Sequence[Candidate], view: str) -> set[str]:
    """Keys of the short codes among ``found`` that are in the list of headings, but take turns and talk."""
    stop = words("stop_heads")
    codes = {c.shape.key for c in found if c.shape.key in stop and _CODE.fullmatch(c.shape.name)}
    if not codes:
        return codes
    talks: dict[str, list[bool]] = defaultdict(list)
    for one, other, following in zip([None, *found], found, [*found[1:], None], strict=False):
        key = other.shape.key
        if key in codes and (one is None or one.shape.key != key):
            end = following.start if following else len(view)
            said = view[other.end : min(end, other.end + _SAID)]
            talks[key].append("?" in said or has_speech(said))
    others = {one.shape.key for one, other in pairwise(found) if other.shape.key in codes} - stop
    return {key for key, turns in talks.items() if others and len(turns) >= _FEWEST_TURNS
            and sum(turns) >= _TALKING * len(turns)}  # fmt: skip


def without_prejudice(found: Sequence[Candidate], view: str) -> None:
    """Gives the codes among ``found`` that speak the points back that the list of headings cost them."""
    speaking = speaking_codes(found, view)
    for candidate in found:
        if candidate.shape.key in speaking:
            candidate.score -= weights()["shape"]["stop_head"]
