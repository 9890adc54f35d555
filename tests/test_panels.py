"""What every panel promises: a figure Plotly knows, one sentence, a table, and that each number is a door.

A door: clicking the mark keeps exactly as many sentences, words or marked hits as the number on the mark says.
"""

import html
import itertools
import json
import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.drawn import jsonable, view_of
from components.figures_quoted import KINDS as KIND_WORDS
from components.message import message
from components.panel import PANELS, Choice, Drawing, Entry, panels
from components.references import COUNTED
from components.samples import samples
from components.state import State
from onrecord.echoes import echoes_of
from onrecord.figures.bars import DIMMED
from onrecord.figures.palette import OTHERS
from onrecord.figures.timeline import MAX_BARS
from onrecord.selection import ELSEWHERE, FIELDS, Selection
from onrecord.stats.echo_matrix import pair_rows
from onrecord.stats.exchanges import exchanges
from onrecord.stats.figures_quoted import figures_quoted
from onrecord.stats.gap_list import gap_list
from tests.documents import made, sample

ODD = ("<b>Ann</b> & Co", "**Bob** $x$ [l](u)", "\u202eYlime\u202c \u200bZoë 李", "Q")
CROWD = tuple(f"MEMBER NUMBER {chr(65 + i)}{chr(65 + i)}" for i in range(12))


def odd():
    """Names that are markup, and speech about trade and France."""
    speech = "Tariffs on steel hurt France. Is the budget <i>safe</i>? Inflation is $5 & rising."
    return made([(ODD[i % 4], f"{speech} Number {i}.") for i in range(9)])


