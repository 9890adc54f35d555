"""The turns of speech that everybody gets: so many words of the podcast archive, or drawn ones."""

import json
from collections import Counter

from benchmarks.table import changelog, drawn, enough, labelled

CHOSEN = 5  # speakers of the selection
WORD = "people"


def talks(folder):
    """The texts of the archive in ``folder``, none without one."""
    return changelog(folder) if folder else []


def written(texts, n_words, folder):
    """Two files of ``n_words`` words: the texts, for the library, and (speaker, what was said) for every peer."""
    taken = enough(texts, n_words) if texts else [drawn(n_words).replace(" w7 ", f" {WORD} ")]
    turns, words = [], Counter()
    for number, text in enumerate(taken):
        transcript = labelled(text, f"{number}")
        spoken = [segment for segment in transcript.segments if segment.kind == "speech"]
        for segment in spoken:
            label = transcript.turns[segment.turn].label
            said = text[segment.start : segment.end].strip()
            turns.append((label, said))
            words[label] += said.count(" ") + 1
    chosen = [speaker for speaker, _ in words.most_common(CHOSEN)]
    ours, theirs = folder / f"texts_{n_words}.json", folder / f"turns_{n_words}.json"
    ours.write_text(json.dumps({"texts": taken, "chosen": chosen}), encoding="utf-8")
    theirs.write_text(json.dumps({"turns": turns, "chosen": chosen}), encoding="utf-8")
    return ours, theirs
