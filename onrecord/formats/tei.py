"""TEI: parliaments (ParlaMint, with or without its words marked), plays, interviews and transcribed talk.

Speeches are ``u`` with a reference to who speaks, or ``sp`` with a printed name. Names stand in lists of the header; a
part of a corpus has them in another file, and then identifiers are made readable.
"""

from __future__ import annotations

import re
from itertools import islice

from onrecord.errors import UnsupportedFormatError
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import first, identifiers, ordered, parted, readable, unmarked
from onrecord.formats.xml.printed import read_printed
from onrecord.formats.xml.script import SILENT, Floor, XmlScript
from onrecord.formats.xml.tei_people import people_in
from onrecord.formats.xml.tei_times import instants_in
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "tei"
SUFFIXES: tuple[str, ...] = (".xml", ".tei")

_ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"})
_SPEECHES = ("u", "sp", "said")
_BLOCKS = ("p", "seg", "l", "lg", "ab", "item", "row", "line", "byline", "dateline", "castItem", "titlePart", "salute")
_NARRATED = ("note", "kinesic", "vocal", "incident", "event", "gap", "stage", "desc", "move", "sound", "view", "camera")
_ASIDE_TEXT = ("fw", "spanGrp", "span", "linkGrp", "standOff", "facsimile", "sourceDoc", "index", "interp", "figDesc")
_REPLACED = frozenset({"sic", "orig", "abbr"})
_NOBODY = frozenset({"unknown", "unk", "none", "n/a", "unbekannt", "inconnu"})
"""What files write where they do not know who speaks."""
_CODE = re.compile(r"\d")
_CLOSING = frozenset(".,;:!?)]}»”…")


