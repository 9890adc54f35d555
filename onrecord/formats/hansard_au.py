"""The Hansard of the Australian Parliament, in the three shapes it had since 1901.

A talk begins with who talks: name, party, electorate. Up to 2011 paragraphs follow; since then the talk is one body of
paragraphs in which the names stand again, interjections among them. Before 1998 all names are in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import is_chair, unmarked
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "hansard-au"
SUFFIXES: tuple[str, ...] = (".xml",)

_TALKS = ("speech", "question", "answer", "interjection", "continue", "interject", "adjournmentspeech")
_OFFICES = frozenset({"10000", "10001", "10002", "unknown"})
_NAMED = re.compile(r"(?:Member|Office)(?:Speech|Continuation|Interjecting|Question|Answer|\w*)")
_HEADING_CLASSES = re.compile(r"HPS-(?:Sub)*Debate|HPS-(?:Main)?Heading|HPS-Title")
_UNSPOKEN_CLASSES = re.compile(r"HPS-(?:Division|SOD|Line|Small$|StartWeek|House|Parliament)")
_BESIDE = ("HPS-Electorate", "HPS-Time", "HPS-MinisterialTitles", "HPS-MemberRole")
_INTERJECTING = re.compile(r"(?:\w+ ){0,3}(?:interjecting|having interjected)\s*[—–-]*\s*")
_AFTER_NAME = re.compile(r"(?:\(\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?\)|[\s()\[\]:：—–-])+")
_LISTS = ("division", "division.data", "petition", "petition.group", "table")


def sniff(source: Source) -> int:
    """3 for the root with talks or the head of a session."""
    root = source.xml_root
    names = {name.lower() for name in root.names} if root else frozenset()
    if not root or root.name.lower() not in {"hansard", "chamber.xscript", "committee", "fedchamb.xscript"}:
        return 0
    return 3 if names & {"session.header", "chamber.xscript", "talk.start", "talker"} else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the sitting day in ``source``. Raises DamagedFileError; EmptyFileError where nobody speaks."""
    document = parsed(source).in_small_letters()
    for node in document.root.all():
        node.attributes = {key.lower(): value for key, value in node.attributes.items()}
    day = _Day(document)
    day.tell(document.root)
    return day.transcript(source, NAME)


