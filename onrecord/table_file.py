"""A table in a file, opened again without reading it into memory: Arrow's IPC format, columns mapped as they lie.

Separate from the table because a file can be damaged, foreign or of another version, and a table never is. The file
holds one row; each column of the table is the list in one of its cells, so that columns of turns, of sentences and of
words lie side by side in one Arrow file that any Arrow library reads. Nothing in it is ever executed (no pickle).

Every column carries a checksum, which is compared on opening: a column that lost a bit would not fail but count wrong.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from onrecord.collector import collector_paused
from onrecord.errors import StoreError
from onrecord.records import Columns, from_columns, speaker, to_columns
from onrecord.table import TurnTable

VERSION = "1"
_MARK = b"onrecord.table"
_CHECKSUMS = b"onrecord.crc32"
_UNREADABLE = (OSError, KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, pa.ArrowException)


def save(table: TurnTable, path: Path) -> None:
    """Write ``table`` with its transcripts to the file ``path``, whole or not at all.

    Raises StoreError when the file cannot be written.
    """
    plain, columns = to_columns(table.transcripts)
    plain["speakers"] = [asdict(each) for each in table.speakers]
    plain["n_terms"] = table.vocabulary.size
    for name in _numeric():
        column = getattr(table, name)
        columns[name] = column.view(np.uint8) if column.dtype == np.bool_ else column  # Arrow would pack them in bits
    columns["vocabulary"] = _bytes("\n".join(table.vocabulary.tolist()))
    columns["head"] = _bytes(json.dumps(plain))  # in ASCII, so that a lone surrogate survives as well
    batch = pa.record_batch({name: _cell(column) for name, column in columns.items()})
    checksums = json.dumps({name: _checksum(column) for name, column in columns.items()})
    schema = batch.schema.with_metadata({_MARK: VERSION.encode(), _CHECKSUMS: checksums.encode()})
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file, pa.ipc.new_file(file, schema) as writer:
                writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"The table cannot be written to {path} ({error}).", path=str(path)) from error


def opened(path: Path) -> TurnTable:
    """The table that ``save`` wrote to ``path``, equal in every column; its numbers stay in the file until used.

    The file must not be changed while the table is in use. Raises StoreError, in one sentence, for a file that is
    damaged, of another version or none of ours.
    """
    try:
        batch = pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)
        described = batch.schema.metadata or {}
    except _UNREADABLE as error:
        raise StoreError(f"{path} cannot be opened as a table of On Record ({error}).", path=str(path)) from error
    version = described.get(_MARK, b"").decode(errors="replace")
    if version != VERSION:
        found = f"a table of version {version!r}" if version else "no table of On Record"
        raise StoreError(f"{path} holds {found}; this version reads {VERSION!r}.", path=str(path))
    try:
        batch.validate(full=True)
        columns = _columns(batch, json.loads(described[_CHECKSUMS]))
        with collector_paused():
            return _table(columns)
    except _UNREADABLE as error:
        raise StoreError(f"{path} is damaged and cannot be used ({error}).", path=str(path)) from error


def _numeric() -> list[str]:
    """The table's columns of numbers."""
    return [column.name for column in fields(TurnTable) if column.name not in {"transcripts", "speakers", "vocabulary"}]


def _columns(batch: pa.RecordBatch, checksums: Mapping[str, str]) -> Columns:
    columns = {}
    for name, cell in zip(batch.schema.names, batch.columns, strict=True):
        values = cell.flatten()
        columns[name] = values.to_numpy(zero_copy_only=True)
        if _checksum(columns[name]) != checksums[name]:
            raise ValueError(f"the checksum of its column {name!r} is another")
    return columns


def _table(columns: Columns) -> TurnTable:
    plain = json.loads(columns["head"].tobytes())
    written = columns["vocabulary"].tobytes().decode("utf-8", "surrogatepass")
    terms = written.split("\n") if plain["n_terms"] else []
    if len(terms) != plain["n_terms"]:
        raise ValueError("its vocabulary is incomplete")
    vocabulary = np.empty(len(terms), object)
    vocabulary[:] = terms
    numbers: dict[str, Any] = {name: columns[name] for name in _numeric()}
    numbers["is_question"] = numbers["is_question"].view(np.bool_)
    table = TurnTable(
        transcripts=from_columns(plain, columns),
        speakers=tuple(speaker(each) for each in plain["speakers"]),
        vocabulary=vocabulary,
        **numbers,
    )
    _check(table)
    return table


def _check(table: TurnTable) -> None:
    """What is used as an index must be one: code in C would not ask."""
    n_turns, n_sentences, n_words = table.turn_speaker.size, table.sentence_turn.size, table.token_term.size
    sizes = {"turn": n_turns, "sentence": n_sentences, "is": n_sentences, "token": n_words}
    for name in _numeric():
        if getattr(table, name).shape != (sizes[name.partition("_")[0]] + (name == "sentence_offset"),):
            raise ValueError(f"its column {name!r} has another length")
    within = (
        (table.turn_transcript, len(table.transcripts)),
        (table.turn_speaker, len(table.speakers)),
        (table.sentence_turn, n_turns),
        (table.token_term, table.vocabulary.size),
    )
    if any(column.size and not 0 <= column.min() <= column.max() < limit for column, limit in within):
        raise ValueError("one of its columns points outside the table")
    ascends = (np.diff(table.sentence_offset) >= 0).all() and (np.diff(table.sentence_turn) >= 0).all()
    if not ascends or table.sentence_offset[[0, -1]].tolist() != [0, n_words]:
        raise ValueError("its sentences are in no order")


def _cell(column: npt.NDArray[Any]) -> pa.Array:
    """One cell that holds the column as a list."""
    return pa.LargeListArray.from_arrays(pa.array([0, column.size], pa.int64()), pa.array(column))


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def _checksum(column: npt.NDArray[Any]) -> str:
    """Of the column's type as well as of its bytes."""
    return f"{column.dtype.str} {zlib.crc32(np.ascontiguousarray(column).view(np.uint8).data):08x}"
