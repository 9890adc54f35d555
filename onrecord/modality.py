"""How sure and how bound: hedges, commitments, obligation and possibility, by words that can be shown.

Separate from the topics because it is another set of lists, one a language; found, vetoed and placed in the same way.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.datafiles import data_path
from onrecord.kept import KEPT
from onrecord.languages import detected
from onrecord.lexicon import Lexicon, load_lexicon
from onrecord.topics import Topics, find_topics

if TYPE_CHECKING:
    from onrecord.table import TurnTable


def find_modality(table: TurnTable, language: str = "") -> Topics:
    """The modality found in a table: its groups in place of topics, with the words that gave them.

    ``language`` is a code, "" for the one that the table is in; one without a list (``data/modality``) has no groups.
    Found at the first call, and kept for all tables in which the same is said.

    A list of words reads no intentions: "we will see to it" promises and "we will be late" does not.
    """
    code = language or detected(table)
    return KEPT.get((table.words_key, "modality", code), lambda: find_topics(table, _lexicon(code)))


@cache
def languages() -> frozenset[str]:
    """Codes of the languages that have a list."""
    return frozenset(path.stem for path in data_path("modality").glob("*.toml"))


@cache
def _lexicon(language: str) -> Lexicon:
    if language not in languages():
        return Lexicon(())
    return load_lexicon(data_path("modality", f"{language}.toml"), "group")
