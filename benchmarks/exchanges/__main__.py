"""How right questions are paired with answers.

    python -m benchmarks.exchanges FOLDER [--half seen|unseen] [--errors]

FOLDER holds the transcripts that the golds name. Precision: of the labelled questions that On Record pairs with a turn,
those it pairs with a right one. Recall: of those that have an answer for certain, those it pairs with a right turn.
Beside it: questions that have no answer, or are put to nobody, and are left without. ``--errors`` lists each miss of
the seen half; of the other one only when it is asked for by name. How stretches were drawn and labelled stands in the
package's docstring.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.labelled import HALVES, labelled, listed, share  # noqa: E402
from onrecord.exchanges import find_exchanges  # noqa: E402

GOLD = Path(__file__).parent / "gold"
TARGET = 0.95
NO_TURN = {"none", "unanswered"}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--half", choices=HALVES)
    options.add_argument("--errors", action="store_true")
    asked = options.parse_args()
    print("| half | questions | precision | recall | left without an answer |\n|---|---|---|---|---|")
    errors = {}
    for half in [asked.half] if asked.half else HALVES:
        counts, errors[half] = judged(asked.folder, GOLD / f"{half}.tsv")
        cells = (
            share(counts["right"], counts["paired"], TARGET),
            share(counts["found"], counts["certain"], TARGET),
            share(counts["left"], counts["without"]),
        )
        print(f"| {half} | {counts['questions']} | {' | '.join(cells)} |")
    for half, lines in errors.items():
        if asked.errors and half in ("seen", asked.half):
            print("\n".join(["", *lines]))


def judged(folder, gold):
    """Counts of what was asked, paired and right, and a line for each miss."""
    counts, errors = Counter(), []
    for name, table, rows in labelled(folder, gold):
        found = find_exchanges(table)
        for row in rows:
            wanted, ours = listed(row["answers"]), paired_with(found, table, row["sentence"])
            certain, without, right = not wanted & NO_TURN, wanted <= NO_TURN, ours in wanted
            counts["questions"] += 1
            counts["paired"] += ours not in NO_TURN
            counts["right"] += ours not in NO_TURN and right
            counts["certain"] += certain
            counts["found"] += certain and right
            counts["without"] += without
            counts["left"] += without and ours in NO_TURN
            if not right and not (without and ours in NO_TURN):
                text = " ".join(table.text_of(row["sentence"]).split())
                line = f"{name.rsplit('/')[-1][:30]} at {row['start']}: {row['asker']}: {text}"
                errors.append(f"{line} -> {_at(table, ours)}, not {', '.join(_at(table, each) for each in wanted)}")
    return counts, errors


def paired_with(found, table, question):
    """Where the turn begins that a question is paired with; "unanswered", or "none" where it is in no exchange."""
    holds = (found.question_first <= question) & (question <= found.question_last)
    holds &= found.asker == table.sentence_speaker[question]
    if not found.asks[question] or not holds.any():
        return "none"
    turn = int(found.answer_first_turn[np.flatnonzero(holds)[0]])
    return "unanswered" if turn < 0 else str(table.turn_start[turn])


def _at(table, answer):
    if answer in NO_TURN:
        return answer
    turn = int(np.searchsorted(table.turn_start, int(answer)))
    return f"turn {turn} ({table.speakers[table.turn_speaker[turn]].name})"


if __name__ == "__main__":
    main()
