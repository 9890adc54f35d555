"""The measures, as counts that add up over files. The rules stand in the package's docstring."""

import warnings
from bisect import bisect_right
from collections import Counter
from itertools import groupby
from typing import NamedTuple

import numpy as np
from nltk.metrics.segmentation import pk
from scipy.optimize import linear_sum_assignment

from benchmarks.accuracy.gold import NOBODY, UNKNOWN, WORD

NEAR = 2
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Lower edges of the bins of confidence; the last holds certainty only."""


class Disagreement(NamedTuple):
    """One difference, for whoever mends the parser."""

    what: str
    offset: int
    gold: str
    found: str


class Measured(NamedTuple):
    counts: Counter
    disagreements: list[Disagreement]


def measured(gold, found):
    """Counts by (measure, part), and the differences in order of offset."""
    counts = Counter()
    spots = np.array([word.start() for word in WORD.finditer(gold.text)], dtype=np.int64)
    people = {name: at for at, name in enumerate(dict.fromkeys(
        [turn.speaker for turn in gold.turns] + [speaker for *_, speaker in gold.speech]))}  # fmt: skip
    names = {name: at for at, name in enumerate(dict.fromkeys(
        [turn.speaker for turn in found.turns] + [name for *_, name in found.pieces if name]))}  # fmt: skip
    wanted, got = gold.owners(people), _owners(gold.text, found, names)
    pairs = best_pairs(wanted[spots], got[spots], len(people), len(names))
    differences = []
    _count_words(counts, gold, wanted[spots], got[spots], pairs)
    differences += _word_runs(spots, wanted, got, pairs, list(people), list(names))
    _count_kinds(counts, gold, found, wanted)
    differences += _count_turns(counts, gold, found, pairs, people, names)
    if gold.is_whole and gold.turns and len(spots):
        counts["pk", "error"] = segmentation_error(gold, found, spots) * len(spots)
        counts["pk", "all"] = len(spots)
    if found.refusal:
        differences = [Disagreement("refused", 0, "", found.refusal)]
    return Measured(counts, sorted(differences, key=lambda d: d.offset))


def _owners(text, found, names):
    owner = np.full(len(text), NOBODY, dtype=np.int32)
    for start, end, group, name in found.pieces:
        if group == "speech":
            owner[start:end] = names.get(name, len(names))
    return owner


def best_pairs(wanted, got, people, names):
    """Gold speaker -> found speaker, one to one, so that most words agree."""
    if not people or not names:
        return {}
    shared = np.zeros((people, names), dtype=np.int64)
    both = (wanted >= 0) & (got >= 0) & (got < names)
    np.add.at(shared, (wanted[both], got[both]), 1)
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if shared[row, column]}


def _count_words(counts, gold, wanted, got, pairs):
    best = np.array([pairs.get(at, UNKNOWN) for at in range(int(wanted.max(initial=-1)) + 1)] or [UNKNOWN])
    said = wanted >= 0
    counts["words", "right"] = int((got[said] == best[wanted[said]]).sum())
    counts["words", "all"] = int(said.sum())
    counts["eaten", "hit"] = int((got[said] == NOBODY).sum())
    unsaid = wanted == NOBODY
    counts["leaked", "hit"] = int((got[unsaid] != NOBODY).sum())
    counts["leaked", "all"] = int(unsaid.sum())
    counts["unplaced", "words"] = gold.unplaced


def _word_runs(spots, wanted, got, pairs, people, names):
    """Runs of words with the same wrong owner."""
    differences = []
    rows = ((int(at), int(wanted[at]), int(got[at])) for at in spots)
    for (want, have), run in groupby(rows, key=lambda row: row[1:]):
        if want == UNKNOWN or (want == NOBODY and have == NOBODY) or (want >= 0 and pairs.get(want) == have):
            continue
        places = [at for at, *_ in run]
        what = "leaked" if want == NOBODY else "eaten" if have == NOBODY else "wrong speaker"
        who = "nobody" if want == NOBODY else people[want]
        whose = "nobody" if have == NOBODY else names[have] if have < len(names) else "no speaker"
        differences.append(Disagreement(f"{what}, {len(places)} words", places[0], who, whose))
    return differences


def _count_kinds(counts, gold, found, wanted):
    kinds = {kind for *_, kind in gold.unsaid}
    if not kinds or not gold.is_whole:
        return
    known = np.zeros(len(gold.text), dtype=bool)
    for word in WORD.finditer(gold.text):
        known[word.start() : word.end()] = True
    known &= wanted != UNKNOWN
    marked = {kind: np.zeros(len(gold.text), dtype=bool) for kind in ("stage", "printed", "label")}
    for start, end, group, _name in found.pieces:
        if group in marked:
            marked[group][start:end] = True
    marked["any"] = marked["stage"] | marked["printed"] | marked["label"]
    for kind in kinds:
        true = np.zeros(len(gold.text), dtype=bool)
        for start, end, of in gold.unsaid:
            true[start:end] |= of == kind
        counts[kind, "hit"] = int((true & marked[kind] & known).sum())
        counts[kind, "gold"] = int((true & known).sum())
        counts[kind, "found"] = int((marked[kind] & known).sum())


def _count_turns(counts, gold, found, pairs, people, names):
    turns = found.turns
    if not gold.is_whole:
        known = {pairs[at] for at in people.values() if at in pairs}
        turns = [turn for turn in turns if names[turn.speaker] in known]
    if not gold.turns and not gold.is_whole:
        return []
    rank = np.concatenate([[0], np.cumsum([not c.isspace() for c in gold.text])])
    hits = matched([int(rank[t.start]) for t in gold.turns], [int(rank[t.start]) for t in turns])
    _add(counts, "boundary", len(hits), len(gold.turns), len(turns))
    golds, founds = changes(gold.turns), changes(turns)
    merged = matched([int(rank[t.start]) for t in golds], [int(rank[t.start]) for t in founds])
    _add(counts, "merged", len(merged), len(golds), len(founds))
    same = [(g, f) for g, f in hits if gold.turns[g].label == turns[f].label and gold.turns[g].start == turns[f].start]
    _add(counts, "label", len(same), len(gold.turns), len(turns))
    of_found = {f: g for g, f in hits}
    if gold.is_whole:
        for at, turn in enumerate(turns):
            right = at in of_found and pairs.get(people[gold.turns[of_found[at]].speaker]) == names[turn.speaker]
            place = bisect_right(BINS, turn.confidence) - 1
            counts[f"bin {place}", "all"] += 1
            counts[f"bin {place}", "right"] += right
            counts[f"bin {place}", "confidence"] += turn.confidence
    return _turn_differences(gold.turns, turns, hits, set(same))


def _turn_differences(golds, turns, hits, same):
    of_gold, of_found = dict(hits), {f: g for g, f in hits}
    return [
        *(Disagreement("missed turn", t.start, t.label, "") for at, t in enumerate(golds) if at not in of_gold),
        *(Disagreement("false turn", t.start, "", t.label) for at, t in enumerate(turns) if at not in of_found),
        *(Disagreement("label", golds[g].start, golds[g].label, turns[f].label) for g, f in hits if (g, f) not in same),
    ]


def matched(golds, founds, near=NEAR):
    """Pairs of indices of two ascending lists of positions, one to one, at most ``near`` apart; as many as possible."""
    pairs, g, f = [], 0, 0
    while g < len(golds) and f < len(founds):
        if abs(golds[g] - founds[f]) <= near:
            pairs.append((g, f))
            g, f = g + 1, f + 1
        elif golds[g] < founds[f]:
            g += 1
        else:
            f += 1
    return pairs


def changes(turns):
    """The turns whose speaker is not that of the turn before."""
    return [turn for at, turn in enumerate(turns) if at == 0 or turns[at - 1].speaker != turn.speaker]


def segmentation_error(gold, found, spots):
    """P_k over words: how often two words half a turn apart are wrongly told to be of one turn or of two."""
    strings = []
    for turns in (gold.turns, found.turns):
        bits = np.zeros(len(spots), dtype="S1")
        bits[:] = b"0"
        bits[[at for at in np.searchsorted(spots, [turn.start for turn in turns]) if at < len(spots)]] = b"1"
        strings.append(bits.tobytes().decode())
    k = max(1, round(len(spots) / max(1, len(gold.turns)) / 2))
    if k >= len(spots):
        return float(strings[0] != strings[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(pk(*strings, k=k))


def _add(counts, measure, hit, gold, found):
    counts[measure, "hit"] += hit
    counts[measure, "gold"] += gold
    counts[measure, "found"] += found


def f1(counts, measure):
    """F1 of a measure with hits; None where neither gold nor found has any."""
    total = counts[measure, "gold"] + counts[measure, "found"]
    return 2 * counts[measure, "hit"] / total if total else None


def share(counts, measure, part="hit", of=None):
    """Part of all; None of nothing."""
    whole = counts[of or measure, "all"]
    return counts[measure, part] / whole if whole else None


def calibration_error(counts):
    """Expected calibration error: mean distance of confidence from the share right, weighted by turns."""
    bins = [f"bin {at}" for at in range(len(BINS))]
    total = sum(counts[name, "all"] for name in bins)
    return sum(abs(counts[name, "right"] - counts[name, "confidence"]) for name in bins) / total if total else None
