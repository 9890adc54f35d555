"""Company, style and two sides: every number opens what it counts, and too little text is said to be so."""

import json

import numpy as np
import pytest

from components.drawn import jsonable, view_of
from components.panel import panels
from components.state import State
from onrecord.cooccurrence import pair_places
from onrecord.figures.facing import PALE
from onrecord.selection import Selection, near
from onrecord.tokens import fold
from tests.documents import made
from tests.test_panels import ANN, SMALL, document_of, drawn


def test_a_collocations_number_is_the_places_it_opens():
    """A row's count is how many pairs stand there under every filter but those of words; its marks are both words."""
    document = document_of("hearing")
    panel = panels()["collocations"]
    for window in ("1", "5", "0"):
        state = State(options={("collocations", "window"): window})
        drawing = panel.draw(view_of(panel, document, state))
        assert len(drawing.frame) > 5
        for (atom, *_), count in zip(drawing.atoms, drawing.frame["count"], strict=True):
            query, word, within = near(atom[1])
            places = pair_places(document.table, document.masks.everything, query, word, within)
            assert len(places.sentence) == count
            spans = document.masks.spans(Selection().replaced("collocations", [(atom,)]))
            assert len(spans) == count
            for _, a, b in spans.tolist():
                said = document.transcript.text[a:b].split()
                assert {fold([end.strip(".,;:?!")])[0] for end in (said[0], said[-1])} == {query, word}


def test_the_word_whose_company_is_shown_is_written_searched_or_selected():
    """What is written in the panel comes first; a filter by the word itself narrows nothing."""
    document = document_of("hearing")
    by_search = drawn("collocations", document, ("search", (("term", "water"),)))
    assert by_search.takeaway == drawn("collocations", document, around="water").takeaway
    assert by_search.frame.equals(drawn("collocations", document, around="water").frame)
    assert "“water”" in by_search.takeaway
    both = drawn("collocations", document, ("search", (("term", "water"),)), around="committee")
    assert "“committee”" in both.takeaway


def test_style_counts_are_doors():
    """Questions, hedges and the like of a speaker open just the sentences or words that were counted."""
    for name in ("hearing", "briefing"):
        document = document_of(name)
        for measure, counted in (("questions", "questions"), ("hedges", "count"), ("commitments", "count")):
            drawing = drawn("style", document, measure=measure)
            assert len(drawing.frame) >= 2
            for atom, count in zip(drawing.atoms, drawing.frame[counted], strict=True):
                selection = Selection().replaced("style", [atom])
                spans = document.masks.spans(selection)
                behind = int(document.masks.of(selection).sum()) if measure == "questions" else len(spans)
                assert behind == count


def test_style_says_when_there_is_too_little_text():
    drawing = drawn("style", made(SMALL), measure="diversity")
    assert drawing.takeaway == "Nothing to say of variety of words."
    assert set(drawing.figure["data"][-1]["text"]) <= {"", "too little text"}


def test_two_sides_by_hand():
    """Ann (9 words) says tariffs three times, Bob (9 words) never; with so little text nothing is sure."""
    drawing = drawn("keywords", made(SMALL), ("speakers", ANN), show="keyness", language="en")
    assert drawing.takeaway == (
        "ANN (9 words) against The rest (9 words): too little text to say that a word marks either side."
    )
    theirs, mine = drawing.figure["data"]
    assert mine["customdata"][0] == [["term", "tariffs"]]
    assert theirs["customdata"][0][0] == ["elsewhere", "rest"]
    assert set(mine["marker"]["opacity"]) == {PALE}
    of = drawn("keywords", made(SMALL), show="keyness", of="speaker:BOB", against="speaker:ANN", language="en")
    theirs, mine = of.figure["data"]
    assert of.takeaway.startswith("BOB (9 words) against ANN (9 words)")
    assert theirs["customdata"][0] == [["speaker", "ANN"], ["term", "tariffs"]]
    assert mine["customdata"][0][0] == ["speaker", "BOB"]


