"""A transcript as TEI: `u` for each turn, a list of persons, a timeline where there are times.

After the TEI guidelines' chapter on transcriptions of speech, as ParlaMint and others use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from onrecord.entities import decoded
from onrecord.export.told import told
from onrecord.model import Transcript
from onrecord.speech import segments_of

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NOT_XML = {code: "\ufffd" for code in [*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)] if code not in {9, 10, 13}}


def as_tei(transcript: Transcript) -> str:
    """The whole transcript; stage directions within a turn are `note`, the label as printed is a `note` of its own.

    Characters that XML cannot hold, controls mostly, become U+FFFD.
    """
    body = "\n".join(_utterances(transcript))
    title = transcript.metadata.get("title") or transcript.name
    language = transcript.metadata.get("language", "")
    tei = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"{f" xml:lang={quoteattr(language)}" if language else ""}>
 <teiHeader>
  <fileDesc>
   <titleStmt><title>{escape(title)}</title></titleStmt>
   <publicationStmt><p>Written by On Record from {escape(transcript.name)}.</p></publicationStmt>
   <sourceDesc>{_recording(transcript)}</sourceDesc>
  </fileDesc>
  <profileDesc>
{_setting(transcript)}   <particDesc><listPerson>
{_persons(transcript)}
   </listPerson></particDesc>
  </profileDesc>
 </teiHeader>
 <text>
{_timeline(transcript)}  <body><div>
{body}
  </div></body>
 </text>
</TEI>
"""
    return tei.translate(_NOT_XML)


def _recording(transcript: Transcript) -> str:
    source = transcript.metadata.get("source", "")
    date = transcript.metadata.get("date", "")
    day = f"<date>{escape(date)}</date>" if date else ""
    return f"<bibl><title>{escape(source or transcript.name)}</title>{day}</bibl>"


def _setting(transcript: Transcript) -> str:
    place = transcript.metadata.get("place", "")
    return f"   <settingDesc><setting><name>{escape(place)}</name></setting></settingDesc>\n" if place else ""


def _persons(transcript: Transcript) -> str:
    rows = []
    for number, speaker in enumerate(transcript.speakers):
        role = f" role={quoteattr(speaker.role)}" if speaker.role else ""
        group = ' type="group"' if speaker.is_group else ""
        party = f'<affiliation role="member">{escape(speaker.party)}</affiliation>' if speaker.party else ""
        rows.append(
            f'    <person xml:id="s{number}"{role}{group}><persName>{escape(speaker.name)}</persName>{party}</person>'
        )
    return "\n".join(rows)


def _times(transcript: Transcript) -> list[int]:
    return sorted({ms for turn in transcript.turns for ms in (turn.start_ms, turn.end_ms) if ms is not None})


def _timeline(transcript: Transcript) -> str:
    times = _times(transcript)
    if not times:
        return ""
    rows = "\n".join(f'   <when xml:id="T{ms}" interval="{ms}" since="#T"/>' for ms in times)
    return f'  <timeline unit="ms" origin="#T">\n   <when xml:id="T"/>\n{rows}\n  </timeline>\n'


def _utterances(transcript: Transcript) -> Iterator[str]:
    for turn in told(transcript):
        start, end = turn.turn.start_ms, turn.turn.end_ms
        when = (f' start="#T{start}"' if start is not None else "") + (f' end="#T{end}"' if end is not None else "")
        label = f'<note type="speaker">{escape(turn.turn.label)}:</note>\n' if turn.turn.label else ""
        paragraphs = "\n".join(f"  <seg>{part}</seg>" for part in _marked(transcript, turn.number))
        yield f'{label}<u who="#s{turn.turn.speaker}"{when}>\n{paragraphs}\n</u>'


def _marked(transcript: Transcript, number: int) -> Iterator[str]:
    """The paragraphs of a turn, its remarks in `note`."""
    parts = []
    for segment in segments_of(transcript, number):
        text = decoded(transcript.text[segment.start : segment.end])
        if segment.kind in {"speech", "space"}:
            parts.append(escape(text))
        elif segment.kind in {"stage", "interjection"}:
            parts.append(f'<note type="{segment.kind}">{escape(" ".join(text.split()))}</note>')
        else:
            parts.append(" ")
    for paragraph in _BLANK_LINE.split("".join(parts)):
        if words := " ".join(paragraph.split()):
            yield words
