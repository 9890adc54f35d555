"""Captions in XML: TTML, DFXP and the timed text of video sites.

Agents name who speaks; without them labels in the text do, as in plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from onrecord.formats import text as plain_text
from onrecord.formats.annotations.spoken import Piece, spoken
from onrecord.formats.extract import Extract
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.formats.xml.times import moment
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Transcript

NAME = "ttml"
SUFFIXES: tuple[str, ...] = (".ttml", ".dfxp", ".xml")

_TIMED = re.compile(r"<(?:text\s[^<>]*\bstart=|p\s[^<>]*\bt=)[\"']\d")


def sniff(source: Source) -> int:
    """3 for the root element in its namespace, or with paragraphs; and for the timed text of a video site."""
    root = source.xml_root
    if root and root.name in {"transcript", "timedtext"}:
        return 3 if _TIMED.search(source.opening) else 0
    if not root or root.name != "tt":
        return 0
    return 3 if re.search("ttml|ttaf", root.namespaces) or "p" in root.names else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript of the captions in ``source``. Raises DamagedFileError; EmptyFileError where they are blank."""
    document = parsed(source)
    root = document.root
    agents = {
        agent.get("id"): name.text() if (name := next(agent.all("name"), None)) else agent.get("id")
        for agent in root.all("agent")
    }
    rates = {"f": float(_number(root.get("frameRate")) or 30), "t": float(_number(root.get("tickRate")) or 0)}
    pieces: list[Piece] = []
    body = root.child("body") or root
    _collect(body, (0, None, ""), document, rates, agents, pieces)
    head = "".join(part if isinstance(part, str) else "".join(part.texts()) for part in root.parts if part is not body)
    head = head if body is not root else ""
    title = next((node.text() for node in root.all("title")), "")
    fields = {"title": title, "language": root.get("lang")}
    metadata = {name: value for name, value in fields.items() if value}
    if any(piece.key for piece in pieces) and not options.pattern and not options.one_speaker:
        script = Script()
        spoken(script, pieces)
        script.drop("head of the document", head)
        return script.transcript(
            source, NAME, document.n_characters, people={}, metadata=metadata,
            encoding=document.encoding, defects=document.defects,
        )  # fmt: skip
    extract = Extract()
    cues: list[tuple[int, int | None, int | None]] = []
    for piece in pieces:
        extract.line()
        cues.append((extract.length, piece.start_ms, piece.end_ms))
        extract.put(piece.text, piece.where)
    extract.drop("head of the document", head)
    found = plain_text.extracted(
        source, extract, NAME, document.n_characters, metadata=metadata, encoding=document.encoding, options=options
    )
    return replace(_timed(found, cues), defects=(*document.defects, *found.defects))


Times = tuple[int, "int | None", str]


def _collect(
    node: Node,
    inherited: Times,
    document: Document,
    rates: dict[str, float],
    agents: dict[str, str],
    pieces: list[Piece],
) -> None:
    """The paragraphs of ``node``; times of a part count from those of the part around it."""
    before, _, agent = inherited
    begin = moment(node.get("begin", "start"), per_second=rates)
    end, duration = moment(node.get("end"), per_second=rates), moment(node.get("dur"), per_second=rates)
    if node.get("t"):
        begin, duration = moment(node.get("t"), "ms"), moment(node.get("d"), "ms")
    elif node.name == "text":
        duration = moment(node.get("dur"))
    start = before + begin if begin is not None else before
    stop = before + end if end is not None else start + duration if duration is not None else None
    agent = node.get("agent").split()[0] if node.get("agent") else agent
    if node.name in {"p", "text"}:
        if begin is None and stop is None:
            begin, start, stop = _of_spans(node, start, rates)
        has_time = begin is not None or stop is not None
        lines = [line for line in _lines(node).split("\n") if line.strip()]
        for line in lines or []:
            words = " ".join(line.split())
            who = next((each.get("agent") for each in node.all("span") if each.get("agent")), agent)
            where = document.where(node)
            pieces.append(Piece(who, agents.get(who, who), words, where, start if has_time else None, stop))
        return
    for part in node.parts:
        if isinstance(part, str):
            continue
        _collect(part, (start, stop, agent), document, rates, agents, pieces)


def _of_spans(node: Node, before: int, rates: dict[str, float]) -> tuple[int | None, int, int | None]:
    """Begin and end of a paragraph whose parts alone have times, which count from ``before``."""
    begins = [each for part in node.all("span") if (each := moment(part.get("begin"), per_second=rates)) is not None]
    ends = [each for part in node.all("span") if (each := moment(part.get("end"), per_second=rates)) is not None]
    if not begins:
        return None, before, None
    return min(begins), before + min(begins), before + max(ends) if ends else None


def _lines(node: Node) -> str:
    return "".join(
        " ".join(part.split("\n")) if isinstance(part, str) else "\n" if part.name == "br" else _lines(part)
        for part in node.parts
    )


def _timed(found: Transcript, cues: list[tuple[int, int | None, int | None]]) -> Transcript:
    """The same with times: of each turn's first and last caption."""
    starts = [start for start, _, _ in cues]
    turns = []
    for turn in found.turns:
        first = max(bisect_right(starts, turn.start) - 1, 0)
        last = max(bisect_left(starts, turn.end) - 1, first)
        begin, end = cues[first][1], cues[last][2]
        is_later = begin is not None and end is not None and end >= begin
        turns.append(turn._replace(start_ms=begin, end_ms=end if is_later else None))
    return replace(found, turns=tuple(turns))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
