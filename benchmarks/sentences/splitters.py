"""Where sentences of a passage end: by the library, and by what a user might take instead.

Peers run in an environment of their own (``benchmarks/peers.txt``); this module is also the script that runs there:
``python splitters.py < PASSAGES.json`` prints what each that is installed found, as JSON.
"""

import json
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

PYSBD = [
    "am",
    "ar",
    "bg",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fr",
    "hi",
    "hy",
    "it",
    "ja",
    "kk",
    "mr",
    "my",
    "nl",
    "pl",
    "ru",
    "sk",
    "ur",
    "zh",
]


def by_onrecord(passages):
    """Ends of the sentences of each passage."""
    from onrecord.sentences import boundaries

    return [boundaries(passage.text)[1].tolist() for passage in passages]


def by_peers(python, passages, whole):
    """By the name of each peer, the ends of the sentences of each passage."""
    from onrecord.sentences import _words

    abbreviations = sorted(_words("never") | _words("before a number") | _words("may end"))
    asked = {
        "passages": [(passage.source, passage.language, passage.text) for passage in passages],
        "whole": whole,
        "abbreviations": abbreviations,
    }
    done = subprocess.run([python, __file__], input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _punkt(asked):
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    splitter = PunktSentenceTokenizer()
    return [[end for _, end in splitter.span_tokenize(text)] for _, _, text in asked["passages"]]


def _punkt_trained(asked):
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    trained = cache(lambda source: PunktSentenceTokenizer(asked["whole"][source]))
    return [[end for _, end in trained(source).span_tokenize(text)] for source, _, text in asked["passages"]]


def _punkt_told(asked):
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    told = PunktParameters()
    told.abbrev_types = set(asked["abbreviations"])
    splitter = PunktSentenceTokenizer(told)
    return [[end for _, end in splitter.span_tokenize(text)] for _, _, text in asked["passages"]]


def _pysbd(asked):
    import pysbd

    made = cache(lambda language: pysbd.Segmenter(language=language, clean=False, char_span=True))
    return [
        [span.end for span in made(language if language in PYSBD else "en").segment(text)]
        for _, language, text in asked["passages"]
    ]


def _blingfire(asked):
    import blingfire

    return [[end for _, end in blingfire.text_to_sentences_and_offsets(text)[1]] for _, _, text in asked["passages"]]


def _syntok(asked):
    from syntok import segmenter

    return [
        [
            sentence[-1].offset + len(sentence[-1].value)
            for paragraph in segmenter.analyze(text)
            for sentence in paragraph
        ]
        for _, _, text in asked["passages"]
    ]


def _spacy(asked):
    import spacy

    made = {}
    ends = []
    for _, language, text in asked["passages"]:
        if language not in made:
            made[language] = spacy.blank(language)
            made[language].add_pipe("sentencizer")
        ends.append([sentence.end_char for sentence in made[language](text).sents])
    return ends


PEERS = {
    "Punkt, untrained": ("nltk", _punkt),
    "Punkt, trained on the file": ("nltk", _punkt_trained),
    "Punkt, told our abbreviations": ("nltk", _punkt_told),
    "pysbd": ("pysbd", _pysbd),
    "blingfire": ("blingfire", _blingfire),
    "syntok": ("syntok", _syntok),
    "spaCy sentencizer": ("spacy", _spacy),
}


if __name__ == "__main__":
    questions = json.load(sys.stdin)
    json.dump({name: find(questions) for name, (module, find) in PEERS.items() if find_spec(module)}, sys.stdout)
