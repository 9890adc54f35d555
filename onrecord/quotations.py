"""What a person pastes to have it checked: the words that are claimed to have been said, and who is said to have.

Separate from the check because it is a small grammar of quotation: quote marks, "…" for what was cut, "[the]" for what
an editor put in, and the name before or after.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.entities import decoded, decoded_in_place
from onrecord.errors import QuotationError
from onrecord.languages import stop_words
from onrecord.model import Speaker
from onrecord.tokens import fold, tokenize
from onrecord.wordlists import stage_pattern, words

MOST_WORDS = 1000
MOST_CHARACTERS = 20_000

_MARKS = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』")
_SINGLE_MARKS = re.compile(r"(?<!\w)[‘'](\S.*?\S)[’'](?!\w)", re.DOTALL)
_CUT = re.compile(r"\[\s*(?:…|\.(?:\s?\.)+)\s*\]|\(\s*(?:…|\.(?:\s?\.)+)\s*\)|…|\.(?:\s?\.)+")
_LETTERS = re.compile(r"\[(\w{1,3})\](?=\w)|(?<=\w)\[(\w{1,5})\]")
"""A letter or an ending that an editor changed: "[T]he", "want[ed]"."""
_BRACKETS = re.compile(r"\[\[([^\[\]]*)\]\]|\[([^\[\]]*)\]|\(([^()]*)\)")
_LABEL = re.compile(r"^[ \t*_>\[]*(?P<name>[^:\n]{1,80}?)[ \t*_\]]*:[*_]*", re.MULTILINE)
_LEADING = re.compile(r"\s*(?P<name>[^:\n“”\"«»]{1,80}):\s")
_TRAILING = re.compile(r"[\s.,!?]*(?:[—–]|\s-|,|\n)\s*(?P<name>[^,—–\n]{1,80}?)\W*$")
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ][\w'’-]*\.?(?:[ \t]+[^\W\d_a-zß-ÿ][\w'’-]*)*")
_POSSESSIVE = re.compile(r"['’‘\u02bc\uff07]s$", re.IGNORECASE)
_CURRENCIES = "".join(sign for sign in map(chr, range(0x20D0)) if unicodedata.category(sign) == "Sc")
_BEFORE_NUMBER = re.compile(rf"([{_CURRENCIES}−]|(?<![^\s(])-)$")
_AFTER_NUMBER = re.compile(rf"[ \u00a0\u202f]?([%‰°{_CURRENCIES}])")
_BETWEEN_HYPHENS = re.compile(r"[^-\u2010\u2011]+")
_JOINER = "\u2060"
"""Parts no word, and is dropped from its term."""
_LIGATURES = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or one of those that a hyphen joins: "long-term" is "long term" to the ear."""

    word: str
    """All that another word has not, see ``pieces_of``."""
    written: str
    start: int
    end: int
    number: int
    """Of the word that it is or is part of."""


