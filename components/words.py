"""How the page sums up and says numbers and names in its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import bidirectional, category

if TYPE_CHECKING:
    import pandas as pd


def plural(count: float, singular: str, many: str = "") -> str:
    """As in "1 turn" and "1,204 turns"."""
    return f"{count:,.0f} {singular if count == 1 else many or singular + 's'}"


def percent(part: float) -> str:
    """As in "50.5 %"; a missing share is a dash."""
    return "–" if part != part else f"{part * 100:.1f} %"  # noqa: PLR0124 NaN is what differs from itself


def listed(names: Sequence[str]) -> str:
    """As in "A", "A and B" and "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def isolated(name: str) -> str:
    """``name`` as it can stand in a sentence: numbers beside a name written from right to left stay where they are."""
    return f"\u2068{name}\u2069" if any(bidirectional(letter) in {"R", "AL"} for letter in name) else name


def clock(milliseconds: float) -> str:
    """As in "1:02:03" and "2:03"."""
    seconds = int(milliseconds // 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def most_by(names: pd.Series[str]) -> str:
    """As in ", most by Ann (3)": of several with one ahead of all others; else nothing."""
    counts = names.value_counts()
    if len(counts) < 2:
        return f", all by {isolated(str(counts.index[0]))}" if len(counts) and counts.iloc[0] > 1 else ""
    if counts.iloc[0] == counts.iloc[1]:
        return ""
    return f", most by {isolated(str(counts.index[0]))} ({counts.iloc[0]:,})"


def totals(frame: pd.DataFrame, by: str, column: str) -> dict[str, int]:
    """Sums of ``column`` for each value of ``by``, largest first; equal ones in the order of the frame."""
    sums: Counter[str] = Counter()
    for name, value in zip(frame[by].tolist(), frame[column].tolist(), strict=True):
        sums[name] += value
    return dict(sums.most_common())


def unhidden(name: str) -> str:
    """``name`` with what nobody sees in it made visible: "Ann⟨U+200B⟩ Bell"."""
    return "".join(f"⟨U+{ord(one):04X}⟩" if category(one) in {"Cf", "Cc", "Co", "Cs"} else one for one in name)
