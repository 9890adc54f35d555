"""Which words go together: the company a word or phrase keeps, or all pairs of words, with the field's measures."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from onrecord import association
from onrecord.cooccurrence import all_around, chances, chances_of, pairs, places
from onrecord.methods import Method
from onrecord.phrases import inventory
from onrecord.table import Float64Array, TurnTable, text_column
from onrecord.tokens import BoolArray, Int32Array, Int64Array

Measure = Literal["log_dice", "log_likelihood", "mi", "mi3", "t", "z", "dice", "delta_p", "delta_p_reverse"]

COLUMNS = (
    "first", "second", "count", "left", "right", "expected", "first_count", "second_count", "words",
    "n_ix", "n_xi", "n_xx",
    "log_dice", "log_likelihood", "mi", "mi3", "t", "z", "dice", "delta_p", "delta_p_reverse",
    "turns", "speakers",
)  # fmt: skip

_CHANCES = (
    "O is how often both are together, R and C the chances of the first and of the second word, N all chances: within "
    "a window, pairs of places in reach of each other in one sentence; in whole sentences, sentences."
)
_CHANCE = "E = {n_ix}·{n_xi}/{n_xx} = {expected:.4g}; "
_CLUSTERS = "Chances overlap and words come in clusters, so it is no test: look at turns and speakers."
_FEW = "Pairs seen a few times by chance score high: read the count."

METHODS = {
    "expected": Method(
        title="Expected by chance",
        formula=f"E = R·C/N. {_CHANCES}",
        worked="{n_ix}·{n_xi}/{n_xx} = {expected:.4g}",
        source="Evert 2008, Corpora and collocations, in Lüdeling & Kytö (eds), Corpus Linguistics, 1212–1248",
        cautions=("Chance knows no grammar: it expects words in places where no speaker could put them.",),
    ),
    "log_dice": Method(
        title="logDice",
        formula=f"14 + log₂[2·O/(R + C)]: at most 14, a point more is twice as often. {_CHANCES}",
        worked="14 + log₂(2·{count}/({n_ix} + {n_xi})) = {log_dice:.2f}",
        source="Rychlý 2008, RASLAN, 6–9",
        cautions=("It does not ask what chance would give: two very common words score high.", _FEW),
    ),
    "log_likelihood": Method(
        title="Log-likelihood G²",
        formula=f"2·Σ O·ln(O/E) over both, the first alone, the second alone and neither. {_CHANCES}",
        worked=_CHANCE + "2·[{count}·ln({count}/{expected:.4g}) + …] = {log_likelihood:.2f}",
        source="Dunning 1993, Computational Linguistics 19:61–74",
        cautions=(
            "It grows with the amount of text.",
            "It has no sign: compare count with expected. In the ranking, pairs below chance stand last.",
            _CLUSTERS,
        ),
    ),
    "mi": Method(
        title="Mutual information MI",
        formula=f"log₂(O/E). {_CHANCES}",
        worked=_CHANCE + "log₂({count}/{expected:.4g}) = {mi:.2f}",
        source="Church & Hanks 1990, Computational Linguistics 16:22–29",
        cautions=("Rare words score highest, however little is known of them.", _FEW),
    ),
    "mi3": Method(
        title="Cubic mutual information MI³",
        formula=f"log₂(O³/E). {_CHANCES}",
        worked=_CHANCE + "log₂({count}³/{expected:.4g}) = {mi3:.2f}",
        source="Daille 1994, thesis, Université Paris 7",
        cautions=("The cube is a rule of thumb against rare words, without a meaning of its own.",),
    ),
    "t": Method(
        title="t score",
        formula=f"(O − E)/√O. {_CHANCES}",
        worked=_CHANCE + "({count} − {expected:.4g})/√{count} = {t:.2f}",
        source="Church, Gale, Hanks & Hindle 1991, in Zernik (ed.), Lexical Acquisition, 115–164",
        cautions=("Frequent words score highest.", _CLUSTERS),
    ),
    "z": Method(
        title="z score",
        formula=f"(O − E)/√E. {_CHANCES}",
        worked=_CHANCE + "({count} − {expected:.4g})/√{expected:.4g} = {z:.2f}",
        source="Berry-Rogghe 1973, in Aitken et al. (eds), The Computer and Literary Studies; as in Evert 2008",
        cautions=("Where little is expected a single meeting scores high.", _CLUSTERS),
    ),
    "dice": Method(
        title="Dice coefficient",
        formula=f"2·O/(R + C), from 0 to 1. {_CHANCES}",
        worked="2·{count}/({n_ix} + {n_xi}) = {dice:.4f}",
        source="Dice 1945, Ecology 26:297–302",
        cautions=("It is small for all but fixed phrases, the smaller the wider the window.", _FEW),
    ),
    "delta_p": Method(
        title="ΔP of the second word given the first",
        formula=f"O/R − (C − O)/(N − R): how much likelier the second is where the first is. {_CHANCES}",
        worked="{count}/{n_ix} − ({n_xi} − {count})/({n_xx} − {n_ix}) = {delta_p:.4f}",
        source="Gries 2013, International Journal of Corpus Linguistics 18:137–166",
        cautions=("It has a direction: the other one may tell another story.", _FEW),
    ),
    "delta_p_reverse": Method(
        title="ΔP of the first word given the second",
        formula=f"O/C − (R − O)/(N − C): how much likelier the first is where the second is. {_CHANCES}",
        worked="{count}/{n_xi} − ({n_ix} − {count})/({n_xx} − {n_xi}) = {delta_p_reverse:.4f}",
        source="Gries 2013, International Journal of Corpus Linguistics 18:137–166",
        cautions=("It has a direction: the other one may tell another story.", _FEW),
    ),
}


def collocations(
    table: TurnTable,
    mask: BoolArray,
    *,
    term: str = "",
    window: int = 5,
    measure: Measure = "log_dice",
    least: int = 3,
    without: frozenset[str] = frozenset(),
    limit: int | None = 50,
) -> pd.DataFrame:
    """The words that go together in the sentences of ``mask`` (bool, S), the strongest by ``measure`` first, at most
    ``limit`` rows: the company of ``term`` (found as by ``queries.find``), or with none all pairs of words.

    Together are words at most ``window`` words apart in one sentence (1: next to each other, either way round), or
    with a window of 0 words in one sentence; ``onrecord.cooccurrence`` says exactly what is counted once, and why the
    chances add up. Rows have a ``count`` of at least ``least``; the words ``without`` are no partners, though
    ``term`` may be one. Stage directions between words do not part them.

    * ``first``, ``second``: ``term`` and its partner; of pairs, the one that comes first more often stands first;
    * ``count``: how often they are together (what ``pair_places`` opens), of them ``left`` times with ``second``
      before ``first`` and ``right`` times after (in a sentence: where each is said first); ``expected`` by chance;
    * ``first_count``, ``second_count``, ``words``: uses of each, and of all words, in the selection;
    * ``n_ix``, ``n_xi``, ``n_xx``: chances of the first, of the second and of all, which the measures are made of;
    * ``log_dice`` to ``delta_p_reverse``: see ``onrecord.association``; all pairs are ranked by the larger of both ΔP.
      None of them sees that a pair may be one turn's: ``turns`` and ``speakers`` say how many have it.

    The columns are those of ``COLUMNS``; nothing found gives no row. Raises ValueError for a window below 0.
    """
    if window < 0:
        raise ValueError(f"a window is 0 (a sentence) or a number of words, not {window}")
    least = max(least, 1)
    of_term, total = chances(table, mask, window)
    allowed = np.ones(table.vocabulary.size, np.bool_) if term else inventory(table, "words").count(mask) >= least
    allowed[[table.term_codes[word] for word in without if word in table.term_codes]] = False
    if term:
        first, length = places(table, mask, term)
        which, at = all_around(table, first, length, window, allowed)
        near, before = table.token_term[at], at < first[which]
        left = np.bincount(near.compress(before), minlength=allowed.size)
        right = np.bincount(near, minlength=allowed.size) - left
        second = np.flatnonzero(left + right >= least)
        count = (left + right)[second]
        n_ix = np.full(second.size, chances_of(table, first, length, window), np.int64)
    else:
        one, second, count = pairs(table, mask, window, allowed, least)
        n_ix = of_term[one]
    n_xi = of_term[second]
    strength = _scores(measure, count, n_ix, n_xi, total)
    if measure == "log_likelihood":
        strength = np.where(count < association.expected(n_ix, n_xi, total), -strength, strength)
    if measure.startswith("delta_p") and not term:  # which of the two stands first is not known yet
        strength = np.fmax(strength, _scores(measure, count, n_xi, n_ix, total))
    top = np.argsort(-strength, kind="stable")[:limit]
    second, count, n_ix, n_xi = second[top], count[top], n_ix[top], n_xi[top]
    if term:
        sides = (left[second], right[second])
        turns, speakers = _reach_at(table, at, second)
        names = [term] * second.size
        first_count = np.full(second.size, first.size, np.int64)
    else:
        one = one[top]
        sides, turns, speakers = _reach_of_pairs(table, mask, window, one, second)
        swapped = sides[0] > sides[1]
        one, second = np.where(swapped, second, one), np.where(swapped, one, second)
        n_ix, n_xi = np.where(swapped, n_xi, n_ix), np.where(swapped, n_ix, n_xi)
        sides = (np.minimum(*sides), np.maximum(*sides))
        names = table.vocabulary[one].tolist()
        first_count = _uses(table, mask, one)
    return pd.DataFrame(
        {
            "first": text_column(names),
            "second": text_column(table.vocabulary[second].tolist()),
            "count": count,
            "left": sides[0],
            "right": sides[1],
            "expected": association.expected(n_ix, n_xi, total),
            "first_count": first_count,
            "second_count": _uses(table, mask, second),
            "words": np.full(second.size, table.sentence_words[mask].sum(), np.int64),
            "n_ix": n_ix,
            "n_xi": n_xi,
            "n_xx": np.full(second.size, total, np.int64),
            **{name: _scores(name, count, n_ix, n_xi, total) for name in COLUMNS[12:21]},
            "turns": turns,
            "speakers": speakers,
        }
    )


def _scores(measure: str, count: Int64Array, n_ix: Int64Array, n_xi: Int64Array, total: int) -> Float64Array:
    if measure == "delta_p_reverse":
        return association.delta_p(count, n_xi, n_ix, total)
    scores: Float64Array = getattr(association, measure)(count, n_ix, n_xi, total)
    return scores


def _uses(table: TurnTable, mask: BoolArray, code: Int64Array) -> Int64Array:
    """How often each term is said; of the few rows shown, which is quicker than to count all terms."""
    words = inventory(table, "words")
    return np.array([np.count_nonzero(mask.take(words.sentences_of(term))) for term in code.tolist()], np.int64)


def _reach_at(table: TurnTable, at: Int64Array, second: Int64Array) -> tuple[Int64Array, Int64Array]:
    """In how many turns, and by how many speakers, each of the terms is said at some of these places."""
    row = np.full(table.vocabulary.size, -1, np.int64)
    row[second] = np.arange(second.size)
    of = row.take(table.token_term.take(at))
    at, of = at.compress(of >= 0), of.compress(of >= 0)
    turn = table.sentence_turn[table.token_sentence[at]]
    return _different(of, turn, second.size), _different(of, table.turn_speaker[turn], second.size)


def _different(row: Int64Array, value: Int32Array, n_rows: int) -> Int64Array:
    """How many different values each row has."""
    key = row << 32 | value
    key.sort()
    return np.bincount(key[np.flatnonzero(np.diff(key, prepend=-1))] >> 32, minlength=n_rows)


def _reach_of_pairs(
    table: TurnTable, mask: BoolArray, window: int, one: Int64Array, other: Int64Array
) -> tuple[tuple[Int64Array, Int64Array], Int64Array, Int64Array]:
    """How often ``other`` stands before ``one`` and after it; in how many turns, by how many speakers."""
    order, offset = table.postings
    left, right, turns, speakers = np.zeros((4, one.size), np.int64)
    wanted = np.zeros(table.vocabulary.size, np.bool_)
    # A loop over the few rows shown; the places of the rarer word are looked around.
    for row, (first, second) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        is_rarer = offset[first + 1] - offset[first] <= offset[second + 1] - offset[second]
        rare, common = (first, second) if is_rarer else (second, first)
        begin = order[offset[rare] : offset[rare + 1]].astype(np.int64)
        begin = begin[mask[table.token_sentence[begin]]]
        wanted[common] = True
        which, at = all_around(table, begin, 1, window, wanted)
        wanted[common] = False
        before = int(np.count_nonzero(at < begin[which]))
        left[row], right[row] = (before, at.size - before) if is_rarer else (at.size - before, before)
        turn = np.unique(table.sentence_turn[table.token_sentence[at]])
        turns[row], speakers[row] = turn.size, np.count_nonzero(np.bincount(table.turn_speaker[turn]))
    return (left, right), turns, speakers
