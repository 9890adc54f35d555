"""What the people who keep a record write into it without brackets: votes, comings and goings, papers, headings.

Such a line stands between what was said and looks like it. It is known by how it begins or ends (lists under
``data/labels``), by its capitals, or by its place: an unfinished short line between a finished sentence and the next
label is a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence

from onrecord.labels import Label
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark, opens_speech
from onrecord.model import SegmentKind
from onrecord.wordlists import (
    alone_line_pattern,
    narrated_line_pattern,
    narration_pattern,
    remark_line_pattern,
    vote_pattern,
)

_DASHED = re.compile(r"\n[ \t]*+(?P<mark>(?:[–—]|--+) ?(?=[^\W\d_])[^\n]{3,300}?)[ \t]*(?=\n)")
_CAPS = re.compile(
    r"\n[ \t]*\n[ \t*_]*+(?=[^a-z\n]++\n)(?P<mark>[^a-z\n]{4,100}?(?:\n[ \t]*+[^a-z\s][^a-z\n]{3,100}?){0,3})"
    r"[ \t*_]{0,40}(?=\n[ \t]*(?:\n|$))"
)
_TOLD_CAPS = re.compile(
    r"\n[ \t]*\n[ \t]*+(?=[^a-z\n]++\n)(?P<mark>[^\Wa-z\d_]{2,20}\.?(?:[ ][^\sa-z]{1,20}){4,30}(?<=[A-Z.][.:]))"
    r"[ \t]*(?=\n[ \t]*(?:\n|$))"
)
"""A sentence in capitals in a paragraph of its own: "THE TRIBUNAL ADJOURNED UNTIL THE NEXT DAY."."""
_NUMBERED_CAPS = re.compile(r"\n[ \t]*+\d{1,2}[ \t]+(?P<mark>[<A-Z][^a-z\n]{6,90})(?=\n)")
_TIMED_CAPS = re.compile(r"\n[ \t]*+(?P<mark>[A-Z][A-Z ,&’'-]{4,90} \d{1,2}[:.]\d{2} ?[ap]\.?m\.?)[ \t]*(?=\n)")
"""A heading with the hour: "ORAL ANSWERS TO QUESTIONS 10:24 a.m."."""
_CHAT_LOG = re.compile(
    r"\n\[?(?P<mark>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?\]?(?: -|-)? "
    r"[^\n:]{3,200})(?=\n)"
)
"""A chat's own line: date and time, but nobody's label."""
_WIDE_HOUR = re.compile(
    r"\n[ \t]*+(?P<mark>(?:午前|午後|上午|下午)[^\n。、，]{2,16}"
    r"(?:散会|散會|休憩|休息|開議|再開|閉会|延会|休会|開会))[ \t]*(?=\n)"
)
"""When a house rose or met again, in Japanese and Chinese."""
_INSERTED = re.compile(
    r"\n[ \t]*+(?P<mark>[\[(](?![^\n]{0,60}(?i:translat|interpret))(?:[^\[\]()\n]|\n(?![ \t]*\n)){3,300}"
    r"\bfollows?[.:]{1,2}[\])])(?=[ \t]*\n)"
)
"""On a line of its own. What follows a note of a translation is still said by whoever speaks."""
_ROLL = re.compile(
    r"\n[ \t]*+(?P<mark>\[Roll(?:call)?(?: Vote)? No\.|(?:YEAS|AYES|NAYS|NOES|AYE|NO)(?:--?|—|: ?)\d{1,3}[ \t]*(?=\n))"
)
_PARAGRAPH = r"\n[ \t]*\n[ \t]*+(?P<mark>[^\s(\[⟨<*–—-][^\n]{1,80}+)"
_UNFINISHED = re.compile(_PARAGRAPH + r"(?<![.!?…。！？؟”\"»」')\]}—–*_,;:-])(?=\n[ \t]*\n)")
_UNFINISHED_LINE = re.compile(_PARAGRAPH + r"(?=\n)")
_PAPER = re.compile(r"\s[A-Z][A-Z0-9]{1,3}-?\d{4,6}$")
"""The number of a parliamentary question behind its last word: "OQ61234"."""
_VISIBLE = re.compile(r"\S")
_FINISHED = frozenset(".!?…。！？؟”\"»」')]}—–-*_")
_OPEN = frozenset(",;:")
_FINISHED_SHARE = 0.8
_LABELS_LEAST = 5
_SAMPLE = 400
_CAPS_SAMPLE = 4_000
_HEADINGS_MOST = 4
_HEADING_WORDS = 12
_TAIL_CHARACTERS = 3_000


def narration_marks(view: str, *, is_numbered: bool) -> list[Mark]:
    """The lines of ``view`` that tell what happened, whoever speaks around them; unordered. They may overlap."""
    found = [_mark(m, "stage") for m in _DASHED.finditer(view) if narration_pattern().match(m["mark"])]
    found += [_continued(view, _mark(m, "stage")) for m in remark_line_pattern().finditer(view)]
    found += [_mark(m, "stage") for m in alone_line_pattern().finditer(view)]
    found += [_mark(m, "stage") for m in narrated_line_pattern().finditer(view)]
    found += [_mark(m, "stage") for m in vote_pattern().finditer(view)]
    found += [_mark(m, "heading") for m in _TIMED_CAPS.finditer(view)]
    found += [_mark(m, "stage") for m in _CHAT_LOG.finditer(view)]
    if not view.isascii():
        found += [_mark(m, "stage") for m in _WIDE_HOUR.finditer(view)]
    is_all_caps = _is_all_caps(view)
    for m in _CAPS.finditer(view):
        lines = m["mark"].split("\n")
        if all(map(_is_caps_heading, lines)) and (len(lines) == 1 or not is_all_caps):
            found.append(_mark(m, "heading"))
    if not is_all_caps:
        found += [_mark(m, "stage") for m in _TOLD_CAPS.finditer(view)]
    if is_numbered and not is_all_caps:
        found += [_mark(m, "stage") for m in _NUMBERED_CAPS.finditer(view) if _is_caps_heading(m["mark"])]
    return found


def insertions(view: str, labels: Sequence[Label]) -> list[Mark]:
    """Papers and lists of votes put into the record: from "[The statement follows:]" or the roll to the next label."""
    marks: list[Mark] = []
    if not labels:
        return marks
    starts = [label.start for label in labels]
    begins = [m.start("mark") for m in _INSERTED.finditer(view)] if "follow" in view else []
    begins += [m.start("mark") for m in _ROLL.finditer(view)]
    for begin in sorted(begins):
        at = begin - SHIFT
        following = bisect_left(starts, at)
        if following > 0 and (not marks or at >= marks[-1].end):
            end = starts[following] if following < len(starts) else len(view) - 2 * SHIFT
            end -= len(view[at + SHIFT : end + SHIFT]) - len(view[at + SHIFT : end + SHIFT].rstrip())
            marks.append(Mark(at, end, "metadata"))
    return marks


def headings_before(view: str, labels: Sequence[Label]) -> list[Mark]:
    """Short unfinished lines between a finished sentence and the next label, in a text that finishes its sentences."""
    if not _finishes(view, labels):
        return []
    starts = {label.start + SHIFT for label in labels}
    ends = [label.end + SHIFT for label in labels]
    marks: list[Mark] = []
    group: list[re.Match[str]] = []
    for found in _UNFINISHED.finditer(view):
        if group and view[group[-1].end("mark") : found.start("mark")].strip():
            group = []
        if not group and not _follows_finished(view, found.start(), ends):
            continue
        if not _is_unfinished(found["mark"]):
            group = []
            continue
        group.append(found)
        if _next_visible(view, found.end()) in starts and len(group) <= _HEADINGS_MOST:
            marks += [_mark(m, "heading") for m in group]
            group = []
    alone = [label.start + SHIFT for label in labels if label.is_alone]
    tight = [start for start in alone if view[start - 1] == "\n" and view[start - 2] != "\n"]
    return marks + (_tight_headings(view, tight, ends) if 2 * len(tight) > len(labels) else [])


def _tight_headings(view: str, starts: Sequence[int], ends: Sequence[int]) -> list[Mark]:
    """Headings on the line right before a label, where no blank line stands before the labels either."""
    marks: list[Mark] = []
    for start in starts:
        begin = view.rfind("\n", 0, start - 1)
        line = view[begin + 1 : start].strip()
        if line and begin > 0 and _is_unfinished(line) and _follows_finished(view, begin, ends):
            at = view.index(line, begin) - SHIFT
            marks.append(Mark(at, at + len(line), "heading"))
    return marks


def loose_end(view: str, labels: Sequence[Label], end: int, known: Container[int] = ()) -> int:
    """Where a page's own matter begins behind the last speech of a text that finishes its sentences; else ``end``.

    From a short unfinished line on, most lines must be unfinished too: links, credits, addresses. It opens
    at none of the ``known`` characters.
    """
    if not _finishes(view, labels):
        return end
    ends = [label.end + SHIFT for label in labels]
    low = max(labels[-1].end + SHIFT, end + SHIFT - _TAIL_CHARACTERS)
    for found in _UNFINISHED_LINE.finditer(view, low, min(len(view), end + 2 * SHIFT)):
        if found.start("mark") - SHIFT in known:
            continue
        if (
            _is_unfinished(found["mark"])
            and _follows_finished(view, found.start(), ends)
            and not _is_wrapped(view, found)
        ):
            lines = [line.strip() for line in view[found.start("mark") : end + SHIFT].split("\n") if line.strip()]
            if 2 * sum(line[-1] in _FINISHED for line in lines) <= len(lines):
                return found.start("mark") - SHIFT
    return end


def _is_wrapped(view: str, line: re.Match[str]) -> bool:
    """Whether the line is the first of a paragraph whose sentences run on from line to line, and end."""
    stop = view.find("\n\n", line.end("mark"))
    paragraph = view[line.end("mark") : stop if stop >= 0 else len(view)].strip()
    return paragraph[-1:] in _FINISHED and any(each.lstrip()[:1].islower() for each in paragraph.split("\n"))


def _mark(found: re.Match[str], kind: SegmentKind) -> Mark:
    start = found.start("mark") - SHIFT
    return Mark(start, start + len(found["mark"].rstrip()), kind)


def _continued(view: str, mark: Mark) -> Mark:
    """``mark`` with the next line of the same paragraph, if its own is wrapped in mid-sentence."""
    end = mark.end + SHIFT
    if view[end - 1] in _FINISHED or view[end - 1] == ":" or end - mark.start < 50:
        return mark
    begin = view.find("\n", end) + 1
    stop = view.find("\n", begin)
    line = view[begin:stop] if stop > 0 else ""
    return mark._replace(end=stop - SHIFT) if line.strip() and line[:1].islower() else mark


def _is_all_caps(view: str) -> bool:
    head = view[:_CAPS_SAMPLE]
    return sum(map(str.isupper, head)) > 4 * sum(map(str.islower, head))


def _is_caps_heading(text: str) -> bool:
    text = text.strip()
    letters = sum(character.isalpha() for character in text)
    return letters >= 4 and text.isupper() and text[-1] not in ".!?,;:-—" and 2 * letters > len(text)


def _finishes(view: str, labels: Sequence[Label]) -> bool:
    """Whether nearly all that is said before the labels ends as a sentence does."""
    if len(labels) < _LABELS_LEAST:
        return False
    last = [view[max(0, label.start + SHIFT - 60) : label.start + SHIFT].rstrip() for label in labels[1:_SAMPLE]]
    finished = sum(text[-1:] in _FINISHED or bool(_PAPER.search(text)) for text in last)
    return finished >= _FINISHED_SHARE * len(last)


def _follows_finished(view: str, at: int, ends: Sequence[int]) -> bool:
    """Whether a finished sentence, and not a label, stands before ``at``."""
    return view[max(0, at - 60) : at].rstrip()[-1:] in _FINISHED and not opens_speech(view, at, ends)


def _is_unfinished(text: str) -> bool:
    text = text.rstrip()
    return (
        text[-1] not in _FINISHED
        and text[-1] not in _OPEN
        and not text[0].islower()
        and text.count(" ") < _HEADING_WORDS
        and "   " not in text
    )


def _next_visible(view: str, at: int) -> int:
    found = _VISIBLE.search(view, at)
    return found.start() if found else len(view)
