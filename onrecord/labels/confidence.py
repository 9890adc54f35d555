"""How sure a reading is: of each label, and of whether the text is a transcript at all.

Both are logistic in a few signs whose weights stand in ``data/labels/weights.toml``. A label is judged by how far its
points lie above what was needed; a text by whether its labels behave as people's names do: they come back, take turns,
carry titles or times, and what follows them is talk.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from onrecord.labels.label import Candidate
from onrecord.labels.scoring import has_speech, talking_share
from onrecord.wordlists import heading_pairs, weights, words

_ASKED = 200
_DATUM = re.compile(
    r"[ \t*_]*+(?![-–—])(?:"
    r"\d[^\n?!]{0,25}\n"
    r"|[^\n]{0,20}(?:\[ ?\]|__)"
    r"|(?:(?:[A-Z(&][\w'’&,)]*|[a-z]{1,3})[ ]){1,8}[A-Z(&][\w'’&,)]*[?!]?\n"
    r"|(?P<few>(?:[^\s.?!…。！？]{1,30}+[ \t]?){1,3}(?=\n)"
    r"|(?![a-z])(?:[^\s.?!…。！？]{1,30}+[ \t]?){4,9}(?=\n)))"
)
"""Only a few words, or a number, a place to fill in, or a headline, and the line ends."""
_KEY = re.compile(r"[ \t*_]*(?P<word>[A-Za-z]{2,12}):\s")
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[\w'’]+")
_ASKED_BY = frozenset({"q", "a", "问", "答", "問"})
_LONE = 3
_MOSTLY = 0.9
_LONG_ANSWER = 300
INDUCED_MOST = 0.7
"""Of a label shape that only its own repetition speaks for."""


@lru_cache(4096)
def label_confidence(margin: float) -> float:
    """How likely a label is one whose points lie ``margin`` above what was needed."""
    points = weights()["confidence"]
    return _squashed(points["label"] + points["label_margin"] * margin)


def transcript_confidence(kept: Sequence[Candidate], view: str, start: int) -> float:
    """How likely the text of ``view`` from ``start`` on is a transcript with the labels ``kept``; 0 for no labels."""
    points = weights()["confidence"]
    return _squashed(sum(points[sign] * value for sign, value in _signs(kept, view, start).items())) if kept else 0.0


def _signs(kept: Sequence[Candidate], view: str, start: int) -> Mapping[str, float]:
    """What speaks for and against a transcript, each from 0 to 1."""
    n = len(kept)
    count = Counter(c.shape.key for c in kept)
    stop, pairs = words("stop_heads"), heading_pairs()
    under_labels = (len(view) - kept[0].start) / max(1, len(view) - start)
    recurring = sum(times for times in count.values() if times > 1)
    return {
        "text": 1.0,
        "talking": talking_share(kept, view),
        "titled": sum(c.shape.is_titled for c in kept) / n,
        "timed": sum(bool(c.stamp) for c in kept) / n,
        "recurring": recurring / n,
        "turn_taking": sum(one.shape.key != other.shape.key for one, other in pairwise(kept)) / max(1, n - 1),
        "two_people": float(sum(times > 1 for times in count.values()) > 1),
        "many": min(1.0, math.log2(n) / 6),
        "under_labels": under_labels,
        "datum": _share_of_data(kept, view),
        "lone": 1.5 * (1.0 - under_labels) * (n < _LONE),
        "nobody": _nobody_answers(kept, view),
        "stop_head": sum(times for key, times in count.items() if key.split(" ", 1)[0] in stop) / n,
        "headed": _share_with_headings(kept, view),
        "heading_pair": float(any(len(count.keys() & group) > 1 for group in pairs)),
    }


def _share_of_data(kept: Sequence[Candidate], view: str) -> float:
    """Share of the labels, of the first few hundred, that only a value or a headline follows: "Rating: 5"."""
    asked = kept[:_ASKED]
    found = [_DATUM.match(view, c.end) for c in asked]
    return sum(bool(match and not (match["few"] and has_speech(match[0]))) for match in found) / len(asked)


def _share_with_headings(kept: Sequence[Candidate], view: str) -> float:
    """Share of the labels, of the first few hundred, that a heading follows: "[mail] INFO: Done"."""
    asked, heads = kept[:_ASKED], words("stop_heads")
    return sum(bool((m := _KEY.match(view, c.end)) and m["word"].casefold() in heads) for c in asked) / len(asked)


def _nobody_answers(kept: Sequence[Candidate], view: str) -> float:
    """1 where only letters or words ask and answer, none at length, no question says "you" and no answer "I".

    That is how a help page asks.
    """
    asked = kept[:_ASKED]
    letters = words("question_words") | _ASKED_BY
    if sum(c.family == "qa" or c.shape.key in letters for c in asked) < _MOSTLY * len(asked):
        return 0.0
    ends = [*(c.start for c in kept[1:]), len(view)]
    persons = words("first_person"), words("second_person")
    for c, end in zip(asked, ends, strict=False):
        said = view[c.end : min(end, c.end + _LONG_ANSWER)]
        speaker = persons[c.shape.key == kept[0].shape.key]
        if len(said) >= _LONG_ANSWER or not speaker.isdisjoint(_WORD.findall(said.casefold())):
            return 0.0
    return 1.0


def _squashed(points: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))
