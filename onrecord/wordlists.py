"""The lists under ``data/labels``: read once, shared by the label grammar, the segments and the speakers.

They are files because a person who meets a new title or a new closing notice may want to add it without touching code.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.datafiles import data_path


@cache
def words(name: str) -> frozenset[str]:
    """The words of the list ``name`` (such as ``"titles"``), lower case; they stand apart by white space."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of the list ``name`` without comments and blank ones, in their order."""
    text = data_path("labels", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not re.match(r"# \w", line))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of the label grammar: section -> sign -> points."""
    with data_path("labels", "weights.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {section: {sign: float(points) for sign, points in rows.items()} for section, rows in tables.items()}


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Short first name -> the full ones it may stand for."""
    rows = (line.partition(":") for line in lines("nicknames"))
    return {short.strip(): frozenset(full.split()) for short, _, full in rows}


@cache
def role_names() -> Mapping[str, tuple[str, bool]]:
    """Word -> the role it names, and whether many people share that role."""
    rows = (line.partition(":") for line in lines("role_names"))
    return {word: (role.rstrip("*"), role.endswith("*")) for role, _, named in rows for word in named.split()}


@cache
def heading_pairs() -> tuple[frozenset[str], ...]:
    """Headings that take turns without being anybody, such as myth and fact; each set belongs together."""
    return tuple(frozenset(head.strip() for head in line.split(",")) for line in lines("heading_pairs"))


@cache
def roster_heads() -> frozenset[str]:
    """What stands over or before a list of who takes part, lower case."""
    return frozenset(lines("roster_heads"))


def is_roster_head(key: str) -> bool:
    """Whether a list of people follows what has the label key ``key``: "participants", "panel present"."""
    return (" " in key or not key.isascii()) and (
        key in roster_heads() or key.rpartition(" ")[2] in {"present", "attendance", "attending"}
    )


@cache
def stage_pattern() -> re.Pattern[str]:
    """Matches at the beginning of a bracket's content when it is a transcriber's remark."""
    return _opening(lines("stage_words"), before=r"[\s.,;:*_–—-]*")


@cache
def narration_pattern() -> re.Pattern[str]:
    """As ``stage_pattern``, for what is known to be no label: there "the witness" begins a remark too."""
    return _opening((*lines("stage_words"), *lines("narration_words")), before=r"[\s.,;:*_–—-]*")


@cache
def affiliation_pattern() -> re.Pattern[str]:
    """Matches at the beginning of what follows a name and a comma when it says for whom somebody speaks."""
    return _opening(lines("affiliations"))


def _opening(stems: Iterable[str], before: str = "") -> re.Pattern[str]:
    tails: dict[str, list[str]] = defaultdict(list)  # by first letter: one look at it rules most of them out
    for stem in stems:
        tails[stem[0]].append(re.escape(stem[1:-1]) if stem.endswith("*") else re.escape(stem[1:]) + r"(?!\w)")
    parts = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items()]
    return re.compile(before + "(?:" + "|".join(parts) + ")", re.IGNORECASE)


def by_first_letter(forms: Iterable[str]) -> str:
    """An alternation of ``forms`` that tries a letter's words only where that letter stands."""
    tails: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):  # the longer of two that begin alike comes first
        tails[form[0]].append(re.escape(form[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in tails.items())


@cache
def remark_line_pattern() -> re.Pattern[str]:
    """Matches a whole line, after a line end, that a reporter wrote without brackets; named "mark"."""
    either = _by_letter((re.escape(stem) for stem in lines("remark_lines")), upper=True)
    return re.compile(rf"\n[ \t]*+(?:\d{{1,2}}[ \t]+)?(?P<mark>(?:{either})(?!\w)[^\n]{{0,400}}?)[ \t]*(?=\n)")


def _by_letter(patterns: Iterable[str], *, upper: bool = False) -> str:
    """One branch for each first letter: most lines are told by it. With ``upper`` it must be a capital."""
    branches: dict[str, list[str]] = defaultdict(list)
    for pattern in sorted(patterns, reverse=True):  # the longer of two that begin alike comes first
        branches[pattern[: 2 if pattern[0] == "\\" else 1]].append(pattern)
    parts = []
    for first, rest in branches.items():
        firsts = first.upper() if upper else f"[{first}{first.upper()}]" if first.upper() != first else first
        parts.append(f"{firsts}(?i:{'|'.join(pattern[len(first) :] for pattern in rest)})")
    return "|".join(parts)


@cache
def web_line_pattern() -> re.Pattern[str]:
    """Matches a whole line, after a line end, that belongs to a web page around the transcript; named "mark".

    In lower case it is the rest of a wrapped sentence.
    """
    either = _by_letter(
        re.escape(head.rstrip("* ")) + (r"[^\n]{0,200}?" if head[-1] == "*" else "") for head in lines("web_lines")
    )
    return re.compile(rf"\n[ \t*_\[(]*+(?![a-z])(?P<mark>{either})[ \t*_\])]*(?=\n)")


@cache
def alone_line_pattern() -> re.Pattern[str]:
    """Matches a whole line, after a line end, that tells of applause, a break or a clip without brackets; "mark"."""
    either = _by_letter(
        re.escape(head.rstrip("* ")) + (r"[^\n:?!]{0,60}?" if head[-1] == "*" else "") for head in lines("alone_lines")
    )
    return re.compile(rf"\n[ \t*_]*+(?![a-z])(?P<mark>(?:{either})[.]?)[ \t*_]*(?=\n)")


@cache
def vote_pattern() -> re.Pattern[str]:
    """Matches a paragraph, after a line end, that prints the figures of a vote; named "mark"."""
    either = _by_letter(re.escape(head) for head in lines("vote_heads"))
    return re.compile(
        rf"\n[ \t]*+(?P<mark>(?:{either})(?!\w)[^\n]{{0,200}}(?:\n[ \t]*+[^\s][^\n]{{0,200}}){{0,12}})(?=\n)"
    )


@cache
def narrated_line_pattern() -> re.Pattern[str]:
    """Matches a whole line, after a line end, that tells of a person in the third person and ends as listed; "mark"."""
    heads = {word for word in words("titles") | words("interjectors") if word.isascii()}
    forms = {form for head in heads for form in (head.capitalize(), head.upper())}
    members = "|".join(sorted(word for word in words("interjectors") if word.isascii()))
    ends = "|".join(re.escape(end) for end in sorted(lines("narrated_ends"), key=len, reverse=True))
    opens = by_first_letter(forms)
    closes = "".join({end[-1] for end in lines("narrated_ends")})
    return re.compile(
        rf"\n[ \t]*+(?=[A-Z][^\n:?!]++(?<=[ .—–{closes}-])\n)(?P<mark>(?:(?:THE |The |Some |Several )?(?:{opens})"
        rf"|(?:An?|The|[A-Z][a-z]+) (?:{members}))\b(?:[^\n:?!]{{2,300}})? (?:{ends})[ .—–-]*)(?=\n)"
    )


@cache
def tail_pattern() -> re.Pattern[str]:
    """Matches at the beginning of a line that opens the closing notice."""
    heads = lines("tail_words")
    headings = "|".join(re.escape(head[1:]) for head in heads if re.match(r"#\w", head))
    others = "|".join(re.escape(head) for head in heads if not re.match(r"#\w", head))
    return re.compile(rf"[ \t]*#{{1,6}} [*_]*(?:{headings})|[ \t*_#>(\[]*?(?:{others})", re.IGNORECASE)
