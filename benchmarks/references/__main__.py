"""How right mentions are found, beside what a user would take instead, and how fast everything of this kind is.

    python -m benchmarks.references FOLDER [--half seen|unseen|both] [--errors] [--peers PYTHON]
    python -m benchmarks.references --speed [FOLDER --large]

FOLDER holds the transcripts that the gold names. How they were labelled stands in the package's docstring, what counts
as right in ``score.py``. The peers: the speakers' surnames, matched with their capitals; and, with ``--peers``, spaCy's
entity ruler on a blank pipeline with our own countries and organisations and the speakers' names. ``--errors`` prints
what On Record makes up, takes for another and misses; of the unseen half only when that half alone is asked for.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.references.found import by_onrecord, by_rules, by_surname  # noqa: E402
from benchmarks.references.gold import HALVES, labelled  # noqa: E402
from benchmarks.references.score import GROUPS, PARTS, TARGETS, Judged, judged, ratio  # noqa: E402


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--half", choices=(*HALVES, "both"), default="both")
    options.add_argument("--errors", action="store_true", help="of the seen half, unless --half unseen is given")
    options.add_argument("--peers", type=Path, help="the Python of an environment with what peers.txt lists")
    options.add_argument("--speed", action="store_true", help="the time of every finder instead")
    options.add_argument("--large", action="store_true", help="with --speed: on 10 million words of FOLDER too")
    asked = options.parse_args()
    if asked.speed:
        from benchmarks.references.speed import print_times

        print_times(asked.folder if asked.large else None)
        return
    if asked.folder is None:
        options.error("a FOLDER is needed")
    for half in HALVES if asked.half == "both" else (asked.half,):
        _report(asked, half)


def _report(asked, half):
    passages = labelled(asked.folder, half)
    found = {"On Record": [by_onrecord(each) for each in passages], "surnames": [by_surname(each) for each in passages]}
    if asked.peers:
        found["spaCy's ruler"] = by_rules(asked.peers, passages)
    results = {
        name: [judged(p.mentions, hits, p.transcript.text) for p, hits in zip(passages, all_hits, strict=True)]
        for name, all_hits in found.items()
    }
    words = sum(len(p.transcript.text[a:b].split()) for p in passages for a, b in p.pieces)
    print(f"\n## {half}: {len(passages)} passages, {words:,} words\n")
    _print_groups(results)
    print()
    _print_parts(passages, results["On Record"])
    if asked.errors and (half == "seen" or asked.half == "unseen"):
        _print_errors(passages, results["On Record"])


def _print_groups(results):
    sums = {name: _sum(all_judged) for name, all_judged in results.items()}
    ours, *peers = sums
    print("| | labelled | found | precision | recall | target | | " + " | ".join(f"{p}: P, R" for p in peers) + " |")
    print("|---" * (7 + len(peers)) + "|")
    for group in GROUPS:
        mine = sums[ours]
        if not mine.found[group] + mine.missed[group] + mine.wrong[group]:
            continue
        target = TARGETS.get(group)
        row = [
            group,
            str(mine.found[group] + mine.missed[group]),
            str(mine.right[group] + mine.wrong[group]),
            ratio(mine.right[group], mine.wrong[group]),
            ratio(mine.found[group], mine.missed[group]),
            f"≥ {target[0]:.2f}, ≥ {target[1]:.2f}" if target else "",
            ("met" if _is_met(mine, group, target) else "**missed**") if target else "",
            *(_short(sums[peer], group) for peer in peers),
        ]
        print(f"| {' | '.join(row)} |")


def _print_parts(passages, results):
    """All kinds together but for figures' nouns, by genre and by language."""
    print("| On Record, all kinds | labelled | precision | recall |\n|---|---|---|---|")
    for name in ("genre", "language"):
        parts = dict.fromkeys(getattr(each.passage, name) for each in passages)
        for part in parts:
            total = _sum([j for p, j in zip(passages, results, strict=True) if getattr(p.passage, name) == part])
            right, wrong, found, missed = (
                sum(count for group, count in getattr(total, which).items() if group not in PARTS)
                for which in ("right", "wrong", "found", "missed")
            )
            print(f"| {part} | {found + missed} | {ratio(right, wrong)} | {ratio(found, missed)} |")


def _print_errors(passages, results):
    for passage, result in zip(passages, results, strict=True):
        text = passage.transcript.text
        print(f"\n{passage.passage.number} {passage.passage.file}")
        for what, group, mention, hit in sorted(result.errors, key=lambda error: (error[2] or error[3]).start):
            place = hit or mention
            before, said, after = (
                " ".join(part.split())
                for part in (text[place.start - 40 : place.start], text[place.start : place.end],
                             text[place.end : place.end + 30])
            )  # fmt: skip
            labels = "; ".join(mention.names) or f"{mention.value} {mention.units} {mention.counted}" if mention else ""
            answer = f"{hit.kind}: {hit.names[0] if hit.names else (hit.value, hit.unit, hit.counted)}" if hit else ""
            print(f"  {what:12} {group:26} …{before} ⟦{said}⟧ {after}…  labelled: {labels}  found: {answer}")


def _sum(all_judged):
    total = Judged()
    for each in all_judged:
        total.add(each)
    return total


def _is_met(total, group, target):
    right, wrong, found, missed = (getattr(total, w)[group] for w in ("right", "wrong", "found", "missed"))
    precise = right + wrong > 0 and right / (right + wrong) >= target[0]
    return precise and found + missed > 0 and found / (found + missed) >= target[1]


def _short(total, group):
    right, wrong, found, missed = (getattr(total, w)[group] for w in ("right", "wrong", "found", "missed"))
    precision = f"{right / (right + wrong):.3f}" if right + wrong else "–"
    return f"{precision}, {found / (found + missed):.3f}" if found + missed else f"{precision}, –"


if __name__ == "__main__":
    main()
