"""Which words and phrases are said, how often, at what rate, and by how many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from onrecord.association import log_likelihood
from onrecord.intervals import wilson
from onrecord.methods import Method
from onrecord.phrases import Inventory, Unit, codes_of, inventory
from onrecord.queries import find
from onrecord.stats.reach import reach
from onrecord.table import Float64Array, TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = (
    "term", "n_words", "count", "words", "per_1000", "per_1000_low", "per_1000_high", "turns", "speakers",
    "count_first", "count_second", "log_likelihood",
)  # fmt: skip

METHODS = {
    "per_1000": Method(
        title="Rate per 1,000 words, with its 95 % interval",
        formula="1000·f/N, where f is how often the term is said and N all words selected. The interval is Wilson's: "
        "1000·(p + z²/2N ± z·√(p(1−p)/N + z²/4N²))/(1 + z²/N) with p = f/N and z = 1.96.",
        worked="1000·{count}/{words} = {per_1000:.2f}, from {per_1000_low:.2f} to {per_1000_high:.2f}",
        source="Wilson 1927, Journal of the American Statistical Association 22:209–212",
        cautions=(
            "The interval takes each word as drawn independently; words come in clusters, so it is too narrow.",
            "Stop words left out of the list still count among the words selected.",
            "The rate of a phrase is one for each 1,000 words as well, not for each 1,000 phrases.",
        ),
    ),
    "turns": Method(
        title="Range: turns and speakers that say the term",
        formula="The number of turns, and of speakers, with the term in a selected sentence.",
        worked="times: {count}; turns: {turns}; speakers: {speakers}",
        source="Gries 2008, International Journal of Corpus Linguistics 13:403–437 (range)",
        cautions=("A term of a single turn or speaker tells about that one, however often it is said.",),
    ),
    "log_likelihood": Method(
        title="Log-likelihood G² of a phrase of two words",
        formula="G² = 2·Σ O·ln(O/E) over four cells: both words together, the first without the second, the second "
        "without the first, neither. E is what the words' own counts give by chance: f₁·f₂/N for the first cell.",
        worked="2·[{count}·ln({count}/({count_first}·{count_second}/{words})) + …] = {log_likelihood:.2f}",
        source="Dunning 1993, Computational Linguistics 19:61–74",
        cautions=(
            "It grows with the amount of text: it ranks phrases of one selection and does not compare two.",
            "It has no sign: words that avoid each other score too.",
        ),
    ),
}


def frequency(
    table: TurnTable,
    mask: BoolArray,
    *,
    unit: Unit = "words",
    without: frozenset[str] = frozenset(),
    language: str = "",
    limit: int | None = 50,
) -> pd.DataFrame:
    """The terms said most often in the sentences of ``mask`` (bool, S), the commonest first, at most ``limit`` of
    them.

    ``unit`` "phrases" counts runs of two to five words (see ``onrecord.phrases``: said twice in the whole table, and
    not only inside a longer one). The terms ``without`` (stop words) and phrases with one at either end are left out.
    Terms of equal count stand in the order in which their words are first used.

    * ``count`` and ``per_1000``: per 1,000 of the ``words`` selected, those left out included in them, with the 95 %
      interval of Wilson (1927) from ``per_1000_low`` to ``per_1000_high``; missing when no word is selected;
    * ``turns``, ``speakers``: how many turns and speakers say it in the selection. A term of one turn is that turn's;
    * ``log_likelihood``: for phrases of two words, how much oftener they meet than by chance within the selection
      (Dunning 1993, ``association.log_likelihood``); missing for other terms. It grows with the
      amount of text, so it ranks within one selection and does not compare two. ``count_first`` and
      ``count_second`` are how often its two words are said.

    The columns are those of ``COLUMNS``; no term said gives no row.
    """
    things = inventory(table, unit, language)
    count = things.count(mask)
    said = np.flatnonzero((count > 0) & things.telling(without))
    if limit is not None and limit < said.size:
        least = -np.partition(-count[said], limit - 1)[limit - 1] if limit > 0 else np.inf
        said = said[count[said] >= least]
    top = said[np.argsort(-count[said], kind="stable")][:limit]
    return _frame(table, mask, things, top, count[top], things.text(top))


def term_counts(
    table: TurnTable, mask: BoolArray, terms: Sequence[str], *, unit: Unit = "words", language: str = ""
) -> pd.DataFrame:
    """The same columns for given terms, one row each in their order, also for those not said in ``mask``.

    Needed beside ``frequency`` to show the same terms under another mask. A term is spelt as ``frequency`` spells it;
    what the inventory of ``unit`` does not hold (a phrase said once, or of four words) is searched for.
    """
    things = inventory(table, unit, language)
    code = codes_of(table, unit, terms, language)
    known = np.maximum(code, 0)
    count = things.count(mask)[known] if len(things) else np.zeros(code.size, np.int64)
    frame = _frame(table, mask, things, code, np.where(code >= 0, count, 0), list(terms))
    for row in np.flatnonzero(code < 0).tolist():
        first, length = find(table, terms[row])
        sentence = table.token_sentence[first]
        sentence = sentence[mask[sentence]]
        turn = np.unique(table.sentence_turn[sentence])
        found = (length, sentence.size, turn.size, np.unique(table.turn_speaker[turn]).size)
        frame.loc[row, ["n_words", "count", "turns", "speakers"]] = found
        frame.loc[row, list(_RATE)] = [column[0] for column in _rate(np.array([sentence.size]), _words(table, mask))]
    return frame


def _frame(
    table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array, count: Int64Array, terms: list[str]
) -> pd.DataFrame:
    """The rows of things; a code of -1 is a thing not in the inventory, said nowhere."""
    [(turns, speakers)] = reach(table, [mask], things, code)
    n_words = np.where(code >= 0, things.n_words[code], 0) if len(things) else np.zeros(code.size, np.int64)
    total = _words(table, mask)
    first, second, scores = _log_likelihood(table, mask, things, code, count)
    return pd.DataFrame(
        {
            "term": text_column(terms),
            "n_words": n_words.astype(np.int64),
            "count": count,
            "words": np.full(code.size, total, np.int64),
            **dict(zip(_RATE, _rate(count, total), strict=True)),
            "turns": turns,
            "speakers": speakers,
            "count_first": nullable_integers(first),
            "count_second": nullable_integers(second),
            "log_likelihood": scores,
        }
    )


_RATE = ("per_1000", "per_1000_low", "per_1000_high")


def _rate(count: Int64Array, total: int) -> tuple[Float64Array, Float64Array, Float64Array]:
    low, high = wilson(count, total)
    return count * 1000 / total if total else np.full(count.shape, np.nan), 1000 * low, 1000 * high


def _words(table: TurnTable, mask: BoolArray) -> int:
    return int(table.sentence_words[mask].sum())


def _log_likelihood(
    table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array, count: Int64Array
) -> tuple[Float64Array, Float64Array, Float64Array]:
    """How often the first and the second word of each pair are said, and their log-likelihood; missing for others."""
    firsts, seconds, scores = (np.full(code.size, np.nan) for _ in range(3))
    pairs = np.flatnonzero((code >= 0) & (count > 0))
    pairs = pairs[things.n_words[code[pairs]] == 2]
    if not pairs.size:
        return firsts, seconds, scores
    single, total = inventory(table, "words").count(mask), _words(table, mask)
    first, second = single[things.head[code[pairs]]], single[things.tail[code[pairs]]]
    firsts[pairs], seconds[pairs] = first, second
    # In "no no no" a word is first and second at once, and the table of chances has a cell below zero.
    scored = total - first - second + count[pairs] >= 0
    score = log_likelihood(count[pairs][scored], first[scored], second[scored], total)
    scores[pairs[scored]] = score
    return firsts, seconds, scores
