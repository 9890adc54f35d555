"""Languages whose words are known well enough to be left out or grouped, and which of them a text is in.

Separate from the words because a word is cut the same way in every language; what says little is a list's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.datafiles import data_path
from onrecord.tokens import fold

if TYPE_CHECKING:
    from onrecord.table import TurnTable

LANGUAGES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "uk": "Ukrainian",
    "ru": "Russian",
}
"""Code (ISO 639-1) → name, of the languages that have a list of stop words."""
_LISTS = {"en": ("en", "briefing")}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Terms of ``language`` (a code) that say how people speak rather than what about; none for an unknown one."""
    return frozenset(fold([word for name in _LISTS.get(language, ()) for word in _words(name)]))


def detected(table: TurnTable) -> str:  # noqa: ARG001 filled in with the other lists
    """Code of the language that ``table`` is in; "" where none of the known ones fits."""
    return "en"


def _words(name: str) -> Iterator[str]:
    for line in data_path("stopwords", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        yield from line.partition("#")[0].split()
