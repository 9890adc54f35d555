"""Running heads, feet and page numbers of paged plain text.

A line is furniture only at the edge of a page or beside a page number, and only if it stands there, digits aside, on
half of all pages: a short speech that recurs ("Yes.") is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile

from onrecord.labels import Label
from onrecord.marks import Mark

_PAGES_LEAST = 3
_SHARE = 0.5
_EDGE_LINES = 2
_EDGE_REACH = 400
"""Characters looked at on either side of a page's edge."""
_PAGE_LEAST = 200
"""Numbers nearer to each other, in characters, count something else than pages."""
_RISING_SHARE = 0.8
_NUMBER_ALONE = re.compile(r"\n[ \t]*+[-–—]?[ ]?(?P<number>\d{1,4})[ ]?[-–—]?[ \t]*(?=\n)")
_PAGE_WORDS = ("Page ", "PAGE ", "Seite ", "Página ", "Pagina ", "Strona ", "Стр. ")
_NUMBER_NAMED = {word: re.compile(rf"{re.escape(word)}(?P<number>\d{{1,4}})\b") for word in _PAGE_WORDS}
_VISIBLE_LINE = re.compile(r"[^\s][^\n\f]*")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")


def page_furniture(text: str, labels: Sequence[Label]) -> list[Mark]:
    """The heads, feet and number lines of the pages of ``text``, in order; none where it shows no pages.

    From the edge of a page on, the first line that holds one of ``labels`` or that does not recur ends its head or
    foot.
    """
    starts = [label.start for label in labels]
    breaks = [found.start() for found in re.finditer("\f", text)]
    if len(breaks) + 1 >= _PAGES_LEAST:
        return _repeated(text, [(at, at + 1) for at in breaks], starts)
    numbered = _number_lines(text)
    marks = [Mark(start, end, "furniture") for start, end in numbered]
    return sorted([*marks, *_repeated(text, numbered, starts)])


def _number_lines(text: str) -> list[tuple[int, int]]:
    """The lines that number the pages: of one form, each a page after the last and one more."""
    forms: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for pattern in (_NUMBER_ALONE, *(named for word, named in _NUMBER_NAMED.items() if word in text)):
        for found in pattern.finditer(text):
            start = text.rfind("\n", 0, found.start("number")) + 1
            end = text.find("\n", found.end("number"), start + _EDGE_REACH)
            if end > start:
                forms[_form(text[start:end])].append((start, end, int(found["number"])))
    lines: list[tuple[int, int]] = []
    for rows in forms.values():
        rising = sum(b[2] == a[2] + 1 and b[0] - a[0] >= _PAGE_LEAST for a, b in pairwise(rows))
        if len(rows) >= _PAGES_LEAST and rising >= _RISING_SHARE * (len(rows) - 1):
            lines += [(start, end) for start, end, _ in rows]
    return sorted(set(lines))


def _repeated(text: str, breaks: Sequence[tuple[int, int]], labels: Sequence[int]) -> list[Mark]:
    """Lines beside ``breaks`` that stand at the same place beside half of them."""
    edges: list[list[tuple[str, int, int]]] = []
    for number, (start, end) in enumerate(breaks):
        low = max(start - _EDGE_REACH, breaks[number - 1][1] if number else 0)
        high = min(end + _EDGE_REACH, breaks[number + 1][0] if number + 1 < len(breaks) else len(text))
        foot = [found.span() for found in _VISIBLE_LINE.finditer(text, low, start)][: -_EDGE_LINES - 1 : -1]
        head = [found.span() for found in _VISIBLE_LINE.finditer(text, end, high)][:_EDGE_LINES]
        for place, lines in (("foot", foot), ("head", head)):
            unlabelled = takewhile(lambda span: bisect_left(labels, span[0]) == bisect_left(labels, span[1]), lines)
            edges.append([(f"{place} {_form(text[a:b])}", a, b) for a, b in unlabelled])
    count = Counter(form for edge in edges for form, _, _ in edge)
    least = max(_PAGES_LEAST - 1, _SHARE * len(breaks))
    marks = {
        Mark(start, start + len(text[start:end].rstrip()), "furniture")
        for edge in edges
        for form, start, end in takewhile(lambda line: count[line[0]] >= least, edge)
    }
    return sorted(marks)


def _form(line: str) -> str:
    return _SPACES.sub(" ", _DIGITS.sub("#", line)).strip()
