"""The transcripts that a gold names, read by On Record, and what was labelled in them.

A gold is a table of places, never of words: ``file`` below a folder of transcripts, its ``sha256``, and ``start`` and
``end``, characters of the transcript's text. What is of a file that changed is left out, and said.
"""

import csv
import hashlib
import sys
from itertools import groupby

import numpy as np

import onrecord
from onrecord.intervals import wilson
from onrecord.table import from_transcripts

HALVES = ("seen", "unseen")


def labelled(folder, gold):
    """(file, table, rows) for each file of the table ``gold`` that is in ``folder`` unchanged.

    Each row is the gold's with ``sentence``: which sentence of the table holds most of the characters it names.
    """
    with gold.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name, of_file in groupby(rows, key=lambda row: row["file"]):
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        here = list(of_file)
        if hashlib.sha256(content).hexdigest() != here[0]["sha256"]:
            print(f"left out, not the file that was labelled: {name}", file=sys.stderr)
            continue
        table = from_transcripts([onrecord.read(content, name=path.name)])
        yield name, table, [{**row, "sentence": _sentence(table, int(row["start"]), int(row["end"]))} for row in here]


def _sentence(table, start, end):
    shared = np.minimum(table.sentence_end, end) - np.maximum(table.sentence_start, start)
    return int(np.argmax(shared))


def listed(cell):
    """The values of a cell: names, or numbers, with a semicolon between."""
    return {value.strip() for value in cell.split(";") if value.strip()}


def share(count, total, target=None):
    """ "0.912 (83/91; 0.84–0.95)": with its 95 % interval, and whether it reaches the target."""
    if not total:
        return "–"
    low, high = (float(end) for end in wilson(count, total))
    verdict = "" if target is None else f", {'met' if count / total >= target else '**missed**'} ({target:.2f})"
    return f"{count / total:.3f} ({count}/{total}; {low:.2f}–{high:.2f}){verdict}"
