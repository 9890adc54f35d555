"""The tables: by genre, in total, the worst file, and the first disagreements of each."""

from collections import Counter, defaultdict

from benchmarks.accuracy.metrics import BINS, calibration_error, f1, share

_COLUMNS = ("boundary", "merged", "label", "words", "eaten", "leaked", "stage", "printed", "any", "P_k")
_HIDES_NEWLINES = str.maketrans("\n\r\t", "⏎ →")


def row(counts):
    """The value of every column, None where nothing was to be found."""
    return {
        "boundary": f1(counts, "boundary"),
        "merged": f1(counts, "merged"),
        "label": f1(counts, "label"),
        "words": share(counts, "words", "right"),
        "eaten": share(counts, "eaten", of="words"),
        "leaked": share(counts, "leaked"),
        "stage": f1(counts, "stage"),
        "printed": f1(counts, "printed"),
        "any": f1(counts, "any"),
        "P_k": share(counts, "pk", "error"),
    }


def total(results):
    """The sum of counts."""
    added = Counter()
    for _gold, one in results:
        added.update(one.counts)
    return added


def print_group(title, results, key, others):
    """One table: ours by ``key`` of a gold, in total, macro and worst, and the others in total."""
    if not results:
        return
    groups = defaultdict(list)
    for gold, one in results:
        groups[key(gold)].append((gold, one))
    print(f"{title:34s} {'texts':>5s} {'turns':>6s} " + " ".join(f"{name:>8s}" for name in _COLUMNS))
    for name, members in sorted(groups.items()):
        _print_row(name, members)
    _print_row("On Record, micro", results)
    rows = [row(total(members)) for members in groups.values()]
    means = {column: _mean([one[column] for one in rows]) for column in _COLUMNS}
    print(f"{'On Record, macro over the rows':34s} {'':5s} {'':6s} " + " ".join(_cell(means[c]) for c in _COLUMNS))
    scored = [(f1(one.counts, "boundary"), gold) for gold, one in results if gold.turns]
    if scored:
        value, gold = min(scored, key=lambda pair: pair[0])
        print(f"  worst boundary F1 {value:.3f}: {gold.genre}/{gold.name};"
              f" {sum(v == 1 for v, _ in scored)} of {len(scored)} texts wholly right")  # fmt: skip
    doubtful = sum(one.counts["doubtful", "all"] for _gold, one in results)
    unplaced = sum(gold.unplaced for gold, _one in results)
    refused = sum(one.counts["refused", "all"] for _gold, one in results)
    print(
        f"  asked about though a transcript: {doubtful} of {len(results)}; refused: {refused};"
        f" gold words not in the text: {unplaced}"
    )
    for name, theirs in others.items():
        _print_row(name, theirs)
    print()


def _print_row(name, results):
    values = row(added := total(results))
    print(f"{name[:34]:34s} {len(results):5d} {added['boundary', 'gold']:6d} "
          + " ".join(_cell(values[column]) for column in _COLUMNS))  # fmt: skip


def _cell(value):
    return f"{value:8.4f}" if value is not None else f"{'–':>8s}"


def _mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def print_calibration(results):
    counts = total(results)
    print("confidence of turns        turns    right  mean confidence")
    for at, low in enumerate(BINS):
        n = counts[f"bin {at}", "all"]
        if n:
            high = f"– {BINS[at + 1]:4.2f}" if at + 1 < len(BINS) else "      "
            right, mean = counts[f"bin {at}", "right"] / n, counts[f"bin {at}", "confidence"] / n
            print(f"  {low:4.2f} {high:18s} {n:6d} {right:8.4f} {mean:8.4f}")
    error = calibration_error(counts)
    if error is not None:
        print(f"  expected calibration error {error:.4f}\n")


