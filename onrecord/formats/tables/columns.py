"""Which column of a table holds what: by the words of its header in many languages, checked against its values.

Without a header, or with one nobody knows, the values decide where their shapes are plain: few short names that come
back beside sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord import timecode
from onrecord.formats.options import Columns
from onrecord.labels.shapes import judged, key_of
from onrecord.wordlists import lines, role_names

ROWS_LOOKED_AT = 400
_NAME_LONGEST = 80
_NAMES_SHARE = 0.6
_TEXT_WORDS = 4.0
_ROWS_LEAST = 3
TITLES_MOST = 10
"""So many rows may stand above the header."""
_HEAD_CELL_MOST = 60
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?\Z")
_UNIT = re.compile(r" (?:ms|msec|milliseconds|millis|s|sec|secs|seconds|sek)\Z")
_CLOCK = re.compile(r" (?:hh )?(?:mm )?ss(?: m?s| msec)?\Z")
"""How the times of a column are printed: "Begin Time - hh:mm:ss.ms", "Begin Time - ss.msec"."""
_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s.:/()\[\]-]+")
UNIT = re.compile(r"\b(?:(?P<ms>ms|msec|millis\w*)|s|secs?|seconds|sek\w*)\Z")
"""At the end of a column's head: what its times count."""
_TIMES = ("start", "end", "duration")
_ASKS = frozenset({"press", "moderator"})
_ANSWERS = frozenset({"witness", "unidentified"})
_OPTIONAL = (*_TIMES, "role", "party", "event")


@dataclass(frozen=True, slots=True)
class Layout:
    """Column numbers; -1 for none."""

    text: int
    speaker: int = -1
    start: int = -1
    end: int = -1
    duration: int = -1
    role: int = -1
    party: int = -1
    event: int = -1
    is_words: bool = False
    """Whether each row holds a single word."""

    @property
    def used(self) -> set[int]:
        """The columns that are read."""
        return {self.text, self.speaker, self.start, self.end, self.duration, self.role, self.party, self.event} - {-1}


@cache
def _vocabulary() -> dict[str, dict[str, int]]:
    """Kind of column -> header word -> how telling it is, the least first."""
    found: dict[str, dict[str, int]] = {}
    for line in lines("column_heads"):
        kind, _, words = line.partition(":")
        known = found.setdefault(kind, {})
        for word in words.split(","):
            key = key_of(word) or word.strip()
            rank = known.setdefault(key, len(known))
            known.setdefault(key.replace(" ", ""), rank)
    return found


def head_of(cell: str) -> str:
    """A header cell as it is looked up: "startTime_ms" is "start time ms"."""
    head = key_of(" ".join(_PARTS.split(cell.strip().strip("\"'<>#")))) or cell.strip().casefold()
    return _CLOCK.sub("", head)


def _rank(kind: str, head: str) -> int | None:
    known = _vocabulary()[kind]
    if head in known:
        return 2 * known[head]
    bare = _UNIT.sub("", head)
    if bare in known and bare != head:
        return 2 * known[bare] - 1  # "start ms" is a time beyond doubt; "start" may count characters
    bare = re.sub(r" (?:id|label)\Z", "", head)
    return 2 * known[bare] + 1 if bare in known else None


def named(header: Sequence[str]) -> dict[str, list[int]]:
    """Kind -> the columns whose header says so, the most telling first."""
    heads = [head_of(cell) for cell in header]
    found: dict[str, list[int]] = {}
    for kind in _vocabulary():
        ranked = sorted((rank, at) for at, head in enumerate(heads) if (rank := _rank(kind, head)) is not None)
        found[kind] = [at for _, at in ranked]
    return found


def _exact(header: Sequence[str], kind: str) -> int:
    """The column called by a plain word of its ``kind``, the most telling first; -1 for none."""
    known = _vocabulary()[kind]
    heads = {head_of(cell): at for at, cell in reversed(list(enumerate(header)))}
    return heads[min(known.keys() & heads.keys(), key=lambda head: known[head])] if known.keys() & heads.keys() else -1


