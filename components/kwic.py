"""The reader as a concordance: every place that the selection points at on a line of its own, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from onrecord.stats.concordance import Sort, places_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from components.document import Document

CONTEXT_CHARACTERS = 90
"""More than the widest reader has room for on either side."""


def kwic_rows(
    document: Document, spans: NDArray[np.int32], *, order: str, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """The first ``limit`` lines in this order, and how many there are.

    ``spans`` are (sentence, start, end), characters in the text, as ``Masks.spans`` gives them. A line has what stands
    before, the words, what follows, its speaker and its turn.
    """
    places = places_of(document.table, spans[:, 0], spans[:, 1], spans[:, 2]).sorted(cast("Sort", order))
    lines = places.lines(0, limit, context=CONTEXT_CHARACTERS)
    columns = (lines[name].tolist() for name in ("left", "match", "right", "speaker", "turn"))
    rows = [
        {"kwic": [left, match, right], "speaker": speaker, "color": document.color_of[speaker], "turn": turn}
        for left, match, right, speaker, turn in zip(*columns, strict=True)
    ]
    return rows, len(places)
