"""Who and what is spoken of: people, countries and organisations, each mention a stretch of words with its target.

This file owns the result and the order of the rules; the rules stand in ``gazetteer`` (countries,
organisations), ``people`` (names), ``vocatives`` (first names) and ``descriptions`` (offices). Precision comes
first: a name that could be two people's is left out, and pronouns are never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from onrecord.address import addressing
from onrecord.cast import Cast
from onrecord.corrected_mentions import with_corrections
from onrecord.courtesies import find_courtesies
from onrecord.dates import date_rows
from onrecord.descriptions import find_offices
from onrecord.gazetteer import SHIELD, Form, GazetteerHits, defined_acronyms, load_gazetteer
from onrecord.people import find_named
from onrecord.person import Found, Person, speaker_person
from onrecord.quantities import quantity_rows
from onrecord.reading import Reading
from onrecord.surface import surface_of, token_ranges
from onrecord.targets import ALIAS, DEMONYM, EXACT, FORMS, HOW, NAME, Kind, Mentions, Row, Target
from onrecord.title_hits import TitleHit, title_hits
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only
from onrecord.turn_neighbours import TurnNeighbours
from onrecord.vocatives import find_first_names

if TYPE_CHECKING:
    from onrecord.corrections.values import Refers
    from onrecord.gazetteer import Gazetteer
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

__all__ = ["FINDERS", "FORMS", "HOW", "Finder", "Kind", "Mentions", "Row", "Target", "find_mentions"]

Finder = Callable[["TurnTable", "Surface", BoolArray], list[Row]]
"""Further mentions among the words that are not marked as taken; they may not overlap each other."""

FINDERS: tuple[Finder, ...] = (date_rows, quantity_rows)
"""Asked in this order when countries, organisations and people have taken their words; each sees what is left."""


def find_mentions(table: TurnTable, corrections: Sequence[Refers] = ()) -> Mentions:
    """Every mention of a person, a country or an organisation.

    Capitals guide the search, so that little is found in a transcript without them. Capitals of states ("Kyiv")
    mention no country. What a reader has corrected is as ``with_corrections`` has it. A count of mentions counts
    names, not thoughts: who says "he" mentions nobody.
    """
    surface = surface_of(table)
    gazetteer = _with_acronyms(load_gazetteer(), table)
    places = gazetteer.find(table, surface)
    taken = np.zeros(table.token_term.size, np.bool_)
    for extra in range(int(places.n_tokens.max(initial=0))):
        taken[places.first[places.n_tokens > extra] + extra] = True
    reading = Reading(table, surface, taken, _given_names(table))
    found = _people(reading, _countries(places, gazetteer))
    rows = _rows(table, gazetteer, places, found)
    for find in FINDERS:
        more = find(table, surface, reading.taken)
        for row in more:
            reading.taken[row.first : row.last + 1] = True
        rows += more
    return with_corrections(table, _assembled(table, rows, reading), corrections)


def _with_acronyms(gazetteer: Gazetteer, table: TurnTable) -> Gazetteer:
    targets: list[tuple[Literal["country", "organisation"], str]] = []
    forms: list[Form] = []
    known = {form.text.lower(): form.target for form in gazetteer.forms if form.target != SHIELD}
    for transcript, name, acronym in defined_acronyms(table):
        target = known.get(name.lower(), known.get(acronym.lower()))
        if target is None:
            target = known[name.lower()] = len(gazetteer.targets) + len(targets)
            targets.append(("organisation", name))
        forms.append(Form(name, target, is_alias=False, transcript=transcript))
        forms.append(Form(acronym, target, transcript=transcript))
    return gazetteer.with_forms(targets, forms) if forms else gazetteer


def _countries(places: GazetteerHits, gazetteer: Gazetteer) -> dict[int, tuple[int, int]]:
    """First and last token of each country mentioned → (the other end, target)."""
    ends: dict[int, tuple[int, int]] = {}
    rows = zip(places.form.tolist(), places.first.tolist(), places.n_tokens.tolist(), strict=True)
    for number, first, size in rows:
        target = places.forms[number].target
        if target != SHIELD and gazetteer.targets[target][0] == "country":
            last = first + size - 1
            ends[last] = (first, target)
            ends[first] = (last, target)
    return ends


def _given_names(table: TurnTable) -> frozenset[str]:
    """The speakers' given names, which are given names here whatever they are elsewhere."""
    people = (speaker_person(code, s) for code, s in enumerate(table.speakers) if not s.is_group)
    return frozenset(person.given for person in people if len(person.given) > 1)


