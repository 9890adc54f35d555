"""How the stretches were drawn, by a rule that looks at nothing but question marks:

    python -m benchmarks.exchanges.draw FOLDER > questions.tsv

From each transcript a stretch of turns that begins at a turn drawn by a fixed seed and goes on until so many sentences
end in a question mark; every such sentence in it is labelled. Transcripts are in the half where the topics have them.
"""

import csv
import hashlib
import random
import sys
from pathlib import Path

import numpy as np

import onrecord
from onrecord.table import from_transcripts

SEED, QUESTIONS = 20261202, 9
SOURCES = {
    "seen": [
        "held-in/press_briefing/2021-04-29-*.md",
        "held-in/press_briefing/2025-01-25-*.md",
        "held-in/diplomatic/2025-02-13-*.md",
        "held-in/debate/2020_debate1_part2.txt",
        "held-in/debate/2020_vp_part1.txt",
        "held-in/meeting/covid_0.json",
        "held-in/parliament_ca/44-1-303-en.xml",
        "held-in/parliament_uk/westminster*.xml",
        "held-in/podcast/making-bitcoin-*.md",
        "held-in/interview/*.json",
    ],
    "unseen": [
        "held-in/press_briefing/2021-05-06-*.md",
        "held-in/press_briefing/2021-03-19-*.md",
        "held-in/congress/*PgS713.htm",
        "held-in/debate/DemOct13_CNN",
        "held-in/debate/2020_vp_part2.txt",
        "held-in/meeting/covid_1.json",
        "held-in/parliament_ca/6265357-en.xml",
        "held-in/municipal/*.htm",
        "held-in/podcast/practical-ai-190.md",
        "held-in/meeting/2026-02-19_transcript.vtt",
    ],
}


def drawn(folder):
    """(half, file, digest, table, questions) of each transcript: the questions of its stretch as sentence indices."""
    for half, patterns in SOURCES.items():
        for pattern in patterns:
            path = next(iter(sorted(folder.glob(pattern))))
            content = path.read_bytes()
            table = from_transcripts([onrecord.read(content, name=path.name)])
            questions = np.flatnonzero(table.is_question)
            turns = table.sentence_turn[questions]
            chance = random.Random(f"{SEED} {pattern}")  # noqa: S311  # a draw that can be repeated
            begin = chance.randrange(max(int(turns[max(len(turns) - QUESTIONS, 0)]), 1))
            taken = questions[turns >= begin]
            last = table.sentence_turn[taken[:QUESTIONS][-1]]  # the turn is taken whole
            yield (
                half,
                path.relative_to(folder).as_posix(),
                hashlib.sha256(content).hexdigest(),
                table,
                taken[table.sentence_turn[taken] <= last],
            )


if __name__ == "__main__":
    rows = csv.writer(sys.stdout, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", escapechar="\\")
    rows.writerow(("half", "file", "sha256", "start", "end"))
    for half, name, digest, table, questions in drawn(Path(sys.argv[1])):
        rows.writerows((half, name, digest, table.sentence_start[q], table.sentence_end[q]) for q in questions)
