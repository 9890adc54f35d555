"""A table in a file: equal after opening, and one sentence for whatever is no such file."""

from dataclasses import fields, replace
from functools import partial
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import StoreError
from onrecord.model import Defect, Dropped, Extraction, Origin, Speaker, UnsureWord
from onrecord.stats.concordance import concordance
from onrecord.stats.frequency import frequency
from onrecord.stats.share import share
from onrecord.table import from_transcripts
from onrecord.table_file import VERSION, opened, save
from tests.builders import built

TALK = [("ANN", "We met Dr. Roe (inaudible) today. Why?"), ("Q", "Ann’s friend. 日本!"), ("ANN", "Why not today?")]


def full():
    """A transcript that uses every field there is."""
    return replace(
        built(TALK, times=[(0, 900), None, (1000, None)], before="TALK", after="No speech."),
        metadata=MappingProxyType({"place": "Kyiv"}),
        defects=(Defect("An odd \ud800 byte.", 3, 4),),
        confidence=0.75,
        origins=(Origin(0, 4, "page 1"), Origin(4, 9, "page 2")),
        unsure=(UnsureWord(5, 9, 0.1 + 0.2),),
        extraction=Extraction(300, 200, (Dropped("comments", 100, 2, "a"),)),
    )


def assert_same(table, other):
    assert other.transcripts == table.transcripts
    assert other.speakers == table.speakers
    for column in fields(table):
        one, two = getattr(table, column.name), getattr(other, column.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == two.dtype, column.name
            assert np.array_equal(one, two, equal_nan=one.dtype.kind == "f"), column.name
            assert not two.flags.writeable


@pytest.mark.parametrize(
    "transcripts",
    [[], [built([])], [built([], before="Only a heading")], [full()], [built(TALK), full(), built([("BOB", "Day!")])]],
)
def test_opened_is_what_was_saved(tmp_path, transcripts):
    """Every column and transcript comes back equal, and so does every number made of them."""
    table = from_transcripts(transcripts)
    save(table, tmp_path / "table.arrow")
    other = opened(tmp_path / "table.arrow")
    assert_same(table, other)
    assert other.words_key == table.words_key
    mask = table.sentence_speaker == 0
    phrases, places = partial(frequency, unit="phrases"), partial(concordance, term="to*")
    for answer in (share, frequency, phrases, places):
        assert answer(other, mask).equals(answer(table, mask))
    assert [path.name for path in tmp_path.iterdir()] == ["table.arrow"]


def test_columns_stay_in_the_file(tmp_path):
    """No column of numbers is copied on opening."""
    save(from_transcripts([full()]), tmp_path / "table.arrow")
    before = pa.total_allocated_bytes()
    table = opened(tmp_path / "table.arrow")
    for column in ("token_term", "token_start", "sentence_offset", "turn_start_ms", "is_question"):
        assert not getattr(table, column).flags.owndata
    assert pa.total_allocated_bytes() == before


NAMES = st.text(st.characters(codec=None), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(["ANN", "Q"]), st.text(max_size=30)), max_size=3), max_size=3),
    st.lists(NAMES, min_size=2, max_size=2),
)
def test_any_table_comes_back(tmp_path, talks, names):
    """Whatever is said by whoever, even in code points that are no characters, comes back."""
    people = {"ANN": Speaker(names[0], ("ANN", names[1]), role=names[1], party=names[0])}
    table = from_transcripts([built(talk, people=people, name=names[1]) for talk in talks])
    save(table, tmp_path / "table.arrow")
    assert_same(table, opened(tmp_path / "table.arrow"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_is_told_or_harmless(tmp_path, data):
    """A file with a byte changed, or cut short, is refused in one sentence, or opens as what was saved."""
    table = from_transcripts([full()])
    save(table, tmp_path / "table.arrow")
    whole = bytearray((tmp_path / "table.arrow").read_bytes())
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del whole[data.draw(st.integers(0, len(whole) - 1)) :]
    (tmp_path / "damaged.arrow").write_bytes(whole)
    told = None
    try:
        other = opened(tmp_path / "damaged.arrow")
    except StoreError as error:
        told = error
    if told is None:
        assert_same(table, other)
    else:
        assert told.facts["path"] == str(tmp_path / "damaged.arrow")
        assert told.message.endswith(".")


def rewritten(path, columns=(), **metadata):
    """The file with columns and descriptions replaced, as a foreign hand would."""
    batch = pa.ipc.open_file(path).get_batch(0)
    described = {**batch.schema.metadata, **{f"onrecord.{k}".encode(): v for k, v in metadata.items()}}
    for name, cell in columns:
        batch = batch.set_column(batch.schema.names.index(name), name, cell)
    batch = batch.replace_schema_metadata(described)
    with pa.ipc.new_file(path.with_name("foreign.arrow"), batch.schema) as writer:
        writer.write_batch(batch)
    return path.with_name("foreign.arrow")


def test_what_is_no_table_is_refused(tmp_path):
    """Other files, other versions and a table that points outside itself are refused, each for its reason."""
    path = tmp_path / "table.arrow"
    with pytest.raises(StoreError, match="cannot be opened"):
        opened(path)
    path.write_text("ANN: Hello.")
    with pytest.raises(StoreError, match="cannot be opened"):
        opened(path)
    with pa.ipc.new_file(path, pa.schema([("a", pa.int32())])) as writer:
        writer.write_batch(pa.record_batch({"a": pa.array([1], pa.int32())}))
    with pytest.raises(StoreError, match="no table of On Record"):
        opened(path)
    save(from_transcripts([full()]), path)
    with pytest.raises(StoreError, match="version '99'; this version reads '" + VERSION):
        opened(rewritten(path, table=b"99"))
    with pytest.raises(StoreError, match="damaged"):
        opened(rewritten(path, crc32=b"{}"))


def test_numbers_that_point_outside_the_table_are_refused(tmp_path):
    """Even with checksums that fit, no code that is no term's and no sentence out of order gets in."""
    table = from_transcripts([full()])
    for column, values in (
        ("token_term", table.token_term + 1),
        ("token_term", table.token_term[1:]),
        ("token_start", table.token_start[1:]),
        ("sentence_turn", table.sentence_turn[::-1].copy()),
        ("sentence_offset", np.minimum(table.sentence_offset, 3)),
        ("turn_speaker", table.turn_speaker - 1),
    ):
        save(replace(table, **{column: values}), tmp_path / "table.arrow")
        with pytest.raises(StoreError, match="damaged"):
            opened(tmp_path / "table.arrow")


def test_a_place_that_cannot_be_written(tmp_path):
    """Saving where no file can be says so, and leaves nothing behind."""
    with pytest.raises(StoreError, match="cannot be written"):
        save(from_transcripts([]), tmp_path / "nowhere" / "table.arrow")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        save(from_transcripts([]), tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
