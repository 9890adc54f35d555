"""Who takes part, as the text itself says before anybody speaks: lists under "Participants:", fields such as
"Interviewer: Jane Doe".

A roster names people; whether a label means one of them is for ``speakers`` to judge.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.labels import Label
from onrecord.labels.shapes import key_of
from onrecord.wordlists import lines as list_lines
from onrecord.wordlists import words

_NAME = r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,5}"
_BULLET = r"[ \t]*(?:[*•·–—-]+[ \t]+|\d{1,2}[.)][ \t]+)?[*_]{0,2}"
_INITIALS = re.compile(rf"{_BULLET}(?P<name>{_NAME}) ?[(\[](?P<short>[A-Z]{{1,4}})[)\]]")
_ROW = re.compile(
    rf"{_BULLET}(?P<name>{_NAME})[*_]{{0,2}}(?: ?[(\[](?P<short>[A-Z]{{1,4}})[)\]])?"
    r"(?:(?:,| [–—-]{1,2}|:|\t+| \()[ \t]*(?P<role>[^\n]{2,100}?)\)?)?[ \t]*"
)
_CJK_ROW = re.compile(
    r"[ \t]*(?P<name>[\u3400-\u9fff]{2,4})[ \t]*(?:[（(，,][ \t]*(?P<role>[^\n）)]{1,60})[）)]?)?[ \t]*"
)
_FIELD = re.compile(
    r"[ \t>*_#-]*(?P<head>[^\W\d_][^:：\n]{1,40}?)[*_]{0,2}[ \t]?[:：][*_]{0,2}[ \t]*(?P<rest>[^\n]*?)[ \t]*"
)
_BETWEEN = re.compile(r"[;；、،]| and | und | et | y | e | и | та |,(?! (?:jr|sr|md|phd|esq)\b)", re.IGNORECASE)
_ROWS_MOST = 60
_LINES_MOST = 400
_ABBREVIATED_MOST = 4
_SENTENCE_ENDS = ".!?"


class Listed(NamedTuple):
    """A person as a roster lists them."""

    name: str
    role: str = ""
    """As printed: "director of the harbour"."""
    labels: tuple[str, ...] = ()
    """Keys of the labels that stand for the person by the roster's own word: initials, "interviewer"."""


def roster_in(lines: Iterable[str]) -> list[Listed]:
    """The people listed in ``lines``, the text before its first label: rows under a head, fields, "Anna Bell (AB)"."""
    found: list[Listed] = []
    is_list = False
    rows = 0
    for line in [line.strip("\r\n") for line in lines][:_LINES_MOST]:
        if not line.strip():
            is_list = is_list and not rows
            continue
        field = _FIELD.fullmatch(line)
        head = key_of(field["head"]) if field else key_of(line.strip(" *_#"))
        if head in _heads() and (field is None or not field["rest"] or _is_names(field["rest"])):
            is_list, rows = True, 0
            if field and field["rest"]:
                found += _listed_names(field["rest"])
                rows = 1
        elif field and head in _roles() and (named := _person(field["rest"])):
            found.append(named._replace(role=_roles()[head][0], labels=(*named.labels, *_roles()[head][1])))
        elif is_list and rows < _ROWS_MOST and (named := _person(line)):
            found.append(named)
            rows += 1
        else:
            is_list = False
            if short := _INITIALS.match(line):
                found.append(Listed(short["name"], "", (short["short"].casefold(),)))
    return _merged(found)


def fields_before(text: str, labels: Sequence[Label]) -> int:
    """How many of ``labels`` only open the header's fields: "INTERVIEWER: Jane Doe", before anybody speaks."""
    count = 0
    for label, following in pairwise(labels):
        field = _FIELD.match(text[label.start : following.start].splitlines()[0])
        if not field or key_of(field["head"]) not in _roles() or not _person(field["rest"]):
            break
        count += 1
    return count if len(labels) - count > 1 else 0


def _person(text: str) -> Listed | None:
    row = _CJK_ROW.fullmatch(text)
    if row:
        return Listed(row["name"], row["role"] or "")
    row = _ROW.fullmatch(text)
    if not row or not _is_name(row["name"]) or (row["role"] or "")[-1:] in ("!", "?"):
        return None
    short = row["short"]
    return Listed(row["name"].rstrip("*_"), (row["role"] or "").strip(" ."), (short.casefold(),) if short else ())


def _is_name(text: str) -> bool:
    """Whether every word opens with a capital but for particles, so that a sentence is none."""
    parts = text.split()
    small = [part for part in parts if part[0].islower()]
    is_closed = text[-1] in "!?" or (text[-1] == "." and len(parts[-1]) > _ABBREVIATED_MOST)
    return not is_closed and len(small) < len(parts) - 1 and words("particles").issuperset(small)


def _is_names(text: str) -> bool:
    return bool(_listed_names(text))


def _listed_names(text: str) -> list[Listed]:
    """The names of a list in one line; what stands between two of them and is no name is the role of the one before."""
    found: list[Listed] = []
    for part in _BETWEEN.split(text.rstrip(_SENTENCE_ENDS)):
        named = _person(part.strip())
        if named:
            found.append(named)
        elif found and part.strip() and not found[-1].role:
            found[-1] = found[-1]._replace(role=part.strip())
    return found


def _merged(found: Iterable[Listed]) -> list[Listed]:
    """Each name once, with the first role and all its labels."""
    by_name: dict[str, Listed] = {}
    for one in found:
        before = by_name.get(one.name, one)
        by_name[one.name] = Listed(one.name, before.role or one.role, tuple({*before.labels, *one.labels}))
    return list(by_name.values())


@cache
def _heads() -> frozenset[str]:
    return frozenset(key_of(line) for line in list_lines("roster_heads"))


@cache
def _roles() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Key of a field's name -> role, keys of the labels that stand for it."""
    keys_of: dict[str, list[str]] = defaultdict(list)
    for role, _, named in (line.partition(":") for line in list_lines("roster_roles")):
        keys_of[role] += [key_of(word) for word in named.split()]
    return {
        key: (role, tuple(keys)) for role, keys in keys_of.items() for key in keys if len(key) > 2 or not key.isascii()
    }
