"""In how many turns, and by how many speakers, a term is said: whether it is everybody's or one turn's.

Separate from the lists because each of them shows it beside its counts, and a test of counts does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.phrases import Inventory
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int64Array


def reach(
    table: TurnTable, masks: Sequence[BoolArray], things: Inventory, code: Int64Array
) -> list[tuple[Int64Array, Int64Array]]:
    """In how many turns, and by how many speakers, each thing is said in the sentences of each of the masks; a code of
    -1 is said nowhere.
    """
    found = np.zeros((len(masks), 2, code.size), np.int64)
    # A loop over the few rows shown: slices stay in the cache, where one array of all places would not (a fifth of
    # the time at ten million words). Methods, because they take half the time of the same in brackets.
    for row in np.flatnonzero(code >= 0).tolist():
        sentence = things.sentences_of(int(code[row]))
        for number, mask in enumerate(masks):
            turn = table.sentence_turn.take(sentence.compress(mask.take(sentence)))
            is_first = np.ones(turn.size, np.bool_)  # of its turn: sentences stand in turn order
            np.not_equal(turn[1:], turn[:-1], out=is_first[1:])
            said = turn.compress(is_first)
            found[number, :, row] = said.size, np.count_nonzero(np.bincount(table.turn_speaker.take(said)))
    return [(turns, speakers) for turns, speakers in found]
