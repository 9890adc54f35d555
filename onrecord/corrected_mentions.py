"""Mentions as a reader has corrected them.

Separate from the finding because a correction is no rule: it names words as they are printed, and holds whatever
the rules say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, get_args

import numpy as np

from onrecord.targets import ARTICLES, CORRECTED, NAME, Kind, Mentions, Target
from onrecord.tokens import BoolArray, Int64Array, read_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.corrections.values import Refers
    from onrecord.table import TurnTable


class _Columns(NamedTuple):
    """Mentions in the order of the texts; places count through all of them, one text after the other."""

    start: Int64Array
    end: Int64Array
    target: Int64Array
    how: Int64Array
    form: Int64Array

    def at(self, index: BoolArray | Int64Array) -> _Columns:
        return _Columns(*(column[index] for column in self))

    def with_more(self, other: _Columns) -> _Columns:
        both = _Columns(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))
        return both.at(np.argsort(both.start, kind="stable"))


class _Speech:
    """The words of a table as places in all its texts, one text after the other."""

    def __init__(self, table: TurnTable) -> None:
        self.texts = [transcript.text for transcript in table.transcripts]
        self.base = np.cumsum([0, *(len(text) + 1 for text in self.texts)], dtype=np.int64)[:-1]
        self.of_sentence = self.base[table.turn_transcript[table.sentence_turn]]
        self.opened = self.of_sentence + table.sentence_start
        self.closed = self.of_sentence + table.sentence_end
        shift = np.repeat(self.of_sentence, table.sentence_words)
        self.words, self.word_ends = shift + table.token_start, shift + table.token_end
        length = np.array([len(term) for term in table.vocabulary], np.int64)[table.token_term]
        self.owned = self.words + length
        """Where the word of a possessive ends, without its 's."""

    def sentence(self, start: Int64Array) -> Int64Array:
        """The sentence around or before each place."""
        return np.maximum(np.searchsorted(self.opened, start, "right") - 1, 0)

    def cuts_word(self, start: Int64Array, end: Int64Array) -> BoolArray:
        """Which stretches begin or end inside a word: the "Lin" of "Lin-Manuel"; "Lin" in "Lin's" does not."""
        if not self.words.size:
            return np.zeros(start.size, np.bool_)
        one = np.maximum(np.searchsorted(self.words, start, "right") - 1, 0)
        two = np.maximum(np.searchsorted(self.words, end, "left") - 1, 0)
        begins_in = (self.words[one] < start) & (start < self.word_ends[one])
        ends_in = (self.words[two] < end) & (end < self.word_ends[two])
        is_owned = (self.owned[two] == end) & (self.word_ends[two] - end == len("'s"))
        cuts: BoolArray = begins_in | (ends_in & ~is_owned)
        return cuts

    def opens_sentence(self, start: int) -> bool:
        """Whether a sentence's first word begins there."""
        word = int(np.searchsorted(self.words, start))
        is_word = word < self.words.size and self.words[word] == start
        sentence = int(np.searchsorted(self.opened, start, "right")) - 1
        return bool(is_word and (word == 0 or self.words[word - 1] < self.opened[sentence]))

    def stretches(self, start: Int64Array, end: Int64Array) -> tuple[Int64Array, Int64Array]:
        """Those that lie inside one sentence and hold a word of it: no stage direction has words."""
        if not self.words.size:
            return start[:0], end[:0]
        sentence = self.sentence(start)
        has_words = np.searchsorted(self.words, end) > np.searchsorted(self.words, start)
        inside = (self.opened[sentence] <= start) & (end <= self.closed[sentence]) & has_words
        return start[inside], end[inside]


