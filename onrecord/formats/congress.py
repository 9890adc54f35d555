"""Pages of the Congressional Record and of hearings as the printing office serves them: HTML of one ``<pre>``.

The text is the decoded file; the page's few tags, page marks and the head are furniture. What the Record prints without
anybody saying it (the clerk's doings, letters and tables "ordered to be printed") is no speech.
"""

from __future__ import annotations

import re

from onrecord.formats import text as plain_text
from onrecord.formats.decode import decode
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.labels.view import SHIFT, blanked, matching_view
from onrecord.marks import Mark
from onrecord.model import Transcript

NAME = "congress"
SUFFIXES: tuple[str, ...] = (".htm", ".html")

_OPENS = re.compile(rb"<body[^>]{0,200}>\s*<pre[^>]{0,100}>", re.IGNORECASE)
_PRE = re.compile(r"<pre[^>]{0,100}>", re.IGNORECASE)
_PRE_ENDS = re.compile(r"</pre>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>|<!--[^<>]{0,300}-->")
_TITLE = re.compile(r"<title>([^<]{1,300})</title>", re.IGNORECASE)
_NARRATION = re.compile(
    r"\n[ ]{2,6}(?P<mark>(?:The (?:\w+ ){0,4}clerk (?:proceeded|called|read|reported|resumed|continued|announced)\b"
    r"|M(?:r|rs|s)\. [A-Zc]+(?: of \w+)? addressed the Chair|There being no objection, the "
    r"|The (?:bill|resolution|amendment|motion|material|article|text)s? (?:\w+ ){0,6}(?:as follows|was|were)\b"
    r"|Thereupon, |Whereupon, )[^\n]*(?:\n(?![ ]{2}|\n)[^\n]+)*)"
)
_AS_FOLLOWS = re.compile(r"(?:as\s+follows|in\s+the\s+Record)[:.]?\s*\Z")
_SPEECH_RESUMES = re.compile(r"\n(?=[ ]{2}[A-Z`\"])")


def sniff(source: Source) -> int:
    """3 where the body opens with ``<pre>`` at once."""
    return 3 if _OPENS.search(source.head[:20_000]) else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript in the page's ``<pre>``; see ``text.read``."""
    decoded = decode(source.data)
    text = decoded.text
    opening = _PRE.search(text)
    start = opening.end() if opening else 0
    closing = list(_PRE_ENDS.finditer(text, start))
    end = closing[-1].start() if closing else len(text)
    view = matching_view(text)
    tags = [Mark(found.start(), found.end(), "furniture") for found in _TAG.finditer(text, start, end)]
    unspoken = _unspoken(blanked(view, tags), end)
    view = blanked(view, sorted([*tags, *(m for m in unspoken if m.kind == "metadata")]))
    title = _TITLE.search(text[:start])
    return plain_text.transcribed(
        source,
        decoded,
        NAME,
        body=(start, end),
        outside="furniture",
        view=view,
        more=[*tags, *unspoken],
        metadata={"title": title[1].strip()} if title else {},
        options=options,
    )


def _unspoken(view: str, end: int) -> list[Mark]:
    """Narration of the clerk's doings, and the printed matter it announces."""
    marks: list[Mark] = []
    for found in _NARRATION.finditer(view, 0, end + SHIFT):
        stop = found.end("mark")
        marks.append(Mark(found.start("mark") - SHIFT, stop - SHIFT, "stage"))
        if _AS_FOLLOWS.search(found["mark"]):
            resumes = _SPEECH_RESUMES.search(view, stop, end + SHIFT)
            after = resumes.start() if resumes else end + SHIFT
            printed = view[stop:after]
            if printed.strip():
                begin = stop + len(printed) - len(printed.lstrip())
                marks.append(Mark(begin - SHIFT, stop + len(printed.rstrip()) - SHIFT, "metadata"))
    return marks
