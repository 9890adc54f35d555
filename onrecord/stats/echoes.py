"""Which wording two speakers share: what was said first by whom, and who took it up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.alignment import marked, runs
from onrecord.echoes import KINDS, Echoes, find_echoes
from onrecord.entities import decoded
from onrecord.methods import Method
from onrecord.selection import sentences_value
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = (
    "phrase", "n_words", "kind", "similarity", "bits", "distance", "weight",
    "speaker", "transcript", "turn", "sentence", "start", "end",
    "repeated_by", "repeat", "difference", "repeat_transcript", "repeat_turn", "repeat_sentence", "repeat_start",
    "repeat_end", "gap_turns", "times", "speakers", "sentences",
)  # fmt: skip

_SHARED = (
    "Sharing is not borrowing: both may quote a third, name the same thing or use a turn of phrase.",
    "First means first in this text; of several files, in the order in which they were given.",
)

METHODS = {
    "similarity": Method(
        title="Similarity of what was said first and what took it up",
        formula="2·m/(n₁ + n₂), where n₁ and n₂ are the words of the two stretches and m is how many the two have in "
        "common, in order; 1 where they are alike word for word.",
        worked="of {n_words} words said first and those that took them up: {similarity:.2f}",
        source="Smith & Waterman 1981, Journal of Molecular Biology 147:195–197, with 1 for words in common and −1 for "
        "all others; share after Dice 1945, Ecology 26:297–302; as in Mullen 2015, textreuse",
        cautions=("A small word can turn the meaning: “will” and “will not” differ by one.", *_SHARED),
    ),
    "bits": Method(
        title="Information of the words in common",
        formula="Σ w·b over the words in common. b is the smaller of log₂(N/f), for a word said f times among all N, "
        "and −log₂ p with p = (c − k + f/N)/(b′ − k + 1), where the word before it is said b′ times, c times with this "
        "one after it, and k of these are left out: two for each speaker of the echo, at most all. w is 0 for stop "
        "words, numbers and listed formulae, 0.25 for names, else 1.",
        worked="Σ w·b over the words of “{phrase}” = {bits:.1f} bits",
        source="Shannon 1948, Bell System Technical Journal 27:379–423; weights of names and formulae are our own",
        cautions=("It is rarity in this text. In a short one, everyday words look rare.", *_SHARED),
    ),
    "weight": Method(
        title="Weight: how much more it says than chance brings so soon",
        formula="s·B − log₂(1 + d): similarity s times information B, less the words d between what was said first and "
        "what took it up, as a power of two. Below 0 it is not listed (below 6 with one content word).",
        worked="{similarity:.2f}·{bits:.1f} − log₂(1 + {distance}) = {weight:.1f} bits",
        source="our own: a stretch of B bits comes once in 2^B places by chance, and d places bring d chances",
        cautions=(
            "It ranks; it is no probability, since words of one subject come together.",
            # Judged by hand: is it taken up, or a line that both use, rather than a name or a turn of phrase?
            "Of 231 rows read, the first 20 of 20 talks, 146 were found to be echoes; most others name the same thing.",
            "In talks that the lists of formulae were made with it was 119 of 181, in others 27 of 50.",
            *_SHARED,
        ),
    ),
    "speakers": Method(
        title="How many say it, and how often",
        formula="Different speakers of its places, near ones included. A formula is said by at least five speakers and "
        "a quarter of all, or by nobody but the chair: then nobody takes it up from anybody.",
        worked="said {times} times by {speakers} speakers",
        source="counted; the rule for formulae is our own",
        cautions=("A slogan of a large party is a formula by this rule, if a quarter of all say it.", *_SHARED),
    ),
}


def echoes(
    table: TurnTable,
    mask: BoolArray,
    *,
    words: int = 4,
    without: frozenset[str] = frozenset(),
    limit: int | None = 50,
) -> pd.DataFrame:
    """One row for each echo with a place in the sentences of ``mask`` (bool, S), at most ``limit``, weightiest first,
    formulae last. See ``onrecord.echoes.find_echoes`` for what an echo is.

    * ``phrase``, ``n_words``: as it was said first, by ``speaker`` in ``turn`` (of its ``transcript``) and ``sentence``
      (of the table), at characters ``start`` to ``end``; who said it first is asked of the whole table;
    * ``repeated_by``, ``repeat`` …: who took it up and how: the first other speaker, of ``kind`` "near" the one whose
      words are likest; ``difference`` marks what was [-left out-] and {+put in+}; empty where nothing was;
    * ``gap_turns``: turns from the one to the other, missing between transcripts; ``distance``: words between them;
    * ``times``, ``speakers``, ``sentences``: of all its places, the last as ``onrecord.selection`` writes them.

    Raises ValueError for fewer than 2 ``words``. Sharing is not borrowing.
    """
    return echo_rows(find_echoes(table, words=words, without=without), table, mask, limit)


def echo_rows(found: Echoes, table: TurnTable, mask: BoolArray, limit: int | None = None) -> pd.DataFrame:
    """The rows of ``echoes`` from what was found before."""
    which = np.repeat(np.arange(len(found)), np.diff(found.bounds))
    shown = np.unique(which[mask[found.sentence]])[:limit]
    first, repeat = found.bounds[shown], found.repeat[shown]
    ends = found.bounds[shown + 1]
    places = list(zip(first.tolist(), ends.tolist(), strict=True))
    said, taken_up = _places(found, table, first), _places(found, table, repeat)
    gap = (taken_up["table_turn"] - said["table_turn"]).astype("Int64")
    pairs = zip(first.tolist(), repeat.tolist(), (found.similarity[shown] < 1).tolist(), strict=True)
    return pd.DataFrame(
        {
            "phrase": said["text"],
            "n_words": found.n_words[shown],
            "kind": text_column(KINDS[kind] for kind in found.kind[shown].tolist()),
            "similarity": found.similarity[shown],
            "bits": found.bits[shown],
            "distance": found.distance[shown],
            "weight": found.weight[shown],
            **{name: said[name] for name in ("speaker", "transcript", "turn", "sentence", "start", "end")},
            "repeated_by": taken_up["speaker"],
            "repeat": taken_up["text"],
            "difference": text_column(_difference(found, table, *pair) for pair in pairs),
            **{f"repeat_{name}": taken_up[name] for name in ("transcript", "turn", "sentence", "start", "end")},
            "gap_turns": gap.mask(said["transcript_number"] != taken_up["transcript_number"]),
            "times": ends - first,
            "speakers": np.array([np.unique(found.speaker[a:b]).size for a, b in places], np.int64),
            "sentences": text_column(sentences_value(found.sentence[a:b].tolist()) for a, b in places),
        },
        columns=list(COLUMNS),
    )


def _places(found: Echoes, table: TurnTable, places: Int64Array) -> dict[str, pd.Series]:
    sentence, start, end = found.sentence[places], found.start[places], found.end[places]
    turn = table.sentence_turn[sentence]
    number = table.turn_transcript[turn]
    rows = list(zip(number.tolist(), start.tolist(), end.tolist(), strict=True))
    return {
        "text": text_column(" ".join(decoded(table.transcripts[n].text[a:b]).split()) for n, a, b in rows),
        "speaker": text_column(found.speakers[code] for code in found.speaker[places].tolist()),
        "transcript": text_column(table.transcripts[n].name for n, _, _ in rows),
        "turn": pd.Series(table.turn_number[turn].astype(np.int64)),
        "sentence": pd.Series(sentence.astype(np.int64)),
        "start": pd.Series(start.astype(np.int64)),
        "end": pd.Series(end.astype(np.int64)),
        "table_turn": pd.Series(turn.astype(np.int64)),
        "transcript_number": pd.Series(number.astype(np.int64)),
    }


def _difference(found: Echoes, table: TurnTable, first: int, repeat: int, differs: bool) -> str:
    if not differs:
        return ""
    now, before = (slice(int(found.first[place]), int(found.last[place]) + 1) for place in (repeat, first))
    changes = runs(table.token_term[now], table.token_term[before], match=1)
    return marked(changes, _written(table, now), _written(table, before))


def _written(table: TurnTable, words: slice) -> list[str]:
    text = table.transcripts[table.turn_transcript[table.sentence_turn[table.token_sentence[words.start]]]].text
    ends = zip(table.token_start[words].tolist(), table.token_end[words].tolist(), strict=True)
    return [decoded(text[a:b]) for a, b in ends]
