"""Countries and organisations by the forms in ``data/gazetteers``, and the acronyms that a text defines itself.

Separate from people: these are closed lists, matched with their capitals, while people are found by rules.
Forms that only look like a country ("African American", "Korean Peninsula") are listed too: the longest form at
a place wins, so they shield the name inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from onrecord.name_lists import institution_words, rows, title_words, word_list
from onrecord.phrase_matcher import PhraseHits, PhraseMatcher, longest
from onrecord.tokens import BoolArray, Int64Array, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.surface import Surface
    from onrecord.table import TurnTable

SHIELD = -1
"""Stands for a target: the form is matched so that nothing inside it is."""

_SPEAK = frozenset(
    [
        "speak",
        "speaks",
        "speaking",
        "spoke",
        "spoken",
        "learn",
        "learns",
        "learned",
        "language",
        "languages",
        "translate",
        "translated",
    ]
)
_INTO = frozenset(["in", "into", "from"])
_STOPS = np.array([ord(mark) for mark in ".,;:!?)"], np.uint32)
_DEFINED = re.compile(
    r"((?:[A-Z][\w&'’-]*\s+(?:(?:of|for|and|on|the|in|to|&)\s+){0,2}){1,7})\(([A-Z][A-Za-z&-]{1,9})\)"
)
_SMALL = frozenset(["of", "for", "and", "on", "the", "in", "to", "&"])


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of a target."""

    text: str
    target: int
    """Index into ``Gazetteer.targets``, or ``SHIELD``."""
    form: Literal["name", "demonym"] = "name"
    is_alias: bool = True
    flags: frozenset[str] = frozenset()
    transcript: int | None = None
    """The only transcript in which the form holds: one that defines it."""


@dataclass(frozen=True, slots=True, eq=False)
class GazetteerHits:
    """Places of forms: form number, first token, number of tokens. No two overlap; shields are among them."""

    forms: tuple[Form, ...]
    form: Int64Array
    first: Int64Array
    n_tokens: Int64Array


