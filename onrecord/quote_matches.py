"""How a quotation compares with a passage: which words are the same, left out, added and replaced.

Separate from where the passages are and from the verdict on all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from onrecord.alignment import OTHER_PAD, Alignments, Change, Kind, Run, align, marked, runs
from onrecord.quotations import Piece, Quotation, QuotedWord
from onrecord.quote_places import QuotePlaces
from onrecord.tokens import Int32Array

_EDGE = 2
"""Quoted words at either end that were not said may stand for so many that were; more are only added."""


class Place(NamedTuple):
    """Words of the table from one position to another, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class QuoteRun:
    """A stretch of a quotation and of what was said; half-open character offsets, alike where there is nothing."""

    change: Change
    start: int
    """In the text of the transcript."""
    end: int
    quoted_start: int
    """In the quotation."""
    quoted_end: int


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A passage of one speaker, and how a quotation or a part of it compares with what was said there."""

    verdict: Literal["verbatim", "altered", "absent"]
    """"absent": a passage that is only near."""
    part: int
    """Number of the part of the quotation."""
    similarity: float
    """2·m/(n₁ + n₂): ``n_same`` words in common, in order, of ``n_quoted`` and ``n_said``."""
    n_same: int
    n_quoted: int
    n_said: int
    speaker: int
    turn: int
    """Index in the table, as ``sentences``: the first and the last."""
    sentences: tuple[int, int]
    start: int
    """Half-open offsets in the text of the turn's transcript."""
    end: int
    runs: tuple[QuoteRun, ...]
    difference: str
    """"we [-will-] {+shall+} stay": what was said and not quoted, what was quoted and not said."""
    same_characters: bool
    """Whether it is the same to the character, white space aside."""
    only_marked: bool
    """Whether it differs in nothing but words in square brackets, as an editor's change should."""


def compared(
    places: QuotePlaces, quotation: Quotation, words: Sequence[QuotedWord], part: int, place: Place
) -> QuoteMatch:
    """``words``, which are ``part`` of ``quotation``, and all that was said at ``place``."""
    table = places.table
    quoted, said = quoted_pieces(words), places.said(place.first, place.last + 1)
    found = differing(quoted, said)
    sentence, last_sentence = (int(table.token_sentence[position]) for position in place)
    turn = int(table.sentence_turn[sentence])
    start, end = said[0].start, said[-1].end
    text = table.transcripts[table.turn_transcript[turn]].text
    n_same = sum(run.end - run.begin for run in found if run.change == "same")
    is_verbatim = n_same == len(quoted) == len(said)
    changes = [{piece.number for piece in quoted[run.begin : run.end]} for run in found if run.change != "same"]
    in_brackets = {word.pieces[0].number for word in words if word.in_brackets}
    return QuoteMatch(
        verdict="verbatim" if is_verbatim else "altered",
        part=part,
        similarity=2 * n_same / (len(quoted) + len(said)),
        n_same=n_same,
        n_quoted=len(quoted),
        n_said=len(said),
        speaker=int(table.turn_speaker[turn]),
        turn=turn,
        sentences=(sentence, last_sentence),
        start=start,
        end=end,
        runs=tuple(_with_offsets(run, quoted, said) for run in found),
        difference="" if is_verbatim else marked(found, [p.written for p in quoted], [p.written for p in said]),
        same_characters=is_verbatim
        and quotation.text[words[0].start : words[-1].end].split() == text[start:end].split(),
        only_marked=not is_verbatim and all(change and change <= in_brackets for change in changes),
    )


def trimmed(places: QuotePlaces, words: Sequence[QuotedWord], place: Place) -> Place:
    """The place without what at its ends has no word in common with the quotation, unless it stands for it there."""
    quoted, said = quoted_pieces(words), places.said(place.first, place.last + 1)
    same = [run for run in differing(quoted, said) if run.change == "same"]
    if not same:
        return place
    first, last = said[same[0].other_begin].number, said[same[-1].other_end - 1].number
    sentence = places.table.token_sentence
    for _ in range(same[0].begin if same[0].begin <= _EDGE else 0):
        first -= first > 0 and sentence[first - 1] == sentence[first]
    missing = len(quoted) - same[-1].end
    for _ in range(missing if missing <= _EDGE else 0):
        last += last + 1 < sentence.size and sentence[last + 1] == sentence[last]
    return Place(int(first), int(last))


def likeness(places: QuotePlaces, words: Sequence[QuotedWord], place: Place) -> int:
    """By which passages are ranked: 4·(words in common) − (words said). So one more word in common is worth three that
    it takes to reach it.
    """
    quoted, said = quoted_pieces(words), places.said(place.first, place.last + 1)
    return 4 * sum(run.end - run.begin for run in differing(quoted, said) if run.change == "same") - len(said)


def quoted_pieces(words: Sequence[QuotedWord]) -> list[Piece]:
    """The pieces of all words."""
    return [piece for word in words for piece in word.pieces]


def differing(quoted: Sequence[Piece], said: Sequence[Piece]) -> list[Run]:
    """The runs by which what was quoted comes from what was said."""
    if [piece.word for piece in quoted] == [piece.word for piece in said]:  # nothing to look for
        return [Run("same", 0, len(quoted), 0, len(said))]
    first, second = _coded(quoted, said)
    return runs(first, second)


def aligned(quoted: Sequence[Piece], passages: Sequence[Sequence[Piece]], kind: Kind) -> Alignments:
    """The quotation with each of the passages."""
    first, *others = _coded(quoted, *passages)
    second = np.full((len(passages), max(map(len, passages), default=0)), OTHER_PAD, np.int32)
    for row, other in enumerate(others):
        second[row, : other.size] = other
    return align(np.tile(first, (len(passages), 1)), second, kind, 1 if kind == "local" else 2)


def _coded(*rows: Sequence[Piece]) -> list[Int32Array]:
    """The words of each row as numbers, equal ones for equal words."""
    number: dict[str, int] = {}
    return [np.array([number.setdefault(piece.word, len(number)) for piece in row], np.int32) for row in rows]


def _with_offsets(run: Run, quoted: Sequence[Piece], said: Sequence[Piece]) -> QuoteRun:
    return QuoteRun(run.change, *_span(said, run.other_begin, run.other_end), *_span(quoted, run.begin, run.end))


def _span(pieces: Sequence[Piece], begin: int, end: int) -> tuple[int, int]:
    if begin < end:
        return pieces[begin].start, pieces[end - 1].end
    at = pieces[begin - 1].end if begin else pieces[0].start
    return at, at
