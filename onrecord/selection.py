"""What is selected: an immutable set of clauses, each owned by the panel it came from.

A condition is a (field, value) pair; an atom is a conjunction of conditions (a cell of a matrix: this speaker *and*
this topic); a clause is a disjunction of atoms (shift-click adds one); a selection is a conjunction of clauses. A panel
is filtered by every clause except its own (``skip``), as in crossfilter; see Mosaic's ``Selection.ts``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote, unquote

Field = Literal[
    "speaker",
    "others",
    "topic",
    "theme",
    "term",
    "near",
    "manner",
    "mention",
    "address",
    "about",
    "echo",
    "exchange",
    "gap",
    "figure",
    "turns",
    "sentences",
    "elsewhere",
]
FIELDS: tuple[str, ...] = get_args(Field)

_OF_PAIRS = frozenset(("echo", "exchange"))
WORD_FIELDS = frozenset(("term", "near"))
"""Those that ask for words said."""

Condition = tuple[str, str]
"""(field, value):

* ``("turns", "12-40")``: turn indices, both ends included;
* ``("sentences", "3-5,9")``: sentence indices, both ends included;
* ``("others", "Ann")``: everybody but Ann;
* ``("near", "5~talks~peace")``: "talks" within five words of the query "peace", 0 for anywhere in its sentence;
* ``("mention", "person:Ann")``: sentences that refer to Ann; ``address`` those that speak to her, ``about`` the rest;
* ``("echo", "Ann~Ben")``: words that Ann said first and Ben after her;
* ``("exchange", "Ann~Ben")``: what Ann asks and Ben answers, nobody where the second name is empty;
* ``("theme", "iran, deal, talks")``: sentences on the discovered theme with these leading terms;
* ``("gap", "inaudible")``: sentences beside gaps of this kind; ``("figure", "money")``: that quote figures of this one;
* ``("manner", "question")``: sentences that ask, hedge and so on, see ``onrecord.masks``;
* ``ELSEWHERE``: what the *other* clauses do not keep all of.
"""
ELSEWHERE: Condition = ("elsewhere", "rest")
Atom = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One panel's part of a selection: any of its atoms."""

    source: str
    """Key of the panel (or ``"search"``) that owns the clause."""
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Clauses in the order they were made, at most one for each source. Every change returns a new value."""

    clauses: tuple[Clause, ...] = ()

    def of(self, source: str) -> tuple[Atom, ...]:
        """The atoms that ``source`` selected; empty when it selected none."""
        return next((clause.atoms for clause in self.clauses if clause.source == source), ())

    def replaced(self, source: str, atoms: Iterable[Atom]) -> Selection:
        """The same with ``source``'s clause replaced, kept in its place, or removed when there are no atoms."""
        new = tuple(dict.fromkeys(atoms))
        kept = [Clause(c.source, new) if c.source == source else c for c in self.clauses]
        if not any(c.source == source for c in kept):
            kept.append(Clause(source, new))
        return Selection(tuple(c for c in kept if c.atoms))

    def toggled(self, source: str, atom: Atom, *, add: bool = False) -> Selection:
        """The same after a click: a selected mark is removed; another replaces the clause, or joins it with ``add``."""
        now = self.of(source)
        if atom in now:
            return self.replaced(source, [a for a in now if a != atom] if add or len(now) > 1 else [])
        return self.replaced(source, [*now, atom] if add else [atom])

    def without(self, source: str, atom: Atom | None = None) -> Selection:
        """The same without one atom of ``source``, or without its whole clause."""
        return self.replaced(source, [a for a in self.of(source) if atom is not None and a != atom])

    def without_fields(self, fields: Collection[str]) -> Selection:
        """The same without conditions on ``fields``; a clause of which an atom then asks for nothing goes whole."""
        kept = (
            Clause(c.source, tuple(tuple(part for part in atom if part[0] not in fields) for atom in c.atoms))
            for c in self.clauses
        )
        return Selection(tuple(clause for clause in kept if all(clause.atoms)))

    def with_speakers(self, names: Mapping[str, str]) -> Selection:
        """The same after speakers changed their names: old → new, also where they are referred to."""
        new = {("speaker", old): ("speaker", now) for old, now in names.items()}
        new |= {("others", old): ("others", now) for old, now in names.items()}
        for field in ("mention", "address", "about"):
            new |= {(field, f"person:{old}"): (field, f"person:{now}") for old, now in names.items()}

        def changed(part: Condition) -> Condition:
            if part[0] in _OF_PAIRS and (both := pair(part[1])):
                return part[0], pair_value(*(names.get(name, name) for name in both))
            return new.get(part, part)

        atoms = [(c.source, [tuple(map(changed, atom)) for atom in c.atoms]) for c in self.clauses]
        return Selection(tuple(Clause(source, tuple(dict.fromkeys(kept))) for source, kept in atoms))

    def to_params(self) -> dict[str, list[str]]:
        """The selection as query parameters: source → one string an atom (``speaker:Ann|topic:Trade``, quoted)."""
        return {c.source: [_encode(atom) for atom in c.atoms] for c in self.clauses}

    @classmethod
    def from_params(cls, params: Mapping[str, Iterable[str]], sources: Iterable[str]) -> Selection:
        """The selection that query parameters spell; parts that do not parse are ignored, as are other sources."""
        known = set(sources)
        selection = cls()
        for source, values in params.items():
            if source in known:
                atoms = [atom for value in values if (atom := _decode(value))]
                selection = selection.replaced(source, atoms)
        return selection


