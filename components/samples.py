"""The sample transcripts that ship with the dashboard."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from onrecord.datafiles import data_path


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of ``data/samples/index.json``."""

    key: str
    file: str
    title: str
    description: str
    words: int

    def read(self) -> bytes:
        """The file as it lies in ``data/samples``."""
        return data_path("samples", self.file).read_bytes()


@cache
def samples() -> dict[str, Sample]:
    """Every sample by key, in the order in which the page offers them."""
    entries = json.loads(data_path("samples", "index.json").read_text(encoding="utf-8"))
    return {entry["key"]: Sample(**entry) for entry in entries}