@dataclass(frozen=True)
class Gazetteer:
    """Targets, as (kind, name), and all their forms."""

    targets: tuple[tuple[Literal["country", "organisation"], str], ...]
    forms: tuple[Form, ...]
    evidence: Mapping[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """Target → terms that speak for it and terms that speak for its namesake."""

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        return _words_of([form.text for form in self.forms])

    @cached_property
    def _matcher(self) -> PhraseMatcher:
        return PhraseMatcher(self._words)

    @cached_property
    def _case(self) -> tuple[BoolArray, BoolArray]:
        return _case_of(self.forms)

    def with_forms(
        self, targets: Sequence[tuple[Literal["country", "organisation"], str]], forms: Sequence[Form]
    ) -> Gazetteer:
        """The same with more targets and forms at the end."""
        return Gazetteer((*self.targets, *targets), (*self.forms, *forms), self.evidence)

    def find(self, table: TurnTable, surface: Surface) -> GazetteerHits:
        """All forms in the table that are written as names, the longest at each place."""
        hits = self._matcher.find(table)
        hits = hits.kept(self._written_as_name(hits, table, surface))
        shield = np.array([form.target == SHIELD for form in self.forms], np.bool_)
        hits = hits.kept(longest(hits, rank=(~shield[hits.phrase]).astype(np.int64)))
        hits = hits.kept(self._meant(hits, table, surface))
        order = np.argsort(hits.first, kind="stable")
        return GazetteerHits(self.forms, hits.phrase[order], hits.first[order], hits.n_tokens[order])

    def _written_as_name(self, hits: PhraseHits, table: TurnTable, surface: Surface) -> BoolArray:
        capital, upper = self._case
        words = self._words
        ok = np.ones(hits.first.size, np.bool_)
        loose = np.array([" " in form.text or len(form.text) > 3 for form in self.forms], np.bool_)
        # Where nothing is written with a capital, long names of countries are believed in lower case.
        barred = word_list("common-words.txt")
        common = np.array([w[0] in barred or form.target == SHIELD for w, form in zip(words, self.forms, strict=True)])
        country = np.array([f.target != SHIELD and self.targets[f.target][0] == "country" for f in self.forms])
        believed = surface.lower_case[hits.first] & (loose & ~common & country)[hits.phrase]
        comma = np.array(["," in form.text for form in self.forms], np.bool_)
        for depth in range(int(hits.n_tokens.max(initial=0))):
            at = np.flatnonzero(hits.n_tokens > depth)
            token, phrase = hits.first[at] + depth, hits.phrase[at]
            fits = (~capital[phrase, depth] | surface.capital[token]) & (
                ~upper[phrase, depth] | (surface.upper[token] & ~surface.shouted[token])
            )
            goes_on = (hits.n_tokens[at] == depth + 1) | ~surface.broken[token] | comma[phrase]
            ok[at] &= (fits | believed[at]) & goes_on
        restricted = np.array([-1 if form.transcript is None else form.transcript for form in self.forms], np.int64)
        if (restricted >= 0).any():
            transcript = table.turn_transcript[table.sentence_turn[table.token_sentence[hits.first]]]
            ok &= (restricted[hits.phrase] < 0) | (restricted[hits.phrase] == transcript)
        return ok

    def _meant(self, hits: PhraseHits, table: TurnTable, surface: Surface) -> BoolArray:
        """Drops languages, people who bear a country's name, words that only open a sentence, and namesakes."""
        keep = np.ones(hits.first.size, np.bool_)
        flagged = np.array([bool(form.flags) for form in self.forms], np.bool_)
        single = (hits.n_tokens == 1) & surface.initial[hits.first] & surface.telling[hits.first]
        used_lower = np.zeros(table.vocabulary.size, np.bool_)
        used_lower[table.token_term[~surface.capital]] = True
        keep[single & used_lower[table.token_term[hits.first]]] = False
        inside = np.zeros(table.token_term.size + 1, np.bool_)
        for extra in range(int(hits.n_tokens.max(initial=0))):
            inside[hits.first[hits.n_tokens > extra] + extra] = True
        for i in np.flatnonzero(flagged[hits.phrase]).tolist():
            form = self.forms[int(hits.phrase[i])]
            first = int(hits.first[i])
            last = first + int(hits.n_tokens[i]) - 1
            if (
                ("language" in form.flags and form.form == "demonym" and _is_language(table, surface, first, last))
                or ("person" in form.flags and _is_person(table, surface, inside, first, last))
                or ("evidence" in form.flags and not self._evident(form.target, table, first))
            ):
                keep[i] = False
        return keep

    def _evident(self, target: int, table: TurnTable, first: int) -> bool:
        if target not in self.evidence:
            return True
        sentence = int(table.token_sentence[first])
        of_sentence = table.turn_transcript[table.sentence_turn]
        whole = np.searchsorted(of_sentence, [of_sentence[sentence], of_sentence[sentence] + 1])
        for begin, end in ((sentence, sentence + 1), whole):
            terms = table.token_term[table.sentence_offset[begin] : table.sentence_offset[end]]
            said = table.vocabulary[np.unique(terms)]
            spoken_for, against = (len(words.intersection(said)) for words in self.evidence[target])
            if spoken_for != against:
                return spoken_for > against
        return False


@cache
def load_gazetteer() -> Gazetteer:
    """The countries and organisations of ``data/gazetteers`` with CLDR's English names."""
    from babel import Locale  # noqa: PLC0415 Babel reads its locale data only when countries are asked for

    cldr = Locale("en").territories
    targets: list[tuple[Literal["country", "organisation"], str]] = []
    forms: list[Form] = []
    code_of: dict[str, int] = {}
    for code, display, names, people, flags in rows("countries.txt", 5):
        target = code_of[code] = len(targets)
        name = display or cldr[code]
        targets.append(("country", name))
        marks = frozenset(flags.split())
        written = dict.fromkeys([name, cldr[code], *_split(names)])
        forms += [Form(text, target, is_alias=i > 0, flags=marks - {"language"}) for i, text in enumerate(written)]
        borne = marks - {"person"} if code in ("GB", "IE", "IL", "IN", "NL") else marks
        forms += [Form(text, target, "demonym", flags=borne) for text in _plurals(_split(people))]
    for name, names, people in rows("organisations.txt", 3):
        target = len(targets)
        targets.append(("organisation", name))
        forms += [Form(text, target, is_alias=i > 0) for i, text in enumerate(dict.fromkeys([name, *_split(names)]))]
        forms += [Form(text, target, "demonym") for text in _plurals(_split(people))]
    forms += [Form(text, SHIELD) for (line,) in rows("not-countries.txt", 1) for text in _plurals([line])]
    evidence = {
        code_of[code]: (frozenset(_split(spoken_for.lower())), frozenset(_split(against.lower())))
        for code, spoken_for, against in rows("evidence.txt", 3)
    }
    return Gazetteer(tuple(targets), tuple(forms), evidence)


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


def _is_language(table: TurnTable, surface: Surface, first: int, last: int) -> bool:
    before = "" if surface.initial[first] else table.vocabulary[table.token_term[first - 1]]
    after = "" if surface.final[last] else table.vocabulary[table.token_term[last + 1]]
    ends = bool(surface.final[last]) or bool(np.isin(surface.after[last], _STOPS)) or after in ("and", "or")
    return before in _SPEAK or after in ("language", "speaker", "speakers") or (before in _INTO and ends)


def _is_person(table: TurnTable, surface: Surface, inside: BoolArray, first: int, last: int) -> bool:
    """Whether capitalised words beside it make it part of a person's name."""
    if not surface.final[last] and not surface.broken[last] and surface.after[last] == ord(" "):
        term = table.vocabulary[table.token_term[last + 1]]
        known = inside[last + 1] or term in title_words() or term in institution_words()
        if surface.capital[last + 1] and surface.telling[last] and not known and not term[0].isdigit():
            return True
    if surface.initial[first] or surface.broken[first - 1]:
        return False
    before = first - 1
    if not surface.capital[before] or not surface.telling[before] or inside[before]:
        return False
    return not surface.initial[before] or table.vocabulary[table.token_term[before]] in title_words()


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _plurals(forms: Sequence[str]) -> Iterator[str]:
    for form in forms:
        yield form.rstrip("+") if form.endswith("+") else form
        if form.endswith("+"):
            yield form[:-1] + "s"


def _words_of(forms: Sequence[str]) -> list[tuple[str, ...]]:
    """Each form as the terms that the tokeniser makes of it."""
    tokens = tokenize("\n".join(forms))
    bounds = np.cumsum([0, *(len(form) + 1 for form in forms)])
    cuts = np.searchsorted(tokens.start, bounds)
    terms = tokens.vocabulary[tokens.term].tolist()
    return [tuple(terms[a:b]) for a, b in pairwise(cuts.tolist())]


def _case_of(forms: Sequence[Form]) -> tuple[BoolArray, BoolArray]:
    """For each form and word of it: must it be capitalised, must it be in capitals."""
    texts = [form.text for form in forms]
    tokens = tokenize("\n".join(texts))
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    form = np.searchsorted(bounds, tokens.start, "right") - 1
    depth = np.arange(len(tokens)) - np.searchsorted(tokens.start, bounds)[form]
    joined = "\n".join(texts)
    written = [joined[a:b] for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)]
    capital = np.zeros((len(forms), int(depth.max(initial=0)) + 1), np.bool_)
    upper = np.zeros_like(capital)
    capital[form, depth] = [word[0].isupper() for word in written]
    upper[form, depth] = [len(word) > 1 and word[:2].isupper() for word in written]
    return capital, upper
