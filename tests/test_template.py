"""The label pattern that a person writes, its words, and the lines that may be labels nobody found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import PatternError
from onrecord.labels import described, find_labels, in_words, matching_view, missed_in, missed_labels, templated

WRITTEN = {
    "NAME:": (
        "Ann Lee: Hello.\nnot so\nMr. Bob Roe: Hi.\nhttp://x\nand then he said that it was: no\n",
        "Ann Lee: Mr. Bob Roe:",
    ),
    "[NAME]": ("[Ann] Hello\n[Laughter]\n[Bob] hi\n", "[Ann] [Bob]"),
    "NAME (TIME):": ("Ann Lee (0:12): Hi\nBob (01:02:03): yo\nCarl: no\n", "Ann Lee (0:12): Bob (01:02:03):"),
    "TIME NAME:": ("0:12   Ann Lee: hi\nBob: no\n", "0:12   Ann Lee:"),
    "== NAME ==": ("== Ann ==\nhello\n== Bob ==\nhi\n", "== Ann == == Bob =="),
    "**NAME:**": ("**Ann Lee:** hi\nBob: no\n", "**Ann Lee:**"),
    "NAME.": ("  Mr. HALE. Thanks. I do.\n  The SPEAKER pro tempore. Yes\n", "Mr. HALE. The SPEAKER pro tempore."),
    "CAPS.": ("  Mr. HALE. Thanks. I do.\n  Good evening. Yes\n", "Mr. HALE."),
    "NAME↵": ("Ann Lee\nHello there, all of you.\nBob\nyes, thank you.\n", "Ann Lee Bob"),
    "NAME↵TIME↵": ("Ann Lee\n0:12\nHello\nBob\n0:13\nHi\n", "Ann Lee\n0:12 Bob\n0:13"),
    "NAME|": ("Ann|hi\nBob|yo\n", "Ann| Bob|"),
    "‹NAME›": ("‹Ann› hello\n‹Bob› hi\n", "‹Ann› ‹Bob›"),
}  # fmt: skip


@pytest.mark.parametrize("template", WRITTEN)
def test_a_pattern_finds_the_labels_that_look_so(template):
    """Name and time stand for any, blanks for a run of blanks, the rest for itself; prose and remarks stay."""
    text, printed = WRITTEN[template]
    labels = templated(matching_view(text), template)
    assert " ".join(text[label.start : label.end] for label in labels) == printed
    assert all(label.confidence == 1 for label in labels)


@pytest.mark.parametrize("template", ["", "x:", "NAME NAME:", "TIME TIME NAME:", "NAME" + "-" * 70, "NAME%%"])
def test_a_pattern_that_is_none_or_fits_nothing_is_refused_in_a_sentence(template):
    """The message says what to write, and the error is one of reading."""
    with pytest.raises(PatternError) as caught:
        templated(matching_view("Ann: hi\nBob: yo\n"), template)
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("CAPS:", "a name in capitals at the beginning of a line, then a colon"),
        ("[NAME]", "a name in square brackets at the beginning of a line"),
        ("NAME (TIME):", "a name at the beginning of a line, then a time in round brackets, then a colon"),
        ("**NAME:**", "a name in bold at the beginning of a line, then a colon"),
        ("NAME↵", "a name at the beginning of a line, alone on its line"),
    ],
)
def test_a_pattern_is_said_in_plain_words(template, words):
    """What a person who knows no patterns can check."""
    assert in_words(template) == words


def test_the_labels_found_are_described_by_the_commonest_form():
    """Of two forms the one that more labels have, and how many have it."""
    text = "MS. LANE: Hello.\n\nMR. ROE: Hi.\n\n[00:01] MS. LANE: Why?\n\nMR. ROE: So.\n\nMS. LANE: Thanks.\n"
    view = matching_view(text)
    pattern = described(view, find_labels(text))
    assert (pattern.template, pattern.n_fitting) == ("CAPS:", 4)


@pytest.mark.parametrize("template", [t for t in WRITTEN if t != "CAPS."])
def test_the_description_of_what_a_pattern_found_finds_the_same(template):
    """A description can be used as a pattern."""
    view = matching_view(WRITTEN[template][0])
    labels = templated(view, template)
    assert templated(view, described(view, labels).template) == labels


def test_reading_with_a_pattern_takes_its_labels_and_no_others():
    """The whole reading follows what the person wrote."""
    read = onrecord.read(b"Ann| hi\nNote: late\nBob| yo\n", "x", pattern="NAME|")
    assert [turn.label for turn in read.turns] == ["Ann", "Bob"]


@settings(max_examples=150, deadline=None)
@given(st.text("NAMECPSTI↵[](){}:.|*-– a1\\^$+?", max_size=30), st.text("Ann Lee:.|[]()\n0:1*-", max_size=120))
def test_no_pattern_breaks_the_reading(template, text):
    """Whatever is written, labels lie in order within the text, or a sentence says what is wrong."""
    try:
        labels = templated(matching_view(text), template)
    except PatternError:
        return
    at = 0
    for label in labels:
        assert at <= label.start < label.end <= len(text)
        at = label.end


def test_lines_that_may_be_labels_are_listed_with_the_reason():
    """A known name before another sign, a slip of one letter, and a name that stands once; not what was found."""
    text = "MS. LANE: Hello.\nBOB ROE: hi\nMS. LANE: Go.\nMS. LAME: x\nBOB ROE> z\nCARL DENT: once\n"
    labels = find_labels(text)[:3]
    assert [label.name for label in labels] == ["MS. LANE", "BOB ROE", "MS. LANE"]
    listed = missed_labels(matching_view(text), labels)
    assert [(line.name, line.why.split(",")[0]) for line in listed] == [
        ("MS. LAME", "one letter beside “MS. LANE”"),
        ("BOB ROE", "the name of a speaker"),
        ("CARL DENT", "printed like a speaker's name"),
    ]
    assert all(text[line.start : line.end].startswith(line.name) for line in listed)


def test_a_text_without_labels_lists_what_looks_like_some():
    """That is where a person needs the list most."""
    read = onrecord.read(b"Some prose here.\n\nANN LEE: one line\n\nMore prose.\n", "x", one_speaker=True)
    assert [line.name for line in missed_in(read)] == ["ANN LEE"]
