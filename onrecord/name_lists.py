"""The lists under ``data/gazetteers``: titles, given names, and the words that tell names from things.

Separate from the rules that use them because a person may want to add an office or a name without touching
code, and from ``wordlists`` because a title in running text, unlike one in a label, needs to tell whether "the
…" can stand for its holder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.datafiles import data_path
from onrecord.phrase_matcher import PhraseMatcher
from onrecord.tokens import fold
from onrecord.wordlists import nicknames

Gender = Literal["", "she", "he"]


@dataclass(frozen=True, slots=True)
class Title:
    """A title that stands before a name."""

    name: str
    """In lower case, such as "foreign minister"."""
    is_office: bool
    """"The …", "Mr. …" and "Madam …" can stand for the holder."""
    is_chair: bool
    """A presiding office."""
    gender: Gender


PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "la",
        "le",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "ben",
        "abu",
        "ter",
        "zu",
    ]
)
"""Lower-case words inside a surname."""


def rows(name: str, n_columns: int) -> Iterator[tuple[str, ...]]:
    """The lines of a list under ``data/gazetteers``, cut at ``|`` and filled up to ``n_columns``; no comments."""
    for line in data_path("gazetteers", name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            yield tuple((cells + [""] * n_columns)[:n_columns])


@cache
def titles() -> Mapping[tuple[str, ...], Title]:
    """Every spelling of a title, as terms, with the title."""
    found: dict[tuple[str, ...], Title] = {}
    for name, short, flags in rows("titles.txt", 3):
        marks = flags.split()
        gender: Gender = "she" if "she" in marks else "he" if "he" in marks else ""
        title = Title(name, "office" in marks or "chair" in marks, "chair" in marks, gender)
        for spelling in (name, *short.split(";")):
            words = tuple(fold(spelling.replace(".", "").split()))
            if words:
                found[words] = title
    return found


@cache
def title_words() -> frozenset[str]:
    """All words that occur in titles."""
    return frozenset(word for spelling in titles() for word in spelling)


@cache
def title_matcher() -> tuple[PhraseMatcher, tuple[Title, ...]]:
    """Finds titles; the second part is the title of each phrase number."""
    return PhraseMatcher(list(titles())), tuple(titles().values())


@cache
def word_list(name: str) -> frozenset[str]:
    """All words of a list under ``data/gazetteers``."""
    return frozenset(word for (line,) in rows(name, 1) for word in fold(line.split()))


def institution_words() -> frozenset[str]:
    """Capitalised words that make a thing of what stands before them: "Rose Garden"."""
    return word_list("institution-words.txt")


def given_names() -> frozenset[str]:
    """Given names by which a full name is known without a title."""
    return word_list("given-names.txt")


def not_names() -> frozenset[str]:
    """Words that open a sentence before a comma and are nobody's name."""
    return word_list("not-names.txt")


def same_given(one: str, other: str) -> bool:
    """Whether two given names (lower case) can be one person's: equal, an initial, or a short form of the other."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    table = nicknames()
    full_one, full_other = table.get(one, frozenset()) | {one}, table.get(other, frozenset()) | {other}
    return bool(full_one & full_other)