def with_corrections(table: TurnTable, mentions: Mentions, corrections: Sequence[Refers]) -> Mentions:
    """The mentions with each correction applied in its order, so that the newest wins.

    Every stretch of speech that is written exactly so, in whole words, refers to the correction's target; mentions
    that it overlaps give way, save a longer one around it ("Jordan" inside "King of Jordan"). Without a target,
    mentions written exactly so are none. With an ``end``, only the place from ``start`` to ``end`` of each
    transcript is meant, and nothing around it stays. A target that is unknown so far is added; a person's key that
    names a speaker is the speaker. What names no kind of target changes nothing.
    """
    if not corrections:
        return mentions
    speech = _Speech(table)
    shift = speech.of_sentence[mentions.sentence]
    now = _Columns(
        mentions.start + shift,
        mentions.end + shift,
        *(column.astype(np.int64) for column in (mentions.target, mentions.how, mentions.form)),
    )
    as_found = now.start, now.end
    code = {target.key: number for number, target in enumerate(mentions.targets)}
    targets = list(mentions.targets)
    for correction in corrections:
        start, end = _places(speech, correction)
        # A part of a word is meant only where it was found as a mention: the "Moscow" of "Moscow-backed".
        whole = ~speech.cuts_word(start, end) | _are_among(_Columns(start, end, start, start, start), as_found)
        places = start[whole], end[whole]
        if not correction.target:
            now = now.at(~_are_among(now, places))
            continue
        target = _target(correction.target, table)
        if target is None:
            continue
        if target.key not in code:
            code[target.key] = len(targets)
            targets.append(target)
        now = _referring(now, places, code[target.key], is_place=correction.end > 0)
    sentence = speech.sentence(now.start)
    used, first, renumbered = np.unique(now.target, return_index=True, return_inverse=True)
    order = np.argsort(first)  # targets stand in the order of their first mention
    shift = speech.of_sentence[sentence]
    return replace(
        mentions,
        targets=tuple(targets[number] for number in used[order].tolist()),
        sentence=read_only(sentence.astype(np.int32)),
        start=read_only((now.start - shift).astype(np.int32)),
        end=read_only((now.end - shift).astype(np.int32)),
        target=read_only(np.argsort(order)[renumbered].astype(np.int32)),
        how=read_only(now.how.astype(np.int8)),
        form=read_only(now.form.astype(np.int8)),
    )


def _referring(now: _Columns, places: tuple[Int64Array, Int64Array], target: int, *, is_place: bool) -> _Columns:
    """The mentions with these places referring to the target."""
    start, end = places
    lo, hi = np.searchsorted(now.end, start, "right"), np.searchsorted(now.start, end, "left")
    around = np.minimum(lo, max(now.start.size - 1, 0))
    meets = hi > lo
    same, longer = np.zeros(start.size, np.bool_), np.zeros(start.size, np.bool_)
    if now.start.size:
        same = meets & (now.start[around] == start) & (now.end[around] == end)
        longer = meets & ~same & (now.start[around] <= start) & (now.end[around] >= end)
    if is_place:
        longer[:] = False
    gone = np.zeros(now.start.size + 1, np.int64)
    np.add.at(gone, lo[meets & ~longer], 1)
    np.add.at(gone, hi[meets & ~longer], -1)
    form = np.full(start.size, NAME, np.int64)
    form[same] = now.form[around[same]]
    n = start.size
    added = _Columns(start, end, np.full(n, target, np.int64), np.full(n, CORRECTED, np.int64), form)
    return now.at(np.cumsum(gone)[:-1] == 0).with_more(added.at(~longer))


def _are_among(now: _Columns, places: tuple[Int64Array, Int64Array]) -> BoolArray:
    """Which mentions stand at one of the places exactly."""
    start, end = places
    if not start.size:
        return np.zeros(now.start.size, np.bool_)
    at = np.minimum(np.searchsorted(start, now.start), start.size - 1)
    same: BoolArray = (start[at] == now.start) & (end[at] == now.end)
    return same


def _places(speech: _Speech, correction: Refers) -> tuple[Int64Array, Int64Array]:
    """Where the words are spoken, whole and with the same capitals; between them may stand any space.

    An article has the other capital where it opens a sentence: "The Governor" and "the Governor" are one wording.
    """
    words = correction.words.split()
    found: list[tuple[int, int]] = []
    if words:
        as_written = list(map(re.escape, words))
        is_article = len(words) > 1 and words[0].lower() in ARTICLES
        if is_article:
            as_written[0] = f"[{words[0][0].lower()}{words[0][0].upper()}]{re.escape(words[0][1:])}"
        pattern = re.compile(r"\s+".join(as_written))
        for text, base in zip(speech.texts, speech.base.tolist(), strict=True):
            until = min(correction.end, len(text)) if correction.end else len(text)
            begin = correction.start if correction.end else 0
            spans = (match.span() for match in pattern.finditer(text, begin, until))
            spans = (
                (a, b)
                for a, b in spans
                if not is_article or text[a].islower() or text[a] == words[0][0] or speech.opens_sentence(a + base)
            )
            found += [(a + base, b + base) for a, b in spans if _is_whole(text, a, b)]
    start, end = np.array(found or np.zeros((0, 2)), np.int64).reshape(-1, 2).T
    return speech.stretches(start, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of another word touches the stretch."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _target(key: str, table: TurnTable) -> Target | None:
    written, _, name = key.partition(":")
    kind: Kind | None = next((kind for kind in get_args(Kind) if kind == written), None)
    if kind is None or not name:
        return None
    speaker = next((code for code, s in enumerate(table.speakers) if s.name == name), None)
    return Target(kind, name, speaker if kind == "person" else None)
