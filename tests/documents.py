"""Documents for tests: our samples, analysed once a run, and texts made by hand."""

from functools import cache

from components import mending
from components.document import DOCUMENTS, Document, analyse
from onrecord.datafiles import data_path
from onrecord.lexicon import load_lexicon
from onrecord.masks import Masks
from onrecord.mentions import find_mentions
from onrecord.store import Store
from onrecord.table import from_transcripts
from onrecord.topics import find_topics
from tests.builders import built


@cache
def sample(file: str) -> Document:
    return analyse(data_path("samples", file).read_bytes(), file)


def text(source: str, name: str = "test.txt") -> Document:
    return analyse(source.encode(), name)


def keep_apart(monkeypatch, folder) -> None:
    """Corrections and opened documents of one test, where no other sees them."""
    kept = Store(folder / "corrections.sqlite")
    monkeypatch.setattr(mending, "_UNSAVED", {})
    monkeypatch.setattr(mending, "store", lambda: kept)
    monkeypatch.setattr(mending, "DOCUMENTS", type(DOCUMENTS)())


def made(speeches, **more) -> Document:
    """A document of ``(label, speech)`` pairs, see ``tests.builders.built``: no parser decides who speaks."""
    transcript = built(speeches, **more)
    table = from_transcripts([transcript])
    lexicon = load_lexicon()
    mentions = find_mentions(table)
    topics = find_topics(table, lexicon, mentions)
    return Document(transcript, table, lexicon, topics, mentions, Masks(table, topics, mentions))