def test_everything_against_nothing_is_the_one_who_says_most_against_the_rest():
    drawing = drawn("keywords", document_of("briefing"), show="keyness")
    assert drawing.takeaway.startswith("MS. OKONJO (")


def test_own_stop_words_and_another_language():
    """What a person leaves out is in no list; the stop words are those of the language that was chosen."""
    document = made(SMALL)
    assert "tariffs" not in drawn("keywords", document, own="Tariffs, hurt", language="en").frame["term"].tolist()
    assert "the" in drawn("keywords", document, language="fr").frame["term"].tolist()


def test_lemmas_group_forms_and_open_all_of_them():
    drawing = drawn("keywords", made([("ANN", "Wars go on. The war went on.")]), unit="lemmas", language="en")
    first = drawing.frame.iloc[0]
    assert (first["term"], first["count"]) == ("war", 2)
    assert drawing.atoms[0] == (("term", "[en:war]"),)


def test_the_floor_adds_up_to_one_everywhere():
    drawing = drawn("timeline", document_of("debate"), view="floor")
    shares = np.sum([trace["y"] for trace in drawing.figure["data"]], axis=0)
    assert shares == pytest.approx(np.ones(len(shares)))


def test_company_below_chance_or_beyond_measure_is_not_shown():
    """In a text whose every sentence holds both words no measure of their company is defined: nothing breaks."""
    for measure in ("delta_p", "mi", "log_dice"):
        for window in ("0", "5"):
            drawing = drawn(
                "collocations", made([("ANN", "Peace talks. " * 4)]), around="peace", measure=measure, window=window
            )
            sent = jsonable(drawing.figure)
            assert json.loads(json.dumps(sent, allow_nan=False)) == sent
            assert "nan" not in drawing.takeaway
            assert (drawing.frame["count"] > drawing.frame["expected"]).all()


def test_a_text_of_one_endless_sentence_is_told_to_take_a_window():
    words = " ".join(f"w{i}x" for i in range(6_000))
    drawing = drawn(
        "collocations", made([("ANN", f"{words} {words}"), ("BOB", f"{words} {words}")]), window="0", stop="with"
    )
    assert "take a window of words" in drawing.takeaway
    assert drawing.frame.empty


def test_style_in_another_language_opens_what_it_counts():
    """The words of commitment that are opened are those of the language that was chosen."""
    document = document_of("briefing")
    selection = [drawn("style", document, measure="commitments").atoms]
    state = State(options={("keywords", "language"): "fr", ("style", "measure"): "commitments"})
    french = panels()["style"].draw(view_of(panels()["style"], document, state))
    assert french.atoms[0][1] == ("manner", "fr:Commitments")
    for atom, count in zip(french.atoms, french.frame["count"], strict=True):
        assert len(document.masks.spans(Selection().replaced("style", [atom]))) == count
    assert selection[0][0][1] == ("manner", "Commitments")


def test_enough_text_without_a_difference_is_not_too_little():
    talk = [("ANN", "we talk of trade and peace. " * 400), ("BOB", "we talk of trade and peace. " * 400)]
    drawing = drawn("keywords", made(talk), ("speakers", ANN), show="keyness")
    assert "too little" not in drawing.takeaway
    assert "chance is ruled out" in drawing.takeaway


def test_a_language_without_a_list_is_no_text_without_such_words():
    """Where nothing is selected the list is not to blame; where there is none the panel says so."""
    document = document_of("briefing")
    nobody = ("search", (("term", "zeppelin"),))
    assert drawn("style", document, nobody, measure="hedges").takeaway == "Nothing to say of hedges."
    unknown = made([("ANN", "Merhaba sayın milletvekilleri, hoş geldiniz. Bugün önemli bir konuyu görüşeceğiz.")])
    assert "no list of such words" in drawn("style", unknown, measure="hedges").takeaway
