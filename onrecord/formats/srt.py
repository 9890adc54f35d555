"""SubRip (SRT): numbered captions, YouTube's SBV, and any file of cues that lost its head.

The text is the decoded file.
"""

from __future__ import annotations

import re

from onrecord.errors import EmptyFileError
from onrecord.formats.cued import captions
from onrecord.formats.cued.cues import TIMING, cues_in
from onrecord.formats.decode import decode
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.labels.view import matching_view
from onrecord.model import Transcript

NAME = "srt"
SUFFIXES: tuple[str, ...] = (".srt", ".sbv")

_FIRST = re.compile(r"\s*(?:\d{1,9}\s*)?\Z")
_COMMA = re.compile(rb"\d:\d\d\.\d{3},\d{1,3}:\d\d:")
_LEAST_SHARE = 0.12
"""Of the lines of captions about a quarter are timings; some have many lines a cue."""
_FEWEST = 3
_HEAD_BYTES = 8_192


def sniff(source: Source) -> int:
    """3 where a number and a timing open the file, 2 where many lines are timings."""
    head = source.head[:_HEAD_BYTES]
    if b"->" not in head and b"-\0>" not in head and not _COMMA.search(head):
        return 0
    view = matching_view(decode(head).text)
    found = list(TIMING.finditer(view))
    if found and _FIRST.match(view[: found[0].start()]):
        return 3
    n_lines = sum(not line.isspace() for line in view.splitlines(keepends=True))
    return 2 if len(found) >= max(_FEWEST, _LEAST_SHARE * n_lines) else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in the cues of ``source``; see ``captions.transcribed``."""
    decoded = decode(source.data)
    view = matching_view(decoded.text)
    cues = cues_in(view)
    if not cues:
        raise EmptyFileError("These captions hold no words.", name=source.name)
    return captions.transcribed(source, decoded, NAME, view, cues, options=options)
