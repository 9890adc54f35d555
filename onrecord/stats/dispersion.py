"""How evenly a term is spread: over the course of the talk, its turns, its speakers or its transcripts.

Separate from frequency because a count says nothing of where: a word said forty times in one answer and one said in
every answer have the same rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.phrases import Unit, inventory
from onrecord.queries import find
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int32Array, Int64Array

Parts = Literal["tenths", "turns", "speakers", "transcripts"]

COLUMNS = (
    "term", "count", "parts", "parts_with", "smallest_part", "dp", "dp_norm", "rate_mean", "rate_sd", "juilland_d",
    "turns", "speakers",
)  # fmt: skip
PLACE_COLUMNS = ("term", "place", "word", "sentence", "turn", "speaker")

_RARE = "A term said fewer times than there are parts cannot be even: it scores as uneven whatever it does."
_PARTS = "It depends on how the text is cut: compare scores of the same parts only."

METHODS = {
    "parts_with": Method(
        title="Range: parts that hold the term",
        formula="The number of parts with at least one selected word in which the term is said.",
        worked="in {parts_with} of {parts} parts",
        source="Gries 2008, International Journal of Corpus Linguistics 13:403–437",
        cautions=("A part counts whether the term is said in it once or a hundred times.",),
    ),
    "dp": Method(
        title="Deviation of proportions DP (0 even, near 1 uneven)",
        formula="½·Σ|tᵢ − wᵢ|, where tᵢ is the part's share of the term's occurrences and wᵢ its share of the words "
        "selected.",
        worked="½·Σ|tᵢ − wᵢ| over {parts} parts, {parts_with} of them with the {count} occurrences = {dp:.3f}",
        source="Gries 2008, International Journal of Corpus Linguistics 13:403–437",
        cautions=("High means uneven, unlike Juilland's D.", _RARE, _PARTS),
    ),
    "dp_norm": Method(
        title="Normalised deviation of proportions DPnorm (0 even, 1 uneven)",
        formula="DP/(1 − min wᵢ), so that a term of nothing but the smallest part scores 1.",
        worked="{dp:.3f}/(1 − {smallest_part:.3f}) = {dp_norm:.3f}",
        source="Lijffijt & Gries 2012, International Journal of Corpus Linguistics 17:147–149",
        cautions=("High means uneven, unlike Juilland's D.", _RARE, _PARTS),
    ),
    "juilland_d": Method(
        title="Juilland's D (1 even, 0 uneven)",
        formula="1 − V/√(n − 1), where n is the number of parts and V the standard deviation (of n) of the term's "
        "rates in the parts divided by their mean.",
        worked="1 − ({rate_sd:.3f}/{rate_mean:.3f})/√({parts} − 1) = {juilland_d:.3f}",
        source="Juilland & Chang-Rodríguez 1964, Frequency Dictionary of Spanish Words",
        cautions=(
            "High means even, unlike DP.",
            "Every part weighs the same, however few words it has.",
            "With many parts it is near 1 for almost any term (Biber et al. 2016).",
        ),
    ),
}


def dispersion(
    table: TurnTable,
    mask: BoolArray,
    *,
    unit: Unit = "words",
    language: str = "",
    without: frozenset[str] = frozenset(),
    parts: Parts = "tenths",
    limit: int | None = 50,
) -> pd.DataFrame:
    """How evenly the terms said most often in the sentences of ``mask`` (bool, S) are spread over ``parts`` of them,
    the commonest first, at most ``limit`` of them (those that ``frequency`` lists).

    "tenths" are ten stretches of about equally many selected words, in order; an edge never cuts a sentence, which
    belongs to the tenth that its middle lies in. Parts without a selected word are none.

    * ``parts``, ``parts_with``: how many there are, and how many of them hold the term (its range);
    * ``dp``: Gries's deviation of proportions ½·Σ|tᵢ − wᵢ| (2008): 0 is even, near 1 *uneven*; ``dp_norm`` divides it
      by 1 − ``smallest_part`` (Lijffijt & Gries 2012), the smallest part's share of the words;
    * ``juilland_d``: 1 − V/√(n − 1) with V = ``rate_sd``/``rate_mean``, of the rates per 1,000 words of n parts: 1 is
      *even*, 0 uneven;
    * ``turns``, ``speakers``: how many say it in the selection.

    A single part is neither even nor uneven: the scores are missing. A term said fewer times than there are parts
    scores as uneven whatever it does.
    """
    things = inventory(table, unit, language)
    count = things.count(mask)
    said = np.flatnonzero((count > 0) & things.telling(without))
    top = said[np.argsort(-count[said], kind="stable")][:limit]
    found = (things.sentences_of(code) for code in top.tolist())
    return _frame(table, mask, things.text(top), found, parts)


def dispersion_of(table: TurnTable, mask: BoolArray, terms: Sequence[str], *, parts: Parts = "tenths") -> pd.DataFrame:
    """The same columns for given words and phrases (found as by ``queries.find``), one row each in their order; the
    scores of one not said in ``mask`` are missing.
    """
    found = (table.token_sentence[find(table, term)[0]] for term in terms)
    return _frame(table, mask, list(terms), found, parts)


def places(table: TurnTable, mask: BoolArray, terms: Sequence[str]) -> pd.DataFrame:
    """One row for each time one of ``terms`` is said in the sentences of ``mask``, in the order of terms, then text.

    ``word`` is how many selected words come before it, ``place`` the same as a part of all of them (0 to 1);
    ``sentence`` and ``turn`` count in the table.
    """
    before = _words_before(table, mask)
    firsts = [find(table, term)[0] for term in terms]
    firsts = [first[mask[table.token_sentence[first]]] for first in firsts]
    first = np.concatenate([np.zeros(0, np.int64), *firsts]).astype(np.int64)
    sentence = table.token_sentence[first].astype(np.int64)
    turn = table.sentence_turn[sentence].astype(np.int64)
    word = before[sentence] + first - table.sentence_offset[sentence]
    names = np.array([speaker.name for speaker in table.speakers], object)
    return pd.DataFrame(
        {
            "term": text_column(np.repeat(np.array(terms, object), [at.size for at in firsts])),
            "place": word / max(before[-1], 1),
            "word": word,
            "sentence": sentence,
            "turn": turn,
            "speaker": text_column(names[table.turn_speaker[turn]]),
        }
    )


def _words_before(table: TurnTable, mask: BoolArray) -> Int64Array:
    """How many selected words stand before each sentence, and how many there are at all (S + 1 values)."""
    return np.concatenate([[0], np.cumsum(np.where(mask, table.sentence_words, 0), dtype=np.int64)])


def _part_of(table: TurnTable, mask: BoolArray, parts: Parts) -> Int32Array:
    """Number of the part that each sentence belongs to."""
    if parts == "turns":
        return table.sentence_turn
    if parts == "speakers":
        return table.sentence_speaker
    if parts == "transcripts":
        transcript: Int32Array = table.turn_transcript[table.sentence_turn]
        return transcript
    before = _words_before(table, mask)
    middle = before[:-1] + before[1:]  # twice the middle, in whole numbers
    tenth: Int32Array = np.minimum(middle * 10 // max(2 * int(before[-1]), 1), 9).astype(np.int32)
    return tenth


def _frame(
    table: TurnTable, mask: BoolArray, terms: list[str], found: Iterable[Int32Array], parts: Parts
) -> pd.DataFrame:
    """One row a term; ``found`` gives the sentences (ascending) that say it, once for each time they do."""
    part_of = _part_of(table, mask, parts)
    words: Float64Array = np.bincount(part_of[mask], weights=table.sentence_words[mask]).astype(np.float64)
    size = words[words > 0]
    number = np.cumsum(words > 0) - 1  # parts without a selected word are left out
    part = np.full(mask.size, size.size)  # sentences that are not selected are in one after the last
    part[mask] = number[part_of[mask]]
    rows = []
    # A loop over the few rows shown, as in frequency.
    for every in found:
        of = part[every]
        times = np.bincount(of, minlength=size.size + 1).astype(np.float64)[:-1]
        turn = table.sentence_turn[every[of < size.size]]
        turns = int(np.count_nonzero(turn[1:] != turn[:-1])) + bool(turn.size)
        speakers = int(np.count_nonzero(np.bincount(table.turn_speaker[turn])))
        rows.append((*_scores(times, size), turns, speakers))
    columns = list(zip(*rows, strict=True)) or [()] * (len(COLUMNS) - 1)
    whole = ("count", "parts", "parts_with", "turns", "speakers")
    return pd.DataFrame(
        {
            "term": text_column(terms),
            **{
                name: np.array(column, np.int64 if name in whole else np.float64)
                for name, column in zip(COLUMNS[1:], columns, strict=True)
            },
        }
    )


def _scores(times: Float64Array, size: Float64Array) -> tuple[float, ...]:
    """Count to Juilland's D, in the order of ``COLUMNS``, of a term said ``times`` in parts of ``size`` words."""
    n, count, words = size.size, float(times.sum()), float(size.sum())
    smallest = float(size.min()) / words if n else np.nan
    counted = (count, n, float(np.count_nonzero(times)), smallest)
    if n < 2 or not count:
        return (*counted, *[np.nan] * 5)
    dp = float(np.abs(times / count - size / words).sum()) / 2
    rate = 1000 * times / size
    mean, deviation = float(rate.mean()), float(rate.std())
    return (*counted, dp, dp / (1 - smallest), mean, deviation, 1 - deviation / mean / float(np.sqrt(n - 1)))
