"""Words of a text, with offsets: what counts as a word, and which forms count as one term.

Separate from sentences because it is the innermost loop of everything: code points are classed by table look-ups in
numpy, words are cut out and numbered by Arrow's hash table, and all folding of forms is done on the vocabulary, which
is a hundred times shorter than the text. No Python code runs for each word.

What a word is, in any script:

* a run of letters, marks and digits; emoji and symbols are no words;
* an apostrophe, hyphen, ``&`` or middle dot between two of them belongs to the word ("don't", "two-way", "Q&A",
  "col·legi");
* but an elided word before a vowel or h is a word of its own ("l'état", "qu'il", "s'ha", "dell'anno"), as it is when it
  is written in full: c', d', j', l', m', n', s', t', qu' and its kin, -ll'. Not after a capital D before a capital,
  which is a surname ("D'Amato"), nor within a longer word ("aujourd'hui", "Val-d'Or");
* full stops and commas stay inside numbers ("8.5", "10,000") and full stops between single letters ("U.S", "p.m": the
  last full stop of "U.S." may be the end of the sentence, so it is never part of the word);
* scripts written without spaces: every Han, Hiragana, Thai, Lao, Khmer and Myanmar letter, with its marks, is a word
  of its own, so that any stretch can be searched as a phrase; a run of Katakana stays whole. Word counts of such
  texts are counts of characters and must not be compared with those of other languages.

What one term is: lower case, composed characters (NFC), straight apostrophes, plain hyphens, no soft hyphens, and no
possessive ("Ukraine's" and "Ukraine" are ``ukraine``) unless the 's is a shortened verb (``data/contractions.txt``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from onrecord.datafiles import data_path

Int32Array = npt.NDArray[np.int32]
Int64Array = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
StrArray = npt.NDArray[np.object_]
Array = TypeVar("Array", bound=npt.NDArray[Any])

# Classes of code points, one bit each so that "is it part of a word" is a single test.
_WORD, _DIGIT, _UNSPACED, _MARK, _JOINER, _DOT, _COMMA = (1 << bit for bit in range(7))
# Classes from _JOINER up are punctuation that belongs to a word only between two parts of it.

_APOSTROPHES = "'’‘\u02bc\uff07"
_HYPHENS = "-\u2010\u2011"
# U+00AD soft hyphen, U+200C and U+200D joiners of Persian and Indic words, U+2060 word joiner, Hebrew geresh and
# gershayim.
_JOINERS = "'’‘\uff07" + _HYPHENS + "&·\u00ad\u200c\u200d\u2060\u05f3\u05f4"
_INSIDE = {
    **dict.fromkeys(_JOINERS, _JOINER),
    ".": _DOT,
    **dict.fromkeys(",\u066b\u066c", _COMMA),  # with the Arabic decimal and thousands separators
}
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3041, 0x309F),  # Hiragana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, further extensions
)
_TABLE_SIZE = 0x10000
_LATIN_END = 0x17F  # no letter of any language that elides is beyond it
# Blocks of this many characters keep the arrays of one block in the processor's cache, and the memory of a text with
# one emoji in it (four bytes a character in Python) at that of the block.
_BLOCK_CHARS = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text in order, as columns.

    ``text[start[i]:end[i]]`` is word ``i`` as written, ``vocabulary[term[i]]`` the term it counts as. The vocabulary is
    in order of first use and holds no term twice. The arrays are read-only.
    """

    term: Int32Array
    start: Int32Array
    end: Int32Array
    vocabulary: StrArray

    def __len__(self) -> int:
        return self.term.size


def tokenize(text: str) -> Tokens:
    """The words of ``text``: term codes, character offsets (half-open, int32) and the vocabulary of terms."""
    return tokenize_all([text])[0]


