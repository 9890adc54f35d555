"""OpenDocument texts: ODT, their templates, and the flat form in one XML file (FODT).

As for Word: the text in the order of the document, heads and feet of pages first, notes last; what was deleted, hidden
or only remarked is left out by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from onrecord.errors import EmptyFileError, ProtectedFileError, ReadError
from onrecord.formats.archive import Archive, opened
from onrecord.formats.extract import Extract
from onrecord.formats.office import paragraphs as layout
from onrecord.formats.office.opendocument import Document
from onrecord.formats.office.parts import n_characters, walk
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Transcript

NAME = "odt"
SUFFIXES: tuple[str, ...] = (".odt", ".ott", ".fodt")

_TYPE = b"application/vnd.oasis.opendocument.text"
_MANIFEST, _CONTENT, _STYLES, _META = "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml"


def sniff(source: Source) -> int:
    """3 where the archive, or the flat file's root, says that it is an OpenDocument text."""
    if source.data.startswith(b"PK"):
        if not {"mimetype", _CONTENT} <= source.zip_names:
            return 0
        try:
            return 3 * opened(source).read("mimetype").startswith(_TYPE)
        except ReadError:
            return 0
    return 3 * _is_flat(source)


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, its labels found by the grammar.

    Raises DamagedFileError, ProtectedFileError, TooLargeError, or EmptyFileError where the document holds no words.
    """
    parts = _parts(source)
    extract = Extract()
    document = Document(extract)
    n_all = 0
    for name, part in parts:
        n_all += n_characters(part(), name)
        walk(part(), document, name)
    if not any(layout.joined(document.paragraphs)):
        raise EmptyFileError("This document holds no text.", name=source.name)
    layout.added(extract, document.beside, "furniture")
    layout.written(document.paragraphs, extract)
    layout.added(extract, document.notes, "metadata")
    return extracted(source, extract, NAME, n_all, metadata=document.metadata, options=options)


def _parts(source: Source) -> list[tuple[str, Callable[[], Iterable[bytes]]]]:
    """Names and contents of the parts that hold text, styles before what they style."""
    if not source.data.startswith(b"PK"):
        return [("the file", lambda: [source.data])]
    archive = opened(source, "OpenDocument text")
    _check_password(archive, source)
    if _CONTENT not in archive:
        raise archive.damaged(f"its part {_CONTENT} is missing")
    return [(name, partial(archive.chunks, name)) for name in (_META, _STYLES, _CONTENT) if name in archive]


def _check_password(archive: Archive, source: Source) -> None:
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise ProtectedFileError("This file is password-protected. Save a copy without a password.", name=source.name)


def _is_flat(source: Source) -> bool:
    opening = source.opening
    return opening.startswith("<") and "office:document" in opening[:4000] and _TYPE.decode() in opening[:20_000]
