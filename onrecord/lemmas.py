"""Which terms are forms of one word: "go", "goes" and "went" are forms of the lemma ``go``.

Separate from the tokens because a lemma is a grouping of terms that can be taken or left, and never a rewriting of what
is quoted. It is looked up once for each term of the vocabulary (simplemma: a dictionary and rules for six languages),
without its sentence: "left" is one lemma, whoever left and whatever lies left.

What stays as it is: words with a hyphen or an apostrophe, numbers, what ``data/lemmas/`` says, and, where names are not
inflected (English, French, Spanish), every term that stands mostly with a capital inside sentences. German, Ukrainian
and Russian inflect their names, so there such a term is looked up with its capital.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pyarrow as pa
import scipy.sparse as sp

from onrecord.datafiles import data_path
from onrecord.kept import KEPT
from onrecord.languages import LANGUAGES, detected
from onrecord.surface import surface_of
from onrecord.table import TurnTable
from onrecord.tokens import BoolArray, Int32Array, StrArray, fold, read_only

_INFLECTED_NAMES = ("de", "uk", "ru")


@dataclass(frozen=True, eq=False)
class Lemmas:
    """V terms grouped into L lemmas. The arrays are read-only."""

    term_lemma: Int32Array
    """Lemma of each term of the table's vocabulary."""
    names: StrArray
    """Each lemma as a term is spelt (lower case), in order of the first use of one of its forms."""

    def __len__(self) -> int:
        return self.names.size

    def code_of(self, lemma: str) -> int:
        """Index of the lemma of this name; -1 when no term of the table is a form of it."""
        return self._codes.get("".join(fold([lemma])), -1)

    def forms(self, code: int) -> Int32Array:
        """Codes of the terms that are forms of a lemma, ascending. Raises IndexError for a lemma there is not."""
        if not 0 <= code < len(self):
            raise IndexError(f"there is no lemma {code} among {len(self)}")
        terms, offset = self._forms
        return terms[offset[code] : offset[code + 1]]

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self.names)}

    @cached_property
    def _forms(self) -> tuple[Int32Array, Int32Array]:
        size = self.term_lemma.size
        shape = (len(self), size)
        matrix = sp.csr_matrix((np.ones(size, np.int8), (self.term_lemma, np.arange(size))), shape=shape)
        return read_only(matrix.indices.astype(np.int32)), read_only(matrix.indptr)


def lemmas(table: TurnTable, language: str = "") -> Lemmas:
    """The lemmas of the table's vocabulary in ``language`` (a code; "" for the one detected).

    In a language that is not one of ``LANGUAGES`` each term is its own lemma. Made at the first call, and kept for
    all tables in which the same is said.
    """
    language = language or detected(table)
    return KEPT.get((table.words_key, "forms", language), lambda: _grouped(table, language))


def _grouped(table: TurnTable, language: str) -> Lemmas:
    terms = table.vocabulary.tolist()
    if language not in LANGUAGES or not terms:
        return Lemmas(read_only(np.arange(len(terms), dtype=np.int32)), table.vocabulary)
    from simplemma import lemmatize  # noqa: PLC0415 a third of a second, and only lemmas need it

    own = _exceptions(language)
    found = []
    for term, is_name in zip(terms, capitalised(table).tolist(), strict=True):
        if term in own:
            found.append(own[term])
        elif (is_name and language not in _INFLECTED_NAMES) or not _is_plain(term, language):
            found.append(term)
        else:
            found.append(lemmatize(term.capitalize() if is_name else term, language))
    # A dictionary's own spelling ("Haus") becomes that of a term.
    encoded = pa.array(fold(found), pa.string()).dictionary_encode()
    names = np.empty(len(encoded.dictionary), object)
    names[:] = encoded.dictionary.to_pylist()
    return Lemmas(read_only(encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)), read_only(names))


def capitalised(table: TurnTable) -> BoolArray:
    """Which terms are written with a capital in most of the places, not at the start of a sentence, that can tell."""
    surface = surface_of(table)
    telling = ~surface.initial & surface.telling
    size = table.vocabulary.size
    written = np.bincount(table.token_term[telling], minlength=size)
    capital = np.bincount(table.token_term[telling & surface.capital], minlength=size)
    return 2 * capital > written


def _is_plain(term: str, language: str) -> bool:
    """Whether the term is one word of letters; the apostrophe of Ukrainian is a letter."""
    return term.replace("'", "" if language == "uk" else "'").isalpha()


@cache
def _exceptions(language: str) -> dict[str, str]:
    """Form → lemma where the dictionary is wrong for talk about politics."""
    path = data_path("lemmas") / f"{language}.txt"
    if not path.exists():
        return {}
    lines = [line.partition("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines()]
    return {form: lemma for lemma, *forms in filter(None, lines) for form in (lemma, *forms)}