def tokenize_all(texts: Sequence[str]) -> tuple[Tokens, Int64Array]:
    """The words of many texts over one vocabulary, and where each text's words begin (int64, one more than texts).

    Offsets are characters into the word's own text.
    """
    starts, ends, chunks, counts = [], [], [], []
    for text in texts:
        n_words = 0
        for base, block in _blocks(text):
            start, end, pieces = _words(block)
            if start.size:
                starts.append((start + base).astype(np.int32))
                ends.append((end + base).astype(np.int32))
                chunks.append(pieces)
                n_words += start.size
        counts.append(n_words)
    offset = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    if not chunks:
        none = np.zeros(0, np.int32)
        return Tokens(*map(read_only, (none, none.copy(), none.copy(), np.zeros(0, object)))), read_only(offset)
    encoded = pa.chunked_array(chunks, pa.binary()).dictionary_encode()
    code = np.concatenate([chunk.indices.to_numpy(zero_copy_only=False) for chunk in encoded.chunks])
    written = [form.decode() for form in encoded.chunks[-1].dictionary.to_pylist()]
    term_of_form, vocabulary = _merge(written)
    tokens = Tokens(
        term=read_only(term_of_form[code]),
        start=read_only(np.concatenate(starts)),
        end=read_only(np.concatenate(ends)),
        vocabulary=read_only(vocabulary),
    )
    return tokens, read_only(offset)


def fold(forms: Sequence[str]) -> list[str]:
    """The term that each written form counts as, in the same order. Forms are single words without white space."""
    if not forms:
        return []
    joined = "\n".join(forms)
    if not joined.isascii():
        joined = unicodedata.normalize("NFC", joined)
        for mark, plain in _FOLD.items():  # a table of all would look every letter up
            joined = joined.replace(mark, plain)
    # Python lower-cases İ to i and a combining dot, which would keep it apart from i.
    terms = joined.replace("İ", "i").lower().split("\n")
    keep = contractions()
    for i, term in enumerate(terms):
        if term.endswith("'s") and term not in keep:
            terms[i] = term[:-2].rstrip(".") or term
    return terms


@cache
def contractions() -> frozenset[str]:
    """Words whose 's is a shortened verb or pronoun, not a possessive: "it's", "let's"."""
    return frozenset(_lines("contractions.txt"))


def is_unspaced(term: str) -> bool:
    """Whether a term is a letter of a script written without spaces, which is no whole word."""
    return bool(_classes([ord(term[0])])[0] & _UNSPACED)


def read_only(array: Array) -> Array:
    """The same array, locked: frozen data must not change under another panel's feet."""
    array.setflags(write=False)
    return array


def _lines(*parts: str) -> Iterator[str]:
    for line in data_path(*parts).read_text(encoding="utf-8").splitlines():
        word = line.partition("#")[0].strip()
        if word:
            yield from word.split()


def _classes(code_points: Iterable[int]) -> list[int]:
    found = []
    for code_point in code_points:
        category = unicodedata.category(chr(code_point))
        if category[0] == "L":
            unspaced = code_point > 0xDFF and any(first <= code_point <= last for first, last in _UNSPACED_RANGES)
            found.append(_WORD | _UNSPACED if unspaced else _WORD)
        elif category[0] == "N":
            found.append(_WORD | _DIGIT)
        elif category in ("Mn", "Mc"):
            # Variation selectors ride on emoji as well as on letters: a word does not need them.
            selector = 0xFE00 <= code_point <= 0xFE0F or code_point >= 0xE0100
            found.append(0 if selector else _WORD | _MARK)
        else:
            found.append(_INSIDE.get(chr(code_point), 0))
    return found


