"""The Hansard of the Northern Ireland Assembly, as its data service gives it: a flat list of components.

Each component has a type and a text; a speaker is a component of its own, before the spoken text.
"""

from __future__ import annotations

import re

from onrecord.formats.options import AS_FOUND, Options
from onrecord.formats.source import Source
from onrecord.formats.xml.names import is_chair, parted
from onrecord.formats.xml.script import Floor, XmlScript
from onrecord.formats.xml.tree import Document, Node, parsed
from onrecord.model import SegmentKind, Transcript

NAME = "hansard-ni"
SUFFIXES: tuple[str, ...] = (".xml",)

_TYPE, _TEXT = "componenttype", "componenttext"
_SAID = frozenset({"spoken text", "quote", "question", "oral answer", "spoken", "text", "answer"})
_HEADINGS = frozenset({"header", "heading", "plenary item", "plenary item text", "sub header", "document title"})
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def sniff(source: Source) -> int:
    """3 for components of a Hansard that have types."""
    root = source.xml_root
    return 3 if root and {"ComponentType", "ComponentText"} <= root.names else 0


def read(source: Source, options: Options = AS_FOUND) -> Transcript:  # noqa: ARG001 the file itself names speakers
    """The transcript of the sitting in ``source``; printed names decide who is who. Raises DamagedFileError."""
    document = parsed(source).in_small_letters()
    sitting = _Sitting(document)
    sitting.component(document.root)
    sitting.take(None)
    return sitting.transcript(source, NAME, by_key=False)


class _Sitting(XmlScript):
    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.metadata = {}

    def component(self, node: Node) -> None:
        """Tell a component, or those in a list of them."""
        kind = node.child(_TYPE)
        for part in node.parts:
            if isinstance(part, str):
                self.script.drop("numbers of components", part)
            elif kind is None or part.name not in {_TYPE, _TEXT}:
                if any(True for _ in part.children()):
                    self.component(part)
                else:
                    self.script.drop("numbers of components", "".join(part.texts()))
            elif part is kind:
                self.script.drop("types of components", "".join(part.texts()))
            else:
                self._told(part, kind.text().lower())

    def _told(self, node: Node, kind: str) -> None:
        text = "".join(node.texts())
        for tag in _TAG.findall(text):
            self.script.drop("tags in the text", tag)
        text = _TAG.sub(" ", text)
        if kind.startswith("speaker") or kind in {"member", "chairperson"}:
            name, note = parted(text)
            if is_chair(name) and note:
                name = f"{name} ({note})"
            self.take(Floor(name, name, text, note) if name else None)
            return
        if kind in _HEADINGS:
            self._aside("heading", text, node)
            if kind == "document title":
                self.metadata.setdefault("title", " ".join(text.split()))
            self.take(None)
        elif kind == "time":
            self._aside("timestamp", text, node)
        elif kind in _SAID or kind.startswith("spoken"):
            self._line(node)
            for line in text.split("\n\n"):
                self.say(line)
            self._end()
        elif "division" in kind:
            self._aside("metadata", text, node)
        else:
            self._aside("stage", text, node)

    def _aside(self, kind: SegmentKind, text: str, node: Node) -> None:
        self.aside(kind)(_with_text(node, text))


def _with_text(node: Node, text: str) -> Node:
    copy = Node(node.name, {}, node.at)
    copy.parts = [text]
    return copy
