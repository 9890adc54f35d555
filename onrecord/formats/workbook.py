"""Spreadsheets: XLSX, XLSM, XLSB, ODS and the XLS of old.

The sheet that looks like a transcript is read, and with it the sheets of the same columns, each under its name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from onrecord.errors import DamagedFileError, EmptyFileError, ProtectedFileError, TooLargeError
from onrecord.formats import archive
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.tables import columns
from onrecord.formats.tables.rows import Row, width_of
from onrecord.formats.tables.tabular import Table, transcript_of
from onrecord.model import Defect, Transcript

NAME = "workbook"
SUFFIXES: tuple[str, ...] = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = frozenset({"xl/workbook.xml", "xl/workbook.bin"})
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_RECOGNISED = 3
_MOST_CELLS = 20_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_OVERLAP = 64


def sniff(source: Source) -> int:
    """3 where the archive has a workbook's parts, or the old container a workbook's name."""
    if not source.zip_names.isdisjoint(_WORKBOOKS) or _ODS in source.data[:200]:
        return 3
    if source.data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") not in source.data:
        return 3 * any(name.encode("utf-16-le") in source.data for name in ("Workbook", "Book\0"))
    return 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in one sheet, or in those of the same columns; the others are listed as left out.

    Raises DamagedFileError, ProtectedFileError, TooLargeError, EmptyFileError and, as tables do, ColumnsError.
    """
    if source.data.startswith(b"PK"):
        _check(source)
    sheets = dict(_sheets(source))
    if not any(sheets.values()):
        raise EmptyFileError("This workbook has no filled cells.", name=source.name)
    likeness = {name: _likeness(rows) for name, rows in sheets.items()}
    best = max(sheets, key=lambda name: likeness[name])
    header = _header(sheets[best])
    read_too = [name for name in sheets if name == best or (header and _header(sheets[name]) == header)]
    others = {
        f"sheet “{name}”": " ".join(cell for row in rows for cell in row.cells)
        for name, rows in sheets.items()
        if name not in read_too and rows
    }
    alike = [name for name in sheets if name not in read_too and likeness[name][0] >= _RECOGNISED]
    defects = [Defect(f"The sheet “{name}” may hold a transcript too and was left out.") for name in alike]
    tables = [Table(sheets[name], has_header=True, name=name if len(read_too) > 1 else "") for name in read_too]
    tables[0] = replace(tables[0], dropped=others, defects=defects)
    return transcript_of(source, tables, NAME, options)


def _sheets(source: Source) -> Iterator[tuple[str, list[Row]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 loaded where needed

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise _too_large(source)  # noqa: TRY301 it passes the handlers below
            rows = (Row(at, [_shown(cell) for cell in row]) for at, row in enumerate(sheet.to_python(), 1))
            yield name, [row for row in rows if any(row.cells)]
    except PasswordError as error:
        raise ProtectedFileError(
            "This file is password-protected. Save a copy without a password.", name=source.name
        ) from error
    except (CalamineError, ValueError, OSError, KeyError, IndexError) as error:
        raise _damaged(source) from error
    except BaseException as error:  # the library's own panics derive from nothing better
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(source) from None


def _header(rows: list[Row]) -> list[str]:
    """The names of the columns of a sheet that is a transcript by them; else none."""
    cells = [row.cells for row in rows]
    found = columns.titled(cells)
    return [columns.head_of(cell) for cell in cells[found[0]]] if found else []


def _likeness(rows: list[Row]) -> tuple[int, int]:
    """How much a sheet looks like a transcript: columns known by name, then by values; then how much it holds."""
    if not rows:
        return (0, 0)
    cells = [row.cells for row in rows]
    found = columns.titled(cells)
    score = (2 + (found[1].speaker >= 0)) if found else int(columns.by_values(width_of(rows), cells) is not None)
    return (score, sum(len(cell) for row in cells for cell in row))


def _shown(cell: Any) -> str:
    """A cell as a person would read it: whole numbers without a point, times and dates in the order of ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(cell.total_seconds(), 60)
        hours, minutes = divmod(int(minutes), 60)
        whole = f"{hours:02}:{minutes:02}:{int(seconds):02}"
        return whole + (f".{round(seconds % 1 * 1000):03}" if seconds % 1 else "")
    return str(cell)


def _check(source: Source) -> None:
    """Unpack everything once within the limits, and look for cells so far apart that a sheet would fill the memory."""
    opened = archive.opened(source, "spreadsheet")
    for name in opened.names:
        is_sheet = bool(_SHEET.match(name))
        width = height = 1
        tail = b""
        for chunk in opened.chunks(name):
            if is_sheet:
                for letters, number in _REFERENCE.findall(tail + chunk):
                    width, height = max(width, _number_of(letters)), max(height, int(number))
                tail = chunk[-_OVERLAP:]
        if width * height > _MOST_CELLS:
            raise _too_large(source)


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _too_large(source: Source) -> TooLargeError:
    return TooLargeError(
        f"A sheet of this workbook spans more than {_MOST_CELLS:,} cells; save the transcript's sheet by itself.",
        limit_bytes=_MOST_CELLS, size_bytes=len(source.data), name=source.name,
    )  # fmt: skip


def _damaged(source: Source) -> DamagedFileError:
    return DamagedFileError(
        "This workbook is damaged and could not be opened. Save it anew, or save the transcript's sheet as CSV.",
        name=source.name,
    )