_CLASS = np.array(_classes(range(_TABLE_SIZE)), np.uint8)
_ASCII_CLASS = _CLASS[:256].tobytes()
_LATIN = [unicodedata.normalize("NFD", chr(code_point)) for code_point in range(_LATIN_END + 1)]
_VOWEL = np.array([letter[0].lower() in "aeiouhæœ" for letter in _LATIN], np.bool_)
_CAPITAL = np.array([letter.isupper() for letter in _LATIN], np.bool_)
_ELIDING = np.array([letter.lower() in tuple("cdjlmnst") for letter in _LATIN], np.bool_)
_FOLD = {
    **dict.fromkeys(_APOSTROPHES[1:], "'"),
    **dict.fromkeys(_HYPHENS[1:], "-"),
    **dict.fromkeys("\u00ad\u034f\u2060", ""),
}


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces cut at white space, each with its offset."""
    size, begin = len(text), 0
    while begin < size:
        end = begin + _BLOCK_CHARS
        if end < size:
            cut = max(text.rfind(" ", begin, end), text.rfind("\n", begin, end))
            if cut < 0:  # no space in sight: go on to the next one, wherever it is
                nearest = [at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0]
                cut = min(nearest, default=size - 1)
            end = cut + 1
        yield begin, text[begin:end]
        begin = end


def _words(block: str) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], pa.BinaryArray]:
    """Start and end of every word in the block, and the words as an Arrow array."""
    is_ascii = block.isascii()
    code_point: npt.NDArray[Any]
    if is_ascii:
        encoded = block.encode("ascii")
        code_point = np.frombuffer(encoded, np.uint8)
        kind = np.frombuffer(encoded.translate(_ASCII_CLASS), np.uint8)  # several times as fast as an index
    else:
        code_point = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), np.uint32)
        kind = _CLASS.take(code_point, mode="clip")  # U+FFFF is no character: class 0
        beyond = np.flatnonzero(code_point >= _TABLE_SIZE)
        if beyond.size:
            values, which = np.unique(code_point[beyond], return_inverse=True)
            kind[beyond] = np.array(_classes(values.tolist()), np.uint8)[which]
    in_word = (kind & _WORD).view(np.bool_)
    _detach_marks(in_word, kind)
    _join(in_word, kind, code_point)
    edge = np.empty(kind.size + 1, np.bool_)
    edge[0] = in_word[0]
    edge[-1] = in_word[-1]
    np.not_equal(in_word[1:], in_word[:-1], out=edge[1:-1])
    edges = np.flatnonzero(edge)
    start, end = edges[::2], edges[1::2]
    if not is_ascii and (kind & _UNSPACED).any():
        start, end = _split_unspaced(in_word, kind, start, end)
    length = end - start
    spelled = code_point.compress(in_word)  # the words' letters, one word after the other
    offset = np.zeros(start.size + 1, np.int32)
    if is_ascii:
        np.cumsum(length, out=offset[1:])
        data = spelled.tobytes()
    else:
        n_bytes = np.ones(spelled.size, np.int32)
        for limit in (0x80, 0x800, 0x10000):
            n_bytes += spelled >= limit
        ends_at = np.cumsum(length)
        offset[1:] = np.cumsum(n_bytes)[ends_at - 1] if start.size else 0
        data = spelled.tobytes().decode("utf-32-le").encode()
    pieces = pa.Array.from_buffers(pa.binary(), start.size, [None, pa.py_buffer(offset), pa.py_buffer(data)])
    return start, end, pieces


def _detach_marks(in_word: BoolArray, kind: npt.NDArray[np.uint8]) -> None:
    """Marks with no letter before them (an accent on a space, a sign on an emoji) are no words."""
    marks = np.flatnonzero(kind & _MARK)
    while marks.size:
        marks = marks[in_word[marks] & ~(in_word[marks - 1] & (marks > 0))]
        in_word[marks] = False
        marks = marks + 1
        marks = marks[marks < kind.size]
        marks = marks[(kind[marks] & _MARK) > 0]


def _join(in_word: BoolArray, kind: npt.NDArray[np.uint8], code_point: npt.NDArray[Any]) -> None:
    """Takes the apostrophes, hyphens, full stops and commas that stand inside a word into it, in place."""
    n = kind.size
    inside = np.flatnonzero(kind >= _JOINER)
    inside = inside[(inside > 0) & (inside < n - 1)]
    plural = inside[code_point[inside - 1] == ord(".")]  # "U.S.'s"
    inside = inside[in_word[inside - 1] & in_word[inside + 1]]
    of, left, right = kind[inside], kind[inside - 1], kind[inside + 1]
    digits = (left & right & _DIGIT) > 0
    unspaced = ((left | right) & _UNSPACED) > 0
    lone_left = (inside < 2) | ~in_word[inside - 2]
    lone_right = (inside > n - 3) | ~in_word[np.minimum(inside + 2, n - 1)]
    letters = ((left | right) & _DIGIT) == 0
    acronym = lone_left & lone_right & letters
    keep = ((of == _JOINER) | ((of == _DOT) & (digits | acronym)) | ((of == _COMMA) & digits)) & ~unspaced
    mark = code_point[inside]
    apostrophe = np.flatnonzero((mark == ord("'")) | (mark == ord("’")))
    following = np.minimum(code_point[inside[apostrophe] + 1].astype(np.intp), _LATIN_END)
    apostrophe = apostrophe[_VOWEL[following]]  # few in English, whose apostrophes stand before s and t
    if apostrophe.size:
        keep[apostrophe[_elides(inside[apostrophe], in_word, kind, code_point)]] = False
    in_word[inside[keep]] = True
    plural = plural[(plural > 3) & ((code_point[plural] == ord("'")) | (code_point[plural] == ord("’")))]
    plural = plural[in_word[plural - 2] & in_word[plural - 3] & (code_point[plural - 3] == ord("."))]
    plural = plural[(code_point[plural + 1] | 32) == ord("s")]
    in_word[plural] = True
    in_word[plural - 1] = True


def _elides(
    apostrophe: npt.NDArray[np.intp], in_word: BoolArray, kind: npt.NDArray[np.uint8], code_point: npt.NDArray[Any]
) -> BoolArray:
    """Which of these apostrophes, each after a letter and before a vowel, stand for the last vowel of a word."""

    def at(distance: int) -> npt.NDArray[np.intp]:
        """The character so far after (before: negative) each apostrophe; the last of the tables for all beyond it."""
        found = code_point[np.clip(apostrophe + distance, 0, kind.size - 1)]
        return np.minimum(found.astype(np.intp), _LATIN_END)

    def begins(distance: int) -> BoolArray:
        """Whether a word begins so far before each apostrophe."""
        before = np.maximum(apostrophe - distance - 1, 0)
        joined = (kind[before] == _JOINER) & (before > 0) & in_word[before - 1]
        beginning: BoolArray = (apostrophe == distance) | ~(in_word[before] | joined)
        return beginning

    last, second, third, fourth = (at(-distance) | 32 for distance in (1, 2, 3, 4))  # ASCII letters in lower case
    surname = (at(-1) == ord("D")) & _CAPITAL[at(1)]
    single = begins(1) & _ELIDING[at(-1)] & ~surname
    # "qu'il", "lorsqu'il", "quoiqu'il"; but "quelqu'un" and "presqu'île" are words.
    longer = (third == ord("i")) | ((third == ord("s")) & (fourth != ord("e")))
    que = (last == ord("u")) & (second == ord("q")) & (begins(2) | longer)
    article = (last == ord("l")) & (second == ord("l")) & (apostrophe > 2) & in_word[apostrophe - 3]
    elided: BoolArray = single | que | article
    return elided


def _split_unspaced(
    in_word: BoolArray,
    kind: npt.NDArray[np.uint8],
    start: npt.NDArray[np.intp],
    end: npt.NDArray[np.intp],
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Cuts runs before every unspaced letter, and between an unspaced letter and a letter of another script."""
    unspaced = (kind & _UNSPACED) > 0
    is_mark = (kind & _MARK) > 0
    base = np.maximum.accumulate(np.where(is_mark, 0, np.arange(kind.size)))  # the letter that a mark belongs to
    previous = np.concatenate([[False], unspaced[base[:-1]]])
    cut = np.flatnonzero(in_word & ~is_mark & (unspaced | previous))
    return np.union1d(start, cut), np.union1d(end, cut[np.isin(cut, start, invert=True)])


def _merge(forms: list[str]) -> tuple[Int32Array, StrArray]:
    """Code of the term of each written form, and the terms in order of first use."""
    encoded = pa.array(fold(forms), pa.string()).dictionary_encode()
    vocabulary = np.empty(len(encoded.dictionary), object)
    vocabulary[:] = encoded.dictionary.to_pylist()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32), vocabulary
