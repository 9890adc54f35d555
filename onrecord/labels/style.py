"""How labels are printed in a text: points for being printed as most strong candidates are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.labels.label import Candidate
from onrecord.wordlists import weights

_MANY = 6
_MARKED = frozenset({"colon", "stamped", "bracket"})
_MAIN, _USUAL = 0.5, 0.15
"""A style is the main one, or one of the usual ones, from this share of the strong candidates on."""
_KIN = {"initial": "numbered", "numbered": "initial"}


class Styles:
    """Points for being printed as most strong candidates are, or as few are."""

    def __init__(self, strong: Sequence[Candidate]) -> None:
        document = weights()["document"]
        total = len(strong)
        self._main, self._present = document["style_main"], document["style_present"]
        self._odd = document["style_odd"] if total >= _MANY else 0.0
        self._share = {style: n / total for style, n in Counter(c.style for c in strong).items()}
        self._asked = sum(share for (family, *_), share in self._share.items() if family == "qa")
        self._near: dict[tuple[str, bool], float] = defaultdict(float)
        for (family, _, _, is_emphasised), share in self._share.items():
            self._near[family, is_emphasised] += share
        self._known: dict[tuple[tuple[str, str, bool, bool], bool], float] = {}

    def points(self, candidate: Candidate) -> float:
        """A label with a title or time, or in the usual capitals, is not odd for standing alone on its line."""
        vouch = (candidate.style, candidate.shape.is_titled or bool(candidate.stamp))
        if vouch not in self._known:
            self._known[vouch] = self._points(candidate.style, is_vouched=vouch[1])
        return self._known[vouch]

    def _points(self, style: tuple[str, str, bool, bool], *, is_vouched: bool) -> float:
        share = self._share.get(style, 0.0)
        if share > _USUAL:
            return self._main if share > _MAIN else self._present
        family, case, alone, emphasised = style
        is_usual = self._share.get((family, case, not alone, emphasised), 0.0) > _USUAL
        is_near = self._near.get((family, emphasised), 0.0) > _MAIN
        if family == "colon" and self._share.get((family, _KIN.get(case, ""), alone, emphasised), 0.0) > _USUAL:
            return self._present  # "I:" beside "P1:"
        if family == "colon" and is_vouched and case == "caps" and self._asked > _MAIN:
            return 0.0  # "MS. LEE:" once between questions and answers
        return 0.0 if (is_vouched or is_usual) and is_near and family in _MARKED else self._odd
