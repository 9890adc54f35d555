"""Countries, organisations and places in a table: listed names, names by pattern, and acronyms that a text defines.

This file puts the rules in their order: every form that is written as a name, the longest at each place, then what it
means there. The lists stand in ``gazetteer``, the patterns in ``institutions``, the meanings in ``meanings``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.affiliations import find_affiliations
from onrecord.compounds import find_parts
from onrecord.definitions import defined
from onrecord.gazetteer import SHIELD, Form, ThingKind, load_gazetteer
from onrecord.institutions import Listed, find_institutions
from onrecord.meanings import HELD, Meaning, Reader, column, covered
from onrecord.phrase_matcher import PhraseHits, longest
from onrecord.places import find_places
from onrecord.sentence_languages import CODES, ENGLISH, sentence_languages
from onrecord.targets import ALIAS, DEMONYM, EXACT, INFERRED, NAME, SEAT, Row, Target
from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_OF_AMERICA = re.compile(r"^(?:u\.s\.|united states) ")
_STATES = frozenset(["u.s", "us", "united states", "uk", "u.k", "united kingdom", "u.n", "un"])
_OF_STATES = frozenset([
    "department", "senate", "congress", "house", "supreme", "army", "navy", "air", "marine", "coast", "treasury",
    "state", "justice", "defense", "agency", "bureau", "court", "commission", "postal", "secret", "customs", "capitol",
    "attorney", "embassy", "trade", "federal", "fish", "forest", "geological", "border", "parliament", "chamber",
    "central", "national", "marines", "strategic", "special", "military", "cyber", "citizenship", "immigration",
    "environmental",
])  # fmt: skip
_GIVEN, _LISTED, _PATTERN, _SHIELDED = range(4)
"""Of forms of one length a name that the text gives comes first, then a listed one, then a pattern, then a shield."""


@dataclass(frozen=True, eq=False)
class Things:
    """What is mentioned, and which words are taken: those of mentions and those that are shielded from being one."""

    rows: list[Row]
    taken: BoolArray


def find_things(table: TurnTable, surface: Surface) -> Things:
    """Every country, organisation and place named in the table; rows are in no promised order and do not overlap."""
    languages = sentence_languages(table).astype(np.int64)
    listed = load_gazetteer(frozenset(np.unique(languages).tolist()) | {ENGLISH})
    own = defined(listed, table)
    hits = listed.find(table, surface, languages)
    if own.forms:
        more = own.find(table, surface, languages)
        hits = _joined(hits, PhraseHits(more.phrase + len(listed.forms), more.first, more.n_tokens))
    names = _Names([*listed.forms, *own.forms], list(own.targets), {**listed.known, **own.known})
    patterns = _by_pattern(table, surface, languages, hits, names)
    hits = _joined(hits, patterns)
    hits = hits.kept(longest(hits, rank=names.rank(hits)))
    keep, read = Reader(table, surface, hits, names.forms, names.targets, listed.evidence).meanings()
    taken = covered(hits.kept(keep), table.token_term.size)[:-1]
    rows = _with_states_before(table, surface, list(_rows(names.forms, names.targets, hits, keep, read)))
    for part in find_parts(table, listed, languages):
        if not taken[part.token]:
            row = _row(listed.forms[part.form], listed.targets, part.token, part.token)
            rows.append(row._replace(lead=-part.skipped, trail=-part.cut))
    for row in rows:
        taken[row.first : row.last + 1] = True
    return Things(rows, taken)


def _with_states_before(table: TurnTable, surface: Surface, rows: list[Row]) -> list[Row]:
    """The rows with "U.S." before a body of it as part of that body's name: "U.S. Department of Labor"."""
    states = {row.last: row for row in rows if row.target.kind == "country" and row.form == NAME}
    gone = set()
    found = []
    for row in rows:
        state = states.get(row.first - 1) if row.target.kind == "organisation" else None
        if state and row.form == NAME and not surface.broken[row.first - 1] and not surface.initial[row.first]:
            said = " ".join(table.vocabulary[table.token_term[state.first : state.last + 1]])
            if said in _STATES and table.vocabulary[table.token_term[row.first]] in _OF_STATES:
                gone.add(state)
                row = row._replace(first=state.first)  # noqa: PLW2901
        found.append(row)
    return [row for row in found if row not in gone]


class _Names:
    """Forms and targets, to which names found by pattern are added."""

    def __init__(self, forms: list[Form], targets: list[tuple[ThingKind, str]], known: dict[str, int]) -> None:
        self.forms, self.targets, self._known = forms, targets, known
        self._number: dict[tuple[str, str, bool], int] = {}

    def rank(self, hits: PhraseHits) -> Int64Array:
        """The order in which hits of one length are believed."""
        forms = self.forms

        def rank_of(form: Form) -> int:
            if form.target == SHIELD:
                return _SHIELDED
            if not form.flags & {"pattern", "inferred"}:
                return _LISTED
            return _GIVEN if form.is_alias else _PATTERN

        phrases, which = np.unique(hits.phrase, return_inverse=True)
        ranks: Int64Array = np.array([rank_of(forms[number]) for number in phrases.tolist()], np.int64)[which]
        return ranks

    def form(self, kind: ThingKind, printed: str, name: str = "", *, is_inferred: bool = False) -> int:
        """The number of the form ``printed`` of what ``name`` names, which is that of a listed thing of its kind."""
        key = (kind, printed, is_inferred)
        if key not in self._number:
            name = name or printed
            target = self._known.get(name.lower(), self._known.get(_OF_AMERICA.sub("us ", name.lower())))
            if target is None or self.targets[target][0] != kind:
                target = self._known[name.lower()] = len(self.targets)
                self.targets.append((kind, name))
            self._number[key] = len(self.forms)
            flags = frozenset(["inferred"]) if is_inferred else frozenset(["pattern"])
            self.forms.append(Form(printed, target, is_alias=name != printed, flags=flags))
        return self._number[key]


