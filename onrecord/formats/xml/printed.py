"""XML whose elements say how a page looks and not who speaks: the names printed in its paragraphs do, as in plain text.

Typesetters and word processors write such files; each element with text of its own is a paragraph.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.formats import text as plain_text
from onrecord.formats.extract import Extract
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.tree import Document, Node
from onrecord.model import DOUBTFUL_BELOW, Transcript

_FEWEST_TURNS = 4
_SHARE = 0.5
"""So much of the text at least is said under a name."""


def read_printed(
    document: Document, source: Source, format_name: str, options: Options = AS_FOUND, *, header: str = ""
) -> Transcript | None:
    """The transcript of the paragraphs of ``document``, or None where no names before them say that it is one.

    Elements named ``header`` are left out.
    """
    if not document.n_characters:
        return None
    extract = Extract()
    _collect(document.root, document, extract, header)
    found = plain_text.extracted(
        source, extract, format_name, document.n_characters, encoding=document.encoding, options=options
    )
    said = sum(
        segment.end - segment.start
        for segment in found.segments
        if segment.kind == "speech" and segment.turn is not None and found.turns[segment.turn].label
    )
    is_talk = found.has_labels and len(found.turns) >= _FEWEST_TURNS and len({t.speaker for t in found.turns}) > 1
    if not is_talk or said < _SHARE * len(found.text) or found.confidence < DOUBTFUL_BELOW:
        return None
    return replace(found, defects=(*document.defects, *found.defects))


def _collect(node: Node, document: Document, extract: Extract, header: str) -> None:
    if node.name == header:
        extract.drop("header", "".join(node.texts()))
        return
    if any(isinstance(part, str) and part.strip() for part in node.parts):
        extract.line(2)
        extract.put(node.text(), document.where(node))
        extract.line()
        return
    for part in node.children():
        _collect(part, document, extract, header)
