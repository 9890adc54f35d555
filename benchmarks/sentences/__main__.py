"""How right sentences are cut, beside what a user would take instead.

    python -m benchmarks.sentences FOLDER [--peers PYTHON] [--errors]

FOLDER holds the transcripts that ``gold.tsv`` names. How they were drawn and labelled stands in the package's
docstring.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.sentences.passages import passages  # noqa: E402
from benchmarks.sentences.splitters import by_onrecord, by_peers  # noqa: E402


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--peers", type=Path, help="the Python of an environment with what peers.txt lists")
    options.add_argument("--errors", action="store_true", help="each boundary that On Record misses or makes up")
    asked = options.parse_args()
    labelled, whole = passages(asked.folder)
    found = {"On Record": by_onrecord(labelled)}
    if asked.peers:
        found |= by_peers(asked.peers, labelled, whole)
    judged = {name: [_judged(*pair) for pair in zip(labelled, ends, strict=True)] for name, ends in found.items()}
    _print_tables(labelled, judged)
    if asked.errors:
        _print_errors(labelled, judged["On Record"])


def _judged(passage, ends):
    """(found, made up, missed): offsets in one passage."""
    kept = {len(passage.text[:end].rstrip()) for end in ends} - {0, len(passage.text)} - passage.either
    return passage.ends & kept, kept - passage.ends, passage.ends - kept


def _print_tables(labelled, judged):
    rows = {"all but invented": [passage.stratum != "invented" for passage in labelled]}
    for stratum in dict.fromkeys(passage.stratum for passage in labelled):
        languages = dict.fromkeys(passage.language for passage in labelled if passage.stratum == stratum)
        rows[f"{stratum}"] = [passage.stratum == stratum for passage in labelled]
        for language in languages:
            rows[f"{stratum}, {language}"] = [(p.stratum, p.language) == (stratum, language) for p in labelled]
    rows["all"] = [True] * len(labelled)
    print("| P / R / F1 | boundaries | " + " | ".join(judged) + " |")
    print("|---|---" + "|---" * len(judged) + "|")
    for title, inside in rows.items():
        boundaries = sum(len(passage.ends) for passage, asked in zip(labelled, inside, strict=True) if asked)
        scores = (_score([each for each, asked in zip(all_, inside, strict=True) if asked]) for all_ in judged.values())
        print(f"| {title} | {boundaries} | " + " | ".join(scores) + " |")


def _score(judgements):
    """ "P / R / **F1**" over some passages; a dash where nothing was there to find or nothing was found."""
    found, made_up, missed = (sum(len(each[part]) for each in judgements) for part in range(3))
    precision = f"{found / (found + made_up):.3f}" if found + made_up else "–"
    recall = f"{found / (found + missed):.3f}" if found + missed else "–"
    both = 2 * found + made_up + missed
    return f"{precision} / {recall} / **{2 * found / both:.3f}**" if both else "–"


def _print_errors(labelled, judgements):
    for passage, (_, made_up, missed) in zip(labelled, judgements, strict=True):
        for kind, offsets in (("made up", made_up), ("missed", missed)):
            for at in sorted(offsets):
                around = f"{passage.text[max(0, at - 40) : at]}¶{passage.text[at : at + 40]}"
                print(f"{kind:8} {passage.language} {passage.stratum:8} {around}")


if __name__ == "__main__":
    main()
