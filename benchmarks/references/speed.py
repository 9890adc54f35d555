"""How long each finder of who and what is spoken of takes, once the table is built.

On 5,000 and 200,000 words of our own samples, and on 10 million of the podcast archive. A finder is timed with nothing
kept from before, as the first reader waits for it, but for the digest of the words, which has a row of its own; a
statistic after the finders have run, as on the page. Medians of three, at 10 million words one run. What does not exist
yet, or asks for more than can be filled by name, is left out.
"""

import importlib
import inspect
import resource
import tempfile
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.table import changelog, enough, labelled
from benchmarks.texts import briefing
from onrecord import read
from onrecord.kept import KEPT
from onrecord.table import from_transcripts

TARGETS_MS = {5_000: 100, 200_000: 2_000}
"""For everything together."""
LARGE = 10_000_000
MODULES = ("topics", "mentions", "quantities", "gaps", "echoes", "recurrence", "exchanges", "back_references",
           "term_network", "themes")  # fmt: skip
"""Under ``onrecord``: each ``find_…`` of a table in them is timed, in this order."""
STATISTICS = ("references", "reciprocity", "figures_quoted", "echoes", "recurrence", "exchanges", "back_references",
              "gaps", "gap_list", "term_network", "topics", "themes")  # fmt: skip
FOUND_AS = {"find_mentions": "mentions", "find_topics": "topics"}
"""Under which name the statistics ask for what a finder found."""


def print_times(archive=None):
    """A table of milliseconds; with the folder of the archive also at 10 million words."""
    columns = {}
    for n_words in TARGETS_MS:
        columns[n_words] = _times(_sample(n_words), runs=3)
    if archive:
        columns[LARGE] = _times(_podcasts(archive), runs=1)
    names = list(dict.fromkeys(name for times in columns.values() for name in times))
    print("| ms | " + " | ".join(f"{n_words:,} words" for n_words in columns) + " |")
    print("|---" * (1 + len(columns)) + "|")
    for name in names:
        print(f"| {name} | " + " | ".join(_cell(times.get(name)) for times in columns.values()) + " |")
    sums = {n_words: sum(t for t in times.values() if isinstance(t, float)) for n_words, times in columns.items()}
    print("| **together** | " + " | ".join(_cell(total) for total in sums.values()) + " |")
    for n_words, most in TARGETS_MS.items():
        print(f"{n_words:,} words in {most:,} ms: {'met' if sums[n_words] <= most else 'missed'}")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _times(table, runs):
    """Milliseconds by name; instead of them, what an entry needs that cannot be filled, or the error it raises."""
    from onrecord.stats import STATS

    given = {"table": table, "mask": np.ones(table.sentence_turn.size, np.bool_)}
    begin = time.perf_counter()
    _ = table.words_key
    times = {"digest of the words": 1000 * (time.perf_counter() - begin)}
    for module in MODULES:
        if not find_spec(f"onrecord.{module}"):
            continue
        for name, find in vars(importlib.import_module(f"onrecord.{module}")).items():
            own = inspect.isfunction(find) and find.__module__ == f"onrecord.{module}"
            if own and name.startswith("find_"):
                times[f"{module}.{name}"], found = _timed(find, given, runs, is_cold=True)
                given.setdefault(FOUND_AS.get(name, module), found)
    for name in STATISTICS:
        if name in STATS:
            times[f"statistic {name}"], _ = _timed(STATS[name].function, given, runs, is_cold=False)
    return times


def _timed(function, given, runs, is_cold):
    needed = [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    arguments = {name: given[name] if name in given else _made(name) for name in needed}
    unfilled = [name for name, value in arguments.items() if value is None]
    if unfilled:
        return f"needs {', '.join(unfilled)}", None
    if runs > 1:
        function(**arguments)  # loads word lists, once for a process
    taken = []
    for _ in range(runs):
        if is_cold:
            KEPT.clear()
            arguments["table"] = replace(given["table"])
            _ = arguments["table"].words_key
        begin = time.perf_counter()
        result = function(**arguments)
        taken.append(1000 * (time.perf_counter() - begin))
    return float(np.median(taken)), result


def _made(name):
    if name == "lexicon":
        from onrecord.topics import load_lexicon

        return load_lexicon()
    if name == "without":
        from onrecord.languages import stop_words

        return stop_words("en")
    return None


def _sample(n_words):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.txt"
        path.write_text(briefing(n_words), encoding="utf-8")
        return from_transcripts([read(path)])


def _podcasts(folder):
    texts = enough(changelog(folder), LARGE)
    return from_transcripts([labelled(text, f"{number}") for number, text in enumerate(texts)])


def _cell(value):
    return f"{value:,.1f}" if isinstance(value, float) else str(value or "–")
