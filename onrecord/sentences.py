"""Sentences of a text as spans: one pattern finds every place where a sentence may end, a veto takes back those after
abbreviations, initials and ordinals (``data/abbreviations.txt``).

Separate from words because a sentence is the unit of filtering: it has to be right for titles, initials and sums of
money in English press text, and at least sane in every other script. An own splitter rather than a trained one: it
downloads nothing, its mistakes can be mended by adding a word to a file, and it is several times faster.

A sentence ends

* after ``.`` ``!`` ``?`` ``…`` and their Arabic, Indic and other kin, with the quotes and brackets that close there,
  before white space and anything that can open a sentence: a capital, a digit, a letter of a script without capitals,
  a quote;
* after the full-width marks of Chinese and Japanese, with or without white space;
* at a blank line, and at the hard break character (U+001D) that the table sets between turns.

A text in lower case throughout (raw speech recognition) is split by blank lines and breaks alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

import numpy as np

from onrecord.datafiles import data_path
from onrecord.tokens import BoolArray, Int32Array, read_only

HARD_BREAK = "\x1d"
"""Always ends a sentence. It counts as white space, so it is part of none."""

_MARKS = ".!?…؟۔।॥።։፧‼⁇⁈⁉。！？｡．"
_FULL_WIDTH = "。！？｡．"
_QUESTION_MARKS = "?؟？⁇⁈"
_CLOSERS = "\"'”’“»›)\\]}＂」』）】〉》\u034f"  # the last is what fills a decoded entity, see entities
_OPENERS = "\"'“‘„‚«»‹›(\\[{¿¡「『（【〈《"

# Every repeat is possessive and every run of marks is tried once, from its beginning, so that time grows with the
# text alone, also on a page of dots. Each pattern begins with one letter, which is searched for ten times as fast as
# any of a class of them.
_CLOSING = rf"((?:[{_CLOSERS}]|[ \u00a0\u202f][»›](?=\s))*+)"  # French sets a space before »
_OPENING = rf"(?:[-–—]++[ \u00a0])?+(?:[{_OPENERS}][ \u00a0\u202f]?+)*+"

_PARAGRAPHS = (re.compile(r"\n[^\S\n]*+\n\s*+"), re.compile(rf"{HARD_BREAK}\s*+"))
_QUESTIONS = {mark: re.compile(rf"{re.escape(mark)}[!…]*+{_CLOSING}") for mark in _QUESTION_MARKS}
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"(?!I(?:['’]| (?!(?:and|of|or|to|in|is)\b)[a-z]))[IVXLC]+\b")  # "Art. I", not "No. I think"
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")  # also "J.-P"
_LONGEST_ABBREVIATION = 24
_DOTS = frozenset(("..", "...", "....", "…"))
_FALSE_START = 3  # words


def boundaries(text: str) -> tuple[Int32Array, Int32Array]:
    """Start and end of every sentence, in characters, half-open, in order.

    The spans hold no white space at their ends, do not overlap, and together cover every character that is not white
    space.
    """
    starts = [len(text) - len(text.lstrip())]
    starts += [match.end() for pattern in _PARAGRAPHS for match in pattern.finditer(text)]
    last = 0
    shortened = _abbreviations()
    for match in _candidates(text):
        if match[1] == "." and not match[2]:
            stop = match.start()
            word = text[stop - _LONGEST_ABBREVIATION : stop].rpartition(" ")[2]  # empty near the start of the text
            # Nine in ten full stops stand after a plain word: settled without a closer look.
            is_plain = len(word) > 1 and word.isalpha() and word.lower() not in shortened
            if not is_plain and _vetoed(text, last, match):
                continue
        elif match[1] in _DOTS and not match[2] and _goes_on(text, last, match):
            continue
        last = match.end()
        starts.append(last)
    start = np.unique(np.array(starts, np.int32), return_counts=True)[0]  # with counts numpy sorts, without it hashes
    bounds = [*start.tolist(), len(text)]
    end = np.array([a + len(text[a:b].rstrip()) for a, b in pairwise(bounds)], np.int32)
    spoken = end > start
    return read_only(start[spoken]), read_only(end[spoken])


def questions(text: str, end: Int32Array) -> BoolArray:
    """For each sentence end, whether the sentence's last mark is a question mark ("?", "؟", "？"; "?!" is one too)."""
    patterns = (pattern for mark, pattern in _QUESTIONS.items() if mark in text)
    found = np.array([match.end() for pattern in patterns for match in pattern.finditer(text)], np.int32)
    return read_only(np.isin(end, found))


def _candidates(text: str) -> list[re.Match[str]]:
    """Where a sentence may end, in order. Groups: 1 the marks, 2 what closes with them, 3 (empty) the next sentence's
    start.
    """
    found = [match for mark in _MARKS if mark in text for match in _ends_with(mark).finditer(text)]
    return sorted(found, key=re.Match.start)


@cache
def _ends_with(mark: str) -> re.Pattern[str]:
    """A run of marks that begins with ``mark`` and may end a sentence."""
    run = rf"({re.escape(mark)}(?<![{_MARKS}][{_MARKS}])[{_MARKS}]*+)"
    anywhere = rf"(?<=[{_FULL_WIDTH}])(?!(?<=．)\d)[{_CLOSERS}]*+\s*+"  # "３．５" is a number
    spaced = rf"{_CLOSING}\s++(?={_OPENING}()[{_sentence_openers()}])"
    return re.compile(rf"{run}(?:{anywhere}|{spaced})")


