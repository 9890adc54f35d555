"""Names and numbers as the page says them."""

import json
import re

from components.drawn import view_of
from components.message import message
from components.panel import panels
from components.state import State
from components.words import isolated
from tests.documents import made
from tests.test_panels import document_of


def test_a_name_from_right_to_left_turns_no_number_around():
    """It is isolated in a sentence, so that the number after it is seen after it; other names stay as they are."""
    document = made([("المذيع", "مرحبا."), ("الوزير", "مرحبا بكم جميعا."), ("المذيع", "شكرا.")])
    told = panels()["speakers"].draw(view_of(panels()["speakers"], document, State())).takeaway
    assert told == (
        "\u2068الوزير\u2069 has 60.0 % of the words, \u2068المذيع\u2069 40.0 %; 2 speakers in all, "
        "an effective number of 1.9."
    )
    assert isolated("Zoë Ōta") == "Zoë Ōta"


def test_a_matrix_of_nothing_shows_no_axes():
    document = made([("ANN", "Hm."), ("BOB", "Hm.")])
    layout = panels()["topics"].draw(view_of(panels()["topics"], document, State())).figure["layout"]
    assert not layout["xaxis"]["visible"]
    assert not layout["yaxis"]["visible"]


def test_no_panel_turns_a_name_into_markup():
    whole = message(document_of("odd"), State(), ack=0, answer=1)
    for panel in whole["panels"]:
        for value in re.findall(r"<[^>]*>", json.dumps(list(strings(panel["figure"])))):
            assert value in {"<extra>", "</extra>"}, (panel["key"], value)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "customdata":
                yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
