"""Names as XML has them: identifiers made readable, labels without their marks, offices in the chair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PREFIX = re.compile(r"^(?:(?:#|pers?:|person[._:-]|prs[._:]|sp[kp]?[_:]|u-)(?=\w))+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SEAM = re.compile(r"(?<=[^\W\d_A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŹŻİŞĞŐŰŇŘŤĎĚŮĀĒĪŪĶĻŅ][^\W\d_])")
_CHAIR = re.compile(
    r"(?:(?:the|mr|mrs|ms|madam|mdm|hon|acting|assistant|associate|interim|deputy|principal|vice|temporary|house|el|la|le|der|die|señora?|sra?|señoría|m|mme|monsieur|madame|herr|frau)[\s.-]+)*"
    r"(?:speaker|chair(?:man|woman|person)?|president[ea]?|président[e]?|presiding officer|präsident(?:in)?|moderator)",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"^(?:(?:the\s+)?(?:right\s+|rt\.?\s+)?hon(?:ou?rable|\.)?|mr|mrs|ms|miss|mnr|mev|mx|dr|m|mme|l[’']hon)\.?\s+(?=\w)",
    re.IGNORECASE,
)
_PARTICLE = 3
_MARKS = " \t\r\n:.：-–—,;"


def readable(identifier: str) -> str:
    """The words of an identifier such as "#DeJòdarJulià", "Durmuş.Yılmaz" or "/person/mr-lee"; as it is, if of none."""
    last = _PREFIX.sub("", identifier.strip().rstrip("/").rpartition("/")[2])
    words = [word for part in _WORDS.findall(last) for word in _SEAM.split(part)]
    if not words or not any(word.isalpha() for word in words):
        return last or identifier
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in words)


def ordered(words: str, printed: str) -> str:
    """``words``, the family name perhaps first, as ``printed`` has them and in its order; unchanged if it lacks one.

    Particles ("de", "van") stay before the name that they belong to.
    """
    groups: list[str] = []
    is_open = False
    for word in words.split():
        if is_open:
            groups[-1] += rf"\s+{re.escape(word)}"
        else:
            groups.append(re.escape(word))
        is_open = len(word) <= _PARTICLE
    found = [re.search(rf"(?i)\b{group}\b", printed) for group in groups]
    if not found or not all(found):
        return words
    return " ".join(each[0] for each in sorted((each for each in found if each), key=lambda each: each.start()))


def unmarked(label: str) -> str:
    """A printed name without the colon, dash or full stop after it; initials keep theirs."""
    name = " ".join(label.split()).rstrip(_MARKS)
    return name if name.count("(") == name.count(")") else " ".join(label.split())


def parted(label: str) -> tuple[str, str]:
    """A printed name and what stands in brackets after it."""
    name = unmarked(label)
    if not name.endswith(")"):
        return name, ""
    depth, opens = 0, len(name)
    while opens and (depth or opens == len(name)):
        opens -= 1
        depth += (name[opens] == ")") - (name[opens] == "(")
    return (unmarked(name[:opens]), name[opens + 1 : -1].strip()) if opens else (name, "")


def is_chair(office: str) -> bool:
    """Whether an office or printed name is that of who presides, and no more."""
    return bool(_CHAIR.fullmatch(parted(office)[0].strip(" .")))


def bare(name: str) -> str:
    """A name without titles before it, for comparison."""
    before = None
    while before != name:
        before, name = name, _HONORIFIC.sub("", name.strip())
    return " ".join(name.casefold().split())


def identifiers(pointer: str) -> list[str]:
    """The identifiers that an attribute points to: "#a #b"."""
    return [each.lstrip("#") for each in pointer.split()]


def first(values: Iterator[str] | Sequence[str]) -> str:
    """The first that is not empty."""
    return next((value for value in values if value), "")
