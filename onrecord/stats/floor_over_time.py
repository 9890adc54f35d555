"""Who holds the floor when: each speaker's part of a window that slides over the words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.table import TurnTable, nullable_integers, text_column
from onrecord.tokens import BoolArray

COLUMNS = ("place", "turn", "start_ms", "speaker", "words", "window_words", "share", "effective_speakers")

LEAST_WORDS = 200
"""A window of fewer words shows single turns rather than a course."""

_WINDOW = "The window smooths: a turn shorter than half of it never has the floor to itself."

METHODS = {
    "share": Method(
        title="Share of the window's words",
        formula="The speaker's words in the window divided by all words in it. The window is a tenth of the words "
        "selected, at least 200 of them, and moves in equal steps from the first words to the last.",
        worked="{words}/{window_words} = {share:.3f} around word {place}",
        source="a moving average; ConvoKit's talk-time sharing dynamics looks at windows in the same way",
        cautions=(
            _WINDOW,
            "The course is one of words, not of time.",
            "Of several transcripts one after the other, a window can hold the end of one and the start of the next.",
        ),
    ),
    "effective_speakers": Method(
        title="Effective number of speakers in the window",
        formula="1/Σsᵢ², where sᵢ is the speaker's share of the window's words.",
        worked="1/({share:.3f}² + …) = {effective_speakers:.2f} around word {place}",
        source="Laakso & Taagepera 1979, Comparative Political Studies 12:3–27",
        cautions=(_WINDOW, "A group label is one speaker, however many people it stands for."),
    ),
}


def floor_over_time(
    table: TurnTable, mask: BoolArray, *, window_words: int | None = None, steps: int = 100
) -> pd.DataFrame:
    """Each speaker's part of a window that slides over the words of the sentences of ``mask`` (bool, S), in ``steps``
    equal steps from the first words to the last.

    One row for each step and speaker with words in its window; who has none there has no row. ``window_words`` is by
    default a tenth of the words selected and at least 200, at most all of them; every window is full, and fewer steps
    are made where the text has no room for so many.

    * ``place``: how many selected words come before the window's middle; ``turn`` (its number in the table) and the
      turn's ``start_ms`` are those of the word there;
    * ``words``, ``share``: the speaker's words in the window, and their part of its ``window_words``;
    * ``effective_speakers``: 1/Σsᵢ² of the window (Laakso & Taagepera 1979), the same in all rows of a step.

    Raises ValueError for a window or a number of steps below 1. The window smooths: short turns never fill it.
    """
    if steps < 1 or (window_words is not None and window_words < 1):
        raise ValueError("A window holds at least one word, and there is at least one step.")
    chosen = np.flatnonzero(mask)
    before = np.concatenate([[0], np.cumsum(table.sentence_words[chosen], dtype=np.int64)])
    total = int(before[-1])
    window = min(window_words or max(total // 10, LEAST_WORDS), total)
    first = np.linspace(0, total - window, min(steps, total - window + 1)).round().astype(np.int64)[: total or 0]
    # Sentences are cut at all edges of windows, and the pieces counted between each two edges for each speaker; a
    # running sum over the edges then holds what everybody has said up to each.
    edges, edge = np.unique(np.concatenate([first, first + window]), return_inverse=True)
    into = np.searchsorted(before, edges, side="right")
    size = np.diff(np.insert(before, into, edges))
    of = np.append(chosen, chosen[-1:])  # nothing follows the last word, but an edge may stand there
    sentence = np.insert(of, into, of[into - 1])[:-1]
    between = np.cumsum(np.insert(np.zeros(before.size, np.int64), into, 1))[:-1]
    n_speakers = len(table.speakers)
    spoken = np.bincount(
        between * n_speakers + table.sentence_speaker[sentence], weights=size, minlength=(edges.size + 1) * n_speakers
    ).reshape(edges.size + 1, n_speakers)
    up_to = np.cumsum(spoken, axis=0)
    words = up_to[edge[first.size :]] - up_to[edge[: first.size]]
    effective = window**2 / np.maximum((words**2).sum(axis=1), 1)
    step, speaker = np.nonzero(words)
    place = first + window // 2
    turn = table.sentence_turn[chosen[np.searchsorted(before, place, side="right") - 1]].astype(np.int64)
    names = np.array([person.name for person in table.speakers], object)
    said = words[step, speaker].astype(np.int64)
    return pd.DataFrame(
        {
            "place": place[step],
            "turn": turn[step],
            "start_ms": nullable_integers(table.turn_start_ms[turn[step]]),
            "speaker": text_column(names[speaker]),
            "words": said,
            "window_words": np.full(step.size, window, np.int64),
            "share": said / max(window, 1),
            "effective_speakers": effective[step],
        }
    )
