"""What one person sees: an immutable value, and how a gesture on the board changes it. Knows nothing of Streamlit.

The state is spelled by the page's address (``to_params``/``from_params``), so a reload, the back button and a link to a
colleague bring the same view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from components.panel import Choice, Entry, panels
from onrecord.export.transcripts import WRITERS as EXPORTS
from onrecord.selection import FIELDS, WORD_FIELDS, Atom, Selection

if TYPE_CHECKING:
    from components.document import Document

SEARCH = "search"
READER = "reader"
COLLOCATIONS = "collocations"
AUDIT = "audit"
LEXICON = "lexicon"
KWIC = "concordance-by-"
KWIC_ORDERS = ("text", "left", "right", "speaker")
AUDIT_TABS = ("speakers", "rest", "missed", "pattern", "references", "lexicon", "history")
"""Pages of "How this was read", see ``components.audit``."""
MAX_TERM = 200
MAX_ENTRY = 2_000

Event = Mapping[str, Any]
"""A gesture as the board reports it; see ``board/events.js``. Comes from a browser, so nothing in it is trusted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the reader stands."""

    whole: bool = False
    """Show the whole transcript, not only what is selected."""
    notes: bool = True
    """Show what is not speech."""
    lines: bool = False
    """Show the file line by line, with the class of each in the margin."""
    kwic: str = ""
    """Order of the concordance's lines, see ``KWIC_ORDERS``; empty when the text is shown instead."""
    repaired: bool = False
    """Whether garbled accents are shown as what they were."""
    at: int = 0
    """The turn at the top."""
    window: int = 1
    """How many windows of text are loaded from there."""
    expanded: frozenset[int] = frozenset()
    """Turns shown in full though little of them is selected."""


@dataclass(frozen=True, slots=True)
class State:
    """Selection, panel choices, open tables and the reader's place."""

    selection: Selection = field(default_factory=Selection)
    options: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    explained: frozenset[str] = frozenset()
    """Panels that show how their numbers are computed."""
    reading: Reading = Reading()
    audit: str = ""
    """The page of "How this was read" that is open; empty when it is closed."""
    download: tuple[str, int] | None = None
    """The panel whose CSV, or the format in which the transcript was asked for, and by which event: sent along once."""

    def to_params(self) -> dict[str, list[str]]:
        """As query parameters; defaults are left out."""
        params = self.selection.to_params()
        for (panel, name), value in self.options.items():
            if value != _default(panel, name):
                params[f"{panel}.{name}"] = [value]
        reader = [name for name in ("whole", "lines", "repaired") if getattr(self.reading, name)]
        reader += [f"{KWIC}{self.reading.kwic}"] if self.reading.kwic else []
        return params | ({READER: reader} if reader else {}) | ({AUDIT: [self.audit]} if self.audit else {})

    @classmethod
    def from_params(cls, params: Mapping[str, Iterable[str]]) -> State:
        """What query parameters spell; what does not parse is ignored."""
        if not params:
            return cls()  # the panels, and all that they import, are not needed for an empty page
        chosen = {}
        for panel in panels().values():
            for choice in panel.choices:
                value = next(iter(params.get(f"{panel.key}.{choice.name}", ())), None)
                if value is not None and _fits(choice, value):
                    chosen[panel.key, choice.name] = value
        reader, audit = list(params.get(READER, ())), next(iter(params.get(AUDIT, ())), "")
        kwic = next((order for order in KWIC_ORDERS if f"{KWIC}{order}" in reader), "")
        reading = Reading(whole="whole" in reader, lines="lines" in reader, kwic=kwic, repaired="repaired" in reader)
        selection = Selection.from_params(params, [*panels(), SEARCH])
        return cls(selection, chosen, reading=reading, audit=audit if audit in AUDIT_TABS else "")


def with_names(state: State, names: Mapping[str, str]) -> State:
    """The same after speakers changed their names: old → new, in what is selected and in what is compared."""
    new = {f"speaker:{old}": f"speaker:{now}" for old, now in names.items()}
    options = {key: new.get(value, value) for key, value in state.options.items()}
    return replace(state, selection=state.selection.with_speakers(names), options=options)


def after(state: State, event: Event, document: Document) -> State:
    """The state after one gesture; the same state when the gesture makes no sense."""
    change = _CHANGES.get(str(event.get("kind")))
    return change(state, event, document) if change else state


def _select(state: State, event: Event, _document: Document) -> State:
    atom = _atom(event.get("atom"))
    source = str(event.get("panel"))
    if not atom or source not in {*panels(), SEARCH}:
        return state
    if source == COLLOCATIONS:
        state = _without_words(state)
    return _selected(state, state.selection.toggled(source, atom, add=bool(event.get("add"))))


def _without_words(state: State) -> State:
    """Company is counted without filters by words, so it is read without them; whose company it is stays written."""
    own, others = state.selection.of(COLLOCATIONS), state.selection.without(COLLOCATIONS)
    words = [value for c in others.clauses for atom in c.atoms for field, value in atom if field == "term"]
    options = dict(state.options)
    if words:
        options.setdefault((COLLOCATIONS, "around"), words[0])
    return replace(state, selection=others.without_fields(WORD_FIELDS).replaced(COLLOCATIONS, own), options=options)


