"""Which words and phrases are said, how often, at what rate, and by how many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from onrecord.phrases import Inventory, Unit, codes_of, inventory
from onrecord.queries import find
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = ("term", "n_words", "count", "per_1000", "turns", "speakers", "log_likelihood")


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

    * ``count`` and ``per_1000``: per 1,000 words selected, those left out included in them;
    * ``turns``, ``speakers``: how many turns and speakers say it in the selection. A term of one turn is that turn's;
    * ``log_likelihood``: for phrases of two words, how much oftener they meet than by chance within the selection
      (Dunning 1993, NLTK's ``BigramAssocMeasures.likelihood_ratio``); missing for other terms. It grows with the
      amount of text, so it ranks within one selection and does not compare two.

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


def term_counts(table: TurnTable, mask: BoolArray, terms: Sequence[str], *, unit: Unit = "words") -> pd.DataFrame:
    """The same columns for given terms, one row each in their order, also for those not said in ``mask``.

    Needed beside ``frequency`` to show the same terms under another mask. A term is spelt as ``frequency`` spells it;
    what the inventory of ``unit`` does not hold (a phrase said once, or of four words) is searched for.
    """
    things = inventory(table, unit)
    code = codes_of(table, unit, terms)
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
        frame.loc[row, "per_1000"] = _per_1000(table, mask, np.array([sentence.size]))[0]
    return frame


def _frame(
    table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array, count: Int64Array, terms: list[str]
) -> pd.DataFrame:
    """The rows of things; a code of -1 is a thing not in the inventory, said nowhere."""
    turns, speakers = _reach(table, mask, things, code)
    n_words = np.where(code >= 0, things.n_words[code], 0) if len(things) else np.zeros(code.size, np.int64)
    return pd.DataFrame(
        {
            "term": text_column(terms),
            "n_words": n_words,
            "count": count,
            "per_1000": _per_1000(table, mask, count),
            "turns": turns,
            "speakers": speakers,
            "log_likelihood": _log_likelihood(table, mask, things, code, count),
        }
    )


def _reach(table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array) -> tuple[Int64Array, Int64Array]:
    """In how many turns, and by how many speakers, each thing is said in the selection."""
    turns, speakers = np.zeros(code.size, np.int64), np.zeros(code.size, np.int64)
    # A loop over the few rows shown: slices stay in the cache, where one array of all places would not (a fifth of
    # the time at ten million words).
    for row in np.flatnonzero(code >= 0).tolist():
        sentence = things.sentences_of(int(code[row]))
        turn = table.sentence_turn[sentence[mask[sentence]]]  # ascending, since sentences stand in turn order
        if turn.size:
            turns[row] = 1 + np.count_nonzero(turn[1:] != turn[:-1])
            speakers[row] = np.count_nonzero(np.bincount(table.turn_speaker[turn]))
    return turns, speakers


def _per_1000(table: TurnTable, mask: BoolArray, count: Int64Array) -> Float64Array:
    total = int(table.sentence_words[mask].sum())
    return count * 1000 / total if total else np.full(count.shape, np.nan)


def _log_likelihood(
    table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array, count: Int64Array
) -> Float64Array:
    scores = np.full(code.size, np.nan)
    pairs = [row for row in range(code.size) if code[row] >= 0 and things.n_words[code[row]] == 2 and count[row]]
    if not pairs:
        return scores
    from nltk.metrics import BigramAssocMeasures  # noqa: PLC0415 half a second, and only phrases need it

    single = inventory(table, "words").count(mask)
    total = int(table.sentence_words[mask].sum())
    for row in pairs:
        first, second = things.words[code[row], :2]
        both, left, right = int(count[row]), int(single[first]), int(single[second])
        # In "no no no" a word is first and second at once, and the table of chances has a cell below zero.
        if total - left - right + both >= 0:
            scores[row] = BigramAssocMeasures.likelihood_ratio(both, (left, right), total)
    return scores
