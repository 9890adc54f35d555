"""Golds of files whose text is not their bytes, as turns of words: parses by others, or by a few lines that share
nothing with the library.
"""

import json
import re
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree as ET

from benchmarks.accuracy.sequences import Said, merged, said

_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]")
"""Sources keep "[Applause.]" among the words."""
_HONORIFIC = re.compile(
    r"^(?:(?:Right |Rt\. |Le très |La très )?(?:Hon\.|hon\.|L['’]hon\.)|Mr\.|Mrs\.|Ms\.|M\.|Mme)\s+"
)
"""One person is "Hon. Ann Bell (Minister, Lib.)" here and "Ann Bell" there; the numbers beside names are of offices."""
_VOID = {"br", "hr", "img", "link", "meta", "input"}


class Structured(NamedTuple):
    """A file, and who says what in it."""

    path: object
    genre: str
    turns: list[Said]


def structured(folder):
    """Every gold of this kind whose files are below ``folder``."""
    for path in sorted(folder.glob("**/*_transcript_corrected.vtt")):
        yield Structured(path, "captions (Zoom VTT)", list(_zoom(path)))
    for path in sorted(folder.glob("**/parliament_ca/*.xml")):
        yield Structured(path, "Hansard XML (Canada)", merged(_canada(path.with_suffix(".html"))))
    for path in sorted(folder.glob("**/parliament_za/*.xml")):
        yield Structured(path, "Akoma Ntoso (South Africa)", merged(_akoma(path)))
    for path in sorted(folder.glob("**/*_regular.json")):
        items = json.loads(path.read_text(encoding="utf-8"))["hansard"]
        turns = [said(item["name"], item["spoken"]) for item in items if item["type"] == "speaker"]
        yield Structured(path.with_suffix(".htm"), "HTML (Winnipeg)", merged(turns))
        yield Structured(path.with_suffix(".pdf"), "PDF (Winnipeg)", merged(turns))
    for path in sorted(folder.glob("**/ParlaMint-ES-CT*.xml")):
        yield Structured(path, "TEI (ParlaMint)", merged(_tei(path)))
        for document in sorted(path.parent.glob("*.docx")):
            yield Structured(document, "DOCX (Catalonia)", merged(_tei(path)))
    for path in sorted(folder.glob("**/ParlaMint-TR*.xml")):
        yield Structured(path, "TEI (ParlaMint)", merged(_tei(path)))
    for path in sorted(folder.glob("**/todayinfocus.sample.json")):
        yield Structured(path, "JSON (AWS)", list(_aws(json.loads(path.read_text())["results"])))
    for path in sorted(folder.glob("**/*.cha")):
        yield Structured(path, "CHAT", list(_chat(path)))


def own_cases(folder):
    """Files of kinds of which no real one was at hand: our own cases, with the turns written down beside them."""
    for path in sorted(folder.glob("eaf/*.eaf")):
        expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        yield Structured(path, "EAF (own case)", [said(name, text) for _, name, text in expected["turns"]])


def _zoom(path):
    for cue in re.finditer(r"-->[^\n]*\n([^\n:]{1,60}): ([^\n]+)", path.read_text(encoding="utf-8-sig")):
        yield said(cue[1].strip(), cue[2])


class _Statements(HTMLParser):
    """openparliament's page: a statement a division, its paragraphs said unless they are called procedural."""

    def __init__(self):
        super().__init__()
        self.turns, self._open, self._text, self._who = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "div" and "statement" in (attrs.get("class") or ""):
            named = attrs.get("data-person-speaking-attribution") or ""
            self._who = _HONORIFIC.sub("", re.sub(r"\s*\(.*", "", named))
        if tag == "p":
            self._text = []
        if tag not in _VOID:
            self._open.append((tag, "procedural" in (attrs.get("class") or "")))

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        while self._open:
            name, is_procedural = self._open.pop()
            if name == "p" and not is_procedural and self._who:
                self.turns.append(said(self._who, "".join(self._text)))
                self._text = []
            if name == tag:
                break

    def handle_data(self, data):
        self._text.append(data)


def _canada(path):
    parser = _Statements()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.turns


def _local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _akoma(path):
    """Speeches by the name printed in ``from``, or else by ``by``; remarks are nobody's."""
    for speech in ET.parse(path).iter():  # noqa: S314 our own files
        if _local(speech) == "speech":
            name = next(("".join(child.itertext()) for child in speech if _local(child) == "from"), "")
            paragraphs = ["".join(child.itertext()) for child in speech if _local(child) != "from"]
            yield said(speech.get("by") or name, _BRACKETED.sub(" ", " ".join(paragraphs)))


def _tei(path):
    for utterance in ET.parse(path).iter():  # noqa: S314 our own files
        if _local(utterance) == "u":
            yield said(utterance.get("who") or "", " ".join(_spoken(utterance)))


def _spoken(element):
    if _local(element) in {"note", "vocal", "kinesic", "incident", "gap", "desc"}:
        return
    yield element.text or ""
    for child in element:
        yield from _spoken(child)
        yield child.tail or ""


def _aws(results):
    parts = results["speaker_labels"]["segments"]
    who = {item["start_time"]: item["speaker_label"] for part in parts for item in part["items"]}
    last = ""
    for item in results["items"]:
        last = who.get(item.get("start_time"), last)
        yield said(last, item["alternatives"][0]["content"])


_CODES = re.compile(r"\x15[^\x15]*\x15|\[[^\]]*\]|[&+][^\s]+|\b(?:xxx|yyy|www)\b|[<>]|@\w+(?::\w+)?")


def _chat(path):
    """Main lines without times, codes in brackets, events and unintelligible stretches."""
    for line in re.finditer(r"(?m)^\*([^:\n]+):\t([^\n]*(?:\n\t[^\n]*)*)", path.read_text(encoding="utf-8")):
        yield said(line[1], re.sub(r"[()]", "", _CODES.sub(" ", line[2])))
