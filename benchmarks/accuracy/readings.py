"""Readings of a file as turns of words: by the library, and by what a user might take instead.

Peers run in an environment of their own (``benchmarks/peers.txt``), so that none of them is a dependency; this module
is also the script that runs there: ``python readings.py PEER FILE`` prints the turns as JSON.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

_NAME = re.compile(r"^[ \t]*((?:[A-ZÀ-ÖØ-Þ][\w.'’-]*[ \t]+){0,4}[A-ZÀ-ÖØ-Þ][\w.'’-]*):", re.MULTILINE)
"""What a user writes first: up to five capitalised words and a colon at the start of a line; as in ``found``."""


def by_onrecord(path):
    """What ``onrecord.read`` makes of it; its refusal as a string."""
    import onrecord
    from onrecord.errors import ReadError
    from onrecord.speech import speech_text

    try:
        transcript = onrecord.read(path)
    except ReadError as refusal:
        return str(refusal)
    turns = enumerate(transcript.turns)
    return [(transcript.speakers[turn.speaker].name, speech_text(transcript, at)) for at, turn in turns]


def by_peer(python, peer, path):
    """The same by a peer, or why it gives nothing."""
    done = subprocess.run([python, __file__, peer, path], capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1][:100]
    return json.loads(done.stdout)


def _named(text):
    """Turns by the rule NAME:."""
    marks = list(_NAME.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark[1], text[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]


def _webvtt(path):
    import webvtt

    captions = webvtt.read(path)
    return [turn for cue in captions for turn in ([(cue.voice, cue.text)] if cue.voice else _named(cue.text))]


def _pysubs2(path):
    import pysubs2

    return [turn for event in pysubs2.load(path) for turn in _named(event.plaintext)]


def _pylangacq(path):
    import pylangacq

    reader = pylangacq.read_chat(path)
    return [(each.participant, " ".join(token.word for token in each.tokens)) for each in reader.utterances()]


def _pympi(path):
    import pympi

    eaf = pympi.Elan.Eaf(path)
    rows = [(row[0], tier, row[2]) for tier in eaf.get_tier_names() for row in eaf.get_annotation_data_for_tier(tier)]
    return [(tier, value) for _, tier, value in sorted(rows)]


def _python_docx(path):
    import docx

    return _named("\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs))


def _pdfplumber(path):
    import pdfplumber

    with pdfplumber.open(path) as document:
        return _named("\n".join(page.extract_text() or "" for page in document.pages))


def _markitdown(path):
    import markitdown

    return _named(markitdown.MarkItDown().convert(path).text_content.replace("**", ""))


PEERS = {
    "webvtt-py": ((".vtt",), _webvtt),
    "pysubs2": ((".vtt", ".srt"), _pysubs2),
    "pylangacq": ((".cha",), _pylangacq),
    "pympi-ling": ((".eaf",), _pympi),
    "python-docx": ((".docx",), _python_docx),
    "pdfplumber": ((".pdf",), _pdfplumber),
    "markitdown": ((".docx", ".pdf", ".htm", ".html", ".xml", ".json"), _markitdown),
}
"""Which endings each can be given, and how its output becomes turns: by its own speakers, else by the rule NAME:."""


if __name__ == "__main__":
    out, sys.stdout = sys.stdout, io.StringIO()  # whatever a library prints is no turn
    turns = PEERS[sys.argv[1]][1](str(Path(sys.argv[2])))
    out.write(json.dumps([[str(speaker), str(text)] for speaker, text in turns]))
