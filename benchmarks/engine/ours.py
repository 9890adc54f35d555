"""The library's own table and statistics, asked the same.

Run as ``python -m benchmarks.engine.ours CORPUS LIMIT [SKIPPED...]``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from benchmarks.engine.measure import worker
from benchmarks.table import labelled
from onrecord.kept import KEPT, n_bytes
from onrecord.stats import STATS
from onrecord.table import TurnTable, from_transcripts

WORD, LINES = "people", 100


class Engine:
    """A table of transcripts, and the selection."""

    @staticmethod
    def prepared(given):
        """What is there before a table is built: transcripts whose turns and speakers are known."""
        return [labelled(text, f"{number}") for number, text in enumerate(given["texts"])], given["chosen"]

    def __init__(self, prepared):
        transcripts, self.chosen = prepared
        self.table = from_transcripts(transcripts)
        names = np.array([speaker.name for speaker in self.table.speakers])
        self.mask = np.isin(names, self.chosen)[self.table.sentence_speaker]
        self.everything = np.ones_like(self.mask)

    def facts(self):
        """What the table holds."""
        table = self.table
        return {
            "tokens": table.token_term.size,
            "sentences": table.sentence_turn.size,
            "terms": table.vocabulary.size,
            "selected": float(table.sentence_words[self.mask].sum() / max(table.token_term.size, 1)),
            "parts_mb": {part: size / 2**20 for part, size in self._parts().items()},
        }

    def _parts(self):
        """Bytes of all arrays, matrices and words that are kept, by what they are; what two parts share counts once."""
        columns = {name: value for name, value in vars(self.table).items() if name not in {"transcripts", "speakers"}}
        parts = {
            "columns": [value for name, value in columns.items() if name in TurnTable.__dataclass_fields__],
            **{name: [value] for name, value in columns.items() if name not in TurnTable.__dataclass_fields__},
        }
        for key, entry in KEPT._entries.items():  # noqa: SLF001  # nobody else needs to look inside
            name = " ".join(str(part) for part in key if isinstance(part, str | int) and part != "")
            parts.setdefault(name or "other", []).append(entry.value)
        sizes, before = {}, []
        for name, values in parts.items():
            sizes[name] = n_bytes([*before, *values]) - n_bytes(before)
            before += values
        sizes["vocabulary"] = sum(map(sys.getsizeof, self.table.vocabulary.tolist()))
        return sizes

    def _asked(self, name, mask=None, **options):
        return STATS[name].function(self.table, self.mask if mask is None else mask, **options)

    def filter(self):
        return self._asked("frequency")

    def keyness(self):
        return self._asked("keyness")

    def collocations(self):
        return self._asked("collocations")

    def cooccurrence(self):
        return self._asked("collocations", mask=self.everything, term=WORD, window=0)

    def concordance(self):
        return self._asked("concordance", mask=self.everything, term=WORD, limit=LINES)

    def commonest(self):
        """The dearest concordance there is: of the word said most."""
        most = self.table.vocabulary[np.diff(self.table.postings[1]).argmax()]  # in no time, which is not asked for
        return self._asked("concordance", mask=self.everything, term=str(most), limit=LINES)

    def ngrams(self):
        return self._asked("frequency", unit="phrases")


QUESTIONS = {
    "filter": Engine.filter,
    "keyness": Engine.keyness,
    "collocations": Engine.collocations,
    "concordance": Engine.concordance,
    "commonest": Engine.commonest,
    "cooccurrence": Engine.cooccurrence,
    "ngrams": Engine.ngrams,
}
NEEDS = {"keyness": "keyness", "collocations": "collocations", "cooccurrence": "collocations"}


def main():
    corpus, limit, *skip = sys.argv[1:]
    questions = {name: ask for name, ask in QUESTIONS.items() if NEEDS.get(name, "frequency") in STATS}
    worker(corpus, int(limit), skip, Engine, questions, apart=False)


if __name__ == "__main__":
    main()
