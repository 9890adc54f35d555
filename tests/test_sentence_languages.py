"""The language of every sentence, for rules that read one language only."""

import numpy as np
import pytest

from onrecord.languages import LANGUAGES
from onrecord.sentence_languages import CODES, ENGLISH, OTHERS, function_words, sentence_languages
from onrecord.table import from_transcripts
from tests.builders import built

SAID = {
    "en": "We have to say that it is not for us to decide what they will do with all of this in the years that come.",
    "fr": "Nous devons dire que ce n'est pas à nous de décider de ce qu'ils feront avec tout cela dans les années.",
    "de": "Wir müssen sagen, dass es nicht an uns ist, zu entscheiden, was sie mit all dem in den Jahren machen.",
    "es": "Tenemos que decir que no es para nosotros decidir lo que ellos van a hacer con todo esto en los años.",
    "pt": "Temos que dizer que não é para nós decidir o que eles vão fazer com tudo isto nos anos que vêm aqui.",
    "it": "Dobbiamo dire che non è per noi decidere quello che loro fanno con tutto questo negli anni che sono qui.",
    "nl": "Wij moeten zeggen dat het niet aan ons is om te beslissen wat zij met dit alles in de jaren gaan doen.",
    "pl": "Musimy powiedzieć, że to nie jest dla nas, aby decydować o tym, co oni z tym wszystkim będą mieli tu i tam.",
    "tr": "Bunu söylemek için biz çok şey var, ama bu her zaman bizim için değil, onlar için de bir şey olarak var.",
    "ca": "Hem de dir que no és per a nosaltres decidir el que ells han de fer amb tot això en els anys que hi ha.",
    "uk": "Ми маємо сказати, що це не для нас, щоб вирішувати, що вони з цим будуть робити, але ми також тут є.",
    "ru": "Мы должны сказать, что это не для нас, чтобы решать, что они с этим будут делать, но мы тоже здесь и там.",
}


def languages(*speeches):
    transcripts = [built([("ANN", speech)], name=str(i)) for i, speech in enumerate(speeches)]
    return [CODES[code] for code in sentence_languages(from_transcripts(transcripts))]


@pytest.mark.parametrize("code", CODES)
def test_each_language_is_known_by_its_small_words(code):
    """A long sentence is in its own language, and so is a short one of the same text."""
    assert set(languages(f"{SAID[code]} Hm. {SAID[code]}")) == {code}


def test_a_text_may_change_its_language():
    """Each half keeps its own language; sentences near the seam may be in either, never in a third."""
    speech = " ".join([SAID["fr"]] * 12 + [SAID["en"]] * 12)
    found = languages(speech)
    assert found[:7] == ["fr"] * 7
    assert found[-7:] == ["en"] * 7
    assert set(found) == {"fr", "en"}


def test_each_transcript_decides_for_itself():
    """A German transcript beside a Spanish one does not colour it."""
    assert languages(SAID["de"], SAID["es"]) == ["de", "es"]


def test_what_is_in_no_language_counts_as_english():
    """Names alone, another script, and nothing at all."""
    assert languages("Vorkosigan Barrayar Komarr.") == ["en"]
    assert languages("これは何ですか。") == ["en"]
    assert sentence_languages(from_transcripts([])).size == 0
    assert CODES[ENGLISH] == "en"


def test_every_language_has_words():
    """Those with a list of stop words and those with a few words of their own."""
    assert set(CODES) == {*LANGUAGES, *OTHERS}
    assert all(len(function_words(code)) > 40 for code in CODES)


def test_the_answer_is_shared_and_read_only():
    """It is kept under the words of the table, so nobody may write into it."""
    found = sentence_languages(from_transcripts([built([("ANN", SAID["en"])])]))
    assert found.dtype == np.int8
    assert not found.flags.writeable
