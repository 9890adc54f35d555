"""Countries, organisations and places in a table: listed names, names by pattern, and acronyms that a text defines.

This file puts the rules in their order: every form that is written as a name, the longest at each place, then what it
means there. The lists stand in ``gazetteer``, the patterns in ``institutions``, the meanings in ``meanings``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.compounds import find_parts
from onrecord.gazetteer import SHIELD, Form, Gazetteer, ThingKind, load_gazetteer
from onrecord.institutions import Listed, find_institutions
from onrecord.meanings import Meaning, Reader, column, covered
from onrecord.phrase_matcher import PhraseHits, longest
from onrecord.sentence_languages import ENGLISH, sentence_languages
from onrecord.targets import ALIAS, DEMONYM, EXACT, NAME, SEAT, Row, Target
from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

_DEFINED = re.compile(
    r"((?:[A-Z][\w&'’-]*\s+(?:(?:of|for|and|on|the|in|to|&)\s+){0,2}){1,7})\(([A-Z][A-Za-z&-]{1,9})\)"
)
_SMALL = frozenset(["of", "for", "and", "on", "the", "in", "to", "&"])
_PATTERN, _SHIELDED = 1, 2
"""Of forms of one length a listed name comes before a pattern, and a pattern before a shield."""


@dataclass(frozen=True, eq=False)
class Things:
    """What is mentioned, and which words are taken: those of mentions and those that are shielded from being one."""

    rows: list[Row]
    taken: BoolArray


def find_things(table: TurnTable, surface: Surface) -> Things:
    """Every country, organisation and place named in the table; rows are in no promised order and do not overlap."""
    languages = sentence_languages(table).astype(np.int64)
    listed = load_gazetteer(frozenset(np.unique(languages).tolist()) | {ENGLISH})
    own = _defined(listed, table)
    hits = listed.find(table, surface, languages)
    forms = [*listed.forms, *own.forms]
    if own.forms:
        more = own.find(table, surface, languages)
        hits = _joined(hits, PhraseHits(more.phrase + len(listed.forms), more.first, more.n_tokens))
    targets = list(own.targets)
    patterns = _institutions(table, surface, languages, hits, forms, targets, {**listed.known, **own.known})
    rank = [column(hits, lambda n: forms[n].target == SHIELD) * _SHIELDED, np.full(patterns.first.size, _PATTERN)]
    hits = _joined(hits, patterns)
    hits = hits.kept(longest(hits, rank=np.concatenate(rank).astype(np.int64)))
    keep, read = Reader(table, surface, hits, forms, targets, listed.evidence).meanings()
    taken = covered(hits.kept(keep), table.token_term.size)[:-1]
    rows = list(_rows(forms, targets, hits, keep, read))
    for part in find_parts(table, listed, languages):
        if not taken[part.token]:
            row = _row(listed.forms[part.form], listed.targets, part.token, part.token)
            rows.append(row._replace(lead=-part.skipped, trail=-part.cut))
    for row in rows:
        taken[row.first : row.last + 1] = True
    return Things(rows, taken)


def _institutions(
    table: TurnTable,
    surface: Surface,
    languages: Int64Array,
    hits: PhraseHits,
    forms: list[Form],
    targets: list[tuple[ThingKind, str]],
    known: dict[str, int],
) -> PhraseHits:
    """Names of bodies by pattern, whose forms and targets are added to the lists."""

    def words_of(fits: Callable[[Form], bool]) -> BoolArray:
        chosen = column(hits, lambda n: forms[n].target != SHIELD and fits(forms[n]))
        return covered(hits.kept(chosen), table.token_term.size)

    listed = Listed(
        peoples=words_of(lambda form: form.form == "demonym"),
        bodies=words_of(lambda form: targets[form.target][0] == "organisation" and form.form == "name"),
        lands=words_of(lambda form: targets[form.target][0] != "organisation" and form.form == "name"),
    )
    number: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    for first, last in find_institutions(table, surface, languages, listed):
        name = _printed(table, first, last)
        if name not in number:
            target = known.get(name.lower())
            if target is None:
                target = known[name.lower()] = len(targets)
                targets.append(("organisation", name))
            number[name] = len(forms)
            forms.append(Form(name, target, is_alias=False))
        rows.append((number[name], first, last - first + 1))
    return PhraseHits(*np.array(rows or np.zeros((0, 3)), np.int64).reshape(-1, 3).T)


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
            row = row._replace(target=Target(*targets[meaning.target]), how=meaning.how, form=meaning.form)
        yield row


def _row(form: Form, targets: Sequence[tuple[ThingKind, str]], first: int, last: int) -> Row:
    shape = {"name": NAME, "demonym": DEMONYM, "seat": SEAT}[form.form]
    return Row(first, last, Target(*targets[form.target]), ALIAS if form.is_alias else EXACT, shape)


def _defined(gazetteer: Gazetteer, table: TurnTable) -> Gazetteer:
    """The forms that the transcripts define, with all targets."""
    targets, forms = list(gazetteer.targets), []
    known = dict(gazetteer.known) if any("(" in transcript.text for transcript in table.transcripts) else {}
    for transcript, name, acronym in defined_acronyms(table):
        target = known.get(name.lower(), known.get(acronym.lower()))
        if target is None:
            target = known[name.lower()] = len(targets)
            targets.append(("organisation", name))
        forms.append(Form(name, target, is_alias=False, transcript=transcript))
        forms.append(Form(acronym, target, transcript=transcript))
    return Gazetteer(tuple(targets), tuple(forms))


def defined_acronyms(table: TurnTable) -> Iterator[tuple[int, str, str]]:
    """Transcript, long name and acronym wherever a transcript writes "North Atlantic Council (NAC)"."""
    for number, transcript in enumerate(table.transcripts):
        seen = set()
        for match in _DEFINED.finditer(transcript.text):
            words = match[1].split()
            acronym = match[2]
            # The long name may stand behind other capitalised words: take the words whose initials spell the acronym.
            for begin in range(len(words)):
                tail = words[begin:]
                initials = "".join(word[0] for word in tail if word.lower() not in _SMALL)
                every = "".join(word[0] for word in tail)
                if (
                    acronym.lower() in (initials.lower(), every.lower())
                    and len(tail) > 1
                    and tail[0].lower() not in _SMALL
                ):
                    if acronym not in seen:
                        seen.add(acronym)
                        yield number, " ".join(tail), acronym
                    break
