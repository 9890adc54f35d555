"""Names that stand out in bold and have no colon: "**Anna Bell** Thank you.", or bold on a line of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.formats.blocks import Line
from onrecord.formats.hints import Traits
from onrecord.labels.shapes import judged

_LONGEST = 70
_FEWEST = 3
_NAMES_SHARE = 0.7
_ENDS = tuple(".?!;,…")


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


def _prefix(line: Line, traits: Sequence[Traits]) -> tuple[int, str]:
    """How many pieces at the beginning of ``line`` are bold, and their text."""
    n = 0
    for text, element in line.pieces:
        if traits[element].is_furniture or not (traits[element].is_bold or not text.strip()):
            break
        n += 1
    while n and not line.pieces[n - 1][0].strip():
        n -= 1
    return n, "".join(text for text, _ in line.pieces[:n]).strip()
