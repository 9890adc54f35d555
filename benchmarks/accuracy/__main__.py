"""How right transcripts are read: tables against golds that know nothing of the parser, and what a user would write.

    python -m benchmarks.accuracy FOLDER [--styles FILE...] [--verbose [N]] [--only TEXT]

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
from benchmarks.accuracy.independent import independent, unsaid_lines  # noqa: E402
from benchmarks.accuracy.marked import marked  # noqa: E402
from benchmarks.accuracy.metrics import measured  # noqa: E402
from benchmarks.accuracy.rendering import renderings, with_lines  # noqa: E402

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
    asked = options.parse_args()
    start = time.perf_counter()
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
    print(f"{time.perf_counter() - start:.0f} s")


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
