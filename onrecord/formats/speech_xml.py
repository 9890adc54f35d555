"""XML of no schema that is known by name: turns by the names that people give to such elements, in several languages.

What is a turn has a name like one ("speech", "intervención", "anförande") or carries its speaker ("speaker=", "who=");
its speaker stands in an attribute or an element inside, perhaps as the identifier of somebody listed elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from onrecord.errors import UnsupportedFormatError
from onrecord.formats.extract import visible
from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import is_chair, parted
from onrecord.formats.xml.printed import read_printed
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.times import moment
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import Speaker, Transcript

NAME = "speech-xml"
SUFFIXES: tuple[str, ...] = (".xml",)

_SPEECHES = frozenset((
    "speech", "turn", "sp", "intervention", "intervencion", "intervencio", "intervencao", "contribution",
    "membercontribution", "statement", "talk", "tale", "anforande", "anforing", "rede", "redebeitrag", "discurso",
    "discours", "discorso", "intervento", "toespraak", "wystapienie", "vystoupeni", "felszolalas", "puheenvuoro",
    "remark", "remarks", "spoken", "speechact", "parole", "paragraphe",
))  # fmt: skip
_UTTERANCES = frozenset((
    "utterance", "utt", "u", "message", "msg", "post", "line", "segment", "seg", "said", "dialogue", "dialog",
    "comment", "caption", "cue", "sentence", "entry",
))  # fmt: skip
_SPEAKERS = frozenset((
    "speaker", "speakername", "name", "from", "who", "spk", "by", "member", "person", "participant", "author",
    "sender", "user", "orador", "oradora", "interviniente", "orateur", "redner", "rednerin", "taler", "talare",
    "orator", "speaking", "talker", "character", "role", "attribution", "personspeaking", "voice", "nombre", "nom",
    "orateurs", "oratore", "puhuja",
))  # fmt: skip
_ATTRIBUTES = (
    "speakername", "speaker", "who", "by", "spk", "name", "member", "person", "participant", "author",
    "sender", "user", "from", "orador", "interviniente", "orateur", "redner", "talare", "voice",
)  # fmt: skip
_IDS = ("speakerid", "personid", "idacteur", "memberid", "mpid", "intressentid", "oradorid")
_CARRIES = frozenset(
    {"speaker", "speakername", "speakerid", "idacteur", "who", "spk", "orador", "interviniente", "orateur"}
)
_DETAILS = frozenset((
    "id", "date", "time", "start", "end", "begin", "timestamp", "duration", "party", "partei", "fraktion", "partido",
    "grupo", "groupe", "parti", "role", "cargo", "function", "qualite", "url", "link", "lang", "language", "gender",
    "sex", "electorate", "constituency", "fecha", "hora", "datum", "uid", "page",
))  # fmt: skip
_PARTY = ("party", "group", "partei", "fraktion", "partido", "grupo", "groupe", "parti", "politicalgroup", "parlgroup")
_OFFICE = ("role", "office", "cargo", "function", "position", "qualite", "fonction")
_ACRONYM = re.compile(r"[A-ZÄÖÜÅÉ][A-Za-zÄÖÜäöüÅåÉé]{0,5}(?:[-/][A-Za-z]{1,8})*")
"""What stands in brackets after a name and is a party."""
_TEXTS = frozenset((
    "anforandetext", "text", "texte", "texto", "testo", "tekst", "content", "body", "speechtext", "contenido",
    "intervenciontexto", "words", "transcript",
))  # fmt: skip
_ALONE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_ITALICS = frozenset({"i", "italique", "italic", "em", "emphasis"})
_MARKUP = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,300})?/?>")
_PARAGRAPHS = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "blockquote"})
_STARTS, _ENDS = (
    ("start", "begin", "starttime", "timestart", "timein"),
    ("end", "endtime", "stop", "timeend", "timeout"),
)
_HEADINGS = frozenset((
    "heading", "head", "title", "titulo", "titel", "titre", "rubrik", "subject", "topic", "subtitle",
))  # fmt: skip
_STAGE = frozenset((
    "stage", "stagedirection", "event", "vocal", "kinesic", "applause", "note", "kommentar", "acotacion",
    "didascalie", "reaction", "stagedir", "scndescr",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "para", "paragraph", "parrafo", "absatz", "text", "texto", "texte", "line", "div", "li", "item",
))  # fmt: skip
_FIELDS = {
    "title": "title", "titulo": "title", "titel": "title", "titre": "title", "date": "date", "fecha": "date",
    "datum": "date", "doktitel": "title", "dokdatum": "date", "dateseancejour": "date",
    "place": "place", "location": "place", "language": "language", "event": "event",
}  # fmt: skip
_SPOKEN = re.compile(r"<[^<>]{1,300}\s(?:speaker|speaker_?name|speaker_?id|who|spk)\s*=", re.IGNORECASE)
_OTHER = frozenset({"html", "svg", "rss", "feed", "package", "math"})
_HTML = frozenset((
    "p", "div", "span", "body", "head", "table", "ul", "ol", "b", "i", "em", "strong", "h1", "h2", "h3", "br", "a",
    "article", "section", "main", "pre", "title", "meta", "header", "nav", "blockquote", "center", "font",
))  # fmt: skip
_NAMES = frozenset({"name", "nom", "nombre", "fullname", "displayname", "speakername"})
_FORENAMES = frozenset({"firstname", "forename", "givenname", "vorname", "prenom", "oratorfirstname"})
_SURNAMES = frozenset({"lastname", "surname", "familyname", "nachname", "apellidos", "oratorlastname"})
_LONGEST_NAME = 200
_SHARE = 0.3
"""So much of the text at least stands in turns, else the file is about something else."""


def sniff(source: Source) -> int:
    """2 for an XML document that is no page, picture or feed; one that does not say so must have turns by name."""
    root = source.xml_root
    if not root or root.name.lower() in _OTHER:
        return 0
    if source.opening.startswith("<?xml"):
        return 2
    has_turns = _SPOKEN.search(source.opening) or not (_SPEECHES | _UTTERANCES).isdisjoint(map(_plain, root.names))
    return 2 if has_turns and root.name.lower() not in _HTML else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:
    """The transcript of the turns in ``source``, else of its paragraphs by the names that are printed in them.

    Raises UnsupportedFormatError where none are found; DamagedFileError.
    """
    document = parsed(source)
    for node in document.root.all():
        node.name = _plain(node.name)
        node.attributes = {_plain(key): value for key, value in node.attributes.items()}
    talk = _Talk(document)
    if not talk.is_talk():
        if (found := read_printed(document, source, NAME, options)) is not None:
            return found
        raise UnsupportedFormatError(
            f"This XML (<{document.root.name}>) marks no speeches and speakers that On Record knows; save the"
            " transcript as plain text, one line a turn: the name, a colon, the words.",
            format="XML", name=source.name,
        )  # fmt: skip
    talk.all_in(document.root)
    return talk.transcript(source, NAME, by_key=bool(talk.listed))


class _Talk(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        root = document.root
        self.listed = _listed(root)
        self.people = dict(self.listed)
        turns = [node for node in (root, *root.all()) if _is_turn(node)]
        self._by_id = _named_by_id(turns)
        # Turns that hold turns are parts of the debate, and those with a speaker come before those without.
        self._turns = {id(node): node for node in turns if self._speaker(node) is not None}
        self._titles: set[int] = set()
        self._find_titles(root)
        self._text = sum(
            visible("".join(node.texts())) for node in self._turns.values() if not _holds(node, self._turns)
        )
        self._names = {node.name for node in self._turns.values()}
        self.metadata = _described(root, self._names)
        self.act(self.breaks, "br", "lb")
        for names, action in (
            (_HEADINGS, self.aside("heading")),
            (_STAGE, self.remark("stage")),
            (_BLOCKS, self._block),
        ):
            self.act(action, *names)
        for name in self._names | {node.name for node in turns}:
            self.actions[name] = self._told

    def is_talk(self) -> bool:
        """Whether the turns are what the file is about."""
        return bool(self._turns) and self._text >= _SHARE * self.document.n_characters

    def all_in(self, root: Node) -> None:
        """Tell the document, which may be one turn."""
        if id(root) in self._turns:
            self._told(root)
        else:
            self.tell(root)

    def say(self, text: str) -> None:
        """As is; but tags that somebody wrote as text part paragraphs, and are named in the account."""
        at = 0
        for found in _MARKUP.finditer(text) if "<" in text else ():
            name = found[1].lower()
            if name not in _HTML:
                continue
            super().say(text[at : found.start()])
            self.script.drop("tags written as text", found[0])
            at = found.end()
            if name in _PARAGRAPHS:
                if self._floor is None or self._floor is self._opened:
                    self.script.line(1 if name == "br" else 2)
                self._gap, self._runs = False, None
        super().say(text[at:])

    def _find_titles(self, node: Node) -> bool:
        """Whether turns are in ``node``; remembers texts that stand beside them and belong to none: titles."""
        if id(node) in self._turns:
            return True
        holding = [self._find_titles(child) for child in node.children()]
        if any(holding):
            self._titles |= {id(child) for child in node.children() if child.name in _TEXTS}
        return any(holding)

    def _block(self, node: Node) -> None:
        if self._floor is None and id(node) in self._titles and not _holds(node, self._turns):
            self.aside("heading")(node)
        else:
            self.block(node)

    def _unnamed(self, node: Node) -> None:
        """A turn that names nobody, among others: a remark, a paragraph that goes on, or somebody unknown."""
        text = node.text()
        is_set_apart = "".join(node.besides(*_ITALICS)).strip() == ""
        if _ALONE.fullmatch(text) or (is_set_apart and not text.endswith(tuple("!?…"))):
            self.aside("stage")(node)
            return
        goes_on = node.name.startswith("para") and self._opened is not None
        self.take(self._opened if goes_on else Floor("", ""))
        self.block(node)
        self.take(None)

    def _told(self, node: Node) -> None:
        if id(node) not in self._turns:
            is_among = self._has_begun and self._floor is None and node.name in self._names and node.text()
            if is_among and not _holds(node, self._turns):
                self._unnamed(node)
            else:
                (self._block if node.name in _BLOCKS else self.tell)(node)
            return
        speaker = self._speaker(node)
        name, printed = speaker or ("", None)
        known = self.listed.get(name.lstrip("#"))
        label, note = parted(name) if not known else (known.name, "")
        key = name.lstrip("#") if self.listed else label
        if key:
            person = self.people.get(key, Speaker(label))
            party = person.party or node.get(*_PARTY) or next((part.text() for part in node.all(*_PARTY)), "")
            party = party or (note if _ACRONYM.fullmatch(note) else "")
            office = next((part.text() for part in printed.all(*_OFFICE)), "") if printed else ""
            role = person.role or ("chair" if is_chair(label) else node.get(*_OFFICE) or office)
            self.people[key] = Speaker(person.name, role=role if role != label else "", party=party)
        start, end = _time(node, _STARTS), _time(node, _ENDS)
        floor = Floor(key, label, "".join(printed.texts()) if printed else "", note, start, end)
        skipped = (printed, *(part for part in self._details(node) if part is not printed))
        if node.name not in _UTTERANCES:
            self.floor(floor, node, lambda inside: self._inside(inside, skipped))
            return
        # Shorter than a turn: it goes on where the same speaker does.
        last = self._opened
        if key and last is not None and last.key == key and self._floor is None:
            if printed:
                self.script.drop("names of speakers, repeated", floor.printed)
            floor = last
            self.script.until(end)
        before, self._floor = self._floor, floor
        self._at(node)
        self._gap = True
        self._inside(node, skipped)
        self._gap = True
        self.close(before)

    def _inside(self, node: Node, skipped: tuple[Node | None, ...]) -> None:
        """What is said: all but the element that names the speaker and what tells of the turn."""
        for part in node.parts:
            if isinstance(part, str):
                self.say(part)
            elif part is skipped[0]:
                continue
            elif part in skipped:
                self.script.drop("details of turns", "".join(part.texts()))
            elif part.name in _SPEAKERS and part.name not in self.actions and skipped[0] is not None:
                self.script.drop("further names of speakers", "".join(part.texts()))
            elif part.name in self.actions:
                self.actions[part.name](part)
            else:
                self._inside(part, skipped)

    def _details(self, node: Node) -> Iterator[Node]:
        """What tells of the turn; in a record with a field for the text that is every other field."""
        children = list(node.children())
        is_record = any(part.name in _TEXTS for part in children) and not any(
            isinstance(part, str) and part.strip() for part in node.parts
        )
        for part in children:
            is_field = part.name not in self.actions and next(part.children(), None) is None
            if part.name in _DETAILS or (is_record and is_field and part.name not in _TEXTS):
                yield part

    def _speaker(self, node: Node) -> tuple[str, Node | None] | None:
        """Who speaks in ``node``, and the element that says so; None where nothing does."""
        found = _named(node)
        if found is not None:
            return found
        identifier = node.get(*_IDS)
        if not identifier:
            return None
        return self._by_id.get(identifier) or node.get(*_OFFICE) or identifier, None


def _named(node: Node) -> tuple[str, Node | None] | None:
    """Who ``node`` says by name that speaks, in an attribute or an element."""
    value = node.get(*_ATTRIBUTES)
    if value:
        return value, None
    for part in node.children():
        if part.name in _SPEAKERS:
            name = _name(part)
            if name or (name := part.get(*_ATTRIBUTES, *_IDS, "id", "ref")):
                return name, part if part.text() else None
        elif part.name not in _DETAILS and part.name not in _BLOCKS and not _is_turn(part):
            inner = next((each for each in part.children() if each.name in _SPEAKERS and _name(each)), None)
            if inner is not None:
                return _name(inner), inner
    return None


def _named_by_id(turns: Iterable[Node]) -> dict[str, str]:
    """The name of each identifier, where turns have both; one that stands for several people is nobody's."""
    names: dict[str, str] = {}
    shared: set[str] = set()
    for node in turns:
        identifier, found = node.get(*_IDS), _named(node)
        if identifier and found is not None and names.setdefault(identifier, found[0]) != found[0]:
            shared.add(identifier)
    return {identifier: name for identifier, name in names.items() if identifier not in shared}


