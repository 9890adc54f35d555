"""Cues to turns: what WebVTT and SRT share once their cues are found.

A cue is a stretch of text with a time; sentences and turns run on over many. So everything that parts the text of one
cue from the next (number, timing, tags, lines that scroll up) is set apart with the blanks around it, and what is left
reads on. A new turn begins where a voice tag or a label names somebody else, or where ``>>`` or a dash says that
somebody else speaks; who that is, nobody knows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from onrecord.errors import EmptyFileError
from onrecord.formats.cued.cues import Cue, stops
from onrecord.formats.cued.voices import OPENS_LINE, VOICE, exchanges, opened, parted, printed, signs, spoken_by, voices
from onrecord.formats.decode import Decoded
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import defects_of, doubts
from onrecord.interpreters import marked
from onrecord.labels import Label, Reading, templated
from onrecord.labels.view import SHIFT, blanked
from onrecord.marks import Mark
from onrecord.model import Defect, Transcript, Turn
from onrecord.segments import Layout, stages_in, tiled

CUED = frozenset({"vtt", "srt"})
"""The formats whose text stands in cues."""
_TAG = re.compile(
    r"(?:</?(?i:c|v|i|b|u|s|ruby|rt|lang|font|span|em|strong|p|br)(?:[ \t./][^<>\n]{0,300})?>|<\d[\d:.,]{3,14}>"
    r"|\{\\[^{}\n]{1,60}\})+"
)
"""Tags of both formats and of the programs that write them; what else stands in angle brackets was written so."""
_BRACKET = re.compile(r"[(\[（【〔*_#♩♪♫♬]")
_DASHED = re.compile(r"\n[ \t]*(?P<sign>[-–—])(?=[ \t]*[(\[][^()\[\]\n]*[)\]][ \t]*(?:\n|\Z))")
"""A dash before a remark: nobody speaks there."""
_CHEVRONS = re.compile("&gt;&gt;")
_LINE = re.compile(r"[^\s][^\n]*")
_CUT = re.compile(r"\n[ \t\r]*\n(?P<mark>(?:\d{1,9}[ \t\r]*\n)?\d{1,3}:\d{1,2}(?::[\d:., >-]*)?)\Z")
"""What is left of a cue where a file breaks off within its timing."""
_CUT_MOST = 80
_ENDS = frozenset(".?!…。！？")
_INLINE = frozenset("<{")
_PAUSE_MS = 2_000
"""A pause of this length after a finished sentence opens a paragraph."""
_ROLLING_MS = 1_000
"""A line scrolls up at once; one repeated later is said again."""
_BRIEF_MS = 100
"""A cue this short shows only that a line has scrolled."""
_PHRASE_WORDS = 4
"""So many words are not said twice over; shown twice they have scrolled."""
_MOST_LINES = 8
"""Of a cue; more are a file that lost its timings."""
_ROLLING_SHARE = 0.25
_FEWEST_ROLLING = 2


def transcribed(
    source: Source,
    decoded: Decoded,
    format_name: str,
    view: str,
    cues: Sequence[Cue],
    comments: Iterable[Mark] = (),
    *,
    metadata: Mapping[str, str] = MappingProxyType({}),
    options: Options = AS_FOUND,
) -> Transcript:
    """The transcript of ``cues``, which stand in the file whose matching view is ``view``.

    ``comments`` are marks of what stands between the cues. Voice tags name the speakers, else labels in the text do; a
    ``pattern`` comes before both. Raises EmptyFileError where no cue holds a word.
    """
    text = decoded.text
    one_speaker, pattern = options.one_speaker, options.pattern
    tagged = [] if one_speaker or pattern else voices(text, cues[0].body)
    marks = [*comments, *(mark for cue in cues for mark in cue.head)]
    marks += _tags(text, cues[0].body, besides=tagged, keeps_voices=pattern.startswith("<"))
    cut = _CUT.search(text, max(0, len(text) - _CUT_MOST))
    if cut and cut.start() >= cues[-1].body:
        marks.append(Mark(cut.start("mark"), cut.end(), "furniture"))
    head = Mark(0, cues[0].start, "furniture")
    view = blanked(view, [head, *marks, *(Mark(voice.start, voice.end, "label") for voice in tagged)])
    rolled = _rolled(view, cues, _turning(cues, tagged))
    marks += rolled
    view = blanked(view, rolled)
    if "&gt;&gt;" in view:
        marks += [Mark(found.start(), found.end() - 2, "furniture") for found in _CHEVRONS.finditer(text, cues[0].body)]
        view = view.replace("&gt;&gt;", "      >>")
    if view.isspace():
        raise EmptyFileError("These captions hold no words.", name=source.name)
    end = len(view.rstrip()) - SHIFT
    view = OPENS_LINE.sub("\n", view)
    stage: list[Mark] = []
    if _BRACKET.search(view):
        dashes = [
            Mark(found.start("sign") - SHIFT, found.end() - SHIFT, "furniture") for found in _DASHED.finditer(view)
        ]
        marks += dashes
        view = blanked(view, dashes)
        stage = stages_in(view)
    found = Reading([label for label in tagged if label.start < end], 1.0)
    if not tagged and not one_speaker:
        found = Reading(templated(view, pattern), 1.0) if pattern else printed(view, cues)
    others = [] if tagged or one_speaker else signs(view, with_dashes=not found.labels)
    if found.labels:
        others += exchanges(view, cues, found.labels)
        others.sort()
    openings = opened(blanked(view, stage), found.labels, others)
    speakers, index = spoken_by([opening.name for opening in openings], by_voice=bool(tagged))
    turning, again = parted(openings, index)
    marks = [*_widened(text, marks, _paragraphs(view, cues)), *stage, *again, *others]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    segments = tiled(text, turning, Layout(marks, cues[0].start, end, end, is_one_turn=False), outside="furniture")
    turns = _turns(view, turning, [index[opening.name] for opening in turning], cues, end)
    return Transcript(
        name=source.name,
        text=text,
        sha256=source.sha256,
        format=format_name,
        encoding=decoded.encoding,
        segments=tuple(segments),
        turns=marked(text, turns, segments),
        speakers=speakers,
        metadata=MappingProxyType(dict(metadata)),
        defects=(
            *defects_of(decoded, has_labels=bool(found.labels), one_speaker=one_speaker, n_turns=len(turns)),
            *(
                [Defect("This file breaks off within a timing; what was read ends there.", end, len(text))]
                if cut
                else []
            ),
            *_disordered(cues),
            *doubts(found.labels, found.confidence),
        ),
        has_labels=bool(found.labels),
        confidence=found.confidence if found.labels else 1.0,
    )


def _tags(text: str, start: int, *, besides: Sequence[Label], keeps_voices: bool) -> list[Mark]:
    """Runs of tags from ``start`` on, ``besides`` those that are labels."""
    kept = {label.start for label in besides}
    marks: list[Mark] = []
    for found in _TAG.finditer(text, start) if "<" in text or "{" in text else ():
        at = found.start()
        if kept or keeps_voices:
            for voice in VOICE.finditer(text, at, found.end()):
                if voice.start() in kept or keeps_voices:
                    if voice.start() > at:
                        marks.append(Mark(at, voice.start(), "furniture"))
                    at = voice.end()
        if at < found.end():
            marks.append(Mark(at, found.end(), "furniture"))
    return marks


def _turning(cues: Sequence[Cue], tagged: Sequence[Label]) -> set[int]:
    """Numbers of the cues in which a voice begins that is not the last one's."""
    starts = [cue.start for cue in cues]
    changes = [now for before, now in pairwise(tagged) if now.name != before.name]
    return {bisect_right(starts, voice.start) - 1 for voice in changes}