def print_aliases(pairs, *, verbose):
    precision = pairs.both / pairs.found if pairs.found else 1.0
    print(f"aliases, pairs of labels: precision {precision:.4f} ({len(pairs.false_merges)} false merges),"
          f" recall {pairs.both / pairs.gold:.4f} of {pairs.gold}")  # fmt: skip
    for what, rows in (("false merge", pairs.false_merges), ("missed", pairs.missed)):
        for event, one, other in rows if verbose else ():
            print(f"    {what}: {event} {one!r} / {other!r}")
    print()


def print_others(results, readers, *, verbose):
    """Texts that are no transcripts: silently taken, asked about, or left as one speaker's (refused).

    ``results``: reader -> list of (gold, outcome).
    """
    print(f"{'no transcripts':34s} {'texts':>5s} {'taken':>8s} {'asked':>8s} {'refused':>8s}")
    for name in readers:
        outcomes = Counter(outcome for _gold, outcome in results[name])
        n = sum(outcomes.values())
        if n:
            shares = (outcomes[outcome] / n for outcome in ("taken", "asked", "refused"))
            print(f"{name:34s} {n:5d} " + " ".join(f"{value:8.4f}" for value in shares))
    for gold, outcome in results[readers[0]] if verbose else ():
        if outcome != "refused":
            print(f"    {outcome}: {gold.genre}/{gold.name}")
    print()


def print_disagreements(results, most):
    """The first ``most`` differences of each text, with the text around them."""
    for gold, one in results:
        if not one.disagreements:
            continue
        print(f"--- {gold.genre}/{gold.name}: {len(one.disagreements)} differences, boundary F1 "
              f"{f1(one.counts, 'boundary') or 0:.3f}")  # fmt: skip
        for d in one.disagreements[:most]:
            around = gold.text[max(0, d.offset - 40) : d.offset] + "▸" + gold.text[d.offset : d.offset + 70]
            print(f"    {d.what} at {d.offset}: gold {d.gold!r}, found {d.found!r}"
                  f"\n        {around.translate(_HIDES_NEWLINES)}")  # fmt: skip
    print()


_MEASURES = ("boundary", "merged", "words", "extra")


def print_structured(results):
    """Files whose text is not their bytes, one a row: ours, and below it the readers that take such a file."""
    if not results:
        return
    print(f"{'files whose text is not their bytes':34s} {'turns':>6s} {'words':>7s} " + _heads(_MEASURES))
    groups, everything = defaultdict(Counter), Counter()
    for gold, by_reader in results:
        for name, counts in by_reader.items():
            title = f"{gold.genre}: {gold.path.name}" if name == "On Record" else f"    {name}"
            if isinstance(counts, str):
                print(f"{title[:34]:34s} {'':14s} {counts}")
                counts = Counter()  # noqa: PLW2901 a refusal finds nothing
                counts["words", "all"] = sum(len(turn.words) for turn in gold.turns)
                counts["boundary", "gold"] = counts["merged", "gold"] = len(gold.turns)
            else:
                n_words = counts["words", "all"]
                print(f"{title[:34]:34s} {counts['merged', 'gold']:6d} {n_words:7d} " + _values(counts))
            if name == "On Record":
                groups[gold.genre].update(counts)
                everything.update(counts)
    print(
        f"{'On Record, micro':34s} {everything['merged', 'gold']:6d} {everything['words', 'all']:7d} "
        + _values(everything)
    )
    rows = [_scores(counts) for counts in groups.values()]
    means = " ".join(_cell(_mean([row[measure] for row in rows])) for measure in _MEASURES)
    print(f"{'On Record, macro over formats':34s} {'':14s} {means}\n")


def _heads(names):
    return " ".join(f"{name:>8s}" for name in names)


def _scores(counts):
    return {
        "boundary": f1(counts, "boundary"),
        "merged": f1(counts, "merged"),
        "words": share(counts, "words", "right"),
        "extra": share(counts, "extra"),
    }


def _values(counts):
    scores = _scores(counts)
    return " ".join(_cell(scores[measure]) for measure in _MEASURES)
