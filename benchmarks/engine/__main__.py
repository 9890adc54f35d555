"""How fast the engine answers, and in how much memory, beside what a user would take instead.

    python -m benchmarks.engine [FOLDER] [--peers PYTHON] [--millions 1,10,20] [--limit SECONDS] [--plot FILE.svg]

FOLDER holds ``changelog.tar.xz``; without it the words are drawn. What is asked and measured stands in the package's
docstring. Peers are asked at the first size, and at the second what they can be expected to finish.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.engine import report  # noqa: E402
from benchmarks.engine.corpus import talks, written  # noqa: E402
from benchmarks.engine.peers import PEERS  # noqa: E402
from benchmarks.engine.plot import plot  # noqa: E402

GROWTH = 10  # how much longer a peer is expected to take at the second size


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--peers", type=Path, help="the Python of an environment with what peers.txt lists")
    options.add_argument("--millions", default="1,10,20", help="sizes in millions of words")
    options.add_argument("--limit", type=int, default=60, metavar="SECONDS", help="for a build or a question")
    options.add_argument("--plot", type=Path, help="write the growth as a picture")
    asked = options.parse_args()
    by_size = {}
    texts = talks(asked.folder)
    with tempfile.TemporaryDirectory() as folder:
        before = {}
        for number, millions in enumerate(sorted(map(float, asked.millions.split(",")))):
            ours, theirs = written(texts, int(millions * 1_000_000), Path(folder))
            turns = json.loads(theirs.read_text(encoding="utf-8"))["turns"]
            megabytes = sum(len(said.encode()) for _, said in turns) / 1e6
            del turns
            measured = {report.OURS: by_worker(sys.executable, "ours", ours, asked.limit)}
            by_size[millions] = measured[report.OURS]
            if asked.peers and number < 2:
                for peer in PEERS:
                    skip = _hopeless(before.get(peer, {}), asked.limit)
                    measured[peer] = by_worker(asked.peers, "peers", theirs, asked.limit, peer=peer, skip=skip)
            report.print_comparison(millions, megabytes, measured, asked.limit)
            report.print_targets(millions, megabytes, measured[report.OURS])
            before = measured
    report.print_growth(by_size)
    if asked.plot:
        plot(by_size, asked.plot)


def by_worker(python, module, corpus, limit, peer=None, skip=()):
    """What a process of its own measures: row → figures; a row it was not to start or did not finish has no time."""
    figures = {row: {"first": None} for row in skip}
    if "build" in skip:
        return figures
    command = [python, "-W", "ignore", "-m", f"benchmarks.engine.{module}", *([peer] if peer else []), corpus]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, str(limit), *skip], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    for line in done.stdout.splitlines():
        if line.startswith('{"row"'):
            told = json.loads(line)
            figures[told.pop("row")] = told
    if done.returncode not in {0, -signal.SIGALRM}:
        print(f"{peer or report.OURS} failed: what is missing was not measured", file=sys.stderr)
    if done.returncode == -signal.SIGALRM and "build" not in figures:
        figures["build"] = {"first": None}
    return figures


def _hopeless(before, limit):
    return [row for row, figure in before.items() if figure.get("first") is None or GROWTH * figure["first"] > limit]


if __name__ == "__main__":
    main()
