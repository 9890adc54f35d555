"""Hansard as TheyWorkForYou and its sisters publish it: flat speeches and headings under ``publicwhip``.

The British Parliament, Scotland, Wales and Northern Ireland, and Australia by OpenAustralia. Speakers stand in
attributes of each speech; what nobody says (motions put, the Chair's announcements) is a speech without a speaker.
"""

from __future__ import annotations

import re

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import bare, is_chair
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "publicwhip"
SUFFIXES: tuple[str, ...] = (".xml",)

_HEADINGS = ("major-heading", "minor-heading", "oral-heading", "inserted-heading", "section-heading")
_SPEECHES = ("speech", "ques", "reply")
_IDS = ("person_id", "speakerid", "speaker_id")
_NOBODY = frozenset({"unknown", "", "none", "null"})
_DATE = re.compile(r"/(?:[a-z]+/)?(\d{4}-\d\d-\d\d)")
_QUESTION_NUMBER = re.compile(r"^\s*(?:Q?\d{1,4}\.)\s")


def sniff(source: Source) -> int:
    """3 for the root element; 2 for its speeches under another."""
    root = source.xml_root
    if not root:
        return 0
    return 3 if root.name == "publicwhip" else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the day in ``source``. Raises DamagedFileError; EmptyFileError where nobody speaks."""
    document = parsed(source)
    day = _Day(document)
    day.tell(document.root)
    return day.transcript(source, NAME)


class _Day(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._keys: dict[str, str] = {}
        self.metadata = _described(document.root)
        self.act(self._speech, *_SPEECHES)
        self.act(self.aside("heading"), *_HEADINGS)
        self.act(self.block, "p", "li", "tr", "blockquote")
        self.act(self.breaks, "br", "td", "th")
        self.act(self._division, "division", "mplist", "msplist", "lordlist", "divisioncount")
        self.act(self.left_out("lists of links"), "gidredirect")

    def _speech(self, node: Node) -> None:
        name = node.get("speakername")
        person = node.get(*_IDS)
        if node.get("nospeaker").lower() == "true" or (name.lower() in _NOBODY and person.lower() in _NOBODY):
            self.aside("stage")(node)
            return
        office = node.get("speakeroffice")
        key = self._key(person, name)
        known = self.people.get(key, Speaker(name or key))
        role = "chair" if is_chair(name) or is_chair(office) else office
        self.people[key] = Speaker(known.name, role=known.role or role, party=known.party or node.get("party"))
        self.floor(Floor(key, name or known.name, note=office), node)

    def _key(self, person: str, name: str) -> str:
        """One for each person: an office changes the member's number within a day, and the name stays."""
        if person.lower() in _NOBODY:
            return self._keys.get(bare(name), name)
        key = self._keys.setdefault(person, self._keys.get(bare(name), person) if name else person)
        if name:
            self._keys.setdefault(bare(name), key)
        return key

    def _division(self, node: Node) -> None:
        """Votes are lists of names, one a line."""
        was, self.kind = self.kind, "metadata"
        self._line(node)
        for part in node.parts:
            if isinstance(part, str):
                self.say(part)
            elif any(True for _ in part.children()):
                self._division(part)
            else:
                self.block(part)
        self._end()
        self.kind = was


def _described(root: Node) -> dict[str, str]:
    heading = next(root.all(*_HEADINGS), None)
    first = next(root.all(*_HEADINGS, *_SPEECHES), None)
    date = _DATE.search(first.get("id")) if first else None
    return {
        "title": heading.text() if heading else "",
        "date": date[1] if date else "",
        "source": first.get("url").partition("#")[0] if first else "",
    }
