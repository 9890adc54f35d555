"""Which candidates are labels: the evidence of the whole document, added to that of each line.

One line rarely settles it. A name that comes back, that re-opens after others, and that is printed as the rest are, is a
label; a list of terms that each stand once is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.labels.candidates import Candidate
from onrecord.wordlists import weights, words

_QUIET = frozenset({"own", "dash", "tab", "bold"})
_ALONE_NEEDS = 0.6
"""Labels without any mark are believed only where they are most of the labels."""
_TITLED_ENOUGH = 2.0
_MANY = 6


def accepted(found: Sequence[Candidate], n_lines: int) -> list[Candidate]:
    """The candidates that are labels. ``n_lines`` counts the lines that are not blank."""
    if not found:
        return []
    document = weights()["document"]
    count = Counter(c.shape.key for c in found)
    reopened = _reopenings(found)
    covers = sum(c.score > 0 for c in found) >= 0.45 * max(1, n_lines)
    most = document["repeat_most"]
    bonus = {
        key: min(most, document["repeat"] * math.log2(n))
        + document["reopens"] * (reopened[key] >= 3)
        + document["covers"] * (covers and reopened[key] >= 2)
        for key, n in count.items()
    }
    stop = words("stop_heads")
    for key in bonus:
        if key.split(" ", 1)[0] in stop:
            bonus[key] /= 2  # "Note" comes back too
    strong = Counter(c.family for c in found if c.score + bonus[c.shape.key] >= (2.2 if c.family == "own" else 3.0))
    total = sum(strong.values()) or 1
    style = {
        family: (
            document["style_main"] if n > 0.5 * total else document["style_present"] if n > 0.15 * total
            else document["style_odd"] if total >= _MANY else 0.0
        )
        for family, n in strong.items()
    }  # fmt: skip
    odd = document["style_odd"] if total >= _MANY else 0.0
    kept = [
        c
        for c in found
        if c.score + bonus[c.shape.key] + style.get(c.family, odd) >= _needed(c)
        and not _is_unsupported(c, count, reopened, strong[c.family] / total)
    ]
    return _gated(kept)


def _needed(candidate: Candidate) -> float:
    accept = weights()["accept"]
    return accept["quiet"] if candidate.family in _QUIET else accept["colon"]


def _reopenings(found: Sequence[Candidate]) -> Counter[str]:
    """How often each key comes back after another one."""
    opened: Counter[str] = Counter()
    last = None
    for candidate in found:
        key = candidate.shape.key
        opened[key] += key != last
        last = key
    return opened


def _is_unsupported(candidate: Candidate, count: Counter[str], reopened: Counter[str], share: float) -> bool:
    """Whether the candidate is of a kind that needs company it does not have."""
    key, family, case = candidate.shape.key, candidate.family, candidate.shape.case
    if family in {"own", "bold", "tab"} and (
        (reopened[key] < 2 and not candidate.stamp) or share < _ALONE_NEEDS
    ):
        return True
    if case in {"lower", "initial"} and count[key] < 3 and share < 0.3:
        return True
    asked = count["q"] or count["question"] or count["p"]
    return key in {"a", "r", "answer", "p"} and not asked


def _gated(kept: list[Candidate]) -> list[Candidate]:
    """``kept``, unless together they look like a list of terms or a text with a few headings."""
    count = Counter(c.shape.key for c in kept)
    if len(count) >= 5 and max(count.values()) == 1:
        kept = [c for c in kept if c.shape.is_titled and c.score >= _TITLED_ENOUGH]
        count = Counter(c.shape.key for c in kept)
    recurring = sum(n > 1 for n in count.values())
    if recurring >= 2 or any(c.shape.is_titled or c.stamp for c in kept):
        return kept
    # Two untitled names that speak once each are a short exchange if both are written as names are.
    named = {c.shape.key for c in kept if _is_a_name(c.shape.name)}
    return kept if len(named) >= 2 and len(named) == len(count) else []


def _is_a_name(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}(?:[,(].*)?", name)) or name.isupper()