@cache
def _sentence_openers() -> str:
    """A character class of all that opens a sentence: capitals, caseless letters, digits, currencies, symbols."""
    opens = np.array([unicodedata.category(chr(c)) in _OPENING_CATEGORIES for c in range(0x10000)])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], opens, [False]]).astype(np.int8)))
    ranges = [f"\\u{a:04x}-\\u{b - 1:04x}" for a, b in edges.reshape(-1, 2).tolist()]
    return "".join(ranges) + "\U00010000-\U0010ffff"


_OPENING_CATEGORIES = frozenset(("Lu", "Lt", "Lo", "Nd", "Nl", "No", "Sc", "So"))


@cache
def _words(section: str) -> frozenset[str]:
    """The words of a section of the list of abbreviations."""
    found: list[str] = []
    inside = False
    for line in data_path("abbreviations.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].strip()
        if words.startswith("["):
            inside = words == f"[{section}]"
        elif inside:
            found += words.split()
    return frozenset(found)


@cache
def _first_letters(section: str) -> frozenset[str]:
    return frozenset(word[0] for word in _words(section))


@cache
def _abbreviations() -> frozenset[str]:
    return _words("never") | _words("before a number") | _words("may end") | _words("degrees")


def _goes_on(text: str, last: int, match: re.Match[str]) -> bool:
    """Whether a speaker who broke off ("Well… I mean", "and then the… I mean") goes on with a word always capital."""
    follows, stop = _follows(match), match.start()
    if text[follows].lower() not in _first_letters("after dots") or _next_word(text, follows) not in _words(
        "after dots"
    ):
        return False
    if len(text[last : min(stop, last + _FALSE_START * _LONGEST_ABBREVIATION)].split()) <= _FALSE_START:
        return True
    before = text[max(last, stop - _LONGEST_ABBREVIATION) : stop].rsplit(maxsplit=1)
    return bool(before) and before[-1].lower() in _words("broken off")


def _vetoed(text: str, last: int, match: re.Match[str]) -> bool:
    """Whether the full stop that ``match`` begins with belongs to an abbreviation, an initial or an ordinal."""
    stop = match.start()
    lead = text[max(last, stop - _LONGEST_ABBREVIATION) : stop]
    before = lead.rpartition(HARD_BREAK)[2].split()
    if not before or text[stop - 1].isspace():
        return False
    word = before[-1].lstrip("\"'“‘„‚«»(\\[{¿¡-–—/")
    opens = max(last, stop - len(word))
    follows = _follows(match)
    if word.isdecimal():
        return len(word) <= 3 and _is_ordinal(text, last, opens, before, follows)
    if word in _words("degrees") and len(before) > 1 and before[-2].endswith("."):
        return True
    if len(word) == 1 and word.isupper():
        return _is_initial(text, last, opens, before, follows)
    return _is_abbreviation(text, word[max(word.rfind("'"), word.rfind("’")) + 1 :], follows)  # "l'art. 5"


def _follows(match: re.Match[str]) -> int:
    """Where the first letter or digit after a candidate stands; right after it for full-width marks."""
    return match.start(3) if match.start(3) >= 0 else match.end()


def _is_abbreviation(text: str, word: str, follows: int) -> bool:
    lower = word.lower()
    if lower in _words("never"):
        return True
    if lower in _words("before a number") and (text[follows].isdecimal() or _ROMAN.match(text, follows)):
        return True
    if len(word) == 1 or lower in _words("may end") or _ACRONYM.fullmatch(word):
        return _next_word(text, follows) not in _words("starters")
    return False


def _is_ordinal(text: str, last: int, opens: int, before: list[str], follows: int) -> bool:
    return (
        _opens_line(text, last, opens)  # "1. Peace": the number of a list
        or (len(before) > 1 and before[-2].lower() in _words("ordinal before"))
        or _next_word(text, follows) in _words("ordinal after")
        or (text[follows] == "0" and text[follows + 1 : follows + 2].isdecimal())  # "saat 14. 00": no sentence opens so
    )


def _is_initial(text: str, last: int, opens: int, before: list[str], follows: int) -> bool:
    if _opens_line(text, last, opens) or text[opens] == "M":  # "A. Peace": the letter of a list; "M. Le Maire"
        return True
    if text[opens] == "I" or text[follows].isdecimal():
        return False
    if len(before) > 1 and before[-2].endswith("."):  # "J. R. R. Tolkien", "z. B. Die"
        return True
    following = _next_word(text, follows)
    return following not in _words("starters") or following in _words("name parts")


def _opens_line(text: str, last: int, opens: int) -> bool:
    """Whether nothing but spaces and opening punctuation stands between a line or sentence start and ``opens``."""
    begin = max(last, opens - 8)  # a bounded look back: the sentence so far may be the whole text
    lead = text[begin:opens].replace(HARD_BREAK, "\n")
    return (begin == last or "\n" in lead) and not lead.rpartition("\n")[2].strip("\"'“‘„([ \t\u00a0")


def _next_word(text: str, follows: int) -> str:
    match = _NEXT_WORD.match(text, follows)
    if match is None or (len(match[0]) == 1 and text.startswith(".", match.end())):
        return ""  # an initial is no word: "В. В. Франко" although "в" opens sentences
    return match[0].lower().replace("’", "'")
