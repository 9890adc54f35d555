"""The benchmark of the engine still runs and prints its tables: a small one, without peers, of drawn words."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.engine.plot import plot
from benchmarks.engine.report import OURS, print_comparison, print_growth

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(sys.platform != "linux", reason="it reads memory from /proc")
def test_a_small_run_prints_its_tables():
    """A few thousand drawn words are built, asked about and held against the targets."""
    command = [sys.executable, "-m", "benchmarks.engine", "--millions", "0.003"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "| filter → top 50 | again |" in done.stdout
    assert "| n-grams of 2–5 words, top 50 | first |" in done.stdout
    assert "all kept, bytes a word" in done.stdout
    assert "| build | ≥ 12 MB/s |" in done.stdout


def test_growth_is_a_table_and_a_picture(tmp_path, capsys):
    """Ten times the words in ten times the time is growth of exponent 1; the picture has a point for each time."""
    figures = {size: {"build": {"first": size}, "filter": {"first": 0.1, "again": 0.002}} for size in (1.0, 10.0)}
    print_growth(figures)
    printed = capsys.readouterr().out
    assert "| build | 1,000.0 / 1,000.0 | 10,000.0 / 10,000.0 | 1.00 |" in printed
    assert "| filter → top 50 | 100.0 / 2.0 | 100.0 / 2.0 | 0.00 |" in printed
    plot(figures, tmp_path / "engine.svg")
    assert (tmp_path / "engine.svg").read_text(encoding="utf-8").count("<circle") == 4


def test_a_comparison_prints_how_many_times_longer_a_peer_takes(capsys):
    """A peer's cell holds its own time and its ratio to ours; no operation is a dash; a stop, the limit."""
    ours = {"build": {"first": 2.0, "peak": 10.0}, "filter": {"first": 0.01, "again": 0.002}, "keyness": {"first": 1.0}}
    peer = {"build": {"first": 5.0, "peak": 40.0}, "filter": {"first": 0.02, "again": 0.001}, "ngrams": {"first": None}}
    print_comparison(1, 10.0, {OURS: ours, "Peer": peer}, limit=60)
    rows = [line for line in capsys.readouterr().out.splitlines() if line]
    assert "| build |  | 2,000.0 | 5,000.0 (2.5×) |" in rows
    assert "| filter → top 50 | again | 2.0 | 1.0 (0.5×) |" in rows
    assert "| keyness, selection against rest | first | 1,000.0 | – |" in rows
    assert "| n-grams of 2–5 words, top 50 | first | – | > 60 s |" in rows
    assert "| build | MB/s | 5.0 | 2.0 |" in rows
    assert rows[-1] == "Behind Peer on: filter → top 50 (again)."
