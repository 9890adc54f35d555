"""Who hedges, commits, obliges and leaves open: words of each speaker and kind."""

from __future__ import annotations

import numpy as np
import pandas as pd

from onrecord.intervals import wilson
from onrecord.methods import Method
from onrecord.modality import find_modality
from onrecord.table import TurnTable, text_column
from onrecord.tokens import BoolArray

COLUMNS = (
    "speaker", "group", "count", "words", "per_1000", "per_1000_low", "per_1000_high", "group_sentences", "sentences",
    "share_of_sentences",
)  # fmt: skip

# Read by hand, 25 of each group in parliaments, debates and briefings (the list was made on other hits of these) and 25
# in podcasts that were not looked at before.
_CAUTIONS = (
    "Of 200 English hits read 181 were right: hedges 50 of 50, commitments 40, obligation 46, possibility 45.",
    "A list of words reads no intentions: “I think” opens a conviction as well as a doubt.",
    "What is not in the list is not found; lists of two languages do not compare.",
    "Quoted and denied words count: “we will not yield” commits, and so does “he said: ‘I will’”.",
)

METHODS = {
    "per_1000": Method(
        title="Rate per 1,000 words, with its 95 % interval",
        formula="1000·f/N, where f is how often the speaker says a word or phrase of the group and N the speaker's "
        "words. The interval is Wilson's: 1000·(p + z²/2N ± z·√(p(1−p)/N + z²/4N²))/(1 + z²/N) with p = f/N and z = "
        "1.96.",
        worked="1000·{count}/{words} = {per_1000:.2f}, from {per_1000_low:.2f} to {per_1000_high:.2f}",
        source="Wilson 1927, Journal of the American Statistical Association 22:209–212; groups after Hyland 1998, "
        "Hedging in Scientific Research Articles, and Palmer 2001, Mood and Modality; the lists are our own",
        cautions=(*_CAUTIONS, "Words come in clusters, so the interval is too narrow."),
    ),
    "share_of_sentences": Method(
        title="Share of the speaker's sentences with the group",
        formula="Sentences with at least one word or phrase of the group divided by the speaker's sentences.",
        worked="{group_sentences}/{sentences} = {share_of_sentences:.3f}",
        source="a proportion; the lists are our own",
        cautions=(*_CAUTIONS, "A long sentence has more room for such words and counts once."),
    ),
}


def modality(table: TurnTable, mask: BoolArray, *, language: str = "") -> pd.DataFrame:
    """One row for each speaker with a selected word and each group of the list of ``language`` ("" for the one that the
    table is in), in their order, also where the count is 0. No row in a language without a list.

    * ``count``: how often the speaker says a word or phrase of the group in the sentences of ``mask`` (bool, S);
      ``per_1000`` of the speaker's selected ``words``, with the 95 % interval of Wilson (1927);
    * ``group_sentences``, ``share_of_sentences``: selected sentences with the group, and their part of the speaker's
      ``sentences``.

    The words are found as by ``onrecord.modality.find_modality``, at the first call. They say how something is put, not
    how it is meant: "I think" opens a conviction as well as a doubt.
    """
    found = find_modality(table, language)
    n_groups, n_speakers = len(found.names), len(table.speakers)
    here = mask[found.hit_sentence]
    sentence, group = found.hit_sentence[here], found.hit_topic[here]
    cell = table.sentence_speaker[sentence] * n_groups + group
    # Hits stand in order of their sentence, but one of another group may stand between two of a group.
    first = np.unique(sentence.astype(np.int64) * max(n_groups, 1) + group, return_index=True)[1]
    count, with_group = (np.bincount(of, minlength=n_speakers * n_groups) for of in (cell, cell[first]))
    words = np.bincount(table.sentence_speaker[mask], weights=table.sentence_words[mask], minlength=n_speakers)
    sentences = np.bincount(table.sentence_speaker[mask], minlength=n_speakers)
    speaking = np.flatnonzero(words)
    row = (speaking[:, None] * n_groups + np.arange(n_groups)).ravel()
    said, spoken = np.repeat(words[speaking], n_groups), np.repeat(sentences[speaking], n_groups)
    low, high = wilson(count[row], said)
    names = [table.speakers[code].name for code in speaking.tolist()]
    return pd.DataFrame(
        {
            "speaker": text_column(name for name in names for _ in range(n_groups)),
            "group": text_column(list(found.names) * speaking.size),
            "count": count[row],
            "words": said.astype(np.int64),
            "per_1000": 1000 * count[row] / said,
            "per_1000_low": 1000 * low,
            "per_1000_high": 1000 * high,
            "group_sentences": with_group[row],
            "sentences": spoken,
            "share_of_sentences": with_group[row] / spoken,
        }
    )
