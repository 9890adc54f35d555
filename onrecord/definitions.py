"""Acronyms that a transcript defines: "North Atlantic Council (NAC)", "Airports Company South Africa, ACSA".

Separate from ``gazetteer`` because what one text defines holds in that text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.gazetteer import Form, Gazetteer
from onrecord.institutions import institution_lists

if TYPE_CHECKING:
    from onrecord.table import TurnTable

_ACRONYM = re.compile(
    r"\s\(([A-Z][A-Za-z&-]{1,9})\)|,\s(?:or\s|the\s|or the\s|known as\s)?([A-Z][A-Za-z]{2,9})(?=[,.;)])"
)
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w&'’-]*\s+(?:(?:of|for|and|on|the|in|to|&)\s+){0,2}){0,7}[A-Z][\w&'’-]*$")
_SMALL = frozenset(["of", "for", "and", "on", "the", "in", "to", "&"])
_FARTHEST = 120


def defined(gazetteer: Gazetteer, table: TurnTable) -> Gazetteer:
    """The forms that the transcripts define, with all targets: those of the gazetteer first."""
    targets, forms = list(gazetteer.targets), []
    known: dict[str, int] = {}
    for transcript, name, acronym in defined_acronyms(table):
        target = _target(gazetteer, known, name)
        if target is None:
            target = _target(gazetteer, known, acronym)
        if target is None:
            target = known[name.lower()] = len(targets)
            targets.append(("organisation", name))
        forms.append(Form(name, target, is_alias=False, transcript=transcript))
        forms.append(Form(acronym, target, transcript=transcript))
    return Gazetteer(tuple(targets), tuple(forms))


def _target(gazetteer: Gazetteer, known: dict[str, int], name: str) -> int | None:
    return known.get(name.lower(), gazetteer.known.get(name.lower()))


def defined_acronyms(table: TurnTable) -> Iterator[tuple[int, str, str]]:
    """Transcript, long name and acronym wherever the words before an acronym spell it with their initials."""
    for number, transcript in enumerate(table.transcripts):
        seen = set()
        for match in _ACRONYM.finditer(transcript.text):
            acronym = match[1] or match[2]
            before = transcript.text[max(match.start() - _FARTHEST, 0) : match.start()].rstrip()
            name = None if acronym in seen else _spelling(before, acronym, is_strict=match[2] is not None)
            if name:
                seen.add(acronym)
                yield number, name, acronym


def _spelling(before: str, acronym: str, *, is_strict: bool) -> str | None:
    """The last words before an acronym whose initials spell it; at least two, behind a comma three."""
    match = _NAME_BEFORE.search(before)
    words = match[0].split() if match else []
    for begin in range(len(words)):
        tail = words[begin:]
        if tail[0].lower() in _SMALL or len(tail) < (3 if is_strict else 2):
            continue
        if tail[-1].lower() in institution_lists()["en"].no_acronym:
            return None
        large = [word for word in tail if word.lower() not in _SMALL]
        spelt = {"".join(map(_initials, large)), "".join(word[0] for word in tail), "".join(word[0] for word in large)}
        if acronym.lower() in {text.lower() for text in spelt}:
            return " ".join(tail)
    return None


def _initials(word: str) -> str:
    """The first letter; all letters of a word in capitals ("SA National Defence Force, SANDF")."""
    return word if word.isupper() else word[0]
