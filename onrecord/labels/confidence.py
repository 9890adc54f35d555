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
from itertools import pairwise

from onrecord.labels.line import Candidate
from onrecord.labels.scoring import talking_share
from onrecord.wordlists import heading_pairs, weights, words

_ASKED = 200
_DATUM = re.compile(r"[ \t*_]*(?:[^\s.?!…。！？]{1,30}[ \t]?){1,3}(?=\n)")
INDUCED_MOST = 0.7
"""Of a label shape that only its own repetition speaks for."""


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
        "under_labels": (len(view) - kept[0].start) / max(1, len(view) - start),
        "datum": _share_of_data(kept, view),
        "stop_head": sum(times for key, times in count.items() if key.split(" ", 1)[0] in stop) / n,
        "heading_pair": float(any(len(count.keys() & group) > 1 for group in pairs)),
    }


def _share_of_data(kept: Sequence[Candidate], view: str) -> float:
    """Share of the labels, of the first few hundred, that only a value follows: a few words without a full stop."""
    asked = kept[:_ASKED]
    return sum(bool(_DATUM.match(view, c.end)) for c in asked) / len(asked)


def _squashed(points: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))