def _rolled(view: str, cues: Sequence[Cue], turning: Container[int]) -> list[Mark]:
    """What a cue repeats from the end of the one before: lines that scroll up, and a line that grows word by word.

    Only where many cues do: somebody may say "Yes." twice, and in those that are ``turning`` somebody else says it.
    """
    marks: list[Mark] = []
    n_rolling = 0
    above: list[str] = []
    for number, (cue, stop, before) in enumerate(
        zip(cues, stops(cues, len(view) - SHIFT), [None, *cues], strict=False)
    ):
        lines = list(_LINE.finditer(view, cue.body + SHIFT, stop + SHIFT))
        shown = ["".join(line[0].split()) for line in lines]
        follows = before is not None and abs(cue.start_ms - (before.end_ms or before.start_ms)) <= _ROLLING_MS
        n_same = _n_repeated(lines, "".join(shown), above) if follows and number not in turning else 0
        repeated = _places(lines, n_same)
        marks += repeated
        n_words = sum(len(view[mark.start + SHIFT : mark.end + SHIFT].split()) for mark in repeated)
        is_brief = cue.end_ms is not None and cue.end_ms - cue.start_ms <= _BRIEF_MS
        n_rolling += n_same > 0 and (n_same < sum(map(len, shown)) or n_words >= _PHRASE_WORDS or is_brief)
        above = shown[-_MOST_LINES:]
    return marks if n_rolling >= max(_FEWEST_ROLLING, _ROLLING_SHARE * len(cues)) else []