def turn_range(value: str) -> tuple[int, int] | None:
    """The ends of a ``turns`` condition's value, both included; None when it is not one."""
    first, dash, last = value.partition("-")
    if not (dash and first.isdecimal() and last.isdecimal() and len(first) < 10 and len(last) < 10):
        return None
    return (int(first), int(last)) if int(first) <= int(last) else None


def sentence_ranges(value: str) -> list[tuple[int, int]] | None:
    """The ranges of a ``sentences`` condition's value, both ends included; None when it is not one."""
    ranges = [turn_range(part if "-" in part else f"{part}-{part}") for part in value.split(",")]
    return [part for part in ranges if part] if all(ranges) else None


def sentences_value(indices: Iterable[int]) -> str:
    """The value of a ``sentences`` condition that keeps these sentences, neighbours as one range."""
    ranges: list[list[int]] = []
    for index in sorted(set(indices)):
        if ranges and ranges[-1][1] == index - 1:
            ranges[-1][1] = index
        else:
            ranges.append([index, index])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def pair(value: str) -> tuple[str, str] | None:
    """The two names of an ``echo`` or ``exchange`` condition's value; None when it is not one."""
    one, tilde, other = value.partition("~")
    return (unquote(one), unquote(other)) if tilde and one and "~" not in other else None


def pair_value(one: str, other: str) -> str:
    """The value of a condition on two names; a tilde inside a name is written otherwise."""
    return "~".join(name.replace("%", "%25").replace("~", "%7E") for name in (one, other))


def near(value: str) -> tuple[str, str, int] | None:
    """The query, the word near it and the window in words, of a ``near`` condition's value; None when it is not one."""
    window, _, rest = value.partition("~")
    word, tilde, query = rest.partition("~")  # the query is what a person wrote, and may hold anything
    if not (window.isdecimal() and len(window) < 4 and tilde and word and query):
        return None
    return query, word, int(window)


_READ: Mapping[str, Callable[[str], object]] = {
    "turns": turn_range,
    "sentences": sentence_ranges,
    "near": near,
    "echo": pair,
    "exchange": pair,
}
"""What reads the value of a field that has a form; None is no such value."""


def _encode(atom: Atom) -> str:
    return "|".join(f"{field}:{quote(value, safe=' ')}" for field, value in atom)


def _decode(text: str) -> Atom:
    conditions = []
    for part in text.split("|"):
        field, colon, value = part.partition(":")
        value = unquote(value)
        if not colon or field not in FIELDS or not value:
            return ()
        if field in _READ and _READ[field](value) is None:
            return ()
        conditions.append((field, value))
    return tuple(conditions)
