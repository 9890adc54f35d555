"""Texts of any length for the benchmarks, made of our own samples."""

from __future__ import annotations

from onrecord.datafiles import data_path

NAMES = (
    "MR. ABARA", "MS. BOLT", "DR. CHEN", "SENATOR DIAZ", "MR. EKDAHL", "MS. FARAH", "GOVERNOR GRANT",
    "MR. HOLM", "MS. IVERSEN",
    "DR. JARA", "MR. KOVAC", "MS. LUND", "MR. MBEKI", "MS. NOWAK", "DR. ORTIZ", "MR. PETIT", "MS. QUIST", "MR. ROSSI",
)  # fmt: skip


def briefing(n_words: int) -> str:
    """A labelled text of about ``n_words`` words with as many as 21 speakers: sample turns, dealt out to new names."""
    paragraphs = [
        paragraph
        for name in ("bilateral-remarks.txt", "press-briefing.txt", "meeting-minutes.md")
        for paragraph in data_path("samples", name).read_text(encoding="utf-8").split("\n\n")
        if len(paragraph.split()) > 25 and not paragraph.startswith(("/", "---"))
    ]
    speeches = [paragraph.partition(": ")[2] or paragraph for paragraph in paragraphs]
    turns, words, i = [], 0, 0
    while words < n_words:
        name = "QUESTION" if i % 3 == 1 else NAMES[(i * i // 3) % (len(NAMES) if n_words > 20_000 else 6)]
        speech = speeches[(i * 7 + i // len(speeches)) % len(speeches)]
        turns.append(f"{name}: {speech}")
        words += len(speech.split())
        i += 1
    return "\n\n".join(turns) + "\n"
