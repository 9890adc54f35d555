"""First names: who "Tony" is when Tony is spoken to.

Separate from other names because a first name says nothing by itself: it is resolved to a speaker who bears it,
or to the person addressed, the speaker before or after, and is always marked inferred. Once resolved in a
transcript, its other uses there follow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import same_given, word_list
from onrecord.person import Found, Person
from onrecord.targets import EXACT, INFERRED, NAME, VOCATIVE
from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.address import Places
    from onrecord.cast import Cast
    from onrecord.reading import Reading

_CLEAR_SHARE = 0.6
_FEW_SPEAKERS = 4


def find_first_names(reading: Reading, tokens: slice, cast: Cast, places: Places) -> list[Found]:
    """First names in one transcript's tokens, resolved to speakers where that is clear. Claims their words."""
    opening, closing = places.opening[tokens], places.closing[tokens]
    term = reading.table.token_term[tokens]
    possible = _possible(reading, tokens)
    given = reading.given[tokens]
    called = possible & (opening | (closing & given))
    votes: dict[str, list[int]] = defaultdict(list)
    for at in np.flatnonzero(called).tolist():
        votes[str(reading.table.vocabulary[term[at]])].append(at + tokens.start)
    _learn_introductions(reading, np.flatnonzero(possible & given) + tokens.start, cast)
    known = _known(cast)
    known |= _addressees(reading, votes, known, cast)
    bearers: dict[str, Person] = dict(known)
    for name, called_at in votes.items():
        # Nobody who speaks here: a reporter who is called on, say. Only a known given name is believed to be one then.
        if name not in bearers and reading.given[called_at].any():
            bearers[name] = _outsider(reading, cast, name, called_at[0])
    found = []
    uses = possible & reading.mask_of(bearers, tokens)
    for at in (np.flatnonzero(uses) + tokens.start).tolist():
        person = bearers[reading.term(at)]
        is_self = person.speaker == reading.speaker[at]
        is_call = bool(called[at - tokens.start])
        # Somebody who does not speak is called by the first name only after the full one.
        is_early = person.speaker is None and bool(person.surname) and at < person.since
        is_other = not is_self and reading.introduces(at)  # nobody says "I'm Ann" of somebody else
        if reading.continues_name(at, at) or (is_self and is_call) or is_early or is_other:
            continue
        how = EXACT if person.speaker is None and not person.surname else INFERRED
        reading.taken[at] = True
        found.append(Found(at, at, person, how, VOCATIVE if is_call else NAME))
    return found


def _learn_introductions(reading: Reading, places: Int64Array, cast: Cast) -> None:
    """Takes the given name of a speaker without one from "I'm Nora"."""
    speakers = {person.speaker: person for person in cast.speakers}
    for at in places.tolist():
        person = speakers.get(int(reading.speaker[at]))
        if person and not person.given and reading.introduces(at) and not reading.continues_name(at, at):
            person.given = reading.term(at)


def _possible(reading: Reading, tokens: slice) -> BoolArray:
    """Words that can be a first name and are never written small in the transcript."""
    written_small = reading.used_lower(tokens)[reading.table.token_term[tokens]]
    return reading.first_name[tokens] & ~reading.taken[tokens] & ~written_small


def _known(cast: Cast) -> dict[str, Person]:
    """Given names that one person of the transcript is known to bear, speakers before others."""
    known: dict[str, Person] = {}
    for is_speaker in (True, False):
        people = [p for p in cast.people if (p.speaker is not None) == is_speaker and len(p.given) > 1]
        count = Counter(p.given for p in people)
        for person in people:
            if count[person.given] == 1 and person.given not in known:
                known[person.given] = person
    bearers = Counter(p.given for p in cast.people)
    for name in [n for n, p in known.items() if p.speaker is not None]:
        if bearers[name] > 1:
            del known[name]  # "Mike" may be Mike Pence, who speaks, or Mike Pompeo, who is spoken of
    return known


def _addressees(
    reading: Reading, votes: Mapping[str, list[int]], known: Mapping[str, Person], cast: Cast
) -> dict[str, Person]:
    speakers = {p.speaker: p for p in cast.people if p.speaker is not None}
    before, after = reading.neighbours
    scores: dict[str, Counter[int]] = {}
    for name, places in votes.items():
        if name in known and known[name].speaker is not None:
            continue
        nick = [p for p in speakers.values() if len(p.given) > 1 and same_given(p.given, name)]
        score: Counter[int] = Counter()
        for at in places:
            turn = int(reading.turn[at])
            late = _is_late(reading, at, turn)
            for speaker, weight in ((int(before[turn]), 1 if late else 2), (int(after[turn]), 2 if late else 1)):
                person = speakers.get(speaker)
                if person and (not nick or person in nick) and (not person.given or same_given(person.given, name)):
                    score[speaker] += weight
        if not score and len(nick) == 1:
            score[nick[0].speaker or 0] = 3
        total = sum(score.values())
        is_given = bool(reading.given[places].any())
        # In a crowd, one call from the middle of a conversation proves little.
        believed = len(places) > 1 or len(nick) == 1 or _greeted(reading, places[0])
        believed = believed or (is_given and len(speakers) <= _FEW_SPEAKERS)
        if total and believed and max(score.values()) >= _CLEAR_SHARE * total:
            scores[name] = score
    resolved: dict[str, Person] = {}
    # One person has one first name here: the one with the most calls behind it.
    for name in sorted(scores, key=lambda n: -max(scores[n].values())):
        person = speakers[scores[name].most_common(1)[0][0]]
        if all(p is not person or same_given(n, name) for n, p in resolved.items()):
            resolved[name] = person
    return resolved


def _greeted(reading: Reading, at: int) -> bool:
    return not reading.surface.initial[at] and reading.term(at - 1) in word_list("greetings.txt")


def _is_late(reading: Reading, at: int, turn: int) -> bool:
    """Whether the place is nearer to the turn's end than to its beginning."""
    table = reading.table
    first, last = table.turn_offset[turn], table.turn_offset[turn + 1]
    return bool(2 * table.token_sentence[at] + 1 > first + last)


def _outsider(reading: Reading, cast: Cast, name: str, at: int) -> Person:
    table = reading.table
    text = table.transcripts[table.turn_transcript[reading.turn[at]]].text
    person = Person("", name, printed=Counter({text[table.token_start[at] : table.token_start[at] + len(name)]: 1}))
    return cast.add(person)
