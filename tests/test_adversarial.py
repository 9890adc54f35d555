"""Texts made to be slow: the work of reading them grows with their length, not with its square.

Work is counted, not timed: calls of functions, Python's and C's. What a pattern does inside one call no count sees, so
the processor's time is compared too, with room for a busy machine.
"""

import gc
import sys
import time

import pytest

import onrecord
from onrecord.errors import OnRecordError
from onrecord.labels import described_in, missed_in
from onrecord.likeness import suggestions
from onrecord.model import Segment, Speaker, Transcript, Turn
from onrecord.roster import Listed
from onrecord.speakers import resolved

UNITS = [
    "(", "[", "<", "&#", "](", "((((", ":", "：", ". ", "**", "_", "\t", "| a ", "-", "= ", "#",
    "1 ", "1.", "é", "\u0301", "漢", "\u200b", "Q ", "Q. ", "Mr. ", "Mr. Hale. ", "A.B. ", "— ",
    "(a ", "a) ", "(a: b) ", "(a [B]: ", "Anna (", "Anna [", "[00:01] ", "12:", "https://", "[a](",
    "&lt;", "<!--", "A, ", "of ", "HELLO there ", "NAME ONE ", "NAME: ", "a: ", "? ", "by Mr. A ",
    "JANE DOE sworn ", "\nJANE DOE, ", "\nJANE DOE, having been ", "[a follow ", "\n;", "(\n",
    "a (b\n", "– a\n", "A\n", "A\n\n", "A, B\n", "Page 1\n", "1\n\n", "---\na: b\n", "BY MR. X:\n",
    "Q: hi\n", "A: \n", "\r", "\f", "\n\n\n", " " * 160 + "\n", "AAAA BBBB\n\n",
    "Said.\n\nHead\n\n", "Mr. Lowe: Yes. Anna Bell: Why? ", "1/1/2020, 10:10 - ",
    "ANNA: Hi.\n\nBOB: yes.\n\n", "Head\nANNA: Hi there.\nfoot\f", "\nYEAS--1\n", "(Applause.)\n\n",
    "😀",
]  # fmt: skip


