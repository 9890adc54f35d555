"""Who and what is spoken of: people, countries, organisations, places, dates and figures, each a stretch of words.

This file owns the order of the rules; they stand in ``things`` (countries, organisations, places), ``people`` (names),
``descriptions`` (offices), ``vocatives`` (first names), ``courtesies`` ("my friend"), ``dates`` and ``quantities``.
Precision comes first: a name that could be two people's is left out, and pronouns are never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from onrecord.address import addressing
from onrecord.cast import Cast
from onrecord.corrected_mentions import with_corrections
from onrecord.courtesies import find_courtesies
from onrecord.dates import date_rows
from onrecord.descriptions import find_offices
from onrecord.people import find_named
from onrecord.person import Found, Person, speaker_person
from onrecord.quantities import quantity_rows
from onrecord.reading import Reading
from onrecord.surface import surface_of, token_ranges
from onrecord.targets import FORMS, HOW, Kind, Mentions, Row, Target
from onrecord.things import find_things
from onrecord.title_hits import TitleHit, title_hits
from onrecord.tokens import BoolArray, Int32Array, Int64Array, read_only
from onrecord.turn_neighbours import TurnNeighbours
from onrecord.vocatives import find_first_names

if TYPE_CHECKING:
    from onrecord.corrections.values import Refers
    from onrecord.surface import Surface
    from onrecord.table import TurnTable

__all__ = ["FINDERS", "FORMS", "HOW", "Finder", "Kind", "Mentions", "Row", "Target", "find_mentions"]

Finder = Callable[["TurnTable", "Surface", BoolArray], list[Row]]
"""Further mentions among the words that are not marked as taken; they may not overlap each other."""

FINDERS: tuple[Finder, ...] = (date_rows, quantity_rows)
"""Asked in this order when countries, organisations and people have taken their words; each sees what is left."""


def find_mentions(table: TurnTable, corrections: Sequence[Refers] = ()) -> Mentions:
    """Every mention of a person, country, organisation or place, every date, and every figure quoted.

    Capitals guide the search, so that little is found in a transcript without them. A capital of a state ("Kyiv") is
    a place, and its country where a government is meant ("Kyiv has decided"): inferred, of the form "seat". What a
    reader has corrected is as ``with_corrections`` has it. A count of mentions counts names, not thoughts: who says
    "he" mentions nobody.
    """
    surface = surface_of(table)
    things = find_things(table, surface)
    reading = Reading(table, surface, things.taken, _given_names(table))
    found = _people(reading, _countries(things.rows))
    rows = things.rows + _rows(table, found)
    for find in FINDERS:
        more = find(table, surface, reading.taken)
        for row in more:
            reading.taken[row.first : row.last + 1] = True
        rows += more
    return with_corrections(table, _assembled(table, rows, reading), corrections)


def _countries(rows: Sequence[Row]) -> dict[int, tuple[int, int]]:
    """First and last token of each country mentioned → (the other end, the country's number)."""
    ends: dict[int, tuple[int, int]] = {}
    number: dict[Target, int] = {}
    for row in rows:
        if row.target.kind == "country":
            country = number.setdefault(row.target, len(number))
            ends[row.last] = (row.first, country)
            ends[row.first] = (row.last, country)
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


def _rows(table: TurnTable, found: list[tuple[int, Found]]) -> list[Row]:
    """People as rows."""
    rows: list[Row] = []
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
