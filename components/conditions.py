"""What is selected, in words: a chip's label, the name of a side of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.words import plural
from onrecord.masks import QUESTION
from onrecord.selection import ELSEWHERE, Atom, near, pair, sentence_ranges, turn_range

if TYPE_CHECKING:
    from components.document import Document


def in_words(atom: Atom, document: Document) -> str:
    """As in "Ann × Trade" and "turns 3–9"."""
    parts = []
    for field, value in atom:
        ends = turn_range(value) if field == "turns" else None
        if ends:
            last = min(ends[1], max(len(document.table.turn_speaker) - 1, 0))
            parts.append(f"turn {ends[0] + 1:,}" if ends[0] == last else f"turns {ends[0] + 1:,}–{last + 1:,}")
        elif field == "mention":
            parts.append(value.partition(":")[2] or value)
        elif field == "others":
            parts.append(f"all but {value}")
        elif (field, value) == ELSEWHERE:
            parts.append("outside the other filters")
        elif field == "manner":
            parts.append("Questions" if value == QUESTION else value.rpartition(":")[2])
        elif field == "theme":
            parts.append(dict(zip(document.themes.keys, document.themes.names, strict=True)).get(value, value))
        elif field == "address":
            parts.append(f"speaking to {value.partition(':')[2]}")
        elif field == "about":
            parts.append(f"about {value.partition(':')[2]}")
        elif field == "echo" and (both := pair(value)):
            parts.append(f"{both[1]} echoes {both[0]}")
        elif field == "exchange" and (both := pair(value)):
            parts.append(f"{both[0]} asks {both[1] or 'nobody known'}")
        elif field == "sentences" and (ranges := sentence_ranges(value)):
            parts.append(plural(sum(last - first + 1 for first, last in ranges), "sentence"))
        elif field == "near" and (meant := near(value)):
            query, word, window = meant
            parts.append(f"{query} … {word}" + (f" within {window}" if window else " in one sentence"))
        else:
            parts.append(value)
    return " × ".join(parts)
