"""Which words the lists leave out: the stop words of a language, switchable, and a person's own.

Said once, with the keywords, and true of every panel that lists words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from components.panel import Choice, Entry
from onrecord.languages import LANGUAGES
from onrecord.tokens import fold

if TYPE_CHECKING:
    from components.document import Document

PANEL = "keywords"


def _detected(document: Document) -> tuple[tuple[str, str], ...]:
    found = LANGUAGES.get(document.language, "none known")
    return (("auto", f"Detected: {found}"), *LANGUAGES.items())


LANGUAGE = Choice("language", "Language", (("auto", "Detected"),), more=_detected, tucked=True)
OWN = Entry("own", "Your own stop words", "More words to leave out", tucked=True)


def language_of(document: Document, chosen: Mapping[tuple[str, str], str]) -> str:
    """The language chosen, or the one detected; "" where none of the known ones fits."""
    value = chosen.get((PANEL, LANGUAGE.name), "")
    return value if value in LANGUAGES else document.language


def own_stop_words(chosen: Mapping[tuple[str, str], str]) -> frozenset[str]:
    """What a person wrote to be left out, as terms."""
    return frozenset(fold(chosen.get((PANEL, OWN.name), "").replace(",", " ").split()))
