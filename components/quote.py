"""Quote check: a quotation is pasted in, and it is told whether it was said so, otherwise, or not at all."""

from __future__ import annotations

import pandas as pd

from components.panel import Drawing, Entry, Line, Panel, View
from components.words import isolated, listed, percent, plural
from onrecord.errors import QuotationError
from onrecord.quote_matches import QuoteMatch
from onrecord.quotes import QuoteCheck, check_quote
from onrecord.selection import Atom, sentences_value
from onrecord.stats.quote import COLUMNS, METHODS, notes, quote

VERDICTS = {"verbatim": "Verbatim", "altered": "Altered", "joined": "Joined from several places", "absent": "Absent"}
PLACES = 12


def draw(view: View) -> Drawing:
    document = view.document
    asked = view.options["quotation"]
    if not asked:
        return Drawing(None, "Paste a quotation to see whether, where and by whom it was said.", _nothing())
    try:
        found = check_quote(document.table, asked, view.mask, limit=PLACES)
        frame = quote(document.table, view.mask, asked, limit=PLACES)
    except QuotationError as error:
        return Drawing(None, error.message.rstrip(".").replace(". ", "; ") + ".", _nothing())
    atoms: tuple[Atom, ...] = tuple(_atom(match) for match in found.matches)
    lines = tuple(_line(view, found, match, asked) for match in found.matches)
    frame = frame.head(len(atoms)) if atoms else frame
    names = tuple(f"{VERDICTS[found.verdict]}, {plural(i + 1, 'passage')}" for i in range(len(frame)))
    return Drawing(None, _takeaway(view, found), frame, tuple(METHODS.values()), names=names, atoms=atoms, lines=lines)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _atom(match: QuoteMatch) -> Atom:
    first, last = match.sentences
    return (("sentences", sentences_value(range(first, last + 1))),)


def _line(view: View, found: QuoteCheck, match: QuoteMatch, asked: str) -> Line:
    """The passage as it was said, with what the quotation leaves out and what it puts in."""
    table = view.document.table
    speaker = table.speakers[match.speaker].name
    told = "; ".join(notes(found, match, table))
    how = f"{'near' if match.verdict == 'absent' else match.verdict}, {percent(match.similarity)} alike"
    return Line(
        f"{speaker}, turn {match.turn + 1:,}",
        (*_runs(view, match, asked), *((("quiet", f" ({told})"),) if told else ())),
        _atom(match),
        "verbatim" if match.verdict == "verbatim" else how,
        view.document.color_of.get(speaker, ""),
    )


def _runs(view: View, match: QuoteMatch, asked: str) -> list[tuple[str, str]]:
    """What stands between two runs, marks and blanks, goes with the words before it."""
    text = view.document.transcript.text
    runs: list[tuple[str, str]] = []
    ends = [*(run.start for run in match.runs[1:]), match.end]
    for run, end in zip(match.runs, ends, strict=True):
        if run.quoted_end > run.quoted_start and run.change != "same":
            runs.append(("in", asked[run.quoted_start : run.quoted_end]))
        if run.change == "same":
            runs += [("same", text[run.start : run.end]), ("", text[run.end : end])]
        elif run.end > run.start:
            runs += [("out", text[run.start : run.end]), ("", text[run.end : end])]
    return _spaced([(kind, words) for kind, words in runs if words])


def _spaced(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """With a blank wherever two words would run together."""
    spaced: list[tuple[str, str]] = []
    for kind, words in runs:
        if spaced and spaced[-1][1][-1:].isalnum() and words[:1].isalnum():
            spaced.append(("", " "))
        spaced.append((kind, words))
    return spaced


def _takeaway(view: View, found: QuoteCheck) -> str:
    table = view.document.table
    people = list(dict.fromkeys(isolated(table.speakers[match.speaker].name) for match in found.matches))
    by = f" by {listed(people[:3])}" if people else ""
    other = ", not by who is named with it" if found.by_other else ""
    if found.unknown:
        other = f" (no {isolated(found.unknown)} speaks here)"
    match found.verdict:
        case "verbatim":
            many = "" if found.times == 1 else f", {plural(found.times, 'time')}"
            return f"Verbatim: said so{by}{many}{other}."
        case "altered":
            return f"Altered: it was said otherwise{by}{other}, with the differences marked below."
        case "joined":
            whose = "more than one person’s words" if found.by_several else "put together from several places"
            return f"Joined: {whose}{by}{other}, nobody said it as it stands."
    near = f"; the nearest passages are{by}" if people else ""
    return f"Absent: nothing like it was said in what is selected{near}."


PANEL = Panel(
    key="quote",
    title="Quote check",
    draw=draw,
    choices=(Entry("quotation", "A quotation", "Paste a quotation, with or without who said it…", is_long=True),),
    hint="Words count, not punctuation. It is compared with the transcript, not with the recording. What was said and "
    "not quoted is struck out, what was quoted and not said is underlined. Click a passage to read it in its place.",
)
