"""Questions and answers: who asked, who answered, how long, and how much of the question's wording comes back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from onrecord.exchanges import Exchanges, find_exchanges
from onrecord.languages import detected, stop_words
from onrecord.methods import Method
from onrecord.pairing import NOTES
from onrecord.table import Float64Array, TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray, Int32Array, Int64Array

Indices = Int32Array | Int64Array

COLUMNS = (
    "transcript", "asker", "answerer", "question", "answer", "question_turn", "question_first", "question_last",
    "answer_first_turn", "answer_last_turn", "question_words", "answer_words", "content_words", "shared_words",
    "shared", "answered", "note",
)  # fmt: skip

SHARED = Method(
    title="Share of the question's wording that comes back in the answer",
    formula="c/q, where q is how many different content words the question has (its words without stop words) and c is "
    "how many of them the answerer says in the answer",
    worked="{shared_words}/{content_words} = {shared:.2f}",
    source="containment of one set of words in another: Broder 1997, Compression and Complexity of Sequences, 21–29",
    cautions=(
        "It measures wording and nothing else: “Yes.” answers fully and shares nothing.",
        "Who repeats a question shares all of it.",
        "A long answer has more room for the same words.",
        "Forms count as printed: “tax” and “taxes” are two words.",
    ),
)

METHODS = {"shared": SHARED}


class Overlap(NamedTuple):
    """One entry an exchange; NaN where there is no answer."""

    content: Int64Array
    """Different content words of the question."""
    shared: Float64Array
    """Those of them that the answer says."""


def exchanges(table: TurnTable, mask: BoolArray, *, language: str = "") -> pd.DataFrame:
    """One row for each exchange with a sentence of its question or its answer in ``mask`` (bool, S), in the order of
    the text.

    * ``asker``, ``answerer``: who asks, and who answers; where nobody does, who is asked by name, or empty;
    * ``question``, ``answer``: the first sentence that asks, and the first of the answer;
    * ``question_turn``, ``question_first``, ``question_last``: the turn that asks, and the sentences of the questions
      with up to three that introduce them; ``answer_first_turn``, ``answer_last_turn``: turns of the answer, missing
      without one. Turns and sentences are counted in the table;
    * ``question_words``, ``answer_words``: their lengths; of the answer only what the answerer says;
    * ``content_words``, ``shared_words``, ``shared``: different words of the question that are no stop words of
      ``language`` ("" for the one that the table is in), how many of them come back in the answer, and their share:
      missing without an answer or without such a word;
    * ``answered``, ``note``: whether there is an answer, and why not.

    Found by ``onrecord.exchanges.find_exchanges``, whose rules say what is an answer. Shared wording says nothing of
    whether a question was met.
    """
    found = find_exchanges(table)
    overlap = overlap_of(table, found, language)
    row = np.flatnonzero(found.within(mask))
    answered = found.answered[row]
    offset = table.sentence_offset
    turns = [np.where(answered, column[row], np.nan) for column in (found.answer_first_turn, found.answer_last_turn)]
    question_turn = table.sentence_turn[found.question_last[row]]
    opens = _first_asking(found)[row].tolist()
    replies = [table.text_of(s) if s >= 0 else "" for s in _first_reply(found)[row].tolist()]
    names = [*found.speakers, ""]
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[t].name for t in table.turn_transcript[question_turn].tolist()),
            "asker": text_column(names[code] for code in found.asker[row].tolist()),
            "answerer": text_column(names[code] for code in found.answerer[row].tolist()),
            "question": text_column(" ".join(table.text_of(sentence).split()) for sentence in opens),
            "answer": text_column(" ".join(text.split()) for text in replies),
            "question_turn": question_turn.astype(np.int64),
            "question_first": found.question_first[row].astype(np.int64),
            "question_last": found.question_last[row].astype(np.int64),
            "answer_first_turn": nullable_integers(turns[0]),
            "answer_last_turn": nullable_integers(turns[1]),
            "question_words": offset[found.question_last[row] + 1] - offset[found.question_first[row]],
            "answer_words": nullable_integers(answer_words(table, found)[row]),
            "content_words": overlap.content[row],
            "shared_words": nullable_integers(overlap.shared[row]),
            "shared": shares_of(overlap)[row],
            "answered": answered,
            "note": text_column(NOTES[code] for code in found.note[row].tolist()),
        }
    )


def answer_words(table: TurnTable, found: Exchanges) -> Float64Array:
    """How many words the answerer of each exchange says in the answer; NaN where there is none."""
    words = np.zeros(len(found))
    np.add.at(words, found.answer_of, table.sentence_words[found.answer_sentence])
    words[~found.answered] = np.nan
    return words


def overlap_of(table: TurnTable, found: Exchanges, language: str = "") -> Overlap:
    """How many different content words each question has, and how many of them its answer says."""
    stop = stop_words(language or detected(table))
    content = np.array([term not in stop for term in table.vocabulary.tolist()] or [False], np.bool_)
    of, sentence = _spread(found.question_first, found.question_last + 1)
    asked = _words(table, content, of, sentence)
    said = _words(table, content, found.answer_of, found.answer_sentence)
    at = np.searchsorted(said, asked)
    comes_back = np.append(said, -1)[at] == asked
    size = max(table.vocabulary.size, 1)
    n_shared = np.bincount(asked[comes_back] // size, minlength=len(found)).astype(np.float64)
    n_content = np.bincount(asked // size, minlength=len(found))
    return Overlap(n_content, np.where(found.answered, n_shared, np.nan))


def shares_of(overlap: Overlap) -> Float64Array:
    """Shared words in content words; NaN where there are none or no answer."""
    share: Float64Array = np.divide(
        overlap.shared, overlap.content, out=np.full(overlap.content.size, np.nan), where=overlap.content > 0
    )
    return share


def _words(table: TurnTable, content: BoolArray, of: Indices, sentence: Indices) -> Int64Array:
    """The different content words of each exchange in these sentences, as exchange · V + term, ascending."""
    which, token = _spread(table.sentence_offset[sentence], table.sentence_offset[sentence + 1])
    term = table.token_term[token]
    key = of[which].astype(np.int64) * max(table.vocabulary.size, 1) + term
    key = key[content[term]]
    key.sort()
    distinct: Int64Array = key[np.flatnonzero(np.diff(key, prepend=-1))]
    return distinct


def _spread(begin: Indices, end: Indices) -> tuple[Int64Array, Int64Array]:
    """For ranges ``begin[i]:end[i]``: the number i of the range of each element, and the elements, end to end."""
    n = end.astype(np.int64) - begin
    which = np.repeat(np.arange(n.size), n)
    return which, np.arange(which.size) + np.repeat(begin - np.cumsum(n) + n, n)


def _first_asking(found: Exchanges) -> Int64Array:
    """The first sentence of each question that asks; where none has a mark, the last."""
    places = np.append(np.flatnonzero(found.asks), found.asks.size)
    at = places[np.searchsorted(places[:-1], found.question_first)]
    first: Int64Array = np.minimum(at, found.question_last)
    return first


def _first_reply(found: Exchanges) -> Int64Array:
    first = np.full(len(found), -1, np.int64)
    begins = np.flatnonzero(np.diff(found.answer_of, prepend=-1))
    first[found.answer_of[begins]] = found.answer_sentence[begins]
    return first
