"""What belongs to the pages and not to what was said: running heads and feet, page numbers, numbers of lines; and
where paragraphs begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, takewhile
from statistics import median

from onrecord.formats.office.pdf_page import Line

Place = tuple[int, int]
"""The number of a page and that of a line on it, from 0."""
_PAGES_LEAST, _SHARE, _EDGE_LINES = 3, 0.5, 3
_ELSEWHERE = 2
"""What stands more often than so many times a page is a name that comes back, not a head."""
_DIGITS, _SPACES = re.compile(r"\d+|\b[ivxl]{1,6}\b"), re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"(?i)(?:page |p\. ?|seite |página |pág\. |- ?|– ?)?#(?: ?(?:of|/|de|von) ?#)?(?: ?[-–])?")
_PRINTED = re.compile(r"#?[/.]#[/.]#,? #:#(?::#)?(?: [AP]M)?(?: .{1,200})?|(?:https?|file)://\S{1,1000} #?/#?")
"""What a browser prints over and under a page: day, hour and title, address and number."""
_NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\s+|$)")
_NUMBERS_LEAST, _NUMBERED_SHARE, _RISING_SHARE = 8, 0.6, 0.8
_GAP, _INDENT, _SAME, _STEPS_LEAST = 1.35, 0.8, 0.4, 8
"""A gap between lines of so many times the usual one, or an indent of so many letters' height, begins a paragraph."""


def framed(pages: Sequence[Sequence[Line]]) -> dict[Place, int]:
    """By line, how many of its first characters are furniture."""
    found = _line_numbers(pages)
    edges = [_edges(lines, {place for page, place in found if page == number}) for number, lines in enumerate(pages)]
    seen: dict[str, set[int]] = {}
    for number, sides in enumerate(edges):
        for _, form in (*sides[0], *sides[1]):
            seen.setdefault(form, set()).add(number)
    n_pages = sum(1 for lines in pages if lines)
    times = Counter(_form(line.text) for lines in pages for line in lines)
    running = {form for form, numbers in seen.items() if _recurs(form, numbers, n_pages, times[form])}
    for number, sides in enumerate(edges):
        for side in sides:
            for place, form in takewhile(lambda edge: edge[1] in running, side):
                if number == 0 and form == pages[0][place].text:
                    continue  # what heads every page is the title of the first
                found[number, place] = len(pages[number][place].text)
    return found


def _recurs(form: str, numbers: set[int], n_pages: int, n_lines: int) -> bool:
    """Whether a line of this form heads half of the pages, or half of those of one side, and is none of the lines."""
    if _PRINTED.fullmatch(form):
        return True
    if _PAGE_NUMBER.fullmatch(form):
        return len(numbers) > 1
    if n_lines > _ELSEWHERE * len(numbers):
        return False
    one_side = len({number % 2 for number in numbers}) == 1
    return len(numbers) >= max(_PAGES_LEAST, _SHARE * n_pages / (2 if one_side else 1))


def paragraph_starts(pages: Sequence[Sequence[Line]], frames: Mapping[Place, int]) -> set[Place]:
    """The lines that a gap, an indent or an outdent sets off from the line before."""
    starts: set[Place] = set()
    usual_of_all = _usual([step for lines in pages for step in _steps(lines)])
    for number, lines in enumerate(pages):
        body = [(place, line) for place, line in enumerate(lines) if frames.get((number, place), 0) < len(line.text)]
        steps = _steps([line for _, line in body])
        usual = _usual(steps) if len(steps) >= _STEPS_LEAST else usual_of_all
        for (_, before), (place, line) in pairwise(body):
            height = max(line.y1 - line.y0, 1.0)
            step = before.y0 - line.y0
            numbered = frames.get((number, place), 0) > 0
            if step > max(_GAP * usual, height) or (step > 0 and not numbered and _is_set_off(before, line, height)):
                starts.add((number, place))
    return starts


def _steps(lines: Sequence[Line]) -> list[float]:
    """From each line down to the next."""
    return [before.y0 - line.y0 for before, line in pairwise(lines) if before.y0 > line.y0]


def _usual(steps: Sequence[float]) -> float:
    return median(steps) if steps else 0.0


def _is_set_off(before: Line, line: Line, height: float) -> bool:
    lead, above = line.x0 - line.left, before.x0 - before.left
    is_indented = lead > _INDENT * height and abs(above) < _SAME * height
    is_hung = lead < -_INDENT * height and above > -_SAME * height
    return is_indented or is_hung


def _edges(lines: Sequence[Line], numbered: Iterable[int]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The first and last lines of a page in its own order of heights, each with its form."""
    places = sorted(range(len(lines)), key=lambda place: (-lines[place].y1, lines[place].x0))
    spare = set(numbered)
    rows = [(place, _form(lines[place].text)) for place in places if place not in spare or not spare]
    half = max(len(rows) // 2, 1)
    return rows[: min(_EDGE_LINES, half)], rows[: -min(_EDGE_LINES, half) - 1 : -1] if len(rows) > 1 else []


def _form(text: str) -> str:
    """The line without its digits; the number of the page may stand on either side."""
    form = _SPACES.sub(" ", _DIGITS.sub("#", text))
    return form.strip() if _PAGE_NUMBER.fullmatch(form.strip()) else form.strip(" #")


def _line_numbers(pages: Sequence[Sequence[Line]]) -> dict[Place, int]:
    """The numbers 1 to 25 or 28 at the left of a court's page: most lines have one, and each is one more.

    A few lines of a page may go on with the numbers of the page before.
    """
    found: dict[Place, int] = {}
    last = -1
    for number, lines in enumerate(pages):
        numbered = [(place, match) for place, line in enumerate(lines) if (match := _NUMBERED.match(line.text))]
        least = max(_NUMBERS_LEAST, _NUMBERED_SHARE * (len(lines) - 2 * _EDGE_LINES))
        values = [int(match["number"]) for _, match in numbered]
        rising = sum(after in {before + 1, 1} for before, after in pairwise(values))
        goes_on = len(values) > 1 and values[0] == last + 1 and rising == len(values) - 1
        if goes_on or (len(numbered) >= least and rising >= _RISING_SHARE * (len(values) - 1)):
            found.update({(number, place): match.end() for place, match in numbered})
            last = values[-1]
        else:
            last = -1
    return found
