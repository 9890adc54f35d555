"""Tables as text, CSV and TSV: of spreadsheets, research corpora, meeting programs."""

from __future__ import annotations

from onrecord.errors import EmptyFileError
from onrecord.formats.decode import decode
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.tables.rows import empty_header, is_quoted, mended_rows, rows_of, shape_of
from onrecord.formats.tables.tabular import Table, transcript_of
from onrecord.formats.text import defects_of
from onrecord.model import Defect, Transcript

NAME = "table"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".tab")


def sniff(source: Source) -> int:
    """2 where the first lines are rows, see ``rows.shape_of``."""
    return 2 * bool(shape_of(source.opening) or empty_header(source.opening))


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in the rows. Raises ColumnsError where nobody knows which column holds what."""
    decoded = decode(source.data)
    text = decoded.text.lstrip("\ufeff \r\n")
    shape = shape_of(text)
    if shape is None and empty_header(text):
        raise EmptyFileError("This table is empty.", name=source.name)
    mark, skip = (shape.mark, shape.skip) if shape else ("\t", 0)
    defects = list(defects_of(decoded, has_labels=True, one_speaker=False))
    first = decoded.text[: len(decoded.text) - len(text) + skip].count("\n")
    rows, broken = mended_rows(text[skip:], mark)
    if not is_quoted(rows, broken, text):
        defects.append(Defect("Quotation marks are never closed; all of them were read as plain signs."))
        rows = list(rows_of(text[skip:], mark, quoted=False))
    elif broken:
        where = ", ".join(f"{number + first:,}" for number in broken[:5]) + ("…" if len(broken) > 5 else "")
        defects.append(
            Defect(f"Quotation marks are never closed, in line {where}; these lines were read as rows of their own.")
        )
    rows = [row._replace(number=row.number + first) for row in rows]
    table = Table(
        rows,
        has_header=True,
        encoding=decoded.encoding,
        defects=defects,
        dropped={"name of the separator": text[:skip]} if skip else {},
    )
    return transcript_of(source, [table], NAME, options)
