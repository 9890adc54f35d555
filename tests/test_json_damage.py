"""JSON cut, swapped and retyped: it is read whole or refused in a sentence, whatever happened to it."""

import copy
import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.formats import read
from onrecord.formats.source import Source
from onrecord.model import Transcript
from tests.test_json_formats import KINDS, PATHS, VALUES, assert_even, said
from tests.test_mutations import assert_usable
from tests.test_read import assert_whole

WHOLE = [path.read_bytes() for path in PATHS]
DAMAGES = {
    "cut at a tenth": lambda d: d[: len(d) // 10],
    "cut at a third": lambda d: d[: len(d) // 3],
    "cut in the middle": lambda d: d[: len(d) // 2],
    "cut before the end": lambda d: d[:-3],
    "head lost": lambda d: d[7:],
    "middle lost": lambda d: d[: len(d) // 3] + d[len(d) // 2 :],
    "middle doubled": lambda d: d[: len(d) // 2] + d[len(d) // 3 :],
    "twice": lambda d: d + d,
    "twice on lines": lambda d: d + b"\n" + d,
    "zero bytes": lambda d: d.replace(b" ", b"\0", 5),
    "quotes lost": lambda d: d.replace(b'"', b"", 3),
    "quotes curled": lambda d: d.replace(b'"', "”".encode()),
    "commas lost": lambda d: d.replace(b",", b"", 2),
    "braces swapped": lambda d: d.replace(b"}", b"]", 2),
    "strings for numbers": lambda d: d.replace(b": 0", b': "x"'),
    "null for strings": lambda d: d.replace(b': "', b': null, "', 3),
    "lists for objects": lambda d: d.replace(b"{", b"[{", 2).replace(b"}", b"}]", 2),
    "windows line ends": lambda d: d.replace(b"\n", b"\r\n").replace(b', "', b',\r\n"'),
    "not a number": lambda d: d.replace(b"1", b"NaN", 4),
    "infinity": lambda d: d.replace(b": 1", b": -Infinity", 2),
    "huge numbers": lambda d: d.replace(b": 1", b": 1" + b"0" * 400, 2),
    "negative": lambda d: d.replace(b": ", b": -", 3),
    "keys renamed": lambda d: d.replace(b"text", b"t3xt").replace(b"results", b"resvlts"),
    "latin letters": lambda d: d.replace(b"e", b"\xe9", 4),
    "broken utf-8": lambda d: d.replace(b"a", b"\xc3\x28", 2),
    "mark before": lambda d: b"\xef\xbb\xbf" + d,
    "wrong magic": lambda d: b"PK\x03\x04" + d,
    "comment before": lambda d: b"// exported\n" + d,
    "wrapped in a call": lambda d: b"callback(" + d + b");",
    "utf-16": lambda d: d.decode("utf-8", "replace").encode("utf-16"),
    "utf-16 without a mark": lambda d: d.decode("utf-8", "replace").encode("utf-16-le"),
    "utf-32": lambda d: d.decode("utf-8", "replace").encode("utf-32"),
    "utf-7": lambda d: d.decode("utf-8", "replace").encode("utf-7"),
    "wrapped in a list": lambda d: b"[" + d + b"]",
    "wrapped in an object": lambda d: b'{"data": ' + d + b"}",
    "escaped": lambda d: json.dumps(d.decode("utf-8", "replace")).encode(),
    "backslashes": lambda d: d.replace(b" ", b"\\", 2),
    "tabs in strings": lambda d: d.replace(b". ", b".\t"),
    "bell characters": lambda d: d.replace(b"a", b"\x07", 2),
    "line ends lost": lambda d: d.replace(b"\n", b""),
    "blanks only": lambda d: b" " * len(d),
    "upper case": lambda d: d.upper(),
}


def assert_read_or_refused(data):
    """Reads ``data``: a transcript that is whole and accounts for all, or a sentence."""
    try:
        t = read(data, "x.json")
    except ReadError as error:
        assert str(error).endswith(".")  # noqa: PT017
        assert len(str(error)) < 400  # noqa: PT017
        return None
    assert_whole(t)
    if t.format in KINDS:
        source = Source("x", data)
        assert_even(t, source.json_lines or source.json)
    return t


def test_there_is_damage_enough():
    assert len(DAMAGES) >= 40


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_each_damage_is_survived(damage):
    """Every case file, broken in every way that files break: read with an even account, or refused in a sentence."""
    results = Counter(type(assert_read_or_refused(damage(data))) for data in WHOLE)
    assert results.total() == len(WHOLE)


@pytest.mark.parametrize("name", ["windows line ends", "mark before", "utf-16", "utf-16 without a mark", "utf-32"])
def test_harmless_changes_change_nothing(name):
    """Line ends between values, marks and wide encodings leave the words as they are."""
    for data in WHOLE:
        if not data.startswith(b"\xff\xfe"):
            assert said(read(DAMAGES[name](data))) == said(read(data))


@st.composite
def shaken(draw):
    """A case's value with up to four of its parts replaced, dropped or doubled."""
    value = copy.deepcopy(draw(st.sampled_from(VALUES)))
    for _ in range(draw(st.integers(1, 4))):
        holders = []
        todo = [value]
        while todo:
            each = todo.pop()
            if isinstance(each, (dict, list)) and each:
                holders.append(each)
                todo += each.values() if isinstance(each, dict) else each
        if not holders:
            break
        holder = draw(st.sampled_from(holders))
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        match draw(st.sampled_from(["replace", "drop", "double", "rename"])):
            case "replace":
                holder[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
            case "drop":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.insert(key, holder[key])
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["text", "speaker", "words", "start", "x"]))] = holder.pop(key)
    return value


ODD = [
    None, True, 0, -1, 1.5, 1e308, 10**30, "", " ", "x", "None", "\n\n", "12", "-1s", "PT", "1:2:3", "\ufeff",
    "\u202e", "A:", "(Laughter)", "字", "\0", [], [None], [[]], ["x", 1], {}, {"a": {}}, {"id": [], "name": {}},
    [{"text": 1}],
    [{"text": "x", "speaker": {"name": ["y"]}}], {"start": "x", "end": -5}, "word " * 40,
]  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(shaken())
def test_values_of_the_wrong_kind_are_survived(value):
    """Whatever stands where something else should: read with an even account, or refused in a sentence."""
    t = assert_read_or_refused(json.dumps(value).encode())
    if isinstance(t, Transcript):
        assert_usable(t)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(WHOLE), st.data())
def test_damaged_bytes_are_survived(data, draws):
    """Cut, flipped, doubled or lost: read with an even account, or refused in a sentence."""
    for _ in range(draws.draw(st.integers(1, 3))):
        low, high = sorted(draws.draw(st.integers(0, len(data))) for _ in range(2))
        match draws.draw(st.sampled_from(["cut", "flip", "double", "delete"])):
            case "cut":
                data = data[:high]
            case "flip" if low < len(data):
                data = data[:low] + bytes([data[low] ^ (1 << draws.draw(st.integers(0, 7)))]) + data[low + 1 :]
            case "double":
                data = data[:high] + data[low:]
            case "delete":
                data = data[:low] + data[high:]
    assert_read_or_refused(data)
