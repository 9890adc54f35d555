"""Transcriber files (TRS): turns of one or several speakers at once, with points of time within them."""

from __future__ import annotations

from onrecord.formats.annotations.spoken import Piece, spoken
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.script import XmlScript
from onrecord.formats.xml.times import moment
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "trs"
SUFFIXES: tuple[str, ...] = (".trs",)


def sniff(source: Source) -> int:
    """3 for the root element."""
    root = source.xml_root
    return 3 if root and root.name == "Trans" else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the turns in ``source``. Raises DamagedFileError; EmptyFileError where nobody speaks."""
    document = parsed(source)
    episode = _Episode(document)
    episode.told(document.root)
    return episode.transcript(source, NAME)


class _Episode(XmlScript):
    """The turns of one speaker that follow one another are one."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        root = document.root
        for node in root.all("Speaker"):
            if node.get("id"):
                self.people[node.get("id")] = Speaker(node.get("name") or node.get("id"))
        self._topics = {node.get("id"): node.get("desc") for node in root.all("Topic")}
        self.metadata = {
            "title": (episode.get("program") if (episode := next(root.all("Episode"), None)) else ""),
            "date": (episode.get("air_date") if episode else "") or root.get("version_date"),
            "source": root.get("audio_filename"),
            "language": root.get("lang"),
            "author": root.get("scribe"),
        }

    def told(self, node: Node) -> None:
        """Tell sections and turns."""
        for part in node.parts:
            if isinstance(part, str):
                self.script.drop("text outside turns", part)
            elif part.name == "Turn":
                self._turn(part)
            else:
                topic = self._topics.get(part.get("topic")) if part.name == "Section" else ""
                if topic:
                    self.script.line(2)
                    self.script.put(topic, self.document.where(part), kind="heading", is_ours=True)
                self.told(part)

    def _turn(self, node: Node) -> None:
        who = node.get("speaker").split()
        at, end = moment(node.get("startTime")), moment(node.get("endTime"))
        speaker = who[0] if who else ""
        pieces: list[Piece] = []
        where = self.document.where(node)

        def add(text: str, *, is_stage: bool = False) -> None:
            label = self.people[speaker].name if speaker in self.people else speaker
            pieces.append(Piece(speaker, label, text, where, at, None, is_stage))

        for part in node.parts:
            if isinstance(part, str):
                add(part)
            elif part.name == "Sync":
                at = moment(part.get("time"))
                where = self.document.where(part)
            elif part.name == "Who":
                number = int(part.get("nb")) if part.get("nb").isdecimal() else 0
                speaker = who[number - 1] if 0 < number <= len(who) else speaker
            elif what := _unspoken(part):
                add(what, is_stage=True)
        starts = [*[piece.start_ms for piece in pieces], end][1:]
        ended = [
            piece._replace(end_ms=after if after is not None and after != piece.start_ms else end)
            for piece, after in zip(pieces, starts, strict=True)
        ]
        spoken(self.script, ended)


def _unspoken(node: Node) -> str:
    """The words for a noise or comment, in brackets of ours; empty for pronunciations, languages and entities."""
    is_noise = node.name == "Event" and node.get("type") in {"noise", ""} and node.get("extent") != "end"
    what = node.get("desc") if is_noise or node.name == "Comment" else ""
    return f"[{what}]" if what else ""
