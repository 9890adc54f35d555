"""Frames -> JSON Lines, CSV or Parquet, written as they come.

Separate from what the rows are, because every statistic and every list leaves by the same door. Frames are taken one
after the other and written in blocks, so a thousand transcripts cost the memory of one.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Literal

import numpy as np
import pandas as pd

from onrecord.errors import UnknownNameError

FileFormat = Literal["jsonl", "csv", "parquet"]

FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
"""A spreadsheet takes a cell that begins so for a formula, or strips the sign and looks again (OWASP ASVS 1.2.10)."""

_BLOCK_ROWS = 4096


def write(frames: Iterable[pd.DataFrame], file: BinaryIO, *, to: str) -> None:
    r"""Write frames that have the same columns to an open binary file, in the format named ``to``.

    Missing values are null in JSON Lines and Parquet and empty in CSV. Text is written raw, except that CSV cells which
    a spreadsheet would run as formulas get a leading apostrophe. Text is UTF-8; half of a surrogate pair, which UTF-8
    cannot hold, is written as ``\udXXX``. Raises UnknownNameError for a format that does not exist.
    """
    if to not in WRITERS:
        raise UnknownNameError.of("output format", to, list(WRITERS))
    WRITERS[to](frames, file)


def escaped(cell: object) -> object:
    """A CSV cell that no spreadsheet runs as a formula: text that looks like one is led by an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _write_jsonl(frames: Iterable[pd.DataFrame], file: BinaryIO) -> None:
    for frame in frames:
        names = [str(name) for name in frame.columns]
        for row in _rows(frame):
            line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain)
            file.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _write_csv(frames: Iterable[pd.DataFrame], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    # Lines end as RFC 4180 has it; with a bare newline Python 3.11 would not quote a cell that holds a carriage return.
    writer = csv.writer(text, lineterminator="\r\n")
    try:
        for number, frame in enumerate(frames):
            if number == 0:
                writer.writerow([escaped(str(name)) for name in frame.columns])
            writer.writerows([escaped(cell) for cell in row] for row in _rows(frame))
        text.flush()
    finally:
        text.detach()  # the file is the caller's to close


def _write_parquet(frames: Iterable[pd.DataFrame], file: BinaryIO) -> None:
    import pyarrow as pa  # noqa: PLC0415 slow to load, and the other formats need none of it
    from pyarrow import parquet  # noqa: PLC0415

    every = iter(frames)
    first = next(every, None)
    if first is None:
        return
    schema = pa.Schema.from_pandas(first, preserve_index=False)
    with parquet.ParquetWriter(file, schema) as writer:
        for frame in itertools.chain([first], every):
            writer.write_table(pa.Table.from_pandas(frame, schema=schema, preserve_index=False))


WRITERS: dict[str, Callable[[Iterable[pd.DataFrame], BinaryIO], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as Python values, None where a value is missing or not finite."""
    for first in range(0, len(frame), _BLOCK_ROWS):
        block = frame.iloc[first : first + _BLOCK_ROWS]
        columns = [_values(block.iloc[:, number]) for number in range(block.shape[1])]
        yield from zip(*columns, strict=True)


def _values(column: pd.Series[Any]) -> list[Any]:
    missing = column.isna()
    if column.dtype.kind == "f":
        missing |= np.isinf(column.to_numpy(dtype=float, na_value=np.nan))
    values = column.astype(object)
    return values.where(~missing, None).tolist() if missing.any() else values.tolist()


def _plain(value: object) -> object:
    """What JSON has no word for: NumPy's numbers as numbers, anything else as text."""
    return value.item() if isinstance(value, np.generic) else str(value)
