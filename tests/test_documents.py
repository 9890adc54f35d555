"""The store keeps what was opened for as long as there is room, and hands nothing to those who cannot know of it."""

import threading
import time
from dataclasses import fields

import numpy as np
import pytest

from components import document as module
from components.document import STORED_CHARACTERS, Documents, analyse
from onrecord.errors import EmptyFileError, NotTextError
from onrecord.figures.palette import OTHERS, SPEAKERS
from onrecord.stats.references import references
from onrecord.stats.share import share
from onrecord.stats.topics import topic_share
from tests.documents import made, sample

TEXT = b"ANN: Hello, Bob. It is a fine day.\n\nBOB: It is, Ann.\n\nANN: Good.\n\nBOB: Good indeed.\n"


@pytest.fixture
def analysed(monkeypatch):
    """The names of what has been analysed."""
    names = []

    def counted(function, data, name, *more, progress):
        names.append(name)
        return function(data, name, *more, progress=progress)

    monkeypatch.setattr(module, "run", counted)
    return names


def test_an_opened_document_is_found_by_its_token():
    documents = Documents()
    token, document = documents.open(TEXT, "a.txt")
    assert documents.get(token) is document
    assert [speaker.name for speaker in document.table.speakers] == ["ANN", "BOB"]


@pytest.mark.parametrize("token", ["", "nobody", "../a.txt", "a.txt"])
def test_an_unknown_token_finds_nothing(token):
    documents = Documents()
    documents.open(TEXT, "a.txt")
    assert documents.get(token) is None


def test_tokens_cannot_be_guessed():
    """Another one at each opening, of 72 random bits, and made of nothing that the file says."""
    documents = Documents()
    tokens = {documents.open(TEXT, "a.txt")[0] for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) == 12 for token in tokens)


def test_the_same_bytes_are_analysed_once(analysed):
    documents = Documents()
    (first, one), (second, other) = documents.open(TEXT, "a.txt"), documents.open(TEXT, "a.txt")
    assert one is other
    assert analysed == ["a.txt"]
    assert documents.get(first) is documents.get(second) is one


def test_another_name_or_another_byte_is_another_document(analysed):
    documents = Documents()
    for data, name in ((TEXT, "a.txt"), (TEXT, "b.txt"), (TEXT + b"\n", "a.txt"), (b"t" + TEXT, "a.tx")):
        documents.open(data, name)
    assert analysed == ["a.txt", "b.txt", "a.txt", "a.tx"]
    _, named = documents.open(TEXT, "b.txt")
    assert named.transcript.name == "b.txt"


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyFileError), (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, NotTextError)])
def test_what_cannot_be_read_is_not_kept(data, error):
    documents = Documents()
    token, document = documents.open(TEXT, "a.txt")
    with pytest.raises(error):
        documents.open(data, "bad")
    assert documents.get(token) is document


def test_the_one_used_longest_ago_is_forgotten_first(analysed):
    documents = Documents(limit_characters=int(2.5 * len(TEXT)))
    tokens = {name: documents.open(TEXT, name)[0] for name in ("a", "b")}
    assert documents.get(tokens["a"])  # used again: now b is the one used longest ago
    tokens["c"] = documents.open(TEXT, "c")[0]
    assert documents.get(tokens["b"]) is None
    assert documents.get(tokens["a"])
    assert documents.get(tokens["c"])
    documents.open(TEXT, "b")
    assert analysed == ["a", "b", "c", "b"]


def test_the_last_one_is_kept_whatever_its_size():
    documents = Documents(limit_characters=10)
    first, _ = documents.open(TEXT, "a")
    second, document = documents.open(TEXT, "b")
    assert documents.get(first) is None
    assert documents.get(second) is document


def test_the_server_keeps_a_few_of_the_largest_uploads():
    assert STORED_CHARACTERS >= 2 * 100_000_000


def test_progress_goes_forward_and_says_what_is_done():
    told = []
    Documents().open(TEXT, "a", lambda part, words: told.append((part, words)))
    parts = [part for part, _ in told]
    assert parts == sorted(parts)
    assert 0 <= parts[0] < parts[-1] <= 1
    assert all(words for _, words in told)


def test_many_people_may_open_at_once(monkeypatch):
    """None gets another's document, whether they open the same or not."""
    documents, wrong = Documents(limit_characters=3 * len(TEXT)), []

    def slow(function, *asked, progress):
        time.sleep(0.005)
        return function(*asked, progress=progress)

    monkeypatch.setattr(module, "run", slow)

    def person(number):
        for _ in range(5):
            token, document = documents.open(TEXT, f"{number % 3}.txt")
            found = documents.get(token)
            if (
                document.transcript.name != f"{number % 3}.txt"
                or found is None
                or found.transcript != document.transcript
            ):
                wrong.append(number)

    people = [threading.Thread(target=person, args=(n,)) for n in range(6)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert wrong == []


def test_what_comes_from_the_worker_is_what_would_be_found_here():
    """Every column equal and still read-only; nothing that was only cached has travelled."""
    here, (_, there) = analyse(TEXT, "a.txt"), Documents().open(TEXT, "a.txt")
    assert there.transcript == here.transcript
    assert there.version == here.version
    columns = 0
    for part in ("table", "topics", "mentions"):
        one, other = getattr(here, part), getattr(there, part)
        assert vars(other).keys() <= {column.name for column in fields(other)}
        for column in fields(one):
            values = getattr(other, column.name)
            if isinstance(values, np.ndarray):
                columns += 1
                assert values.dtype == getattr(one, column.name).dtype
                assert np.array_equal(values, getattr(one, column.name), equal_nan=values.dtype.kind == "f"), (
                    column.name
                )
                assert not values.flags.writeable, column.name
            elif column.name not in {"transcripts", "n_sentences"}:
                assert values == getattr(one, column.name)
    assert columns > 15
    assert there.masks.everything.all()
    assert there.whole_share.equals(here.whole_share)


# --- what a document knows of the whole text --------------------------------------------------------------------


def test_the_whole_is_the_statistic_without_a_filter():
    document = sample("committee-hearing.txt")
    everything = np.ones(len(document.table.sentence_turn), dtype=bool)
    assert document.whole_share.equals(share(document.table, everything))
    assert document.whole_topics.equals(topic_share(document.table, everything, document.topics))
    assert document.whole_references.equals(references(document.table, everything, document.mentions))


def test_those_who_say_most_come_first_and_equals_as_they_spoke():
    document = made([("ANN", "One two."), ("BOB", "One two three."), ("CY", "One two.")])
    assert document.by_words == ["BOB", "ANN", "CY"]
    assert document.color_of == {"BOB": SPEAKERS[0], "ANN": SPEAKERS[1], "CY": SPEAKERS[2]}


def test_the_ninth_is_grey():
    document = made([(f"SPEAKER {chr(65 + i)}", "word " * (20 - i)) for i in range(10)])
    assert [document.color_of[name] for name in document.by_words] == [*SPEAKERS, OTHERS, OTHERS]
