"""The quote check: whether a quotation was said, word for word or how otherwise, where and by whom.

Words count, not characters: capitals, punctuation, quote marks, dashes, ligatures, white space and stage directions are
set aside. What is called verbatim has every word of the passage, in its order, and no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from onrecord.information import content_terms
from onrecord.quotations import Quotation, QuotedWord, readings
from onrecord.quote_matches import Place, QuoteMatch, aligned, compared, differing, likeness, quoted_pieces, trimmed
from onrecord.quote_places import QuotePlaces
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int64Array

Verdict = Literal["verbatim", "altered", "joined", "absent"]

LEAST_SIMILARITY, LEAST_INFORMATION = 0.6, 0.5
"""Of a passage that a quotation is an altered form of: it is so similar, and has such a share of what the words of the
quotation tell (in bits: log₂(N/f), of a word said f times among N) …"""
ALIKE = 0.8
"""… unless it is so similar."""
LEAST_SAME = 3
"""Words in common of such a passage."""
NEAREST, LEAST_NEAR, LEAST_CONTENT = 3, 0.5, 2
"""Passages offered for a quotation that is absent; the similarity and the content words in common they must have."""

_SURE = 0.9
"""Of a passage so similar nobody asks whether the quotation was put together from two places."""
_LEAST_OF_PART = 4
"""Words of each place that a quotation without a sign of a cut was put together from …"""
_LEAST_SIMILARITY_OF_PART = 0.8
_LEAST_SHARE_OF_PARTS = 0.85
"""… and the share of its words that these must hold."""
_PLACES_COMPARED = 50
"""Of each part, where its place near the others is looked for."""


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What was found of a quotation."""

    quotation: Quotation
    verdict: Verdict
    """"joined": its parts are in several places, or several people's words; nobody said it as it stands."""
    matches: tuple[QuoteMatch, ...]
    """Places where it is verbatim, at most ``limit``; one of an altered one; one for each part found of a joined one
    (once if it is the same again and again); of an absent one passages near it, if there are any."""
    times: int
    """How often one person says all of it verbatim."""
    by_other: bool
    """It names a speaker, and another one said it, or said part of it."""
    by_several: bool
    """Its words are more than one person's."""
    lacks_part: bool = False
    """It has a part that is nowhere."""
    unknown: str = ""
    """Whom it names as the speaker, if that one does not speak here."""


def check_quote(table: TurnTable, quotation: str, mask: BoolArray | None = None, *, limit: int = 20) -> QuoteCheck:
    """Whether ``quotation`` is said in the sentences of ``mask`` (bool, S; None for all), where, and by whom.

    It may stand in quote marks, with the name of who said it before, after or between ("…", said Ann); "…", "..." and
    "[…]" are cuts; words in square brackets are an editor's; "[sic]" and stage directions are passed over. Of one or
    two words only verbatim places are looked for. Differences are exact; of several ways to align words one is shown.

    Raises QuotationError when there is no word in it, or more than ``quotations.MOST_WORDS``. It compares with the
    transcript, not with the recording: where that is wrong, a true quotation is "altered".
    """
    checker = _Checker(QuotePlaces(table, mask), limit)
    whole, *attributed = readings(quotation, table.speakers, _remarks(table) if set(quotation) & set("([") else ())
    answer = checker.checked(whole)
    # A name before a colon may be part of what was said; if not, it says who is meant.
    is_said = not answer.lacks_part and {match.verdict for match in answer.matches} == {"verbatim"}
    return answer if is_said or not attributed else checker.checked(attributed[0])


def _remarks(table: TurnTable) -> frozenset[str]:
    """What the transcripts have in brackets that nobody said."""
    return frozenset(
        " ".join(transcript.text[segment.start : segment.end].split())
        for transcript in table.transcripts
        for segment in transcript.segments
        if segment.kind not in {"speech", "space", "label"} and transcript.text[segment.start] in "(["
    )


