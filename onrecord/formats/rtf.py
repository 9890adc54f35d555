"""Rich Text Format: what word processors, mail programs and court reporters' software hand on.

The text is that of the document in order, heads and feet of pages first, notes last; what is deleted, hidden or only
settings is left out by name.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.errors import EmptyFileError
from onrecord.formats.extract import Extract
from onrecord.formats.office import paragraphs as layout
from onrecord.formats.office.rich_text import RichText
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Defect, Transcript

NAME = "rtf"
SUFFIXES: tuple[str, ...] = (".rtf",)


def sniff(source: Source) -> int:
    """3 where the signature opens the file."""
    return 3 * source.head[:64].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"{\\rtf")


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, its labels found by the grammar.

    A file that breaks off is read up to there, and a defect says so. Raises DamagedFileError where groups are nested
    too deep, EmptyFileError where the document holds no words.
    """
    extract = Extract()
    document = RichText(source.data, extract)
    if not any(layout.joined(document.paragraphs)):
        raise EmptyFileError("This document holds no text.", name=source.name)
    layout.added(extract, document.beside, "furniture")
    layout.written(document.paragraphs, extract)
    said_end = extract.length
    layout.added(extract, document.notes, "metadata")
    found = extracted(
        source, extract, NAME, document.n_characters, metadata=document.metadata, encoding=document.encoding,
        options=options,
    )  # fmt: skip
    if document.is_whole:
        return found
    broken = Defect("The document breaks off; all that stands before is read.", max(said_end - 1, 0), said_end)
    return replace(found, defects=(*found.defects, broken))
