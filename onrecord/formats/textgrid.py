"""Praat TextGrids, long, short and chronological: interval tiers of what speakers say.

Tiers of words and sounds say the same in smaller pieces and are left out by name where a tier of talk stands beside
them. The text is put in order of time, so it is not the file's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.errors import DamagedFileError, EmptyFileError
from onrecord.formats.annotations.spoken import Piece, in_time, spoken
from onrecord.formats.annotations.tiers import Told, named, talk_among
from onrecord.formats.decode import decode
from onrecord.formats.extract import visible
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.model import Defect, Transcript

NAME = "textgrid"
SUFFIXES: tuple[str, ...] = (".textgrid",)

_HEAD = re.compile(r'(?:File type\s*=\s*)?"ooTextFile(?: short)?"', re.IGNORECASE)
_VALUE = re.compile(
    r'"((?:[^"]|"")*+)"|(?<![\w.\[])(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.\]])|(<exists>|<absent>)|![^\n]*+'
)
_MOST_TIERS = 1_000


class Interval(NamedTuple):
    """A stretch of a tier, or a point where both times are the same."""

    start_ms: int
    end_ms: int
    text: str
    line: int


class Tier(NamedTuple):
    """A tier, and whether it holds intervals."""

    name: str
    is_interval: bool
    intervals: list[Interval]


def sniff(source: Source) -> int:
    """3 for the head of a TextGrid, in UTF-16 too."""
    opening = source.opening
    return 3 if _HEAD.match(opening) and "TextGrid" in opening[:300] else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the tiers of ``source``, by time.

    Raises EmptyFileError where no interval has words; DamagedFileError where the tiers cannot be made out.
    """
    decoded = decode(source.data)
    tiers, is_whole = _tiers(decoded.text)
    if not tiers:
        raise DamagedFileError(
            "This TextGrid breaks off before its first tier; open it in Praat and save it again.", name=source.name
        )
    chosen = _chosen(tiers)
    if not chosen:
        raise EmptyFileError("This TextGrid has no interval with words.", name=source.name)
    script = Script()
    pieces = []
    for at, tier in enumerate(tiers):
        if at not in chosen:
            texts = [each.text for each in tier.intervals if each.text.strip()]
            script.drop(f"tier “{tier.name}”", " ".join(texts), len(texts))
            continue
        who = chosen[at]
        pieces += [
            Piece(who, who, each.text, f"line {each.line:,}", each.start_ms, each.end_ms) for each in tier.intervals
        ]
    spoken(script, in_time(pieces))
    defects = [] if is_whole else [Defect("This TextGrid breaks off; what was read ends there.")]
    if decoded.is_damaged:
        defects.append(Defect(f"Some bytes are no {decoded.encoding} text and are shown as \ufffd."))
    return script.transcript(
        source,
        NAME,
        sum(visible(each.text) for tier in tiers for each in tier.intervals),
        people={},
        metadata={"participants": ", ".join(dict.fromkeys(name for name in chosen.values() if name))},
        encoding=decoded.encoding,
        defects=defects,
    )


def _tiers(text: str) -> tuple[list[Tier], bool]:
    """The tiers, and whether all that the file promises is there.

    Long and short files hold the same values in the same order; the long one names them, and names are passed over.
    """
    values: list[tuple[str | float, int]] = []
    line, counted = 1, 0
    for found in _VALUE.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found[1] is not None:
            values.append((found[1].replace('""', '"'), line))
        elif found[2]:
            values.append((float(found[2]), line))
    tiers: list[Tier] = []
    at = next((n for n, (value, _) in enumerate(values) if value in {"IntervalTier", "TextTier"}), len(values))
    is_whole = True
    while at < len(values) and len(tiers) < _MOST_TIERS:
        kind = values[at][0]
        if kind not in {"IntervalTier", "TextTier"}:
            at += 1  # damage: on to the next tier
            is_whole = False
            continue
        head = [value for value, _ in values[at + 1 : at + 5]]
        if len(head) < 4 or not isinstance(head[0], str) or not isinstance(head[3], float):
            is_whole = False
            break
        tier = Tier(head[0], kind == "IntervalTier", [])
        tiers.append(tier)
        at += 5
        n = int(head[3])
        width = 3 if tier.is_interval else 2
        while n > 0 and at + width <= len(values):
            *times, (words, place) = values[at : at + width]
            numbers = [value for value, _ in times]
            if not isinstance(words, str) or not all(isinstance(value, float) for value in numbers):
                break
            start, end = (_milliseconds(float(numbers[each])) for each in (0, -1))
            tier.intervals.append(Interval(start, max(start, end), words, place))
            at += width
            n -= 1
        is_whole = is_whole and n <= 0
    return tiers, is_whole


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1_000) if 0 <= seconds < 1e9 else 0


def _chosen(tiers: list[Tier]) -> dict[int, str]:
    """The tiers that are talk, by their place, and whose."""
    told = [
        (at, Told(tier.name, texts))
        for at, tier in enumerate(tiers)
        if tier.is_interval and (texts := [each.text for each in tier.intervals if each.text.strip()])
    ]
    return named([(told[n][0], told[n][1].name) for n in talk_among([each for _, each in told])])