def _people(reading: Reading, countries: dict[int, tuple[int, int]]) -> list[tuple[int, Found]]:
    """Mentions of people with the number of their transcript."""
    table = reading.table
    by_transcript: dict[int, list[TitleHit]] = defaultdict(list)
    for hit in title_hits(reading):
        by_transcript[int(table.turn_transcript[reading.turn[hit.first]])].append(hit)
    places = addressing(reading)
    ends = np.sort(np.fromiter(countries, np.int64, len(countries)))
    found: list[tuple[int, Found]] = []
    for number, tokens in token_ranges(table):
        turns = slice(*np.searchsorted(table.turn_transcript, [number, number + 1]).tolist())
        # People are made anew for each transcript: what one text teaches about a speaker must not colour the next.
        speakers = [
            speaker_person(code, table.speakers[code], is_english=reading.is_english)
            for code in np.unique(table.turn_speaker[turns]).tolist()
            if not table.speakers[code].is_group
        ]
        cast, around = Cast(speakers), TurnNeighbours(reading, turns, speakers)
        hits = by_transcript[number]
        here = {at: countries[at] for at in ends[slice(*np.searchsorted(ends, [tokens.start, tokens.stop]))].tolist()}
        mentions = find_named(reading, tokens, hits, cast)
        mentions += find_offices(reading, hits, cast, around, places, here, _by_end(mentions))
        mentions += find_first_names(reading, tokens, cast, places)
        mentions += find_courtesies(reading, tokens, cast, around, _by_end(mentions))
        found += [(number, one) for one in mentions]
    return found


def _by_end(mentions: list[Found]) -> dict[int, Found]:
    """First and last token of each mention → the mention."""
    return {token: one for one in mentions for token in (one.first, one.last)}


def _rows(table: TurnTable, gazetteer: Gazetteer, places: GazetteerHits, found: list[tuple[int, Found]]) -> list[Row]:
    """Countries, organisations and people as rows."""
    real = np.array([form.target != SHIELD for form in places.forms], np.bool_)[places.form]
    rows: list[Row] = []
    for number, first, size in zip(
        *(column[real].tolist() for column in (places.form, places.first, places.n_tokens)), strict=True
    ):
        form = places.forms[number]
        how, shape = ALIAS if form.is_alias else EXACT, DEMONYM if form.form == "demonym" else NAME
        rows.append(Row(first, first + size - 1, Target(*gazetteer.targets[form.target]), how, shape))
    named: dict[Person, Target] = {}
    for _, one in found:
        if one.person not in named:
            named[one.person] = _target(one.person, table)
        rows.append(Row(one.first, one.last, named[one.person], one.how, one.form))
    return rows


def _assembled(table: TurnTable, rows: list[Row], reading: Reading) -> Mentions:
    rows.sort(key=lambda row: row.first)
    code: dict[Target, int] = {}
    numbers = [code.setdefault(row.target, len(code)) for row in rows]
    columns = np.array([row[:2] + row[3:] for row in rows] or np.zeros((0, 6)), np.int64).reshape(-1, 6).T
    first, last, how, shape, lead, trail = columns
    sentence, start, end = _spans(table, reading, first, last)
    return Mentions(
        targets=tuple(code),
        sentence=read_only(sentence.astype(np.int32)),
        start=read_only((start - lead).astype(np.int32)),
        end=read_only((end + trail).astype(np.int32)),
        target=read_only(np.array(numbers, np.int32)),
        how=read_only(how.astype(np.int8)),
        form=read_only(shape.astype(np.int8)),
        n_sentences=table.sentence_turn.size,
    )


def _spans(
    table: TurnTable, reading: Reading, first: Int64Array, last: Int64Array
) -> tuple[Int32Array, Int32Array, Int32Array]:
    """Sentence, start and end: without the 's of a possessive, with the last full stop of "U.S."."""
    dotted = np.array(
        ["." in term and not term[0].isdigit() for term in table.vocabulary[table.token_term[last]]], np.bool_
    )
    own = reading.possessive[last]
    end = table.token_end[last] - 2 * own + (dotted & ~own & (reading.surface.after[last] == ord(".")))
    return table.token_sentence[first], table.token_start[first], end


def _target(person: Person, table: TurnTable) -> Target:
    if person.speaker is not None:
        return Target("person", table.speakers[person.speaker].name, person.speaker)
    return Target("person", person.printed.most_common(1)[0][0])
