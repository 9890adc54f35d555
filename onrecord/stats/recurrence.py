"""Which turns come back to the same words: the most alike pairs of the recurrence plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from onrecord.methods import Method
from onrecord.recurrence import Stretches, recurrence_matrix
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray, Int64Array

COLUMNS = (
    "first_turn", "last_turn", "speaker", "n_words", "later_first_turn", "later_last_turn", "later_speaker",
    "later_n_words", "is_self", "product", "norm", "later_norm", "similarity", "terms",
)  # fmt: skip

LEAST_SIMILARITY, LEAST_WORDS = 0.1, 8
"""Of the pairs listed: two turns of three words ("Thank you, Mr. Vale") are alike without coming back to anything."""
_TERMS = 5

METHODS = {
    "similarity": Method(
        title="Recurrence: cosine of the content words of two stretches of turns",
        formula="Σ wᵢ·vᵢ/(√Σwᵢ² · √Σvᵢ²) over all content words i, where w = f·(ln((1 + R)/(1 + r)) + 1) for a word "
        "said f times in the one stretch, R stretches, and r of them with the word; v likewise in the other. Stop "
        "words and numbers are left out.",
        worked="{product:.1f}/({norm:.2f}·{later_norm:.2f}) = {similarity:.3f}",
        source="Angus, Smith & Wiles 2012, IEEE Transactions on Visualization and Computer Graphics 18:988–997, plot "
        "concepts turn by turn; ours are the words themselves, weighted by TF-IDF (Salton & Buckley 1988, Information "
        "Processing & Management 24:513–523)",
        cautions=(
            "The same words are not the same meaning, and a synonym is not the same word.",
            "Short turns are alike by one shared word; look at how many content words they have.",
            "In a long talk turns are joined into at most 150 stretches; each has the name of who says most of it.",
        ),
    ),
}


def recurrence(table: TurnTable, mask: BoolArray, *, limit: int | None = 100) -> pd.DataFrame:
    """One row for each two stretches of turns that are alike in the sentences of ``mask`` (bool, S), the most alike
    first, at most ``limit``: a similarity of at least ``LEAST_SIMILARITY`` and ``LEAST_WORDS`` content words each. See
    ``onrecord.recurrence``.

    ``first_turn`` to ``last_turn`` are indices of turns in the table, both included (what the selection's ``turns``
    keeps), of the earlier stretch; ``speaker`` says most of its ``n_words`` content words; ``later_…`` likewise.
    ``is_self`` where both have the same speaker. ``terms`` are the words that make up most of the similarity.
    """
    stretches, matrix = recurrence_matrix(table, mask)
    one, other = np.triu_indices(len(stretches), 1)
    alike = matrix[one, other]
    long = stretches.n_words >= LEAST_WORDS
    enough = np.flatnonzero((alike >= LEAST_SIMILARITY) & long[one] & long[other])
    enough = enough[np.argsort(-alike[enough], kind="stable")][:limit]
    one, other = one[enough], other[enough]
    norms = stretches.norms
    weights = stretches.weights
    shared = sp.csr_matrix(weights[one].multiply(weights[other]))
    product = np.asarray(shared.sum(axis=1), np.float64).ravel()
    names = [person.name for person in table.speakers]
    return pd.DataFrame(
        {
            **_side(stretches, one, names, ""),
            **_side(stretches, other, names, "later_"),
            "is_self": stretches.speaker[one] == stretches.speaker[other],
            "product": product,
            "norm": norms[one],
            "later_norm": norms[other],
            "similarity": product / (norms[one] * norms[other]),
            "terms": text_column(_terms(table, shared, row) for row in range(one.size)),
        },
        columns=list(COLUMNS),
    )


def _side(stretches: Stretches, rows: Int64Array, names: list[str], prefix: str) -> dict[str, object]:
    return {
        f"{prefix}first_turn": stretches.first_turn[rows],
        f"{prefix}last_turn": stretches.last_turn[rows],
        f"{prefix}speaker": text_column(names[code] for code in stretches.speaker[rows].tolist()),
        f"{prefix}n_words": stretches.n_words[rows],
    }


def _terms(table: TurnTable, shared: sp.csr_matrix, row: int) -> str:
    here = slice(shared.indptr[row], shared.indptr[row + 1])
    top = np.lexsort((shared.indices[here], -shared.data[here]))[:_TERMS]
    return ", ".join(table.vocabulary[shared.indices[here][top]])
