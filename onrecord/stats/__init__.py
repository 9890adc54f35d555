"""Statistics: pure functions of a table and a mask of its sentences, one to a file, and the registry of them.

Each takes ``(table, mask, …)`` and returns a tidy DataFrame with fixed columns: nothing selected gives no row (or,
where there is a row for every speaker, zeros), and an undefined ratio is missing, never 0.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from onrecord.errors import UnknownNameError
from onrecord.methods import Method
from onrecord.stats import (
    back_references,
    collocations,
    concordance,
    dispersion,
    diversity,
    echo_matrix,
    echoes,
    exchange_pairs,
    exchanges,
    figures_quoted,
    floor,
    floor_over_time,
    frequency,
    gap_list,
    gaps,
    keyness,
    modality,
    questions,
    quote,
    readability,
    reciprocity,
    recurrence,
    references,
    sentence_length,
    share,
    term_network,
    themes,
    topics,
    topics_over_time,
    uptake,
)


@dataclass(frozen=True, slots=True)
class Statistic:
    """A function that answers one question, and what its answer looks like."""

    function: Callable[..., pd.DataFrame]
    columns: tuple[str, ...]
    description: str
    needs: tuple[str, ...] = ()
    """Names of what it must be given besides table and mask."""

    @property
    def methods(self) -> Mapping[str, Method]:
        """How its computed columns are computed: the ``METHODS`` of the function's file; empty where it only lists."""
        methods: Mapping[str, Method] = getattr(sys.modules[self.function.__module__], "METHODS", {})
        return methods


STATS: dict[str, Statistic] = {
    "share": Statistic(share.share, share.COLUMNS, "who spoke how much: words, turns, questions, time"),
    "frequency": Statistic(
        frequency.frequency, frequency.COLUMNS, "which words and phrases are said, how often, by how many"
    ),
    "dispersion": Statistic(
        dispersion.dispersion, dispersion.COLUMNS, "how evenly words and phrases are spread over the talk"
    ),
    "keyness": Statistic(
        keyness.keyness, keyness.COLUMNS, "which terms tell the selection from the rest or from other speakers"
    ),
    "collocations": Statistic(
        collocations.collocations, collocations.COLUMNS, "which words go together, with a word or at all"
    ),
    "diversity": Statistic(diversity.diversity, diversity.COLUMNS, "how varied each speaker's words are"),
    "sentence_length": Statistic(
        sentence_length.sentence_length, sentence_length.COLUMNS, "how long each speaker's sentences are"
    ),
    "readability": Statistic(
        readability.readability, readability.COLUMNS, "how long each speaker's sentences and words are: LIX, Flesch"
    ),
    "questions": Statistic(questions.questions, questions.COLUMNS, "who asks: sentences with a question mark"),
    "floor": Statistic(floor.floor, floor.COLUMNS, "how evenly the talk is shared out, and the longest monologue"),
    "floor_over_time": Statistic(
        floor_over_time.floor_over_time,
        floor_over_time.COLUMNS,
        "each speaker's share of a sliding window",
    ),
    "modality": Statistic(modality.modality, modality.COLUMNS, "who hedges, commits, obliges and leaves open"),
    "topics": Statistic(
        topics.topic_share, topics.COLUMNS, "who speaks about what: sentences with each topic", needs=("topics",)
    ),
    "topics_over_time": Statistic(
        topics_over_time.topics_over_time,
        topics_over_time.COLUMNS,
        "when each topic is spoken about: sentences with it in equal parts of the talk",
        needs=("topics",),
    ),
    "themes": Statistic(
        themes.theme_share, themes.COLUMNS, "who speaks about which themes that the words of the text itself show"
    ),
    "references": Statistic(
        references.references, references.COLUMNS, "who refers to whom and to what, how often", needs=("mentions",)
    ),
    "reciprocity": Statistic(
        reciprocity.reciprocity,
        reciprocity.COLUMNS,
        "how equally each two speakers mention each other",
        needs=("mentions",),
    ),
    "exchanges": Statistic(
        exchanges.exchanges,
        exchanges.COLUMNS,
        "questions with their answers: who, how long, wording that comes back",
    ),
    "exchange_pairs": Statistic(
        exchange_pairs.exchange_pairs, exchange_pairs.COLUMNS, "who asks whom: asked, answered, unanswered"
    ),
    "back_references": Statistic(
        back_references.back_references,
        back_references.COLUMNS,
        "who points back to what was said before, with the likeliest sentence",
        needs=("mentions",),
    ),
    "term_network": Statistic(
        term_network.term_network,
        term_network.COLUMNS,
        "which of the commonest terms are said in the same sentences, beyond chance",
    ),
    "gaps": Statistic(gaps.gaps, gaps.COLUMNS, "where words are missing, and what the room did: by speaker and kind"),
    "gap_list": Statistic(gap_list.gap_list, gap_list.COLUMNS, "every gap in the order of the text"),
    "echoes": Statistic(echoes.echoes, echoes.COLUMNS, "which wording speakers share, and who said it first"),
    "echo_matrix": Statistic(echo_matrix.echo_matrix, echo_matrix.COLUMNS, "who takes up whose wording, how often"),
    "recurrence": Statistic(
        recurrence.recurrence, recurrence.COLUMNS, "which turns come back to the same words, by the same or by others"
    ),
    "uptake": Statistic(uptake.uptake, uptake.COLUMNS, "how much of what each says was said in the turn before"),
    "quote": Statistic(
        quote.quote, quote.COLUMNS, "whether a quotation was said, where, by whom, what differs", needs=("quotation",)
    ),
    "figures_quoted": Statistic(
        figures_quoted.figures_quoted,
        figures_quoted.COLUMNS,
        "every figure quoted: value, unit, what it counts, by whom",
        needs=("mentions",),
    ),
    "concordance": Statistic(
        concordance.concordance, concordance.COLUMNS, "every place where a word or phrase is said", needs=("term",)
    ),
}


def statistic(name: str) -> Statistic:
    """The registered statistic ``name``. Raises UnknownNameError, which lists those that exist."""
    if name not in STATS:
        raise UnknownNameError.of("statistic", name, list(STATS))
    return STATS[name]
