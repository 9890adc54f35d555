"""Who speaks about which of the themes that the text itself shows: sentences of each speaker on each theme."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.methods import Method
from onrecord.stats.topics import topic_share
from onrecord.table import TurnTable
from onrecord.themes import find_themes
from onrecord.tokens import BoolArray

COLUMNS = ("theme", "terms", "coherence", "speaker", "sentences", "speaker_sentences", "share_of_speaker")

METHODS = {
    "coherence": Method(
        title="Coherence: mean NPMI of the theme's terms",
        formula="The mean over each two of the theme's ten leading terms of ln(p₁₂/(p₁·p₂)) / −ln p₁₂, where p are "
        "shares of the stretches of a hundred words that hold the one, the other and both; −1 for two that never meet.",
        worked="mean over 45 pairs = {coherence:.2f}",
        source="Bouma 2009, GSCL, for NPMI; Lau, Newman & Baldwin 2014, EACL, for its mean as a theme's coherence",
        cautions=(
            "Measured on the text that the theme was found in, so it is higher than on another.",
            "Terms said in two or three stretches easily have a high one.",
        ),
    ),
    "share_of_speaker": Method(
        title="Sentences on a theme",
        formula="n / N, where n is how many of the speaker's selected sentences hold one of the theme's thirty leading "
        "terms in a stretch of talk that the theme leads, N all of them",
        worked="{sentences} / {speaker_sentences} = {share_of_speaker:.1%}",
        source="themes: TF-IDF of stretches of a hundred words, factorised (NMF; Lee & Seung 1999, Nature 401:788–791)",
        cautions=(
            "A theme is a set of words that come together; what it is about is the reader's to say.",
            "Another number of themes, or a part of the text, gives others.",
            "A sentence has one theme at most, and many have none, so shares do not add up to 100 %.",
        ),
    ),
}


def theme_share(table: TurnTable, mask: BoolArray, *, n: int | None = None, language: str = "") -> pd.DataFrame:
    """One row for each theme of the whole table and speaker with at least one of the sentences of ``mask`` (bool, S) on
    it, themes by how many sentences they have in the table, speakers in their order.

    ``terms`` are the theme's ten leading terms, ``coherence`` their mean NPMI (-1 to 1); ``sentences`` counts selected
    sentences of the speaker that are on the theme and ``share_of_speaker`` divides it by ``speaker_sentences``. The
    sentences behind a row are the speaker's in ``find_themes(table).sentences_of(theme)``. Short texts have no themes.
    """
    themes = find_themes(table, n=n, language=language)
    shares = topic_share(table, mask, themes.found)
    of = np.array([themes.names.index(name) for name in shares["topic"]], np.int64)
    frame = pd.DataFrame(
        {
            "theme": shares["topic"],
            "terms": pd.Series(np.array(themes.keys, object)[of], dtype="str"),
            "coherence": np.array(themes.coherence, np.float64)[of],
            "speaker": shares["speaker"],
            "sentences": shares["sentences"],
            "speaker_sentences": shares["speaker_sentences"],
            "share_of_speaker": shares["share_of_speaker"],
        },
        columns=list(COLUMNS),
    )
    return frame.iloc[np.argsort(of, kind="stable")].reset_index(drop=True)
