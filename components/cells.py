"""A tidy frame as the cells of a matrix."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def cells(
    frame: pd.DataFrame, by: tuple[str, str], value: str, rows: Sequence[Hashable], columns: Sequence[Hashable]
) -> NDArray[np.float64]:
    """``value`` of each row and column, whose names stand in the columns ``by`` of the frame; 0 where it has none."""
    known = dict(zip(zip(frame[by[0]], frame[by[1]], strict=True), frame[value], strict=True))
    values = np.array([[known.get((row, column), 0) for column in columns] for row in rows], dtype=float)
    return values.reshape(len(rows), len(columns))