def _by_pattern(
    table: TurnTable, surface: Surface, languages: Int64Array, hits: PhraseHits, names: _Names
) -> PhraseHits:
    """Names of bodies and places that no list holds."""
    forms, targets, n_tokens = names.forms, names.targets, table.token_term.size

    def words_of(fits: Callable[[Form], bool]) -> BoolArray:
        chosen = column(hits, lambda n: forms[n].target != SHIELD and fits(forms[n]))
        return covered(hits.kept(chosen), n_tokens)

    listed = Listed(
        peoples=words_of(lambda form: form.form == "demonym"),
        bodies=words_of(lambda form: targets[form.target][0] == "organisation" and form.form == "name"),
        lands=words_of(lambda form: targets[form.target][0] != "organisation" and form.form == "name"),
    )
    rows: list[tuple[int, int, int]] = []
    for first, last in find_institutions(table, surface, languages, listed):
        rows.append((names.form("organisation", _printed(table, first, last)), first, last - first + 1))
    rows += list(_alone(table, surface, languages, rows, names))
    others = listed.peoples | listed.bodies
    for place in find_places(table, surface, languages, listed.lands, others):
        printed = _printed(table, place.first, place.last)
        rows.append((names.form("place", printed, place.name), place.first, place.last - place.first + 1))
    for first, last in find_affiliations(table, surface, languages, others | listed.lands):
        form = names.form("organisation", _printed(table, first, last), is_inferred=True)
        rows.append((form, first, last - first + 1))
    return PhraseHits(*np.array(rows or np.zeros((0, 3)), np.int64).reshape(-1, 3).T)


def _alone(
    table: TurnTable, surface: Surface, languages: Int64Array, rows: list[tuple[int, int, int]], names: _Names
) -> Iterator[tuple[int, int, int]]:
    """The first word of a name that alone stands for it: "el Parlament" where only one Parlament is named.

    Not in English, where "the Committee" may be any, nor in German, where every noun has a capital.
    """
    wanted = [CODES.index(code) for code in ("fr", "es", "ca", "it", "pt")]
    transcript = table.turn_transcript[table.sentence_turn[table.token_sentence]]
    meant: dict[tuple[int, int], set[str]] = defaultdict(set)
    for number, first, size in rows:
        if size > 1 and languages[table.token_sentence[first]] in wanted:
            meant[int(transcript[first]), int(table.token_term[first])].add(names.forms[number].text)
    positions, offset = table.postings if meant else (np.zeros(0, np.int32), np.zeros(1, np.int32))
    for (number, term), texts in meant.items():
        if len(texts) == 1:
            (text,) = texts
            form = names.form("organisation", str(table.vocabulary[term]).capitalize(), text)
            at = positions[offset[term] : offset[term + 1]]
            at = at[transcript[at] == number]
            is_name = surface.capital[at] & surface.telling[at] & ~surface.initial[at]
            yield from ((form, position, 1) for position in at[is_name].tolist())


def _joined(one: PhraseHits, other: PhraseHits) -> PhraseHits:
    columns = ((one.phrase, other.phrase), (one.first, other.first), (one.n_tokens, other.n_tokens))
    return PhraseHits(*(np.concatenate(pair) for pair in columns))


def _printed(table: TurnTable, first: int, last: int) -> str:
    """The words as the source has them, on one line, without a possessive at their end."""
    text = table.transcripts[table.turn_transcript[table.sentence_turn[table.token_sentence[first]]]].text
    written = " ".join(text[table.token_start[first] : table.token_end[last]].split())
    return re.sub(r"['’]s$", "", written)


def _rows(
    forms: Sequence[Form],
    targets: Sequence[tuple[ThingKind, str]],
    hits: PhraseHits,
    keep: BoolArray,
    read: dict[int, Meaning],
) -> Iterator[Row]:
    for i in np.flatnonzero(column(hits, lambda n: forms[n].target != SHIELD) & keep).tolist():
        first = int(hits.first[i])
        row = _row(forms[int(hits.phrase[i])], targets, first, first + int(hits.n_tokens[i]) - 1)
        if i in read:
            meaning = read[i]
            if meaning.target == HELD:
                continue
            row = row._replace(target=Target(*targets[meaning.target]), how=meaning.how, form=meaning.form)
        yield row


def _row(form: Form, targets: Sequence[tuple[ThingKind, str]], first: int, last: int) -> Row:
    shape = {"name": NAME, "demonym": DEMONYM, "seat": SEAT}[form.form]
    how = INFERRED if "inferred" in form.flags else ALIAS if form.is_alias else EXACT
    return Row(first, last, Target(*targets[form.target]), how, shape)
