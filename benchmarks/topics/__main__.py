"""How right lexicon topics are: precision and recall over sentences and topics.

    python -m benchmarks.topics FOLDER [--half seen|unseen] [--errors]

FOLDER holds the transcripts that the golds name. ``--errors`` lists each miss of the seen half; of the other one only
when it is asked for by name. How sentences were drawn and labelled stands in the package's docstring.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.labelled import HALVES, labelled, listed, share  # noqa: E402
from onrecord.mentions import find_mentions  # noqa: E402
from onrecord.topics import find_topics, load_lexicon  # noqa: E402

GOLD = Path(__file__).parent / "gold"
PRECISION, RECALL = 0.90, 0.70  # the targets


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--half", choices=HALVES)
    options.add_argument("--errors", action="store_true")
    asked = options.parse_args()
    for half in [asked.half] if asked.half else HALVES:
        right, made_up, missed, errors = judged(asked.folder, GOLD / f"{half}.tsv")
        print_table(half, right, made_up, missed)
        if asked.errors and half in ("seen", asked.half):
            print("\n".join(errors))


def judged(folder, gold):
    """Counts by topic of what was found, made up and missed, and a line for each of the latter two."""
    lexicon = load_lexicon()
    right, made_up, missed, errors = Counter(), Counter(), Counter(), []
    for _, table, rows in labelled(folder, gold):
        topics = find_topics(table, lexicon, find_mentions(table))
        for row in rows:
            wanted, either = listed(row["topics"]), listed(row["either"])
            found = {topics.names[topic] for topic in topics.hit_topic[topics.hit_sentence == row["sentence"]]}
            right.update(wanted & found)
            made_up.update(found - wanted - either)
            missed.update(wanted - found)
            text = " ".join(table.text_of(row["sentence"]).split())
            for kind, names in (("made up", found - wanted - either), ("missed", wanted - found)):
                errors += [f"{kind:8} {name}: {text}{_because(table, topics, row, name)}" for name in sorted(names)]
    return right, made_up, missed, errors


def _because(table, topics, row, name):
    if name not in topics.names:
        return ""
    of = (topics.hit_sentence == row["sentence"]) & (topics.hit_topic == topics.names.index(name))
    text = table.transcripts[0].text
    words = [text[a:b] for a, b in zip(topics.hit_start[of], topics.hit_end[of], strict=True)]
    return f" [{', '.join(words)}]" if words else ""


def print_table(half, right, made_up, missed):
    print(f"\n### {half} half\n")
    print("| topic | labelled | precision | recall |\n|---|---|---|---|")
    for name in sorted({*right, *made_up, *missed}, key=lambda name: -(right[name] + missed[name])):
        print(_row(name, right[name], made_up[name], missed[name]))
    print(_row("**all**", right.total(), made_up.total(), missed.total(), PRECISION, RECALL))


def _row(name, right, made_up, missed, precision=None, recall=None):
    cells = (share(right, right + made_up, precision), share(right, right + missed, recall))
    return f"| {name} | {right + missed} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
