"""The lists under ``data/gazetteers``: titles, given names, and the words that tell names from things.

Separate from the rules that use them because a person may want to add an office or a name without touching
code, and from ``wordlists`` because a title in running text, unlike one in a label, needs to tell whether "the
…" can stand for its holder.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.datafiles import data_path
from onrecord.phrase_matcher import PhraseMatcher
from onrecord.tokens import fold
from onrecord.wordlists import nicknames

Gender = Literal["", "she", "he"]

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""Behind a name, and no part of it."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title that stands before a name."""

    name: str
    """In lower case and in English, such as "foreign minister", whatever the language it is said in."""
    gender: Gender
    flags: frozenset[str]
    """As ``titles.txt`` explains them."""

    @property
    def is_office(self) -> bool:
        """Whether "the …", "Mr. …" and "Madam …" can stand for the holder."""
        return "office" in self.flags or self.is_chair

    @property
    def is_chair(self) -> bool:
        """A presiding office."""
        return "chair" in self.flags

    @property
    def is_courtesy(self) -> bool:
        """It says nothing of what somebody does: "Mr."."""
        return "courtesy" in self.flags

    @property
    def is_honorific(self) -> bool:
        """It stands before an office in address: "Madam Secretary"."""
        return "honorific" in self.flags


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
def titles(*, is_english: bool = True) -> Mapping[tuple[str, ...], Title]:
    """Every spelling of a title in any language, as terms, with the title.

    Where English is spoken, without the spellings that are English words for something else.
    """
    own: dict[str, Title] = {}
    found: dict[tuple[str, ...], Title] = {}
    for name, spellings, flags in rows("titles.txt", 3):
        own[name] = _title(name, flags.split())
        for spelling in (name, *spellings.split(";")):
            found[_terms(spelling)] = own[name]
    for path in sorted(data_path("gazetteers").glob("titles-??.txt")):
        for spellings, name, flags in rows(path.name, 3):
            title = _title(name, [*own[name].flags, own[name].gender, *flags.split()])
            if not (is_english and "foreign" in title.flags):
                for spelling in spellings.split(";"):
                    found.setdefault(_terms(spelling), title)
    found.pop((), None)
    return found


def _title(name: str, flags: list[str]) -> Title:
    gender: Gender = "she" if "she" in flags else "he" if "he" in flags else ""
    return Title(name, gender, frozenset(flags) - {"she", "he", ""})


def _terms(spelling: str) -> tuple[str, ...]:
    return tuple(fold(spelling.replace(".", "").split()))


@cache
def courtesy_titles() -> frozenset[str]:
    """Names of the titles that say nothing of what somebody does."""
    return frozenset(title.name for title in titles().values() if title.is_courtesy)


@cache
def unique_titles() -> frozenset[str]:
    """Names of the titles that one person at a time holds."""
    return frozenset(title.name for title in titles().values() if "unique" in title.flags)


def word_sets(name: str) -> dict[str, frozenset[str]]:
    """The lists of a file of ``list | words`` by name: terms, or several terms parted by a space."""
    found: dict[str, set[str]] = {}
    for key, cell in rows(name, 2):
        words = [word.strip() for word in cell.split(";")]
        found.setdefault(key, set()).update(fold(words) if " " not in cell.replace("; ", ";") else map(_folded, words))
    return {key: frozenset(words - {""}) for key, words in found.items()}


def _folded(words: str) -> str:
    return " ".join(fold(words.split()))


@cache
def title_words(*, is_english: bool = True) -> frozenset[str]:
    """All words that occur in titles."""
    words = (word for spelling in titles(is_english=is_english) for word in spelling)
    return frozenset(word for word in words if len(word) > 1) - PARTICLES - {"of", "du"}


@cache
def title_matcher(*, is_english: bool = True) -> tuple[PhraseMatcher, tuple[Title, ...]]:
    """Finds titles; the second part is the title of each phrase number."""
    known = titles(is_english=is_english)
    return PhraseMatcher(list(known)), tuple(known.values())


@cache
def word_list(name: str) -> frozenset[str]:
    """All words of a list under ``data/gazetteers``."""
    return frozenset(word for (line,) in rows(name, 1) for word in fold(line.split()))


@cache
def states() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """What an abbreviation in a label can stand for, as terms: the "OH" of "(R-OH)"."""
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for name, short in rows("states.txt", 2):
        for spelling in short.split(";"):
            key = " ".join(_terms(spelling))
            found[key] = found.get(key, frozenset()) | {_terms(name)}
    return found


@cache
def known_people() -> Mapping[str, tuple[str, str]]:
    """Surnames that alone name one person anywhere, as terms: the given name as a term, and the name as printed."""
    return {
        _terms(surname)[-1]: (_terms(given)[0], f"{given} {surname}") for given, surname in rows("known-people.txt", 2)
    }


def institution_words() -> frozenset[str]:
    """Capitalised words that make a thing of what stands before them: "Rose Garden"."""
    return word_list("institution-words.txt")


def given_names() -> frozenset[str]:
    """Given names by which a full name is known without a title."""
    return word_list("given-names.txt")


def plain(term: str) -> str:
    """A term without accents: "éric" is an "eric"."""
    return "".join(c for c in unicodedata.normalize("NFKD", term) if not unicodedata.combining(c))


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
