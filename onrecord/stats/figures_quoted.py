"""Every figure that is quoted, in the order of the text: by whom, how much of what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.figure_rules import KINDS
from onrecord.methods import Method
from onrecord.quantities import find_quantities
from onrecord.table import TurnTable, text_column
from onrecord.targets import Mentions
from onrecord.tokens import BoolArray, Int32Array, Int64Array

COLUMNS = (
    "transcript", "turn", "speaker", "printed", "figure", "target", "kind", "value", "high", "unit", "counted",
    "sentence", "start", "end",
)  # fmt: skip

METHODS = {
    "value": Method(
        title="The value of a figure as printed",
        formula="the number, in digits or words, times its size (thousand, million, dozen, a half), in its unit",
        worked="“{printed}” = {value:,.10g} to {high:,.10g} {unit} {counted}",
        source="rules and word lists in data/quantities, in the language of each sentence",
        cautions=(
            "A figure quoted is no fact: nothing here says whether it is right.",
            "What is counted is the noun beside the number; “96 were shot down” counts nothing that is printed there.",
            "Numbers that name things, such as “Article 5”, and numbers below three in words are left out.",
        ),
    ),
}


def figures_quoted(table: TurnTable, mask: BoolArray, mentions: Mentions) -> pd.DataFrame:
    """One row for each figure in a sentence of ``mask`` (bool, S), as it is mentioned: what a reader has corrected away
    is not listed, and what a reader made a figure has no value.

    * ``turn``: the turn within the transcript; ``printed``: the words; ``figure``: the same in one form; ``target``:
      the key under which all figures of this form are found;
    * ``value``, ``high``: the ends of a range, alike where it is none, in ``unit``: 8e9 and "USD" for "$8 billion",
      25 and "%" for "25 percent"; ``counted``: what is counted, as printed; ``kind``: see ``figure_rules.KINDS``;
    * ``sentence``: counted in the table; ``start``, ``end``: half-open characters in the text of the transcript.

    A figure quoted is no fact: nothing here says whether it is right.
    """
    is_figure = np.array([target.kind == "figure" for target in mentions.targets], np.bool_)
    shown = is_figure[mentions.target] & mask[mentions.sentence] if is_figure.size else np.zeros(0, np.bool_)
    row = np.flatnonzero(shown)
    sentence, start, end = (
        column[row].astype(np.int64) for column in (mentions.sentence, mentions.start, mentions.end)
    )
    found = find_quantities(table)
    of = _known(found.sentence, found.start, sentence, start)
    turn = table.sentence_turn[sentence]
    number = table.turn_transcript[turn].tolist()
    texts = [transcript.text for transcript in table.transcripts]
    spans = zip(number, start.tolist(), end.tolist(), strict=True)
    targets = [mentions.targets[code] for code in mentions.target[row].tolist()]
    kind, unit, counted = (
        ["" if each < 0 else names[codes[each]] for each in of.tolist()]
        for names, codes in ((KINDS, found.kind), (found.units, found.unit), (found.nouns, found.counted))
    )
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[each].name for each in number),
            "turn": table.turn_number[turn].astype(np.int64),
            "speaker": text_column(table.speakers[code].name for code in table.turn_speaker[turn].tolist()),
            "printed": text_column(" ".join(texts[t][a:b].split()) for t, a, b in spans),
            "figure": text_column(target.name for target in targets),
            "target": text_column(target.key for target in targets),
            "kind": text_column(kind),
            "value": np.append(found.value, np.nan)[of],
            "high": np.append(found.high, np.nan)[of],
            "unit": text_column(unit),
            "counted": text_column(counted),
            "sentence": sentence,
            "start": start,
            "end": end,
        },
        columns=list(COLUMNS),
    )


def _known(sentences: Int32Array, starts: Int32Array, sentence: Int64Array, start: Int64Array) -> Int64Array:
    """Which figure begins at each place; -1 where none was found."""
    places, wanted = sentences.astype(np.int64) << 32 | starts, sentence << 32 | start
    at = np.searchsorted(places, wanted)
    return np.where(np.append(places, -1)[at] == wanted, at, -1)