class _Day(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._is_after_name = False
        self._body = ""
        self._details: dict[str, tuple[str, str, str]] = {}
        for talker in document.root.all("talker"):
            person = talker.child("name.id")
            key = (person.text() if person else "").casefold()
            if key and key not in self._details:
                self._details[key] = (_metadata_name(talker), _party(talker), _detail(talker, "role"))
        self.metadata = _described(document.root)
        self.act(self._talk, *_TALKS)
        self.act(self.left_out("details of who talks"), "talker", "page.no", "id.no", "num.votes", "proof")
        self.act(self.left_out("head of the session"), "session.header")
        self.act(self.block, "para", "list", "item", "row", "li", "tr")
        self.act(self.aside("heading"), "title", "subtitle")
        self.act(self.left_out("kinds of debates"), "type", "stage")
        self.act(self.aside("timestamp"), "time.stamp")
        self.act(self.aside("metadata"), *_LISTS)
        self.act(self.aside("stage"), "division.header", "division.result", "interrupt", "day.start")
        self.act(self.block, "names", "name")
        self.act(self._paragraph, "p")
        self.act(self.breaks, "br", "td", "entry")

    def say(self, text: str) -> None:
        """As ever; what parts a name from what is said stays behind."""
        if self._is_after_name and self._floor is not None:
            marks = _AFTER_NAME.match(text)
            if marks:
                self.script.drop("marks after names", marks[0])
                text = text[marks.end() :]
            if not text:
                return
            self._is_after_name = False
        super().say(text)

    def _talk(self, node: Node) -> None:
        talker = node.child("talk.start", "talker") or node.child("talker")
        body = node.child("talk.text")
        own = [part for part in node.parts if isinstance(part, Node) and part.name != "talk.start"]
        if talker is None and not node.get("speaker"):
            self.tell(node)
            return
        floor = self._named(talker, node)
        was, self._body = self._body, "".join(body.texts()) if body else self._body
        if node.name in {"interjection", "continue"} and own and was and "".join(own[0].texts()).strip() in was:
            for part in own:  # said in the body of the talk already
                self.script.drop("talk that is printed twice", "".join(part.texts()))
            for part in node.children():
                if part.name == "talk.start":
                    self.script.drop("details of who talks", "".join(part.texts()))
        else:
            self._is_after_name = True
            self.floor(floor, node)
            self._is_after_name = False
        self._body = was

    def _named(self, talker: Node | None, node: Node) -> Floor:
        names = [part for part in talker.children() if part.name == "name"] if talker else []
        shown = next((name for name in names if name.get("role") == "display"), None)
        plain = shown or (names[0] if names else None)
        person = talker.child("name.id") if talker else None
        identifier = (person.text() if person else "") or node.get("nameid") or (plain.get("nameid") if plain else "")
        label = unmarked(plain.text() if plain and plain.text() else node.get("speaker"))
        party = (_party(talker) if talker else "") or node.get("party")
        office = _detail(talker, "role") if talker else ""
        full = (_metadata_name(talker) if talker else "") or node.get("speaker") or label
        return Floor(self._key(identifier, label, full, party, office), label or full)

    def _key(self, identifier: str, label: str, full: str, party: str, office: str) -> str:
        key = identifier.casefold()
        if not key or key in _OFFICES:
            key = label.casefold()
            full = label
        known = self.people.get(key, Speaker(_turned(full) or label))
        role = "chair" if is_chair(label) or is_chair(full) else office
        self.people[key] = Speaker(known.name, role=known.role or role, party=known.party or party)
        return key

    def _paragraph(self, node: Node) -> None:
        """A paragraph of the later files: a heading, a note, or talk that opens with a name perhaps."""
        kind = node.get("class")
        if _HEADING_CLASSES.match(kind):
            self.aside("heading")(node)
            return
        if _UNSPOKEN_CLASSES.match(kind):
            self.aside("stage")(node)
            return
        opens = next((each for each in _links(node) if _NAMED.fullmatch(each.get("type"))), None)
        if opens is None or not opens.text():
            self.block(node)
            return
        label = unmarked(opens.text())
        name, party, office = self._details.get(opens.get("href").casefold(), ("", "", ""))
        key = self._key(opens.get("href"), label, name or label, party, office)
        self.take(Floor(key, label, "".join(opens.texts())))
        self._line(node)
        self._is_after_name = True
        rest = node.text().removeprefix(opens.text()).lstrip(" :")
        was, self.kind = self.kind, "stage" if _INTERJECTING.fullmatch(rest) else self.kind
        self._tell_besides(node, opens)
        self.kind, self._is_after_name = was, False
        self._end()

    def _tell_besides(self, node: Node, name: Node) -> None:
        """All of ``node`` but the name, and what tells of its bearer."""
        for part in node.parts:
            if isinstance(part, str):
                self.say(part)
            elif part is name:
                continue
            elif self._is_after_name and part.get("class") in _BESIDE:
                self.script.drop("constituencies, parties and offices beside names", "".join(part.texts()))
            elif part.name in self.actions:
                self.actions[part.name](part)
            else:
                self._tell_besides(part, name)


def _links(node: Node) -> Iterator[Node]:
    """The links of a paragraph, without those of paragraphs inside it."""
    for part in node.children():
        if part.name == "a":
            yield part
        elif part.name != "p":
            yield from _links(part)


def _detail(talker: Node, name: str) -> str:
    node = talker.child(name)
    return node.text() if node else ""


def _party(talker: Node) -> str:
    party = _detail(talker, "party")
    return "" if party.upper() in {"N/A", "UNKNOWN"} else party


def _metadata_name(talker: Node) -> str:
    names = [part for part in talker.children() if part.name == "name"]
    full = next((name for name in names if name.get("role") == "metadata"), None) or (names[0] if names else None)
    return full.text() if full else ""


def _turned(name: str) -> str:
    """A name in the order of speech: Peter Cook for "Cook, Sen Peter"."""
    family, comma, given = name.partition(",")
    given = " ".join(word for word in given.split() if word.upper().strip(".") not in {"MP", "SEN", "HON", "THE HON"})
    return f"{given.strip(' ,')} {family.strip()}".strip() if comma else name


def _described(root: Node) -> dict[str, str]:
    header = next(root.all("session.header"), root)
    found = {name: node.text() for name in ("date", "chamber") if (node := header.child(name))}
    title = next(root.all("title"), None)
    return {
        "title": title.text() if title else "",
        "date": found.get("date", "") or root.get("date"),
        "event": found.get("chamber", "") or root.get("chamber"),
    }
