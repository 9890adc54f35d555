"""Where the terms of a network stand, and which of them belong together. The same links always give the same picture.

Separate from the statistic because it is drawn and not counted: distances on paper are no measure, and two terms may
stand side by side because there was room.

Groups: greedy modularity (Clauset, Newman & Moore 2004, Physical Review E 70:066111), by hand for the few dozen nodes
there are: with ties broken by order it needs no chance. Places: stress majorization (Gansner, Koren & North 2005, Graph
Drawing, 239-250) from a fixed start, each connected part by itself; then labels that lie upon each other are moved
apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from onrecord.tokens import BoolArray, Int64Array

if TYPE_CHECKING:
    from onrecord.table import Float64Array

COLUMNS = ("term", "x", "y", "group", "sentences", "links")

_LETTER_PX = 6.5
_LABEL_PX = (14.0, 18.0)
"""Width of a label without letters, and its height."""
_STEPS = 200
_SWEEPS = 300
_ENOUGH = 1e-5
_GAP_PX = 24.0


def layout(links: pd.DataFrame, *, width_px: int = 900, height_px: int = 560) -> pd.DataFrame:
    """Where each term of ``links`` (rows of ``term_network``) stands: one row a term, in the order of first mention.

    ``x``, ``y``: middle of the label in pixels from the left and the top; ``group``: number of the terms it belongs
    with, the group with most sentences first; ``sentences``, ``links``: how many have it, and how many links it has.
    Labels do not lie upon each other if there is room for them.
    """
    names = list(dict.fromkeys([*links["term"], *links["other"]]))
    number = {name: at for at, name in enumerate(names)}
    one = np.array([number[name] for name in links["term"]], np.int64)
    other = np.array([number[name] for name in links["other"]], np.int64)
    strength = np.zeros((len(names), len(names)))
    strength[one, other] = strength[other, one] = links["association"]
    sentences = np.zeros(len(names), np.int64)
    sentences[one], sentences[other] = links["term_sentences"], links["other_sentences"]
    size = np.array([(_LABEL_PX[0] + _LETTER_PX * len(name), _LABEL_PX[1]) for name in names]).reshape(-1, 2)
    place = _placed(strength, size, np.array([width_px, height_px], np.float64))
    group = groups(strength)
    weight = -np.bincount(group, sentences, minlength=1)[group]
    rank = np.unique(np.stack((weight, group)), axis=1, return_inverse=True)[1] if names else group
    return pd.DataFrame(
        {
            "term": pd.Series(names, dtype="str"),
            "x": place[:, 0],
            "y": place[:, 1],
            "group": rank.astype(np.int64),
            "sentences": sentences,
            "links": np.count_nonzero(strength, axis=1).astype(np.int64),
        },
        columns=list(COLUMNS),
    )


def groups(strength: Float64Array) -> Int64Array:
    """The group of each node of a network with these symmetric link strengths (n × n, 0 for none), numbered by their
    first nodes.

    Starting from single nodes, the two groups whose union raises modularity the most are joined until none does.
    """
    group = np.arange(len(strength))
    total = strength.sum()
    if not total:
        return group
    share = strength / total
    while len(share) > 1:
        alone = share.sum(axis=1)
        gain = np.where(share > 0, 2 * (share - np.outer(alone, alone)), -np.inf)
        np.fill_diagonal(gain, -np.inf)
        low, high = sorted(divmod(int(np.argmax(gain)), len(share)))
        if gain[low, high] <= 1e-12:
            break
        share[low] += share[high]
        share[:, low] += share[:, high]
        share = np.delete(np.delete(share, high, 0), high, 1)
        group = np.where(group == high, low, group - (group > high))
    return np.unique(group, return_inverse=True)[1].astype(np.int64)


def _placed(strength: Float64Array, size: Float64Array, room: Float64Array) -> Float64Array:
    """Middles of the labels: connected parts side by side, the largest first, stretched to the room."""
    from scipy.sparse.csgraph import connected_components, shortest_path  # noqa: PLC0415 slow, and only drawing needs it

    if not len(strength):
        return np.zeros((0, 2))
    n_parts, part = connected_components(strength > 0, directed=False)
    # Stronger links are shorter, but not by much: lengths from 1 to 2.
    strongest = strength.max(initial=1)
    length = np.where(strength > 0, 2 - np.sqrt(strength / strongest), 0)
    distance = shortest_path(length, directed=False)
    boxes = []
    for number in range(n_parts):
        inside = np.flatnonzero(part == number)
        place = _stress(distance[np.ix_(inside, inside)])
        boxes.append((inside, place - place.min(axis=0), np.ptp(place, axis=0) + 1))
    boxes.sort(key=lambda box: (-len(box[0]), int(box[0][0])))
    place = np.zeros((len(strength), 2))
    wide = max(float(boxes[0][2][0]), np.sqrt(sum(box[2].prod() for box in boxes) * room[0] / room[1]))
    corner, tallest = np.zeros(2), 0.0
    for inside, inner, extent in boxes:  # in rows, as words stand on a page
        if corner[0] and corner[0] + extent[0] > wide:
            corner, tallest = np.array([0.0, corner[1] + tallest]), 0.0
        place[inside] = corner + inner
        corner[0] += extent[0]
        tallest = max(tallest, float(extent[1]))
    free = np.maximum(room - size.max(axis=0) - 4, 1)
    place = (place - place.min(axis=0)) / np.maximum(np.ptp(place, axis=0), 1e-9) * free
    stretched: Float64Array = np.where(np.ptp(place, axis=0) > 0, place, free / 2) + (room - free) / 2
    return _apart(stretched, size, room)


def _stress(distance: Float64Array) -> Float64Array:
    """Places in the plane whose distances are as near to those given as can be, from a fixed start."""
    n = len(distance)
    if n == 1:
        return np.zeros((1, 2))
    square = distance**2
    centred = -(square - square.mean(0) - square.mean(1)[:, None] + square.mean()) / 2
    value, vector = np.linalg.eigh(centred)
    place = vector[:, -2:] * np.sqrt(np.maximum(value[-2:], 0))
    place *= np.where(place[np.abs(place).argmax(axis=0), [0, 1]] < 0, -1, 1)  # an eigenvector has no sign of its own
    turn = np.arange(n) * 2.399963  # no two at one place: a spiral by the golden angle, too small to be seen
    place = place[:, ::-1] + 1e-3 * np.stack((np.cos(turn), np.sin(turn)), axis=1)
    weight = np.divide(1, square, out=np.zeros_like(square), where=square > 0)
    laplacian = np.diag(weight.sum(1)) - weight
    inverse = np.linalg.pinv(laplacian)
    before = np.inf
    for _ in range(_STEPS):
        apart = np.linalg.norm(place[:, None] - place[None], axis=2)
        now = float((weight * (apart - distance) ** 2).sum())
        if before - now <= _ENOUGH * max(now, 1e-12):
            break
        before = now
        ratio = -np.divide(weight * distance, apart, out=np.zeros_like(apart), where=apart > 0)
        np.fill_diagonal(ratio, 0)
        np.fill_diagonal(ratio, -ratio.sum(1))
        place = inverse @ (ratio @ place)
    found: Float64Array = place
    return found


def _apart(place: Float64Array, size: Float64Array, room: Float64Array) -> Float64Array:
    """The same with labels that lie upon each other moved apart, within the room."""
    least = (size[:, None] + size[None]) / 2
    upper = np.triu(np.ones((len(size), len(size)), np.bool_), 1)
    for _ in range(_SWEEPS):
        away = place[:, None] - place[None]
        over = least - np.abs(away)
        hit: BoolArray = (over > 0).all(axis=2) & upper
        if not hit.any():
            break
        one, other = np.nonzero(hit)
        # Along the axis on which less has to be moved; those at one place part by their order.
        axis = np.argmin(over[one, other] / room, axis=1)
        sign = np.where(away[one, other, axis] >= 0, 1, -1)
        push = sign * (over[one, other, axis] / 2 + 0.5)
        np.add.at(place, (one, axis), push)
        np.add.at(place, (other, axis), -push)
        place = np.clip(place, size / 2, np.maximum(room - size / 2, size / 2))
    return place