def _name(node: Node) -> str:
    """The name in an element: that of an element for it, else all of its text, if it is no more than a name."""
    inner = next((each for each in node.all() if each.name in _NAMES and each.text()), None)
    given = next((each.text() for each in node.all() if each.name in _FORENAMES), "")
    family = next((each.text() for each in node.all() if each.name in _SURNAMES), "")
    name = inner.text() if inner else f"{given} {family}".strip() or node.text()
    return name if len(name) <= _LONGEST_NAME else ""


def _plain(name: str) -> str:
    """In lower case, without accents and the marks between words."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name.lower()) if sign.isalnum())


def _is_turn(node: Node) -> bool:
    return node.name in _SPEECHES or node.name in _UTTERANCES or not _CARRIES.isdisjoint(node.attributes)


def _holds(node: Node, turns: dict[int, Node]) -> bool:
    return any(id(each) in turns for each in node.all())


def _listed(root: Node) -> dict[str, Speaker]:
    """People that are declared with an identifier: a name in an attribute, an element, or the text."""
    people: dict[str, Speaker] = {}
    for node in root.all("speaker", "person", "participant", "member", "interviniente", "orador", "user", "agent"):
        key = (
            node.get("id", "xmlid", "speakerid", "ref")
            if "id" in node.attributes or "speakerid" in node.attributes
            else ""
        )
        inner = next((part for part in node.all() if part.name in _SPEAKERS | {"fullname"} and part.text()), None)
        name = node.get("name", "fullname", "label", "displayname") or (inner.text() if inner else node.text())
        if key and name and len(name) <= 100 and key not in people:
            people[key] = Speaker(name, role=node.get(*_OFFICE), party=node.get(*_PARTY))
    return people


def _time(node: Node, names: tuple[str, ...]) -> int | None:
    return moment(node.get(*names))


def _described(root: Node, turns: set[str]) -> dict[str, str]:
    """Title, date and place, where elements before the first turn have those names."""
    fields: dict[str, str] = {}
    for node in (root, *root.all()):
        if node.name in turns:
            for part in node.children():
                if part.name in _FIELDS and _FIELDS[part.name] in {"title", "date"} and part.name.startswith("dok"):
                    fields.setdefault(_FIELDS[part.name], part.text())
            break
        if node.name in _FIELDS and (text := node.text() or node.get("value")) and len(text) <= 300:
            fields.setdefault(_FIELDS[node.name], re.sub(r"\s+", " ", text))
    for key in ("title", "date", "lang"):
        if root.get(key):
            fields.setdefault({"lang": "language"}.get(key, key), root.get(key))
    return fields
