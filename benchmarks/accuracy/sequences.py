"""Two readings of one file as turns of words, compared word by word: for files whose text is not their bytes.

Where a gold and a reader make different texts (PDF, XML, JSON), offsets cannot be compared. Words can: both sequences
are aligned, and a turn begins right where its first word is the first word of a turn of the gold.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from benchmarks.accuracy.metrics import best_pairs, matched

_WORD = re.compile(r"\w+")
_GRAM = 5
NEAR_WORDS = 1


class Said(NamedTuple):
    """A turn: who, and the words."""

    speaker: str
    words: list[str]


def said(speaker, text):
    """The turn of ``text``; words as letters and digits, whatever their case and composition."""
    return Said(speaker, _WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def merged(turns):
    """Turns without those that hold no word, neighbours of one speaker as one."""
    result = []
    for turn in turns:
        if not turn.words:
            continue
        if result and result[-1].speaker == turn.speaker:
            result[-1].words.extend(turn.words)
        else:
            result.append(Said(turn.speaker, list(turn.words)))
    return result


def compared(golds, founds):
    """Counts by (measure, part), as ``metrics.measured`` has them: "boundary", "merged" and "words"; "extra" words of
    the reading that the gold does not hold.
    """
    counts = Counter()
    golds, founds = ([turn for turn in turns if turn.words] for turns in (golds, founds))
    place = aligned(_all(golds), _all(founds))
    owners, people = _owners(golds)
    finders, names = _owners(founds)
    got = np.full(len(owners), -1)
    known = place >= 0
    got[known] = finders[place[known]] if len(finders) else -1
    pairs = best_pairs(owners, got, len(people), len(names))
    counts["words", "all"] = len(owners)
    best = np.array([pairs.get(at, -2) for at in range(len(people))] or [-2])
    counts["words", "right"] = int((got == best[owners]).sum()) if len(owners) else 0
    counts["eaten", "hit"] = int((~known).sum())
    counts["extra", "hit"] = len(finders) - int(known.sum())
    counts["extra", "all"] = len(finders)
    back = np.full(len(finders) + 1, len(owners))
    back[place[known]] = np.flatnonzero(known)
    for measure, one, other in (("boundary", golds, founds), ("merged", merged(golds), merged(founds))):
        wanted = _starts(one)
        found = sorted(_first_known(back, start, stop) for start, stop in _spans(other))
        hits = matched(wanted, found, near=NEAR_WORDS)
        counts[measure, "hit"], counts[measure, "gold"], counts[measure, "found"] = len(hits), len(wanted), len(found)
    return counts


def aligned(one, other):
    """For each word of ``one`` the place of the same word in ``other``, in order; -1 where there is none.

    Runs of words that stand once in each are the anchors; what lies between two of them is compared as a whole.
    """
    place = np.full(len(one), -1)
    anchors = [(-1, -1), *_ascending(_unique_runs(one, other)), (len(one), len(other))]
    for (a, b), (c, d) in pairwise(anchors):
        if 0 <= c < len(one):
            place[c] = d
        left, right = one[a + 1 : c], other[b + 1 : d]
        if left and right:
            for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
                here, there = a + 1 + block.a, b + 1 + block.b
                place[here : here + block.size] = range(there, there + block.size)
    return place


def _unique_runs(one, other):
    def runs(words):
        found = {}
        for at in range(len(words) - _GRAM + 1):
            key = tuple(words[at : at + _GRAM])
            found[key] = -1 if key in found else at
        return found

    theirs = runs(other)
    return [(at, theirs[key]) for key, at in runs(one).items() if at >= 0 and theirs.get(key, -1) >= 0]


def _ascending(pairs):
    """The longest list of pairs that rises on both sides."""
    pairs.sort()
    tails, at, before = [], [], []
    for number, (_, theirs) in enumerate(pairs):
        place = bisect_left(tails, theirs)
        tails[place : place + 1] = [theirs]
        at[place : place + 1] = [number]
        before.append(at[place - 1] if place else -1)
    chain, number = [], at[-1] if at else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _all(turns):
    return [word for turn in turns for word in turn.words]


def _owners(turns):
    people = {speaker: at for at, speaker in enumerate(dict.fromkeys(turn.speaker for turn in turns))}
    return np.array([people[turn.speaker] for turn in turns for _ in turn.words], dtype=np.int64), people


def _starts(turns):
    return [start for start, _ in _spans(turns)]


def _spans(turns):
    at = 0
    for turn in turns:
        yield at, at + len(turn.words)
        at += len(turn.words)


def _first_known(back, start, stop):
    """The place in the gold of the first word of a found turn that the gold holds."""
    return int(back[start:stop].min(initial=back[-1]))
