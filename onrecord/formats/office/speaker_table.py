"""Tables in documents: which column names who speaks, which holds the words, which the time.

A row of such a table becomes a line "[0:12] Name: words"; a row of any other is a line of its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from onrecord.formats.extract import Extract
from onrecord.model import SegmentKind

_NAME_MOST, _NAME_WORDS_MOST = 60, 8
_HEADS = frozenset((
    "speaker", "speakers", "name", "names", "who", "participant", "person", "speaker name", "interviewer/interviewee",
    "sprecher", "sprecherin", "redner", "orateur", "locuteur", "intervenant", "orador", "hablante", "nombre", "nom",
    "relatore", "parlante", "mówca", "falante", "говорящий", "спикер",
))  # fmt: skip
"""What stands over a column of names."""
_STAMP = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?(?:\s*(?:-->|[-–—])\s*[\d:.,]{4,12})?")
_SHORT = 80
_FEW_ROWS = 4
_SHARE = 0.8
_LETTER = re.compile(r"[^\W\d_]")


class Cells(NamedTuple):
    """The cells of a row that hold something, by column."""

    texts: Mapping[int, str]
    where: str
    kind: SegmentKind | None = None


class Roles(NamedTuple):
    """Columns of a table that is a transcript."""

    name: int
    words: int
    time: int | None


def roles_in(rows: Sequence[Mapping[int, str]]) -> Roles | None:
    """Who speaks, what, and when; None for any other table.

    The words are the column of most text; names are short, stand left of them, and come again.
    """
    size: Counter[int] = Counter()
    for row in rows:
        for column, text in row.items():
            size[column] += len(text)
    if len(size) < 2 or len(rows) < 2:
        return None
    words = max(size, key=lambda column: size[column])
    columns = sorted(column for column in size if column < words)
    is_headed = any(_bare(text).casefold() in _HEADS for text in rows[0].values())
    time = next((column for column in columns if _share(rows[is_headed:], column, _is_stamp) >= _SHARE), None)
    for column in reversed(columns):
        names = [_bare(row[column]) for row in rows if row.get(column) and row.get(words)]
        if column == time or not names or _share(rows, column, _is_name) < _SHARE:
            continue
        again = len(names) - len(set(names))
        enough = names[0].casefold() in _HEADS or again >= 0.25 * len(names) or (len(rows) <= _FEW_ROWS and again)
        if enough and size[words] > size[column]:
            return Roles(column, words, time)
    return None


def written_row(row: Cells, roles: Roles | None, extract: Extract) -> None:
    """Puts a row into ``extract``."""
    if not any(row.texts.values()):
        return
    name = row.texts.get(roles.name, "") if roles else ""
    if roles is None or (name and _bare(name).casefold() in _HEADS):
        _as_it_stands(row, extract, "furniture" if roles else row.kind)
        return
    for column in sorted(row.texts):
        if column not in roles:
            extract.put(row.texts[column], row.where, kind="furniture")
            extract.blank()
    stamp = row.texts.get(roles.time, "") if roles.time is not None else ""
    if stamp:
        is_bare = stamp[0] not in "[("
        extract.put("[" if is_bare else "", is_ours=True)
        extract.put(stamp, row.where)
        extract.put("]" if is_bare else "", is_ours=True)
        extract.blank()
    if name:
        extract.names.append(extract.length)
        extract.put(" ".join(name.split()), row.where)
        extract.put("" if name.rstrip()[-1] in ":：" else ":", row.where, is_ours=True)
        extract.blank()
    extract.put(row.texts.get(roles.words, ""), row.where)


def _as_it_stands(row: Cells, extract: Extract, kind: SegmentKind | None) -> None:
    """Short cells part with a tab, after longer ones the line ends."""
    last = ""
    for column in sorted(row.texts):
        text = row.texts[column]
        if not text:
            continue
        if last:
            extract.put("\t" if len(last) <= _SHORT and "\n" not in last else "\n")
        extract.put(text, row.where, kind=kind)
        last = text


def _share(rows: Sequence[Mapping[int, str]], column: int, test: Callable[[str], bool]) -> float:
    cells = [row[column] for row in rows if row.get(column)]
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0


def _is_stamp(text: str) -> bool:
    return bool(_STAMP.fullmatch(text.strip()))


def _is_name(text: str) -> bool:
    return len(text) <= _NAME_MOST and len(text.split()) <= _NAME_WORDS_MOST and bool(_LETTER.search(text))


def _bare(name: str) -> str:
    return " ".join(name.split()).rstrip(" :：")