def _brush(state: State, event: Event, document: Document) -> State:
    panel = panels().get(str(event.get("panel")))
    ends = event.get("x")
    if panel is None or panel.brush is None or not isinstance(ends, list) or len(ends) != 2:
        return state
    try:
        low, high = sorted(float(x) for x in ends)
    except (TypeError, ValueError):
        return state
    atom = panel.brush(document, low, high)
    return _selected(state, state.selection.replaced(panel.key, [atom] if atom else []))


def _search(state: State, event: Event, _document: Document) -> State:
    phrase = " ".join(str(event.get("value", "")).split())[:MAX_TERM]
    return _selected(state, state.selection.replaced(SEARCH, [(("term", phrase),)] if phrase else []))


def _clear(state: State, event: Event, _document: Document) -> State:
    source = str(event.get("panel"))
    if source == "*":
        return _selected(state, Selection())
    atom = _atom(event.get("atom"))
    return _selected(state, state.selection.without(source, atom or None))


def _option(state: State, event: Event, _document: Document) -> State:
    panel, name, value = (str(event.get(key)) for key in ("panel", "name", "value"))
    offered = [choice for choice in panels()[panel].choices if choice.name == name] if panel in panels() else []
    if not offered or not _fits(offered[0], value):
        return state
    return replace(state, options={**state.options, (panel, name): value})


def _default(panel: str, name: str) -> str:
    control = next(choice for choice in panels()[panel].choices if choice.name == name)
    return control.values[0][0] if isinstance(control, Choice) else ""


def _fits(control: Choice | Entry, value: str) -> bool:
    """Whether a control can have this value. What only some documents offer is looked at when one is drawn."""
    if isinstance(control, Choice) and control.more is None:
        return value in dict(control.values)
    return len(value) <= MAX_ENTRY


def _explain(state: State, event: Event, _document: Document) -> State:
    panel = str(event.get("panel"))
    return replace(state, explained=state.explained ^ {panel}) if panel in panels() else state


def _table(state: State, event: Event, _document: Document) -> State:
    panel = str(event.get("panel"))
    return replace(state, tables=state.tables ^ {panel}) if panel in panels() else state


def _csv(state: State, event: Event, _document: Document) -> State:
    panel, seq = str(event.get("panel")), event.get("seq")
    known = panel in {*panels(), READER, AUDIT, LEXICON}
    return replace(state, download=(panel, seq)) if known and isinstance(seq, int) else state


def _export(state: State, event: Event, _document: Document) -> State:
    to, seq = str(event.get("to")), event.get("seq")
    return replace(state, download=(to, seq)) if to in EXPORTS and isinstance(seq, int) else state


def _reader(state: State, event: Event, document: Document) -> State:
    reading, value = state.reading, event.get("value")
    last = max(len(document.table.turn_speaker) - 1, 0)
    match event.get("name"):
        case "whole":
            reading = replace(reading, whole=bool(value), kwic="", at=0, window=1)
        case "kwic" if value in KWIC_ORDERS:
            reading = replace(reading, kwic=value, lines=False, at=0, window=1)
        case "notes":
            reading = replace(reading, notes=bool(value))
        case "repaired":
            reading = replace(reading, repaired=bool(value))
        case "lines":
            reading = replace(reading, lines=bool(value), kwic="", window=1)
        case "more":
            reading = replace(reading, window=min(reading.window + 1, 50))
        case "expand" if isinstance(value, int):
            reading = replace(reading, expanded=reading.expanded | {value})
        case "jump" if isinstance(value, int):
            reading = replace(reading, whole=True, kwic="", at=min(max(value, 0), last), window=1)
    return replace(state, reading=reading)


def _audit(state: State, event: Event, _document: Document) -> State:
    tab = str(event.get("tab"))
    return replace(state, audit=tab) if tab in {*AUDIT_TABS, ""} else state


_CHANGES = {
    "audit": _audit,
    "select": _select,
    "brush": _brush,
    "search": _search,
    "clear": _clear,
    "option": _option,
    "table": _table,
    "explain": _explain,
    "csv": _csv,
    "export": _export,
    "reader": _reader,
}


def _selected(state: State, selection: Selection) -> State:
    """A changed selection brings the reader back to its first sentence."""
    return replace(state, selection=selection, reading=replace(state.reading, at=0, window=1, expanded=frozenset()))


def _atom(value: object) -> Atom:
    """An atom from the wire; empty when it is not one."""
    if not isinstance(value, list) or not value:
        return ()
    conditions = []
    for pair in value:
        if not (
            isinstance(pair, list) and len(pair) == 2 and pair[0] in FIELDS and isinstance(pair[1], str) and pair[1]
        ):
            return ()
        conditions.append((pair[0], pair[1][: MAX_TERM * 5]))
    return tuple(conditions)
