"""Full names in running text: a given name with a surname, or two capitalised words that the talk makes a person.

Separate from whose they are: here only the shape of the words decides and what stands beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.name_lists import PARTICLES, Title, institution_words, word_list
from onrecord.reading import OF_PERSONS, Reading, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.title_hits import TitleHit
    from onrecord.tokens import BoolArray

_WHO = frozenset(["who", "who's", "whose", "whom"])
_KIN = frozenset(["his", "her"])
_FROM = frozenset(["with", "from"])
_COMMA = ord(",")
_QUESTION = ord("?")
_BEFORE_MONTHS = frozenset(["in", "last", "this", "next", "of", "by", "since", "until", "late", "early", "during"])


def full_names(
    reading: Reading, tokens: slice, titled: Sequence[tuple[TitleHit, Run]], surnames: AbstractSet[str]
) -> list[tuple[int, Run, Title | None]]:
    """First token, name and title of every full name; ``surnames`` are those known so far."""
    in_title = np.zeros(tokens.stop - tokens.start, np.bool_)
    for hit, run in titled:
        in_title[hit.first - tokens.start : run.last + 1 - tokens.start] = True
    full: list[tuple[int, Run, Title | None]] = [
        (hit.first, run, hit.title) for hit, run in titled if len(run.words) > 1 and run.words[0] not in PARTICLES
    ]
    free = ~in_title & ~reading.taken[tokens]
    claimed = np.zeros(in_title.size, np.bool_)
    # Behind a given name "Mas" is no Spanish "but".
    may_follow = reading.given | (reading.name_word if reading.is_english else reading.after_title)

    def take(starts: BoolArray, allowed: BoolArray) -> None:
        for first in (np.flatnonzero(starts & free) + tokens.start).tolist():
            alone = reading.run(first, allowed)
            if alone is None or claimed[first - tokens.start : alone.last + 1 - tokens.start].any():
                continue
            if len(alone.words) > 1 and not _preceded(reading, first) and not _is_thing(reading, alone):
                full.append((first, alone, None))
                claimed[first - tokens.start : alone.last + 1 - tokens.start] = True

    take(reading.given[tokens], may_follow)
    take(_worded(reading, tokens, surnames) & ~claimed, reading.name_word | reading.worded_given)
    told = np.zeros(in_title.size, np.bool_)
    told[list(_told(reading, tokens))] = True
    take(told & ~claimed, reading.name_word)
    # Once somebody is known by full name, the two words are the name wherever they stand together.
    pairs: set[tuple[str, ...]] = {run.words for _, run, _ in full if len(run.words) == 2}
    again = reading.mask_of({pair[0] for pair in pairs}, tokens) & reading.name_word[tokens] & ~claimed
    for at in np.flatnonzero(again & free).tolist():
        first = at + tokens.start
        again[at] = first + 1 < tokens.stop and (reading.term(first), reading.term(first + 1)) in pairs
    take(again, reading.name_word)
    full += [shared for shared in _sharing(reading, full) if (free & ~claimed)[shared[0] - tokens.start]]
    used_lower = reading.used_lower(tokens)
    return [(first, _shortened(reading, run, pairs, used_lower), title) for first, run, title in full]


def _worded(reading: Reading, tokens: slice, surnames: AbstractSet[str]) -> BoolArray:
    """Given names that are also words, before a known surname: "Will Orr", but not "Will Orr come?" or "in May"."""
    surface = reading.surface
    worded: BoolArray = reading.worded_given[tokens].copy()
    worded[:-1] &= reading.mask_of(surnames, tokens)[1:] & reading.name_word[tokens][1:]
    worded[-1:] = False
    for at in np.flatnonzero(worded).tolist():
        first = at + tokens.start
        if surface.initial[first]:
            sentence = reading.table.token_sentence[first]
            last = int(reading.table.sentence_offset[sentence + 1]) - 1
            worded[at] = surface.after[last] != _QUESTION
        else:
            before = reading.term(first - 1)
            worded[at] = surface.broken[first - 1] or not (before in _BEFORE_MONTHS or before[0].isdigit())
    return worded


def _told(reading: Reading, tokens: slice) -> Iterator[int]:
    """Where in the tokens a name begins that the talk around it makes a person's.

    Behind "my friend", "the historian" or "his sister,"; before "who", "and her sister" and the like.
    """
    surface, name_word = reading.surface, reading.name_word
    noun = reading.mask_of(word_list("person-nouns.txt"), tokens)
    comma = surface.after[tokens] == _COMMA
    opens = noun & ~surface.final[tokens] & (comma | ~surface.broken[tokens]) & ~surface.capital[tokens]
    starts = np.flatnonzero(opens[:-1] & name_word[tokens][1:]) + 1
    for at in starts.tolist():
        # Behind a comma a list may go on ("my friend, Paris Match and …"): only two words that end there are a name.
        if not comma[at - 1] or _stands_alone(reading, at + tokens.start):
            yield at
    who = reading.mask_of(_WHO, tokens) & ~surface.initial[tokens]
    who[:-2] |= reading.mask_of({"and"}, tokens)[:-2] & reading.mask_of(_KIN, tokens)[1:-1] & noun[2:]
    for at in np.flatnonzero(who).tolist():
        last = at - 1 + tokens.start
        first = last
        while name_word[first] and not surface.initial[first] and last - first < 3:
            if surface.broken[first - 1] or reading.possessive[first - 1] or not name_word[first - 1]:
                break
            first -= 1
        if name_word[first] and 1 <= last - first <= 2:
            yield first - tokens.start
    # A reporter says who asks: "Ann Orr with the Herald."
    groups = [code for code, speaker in enumerate(reading.table.speakers) if speaker.is_group]
    opens = surface.initial[tokens] & name_word[tokens] & np.isin(reading.speaker[tokens], groups)
    opens[-2:] = False
    opens[:-2] &= name_word[tokens][1:-1] & reading.mask_of(_FROM, tokens)[2:] & ~surface.initial[tokens][2:]
    yield from np.flatnonzero(opens).tolist()


def _sharing(
    reading: Reading, full: Sequence[tuple[int, Run, Title | None]]
) -> Iterator[tuple[int, Run, Title | None]]:
    """The first of "Ann and Bob Orr", who is an Orr as well; a speaker known by the first name is somebody else."""
    surface = reading.surface
    for first, run, title in full:
        if title is not None or len(run.words) != 2 or surface.initial[first] or surface.initial[first - 1]:
            continue
        one = first - 2
        is_and = reading.term(first - 1) == "and" and not surface.broken[first - 1] and not surface.broken[one]
        known = reading.given[one] and not reading.taken[one] and reading.term(one) not in reading.extra_given
        opens = surface.initial[one] or surface.broken[one - 1] or not reading.name_word[one - 1]
        if is_and and known and opens:
            yield one, Run(one, one, (reading.term(one), run.words[1])), None


def _is_thing(reading: Reading, run: Run) -> bool:
    """Whether a capitalised word behind a name makes a thing of it: "Lowell Memorial Church"."""
    surface, last = reading.surface, run.last
    if surface.final[last] or surface.broken[last] or reading.possessive[last]:
        return False
    return bool(reading.capital[last + 1]) and reading.term(last + 1) in institution_words() - OF_PERSONS


def _stands_alone(reading: Reading, first: int) -> bool:
    run = reading.run(first, reading.name_word)
    return run is not None and len(run.words) == 2 and bool(reading.surface.broken[run.last])


def _preceded(reading: Reading, first: int) -> bool:
    """Whether the word before belongs to the name: "San Francisco Bay" is nobody called Francisco."""
    if reading.surface.initial[first] or reading.surface.broken[first - 1] or reading.possessive[first - 1]:
        return False
    if reading.ampersand[first - 1]:
        return False
    return bool(reading.name_word[first - 1]) and not reading.surface.initial[first - 1]


def _shortened(reading: Reading, run: Run, pairs: set[tuple[str, ...]], used_lower: BoolArray) -> Run:
    """Without words behind a name that the text also has without them: "George Floyd Policing"."""
    if len(run.words) < 3 or run.words[:2] not in pairs or reading.term(run.first + 1) != run.words[1]:
        return run
    if not used_lower[reading.table.token_term[run.first + 2]]:
        return run  # "Juan Carlos Lopez" beside "Juan Carlos"
    return Run(run.first, run.first + 1, run.words[:2])
