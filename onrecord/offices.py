"""Offices printed on the line under a name, told by their coming back: "Ann Lee 13:30", then "First Minister".

The line reads as the first words of a turn. But nobody begins every turn with the same few words and no full stop.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from onrecord.labels import Label
from onrecord.labels.shapes import key_of
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark

_FEWEST = 2
_SHARE = 0.8
_LONGEST = 70
_CLOSED = frozenset('.!?…。！？؟:;,"”*-–—)]')


def offices_under_names(view: str, labels: Sequence[Label]) -> list[Mark]:
    """The lines right under labels that have their line to themselves, where each turn of a speaker has the same.

    Once is enough where the text before the first label holds the same words: a list of who takes part.
    """
    lines: dict[str, list[tuple[str, Mark]]] = defaultdict(list)
    keys = {name: key_of(name) for name in {label.name for label in labels}}
    turns = Counter(keys[label.name] for label in labels)
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start + SHIFT if following else len(view)
        if label.is_alone and (line := _line_under(view, label.end + SHIFT, end)):
            lines[keys[label.name]].append(line)
    header = view[: labels[0].start] if labels else ""
    found: list[Mark] = []
    for name, under in lines.items():
        text, n = Counter(text for text, _ in under).most_common(1)[0]
        is_listed = " " in text and text in header
        if n >= max(1 if is_listed else _FEWEST, _SHARE * turns[name]):
            found += [mark for other, mark in under if other == text]
    return found


def _line_under(view: str, start: int, end: int) -> tuple[str, Mark] | None:
    """The first line of a turn, if it is short, ends no sentence, and is not all of the turn."""
    opening = view[start : min(end, start + 4 * _LONGEST)]
    line, _, rest = opening.lstrip().partition("\n")
    text = line.strip()
    if not rest.strip() or not text or len(text) > _LONGEST or text[-1] in _CLOSED or not text[0].isupper():
        return None
    at = start + opening.index(text) - SHIFT
    return text, Mark(at, at + len(text), "metadata")