@dataclass(frozen=True, slots=True)
class QuotedWord:
    """One word of a quotation."""

    term: str
    """As in the vocabulary of a table."""
    pieces: tuple[Piece, ...]
    in_brackets: bool
    """Put in by an editor, and marked so."""

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words claimed to have been said, in parts that may be from different places."""

    text: str
    words: tuple[QuotedWord, ...]
    parts: tuple[tuple[int, int], ...]
    """Half-open ranges of ``words``."""
    by: tuple[str, ...] = ()
    """Names of the speakers who may be meant; empty when none is named."""
    unknown: str = ""
    """Who is named beside its quote marks and does not speak here: "Donald Duck"."""


def readings(text: str, speakers: Sequence[Speaker], remarks: Collection[str] = ()) -> list[Quotation]:
    """What ``text`` may claim: all its words; and where it names one of ``speakers``, the words that this one said.

    Brackets that hold "sic", a stage direction or, brackets included, one of ``remarks`` are passed over.

    Raises QuotationError when it holds no word or more than ``MOST_WORDS``.
    """
    whole = _quotation(text, _without_labels(text, speakers), remarks)
    if not whole.words:
        raise QuotationError("There is no word in this quotation; paste what was said.")
    if len(text) > MOST_CHARACTERS or len(whole.words) > MOST_WORDS:
        raise QuotationError(
            f"This is {len(whole.words):,} words; a quotation may have {MOST_WORDS:,}. Paste a part of it."
        )
    found = [whole]
    marked = _marked(text)
    spans, around = marked or _named(text, speakers)
    by = _speakers(around, speakers)
    is_clear = bool(marked) and (bool(_MARKS.search(text)) or _attributes(around))
    if spans and (by or is_clear or not tokenize(around).term.size or len(spans) > 1):
        attributed = _quotation(text, spans, remarks, by, "" if by or not marked else _stranger(around))
        if 2 * len(attributed.words) >= len(whole.words):  # else somebody quotes somebody in what was pasted
            found.append(attributed)
    return found


def pieces_of(text: str, number: int, start: int, end: int, term: str) -> tuple[Piece, ...]:
    """The word ``number`` at ``start`` to ``end`` of ``text``, whose term is ``term``, as pieces.

    A piece has what the term has not: the possessive, in which "Ukraine" and "Ukraine's" differ, and the signs of a
    number, since "$8" is not "8", and "8%" is neither.
    """
    if end - start == len(term) and term.isalpha() and term.isascii():  # nearly always
        return (Piece(term, text[start:end], start, end, number),)
    word, start, end = _spelling(text, start, end, term)
    if "-" not in word:
        return (Piece(word, decoded(text[start:end]), start, end, number),)
    apart = [piece for piece in word.split("-") if piece]
    spans = [found.span() for found in _BETWEEN_HYPHENS.finditer(text, start, end)]
    if len(spans) != len(apart):  # the hyphen was mended away, or is an entity
        return tuple(Piece(piece, piece, start, end, number) for piece in apart)
    return tuple(Piece(piece, text[a:b], a, b, number) for piece, (a, b) in zip(apart, spans, strict=True))


def _spelling(text: str, start: int, end: int, term: str) -> tuple[str, int, int]:
    """The word with its possessive and its signs, and where it stands with these."""
    word = without_ligatures(term)
    if text[end - 1] in "sS;" and not term.endswith("'s") and _POSSESSIVE.search(decoded(text[start:end])):
        word += "'s"
    if term[0].isdecimal():
        before = _BEFORE_NUMBER.search(text, max(start - 2, 0), start)
        after = _AFTER_NUMBER.match(text, end)
        if before:
            word, start = f"{before[1].replace('-', '−')}{word}", start - 1
        if after:
            word, end = f"{word}{after[1]}", after.end()
    return word, start, end


def without_ligatures(term: str) -> str:
    """The term with its letters apart: "oﬀice" is "office"."""
    return term.translate(_LIGATURES)


def _quotation(
    text: str,
    spans: Sequence[tuple[int, int]],
    remarks: Collection[str],
    by: tuple[str, ...] = (),
    unknown: str = "",
) -> Quotation:
    view = [" "] * len(text)
    read = decoded_in_place(text)
    for start, end in spans:
        view[start:end] = read[start:end].translate({ord("\n"): " "})
    cuts = [start for start, _ in spans[1:]]
    put_in: list[tuple[int, int]] = []

    def blanked(pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        return list(pattern.finditer("".join(view)))

    for found in blanked(_CUT):
        cuts.append(found.start())
        view[found.start() : found.end()] = " " * len(found[0])
    for found in blanked(_LETTERS):
        view[found.start()] = " " if found[1] else _JOINER
        view[found.end() - 1] = _JOINER if found[1] else " "
        put_in += [] if found[1] else [(found.start(), found.end())]
    for found in blanked(_BRACKETS):
        inside = found[0].strip("[]()").strip()
        if inside.lower() == "sic" or stage_pattern().match(inside) or " ".join(found[0].split()) in remarks:
            view[found.start() : found.end()] = " " * len(found[0])
        elif found[2] is not None:
            put_in.append((found.start(), found.end()))
            view[found.start()] = view[found.end() - 1] = " "
    tokens = tokenize("".join(view))
    said: list[QuotedWord] = []
    for code, start, end in zip(tokens.term.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True):
        term = without_ligatures(tokens.vocabulary[code])
        in_brackets = any(start < b and a < end for a, b in put_in)
        said.append(QuotedWord(term, pieces_of(text, len(said), start, end, term), in_brackets))
    edges = [0, *(sum(word.start < cut for word in said) for cut in sorted(cuts)), len(said)]
    parts = tuple((a, b) for a, b in pairwise(edges) if a < b)
    return Quotation(text, tuple(said), parts, by, unknown)


def _without_labels(text: str, speakers: Sequence[Speaker]) -> list[tuple[int, int]]:
    """The stretches of ``text`` between the labels of ``speakers``, where whole turns were pasted."""
    if "\n" not in text.strip():
        return [(0, len(text))]
    known = {label.casefold() for speaker in speakers for label in (speaker.name, *speaker.labels)}
    labels = [found.span() for found in _LABEL.finditer(text) if found["name"].strip().casefold() in known]
    edges = [0, *(edge for span in labels for edge in span), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _marked(text: str) -> tuple[list[tuple[int, int]], str] | None:
    """The stretches between quote marks, and what stands around them."""
    found = list(_MARKS.finditer(text)) or list(_SINGLE_MARKS.finditer(text))
    if not found:
        return None
    spans = [(m.start() + 1, m.end() - 1) for m in found]
    edges = [0, *(edge for m in found for edge in m.span()), len(text)]
    return spans, " ".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _attributes(around: str) -> bool:
    """Whether what stands around a quotation says that it was said."""
    return around.rstrip().endswith(":") or not words("said_words").isdisjoint(tokenize(around).vocabulary)


def _stranger(around: str) -> str:
    """The name in what stands around a quotation: words with capitals, without those that open a sentence."""
    plain = stop_words("en") | words("said_words")
    for found in _CAPITALS.finditer(around):
        name = found[0].split()
        while name and name[0].casefold() in plain - words("titles"):
            name = name[1:]
        if not set(fold([word.strip(".") for word in name])) <= words("titles"):
            return " ".join(name)
    return ""


def _named(text: str, speakers: Sequence[Speaker]) -> tuple[list[tuple[int, int]], str]:
    """The same without marks: a name before a colon, or behind a dash or a comma, and nothing but a name."""
    for pattern, is_before in ((_LEADING, True), (_TRAILING, False)):
        found = pattern.match(text) if is_before else pattern.search(text)
        if found and _is_name(found["name"], speakers):
            return [(found.end(), len(text)) if is_before else (0, found.start())], found["name"]
    return [], ""


def _is_name(text: str, speakers: Sequence[Speaker]) -> bool:
    terms = set(fold(text.split())) if text.strip() else set()
    terms = {term.strip(".,;:()") for term in terms} - {""}
    known = set().union(*map(_name_terms, speakers)) if speakers else set()
    return bool(terms & known) and terms <= known | words("titles") | words("said_words") | {
        "the",
        "of",
        "adds",
        "added",
    }


@cache
def _name_terms(speaker: Speaker) -> frozenset[str]:
    written = " ".join((speaker.name, *speaker.labels))
    return frozenset(tokenize(written).vocabulary) - words("titles") - {"the", "of", "for", "and"}


def _speakers(around: str, speakers: Sequence[Speaker]) -> tuple[str, ...]:
    """Who is named in what stands around a quotation: those of whose names the most telling words stand there."""
    terms = set(tokenize(around).vocabulary)
    shared = Counter(term for speaker in speakers for term in _name_terms(speaker))
    scores = {s.name: sum(1 / shared[term] for term in _name_terms(s) & terms) for s in speakers}
    best = max(scores.values(), default=0)
    named = tuple(name for name, score in scores.items() if best and score >= best)
    return named if len(named) <= 3 else ()
