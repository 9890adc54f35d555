"""The Hansard of the British Parliament as its volumes of two centuries were digitised.

Paragraphs name a member and hold a contribution; those that follow without a member go on with it. Columns of the
printed volume stand in the middle of sentences.
"""

from __future__ import annotations

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import parted
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Transcript

NAME = "hansard-uk"
SUFFIXES: tuple[str, ...] = (".xml",)

_HOUSES = ("housecommons", "houselords", "westminsterhall", "grandcommittee", "grandcommitteereport", "debates")
_SECTIONS = (*_HOUSES, "section", "oralquestions", "writtenanswers", "orderofbusiness", "prayers", "petition")
_CONTRIBUTIONS = ("membercontribution", "membercontributions", "contribution")


def sniff(source: Source) -> int:
    """3 for members and their contributions under a Hansard."""
    root = source.xml_root
    if not root or root.name.lower() not in {"hansard", *_HOUSES}:
        return 0
    names = {name.lower() for name in root.names}
    is_volume = root.name.lower() == "hansard" and bool(names & set(_HOUSES)) and bool(names & {"member", "p"})
    return 3 if "membercontribution" in names or is_volume else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the sitting in ``source``; printed names decide who is who. Raises DamagedFileError."""
    document = parsed(source).in_small_letters()
    volume = _Volume(document)
    volume.tell(document.root)
    volume.take(None)
    return volume.transcript(source, NAME, by_key=False)


class _Volume(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.metadata = _described(document.root)
        self.act(self._section, *_SECTIONS)
        self.act(self._paragraph, "p", "para")
        self.act(self.aside("heading"), "title", "subtitle", "titlepage")
        self.act(self.aside("metadata"), "date", "division", "table", "list", "volume", "session", "titlepage")
        self.act(self.block, "quote", "blockquote", "li", "tr", "line")
        self.act(self.left_out("column numbers"), "col", "column", "image", "imagesrc", "pagenumber", "page")
        self.act(self.left_out("numbers of the volume"), "volumeno", "seriesnumber", "partnumber", "volumenumber")
        self.act(self.breaks, "lb", "br", "td")

    def _section(self, node: Node) -> None:
        self.take(None)
        self.tell(node)
        self.take(None)

    def _paragraph(self, node: Node) -> None:
        member = next((part for part in node.children() if part.name == "member"), None)
        if member is None:
            is_said = bool(self._floor) and not _is_italic(node)
            (self.block if is_said else self.aside("stage"))(node)
            return
        printed = "".join(member.texts())
        name, note = parted(printed)
        self.take(Floor(name, name, printed, note) if name else self._floor)
        self._line(node)
        self._n_blocks += 1
        for part in node.parts:
            if isinstance(part, str):
                self.say(part)
            elif part is not member:
                self._contribution(part)
        self._n_blocks -= 1
        self._end()

    def _contribution(self, node: Node) -> None:
        if node.name not in _CONTRIBUTIONS:
            (self.actions.get(node.name) or self.tell)(node)
            return
        first = node.parts[0] if node.parts else ""
        if isinstance(first, str) and first.lstrip()[:1] == ":":
            self.script.drop("marks after names", ":")
            node.parts[0] = first.lstrip()[1:]
        self.tell(node)


def _is_italic(node: Node) -> bool:
    """Whether all of a paragraph is in italics or brackets, as what nobody says is printed."""
    text = node.text()
    italic = "".join(part.text() for part in node.children() if part.name in {"i", "em", "italic"})
    return text[:1] in "[(" or (bool(italic) and len(italic) >= 0.9 * len(text.replace(" ", "")))


def _described(root: Node) -> dict[str, str]:
    date = next(root.all("date"), None)
    title = next(root.all("title"), None)
    house = next((each for each in [root, *root.all(*_HOUSES)] if each.name in _HOUSES), None)
    names = {"housecommons": "House of Commons", "houselords": "House of Lords"}
    return {
        "title": title.text() if title else "",
        "date": (date.get("format") or date.text()) if date else "",
        "event": names.get(house.name, "") if house else "",
    }
