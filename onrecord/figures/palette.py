"""One colour for each speaker, everywhere; safe for colour-blind eyes, 3:1 against white and against near-black."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

# Okabe & Ito (2008), the light ones darkened until they reach 3:1 on white.
SPEAKERS = ("#0072B2", "#D55E00", "#009E73", "#BF6397", "#B97A00", "#3A93C8", "#7D62B3", "#80791F")
OTHERS = "#8A8F98"
GHOST = "rgba(128,134,145,0.20)"
NEUTRAL = "#4E6E8E"
AGAINST = "#B5651D"
"""Of the other side where two are compared."""
WHISKER = "rgba(128,134,145,0.95)"
# Clear where there is nothing, so that one scale serves light and dark; never so full that a cell's number is lost.
SEQUENTIAL = [[0.0, "rgba(0,114,178,0)"], [0.001, "rgba(0,114,178,0.10)"], [1.0, "rgba(0,114,178,0.72)"]]


def speaker_colors(words: ArrayLike) -> list[str]:
    """A colour for each speaker, given words spoken: the eight who spoke most have their own, the rest are grey."""
    order = np.argsort(-np.asarray(words), kind="stable")
    colors = [OTHERS] * len(order)
    for rank, speaker in enumerate(order[: len(SPEAKERS)]):
        colors[speaker] = SPEAKERS[rank]
    return colors
