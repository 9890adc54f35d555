"""XML, CHAT and TextGrid after accidents: read with an even account, or refused in a sentence."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import OnRecordError
from tests.test_mutations import assert_usable, damaged
from tests.test_read import assert_whole
from tests.test_xml_formats import PATHS, assert_even


def broken(data, seed):
    """``data`` after one accident, the ``seed``-th."""
    chance = random.Random(seed)  # noqa: S311 not a secret
    at, length = chance.randrange(len(data)), chance.randrange(1, 200)
    accidents = [
        lambda: data[:at],
        lambda: data[at:],
        lambda: data[:at] + data[at + length :],
        lambda: data[:at] + data[at : at + length] * 3 + data[at:],
        lambda: data[:at] + bytes(chance.randrange(256) for _ in range(8)) + data[at:],
        lambda: data[:at] + b"\0" * 20 + data[at:],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"</", b"<", 3),
        lambda: data.replace(b">", b"", 2),
        lambda: data.replace(b'"', b"", 1),
        lambda: data.decode("utf-8", "replace").encode("utf-16"),
        lambda: data.decode("utf-8", "replace").encode("cp1252", "replace"),
        lambda: b"%PDF" + data,
        lambda: data + data,
        lambda: data.replace(b"<", b"&lt;"),
        data.upper,
        lambda: b" \n\n" + data,
        lambda: data.replace(b"0", b"99999999999"),
    ]
    return accidents[seed % len(accidents)]()


@pytest.mark.parametrize("path", PATHS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each_case_survives_accidents(path):
    """Every case, broken in 54 ways: it is read with an even account, or refused in a sentence."""
    data = path.read_bytes()
    n_read = 0
    for seed in range(54):
        try:
            transcript = onrecord.read(broken(data, seed), name="x")
        except OnRecordError as error:
            assert str(error).endswith((".", "?"))  # noqa: PT017
            continue
        n_read += 1
        assert_whole(transcript)
        assert_usable(transcript)
        assert_even(transcript)
    assert n_read >= 20


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged(tuple(path.read_bytes().decode("utf-8", "replace") for path in PATHS)), st.booleans())
def test_damaged_files_are_read_whole_or_refused(data, has_one_speaker):
    """No traceback, no lost character, whatever was cut, moved and pasted."""
    try:
        transcript = onrecord.read(data, name="x", one_speaker=has_one_speaker)
    except OnRecordError:
        return
    assert_whole(transcript)
    assert_usable(transcript)
    assert_even(transcript)


@pytest.mark.parametrize("piece", ["<", "<!--", "<![CDATA[", "<a ", "<a b='", "</a>", "&amp", "<!DOCTYPE a [", "<?x "])
def test_damage_is_read_in_linear_time(piece):
    """A hundred thousand half-open tags end; a reader that looked for each one's end anew would not."""
    with pytest.raises(OnRecordError):
        onrecord.read(f"<?xml version='1.0'?><talk>{piece * 100_000}".encode())
