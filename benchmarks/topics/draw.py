"""How the sentences were drawn, by a rule that looks at nothing but their length:

    python -m benchmarks.topics.draw FOLDER > sentences.tsv

The sources are pairs of transcripts of one kind. A coin with a fixed seed sends one of each pair to the half that the
lexicon is tuned on, the other to the half that is only measured; so no transcript is in both.
"""

import csv
import hashlib
import random
import sys
from pathlib import Path

import numpy as np

import onrecord
from onrecord.table import from_transcripts

SEED, FEWEST_WORDS, A_HALF = 20261201, 6, 200
PAIRS = [
    ("held-in/press_briefing/2021-04-29-*.md", "held-in/press_briefing/2021-05-06-*.md"),
    ("held-in/press_briefing/2021-03-19-*.md", "held-in/press_briefing/2025-01-25-*.md"),
    ("seed.txt", "held-in/diplomatic/2022-12-01-*.md"),
    ("held-in/diplomatic/2025-02-13-*.md", "held-in/diplomatic/2024-06-07-*.md"),
    ("held-in/debate/DemOct13_CNN", "held-in/debate/2020_debate1_part2.txt"),
    ("held-in/debate/2020_vp_part1.txt", "held-in/debate/2020_vp_part2.txt"),
    ("held-in/congress/*PgS720.htm", "held-in/congress/*PgS757.htm"),
    ("held-in/meeting/covid_0.json", "held-in/meeting/covid_1.json"),
    ("held-in/parliament_ca/44-1-303-en.xml", "held-in/parliament_ca/42-1-2-en.xml"),
    ("held-in/parliament_za/EPC110512.xml", "held-in/parliament_za/20130522-*.html"),
    ("held-in/municipal/*.htm", "held-in/parliament_uk/westminster*.xml"),
    ("held-in/podcast/practical-ai-190.md", "held-in/podcast/making-bitcoin-*.md"),
    ("held-in/podcast/01-new-career-who-dis.md", "held-in/interview/*.json"),
    ("held-in/meeting/Meeting 117.md", "held-in/meeting/2026-02-19_transcript.vtt"),
]


def drawn(folder):
    """(half, file, digest, table, sentence) of every sentence drawn."""
    coin = random.Random(SEED)  # noqa: S311  # a draw that can be repeated
    sources = {"seen": [], "unseen": []}
    for pair in PAIRS:
        first = coin.random() < 0.5  # a fair coin
        for half, pattern in zip(sources, pair if first else pair[::-1], strict=True):
            sources[half].append(pattern)
    for half, patterns in sources.items():
        each, over = divmod(A_HALF, len(patterns))
        for number, pattern in enumerate(patterns):
            path = next(iter(sorted(folder.glob(pattern))))
            content = path.read_bytes()
            table = from_transcripts([onrecord.read(content, name=path.name)])
            long_enough = np.flatnonzero(table.sentence_words >= FEWEST_WORDS).tolist()
            chance = random.Random(f"{SEED} {pattern}")  # noqa: S311  # as above
            digest = hashlib.sha256(content).hexdigest()
            for sentence in sorted(chance.sample(long_enough, each + (number < over))):
                yield half, path.relative_to(folder).as_posix(), digest, table, sentence


if __name__ == "__main__":
    rows = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", escapechar="\\")
    rows.writerow(("half", "file", "sha256", "start", "end"))
    for half, name, digest, table, sentence in drawn(Path(sys.argv[1])):
        rows.writerow((half, name, digest, table.sentence_start[sentence], table.sentence_end[sentence]))
