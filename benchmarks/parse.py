"""How fast, how lean and how right the reading of transcripts is: a table of each.

    python benchmarks/parse.py FOLDER_OF_TRANSCRIPTS [--megabytes 60] [--no-speed]

Speed and memory: our own samples repeated to the size asked for, each measured in a process of its own (CPU seconds;
peak memory over the memory before, as a multiple of the file, with the allocator set as for the page's workers).
Losslessness: every text below the folder. Accuracy: the gold files in benchmarks/gold whose transcript is in the
folder; four measures and their mean:

  labels  F1 of the labels found, as printed or as resolved, whichever fits better
  turns   1 - |found - gold| / gold, on printed or merged turns
  share   overlap of turns per speaker
  edges   gold first and last words found at the edges of the same turns
"""

import argparse
import json
import multiprocessing
import os
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import onrecord
from onrecord.errors import ReadError
from onrecord.speech import speech_text
from onrecord.worker.child import ENVIRONMENT

ROOT = Path(__file__).resolve().parent
SAMPLES = ROOT.parent / "data" / "samples"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--megabytes", type=int, default=60)
    options.add_argument("--no-speed", action="store_true")
    asked = options.parse_args()
    if not asked.no_speed:
        print_speed(asked.megabytes)
    print_losslessness(asked.folder)
    print_accuracy(asked.folder)


def print_speed(megabytes):
    print(f"{'speed, our samples repeated':44s} {'MB':>6s} {'MB/s':>7s} {'memory':>8s} {'turns':>9s}")
    os.environ.update(ENVIRONMENT)  # the processes below start with it
    for path in sorted(SAMPLES.glob("*.txt")):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            size, seconds, memory, turns = pool.apply(measured, (str(path), megabytes))
        print(f"{path.name:44s} {size / 1e6:6.1f} {size / 1e6 / seconds:7.2f} {memory / size:6.1f} x {turns:9d}")
    print()


def measured(path, megabytes):
    """Size in bytes, CPU seconds, peak memory in bytes over what the process held before, turns."""
    sample = Path(path).read_bytes()
    onrecord.read(sample, name="warm-up")
    body = re.sub(rb"\A---\n.*?\n---\n", b"", sample, flags=re.DOTALL).decode()
    cut = onrecord.read(body.encode(), name="warm-up").turns[0].end
    first, rest = body[:cut].rstrip(), body[cut:]  # numbered, since what only repeats is read as a copy
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    n_copies = megabytes * 1_000_000 // len(body)
    data = "".join(f"{first} {number}.\n\n{rest}" for number in range(n_copies)).encode()
    start = time.process_time()
    transcript = onrecord.read(data, name="big")
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return len(data), seconds, (peak - before) * 1024, len(transcript.turns)


def print_losslessness(folder):
    print(f"{'lossless':76s} {'format':10s} {'encoding':13s}")
    lost = read = refused = 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            t = onrecord.read(path)
        except ReadError:
            refused += 1
            continue
        whole = "".join(t.text[s.start : s.end] for s in t.segments) == t.text
        whole = whole and all(one.end == other.start for one, other in pairwise(t.segments))
        read += 1
        lost += not whole
        print(
            f"{'yes' if whole else 'NO ':4s}{str(path.relative_to(folder))[-70:]:72s} {t.format:10s} {t.encoding:13s}"
        )
    print(f"{read} read, {lost} not lossless, {refused} refused by name\n")


def print_accuracy(folder):
    print(f"{'accuracy':30s} {'labels':>7s} {'turns':>7s} {'share':>7s} {'edges':>7s} {'mean':>7s}")
    means = []
    for path in sorted((ROOT / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = next((p for p in (folder / gold["file"], folder / Path(gold["file"]).name) if p.exists()), None)
        if file is None:
            print(f"{path.stem:30s} not in the folder")
            continue
        t = onrecord.read(file)
        row = scored(t, gold)
        means.append(row[-1])
        print(f"{path.stem:30s} " + " ".join(f"{value:7.3f}" for value in row))
    if means:
        print(f"{len(means)} transcripts: mean {sum(means) / len(means):.3f}, worst {min(means):.3f}")


def scored(transcript, gold):
    """Labels, turns, share, edges and their mean, by printed labels or by speakers, whichever fits better."""
    golds = [fold(name) for name in gold["speakers_in_order"]]
    texts = [fold(speech_text(transcript, at)) for at in range(len(transcript.turns))]
    printed = [fold(turn.label) for turn in transcript.turns]
    people = [fold(transcript.speakers[turn.speaker].name) for turn in transcript.turns]
    return max((measures(names, texts, golds, gold) for names in (printed, people)), key=lambda row: row[-1])


def measures(names, texts, golds, gold):
    names = [same_as(name, golds) for name in names]
    runs = [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    merged = gold.get("n_turns_if_consecutive_same_speaker_merged", gold["n_turns"])
    per_gold = Counter({fold(name): n for name, n in gold["turns_per_speaker"].items()})
    row = [
        f1(set(names), set(golds)),
        max(near(len(names), gold["n_turns"]), near(len(runs), merged)),
        max(overlap(Counter(names), per_gold), overlap(Counter(runs), per_gold)),
        edges(texts, gold),
    ]
    return (*row, sum(row) / len(row))


def same_as(name, golds):
    """The gold label that ``name`` is, also when only one of the two carries an affiliation."""
    if name in golds:
        return name
    fits = [gold for gold in golds if gold.startswith(f"{name} ") or name.startswith(f"{gold} ")]
    return fits[0] if len(fits) == 1 else name


def edges(texts, gold):
    asked = hit = 0
    for rows, first in ((gold["first_3_turns"], 0), (gold["last_2_turns"], len(texts) - len(gold["last_2_turns"]))):
        for at, row in enumerate(rows, start=first):
            text = texts[at] if 0 <= at < len(texts) else ""
            for words, found in ((row["first"], text.startswith), (row["last"], text.endswith)):
                if fold(words):
                    asked += 1
                    hit += found(fold(words))
    return hit / asked if asked else 1.0


def f1(found, gold):
    return 2 * len(found & gold) / (len(found) + len(gold)) if found or gold else 1.0


def near(found, gold):
    return max(0.0, 1 - abs(found - gold) / gold)


def overlap(found, gold):
    return sum((found & gold).values()) / max(1, sum((found | gold).values()))


def fold(text):
    """Letters and digits only, without case or accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


if __name__ == "__main__":
    main()
