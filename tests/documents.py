"""Documents for tests: our samples, analysed once a run."""

from functools import cache

from components.document import Document, analyse
from onrecord.datafiles import data_path


@cache
def sample(file: str) -> Document:
    return analyse(data_path("samples", file).read_bytes(), file)


def text(source: str, name: str = "test.txt") -> Document:
    return analyse(source.encode(), name)
