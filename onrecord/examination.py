"""Who asks and who answers under "Q" and "A": the lines of a deposition or trial that say so.

"BY MR. REED:" makes the questions that follow his, up to the next such line or the next witness; "JANE DOE, having been
duly sworn," makes the answers hers. Where nothing says so, "Q" and "A" stay roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.labels import Label
from onrecord.labels.shapes import key_of
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark

_QUESTION = frozenset({"q", "question"})
_ANSWER = frozenset({"a", "answer", "witness", "the witness"})
_NAME = r"(?:THE COURT|(?i:MRS?|MS|MISS|DR|SIR|DAME|SENATOR|JUDGE)\.? ?(?:[A-Z][\w.'’-]{0,30} ?){1,4})"
_OPENS = r"\n[ \t]*+(?:\d{1,2}[ \t]+)?[<(]?"
_BY = re.compile(
    rf"{_OPENS}(?:(?i:by) (?P<first>{_NAME}) ?(?:\([^()\n]{{1,40}}\))?:"
    r"|[^\n:.?!]{0,40}\b(?i:examination|examined|questions|questioned)[^\n:.?!]{0,20} "
    rf"(?i:by) (?P<second>{_NAME}) ?(?=[:\n>\[(]))"
)
_NOTE = re.compile(rf"(?i:(?:continuing )?by) ({_NAME})")
_CAPITALS = r"[A-Z][A-Z.'’-]{0,25}(?: [A-Z][A-Z.'’-]{0,25}){1,4}"
_PERSON = rf"(?:(?:MR|MRS|MS|DR|PROF|SIR|DAME)\.? )?{_CAPITALS}"
_SWORN = re.compile(
    rf"{_OPENS}(?P<name>{_PERSON})[ ,.(\n\d]{{1,40}}"
    r"(?i:(?:having|was|were|being|called|produced|after|duly|first|the witness|a witness|sworn|affirmed)\b)"
    r"[^:?!]{0,200}?(?<![a-z])(?i:sworn|affirmed)(?![a-z])"
    rf"|{_OPENS}(?P<alone>{_PERSON})[ ,.(]{{1,3}}(?i:(?:re-?)?sworn|affirmed)(?![a-z])"
    rf"|{_OPENS}(?:THE )?(?:WITNESS|DEPONENT): (?P<field>{_CAPITALS})[ \t]*(?=\n)"
)

_SWORN_WORDS = ("sworn", "SWORN", "affirmed", "AFFIRMED", "WITNESS: ", "DEPONENT: ")
_TESTIFIES = re.compile(r"[^:?!]{0,200}?\b(?:testified|testifies|deposes)[^:.?!]{0,60}[:.]")


def named_in(view: str, labels: Sequence[Label]) -> list[str]:
    """The name to resolve for each of ``labels``: the examiner's and the witness's for "Q" and "A" where ``view``, the
    matching view of the text, names them, else the label's own.

    A label is never changed by it; only whose turn it is.
    """
    names = [label.name for label in labels]
    key_of_name = {name: key_of(name) for name in set(names)}
    if _QUESTION.isdisjoint(key_of_name.values()):
        return names
    keys = [key_of_name[name] for name in names]
    events = _events(view)
    asks = answers = ""
    at = 0
    for number, (label, key) in enumerate(zip(labels, keys, strict=True)):
        while at < len(events) and events[at][0] <= label.start:
            _, what, name = events[at]
            at += 1
            if what == "by":
                asks = name
            elif name != answers:
                asks, answers = "", name
        if key in _QUESTION:
            if note := _NOTE.match(label.note):
                asks = note[1].strip()
            names[number] = asks or names[number]
        elif key in _ANSWER:
            names[number] = answers or names[number]
    return names


def sworn_in(view: str) -> list[Mark]:
    """The lines that call a witness, up to "testified as follows:" where they say so."""
    if not any(word in view for word in _SWORN_WORDS):
        return []
    marks = []
    for found in _SWORN.finditer(view):
        what = next(name for name in ("name", "alone", "field") if found[name])
        closed = _TESTIFIES.match(view, found.end())
        stop = closed.end() if closed else view.find("\n", found.end())
        marks.append(Mark(found.start(what) - SHIFT, max(stop, found.end()) - SHIFT, "stage"))
    return marks


def _events(view: str) -> list[tuple[int, str, str]]:
    """In order: the character of the text, "by" or "sworn", and who."""
    events: list[tuple[int, str, str]] = []
    if any(word in view for word in ("BY ", "By ", " by M", " by THE")):
        places = (found.start() for word in ("BY ", "By ", "by ") for found in re.finditer(word, view))
        lines = {view.rfind("\n", 0, at) for at in places}  # few of them: the pattern is slow to say no
        events += [
            (m.start() + 1 - SHIFT, "by", (m["first"] or m["second"]).strip())
            for line in lines
            if (m := _BY.match(view, line))
        ]
    if any(word in view for word in _SWORN_WORDS):
        events += [
            (m.start() + 1 - SHIFT, "sworn", (m["name"] or m["alone"] or m["field"]).strip(" ."))
            for m in _SWORN.finditer(view)
        ]
    return sorted(events)
