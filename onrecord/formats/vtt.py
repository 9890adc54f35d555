"""WebVTT: captions of the web, of Zoom and Teams meetings, of YouTube.

The text is the decoded file. What stands before the first cue is furniture; comments, styles and regions are metadata.
"""

from __future__ import annotations

import re

from onrecord.errors import EmptyFileError
from onrecord.formats.cued import captions
from onrecord.formats.cued.cues import cues_in
from onrecord.formats.decode import decode
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.labels.view import SHIFT, matching_view
from onrecord.marks import Mark
from onrecord.model import Transcript

NAME = "vtt"
SUFFIXES: tuple[str, ...] = (".vtt", ".webvtt")

_SIGNATURE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*WEBVTT(?P<more>[ \t][^\r\n]*)?(?:\r|\n|\Z)", re.IGNORECASE
)
_BLOCK = re.compile(
    r"\n[ \t]*\n[ \t]*(?P<mark>(?:NOTE\b|(?:STYLE|REGION)[ \t]*(?=\n))[^\n]*(?:\n(?![^\n]*-->)[ \t]*[^\s][^\n]*)*)"
)
_TITLE = re.compile(r"\s*WEBVTT(?: FILE)?[ \t]*(?:[-–—:][ \t]*)?(?P<title>[^\n]*)", re.IGNORECASE)
_FIELD = re.compile(r"\n(?P<field>Kind|Language|Region)[ \t]*[:=][ \t]*(?P<value>[^\n]{1,100})", re.IGNORECASE)


def sniff(source: Source) -> int:
    """3 where the signature opens the file, in UTF-16 too; "WEBVTT is a format" is none without a cue."""
    plain = source.head.replace(b"\0", b"")
    found = _SIGNATURE.match(plain)
    return 3 if found and (b"->" in plain or not found["more"]) else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in the cues of ``source``; see ``captions.transcribed``."""
    decoded = decode(source.data)
    view = matching_view(decoded.text)
    cues = cues_in(view, has_names=True)
    if not cues:
        raise EmptyFileError("These captions hold no words.", name=source.name)
    blocks = [
        Mark(found.start("mark") - SHIFT, found.start("mark") + len(found["mark"].rstrip()) - SHIFT, "metadata")
        for found in _BLOCK.finditer(view, cues[0].body)
    ]
    return captions.transcribed(
        source,
        decoded,
        NAME,
        view,
        cues,
        blocks,
        metadata=_described(view[: cues[0].start]),
        options=options,
    )


def _described(header: str) -> dict[str, str]:
    """Title, kind and language, where the header gives them."""
    fields = {found["field"].lower(): found["value"].strip() for found in _FIELD.finditer(header)}
    title = _TITLE.match(header)
    return {"title": title["title"].strip(), **fields} if title and title["title"].strip() else fields