class _Checker:
    """One check of one quotation."""

    def __init__(self, places: QuotePlaces, limit: int) -> None:
        self._places = places
        self._table = places.table
        self._limit = limit

    def checked(self, quotation: Quotation) -> QuoteCheck:
        words = quotation.words
        first, last = self._places.exact(words)  # what looks like a cut may be a pause
        if first.size:
            one = self._is_of_one(first, last)
            if not one.any():
                place = Place(int(first[0]), int(last[0]))
                return _answer(self._table, quotation, "joined", self._divided(quotation, words, place))
            places = self._named_first(quotation, first[one], last[one], self._limit)
            matches = [self._compared(quotation, words, 0, place) for place in places]
            return _answer(self._table, quotation, "verbatim", matches, int(one.sum()))
        several = self._repeated(quotation) or (self._of_parts(quotation) if len(quotation.parts) > 1 else None)
        if several:
            return several
        near = self._near(words)
        matches = self._divided(quotation, words, near[0]) if near else []
        is_form = self._is_form(words, matches)
        if not is_form or _similarity(matches) < _SURE:
            parts = self._put_together(quotation)
            if len(parts) > 1 and _n_same(parts) > _n_same(matches) + 1:
                return _answer(self._table, quotation, "joined", parts)
        if is_form:
            verdict: Verdict = "joined" if len(matches) > 1 else matches[0].verdict
            return _answer(self._table, quotation, verdict, matches, int(verdict == "verbatim"))
        return self._absent(quotation, words, near)

    def _repeated(self, quotation: Quotation) -> QuoteCheck | None:
        """Of words pasted again and again, which nobody said as often, one place."""
        words = quotation.words
        once = _period(words)
        if not _LEAST_OF_PART <= once < len(words):
            return None
        first, last = self._places.exact(words[:once])
        one = np.flatnonzero(self._is_of_one(first, last))
        if not one.size:
            return None
        match = self._compared(quotation, words[:once], 0, Place(int(first[one[0]]), int(last[one[0]])))
        return _answer(self._table, quotation, "joined", [match])

    def _of_parts(self, quotation: Quotation) -> QuoteCheck:
        parts = [quotation.words[a:b] for a, b in quotation.parts]
        choices: list[list[Place]] = []
        for words in parts:
            begin, end = self._places.exact(words)
            one = self._is_of_one(begin, end)
            places = self._named_first(quotation, begin[one], end[one], _PLACES_COMPARED)
            if not places and (near := self._near(words)):
                place = self._in_one_stretch(words, near[0])
                places = [place] if self._is_form(words, [self._compared(quotation, words, 0, place)]) else []
            choices.append(places)
        chosen = self._close_together(quotation, choices)
        first, last = chosen[0], chosen[-1]
        if first and last and all(a and b and a.last + 1 == b.first for a, b in pairwise(chosen)):  # nothing was cut
            whole = Place(first.first, last.last)
            if len(self._stretches(whole)) == 1:
                match = self._compared(quotation, quotation.words, 0, whole)
                return _answer(self._table, quotation, match.verdict, [match])
        matches = [
            self._compared(quotation, words, number, place)
            for number, (words, place) in enumerate(zip(parts, chosen, strict=True))
            if place
        ]
        if len(matches) == len(parts):
            return _answer(self._table, quotation, "joined", matches)
        if matches:
            return replace(_answer(self._table, quotation, "altered", matches), lacks_part=True)
        longest = max(parts, key=len)
        return self._absent(quotation, longest, self._near(longest))

    def _absent(self, quotation: Quotation, words: Sequence[QuotedWord], near: Sequence[Place]) -> QuoteCheck:
        part = next(number for number, (a, b) in enumerate(quotation.parts) if quotation.words[a] is words[0])
        matches = [
            self._compared(quotation, words, part, self._in_one_stretch(words, place)) for place in near[:NEAREST]
        ]
        matches = [replace(match, verdict="absent") for match in matches if self._is_near(words, match)]
        return _answer(self._table, quotation, "absent", matches)

    def _is_near(self, words: Sequence[QuotedWord], match: QuoteMatch) -> bool:
        """Whether a passage is worth showing for words that nobody said."""
        if match.similarity < LEAST_NEAR:
            return False
        same = [range(run.quoted_start, run.quoted_end) for run in match.runs if run.change == "same"]
        shared = {word.term for word in words if any(word.start in span for span in same)}
        content = content_terms(self._table)
        return sum(bool(content[code]) for code in map(self._places.code, shared) if code >= 0) >= LEAST_CONTENT

    # --- where -------------------------------------------------------------------------------------------------------

    def _is_of_one(self, first: Int64Array, last: Int64Array) -> BoolArray:
        """Which places are one speaker's, in one transcript."""
        sentence, turn = self._table.token_sentence, self._table.sentence_turn
        one: BoolArray = turn[sentence[first]] == turn[sentence[last]]
        for number in np.flatnonzero(~one).tolist():
            one[number] = len(self._stretches(Place(int(first[number]), int(last[number])))) == 1
        return one

    def _named_first(self, quotation: Quotation, first: Int64Array, last: Int64Array, limit: int) -> list[Place]:
        """The first ``limit`` places, those of speakers whom the quotation names before others."""
        names = np.array([person.name in quotation.by for person in self._table.speakers], np.bool_)
        named: BoolArray = names[self._table.sentence_speaker[self._table.token_sentence[first]]]
        order = np.argsort(~named, kind="stable")[:limit]
        return [Place(a, b) for a, b in zip(first[order].tolist(), last[order].tolist(), strict=True)]

    def _near(self, words: Sequence[QuotedWord]) -> list[Place]:
        """Passages that hold most of the words in order, those most like them first, none twice."""
        if len(words) < LEAST_SAME:
            return []
        passages = [self._places.said(*passage) for passage in self._places.passages(words)]
        if not passages:
            return []
        got = aligned(quoted_pieces(words), passages, "fitting")
        found = []
        for i, passage in enumerate(passages):
            if not got.same[i]:
                continue
            place = Place(passage[got.other_begin[i]].number, passage[got.other_end[i] - 1].number)
            if self._places.is_selected(*place):
                found.append((int(got.other_end[i] - got.other_begin[i] - 4 * got.same[i]), place))
        likest = dict.fromkeys(trimmed(self._places, words, place) for _, place in sorted(found)[:NEAREST])
        return sorted(likest, key=lambda place: -likeness(self._places, words, place))

    def _in_one_stretch(self, words: Sequence[QuotedWord], place: Place) -> Place:
        """The part of a place that one person says, and that fits the words best."""
        stretches = self._stretches(place)
        if len(stretches) == 1:
            return place
        said = [self._places.said(first, last + 1) for first, last in stretches]
        got = aligned(quoted_pieces(words), said, "fitting")
        best = int(np.argmax(got.same))
        begin, end = int(got.other_begin[best]), int(got.other_end[best])
        return Place(said[best][begin].number, said[best][max(end - 1, begin)].number)

    def _stretches(self, place: Place) -> list[Place]:
        """The parts of a place that are one speaker's, in one transcript."""
        first, last = place
        turn = self._table.sentence_turn[self._table.token_sentence[first : last + 1]]
        if turn[0] == turn[-1]:
            return [place]
        who = self._table.turn_speaker[turn].astype(np.int64) << 32 | self._table.turn_transcript[turn]
        edges = [0, *(np.flatnonzero(np.diff(who)) + 1).tolist(), who.size]
        return [Place(first + a, first + b - 1) for a, b in pairwise(edges)]

    def _close_together(self, quotation: Quotation, choices: list[list[Place]]) -> list[Place | None]:
        """One place for each part: in order, near each other, by one person, and by the one named, if it can be."""

        def cost(before: Place, place: Place) -> int:
            backwards = place.first <= before.last
            return abs(place.first - before.last) + self._table.token_term.size * (
                backwards + 2 * (self._speaker(before) != self._speaker(place))
            )

        numbers = [number for number, places in enumerate(choices) if places]
        # The best way to each place of a part from those of the part before it.
        ways: list[tuple[int, list[Place]]] = [(0, [])]
        for number in numbers:
            ways = [
                min(
                    (so_far + (cost(way[-1], place) if way else 0) + self._strangeness(quotation, place), [*way, place])
                    for so_far, way in ways
                )
                for place in choices[number]
            ]
        best = iter(min(ways)[1])
        return [next(best) if places else None for places in choices]

    def _strangeness(self, quotation: Quotation, place: Place) -> int:
        return 0 if self._is_by(quotation, place) else 4 * self._table.token_term.size

    def _speaker(self, place: Place) -> int:
        return int(self._table.sentence_speaker[self._table.token_sentence[place.first]])

    def _is_by(self, quotation: Quotation, place: Place) -> bool:
        return not quotation.by or self._table.speakers[self._speaker(place)].name in quotation.by

    # --- how ---------------------------------------------------------------------------------------------------------

    def _divided(self, quotation: Quotation, words: Sequence[QuotedWord], place: Place) -> list[QuoteMatch]:
        """The passage as one match; or one for each speaker, if more than one has enough of the words."""
        stretches = self._stretches(place)
        if len(stretches) == 1:
            return [self._compared(quotation, words, 0, place)]
        quoted, said = quoted_pieces(words), self._places.said(place.first, place.last + 1)
        found = differing(quoted, said)
        alike = [
            (quoted[run.begin + k].number, said[run.other_begin + k].number)
            for run in found
            if run.change == "same"
            for k in range(run.end - run.begin)
        ]
        least = 1 if len(found) == 1 else LEAST_SAME
        opening = []
        for stretch in stretches:
            mine = [word for word, position in alike if stretch.first <= position <= stretch.last]
            if len(mine) >= least:
                opening.append((stretch, mine[0] - words[0].pieces[0].number))
        if len(opening) < 2:
            return [self._compared(quotation, words, 0, self._in_one_stretch(words, place))]
        edges = [0, *(begin for _, begin in opening[1:]), len(words)]
        return [
            self._compared(quotation, words[a:b], number, self._in_one_stretch(words[a:b], stretch))
            for number, ((stretch, _), a, b) in enumerate(zip(opening, edges, edges[1:], strict=False))
        ]

    def _put_together(self, quotation: Quotation) -> list[QuoteMatch]:
        """One match for each place that most of the quotation is put together from; none when it is not."""
        words = quotation.words
        found = self._best_parts(words, 0, len(words))
        if len(found) < 2 or sum(b - a for a, b, _ in found) < _LEAST_SHARE_OF_PARTS * len(words):
            return []
        edges = [0, *(a for a, _, _ in found[1:]), len(words)]  # words between two parts are added to the first
        return [
            self._compared(quotation, words[a:b], number, place)
            for number, (a, b, (_, _, place)) in enumerate(zip(edges, edges[1:], found, strict=False))
        ]

    def _best_parts(self, words: Sequence[QuotedWord], begin: int, end: int) -> list[tuple[int, int, Place]]:
        """Half-open ranges of the words from ``begin`` to ``end``, and where each stands; the longest found first."""
        here = words[begin:end]
        if len(here) < _LEAST_OF_PART:
            return []
        passages = [self._places.said(*passage) for passage in self._places.passages(here)]
        if not passages:
            return []
        quoted = quoted_pieces(here)
        got = aligned(quoted, passages, "local")
        for i in np.argsort(-got.same, kind="stable").tolist():
            n = int(got.end[i] - got.begin[i])
            if got.same[i] < _LEAST_OF_PART:
                break
            place = Place(passages[i][got.other_begin[i]].number, passages[i][got.other_end[i] - 1].number)
            size = n + int(got.other_end[i] - got.other_begin[i])
            if 2 * got.same[i] < _LEAST_SIMILARITY_OF_PART * size or not self._places.is_selected(*place):
                continue
            if len(self._stretches(place)) > 1:
                continue
            a = begin + quoted[got.begin[i]].number - here[0].pieces[0].number
            b = begin + quoted[got.end[i] - 1].number - here[0].pieces[0].number + 1
            return [*self._best_parts(words, begin, a), (a, b, place), *self._best_parts(words, b, end)]
        return []

    def _compared(self, quotation: Quotation, words: Sequence[QuotedWord], part: int, place: Place) -> QuoteMatch:
        return compared(self._places, quotation, words, part, place)

    def _is_form(self, words: Sequence[QuotedWord], matches: Sequence[QuoteMatch]) -> bool:
        """Whether the passages are alike enough for the words to be an altered form of them."""
        if not matches or _similarity(matches) < LEAST_SIMILARITY or _n_same(matches) < LEAST_SAME:
            return False
        if _similarity(matches) >= ALIKE:
            return True
        same = [
            range(run.quoted_start, run.quoted_end) for match in matches for run in match.runs if run.change == "same"
        ]
        bits = [self._places.bits(word.term) for word in words]
        kept = sum(b for b, word in zip(bits, words, strict=True) if any(word.start in span for span in same))
        return kept >= LEAST_INFORMATION * sum(bits)


def _answer(
    table: TurnTable, quotation: Quotation, verdict: Verdict, matches: Sequence[QuoteMatch], times: int = 0
) -> QuoteCheck:
    speakers = [table.speakers[match.speaker].name for match in matches]
    asked = speakers[:1] if verdict == "verbatim" else speakers if verdict != "absent" else []
    by_other = bool(quotation.by) and any(name not in quotation.by for name in asked)
    by_several = verdict in {"joined", "altered"} and len(set(speakers)) > 1
    return QuoteCheck(quotation, verdict, tuple(matches), times, by_other, by_several, unknown=quotation.unknown)


def _period(words: Sequence[QuotedWord]) -> int:
    """How many words there are until all of them come again, to the end; all if they do not."""
    terms, n = [word.term for word in words], len(words)
    return next(size for size in range(1, n + 1) if n % size == 0 and terms == terms[:size] * (n // size))


def _similarity(matches: Sequence[QuoteMatch]) -> float:
    return 2 * _n_same(matches) / sum(match.n_quoted + match.n_said for match in matches)


def _n_same(matches: Sequence[QuoteMatch]) -> int:
    return sum(match.n_same for match in matches)
