"""Who points back to what was said before: "as you said", with the sentence that is likeliest meant."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.back_references import find_back_references
from onrecord.methods import Method
from onrecord.table import TurnTable, nullable_integers, text_column
from onrecord.targets import Mentions
from onrecord.tokens import BoolArray

COLUMNS = (
    "transcript", "turn", "speaker", "words", "text", "to_speaker", "earlier", "score", "shared", "distance",
    "sentence", "to_sentence", "start", "end",
)  # fmt: skip

METHODS = {
    "score": Method(
        title="How likely the earlier sentence is the one that is meant",
        formula="The cosine of both sentences over their words without stop words, each weighted by ln((S + 1)/s) "
        "where s of S sentences have it; in the sentence that points back a word also counts 1/(1 + a/12) at a words "
        "from those that point back, and 0.3 times that before them; times 1.6 if two of the words follow each other "
        "in both; halved where it says that it was said elsewhere (“last week”); divided by 1 + t/60 at a distance of "
        "t turns, after “just” by 1 + t/10. At most 1; below 0.24 no sentence is named. A question that is being "
        "answered has at least 0.3.",
        worked="{score:.2f} over the words {shared}, {distance} turns before",
        source="TF-IDF: Spärck Jones 1972, Journal of Documentation 28:11–21; Salton & Buckley 1988, Information "
        "Processing & Management 24:513–523. The factors were set by reading",
        cautions=(
            "Inferred from shared words: of 50 links read in podcasts that were not looked at before, 43 were right.",
            "Of 90 cues read there 84 pointed back to something said in the room.",
            "Words are cut after five letters, so that forms of one word meet, and so do some words that are none.",
            "What was said in other words is not found, nor what was said in another room.",
        ),
    ),
}


def back_references(table: TurnTable, mask: BoolArray, mentions: Mentions) -> pd.DataFrame:
    """One row for each back-reference in a sentence of ``mask`` (bool, S), in the order of the text.

    * ``turn``: the turn within the transcript; ``words``: what points back, as printed; ``text``: its sentence;
    * ``to_speaker``: whose words are meant, empty where nothing tells; ``earlier``: the likeliest of them, empty where
      none is likely;
    * ``score``: from 0 to 1, see METHODS, missing without one; ``shared``: the words of ``earlier`` that made it the
      likeliest; ``distance``: how many turns it lies back;
    * ``sentence``, ``to_sentence``: both sentences, counted in the table; ``start``, ``end``: characters of ``words``
      in the text of the transcript.

    Every link is inferred.
    """
    found = find_back_references(table, mentions)
    row = np.flatnonzero(mask[found.sentence]) if mask.size else np.zeros(0, np.int64)
    sentence, to = found.sentence[row], found.to_sentence[row]
    turn = table.sentence_turn[sentence]
    texts = [transcript.text for transcript in table.transcripts]
    transcript = table.turn_transcript[turn].tolist()
    start, end = found.start[row].astype(np.int64), found.end[row].astype(np.int64)
    printed = [texts[t][a:b] for t, a, b in zip(transcript, start.tolist(), end.tolist(), strict=True)]
    names = [*(speaker.name for speaker in table.speakers), ""]
    distance = np.where(to >= 0, turn - table.sentence_turn[to], np.nan) if to.size else np.zeros(0)
    return pd.DataFrame(
        {
            "transcript": text_column(table.transcripts[number].name for number in transcript),
            "turn": table.turn_number[turn].astype(np.int64),
            "speaker": text_column(names[code] for code in found.speaker[row].tolist()),
            "words": text_column(" ".join(words.split()) for words in printed),
            "text": text_column(" ".join(table.text_of(s).split()) for s in sentence.tolist()),
            "to_speaker": text_column(names[code] for code in found.to_speaker[row].tolist()),
            "earlier": text_column(" ".join(table.text_of(s).split()) if s >= 0 else "" for s in to.tolist()),
            "score": found.score[row],
            "shared": text_column(", ".join(found.shared[each]) for each in row.tolist()),
            "distance": nullable_integers(distance),
            "sentence": sentence.astype(np.int64),
            "to_sentence": nullable_integers(np.where(to >= 0, to, np.nan)),
            "start": start,
            "end": end,
        }
    )
