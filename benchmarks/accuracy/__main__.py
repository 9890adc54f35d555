"""How right transcripts are read: tables against golds that know nothing of the parser, and what a user would write.

    python -m benchmarks.accuracy FOLDER [--styles FILE...] [--peers PYTHON] [--no-text] [--verbose [N]] [--only TEXT]

FOLDER holds real transcripts with what others made of them (see README.md). The rules stand in the
package's docstring.
"""

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import report  # noqa: E402
from benchmarks.accuracy.aliases import alias_pairs  # noqa: E402
from benchmarks.accuracy.conversations import conversations  # noqa: E402
from benchmarks.accuracy.found import READERS  # noqa: E402
from benchmarks.accuracy.found import by_onrecord as by_text  # noqa: E402
from benchmarks.accuracy.independent import independent, unsaid_lines  # noqa: E402
from benchmarks.accuracy.marked import marked  # noqa: E402
from benchmarks.accuracy.metrics import measured  # noqa: E402
from benchmarks.accuracy.readings import PEERS, by_onrecord, by_peer  # noqa: E402
from benchmarks.accuracy.rendering import renderings, with_lines  # noqa: E402
from benchmarks.accuracy.sequences import compared, said  # noqa: E402
from benchmarks.accuracy.structured import own_cases, structured  # noqa: E402

_OWN = "own golds, marked before running"
_REAL = "real texts, golds of others"
_RENDERED = "real words, rendered by us"
_LINES_EVERY_TURNS = 10


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--styles", type=Path, nargs="+", default=[], help="further files of marked mini-transcripts")
    options.add_argument(
        "--verbose", type=int, nargs="?", const=5, default=0, metavar="N", help="first N differences of each text"
    )
    options.add_argument("--only", default="", help="only texts whose genre/name holds this")
    options.add_argument("--peers", type=Path, help="the Python of an environment with what peers.txt lists")
    options.add_argument("--no-text", action="store_true", help="only files whose text is not their bytes")
    asked = options.parse_args()
    start = time.perf_counter()
    if not asked.no_text:
        _report_texts(asked)
    report.print_structured(list(_structured(asked)))
    print(f"{time.perf_counter() - start:.0f} s")


def _structured(asked):
    """For each file with a gold: genre, path, and the counts of every reader that takes it, or why it gives none."""
    for gold in [*structured(asked.folder), *own_cases(ROOT / "tests" / "cases")]:
        if asked.only.casefold() not in f"{gold.genre}/{gold.path.name}".casefold():
            continue
        readings = {"On Record": by_onrecord(gold.path)}
        for peer, (endings, _) in PEERS.items():
            if asked.peers and gold.path.suffix.lower() in endings:
                readings[peer] = by_peer(asked.peers, peer, gold.path)
        yield (
            gold,
            {
                name: turns if isinstance(turns, str) else compared(gold.turns, [said(*turn) for turn in turns])
                for name, turns in readings.items()
            },
        )


def _report_texts(asked):
    tables, others = _read_all(asked)
    for title, by_reader in tables.items():
        ours, *theirs = by_reader.items()
        key = (lambda gold: gold.rendered_in) if title == f"{_RENDERED}, by style" else (lambda gold: gold.genre)
        report.print_group(title, ours[1], key, dict(theirs))
    everything = [
        pair for title, by_reader in tables.items() if not title.endswith("style") for pair in by_reader["On Record"]
    ]
    report.print_group("everything", everything, lambda gold: gold.genre, {})
    report.print_calibration(everything)
    report.print_others(others, list(READERS), verbose=bool(asked.verbose))
    if (pairs := alias_pairs(asked.folder)) is not None:
        report.print_aliases(pairs, verbose=bool(asked.verbose))
    if asked.verbose:
        report.print_disagreements(everything, asked.verbose)


def golds(asked):
    """Every gold with the title of its table; texts that are no transcripts have the title None."""
    cases = ROOT / "tests" / "cases"
    for path in [*sorted(cases.glob("styles-*.txt")), *sorted(cases.glob("not-transcripts.txt")), *asked.styles]:
        yield from ((_OWN if gold.turns else None, gold) for gold in marked(path))
    yield from ((_REAL, gold) for gold in independent(asked.folder))
    lines = unsaid_lines(asked.folder)
    for conversation in conversations(asked.folder):
        talk = with_lines(conversation, lines, _LINES_EVERY_TURNS) if conversation.genre == "csv" else conversation
        yield from ((_RENDERED, gold) for gold in renderings(talk))


def _read_all(asked):
    tables, others = defaultdict(lambda: defaultdict(list)), defaultdict(list)
    for title, gold in golds(asked):
        if asked.only.casefold() not in f"{gold.genre}/{gold.name}".casefold():
            continue
        if by_text(gold) is None:
            print(f"left out, for its text is taken out of markup: {gold.name}")
            continue
        for name, read in READERS.items():
            if title is None:
                others[name].append((gold, _outcome(read, gold)))
                continue
            found = read(gold)
            one = measured(gold, found)
            one.counts["doubtful", "all"] += found.is_doubtful
            one.counts["refused", "all"] += bool(found.refusal)
            tables[title][name].append((gold, one))
            if gold.rendered_in:
                tables[f"{title}, by style"][name].append((gold, one))
    return tables, others


def _outcome(read, gold):
    """What becomes of a text that is no transcript."""
    found = read(gold)
    return "refused" if not found.turns else "asked" if found.is_doubtful else "taken"


if __name__ == "__main__":
    main()
