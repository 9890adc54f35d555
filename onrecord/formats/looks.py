"""First looks at a file, by which most formats are ruled out: cheap, and true of too many files rather than too few."""

from __future__ import annotations

from onrecord.formats.source import Source

_NEAR = 1024
_TWO_TIMES, _COLONS = 25, 4
"""How long "0:00:00.000,0:00:03.000" is at most, and how many colons it has at least."""
_BYTE_ORDER_AND_BLANKS = b"\xef\xbb\xbf \t\r\n\0"
_GZIP = b"\x1f\x8b"
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""Opens Office files of old."""


def is_text(source: Source) -> bool:
    """Whether it holds anything: what text looks like, only a text's reader can tell."""
    return bool(source.data)


def is_json(source: Source) -> bool:
    """Whether it opens like JSON."""
    return source.opens_json


def is_xml(source: Source) -> bool:
    """Whether an element opens it that may be an XML document's root."""
    return source.xml_root is not None


def is_marked_up(source: Source) -> bool:
    """Whether a tag may stand in it, or an address as pages have them that are saved with their pictures."""
    return b"<" in source.head


def is_captions(source: Source) -> bool:
    """Whether it names itself captions, has the arrow between times, or opens with two times."""
    opening = source.opening[:_TWO_TIMES]
    has_arrow = b"->" in source.head or b"-\0>" in source.head
    return has_arrow or opening[:6].upper() == "WEBVTT" or opening.count(":") >= _COLONS


def is_chat(source: Source) -> bool:
    """Whether it opens like a header of CHAT."""
    return source.opening.startswith("@")


def is_textgrid(source: Source) -> bool:
    """Whether it names itself a TextGrid."""
    return "TextGrid" in source.opening[:300]


def is_rich_text(source: Source) -> bool:
    """Whether RTF's signature opens it."""
    return source.head[:64].lstrip(_BYTE_ORDER_AND_BLANKS).startswith(b"{\\rtf")


def is_pdf(source: Source) -> bool:
    """Whether PDF's signature stands near its beginning."""
    return b"%PDF-" in source.head[:_NEAR]


def is_zip(source: Source) -> bool:
    """Whether it is a zip archive, as most office documents are."""
    return source.data.startswith(b"PK")


def is_packed(source: Source) -> bool:
    """Whether it is an archive, of transcripts or of a document's parts."""
    return is_zip(source) or source.data.startswith(_GZIP)


def is_open_document(source: Source) -> bool:
    """Whether it is an archive or may be a document written as one XML file."""
    return is_zip(source) or source.opening.startswith("<")


def is_workbook(source: Source) -> bool:
    """Whether it is an archive, an Office file of old, or names itself a document near its beginning."""
    return is_zip(source) or source.data.startswith(_COMPOUND) or b"opendocument" in source.data[:_NEAR]
