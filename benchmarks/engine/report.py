"""The tables of what was measured."""

from math import log

ROWS = {
    "build": "build",
    "filter": "filter → top 50",
    "keyness": "keyness, selection against rest",
    "collocations": "collocations of the selection, 5 words apart",
    "concordance": 'concordance of "people", 100 lines',
    "commonest": "concordance of the commonest word",
    "cooccurrence": 'co-occurrence with "people"',
    "ngrams": "n-grams of 2–5 words, top 50",
}
OURS = "On Record"
TARGETS_MS = {"filter": 50, "keyness": 60, "concordance": 20, "commonest": 20, "ngrams": 1000}
MB_PER_S, BYTES_A_TOKEN = 12, 60
LEAST_SHOWN = 0.5  # bytes a word


def print_comparison(millions, megabytes, measured, limit):
    """One table: a row for each question, first call and again, a column for each reader with its ratio to ours.

    ``measured`` maps readers to rows to figures; a figure of None was stopped at the limit.
    """
    ours = measured[OURS]
    print(f"\n{millions:g} million words, {megabytes:.1f} MB of speech; ms; in brackets how many times ours\n")
    print("| | | " + " | ".join(measured) + " |")
    print("|---|---" + "|---:" * len(measured) + "|")
    for row, title in ROWS.items():
        calls = ("first",) if row == "build" else ("first", "again")
        for call in calls:
            cells = [_cell(figures.get(row), call, ours.get(row), limit) for figures in measured.values()]
            if set(cells) != {"–"}:
                print(f"| {title} | {'' if row == 'build' else call} | " + " | ".join(cells) + " |")
    speeds = (figures.get("build", {}).get("first") for figures in measured.values())
    print("| build | MB/s | " + " | ".join(f"{megabytes / s:.1f}" if s else "–" for s in speeds) + " |")
    peaks = [figures.get("build", {}).get("peak") for figures in measured.values()]
    print("| peak of the build | MB | " + " | ".join(_beside(peak, peaks[0], "{:,.0f}") for peak in peaks) + " |")
    held = ours.get("memory")
    if held:
        print(f"| all kept, bytes a word | | {_a_token(held):.0f}" + " | –" * (len(measured) - 1) + " |")
    for reader in list(measured)[1:]:
        behind = _not_ahead(ours, measured[reader])
        print(f"\nBehind {reader} on: {', '.join(behind)}." if behind else f"\nAhead of {reader} on every row it has.")


def print_targets(millions, megabytes, ours):
    """Whether the engine keeps what it promises."""
    print(f"\nTargets at {millions:g} million words\n\n| | target | measured | |\n|---|---|---|---|")
    for row, most in TARGETS_MS.items():
        if row in ours:
            call = "first" if row == "ngrams" else "again"
            taken = ours[row][call]
            measured = "> limit" if taken is None else f"{1000 * taken:.1f} ms"
            met = _met(taken is not None and 1000 * taken <= most)
            print(f"| {ROWS[row]}, {call} | ≤ {most} ms | {measured} | {met} |")
    speed = megabytes / ours["build"]["first"]
    print(f"| build | ≥ {MB_PER_S} MB/s | {speed:.1f} MB/s | {_met(speed >= MB_PER_S)} |")
    if "memory" in ours:
        each = _a_token(ours["memory"])
        print(f"| memory, all kept | ≤ {BYTES_A_TOKEN} B a word | {each:.0f} B | {_met(each <= BYTES_A_TOKEN)} |")
        print(f"\nOf it, in bytes a word: {_parts(ours['memory']['facts'])}.")


def print_growth(by_size):
    """How each row grows with the text: times, and the exponent between the smallest and the largest (1: linear)."""
    sizes = sorted(by_size)
    if len(sizes) < 2:
        return
    print("\n| ms, first / again | " + " | ".join(f"{size:g}M words" for size in sizes) + " | exponent |")
    print("|---" * (len(sizes) + 2) + "|")
    for row, title in ROWS.items():
        figures = [by_size[size].get(row) for size in sizes]
        if all(figure and figure["first"] for figure in figures):
            cells = [f"{1000 * f['first']:,.1f} / {1000 * f.get('again', f['first']):,.1f}" for f in figures]
            last, begin = (f.get("again", f["first"]) for f in (figures[-1], figures[0]))
            exponent = log(last / begin) / log(sizes[-1] / sizes[0])
            print(f"| {title} | " + " | ".join(cells) + f" | {exponent:.2f} |")
    held = [by_size[size].get("memory") for size in sizes]
    if all(held):
        cells = (f"{each['held']:,.0f} MB, {_a_token(each):.0f} B a word" for each in held)
        print("| all kept | " + " | ".join(cells) + " | |")


def _cell(figure, call, ours, limit):
    if figure is None:
        return "–"
    taken = figure.get(call, figure.get("first"))
    if taken is None:
        return f"> {limit} s" if call == "first" else "–"
    return _beside(1000 * taken, 1000 * ours[call] if ours and ours.get(call) else None, "{:,.1f}")


def _beside(value, ours, form):
    if value is None:
        return "–"
    shown = form.format(value)
    return shown if not ours or value is ours or value == ours else f"{shown} ({value / ours:,.1f}×)"


def _not_ahead(ours, theirs):
    behind = []
    for row, figure in theirs.items():
        for call in ("first", "again"):
            mine, other = ours.get(row, {}).get(call), figure.get(call)
            if mine is not None and other is not None and mine >= other:
                behind.append(f"{ROWS[row]} ({call})")
    return behind


def _a_token(memory):
    return memory["held"] * 2**20 / max(memory["facts"]["tokens"], 1)


def _parts(facts):
    """What takes the memory, the largest first."""
    sizes = sorted(facts["parts_mb"].items(), key=lambda part: -part[1])
    each = [(name, size * 2**20 / max(facts["tokens"], 1)) for name, size in sizes]
    listed = [f"{name} {size:.1f}" for name, size in each if size >= LEAST_SHOWN]
    return ", ".join([*listed, f"all arrays {sum(size for _, size in each):.1f}"])


def _met(kept):
    return "met" if kept else "**missed**"
