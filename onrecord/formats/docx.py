"""Word documents: DOCX, DOCM and templates of both dialects of Office Open XML.

The text is that of the main part in the order of the document, with tables, text boxes and content controls where they
stand; heads and feet of pages come first, notes last. What Word does not print as said (deleted and hidden text,
comments, field codes) is left out by name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from onrecord.errors import EmptyFileError, ReadError
from onrecord.formats.archive import Archive, opened
from onrecord.formats.extract import Extract, visible
from onrecord.formats.office import paragraphs as layout
from onrecord.formats.office.parts import Node, n_characters, nodes, walk
from onrecord.formats.office.wordml import Body, styles_in
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.text import extracted
from onrecord.model import Defect, Transcript

NAME = "docx"
SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")

_TYPES = "[Content_Types].xml"
_MAIN = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_BESIDE: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"word/{kind}s?\d*\.xml", re.IGNORECASE)
    for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles")
}
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml", re.IGNORECASE)
_WHAT = "Word document"


class _Parts(NamedTuple):
    main: str
    beside: Mapping[str, list[str]]
    """By kind: header, footer, footnotes, endnotes, comments, styles."""
    has_chunks: bool
    """Whether other documents are embedded in this one."""


def sniff(source: Source) -> int:
    """3 where the archive says that it holds word processing, 2 where only its main part's name does."""
    names = source.zip_names
    if _TYPES not in names:
        return 2 * any(_MAIN.fullmatch(name) for name in names)
    try:
        return 3 * (b"wordprocessingml" in opened(source).read(_TYPES))
    except ReadError:
        return 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in ``source``, its labels found by the grammar.

    Raises DamagedFileError, ProtectedFileError, TooLargeError, or EmptyFileError where the document holds no words.
    """
    archive = opened(source, _WHAT)
    parts = _parts(archive)
    styles = styles_in(archive.chunks(name) for name in parts.beside["styles"][:1])
    extract = Extract()
    n_all = 0

    def body(name: str, noun: str = "paragraph") -> list[layout.Paragraph]:
        nonlocal n_all
        n_all += n_characters(archive.chunks(name), name)
        reader = Body(extract, styles, noun)
        walk(archive.chunks(name), reader, name)
        return reader.paragraphs

    for kind in ("header", "footer"):
        layout.added(
            extract,
            (each._replace(where=f"page {kind}") for name in parts.beside[kind] for each in body(name)),
            "furniture",
        )
    said = body(parts.main)
    if not any(layout.joined(said)):
        raise EmptyFileError("This document holds no text.", name=source.name)
    layout.written(said, extract)
    for kind, noun in (("footnotes", "footnote"), ("endnotes", "endnote")):
        notes = [each for name in parts.beside[kind] for each in body(name, noun)]
        layout.added(extract, notes, "metadata")
    for what, names in (("comments", parts.beside["comments"]), ("charts and diagrams", _drawn(archive))):
        for name in names:
            n_all += n_characters(archive.chunks(name), name)
            for node in nodes(archive.chunks(name), name):
                extract.drop(what, node.text)
    found = extracted(source, extract, NAME, n_all, metadata=_described(archive), options=options)
    return replace(found, defects=(*found.defects, *_defects(archive, parts)))


def _defects(archive: Archive, parts: _Parts) -> Iterator[Defect]:
    if any(name.casefold().endswith("vbaproject.bin") for name in archive.names):
        yield Defect("Macros were ignored.")
    if parts.has_chunks:
        yield Defect("Another document is embedded in this one and was not read.")


def _parts(archive: Archive) -> _Parts:
    """The parts by their relationships; by their usual names where those are missing."""
    main = ""
    if "_rels/.rels" in archive:
        links = _relationships(archive, "_rels/.rels", "")
        main = next((target for kind, target in links if kind == "officedocument" and target in archive), "")
    main = main or min((name for name in archive.names if _MAIN.fullmatch(name)), default="word/document.xml")
    folder, base = posixpath.split(main)
    beside: dict[str, list[str]] = {kind: [] for kind in _BESIDE}
    has_chunks = False
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    if relations in archive:
        for kind, target in _relationships(archive, relations, folder):
            has_chunks |= kind == "afchunk"
            if kind in beside and target in archive and target not in beside[kind]:
                beside[kind].append(target)
    else:
        for kind, pattern in _BESIDE.items():
            beside[kind] = sorted(name for name in archive.names if pattern.fullmatch(name))
    return _Parts(main, beside, has_chunks)


def _relationships(archive: Archive, name: str, folder: str) -> Iterator[tuple[str, str]]:
    """Kind and target of each."""
    for node in nodes(archive.chunks(name), name):
        if node.name == "Relationship" and node.attributes.get("TargetMode") != "External":
            target = node.attributes.get("Target", "").replace("\\", "/")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield node.attributes.get("Type", "").rpartition("/")[2].casefold(), full


def _drawn(archive: Archive) -> list[str]:
    return [name for name in archive.names if _DRAWN.fullmatch(name)]


def _described(archive: Archive) -> dict[str, str]:
    """Title, day and author, where the document's properties give them."""
    name = next((name for name in archive.names if name.casefold() == "docprops/core.xml"), "")
    if not name:
        return {}
    fields: dict[str, Node] = {}
    try:
        for node in nodes(archive.chunks(name), name):
            fields.setdefault(node.name, node)
    except ReadError:
        return {}  # what only describes the document may be damaged
    wanted = {"title": "title", "date": "created", "source": "creator"}
    texts = {key: fields[field].text.strip() for key, field in wanted.items() if field in fields}
    if "date" in texts:
        texts["date"] = texts["date"][:10]
    return {key: text for key, text in texts.items() if visible(text)}
