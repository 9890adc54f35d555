"""The plenary protocols of the German Bundestag since 2017, and of what copies their structure.

A speech (``rede``) is opened by a paragraph that names its speaker, whose record stands inside; the president breaks in
by a name in print. Comments are heckles and applause.
"""

from __future__ import annotations

import re

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import bare, parted
from onrecord.formats.xml.script import BESIDE_NAMES, Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "bundestag"
SUFFIXES: tuple[str, ...] = (".xml",)

_ROOTS = frozenset({"dbtplenarprotokoll", "plenarprotokoll", "sitzungsverlauf"})
_PRESIDES = re.compile(r"^(?:(?:Alters|Vize|Bundestags)?[Pp]räsident(?:in)?)\s+")
_TITLES = frozenset({"T_NaS", "T_fett", "T_Beratung", "TOP", "Titel", "T_Drs"})


def sniff(source: Source) -> int:
    """3 for the root element."""
    root = source.xml_root
    return 3 if root and root.name.lower() in _ROOTS else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the sitting in ``source``. Raises DamagedFileError; EmptyFileError where nobody speaks."""
    document = parsed(source)
    sitting = _Sitting(document)
    sitting.tell(document.root)
    return sitting.transcript(source, NAME)


class _Sitting(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._keys: dict[str, str] = {}
        self.metadata = _described(document.root)
        self.act(self.left_out("front matter"), "vorspann")
        self.act(self.left_out("lists and annexes"), "rednerliste", "anlagen")
        self.act(self._speech, "rede")
        self.act(self._paragraph, "p")
        self.act(self._president, "name")
        self.act(self.remark("stage"), "kommentar")
        self.act(self.aside("heading"), "ivz-titel", "titel")
        self.act(self.aside("stage"), "sitzungsende", "fussnote")
        self.act(self.aside("metadata"), "table")
        self.act(self.aside("timestamp"), "uhrzeit")
        self.act(self.breaks, "br", "a", "td", "th")
        self.act(self.block, "zitat", "li", "tr")

    def _speech(self, node: Node) -> None:
        self.tell(node)
        self.take(None)

    def _paragraph(self, node: Node) -> None:
        speaker = next((part for part in node.children() if part.name == "redner"), None)
        if speaker is None:
            (self.aside("heading") if node.get("klasse") in _TITLES else self.block)(node)
            return
        record = speaker.child("name") or speaker
        pieces = {part.name: part.text() for part in record.children()}
        name = " ".join(pieces[key] for key in ("titel", "vorname", "namenszusatz", "nachname") if pieces.get(key))
        outside = "".join(part if isinstance(part, str) else "" for part in node.parts)
        label, note = parted(outside)
        self.script.drop("records of speakers", "".join(speaker.texts()))
        office = next((part.text() for part in record.all("rolle_lang")), "")
        key = self._key(speaker.get("id"), name or label)
        known = self.people.get(key, Speaker(name or label))
        party = pieces.get("fraktion", "")
        self.people[key] = Speaker(known.name, role=known.role or office, party=known.party or party)
        self.take(Floor(key, label or name, outside, note))
        for part in node.children():
            if part is not speaker:
                self.script.drop(BESIDE_NAMES, "".join(part.texts()))

    def _president(self, node: Node) -> None:
        """A name in print, outside the records: whoever presides."""
        printed = "".join(node.texts())
        label, note = parted(printed)
        name = _PRESIDES.sub("", label)
        key = self._key("", name or label)
        known = self.people.get(key, Speaker(name or label))
        self.people[key] = Speaker(known.name, role="chair", party=known.party)
        self.take(Floor(key, label, printed, note))

    def _key(self, identifier: str, name: str) -> str:
        key = self._keys.get(bare(name)) or identifier or bare(name)
        self._keys.setdefault(bare(name), key)
        return key


def _described(root: Node) -> dict[str, str]:
    date = next(root.all("datum"), None)
    title = next(root.all("sitzungstitel"), None)
    place = next(root.all("ort"), None)
    return {
        "title": title.text() if title else "",
        "date": root.get("sitzung-datum") or (date.get("date") or date.text() if date else ""),
        "place": root.get("sitzung-ort") or (place.text() if place else ""),
        "event": root.get("herausgeber"),
        "language": "de",
    }
