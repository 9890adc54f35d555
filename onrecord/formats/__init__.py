"""The formats that can be read, and how a file finds its reader: by its bytes, never by its name.

To add a format, write ``formats/<name>.py`` with ``NAME``, ``SUFFIXES`` (for the upload filter only), ``sniff(source)``
and ``read(source, options)``, and add one line to ``FORMATS``; if ``refusals`` named it, take its line out there.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Protocol

from onrecord.errors import EmptyFileError, ReadError, TooLargeError
from onrecord.formats import (
    akn,
    assemblyai,
    aws_calls,
    aws_transcribe,
    azure_speech,
    bundestag,
    chat,
    congress,
    convokit,
    deepgram,
    docx,
    eaf,
    google_speech,
    hansard_au,
    hansard_ca,
    hansard_ni,
    hansard_uk,
    html,
    json_turns,
    kaldi,
    odt,
    oyez,
    packed,
    paper_edit,
    pdf,
    publicwhip,
    qmsum,
    rev,
    rtf,
    speech_xml,
    speechmatics,
    srt,
    table,
    tei,
    text,
    textgrid,
    trs,
    ttml,
    vtt,
    watson,
    whisper,
    whole,
    workbook,
)
from onrecord.formats.options import AS_FOUND, Columns, Options
from onrecord.formats.refusals import refuse_known
from onrecord.formats.source import Source
from onrecord.model import Transcript

LIMIT_BYTES = 100_000_000
"""The largest file that is read."""


class Format(Protocol):
    """What a format's module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, source: Source) -> int:
        """0 for no, 1 plausible, 2 by structure, 3 by signature. Never raises."""

    def read(self, source: Source, options: Options = AS_FOUND) -> Transcript:
        """The transcript in ``source``. Raises a ReadError whose message is one sentence for a person."""


FORMATS: Mapping[str, Format] = {
    whole.NAME: whole,
    congress.NAME: congress,
    vtt.NAME: vtt,
    srt.NAME: srt,
    aws_transcribe.NAME: aws_transcribe,
    aws_calls.NAME: aws_calls,
    deepgram.NAME: deepgram,
    assemblyai.NAME: assemblyai,
    speechmatics.NAME: speechmatics,
    watson.NAME: watson,
    google_speech.NAME: google_speech,
    azure_speech.NAME: azure_speech,
    rev.NAME: rev,
    whisper.NAME: whisper,
    kaldi.NAME: kaldi,
    paper_edit.NAME: paper_edit,
    oyez.NAME: oyez,
    qmsum.NAME: qmsum,
    convokit.NAME: convokit,
    json_turns.NAME: json_turns,
    docx.NAME: docx,
    odt.NAME: odt,
    rtf.NAME: rtf,
    pdf.NAME: pdf,
    table.NAME: table,
    speech_xml.NAME: speech_xml,
    html.NAME: html,
    workbook.NAME: workbook,
    ttml.NAME: ttml,
    akn.NAME: akn,
    tei.NAME: tei,
    publicwhip.NAME: publicwhip,
    hansard_ca.NAME: hansard_ca,
    hansard_uk.NAME: hansard_uk,
    hansard_ni.NAME: hansard_ni,
    hansard_au.NAME: hansard_au,
    bundestag.NAME: bundestag,
    eaf.NAME: eaf,
    trs.NAME: trs,
    chat.NAME: chat,
    textgrid.NAME: textgrid,
    text.NAME: text,
}
"""In the order that settles equal scores."""


def detect(source: Source) -> Format:
    """The format of ``source``.

    Raises EmptyFileError, NotTextError, DamagedFileError or UnsupportedFormatError where there is none.
    """
    if not source.data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise EmptyFileError("This file is empty.", name=source.name)
    score, best = max(((form.sniff(source), -at) for at, form in enumerate(FORMATS.values())))
    if score < 2:
        refuse_known(source)
    return list(FORMATS.values())[-best]


def unpacked(source: Source, member: str = "") -> Source:
    """``source`` itself or, of an archive, the only transcript in it or the ``member`` of that name.

    Raises SeveralError where one has to be chosen; see ``packed.unpacked``.
    """
    if not packed.is_packed(source):
        return source
    inner = packed.unpacked(source, detect, member)
    _check_size(len(inner.data), inner.name)
    return inner


def read(
    source: str | PathLike[str] | bytes,
    name: str = "",
    *,
    one_speaker: bool = False,
    pattern: str = "",
    columns: Columns | None = None,
    member: str = "",
) -> Transcript:
    """The transcript in a file, or in bytes that carry ``name``.

    ``one_speaker`` shows the whole text as one speaker's, whatever labels it holds: what a person agrees to when a text
    has none. ``pattern`` says how its labels look, see ``labels.template``; without one the grammar finds them.
    ``columns`` says which column of a table holds what, ``member`` which file of an archive is meant; without it, the
    only transcript in it. Raises a ReadError whose message is one sentence for that person; FileNotFoundError and the
    like stay themselves.
    """
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        name = name or path.name
        _check_size(path.stat().st_size, name)
        data = path.read_bytes()
    _check_size(len(data), name)
    with _collector_paused():
        file = unpacked(Source(name or "transcript", data), member)
        return detect(file).read(file, Options(one_speaker, pattern, columns))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes a million small objects, no circles among them; the collector would walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_size(size: int, name: str) -> None:
    if size > LIMIT_BYTES:
        raise TooLargeError(
            f"This file has {size / 1e6:.0f} MB; On Record reads files of up to {LIMIT_BYTES // 1_000_000} MB:"
            " split it.",
            limit_bytes=LIMIT_BYTES, size_bytes=size, name=name,
        )  # fmt: skip


__all__ = [
    "FORMATS", "LIMIT_BYTES", "Columns", "Format", "Options", "ReadError", "Source", "detect", "read", "unpacked",
]  # fmt: skip
