"""Names that stand out in bold: "**Anna Bell** Thank you.", bold on a line of their own, or bold before a colon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.formats.pages.blocks import Line
from onrecord.formats.pages.hints import Traits
from onrecord.labels.shapes import judged

_LONGEST = 70
_FEWEST = 3
_NAMES_SHARE = 0.7
_LABEL_LONGEST = 160
_QUESTION = re.compile(r"\s*(?:[A-Z]{0,2}\d{1,4}\.?)?\s*(?:[\[(][A-Z]{0,3}\d{1,7}[\])])?\s*")
_ENDS = tuple(".?!;,…")


class BoldLabel(NamedTuple):
    """A name and a colon at the beginning of a line."""

    first: int
    """Index of the first piece of the name; those before number a question."""
    after: int
    name: str
    colon: str
    """Empty where it follows the bold pieces."""


def standing_out(lines: Sequence[Line], traits: Sequence[Traits]) -> dict[int, int]:
    """``id`` of each line that opens with such a name -> how many of its pieces are the name.

    Only names in one consistent shape count, which come back, and none where bold text has colons.
    """
    shapes: dict[tuple[bool, bool], list[tuple[int, int, str]]] = defaultdict(list)
    n_colons = 0
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        n, name = _prefix(line, traits)
        rest = "".join(text for text, _ in line.pieces[n:]).strip()
        if not name or len(name) > _LONGEST or name.endswith(_ENDS):
            continue
        if name[-1] in ":：" or rest[:1] in {":", "："}:
            n_colons += 1
            continue
        is_alone = not rest
        if rest[:1] in {"(", "[", "—", "-", "–"} or rest[:1].isdigit() or judged(name) is None:
            continue
        if is_alone and (after is None or _prefix(after, traits)[1] == after.text.strip()):
            continue
        shapes[is_alone, traits[line.pieces[0][1]].heading > 0].append((id(line), n, name))
    if n_colons >= _FEWEST:
        return {}
    found: dict[int, int] = {}
    for rows in shapes.values():
        names = {name for _, _, name in rows}
        if len(rows) >= _FEWEST and 1 < len(names) <= _NAMES_SHARE * len(rows):
            found |= {line: n for line, n, _ in rows}
    return found


def numbered(line: Line, traits: Sequence[Traits]) -> int:
    """How many pieces number the question before a name in bold: "T1. [66880] **Ann Bell:**"."""
    for at, (text, element) in enumerate(line.pieces):
        if traits[element].is_bold and text.strip():
            before = "".join(before for before, _ in line.pieces[:at])
            return at if before.strip() and _QUESTION.fullmatch(before) else 0
    return 0


def before_colons(lines: Sequence[Line], traits: Sequence[Traits]) -> dict[int, BoldLabel]:
    """``id`` of each line that opens with a bold name and a colon; none unless nearly all of them are names."""
    found: dict[int, BoldLabel] = {}
    for line in lines:
        first = numbered(line, traits)
        n, text = _prefix(line, traits, first)
        rest = "".join(text for text, _ in line.pieces[n:])
        colon = text[-1:] if text[-1:] in {":", "："} else ""
        if text and len(text) <= _LABEL_LONGEST and (colon or rest.lstrip()[:1] in {":", "："}):
            found[id(line)] = BoldLabel(first, n, text.rstrip(":： "), colon)
    names = {label.name for label in found.values()}
    good = sum(judged(name) is not None for name in names)
    return found if len(found) >= _FEWEST and len(names) > 1 and good >= _NAMES_SHARE * len(names) else {}


def _prefix(line: Line, traits: Sequence[Traits], first: int = 0) -> tuple[int, str]:
    """How many pieces at the beginning of ``line`` are bold, and their text."""
    n = first
    for text, element in line.pieces[first:]:
        if traits[element].is_furniture or not (traits[element].is_bold or not text.strip()):
            break
        n += 1
    while n > first and not line.pieces[n - 1][0].strip():
        n -= 1
    return n, "".join(text for text, _ in line.pieces[first:n]).strip()
