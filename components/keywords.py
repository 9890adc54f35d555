"""Keywords: which words, lemmas and phrases; how often, at what rate, what marks one side, and how evenly spread."""

from __future__ import annotations

from components.dispersion import spread
from components.keyness import AGAINST, CORRECTION, MEASURE, OF, compared
from components.panel import Choice, Drawing, Panel, View
from components.stopping import LANGUAGE, OWN
from components.terms import searched, written
from components.words import isolated, plural
from onrecord.figures.bars import Bar, bars
from onrecord.figures.palette import NEUTRAL
from onrecord.phrases import Unit, codes_of, inventory
from onrecord.stats.frequency import METHODS, frequency

ROWS = 10
TABLE_ROWS = 100
OF_PHRASES = ["n_words", "count_first", "count_second", "log_likelihood"]
UNITS: dict[str, tuple[Unit, str]] = {
    "words": ("words", "word"),
    "lemmas": ("lemmas", "lemma"),
    "phrases": ("phrases", "phrase"),
}


def draw(view: View) -> Drawing:
    unit, what = UNITS[view.options["unit"]]
    without = frozenset[str]() if view.options["stop"] == "with" else view.stop_words
    if view.options["show"] == "keyness":
        return compared(view, unit, without)
    if view.options["show"] == "dispersion":
        return spread(view, unit, what, without)
    return _counted(view, unit, what, without)


def _counted(view: View, unit: Unit, what: str, without: frozenset[str]) -> Drawing:
    table = view.document.table
    frame = frequency(
        table,
        view.mask,
        unit=unit,
        without=without,
        language=view.language,
        limit=TABLE_ROWS if view.detailed else ROWS,
    )
    is_rate = view.options["show"] == "rate"
    top = frame.head(ROWS)
    ghosts = _of_all(view, unit, top["term"].tolist(), is_rate=is_rate)
    columns = ("term", "count", "per_1000", "per_1000_low", "per_1000_high", "turns", "speakers")
    rows = [
        Bar(
            name=written(term),
            value=rate if is_rate else float(count),
            ghost=float(ghost),
            text=f"{rate:,.1f}" if is_rate else f"{count:,}",
            color=NEUTRAL,
            atom=(("term", searched(term, unit, view)),),
            hover=f"{written(term)}: {plural(count, 'time')}, {rate:,.2f} per 1,000 words "
            f"({low:,.2f} to {high:,.2f}), {plural(turns, 'turn')}, {plural(speakers, 'speaker')}",
            low=low if is_rate else None,
            high=high if is_rate else None,
        )
        for (term, count, rate, low, high, turns, speakers), ghost in zip(
            zip(*(top[name].tolist() for name in columns), strict=True), ghosts, strict=True
        )
    ]
    figure = bars(rows, selected=view.own, margin_px=122)
    if frame.empty:
        takeaway = f"No {what} to count in this selection."
    else:
        first = frame.iloc[0]
        takeaway = (
            f"The most frequent {what} is “{isolated(first['term'])}”: {plural(first['count'], 'time')}, "
            f"{first['per_1000']:,.1f} per 1,000 words ({first['per_1000_low']:,.1f} to "
            f"{first['per_1000_high']:,.1f}), in {plural(first['turns'], 'turn')} of "
            f"{plural(first['speakers'], 'speaker')}."
        )
    # A word has no parts that could go together.
    shown = frame if unit == "phrases" else frame.drop(columns=OF_PHRASES)
    atoms = tuple((("term", searched(term, unit, view)),) for term in frame["term"].tolist())
    methods = (METHODS["per_1000"], METHODS["turns"])
    return Drawing(figure, takeaway, shown, methods, atoms=atoms)


def _of_all(view: View, unit: Unit, terms: list[str], *, is_rate: bool) -> list[float]:
    """The same figure of the whole text."""
    table = view.document.table
    total = inventory(table, unit, view.language).total
    counts = total[codes_of(table, unit, terms, view.language)] if terms else total[:0]
    found: list[float] = (counts * (1000 / max(table.token_term.size, 1) if is_rate else 1.0)).tolist()
    return found


PANEL = Panel(
    key="keywords",
    title="Keywords",
    draw=draw,
    choices=(
        Choice("unit", "Unit", (("words", "Words"), ("lemmas", "Lemmas"), ("phrases", "Phrases"))),
        Choice(
            "show",
            "Show",
            (("count", "Count"), ("rate", "Rate"), ("keyness", "Keyness"), ("dispersion", "Dispersion")),
        ),
        Choice("stop", "Stop words", (("without", "Content words"), ("with", "All words")), tucked=True),
        OF,
        AGAINST,
        MEASURE,
        CORRECTION,
        LANGUAGE,
        OWN,
    ),
    hint="Content words leave out stop words such as “the” and “we”; under “More” you may add your own or change their "
    "language. Lemmas group the forms of a word; phrases are two to five words long. The faint bar is the whole text, "
    "the thin line what the rate may as well be. Click a word to read where it is said.",
)
