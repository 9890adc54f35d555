"""Zip archives, and the office documents that are some, opened within declared limits.

Sizes are asked before anything is unpacked; what lies about them is stopped while it is read, because no member gives
more bytes than it declared. Nothing is ever written, so names can do no harm.
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Container, Iterator

from onrecord.errors import DamagedFileError, ProtectedFileError, TooLargeError
from onrecord.formats.source import MOST_ENTRIES, ZIP_ENTRY, Source

MOST_MEMBERS = 2_000
MOST_BYTES = 300_000_000
"""Of all members, unpacked."""
_LARGE_BYTES = 20_000_000
_MOST_RATIO = 100
"""A member past the large size may unpack to so many times its packed size; text rarely reaches 20."""
_CHUNK_BYTES = 1 << 18
EXPANDS = "This archive expands too much. Upload single files."
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, NotImplementedError,
    OverflowError, IndexError,
)  # fmt: skip
"""What zipfile raises over damaged archives; RuntimeError and its kin come from passwords."""


class Archive:
    """The members of an archive by name; a slash parts folders, whatever the program that packed it wrote."""

    def __init__(self, source: Source, what: str) -> None:
        self._source = source
        self._what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except _BROKEN as error:
            raise self.damaged("its directory is missing or broken") from error
        members = self._zip.infolist()
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in members:
            if not info.filename.endswith("/") and not _is_link(info):
                self._members[_unlike(_plain(info.filename), self._members)] = info
        self._folded = {name.casefold(): name for name in self._members}
        self._check_sizes(members)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the members that are files, in the order of the directory; of two with one name the second is numbered."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._folded

    def read(self, name: str) -> bytes:
        """All of a member; upper and lower case count as the same. Raises as ``opened`` does."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member piece by piece, so that nobody holds a large one whole. Raises as ``opened`` does."""
        if name not in self:
            raise self.damaged(f"its part {name} is missing")
        try:
            known = name if name in self._members else self._folded[name.casefold()]
            with self._zip.open(self._members[known]) as member:
                while piece := member.read(_CHUNK_BYTES):
                    yield piece
        except NotImplementedError as error:
            raise self.damaged("it is packed by a method that cannot be read") from error
        except RuntimeError as error:
            raise self._protected() from error
        except _BROKEN as error:
            raise self.damaged(f"its part {name} cannot be unpacked") from error

    def damaged(self, how: str) -> DamagedFileError:
        """The error that says ``how`` this archive is damaged."""
        return DamagedFileError(
            f"This {self._what} is damaged: {how}. Get another copy, or save it anew in the program that made it.",
            name=self._source.name,
        )

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        if any(info.flag_bits & 1 for info in members):
            raise self._protected()
        size = sum(info.file_size for info in members)
        inflated = any(
            info.file_size > _LARGE_BYTES and info.file_size > _MOST_RATIO * info.compress_size for info in members
        )
        if len(members) > MOST_MEMBERS:
            raise _too_many(self._source, len(members))
        if size > MOST_BYTES or inflated:
            raise _too_large(self._source, size)

    def _protected(self) -> ProtectedFileError:
        return ProtectedFileError(
            "This file is password-protected. Save a copy without a password.", name=self._source.name
        )


def opened(source: Source, what: str = "archive") -> Archive:
    """The archive in ``source``; ``what`` names it in messages: "Word document".

    Raises TooLargeError past the limits, ProtectedFileError where a member needs a password, DamagedFileError else.
    """
    if source.data.count(ZIP_ENTRY) > MOST_ENTRIES:
        raise _too_many(source, source.data.count(ZIP_ENTRY))
    return Archive(source, what)


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member only points at a file of the system it was packed on."""
    return stat.S_ISLNK(info.external_attr >> 16)


def _unlike(name: str, taken: Container[str]) -> str:
    number = 2
    numbered = name
    while numbered in taken:
        numbered, number = f"{name} ({number})", number + 1
    return numbered


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _too_many(source: Source, n_members: int) -> TooLargeError:
    return TooLargeError(
        f"This archive holds {n_members:,} files; On Record opens up to {MOST_MEMBERS:,}. Upload single files.",
        limit_members=MOST_MEMBERS, name=source.name,
    )  # fmt: skip


def _too_large(source: Source, size: int) -> TooLargeError:
    return TooLargeError(EXPANDS, limit_bytes=MOST_BYTES, size_bytes=size, name=source.name)