def by_header(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout that the header names and the values bear out; None where it names no text."""
    found = named(header)
    values = _values(len(header), rows)
    exact = {kind: _exact(header, kind) for kind in ("text", "speaker")}
    is_told = min(exact.values()) >= 0  # names and words so called are believed whatever they look like
    texts = [at for at in found["text"] if _may_be_text(values[at]) or (is_told and at == exact["text"])]
    if not texts:
        return None
    speakers = [
        at
        for at in found["speaker"]
        if at not in texts[:1] and (_may_be_names(values[at]) or (is_told and at == exact["speaker"]))
    ]
    text = texts[0]
    longer = [at for at in texts[1:] if at not in speakers and _mean_words(values[at]) > 3 * _mean_words(values[text])]
    text = longer[0] if longer and text != exact["text"] else text
    taken = {text, *speakers[:1]}
    others = {}
    for kind in _OPTIONAL:
        for at in found[kind]:
            is_count = kind in _TIMES and _counts(values[at]) and not UNIT.search(head_of(header[at]))
            if at not in taken and not is_count:
                others[kind] = at
                taken.add(at)
                break
    speaker = speakers[0] if speakers else -1
    if speaker < 0 and "start" not in others:
        rest = [value for at, column in enumerate(values) if at not in found["text"] for value in column]
        if len(found["text"]) < len(header) and (exact["text"] != text or not all(map(_NUMBER.match, rest))):
            return None  # who knows whose words these are, unless the other columns only number them
    if "event" in others and not _parts_events(rows, others["event"]):
        others.pop("event")
    return Layout(text, speaker, is_words=_is_words(values[text]), **others)


def titled(rows: Sequence[Sequence[str]]) -> tuple[int, Layout] | None:
    """Which row is the header, and the layout it names: the first, or one of the next below titles and notes.

    A header further down names who speaks or when, and the rows above it fill fewer cells.
    """
    best: tuple[int, Layout] | None = None
    filled_above = 0
    for at, row in enumerate(rows[: min(TITLES_MOST, len(rows) - 1)]):
        n_filled = sum(bool(cell.strip()) for cell in row)
        is_below = at > 0 and n_filled > filled_above and all(len(cell) <= _HEAD_CELL_MOST for cell in row)
        if (at == 0 or is_below) and named(row)["text"]:
            layout = by_header(row, rows[at + 1 :])
            if layout and (best is None or _n_told(layout) > _n_told(best[1])) and (at == 0 or _n_told(layout) > 1):
                best = at, layout
        filled_above = max(filled_above, n_filled)
    return best


def _n_told(layout: Layout) -> int:
    return sum(at >= 0 for at in (layout.text, layout.speaker, layout.start))


def by_values(width: int, rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of a table without a header, if its values leave no doubt."""
    values = _values(width, rows)
    if width < 2 or len(rows) < _ROWS_LEAST:
        return None
    text = max(range(width), key=lambda at: _mean_words(values[at]))
    is_cjk = sum(bool(_CJK.search(value)) for value in values[text]) > len(values[text]) / 2
    if _mean_words(values[text]) < (1 if is_cjk else _TEXT_WORDS) or not _may_be_text(values[text]):
        return None
    names = [at for at in range(width) if at != text and _are_names(values[at])]
    if len(names) != 1:
        return None
    times = [at for at in range(width) if at not in {text, *names} and _are_times(values[at])]
    start, end = _plain_times(times, rows, values)
    return Layout(text, names[0], start, end)


def _plain_times(
    times: Sequence[int], rows: Sequence[Sequence[str]], values: Sequence[Sequence[str]]
) -> tuple[int, int]:
    """Which of the columns that may be times are: clocks and fractions; whole numbers only as spans of time."""
    told = [at for at in times if not all(re.fullmatch(r"-?\d+", value) for value in values[at])]
    if told:
        start, end = [*told, -1][:2]
        return start, end
    for start, end in pairwise(times):
        spans = [(int(row[start]), int(row[end])) for row in rows if end < len(row) and row[start] and row[end]]
        follow = all(one <= other for (one, _), (other, _) in pairwise(spans))
        if spans and follow and all(a <= b for a, b in spans) and not _counts(values[start]):
            return start, end
    return -1, -1


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """What may hold the text and the speaker where nothing is plain, for a person to confirm."""
    values = _values(len(header), rows)
    worded = [at for at in range(len(header)) if any(_LETTERS.search(value) for value in values[at])]
    if not worded:
        return None
    text = max(worded, key=lambda at: (_mean_words(values[at]), -at))
    names = [at for at in worded if at != text and _may_be_names(values[at])]
    times = [at for at in range(len(header)) if at not in {text, *names} and _are_times(values[at])]
    times = [at for at in times if not _counts(values[at])]
    return Columns(
        header[text],
        header[names[0]] if names else "",
        header[times[0]] if times else "",
        header[times[1]] if len(times) > 1 else "",
    )


def side_by_side(header: Sequence[str]) -> list[int]:
    """The columns that hold what was asked and what was answered, such as "Interviewer" and "Respondent"; else none."""
    roles = {at: role_names()[key][0] for at, cell in enumerate(header) if (key := key_of(cell)) in role_names()}
    pair = [at for at, role in roles.items() if role in _ASKS | _ANSWERS]
    found = {roles[at] for at in pair}
    if any(at not in pair for at in named(header)["text"]):
        return []
    return pair if not found.isdisjoint(_ASKS) and not found.isdisjoint(_ANSWERS) else []


def is_header(row: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether ``row`` names the columns of ``rows``: short words, no numbers, and not what the columns hold."""
    cells = [cell.strip() for cell in row]
    if not all(cells) or any(len(cell) > 60 or _NUMBER.match(cell) or ":" in cell[:-1] for cell in cells):
        return False
    if len(set(cells)) < len(cells) or any(cell[-1] in ".?!…" for cell in cells):
        return False
    return not any(
        cell == other.strip() for other_row in rows[:50] for cell, other in zip(cells, other_row, strict=False)
    )


def _values(width: int, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The filled cells of each column, of the first rows."""
    return [
        [row[at].strip() for row in rows[:ROWS_LOOKED_AT] if at < len(row) and row[at].strip()] for at in range(width)
    ]


def _mean_words(values: Sequence[str]) -> float:
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0


def _may_be_text(values: Sequence[str]) -> bool:
    return bool(values) and sum(bool(re.search(r"[^\W\d_]", value)) for value in values) >= 0.5 * len(values)


def _may_be_names(values: Sequence[str]) -> bool:
    return bool(values) and sum(len(value) <= _NAME_LONGEST for value in values) >= 0.9 * len(values)


def _are_names(values: Sequence[str]) -> bool:
    """Whether these are names beyond doubt: in letters, short, few, and coming back."""
    if not values or not _may_be_names(values):
        return False
    distinct = set(values)
    if not 1 < len(distinct) <= max(2, _NAMES_SHARE * len(values)):
        return False
    good = sum(bool(judged(value.rstrip(":").strip())) and not _are_times([value]) for value in distinct)
    return good >= 0.7 * len(distinct)


def _are_times(values: Sequence[str]) -> bool:
    return bool(values) and all(
        bool(_NUMBER.match(value)) or (timecode.milliseconds(value) is not None and len(value) < 30) for value in values
    )


def _counts(values: Sequence[str]) -> bool:
    """Whether these number the rows: 1, 2, 3."""
    if len(values) < 2 or not all(re.fullmatch(r"\d{1,9}", value) for value in values):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(values))


def _is_words(values: Sequence[str]) -> bool:
    """Whether nearly every cell is one word and few end a sentence."""
    many = len(values) >= 8  # of a few rows nobody can tell
    return (
        many
        and sum(len(value.split()) == 1 for value in values) >= 0.95 * len(values)
        and not any(_CJK.search(value) for value in values)
    )


def _parts_events(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column tells several events apart: the same for a stretch of rows, then another."""
    values = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
    changes = sum(one != other for one, other in pairwise(values))
    return 1 < len(set(values)) == changes + 1 and changes <= 0.2 * len(values)