def letters(number):
    """A word that is another for each number, and no number itself."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


LINES = {
    "a speaker a line": lambda i: f"Name{i}: hi.\n",
    "a full name a line": lambda i: f"Na{letters(i)} So{letters(i)}: hi.\n\n",
    "one surname": lambda i: f"Na{letters(i)} Smith: hi.\n\n",
    "one surname and its bare form": lambda i: f"{'Mr.' if i % 2 else 'Na' + letters(i)} Smith: hi.\n\n",
    "one surname of many places": lambda i: f"Mr. SMITH of X{letters(i)}. Hi there, I rise.\n\n",
    "one name of many parties": lambda i: f"Ann Smith (X{letters(i)}): hi.\n\n",
    "offices": lambda i: f"The President (N{letters(i)}): hi.\n\n",
    "line numbers": lambda i: f" {i % 25 + 1}  Q   why is it {letters(i)}\n",
    "examiners and witnesses": lambda i: (
        f"BY MR. R{letters(i).upper()}:\nQ   Why?\nA   No.\nJ{letters(i).upper()} DOE, having been sworn, testified:\n"
    ),
    "pages": lambda i: f"ANNA: Hi.\n\nThey said so, and so on. {'x' * 200}\n\nHead {i}\n{i}\n\n",
    "refrains": lambda i: "ANNA: Hi.\n\n" * (i % 20) + f"BOB: {letters(i)}.\n\n",
    "columns": lambda i: f"Na{letters(i)}      hello there\n",
}
SHORT, LONG, TIMES = 3_000, 12_000, 4
"""Characters of text."""
CALLS_MOST = 6
TIME_MOST = 10
TIMED_LEAST_S = 0.02


def text_of(unit, n_characters):
    if isinstance(unit, str):
        return (unit * (n_characters // len(unit) + 1))[:n_characters]
    lines, length = [], 0
    while length < n_characters:
        lines.append(unit(len(lines)))
        length += len(lines[-1])
    return "".join(lines)


def read_and_checked(data):
    """What the page does with a file before anybody asks for more."""
    try:
        transcript = onrecord.read(data, name="x.txt")
    except OnRecordError:
        return
    missed_in(transcript)
    described_in(transcript)
    suggestions(transcript)


def calls(function, *arguments):
    """How many functions ``function`` calls, itself included."""
    n_calls = 0

    def count(_frame, event, _what):
        nonlocal n_calls
        n_calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return n_calls


def seconds(function, *arguments):
    gc.collect()
    start = time.process_time()
    function(*arguments)
    return time.process_time() - start


def assert_linear(function, short, long):
    """Of an argument ``TIMES`` as large, ``function`` makes not much more than as many calls, and takes as long."""
    function(short)  # what is loaded once is loaded
    few, many = calls(function, short), calls(function, long)
    assert many < CALLS_MOST * few + 2_000
    for _ in range(3):
        quick = seconds(function, short)
        slow = seconds(function, long)
        if quick < TIMED_LEAST_S and slow < TIMED_LEAST_S * TIMES:
            return
        if slow < TIME_MOST * max(quick, TIMED_LEAST_S / TIMES):
            return
    pytest.fail(f"{TIMES} times the text takes {slow:.2f} s, after {quick:.2f} s")


@pytest.mark.parametrize("unit", [*UNITS, *LINES.values()], ids=[*map(repr, UNITS), *LINES])
def test_the_work_of_reading_grows_with_the_text(unit):
    """One piece again and again, or a line of its own kind a thousand times."""
    assert_linear(read_and_checked, text_of(unit, SHORT).encode(), text_of(unit, LONG).encode())


MANY_LABELS = {
    "names of their own": lambda i: f"Na{letters(i)} So{letters(i)}",
    "one surname": lambda i: f"Na{letters(i)} Smith",
    "one surname, every second bare": lambda i: f"Mr. Smith of X{letters(i)}" if i % 2 else f"Na{letters(i)} Smith",
    "one surname of many places": lambda i: f"Mr. SMITH of X{letters(i)}",
    "one name of many places": lambda i: f"Ann Smith (X{letters(i)})",
    "initials of one name": lambda i: f"{'ABCDEFGHIJ'[i % 10]}. Smith of X{letters(i)}",
    "numbers": lambda i: f"Speaker {i}",
    "an office of many": lambda i: f"The President (N{letters(i)})",
}


@pytest.mark.parametrize("label", MANY_LABELS.values(), ids=MANY_LABELS.keys())
def test_the_work_of_telling_people_apart_grows_with_the_labels(label):
    """Every label another one, also where all have one surname."""
    short, long = ([label(i) for i in range(n)] for n in (500, 500 * TIMES))
    assert_linear(resolved, short, long)


def test_the_work_of_looking_labels_up_grows_with_the_roster():
    def looked_up(n):
        resolved([f"So{letters(i)}" for i in range(n)], [Listed(f"Ann So{letters(i)}") for i in range(n)])

    assert_linear(looked_up, 500, 500 * TIMES)


@pytest.mark.parametrize("name", MANY_LABELS.values(), ids=MANY_LABELS.keys())
def test_the_work_of_suggesting_pairs_grows_with_the_speakers(name):
    """Also where all names are nearly one."""

    def transcript(n):
        speakers = tuple(Speaker(name(i)) for i in range(n))
        turns = tuple(Turn(i, name(i), i, i + 1) for i in range(n))
        segments = tuple(Segment("speech", i, i + 1, i) for i in range(n))
        return Transcript(name="x", text="x" * n, sha256="", format="text", encoding="UTF-8",
                          segments=segments, turns=turns, speakers=speakers)  # fmt: skip

    assert_linear(suggestions, transcript(500), transcript(500 * TIMES))


def test_of_a_surname_in_very_many_forms_nobody_is_merged():
    """Two Smiths are told apart by their places, and so are two thousand."""
    labels = [f"Mr. SMITH of X{letters(i)}" for i in range(2_000)]
    speakers, index = resolved(["MR. LOWE", "Ned Lowe", *labels])
    assert len(speakers) == 2_001
    assert index["MR. LOWE"] == index["Ned Lowe"]
