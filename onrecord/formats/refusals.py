"""Files that are known by their bytes and not read: each gets its name and one sentence of advice.

A format that gains a reader loses its line here. Nothing is expanded or parsed: magic numbers, the names in a zip's
directory and the first lines are enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NoReturn

from onrecord.errors import EmptyFileError, NotTextError, ProtectedFileError, UnsupportedFormatError
from onrecord.formats.decode import decode
from onrecord.formats.source import Source

Kind = Literal["media", "picture", "binary", "archive"]
_SIGNATURES: tuple[tuple[tuple[tuple[int, bytes], ...], Kind, str], ...] = (
    (((0, b"ID3"),), "media", "an MP3"),
    (((0, b"\xff\xfb"),), "media", "an MP3"),
    (((0, b"\xff\xf3"),), "media", "an MP3"),
    (((0, b"\xff\xf2"),), "media", "an MP3"),
    (((0, b"\xff\xf1"),), "media", "an AAC recording"),
    (((0, b"\xff\xf9"),), "media", "an AAC recording"),
    (((0, b"OggS"),), "media", "an Ogg recording"),
    (((0, b"fLaC"),), "media", "a FLAC recording"),
    (((0, b"#!AMR"),), "media", "an AMR recording"),
    (((0, b"FORM"), (8, b"AIF")), "media", "an AIFF recording"),
    (((0, b"RIFF"), (8, b"WAVE")), "media", "a WAV recording"),
    (((0, b"RIFF"), (8, b"AVI ")), "media", "an AVI film"),
    (((0, b"RIFF"), (8, b"WEBP")), "picture", "a WebP picture"),
    (((4, b"ftypM4A"),), "media", "an M4A recording"),
    (((4, b"ftyphei"),), "picture", "an HEIC picture"),
    (((4, b"ftypavif"),), "picture", "an AVIF picture"),
    (((4, b"ftyp"),), "media", "an MP4 film"),
    (((0, b"\x1aE\xdf\xa3"),), "media", "a WebM or Matroska film"),
    (((0, b"FLV\x01"),), "media", "a Flash film"),
    (((0, b"\x00\x00\x01\xba"),), "media", "an MPEG film"),
    (((0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),), "media", "a Windows Media recording"),
    (((0, b"\x89PNG\r\n\x1a\n"),), "picture", "a PNG picture"),
    (((0, b"\xff\xd8\xff"),), "picture", "a JPEG picture"),
    (((0, b"GIF87a"),), "picture", "a GIF picture"),
    (((0, b"GIF89a"),), "picture", "a GIF picture"),
    (((0, b"II*\x00"),), "picture", "a TIFF picture"),
    (((0, b"MM\x00*"),), "picture", "a TIFF picture"),
    (((0, b"BM"), (6, b"\x00\x00\x00\x00")), "picture", "a BMP picture"),
    (((0, b"\x7fELF"),), "binary", "a program"),
    (((0, b"MZ"), (3, b"\x00")), "binary", "a Windows program"),
    (((0, b"SQLite format 3\x00"),), "binary", "an SQLite database"),
    (((0, b"PAR1"),), "binary", "a Parquet table"),
    (((257, b"ustar"),), "archive", "a tar archive"),
)
"""What must stand at which offset, what that is, and how to call it; the first that fits counts."""
_SAYS: Mapping[Kind, str] = {
    "media": "This is {found}. On Record reads transcripts; transcribe it first.",
    "picture": "This is {found}. On Record reads transcripts; run text recognition (OCR) on it first.",
    "archive": "This is {found}, which On Record does not read: unpack it and open the transcript inside.",
    "binary": "This is {found}, not a transcript; On Record reads text.",
}
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
)
_OFFICE: tuple[tuple[str, str, str], ...] = (
    ("ppt/presentation.xml", "PowerPoint file (PPTX)", "save the notes as plain text"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x14\x16-\x19\x1b]")


def refuse_known(source: Source) -> None:
    """Returns for bytes that may be text; else raises NotTextError or UnsupportedFormatError with its one sentence."""
    data, name = source.data, source.name
    _refuse_media(data, name)
    _refuse_packed(source)
    decoded = decode(source.head)
    text = decoded.text
    stray = len(_CONTROL.findall(text)) + (text.count("\ufffd") if decoded.encoding == "UTF-8" else 0)
    if stray > max(2, 0.02 * len(text)):
        raise NotTextError(
            "This looks like a binary file, not a transcript; On Record reads text.", found="binary", name=name
        )
    opening = text.lstrip("\ufeff \t\r\n")
    for format_name, test, advice in _TEXTUAL:
        if test(opening):
            _unsupported(format_name, advice, name)


def _refuse_media(data: bytes, name: str) -> None:
    for magics, kind, found in _SIGNATURES:
        if all(data.startswith(magic, at) for at, magic in magics):
            raise NotTextError(_SAYS[kind].format(found=found), found=found, name=name)


def _unsupported(format_name: str, advice: str, name: str) -> NoReturn:
    article = "an" if format_name[0] in "AEIOX" or format_name.startswith(("RTF", "HTML")) else "a"
    article = "" if format_name.endswith("data") else f"{article} "
    raise UnsupportedFormatError(
        f"This is {article}{format_name}, which On Record does not read: {advice}.", format=format_name, name=name
    )


def _refuse_packed(source: Source) -> None:
    data, name = source.data, source.name
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _refuse_zip(source)
    for magic, found in _ARCHIVES:
        if data.startswith(magic):
            _unsupported(found, "unpack it and open the transcript inside", name)


def _refuse_compound(data: bytes, name: str) -> NoReturn:
    """Office files before 2007, and the shell that newer ones wear when they have a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ProtectedFileError("This file is password-protected. Save a copy without a password.", name=name)
    if "WordDocument".encode("utf-16-le") in data:
        raise UnsupportedFormatError("Old Word format. Save as .docx.", format="DOC", name=name)
    _unsupported("Office file of the old kind", "save its transcript as plain text", name)


def _refuse_zip(source: Source) -> NoReturn:
    from onrecord.formats.archive import opened  # noqa: PLC0415 needed for archives only

    inside, name = set(opened(source).names), source.name
    if not inside:
        raise EmptyFileError("This archive is empty.", name=name)
    for member, format_name, advice in _OFFICE:
        if member in inside:
            _unsupported(format_name, advice, name)
    if "mimetype" in inside and "content.xml" in inside:
        _unsupported("OpenDocument file of another kind than text", "save the transcript as plain text", name)
    if "META-INF/container.xml" in inside:
        _unsupported("EPUB book", "save the transcript as plain text", name)
    _unsupported("document packed as a ZIP archive", "save it as plain text", name)


_WITH_NAMES = "save the transcript as plain text with speaker names"
_AS_TEXT = "export it as plain text with speaker names"


def _starts(*heads: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(heads)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: bool(compiled.match(text))


_TEXTUAL: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("SubStation subtitle file", _starts("[Script Info]"), _WITH_NAMES),
    (
        "diarisation list (RTTM)",
        _matches(r"SPEAKER \S+ \d+ [\d.]+ [\d.]+ <NA>"),
        "it holds times without words; open the transcript itself",
    ),
    (
        "XML document",
        _matches(r"<(?:\?xml\b|!DOCTYPE\b|[A-Za-z_][\w:.-]*(?:\s+[\w:.-]+\s*=\s*[\"'][^<>]{0,2000})?/?>\s*<)"),
        _AS_TEXT,
    ),
)
