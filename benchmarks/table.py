"""How fast text becomes words and sentences, words become a table, and a table answers a filter or a search.

    python benchmarks/table.py [FOLDER] [--sizes 1,10]

FOLDER may hold ``changelog.tar.xz`` (podcast transcripts, ``**Name:** words``), which is then measured as well as our
own samples. Without it the tables are made of drawn words (Zipf's law, 50,000 terms). One process, one thread; medians.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from onrecord.datafiles import data_path
from onrecord.grams import grams
from onrecord.kept import KEPT, n_bytes
from onrecord.languages import stop_words
from onrecord.lemmas import lemmas
from onrecord.model import Segment, Speaker, Transcript, Turn
from onrecord.phrases import inventory
from onrecord.sentences import boundaries
from onrecord.stats.concordance import concordance, places
from onrecord.stats.frequency import frequency
from onrecord.stats.share import share
from onrecord.table import TurnTable, from_transcripts
from onrecord.table_file import opened, save
from onrecord.tokens import tokenize

LABEL = re.compile(r"^(?:\*\*([^*\n]{1,60}):\*\*|([A-Z][A-Z .'-]{1,50}):)", re.MULTILINE)
SAMPLE_MB = 10


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--sizes", default="1,10", help="millions of words of the tables, such as 1,10")
    given = options.parse_args()
    talks = changelog(given.folder) if given.folder else []

    print("| text | MB | words | sentences MB/s | words MB/s | both MB/s |\n|---|---|---|---|---|---|")
    sample = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(data_path("samples").glob("*.txt")))
    text_row("one sample set", sample, runs=21)
    text_row("samples repeated", sample * (SAMPLE_MB * 1_000_000 // len(sample)), runs=5)
    if talks:
        text_row("changelog", "\n".join(talks)[: 3 * SAMPLE_MB * 1_000_000], runs=3)

    print("\n| table of words | source | turns | sentences | terms | build s | columns MB | peak RSS MB |")
    print("|---|---|---|---|---|---|---|---|")
    tables = []
    for millions in [0.005, *map(float, given.sizes.split(","))]:
        texts = enough(talks, int(millions * 1_000_000)) if talks else [drawn(int(millions * 1_000_000))]
        transcripts = [labelled(text, f"{i}") for i, text in enumerate(texts)]
        start = time.perf_counter()
        table = from_transcripts(transcripts)
        tables.append(table)
        print(
            f"| {table.token_term.size:,} | {'changelog' if talks else 'drawn'} | {table.turn_speaker.size:,} "
            f"| {table.sentence_turn.size:,} | {table.vocabulary.size:,} | {time.perf_counter() - start:.2f} "
            f"| {given_bytes(table) / 1e6:.0f} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |"
        )

    print("\n| words | part selected | first call ms | share ms | top 50 words ms | with stop words ms ", end="")
    print("| phrases: first call ms | top 50 ms |\n|---|---|---|---|---|---|---|---|")
    for table in tables:
        filter_row(table)

    print(
        "\n| words | phrases of 2 ms | 3 ms | 4 ms | 5 ms | columns B a word | with all that is kept B a word ", end=""
    )
    print("| file B a word | save s | open ms |\n|---|---|---|---|---|---|---|---|---|---|")
    for table in tables:
        held_row(table)

    print("\n| words | query | places | find ms | 100 lines ms | sort left ms | sort right ms |")
    print("|---|---|---|---|---|---|---|")
    for table in tables:
        for query in ("the", "people", "a lot of", "w*", "*ship", "the * of", "[go]"):
            query_row(table, query)


def text_row(name: str, text: str, *, runs: int) -> None:
    size = len(text.encode()) / 1e6
    sentences, words = seconds(lambda: boundaries(text), runs), seconds(lambda: tokenize(text), runs)
    print(
        f"| {name} | {size:.2f} | {len(tokenize(text)):,} | {size / sentences:.1f} | {size / words:.1f} "
        f"| {size / (sentences + words):.1f} |"
    )


def filter_row(table: TurnTable) -> None:
    words = np.bincount(table.sentence_speaker, weights=table.sentence_words, minlength=len(table.speakers))
    chosen = np.argsort(-words)[:5]  # the five who say most
    mask = np.isin(table.sentence_speaker, chosen)
    part = table.sentence_words[mask].sum() / max(table.token_term.size, 1)
    first = seconds(lambda: frequency(table, mask), 1)
    row = [
        seconds(lambda: share(table, mask), 9),
        seconds(lambda: frequency(table, mask, without=stop_words("en")), 9),
        seconds(lambda: frequency(table, mask), 9),
        seconds(lambda: inventory(table, "phrases"), 1),
    ]
    row.append(seconds(lambda: frequency(table, mask, unit="phrases"), 9))
    figures = " | ".join(f"{1000 * value:.2f}" for value in (first, *row))
    print(f"| {table.token_term.size:,} | {part:.0%} | {figures} |")


def held_row(table: TurnTable) -> None:
    KEPT.clear()
    made = [None]
    phrases = [1000 * seconds(lambda: made.append(grams(table, made.pop())), 1) for _ in (2, 3, 4, 5)]
    made.clear()
    kept = [inventory(table, unit) for unit in ("words", "lemmas", "phrases")]
    everything = n_bytes([table, kept, lemmas(table)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.arrow"
        saving = seconds(lambda: save(table, path), 1)
        opening = seconds(lambda: opened(path), 3)
        sizes = [size / max(table.token_term.size, 1) for size in (given_bytes(table), everything, path.stat().st_size)]
    row = [*(f"{value:.0f}" for value in phrases), *(f"{size:.1f}" for size in sizes)]
    print(f"| {table.token_term.size:,} | {' | '.join(row)} | {saving:.2f} | {1000 * opening:.0f} |")


def query_row(table: TurnTable, query: str) -> None:
    mask = np.ones(table.sentence_turn.size, bool)
    found = places(table, mask, query)
    if not len(found):  # drawn words are no English
        return
    found.sorted("left")  # ranks the vocabulary
    row = [
        seconds(lambda: places(table, mask, query), 5),
        seconds(lambda: concordance(table, mask, query, limit=100), 5),
        seconds(lambda: found.sorted("left"), 5),
        seconds(lambda: found.sorted("right"), 5),
    ]
    figures = " | ".join(f"{1000 * value:.2f}" for value in row)
    print(f"| {table.token_term.size:,} | {query} | {len(found):,} | {figures} |")


def seconds(work: Callable[[], object], runs: int) -> float:
    """Median time of ``runs`` calls."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def changelog(folder: Path) -> list[str]:
    """The talks in ``folder``'s archive, in the order of their names."""
    with tarfile.open(folder / "changelog.tar.xz") as archive:
        # In the archive's order, since going back in it means unpacking it again.
        talks = {
            m.name: archive.extractfile(m).read().decode() for m in archive if m.isfile() and m.name.endswith(".md")
        }
    return [talks[name] for name in sorted(talks)]


