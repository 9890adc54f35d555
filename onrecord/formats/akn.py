"""Akoma Ntoso: the debates of parliaments from Nairobi to Pretoria, and of the United Nations' tools, 2.0 and 3.0.

Each speech names its speaker by a reference and prints a label as well; who the references are stands in the head.
"""

from __future__ import annotations

from onrecord.errors import UnsupportedFormatError
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml_names import identifiers, is_chair, readable, unmarked
from onrecord.formats.xml_script import Floor, XmlScript
from onrecord.formats.xml_tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "akn"
SUFFIXES: tuple[str, ...] = (".xml", ".akn")

_SPEECHES = ("speech", "question", "answer")
_NARRATED = ("narrative", "scene", "summary", "remark", "communication_result", "authorialNote", "rollCall")
_BLOCKS = ("p", "li", "item", "blockContainer", "listIntroduction", "listWrapUp", "tr", "block", "caption")


def sniff(source: Source) -> int:
    """3 for the root element, in any case and namespace."""
    root = source.xml_root
    return 3 if root and root.name.lower() == "akomantoso" else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the debate in ``source``.

    Raises UnsupportedFormatError for a document without speeches, such as an act; DamagedFileError.
    """
    document = parsed(source)
    if not any(node.name in _SPEECHES for node in document.root.all(*_SPEECHES)):
        raise UnsupportedFormatError(
            "This Akoma Ntoso document holds no speeches; On Record reads debates of this format, not acts or bills.",
            format="Akoma Ntoso", name=source.name,
        )  # fmt: skip
    debate = _Debate(document)
    debate.tell(document.root)
    return debate.transcript(source, NAME)


class _Debate(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._shown = {
            node.get("id", "eId"): node.get("showAs")
            for node in document.root.all("TLCPerson", "TLCRole", "TLCOrganization")
        }
        self.metadata = _described(document.root)
        self.act(self._speech, *_SPEECHES)
        self.act(lambda _: None, "from")
        self.act(self.aside("heading"), "heading", "num", "subheading")
        self.act(self.remark("stage"), *_NARRATED)
        self.act(self.block, *_BLOCKS)
        self.act(self.breaks, "eol", "eop", "br")
        self.act(self.left_out("presentation of the document"), "presentation")

    def _speech(self, node: Node) -> None:
        printed = next((each for each in node.children() if each.name == "from"), None)
        for other in node.children():
            if other.name == "from" and other is not printed:
                self.script.drop("further names of a speaker", other.text())
        label = unmarked(printed.text()) if printed else ""
        by = identifiers(node.get("by", "speaker"))
        person = by[0].rpartition("/")[2] if by else ""
        key = person or label.casefold()
        name = self._shown.get(person, "") or label or readable(person)
        office = " ".join(self._shown.get(each, "") or readable(each) for each in identifiers(node.get("as")))
        if key:
            role = "chair" if is_chair(office) or is_chair(name) or is_chair(label) else office
            known = self.people.get(key, Speaker(name))
            self.people[key] = Speaker(name, role=known.role or role)
        self.floor(Floor(key, label or name, "".join(printed.texts()) if printed else ""), node)


def _described(root: Node) -> dict[str, str]:
    work, expression = (next(root.all(name), None) for name in ("FRBRWork", "FRBRExpression"))
    date = next(root.all("docDate"), None)
    title = next(root.all("docTitle"), None)
    alias = work.child("FRBRalias") if work else None
    place = next(root.all("location"), None)
    day = work.child("FRBRdate") if work else None
    language = expression.child("FRBRlanguage") if expression else None
    source = expression.child("FRBRuri") if expression else None
    return {
        "title": (title.text() if title else "") or (alias.get("value") if alias else ""),
        "date": (date.get("date") if date else "") or (day.get("date") if day else ""),
        "place": place.text() if place else "",
        "language": language.get("language") if language else "",
        "source": source.get("value") if source else "",
    }
