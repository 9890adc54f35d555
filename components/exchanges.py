"""Questions and answers: who asks whom, what comes back, and which earlier words a speaker says he comes back to."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.back_references import referring_back
from components.background import waiting_for
from components.cells import cells
from components.explaining import rows_of
from components.panel import Choice, Drawing, Line, Panel, View
from components.quoting import quoted, sharing, terms_of
from components.words import most_by, percent, plural
from onrecord.figures.matrix import matrix
from onrecord.selection import Atom, pair_value, sentences_value
from onrecord.stats.exchange_pairs import METHODS as PAIR_METHODS
from onrecord.stats.exchange_pairs import exchange_pairs
from onrecord.stats.exchanges import METHODS, exchanges

MAX_LINES = 60
MAX_SPEAKERS = 6
MAX_ANSWERERS = 8
NOBODY = "no answer"
UNKNOWN = "nobody known"


def draw(view: View) -> Drawing:
    if waiting := waiting_for(view.document, "exchanges"):
        return waiting
    match view.options["show"]:
        case "pairs":
            return _pairs(view)
        case "back":
            return referring_back(view)
    frame = exchanges(view.document.table, view.mask, language=view.language)
    atoms = tuple(_atom(view, row) for row in rows_of(frame))
    lines = tuple(
        line
        for row, atom in zip(rows_of(frame.head(MAX_LINES)), atoms, strict=False)
        for line in _lines(view, row, atom)
    )
    names = tuple(
        f"{asker} → {answerer or NOBODY}, turn {turn + 1:,}"
        for asker, answerer, turn in zip(frame["asker"], frame["answerer"], frame["question_turn"], strict=True)
    )
    return Drawing(None, _takeaway(frame), frame, tuple(METHODS.values()), names=names, atoms=atoms, lines=lines)


def _atom(view: View, row: dict[str, Any]) -> Atom:
    """The sentences of the question and of its answer."""
    table = view.document.table
    sentences = [*range(int(row["question_first"]), int(row["question_last"]) + 1)]
    if row["answered"]:
        first, last = int(row["answer_first_turn"]), int(row["answer_last_turn"])
        sentences += range(int(table.turn_offset[first]), int(table.turn_offset[last + 1]))
    return (("sentences", sentences_value(sentences)),)


def _lines(view: View, row: dict[str, Any], atom: Atom) -> tuple[Line, Line]:
    """The question, and below it what came back."""
    document = view.document
    table, colors = document.table, document.color_of
    asked = Line(
        f"{row['asker']}, turn {int(row['question_turn']) + 1:,}",
        (("", quoted(document, int(row["question_first"]), int(row["question_last"]))),),
        atom,
        plural(row["question_words"], "word"),
        colors.get(row["asker"], ""),
    )
    if not row["answered"]:
        return asked, Line(f"→ {NOBODY}", (("quiet", row["note"] or "nobody answers"),))
    first = int(row["answer_first_turn"])
    begins = int(table.turn_offset[first])
    shared = "" if pd.isna(row["shared"]) else f", shares {row['shared']:.0%}"
    answer = Line(
        f"→ {row['answerer']}, turn {first + 1:,}",
        sharing(
            quoted(document, begins, int(table.turn_offset[first + 1]) - 1),
            terms_of(document, int(row["question_first"]), int(row["question_last"])) - view.stop_words,
        ),
        atom,
        plural(row["answer_words"], "word") + shared,
        colors.get(row["answerer"], ""),
    )
    return asked, answer


def _pairs(view: View) -> Drawing:
    document = view.document
    frame = exchange_pairs(document.table, view.mask, language=view.language)
    whole = document.whole(
        ("exchanges", view.language),
        lambda: exchange_pairs(document.table, document.masks.everything, language=view.language),
    )
    asks, answers = set(whole["asker"]), set(whole["answerer"])
    askers = [name for name in document.by_words if name in asks][:MAX_SPEAKERS]
    answerers = [name for name in document.by_words if name in answers][:MAX_ANSWERERS]
    answerers += [""] if "" in answers else []
    values = cells(frame, ("answerer", "asker"), "asked", answerers, askers)

    def atom(r: int, c: int) -> Atom:
        return (("exchange", pair_value(askers[c], answerers[r])),)

    figure = matrix(
        [name or UNKNOWN for name in answerers],
        askers,
        values,
        atom,
        selected=view.own,
        unit="questions",
    )
    pairs = list(zip(frame["asker"].tolist(), frame["answerer"].tolist(), strict=True))
    return Drawing(
        figure,
        _takeaway(exchanges(document.table, view.mask, language=view.language)),
        frame,
        tuple(PAIR_METHODS.values()),
        names=tuple(f"{asker} → {answerer or UNKNOWN}" for asker, answerer in pairs),
        atoms=tuple((("exchange", pair_value(asker, answerer)),) for asker, answerer in pairs),
    )


HARDLY = 0.05
"""Less than this share of a question's words is said to be hardly any."""


def _takeaway(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "No question is put to anybody here."
    unanswered = int((~frame["answered"]).sum())
    shared = frame["shared"].dropna()
    none = f", {unanswered:,} without an answer" if unanswered else ""
    overlap = ""
    if len(shared) > 2:
        half = float(shared.median())
        overlap = f"; in half of the answers {percent(half)} or more of the question’s words come back"
        overlap = overlap if half >= HARDLY else "; half of the answers share hardly a content word with their question"
    return f"{plural(len(frame), 'question')} here{most_by(frame['asker'])}{none}{overlap}."


PANEL = Panel(
    key="exchanges",
    title="Questions and answers",
    draw=draw,
    choices=(Choice("show", "Show", (("each", "Each"), ("pairs", "Pairs"), ("back", "Back-references"))),),
    hint="Questions put to somebody and who speaks in answer; columns ask, rows answer. Shared words are wording: who "
    "takes up none may have answered well, and who takes up all may not. Back-references are inferred.",
)
