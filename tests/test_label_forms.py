"""What one label gives up and keeps, that any text can be looked at, and that no pattern runs away."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.labels import find_labels, matching_view
from onrecord.labels.shapes import Judge, judged, key_of


def test_a_label_keeps_its_affiliation_and_gives_up_its_note():
    """What says who somebody is stays printed; what says how they spoke is the note."""
    label = find_labels("MARA HALE, VALDORIA (via interpreter): Good day.\n\nQUESTION: Why?\n")[0]
    assert (label.name, label.note) == ("MARA HALE, VALDORIA", "via interpreter")


@pytest.mark.parametrize(
    ("line", "ms"),
    [
        ("Anna Bell: (01:20)\nHi.", 80_000),
        ("[01:02:03] Anna Bell: Hi.", 3_723_000),
        ("Anna Bell  0:15\nHi.", 15_000),
        ("**Anna Bell:** \\[01:46\\] Hi.", 106_000),
        ("00:00:05.250 Anna Bell: Hi.", 5_250),
    ],
)
def test_a_timestamp_in_a_label_is_its_time(line, ms):
    """Wherever the stamp stands in the label, it is part of the label and read in milliseconds."""
    text = f"{line}\n\nBob Roe: Hello.\n\nAnna Bell: Bye.\n\nBob Roe: Bye.\n"
    label = find_labels(text)[0]
    assert (label.name, label.start_ms) == ("Anna Bell", ms)
    assert text[label.end :].lstrip().startswith("Hi.")


def test_the_place_of_a_label_is_exact():
    """From the first character of the line's label to the end of its punctuation."""
    text = "\n  **Jane Doe:** Hello.\n\n**Bob Roe:** Hi.\n\n**Jane Doe:** Bye.\n"
    label = find_labels(text)[0]
    assert text[label.start : label.end] == "**Jane Doe:**"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b"])
def test_every_kind_of_line_end_counts(end):
    """A text reads the same whatever ends its lines, at the same places."""
    text = "MR. LOWE: Hello.\n\nQUESTION: Why?\n\nMR. LOWE: Because.\n"
    assert [label.name for label in find_labels(text.replace("\n", end))] == ["MR. LOWE", "QUESTION", "MR. LOWE"]


def test_direction_marks_do_not_hide_a_label():
    """Exports put an invisible mark before each message."""
    text = "\u200eAnna Bell: Hello.\n\u200eBob Roe: Hi.\n\u200eAnna Bell: Bye.\n"
    assert [label.name for label in find_labels(text)] == ["Anna Bell", "Bob Roe", "Anna Bell"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_the_view_is_as_long_as_the_text(text):
    """Offsets in the view are offsets in the text, one apart."""
    assert len(matching_view(text)) == len(text) + 2


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="AB: .\n()[]*Q—–0123456789#\t“”", max_size=300))
def test_labels_follow_each_other_inside_the_text(text):
    """Labels are in order, do not overlap, and none is empty."""
    at = 0
    for label in find_labels(text):
        assert at <= label.start < label.end <= len(text)
        at = label.end


@given(st.text(max_size=60))
def test_any_string_can_be_judged(text):
    """Judging never fails, and a judged label has a name."""
    shape = judged(text)
    assert shape is None or shape.name


def test_a_judge_remembers():
    """The same string is judged once: the same object comes back."""
    judge = Judge()
    assert judge("MR. LOWE") is judge("MR. LOWE")


def test_keys_ignore_case_accents_and_brackets():
    """Equal labels share a key however they are printed."""
    assert key_of("Mme PÉREZ (PPE)") == key_of("mme Perez") == "mme perez"


ADVERSARIAL = {
    "a time, and its words far behind": "00:00:01" + "\t" * 200 + "(, 1 - 2: yes\n",
    "words without end": "word " * 20_000,
    "open brackets": "(" * 100_000,
    "colons": ":" * 100_000,
    "blanks": " " * 100_000,
    "half-blank lines": (" " * 159 + ":\n") * 625,
    "titles without a name": ("Mr. " * 40 + "\n") * 625,
    "initials": ("A. B. C. D. E. F. G. H. " + "\n") * 4_000,
    "half labels": "A. Bob: (x [y " * 7_000,
    "stars": "*" * 100_000,
    "hashes": "#" * 100_000,
    "capitals and blanks": "\n\nABCD" + " " * 100_000 + "b\n",
    "stamps": "[00:01" * 16_000,
    "links": "](" * 50_000,
    "brackets on lines": "\n(a" * 33_000,
    "dashes": "The A — " * 12_000,
    "distinct labels": "".join(f"Name{i} Xx: hi.\n" for i in range(6_000)),
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_no_pattern_blows_up(text):
    """Each hostile 100 kB takes a time in proportion: four times the text, no more than some eight times the time."""

    def seconds(sample):
        return min(_timed(sample) for _ in range(2))

    quarter = seconds(text[: len(text) // 4])
    assert seconds(text) < max(8 * quarter, 0.5)


def _timed(text):
    start = time.process_time()
    find_labels(text)
    return time.process_time() - start


def test_square_brackets_around_a_name_with_a_note_are_no_part_of_it():
    """The name keeps its own round brackets only."""
    text = "".join(
        f"[{name}] [0:{at:02d}] I thank you, and what do we do?\n\n"
        for at, name in enumerate(["Mr. Amos Reed (Harlow, Lib.)", "Ms. Ida Wicks"] * 3)
    )
    assert {label.name for label in find_labels(text)} == {"Mr. Amos Reed (Harlow, Lib.)", "Ms. Ida Wicks"}


def test_who_is_addressed_before_a_colon_is_no_label():
    """A vocative with a sentence behind its comma names nobody who speaks."""
    text = "Mr. Reed: I thank you.\n\nMr. Speaker, I move:\n\nThat we go.\n\nMs. Wicks: Do you?\n\nMr. Reed: I do.\n"
    assert [label.name for label in find_labels(text)] == ["Mr. Reed", "Ms. Wicks", "Mr. Reed"]
