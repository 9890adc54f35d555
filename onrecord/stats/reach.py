"""In how many turns, and by how many speakers, a term is said: whether it is everybody's or one turn's.

Separate from the lists because each of them shows it beside its counts, and a test of counts does not see it.
"""

from __future__ import annotations

import numpy as np

from onrecord.phrases import Inventory
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int64Array


def reach(table: TurnTable, mask: BoolArray, things: Inventory, code: Int64Array) -> tuple[Int64Array, Int64Array]:
    """In how many turns, and by how many speakers, each thing is said in the sentences of ``mask``; a code of -1 is
    said nowhere.
    """
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
