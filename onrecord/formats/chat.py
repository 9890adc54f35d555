"""CHAT, the transcripts of TalkBank and CHILDES: a line for each utterance, codes for what is not words.

The text is the decoded file. Headers and the tiers under an utterance are metadata; codes are furniture or stage, so
that what is counted is what was said: "goin(g) [/] going &=laughs ." is "goin going.".
"""

from __future__ import annotations

import re
from types import MappingProxyType

from onrecord.errors import EmptyFileError
from onrecord.formats.annotations.chat_codes import codes_in
from onrecord.formats.annotations.chat_head import Participant, described, participants_in
from onrecord.formats.decode import decode
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import defects_of
from onrecord.labels import Label
from onrecord.marks import Mark
from onrecord.model import Speaker, Transcript, Turn
from onrecord.segments import Layout, tiled
from onrecord.speakers import unique_name

NAME = "chat"
SUFFIXES: tuple[str, ...] = (".cha",)

_OPENS = re.compile(r"@(?:UTF8|Begin|Font|PID|Window|Color words|Languages|Participants)\b", re.IGNORECASE)
_IN_HEAD = re.compile(r"^(?:@Begin|@Participants:|\*[^\s:]{1,30}:[\t ])", re.MULTILINE)
_TIER = re.compile(r"^(?P<head>\*(?P<code>[^\s:*]{1,30})[ \t]*:[\t ]*)|^(?P<other>[@%][^\n]*)", re.MULTILINE)
_BULLET = re.compile(
    r"\x15(\d{1,12})_(\d{1,12})\x15|\x15?%(?:snd|mov):\"[^\"\n]{0,200}\"_(\d{1,12})_(\d{1,12})\x15?"
    r"|(?<!\S)[·•]?(\d{1,12})_(\d{1,12})[·•]?(?!\S)"
)
"""The times of an utterance; programs that show text lose the control characters around them. No word has figures."""


def sniff(source: Source) -> int:
    """3 for the headers that open every such file, with an utterance or its participants near."""
    opening = source.opening.replace("\r", "\n")
    return 3 if _OPENS.match(opening) and _IN_HEAD.search(opening) else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the utterances in ``source``; those of one speaker that follow one another are one turn.

    Raises EmptyFileError where there are none.
    """
    decoded = decode(source.data)
    text = decoded.text
    lines = text.replace("\r\n", " \n").replace("\r", "\n")  # as long as the text
    tiers = list(_TIER.finditer(lines))
    ends = [*(tier.start() for tier in tiers), len(lines)][1:]
    labels: list[Label] = []
    marks: list[Mark] = []
    times: list[tuple[int | None, int | None]] = []
    for tier, end in zip(tiers, ends, strict=True):
        if tier["other"] is not None:
            marks.append(Mark(tier.start(), tier.start() + len(lines[tier.start() : end].rstrip()), "metadata"))
            continue
        bullets = list(_BULLET.finditer(lines, tier.end(), end))
        start_ms = _first(bullets[0]) if bullets else None
        end_ms = _last(bullets[-1]) if bullets else None
        if labels and labels[-1].name == tier["code"]:
            marks.append(Mark(tier.start(), len(tier["head"].rstrip()) + tier.start(), "furniture"))
            times[-1] = (times[-1][0] if times[-1][0] is not None else start_ms, end_ms or times[-1][1])
        else:
            labels.append(
                Label(tier.start(), tier.start() + len(tier["head"].rstrip()), tier["code"], "", start_ms, False)
            )
            times.append((start_ms, end_ms))
        marks += [Mark(found.start(), found.end(), "timestamp") for found in bullets]
        marks += codes_in(lines, tier.end(), end)
    if not labels:
        raise EmptyFileError("This CHAT file has no line in which somebody speaks.", name=source.name)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    start = labels[0].start
    segments = tiled(
        text, labels, Layout([mark for mark in marks if mark.start >= start], start, len(text), len(text), False)
    )
    listed = participants_in(lines[: labels[0].start])
    speakers, index = _speakers(labels, listed)
    stops = [label.start for label in labels[1:]] + [len(text)]
    turns = tuple(
        Turn(
            index[label.name], label.name, label.start, stop, begin, end if end is None or (begin or 0) <= end else None
        )
        for label, stop, (begin, end) in zip(labels, stops, times, strict=True)
    )
    return Transcript(
        name=source.name,
        text=text,
        sha256=source.sha256,
        format=NAME,
        encoding=decoded.encoding,
        segments=tuple(segments),
        turns=turns,
        speakers=speakers,
        metadata=MappingProxyType(described(lines[:start], listed)),
        defects=tuple(defects_of(decoded, has_labels=True, one_speaker=False)),
    )


def _speakers(labels: list[Label], listed: dict[str, Participant]) -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """One for each code, by the name or part that the header gives it."""
    taken: set[str] = set()
    index: dict[str, int] = {}
    speakers: list[Speaker] = []
    for label in labels:
        if label.name not in index:
            known = listed.get(label.name, Participant("", ""))
            index[label.name] = len(speakers)
            speakers.append(Speaker(unique_name(known.name or label.name, taken), (label.name,), known.role))
    return tuple(speakers), index


def _first(bullet: re.Match[str]) -> int:
    return int(bullet[1] or bullet[3] or bullet[5])


def _last(bullet: re.Match[str]) -> int:
    return int(bullet[2] or bullet[4] or bullet[6])