def _n_repeated(lines: Sequence[re.Match[str]], shown: str, above: Sequence[str]) -> int:
    """With how many visible characters ``lines`` repeat those ``above``, from one of these to their end.

    ``shown`` and ``above`` are without blanks: where a line breaks and what is within tags may differ.
    """
    for first in range(len(above)):
        seen = "".join(above[first:])
        if seen and shown.startswith(seen):
            end = _places(lines, len(seen))[-1].end + SHIFT
            if lines[0].string[end : end + 1].isspace() or end >= lines[-1].end():
                return len(seen)
    return 0


def _places(lines: Sequence[re.Match[str]], n_signs: int) -> list[Mark]:
    """Marks for the first ``n_signs`` visible characters of ``lines``, one a line."""
    marks = []
    for line in lines:
        if not n_signs:
            break  # nearly always at once
        signs = [at for at, sign in enumerate(line[0]) if not sign.isspace()][:n_signs]
        if signs:
            marks.append(Mark(line.start() - SHIFT, line.start() + signs[-1] + 1 - SHIFT, "furniture"))
            n_signs -= len(signs)
    return marks


def _widened(text: str, marks: Sequence[Mark], pauses: set[int]) -> list[Mark]:
    """``marks`` with the blanks around those that part cues, so that a sentence runs on from cue to cue.

    They stay outside at ``pauses``, the starts of cues that open a paragraph.
    """
    wide: list[Mark] = []
    for mark in sorted(marks):
        if text[mark.start] in _INLINE:
            wide.append(mark)
            continue
        start, least = mark.start, wide[-1].end if wide else mark.start
        while mark.start not in pauses and start > least and text[start - 1].isspace():
            start -= 1
        end = mark.end
        while end < len(text) and text[end].isspace():
            end += 1
        wide.append(Mark(start, mark.end if end in pauses else end, mark.kind))
    return wide


def _paragraphs(view: str, cues: Sequence[Cue]) -> set[int]:
    """The starts of cues that come a while after a finished sentence. ``view`` has nothing but what is said."""
    found: set[int] = set()
    last_ms, is_finished = 0, False
    for cue, stop in zip(cues, stops(cues, len(view) - SHIFT), strict=True):
        said = view[cue.body + SHIFT : stop + SHIFT].rstrip()
        if said:
            if is_finished and cue.start_ms - last_ms >= _PAUSE_MS:
                found.add(cue.start)
            last_ms, is_finished = cue.end_ms or cue.start_ms, said.rstrip('"”’»)]')[-1:] in _ENDS
    return found


def _turns(view: str, openings: Sequence[Label], speakers: Sequence[int], cues: Sequence[Cue], end: int) -> list[Turn]:
    """A turn from each opening to the next; it has the time from the start of its first cue to the end of its last."""
    starts = [cue.start for cue in cues]
    ends = [opening.start for opening in openings[1:]] + [end]
    turns = []
    for opening, speaker, stop in zip(openings, speakers, ends, strict=True):
        said = view[opening.start + SHIFT : stop + SHIFT].rstrip()
        first = bisect_right(starts, opening.start) - 1
        last = bisect_right(starts, max(opening.start, opening.start + len(said) - 1)) - 1
        start_ms, end_ms = cues[first].start_ms, cues[last].end_ms
        if end_ms is not None and end_ms < start_ms:
            end_ms = None
        turns.append(
            Turn(
                speaker, opening.name, opening.start, stop, start_ms, end_ms, opening.note,
                confidence=opening.confidence,
            )
        )  # fmt: skip
    return turns


def _disordered(cues: Sequence[Cue]) -> Iterator[Defect]:
    late = [cue for before, cue in pairwise(cues) if cue.start_ms < before.start_ms]
    if late:
        is_one = len(late) == 1
        yield Defect(
            f"{'1 caption starts' if is_one else f'{len(late):,} captions start'} before the one above;"
            " all are read in the order of the file.",
            late[0].start,
            late[0].body,
        )
