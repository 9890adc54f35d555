"""Akoma Ntoso: the debates of parliaments from Nairobi to Pretoria, and of the United Nations' tools, 2.0 and 3.0.

Each speech names its speaker by a reference and prints a label as well; who the references are stands in the head.
"""

from __future__ import annotations

import re

from onrecord.errors import UnsupportedFormatError
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import bare, identifiers, is_chair, parted, readable, unmarked
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "akn"
SUFFIXES: tuple[str, ...] = (".xml", ".akn")

_SPEECHES = ("speech", "question", "answer")
_NARRATED = ("narrative", "scene", "summary", "remark", "communication_result", "authorialNote", "rollCall")
_BLOCKS = ("li", "item", "blockContainer", "listIntroduction", "listWrapUp", "tr", "block", "caption")

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mnr|Mev|Me|Dr|Adv|Prof|Rev|Hon|Sen|Rre|Mme|Moh|Nkk|Nksz|Mnu|Tat|Bishop|Chief|The|Die|An|UMnu)"
)
_NAMED = re.compile(rf"\s*\[?(?P<name>{_TITLE}\.?\s+[^\W\d_][^:()\[\]\n]{{1,60}}(?:\([^()\n]{{1,60}}\))?)\s*:(?=\s)")
"""The name that opens a paragraph outside all speeches."""
_HOUSE = re.compile(
    r"(?:The|Die) (?:House|Council|Assembly|Senate|sitting|Joint Sitting|Huis|meeting|Chairperson)\b[^.]*\b"
    r"(?:adjourned|rose|resumed|divided|met|suspended|verdaag)\b"
)
_PARTY = re.compile(r"[A-Z][A-Za-z+/ -]{0,14}")
_TITLED = re.compile(rf"{_TITLE}\b")


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
        listed = list(document.root.all("TLCPerson", "TLCRole", "TLCOrganization"))
        self._shown = {node.get("id", "eId"): node.get("showAs") for node in listed}
        self._persons = {node.get("id", "eId") for node in listed if node.name == "TLCPerson"}
        self._keys: dict[str, str] = {}
        self._outside = False
        self.metadata = _described(document.root)
        self.act(self._speech, *_SPEECHES)
        self.act(lambda _: None, "from")
        self.act(self._paragraph, "p")
        self.act(self._heading, "heading", "num", "subheading")
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
        offices = [each for each in identifiers(node.get("as")) if each not in self._persons]
        office = " ".join(self._shown.get(each, "") or readable(each) for each in offices)
        party = ""
        if key and _is_made_of(key, name):
            key, name, party = self._one(key, name)
        if key:
            role = "chair" if is_chair(office) or is_chair(name) or is_chair(label) else office
            known = self.people.get(key, Speaker(name))
            self.people[key] = Speaker(name, role=known.role or role, party=known.party or party)
        self._outside_ends()
        self.floor(Floor(key, label or name, "".join(printed.texts()) if printed else ""), node)

    def _one(self, key: str, name: str) -> tuple[str, str, str]:
        """Key, name and party of whom the file knows by a label alone: with a party in brackets or without."""
        plain, note = parted(name)
        if not note or plain.startswith("The ") or is_chair(plain) or not _PARTY.fullmatch(note) or _TITLED.match(note):
            plain, note = name, ""
        return self._keys.setdefault(bare(plain), key), plain, note

    def _paragraph(self, node: Node) -> None:
        """One outside all speeches that opens with a name is said all the same, and so is what follows it."""
        if self._floor is None or self._outside:
            text = "".join(node.texts())
            first = node.parts[0] if node.parts else ""
            found = _NAMED.match(first) if isinstance(first, str) else None
            if found and isinstance(first, str) and self._has_begun:
                self._says_outside(node, first, found)
                return
            if self._outside and _HOUSE.match(text.strip()):
                self._outside_ends()
        self.block(node)

    def _says_outside(self, node: Node, first: str, found: re.Match[str]) -> None:
        self._outside_ends()
        label = unmarked(found["name"])
        key, name, party = self._one(label.casefold(), label)
        known = self.people.get(key, Speaker(name, role="chair" if is_chair(name) else ""))
        self.people[key] = Speaker(known.name, role=known.role, party=known.party or party)
        self._outside = True
        self.take(Floor(key, label, found[0]))
        self._line(node)
        self.say(first[found.end() :])
        rest = Node(node.name, {}, node.at)
        rest.parts = node.parts[1:]
        self.tell(rest)
        self._end()

    def _heading(self, node: Node) -> None:
        self._outside_ends()
        self.aside("heading")(node)

    def _outside_ends(self) -> None:
        if self._outside:
            self._outside = False
            self.take(None)


def _is_made_of(key: str, name: str) -> bool:
    """Whether an identifier is nothing but the name in other letters."""
    return re.sub(r"\W+", "", key).casefold() == re.sub(r"\W+", "", name).casefold()


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
