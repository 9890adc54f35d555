"""Bytes to text, and which encoding that took. Every character of the text comes from the bytes; none is dropped.

Order: a byte order mark, UTF-16 without one, UTF-8, Windows-1252; only text with many high bytes, which is no western
one, is left to charset-normalizer, which guesses western text wrongly more often than not.
"""

from __future__ import annotations

import codecs
from collections import Counter
from operator import itemgetter
from typing import NamedTuple

_SAMPLE_BYTES = 200_000
_MANY_HIGH = 0.12
"""Share of bytes over 127 past which a text that is not UTF-8 is not read as Windows-1252 without a look."""
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


class Decoded(NamedTuple):
    """A decoded file."""

    text: str
    encoding: str
    """As people call it: "UTF-8", "UTF-16", "Windows-1252"."""
    is_damaged: bool
    """Whether bytes that fit the encoding nowhere were replaced by U+FFFD."""


def decode(data: bytes) -> Decoded:
    """``data`` as text; a byte order mark is not part of it."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, name)
    codec_16 = utf16_without_mark(data[:4096])
    if codec_16:
        return _decoded(data, codec_16, "UTF-16")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", False)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return Decoded(data.decode("utf-8", "replace"), "UTF-8", True)  # cut off in mid-character
    sample = data[:_SAMPLE_BYTES]
    high = len(sample) - len(sample.translate(None, _HIGH_BYTES))
    if high > _MANY_HIGH * len(sample):
        guess = _guessed(data)
        if guess:
            return guess
    return _windows_1252(data)


_SCRIPTS = range(0x03, 0x20)
"""Blocks of 256 characters from Greek over Cyrillic, Hebrew and Arabic to the last of Asia's alphabets."""
_FEW_BLOCKS = 6
"""So many blocks of 256 characters a text in one script uses at most."""
_HIGH_BYTES = bytes(range(128, 256))


def utf16_without_mark(head: bytes) -> str:
    """The codec of UTF-16 text that has no byte order mark, by where its zero bytes stand; empty for other bytes."""
    if len(head) < 4 or not head.count(0):
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if head.count(0) <= 0.2 * len(head):
        # Arabic or Cyrillic: zeros only beside blanks and line ends, and one or two values beside all letters.
        beside = Counter(head[1::2] if odd > even else head[0::2])
        script, n_letters = max(((block, n) for block, n in beside.items() if block), key=itemgetter(1), default=(0, 0))
        is_script = script in _SCRIPTS and 4 * n_letters > len(head) and len(beside) <= _FEW_BLOCKS
        if min(even, odd) or max(even, odd) < 0.04 * len(head) or not is_script:
            return ""
        return "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < 5 * min(even, odd) or max(even, odd) < 0.3 * len(head) / 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decoded(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name, False)
    except UnicodeDecodeError:
        return Decoded(data.decode(codec, "replace"), name, True)


def _windows_1252(data: bytes) -> Decoded:
    """Five bytes have no meaning in Windows-1252; they become the control characters of Latin-1, as browsers do it."""
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252", False)
    except UnicodeDecodeError:
        table = "".join(_latin(byte) for byte in range(256))
        return Decoded(codecs.charmap_decode(data, "strict", table)[0], "Windows-1252", False)


def _latin(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 rarely needed, and slow to import

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        return None
    return _decoded(data, best.encoding, best.encoding.upper().replace("_", "-"))
