"""The formats that can be read, and how a file finds its reader: by its bytes, never by its name.

To add a format, write ``formats/<name>.py`` with ``NAME``, ``SUFFIXES`` (for the upload filter only), ``sniff(source)``
and ``read(source, options)``, and add one line to ``FORMATS`` with its name and a first look (see ``looks``); if
``refusals`` named it, take its line out there. What several formats share stands in the folders beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from onrecord.collector import collector_paused
from onrecord.errors import EmptyFileError, ReadError, TooLargeError
from onrecord.formats import looks
from onrecord.formats.lazy import Format
from onrecord.formats.options import Columns, Options
from onrecord.formats.refusals import refuse_known
from onrecord.formats.source import Source
from onrecord.model import Transcript

LIMIT_BYTES = 100_000_000
"""The largest file that is read."""


FORMATS: Mapping[str, Format] = {
    form.NAME: form
    for form in (
        Format("onrecord", looks.is_json, module="whole"),
        Format("congress", looks.is_marked_up),
        Format("vtt", looks.is_captions),
        Format("srt", looks.is_captions),
        Format("aws-transcribe", looks.is_json),
        Format("aws-calls", looks.is_json),
        Format("deepgram", looks.is_json),
        Format("assemblyai", looks.is_json),
        Format("speechmatics", looks.is_json),
        Format("watson", looks.is_json),
        Format("google-speech", looks.is_json),
        Format("azure-speech", looks.is_json),
        Format("rev", looks.is_json),
        Format("whisper", looks.is_json),
        Format("kaldi", looks.is_json),
        Format("paper-edit", looks.is_json),
        Format("oyez", looks.is_json),
        Format("qmsum", looks.is_json),
        Format("convokit", looks.is_json),
        Format("json", looks.is_json, module="json_turns"),
        Format("docx", looks.is_zip),
        Format("odt", looks.is_open_document),
        Format("rtf", looks.is_rich_text),
        Format("pdf", looks.is_pdf),
        Format("table", looks.is_text),
        Format("speech-xml", looks.is_xml),
        Format("html", looks.is_marked_up),
        Format("workbook", looks.is_workbook),
        Format("ttml", looks.is_xml),
        Format("akn", looks.is_xml),
        Format("tei", looks.is_xml),
        Format("publicwhip", looks.is_xml),
        Format("hansard-ca", looks.is_xml),
        Format("hansard-uk", looks.is_xml),
        Format("hansard-ni", looks.is_xml),
        Format("hansard-au", looks.is_xml),
        Format("bundestag", looks.is_xml),
        Format("eaf", looks.is_xml),
        Format("trs", looks.is_xml),
        Format("chat", looks.is_chat),
        Format("textgrid", looks.is_textgrid),
        Format("text", looks.is_text),
    )
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
    if not looks.is_packed(source):
        return source
    from onrecord.formats import packed  # noqa: PLC0415 needed for archives only

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
    with collector_paused():
        file = unpacked(Source(name or "transcript", data), member)
        return detect(file).read(file, Options(one_speaker, pattern, columns))


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
