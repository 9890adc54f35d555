"""Words that point back: "as you said", "what I mentioned earlier", "to answer your question", "as Ms. Lee noted".

Separate from the linking because what is a cue is a matter of lists (``data/back-references``, one a language, all read
together since a sitting may be in several), and what it points to is not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from onrecord.datafiles import data_path
from onrecord.phrase_matcher import PhraseMatcher, longest
from onrecord.tokens import BoolArray, Int64Array, tokenize

if TYPE_CHECKING:
    from onrecord.table import TurnTable
    from onrecord.targets import Mentions

WHO = ("you", "i", "other", "anyone", "named")
"""Whose words a cue means: of whoever spoke before, the speaker's own, somebody else's, anybody's, a named person's."""
YOU, OWN, OTHER, ANYONE, NAMED = range(5)
_LIST = re.compile(r"\{(\w+)(\?)?\}")
_OUTSIDE = -1


class Cue(NamedTuple):
    """A stretch of words of one sentence; tokens, both ends included."""

    first: int
    last: int
    who: int
    asks: bool
    """Only a question can be meant."""
    weak: bool
    """As often said of words outside the room."""
    just: bool = False
    """Said right before."""
    speaker: int = -1
    """Whose words are meant, of a named person; -1 for others."""


@dataclass(frozen=True, slots=True)
class _Kind:
    who: int
    asks: bool = False
    weak: bool = False
    vetoes: bool = False


def find_cues(table: TurnTable, mentions: Mentions) -> tuple[list[Cue], BoolArray]:
    """All cues in a table, in order, and the sentences that say that something was said elsewhere or at another time.

    No two cues overlap: the longer counts, and one with a name before one without.
    """
    matcher, kinds = _plain()
    hits = matcher.find(table)
    is_outside = np.array([kind.who == _OUTSIDE for kind in kinds], np.bool_)[hits.phrase]
    outside = np.zeros(table.sentence_turn.size, np.bool_)
    outside[table.token_sentence[hits.first[is_outside]]] = True
    hits = hits.kept(~is_outside)
    hits = hits.kept(longest(hits))
    found = list(_named(table, mentions))
    taken = np.zeros(table.token_term.size, np.bool_)
    for cue in found:
        taken[cue.first : cue.last + 1] = True
    for number, first, size in zip(hits.phrase.tolist(), hits.first.tolist(), hits.n_tokens.tolist(), strict=True):
        kind = kinds[number]
        if not kind.vetoes and not taken[first : first + size].any():
            found.append(Cue(first, first + size - 1, kind.who, kind.asks, kind.weak))
    just = np.cumsum(np.append([False], _said_just(table)))
    return [cue._replace(just=bool(just[cue.last + 1] > just[cue.first])) for cue in sorted(found)], outside


def _said_just(table: TurnTable) -> BoolArray:
    """Which words say that something was said right before."""
    words = {word for file in _files() for entry in _words(file["just"]) for word in entry}
    of_term = np.array([term in words for term in table.vocabulary] or [False], np.bool_)
    return of_term[table.token_term]


def _named(table: TurnTable, mentions: Mentions) -> Iterator[Cue]:
    """Cues around the name of somebody who speaks here, the longest around each name."""
    speaks = np.array([target.speaker is not None for target in mentions.targets] or [False], np.bool_)
    rows = np.flatnonzero(speaks[mentions.target])
    first, last = _tokens_of(table, mentions, rows)
    codes = [mentions.targets[target].speaker for target in mentions.target[rows].tolist()]
    ends, starts = _around(table)
    end_of = 0
    for begin, close, speaker in zip(first.tolist(), last.tolist(), codes, strict=True):
        before, after = ends.get(begin - 1, {}), starts.get(close + 1, {})
        around = [(before["before"], after["after"])] if "before" in before and "after" in after else []
        around += [(before["lead"], close)] if "lead" in before else []
        around += [(begin, after["alone"])] if "alone" in after else []
        if "own" in after and "own_before" in before and _is_possessive(table, close):
            around.append((before["own_before"], after["own"]))
        sentence = table.token_sentence[begin]
        for opens, closes in sorted(around, key=lambda ends: ends[0] - ends[1])[:1]:
            inside = table.token_sentence[opens] == sentence == table.token_sentence[closes]
            if inside and opens >= end_of and table.sentence_speaker[sentence] != speaker:
                end_of = closes + 1
                yield Cue(opens, closes, NAMED, asks=False, weak=False, speaker=int(speaker or 0))


def _tokens_of(table: TurnTable, mentions: Mentions, rows: Int64Array) -> tuple[Int64Array, Int64Array]:
    """First and last token of some mentions."""
    transcript = table.turn_transcript[table.sentence_turn].astype(np.int64)
    place = transcript[table.token_sentence] << 32 | table.token_start
    of = transcript[mentions.sentence[rows]] << 32
    first = np.searchsorted(place, of | mentions.start[rows])
    last = np.searchsorted(place, of | mentions.end[rows]) - 1
    return first, np.maximum(last, first)


def _is_possessive(table: TurnTable, token: int) -> bool:
    term = str(table.vocabulary[table.token_term[token]])
    return int(table.token_end[token] - table.token_start[token]) >= len(term) + 2  # the apostrophe and the s


def _around(table: TurnTable) -> tuple[Mapping[int, Mapping[str, int]], Mapping[int, Mapping[str, int]]]:
    """Last token → list → first token of what can stand before a name; first → list → last of what can behind it."""
    matcher, lists = _beside_names()
    hits = matcher.find(table)
    ends: dict[int, dict[str, int]] = {}
    starts: dict[int, dict[str, int]] = {}
    for number, first, size in zip(hits.phrase.tolist(), hits.first.tolist(), hits.n_tokens.tolist(), strict=True):
        name, last = lists[number], first + size - 1
        if name in ("before", "lead", "own_before"):
            known = ends.setdefault(last, {})
            known[name] = min(first, known.get(name, first))
        else:
            known = starts.setdefault(first, {})
            known[name] = max(last, known.get(name, last))
    return ends, starts


@cache
def _files() -> tuple[Mapping[str, Any], ...]:
    paths = sorted(data_path("back-references").glob("*.toml"))
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in paths)


@cache
def empty_words() -> frozenset[str]:
    """Terms that tell nothing of what was said: "speech", "moment"."""
    return frozenset(word for file in _files() for words in _words(file["empty"]) for word in words)


@cache
def _plain() -> tuple[PhraseMatcher, tuple[_Kind, ...]]:
    """Finds cues without a name, their vetoes, and words that say that it was elsewhere."""
    entries: list[str] = []
    kinds: list[_Kind] = []
    for file in _files():
        lists = file["lists"]
        groups = [(file["outside"]["terms"], _Kind(_OUTSIDE))]
        for table in file["cue"]:
            kind = _Kind(WHO.index(table["who"]), bool(table.get("asks")), bool(table.get("weak")))
            groups += [(table["terms"], kind), (table.get("not", ()), _Kind(kind.who, vetoes=True))]
        for written, kind in groups:
            spelled = [words for entry in written for words in _spelled(entry, lists)]
            entries += spelled
            kinds += [kind] * len(spelled)
    known: dict[tuple[str, ...], _Kind] = {}
    for words, kind in zip(_words(entries), kinds, strict=True):
        known.setdefault(words, kind)
    return PhraseMatcher(list(known)), tuple(known.values())


@cache
def _beside_names() -> tuple[PhraseMatcher, tuple[str, ...]]:
    """Finds what can stand right before or behind a name; with the list that each phrase is in."""
    rows = [(entry, name) for file in _files() for name, terms in file["named"].items() for entry in terms]
    return PhraseMatcher(_words([entry for entry, _ in rows])), tuple(name for _, name in rows)


def _spelled(entry: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """An entry once for each choice from the lists it names. Raises KeyError for a list there is not."""
    pieces = _LIST.split(entry)  # text, name, "?" or None, text, …
    choices = [[piece] if at % 3 == 0 else lists[piece] for at, piece in enumerate(pieces) if at % 3 < 2]
    for at in range(1, len(choices), 2):
        choices[at] = [*choices[at], *([""] if pieces[at // 2 * 3 + 2] else [])]
    return map("".join, product(*choices))


def _words(entries: Sequence[str]) -> list[tuple[str, ...]]:
    """Each entry as the terms that its words are in a transcript: "l'avez" is two."""
    tokens = tokenize("\n".join(entries))
    lengths = np.array([len(entry) + 1 for entry in entries], np.int64)
    edges = np.searchsorted(tokens.start, np.cumsum(lengths)).tolist()
    terms = tokens.vocabulary[tokens.term].tolist()
    return [tuple(terms[a:b]) for a, b in zip([0, *edges], edges, strict=False)]
