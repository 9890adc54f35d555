"""From a tree of XML to a script: the walk that the formats of parliaments and scholars share.

A format says what its elements mean (an ``Action`` for each name); everything else is text that runs on. Each text node
is either put into the script or dropped by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from onrecord.formats.script import Script
from onrecord.formats.source import Source
from onrecord.formats.xml.tree import Document, Node
from onrecord.model import SegmentKind, Speaker, Transcript

Action = Callable[[Node], None]
_AFTER_NAMES = "marks after names"
BESIDE_NAMES = "constituencies, parties and offices beside names"
SILENT = "names of people who say nothing"


class Floor(NamedTuple):
    """Who speaks, as the file has it."""

    key: str
    """What the file calls them; "" is somebody unnamed."""
    label: str
    printed: str = ""
    """The text of the element that names them, all of it; empty where the name stands in an attribute or list."""
    note: str = ""
    start_ms: int | None = None
    end_ms: int | None = None


class XmlScript:
    """The walk. Subclasses fill ``actions``, and call ``tell`` on what holds the transcript."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.script = Script()
        self.people: dict[str, Speaker] = {}
        self.metadata: dict[str, str] = {}
        self.actions: dict[str, Action] = {}
        self.kind: SegmentKind | None = None
        """Of all text put, while it is set."""
        self._floor: Floor | None = None
        self._opened: Floor | None = None
        self._n_blocks = 0
        self._has_begun = False
        self._gap = False
        self._runs: SegmentKind | None = None
        self._where = ""

    def tell(self, node: Node) -> None:
        """Put what is in ``node``, by the actions."""
        actions = self.actions
        for part in node.parts:
            if isinstance(part, str):
                self.say(part)
            elif part.name in actions:
                actions[part.name](part)
            else:
                self.tell(part)

    def say(self, text: str) -> None:
        """Put ``text`` with single blanks: said by who has the floor, or else nobody's."""
        words = text.split()
        if not words:
            self._gap = self._gap or bool(text)
            return
        self._open()
        if self._gap or text[0].isspace():
            self.script.blank()
        kind = self.kind
        if kind is None and self._floor is None:
            kind = "stage" if self._has_begun else "metadata"
        self.script.put(" ".join(words), self._where, kind=kind)
        self._run(kind)
        self._gap = text[-1].isspace()

    def floor(self, floor: Floor, node: Node, inside: Callable[[Node], None] | None = None) -> None:
        """Tell ``node`` as what ``floor`` says; who was interrupted goes on after it, in a turn of their own."""
        before, n_blocks = self._floor, self._n_blocks
        self._floor, self._n_blocks = floor, 0
        self._line(node)
        (inside or self.tell)(node)
        self._end()
        self.close(before)
        self._n_blocks = n_blocks

    def take(self, floor: Floor | None) -> None:
        """From here ``floor`` speaks, for formats whose speeches are no elements; None: nobody does."""
        self.close(floor)

    def close(self, after: Floor | None = None) -> None:
        """End what is said; ``after`` has the floor again."""
        if self._floor is not None and self._floor.printed and self._floor is not self._opened:
            self.script.drop(SILENT, self._floor.printed)
        self._floor = after

    def block(self, node: Node) -> None:
        """A paragraph."""
        self._line(node)
        self._n_blocks += 1
        self.tell(node)
        self._n_blocks -= 1
        self._end()

    def breaks(self, _node: Node) -> None:
        """A line break, which parts words."""
        self._gap = True

    def aside(self, kind: SegmentKind) -> Action:
        """An action: a paragraph of ``kind``."""

        def action(node: Node) -> None:
            was, self.kind = self.kind, kind
            floor = self._floor
            if floor is not None and floor is not self._opened:
                self._floor = None  # what precedes the first word stands before the name
            self.block(node)
            self._floor, self.kind = floor, was

        return action

    def inline(self, kind: SegmentKind) -> Action:
        """An action: words of ``kind`` within a sentence."""

        def action(node: Node) -> None:
            was, self.kind = self.kind, kind
            self._gap = True
            self.tell(node)
            self._gap = True
            self.kind = was

        return action

    def left_out(self, what: str) -> Action:
        """An action: the text is in the account and not in the transcript."""

        def action(node: Node) -> None:
            self.script.drop(what, "".join(node.texts()))

        return action

    def remark(self, kind: SegmentKind) -> Action:
        """An action: ``aside`` between paragraphs, ``inline`` within one."""
        aside, inline = self.aside(kind), self.inline(kind)

        def action(node: Node) -> None:
            (inline if self._n_blocks else aside)(node)

        return action

    def act(self, action: Action, *names: str) -> None:
        """Register one action for ``names``."""
        self.actions.update(dict.fromkeys(names, action))

    def transcript(
        self,
        source: Source,
        format_name: str,
        *,
        by_key: bool = True,
        metadata: Mapping[str, str] = MappingProxyType({}),
    ) -> Transcript:
        """The finished transcript; with ``by_key`` the keys are people, else printed names decide."""
        found = self.script.transcript(
            source,
            format_name,
            self.document.n_characters,
            people=self.people if by_key else None,
            metadata={**self.metadata, **metadata},
            encoding=self.document.encoding,
            defects=self.document.defects,
        )
        return found if by_key else replace(found, speakers=tuple(self._told_of(each) for each in found.speakers))

    def _told_of(self, speaker: Speaker) -> Speaker:
        """A speaker found by printed names, with what the file tells of somebody so labelled."""
        known = next((self.people[label] for label in speaker.labels if label in self.people), None)
        if known is None:
            return speaker
        return replace(speaker, role=speaker.role or known.role, party=known.party)

    def _run(self, kind: SegmentKind | None) -> None:
        """What stands in several elements of a line and is of one kind is one stretch."""
        marks = self.script.marks
        if kind is not None and kind == self._runs and marks[-1].start - marks[-2].end <= 1:
            end = marks.pop().end
            marks[-1] = marks[-1]._replace(end=end)
        self._runs = kind

    def _line(self, node: Node) -> None:
        self._at(node)
        if self._floor is None or self._floor is self._opened:
            self.script.line(2)
        self._gap = False
        self._runs = None

    def _end(self) -> None:
        if self._floor is None or self._floor is self._opened:
            self.script.line()
        self._gap = False
        self._runs = None

    def _at(self, node: Node) -> None:
        self._where = self.document.where(node)

    def _open(self) -> None:
        floor = self._floor
        if floor is None or floor is self._opened:
            return
        label = " ".join(floor.label.split())
        is_anew = floor.printed and " ".join(floor.printed.split()).startswith(label)
        rest = " ".join(floor.printed.split())[len(label) :] if is_anew else floor.printed
        beside = any(sign.isalnum() for sign in rest)
        self.script.drop(BESIDE_NAMES if beside else _AFTER_NAMES, rest)
        self.script.turn(
            floor.key,
            label or None,
            self._where,
            start_ms=floor.start_ms,
            note=floor.note,
            is_printed=bool(is_anew),
        )
        self.script.until(floor.end_ms)
        # Whoever is interrupted and goes on has had their name printed once.
        self._floor = self._opened = floor._replace(printed="")
        self._has_begun = True
        self._gap = False
        self._runs = None
