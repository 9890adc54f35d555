"""Where a label could stand: every line, and every sentence of a text without lines, that opens like one.

One compiled pattern over the whole text picks the lines worth a look (``line``); only those cost Python. The work grows
with the text and with nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.labels.label import Candidate
from onrecord.labels.line import HEAD, LETTERS_ELSEWHERE, Look
from onrecord.labels.patterns import PAIRS, PLAUSIBLE, VIRTUAL, WRAPPED_PATTERN
from onrecord.labels.shapes import Judge
from onrecord.wordlists import weights

_LINE = weights()["line"]


def candidates(view: str, judge: Judge) -> list[Candidate]:
    """Every candidate of ``view`` (see ``matching_view``), in order, at most one a line."""
    found = []
    for line in PLAUSIBLE.finditer(view, 0, len(view) - 1):
        start = line.start() + 1
        candidate = _look(view, start, judge)
        if candidate:
            found.append(candidate)
    if view.count("\n") * 400 < len(view):
        found += [c for start in _sentence_starts(view) if (c := _look(view, start, judge, inside=True))]
        found.sort(key=lambda c: c.start)
    return _answers(found, view, judge)


def _answers(found: list[Candidate], view: str, judge: Judge) -> list[Candidate]:
    """``found``, where questions and answers open with letters, with "R. Decía: no" read as an answer."""
    letters = Counter(c.shape.key for c in found if c.family == "qa" and c.shape.name in LETTERS_ELSEWHERE)
    if not any(letters[ask] > 1 and letters[answer] > 1 for ask, answer in PAIRS.items()):
        return found
    return [
        Look(view, c.start, view[c.start : c.end + 2], False, judge).qa_elsewhere() or c
        if c.family == "colon" and letters[c.shape.name[0].casefold()] > 1 and c.shape.name[1:2] == "."
        else c
        for c in found
    ]


def _before_colon(look: Look) -> Candidate | None:
    """The label that ends at a colon, unless that one is no name and a title and a dash or dot come first."""
    colon = look.colon()
    if not colon or colon.score >= 0:
        return colon
    others = [c for c in (look.dotted(), colon) if c]
    return max(others, key=lambda c: c.score)


def _sentence_starts(view: str) -> Iterator[int]:
    """Where a sentence that holds a colon opens, in a text that has hardly any line ends."""
    return (found.end() for found in VIRTUAL.finditer(view))


def _look(view: str, start: int, judge: Judge, *, inside: bool = False) -> Candidate | None:
    """The candidate that opens at ``start``, if any; ``inside`` a line only a colon makes one."""
    head = view[start : start + HEAD]
    stop = head.find("\n")
    if "(" in head[: max(stop, 0)] and (wrapped := WRAPPED_PATTERN.match(head)):
        head = wrapped[0].replace("\n", " ") + head[wrapped.end() :]  # every character keeps its place
        stop = head.find("\n")
    if stop >= 0:
        head = head[:stop]
    look = Look(view, start, head, stop >= 0, judge)
    if not look.body or look.body.isspace():
        return None
    if inside:
        return look.colon()
    asked = look.asked_by() or look.qa()
    if asked and asked.family == "qa" and asked.score < _LINE["qa_mark"]:
        # "A SRA. PRESIDENTE – " and "A Sr.ª Ana Paz: " open with a letter too.
        others = (c for c in (look.dotted(), look.colon()) if c and c.shape.is_titled)
        return next((c for c in others if c.shape.key != asked.shape.key), asked)
    return (
        asked
        or look.bracketed()
        or _before_colon(look)
        or look.stamped()
        or look.asked_dot()
        or look.bold_dash()
        or look.initialed()
        or look.dotted()
        or look.qa_elsewhere()
        or look.quiet()
    )
