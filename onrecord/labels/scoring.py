"""Which candidates are labels: the evidence of the whole document, added to that of each line.

One line rarely settles it. A name that comes back, that re-opens after others, and that is printed as the rest are,
is a label; a list of terms that each stand once is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.labels.candidates import HEAD, Candidate
from onrecord.wordlists import weights, words

_QUIET = frozenset({"own", "dash", "tab", "bold"})
_ALONE_NEEDS = 0.6
"""Labels without any mark are believed only where they are most of the labels."""
_DASHES_NEED = 0.3
"""A dash after a name is common in prose."""
_TITLED_ENOUGH = 2.0
_MANY = 6
_ANSWERS = frozenset({"a", "r", "answer", "p"})
_ASKERS = ("q", "question", "p", "i", "int", "interviewer")
_LIST = 3
_RUN_ON_MOST = 0.35
_SAID = 200
_WORD = re.compile(r"[\w']+")
_MONOLOGUE = 3
_ROUNDING = 1e-9


def accepted(found: Sequence[Candidate], view: str, n_lines: int) -> list[Candidate]:
    """The candidates of ``view`` that are labels. ``n_lines`` counts its lines that are not blank."""
    found = _without_lists(found, view)
    if not found:
        return []
    document = weights()["document"]
    count = Counter(c.shape.key for c in found)
    reopened = _reopenings(found)
    covers = sum(c.score > -1.5 for c in found) >= 0.45 * max(1, n_lines)
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
    strong = [c for c in found if c.score + bonus[c.shape.key] >= (2.2 if c.family == "own" else 3.0)]
    if not strong:  # a short text: its best candidates, or in a chat of handles all of them
        strong = [c for c in found if c.score + bonus[c.shape.key] >= 2.0] or (list(found) if covers else [])
    total = len(strong) or 1
    style = _styles(strong)
    family = Counter(c.family for c in strong)
    odd = document["style_odd"] if total >= _MANY else 0.0
    # In a hard-wrapped text a label never follows an unfinished line; in one that has no punctuation it always does.
    sample = found if covers and 3 * total < len(found) else strong
    is_wrapped = sum(c.runs_on for c in sample) <= _RUN_ON_MOST * len(sample)
    quiet_recur = any(c.family in {"own", "bold", "tab"} and reopened[c.shape.key] > 1 for c in strong)
    wrap = document["hard_wrap"] if is_wrapped else 0.0
    between = _between(found)
    once = document["bullet_once"]
    kept = [
        c
        for at, c in enumerate(found)
        if c.score
        + document["between"] * (at in between)
        + once * (c.is_bulleted and reopened[c.shape.key] < 2)
        + bonus[c.shape.key]
        + style.get(c.style, odd)
        + wrap * c.runs_on
        >= _needed(c) - _ROUNDING
        and not _is_unsupported(c, count, reopened, family[c.family] / total, quiet_recur=quiet_recur)
    ]
    return _gated(kept, view)


def _between(found: Sequence[Candidate]) -> set[int]:
    """Which candidates stand between two of one other name."""
    keys = [c.shape.key for c in found]
    return {at for at in range(1, len(keys) - 1) if keys[at - 1] == keys[at + 1] != keys[at]}


def _without_lists(found: Sequence[Candidate], view: str) -> list[Candidate]:
    """``found`` without names alone on their lines that another such name follows at once: members, not speakers."""
    kept: list[Candidate] = []
    run: list[Candidate] = []
    for candidate in found:
        if run and not _follows_at_once(run[-1], candidate, view):
            kept += _unless_list(run)
            run = []
        run.append(candidate)
    return kept + _unless_list(run)


def _follows_at_once(one: Candidate, other: Candidate, view: str) -> bool:
    """Whether both are bare names alone on their lines with nothing but blanks between."""
    return (
        one.family == other.family == "own"
        and one.is_emphasised == other.is_emphasised
        and not (one.stamp or other.stamp)
        and other.start - one.end < HEAD
        and not view[one.end : other.start].strip(" *_#-•\n\t")
    )


def _unless_list(run: list[Candidate]) -> list[Candidate]:
    is_list = len(run) >= _LIST and len({c.shape.key for c in run}) == len(run)
    return [] if is_list else run


def _styles(strong: Sequence[Candidate]) -> dict[tuple[str, str, bool, bool], float]:
    """Points for being printed as most strong candidates are, or as few are."""
    document = weights()["document"]
    total = len(strong)
    count = Counter(c.style for c in strong)
    odd = document["style_odd"] if total >= _MANY else 0.0
    return {
        style: document["style_main"] if n > 0.5 * total else document["style_present"] if n > 0.15 * total else odd
        for style, n in count.items()
    }


def _needed(candidate: Candidate) -> float:
    accept = weights()["accept"]
    is_quiet = candidate.family in _QUIET and not (candidate.is_emphasised and candidate.is_alone)
    return accept["quiet"] if is_quiet else accept["colon"]


def _reopenings(found: Sequence[Candidate]) -> Counter[str]:
    """How often each key comes back after another one."""
    opened: Counter[str] = Counter()
    last = None
    for candidate in found:
        key = candidate.shape.key
        opened[key] += key != last
        last = key
    return opened


def _is_unsupported(
    candidate: Candidate, count: Counter[str], reopened: Counter[str], share: float, *, quiet_recur: bool
) -> bool:
    """Whether the candidate is of a kind that needs company it does not have."""
    key, family, case = candidate.shape.key, candidate.family, candidate.shape.case
    if family in {"own", "bold", "tab"}:
        is_set_off = (candidate.is_emphasised or candidate.shape.is_titled) and candidate.is_alone
        is_vouched = candidate.stamp or (is_set_off and quiet_recur and not candidate.is_heading)
        if share < _ALONE_NEEDS or (reopened[key] < 2 and not is_vouched):
            return True
    if family == "dash" and share < _DASHES_NEED:
        return True
    if case in {"lower", "initial"} and count[key] < 3 and share < 0.3:
        return True
    return key in _ANSWERS and not any(count[asker] for asker in _ASKERS)


def _gated(kept: list[Candidate], view: str) -> list[Candidate]:
    """``kept``, unless together they look like a list of terms or a text with a few headings."""
    count = Counter(c.shape.key for c in kept)
    if len(count) >= 5 and max(count.values()) == 1:
        kept = [c for c in kept if c.shape.is_titled and c.score >= _TITLED_ENOUGH]
        count = Counter(c.shape.key for c in kept)
    comes_back = any(n > 1 for n in _reopenings(kept).values())
    if (comes_back and len(count) > 1) or any(c.shape.is_titled or c.stamp for c in kept):
        return kept
    talking = sum(_talks(c, view) for c in kept)
    if len(count) == 1 and len(kept) >= _MONOLOGUE and _is_a_name(kept[0].shape.name) and _talks(kept[0], view):
        return kept
    # Untitled names that speak once each are a short exchange if all are written as names and talk as people do.
    are_names = all(_is_a_name(c.shape.name) for c in kept)
    return kept if are_names and len(count) >= 2 and 2 * talking >= len(kept) else []


def _is_a_name(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}(?:[,(].*)?", name)) or name.isupper()


def _talks(candidate: Candidate, view: str) -> bool:
    """Whether what follows the label asks, greets, or says "I" or "you"."""
    said = view[candidate.end : candidate.end + _SAID]
    return bool("?" in said or not words("speech_words").isdisjoint(_WORD.findall(said.casefold().replace("’", "'"))))
