"""People in running text: speakers and others by title and surname, full name, or surname alone.

Separate from countries because people are in no list: a title or a known given name opens a name, and the names
found so teach the surnames to look for. People are kept apart for each transcript, so that one text's Smith is
not another's.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from onrecord.full_names import full_names
from onrecord.name_lists import Title, known_people, same_given
from onrecord.person import Found, Person
from onrecord.reading import Reading, Run
from onrecord.targets import ALIAS, NAME, TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cast import Cast
    from onrecord.title_hits import TitleHit

_AND = frozenset(["and", "et", "und", "y", "e", "i"])


def find_named(reading: Reading, tokens: slice, hits: Sequence[TitleHit], cast: Cast) -> list[Found]:
    """Full names, titled names and surnames in one transcript's tokens. Claims their words."""
    titled = [(hit, hit.run) for hit in hits if hit.run is not None and "plural" not in hit.title.flags]
    found: list[Found] = []
    _learn_offices(titled, cast)
    full = [
        (first, run, title, _key(run, cast)) for first, run, title in full_names(reading, tokens, titled, cast.surnames)
    ]
    _learn_introductions(reading, full, cast)
    spoken: dict[tuple[str, str], set[int]] = {}
    for first, _, _, key in full:
        spoken.setdefault(key, set()).add(int(reading.speaker[first]))
    bearers = Counter(surname for _, surname in spoken)
    for first, run, title, key in sorted(full, key=lambda item: item[2] is None):  # titled ones first: they tell more
        person, how = cast.full(*key, title, spoken[key], is_only=bearers[key[1]] == 1)
        if title:
            person.called[title.name] += person.speaker is None
            person.gender = person.gender or title.gender
        person.printed[_printed(reading, run.first, run.last)] += 1000  # a full name is a better name than a title
        found.append(_claim(reading, first, run.last, person, how, TITLE if title else NAME))
    for hit, run in titled:
        if reading.taken[run.first : run.last + 1].any():
            continue
        person, how = cast.titled(run.words[-1], hit.title)
        if not hit.title.is_courtesy:
            person.called[hit.title.name] += person.speaker is None  # speakers' were counted before
        person.gender = person.gender or hit.title.gender
        # "Mr. Price" is a poorer name than "Secretary Price".
        person.printed[_printed(reading, hit.first, run.last)] += 1 if hit.title.is_courtesy else 10
        found.append(_claim(reading, hit.first, run.last, person, how, TITLE))
    found += _listed(reading, hits, cast)
    return found + _surnames(reading, tokens, cast)


def _listed(reading: Reading, hits: Sequence[TitleHit], cast: Cast) -> list[Found]:
    """Each name behind a title in the plural: "Senators Hale and Olin"."""
    found: list[Found] = []
    for hit in hits:
        run = hit.run if "plural" in hit.title.flags else None
        while run is not None and not reading.taken[run.first : run.last + 1].any():
            person, how = cast.titled(run.words[-1], hit.title)
            if len(run.words) > 1 and not person.given:
                person.given = run.words[0]
            person.called[hit.title.name] += person.speaker is None
            person.printed[_printed(reading, run.first, run.last)] += 5
            found.append(_claim(reading, run.first, run.last, person, how, NAME))
            after = run.last + 1
            if reading.surface.final[run.last]:
                break
            if reading.term(after) in _AND and not reading.surface.final[after]:
                after += 1
            elif reading.surface.after[run.last] != ord(","):
                break
            run = reading.run(after, reading.after_title)
    return found


def _learn_offices(titled: Sequence[tuple[TitleHit, Run]], cast: Cast) -> None:
    """Counts the offices by which the only speaker of a surname is called."""
    for hit, run in titled:
        bearers = [p for p in cast.of_surname(run.words[-1]) if p.speaker is not None]
        if len(bearers) == 1 and len(run.words) == 1 and not hit.title.is_courtesy:
            bearers[0].called[hit.title.name] += 1


def _learn_introductions(
    reading: Reading, full: Sequence[tuple[int, Run, Title | None, tuple[str, str]]], cast: Cast
) -> None:
    """Takes given names from "I'm Nora Hale"."""
    for first, _, _, (given, surname) in full:
        if reading.introduces(first):
            for person in cast.of_surname(surname):
                if person.speaker == reading.speaker[first] and not person.given:
                    person.given = given


def _surnames(reading: Reading, tokens: slice, cast: Cast) -> list[Found]:
    surnames = {surname for surname in cast.surnames | set(known_people()) if len(surname) > 2}
    barred = reading.used_lower(tokens)[reading.table.token_term[tokens]]
    candidates = reading.mask_of(surnames, tokens) & reading.name_word[tokens] & ~reading.taken[tokens] & ~barred
    found = []
    for last in (np.flatnonzero(candidates) + tokens.start).tolist():
        first = last
        while not reading.surface.initial[first] and reading.particle[first - 1]:
            if reading.surface.broken[first - 1] or reading.taken[first - 1]:
                break
            first -= 1
        if reading.continues_name(first, last):
            continue
        surname = reading.term(last)
        if not cast.of_surname(surname) and surname in known_people():
            given, name = known_people()[surname]
            cast.add(Person(surname, given, printed=Counter({name: 1})))
        person = cast.by_surname(surname)
        if person:
            found.append(_claim(reading, first, last, person, ALIAS, NAME))
    return found


def _claim(reading: Reading, first: int, last: int, person: Person, how: int, form: int) -> Found:
    reading.taken[first : last + 1] = True
    person.n_mentions += 1
    person.since = first if person.since < 0 else min(person.since, first)
    return Found(first, last, person, how, form)


def _key(run: Run, cast: Cast) -> tuple[str, str]:
    """Given name and surname; of two surnames the first, where somebody is known by it ("Julia Roca Vidal")."""
    given = run.words[0]
    for word in run.words[-2:0:-1]:
        if any(len(p.given) > 1 and same_given(p.given, given) for p in cast.of_surname(word)):
            return given, word
    return given, run.words[-1]


def _printed(reading: Reading, first: int, last: int) -> str:
    table = reading.table
    transcript = table.transcripts[table.turn_transcript[reading.turn[first]]]
    end = int(table.token_end[last]) - (2 if reading.possessive[last] else 0)
    return " ".join(transcript.text[table.token_start[first] : end].split())
