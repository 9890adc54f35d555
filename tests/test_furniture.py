"""Heads, feet and numbers of pages, and the short speeches that are none."""

import pytest

import onrecord

SPEECH = (
    "ANNA LANE: Point {n} is one that I have made before, in other words,\nand shall make again.\n\nBOB REED: Yes.\n\n"
)


def _furniture(text):
    transcript = onrecord.read(text.encode())
    assert "".join(text[s.start : s.end] for s in transcript.segments) == text
    return [text[s.start : s.end] for s in transcript.segments if s.kind == "furniture"]


def _pages(before, after, count=5):
    body = ["".join(SPEECH.format(n=10 * page + n) for n in range(4)) for page in range(count)]
    return "".join(before.format(n=n + 1) + page + after.format(n=n + 1) for n, page in enumerate(body))


def test_heads_and_feet_at_form_feeds():
    """Lines at both edges of every page, whatever their digits."""
    found = _furniture(_pages("", "Hearing of the Harbour Board\n{n}\n\f"))
    assert found == [line for n in range(1, 6) for line in ("Hearing of the Harbour Board", str(n))]


def test_heads_beside_page_numbers():
    """Without form feeds the number lines show the pages."""
    found = _furniture(_pages("", "\n- {n} -\nHarbour Board Minutes of March\n\n"))
    assert found == [line for n in range(1, 6) for line in (f"- {n} -", "Harbour Board Minutes of March")]


def test_pages_named_in_a_line():
    """ "Page 3 of 12" within a longer foot takes the whole line."""
    found = _furniture(_pages("", "\nDeposition of Jane Doe    Page {n} of 12\n\n"))
    assert found == [f"Deposition of Jane Doe    Page {n} of 12" for n in range(1, 6)]


def test_what_recurs_without_pages_is_speech():
    """A refrain on a line of its own, and numbers that count something else."""
    text = "".join(f"ANNA LANE: Item.\n{n}\nSo it goes.\n\nBOB REED: Yes.\n\n" for n in (4, 9, 2, 7, 3, 8))
    assert _furniture(text) == []


@pytest.mark.parametrize(
    ("line", "is_furniture"),
    [
        ("Advertisement", True),
        ("Read more: The harbour in figures", True),
        ("Foto: Eva Roth", True),
        ("image: the one we keep", False),
        ("Advertisement is a trade.", False),
    ],
)
def test_lines_of_a_web_page_are_furniture(line, is_furniture):
    """Only a listed line that stands alone; the same word within speech stays speech."""
    text = f"ANNA: The advertisement ran.\n\n{line}\n\nIt ran again.\n\nBOB: Why?\n\nANNA: Bye.\n\nBOB: Ads.\n"
    assert _furniture(text) == ([line] if is_furniture else [])
