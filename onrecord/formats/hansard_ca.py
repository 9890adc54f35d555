"""The Hansard of Canada's House of Commons and the evidence of its committees, English and French.

Interventions name who speaks in print, with riding and party in brackets at the first time; clocks, languages of the
floor and headings stand between and within them.
"""

from __future__ import annotations

import re

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import bare, is_chair, parted
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "hansard-ca"
SUFFIXES: tuple[str, ...] = (".xml",)

_INTERVENTIONS = frozenset({"Intervention", "QuestionContent", "ResponseContent", "Question"})
_PARTY = re.compile(r"^(?:Lib|CPC|PCC|NDP|NPD|BQ|GP|PV|PPC|Ind|Cons?|C\.?A|PC|Ref|DRC|L|[A-Z]{2,5})\.?$")
_HEADINGS = ("OrderOfBusinessTitle", "SubjectOfBusinessTitle", "SubjectOfBusinessQualifier", "Prayer", "IntroTitle")
_GROUP = re.compile(r"(?i)(?:some|des|une?|an)?\s*(?:hon|right hon)?\.?\s*(?:members?|voix|députés?|voices)")


_THRONE = re.compile(r"(?i)(?:the )?speech from the throne|(?:le )?discours du tr[ôo]ne")


def sniff(source: Source) -> int:
    """3 for the root with the elements that only this schema has."""
    root = source.xml_root
    names = {"HansardBody", "ExtractedInformation", "ExtractedItem", "Intervention", "PersonSpeaking"}
    return 3 if root and root.name.lower() in {"hansard", "committee"} and len(names & root.names) > 1 else 0


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
        self._aloud: Floor | None = None
        self._is_throne_speech = False
        self.metadata = _described(document.root)
        self.act(self._intervention, "Intervention")
        self.act(self._intervention, "Question", "Response")
        self.act(lambda _: None, "PersonSpeaking", "Questioner", "Responder")
        self.act(self._paragraph, "ParaText")
        self.act(self.block, "QuotePara", "Line", "Poetry", "row", "Row")
        self.act(self.aside("heading"), *_HEADINGS)
        self.act(self._repeated, "CatchLine")
        self.act(self.aside("timestamp"), "Timestamp")
        self.act(self.aside("stage"), "FloorLanguage", "ProceduralText", "Division", "Motion")
        self.act(self._throne_speech, "ThroneSpeech")
        self.act(self._subject, "SubjectOfBusiness")
        self.act(self.left_out("head of the document"), "ExtractedInformation", "DocumentTitle", "StartPageNumber")
        self.act(self.breaks, "entry", "Entry", "br")

    def _intervention(self, node: Node) -> None:
        speaking = next((part for part in node.children() if part.name in self._namers), None)
        if speaking is None:
            self.tell(node)
            return
        affiliation = next(speaking.all("Affiliation"), None)
        person = affiliation.get("DbId") if affiliation else ""
        self._aloud = None
        self.floor(self._named("".join(speaking.texts()), person), node)
        self._aloud = None

    def _named(self, printed: str, person: str = "") -> Floor:
        """Who speaks, by a printed name with what stands in brackets after it."""
        name, note = parted(printed)
        beside = note
        presides = is_chair(name)
        full = name
        if presides and note:  # "The Chair (Mr. Ann Bell (Ajax, Lib.))": the brackets say who
            full, note = parted(note)
        key = self._key(person if person != "0" else "", full, office=name if presides else "")
        known = self.people.get(key, Speaker(full, is_group=bool(_GROUP.fullmatch(name))))
        party = next((part.strip() for part in reversed(note.split(",")) if _PARTY.match(part.strip())), "")
        office = note.rpartition(",")[0].strip() if party else ""
        role = "chair" if presides else _office(office)
        self.people[key] = Speaker(known.name, (), known.role or role, known.is_group, known.party or party.rstrip("."))
        return Floor(key, name, printed, beside)

    def _paragraph(self, node: Node) -> None:
        """One that opens with a name in bold is somebody else's: of voices in a chorus alone, of others what follows
        too.
        """
        parts = [part for part in node.parts if not isinstance(part, str) or part.strip()]
        bold = parts[0] if parts and isinstance(parts[0], Node) and parts[0].name == "B" else None
        after = parts[1] if len(parts) > 1 and isinstance(parts[1], str) else ""
        if self._floor is None and self._is_throne_speech:
            self._throne_speech(node)
        elif bold is None or self._floor is None:
            if self._aloud is not None:
                self.take(self._aloud)
            self.block(node)
        elif len(parts) == 1 and not bold.text().endswith(":"):
            self.aside("heading")(node)
        elif bold.text().endswith(":") or after.lstrip().startswith(":"):
            self._says_bold(node, bold)
        else:
            self.block(node)

    def _says_bold(self, node: Node, bold: Node) -> None:
        before = self._aloud or self._floor
        colon = "" if bold.text().endswith(":") else ":"
        floor = self._named("".join(bold.texts()) + colon)
        self.take(floor)
        self._line(node)
        for part in node.parts:
            if part is bold:
                continue
            if not isinstance(part, str):
                self.tell(part)
            elif colon and part.strip():
                self.say(part.lstrip()[len(colon) :])
                colon = ""
            else:
                self.say(part)
        self._end()
        self._aloud = before if self.people[floor.key].is_group else None

    _namers = frozenset({"PersonSpeaking", "Questioner", "Responder"})

    def _key(self, person: str, name: str, office: str) -> str:
        """One for each person: a member who is a minister too has two numbers and one name.

        Who presides changes, so an office is whose it was last.
        """
        key = self._keys.get(bare(name)) or (self._keys.get(person) if person else None) or bare(name)
        self._keys.setdefault(bare(name), key)
        if office:
            self._keys[bare(office)] = key
        if person:
            self._keys.setdefault(person, key)
        return key

    def _throne_speech(self, node: Node) -> None:
        """It is the Governor General's, of whom the element or title is named and nothing else; a turn in all."""
        reader = "Le gouverneur général" if self.document.root.get("lang").lower() == "fr" else "The Governor General"
        key = bare(reader)
        self.people.setdefault(key, Speaker(reader))
        goes_on = self._opened is not None and self._opened.key == key
        self.take(self._opened if goes_on else Floor(key, reader))
        self.block(node)
        self.take(None)

    def _subject(self, node: Node) -> None:
        """Paragraphs of nobody under the title of the speech from the throne are that speech, not the debate on it."""
        title, on = (node.child(f"SubjectOfBusiness{part}") for part in ("Title", "Qualifier"))
        before = self._is_throne_speech
        self._is_throne_speech = title is not None and on is None and bool(_THRONE.fullmatch(title.text()))
        self.tell(node)
        self._is_throne_speech = before

    def _repeated(self, node: Node) -> None:
        """A running title says again what the heading under it says."""
        self.script.drop("running titles", "".join(node.texts()))


def _office(text: str) -> str:
    """The office among what stands in brackets: a riding is none."""
    return text if re.search(r"(?i)\b(?:minister|secretary|leader|ministre|secrétaire|whip|president)\b", text) else ""


def _described(root: Node) -> dict[str, str]:
    items = {node.get("Name"): node.text() for node in root.all("ExtractedItem")}
    number = ", ".join(items[key] for key in ("Number", "Session", "Parliament") if items.get(key))
    return {
        "title": items.get("InstitutionDebate") or items.get("Institution") or items.get("HeaderTitle", ""),
        "date": items.get("Date", ""),
        "event": number,
        "place": items.get("Country", ""),
        "language": root.get("lang").lower(),
    }