def sniff(source: Source) -> int:
    """3 for a root of TEI, in its old forms too."""
    root = source.xml_root
    return 3 if root and root.name in _ROOTS else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript of the speeches in ``source``, or of paragraphs that open with a name where none are marked.

    Raises UnsupportedFormatError for a text in which nobody speaks, such as a letter; DamagedFileError.
    """
    document = parsed(source)
    if next(document.root.all(*_SPEECHES), None) is None:
        if (found := read_printed(document, source, NAME, options, header="teiHeader")) is not None:
            return found
        raise UnsupportedFormatError(
            "This TEI document marks no speeches (u or sp); On Record reads plays, interviews and parliaments in TEI:"
            " open the part that holds what is said.",
            format="TEI", name=source.name,
        )  # fmt: skip
    talk = _Talk(document)
    talk.document_in(document.root)
    return talk.transcript(source, NAME)


class _Talk(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.people = people_in(document.root)
        self._listed = frozenset(self.people)
        self._instants = instants_in(document.root)
        self._announced: Node | None = None
        self._block: Node | None = None
        self._label: Node | None = None
        self._presiding = ""
        self._glued = False
        tokens = list(islice(document.root.all("w", "pc"), 400))
        self._has_joins = any(token.get("join") for token in tokens)
        self._has_blanks = any((text := "".join(token.texts())) and text[-1].isspace() for token in tokens)
        # Presiding is a matter of turns; people who do nothing else are the chair.
        self._others: set[str] = set()
        self.metadata = _described(document.root)
        self.act(self.block, *_BLOCKS)
        self.act(self.aside("heading"), "head")
        self.act(self.remark("stage"), *_NARRATED)
        self.act(self.left_out("annotations"), *_ASIDE_TEXT)
        self.act(self.breaks, "lb", "pb", "cb", "milestone", "pause")
        self.act(self._note, "note")
        self.act(self._unheard, "gap", "vocal", "kinesic", "incident", "event")
        self.act(self._speech, "u", "sp", "said")
        self.act(self._named, "speaker")
        self.act(self._annotated, "annotationBlock")
        self.act(self._chosen, "choice")
        self.act(self._token, "w", "pc", "word")

    def document_in(self, node: Node) -> None:
        """Tell the texts of ``node``, a document or corpus; the rest is named."""
        for part in node.parts:
            if isinstance(part, str):
                self.script.drop("annotations", part)
            elif part.name == "text":
                self.tell(part)
            elif part.name in _ROOTS:
                self.document_in(part)
            else:
                what = "header" if part.name == "teiHeader" else "annotations"
                self.script.drop(what, "".join(part.texts()))
        self._announce(None)
        for key in frozenset(self.people) - self._others:
            known = self.people[key]
            if known.role == "#chair":
                self.people[key] = Speaker(known.name, role="chair", party=known.party)

    def _announce(self, node: Node | None) -> None:
        """Remember a printed name that stands before its speech."""
        if self._announced is not None:
            self.script.drop(SILENT, self._announced.text())
        self._announced = node

    def _note(self, node: Node) -> None:
        kind = node.get("type")
        if kind == "speaker":
            self._announce(node)
            return
        if kind in {"chair", "president"}:
            self._presiding = node.text()
        if kind == "time" and not self._n_blocks:
            self.aside("timestamp")(node)
        else:
            self.remark("stage")(node)

    def _unheard(self, node: Node) -> None:
        """What is described; what has no words is named by its attributes, in ours."""
        if node.text():
            self.remark("stage")(node)
        elif (what := node.get("desc", "reason", "type")) and node.name != "event":
            self._gap = True
            self._open()
            self.script.blank()
            self.script.put(f"[{what}]", self._where, kind="stage", is_ours=True)

    def _speech(self, node: Node) -> None:
        block = self._block
        who = identifiers(node.get("who") or (block.get("who") if block else ""))
        who = [each for each in who if each in self._listed or each.casefold() not in _NOBODY]
        printed = self._announced if node.name == "u" else node.child("speaker")
        label = unmarked(printed.text()).rstrip(".") if printed else ""
        key = " ".join(who) or label.casefold()
        name = " & ".join(self._name_of(each, label) for each in who) or label
        if key and key not in self.people:
            self.people[key] = Speaker(name, is_group=len(who) > 1)
        if key and key not in self._listed:
            known = self.people[key]
            self.people[key] = Speaker(ordered(known.name, label), (), known.role, known.is_group, known.party)
        roles = identifiers(node.get("ana"))
        if self._presiding and self._presiding in (name, label):
            roles.append("chair")
        if (key and key not in self._listed) or len(who) == 1:
            self._take_role(key, roles)
        if node.name == "u":
            self._announced = None
        start = node.get("start", "synch") or (block.get("start") if block else "")
        end = node.get("end") or (block.get("end") if block else "")
        floor = Floor(
            key,
            (label or self.people[key].name) if key else "",
            "".join(printed.texts()) if printed else "",
            start_ms=self._instants.get(start.lstrip("#")),
            end_ms=self._instants.get(end.lstrip("#")),
        )
        was, self._label = self._label, printed
        self.floor(floor, node)
        self._label = was

    def _name_of(self, identifier: str, label: str) -> str:
        """By the list of people; else by the identifier, or by the printed name if it says no less."""
        if identifier in self.people and (identifier in self._listed or not label):
            return self.people[identifier].name
        name, shown = readable(identifier), parted(label)[0]
        is_code = bool(_CODE.search(identifier)) or identifier.startswith("i-")
        is_short = " " not in name and len(name) <= len(shown)  # "#a" for "ANN."
        return shown if label and (is_code or is_short) else name

    def _take_role(self, key: str, roles: list[str]) -> None:
        known = self.people[key]
        if "chair" in roles:
            self.people[key] = Speaker(known.name, role=known.role or "#chair", party=known.party)
        else:
            self._others.add(key)
            role = "guest" if "guest" in roles else ""
            self.people[key] = Speaker(
                known.name,
                role=(known.role if known.role != "#chair" else "") or role,
                is_group=known.is_group,
                party=known.party,
            )

    def _named(self, node: Node) -> None:
        """The name of a speech is its label already; a second one, or one outside, is named in the account."""
        if node is not self._label:
            self.script.drop("further names of speakers", node.text())

    def _annotated(self, node: Node) -> None:
        was, self._block = self._block, node
        self.tell(node)
        self._block = was

    def _chosen(self, node: Node) -> None:
        replaced = [part for part in node.children() if part.name in _REPLACED]
        keeps = len(replaced) < sum(1 for _ in node.children())
        for part in node.children():
            if keeps and part in replaced:
                self.script.drop("forms that the editors replaced", "".join(part.texts()))
            else:
                self.tell(part)

    def _token(self, node: Node) -> None:
        """A word or mark. Files say which are joined, or have the blanks within the words, or neither."""
        join = node.get("join")
        if self._glued or join in {"left", "both", "overlap"}:
            self._gap = False
        elif not self._has_joins and not self._has_blanks:
            self._gap = node.name != "pc" or "".join(node.texts()).strip()[:1] not in _CLOSING
        self.tell(node)
        self._glued = join in {"right", "both"}


def _described(root: Node) -> dict[str, str]:
    header = root.child("teiHeader") or root
    titles = [node for node in header.all("title") if node.get("type") != "sub"]
    setting = next(header.all("setting"), None)
    date = next((setting or header).all("date"), None) or next(header.all("date"), None)
    places = [node.text() for node in setting.all("name", "settlement", "placeName", "country")] if setting else []
    meetings = [node.text() for node in header.all("meeting")]
    source = next(header.all("sourceDesc"), None)
    return {
        "title": first([node.text() for node in titles]),
        "date": date.get("when", "from", "value") or date.text() if date else "",
        "place": ", ".join(dict.fromkeys(place for place in places if place)),
        "event": ", ".join(dict.fromkeys(meeting for meeting in meetings if meeting)),
        "language": (root.child("text") or root).get("lang") or root.get("lang"),
        "source": first([node.text() for node in source.all("idno", "publisher", "title")] if source else []),
    }
