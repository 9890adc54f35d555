"""Who takes up whose wording: echoes counted by who said them first and who repeats them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.echoes import KINDS, Echoes, find_echoes
from onrecord.methods import Method
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("speaker", "repeated_by", "echoes", "places", "words", "per_1000")

METHODS = {
    "per_1000": Method(
        title="Echoes taken up for each 1,000 words of who takes them up",
        formula="1000·e/w, where e is how many different echoes that the one said first the other says in the selected "
        "sentences, and w how many words the other says in them",
        worked="1000·{echoes}/{words} = {per_1000:.2f}",
        source="counted; see the statistic `echoes` for what an echo is",
        cautions=(
            "Who speaks first says more first: a chair who reads the agenda starts many echoes.",
            "Sharing is not borrowing: both may quote a third, name the same thing or use a turn of phrase.",
            "Formulae are left out; a short speech with one echo has a high rate.",
        ),
    ),
}


def echo_matrix(
    table: TurnTable, mask: BoolArray, *, words: int = 4, without: frozenset[str] = frozenset()
) -> pd.DataFrame:
    """One row for each two speakers of whom the second takes up in the sentences of ``mask`` (bool, S) what the first
    said first, in or out of these: most echoes first.

    ``echoes`` are different ones and ``places`` are all; ``per_1000`` is of the ``words`` that ``repeated_by`` says in
    the selection. The sentences behind a row are those of ``Echoes.sentences_of_pair``. Formulae are left out. Raises
    ValueError for fewer than 2 ``words``.
    """
    return pair_rows(find_echoes(table, words=words, without=without), table, mask)


def pair_rows(found: Echoes, table: TurnTable, mask: BoolArray) -> pd.DataFrame:
    """The rows of ``echo_matrix`` from what was found before."""
    which = np.repeat(np.arange(len(found)), np.diff(found.bounds))
    starter = found.speaker[found.bounds[:-1]].astype(np.int64)[which]
    counted = mask[found.sentence] & (found.speaker != starter) & (found.kind[which] != KINDS.index("formula"))
    n_speakers = max(len(found.speakers), 1)
    pair = (starter * n_speakers + found.speaker)[counted]
    size = n_speakers * n_speakers
    different = np.unique(np.stack((pair, which[counted])), axis=1)[0]
    echoes, places = np.bincount(different, minlength=size), np.bincount(pair, minlength=size)
    rows = np.flatnonzero(echoes)
    rows = rows[np.lexsort((rows, -places[rows], -echoes[rows]))]
    one, other = np.divmod(rows, n_speakers)
    said = np.bincount(table.sentence_speaker[mask], weights=table.sentence_words[mask], minlength=n_speakers)[other]
    return pd.DataFrame(
        {
            "speaker": text_column(found.speakers[code] for code in one.tolist()),
            "repeated_by": text_column(found.speakers[code] for code in other.tolist()),
            "echoes": echoes[rows],
            "places": places[rows],
            "words": said.astype(np.int64),
            "per_1000": 1000 * echoes[rows] / said,
        }
    )
