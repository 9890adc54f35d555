"""Damaged transcripts of a real shape: whatever was done to the file, it is read whole or refused in a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import OnRecordError
from onrecord.labels import described_in, missed_in
from onrecord.likeness import suggestions
from onrecord.speech import speech_text
from onrecord.table import from_transcripts
from tests.styles import style_cases
from tests.test_read import assert_whole

_SAMPLES = sorted(path for path in (Path(__file__).parents[1] / "data" / "samples").iterdir() if path.suffix != ".json")
_LONGEST = 6_000
ORIGINALS = [path.read_text(encoding="utf-8")[:_LONGEST] for path in _SAMPLES] + [c.text for c in style_cases()]
ODD = [
    *"()[]{}<>:;.*_#|&?—\t\0\f\v\x1c\x85\x7f", "::", "((", "]](", "...", "**", "\r", "\n\n",
    "\n \n", "&#58;", "&lt;", "<b>", "\u2028", "\u2029", "\u200b", "\u200e", "\u202e", "\u2066",
    "\u2069", "\ufeff", "\xa0", "\xad", "\u3000", "：", "（", "】", "\u0301", "\u0345", "\u20dd", "😀",
    "👩‍👩‍👧", "\U0001d400", "\ufffe", "\ufffd", "İ", "ß", "ŉ", "ǰ", "Σ", "٣", "²", "Ⅷ", "ﬁ", "Q: ",
    "[00:01] ", "99999999999:99:99", "\n1 ", "BY MR. X:\n", "(\n", "---\n", "https://",
    "[[Page S1]]", "-->", "00:00:01.000 --> 00:00:02.000", "\n7\n", "<v Ann>", "</v>", "<c>", "<00:00:01.5>",
    "&gt;&gt; ", ">> ", "\n- ", "\nNOTE x\n", "WEBVTT\n",
]  # fmt: skip
LINE_ENDS = ["\r\n", "\r", "\u2028", "\x0b", "\f", " \n", "\n\n", "\n\r", " "]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "latin-1", "shift_jis", "utf-7"]


@st.composite
def damaged(draw, originals=tuple(ORIGINALS)):
    """The bytes of one of ``originals`` after up to six accidents."""
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from([_lines_moved, _cut, _pasted, _line_ends]))(draw, text)
    data = text.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    first = draw(st.integers(0, 3))
    last = len(data) - draw(st.integers(0, 3))
    return data[first:last]


def _lines_moved(draw, text):
    lines = text.split("\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["drop", "double", "swap", "join", "many"])):
        case "drop":
            del lines[min(one, other) : max(one, other)]
        case "double":
            lines[one:one] = lines[other : other + 5]
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
        case "join":
            lines[one : one + 2] = ["".join(lines[one : one + 2])]
        case "many":
            lines[one:one] = [lines[other]] * 30
    return "\n".join(lines)


def _cut(draw, text):
    low, high = sorted(draw(st.integers(0, len(text))) for _ in range(2))
    return text[low:high] if draw(st.booleans()) else text[:low] + text[high:]


def _pasted(draw, text):
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) * draw(st.sampled_from([1, 1, 1, 2, 300])) + text[at:]
    return text


def _line_ends(draw, text):
    return text.replace("\n", draw(st.sampled_from(LINE_ENDS)))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_a_damaged_transcript_is_read_whole_or_refused(data):
    """No traceback and no lost character, and the dashboard's next steps take what was read."""
    try:
        transcript = onrecord.read(data, name="x.txt")
    except OnRecordError:
        return
    assert_whole(transcript)
    assert_usable(transcript)


def assert_usable(transcript):
    n_turns, n_characters = len(transcript.turns), len(transcript.text)
    assert all(0 <= turn.confidence <= 1 for turn in transcript.turns)
    assert 0 <= transcript.confidence <= 1
    assert all(turn.start_ms is None or turn.start_ms >= 0 for turn in transcript.turns)
    assert all(turn.end_ms is None or turn.end_ms >= turn.start_ms for turn in transcript.turns)
    assert all(isinstance(speech_text(transcript, turn), str) for turn in range(n_turns))
    table = from_transcripts([transcript])
    assert table.turn_number.tolist() == list(range(n_turns))
    assert all(0 <= missed.start < missed.end <= n_characters for missed in missed_in(transcript))
    pattern = described_in(transcript)
    assert 0 <= pattern.n_fitting <= sum(segment.kind == "label" for segment in transcript.segments)
    assert all(s.first != s.second and s.reason.endswith(".") for s in suggestions(transcript))


@pytest.mark.parametrize("text", ORIGINALS[: len(_SAMPLES)], ids=[path.name for path in _SAMPLES])
def test_a_sample_cut_at_any_line_is_read_whole(text):
    """Whatever line an upload broke off at."""
    lines = text.splitlines(keepends=True)
    for last in range(1, len(lines), max(1, len(lines) // 12)):
        transcript = onrecord.read("".join(lines[:last]).encode(), name="x.txt")
        assert_whole(transcript)
        assert transcript.text == "".join(lines[:last])
