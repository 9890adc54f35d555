"""What stands in the margins of a page: line numbers, times at the line's end, page lines, heads beside a number.

The rules here know a line by its own form and serve a text of one page; ``furniture`` finds what recurs from page to
page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from onrecord.labels import Label
from onrecord.labels.view import SHIFT
from onrecord.marks import Mark, opens_speech

_PAGE = re.compile(
    r"\[\[?Page [^\[\]\n]{1,20}\]\]?"
    r"|(?<=\n)[ \t]*(?:Page|PAGE|Seite|Página|Pág\.|Strona)[ |]{1,3}\d{1,5}(?: (?:of|von|de|z) \d{1,5})?[ \t]*(?=\n)"
)
_PAGE_WORDS = ("Page ", "PAGE ", "Seite ", "Página ", "Pág. ", "Strona ")
_BESIDE_NUMBER = re.compile(
    r"\n[ \t]*+(?=Page |[^\n]++(?<=[\d \t-]))(?=[^\n]*     |[^\n]*\t)"
    r"(?P<mark>Page \d{1,5}[ \t]{5,}+[^\s\d][^\n.?!]{2,120}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}[ \t]{5,}(?:- ?)?\d{1,5}(?: ?-)?"
    r"|[^\s\d][^\n?!]{2,100}?[ \t]{5,}(?:(?:Page|Pág\.|Seite) )?\d{1,5})[ \t]*(?=\n)"
)
"""A running head, far from the number of its page on the same line."""
_ALONE = re.compile(r"\n[ \t]*\n[ \t]*+(?P<mark>(?:[-–—] ?)?\d{1,4}(?: ?[-–—])?)[ \t]*(?=\n[ \t]*(?:\n|$))")
_DASHED = re.compile(r"\n[ \t]*+(?P<mark>[-–—] \d{1,4} [-–—])[ \t]*(?=\n)")
_MARGIN_TIME = re.compile(r"[ \t][ \t]{2}(?P<mark>\d{1,2}:\d{2}:\d{2})[ \t]*(?=\n)")
_TIME_ENDS_LINE = re.compile(r":\d{2}[ \t]*\n")
_CALLED = re.compile(
    r"\n[ \t]*\n[ \t]*+(?=[^\n.?!:]++\n)"
    r"(?P<mark>(?:[^\n.?!:]{3,60}\n[ \t]*+)?[^\n.?!:]{0,60}\b\d{3}[- ]\d{4})[ \t]*(?=\n)"
)
"""One or two lines that end in a telephone number: the firm that took the record."""
_MENU = re.compile(r"\n[ \t]*+(?P<mark>[^\s|][^\n|]{1,40}(?: ?\| ?[^\n|]{2,40}){1,12}[^\n|.?!])[ \t]*(?=\n)")
"""Links of a web page in a row: "Agenda | Minutes | Share"."""
_NUMBERED = re.compile(r"\n[ \t]*+(?P<mark>\d{1,2})(?:[ \t]+(?=\S)|[ \t]*(?=\n))")
_NUMBERED_MOST = 28
_NUMBERED_SHARE = 0.6
_NUMBERED_SAMPLE = 20_000
_PARAGRAPH_NUMBER = re.compile(r"\n[ \t]*\n[ \t]*+(?P<mark>\d{1,3}\.)[ \t]+(?=[^\W\d_])")
_PARAGRAPHS_LEAST = 3
_CUE = re.compile(r"\n[ \t]*+(?P<mark>\d{1,5})[ \t]*(?=\n)")
"""The number of a caption, left over where it opened the next."""
_BESIDE_MOST = 100
_LINE = re.compile(r"[^\n]+")


def margin_marks(view: str, labels: Sequence[Label]) -> list[Mark]:
    """The lines and parts of lines of ``view`` that belong to the page and not to what was said; unordered."""
    found: list[tuple[int, int]] = []
    if any(word in view for word in _PAGE_WORDS):
        found += [m.span() for m in _PAGE.finditer(view)]
    is_numbered = has_line_numbers(view)
    if is_numbered:
        found += [m.span("mark") for m in _NUMBERED.finditer(view) if 0 < int(m["mark"]) <= _NUMBERED_MOST]
    if "     " in view:
        found += [m.span("mark") for m in _BESIDE_NUMBER.finditer(view)]
    ends = [label.end + SHIFT for label in labels]
    starts = [label.start + SHIFT for label in labels]
    found += [beside for span in found if not is_numbered for beside in _beside(view, span, starts)]
    cues = [m for m in _CUE.finditer(view) if _leads_to_label(view, m.end("mark"), starts)]
    rising = sum(int(b["mark"]) == int(a["mark"]) + 1 for a, b in pairwise(cues))
    if len(cues) >= _PARAGRAPHS_LEAST and rising >= 0.8 * (len(cues) - 1):
        found += [m.span("mark") for m in cues]
    found += [m.span("mark") for m in _ALONE.finditer(view) if not opens_speech(view, m.start("mark"), ends)]
    found += [m.span("mark") for m in _DASHED.finditer(view)]
    found += [m.span("mark") for m in _CALLED.finditer(view)]
    if "|" in view:
        found += [m.span("mark") for m in _MENU.finditer(view)]
    numbers = [m for m in _PARAGRAPH_NUMBER.finditer(view) if labels]
    rising = sum(int(b["mark"][:-1]) == int(a["mark"][:-1]) + 1 for a, b in pairwise(numbers))
    if len(numbers) >= _PARAGRAPHS_LEAST and 2 * rising >= len(numbers):
        found += [m.span("mark") for m in numbers]
    marks = [Mark(start - SHIFT, end - SHIFT, "furniture") for start, end in found]
    if "   " in view and _TIME_ENDS_LINE.search(view):
        times = (m.span("mark") for m in _MARGIN_TIME.finditer(view))
        marks += [Mark(start - SHIFT, end - SHIFT, "timestamp") for start, end in times]
    return marks


def has_line_numbers(view: str) -> bool:
    """Whether most lines open with a number, one more than the line before or from 1 again: a court's numbered page."""
    head = view[:_NUMBERED_SAMPLE]
    numbers = [int(found["mark"]) for found in _NUMBERED.finditer(head)]
    if len(numbers) < _NUMBERED_SHARE * max(8, sum(1 for _ in _LINE.finditer(head))):
        return False
    rising = sum(after == before + 1 or after == 1 for before, after in pairwise(numbers))
    return rising >= 0.8 * (len(numbers) - 1)


def _beside(view: str, span: tuple[int, int], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The unfinished line right before a page's own line and the one right after it, where they hold no label."""
    lines: list[tuple[int, int]] = []
    end = view.rfind("\n", 0, span[0])
    if end > 0:
        lines.append((view.rfind("\n", 0, end) + 1, end))
    begin = view.find("\n", span[1]) + 1
    if 0 < begin < len(view):
        lines.append((begin, view.find("\n", begin)))
    found = []
    for start, stop in lines:
        text = view[start:stop].strip()
        is_free = bisect_left(starts, start) == bisect_left(starts, stop)
        if is_free and 3 < len(text) <= _BESIDE_MOST and text.isupper() and text[-1] not in ".?!:;,-—":
            at = view.find(text, start)
            found.append((at, at + len(text)))
    return found


def _leads_to_label(view: str, at: int, starts: Sequence[int]) -> bool:
    following = bisect_left(starts, at)
    return following < len(starts) and starts[following] - at < 60 and not view[at : starts[following]].strip()