def long():
    """More turns than the timeline has bars, more people than it has lanes and colours."""
    phrases = ("We talk about taxes and Germany.", "Police met the European Union.", "Is war near? Kenya said no.")
    return made([(CROWD[(i * i + i // 7) % 12], " ".join(phrases[: 1 + i % 3])) for i in range(MAX_BARS + 40)])


DOCUMENTS = {
    **{key: (lambda entry=entry: sample(entry.file)) for key, entry in samples().items()},
    "odd": odd,
    "long": long,
    "one speaker": lambda: made([("ANN", "Only I speak. I speak of taxes in France.")]),
    "no words": lambda: made([("ANN", "(inaudible)"), ("BOB", "(Laughter.)")]),
}
_made = {}


def document_of(name):
    if name not in _made:
        _made[name] = DOCUMENTS[name]()
    return _made[name]


def contexts(document):
    """Selections under which panels are looked at."""
    everything = document.masks.everything
    first = document.by_words[0]
    last_turn = len(document.table.turn_speaker) - 1
    topic = document.whole_topics["topic"].iloc[0] if len(document.whole_topics) else "none"
    yield "all", Selection()
    yield "a speaker", Selection().replaced("speakers", [(("speaker", first),)])
    yield "a stretch", Selection().replaced("timeline", [(("turns", f"{last_turn // 3}-{last_turn}"),)])
    yield (
        "a topic and a word",
        Selection().replaced("topics", [(("topic", topic),)]).replaced("search", [(("term", "the"),)]),
    )
    yield "nothing left", Selection().replaced("search", [(("term", "zeppelin"),)])
    assert everything.all()


def every_view(*keys, documents=tuple(DOCUMENTS)):
    """(panel, document, selection, options) in every choice of every panel."""
    for name in documents:
        for what, selection in contexts(document_of(name)):
            for panel in panels().values():
                if keys and panel.key not in keys:
                    continue
                for chosen in ways(panel):
                    options = {(panel.key, name): value for name, value in chosen.items()}
                    yield panel, document_of(name), State(selection, options), f"{panel.key} {options} {name} {what}"


def ways(panel):
    """All that a panel's open choices can be together, and each value of the others by itself."""
    choices = [choice for choice in panel.choices if isinstance(choice, Choice)]
    open_ = [choice for choice in choices if not choice.when and not choice.tucked]
    for values in itertools.product(*(choice.values for choice in open_)):
        yield {choice.name: value for choice, (value, _) in zip(open_, values, strict=True)}
    for choice in choices:
        for value, _ in choice.values[1:] if choice not in open_ else ():
            yield {choice.name: value, **(dict([choice.when[:2]]) if choice.when else {})}


def marks(figure):
    """(atom, trace, index) of every mark that a click selects."""
    for trace in figure["data"] if figure else ():
        data = trace.get("customdata")
        if data is None:
            continue
        if trace["type"] == "heatmap":
            for r, c in itertools.product(range(len(data)), range(len(data[0]) if data else 0)):
                yield atom_of(data[r][c]), trace, (r, c)
        else:
            for i, one in enumerate(data):
                yield atom_of(one), trace, i


def atom_of(customdata):
    return tuple((field, value) for field, value in customdata)


# --- the contract -----------------------------------------------------------------------------------------------


def test_the_registry_holds_what_its_list_says():
    assert list(panels()) == list(PANELS)
    assert len({panel.title for panel in panels().values()}) == len(PANELS)


@pytest.mark.parametrize("key", PANELS)
def test_a_panel_says_what_it_is(key):
    panel = panels()[key]
    assert panel.key == key
    assert re.fullmatch(r"[a-z_]+", panel.key)
    assert panel.title.strip() == panel.title != ""
    assert panel.hint.endswith(".")
    assert len({choice.name for choice in panel.choices}) == len(panel.choices)
    for choice in panel.choices:
        assert choice.label
        if isinstance(choice, Entry):
            assert choice.placeholder
            continue
        assert len(dict(choice.values)) == len(choice.values) >= (1 if choice.more else 2)
        assert all(value and words for value, words in choice.values)
        if choice.when:
            (other,) = (one for one in panel.choices if one.name == choice.when[0])
            assert set(choice.when[1:]) <= set(dict(other.values))
    default = {choice.name: choice.values[0][0] if isinstance(choice, Choice) else "" for choice in panel.choices}
    assert panel.options({}, made(SMALL)) == default


@pytest.mark.parametrize("key", PANELS)
def test_every_drawing_is_whole(key):
    """In every choice, on every text, under every selection: figure, sentence, table, and lines that open."""
    seen, n_doors = set(), 0
    for panel, document, state, where in every_view(key):
        drawing = panel.draw(view_of(panel, document, state))
        assert isinstance(drawing, Drawing), where
        assert drawing.figure is None or drawing.figure["layout"]["height"] > 0, where
        assert isinstance(drawing.frame, pd.DataFrame), where
        assert len(drawing.frame.columns) > 1, where
        one_sentence(drawing.takeaway, document, where)
        figure = jsonable(drawing.figure)
        sent = json.dumps(figure, allow_nan=False)  # NaN is no JSON: a browser would refuse the whole message
        assert json.loads(sent) == figure, where
        if drawing.figure and sent not in seen:  # Plotly's validator is the slow part, and many views look alike
            seen.add(sent)
            go.Figure(json.loads(sent))
        for atom, _, _ in marks(drawing.figure):
            assert atom, where
            assert all(field in FIELDS and isinstance(value, str) and value for field, value in atom), where
        n_doors += lines_are_doors(panel, document, state, drawing, where)
    assert n_doors > 10 or key not in QUOTING


def lines_are_doors(panel, document, state, drawing, where):
    """A click on a quoted line leaves sentences to read, and the line says who speaks in it and what. How many do."""
    n_doors = 0
    for line in drawing.lines:
        assert line.head.strip() == line.head != "", where
        assert "".join(words for _, words in line.runs).strip(), where
        assert {kind for kind, _ in line.runs} <= {"", "same", "out", "in", "quiet"}, where
        if line.atom:
            assert document.masks.of(after_click(panel, state, line.atom)).any(), f"{where}: {line.atom}"
            n_doors += 1
    return n_doors


QUOTING = ("exchanges", "echoes", "figures_quoted", "gaps")
"""Panels that quote without being asked."""


def one_sentence(takeaway, document, where):
    assert takeaway.strip() == takeaway != "", where
    assert takeaway.endswith("."), where
    assert "\n" not in takeaway, where
    assert "nan" not in takeaway.split(), where
    names = [s.name for s in document.table.speakers] + [t.name for t in document.mentions.targets]
    for name in sorted(names, key=len, reverse=True):
        takeaway = takeaway.replace(name, "X")
    assert not re.search(r"[.!?]\s", takeaway), f"{where}: {takeaway}"


# --- every number is a door -------------------------------------------------------------------------------------


def after_click(panel, state, atom):
    return state.selection.replaced(panel.key, [atom])


def n_words(document, mask):
    return int(document.table.sentence_words[mask].sum())


def speakers_door(document, view, mask, _hits, trace, i):
    measure = view.options["measure"]
    turns = np.unique(document.table.sentence_turn[mask])
    if measure == "turns":
        return trace["x"][i], len(turns)
    if measure == "time" and document.transcript.has_times:
        return trace["x"][i], np.nansum(document.table.turn_ms[turns])
    return trace["x"][i], n_words(document, mask)


def keywords_door(document, view, _mask, hits, trace, i):
    total, show = n_words(document, view.mask), view.options["show"]
    if show == "keyness":  # of either side the count that stands before its rate
        counts = re.findall(r"([\d,]+) \(", trace["hovertext"][i])
        return int(counts[trace["yaxis"] == "y"].replace(",", "")), hits
    if show == "dispersion":  # ticks, or columns of them that say their number
        if trace["type"] == "heatmap":
            return int(re.search(r": ([\d,]+) times? in", trace["hovertext"][i[0]][i[1]])[1].replace(",", "")), hits
        return len(trace["x"]), hits
    return trace["x"][i], (1000 * hits / total if show == "rate" else hits)


def topics_door(_document, _view, mask, _hits, trace, at):
    return trace["z"][at[0]][at[1]], int(mask.sum())


def references_door(document, view, _mask, hits, trace, at):
    if view.options["view"] == "mutual":
        return int(re.search(r" ([\d,]+) times?$", trace["hovertext"][at])[1].replace(",", "")), hits
    if view.options["view"] != "matrix":
        return float(re.search(r": ([\d,.]+)(?: references?)?$", trace["hovertext"][at])[1].replace(",", "")), hits
    shown = float(trace["text"][at[0]][at[1]].strip("()").replace(",", "") or 0)
    words = n_words(document, view.mask & document.masks.of(Selection().replaced("x", [trace_speaker(trace, at)])))
    return shown, round(1000 * hits / words, 2) if view.options["measure"] == "rate" and words else hits


def trace_speaker(trace, at):
    return (atom_of(trace["customdata"][at[0]][at[1]])[0],)


def names_of(document, trace, at):
    """Column and row of a cell, as its hover says them; "" for what is no speaker's name."""
    shown = re.fullmatch("(.*) → (.*): .*", trace["hovertext"][at[0]][at[1]]).groups()
    named = {html.escape(speaker.name, quote=False): speaker.name for speaker in document.table.speakers}
    return tuple(named.get(name, "") for name in shown)


def exchanges_door(document, _view, mask, _hits, trace, at):
    (asker,), (answerer,) = (
        re.findall(pattern, trace["hovertext"][at[0]][at[1]]) for pattern in ("^(.*) → ", " → (.*): ")
    )
    frame = exchanges(document.table, mask)
    named = {html.escape(speaker.name, quote=False): speaker.name for speaker in document.table.speakers}
    is_of = frame["asker"].eq(named[asker]) & frame["answerer"].eq(named.get(answerer, ""))
    return trace["z"][at[0]][at[1]], int(is_of.sum())


def echoes_door(document, view, mask, _hits, trace, at):
    if view.options["show"] == "recurrence":
        return 1, min(int(mask.sum()), 1)
    other, one = names_of(document, trace, at)
    frame = pair_rows(echoes_of(document.table), document.table, mask)
    is_of = frame["speaker"].eq(one) & frame["repeated_by"].eq(other)
    return trace["z"][at[0]][at[1]], int(frame.loc[is_of, "echoes"].sum())


def gaps_door(document, view, mask, _hits, trace, at):
    frame = gap_list(document.table, mask)
    if view.options["show"] == "time":
        return len(trace["x"]), int(frame["kind"].eq(html.unescape(trace["y"][0])).sum())
    speaker, kind = re.fullmatch("(.*) → (.*): .*", trace["hovertext"][at[0]][at[1]]).groups()
    is_of = frame["speaker"].eq(html.unescape(speaker)) & frame["kind"].eq(html.unescape(kind))
    return trace["z"][at[0]][at[1]], int(is_of.sum())


def figures_door(document, _view, mask, _hits, trace, _at):
    of = {words: kind for kind, words in KIND_WORDS.items()}
    frame = figures_quoted(document.table, mask, document.mentions)
    return len(trace["x"]), int(frame["kind"].eq(of[trace["y"][0]]).sum())


DOORS = {
    "exchanges": exchanges_door,
    "echoes": echoes_door,
    "gaps": gaps_door,
    "figures_quoted": figures_door,
    "speakers": speakers_door,
    "keywords": keywords_door,
    "topics": topics_door,
    "references": references_door,
}


@pytest.mark.parametrize("key", DOORS)
def test_every_number_is_a_door(key):
    """The mark's number is that of the words, sentences or hits which a click on it leaves."""
    n_doors = 0
    for panel, document, state, where in every_view(key, documents=("debate", "odd", "long")):
        view = view_of(panel, document, state)
        for atom, trace, at in marks(panel.draw(view).figure):
            is_person = key == "references" and [field for field, _ in atom] == ["speaker"]  # its door: next test
            if trace.get("name") == "whole text" or is_person:
                continue
            mask = document.masks.of(after_click(panel, state, atom))
            alone = tuple(condition for condition in atom if condition != ELSEWHERE)
            spans = document.masks.spans(Selection().replaced(panel.key, [alone]))
            hits = int(mask[spans[:, 0]].sum())
            shown, behind = DOORS[key](document, view, mask, hits, trace, at)
            assert shown == pytest.approx(behind), f"{where}: {atom}"
            n_doors += shown > 0
    assert n_doors > LEAST_DOORS.get(key, 100)


LEAST_DOORS = {"echoes": 3, "exchanges": 20, "gaps": 20}
"""Panels of which the samples show little."""


def test_a_persons_node_counts_all_that_the_person_refers_to():
    panel = panels()["references"]
    for name in DOCUMENTS:
        document = document_of(name)
        drawing = panel.draw(view_of(panel, document, State(options={("references", "view"): "network"})))
        found = document.mentions
        counted = np.array([target.kind in COUNTED for target in found.targets] or [True])[found.target]
        said_by = document.table.sentence_speaker[found.sentence[counted]]
        for atom, trace, i in marks(drawing.figure):
            if [field for field, _ in atom] == ["speaker"]:
                code = [speaker.name for speaker in document.table.speakers].index(atom[0][1])
                assert f": {(said_by == code).sum():,} reference" in trace["hovertext"][i], name


# --- one by one -------------------------------------------------------------------------------------------------

SMALL = [
    ("ANN", "Tariffs hurt France. Tariffs hurt all."),  # 6 words
    ("BOB", "Is the budget safe? I thank Ann. Thank you."),  # 9 words
    ("ANN", "The tariffs stay."),  # 3 words
]


def drawn(key, document, *clauses, **options):
    selection = Selection()
    for source, *atoms in clauses:
        selection = selection.replaced(source, atoms)
    panel = panels()[key]
    state = State(selection, {(key, name): value for name, value in options.items()})
    return panel.draw(view_of(panel, document, state))


ANN, BOB = (("speaker", "ANN"),), (("speaker", "BOB"),)


@pytest.mark.parametrize("show", ["speakers", "time"])
def test_topics_say_that_the_text_is_in_a_language_without_a_lexicon(show):
    """French words that look like English ones give no topic; in an English text without topics it is not said."""
    french = made([("ANN", "J'ai pris la parole et j'ai dit que le coup est parti pour voter avec les autres. " * 3)])
    takeaway = drawn("topics", french, show=show).takeaway
    assert takeaway.startswith("No lexicon for French: the topics are given by English words")
    english = made([("ANN", "It is not what we were told that it would be, and so it is the same for all of us.")])
    assert drawn("topics", english, show=show).takeaway == "No sentence here touches a topic of the lexicon."


def test_speakers_by_hand():
    document = made(SMALL)
    drawing = drawn("speakers", document)
    assert drawing.figure["data"][1]["x"] == [9, 9]
    assert drawing.takeaway == "ANN has 50.0 % of the words, BOB 50.0 %; 2 speakers in all, an effective number of 2.0."
    turns = drawn("speakers", document, measure="turns")
    assert turns.figure["data"][1]["x"] == [2, 1]
    assert turns.takeaway == "ANN has 66.7 % of the turns, BOB 33.3 %; 2 speakers in all, an effective number of 1.8."


def test_speakers_keep_their_bars_and_ghosts_under_a_filter():
    drawing = drawn("speakers", made(SMALL), ("timeline", (("turns", "0-0"),)))
    ghost, own = drawing.figure["data"]
    assert ghost["x"] == [9, 9]
    assert own["x"] == [6, 0]
    assert drawing.takeaway == "ANN speaks alone: 6 words in 1 turn."


def test_a_panels_own_selection_filters_it_not_and_dims_the_others():
    drawing = drawn("speakers", made(SMALL), ("speakers", BOB))
    own = drawing.figure["data"][1]
    assert own["x"] == [9, 9]
    assert own["marker"]["opacity"] == [DIMMED, 1.0]


def test_time_is_words_where_the_file_gives_none_and_the_panel_says_so():
    drawing = drawn("speakers", made(SMALL), measure="time")
    assert drawing.figure["data"][1]["x"] == [9, 9]
    assert "no times" in drawing.takeaway


def test_time_by_hand():
    times = [(0, 30_000), (30_000, 90_000), (90_000, 120_000)]
    drawing = drawn("speakers", made(SMALL, times=times), measure="time")
    assert drawing.figure["data"][1]["x"] == [60_000, 60_000]
    assert "50.0 %  1:00" in drawing.figure["data"][0]["text"]


def test_keywords_by_hand():
    """18 words; stop words (the, is, I, all, you) are left out until asked for."""
    document = made(SMALL)
    drawing = drawn("keywords", document, language="en")
    bars = dict(zip(drawing.figure["data"][1]["y"], drawing.figure["data"][1]["x"], strict=True))
    assert list(bars)[:3] == ["tariffs", "hurt", "france"]
    assert (bars["tariffs"], bars["hurt"], bars["france"]) == (3, 2, 1)
    assert "the" not in bars
    first = "The most frequent word is “tariffs”: 3 times, 166.7 per 1,000 words (58.4 to 392.2)"
    assert drawing.takeaway == f"{first}, in 2 turns of 1 speaker."
    with_stop = drawn("keywords", document, stop="with", language="en").figure["data"][1]
    assert dict(zip(with_stop["y"], with_stop["x"], strict=True))["the"] == 2
    rate = drawn("keywords", document, show="rate", language="en").figure["data"][1]
    assert rate["x"][0] == pytest.approx(3000 / 18)
    phrases = drawn("keywords", document, unit="phrases", language="en")
    assert phrases.figure["data"][1]["y"] == ["tariffs hurt"]
    first = "The most frequent phrase is “tariffs hurt”: 2 times, 111.1 per 1,000 words (31.0 to 328.0)"
    assert phrases.takeaway == f"{first}, in 1 turn of 1 speaker."


def test_keywords_of_a_speaker_stand_before_ghosts_of_the_whole():
    drawing = drawn("keywords", made(SMALL), ("speakers", BOB), language="en")
    ghost, own = drawing.figure["data"]
    assert "tariffs" not in own["y"]
    assert own["x"] == [1] * len(own["y"])
    assert all(g >= o for g, o in zip(ghost["x"], own["x"], strict=True))


def test_topics_by_hand():
    """Tariffs are of a topic: two sentences of Ann's first turn and one of her second; the budget is of another."""
    drawing = drawn("topics", made(SMALL))
    counts = {
        (row, column): value
        for row, values in zip(drawing.figure["data"][0]["y"], drawing.figure["data"][0]["z"], strict=True)
        for column, value in zip(drawing.figure["data"][0]["x"], values, strict=True)
    }
    (trade,) = {row for (row, column), value in counts.items() if value == 3 and column == "ANN"}
    assert trade == "Trade &amp; tariffs"
    assert counts[trade, "BOB"] == 0
    assert drawing.takeaway == "“Trade & tariffs” leads with 3 sentences; 66.7 % of the sentences have a topic."


def test_references_by_hand():
    drawing = drawn("references", made(SMALL))
    (trace,) = drawing.figure["data"]
    assert trace["y"] == ["ANN", "France"]
    cells = {(y, x): trace["z"][r][c] for r, y in enumerate(trace["y"]) for c, x in enumerate(trace["x"])}
    assert cells["ANN", "BOB"] == 1
    assert cells["France", "ANN"] == 1
    assert "France is named 1 time." in drawing.takeaway


def test_references_can_be_of_one_kind():
    assert drawn("references", made(SMALL), kind="countries").figure["data"][0]["y"] == ["France"]
    assert drawn("references", made(SMALL), kind="people").figure["data"][0]["y"] == ["ANN"]
    empty = drawn("references", made(SMALL), kind="organisations")
    assert empty.takeaway == "Nobody refers to a person, country, organisation or place here."


def test_rows_and_columns_of_the_matrices_stay_where_they_are_under_a_filter():
    """A click changes figures and not the places where they stand."""
    for key in ("topics", "references", "speakers"):
        for name in ("hearing", "debate"):
            document = document_of(name)
            whole = drawn(key, document).figure["data"][-1]
            part = drawn(key, document, ("search", (("term", "the"),))).figure["data"][-1]
            assert whole["y"] == part["y"]
            if key != "speakers":
                assert whole["x"] == part["x"]


def test_a_speaker_has_one_colour_everywhere():
    for name in ("hearing", "long", "odd"):
        document = document_of(name)
        whole = message(document, State(), ack=0, answer=1)
        figures = {panel["key"]: panel["figure"] for panel in whole["panels"]}
        dots = {item["name"]: item["color"] for item in whole["filters"]["menus"][0]["items"]}
        bars = figures["speakers"]["data"][1]
        for atom, color in zip(bars["customdata"], bars["marker"]["color"], strict=True):
            assert dots[atom[0][1]] == color
        for row in whole["reader"]["rows"]:
            if "speaker" in row:
                assert dots[row["speaker"]] == row["color"]
        own = [dots[speaker] for speaker in document.by_words]
        assert len(set(own[:8])) == min(8, len(own))
        assert set(own[8:]) <= {OTHERS}
        if name != "long":
            lanes = figures["timeline"]["data"][0]
            for i, color in enumerate(lanes["marker"]["color"]):
                code = document.table.turn_speaker[i]
                assert dots[document.table.speakers[code].name] == color