def enough(talks: list[str], n_words: int) -> list[str]:
    """Talks of about ``n_words`` words together, the last one cut."""
    taken, words = [], 0
    for talk in talks:
        if words >= n_words:
            break
        taken.append(talk[: 6 * (n_words - words)])
        words += len(taken[-1].split())
    return taken


def drawn(n_words: int) -> str:
    """A text of drawn words: 40 speakers, turns of four sentences of fifteen words."""
    rng = np.random.default_rng(1)
    codes = np.minimum(rng.zipf(1.3, n_words), 50_000)
    turns = []
    for turn in codes[: n_words // 60 * 60].reshape(-1, 4, 15):
        speech = " ".join("W" + " w".join(map(str, sentence)) + "." for sentence in turn.tolist())
        turns.append(f"SPEAKER {'ABCDEFGHIJ'[turn[0, 0] % 10]}{'ABCD'[turn[0, 1] % 4]}: {speech}")
    return "\n\n".join(turns)


def labelled(text: str, name: str) -> Transcript:
    """The transcript of a text whose labels stand at line starts; nothing else is taken for anything but speech."""
    marks = list(LABEL.finditer(text))
    people: dict[str, int] = {}
    segments, turns = [], []
    if marks and marks[0].start():
        segments.append(Segment("heading", 0, marks[0].start(), None))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        label = mark[1] or mark[2]
        turns.append(Turn(people.setdefault(label, len(people)), label, mark.start(), end))
        segments.append(Segment("label", mark.start(), mark.end(), number))
        segments.append(Segment("speech", mark.end(), end, number))
    speakers = tuple(Speaker(label, (label,)) for label in people)
    return Transcript(name, text, "", "text", "UTF-8", tuple(segments), tuple(turns), speakers)


def given_bytes(table: TurnTable) -> int:
    """Of the columns that make a table, without what was computed of them."""
    return n_bytes([getattr(table, column.name) for column in fields(table) if column.name != "transcripts"])


if __name__ == "__main__":
    main()
