"""Whether a quotation was said, where, by whom, and what differs."""

from __future__ import annotations

import pandas as pd

from onrecord.entities import decoded
from onrecord.methods import Method
from onrecord.quote_matches import QuoteMatch
from onrecord.quotes import QuoteCheck, check_quote
from onrecord.selection import sentences_value
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray

COLUMNS = (
    "verdict", "part", "passage", "similarity", "n_same", "n_quoted", "n_said", "speaker", "transcript", "turn",
    "start", "end", "said", "difference", "note", "times", "sentences",
)  # fmt: skip

METHODS = {
    "similarity": Method(
        title="Similarity of what was quoted and what was said",
        formula="2·m/(n₁ + n₂), where n₁ is how many words were quoted, n₂ how many the passage has, and m how many "
        "they have in common, in order. Words that a hyphen joins are two.",
        worked="2·{n_same}/({n_quoted} + {n_said}) = {similarity:.3f}",
        source="Needleman & Wunsch 1970, Journal of Molecular Biology 48:443–453, with 2 for words in common and −1 "
        "for all others; share after Dice 1945, Ecology 26:297–302",
        cautions=(
            "A small word can turn the meaning: “we will” and “we will not” are more alike than many fair shortenings.",
            "It compares with the transcript, not with the recording.",
            "Of several ways to align the same words one is shown.",
        ),
    ),
}


def quote(table: TurnTable, mask: BoolArray, quotation: str, *, limit: int | None = 20) -> pd.DataFrame:
    """One row for each passage of the sentences of ``mask`` (bool, S) that tells of ``quotation``; see
    ``onrecord.quotes.check_quote``.

    * ``verdict``: "verbatim", "altered", "joined" (from several places or speakers) or "absent", the same in all rows;
    * ``passage``: how ``said`` at ``start`` to ``end`` of ``turn`` compares with ``part`` of the quotation: "verbatim",
      "altered", or "near" where it is absent; ``difference``: "we [-will-] {+shall+} stay", said and not quoted, quoted
      and not said; ``note``: what else is to be said, in words;
    * ``times``: how often one person says it verbatim, also where ``limit`` leaves places out;
    * ``sentences``: as ``onrecord.selection`` writes them.

    An absent one with no passage near has one row without a place. Nothing selected gives no row. Raises QuotationError
    for a quotation without a word and for one that is too long.
    """
    found = check_quote(table, quotation, mask, limit=table.token_term.size if limit is None else limit)
    matches: list[QuoteMatch | None] = [*found.matches]
    if not matches and mask.any():
        matches = [None]
    return pd.DataFrame([_row(found, match, table) for match in matches], columns=list(COLUMNS)).astype(_TYPES)


_TYPES = {
    **dict.fromkeys(COLUMNS, "str"),
    **dict.fromkeys(("part", "n_same", "n_quoted", "n_said", "turn", "start", "end", "times"), "Int64"),
    "similarity": "float64",
}


def notes(found: QuoteCheck, match: QuoteMatch, table: TurnTable) -> list[str]:
    """What is to be said of a match beside its verdict, in words."""
    said_by = table.speakers[match.speaker].name
    every = [
        ("verbatim but for punctuation, capitals or spaces", match.verdict == "verbatim" and not match.same_characters),
        ("differs only in what its brackets mark", match.only_marked),
        ("no one said all of it", found.by_several),
        (
            f"said by {said_by}, not by {' or '.join(found.quotation.by)}",
            found.verdict != "absent" and bool(found.quotation.by) and said_by not in found.quotation.by,
        ),
        (f"{found.unknown} does not speak here", bool(found.unknown)),
        ("another part of it is nowhere", found.lacks_part),
    ]
    return [text for text, holds in every if holds]


def _row(found: QuoteCheck, match: QuoteMatch | None, table: TurnTable) -> dict[str, object]:
    row: dict[str, object] = {"verdict": found.verdict, "times": found.times}
    if match is None:
        return row | {"note": f"{found.unknown} does not speak here"} if found.unknown else row
    transcript = table.transcripts[table.turn_transcript[match.turn]]
    return row | {
        "part": match.part,
        "passage": "near" if match.verdict == "absent" else match.verdict,
        "similarity": match.similarity,
        "n_same": match.n_same,
        "n_quoted": match.n_quoted,
        "n_said": match.n_said,
        "speaker": table.speakers[match.speaker].name,
        "transcript": transcript.name,
        "turn": table.turn_number[match.turn],
        "start": match.start,
        "end": match.end,
        "said": decoded(transcript.text[match.start : match.end]),
        "difference": match.difference,
        "note": "; ".join(notes(found, match, table)),
        "sentences": sentences_value(range(match.sentences[0], match.sentences[1] + 1)),
    }
