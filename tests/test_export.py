"""What is written can be read again, and no spreadsheet runs any of it."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from onrecord.errors import UnknownNameError
from onrecord.export.files import FORMULA_STARTS, WRITERS, write

TEXTS = st.lists(st.text(max_size=30), min_size=1, max_size=8)


def written(*frames: pd.DataFrame, to: str) -> bytes:
    file = io.BytesIO()
    write(iter(frames), file, to=to)
    assert not file.closed  # it is the caller's
    return file.getvalue()


def frame(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠A"]
)
def test_a_formula_is_made_text_in_csv_only(cell):
    """A cell that a spreadsheet would run is led by an apostrophe in CSV and stays raw elsewhere."""
    (_, (escaped,)) = csv.reader(io.StringIO(written(frame(text=[cell]), to="csv").decode(), newline=""))
    assert escaped == f"'{cell}"
    assert json.loads(written(frame(text=[cell]), to="jsonl")) == {"text": cell}
    assert parquet.read_table(io.BytesIO(written(frame(text=[cell]), to="parquet"))).to_pylist() == [{"text": cell}]


def test_numbers_are_no_formulas():
    """A negative number stays a number."""
    assert written(frame(change=[-2.5, 3.0], n=[-1, 2]), to="csv") == b"change,n\r\n-2.5,-1\r\n3.0,2\r\n"


def test_column_names_are_escaped_too():
    assert written(frame(**{"=1": [1]}), to="csv") == b"'=1\r\n1\r\n"


@given(TEXTS)
def test_csv_gives_back_every_text(texts):
    """Read as CSV, every cell is the text, or an apostrophe and the text where it would be a formula."""
    rows = list(csv.reader(io.StringIO(written(frame(n=range(len(texts)), text=texts), to="csv").decode(), newline="")))
    assert rows[0] == ["n", "text"]
    for (_, cell), text in zip(rows[1:], texts, strict=True):
        assert not cell.startswith(FORMULA_STARTS)
        assert cell == text or (cell == f"'{text}" and text.startswith(FORMULA_STARTS))


@given(TEXTS)
def test_jsonl_and_parquet_give_back_every_text(texts):
    """One line a row whatever the text holds, and the text unchanged."""
    lines = written(frame(text=texts), to="jsonl").split(b"\n")
    assert [json.loads(line)["text"] for line in lines[:-1]] == texts
    assert lines[-1] == b""
    table = parquet.read_table(io.BytesIO(written(frame(text=texts), to="parquet")))
    assert table.column("text").to_pylist() == texts


def test_missing_is_null_and_empty():
    """A missing number or name is null in JSON Lines and an empty cell in CSV; an infinite number counts as missing."""
    missing = frame(
        n=pd.array([1, None], dtype="Int64"), name=pd.Series(["Ann", None], dtype="str"), share=[float("inf"), 0.5]
    )
    assert written(missing, to="csv") == b"n,name,share\r\n1,Ann,\r\n,,0.5\r\n"
    assert [json.loads(line) for line in written(missing, to="jsonl").splitlines()] == [
        {"n": 1, "name": "Ann", "share": None},
        {"n": None, "name": None, "share": 0.5},
    ]


def test_whole_numbers_stay_whole():
    """A nullable or plain whole number is written without a decimal point, a truth value as JSON's own."""
    row = frame(n=pd.array([3], dtype="Int64"), m=[4], q=[True], kind=pd.Categorical(["a"]))
    assert written(row, to="jsonl") == b'{"n": 3, "m": 4, "q": true, "kind": "a"}\n'


@pytest.mark.parametrize("to", list(WRITERS))
def test_frames_follow_one_another(to):
    """Frames become one table with one header; one without rows adds none; more rows than a block holds all come."""
    many = frame(n=range(10_000))
    data = written(frame(n=[7]), many.iloc[:0], many, to=to)
    expected = [7, *range(10_000)]
    if to == "parquet":
        assert parquet.read_table(io.BytesIO(data)).column("n").to_pylist() == expected
    elif to == "csv":
        assert data.decode() == "n\r\n" + "".join(f"{n}\r\n" for n in expected)
    else:
        assert [json.loads(line)["n"] for line in data.splitlines()] == expected


def test_half_a_surrogate_pair_is_written_as_its_escape():
    """What UTF-8 cannot hold becomes JSON's own escape instead of an error."""
    assert written(frame(text=pd.Series(["\ud800"], dtype=object)), to="jsonl") == b'{"text": "\\ud800"}\n'


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownNameError, match="jsonl, csv, parquet"):
        written(frame(n=[1]), to="xls")
