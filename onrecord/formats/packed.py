"""Archives of transcripts, zip and gzip: each member is a transcript of its own. One level deep, within limits.

An office document is a zip archive too, and no archive here: its reader knows it by its parts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from onrecord.errors import DamagedFileError, ReadError, SeveralError, TooLargeError, UnsupportedFormatError
from onrecord.formats import archive
from onrecord.formats.source import Source

_GZIP = b"\x1f\x8b"
_CHUNK_BYTES = 1 << 18
_LARGE_BYTES = 20_000_000
_MOST_RATIO = 100
_NAMED = 5
_NO_MEMBER = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)[^/]*(?:/|\Z)|(?:thumbs\.db|desktop\.ini)\Z)", re.IGNORECASE)
"""What systems put beside files."""
_PARTS = (
    "[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "mimetype",
    "META-INF/container.xml", "META-INF/manifest.xml",
)  # fmt: skip
"""A document that is packed as a zip archive holds one of these."""


class Member(NamedTuple):
    """A file in an archive."""

    name: str
    """With its folders, as the archive has it. Nothing is ever written under it."""
    reason: str = ""
    """Why it cannot be read; empty where it can."""


def is_packed(source: Source) -> bool:
    """Whether this is an archive of files."""
    return source.data.startswith(_GZIP) or (bool(source.zip_names) and source.zip_names.isdisjoint(_PARTS))


def members(source: Source, check: Callable[[Source], object]) -> list[Member]:
    """The files of an archive in its order. ``check`` raises a ReadError for what cannot be read.

    Raises as ``archive.opened`` does, and for gzip what ``unpacked`` does.
    """
    return [
        Member(inner.name, _reason(inner, check))
        for inner in ([_inflated(source)] if source.data.startswith(_GZIP) else _files(source))
    ]


def unpacked(source: Source, check: Callable[[Source], object], member: str = "") -> Source:
    """The one transcript in an archive, or the ``member`` of that name.

    Raises SeveralError where one has to be chosen, UnsupportedFormatError where none can be read, DamagedFileError,
    TooLargeError and ProtectedFileError as ``archive.opened`` does.
    """
    if source.data.startswith(_GZIP):
        return _checked(_inflated(source))
    if member:
        opened = archive.opened(source)
        if member not in opened:
            raise ReadError(f"This archive holds no file named {member}.", name=source.name)
        return _checked(Source(member, opened.read(member)))
    found = members(source, check)
    readable = [each.name for each in found if not each.reason]
    if len(readable) > 1:
        named = ", ".join(readable[:_NAMED]) + (", …" if len(readable) > _NAMED else "")
        message = f"This archive holds {len(readable):,} transcripts; choose one: {named}."
        raise SeveralError(message, members=readable, name=source.name)
    if not readable:
        first = f" ({found[0].name}: {found[0].reason})" if found else ""
        raise UnsupportedFormatError(
            f"This archive holds no transcript that can be read{first}; upload the transcript itself.",
            format="archive", name=source.name,
        )  # fmt: skip
    return Source(readable[0], archive.opened(source).read(readable[0]))


def _files(source: Source) -> Iterator[Source]:
    opened = archive.opened(source)
    for name in opened.names:
        if not _NO_MEMBER.search(name):
            yield Source(name, opened.read(name))


def _reason(inner: Source, check: Callable[[Source], object]) -> str:
    try:
        check(_checked(inner))
    except ReadError as error:
        return error.message
    return ""


def _checked(inner: Source) -> Source:
    """``inner`` itself. Raises UnsupportedFormatError where it is an archive again."""
    if is_packed(inner):
        raise UnsupportedFormatError(
            "This is an archive within an archive; unpack the outer one and upload what is in it.",
            format="archive", name=inner.name,
        )  # fmt: skip
    return inner


def _inflated(source: Source) -> Source:
    """What a gzip file holds: one stream, or several one after the other."""
    parts: list[bytes] = []
    size, rest = 0, source.data
    try:
        while rest.startswith(_GZIP):
            stream = zlib.decompressobj(wbits=31)
            while not stream.eof:
                piece = stream.decompress(rest, _CHUNK_BYTES)
                rest = stream.unconsumed_tail
                if not piece and not rest and not stream.eof:
                    raise _breaks_off(source)
                parts.append(piece)
                size += len(piece)
                if size > archive.MOST_BYTES or (size > _LARGE_BYTES and size > _MOST_RATIO * len(source.data)):
                    raise TooLargeError(archive.EXPANDS, limit_bytes=archive.MOST_BYTES, size_bytes=size)
            rest = stream.unused_data.lstrip(b"\0")  # tapes are padded with zeros
    except zlib.error as error:
        raise _breaks_off(source) from error
    name = re.sub(r"\.gz(?:ip)?\Z", "", source.name, flags=re.IGNORECASE)
    return Source(name or source.name, b"".join(parts))


def _breaks_off(source: Source) -> DamagedFileError:
    return DamagedFileError(
        "This gzip file is damaged or breaks off; nothing was read. Get another copy of it.", name=source.name
    )
